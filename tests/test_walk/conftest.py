"""The walk: it plays and records every story in `stories`, and plays it again with a changed parameter.

A story is a function that takes a `Call` and makes ordinary calls of the service with it, in the wire's names. When it
is played again, it makes the same calls and gets the same answers, until the change has an effect.
"""

from __future__ import annotations

import datetime as dt
import runpy
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

import pytest
from attrs import define, field, frozen
from botocore import xform_name
from botocore.config import Config
from botocore.exceptions import ClientError
from botocore.model import Shape

from pinpoint_mock import FidelityWarning, PinpointMock, mock_pinpoint_v2
from pinpoint_mock.protocol.model import operation_model, service_model
from pinpoint_mock.protocol.validation import problems_of

STORIES = Path(__file__).parent / "stories"
TOOL = Path(__file__).resolve().parents[2] / "tools" / "completeness.py"
BEGINNING = dt.datetime(2026, 1, 15, 12, tzinfo=dt.timezone.utc).timestamp()

ATTEMPTS = 4
"""How many other values of a parameter are tried before it counts as having no effect."""

Parameters = Mapping[str, Any]
Change = Callable[[str, Parameters], Parameters]


class EndsHereError(Exception):
    """Raised to end a story, because the installed botocore lacks the operation that comes next."""


@frozen
class Step:
    """A call and its outcome: the answer, or the code and the reason of the error."""

    operation: str
    parameters: Parameters
    outcome: Mapping[str, Any]
    error: str | None

    @property
    def is_malformed(self) -> bool:
        return self.outcome.get("reason") == "FIELD_VALIDATION_FAILED"


class DiffersError(Exception):
    """Raised when a changed story differs from the unchanged one; with the step that differs, if it is one step."""

    def __init__(self, step: Step | None = None) -> None:
        super().__init__(step)
        self.step = step


@define(eq=False)
class Call:
    """Makes the calls of a story. It records each, and compares it with the expected step if there is one."""

    pinpoint: PinpointMock
    client: Any
    change: Change | None = None
    expected: Sequence[Step] = ()
    steps: list[Step] = field(factory=list, init=False)

    def __call__(self, operation: str, /, **parameters: Any) -> Any:
        """Make a call that is answered, and return the answer."""
        step = self._make(operation, parameters)
        assert step.error is None, step
        return step.outcome

    def refused(self, operation: str, error: str, /, **parameters: Any) -> None:
        """Make a call that is refused."""
        step = self._make(operation, parameters)
        assert step.error == error, step

    def twice(self, operation: str, /, **parameters: Any) -> Any:
        """Make a call and repeat it with the same client token, which must give the same answer."""
        token = f"token-{len(self.steps)}"
        answer = self(operation, ClientToken=token, **parameters)
        assert self(operation, ClientToken=token, **parameters) == answer
        return answer

    def pages(self, operation: str, /, **parameters: Any) -> None:
        """Read two pages of one item each."""
        page = self(operation, MaxResults=1, **parameters)
        self(operation, MaxResults=1, NextToken=page["NextToken"], **parameters)

    def filtered(self, operation: str, name: str, value: str, /, **parameters: Any) -> Any:
        """Make a call with one filter, and return the answer."""
        return self(operation, Filters=[{"Name": name, "Values": [value]}], **parameters)

    def number(self, **parameters: Any) -> Any:
        """Request a number; by default a US simulator for SMS."""
        asked = {
            "IsoCountryCode": "US",
            "MessageType": "TRANSACTIONAL",
            "NumberCapabilities": ["SMS"],
            "NumberType": "SIMULATOR",
            **parameters,
        }
        return self("RequestPhoneNumber", **asked)

    def pool(self, identity: str, **parameters: Any) -> Any:
        """Create a pool with an identity; by default for transactional messages."""
        return self("CreatePool", **{"OriginationIdentity": identity, "MessageType": "TRANSACTIONAL", **parameters})

    @property
    def has_everything(self) -> bool:
        """Whether the installed botocore has every operation and parameter of the stories."""
        return "SendRcsMessage" in service_model().operation_names

    def _make(self, operation: str, parameters: Parameters) -> Step:
        if not self.has_everything:
            if operation not in service_model().operation_names:
                raise EndsHereError(operation)
            known = operation_model(operation).input_shape.members
            parameters = {name: value for name, value in parameters.items() if name in known}
        unknown = parameters.keys() - operation_model(operation).input_shape.members.keys()
        assert not unknown, f"{operation} has no {', '.join(unknown)}"
        if self.change is not None:
            parameters = self.change(operation, parameters)
        outcome, error = self._ask(operation, parameters)
        step = Step(operation, parameters, outcome, error)
        if self.expected and outcome != self.expected[len(self.steps)].outcome:
            raise DiffersError(step)
        self.steps.append(step)
        return step

    def _ask(self, operation: str, parameters: Parameters) -> tuple[Mapping[str, Any], str | None]:
        try:
            answer = getattr(self.client, xform_name(operation))(**parameters)
        except ClientError as error:
            code = error.response["Error"]["Code"]
            return {"error": code, "reason": error.response.get("Reason")}, code
        del answer["ResponseMetadata"]
        return answer, None


@cache
def _client_of_all_plays() -> Any:
    """Return one client for all plays, since making one takes as long as several calls."""
    with mock_pinpoint_v2() as pinpoint:
        return pinpoint.client(config=Config(parameter_validation=False))


Story = Callable[[Call], None]


@frozen(eq=False)
class Play:
    """A played story: its steps, and the messages, events and deliveries that the mock sent in it."""

    story: Story
    steps: list[Step]
    sent: list[list[Any]]

    def difference(self, change: Change) -> DiffersError | None:
        """Play the story again with a change, and return how it differs; None if everything is the same."""
        try:
            again = _play(self.story, change, self.steps)
        except DiffersError as difference:
            return difference
        except (LookupError, ValueError):  # PinpointMock has no such message, phone or status
            return DiffersError()
        return DiffersError() if again.sent != self.sent else None


def _play(story: Story, change: Change | None = None, expected: Sequence[Step] = ()) -> Play:
    client = _client_of_all_plays()
    with ExitStack() as stack:
        stack.enter_context(patch("time.time", lambda: BEGINNING))
        stack.enter_context(warnings.catch_warnings())
        warnings.simplefilter("ignore", FidelityWarning)
        pinpoint = stack.enter_context(mock_pinpoint_v2(seed=1))
        call = Call(pinpoint, client, change, expected)
        try:
            story(call)
        except EndsHereError:
            assert not call.has_everything
        return Play(story, call.steps, [list(pinpoint.outbox), list(pinpoint.events), list(pinpoint.deliveries)])


@define(eq=False)
class Walk:
    """All stories, played."""

    tool: SimpleNamespace
    plays: list[Play]
    _effects: dict[str, dict[str, DiffersError | None]] = field(factory=dict, init=False)

    def steps(self, operation: str) -> Iterator[Step]:
        return (step for play in self.plays for step in play.steps if step.operation == operation)

    def answers(self, operation: str) -> list[Mapping[str, Any]]:
        return [step.outcome for step in self.steps(operation) if step.error is None]

    def produced(self, operation: str) -> set[str]:
        """Return the members that some answer of the operation has."""
        return {
            f"{operation}.{member}"
            for member in self.tool.outputs(operation)
            if any(True for answer in self.answers(operation) for _ in values_at(answer, member.path))
        }

    def effects(self, operation: str) -> dict[str, DiffersError | None]:
        """Return the difference that each parameter makes when it is left out, or changed if it is required."""
        if operation not in self._effects:
            self._effects[operation] = {
                str(member): self._effect(operation, member) for member in self.tool.inputs(operation)
            }
        return self._effects[operation]

    def errors(self, operation: str) -> set[str]:
        """Return the errors that calls of the operation got, in a story or in a changed one."""
        changed = [each.step for each in self.effects(operation).values() if each is not None and each.step is not None]
        return {
            step.error
            for step in (*self.steps(operation), *changed)
            if step.operation == operation and step.error is not None
        }

    def _effect(self, operation: str, member: Any) -> DiffersError | None:
        for play in self.plays:
            steps = [each for each in play.steps if each.operation == operation and _has(each.parameters, member.path)]
            if steps and not any(step.is_malformed for step in steps):  # in a malformed call, a refusal shows no effect
                for change in changes(operation, member):
                    difference = play.difference(change)
                    if difference is not None:
                        return difference
        return None


def _has(parameters: Parameters, path: tuple[str, ...]) -> bool:
    return any(True for _ in values_at(parameters, path))


def values_at(value: Any, path: tuple[str, ...]) -> Iterator[Any]:
    """Yield the values at a path, one for each item of the lists and maps on the way."""
    if not path:
        yield value
    elif isinstance(value, list):
        for each in value:
            yield from values_at(each, path)
    elif path[0] in value:
        yield from values_at(value[path[0]], path[1:])
    elif value and all(isinstance(each, dict) for each in value.values()):
        for each in value.values():
            yield from values_at(each, path)


def changes(operation: str, member: Any) -> Iterator[Change]:
    """Yield changes of a parameter in every call of the operation: to leave it out, or if required, other values."""
    if not member.is_required:
        yield _changing(operation, member.path, lambda _: None)
        return
    for attempt in range(ATTEMPTS):
        yield _changing(operation, member.path, lambda value, attempt=attempt: _other(member.shape, value, attempt))


def _changing(operation: str, path: tuple[str, ...], change: Callable[[Any], Any]) -> Change:
    return lambda called, parameters: _changed(parameters, path, change) if called == operation else parameters


def _changed(value: Any, path: tuple[str, ...], change: Callable[[Any], Any]) -> Any:
    """Return a copy with another value at a path. Where `change` returns None, the member is left out."""
    if isinstance(value, list):
        return [_changed(each, path, change) for each in value]
    name, *rest = path
    if name not in value:
        is_map = value and all(isinstance(each, dict) for each in value.values())
        return {key: _changed(each, path, change) for key, each in value.items()} if is_map else value
    new = _changed(value[name], tuple(rest), change) if rest else change(value[name])
    return {key: new if key == name else each for key, each in value.items() if key != name or new is not None}


def _other(shape: Shape, value: Any, attempt: int) -> Any:
    """Return the first, second, ... other value of a shape, or the same value if there are no more."""
    if len(getattr(shape, "enum", ())) == 1:
        return f"{value}_"  # the only valid value has the effect that all others are refused
    valid = [each for each in _others(shape, value) if each != value and not problems_of(shape, each, "")]
    return valid[attempt] if attempt < len(valid) else value


def _others(shape: Shape, value: Any) -> list[Any]:
    if shape.type_name == "list":
        [first, *rest] = value
        return [*([_other(shape.member, first, attempt), *rest] for attempt in range(ATTEMPTS)), rest]
    if shape.type_name == "map":
        return [{key: _other(shape.value, each, attempt) for key, each in value.items()} for attempt in range(ATTEMPTS)]
    return _OTHERS[shape.type_name](shape, value)


def _other_texts(shape: Shape, value: str) -> list[str]:
    if getattr(shape, "enum", ()):
        return list(shape.enum)
    last = value[-1]
    others = "0123456789" if last.isdigit() else "abcdefghijklmnopqrstuvwxyz" if last.islower() else "STUVWXYZABC"
    return [*(f"{value[:-1]}{other}" for other in others), value[::-1]]


_OTHERS: Mapping[str, Callable[[Shape, Any], list[Any]]] = {
    "string": _other_texts,
    "boolean": lambda _, value: [not value],
    "double": lambda _, value: [value + 1, value - 1],
    "integer": lambda _, value: [value + 1, value - 1],
    "long": lambda _, value: [value + 1, value - 1],
    "blob": lambda _, value: [value + b"."],
    "timestamp": lambda _, value: [value + 1],
}


def _stories() -> Iterator[Story]:
    for path in sorted(STORIES.glob("*.py")):
        name = f"stories.{path.stem}"
        for value in runpy.run_path(str(path), run_name=name).values():
            if getattr(value, "__module__", None) == name and not value.__name__.startswith("_"):
                yield value


@pytest.fixture(scope="session")
def tool() -> SimpleNamespace:
    """Return the names in tools/completeness.py."""
    return SimpleNamespace(**runpy.run_path(str(TOOL)))


@pytest.fixture(scope="session")
def play_all(tool: SimpleNamespace) -> Callable[[], Walk]:
    """Return a function that plays every story on the mock as it is when called."""
    return lambda: Walk(tool, [_play(story) for story in _stories()])


@pytest.fixture(scope="session")
def walk(play_all: Callable[[], Walk]) -> Walk:
    return play_all()


@pytest.fixture(scope="session")
def reasons() -> list[Any]:
    """Return the rows of docs/reasons.md."""
    rows: list[Any] = runpy.run_path(str(TOOL.with_name("reasons_page.py")))["rows"]()
    return rows
