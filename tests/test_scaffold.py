"""tools/scaffold.py makes skeletons that fit the installed botocore's model and the package."""

from __future__ import annotations

import runpy
import typing
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any
from unittest.mock import MagicMock, call

import pytest
from botocore import xform_name

from pinpoint_mock.operation import Operation, operations_of
from pinpoint_mock.protocol.model import operation_model, service_model
from pinpoint_mock.resources.origination import pools
from pinpoint_mock.wiring import OPERATIONS

ROOT = Path(__file__).resolve().parent.parent
TOOL = runpy.run_path(str(ROOT / "tools" / "scaffold.py"))
OPERATIONS_TESTS = runpy.run_path(str(ROOT / "tests" / "test_operations.py"))
MODELLED = sorted(service_model().operation_names)
MOCKED = [name for name in MODELLED if name in OPERATIONS]

PLAIN = (bool, float, int, str, Sequence[str], Mapping[str, str])
PLAIN_TYPES = (*PLAIN, *(each | None for each in PLAIN))

NEW = """\
from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Sequence
from typing import Any
from ..operation import operation
from ..protocol.pagination import Listing
from ..store import Region


@operation
def describe_keywords(
    region: Region,
    *,
    OriginationIdentity: str,
    Keywords: Sequence[str] | None = None,
) -> tuple[Mapping[str, Any], Listing[Mapping[str, Any]]]:
    \"""Describe keywords.\"""
    raise NotImplementedError("DescribeKeywords")


def test_what_describe_keywords_answers(client: Any) -> None:
    answer = client.describe_keywords(OriginationIdentity=...)
    assert answer["OriginationIdentityArn"] == ...
"""


def run(*arguments: str) -> None:
    TOOL["main"](list(arguments))


def operation_in(source: str, name: str = "pinpoint_mock.resources.scaffolded") -> Operation:
    """Import the source as a module of this name; the last operation in it."""
    module = ModuleType(name)
    module.__package__ = name.rpartition(".")[0]
    exec(compile(source, f"<scaffold: {name}>", "exec"), vars(module))
    return list(operations_of(module))[-1]


def skeleton(name: str) -> Operation:
    return operation_in(TOOL["with_function"](TOOL["FUTURE"], TOOL["function_of"](name), ".."))


def test_every_skeleton_has_the_form_that_an_operation_must_have(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in MODELLED:
        monkeypatch.setitem(OPERATIONS, name, skeleton(name))
        assert OPERATIONS[name].name == name
        assert list(OPERATIONS_TESTS["wrong_parameters"](name)) == []
        assert list(OPERATIONS_TESTS["missing_members"](name)) == []


def test_every_skeleton_has_the_parameters_and_types_of_the_real_function() -> None:
    different = [fault for name in MOCKED for fault in differences(name)]
    assert not different, "\n".join(different)


def differences(name: str) -> Iterator[str]:
    """Yield how a skeleton differs from the real function, as far as the model tells the types."""
    real, made, model = OPERATIONS[name], skeleton(name), operation_model(name)
    members = model.input_shape.members
    for parameter in made.takes ^ (real.takes & set(members)):
        yield f"{name}.{parameter} is taken by only one of the two"
    types, right = typing.get_type_hints(made.function), typing.get_type_hints(real.function)
    for parameter in made.takes & real.takes:
        expected = right[parameter]
        is_told_by_the_model = expected in PLAIN_TYPES and members[parameter].type_name != "structure"
        if is_told_by_the_model and types[parameter] not in (expected, expected | None):
            yield f"{name}.{parameter} is {types[parameter]}, but should be {expected}"
    made_kind, right_kind = typing.get_origin(types["return"]), typing.get_origin(right["return"])
    if "NextToken" in model.output_shape.members and made_kind is not right_kind:
        yield f"{name} returns a {made_kind}, but should return a {right_kind}"


def test_the_skeleton_of_every_test_fails_and_calls_the_operation_with_what_it_requires() -> None:
    for name in MODELLED:
        namespace: dict[str, Any] = {"Any": Any}
        exec(TOOL["test_of"](name), namespace)
        [test] = (value for key, value in namespace.items() if key.startswith("test_"))
        client = MagicMock()
        with pytest.raises(AssertionError):
            test(client)
        required = operation_model(name).input_shape.required_members
        assert client.mock_calls[0] == getattr(call, xform_name(name))(**dict.fromkeys(required, ...))


def test_a_skeleton_is_printed_with_its_imports_a_test_and_the_further_steps(
    capsys: pytest.CaptureFixture[str],
) -> None:
    run("DescribeKeywords", "--force")
    printed, steps = capsys.readouterr().out.split("\nWhat else to do")
    assert printed == NEW
    assert "\n   ResourceNotFoundException, ValidationException\n" in steps


def test_a_skeleton_is_appended_to_a_module_with_the_imports_that_it_lacks(
    unmocked: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    module = tmp_path / "pinpoint_mock" / "resources" / "origination" / "pools.py"
    module.parent.mkdir(parents=True)
    source = Path(pools.__file__).read_text("utf-8")
    module.write_text(source, "utf-8")
    run(unmocked, "--write", str(module))
    written = module.read_text("utf-8")
    operation = operation_in(written, "pinpoint_mock.resources.origination.pools")
    assert operation.name == unmocked
    assert written.count("import Region\n") == source.count("import Region\n") == 1
    assert "def test_what_describe_rcs_agents_answers" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (["DescribePool"], "did you mean DescribePools"),
        (["DescribePools"], "is mocked in pinpoint_mock.resources.origination.pools"),
        (["DescribeRcsAgents", "--write", "other.py"], "isn't a file of the package"),
    ],
)
@pytest.mark.usefixtures("unmocked")
def test_a_wrong_use_is_explained(arguments: list[str], error: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        run(*arguments)
    assert error in capsys.readouterr().err


def test_without_a_name_the_operations_that_are_not_mocked_are_listed(
    unmocked: str, capsys: pytest.CaptureFixture[str]
) -> None:
    run()
    listed = capsys.readouterr().out
    assert unmocked in listed
    assert "DescribePools" not in listed
