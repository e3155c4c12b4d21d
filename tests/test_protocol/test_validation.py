"""The validation of requests: every constraint of the model is checked, and one error names every wrong field."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import pytest
from botocore import xform_name
from botocore.config import Config
from botocore.exceptions import ClientError
from botocore.model import Shape

from pinpoint_mock import PinpointMock
from pinpoint_mock.errors import ValidationException
from pinpoint_mock.protocol.model import operation_model, service_model
from pinpoint_mock.protocol.validation import validate
from pinpoint_mock.wiring import OPERATIONS

Refused = Callable[..., dict[str, Any]]

VALID: dict[str, Any] = {
    "IsoCountryCode": "US",
    "MessageType": "TRANSACTIONAL",
    "NumberCapabilities": ["SMS"],
    "NumberType": "SIMULATOR",
}
PUT_OVERRIDE = "PutProtectConfigurationRuleSetNumberOverride"
BLOCKED_NUMBER = {"DestinationPhoneNumber": "+447700900123", "Action": "BLOCK"}


@pytest.fixture
def raw(pinpoint_v2: PinpointMock) -> Callable[..., Any]:
    """Call an operation with a body that botocore's client would refuse to send, or couldn't encode."""
    client = pinpoint_v2.client(config=Config(parameter_validation=False))

    def call(operation: str, **parameters: Any) -> Any:
        def write(params: dict[str, Any], **_: Any) -> None:
            params["body"] = json.dumps(parameters).encode()

        client.meta.events.register(f"before-call.*.{operation}", write, unique_id="raw")
        try:
            return getattr(client, xform_name(operation))()
        finally:
            client.meta.events.unregister(f"before-call.*.{operation}", unique_id="raw")

    return call


def fields(error: Mapping[str, Any]) -> dict[str, str]:
    """Return the messages of a ValidationException by the names of the fields."""
    assert error["Reason"] == "FIELD_VALIDATION_FAILED"
    return {each["Name"]: each["Message"] for each in error["Fields"]}


@pytest.mark.parametrize(
    ("parameters", "field", "says"),
    [
        ({"IsoCountryCode": "us"}, "isoCountryCode", "'us' does not match"),
        ({"IsoCountryCode": "USA"}, "isoCountryCode", "the length is 3, it must be 2"),
        ({"MessageType": "MARKETING"}, "messageType", "not one of PROMOTIONAL, TRANSACTIONAL"),
        ({"NumberType": "SHORT_CODE"}, "numberType", "LONG_CODE, SIMULATOR, TEN_DLC, TOLL_FREE"),
        ({"NumberCapabilities": ["SMS", "FAX"]}, "numberCapabilities[1]", "'FAX' is not one of"),
        ({"NumberCapabilities": ["SMS"] * 5}, "numberCapabilities", "the number of items is 5, it must be 1 to 4"),
        ({"ClientToken": "a b"}, "clientToken", "does not match"),
        ({"ClientToken": "a" * 65}, "clientToken", "the length is 65, it must be 1 to 64"),
        ({"OptOutListName": "a list"}, "optOutListName", "does not match"),
        ({"PoolId": "a pool"}, "poolId", "does not match"),
        ({"RegistrationId": "a registration"}, "registrationId", "does not match"),
        ({"Tags": [{"Key": "k" * 129, "Value": ""}]}, "tags[0].key", "the length is 129, it must be 1 to 128"),
        ({"Tags": [{"Key": "k", "Value": "v" * 257}]}, "tags[0].value", "the length is 257, it must be 0 to 256"),
        ({"Tags": [{"Key": f"k{n}", "Value": ""} for n in range(201)]}, "tags", "it must be 0 to 200"),
    ],
)
def test_a_wrong_value_that_botocore_sends_is_refused(
    client: Any, refused: Refused, parameters: dict[str, Any], field: str, says: str
) -> None:
    error = refused("ValidationException", client.request_phone_number, **{**VALID, **parameters})
    assert list(fields(error)) == [field]
    assert says in fields(error)[field]
    assert client.describe_phone_numbers()["PhoneNumbers"] == []


@pytest.mark.parametrize(
    ("parameters", "field", "says"),
    [
        ({"MessageType": None}, "messageType", "is required"),
        ({"IsoCountryCode": 1}, "isoCountryCode", "1 is not of type string"),
        ({"NumberCapabilities": "SMS"}, "numberCapabilities", "'SMS' is not of type list"),
        ({"NumberCapabilities": []}, "numberCapabilities", "the number of items is 0"),
        ({"DeletionProtectionEnabled": "yes"}, "deletionProtectionEnabled", "'yes' is not of type boolean"),
        ({"Tags": [{"Value": "v"}]}, "tags[0].key", "is required"),
        ({"Tags": ["k"]}, "tags[0]", "'k' is not of type structure"),
        ({"IsoCountryCode": ""}, "isoCountryCode", "the length is 0"),
    ],
)
def test_a_wrong_value_that_botocore_would_not_send_is_refused(
    raw: Callable[..., Any], refused: Refused, parameters: dict[str, Any], field: str, says: str
) -> None:
    error = refused("ValidationException", raw, operation="RequestPhoneNumber", **{**VALID, **parameters})
    assert says in fields(error)[field]


@pytest.mark.parametrize(("size", "says"), [(0, "1 to 100"), (101, "1 to 100"), (True, "integer"), ("5", "integer")])
def test_a_number_must_be_an_integer_within_its_bounds(
    raw: Callable[..., Any], refused: Refused, size: Any, says: str
) -> None:
    error = refused("ValidationException", raw, operation="DescribePools", MaxResults=size)
    assert says in fields(error)["maxResults"]


def test_one_error_names_every_wrong_field(raw: Callable[..., Any], refused: Refused) -> None:
    error = refused("ValidationException", raw, operation="RequestPhoneNumber", IsoCountryCode="us", NumberType="FAX")
    assert set(fields(error)) == {"isoCountryCode", "numberType", "messageType", "numberCapabilities"}
    assert 'Reason="FIELD_VALIDATION_FAILED"' in error["Error"]["Message"]


def test_the_message_shows_only_a_part_of_a_very_long_value(client: Any, refused: Refused) -> None:
    error = refused("ValidationException", client.create_opt_out_list, OptOutListName="x" * 5000)
    assert len(error["Error"]["Message"]) < 300


def test_a_parameter_that_is_none_counts_as_left_out(raw: Callable[..., Any]) -> None:
    answer = raw("RequestPhoneNumber", **VALID, PoolId=None, Tags=None)
    assert "PoolId" not in answer


@pytest.mark.parametrize(
    ("context", "field", "says"),
    [
        ({f"key{number}": "value" for number in range(21)}, "context", "the number of entries is 21"),
        ({"": "value"}, "context", "it must be 1 to 100"),
        ({"key": ""}, "context.key", "it must be 1 to 800"),
        ({"Key": ""}, "context.Key", "it must be 1 to 800"),  # a name that the caller gave stays as it is
        ({"key": 1}, "context.key", "not of type string"),
        (["key"], "context", "not of type map"),
    ],
)
def test_a_map_and_its_keys_and_values_must_be_within_their_bounds(context: Any, field: str, says: str) -> None:
    with pytest.raises(ValidationException) as caught:
        validate("SendTextMessage", {"DestinationPhoneNumber": "+12065550100", "Context": context})
    assert says in fields(caught.value.members)[field]


@pytest.mark.parametrize(
    "written", [1893456000, 1893456000.0, "2030-01-01T00:00:00Z", "2030-01-01", "2029-12-31T19:00:00-05:00"]
)
def test_a_timestamp_is_accepted_in_seconds_and_in_iso_8601(client: Any, raw: Callable[..., Any], written: Any) -> None:
    configuration = client.create_protect_configuration()["ProtectConfigurationId"]
    answer = raw(PUT_OVERRIDE, **BLOCKED_NUMBER, ProtectConfigurationId=configuration, ExpirationTimestamp=written)
    assert answer["ExpirationTimestamp"] == dt.datetime(2030, 1, 1, tzinfo=dt.timezone.utc)


@pytest.mark.parametrize("written", ["soon", 1e300, "2030-02-30"])
def test_a_value_that_is_not_a_timestamp_is_refused(
    client: Any, raw: Callable[..., Any], refused: Refused, written: Any
) -> None:
    configuration = client.create_protect_configuration()["ProtectConfigurationId"]
    asked = {**BLOCKED_NUMBER, "ProtectConfigurationId": configuration, "ExpirationTimestamp": written}
    error = refused("ValidationException", partial(raw, PUT_OVERRIDE), **asked)
    assert "is no time" in fields(error)["expirationTimestamp"]


# Every constraint of every mocked operation -------------------------------------------------------------------------


def broken_constraints(operation: str) -> list[tuple[str, Any]]:
    """Return the members of an operation's input, each with a value that breaks a constraint of the member."""
    members = operation_model(operation).input_shape.members
    return [(name, value) for name, shape in members.items() for value in invalid_values(shape)]


def invalid_values(shape: Shape) -> list[Any]:
    """Return values that are wrong for a shape: one of another type, and one for each constraint."""
    low, high = shape.metadata.get("min"), shape.metadata.get("max")
    if shape.type_name == "string":
        values: list[Any] = [12]
        if getattr(shape, "enum", None):
            return [*values, "NOT_A_MEMBER"]
        if high is not None:
            values.append("a" * (high + 1))
        if low:
            values.append("a" * (low - 1))
        if "pattern" in shape.metadata and shape.metadata["pattern"] != ".+":
            values.append("\n" * max(low or 1, 1))
        return values
    if shape.type_name == "list":
        of_an_invalid_item = [invalid_values(shape.member)[0]]
        return ["x", of_an_invalid_item, *([[None] * (high + 1)] if high else [])]
    if shape.type_name == "boolean":
        return ["true"]
    if shape.type_name in ("integer", "long"):
        return ["1", *([] if low is None else [low - 1]), *([] if high is None else [high + 1])]
    return ["x"]


MOCKED = sorted(OPERATIONS.keys() & set(service_model().operation_names))


@pytest.mark.parametrize("operation", [each for each in MOCKED if broken_constraints(each)])
def test_an_operation_refuses_every_value_that_breaks_a_constraint(raw: Callable[..., Any], operation: str) -> None:
    misses = [
        f"{member}={repr(value)[:40]}: expected a ValidationException that names it, but {came}"
        for member, value in broken_constraints(operation)
        if (came := what_came_instead(raw, operation, member, value)) is not None
    ]
    assert not misses, "\n".join(misses)


def what_came_instead(raw: Callable[..., Any], operation: str, member: str, value: Any) -> str | None:
    """Call an operation with a wrong value: None if a ValidationException names the member, or else what came."""
    try:
        answer = raw(operation, **{member: value})
    except ClientError as error:
        response = dict(error.response)
        came = response["Error"]["Code"], response["ResponseMetadata"]["HTTPStatusCode"], response.get("Reason")
        named = [each["Name"] for each in response.get("Fields", ())]
        if came == ("ValidationException", 400, "FIELD_VALIDATION_FAILED") and any(
            is_in(each, member) for each in named
        ):
            return None
        return f"the error was {came}, and named {named}"
    except Exception as error:
        return f"the mock raised {error!r}"
    return f"the answer was {answer}"


def is_in(field: str, member: str) -> bool:
    """Return whether a field of a ValidationException is a member of the request, or inside it."""
    name = f"{member[0].lower()}{member[1:]}"
    return field == name or field.startswith((f"{name}[", f"{name}."))
