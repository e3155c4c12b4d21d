"""Each reason of ValidationException that resources' own operations have."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest

from pinpoint_mock import PinpointMock

invalid = partial(pytest.mark.refusal, "ValidationException")

PHONE = "+12065550100"
SHOP = {"SenderId": "SHOP", "IsoCountryCode": "GB"}
OTHER_SERVICE = "arn:aws:sns:us-east-1:123456789012:events"
TOPIC = {"TopicArn": OTHER_SERVICE}
STREAM = {
    "DeliveryStreamArn": "arn:aws:firehose:us-east-1:123456789012:deliverystream/events",
    "IamRoleArn": "arn:aws:iam::123456789012:role/events",
}
DESTINATION = {"ConfigurationSetName": "shop", "EventDestinationName": "all", "MatchingEventTypes": ["ALL"]}
EVENT_DESTINATIONS = ("CreateEventDestination", "UpdateEventDestination")
POOLING = ("AssociateOriginationIdentity", "CreatePool")
UPDATES = ("UpdatePhoneNumber", "UpdatePool")


@pytest.fixture
def destination(client: Any, operation: str) -> dict[str, Any]:
    """An event destination that is to be made, or is there."""
    client.create_configuration_set(ConfigurationSetName="shop")
    if operation == "UpdateEventDestination":
        client.create_event_destination(**DESTINATION, SnsDestination=TOPIC)
    return DESTINATION


@pytest.fixture
def pooling(pool: Any, operation: str) -> dict[str, str]:
    """The pool that is to be joined, or what a new one is made of, beside an identity."""
    return {"MessageType": "TRANSACTIONAL"} if operation == "CreatePool" else {"PoolId": pool["PoolId"]}


@pytest.fixture
def updated(pool: Any, operation: str, request_number: Any) -> dict[str, str]:
    """The id of a number or a pool that is to be changed."""
    if operation == "UpdatePool":
        return {"PoolId": pool["PoolId"]}
    return {"PhoneNumberId": request_number()["PhoneNumberId"]}


# Lists and their pages ----------------------------------------------------------------------------------------------


@invalid(
    "INVALID_FILTER_VALUES",
    by=("DescribePhoneNumbers", "DescribePools", "DescribeSenderIds"),
    when="a filter has a value that the boolean, the enum or the pattern of the member hasn't; "
    "here and in every list with such filters",
    source="our choice, by its name",
)
def test_invalid_filter_values(is_refused: Any) -> None:
    is_refused("filters", Filters=[{"Name": "deletion-protection-enabled", "Values": ["true", "yes"]}])


@invalid(
    "INVALID_NEXT_TOKEN",
    by=("DescribePhoneNumbers", "DescribePools", "DescribeOptOutLists", "DescribeConfigurationSets"),
    when="the token isn't of this very request, its page size apart; here and in every list",
    source="our choice, by its name",
)
@pytest.mark.parametrize("token", ["nonsense", "of another list"])
def test_invalid_next_token(client: Any, is_refused: Any, token: str) -> None:
    if token == "of another list":
        token = client.describe_account_limits(MaxResults=1)["NextToken"]
    is_refused("nextToken", NextToken=token)


@invalid(
    "PARAMETERS_CANNOT_BE_USED_TOGETHER",
    by=("DescribePhoneNumbers", "DescribePools", "DescribeOptOutLists", "DescribeSenderIds"),
    when="there are ids or names, and an owner",
    source="documented; the reason our choice",
)
def test_parameters_cannot_be_used_together(
    client: Any, number: Any, pool: Any, operation: str, is_refused: Any
) -> None:
    client.request_sender_id(**SHOP)
    of_each: dict[str, dict[str, Any]] = {
        "DescribePhoneNumbers": {"PhoneNumberIds": [number["PhoneNumberId"]]},
        "DescribePools": {"PoolIds": [pool["PoolId"]]},
        "DescribeOptOutLists": {"OptOutListNames": ["Default"]},
        "DescribeSenderIds": {"SenderIds": [SHOP]},
    }
    is_refused("owner", **of_each[operation], Owner="SELF")


# Tags and tokens ----------------------------------------------------------------------------------------------------


@invalid(
    "INVALID_PARAMETER",
    by=("TagResource", "CreateOptOutList"),
    when="the key of a tag begins with `aws:`, in any case; also where anything else is made",
    source="documented; the reason our choice",
)
def test_invalid_parameter_for_a_tag_of_aws(client: Any, operation: str, is_refused: Any) -> None:
    arn = client.create_opt_out_list(OptOutListName="promotions")["OptOutListArn"]
    rest = {"ResourceArn": arn} if operation == "TagResource" else {"OptOutListName": "orders"}
    is_refused("tags", **rest, Tags=[{"Key": "AWS:team", "Value": "red"}])


@invalid(
    "INVALID_ARN",
    by=("TagResource", "UntagResource", "ListTagsForResource"),
    when="the ARN isn't of a resource of this service",
    source="our choice, by its name",
)
@pytest.mark.parametrize("arn", [OTHER_SERVICE, "arn:aws:sms-voice:us-east-1:123456789012:pool"])
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
    "MISSING_PARAMETER",
    by="RequestPhoneNumber",
    when="a TEN_DLC number is requested without its campaign",
    source="documented; the reason our choice",
)
def test_missing_parameter_for_ten_dlc(is_refused: Any) -> None:
    is_refused("registrationId", **_ten_dlc())


@invalid(
    "INVALID_REGISTRATION_ASSOCIATION",
    by="RequestPhoneNumber",
    when="a TEN_DLC number is requested with a registration that is no campaign",
    source="our choice, by its name",
)
def test_invalid_registration_association(pinpoint_v2: PinpointMock, is_refused: Any) -> None:
    brand = pinpoint_v2.add_registration("US_TEN_DLC_BRAND_REGISTRATION")
    is_refused("registrationId", **_ten_dlc(), RegistrationId=brand)


@invalid(
    "INVALID_PARAMETER",
    by="ListAvailablePhoneNumbers",
    when="`NumberPreference` has several filters and isn't for an exact match; also in RequestPhoneNumber",
    source="our choice",
)
def test_invalid_parameter_for_several_filters(is_refused: Any) -> None:
    asked = {name: value for name, value in _ten_dlc().items() if name != "MessageType"}
    preference = {"PreferenceType": ["StartsWith"], "Filter": ["206", "425"]}
    is_refused("numberPreference", **asked, NumberPreference=[preference])


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
@pytest.mark.parametrize("resource", ["sqs:us-east-1:123456789012:inbound", f"{OTHER_SERVICE[8:]}.fifo"])
def test_invalid_parameter_for_a_channel(updated: Any, is_refused: Any, resource: str) -> None:
    is_refused("twoWayChannelArn", **updated, TwoWayChannelArn=f"arn:aws:{resource}")


@invalid(
    "INVALID_PARAMETER",
    by=UPDATES,
    when="opt-outs are to be self-managed with Amazon Connect",
    source="documented; the reason our choice",
)
def test_invalid_parameter_for_self_managed_opt_outs(updated: Any, is_refused: Any) -> None:
    connect = {"TwoWayEnabled": True, "TwoWayChannelArn": "connect.us-east-1.amazonaws.com"}
    is_refused("selfManagedOptOutsEnabled", **updated, **connect, SelfManagedOptOutsEnabled=True)


@invalid(
    "TWO_WAY_CHANNEL_NOT_PRESENT",
    by=UPDATES,
    when="two-way messages are turned on without a channel, now or before",
    source="our choice, by its name",
)
def test_two_way_channel_not_present(updated: Any, is_refused: Any) -> None:
    is_refused("twoWayChannelArn", **updated, TwoWayEnabled=True)


@invalid(
    "TWO_WAY_NOT_ENABLED",
    by=UPDATES,
    when="opt-outs are to be self-managed without two-way messages",
    source="documented; the reason our choice",
)
def test_two_way_not_enabled(updated: Any, is_refused: Any) -> None:
    is_refused("selfManagedOptOutsEnabled", **updated, TwoWayChannelArn=OTHER_SERVICE, SelfManagedOptOutsEnabled=True)


@invalid(
    "COUNTRY_CODE_MISMATCH",
    by=(*POOLING, "DisassociateOriginationIdentity"),
    when="the country isn't the identity's",
    source="our choice, by its name",
)
def test_country_code_mismatch(request_number: Any, pooling: Any, is_refused: Any) -> None:
    number_id = request_number()["PhoneNumberId"]
    is_refused("isoCountryCode", **pooling, OriginationIdentity=number_id, IsoCountryCode="CA")


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
@pytest.mark.parametrize("text", ["12-34", "-SHOP", "SHOP-"])
def test_invalid_parameter_for_the_text_of_a_sender_id(is_refused: Any, text: str) -> None:
    is_refused("senderId", SenderId=text, IsoCountryCode="GB")


@invalid(
    "SENDER_ID_NOT_SUPPORTED",
    by="RequestSenderId",
    when="the country has no sender IDs",
    source="the countries documented, the reason our choice",
)
@pytest.mark.parametrize("country", ["US", "CA", "CN", "UK"])
def test_sender_id_not_supported(is_refused: Any, country: str) -> None:
    is_refused("isoCountryCode", SenderId="SHOP", IsoCountryCode=country)


@invalid(
    "SENDER_ID_REQUIRES_REGISTRATION",
    by="RequestSenderId",
    when="each must be registered in the country",
    source="observed; the countries documented",
)
@pytest.mark.parametrize("country", ["IN", "AE", "SG"])
def test_sender_id_requires_registration(is_refused: Any, country: str) -> None:
    is_refused("isoCountryCode", SenderId="SHOP", IsoCountryCode=country)


@invalid(
    "COUNTRY_CODE_MISMATCH",
    by=("DescribeSenderIds", "UpdateSenderId", "ReleaseSenderId"),
    when="the country isn't that of the ARN",
    source="our choice, by its name",
)
def test_country_code_mismatch_of_a_sender_id(client: Any, operation: str, is_refused: Any) -> None:
    wanted = {"SenderId": client.request_sender_id(**SHOP)["SenderIdArn"], "IsoCountryCode": "DE"}
    is_refused("isoCountryCode", **({"SenderIds": [wanted]} if operation == "DescribeSenderIds" else wanted))


# Keywords and opt-out lists -----------------------------------------------------------------------------------------


@invalid(
    "INVALID_PARAMETER",
    by="PutKeyword",
    when="the keyword begins or ends with a space",
    source="documented; the reason our choice",
)
@pytest.mark.parametrize("keyword", [" HOURS", "HOURS "])
def test_invalid_parameter_for_outer_spaces(number: Any, is_refused: Any, keyword: str) -> None:
    is_refused("keyword", OriginationIdentity=number["PhoneNumberId"], Keyword=keyword, KeywordMessage="9 to 5")


@invalid(
    "INVALID_PARAMETER",
    by="PutOptedOutNumber",
    when="the destination can't be a phone number",
    source="documented; the reason our choice",
)
def test_invalid_parameter_for_an_impossible_number(is_refused: Any) -> None:
    is_refused("optedOutNumber", OptOutListName="Default", OptedOutNumber="+1206555")


@invalid(
    "PHONE_NUMBER_CANNOT_BE_OPTED_IN",
    by="DeleteOptedOutNumber",
    when="somebody opted out again who was taken off the list less than 30 days ago",
    source="documented; that it holds for those who opted out themselves alone observed; the reason our choice",
)
def test_phone_number_cannot_be_opted_in(client: Any, pinpoint_v2: PinpointMock, number: Any, is_refused: Any) -> None:
    entry = {"OptOutListName": "Default", "OptedOutNumber": PHONE}
    client.describe_phone_numbers()  # the number is ACTIVE by now
    pinpoint_v2.receive("STOP", origination_number=PHONE, destination_number=number["PhoneNumber"])
    client.delete_opted_out_number(**entry)
    pinpoint_v2.receive("STOP", origination_number=PHONE, destination_number=number["PhoneNumber"])
    pinpoint_v2.clock.advance(days=29, hours=23)
    is_refused("optedOutNumber", **entry)


# Event destinations -------------------------------------------------------------------------------------------------


@invalid(
    "MISSING_PARAMETER",
    by="CreateEventDestination",
    when="there is no sink",
    source="documented; the reason our choice",
)
def test_missing_parameter_without_a_sink(destination: Any, is_refused: Any) -> None:
    is_refused("cloudWatchLogsDestination,kinesisFirehoseDestination,snsDestination", **destination)


@invalid(
    "PARAMETERS_CANNOT_BE_USED_TOGETHER",
    by=EVENT_DESTINATIONS,
    when="there are several sinks",
    source="documented; the reason our choice",
)
def test_parameters_cannot_be_used_together_as_sinks(destination: Any, is_refused: Any) -> None:
    sinks = {"KinesisFirehoseDestination": STREAM, "SnsDestination": TOPIC}
    is_refused("kinesisFirehoseDestination,snsDestination", **destination, **sinks)


@invalid(
    "INVALID_ARN",
    by=EVENT_DESTINATIONS,
    when="an ARN is of another kind than the sink's, or than a role's",
    source="our choice, by its name",
)
def test_invalid_arn_of_a_sink(destination: Any, is_refused: Any) -> None:
    queue = {"TopicArn": "arn:aws:sqs:us-east-1:123456789012:events"}
    is_refused("snsDestination.topicArn", **destination, SnsDestination=queue)


@invalid("INVALID_PARAMETER", by=EVENT_DESTINATIONS, when="TEXT_SENT is among the event types", source="observed")
def test_invalid_parameter_for_text_sent(destination: Any, is_refused: Any) -> None:
    asked = {**destination, "MatchingEventTypes": ["TEXT_DELIVERED", "TEXT_SENT"]}
    is_refused("matchingEventTypes", **asked, SnsDestination=TOPIC)


# Spend limits -------------------------------------------------------------------------------------------------------


@invalid(
    "REQUESTED_SPEND_LIMIT_HIGHER_THAN_SERVICE_LIMIT",
    by=tuple(f"Set{channel}MessageSpendLimitOverride" for channel in ("Text", "Media", "Voice", "Notify", "Rcs")),
    when="the limit is above `MaxLimit`",
    source="documented; the reason our choice",
)
def test_requested_spend_limit_higher_than_service_limit(is_refused: Any) -> None:
    is_refused("monthlyLimit", MonthlyLimit=1001)
