"""Each reason of ServiceQuotaExceededException, reached by as many calls as the service allows, where they are few."""

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


# Things -------------------------------------------------------------------------------------------------------------


@quota(
    "PHONE_NUMBERS_PER_ACCOUNT",
    by="RequestPhoneNumber",
    when="there are 25 phone numbers",
    source="documented; the reason our choice",
)
def test_phone_numbers_per_account(request_number: Any, is_refused: Any) -> None:
    for _ in range(25):
        request_number()
    is_refused(**NUMBER)


@quota(
    "PHONE_NUMBERS_PER_REGISTRATION",
    by="RequestPhoneNumber",
    when="the campaign has 49 phone numbers",
    source="documented; the reason our choice",
)
def test_phone_numbers_per_registration(pinpoint_v2: PinpointMock, request_number: Any, is_refused: Any) -> None:
    pinpoint_v2.quotas["PHONE_NUMBERS_PER_ACCOUNT"] = 50
    campaign = pinpoint_v2.add_registration("US_TEN_DLC_CAMPAIGN_REGISTRATION")
    of_the_campaign = {"NumberType": "TEN_DLC", "RegistrationId": campaign}
    for _ in range(49):
        request_number(**of_the_campaign)
    is_refused(**{**NUMBER, **of_the_campaign})


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
    when="there are 100 identities in the pool",
    source="documented; the reason our choice",
)
def test_origination_identities_per_pool(
    client: Any, pinpoint_v2: PinpointMock, request_number: Any, operation: str, is_refused: Any
) -> None:
    pinpoint_v2.quotas["PHONE_NUMBERS_PER_ACCOUNT"] = 101
    first, last = request_number()["PhoneNumberId"], request_number()["PhoneNumberId"]
    pool = {"PoolId": client.create_pool(OriginationIdentity=first, MessageType="TRANSACTIONAL")["PoolId"]}
    client.describe_pools()  # it is ACTIVE by now
    for _ in range(99):
        request_number(**pool)
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
def test_keywords_per_phone_number(client: Any, number: Any, is_refused: Any) -> None:
    _fill_with_keywords(client, number["PhoneNumberId"])
    is_refused(OriginationIdentity=number["PhoneNumberId"], Keyword="ONE MORE", KeywordMessage="No.")


@quota(
    "KEYWORDS_PER_POOL",
    by="PutKeyword",
    when="the pool has 30 keywords, with HELP and STOP",
    source="our choice: no number is documented",
)
def test_keywords_per_pool(client: Any, pool: Any, is_refused: Any) -> None:
    _fill_with_keywords(client, pool["PoolId"])
    is_refused(OriginationIdentity=pool["PoolId"], Keyword="ONE MORE", KeywordMessage="No.")


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
    by=("CreateOptOutList", "CreateConfigurationSet"),
    when="more tags are given than the quota, once a test has lowered it, allows; also where anything else is made",
    source="our choice",
)
def test_tags_per_resource_at_its_creation(pinpoint_v2: PinpointMock, operation: str, is_refused: Any) -> None:
    pinpoint_v2.quotas["TAGS_PER_RESOURCE"] = 1
    tags = [{"Key": "team", "Value": "red"}, {"Key": "stage", "Value": "test"}]
    is_refused(**{f"{operation.removeprefix('Create')}Name": "promotions"}, Tags=tags)


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


# In a time ----------------------------------------------------------------------------------------------------------


@quota(
    "VERIFICATION_ATTEMPTS_PER_DAY",
    by="SendDestinationNumberVerificationCode",
    when="5 codes were sent to the phone in the last 24 hours",
    source="our choice: no number is documented",
)
def test_verification_attempts_per_day(client: Any, pinpoint_v2: PinpointMock, number: Any, is_refused: Any) -> None:
    made = client.create_verified_destination_number(DestinationPhoneNumber=PHONE)
    code = {
        "VerifiedDestinationNumberId": made["VerifiedDestinationNumberId"],
        "VerificationChannel": "TEXT",
        "OriginationIdentity": number["PhoneNumberId"],
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
def test_daily_destination_call_limit(client: Any, pinpoint_v2: PinpointMock, number: Any, is_refused: Any) -> None:
    for _ in range(5):
        client.send_voice_message(**HELLO, OriginationIdentity=number["PhoneNumberId"])
    pinpoint_v2.clock.advance(hours=23, minutes=59)
    is_refused(**HELLO, OriginationIdentity=number["PhoneNumberId"])


# Money --------------------------------------------------------------------------------------------------------------


@quota(
    "MONTHLY_SPEND_LIMIT_REACHED_FOR_TEXT",
    by="SendTextMessage",
    when="with this message, more would be spent on texts this month than the enforced limit",
    source="documented, the reason observed; when exactly our choice",
)
def test_monthly_spend_limit_reached_for_text(client: Any, number: Any, is_refused: Any) -> None:
    client.set_text_message_spend_limit_override(MonthlyLimit=1)
    text = {**HELLO, "MessageBody": "⇒" * 1600, "OriginationIdentity": number["PhoneNumberId"]}
    for _ in range(7):  # of 24 parts at 0.00581
        client.send_text_message(**text)
    is_refused(**text)


@quota(
    "MONTHLY_SPEND_LIMIT_REACHED_FOR_MEDIA",
    by="SendMediaMessage",
    when="with this message, more would be spent on media messages this month than the enforced limit",
    source="documented; when exactly our choice",
)
def test_monthly_spend_limit_reached_for_media(client: Any, number: Any, is_refused: Any) -> None:
    client.set_media_message_spend_limit_override(MonthlyLimit=1)
    for _ in range(51):  # at 0.0195
        client.send_media_message(**HELLO, OriginationIdentity=number["PhoneNumberId"])
    is_refused(**HELLO, OriginationIdentity=number["PhoneNumberId"])


@quota(
    "MONTHLY_SPEND_LIMIT_REACHED_FOR_VOICE",
    by="SendVoiceMessage",
    when="with this call, more would be spent on calls this month than the enforced limit",
    source="documented; when exactly our choice",
)
def test_monthly_spend_limit_reached_for_voice(client: Any, number: Any, is_refused: Any) -> None:
    client.set_voice_message_spend_limit_override(MonthlyLimit=0)
    is_refused(**HELLO, OriginationIdentity=number["PhoneNumberId"])
