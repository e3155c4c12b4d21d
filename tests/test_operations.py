"""The functions of the mocked operations, compared with the model of the installed botocore.

A function must take the parameters of its operation's input, and what it returns must have the members of the output.
"""

from __future__ import annotations

import inspect
import runpy
import typing
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from botocore import xform_name

from pinpoint_mock.protocol.model import operation_model, service_model
from pinpoint_mock.service import PIPELINE_PARAMETERS
from pinpoint_mock.wiring import OPERATIONS

MODELLED = sorted(service_model().operation_names)
MOCKED = [name for name in MODELLED if name in OPERATIONS]

COMPLETENESS = runpy.run_path(str(Path(__file__).resolve().parent.parent / "tools" / "completeness.py"))

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


def test_every_mocked_operation_is_in_the_model_of_some_botocore() -> None:
    assert set(OPERATIONS) - set(MODELLED) <= NEWER_OPERATIONS


def test_every_operation_takes_the_parameters_of_its_input() -> None:
    wrong = [fault for operation in MOCKED for fault in wrong_parameters(operation)]
    assert not wrong, "\n".join(wrong)


def wrong_parameters(operation: str) -> Iterator[str]:
    """Yield what is wrong with the parameters of an operation's function."""
    inputs = operation_model(operation).input_shape
    _, *parameters = inspect.signature(OPERATIONS[operation].function).parameters.values()
    taken = {parameter.name for parameter in parameters}
    required = {parameter.name for parameter in parameters if parameter.default is parameter.empty}
    for parameter in parameters:
        if parameter.kind is not parameter.KEYWORD_ONLY:
            yield f"{operation}.{parameter.name} should be keyword-only, but is {parameter.kind.description}"
    for name in sorted(taken - set(inputs.members) - NEWER_MEMBERS):
        yield f"{operation}.{name} is a parameter of the function, but the model has no such member"
    for name in sorted(set(inputs.members) - taken - PIPELINE_PARAMETERS):
        yield f"{operation}.{name} is in the model, but neither the function nor the code around it takes it"
    for name in sorted(required ^ (taken & set(inputs.required_members))):
        expected, came = ("optional", "required") if name in required else ("required", "optional")
        yield f"{operation}.{name} is {expected} in the model, but {came} in the function"


def test_what_every_operation_returns_has_the_members_of_its_output() -> None:
    """A member is an attribute of the type that the function returns, or of the items that it lists."""
    missing = [member for operation in MOCKED for member in missing_members(operation)]
    assert not missing, "no attribute for:\n" + "\n".join(missing)


def missing_members(operation: str) -> Iterator[str]:
    """Yield the members of an operation's output that the return type of its function doesn't have."""
    never_produced = COMPLETENESS["names"](COMPLETENESS["NEVER_PRODUCED"])
    left_out = {name.rpartition(".")[2] for name in never_produced}
    returned = typing.get_type_hints(OPERATIONS[operation].function)["return"]
    for member, shape in operation_model(operation).output_shape.members.items():
        if member in {"NextToken", *left_out} or has_member(returned, member):
            continue
        if shape.type_name != "list" or shape.member.type_name != "structure":
            yield f"{operation}.{member} in {returned}"
            continue
        for inner in shape.member.members:
            if inner not in left_out and not has_member(returned, inner):
                yield f"{operation}.{member}[].{inner} in {returned}"


def has_member(annotation: Any, member: str) -> bool:
    """Return whether a type has a member of the output, as far as the type can tell."""
    attribute = xform_name(member)
    return any(
        # The type of a mapping, or of a listing of strings, doesn't say which members there are.
        kind in (str, Mapping) or kind.__module__ == "collections.abc" or has_attribute(kind, attribute)
        for kind in classes_of(annotation)
    )


def classes_of(annotation: Any) -> Iterator[Any]:
    """Yield the classes that a type is made of: those of each item of a tuple, and of what a listing lists."""
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is None:
        yield annotation
    elif origin is tuple or getattr(origin, "__name__", "") == "Listing":
        for argument in arguments:
            yield from classes_of(argument)
    else:
        yield origin


def has_attribute(kind: type, attribute: str) -> bool:
    return hasattr(kind, attribute) or any(attribute in getattr(base, "__annotations__", {}) for base in kind.__mro__)
