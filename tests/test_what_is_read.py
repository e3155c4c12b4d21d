"""What a test reads of the mock: values of its own, which it may keep, compare, count and change."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from attrs.exceptions import FrozenInstanceError
from freezegun import freeze_time

from pinpoint_mock import PinpointMock, mock_pinpoint_v2

PHONE = "+33199005123"


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


@pytest.mark.pinpoint_v2(delivery="manual")
def test_the_outbox_is_live_and_a_message_read_from_it_is_not(sent: PinpointMock) -> None:
    outbox = sent.outbox
    read = outbox[1]
    sent.deliver(read.message_id, "DELIVERED")
    assert (read.status, outbox[1].status) == ("PENDING", "DELIVERED")
    assert read not in outbox
    assert isinstance(outbox, Sequence)
    assert [each.message_body for each in reversed(outbox)] == ["Two", "One"]
    assert (len(outbox), outbox[-1], outbox[:1]) == (2, list(outbox)[1], list(outbox)[:1])
    with pytest.raises(FrozenInstanceError):
        read.status = "DELIVERED"  # type: ignore[misc]  # which is the point
    for write in ("append", "__setitem__", "__delitem__"):
        assert not hasattr(outbox, write)


def test_the_index_of_a_message_in_the_outbox_is_its_place(sent: PinpointMock) -> None:
    first, second = sent.outbox
    assert [sent.outbox.index(each) for each in (first, second)] == [0, 1]
    with pytest.raises(ValueError, match="not in list"):
        sent.outbox.index(first, 1)


def test_a_loop_over_the_outbox_goes_over_the_messages_at_its_beginning(
    sent: PinpointMock, pinpoint_v2_client: Any
) -> None:
    for each in sent.outbox:
        pinpoint_v2_client.send_text_message(DestinationPhoneNumber=PHONE, MessageBody=f"After {each.message_body}")
    assert [each.message_body for each in sent.outbox] == ["One", "Two", "After One", "After Two"]


def test_a_message_that_a_delivery_function_got_does_not_change(
    pinpoint_v2: PinpointMock, pinpoint_v2_client: Any
) -> None:
    got = []
    pinpoint_v2.delivery = got.append
    pinpoint_v2_client.send_text_message(DestinationPhoneNumber=PHONE, MessageBody="Hello")
    assert [each.status for each in got] == ["PENDING"]
    assert pinpoint_v2.outbox[0].status == "SUCCESSFUL"


@pytest.mark.parametrize("assertion", ["sms_outbox == []", "len(sms_outbox) == 2", "not sms_outbox"])
def test_a_failed_assertion_shows_who_was_sent_what(assertion: str, pytester: pytest.Pytester) -> None:
    pytester.makeini("[pytest]\nasyncio_default_fixture_loop_scope = function")
    pytester.makepyfile(
        f"""
def test_it(pinpoint_v2_client, sms_outbox):
    pinpoint_v2_client.send_text_message(DestinationPhoneNumber="+33199005123", MessageBody="Your code is 1234")
    assert {assertion}
"""
    )
    result = pytester.runpytest_inprocess("-p", "no:randomly")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["E *<TEXT to +33199005123 from a shared route, SUCCESSFUL: 'Your code is 1234'>*"])


def test_after_the_stop_all_can_be_read_and_nothing_done() -> None:
    with mock_pinpoint_v2(delivery="manual") as pinpoint:
        for to in ("+33199005123", "+33755512501"):
            pinpoint.client().send_text_message(DestinationPhoneNumber=to, MessageBody="Hello")
    assert [each.status for each in pinpoint.outbox] == ["PENDING", "DELIVERED"]
    assert [each["isFinal"] for each in pinpoint.events] == [False, True]
    assert pinpoint.deliveries == []
    with pytest.raises(RuntimeError, match="stopped"):
        pinpoint.deliver(pinpoint.outbox[0].message_id, "DELIVERED")


def test_the_time_that_passes_after_the_stop_changes_nothing() -> None:
    with freeze_time("2020-01-01"), mock_pinpoint_v2(delivery="manual") as pinpoint:
        pinpoint.client().send_text_message(DestinationPhoneNumber="+33199005123", MessageBody="Hello")
    assert pinpoint.outbox[0].status == "PENDING"
    assert pinpoint.events == []
