"""Every public name is in the reference, and has a docstring."""

from __future__ import annotations

import ast
import inspect
import re
from argparse import _SubParsersAction
from collections.abc import Iterator
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from types import GenericAlias
from typing import get_type_hints

import pytest

import pinpoint_mock
from pinpoint_mock import cli, plugin
from pinpoint_mock.control import shared_app

REFERENCE = Path(__file__).resolve().parent.parent / "docs" / "reference"
CLASSES = [
    name
    for name in pinpoint_mock.__all__
    if isinstance(each := getattr(pinpoint_mock, name), type) and not isinstance(each, GenericAlias)
]
DESCRIBED_BY_AWS = "pinpoint_mock.resources.registrations.forms"
"""The module of the structures of the API. Their members are those of the API reference."""


def page(name: str) -> str:
    return (REFERENCE / f"{name}.md").read_text("utf-8")


def undocumented(name: str) -> Iterator[str]:
    """Yield the public members of a class without a docstring, and its fields that no string follows."""
    home = import_module(f"pinpoint_mock.{pinpoint_mock._HOMES[name]}")
    if home.__name__ == DESCRIBED_BY_AWS:
        return
    for member_name, member in vars(getattr(pinpoint_mock, name)).items():
        is_member = inspect.isfunction(member) or isinstance(member, property)
        if not member_name.startswith("_") and is_member and not inspect.getdoc(member):
            yield member_name
    tree = ast.parse(Path(str(home.__file__)).read_text("utf-8"))
    [definition] = [node for node in tree.body if isinstance(node, ast.ClassDef) and node.name == name]
    for here, after in pairwise([*definition.body, None]):
        if isinstance(here, ast.AnnAssign) and isinstance(here.target, ast.Name):
            is_documented = isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant)
            is_class_variable = "ClassVar" in ast.unparse(here.annotation)
            if not (is_documented or is_class_variable or here.target.id.startswith("_")):
                yield here.target.id


@pytest.mark.parametrize("name", [each for each in CLASSES if each != "Options"])
def test_every_public_class_and_member_has_a_docstring(name: str) -> None:
    assert inspect.getdoc(getattr(pinpoint_mock, name))
    assert list(undocumented(name)) == []


def test_every_public_class_says_that_it_is_of_pinpoint_mock() -> None:
    assert [name for name in CLASSES if getattr(pinpoint_mock, name).__module__ != "pinpoint_mock"] == []


@pytest.mark.parametrize("name", CLASSES)
def test_the_types_of_every_public_class_can_be_read(name: str) -> None:
    assert get_type_hints(getattr(pinpoint_mock, name)) is not None


def test_the_reference_has_every_public_name_and_no_other() -> None:
    pages = "".join(path.read_text("utf-8") for path in REFERENCE.glob("*.md"))
    shown = re.findall(r"^\.\. (?:auto\w+|py:data):: pinpoint_mock\.([\w.]+)", pages, re.MULTILINE)
    assert sorted(pinpoint_mock.__all__) == sorted({name.partition(".")[0] for name in shown})


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
    paths = shared_app("/_pinpoint").openapi()["paths"]
    assert set(re.findall(r"`[A-Z]+ (/[^`]+)`", page("control-api"))) - {"/health"} == set(paths)
