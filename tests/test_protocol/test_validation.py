"""Every constraint of the model is checked, and one error names all that is wrong."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import pytest
from botocore import xform_name
from botocore.config import Config
from botocore.model import Shape

from pinpoint_mock import PinpointMock
from pinpoint_mock.errors import ValidationException
from pinpoint_mock.protocol.model import operation_model, service_model
from pinpoint_mock.protocol.validation import validate
from pinpoint_mock.wiring import OPERATIONS

Refused = Callable[..., dict[str, Any]]

GOOD: dict[str, Any] = {
    "IsoCountryCode": "US",
    "MessageType": "TRANSACTIONAL",
    "NumberCapabilities": ["SMS"],
    "NumberType": "SIMULATOR",
}
OVERRIDE = "PutProtectConfigurationRuleSetNumberOverride"
OF_A_NUMBER = {"DestinationPhoneNumber": "+447700900123", "Action": "BLOCK"}


@pytest.fixture
def raw(pinpoint_v2: PinpointMock) -> Callable[..., Any]:
    """Call an operation with a body that botocore's client would neither accept nor know how to write."""
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
def test_what_botocores_client_lets_pass_is_refused(
    client: Any, refused: Refused, parameters: dict[str, Any], field: str, says: str
) -> None:
    error = refused("ValidationException", client.request_phone_number, **{**GOOD, **parameters})
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
def test_so_is_what_it_would_not(
    raw: Callable[..., Any], refused: Refused, parameters: dict[str, Any], field: str, says: str
) -> None:
    error = refused("ValidationException", raw, operation="RequestPhoneNumber", **{**GOOD, **parameters})
    assert says in fields(error)[field]


@pytest.mark.parametrize(("size", "says"), [(0, "1 to 100"), (101, "1 to 100"), (True, "integer"), ("5", "integer")])
def test_a_number_is_held_to_its_bounds(raw: Callable[..., Any], refused: Refused, size: Any, says: str) -> None:
    error = refused("ValidationException", raw, operation="DescribePools", MaxResults=size)
    assert says in fields(error)["maxResults"]


def test_one_error_names_everything_that_is_wrong(raw: Callable[..., Any], refused: Refused) -> None:
    error = refused("ValidationException", raw, operation="RequestPhoneNumber", IsoCountryCode="us", NumberType="FAX")
    assert set(fields(error)) == {"isoCountryCode", "numberType", "messageType", "numberCapabilities"}
    assert 'Reason="FIELD_VALIDATION_FAILED"' in error["Error"]["Message"]


def test_a_very_long_value_is_shown_in_part(client: Any, refused: Refused) -> None:
    error = refused("ValidationException", client.create_opt_out_list, OptOutListName="x" * 5000)
    assert len(error["Error"]["Message"]) < 300


def test_none_is_as_good_as_left_out(raw: Callable[..., Any]) -> None:
    answer = raw("RequestPhoneNumber", **GOOD, PoolId=None, Tags=None)
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
def test_a_map_is_held_to_its_bounds_and_those_of_its_keys_and_values(context: Any, field: str, says: str) -> None:
    with pytest.raises(ValidationException) as caught:
        validate("SendTextMessage", {"DestinationPhoneNumber": "+12065550100", "Context": context})
    assert says in fields(caught.value.members)[field]


# Every constraint of every mocked operation -------------------------------------------------------------------------


def constraints(operation: str) -> list[tuple[str, Any]]:
    """Members of an operation's input with a value that breaks the member's constraint."""
    broken: list[tuple[str, Any]] = []
    for name, shape in operation_model(operation).input_shape.members.items():
        broken += [(name, value) for value in _breaking(shape)]
    return broken


def _breaking(shape: Shape) -> list[Any]:
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
        good_length = [_breaking(shape.member)[0]]
        return ["x", good_length, *([[None] * (high + 1)] if high else [])]
    if shape.type_name == "boolean":
        return ["true"]
    if shape.type_name in ("integer", "long"):
        return ["1", *([] if low is None else [low - 1]), *([] if high is None else [high + 1])]
    return ["x"]


MODELLED = sorted(OPERATIONS.keys() & set(service_model().operation_names))


@pytest.mark.parametrize(
    ("operation", "member", "value"),
    [(operation, *each) for operation in MODELLED for each in constraints(operation)],
    ids=lambda value: str(value)[:20].encode("unicode_escape").decode(),
)
def test_every_constraint_of_every_mocked_operation_is_held(
    raw: Callable[..., Any], refused: Refused, operation: str, member: str, value: Any
) -> None:
    error = refused("ValidationException", raw, operation=operation, **{member: value})
    named = f"{member[0].lower()}{member[1:]}"
    assert any(name == named or name.startswith((f"{named}[", f"{named}.")) for name in fields(error))


@pytest.mark.parametrize(
    "written", [1893456000, 1893456000.0, "2030-01-01T00:00:00Z", "2030-01-01", "2029-12-31T19:00:00-05:00"]
)
def test_a_time_is_taken_in_seconds_and_in_iso_8601(client: Any, raw: Callable[..., Any], written: Any) -> None:
    configuration = client.create_protect_configuration()["ProtectConfigurationId"]
    answer = raw(OVERRIDE, **OF_A_NUMBER, ProtectConfigurationId=configuration, ExpirationTimestamp=written)
    assert answer["ExpirationTimestamp"] == dt.datetime(2030, 1, 1, tzinfo=dt.timezone.utc)


@pytest.mark.parametrize("written", ["soon", 1e300, "2030-02-30"])
def test_what_is_no_time_is_refused(client: Any, raw: Callable[..., Any], refused: Refused, written: Any) -> None:
    configuration = client.create_protect_configuration()["ProtectConfigurationId"]
    asked = {**OF_A_NUMBER, "ProtectConfigurationId": configuration, "ExpirationTimestamp": written}
    error = refused("ValidationException", partial(raw, OVERRIDE), **asked)
    assert "is no time" in fields(error)["expirationTimestamp"]
