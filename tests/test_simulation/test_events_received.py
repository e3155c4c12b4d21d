"""Test that event destinations get the events that they match, and that each event comes once and in order."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from botocore.exceptions import ClientError
from freezegun import freeze_time

from pinpoint_mock import PinpointMock

Send = Callable[..., str]
Listen = Callable[..., str]
PHONE, OTHER_PHONE = "+33199005123", "+33199005124"
ARNS = {
    "SnsDestination": "arn:aws:sns:us-east-1:123456789012:events",
    "KinesisFirehoseDestination": "arn:aws:firehose:us-east-1:123456789012:deliverystream/events",
    "CloudWatchLogsDestination": "arn:aws:logs:us-east-1:123456789012:log-group:/sms/events",
}
ROLE = "arn:aws:iam::123456789012:role/events"
SINKS = {
    "SnsDestination": {"TopicArn": ARNS["SnsDestination"]},
    "KinesisFirehoseDestination": {"IamRoleArn": ROLE, "DeliveryStreamArn": ARNS["KinesisFirehoseDestination"]},
    "CloudWatchLogsDestination": {"IamRoleArn": ROLE, "LogGroupArn": ARNS["CloudWatchLogsDestination"]},
}
DELIVERED = ["TEXT_SUCCESSFUL", "TEXT_DELIVERED"]
MEDIA = ["MEDIA_SUCCESSFUL", "MEDIA_DELIVERED"]
CALL = ["VOICE_INITIATED", "VOICE_RINGING", "VOICE_ANSWERED", "VOICE_COMPLETED"]

pytestmark = pytest.mark.pinpoint_v2(delivery="DELIVERED")  # so that each text has two events
manual = pytest.mark.pinpoint_v2(delivery="manual")


@pytest.fixture
def send_by_shared_route(client: Any) -> Send:
    """Send a text by a shared route. Return its id."""

    def send(to: str = PHONE, **parameters: Any) -> str:
        message = {"DestinationPhoneNumber": to, "MessageBody": "Hello", **parameters}
        return str(client.send_text_message(**message)["MessageId"])

    return send


@pytest.fixture
def listen(client: Any) -> Listen:
    """Create an event destination of the configuration set "news", and the set if it isn't there. Return its name."""

    def listen(*event_types: str, kind: str = "SnsDestination", name: str = "listening") -> str:
        if not client.describe_configuration_sets()["ConfigurationSets"]:
            client.create_configuration_set(ConfigurationSetName="news")
        client.create_event_destination(
            ConfigurationSetName="news",
            EventDestinationName=name,
            MatchingEventTypes=list(event_types or ["ALL"]),
            **{kind: SINKS[kind]},
        )
        return name

    return listen


def types(events: Any) -> list[str]:
    return [each["eventType"] for each in events]


def delivered(pinpoint: PinpointMock) -> list[str]:
    return [each.event["eventType"] for each in pinpoint.deliveries]


# Event destinations --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("matching", "heard"),
    [
        (["ALL"], DELIVERED + MEDIA + CALL),
        (["TEXT_ALL"], DELIVERED),
        (["MEDIA_ALL"], MEDIA),
        (["VOICE_ALL"], CALL),
        (["TEXT_DELIVERED"], ["TEXT_DELIVERED"]),
        (["VOICE_COMPLETED", "TEXT_SUCCESSFUL"], ["TEXT_SUCCESSFUL", "VOICE_COMPLETED"]),
        (["TEXT_ALL", "TEXT_DELIVERED"], DELIVERED),
        (["TEXT_SPAM", "MEDIA_BLOCKED"], []),
    ],
)
def test_a_destination_gets_the_events_that_match_and_each_once(
    matching: list[str],
    heard: list[str],
    client: Any,
    request_number: Callable[..., Any],
    pinpoint_v2: PinpointMock,
    listen: Listen,
) -> None:
    number = request_number(NumberType="TOLL_FREE", NumberCapabilities=["SMS", "MMS", "VOICE"])["PhoneNumberId"]
    listen(*matching)
    for send in (client.send_text_message, client.send_media_message, client.send_voice_message):
        send(
            DestinationPhoneNumber="+12065550100",
            OriginationIdentity=number,
            MessageBody="Hello",
            ConfigurationSetName="news",
        )
    assert delivered(pinpoint_v2) == heard


def test_all_of_a_channel_are_those_of_longer_names_too(
    pinpoint_v2: PinpointMock, send_by_shared_route: Send, listen: Listen
) -> None:
    pinpoint_v2.delivery = "TTL_EXPIRED"
    listen("TEXT_ALL")
    send_by_shared_route(ConfigurationSetName="news")
    assert delivered(pinpoint_v2) == ["TEXT_TTL_EXPIRED"]


def test_each_destination_is_given_the_event_under_its_name_and_arn(
    pinpoint_v2: PinpointMock, send_by_shared_route: Send, listen: Listen
) -> None:
    for kind in SINKS:
        listen(name=f"to-{kind}", kind=kind)
    send_by_shared_route(ConfigurationSetName="news")
    assert [(each.event_destination_name, each.kind, each.arn, each.error) for each in pinpoint_v2.deliveries] == 2 * [
        (f"to-{kind}", kind, ARNS[kind], None) for kind in SINKS
    ]
    assert [each.event for each in pinpoint_v2.deliveries[::3]] == pinpoint_v2.events


def test_events_without_a_configuration_set_go_to_no_destination(
    client: Any, pinpoint_v2: PinpointMock, send_by_shared_route: Send, listen: Listen
) -> None:
    listen()
    send_by_shared_route()
    assert (types(pinpoint_v2.events), delivered(pinpoint_v2)) == (DELIVERED, [])
    with pytest.raises(ClientError):
        send_by_shared_route(ConfigurationSetName="news", MaxPrice="0.00001")
    send_by_shared_route(ConfigurationSetName="news", DryRun=True)
    assert (types(pinpoint_v2.events), delivered(pinpoint_v2)) == (DELIVERED, [])
    send_by_shared_route(
        ConfigurationSetName=client.describe_configuration_sets()["ConfigurationSets"][0]["ConfigurationSetArn"]
    )
    assert delivered(pinpoint_v2) == DELIVERED


@manual
def test_a_destination_gets_events_while_it_is_there_and_enabled(
    client: Any, pinpoint_v2: PinpointMock, send_by_shared_route: Send, listen: Listen
) -> None:
    listen("VOICE_ALL", name="another")
    message_id = send_by_shared_route(ConfigurationSetName="news")
    name = {"ConfigurationSetName": "news", "EventDestinationName": listen("TEXT_ALL")}
    pinpoint_v2.deliver(message_id, "PENDING")
    client.update_event_destination(**name, Enabled=False)
    pinpoint_v2.deliver(message_id, "QUEUED")
    client.update_event_destination(**name, Enabled=True)
    pinpoint_v2.deliver(message_id, "QUEUED")
    client.update_event_destination(**name, MatchingEventTypes=["TEXT_DELIVERED"])
    pinpoint_v2.deliver(message_id, "DELIVERED")
    assert delivered(pinpoint_v2) == ["TEXT_PENDING", "TEXT_QUEUED", "TEXT_DELIVERED"]


@manual
@pytest.mark.parametrize("what", ["event_destination", "configuration_set"])
def test_a_deleted_destination_gets_no_events(
    what: str, client: Any, pinpoint_v2: PinpointMock, send_by_shared_route: Send, listen: Listen
) -> None:
    destination = {"EventDestinationName": listen()} if what == "event_destination" else {}
    if not destination:
        listen()
    message_id = send_by_shared_route(ConfigurationSetName="news")
    getattr(client, f"delete_{what}")(ConfigurationSetName="news", **destination)
    pinpoint_v2.deliver(message_id, "DELIVERED")

    assert (types(pinpoint_v2.events), delivered(pinpoint_v2)) == (DELIVERED, [])


# Listeners -----------------------------------------------------------------------------------------------------------


@manual
def test_a_listener_gets_every_event_after_the_call_is_done(
    pinpoint_v2: PinpointMock, send_by_shared_route: Send
) -> None:
    heard: list[Any] = []

    @pinpoint_v2.on_event
    def listener(event: Any) -> None:
        heard.append((event, pinpoint_v2.outbox[-1].status))

    assert callable(listener)
    pinpoint_v2.deliver(send_by_shared_route(), "DELIVERED")
    send_by_shared_route(to="+33755512501")
    assert [event for event, _ in heard] == pinpoint_v2.events
    assert [status for _, status in heard] == ["DELIVERED"] * 4


@manual
def test_a_listener_gets_the_events_that_come_as_time_passes(
    pinpoint_v2: PinpointMock, send_by_shared_route: Send
) -> None:
    heard: list[Any] = []
    pinpoint_v2.on_event(heard.append)
    send_by_shared_route()
    pinpoint_v2.clock.advance(days=3)

    assert types(heard) == ["TEXT_UNKNOWN"]


def test_a_listener_may_send_and_all_get_all_in_order(
    pinpoint_v2: PinpointMock, send_by_shared_route: Send, listen: Listen
) -> None:
    listen()
    heard: list[Any] = []

    @pinpoint_v2.on_event
    def answer(event: Any) -> None:
        heard.append(event)
        if event["eventType"] == "TEXT_SUCCESSFUL" and event["destinationPhoneNumber"] == PHONE:
            send_by_shared_route(to=OTHER_PHONE, ConfigurationSetName="news")

    send_by_shared_route(ConfigurationSetName="news")
    assert types(pinpoint_v2.events) == DELIVERED * 2
    in_order = [each["messageId"] for each in pinpoint_v2.events]

    assert [each["messageId"] for each in heard] == in_order
    assert [each.event["messageId"] for each in pinpoint_v2.deliveries] == in_order


def test_a_delivery_function_may_look_at_the_outbox_and_listeners_wait_for_the_end_of_its_call(
    pinpoint_v2: PinpointMock, send_by_shared_route: Send
) -> None:
    calls_answered: list[int] = []
    pinpoint_v2.on_event(lambda _: calls_answered.append(len(pinpoint_v2.calls)))
    pinpoint_v2.delivery = "manual"
    with freeze_time("2030-01-01") as frozen:
        send_by_shared_route(TimeToLive=60)
        frozen.tick(120)  # so that the next call has events of its own, and of what became due before it
        pinpoint_v2.delivery = lambda _: "SPAM" if pinpoint_v2.outbox[0].status == "TTL_EXPIRED" else "DELIVERED"
        send_by_shared_route()
        assert types(pinpoint_v2.events) == ["TEXT_TTL_EXPIRED", "TEXT_SPAM"]
    assert calls_answered == [len(pinpoint_v2.calls)] * 2


def test_what_a_listener_raises_is_raised_by_the_call_and_nobody_else_misses_anything(
    pinpoint_v2: PinpointMock, send_by_shared_route: Send, listen: Listen
) -> None:
    listen()
    heard: list[Any] = []

    @pinpoint_v2.on_event
    def breaks(_: Any) -> None:
        raise ZeroDivisionError

    pinpoint_v2.on_event(heard.append)
    with pytest.raises(ZeroDivisionError):
        send_by_shared_route(ConfigurationSetName="news")
    assert [each.status for each in pinpoint_v2.outbox] == ["DELIVERED"]

    assert (delivered(pinpoint_v2), types(heard)) == (DELIVERED, DELIVERED)


def test_what_a_listener_writes_into_its_event_is_its_own(
    pinpoint_v2: PinpointMock, send_by_shared_route: Send, listen: Listen
) -> None:
    listen()
    heard: list[Any] = []

    @pinpoint_v2.on_event
    def annotate(event: Any) -> None:
        event["accountId"] = "123456789012"
        event["context"].clear()

    pinpoint_v2.on_event(heard.append)
    send_by_shared_route(ConfigurationSetName="news", Context={"job": "42"})

    for event in [*heard, *pinpoint_v2.events, *(each.event for each in pinpoint_v2.deliveries)]:
        assert "accountId" not in event
        assert event["context"] == {"job": "42"}


# Threads -------------------------------------------------------------------------------------------------------------


@pytest.fixture
def busy_threads() -> Iterator[ThreadPoolExecutor]:
    """Return an executor of eight threads, which interrupt one another often."""
    interval = sys.getswitchinterval()
    sys.setswitchinterval(interval / 100)
    with ThreadPoolExecutor(8) as threads:
        yield threads
    sys.setswitchinterval(interval)


def test_many_threads_lose_and_mix_nothing(
    pinpoint_v2: PinpointMock, send_by_shared_route: Send, listen: Listen, busy_threads: ThreadPoolExecutor
) -> None:
    listen()
    heard: list[Any] = []
    pinpoint_v2.on_event(heard.append)
    jobs = [str(job) for job in range(200)]

    def work(job: str) -> str:
        return send_by_shared_route(to=f"+33199005{job:>03}", Context={"job": job}, ConfigurationSetName="news")

    ids = dict(zip(jobs, busy_threads.map(work, jobs), strict=True))
    outbox, events, deliveries = list(pinpoint_v2.outbox), list(pinpoint_v2.events), list(pinpoint_v2.deliveries)
    assert {each.context["job"]: each.message_id for each in outbox} == ids
    assert [each.destination_phone_number[-3:] for each in outbox] == [f"{each.context['job']:>03}" for each in outbox]
    for got in (events, heard, [each.event for each in deliveries]):
        assert len(got) == 400
        for job, message_id in ids.items():
            assert types(each for each in got if each["messageId"] == message_id) == DELIVERED
            assert all(each["context"] == {"job": job} for each in got if each["messageId"] == message_id)


def test_many_threads_together_do_not_spend_more_than_the_limit(
    pinpoint_v2: PinpointMock, send_by_shared_route: Send, busy_threads: ThreadPoolExecutor
) -> None:
    send_by_shared_route()
    pinpoint_v2.quotas["TEXT_MESSAGE_MONTHLY_SPEND_LIMIT"] = 1
    affordable = int(1 / pinpoint_v2.outbox[0].price)

    def send_until_refused(_: int) -> str:
        while True:
            try:
                send_by_shared_route()
            except ClientError as error:
                return str(error.response["Reason"])

    reasons = set(busy_threads.map(send_until_refused, range(8)))
    assert reasons == {"MONTHLY_SPEND_LIMIT_REACHED_FOR_TEXT"}
    assert len(pinpoint_v2.outbox) == affordable
