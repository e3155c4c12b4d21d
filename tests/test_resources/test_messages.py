"""Test texts, media messages and calls: their parameters, what the outbox shows of them, and feedback."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from pinpoint_mock import PinpointMock, SentMessage

PHONE = "+12065550100"

each_channel = pytest.mark.parametrize("channel", ["TEXT", "MEDIA", "VOICE"])

Send = Callable[..., str]


def members(message: SentMessage, *names: str) -> dict[str, Any]:
    return {name: getattr(message, name) for name in names}


# What is in the outbox ----------------------------------------------------------------------------------------------


def test_a_text_is_in_the_outbox_with_all_that_was_asked(
    pinpoint_v2: PinpointMock, client: Any, send_message: Send, toll_free_number: Any
) -> None:
    client.create_configuration_set(ConfigurationSetName="news")
    before = pinpoint_v2.clock.now()
    message_id = send_message(
        MessageBody="Grüße",
        MessageType="TRANSACTIONAL",
        Keyword="News of the day",
        ConfigurationSetName="news",
        MaxPrice="1.0",
        TimeToLive=60,
        Context={"order": "42"},
        DestinationCountryParameters={"IN_ENTITY_ID": "1201", "IN_TEMPLATE_ID": "1107"},
    )
    [message] = pinpoint_v2.outbox
    expected = {
        "message_id": message_id,
        "channel": "TEXT",
        "destination_phone_number": PHONE,
        "iso_country_code": "US",
        "origination_identity": toll_free_number["PhoneNumberId"],
        "origination_phone_number": toll_free_number["PhoneNumber"],
        "pool_id": None,
        "message_body": "Grüße",
        "message_type": "TRANSACTIONAL",
        "message_parts": 1,
        "message_encoding": "GSM",
        "media_urls": (),
        "keyword": "News of the day",
        "configuration_set_name": "news",
        "protect_configuration_id": None,
        "context": {"order": "42"},
        "destination_country_parameters": {"IN_ENTITY_ID": "1201", "IN_TEMPLATE_ID": "1107"},
        "time_to_live": 60,
        "price": 0.00581,
        "carrier_fee": 0.00302,
        "status": "SUCCESSFUL",
        "message_feedback_status": None,
        "account_id": "123456789012",
        "region_name": "us-east-1",
    }
    assert members(message, *expected) == expected
    assert before <= message.sent_at <= pinpoint_v2.clock.now()


def test_a_media_message_is_in_the_outbox_with_its_file(pinpoint_v2: PinpointMock, send_message: Send) -> None:
    send_message("MEDIA", MediaUrls=["s3://shop/cat.png"], MessageBody=None)
    send_message("MEDIA", MediaUrls=["s3://shop/cat.png"], MessageBody="ж" * 1600)
    expected: dict[str, Any] = {
        "channel": "MEDIA",
        "media_urls": ("s3://shop/cat.png",),
        "message_body": None,
        "message_parts": 1,
        "message_encoding": None,
        "message_type": "TRANSACTIONAL",
        "status": "SUCCESSFUL",
    }
    assert [members(message, *expected) for message in pinpoint_v2.outbox] == [
        expected,
        {**expected, "message_body": "ж" * 1600},
    ]


def test_a_call_is_in_the_outbox_with_its_voice(pinpoint_v2: PinpointMock, send_message: Send) -> None:
    send_message("VOICE", MessageBody="<speak>Hallo!</speak>", MessageBodyTextType="SSML", VoiceId="VICKI")
    send_message("VOICE")
    expected: dict[str, Any] = {
        "channel": "VOICE",
        "message_body": "<speak>Hallo!</speak>",
        "message_body_text_type": "SSML",
        "voice_id": "VICKI",
        "message_encoding": None,
        "status": "COMPLETED",
    }
    defaults = {"message_body": "Hello", "message_body_text_type": "TEXT", "voice_id": "MATTHEW"}
    assert [members(message, *expected) for message in pinpoint_v2.outbox] == [expected, {**expected, **defaults}]


@each_channel
def test_a_message_has_a_uuid_of_its_own_and_is_worth_sending_for_72_hours(
    pinpoint_v2: PinpointMock, send_message: Send, channel: str
) -> None:
    ids = [send_message(channel), send_message(channel)]
    assert [message.message_id for message in pinpoint_v2.outbox] == ids
    assert len({UUID(each) for each in ids}) == 2
    assert pinpoint_v2.outbox[0].time_to_live == 72 * 60 * 60


@each_channel
def test_a_destination_without_its_plus_is_the_same_phone(
    pinpoint_v2: PinpointMock, send_message: Send, channel: str
) -> None:
    send_message(channel, DestinationPhoneNumber=PHONE.removeprefix("+"))
    assert pinpoint_v2.outbox[0].destination_phone_number == PHONE


@pytest.mark.parametrize(
    ("body", "encoding", "parts"),
    [
        ("x" * 160, "GSM", 1),
        ("x" * 161, "GSM", 2),
        ("€" * 81, "GSM", 2),
        ("ж" * 70, "UNICODE", 1),
        ("ж" * 135, "UNICODE", 3),
    ],
)
def test_a_text_is_paid_part_by_part(
    pinpoint_v2: PinpointMock, send_message: Send, body: str, encoding: str, parts: int
) -> None:
    send_message(MessageBody=body)
    [message] = pinpoint_v2.outbox
    assert (message.message_encoding, message.message_parts) == (encoding, parts)
    assert (message.price, message.carrier_fee) == pytest.approx((0.00581 * parts, 0.00302 * parts))


def test_a_configuration_set_is_named_by_its_name_or_its_arn(
    pinpoint_v2: PinpointMock, client: Any, send_message: Send, refused: Any
) -> None:
    arn = client.create_configuration_set(ConfigurationSetName="news")["ConfigurationSetArn"]
    send_message(ConfigurationSetName=arn)
    assert pinpoint_v2.outbox[0].configuration_set_name == "news"
    error = refused("ResourceNotFoundException", send_message, ConfigurationSetName="olds")
    assert (error["ResourceType"], error["ResourceId"]) == ("configuration-set", "olds")


# Parameters that are refused ----------------------------------------------------------------------------------------

WRONG = {
    "DestinationPhoneNumber": "call me",
    "OriginationIdentity": "my number",
    "ConfigurationSetName": "my news",
    "TimeToLive": 259_201,
    "Context": {"a key": " padded"},
    "ProtectConfigurationId": "?",
}
WRONG_TEXT = {
    "MessageBody": " \n",
    "MessageType": "FRIENDLY",
    "Keyword": "x" * 31,
    "MaxPrice": "100.0",
    "DestinationCountryParameters": {"US_ENTITY_ID": "1"},
}
WRONG_MEDIA = {"MessageBody": "x" * 1601, "MediaUrls": ["https://shop.example/cat.png"], "MaxPrice": "10"}
WRONG_VOICE = {"MessageBody": "x" * 6001, "MessageBodyTextType": "HTML", "VoiceId": "HAL", "MaxPricePerMinute": "1,0"}


@pytest.mark.parametrize(("channel", "wrong"), [("TEXT", WRONG_TEXT), ("MEDIA", WRONG_MEDIA), ("VOICE", WRONG_VOICE)])
def test_one_error_names_all_that_the_model_does_not_allow(
    send_message: Send, refused: Any, channel: str, wrong: dict[str, Any]
) -> None:
    error = refused("ValidationException", send_message, channel=channel, **WRONG, **wrong)
    names = {re.split(r"[.[]", field["Name"])[0].lower() for field in error["Fields"]}
    assert names == {name.lower() for name in (*WRONG, *wrong)}


@pytest.mark.parametrize(
    ("channel", "wrong", "field"),
    [
        ("TEXT", {"Context": {str(each): "x" for each in range(6)}}, "context"),
        ("TEXT", {"Context": {"x" * 101: "x"}}, "context"),
        ("TEXT", {"Context": {"key": "x" * 801}}, "context.key"),
        ("MEDIA", {"MediaUrls": ["s3://shop/cat.png"] * 2}, "mediaUrls"),
        ("MEDIA", {"MediaUrls": ["s3://shop"]}, "mediaUrls[0]"),
    ],
)
def test_too_much_and_too_little_are_refused(
    send_message: Send, refused: Any, channel: str, wrong: dict[str, Any], field: str
) -> None:
    error = refused("ValidationException", send_message, channel=channel, **wrong)
    assert [each["Name"] for each in error["Fields"]] == [field]


@each_channel
def test_an_unknown_protect_configuration_is_not_found(send_message: Send, refused: Any, channel: str) -> None:
    unknown = f"protect-{'0' * 32}"
    error = refused("ResourceNotFoundException", send_message, channel=channel, ProtectConfigurationId=unknown)
    assert (error["ResourceType"], error["ResourceId"]) == ("protect-configuration", unknown)


def test_a_plain_text_of_3000_characters_can_be_said_and_longer_markup(send_message: Send) -> None:
    send_message("VOICE", MessageBody="x" * 3000)
    markup = f"<speak>{'<s>x</s>' * 700}</speak>"
    send_message("VOICE", MessageBody=markup, MessageBodyTextType="SSML")


@pytest.mark.parametrize(
    "ssml",
    [
        "<speak>One<break time='1s'/>two</speak>",
        '<speak xmlns="http://www.w3.org/2001/10/synthesis" version="1.0" xml:lang="en-US">Hello</speak>',
        '<speak><amazon:effect name="whispered">They will hear us.</amazon:effect></speak>',
    ],
)
def test_the_markup_of_amazon_polly_can_be_said(pinpoint_v2: PinpointMock, send_message: Send, ssml: str) -> None:
    send_message("VOICE", MessageBody=ssml, MessageBodyTextType="SSML")
    assert pinpoint_v2.outbox[0].message_body == ssml


@pytest.mark.parametrize("broken", ["Hello", "<speak>Hello", "<p>Hello</p>", "<speak>this & that</speak>"])
def test_a_plain_text_may_look_like_broken_markup(send_message: Send, broken: str) -> None:
    send_message("VOICE", MessageBody=broken)


# PutMessageFeedback -------------------------------------------------------------------------------------------------


@each_channel
@pytest.mark.parametrize("status", ["RECEIVED", "FAILED"])
def test_feedback_is_seen_in_the_outbox(
    pinpoint_v2: PinpointMock, client: Any, send_message: Send, channel: str, status: str
) -> None:
    message_id = send_message(channel, MessageFeedbackEnabled=True)
    assert pinpoint_v2.outbox[0].message_feedback_status is None
    answer = client.put_message_feedback(MessageId=message_id, MessageFeedbackStatus=status)
    assert (answer["MessageId"], answer["MessageFeedbackStatus"]) == (message_id, status)
    assert pinpoint_v2.outbox[0].message_feedback_status == status
    pinpoint_v2.clock.advance(hours=2)
    assert pinpoint_v2.outbox[0].message_feedback_status == status


def test_feedback_on_what_nobody_sent_or_sent_without_it_is_not_found(
    pinpoint_v2: PinpointMock, client: Any, send_message: Send, refused: Any
) -> None:
    wanted = send_message(MessageFeedbackEnabled=True)
    others = pinpoint_v2.client("eu-west-1"), pinpoint_v2.client(account_id="111122223333")
    for each, message_id in (
        (client, "f" * 36),
        (client, send_message()),
        (client, send_message(MessageFeedbackEnabled=True, DryRun=True)),
        *((other, wanted) for other in others),
    ):
        giving = {"MessageId": message_id, "MessageFeedbackStatus": "RECEIVED"}
        error = refused("ResourceNotFoundException", each.put_message_feedback, **giving)
        assert (error["ResourceType"], error["ResourceId"]) == ("message", message_id)
    assert {message.message_feedback_status for message in pinpoint_v2.outbox} == {None}


@pytest.mark.parametrize(
    ("default", "asked", "is_wanted"),
    [(True, None, True), (True, False, False), (False, True, True), (None, None, False)],
)
def test_feedback_is_enabled_by_the_message_or_else_by_its_configuration_set(
    pinpoint_v2: PinpointMock,
    client: Any,
    send_message: Send,
    default: bool | None,
    asked: bool | None,
    is_wanted: bool,
) -> None:
    client.create_configuration_set(ConfigurationSetName="news")
    if default is not None:
        client.set_default_message_feedback_enabled(ConfigurationSetName="news", MessageFeedbackEnabled=default)
    send_message(ConfigurationSetName="news", MessageFeedbackEnabled=asked)
    pinpoint_v2.clock.advance(hours=1)
    assert pinpoint_v2.outbox[0].message_feedback_status == ("FAILED" if is_wanted else None)


def test_feedback_that_comes_late_is_kept(pinpoint_v2: PinpointMock, client: Any, send_message: Send) -> None:
    message_id = send_message(MessageFeedbackEnabled=True)
    pinpoint_v2.clock.advance(hours=1)
    assert pinpoint_v2.outbox[0].message_feedback_status == "FAILED"
    client.put_message_feedback(MessageId=message_id, MessageFeedbackStatus="RECEIVED")
    assert pinpoint_v2.outbox[0].message_feedback_status == "RECEIVED"


def test_a_feedback_status_is_one_of_two(client: Any, send_message: Send, refused: Any) -> None:
    giving = {"MessageId": send_message(MessageFeedbackEnabled=True), "MessageFeedbackStatus": "READ"}
    error = refused("ValidationException", client.put_message_feedback, **giving)
    assert error["Fields"][0]["Name"] == "messageFeedbackStatus"
