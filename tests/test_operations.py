"""A walk over every operation of the installed botocore's model: what is mocked, and that its form is the model's."""

from __future__ import annotations

import inspect
import typing
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any

import pytest
from botocore import xform_name
from botocore.config import Config

from pinpoint_mock import PinpointMock
from pinpoint_mock.operation import OPERATIONS
from pinpoint_mock.protocol.model import operation_model, service_model
from pinpoint_mock.service import CORRIDOR

MODELLED = sorted(service_model().operation_names)
MOCKED = [name for name in MODELLED if name in OPERATIONS]

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

# Members of outputs that the mock leaves out, as the service does where there is nothing to say.
LEFT_OUT = {
    "MessagingLimits": "the throughput of numbers and agents depends on the account, which the mock can't know",
    "PricingTier": "the price list behind it isn't public",
}


@pytest.mark.parametrize("name", MODELLED)
def test_an_operation_is_mocked_or_says_that_it_is_not(pinpoint_v2: PinpointMock, name: str) -> None:
    client = pinpoint_v2.client(config=Config(parameter_validation=False))
    call = getattr(client, xform_name(name))
    if name not in OPERATIONS:
        with pytest.raises(NotImplementedError, match=rf"^{name} isn't mocked by pinpoint-mock 0.* \(botocore 1\."):
            call()
    elif operation_model(name).input_shape.required_members:
        with pytest.raises(client.exceptions.ValidationException, match="FIELD_VALIDATION_FAILED"):
            call()
    else:
        with suppress(client.exceptions.ResourceNotFoundException):  # there may be nothing to take away
            call()
    assert pinpoint_v2.calls[-1].operation == name


def test_every_registered_operation_is_one_of_the_model() -> None:
    assert set(OPERATIONS) - set(MODELLED) <= NEWER_OPERATIONS


@pytest.mark.parametrize("name", MOCKED)
def test_an_operation_takes_what_the_model_says(name: str) -> None:
    inputs = operation_model(name).input_shape
    _, *parameters = inspect.signature(OPERATIONS[name].function).parameters.values()
    assert all(parameter.kind is parameter.KEYWORD_ONLY for parameter in parameters)
    taken = {parameter.name for parameter in parameters}
    assert taken - set(inputs.members) <= NEWER_MEMBERS
    assert set(inputs.members) - taken <= CORRIDOR, "a member of the model that nothing here knows"
    required = {parameter.name for parameter in parameters if parameter.default is parameter.empty}
    assert required == taken & set(inputs.required_members)


@pytest.mark.parametrize("name", MOCKED)
def test_an_operation_promises_what_the_model_answers(name: str) -> None:
    """Each member of the output is an attribute of what the function says it returns, or of the items it lists."""
    promised = typing.get_type_hints(OPERATIONS[name].function)["return"]
    for member, shape in operation_model(name).output_shape.members.items():
        if member in {"NextToken", *LEFT_OUT} or _gives(promised, member):
            continue
        assert (shape.type_name, shape.member.type_name) == ("list", "structure"), member
        for inner in shape.member.members:
            assert inner in LEFT_OUT or _gives(promised, inner), f"{member}[].{inner}"


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


def test_the_members_left_out_are_of_the_newer_models_outputs_alone() -> None:
    required = {
        required
        for name in MOCKED
        for shape in (operation_model(name).output_shape, *_listed(name))
        for required in shape.required_members
    }
    assert not required & set(LEFT_OUT)


def _listed(name: str) -> Iterator[Any]:
    for shape in operation_model(name).output_shape.members.values():
        if shape.type_name == "list" and shape.member.type_name == "structure":
            yield shape.member


@pytest.mark.parametrize("name", MODELLED)
def test_failures_of_every_operation_can_be_injected(pinpoint_v2: PinpointMock, name: str) -> None:
    client = pinpoint_v2.client(config=Config(parameter_validation=False))
    for shape in operation_model(name).error_shapes:
        pinpoint_v2.fail(name, shape.name)
        with pytest.raises(getattr(client.exceptions, shape.name)) as caught:
            getattr(client, xform_name(name))()
        status = 500 if shape.name == "InternalServerException" else 400
        assert caught.value.response["ResponseMetadata"]["HTTPStatusCode"] == status
