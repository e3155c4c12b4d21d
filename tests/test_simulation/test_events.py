"""Test the fields of message events, and when events are sent."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from freezegun import freeze_time

from pinpoint_mock import PinpointMock

Send = Callable[..., str]
PHONE, ABROAD = "+447700900123", "+33612345678"
DELIVERED = ["TEXT_SUCCESSFUL", "TEXT_DELIVERED"]


# Fields --------------------------------------------------------------------------------------------------------------

ALWAYS = {
    *("eventType", "eventVersion", "eventTimestamp", "isFinal", "originationPhoneNumber", "destinationPhoneNumber"),
    *("isoCountryCode", "messageId", "messageRequestTimestamp", "messageStatus", "context"),
}
BY_CARRIER = {"mcc", "mnc", "carrierName", "messageType", "messageStatusDescription", "totalCarrierFee"}
ENDED_CALL = {"callDurationInSeconds", "totalDurationInMinutes", "totalMessagePrice"}


@pytest.mark.parametrize(
    ("event_type", "fields"),
    [
        *((each, {"messageEncoding", "isInternationalSend", "totalMessageParts"} | BY_CARRIER) for each in DELIVERED),
        *((f"MEDIA_{each}", {"contentType"} | BY_CARRIER) for each in ("SUCCESSFUL", "DELIVERED")),
        *((f"VOICE_{each}", set()) for each in ("INITIATED", "RINGING", "ANSWERED", "COMPLETED")),
    ],
)
def test_an_event_has_the_fields_of_its_kind_and_no_others(
    event_type: str, fields: set[str], british_number: Any, pinpoint_v2: PinpointMock, send_by_british_number: Send
) -> None:
    with freeze_time("2030-01-01 12:00:00.123"):
        message_id = send_by_british_number(event_type.partition("_")[0], Context={"job": "42"})
    [event] = [each for each in pinpoint_v2.events if each["eventType"] == event_type]
    priced = ENDED_CALL if event_type == "VOICE_COMPLETED" else {"totalMessagePrice"} if fields else set()
    assert event.keys() == ALWAYS | fields | priced
    assert event == {
        **event,
        "eventVersion": "1.0",
        "isFinal": event_type.endswith(("DELIVERED", "COMPLETED")),
        "originationPhoneNumber": british_number["PhoneNumber"],
        "destinationPhoneNumber": PHONE,
        "isoCountryCode": "GB",
        "messageId": message_id,
        "messageRequestTimestamp": 1893499200123,
        "messageStatus": event_type.partition("_")[2],
        "context": {"job": "42"},
        **({"messageType": "TRANSACTIONAL", "totalCarrierFee": pinpoint_v2.outbox[0].carrier_fee} if fields else {}),
        **({"messageEncoding": "GSM", "isInternationalSend": True} if "messageEncoding" in fields else {}),
        **({"contentType": "MMS"} if event_type.startswith("MEDIA") else {}),
        **({"totalMessagePrice": pinpoint_v2.outbox[0].price} if priced else {}),
    }
    assert json.loads(json.dumps(event)) == event
    assert (type(event["eventTimestamp"]), type(event["isFinal"])) == (int, bool)


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ({}, {"context": None}),
        ({"to": ABROAD}, {"isoCountryCode": "FR"}),
        ({"MessageBody": "a" * 161}, {"messageEncoding": "GSM", "totalMessageParts": 2}),
        ({"MessageBody": "ж" * 135}, {"messageEncoding": "UNICODE", "totalMessageParts": 3}),
    ],
)
def test_a_field_describes_its_message_or_is_left_out(
    message: dict[str, Any], expected: dict[str, Any], pinpoint_v2: PinpointMock, send_by_british_number: Send
) -> None:
    send_by_british_number(**message)
    for event in pinpoint_v2.events:
        assert {name: event.get(name) for name in expected} == expected
        assert None not in event.values()


def test_the_sender_is_a_sender_ids_text_or_nobody_by_a_shared_route(client: Any, pinpoint_v2: PinpointMock) -> None:
    client.send_text_message(DestinationPhoneNumber=ABROAD, MessageBody="Hello", MessageType="PROMOTIONAL")
    client.request_sender_id(SenderId="ACME", IsoCountryCode="GB")
    client.send_text_message(DestinationPhoneNumber=PHONE, MessageBody="Hello", OriginationIdentity="ACME")
    told = [(each.get("originationPhoneNumber", "nobody"), each["messageType"]) for each in pinpoint_v2.events]
    assert told == [("nobody", "PROMOTIONAL"), ("ACME", "TRANSACTIONAL")]


@pytest.mark.parametrize("enabled", [True, False])
def test_is_international_send_says_whether_international_sending_is_enabled_for_the_number(
    enabled: bool, client: Any, request_number: Callable[..., Any], pinpoint_v2: PinpointMock
) -> None:
    number = request_number(NumberType="TOLL_FREE", InternationalSendingEnabled=enabled)["PhoneNumberId"]
    client.send_text_message(DestinationPhoneNumber="+12065550100", MessageBody="Hello", OriginationIdentity=number)
    assert [each["isInternationalSend"] for each in pinpoint_v2.events] == [enabled]
    assert pinpoint_v2.outbox[-1].is_international_send is enabled


FIELDS = (
    *("eventType", "eventVersion", "eventTimestamp", "isFinal", "originationPhoneNumber", "destinationPhoneNumber"),
    *("isoCountryCode", "isInternationalSend", "mcc", "mnc", "carrierName", "messageId", "messageRequestTimestamp"),
    *("messageEncoding", "messageType", "messageStatus", "messageStatusDescription", "context", "totalMessageParts"),
    *("totalMessagePrice", "totalCarrierFee", "protectConfiguration"),
)


def test_the_fields_of_an_event_come_in_the_order_of_the_service(
    client: Any, pinpoint_v2: PinpointMock, send_by_british_number: Send
) -> None:
    protect = client.create_protect_configuration()["ProtectConfigurationId"]
    send_by_british_number(Context={"job": "42"}, ProtectConfigurationId=protect)
    assert [tuple(event) for event in pinpoint_v2.events] == [FIELDS, FIELDS]


def test_parts_cost_as_much_as_messages(pinpoint_v2: PinpointMock, send_by_british_number: Send) -> None:
    for parts in (1, 3):
        send_by_british_number(MessageBody="a" * 153 * parts)
    one, three = (each["totalMessagePrice"] for each in pinpoint_v2.events if each["isFinal"])
    assert three == pytest.approx(3 * one)
    assert [each.price for each in pinpoint_v2.outbox] == [one, three]


@pytest.mark.parametrize(
    ("number_type", "is_told"), [("TOLL_FREE", False), ("TEN_DLC", True)], ids=["toll-free", "10DLC"]
)
def test_the_carrier_is_shown_unless_the_number_is_toll_free(
    number_type: str, is_told: bool, client: Any, request_number: Callable[..., Any], pinpoint_v2: PinpointMock
) -> None:
    campaign = {"RegistrationId": pinpoint_v2.add_registration("US_TEN_DLC_CAMPAIGN_REGISTRATION")} if is_told else {}
    request_number(NumberType=number_type, **campaign)
    client.send_text_message(DestinationPhoneNumber="+12065550100", MessageBody="Hello")
    for event in pinpoint_v2.events:
        assert [name in event for name in ("mcc", "mnc", "carrierName")] == [is_told] * 3


@pytest.mark.parametrize(
    ("status", "description"),
    [
        ("SUCCESSFUL", "Message has been accepted by phone carrier"),
        ("DELIVERED", "Message has been accepted by phone"),
        ("BLOCKED", "Phone has blocked SMS"),
        ("TTL_EXPIRED", "The delivery TTL has expired"),
        ("PROTECT_BLOCKED", "Message blocked by protect configuration"),
        ("SPAM", "Blocked as spam by phone carrier"),
        ("INVALID", "Invalid phone number"),
        ("INVALID_MESSAGE", "Message body is invalid"),
        ("CARRIER_BLOCKED", "Phone carrier has blocked this message"),
        ("CARRIER_UNREACHABLE", "Phone carrier is currently unreachable/unavailable"),
        ("UNREACHABLE", "Phone is currently unreachable/unavailable"),
        ("UNKNOWN", "Unknown error attempting to reach phone"),
    ],
)
def test_a_status_is_described_in_the_services_words(
    status: str, description: str, pinpoint_v2: PinpointMock, send_by_british_number: Send
) -> None:
    pinpoint_v2.delivery = status
    send_by_british_number()
    assert pinpoint_v2.events[-1]["messageStatusDescription"] == description


@pytest.mark.parametrize("status", ["BLOCKED", "INVALID", "INVALID_MESSAGE", "PROTECT_BLOCKED"])
def test_a_message_that_never_reached_a_carrier_costs_nothing_and_names_none(
    status: str, pinpoint_v2: PinpointMock, send_by_british_number: Send
) -> None:
    pinpoint_v2.delivery = status
    send_by_british_number()
    [event] = pinpoint_v2.events
    assert (event["totalMessagePrice"], event["totalCarrierFee"]) == (0, 0)
    assert (pinpoint_v2.outbox[0].price, pinpoint_v2.outbox[0].carrier_fee) == (0, 0)
    assert "isInternationalSend" not in event
    # AWS's sample of what it blocks itself has them.
    assert ("mcc" in event, "mnc" in event) == ((status == "PROTECT_BLOCKED"),) * 2


@pytest.mark.parametrize(
    ("phone", "price", "fee"), [("+14165550100", 0.00581, 0.00767), ("+819012345678", 0.07451, 0)], ids=["CA", "JP"]
)
def test_a_text_to_canada_or_japan_costs_what_has_been_seen(
    client: Any, pinpoint_v2: PinpointMock, phone: str, price: float, fee: float
) -> None:
    client.send_text_message(DestinationPhoneNumber=phone, MessageBody="Hello")
    event = pinpoint_v2.events[-1]
    assert (event["totalMessagePrice"], event["totalCarrierFee"]) == (price, fee)


def test_an_expired_text_is_charged_all_the_same(pinpoint_v2: PinpointMock, send_by_british_number: Send) -> None:
    pinpoint_v2.delivery = "TTL_EXPIRED"
    send_by_british_number()
    [event] = pinpoint_v2.events
    assert event["totalMessagePrice"] == pinpoint_v2.outbox[0].price > 0


@pytest.mark.parametrize(
    ("body", "text_type"), [("Hello", "TEXT"), ("word " * 400, "TEXT"), ("<speak>Hi</speak>", "SSML")]
)
def test_a_call_lasts_as_long_as_its_text_and_is_charged_by_begun_minutes(
    body: str, text_type: str, pinpoint_v2: PinpointMock, send_by_british_number: Send
) -> None:
    send_by_british_number("VOICE", MessageBody=body, MessageBodyTextType=text_type)
    event = pinpoint_v2.events[-1]
    seconds = event["callDurationInSeconds"]
    assert event["totalDurationInMinutes"] == -(-seconds // 60)
    assert (seconds > 60) == (len(body) > 1000)
    assert event["totalMessagePrice"] == pytest.approx(0.013 * event["totalDurationInMinutes"])
    assert (pinpoint_v2.outbox[0].duration_in_seconds, pinpoint_v2.outbox[0].price) == (
        seconds,
        event["totalMessagePrice"],
    )


@pytest.mark.parametrize("status", ["BUSY", "NO_ANSWER", "FAILED", "TTL_EXPIRED"])
def test_a_call_that_nobody_took_lasts_no_time_and_costs_nothing(
    status: str, pinpoint_v2: PinpointMock, send_by_british_number: Send
) -> None:
    pinpoint_v2.delivery = status
    send_by_british_number("VOICE")
    event, sent = pinpoint_v2.events[-1], pinpoint_v2.outbox[0]

    assert [event[each] for each in ("callDurationInSeconds", "totalDurationInMinutes", "totalMessagePrice")] == [
        0,
        0,
        0,
    ]

    assert (sent.duration_in_seconds or 0, sent.price) == (0, 0)


# Order ---------------------------------------------------------------------------------------------------------------


@pytest.mark.pinpoint_v2(delivery="manual")
def test_the_timestamps_of_a_message_go_on_only(pinpoint_v2: PinpointMock, send_by_british_number: Send) -> None:
    with freeze_time("2030-01-01"):
        message_id = send_by_british_number("VOICE")
        for status in ("ANSWERED", "COMPLETED"):
            pinpoint_v2.deliver(message_id, status)
        stamps = [each["eventTimestamp"] for each in pinpoint_v2.events]
    assert stamps[0] > pinpoint_v2.events[0]["messageRequestTimestamp"]

    assert stamps == sorted(set(stamps))
