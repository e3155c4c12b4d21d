"""Nothing that users can touch is missing from the reference, or stands there without a word."""

from __future__ import annotations

import ast
import inspect
import re
from argparse import _SubParsersAction
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

import pinpoint_mock
from pinpoint_mock import InboundMessage, PinpointMock, PinpointServer, SentMessage, cli, plugin
from pinpoint_mock.control import control_app
from pinpoint_mock.service import AnsweredCall
from pinpoint_mock.simulation.clock import Clock
from pinpoint_mock.simulation.failures import Failure
from pinpoint_mock.simulation.post import Delivery

REFERENCE = Path(__file__).resolve().parent.parent / "docs" / "reference"
BEHIND_ITS_NAME = type(pinpoint_mock.mock_pinpoint_v2)


def page(name: str) -> str:
    return (REFERENCE / f"{name}.md").read_text("utf-8")


def without_a_word(documented: type) -> Iterator[str]:
    """The public members of a class that have no docstring, and the fields that no string follows."""
    for name, member in vars(documented).items():
        is_member = callable(member) or isinstance(member, property)
        if not name.startswith("_") and is_member and not inspect.getdoc(member):
            yield name
    [tree] = ast.parse(inspect.getsource(documented)).body
    assert isinstance(tree, ast.ClassDef)
    for here, after in pairwise([*tree.body, None]):
        if isinstance(here, ast.AnnAssign) and isinstance(here.target, ast.Name):
            says = isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant)
            if not says and not here.target.id.startswith("_"):
                yield here.target.id


@pytest.mark.parametrize(
    "documented",
    [
        *(BEHIND_ITS_NAME, PinpointMock, PinpointServer, SentMessage, InboundMessage),
        *(AnsweredCall, Clock, Delivery, Failure),
    ],
)
def test_no_member_that_users_see_is_without_a_word(documented: type) -> None:
    assert inspect.getdoc(documented)
    assert list(without_a_word(documented)) == []


def test_every_public_name_is_in_the_reference() -> None:
    shown = re.findall(
        r"^\.\. auto\w+:: pinpoint_mock\.(\w+)", page("api") + page("pinpoint-mock") + page("values"), re.MULTILINE
    )
    assert set(pinpoint_mock.__all__) <= set(shown)


def test_every_fixture_and_ini_option_is_in_the_reference() -> None:
    fixtures = [name for name in vars(plugin) if name.startswith(("pinpoint_v2", "sms_"))]
    assert len(fixtures) == 4
    assert set(re.findall(r"^\.\. autodata:: (\w+)", page("pytest"), re.MULTILINE)) == set(fixtures)
    options = re.findall(r"^(\w+) = true", page("pytest"), re.MULTILINE)
    assert set(options) == {plugin.BLOCK_NETWORK, plugin.ALLOW_UNMET_FAILURES}


def test_every_option_of_the_command_line_is_in_the_reference() -> None:
    [commands] = [each for each in cli._parser()._actions if isinstance(each, _SubParsersAction)]
    options = {option for action in commands.choices["serve"]._actions for option in action.option_strings}
    assert set(re.findall(r"^\| `(--[\w-]+)`", page("command-line"), re.MULTILINE)) == options - {"-h", "--help"}


def test_every_path_of_the_control_api_is_in_the_reference() -> None:
    paths = control_app(PinpointMock()).openapi()["paths"]
    assert set(re.findall(r"`[A-Z]+ (/[^`]+)`", page("control-api"))) - {"/health"} == set(paths)
