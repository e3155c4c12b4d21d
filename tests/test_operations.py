"""The form of every mocked operation is that of the installed botocore's model."""

from __future__ import annotations

import inspect
import runpy
import typing
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from botocore import xform_name

from pinpoint_mock.protocol.model import operation_model, service_model
from pinpoint_mock.service import PIPELINE_PARAMETERS
from pinpoint_mock.wiring import OPERATIONS

MODELLED = sorted(service_model().operation_names)
MOCKED = [name for name in MODELLED if name in OPERATIONS]

TOOL = runpy.run_path(str(Path(__file__).resolve().parent.parent / "tools" / "completeness.py"))

# Operations and members that only newer versions of botocore have.
NEWER_OPERATIONS = {
    "DeleteRcsMessageSpendLimitOverride",
    "ListAvailablePhoneNumbers",
    "SendRcsMessage",
    "SetRcsMessageSpendLimitOverride",
}
NEWER_MEMBERS = {
    "EnableCleansing",
    "NumberPreference",
    "TwoWayMediaS3BucketName",
    "TwoWayMediaS3KeyPrefix",
    "TwoWayMediaS3Role",
    "TwoWayRcsEventsEnabled",
}


def test_every_registered_operation_is_one_of_the_model() -> None:
    assert set(OPERATIONS) - set(MODELLED) <= NEWER_OPERATIONS


@pytest.mark.parametrize("name", MOCKED)
def test_an_operation_takes_what_the_model_says(name: str) -> None:
    inputs = operation_model(name).input_shape
    _, *parameters = inspect.signature(OPERATIONS[name].function).parameters.values()
    assert all(parameter.kind is parameter.KEYWORD_ONLY for parameter in parameters)
    taken = {parameter.name for parameter in parameters}
    assert taken - set(inputs.members) <= NEWER_MEMBERS
    assert set(inputs.members) - taken <= PIPELINE_PARAMETERS, "a member of the model that nothing here knows"
    required = {parameter.name for parameter in parameters if parameter.default is parameter.empty}
    assert required == taken & set(inputs.required_members)


@pytest.mark.parametrize("name", MOCKED)
def test_an_operation_promises_what_the_model_answers(name: str) -> None:
    """Each member of the output is an attribute of what the function says it returns, or of the items it lists."""
    left_out = {name.rpartition(".")[2] for name in TOOL["names"](TOOL["NEVER_PRODUCED"])}
    promised = typing.get_type_hints(OPERATIONS[name].function)["return"]
    for member, shape in operation_model(name).output_shape.members.items():
        if member in {"NextToken", *left_out} or _gives(promised, member):
            continue
        assert (shape.type_name, shape.member.type_name) == ("list", "structure"), member
        for inner in shape.member.members:
            assert inner in left_out or _gives(promised, inner), f"{member}[].{inner}"


def _gives(annotation: Any, member: str) -> bool:
    attribute = xform_name(member)
    return any(
        # A mapping, and a listing of plain texts, don't tell their members by their type.
        kind in (str, Mapping) or kind.__module__ == "collections.abc" or _has(kind, attribute)
        for kind in _classes(annotation)
    )


def _classes(annotation: Any) -> Iterator[Any]:
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is None:
        yield annotation
    elif origin is tuple or getattr(origin, "__name__", "") == "Listing":
        for argument in arguments:
            yield from _classes(argument)
    else:
        yield origin


def _has(kind: type, attribute: str) -> bool:
    return hasattr(kind, attribute) or any(attribute in getattr(base, "__annotations__", {}) for base in kind.__mro__)
