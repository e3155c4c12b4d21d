"""Test the statuses of messages: without settings, by `delivery`, by `deliver`, and as time passes."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pytest
from freezegun import freeze_time

from pinpoint_mock import PinpointMock, SentMessage, mock_pinpoint_v2
from pinpoint_mock.protocol.model import enum_values

Send = Callable[..., str]
PHONE, OTHER_PHONE = "+12065550100", "+12065550101"
CHANNELS = ("TEXT", "MEDIA", "VOICE")

NOT_FINAL = {"PENDING", "QUEUED", "INITIATED", "RINGING", "ANSWERED"}
WAYS: Mapping[tuple[str, str], Sequence[str]] = {
    ("TEXT", "DELIVERED"): ["SUCCESSFUL", "DELIVERED"],
    ("MEDIA", "DELIVERED"): ["SUCCESSFUL", "DELIVERED"],
    ("VOICE", "RINGING"): ["INITIATED", "RINGING"],
    ("VOICE", "ANSWERED"): ["INITIATED", "RINGING", "ANSWERED"],
    ("VOICE", "COMPLETED"): ["INITIATED", "RINGING", "ANSWERED", "COMPLETED"],
    ("VOICE", "NO_ANSWER"): ["INITIATED", "RINGING", "NO_ANSWER"],
    ("VOICE", "BUSY"): ["INITIATED", "BUSY"],
    ("VOICE", "FAILED"): ["INITIATED", "FAILED"],
}
STATUSES = [
    tuple(event_type.split("_", 1))
    for event_type in enum_values("EventType")
    if event_type.startswith(CHANNELS) and not event_type.endswith("_ALL") and event_type != "TEXT_SENT"
]

manual = pytest.mark.pinpoint_v2(delivery="manual")
each_channel = pytest.mark.parametrize("channel", CHANNELS)


def told(pinpoint: PinpointMock, message_id: str | None = None) -> list[tuple[str, bool]]:
    """The status of each event of a message, or of all, and whether it is the final one."""
    events = [each for each in pinpoint.events if message_id in (None, each["messageId"])]
    return [(each["messageStatus"], each["isFinal"]) for each in events]


# By `delivery` -------------------------------------------------------------------------------------------------------


@each_channel
def test_a_message_arrives_before_its_call_returns(channel: str, pinpoint_v2: PinpointMock, send_message: Send) -> None:
    send_message(channel)
    final = "COMPLETED" if channel == "VOICE" else "SUCCESSFUL"
    assert told(pinpoint_v2) == [(each, each == final) for each in WAYS.get((channel, final), [final])]
    assert pinpoint_v2.outbox[0].status == final


@pytest.mark.parametrize(("channel", "status"), STATUSES)
def test_a_message_can_come_to_each_status_of_its_channel(
    channel: str, status: str, pinpoint_v2: PinpointMock, send_message: Send
) -> None:
    pinpoint_v2.delivery = status
    send_message(channel)
    way = WAYS.get((channel, status), [status])
    assert told(pinpoint_v2) == [(each, each == status and status not in NOT_FINAL) for each in way]
    assert [each["eventType"] for each in pinpoint_v2.events] == [f"{channel}_{each}" for each in way]
    assert pinpoint_v2.outbox[0].status == status


FORMS = {
    "a status": "SPAM",
    "a mapping": {PHONE: "SPAM"},
    "a mapping without the plus": {PHONE.removeprefix("+"): "SPAM"},
    "a function": lambda message: "SPAM" if message.destination_phone_number == PHONE else None,
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("is_option", [True, False], ids=["as the option", "as the attribute"])
def test_every_form_is_an_option_and_an_attribute(
    form: str, is_option: bool, pinpoint_v2: PinpointMock, send_message: Send
) -> None:
    with mock_pinpoint_v2(**({"delivery": FORMS[form]} if is_option else {})):
        if not is_option:
            pinpoint_v2.delivery = FORMS[form]
        assert pinpoint_v2.delivery == FORMS[form]
        send_message(to=PHONE.removeprefix("+"))
        send_message(to=OTHER_PHONE)
    # What a mapping or a function leaves out arrives.
    assert [each.status for each in pinpoint_v2.outbox] == ["SPAM", "SPAM" if form == "a status" else "SUCCESSFUL"]


@pytest.mark.parametrize("delivery", [{PHONE: "manual"}, lambda message: message.context.get("outcome")])
def test_one_message_can_wait_while_others_arrive(delivery: Any, pinpoint_v2: PinpointMock, send_message: Send) -> None:
    pinpoint_v2.delivery = delivery
    waiting = send_message(Context={"outcome": "manual"})
    send_message(to=OTHER_PHONE)
    assert [each.status for each in pinpoint_v2.outbox] == ["PENDING", "SUCCESSFUL"]
    assert told(pinpoint_v2, waiting) == []


def test_a_function_sees_the_message_and_those_sent_before_it(pinpoint_v2: PinpointMock, send_message: Send) -> None:
    seen: list[SentMessage] = []

    def fail_the_second(message: SentMessage) -> str:
        seen.append(message)
        return "CARRIER_BLOCKED" if len(pinpoint_v2.outbox) == 1 else "DELIVERED"

    pinpoint_v2.delivery = fail_the_second
    ids = [send_message(MessageBody=body) for body in ("one", "two", "three")]
    assert [(each.message_id, each.status) for each in seen] == [(each, "PENDING") for each in ids]
    assert [each.status for each in pinpoint_v2.outbox] == ["DELIVERED", "CARRIER_BLOCKED", "DELIVERED"]


@pytest.mark.parametrize(
    "form", [lambda outcome: outcome, lambda outcome: {PHONE: outcome}], ids=["a status", "a mapping"]
)
@pytest.mark.parametrize(
    ("channel", "outcome", "status"),
    [
        ("TEXT", "BUSY", "UNREACHABLE"),
        ("MEDIA", "FAILED", "UNREACHABLE"),
        ("MEDIA", "FILE_INACCESSIBLE", "FILE_INACCESSIBLE"),
        ("VOICE", "CARRIER_BLOCKED", "FAILED"),
        ("VOICE", "NO_ANSWER", "NO_ANSWER"),
    ],
)
def test_a_failure_that_a_channel_does_not_have_is_its_plain_one(
    form: Any, channel: str, outcome: str, status: str, pinpoint_v2: PinpointMock, send_message: Send
) -> None:
    pinpoint_v2.delivery = form(outcome)
    send_message(channel)
    assert [each.status for each in pinpoint_v2.outbox] == [status]


@pytest.mark.parametrize(
    ("delivery", "error"),
    [
        (lambda _: 1 / 0, ZeroDivisionError),
        (lambda _: "DELIVRED", ValueError),
        (lambda _: "BUSY", ValueError),
        ("INITIATED", ValueError),
        ({PHONE: "RINGING"}, ValueError),
    ],
)
def test_a_status_that_texts_do_not_have_is_an_error_and_nothing_is_sent(
    delivery: Any, error: type[Exception], pinpoint_v2: PinpointMock, send_message: Send
) -> None:
    pinpoint_v2.delivery = delivery
    with pytest.raises(error):
        send_message()
    assert pinpoint_v2.outbox == pinpoint_v2.events == []


@pytest.mark.parametrize(
    ("delivery", "says"),
    [
        ("DELIVRED", "DELIVERED"),
        ("Manual", "manual"),
        ({PHONE: "SPAMM"}, "SPAM"),
        ({PHONE: None}, "None"),
        (["DELIVERED"], "DELIVERED"),
    ],
)
def test_a_wrong_delivery_is_refused_with_the_nearest_right_one(
    delivery: Any, says: str, pinpoint_v2: PinpointMock
) -> None:
    pinpoint_v2.delivery = "SPAM"
    with pytest.raises(ValueError, match=f"delivery=.*{says}"):
        pinpoint_v2.delivery = delivery
    with pytest.raises(ValueError, match=f"delivery=.*{says}"):
        mock_pinpoint_v2(delivery=delivery)
    assert pinpoint_v2.delivery == "SPAM"


@pytest.mark.parametrize("destination", [12065550100, "+1 206 555 0100", "555-0100"])
def test_a_destination_that_no_message_can_have_is_refused(destination: Any, pinpoint_v2: PinpointMock) -> None:

    with pytest.raises(ValueError, match="delivery="):
        pinpoint_v2.delivery = {destination: "SPAM"}


def test_an_inner_mocks_delivery_holds_while_it_runs(pinpoint_v2: PinpointMock, send_message: Send) -> None:
    pinpoint_v2.delivery = "SPAM"
    with mock_pinpoint_v2(delivery="manual"):
        assert pinpoint_v2.delivery == "manual"
        pinpoint_v2.delivery = "UNKNOWN"  # for as long as the inner mock runs
        send_message()
    with mock_pinpoint_v2():
        send_message()
        pinpoint_v2.delivery = "BLOCKED"  # the outer one's
    send_message()
    assert [each.status for each in pinpoint_v2.outbox] == ["UNKNOWN", "SPAM", "BLOCKED"]


# By hand -------------------------------------------------------------------------------------------------------------


@manual
def test_a_call_is_led_step_by_step_to_its_end(pinpoint_v2: PinpointMock, send_message: Send) -> None:
    message_id = send_message("VOICE")
    assert pinpoint_v2.outbox[0].status == "INITIATED"
    shown = []
    for status in ("INITIATED", "RINGING", "COMPLETED"):
        pinpoint_v2.deliver(message_id, status)
        shown.append(pinpoint_v2.outbox[0].status)
    assert shown == ["INITIATED", "RINGING", "COMPLETED"]
    # What was left out comes in between; what was told isn't told again.
    assert told(pinpoint_v2) == [("INITIATED", False), ("RINGING", False), ("ANSWERED", False), ("COMPLETED", True)]


@pytest.mark.parametrize("delivery", ["manual", "QUEUED"])
def test_what_has_not_ended_can_be_settled_once(delivery: str, pinpoint_v2: PinpointMock, send_message: Send) -> None:
    pinpoint_v2.delivery = delivery
    message_id = send_message()
    pinpoint_v2.deliver(message_id, "UNREACHABLE")
    before = told(pinpoint_v2)
    assert before[-1] == ("UNREACHABLE", True)
    with pytest.raises(ValueError, match="UNREACHABLE"):
        pinpoint_v2.deliver(message_id, "DELIVERED")
    assert told(pinpoint_v2) == before


@manual
def test_an_id_that_no_message_has_is_an_error_with_the_nearest(pinpoint_v2: PinpointMock, send_message: Send) -> None:
    message_id = send_message()
    for unknown, says in ((f"{message_id[:-1]}x", message_id), (send_message(DryRun=True), "not the id")):
        with pytest.raises(LookupError, match=says):
            pinpoint_v2.deliver(unknown, "DELIVERED")


@manual
@pytest.mark.parametrize(
    ("channel", "status", "says"),
    [
        ("TEXT", "delivered", "DELIVERED"),
        ("TEXT", "TEXT_DELIVERED", "DELIVERED"),
        ("TEXT", "SENT", "TEXT"),
        ("TEXT", "BUSY", "TEXT"),
        ("MEDIA", "PROTECT_BLOCKED", "BLOCKED"),
        ("VOICE", "SPAM", "BUSY"),
        ("TEXT", "COMPLETED", "TEXT"),
        ("VOICE", "DELIVERED", "COMPLETED"),
    ],
)
def test_a_status_that_the_channel_does_not_have_is_an_error_with_the_right_ones(
    channel: str, status: str, says: str, pinpoint_v2: PinpointMock, send_message: Send
) -> None:
    message_id = send_message(channel)
    with pytest.raises((ValueError, LookupError), match=says):
        pinpoint_v2.deliver(message_id, status)
    assert told(pinpoint_v2) == []


# Simulators ----------------------------------------------------------------------------------------------------------

# Of AWS's user guide, "Simulator phone numbers".
SIMULATORS = """
AU +61455944038 +61455944039     AT +43676800442031 +43676800442032   BE +32460213922 +32460213923
CL +56229140630 +56229140631     CZ +420790542286 +420790542287       DK +4525919410 +4525919215
EE +37282720792 +37282720793     FI +3584573979110 +3584573979111     FR +33755512501 +33755512502
HK +85257048426 +85257048854     HU +36707178770 +36707178772         IT +394390009172 +394390009174
JE +447937404990 +447937404992   LU +352691385880 +352691385882       NL +3197008100148 +3197008100150
NO +4759449384 +4759449387       PL +48732141440 +48732141442         PT +351927946948 +351927946950
RO +40783900330 +40783900332     ES +34683783440 +34683783442         SE +46790645100 +46790645102
CH +41798075872 +41798075874     TW +886903444630 +886903444632       GB +447860019066 +447860019067
US +14254147755 +14254147167
"""


@manual
@pytest.mark.parametrize(("country", "succeeds", "fails"), re.findall(r"(\w+) (\S+) (\S+)", SIMULATORS))
def test_simulators_settle_by_themselves_whatever_was_said(
    country: str, succeeds: str, fails: str, client: Any, request_number: Callable[..., Any], pinpoint_v2: PinpointMock
) -> None:
    request_number()  # there are no shared routes to the US
    pinpoint_v2.shared_routes.add(country)
    pinpoint_v2.delivery = {succeeds: "SPAM", fails: "DELIVERED"}
    first, second = (
        client.send_text_message(DestinationPhoneNumber=to, MessageBody="Hello")["MessageId"]
        for to in (succeeds, fails)
    )
    assert told(pinpoint_v2, first)[-1] == ("DELIVERED", True)
    assert told(pinpoint_v2, second) == [("UNREACHABLE", True)]
    assert {each["isoCountryCode"] for each in pinpoint_v2.events} == {country}


@manual
def test_simulators_simulate_media_but_no_calls(pinpoint_v2: PinpointMock, send_message: Send) -> None:
    for channel in ("MEDIA", "VOICE"):
        send_message(channel, to="+14254147167")
    assert [each.status for each in pinpoint_v2.outbox] == ["UNREACHABLE", "INITIATED"]


# By time -------------------------------------------------------------------------------------------------------------


@each_channel
@pytest.mark.parametrize("seconds", [5, None, 259_200])
@pytest.mark.parametrize("delivery", ["manual", "not final"])
def test_what_has_no_final_event_expires_after_its_time_to_live_or_is_unknown_after_72_hours(
    channel: str, seconds: int | None, delivery: str, pinpoint_v2: PinpointMock, send_message: Send
) -> None:
    pinpoint_v2.delivery = "manual" if delivery == "manual" else "RINGING" if channel == "VOICE" else "QUEUED"
    send_message(channel, **({} if seconds is None else {"TimeToLive": seconds}))
    [sent] = pinpoint_v2.outbox
    due = sent.sent_at + dt.timedelta(seconds=seconds or 72 * 3600)
    pinpoint_v2.clock.advance(due - pinpoint_v2.clock.now() - dt.timedelta(seconds=1))
    assert pinpoint_v2.outbox[0].status == sent.status
    pinpoint_v2.clock.advance(hours=1)
    final = "UNKNOWN" if seconds is None and channel != "VOICE" else "TTL_EXPIRED"
    assert pinpoint_v2.outbox[0].status == final
    assert told(pinpoint_v2)[-1] == (final, True)
    # It is told as of when it happened, not of when a test looked.
    assert pinpoint_v2.events[-1]["eventTimestamp"] == pytest.approx(due.timestamp() * 1000, abs=5)


@manual
def test_messages_expire_in_the_order_that_they_are_due_in(pinpoint_v2: PinpointMock, send_message: Send) -> None:
    with freeze_time("2030-01-01 12:00:00") as frozen:
        long, short = send_message(TimeToLive=60), send_message(TimeToLive=30)
        delivered = send_message(TimeToLive=10)
        pinpoint_v2.deliver(delivered, "DELIVERED")
        frozen.move_to("2030-01-01 12:01:00")
        expired = [each["messageId"] for each in pinpoint_v2.events if each["messageStatus"] == "TTL_EXPIRED"]
        assert expired == [short, long]
        assert told(pinpoint_v2, delivered)[-1] == ("DELIVERED", True)


def test_feedback_that_nobody_gives_falls_to_failed_after_an_hour(
    client: Any, pinpoint_v2: PinpointMock, send_message: Send
) -> None:
    given = send_message(MessageFeedbackEnabled=True)
    client.put_message_feedback(MessageId=given, MessageFeedbackStatus="RECEIVED")
    send_message(MessageFeedbackEnabled=True)
    send_message()
    before = told(pinpoint_v2)
    pinpoint_v2.clock.advance(minutes=59)
    assert [each.message_feedback_status for each in pinpoint_v2.outbox] == ["RECEIVED", None, None]
    pinpoint_v2.clock.advance(minutes=1)
    assert [each.message_feedback_status for each in pinpoint_v2.outbox] == ["RECEIVED", "FAILED", None]
    # Feedback is beside what became of the message.
    assert {each.status for each in pinpoint_v2.outbox} == {"SUCCESSFUL"}
    assert told(pinpoint_v2) == before


@manual
def test_reset_forgets_what_was_sent_what_was_due_and_what_was_set(
    pinpoint_v2: PinpointMock, send_message: Send
) -> None:
    message_id = send_message(MessageFeedbackEnabled=True)
    send_message(to="+14254147755")
    heard: list[Any] = []
    pinpoint_v2.on_event(heard.append)
    pinpoint_v2.delivery = "SPAM"
    pinpoint_v2.reset()
    pinpoint_v2.clock.advance(hours=100)
    assert pinpoint_v2.outbox == pinpoint_v2.events == pinpoint_v2.deliveries == heard == []
    assert pinpoint_v2.delivery == "manual"  # as the option said at the start
    with pytest.raises(LookupError):
        pinpoint_v2.deliver(message_id, "DELIVERED")
