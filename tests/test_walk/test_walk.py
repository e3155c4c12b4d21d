"""A walk over the installed botocore's model: all of it is there, or else in a table that says why not.

The tables are in tools/completeness.py. What is in one of them, and is there all the same, fails as well.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from types import SimpleNamespace
from typing import Any

import pytest
from attrs import evolve

from pinpoint_mock.protocol.model import error_codes, service_model
from pinpoint_mock.wiring import OPERATIONS

MODELLED = sorted(service_model().operation_names)
MOCKED = [name for name in MODELLED if name in OPERATIONS]


def hold_to_the_table(missing: Iterable[str], table: str, told: Iterable[str]) -> None:
    """What is missing is what the table tells, no more and no less."""
    missing, told = set(missing), set(told)
    assert missing <= told, f"in no story, and not in {table}: {', '.join(sorted(missing - told))}"
    assert told <= missing, f"in a story, and out of date in {table}: {', '.join(sorted(told - missing))}"


@pytest.mark.parametrize("operation", MODELLED)
def test_every_operation_is_answered(walk: Any, tool: SimpleNamespace, operation: str) -> None:
    missing = [] if walk.answers(operation) else [operation]
    hold_to_the_table(missing, "NOT_YET", {operation} & tool.names(tool.NOT_YET))


@pytest.mark.parametrize("operation", MOCKED)
def test_every_parameter_has_an_effect(walk: Any, tool: SimpleNamespace, operation: str) -> None:
    missing = {f"{operation}.{member}" for member, effect in walk.effects(operation).items() if effect is None}
    told = {f"{operation}.{member}" for member in tool.inputs(operation)} & tool.names(tool.WITHOUT_EFFECT)
    hold_to_the_table(missing, "WITHOUT_EFFECT", told)


@pytest.mark.parametrize("operation", MOCKED)
def test_every_member_of_an_answer_is_produced(walk: Any, tool: SimpleNamespace, operation: str) -> None:
    members = {f"{operation}.{member}": member for member in tool.outputs(operation)}
    told = {name for name, member in members.items() if tool.is_never_produced(operation, member)}
    hold_to_the_table(members.keys() - walk.produced(operation), "NEVER_PRODUCED", told)


@pytest.mark.parametrize("operation", MOCKED)
def test_every_error_is_raised_by_ordinary_calls(
    walk: Any, tool: SimpleNamespace, reasons: list[Any], operation: str
) -> None:
    """By those of a story, with a parameter of theirs changed or not, or of a test in tests/test_reasons."""
    ordinary = walk.errors(operation) | {row.exception for row in reasons if operation in row.by}
    missing = error_codes(operation) - ordinary - tool.ALWAYS_BY_FAIL
    hold_to_the_table(missing, "ONLY_BY_FAIL", tool.only_by_fail(operation))


@pytest.mark.parametrize("operation", MOCKED)
def test_what_is_never_produced_needn_t_be_there(tool: SimpleNamespace, operation: str) -> None:
    left_out = [member for member in tool.outputs(operation) if tool.is_never_produced(operation, member)]
    within = {member.path for member in left_out}
    assert not [str(member) for member in left_out if member.is_required and member.path[:-1] not in within]


@pytest.mark.skipif("SendRcsMessage" not in MODELLED, reason="the tables are of newer botocores, too")
def test_the_tables_speak_of_what_the_model_has(tool: SimpleNamespace) -> None:
    modelled = {
        f"{operation}.{member}"
        for operation in MODELLED
        for member in (*tool.inputs(operation), *tool.outputs(operation))
    }
    told = tool.names(tool.WITHOUT_EFFECT) | {name for name in tool.names(tool.NEVER_PRODUCED) if "." in name}
    assert told <= modelled
    assert set().union(*map(tool.names, tool.ONLY_BY_FAIL.values())) <= set(MODELLED)


def test_a_parameter_that_nobody_heeds_is_found(
    play_all: Callable[[], Any], walk: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    heeding = OPERATIONS["SendTextMessage"]

    def heedless(region: Any, *, Keyword: str | None = None, **heeded: Any) -> Any:  # noqa: ARG001 - the slip
        return heeding.function(region, **heeded)

    monkeypatch.setitem(OPERATIONS, "SendTextMessage", evolve(heeding, function=heedless))
    effects = play_all().effects("SendTextMessage")
    assert {name for name, effect in effects.items() if effect is None} == {"Keyword"}
    assert None not in walk.effects("SendTextMessage").values()
