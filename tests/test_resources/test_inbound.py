"""Test a person's SMS to one of our numbers: its keyword, the reply to it, and the two-way channel."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest

from pinpoint_mock import InboundMessage, PinpointMock, mock_pinpoint_v2

PHONE, ANOTHER_PHONE = "+447700900123", "+447700900124"
TOPIC = "arn:aws:sns:us-east-1:123456789012:answers"
CONNECT = "connect.us-east-1.amazonaws.com"
UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")

Receive = Callable[..., InboundMessage]


def two_way(client: Any, number: Any, channel: str = TOPIC, *, enabled: bool = True) -> None:
    client.update_phone_number(PhoneNumberId=number["PhoneNumberId"], TwoWayEnabled=enabled, TwoWayChannelArn=channel)


# Keywords and replies -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("body", ["HOURS", "hours?", "Hours, please"])
def test_a_message_that_begins_with_a_keyword_is_answered_by_the_number_that_it_came_to(
    pinpoint_v2: PinpointMock, receive: Receive, number_with_keyword: Any, body: str
) -> None:
    answer = receive(body)
    assert (answer.keyword, answer.action) == ("HOURS", "AUTOMATIC_RESPONSE")
    [reply] = pinpoint_v2.outbox
    assert answer.reply == reply
    assert (reply.channel, reply.message_body, reply.keyword) == ("TEXT", "9 to 5.", "HOURS")
    assert (reply.destination_phone_number, reply.iso_country_code) == (PHONE, "GB")
    assert reply.origination_identity == number_with_keyword["PhoneNumberId"]
    assert reply.origination_phone_number == number_with_keyword["PhoneNumber"]


def test_help_is_answered_by_its_message_as_it_is_now(client: Any, receive: Receive, number_with_keyword: Any) -> None:
    first = receive("Help")
    assert (first.keyword, first.action) == ("HELP", "AUTOMATIC_RESPONSE")
    assert first.reply is not None
    assert first.reply.message_body == "Default Help Message"
    client.put_keyword(
        OriginationIdentity=number_with_keyword["PhoneNumberId"], Keyword="HELP", KeywordMessage="Call us."
    )
    second = receive("Help")
    assert second.reply is not None
    assert second.reply.message_body == "Call us."


def test_text_that_matches_nothing_gets_the_message_of_help_unless_it_has_a_channel_to_go_to(
    client: Any, receive: Receive, number_with_keyword: Any
) -> None:
    alone = receive("When are you open?")
    assert (alone.keyword, alone.action, alone.published_to) == (None, "AUTOMATIC_RESPONSE", None)
    assert alone.reply is not None
    assert alone.reply.message_body == "Default Help Message"
    two_way(client, number_with_keyword)
    handed_on = receive("When are you open?")
    assert (handed_on.keyword, handed_on.action, handed_on.reply) == (None, None, None)
    assert handed_on.published_to == TOPIC


def test_a_number_in_a_pool_answers_by_the_pools_keywords(
    client: Any, receive: Receive, number_with_keyword: Any
) -> None:
    member = {"OriginationIdentity": number_with_keyword["PhoneNumberId"]}
    pool = client.create_pool(**member, MessageType="TRANSACTIONAL", IsoCountryCode="GB")["PoolId"]
    client.put_keyword(OriginationIdentity=pool, Keyword="HOURS", KeywordMessage="Around the clock.")
    pooled = receive("hours").reply
    assert pooled is not None
    assert (pooled.message_body, pooled.pool_id) == ("Around the clock.", pool)
    assert pooled.origination_phone_number == number_with_keyword["PhoneNumber"]
    client.delete_pool(PoolId=pool)
    single = receive("hours").reply
    assert single is not None
    assert (single.message_body, single.pool_id) == ("9 to 5.", None)


def test_a_reply_has_as_many_parts_as_its_text_takes(client: Any, receive: Receive, number_with_keyword: Any) -> None:
    short = receive("hours").reply
    client.put_keyword(
        OriginationIdentity=number_with_keyword["PhoneNumberId"], Keyword="HOURS", KeywordMessage="от 9 до 5 " * 8
    )
    long = receive("hours").reply
    assert short is not None
    assert long is not None
    assert (short.message_encoding, short.message_parts) == ("GSM", 1)
    assert (long.message_encoding, long.message_parts) == ("UNICODE", 2)
    assert long.price == pytest.approx(2 * short.price)


@pytest.mark.parametrize(
    ("phone", "settings"),
    [
        (PHONE, {}),
        ("+33612345678", {}),
        (PHONE, {"MessageType": "PROMOTIONAL"}),
    ],
)
def test_a_replys_events_are_those_of_a_text_by_the_same_number(
    client: Any,
    pinpoint_v2: PinpointMock,
    receive: Receive,
    send_text: Any,
    request_long_code: Any,
    phone: str,
    settings: dict[str, Any],
) -> None:
    number = request_long_code(InternationalSendingEnabled=True, **settings)
    client.put_keyword(OriginationIdentity=number["PhoneNumberId"], Keyword="HOURS", KeywordMessage="9 to 5.")
    sent = send_text(phone, by=number["PhoneNumberId"]).message_id
    reply = receive("hours", number["PhoneNumber"], phone).reply
    assert reply is not None
    own = ("messageId", "eventTimestamp", "messageRequestTimestamp")
    told: dict[str, list[dict[str, Any]]] = {sent: [], reply.message_id: []}
    for event in pinpoint_v2.events:
        told[event["messageId"]].append({name: value for name, value in event.items() if name not in own})
    assert [event["eventType"] for event in told[sent]] == ["TEXT_SUCCESSFUL", "TEXT_DELIVERED"]
    assert told[reply.message_id] == told[sent]


@pytest.mark.pinpoint_v2(delivery="manual")
def test_a_replys_outcome_is_decided_like_that_of_any_message(pinpoint_v2: PinpointMock, receive: Receive) -> None:
    reply = receive("hours").reply
    assert reply is not None
    assert (reply.status, list(pinpoint_v2.events)) == ("PENDING", [])
    pinpoint_v2.deliver(reply.message_id, "CARRIER_BLOCKED")
    assert pinpoint_v2.outbox[0].status == "CARRIER_BLOCKED"
    assert [event["messageId"] for event in pinpoint_v2.events] == [reply.message_id]


@pytest.mark.pinpoint_v2(account_tier="SANDBOX")
def test_a_reply_goes_out_whatever_would_speak_against_a_text(
    client: Any, pinpoint_v2: PinpointMock, receive: Receive
) -> None:
    pinpoint_v2.quotas["TEXT_MESSAGE_MONTHLY_SPEND_LIMIT"] = 0
    client.put_opted_out_number(OptOutListName="Default", OptedOutNumber=PHONE)
    assert receive("hours").reply is not None


# The two-way channel ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("channel", [TOPIC, CONNECT])
def test_a_message_is_handed_on_to_the_channel_that_is_enabled_also_where_it_is_answered(
    client: Any, receive: Receive, number_with_keyword: Any, channel: str
) -> None:
    assert receive("hours").published_to is None
    two_way(client, number_with_keyword, channel)
    answered = receive("hours")
    assert answered.published_to == channel
    assert answered.reply is not None
    assert receive("Stop").published_to == channel
    two_way(client, number_with_keyword, channel, enabled=False)
    assert receive("hours").published_to is None


def test_a_number_in_a_pool_hands_on_to_the_pools_channel(
    client: Any, receive: Receive, number_with_keyword: Any
) -> None:
    member = {"OriginationIdentity": number_with_keyword["PhoneNumberId"]}
    pool = client.create_pool(**member, MessageType="TRANSACTIONAL", IsoCountryCode="GB")["PoolId"]
    assert receive("Hello").published_to is None
    client.update_pool(PoolId=pool, TwoWayEnabled=True, TwoWayChannelArn=TOPIC)
    assert receive("Hello").published_to == TOPIC


@pytest.mark.parametrize("channel", [None, TOPIC, CONNECT])
def test_the_payload_has_the_fields_that_the_service_documents(
    client: Any, receive: Receive, number_with_keyword: Any, channel: str | None
) -> None:
    if channel is not None:
        two_way(client, number_with_keyword, channel)
    payload = dict(receive("Hours? 🕘").payload)
    assert UUID.fullmatch(payload.pop("inboundMessageId"))
    assert json.loads(json.dumps(payload)) == {
        "originationNumber": PHONE,
        "destinationNumber": number_with_keyword["PhoneNumber"],
        "messageKeyword": "KEYWORD_123456789012",
        "messageBody": "Hours? 🕘",
    }


def test_the_fields_of_the_payload_come_in_the_order_of_the_service(
    receive: Receive, number_with_keyword: Any, send_text: Any
) -> None:
    send_text(by=number_with_keyword["PhoneNumberId"])
    assert list(receive("hours").payload) == [
        "originationNumber",
        "destinationNumber",
        "messageKeyword",
        "messageBody",
        "previousPublishedMessageId",
        "inboundMessageId",
    ]


def test_a_reply_that_is_too_long_for_sms_is_an_invalid_message(
    client: Any, receive: Receive, number_with_keyword: Any
) -> None:
    longest = {"Keyword": "LONG", "KeywordMessage": "a" * 1600}
    client.put_keyword(OriginationIdentity=number_with_keyword["PhoneNumberId"], **longest)
    reply = receive("long").reply
    assert reply is not None
    assert (reply.status, reply.price) == ("INVALID_MESSAGE", 0)


def test_every_message_has_an_id_of_its_own(receive: Receive, pinpoint_v2: PinpointMock) -> None:
    ids = {receive("hours").payload["inboundMessageId"] for _ in range(3)}
    assert len(ids | {message.message_id for message in pinpoint_v2.outbox}) == 6


def test_the_payload_names_the_latest_message_from_that_number_to_that_phone(
    client: Any, receive: Receive, send_text: Any, number_with_keyword: Any, request_long_code: Any
) -> None:
    two_way(client, number_with_keyword)
    by = number_with_keyword["PhoneNumberId"]
    send_text(by=by)
    latest = send_text(by=by).message_id
    send_text(ANOTHER_PHONE, by=by)
    send_text(by=request_long_code()["PhoneNumberId"])
    send_text(by=by, DryRun=True)
    assert receive("Hello").payload["previousPublishedMessageId"] == latest
    answered = receive("hours")
    assert answered.payload["previousPublishedMessageId"] == latest
    assert answered.reply is not None
    assert receive("Thanks").payload["previousPublishedMessageId"] == answered.reply.message_id


@pytest.mark.parametrize("channel", ["media", "voice"])
def test_the_payload_names_media_messages_and_no_calls(
    client: Any, receive: Receive, request_long_code: Any, channel: str
) -> None:
    number = request_long_code(NumberCapabilities=["SMS", "MMS", "VOICE"])
    call = getattr(client, f"send_{channel}_message")
    sent = call(DestinationPhoneNumber=PHONE, OriginationIdentity=number["PhoneNumberId"], MessageBody="Hello")
    previous = receive("Hello", number["PhoneNumber"]).payload.get("previousPublishedMessageId")
    assert previous == (sent["MessageId"] if channel == "media" else None)


# Whose number -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("elsewhere", [{"region_name": "eu-west-1"}, {"account_id": "111122223333"}])
def test_a_number_of_another_region_or_account_answers_there(
    pinpoint_v2: PinpointMock, receive: Receive, elsewhere: dict[str, str]
) -> None:
    there = pinpoint_v2.client(**elsewhere)
    asked = {"MessageType": "TRANSACTIONAL", "NumberCapabilities": ["SMS"]}
    number = there.request_phone_number(IsoCountryCode="GB", NumberType="LONG_CODE", **asked)["PhoneNumber"]
    answer = receive("Stop", number)
    account_id = elsewhere.get("account_id", "123456789012")
    assert answer.payload["messageKeyword"] == f"KEYWORD_{account_id}"
    assert answer.reply is not None
    assert (answer.reply.account_id, answer.reply.region_name) == (
        account_id,
        elsewhere.get("region_name", "us-east-1"),
    )
    listed = {
        client: client.describe_opted_out_numbers(OptOutListName="Default")["OptedOutNumbers"]
        for client in (there, pinpoint_v2.client())
    }
    assert [len(numbers) for numbers in listed.values()] == [1, 0]


def test_a_number_that_is_not_ours_is_an_error_with_the_nearest(
    receive: Receive, number_with_keyword: Any, pinpoint_v2: PinpointMock
) -> None:
    mistyped = number_with_keyword["PhoneNumber"][:-1]
    with pytest.raises(LookupError, match=re.escape(number_with_keyword["PhoneNumber"])):
        receive("hours", mistyped)
    assert not pinpoint_v2.outbox


def test_a_number_that_was_released_is_no_longer_ours(client: Any, receive: Receive, number_with_keyword: Any) -> None:
    client.release_phone_number(PhoneNumberId=number_with_keyword["PhoneNumberId"])
    with pytest.raises(LookupError, match="there is none"):
        receive("hours")


def test_a_number_that_was_just_requested_receives(receive: Receive, request_long_code: Any) -> None:
    assert receive("Help", request_long_code()["PhoneNumber"]).keyword == "HELP"


def test_a_number_that_cannot_receive_is_an_error_with_one_that_can(
    client: Any,
    pinpoint_v2: PinpointMock,
    receive: Receive,
    number_with_keyword: Any,
    request_long_code: Any,
) -> None:
    speaking = request_long_code(NumberCapabilities=["VOICE"])
    client.describe_phone_numbers()  # from now on it is ACTIVE
    pinpoint_v2.transitions["phone-number"] = "manual"
    pending = request_long_code()
    for unable, why in (speaking, "SMS"), (pending, "PENDING"):
        with pytest.raises(ValueError, match=rf"(?s){why}.*{re.escape(number_with_keyword['PhoneNumber'])}"):
            receive("hours", unable["PhoneNumber"])
    assert not pinpoint_v2.outbox


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"message_body": ""}, "message_body"),
        ({"message_body": " \n"}, "message_body"),
        ({"origination_number": "+12"}, "origination_number"),
        ({"origination_number": "MYBRAND"}, "origination_number"),
        ({"origination_number": "+999123456789"}, "origination_number"),
        ({"origination_number": "+1 206 555 0100"}, "origination_number"),
        ({"origination_number": "+12065550"}, "origination_number"),  # without its area code
    ],
)
def test_what_nobody_can_have_sent_is_an_error_that_names_it(
    client: Any, pinpoint_v2: PinpointMock, number_with_keyword: Any, wrong: dict[str, str], named: str
) -> None:
    right = {
        "message_body": "Stop",
        "origination_number": PHONE,
        "destination_number": number_with_keyword["PhoneNumber"],
    }
    with pytest.raises(ValueError, match=named):
        pinpoint_v2.receive(**{**right, **wrong})
    assert not pinpoint_v2.outbox
    assert client.describe_opted_out_numbers(OptOutListName="Default")["OptedOutNumbers"] == []


def test_numbers_are_the_same_with_and_without_their_plus(receive: Receive, number_with_keyword: Any) -> None:
    answer = receive("hours", number_with_keyword["PhoneNumber"].removeprefix("+"), PHONE.removeprefix("+"))
    assert answer.payload["originationNumber"] == PHONE
    assert answer.payload["destinationNumber"] == number_with_keyword["PhoneNumber"]
    assert answer.reply is not None
    assert answer.reply.destination_phone_number == PHONE


def test_a_mock_that_was_stopped_receives_nothing() -> None:
    with mock_pinpoint_v2() as pinpoint:
        pass
    with pytest.raises(RuntimeError, match="stopped"):
        pinpoint.receive("hours", origination_number=PHONE, destination_number="+12065550100")
