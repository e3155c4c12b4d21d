"""Test the control API of messages: outbox, inbound, delivery, events and verification codes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
import requests
from attrs import asdict, fields_dict

from pinpoint_mock import InboundMessage, PinpointMock, SentMessage
from pinpoint_mock.publishing.publisher import Delivery

PHONE = "+447700900123"
CODES = "/verification-codes/{verified_destination_number_id}"

Control = Callable[..., requests.Response]


@pytest.mark.parametrize("described", [SentMessage, InboundMessage, Delivery])
def test_the_document_describes_every_field_of_a_value(document: dict[str, Any], described: type[Any]) -> None:
    schema = document["components"]["schemas"][described.__name__]
    assert list(schema["properties"]) == schema["required"] == list(fields_dict(described))
    assert schema["description"] == described.__doc__


def test_the_outbox_is_told_with_every_field_of_every_message(
    control: Control, pinpoint_v2: PinpointMock, send_by_british_number: Any
) -> None:
    assert control("GET", "/outbox").json() == []
    send_by_british_number(Context={"order": "42"})
    send_by_british_number("media", MediaUrls=["s3://bucket/key.png"])
    send_by_british_number("voice")
    told = control("GET", "/outbox").json()
    assert [message["channel"] for message in told] == ["TEXT", "MEDIA", "VOICE"]
    for message, sent in zip(told, pinpoint_v2.outbox, strict=True):
        when = dt.datetime.fromisoformat(message.pop("sent_at").replace("Z", "+00:00"))
        assert when == sent.sent_at
        assert message == {
            **{name: value for name, value in asdict(sent).items() if name != "sent_at"},
            "media_urls": list(sent.media_urls),
        }


def test_a_persons_sms_is_answered_and_told(
    control: Control, pinpoint_v2: PinpointMock, pinpoint_v2_client: Any, british_number: Any
) -> None:
    written = {"message_body": "Stop", "origination_number": PHONE, "destination_number": british_number["PhoneNumber"]}
    response = control("POST", "/inbound", json=written)
    assert response.status_code == 201
    told = response.json()
    assert (told["keyword"], told["action"], told["published_to"]) == ("STOP", "OPT_OUT", None)
    assert told["payload"]["messageBody"] == "Stop"
    assert told["reply"] == control("GET", "/outbox").json()[0]
    assert told["reply"]["message_id"] == pinpoint_v2.outbox[0].message_id
    [entry] = pinpoint_v2_client.describe_opted_out_numbers(OptOutListName="Default")["OptedOutNumbers"]
    assert entry["OptedOutNumber"] == PHONE


def test_an_sms_without_a_reply_is_told_too(control: Control, pinpoint_v2_client: Any, british_number: Any) -> None:
    topic = "arn:aws:sns:us-east-1:123456789012:answers"
    pinpoint_v2_client.update_phone_number(
        PhoneNumberId=british_number["PhoneNumberId"], TwoWayEnabled=True, TwoWayChannelArn=topic
    )
    written = {
        "message_body": "Hello",
        "origination_number": PHONE,
        "destination_number": british_number["PhoneNumber"],
    }
    told = control("POST", "/inbound", json=written).json()
    assert (told["keyword"], told["action"], told["reply"], told["published_to"]) == (None, None, None, topic)


def test_messages_are_settled_by_hand_and_events_told(
    control: Control, pinpoint_v2: PinpointMock, send_by_british_number: Any
) -> None:
    assert control("PUT", "/delivery", json={"delivery": "manual"}).status_code == 204
    message_id = send_by_british_number()
    assert control("GET", "/events").json() == []
    assert control("POST", "/deliver", json={"message_id": message_id, "status": "CARRIER_BLOCKED"}).status_code == 204
    [event] = control("GET", "/events").json()
    assert (event["eventType"], event["messageId"], event["isFinal"]) == ("TEXT_CARRIER_BLOCKED", message_id, True)
    assert [event] == list(pinpoint_v2.events)
    assert control("GET", "/outbox").json()[0]["status"] == "CARRIER_BLOCKED"


def test_what_becomes_of_messages_is_said_for_all_or_by_destination(
    control: Control, send_by_british_number: Any
) -> None:
    control("PUT", "/delivery", json={"delivery": "SPAM"})
    send_by_british_number()
    control("PUT", "/delivery", json={"delivery": {PHONE: "UNREACHABLE"}})
    send_by_british_number()
    send_by_british_number(DestinationPhoneNumber="+447700900124")
    statuses = [message["status"] for message in control("GET", "/outbox").json()]
    assert statuses == ["SPAM", "UNREACHABLE", "DELIVERED"]


def test_artificial_traffic_is_told_and_set(control: Control, pinpoint_v2: PinpointMock) -> None:
    assert control("GET", "/artificial-traffic").json() == {"destinations": []}
    for destinations in ["447700900124", PHONE], [PHONE]:
        told = control("PUT", "/artificial-traffic", json={"destinations": destinations})
        expected = [PHONE, "+447700900124"][: len(destinations)]
        assert (told.status_code, told.json()) == (200, {"destinations": expected})
    assert control("GET", "/artificial-traffic").json() == told.json()
    wrong = control("PUT", "/artificial-traffic", json={"destinations": ["+447700900124", "a phone"]})
    assert wrong.status_code == 400
    assert "'a phone' is not a destination" in wrong.json()["message"]
    assert pinpoint_v2.artificial_traffic == {PHONE}


def test_deliveries_tell_which_event_went_where(
    control: Control, pinpoint_v2: PinpointMock, pinpoint_v2_client: Any, send_by_british_number: Any
) -> None:
    topic = {"TopicArn": "arn:aws:sns:us-east-1:123456789012:events"}
    pinpoint_v2_client.create_configuration_set(ConfigurationSetName="news")
    pinpoint_v2_client.create_event_destination(
        ConfigurationSetName="news",
        EventDestinationName="sns",
        MatchingEventTypes=["TEXT_DELIVERED"],
        SnsDestination=topic,
    )
    assert control("GET", "/deliveries").json() == []
    send_by_british_number(ConfigurationSetName="news")
    [delivery] = control("GET", "/deliveries").json()
    assert delivery == {
        "event": pinpoint_v2.events[-1],
        "event_destination_name": "sns",
        "kind": "SnsDestination",
        "arn": topic["TopicArn"],
        "error": None,
    }


def test_a_verification_code_is_told_once_it_is_sent(
    control: Control, pinpoint_v2: PinpointMock, pinpoint_v2_client: Any, british_number: Any
) -> None:
    created = pinpoint_v2_client.create_verified_destination_number(DestinationPhoneNumber=PHONE)
    vdn = created["VerifiedDestinationNumberId"]
    named = {"verified_destination_number_id": vdn}
    too_early = control("GET", CODES, named)
    assert too_early.status_code == 400
    assert "no code was sent" in too_early.json()["message"]
    pinpoint_v2_client.send_destination_number_verification_code(
        VerifiedDestinationNumberId=vdn, VerificationChannel="TEXT", OriginationIdentity=british_number["PhoneNumberId"]
    )
    told = control("GET", CODES, named)
    assert (told.status_code, told.json()) == (200, {"verification_code": pinpoint_v2.verification_code(vdn)})


def test_the_verification_code_of_an_unknown_id_is_not_found(control: Control, pinpoint_v2_client: Any) -> None:
    created = pinpoint_v2_client.create_verified_destination_number(DestinationPhoneNumber=PHONE)
    vdn = created["VerifiedDestinationNumberId"]
    unknown = control("GET", CODES, {"verified_destination_number_id": f"{vdn[:-1]}g"})
    assert vdn in unknown.json()["message"]
    assert unknown.status_code == 404


def test_a_message_that_there_is_not_or_that_is_settled_is_not_settled(
    control: Control, send_by_british_number: Any
) -> None:
    message_id = send_by_british_number()
    before = control("GET", "/events").json()
    for wrong, status, said in (
        (f"{message_id[:-1]}g", "DELIVERED", message_id),
        (message_id, "DELIVERD", "did you mean DELIVERED"),
        (message_id, "BLOCKED", "its final event was sent"),
    ):
        response = control("POST", "/deliver", json={"message_id": wrong, "status": status})
        assert response.status_code == 400
        assert said in response.json()["message"]
    assert control("GET", "/events").json() == before


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"message_body": " "}, "message_body"),
        ({"origination_number": "+12"}, "origination_number"),
        ({"destination_number": "+1"}, "a phone number of the mock's"),
    ],
)
def test_an_sms_that_cannot_be_is_not_received(
    control: Control, pinpoint_v2: PinpointMock, british_number: Any, wrong: dict[str, str], said: str
) -> None:
    right = {"message_body": "Stop", "origination_number": PHONE, "destination_number": british_number["PhoneNumber"]}
    response = control("POST", "/inbound", json={**right, **wrong})
    assert response.status_code == 400
    assert said in response.json()["message"]
    assert not pinpoint_v2.outbox


def test_half_a_surrogate_pair_is_told_as_it_came(control: Control, pinpoint_v2_client: Any) -> None:
    pinpoint_v2_client.send_text_message(DestinationPhoneNumber="+33199005123", MessageBody="half: \ud83d")
    [message] = control("GET", "/outbox").json()
    assert message["message_body"] == "half: \ud83d"
