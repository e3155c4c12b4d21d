"""The walk over the installed botocore's model: the stories show all of it, except what a table lists with its reason.

The tables are in tools/completeness.py. A test fails as well if a table lists something that a story shows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from attrs import evolve

from pinpoint_mock.protocol.model import error_codes, service_model
from pinpoint_mock.wiring import OPERATIONS

MODELLED = sorted(service_model().operation_names)
MOCKED = [name for name in MODELLED if name in OPERATIONS]


# One test has all checks of an operation, since two of them need the operation's effects, which take nearly all of the
# time. The operation's name is in the id of its test, so that `-k SendTextMessage` runs all checks of SendTextMessage.
@pytest.mark.parametrize("operation", MODELLED)
def test_the_stories_show_everything_of_an_operation_that_no_table_lists(
    walk: Any, tool: SimpleNamespace, reasons: list[Any], operation: str
) -> None:
    misses = list(compare_answers(walk, tool, operation))
    if operation in OPERATIONS:
        misses += compare_parameters(walk, tool, operation)
        misses += compare_members(walk, tool, operation)
        misses += compare_errors(walk, tool, operation, reasons)
    assert not misses, "\n".join(misses)


def compare_answers(walk: Any, tool: SimpleNamespace, operation: str) -> Iterator[str]:
    """Compare with NOT_YET whether some call of the operation is answered."""
    missing = [] if walk.answers(operation) else [operation]
    return compare_with_table(missing, "NOT_YET", {operation} & tool.names(tool.NOT_YET))


def compare_parameters(walk: Any, tool: SimpleNamespace, operation: str) -> Iterator[str]:
    """Compare with WITHOUT_EFFECT which parameters have no effect."""
    missing = [f"{operation}.{member}" for member, effect in walk.effects(operation).items() if effect is None]
    listed = {f"{operation}.{member}" for member in tool.inputs(operation)} & tool.names(tool.WITHOUT_EFFECT)
    return compare_with_table(missing, "WITHOUT_EFFECT", listed)


def compare_members(walk: Any, tool: SimpleNamespace, operation: str) -> Iterator[str]:
    """Compare with NEVER_PRODUCED which members no answer has."""
    members = {f"{operation}.{member}": member for member in tool.outputs(operation)}
    listed = [name for name, member in members.items() if tool.is_never_produced(operation, member)]
    return compare_with_table(members.keys() - walk.produced(operation), "NEVER_PRODUCED", listed)


def compare_errors(walk: Any, tool: SimpleNamespace, operation: str, reasons: list[Any]) -> Iterator[str]:
    """Compare with ONLY_BY_FAIL which errors no ordinary call raises.

    Ordinary are the calls of a story, with or without a changed parameter, and those of the tests in test_reasons.
    """
    ordinary = walk.errors(operation) | {row.exception for row in reasons if operation in row.by}
    missing = error_codes(operation) - ordinary - tool.ALWAYS_BY_FAIL
    return compare_with_table(missing, "ONLY_BY_FAIL", tool.only_by_fail(operation))


def compare_with_table(missing: Iterable[str], table: str, listed: Iterable[str]) -> Iterator[str]:
    """Yield the differences between what no story shows and what the table lists."""
    missing, listed = set(missing), set(listed)
    yield from (f"in no story, and not in {table}: {name}" for name in sorted(missing - listed))
    yield from (f"in a story, and out of date in {table}: {name}" for name in sorted(listed - missing))


def test_a_member_that_is_never_produced_is_not_required_by_the_model(tool: SimpleNamespace) -> None:
    """A member can be required inside a structure that is itself never produced."""
    required = []
    for operation in MOCKED:
        left_out = [member for member in tool.outputs(operation) if tool.is_never_produced(operation, member)]
        paths = {member.path for member in left_out}
        required += [f"{operation}.{each}" for each in left_out if each.is_required and each.path[:-1] not in paths]
    assert not required, "\n".join(required)


@pytest.mark.skipif(
    "SendRcsMessage" not in MODELLED, reason="the tables also list what only newer versions of botocore have"
)
def test_the_tables_list_only_what_the_model_has(tool: SimpleNamespace) -> None:
    modelled = {
        f"{operation}.{member}"
        for operation in MODELLED
        for member in (*tool.inputs(operation), *tool.outputs(operation))
    }
    listed = tool.names(tool.WITHOUT_EFFECT) | {name for name in tool.names(tool.NEVER_PRODUCED) if "." in name}
    assert listed <= modelled
    assert set().union(*map(tool.names, tool.ONLY_BY_FAIL.values())) <= set(MODELLED)


def test_the_walk_finds_a_parameter_that_the_code_ignores(
    play_all: Callable[[], Any], walk: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    send_text_message = OPERATIONS["SendTextMessage"]

    def ignore_keyword(region: Any, *, Keyword: str | None = None, **others: Any) -> Any:  # noqa: ARG001 - the slip
        return send_text_message.function(region, **others)

    monkeypatch.setitem(OPERATIONS, "SendTextMessage", evolve(send_text_message, function=ignore_keyword))
    effects = play_all().effects("SendTextMessage")
    assert {name for name, effect in effects.items() if effect is None} == {"Keyword"}
    assert None not in walk.effects("SendTextMessage").values()
