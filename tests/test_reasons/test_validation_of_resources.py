"""Test each reason for which an operation on a resource gets a ValidationException."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from botocore import xform_name

from pinpoint_mock import PinpointMock
from pinpoint_mock.protocol.model import members, operation_model, service_model

invalid = partial(pytest.mark.refusal, "ValidationException")

PHONE = "+12065550100"
SHOP = {"SenderId": "SHOP", "IsoCountryCode": "GB"}
OTHER_SERVICE = "arn:aws:sns:us-east-1:123456789012:events"
HERE = "arn:aws:sms-voice:us-east-1:123456789012"
POOLING = ("AssociateOriginationIdentity", "CreatePool", "DisassociateOriginationIdentity")
UPDATES = ("UpdatePhoneNumber", "UpdatePool")
SELF_MANAGED = {"TwoWayEnabled": True, "TwoWayChannelArn": OTHER_SERVICE, "SelfManagedOptOutsEnabled": True}


@pytest.fixture
def pooling(toll_free_pool: Any, operation: str) -> dict[str, str]:
    """Return the parameters that an operation has beside an identity: a pool, or what CreatePool needs."""
    return {"MessageType": "TRANSACTIONAL"} if operation == "CreatePool" else {"PoolId": toll_free_pool["PoolId"]}


@pytest.fixture
def updated(toll_free_pool: Any, operation: str, request_number: Callable[..., Any]) -> dict[str, str]:
    """Return the parameter that names a number or a pool, to which the operation makes changes."""
    if operation == "UpdatePool":
        return {"PoolId": toll_free_pool["PoolId"]}
    return {"PhoneNumberId": request_number()["PhoneNumberId"]}


@pytest.fixture
def update(client: Any, operation: str, updated: dict[str, str]) -> Callable[..., None]:
    """Make changes to the number or the pool that are not refused."""
    return lambda **changes: getattr(client, xform_name(operation))(**updated, **changes)


# Tags and tokens ----------------------------------------------------------------------------------------------------


@invalid(
    "INVALID_PARAMETER",
    by=("TagResource", "CreateOptOutList", "CreatePool", "RequestPhoneNumber"),
    when="the key of a tag begins with `aws:`, in any case; also where anything else is made",
    source="documented; the reason our choice",
)
@pytest.mark.parametrize("key", ["aws:team", "AWS:team", "Aws:"])
def test_invalid_parameter_for_a_tag_of_aws(
    client: Any, operation: str, creation: Any, is_refused: Any, key: str
) -> None:
    [default] = client.describe_opt_out_lists()["OptOutLists"]
    rest = {"ResourceArn": default["OptOutListArn"]} if operation == "TagResource" else creation
    is_refused("tags", **rest, Tags=[{"Key": "stage", "Value": "test"}, {"Key": key, "Value": "red"}])


@invalid(
    "INVALID_ARN",
    by=("TagResource", "UntagResource", "ListTagsForResource"),
    when="the ARN isn't of a resource of this service",
    source="our choice, by its name",
)
@pytest.mark.parametrize("arn", [OTHER_SERVICE, f"{HERE}:pool", f"{HERE}:opt-out-list/"])
def test_invalid_arn_of_what_is_tagged(operation: str, is_refused: Any, arn: str) -> None:
    rest = {"TagResource": {"Tags": [{"Key": "team", "Value": "red"}]}, "UntagResource": {"TagKeys": ["team"]}}
    is_refused("resourceArn", ResourceArn=arn, **rest.get(operation, {}))


@invalid(
    "INVALID_PARAMETER",
    by=("CreateOptOutList", "CreateConfigurationSet"),
    when="the client token was used for another request; here and in every operation with client tokens",
    source="our choice",
)
def test_invalid_parameter_for_a_used_token(client: Any, operation: str, is_refused: Any) -> None:
    name = f"{operation.removeprefix('Create')}Name"
    make = {"OptOutListName": client.create_opt_out_list, "ConfigurationSetName": client.create_configuration_set}
    make[name](**{name: "promotions"}, ClientToken="token")
    is_refused("clientToken", **{name: "orders"}, ClientToken="token")


# Phone numbers and pools --------------------------------------------------------------------------------------------


@invalid(
    "PHONE_NUMBER_CANNOT_BE_RELEASED",
    by="ReleasePhoneNumber",
    when="the number is a short code",
    source="our choice, by its name",
)
def test_phone_number_cannot_be_released(pinpoint_v2: PinpointMock, client: Any, is_refused: Any) -> None:
    pinpoint_v2.add_phone_number(number_type="SHORT_CODE")
    [number] = client.describe_phone_numbers()["PhoneNumbers"]
    error = is_refused("phoneNumberId", PhoneNumberId=number["PhoneNumberId"])
    assert number["PhoneNumber"] in error["Fields"][0]["Message"]
    assert client.describe_phone_numbers()["PhoneNumbers"] == [number]


@invalid(
    "INVALID_REGISTRATION_ASSOCIATION",
    by="RequestPhoneNumber",
    when="a TEN_DLC number is requested with a registration that is no campaign",
    source="our choice, by its name",
)
def test_invalid_registration_association(pinpoint_v2: PinpointMock, is_refused: Any) -> None:
    brand = pinpoint_v2.add_registration("US_TEN_DLC_BRAND_REGISTRATION")
    error = is_refused("registrationId", **_ten_dlc(), RegistrationId=brand)
    assert "US_TEN_DLC_CAMPAIGN_REGISTRATION" in error["Fields"][0]["Message"]


@pytest.fixture
def number_preference(operation: str) -> None:
    """Skip the test if the installed botocore's operation has no NumberPreference."""
    is_modelled = operation in service_model().operation_names
    if not is_modelled or "NumberPreference" not in members(operation_model(operation).input_shape):
        pytest.skip(f"this botocore has no NumberPreference of {operation}")


@invalid(
    "INVALID_PARAMETER",
    by=("ListAvailablePhoneNumbers", "RequestPhoneNumber"),
    when="`NumberPreference` has several filters and isn't for an exact match",
    source="our choice",
)
@pytest.mark.usefixtures("number_preference")
@pytest.mark.parametrize("how", ["StartsWith", "EndsWith", "Contains"])
def test_invalid_parameter_for_several_filters(
    pinpoint_v2: PinpointMock, operation: str, is_refused: Any, how: str
) -> None:
    asked = {**_ten_dlc(), "RegistrationId": pinpoint_v2.add_registration("US_TEN_DLC_CAMPAIGN_REGISTRATION")}
    if operation == "ListAvailablePhoneNumbers":
        del asked["MessageType"]
    is_refused("numberPreference", **asked, NumberPreference=[{"PreferenceType": [how], "Filter": ["206", "425"]}])


@invalid(
    "INVALID_PARAMETER",
    by="ListAvailablePhoneNumbers",
    when="`NumberPreference` is for an exact match, which only RequestPhoneNumber has",
    source="documented; the reason our choice",
)
@pytest.mark.usefixtures("number_preference")
@pytest.mark.parametrize("capability", ["SMS", "RCS"])
def test_invalid_parameter_for_an_exact_match(is_refused: Any, capability: str) -> None:
    asked = {**_ten_dlc(), "NumberCapabilities": [capability]}
    del asked["MessageType"]
    is_refused("numberPreference", **asked, NumberPreference=[{"PreferenceType": ["ExactMatch"], "Filter": ["206"]}])


def _ten_dlc() -> dict[str, Any]:
    return {
        "IsoCountryCode": "US",
        "MessageType": "TRANSACTIONAL",
        "NumberCapabilities": ["SMS"],
        "NumberType": "TEN_DLC",
    }


@invalid(
    "INVALID_PARAMETER",
    by=UPDATES,
    when="the two-way channel is neither a standard SNS topic nor Amazon Connect",
    source="documented; the reason our choice",
)
@pytest.mark.parametrize(
    "resource", ["sqs:us-east-1:123456789012:inbound", f"{OTHER_SERVICE[8:]}.fifo", "s3:::no-channel-at-all"]
)
def test_invalid_parameter_for_a_channel(updated: Any, is_refused: Any, resource: str) -> None:
    changes = {"DeletionProtectionEnabled": True, "TwoWayChannelArn": f"arn:aws:{resource}"}
    is_refused("twoWayChannelArn", **updated, **changes)


@invalid(
    "TWO_WAY_CHANNEL_NOT_PRESENT",
    by=UPDATES,
    when="two-way messages are turned on without a channel, now or before",
    source="our choice, by its name",
)
def test_two_way_channel_not_present(updated: Any, is_refused: Any) -> None:
    is_refused("twoWayChannelArn", **updated, DeletionProtectionEnabled=True, TwoWayEnabled=True)


@invalid(
    "TWO_WAY_NOT_ENABLED",
    by=UPDATES,
    when="opt-outs are to be self-managed without two-way messages",
    source="documented; the reason our choice",
)
@pytest.mark.parametrize(
    ("before", "changes"),
    [
        ({}, {"SelfManagedOptOutsEnabled": True}),
        ({}, {"SelfManagedOptOutsEnabled": True, "TwoWayChannelArn": OTHER_SERVICE}),
        (SELF_MANAGED, {"TwoWayEnabled": False}),
    ],
)
def test_two_way_not_enabled(
    updated: Any, update: Any, is_refused: Any, before: dict[str, Any], changes: dict[str, Any]
) -> None:
    update(**before)
    is_refused("selfManagedOptOutsEnabled", **updated, DeletionProtectionEnabled=True, **changes)


@invalid(
    "COUNTRY_CODE_MISMATCH",
    by=POOLING,
    when="the country isn't the identity's",
    source="our choice, by its name",
)
@pytest.mark.parametrize("of_a_sender_id", [False, True])
def test_country_code_mismatch(
    client: Any, request_number: Any, pooling: Any, is_refused: Any, of_a_sender_id: bool
) -> None:
    identity = client.request_sender_id(**SHOP)["SenderIdArn"] if of_a_sender_id else request_number()["PhoneNumberId"]
    is_refused("isoCountryCode", **pooling, OriginationIdentity=identity, IsoCountryCode="CA")


@invalid(
    "INVALID_ARN",
    by=POOLING,
    when="a sender ID is given by its ARN without a country, although the ARN names it",
    source="observed of the first, else by analogy",
)
def test_invalid_arn_of_a_sender_id(client: Any, pooling: Any, is_refused: Any) -> None:
    arn = client.request_sender_id(**SHOP)["SenderIdArn"]
    is_refused("senderId", **pooling, OriginationIdentity=arn)


@invalid(
    "MISSING_PARAMETER",
    by=POOLING,
    when="a sender ID is given by its text without a country",
    source="our choice",
)
def test_missing_parameter_for_a_sender_id(client: Any, pooling: Any, is_refused: Any) -> None:
    client.request_sender_id(**SHOP)
    is_refused("isoCountryCode", **pooling, OriginationIdentity="SHOP")


# Sender IDs ---------------------------------------------------------------------------------------------------------


@invalid(
    "INVALID_PARAMETER",
    by="RequestSenderId",
    when="the text has no letter, or begins or ends with a hyphen",
    source="documented; the reason our choice",
)
@pytest.mark.parametrize("text", ["123", "12-34", "_-_", "-SHOP", "SHOP-"])
def test_invalid_parameter_for_the_text_of_a_sender_id(is_refused: Any, text: str) -> None:
    is_refused("senderId", SenderId=text, IsoCountryCode="GB")


@invalid(
    "SENDER_ID_NOT_SUPPORTED",
    by="RequestSenderId",
    when="the country has no sender IDs",
    source="the countries documented, the reason our choice",
)
@pytest.mark.parametrize("country", ["US", "CA", "CN", "PR", "BR", "CU", "UK", "ZZ"])
def test_sender_id_not_supported(is_refused: Any, country: str) -> None:
    is_refused("isoCountryCode", SenderId="SHOP", IsoCountryCode=country)


@invalid(
    "SENDER_ID_REQUIRES_REGISTRATION",
    by="RequestSenderId",
    when="each must be registered in the country, and no registration was approved",
    source="observed; the countries documented",
)
@pytest.mark.parametrize(
    ("country", "status"),
    [
        *((country, None) for country in ("IN", "AE", "SG", "SA", "AU", "ES")),
        *(("IN", status) for status in ("CREATED", "REVIEWING", "CLOSED")),
    ],
)
def test_sender_id_requires_registration(
    pinpoint_v2: PinpointMock, is_refused: Any, country: str, status: str | None
) -> None:
    if status is not None:
        pinpoint_v2.add_registration(f"{country}_SENDER_ID_REGISTRATION", status=status)
    is_refused("isoCountryCode", SenderId="SHOP", IsoCountryCode=country)


@invalid(
    "COUNTRY_CODE_MISMATCH",
    by=("DescribeSenderIds", "UpdateSenderId", "ReleaseSenderId"),
    when="the country isn't that of the ARN",
    source="our choice, by its name",
)
def test_country_code_mismatch_of_a_sender_id(client: Any, operation: str, is_refused: Any) -> None:
    client.request_sender_id(SenderId="SHOP", IsoCountryCode="DE")
    wanted = {"SenderId": client.request_sender_id(**SHOP)["SenderIdArn"], "IsoCountryCode": "DE"}
    is_refused("isoCountryCode", **({"SenderIds": [wanted]} if operation == "DescribeSenderIds" else wanted))


# Keywords and opt-out lists -----------------------------------------------------------------------------------------


@invalid(
    "INVALID_PARAMETER",
    by="PutKeyword",
    when="the keyword begins or ends with a space",
    source="documented; the reason our choice",
)
@pytest.mark.parametrize("keyword", [" HOURS", "HOURS ", " ", "  HOURS  "])
def test_invalid_parameter_for_outer_spaces(toll_free_number: Any, is_refused: Any, keyword: str) -> None:
    is_refused(
        "keyword", OriginationIdentity=toll_free_number["PhoneNumberId"], Keyword=keyword, KeywordMessage="9 to 5"
    )


@invalid(
    "INVALID_PARAMETER",
    by="PutOptedOutNumber",
    when="the destination can't be a phone number",
    source="documented; the reason our choice",
)
@pytest.mark.parametrize(
    "number",
    [
        "+1206555",
        "+15550100",  # as it is dialled within an area
        "+12",  # of the right form, and too short for a number anywhere
        "+999123456789",  # of no country
    ],
)
def test_invalid_parameter_for_an_impossible_number(is_refused: Any, number: str) -> None:
    is_refused("optedOutNumber", OptOutListName="Default", OptedOutNumber=number)


@invalid(
    "PHONE_NUMBER_CANNOT_BE_OPTED_IN",
    by="DeleteOptedOutNumber",
    when="the person was taken off the list less than 30 days ago, and has opted out again",
    source="documented; that it holds for those who opted out themselves alone observed; the reason our choice",
)
@pytest.mark.parametrize("since", [dt.timedelta(0), dt.timedelta(days=29, hours=23)])
def test_phone_number_cannot_be_opted_in(
    client: Any, pinpoint_v2: PinpointMock, british_number: Any, is_refused: Any, since: dt.timedelta
) -> None:
    entry = {"OptOutListName": "Default", "OptedOutNumber": PHONE}
    client.describe_phone_numbers()  # the number is ACTIVE by now
    pinpoint_v2.receive("STOP", origination_number=PHONE, destination_number=british_number["PhoneNumber"])
    client.delete_opted_out_number(**entry)
    pinpoint_v2.receive("STOP", origination_number=PHONE, destination_number=british_number["PhoneNumber"])
    pinpoint_v2.clock.advance(since)
    is_refused("optedOutNumber", **entry)
