"""Test that each of the model's reasons has a test that raises it, or a text that says why there is none."""

from __future__ import annotations

import re
import runpy
from pathlib import Path
from typing import Any

import pytest

import pinpoint_mock
from pinpoint_mock.protocol.model import enum_values, error_codes, service_model
from pinpoint_mock.wiring import OPERATIONS

EXCEPTIONS = ("ConflictException", "ServiceQuotaExceededException", "ValidationException")
HOW_IT_IS_KNOWN = ("documented", "observed", "our choice")


@pytest.fixture(scope="module")
def reasons_page() -> dict[str, Any]:
    """Return the names of tools/reasons_page.py."""
    return runpy.run_path(str(Path(__file__).resolve().parents[2] / "tools" / "reasons_page.py"))


@pytest.mark.parametrize("exception", EXCEPTIONS)
def test_each_reason_of_the_model_is_raised_or_the_page_says_why_not(reasons_page: Any, exception: str) -> None:
    raised = {row.reason for row in reasons_page["rows"]() if row.exception == exception}
    not_raised = {reason for reasons in reasons_page["NOT_RAISED"][exception].values() for reason in reasons.split()}
    modelled = set(enum_values(f"{exception}Reason"))
    assert raised & not_raised == set()
    assert modelled - raised - not_raised == set()
    if "SendRcsMessage" in service_model().operation_names:  # the model that the page is made with, or a newer one
        assert (raised | not_raised) - modelled == set()


def test_a_row_is_of_an_operation_that_the_model_lets_raise_it(reasons_page: Any) -> None:
    for row in reasons_page["rows"]():
        for operation in row.by:
            assert operation in OPERATIONS, row
            if operation in service_model().operation_names:
                assert row.exception in error_codes(operation), row


def test_a_test_has_the_name_of_its_reason_and_a_row_says_how_it_is_known(reasons_page: Any) -> None:
    for row in reasons_page["rows"]():
        assert re.match(rf"test_{row.reason.lower()}(_|$)", row.test), row
        assert any(mark in row.source for mark in HOW_IT_IS_KNOWN), row


def test_no_two_rows_say_the_same(reasons_page: Any) -> None:
    said = [(row.reason, operation, row.when) for row in reasons_page["rows"]() for operation in row.by]
    assert len(said) == len(set(said))


def test_each_reason_that_the_code_gives_has_a_test(reasons_page: Any) -> None:
    sources = Path(pinpoint_mock.__file__).parent.rglob("*.py")
    given = {reason for path in sources for reason in re.findall(r'reason="([A-Z_]+)"', path.read_text("utf-8"))}
    assert len(given) > 30
    assert given - {row.reason for row in reasons_page["rows"]()} == set()
