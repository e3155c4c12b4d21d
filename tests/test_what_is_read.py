"""What a test reads of the mock: values of its own, which it may keep, compare, count and change."""

from __future__ import annotations

from typing import Any

import pytest

from pinpoint_mock import PinpointMock

PHONE = "+447700900123"


@pytest.fixture
def sent(pinpoint_v2: PinpointMock, pinpoint_v2_client: Any) -> PinpointMock:
    for body in ("One", "Two"):
        pinpoint_v2_client.send_text_message(DestinationPhoneNumber=PHONE, MessageBody=body, Context={"for": "a test"})
    return pinpoint_v2


def test_messages_can_be_members_of_a_set(sent: PinpointMock) -> None:
    assert len({*sent.outbox, *sent.outbox}) == 2


def test_a_person_s_messages_can_be_members_of_a_set(pinpoint_v2: PinpointMock, pinpoint_v2_client: Any) -> None:
    number = pinpoint_v2_client.request_phone_number(
        IsoCountryCode="GB", MessageType="TRANSACTIONAL", NumberCapabilities=["SMS"], NumberType="LONG_CODE"
    )
    inbound = pinpoint_v2.receive("Help", origination_number=PHONE, destination_number=number["PhoneNumber"])
    assert {inbound, inbound} == {inbound}


def test_an_event_that_was_read_can_be_changed(sent: PinpointMock) -> None:
    event = sent.events[-1]
    event["context"].clear()
    event.clear()
    assert sent.events[-1]["context"] == {"for": "a test"}


def test_an_outbox_that_was_cleared_has_what_comes_after(sent: PinpointMock, pinpoint_v2_client: Any) -> None:
    sent.delivery = "manual"
    waiting = pinpoint_v2_client.send_text_message(DestinationPhoneNumber=PHONE, MessageBody="Three")["MessageId"]
    sent.outbox.clear()
    assert sent.outbox == []
    pinpoint_v2_client.send_text_message(DestinationPhoneNumber=PHONE, MessageBody="Four")
    assert [each.message_body for each in sent.outbox] == ["Four"]
    # What becomes of the others goes on.
    sent.deliver(waiting, "DELIVERED")
    assert sent.events[-1]["messageId"] == waiting
    assert len(sent.calls) == 4
