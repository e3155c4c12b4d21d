"""Test each reason for which a call gets a ServiceQuotaExceededException.

Where the quota is small, the tests reach it with as many calls as the service allows.
"""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest

from pinpoint_mock import PinpointMock

quota = partial(pytest.mark.refusal, "ServiceQuotaExceededException")

PHONE = "+12065550100"
HELLO = {"DestinationPhoneNumber": PHONE, "MessageBody": "Hello"}
SNS = {"TopicArn": "arn:aws:sns:us-east-1:123456789012:events"}
NUMBER = {
    "IsoCountryCode": "US",
    "MessageType": "TRANSACTIONAL",
    "NumberCapabilities": ["SMS"],
    "NumberType": "SIMULATOR",
}


# Resources ----------------------------------------------------------------------------------------------------------


@quota(
    "PHONE_NUMBERS_PER_ACCOUNT",
    by="RequestPhoneNumber",
    when="there are 25 phone numbers",
    source="documented; the reason our choice",
)
@pytest.mark.parametrize("joins_a_pool", [False, True])
def test_phone_numbers_per_account(client: Any, request_number: Any, is_refused: Any, joins_a_pool: bool) -> None:
    first, *_ = [request_number()["PhoneNumberId"] for _ in range(25)]
    pool = {"PoolId": client.create_pool(OriginationIdentity=first, MessageType="TRANSACTIONAL")["PoolId"]}
    is_refused(**NUMBER, **(pool if joins_a_pool else {}))


@quota(
    "PHONE_NUMBERS_PER_REGISTRATION",
    by="RequestPhoneNumber",
    when="the registration has 49 phone numbers",
    source="documented of 10DLC campaigns; the reason our choice",
)
@pytest.mark.parametrize(
    ("number_type", "registration_type"),
    [("TEN_DLC", "US_TEN_DLC_CAMPAIGN_REGISTRATION"), ("TOLL_FREE", "US_TOLL_FREE_REGISTRATION")],
)
def test_phone_numbers_per_registration(
    pinpoint_v2: PinpointMock, request_number: Any, is_refused: Any, number_type: str, registration_type: str
) -> None:
    pinpoint_v2.quotas["PHONE_NUMBERS_PER_ACCOUNT"] = 50
    registration = pinpoint_v2.add_registration(registration_type)
    of_the_registration = {"NumberType": number_type, "RegistrationId": registration}
    for _ in range(49):
        request_number(**of_the_registration)
    is_refused(**{**NUMBER, **of_the_registration})


@quota("POOLS_PER_ACCOUNT", by="CreatePool", when="there are 25 pools", source="documented; the reason our choice")
def test_pools_per_account(client: Any, pinpoint_v2: PinpointMock, request_number: Any, is_refused: Any) -> None:
    pinpoint_v2.quotas["PHONE_NUMBERS_PER_ACCOUNT"] = 26
    *others, last = [request_number()["PhoneNumberId"] for _ in range(26)]
    for each in others:
        client.create_pool(OriginationIdentity=each, MessageType="TRANSACTIONAL")
    is_refused(OriginationIdentity=last, MessageType="TRANSACTIONAL")


@quota(
    "ORIGINATION_IDENTITIES_PER_POOL",
    by=("AssociateOriginationIdentity", "RequestPhoneNumber"),
    when="there are 100 identities in the pool, numbers and sender IDs together",
    source="documented; the reason our choice",
)
def test_origination_identities_per_pool(
    client: Any, pinpoint_v2: PinpointMock, request_number: Any, operation: str, is_refused: Any
) -> None:
    pinpoint_v2.quotas["PHONE_NUMBERS_PER_ACCOUNT"] = 101
    first, last = request_number()["PhoneNumberId"], request_number()["PhoneNumberId"]
    pool = {"PoolId": client.create_pool(OriginationIdentity=first, MessageType="TRANSACTIONAL")["PoolId"]}
    client.describe_pools()  # it is ACTIVE by now
    for _ in range(98):
        request_number(**pool)
    client.request_sender_id(SenderId="SHOP", IsoCountryCode="GB")
    client.associate_origination_identity(**pool, OriginationIdentity="SHOP", IsoCountryCode="GB")
    is_refused(**pool, **(NUMBER if operation == "RequestPhoneNumber" else {"OriginationIdentity": last}))


@quota(
    "OPT_OUT_LISTS_PER_ACCOUNT",
    by="CreateOptOutList",
    when="there are 25 opt-out lists, with `Default`",
    source="documented; the reason our choice",
)
def test_opt_out_lists_per_account(client: Any, is_refused: Any) -> None:
    for place in range(24):
        client.create_opt_out_list(OptOutListName=f"list-{place}")
    is_refused(OptOutListName="one-more")


@quota(
    "SENDER_IDS_PER_ACCOUNT",
    by="RequestSenderId",
    when="there are 200 sender IDs",
    source="documented; the reason our choice",
)
def test_sender_ids_per_account(client: Any, is_refused: Any) -> None:
    for place in range(200):
        client.request_sender_id(SenderId=f"SHOP{place}", IsoCountryCode="GB")
    is_refused(SenderId="ONE-MORE", IsoCountryCode="DE")


@quota(
    "CONFIGURATION_SETS_PER_ACCOUNT",
    by="CreateConfigurationSet",
    when="there are 25 configuration sets",
    source="documented; the reason our choice",
)
def test_configuration_sets_per_account(client: Any, is_refused: Any) -> None:
    for place in range(25):
        client.create_configuration_set(ConfigurationSetName=f"set-{place}")
    is_refused(ConfigurationSetName="one-more")


@quota(
    "EVENT_DESTINATIONS_PER_CONFIGURATION_SET",
    by="CreateEventDestination",
    when="the configuration set has 5 event destinations",
    source="documented; the reason our choice",
)
def test_event_destinations_per_configuration_set(client: Any, is_refused: Any) -> None:
    client.create_configuration_set(ConfigurationSetName="shop")
    destination = {"ConfigurationSetName": "shop", "MatchingEventTypes": ["ALL"], "SnsDestination": SNS}
    for place in range(5):
        client.create_event_destination(EventDestinationName=f"destination-{place}", **destination)
    is_refused(EventDestinationName="one-more", **destination)


@quota(
    "KEYWORDS_PER_PHONE_NUMBER",
    by="PutKeyword",
    when="the number has 30 keywords, with HELP and STOP",
    source="documented; the reason our choice, and that these two count",
)
def test_keywords_per_phone_number(client: Any, toll_free_number: Any, is_refused: Any) -> None:
    _fill_with_keywords(client, toll_free_number["PhoneNumberId"])
    is_refused(OriginationIdentity=toll_free_number["PhoneNumberId"], Keyword="ONE MORE", KeywordMessage="No.")


@quota(
    "KEYWORDS_PER_POOL",
    by="PutKeyword",
    when="the pool has 30 keywords, with HELP and STOP",
    source="our choice: no number is documented",
)
def test_keywords_per_pool(client: Any, toll_free_pool: Any, is_refused: Any) -> None:
    _fill_with_keywords(client, toll_free_pool["PoolId"])
    is_refused(OriginationIdentity=toll_free_pool["PoolId"], Keyword="ONE MORE", KeywordMessage="No.")


def _fill_with_keywords(client: Any, identity: str) -> None:
    for place in range(28):
        client.put_keyword(OriginationIdentity=identity, Keyword=f"WORD {place}", KeywordMessage="Yes.")


@quota(
    "TAGS_PER_RESOURCE",
    by="TagResource",
    when="the resource would have more than 200 tags",
    source="the number the model's; the reason our choice",
)
def test_tags_per_resource(client: Any, is_refused: Any) -> None:
    tags = [{"Key": f"key-{place}", "Value": ""} for place in range(200)]
    arn = client.create_opt_out_list(OptOutListName="promotions", Tags=tags)["OptOutListArn"]
    is_refused(ResourceArn=arn, Tags=[tags[0], {"Key": "one-more", "Value": ""}])


@quota(
    "TAGS_PER_RESOURCE",
    by=("CreateOptOutList", "CreateConfigurationSet", "CreatePool", "RequestPhoneNumber"),
    when="more tags are given than the quota, once a test has lowered it, allows; also where anything else is made",
    source="our choice",
)
def test_tags_per_resource_at_its_creation(pinpoint_v2: PinpointMock, creation: Any, is_refused: Any) -> None:
    pinpoint_v2.quotas["TAGS_PER_RESOURCE"] = 1
    is_refused(**creation, Tags=[{"Key": "team", "Value": "red"}, {"Key": "stage", "Value": "test"}])


@quota(
    "VERIFIED_DESTINATION_NUMBERS_PER_ACCOUNT",
    by="CreateVerifiedDestinationNumber",
    when="there are 10 verified destination numbers",
    source="documented; the reason observed",
)
def test_verified_destination_numbers_per_account(client: Any, is_refused: Any) -> None:
    for place in range(10):
        client.create_verified_destination_number(DestinationPhoneNumber=f"+1206555010{place}")
    is_refused(DestinationPhoneNumber="+12065550110")


# In a period --------------------------------------------------------------------------------------------------------


@quota(
    "VERIFICATION_ATTEMPTS_PER_DAY",
    by="SendDestinationNumberVerificationCode",
    when="5 codes were sent to the phone in the last 24 hours",
    source="our choice: no number is documented",
)
def test_verification_attempts_per_day(
    client: Any, pinpoint_v2: PinpointMock, toll_free_number: Any, is_refused: Any
) -> None:
    made = client.create_verified_destination_number(DestinationPhoneNumber=PHONE)
    code = {
        "VerifiedDestinationNumberId": made["VerifiedDestinationNumberId"],
        "VerificationChannel": "TEXT",
        "OriginationIdentity": toll_free_number["PhoneNumberId"],
    }
    for _ in range(5):
        client.send_destination_number_verification_code(**code)
    pinpoint_v2.clock.advance(hours=23, minutes=59)
    is_refused(**code)


@quota(
    "DAILY_DESTINATION_CALL_LIMIT",
    by="SendVoiceMessage",
    when="the destination was called 5 times in the last 24 hours",
    source="documented; the reason our choice",
)
def test_daily_destination_call_limit(
    client: Any, pinpoint_v2: PinpointMock, toll_free_number: Any, is_refused: Any
) -> None:
    for phone in [PHONE, PHONE.removeprefix("+")] * 2 + [PHONE]:
        call = {**HELLO, "DestinationPhoneNumber": phone}
        client.send_voice_message(**call, OriginationIdentity=toll_free_number["PhoneNumberId"])
    pinpoint_v2.clock.advance(hours=23, minutes=59)
    is_refused(**HELLO, OriginationIdentity=toll_free_number["PhoneNumberId"])


@quota(
    "DAILY_DESTINATION_CALL_LIMIT",
    by="SendDestinationNumberVerificationCode",
    when="the code is to be said, and the phone was called 5 times in the last 24 hours",
    source="our choice",
)
def test_daily_destination_call_limit_of_codes(
    client: Any, pinpoint_v2: PinpointMock, toll_free_number: Any, is_refused: Any
) -> None:
    made = client.create_verified_destination_number(DestinationPhoneNumber=PHONE)
    phone = {"VerifiedDestinationNumberId": made["VerifiedDestinationNumberId"]}
    client.send_destination_number_verification_code(**phone, VerificationChannel="TEXT")
    for _ in range(5):
        client.send_voice_message(**HELLO, OriginationIdentity=toll_free_number["PhoneNumberId"])
    is_refused(**phone, VerificationChannel="VOICE")
    code = pinpoint_v2.verification_code(phone["VerifiedDestinationNumberId"])  # the one that was sent before
    assert client.verify_destination_number(**phone, VerificationCode=code)["Status"] == "VERIFIED"
