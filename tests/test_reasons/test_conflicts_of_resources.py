"""Test each reason for which an operation on another resource than pools gets a ConflictException."""

from __future__ import annotations

from functools import partial
from itertools import permutations
from typing import Any

import pytest

from pinpoint_mock import PinpointMock

conflict = partial(pytest.mark.refusal, "ConflictException")

PHONE = "+12065550100"
SHOP = {"SenderId": "SHOP", "IsoCountryCode": "GB"}
ROLE = "arn:aws:iam::123456789012:role/events"
SINKS = {
    "SnsDestination": {"TopicArn": "arn:aws:sns:us-east-1:123456789012:events"},
    "KinesisFirehoseDestination": {
        "IamRoleArn": ROLE,
        "DeliveryStreamArn": "arn:aws:firehose:us-east-1:123456789012:deliverystream/events",
    },
    "CloudWatchLogsDestination": {
        "IamRoleArn": ROLE,
        "LogGroupArn": "arn:aws:logs:us-east-1:123456789012:log-group:events",
    },
}
NAMED = {"ConfigurationSetName": "shop", "EventDestinationName": "all"}
DESTINATION = {**NAMED, "MatchingEventTypes": ["ALL"], "SnsDestination": SINKS["SnsDestination"]}


# There is one already -----------------------------------------------------------------------------------------------


@conflict(
    "RESOURCE_ALREADY_EXISTS",
    by="CreateOptOutList",
    when="there is a list of that name, as there always is of `Default`",
    source="observed; the reason our choice",
)
@pytest.mark.parametrize("name", ["promotions", "Default"])
def test_resource_already_exists_as_an_opt_out_list(client: Any, is_refused: Any, name: str) -> None:
    client.create_opt_out_list(OptOutListName="promotions")
    is_refused(f"opt-out-list/{name}", OptOutListName=name)


@conflict(
    "RESOURCE_ALREADY_EXISTS",
    by="CreateConfigurationSet",
    when="there is a set of that name",
    source="observed; the reason our choice",
)
def test_resource_already_exists_as_a_configuration_set(client: Any, is_refused: Any) -> None:
    client.create_configuration_set(ConfigurationSetName="shop")
    client.set_default_sender_id(ConfigurationSetName="shop", SenderId="kept")
    is_refused("configuration-set/shop", ConfigurationSetName="shop")


@conflict(
    "RESOURCE_ALREADY_EXISTS",
    by="CreateEventDestination",
    when="the configuration set has an event destination of that name",
    source="observed; the reason our choice",
)
def test_resource_already_exists_as_an_event_destination(client: Any, is_refused: Any) -> None:
    client.create_configuration_set(ConfigurationSetName="shop")
    client.create_event_destination(**DESTINATION)
    is_refused("event-destination/all", **{**DESTINATION, "MatchingEventTypes": ["TEXT_ALL"]})


@conflict(
    "RESOURCE_ALREADY_EXISTS",
    by="RequestSenderId",
    when="there is a sender ID of that text, in whatever case, for that country",
    source="our choice",
)
@pytest.mark.parametrize("text", ["SHOP", "Shop"])
def test_resource_already_exists_as_a_sender_id(client: Any, is_refused: Any, text: str) -> None:
    client.request_sender_id(**SHOP)
    is_refused("sender-id/SHOP/GB", SenderId=text, IsoCountryCode="GB", MessageTypes=["PROMOTIONAL"])


@conflict(
    "RESOURCE_ALREADY_EXISTS",
    by="CreateVerifiedDestinationNumber",
    when="the phone is there, with or without its plus",
    source="our choice",
)
@pytest.mark.parametrize("phone", [PHONE, PHONE.removeprefix("+")])
def test_resource_already_exists_as_a_verified_destination_number(client: Any, is_refused: Any, phone: str) -> None:
    made = client.create_verified_destination_number(DestinationPhoneNumber=PHONE)
    number_id = made["VerifiedDestinationNumberId"]
    is_refused(f"verified-destination-number/{number_id}", DestinationPhoneNumber=phone)


# It stays -----------------------------------------------------------------------------------------------------------


@conflict(
    "DELETION_PROTECTION_ENABLED",
    by="ReleasePhoneNumber",
    when="the number is protected",
    source="documented; the reason our choice",
)
def test_deletion_protection_enabled_of_a_number(request_number: Any, is_refused: Any) -> None:
    number_id = request_number(DeletionProtectionEnabled=True)["PhoneNumberId"]
    is_refused(f"phone-number/{number_id}", PhoneNumberId=number_id)


@conflict(
    "DELETION_PROTECTION_ENABLED",
    by="ReleaseSenderId",
    when="the sender ID is protected",
    source="documented; the reason our choice",
)
def test_deletion_protection_enabled_of_a_sender_id(client: Any, is_refused: Any) -> None:
    client.request_sender_id(**SHOP, DeletionProtectionEnabled=True)
    is_refused("sender-id/SHOP/GB", **SHOP)


@conflict(
    "RESOURCE_NOT_EMPTY",
    by="DeleteOptOutList",
    when="a number, a pool or an RCS agent uses the list",
    source="documented; of an agent our choice, as the reason is",
)
@pytest.mark.parametrize("user", ["number", "pool", "agent"])
def test_resource_not_empty(
    client: Any, toll_free_number: Any, toll_free_pool: Any, is_refused: Any, user: str
) -> None:
    client.create_opt_out_list(OptOutListName="promotions")
    client.put_opted_out_number(OptOutListName="promotions", OptedOutNumber=PHONE)
    if user == "pool":
        client.update_pool(PoolId=toll_free_pool["PoolId"], OptOutListName="promotions")
    elif user == "agent":
        client.create_rcs_agent(OptOutListName="promotions")
    else:
        client.delete_pool(PoolId=toll_free_pool["PoolId"])
        client.update_phone_number(PhoneNumberId=toll_free_number["PhoneNumberId"], OptOutListName="promotions")
    is_refused("opt-out-list/promotions", OptOutListName="promotions")


@conflict("RESOURCE_DELETION_NOT_ALLOWED", by="DeleteOptOutList", when="it is the list `Default`", source="our choice")
@pytest.mark.parametrize("given", ["Default", "arn:aws:sms-voice:us-east-1:123456789012:opt-out-list/Default"])
def test_resource_deletion_not_allowed_of_the_default_list(is_refused: Any, given: str) -> None:
    is_refused("opt-out-list/Default", OptOutListName=given)


@conflict(
    "RESOURCE_DELETION_NOT_ALLOWED",
    by="DeleteKeyword",
    when="it is HELP or STOP",
    source="documented; the reason our choice",
)
@pytest.mark.parametrize("keyword", ["HELP", "stop"])
def test_resource_deletion_not_allowed_of_a_required_keyword(
    toll_free_number: Any, is_refused: Any, keyword: str
) -> None:
    is_refused(f"keyword/{keyword.upper()}", OriginationIdentity=toll_free_number["PhoneNumberId"], Keyword=keyword)


@conflict(
    "RESOURCE_DELETION_NOT_ALLOWED",
    by="DeleteVerifiedDestinationNumber",
    when="the phone was added less than 24 hours ago",
    source="documented; the reason our choice",
)
def test_resource_deletion_not_allowed_of_a_phone_just_added(
    client: Any, pinpoint_v2: PinpointMock, is_refused: Any
) -> None:
    made = client.create_verified_destination_number(DestinationPhoneNumber=PHONE)
    number_id = made["VerifiedDestinationNumberId"]
    pinpoint_v2.clock.advance(hours=23, minutes=59)
    is_refused(f"verified-destination-number/{number_id}", VerifiedDestinationNumberId=number_id)


@conflict(
    "RESOURCE_MODIFICATION_NOT_ALLOWED",
    by="PutKeyword",
    when="it gives HELP or STOP another action than they have",
    source="our choice",
)
@pytest.mark.parametrize(
    ("keyword", "action"),
    [("HELP", "OPT_OUT"), ("help", "OPT_IN"), ("stop", "AUTOMATIC_RESPONSE"), ("Stop", "OPT_IN")],
)
def test_resource_modification_not_allowed(toll_free_number: Any, is_refused: Any, keyword: str, action: str) -> None:
    is_refused(
        f"keyword/{keyword.upper()}",
        OriginationIdentity=toll_free_number["PhoneNumberId"],
        Keyword=keyword,
        KeywordMessage="Write to help@example.com.",
        KeywordAction=action,
    )


@conflict(
    "EVENT_DESTINATION_MISMATCH", by="UpdateEventDestination", when="the sink is of another kind", source="observed"
)
@pytest.mark.parametrize(("kind", "other"), list(permutations(SINKS, 2)))
def test_event_destination_mismatch(client: Any, is_refused: Any, kind: str, other: str) -> None:
    client.create_configuration_set(ConfigurationSetName="shop")
    client.create_event_destination(**NAMED, MatchingEventTypes=["ALL"], **{kind: SINKS[kind]})
    is_refused("event-destination/all", **NAMED, Enabled=False, **{other: SINKS[other]})


# A thing before another ---------------------------------------------------------------------------------------------


@conflict(
    "REGISTRATION_NOT_COMPLETE",
    by="RequestPhoneNumber",
    when="the campaign of a TEN_DLC number isn't approved",
    source="documented; the reason our choice",
)
@pytest.mark.parametrize("status", ["CREATED", "REVIEWING", "REQUIRES_UPDATES", "CLOSED"])
def test_registration_not_complete(pinpoint_v2: PinpointMock, is_refused: Any, status: str) -> None:
    campaign = pinpoint_v2.add_registration("US_TEN_DLC_CAMPAIGN_REGISTRATION", status=status)
    is_refused(
        f"registration/{campaign}",
        IsoCountryCode="US",
        MessageType="TRANSACTIONAL",
        NumberCapabilities=["SMS"],
        NumberType="TEN_DLC",
        RegistrationId=campaign,
    )


@conflict(
    "VERIFICATION_ALREADY_COMPLETE",
    by=("SendDestinationNumberVerificationCode", "VerifyDestinationNumber"),
    when="the phone is verified",
    source="our choice, by its name",
)
def test_verification_already_complete(
    client: Any, pinpoint_v2: PinpointMock, toll_free_number: Any, operation: str, is_refused: Any
) -> None:
    phone = _sent_a_code(client, toll_free_number)
    code = {"VerificationCode": pinpoint_v2.verification_code(phone["VerifiedDestinationNumberId"])}
    client.verify_destination_number(**phone, **code)
    rest = code if operation == "VerifyDestinationNumber" else {"VerificationChannel": "TEXT"}
    is_refused(f"verified-destination-number/{phone['VerifiedDestinationNumberId']}", **phone, **rest)


@conflict(
    "VERIFICATION_CODE_EXPIRED",
    by="VerifyDestinationNumber",
    when="the code was sent more than 15 minutes ago",
    source="our choice, by its name; so is the time",
)
def test_verification_code_expired(
    client: Any, pinpoint_v2: PinpointMock, toll_free_number: Any, is_refused: Any
) -> None:
    phone = _sent_a_code(client, toll_free_number)
    number_id = phone["VerifiedDestinationNumberId"]
    code = pinpoint_v2.verification_code(number_id)
    pinpoint_v2.clock.advance(minutes=15, seconds=1)
    is_refused(f"verified-destination-number/{number_id}", **phone, VerificationCode=code)


def _sent_a_code(client: Any, number: Any) -> dict[str, Any]:
    """Have the number send a code to a phone. Return the parameter that names the phone."""
    made = client.create_verified_destination_number(DestinationPhoneNumber=PHONE)
    phone = {"VerifiedDestinationNumberId": made["VerifiedDestinationNumberId"]}
    client.send_destination_number_verification_code(
        **phone, VerificationChannel="TEXT", OriginationIdentity=number["PhoneNumberId"]
    )
    return phone
