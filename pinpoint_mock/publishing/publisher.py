"""Publish events to a test's listeners and, while moto runs, to the AWS services that moto mocks."""

from __future__ import annotations

import datetime as dt
import logging
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from threading import local
from typing import Any

from attrs import define, field, frozen
from botocore.exceptions import ClientError

from .. import beside_moto
from .._public import public
from .events import Event, as_json, copy_of, for_event_bus

SOURCE = "aws.sms-voice"
"""The source of the service's events in Amazon EventBridge."""

log = logging.getLogger("pinpoint_mock")


@public
@frozen
class Delivery:
    """An event that an event destination of a configuration set got."""

    event: Mapping[str, Any]
    """The event in the service's own shape, as in `PinpointMock.events`."""
    event_destination_name: str
    """The name of the event destination."""
    kind: str
    """"SnsDestination", "KinesisFirehoseDestination" or "CloudWatchLogsDestination"."""
    arn: str
    """The ARN of the topic, the delivery stream or the log group."""
    error: str | None
    """Why moto refused the event; None if moto accepted it, and if moto doesn't run."""


@frozen
class Target:
    """An event destination that an event goes to."""

    event_destination_name: str
    kind: str
    """The model's name of its kind: "SnsDestination"."""
    arn: str


@frozen(kw_only=True)
class Emission:
    """An event that a call has emitted, with the targets that it goes to besides the default event bus."""

    event: Event
    detail_type: str
    """The detail type of the event in Amazon EventBridge."""
    resources: Sequence[str] = ()
    """The ARNs of the resources that the event is about."""
    at: dt.datetime
    """The time of the event."""
    account_id: str
    region_name: str
    targets: Sequence[Target] = ()


@frozen
class TwoWayMessage:
    """A person's message for the topic of a two-way channel."""

    topic_arn: str
    payload: Mapping[str, str]


Outgoing = Emission | TwoWayMessage
"""What is sent when a call has ended."""


@define(eq=False)
class Publisher:
    """What calls have emitted. It is sent when the call has ended, because a listener may itself call the service."""

    events: list[Event] = field(factory=list, init=False)
    deliveries: list[Delivery] = field(factory=list, init=False)
    listeners: list[Callable[[Event], object]] = field(factory=list, init=False)
    _outgoing: list[Outgoing] = field(factory=list, init=False)
    _sending: local = field(factory=local, init=False)
    """Its attribute `queue` is set in a thread that is sending, to what that thread has still to send."""

    def emit(self, emission: Emission) -> None:
        """Record an event, and send it when the call has ended, if anybody gets it."""
        self.events.append(emission.event)
        if emission.targets or self.listeners or beside_moto.is_running():
            self._outgoing.append(emission)

    def publish_two_way(self, topic_arn: str, payload: Mapping[str, str]) -> None:
        """Send a message to a topic when the call has ended."""
        self._outgoing.append(TwoWayMessage(topic_arn, payload))

    def take(self) -> list[Outgoing]:
        """Return what has been emitted since the previous call of this method."""
        outgoing, self._outgoing = self._outgoing, []
        return outgoing

    def send(self, outgoing: Sequence[Outgoing]) -> None:
        """Send what calls have emitted.

        If this thread is sending already, because a listener has made a call, it is sent after the rest. If listeners
        raise errors, raise the first of them at the end.
        """
        if not outgoing:
            return
        queue: deque[Outgoing] | None = getattr(self._sending, "queue", None)
        if queue is not None:
            queue.extend(outgoing)
            return
        errors: list[Exception] = []
        self._sending.queue = queue = deque(outgoing)
        try:
            while queue:
                errors += self._send(queue.popleft())
        finally:
            del self._sending.queue
        if errors:
            raise errors[0]

    def _send(self, outgoing: Outgoing) -> Iterator[Exception]:
        """Send an event or a two-way message. Yield the errors that listeners raise."""
        if isinstance(outgoing, TwoWayMessage):
            _send_to_target("SnsDestination", outgoing.topic_arn, outgoing.payload)
            return
        for target in outgoing.targets:
            error = _send_to_target(target.kind, target.arn, outgoing.event, target.event_destination_name)
            self.deliveries.append(
                Delivery(copy_of(outgoing.event), target.event_destination_name, target.kind, target.arn, error)
            )
        if beside_moto.is_running():
            _put_to_event_bus(outgoing)
        for listener in list(self.listeners):
            try:
                listener(copy_of(outgoing.event))
            except Exception as error:
                yield error

    def reset(self) -> None:
        """Forget everything, listeners included."""
        for each in (self.events, self.deliveries, self.listeners, self._outgoing):
            each.clear()


def _send_to_target(kind: str, arn: str, content: Mapping[str, Any], log_stream_name: str = "") -> str | None:
    """Send content to a target that moto mocks. Return why moto refused it; None if it didn't, or if moto doesn't run.

    Content that was refused is dropped, as the service drops it.
    """
    if not beside_moto.is_running():
        return None  # first, so that without moto no JSON is made
    from . import moto_targets  # botocore's clients, which a server doesn't need, take long to load

    text = as_json(content)
    try:
        if kind == "SnsDestination":
            moto_targets.publish_to_topic(arn, text)
        elif kind == "KinesisFirehoseDestination":
            moto_targets.put_to_stream(arn, text)
        else:
            moto_targets.write_to_log_group(arn, log_stream_name, text, content["eventTimestamp"])
    except ClientError as error:
        log.warning("%s refused an event: %s", arn, error)
        return str(error)
    return None


def _put_to_event_bus(emission: Emission) -> None:
    """Put an event on the default event bus of its account and region, unless no event bus has rules."""
    if not beside_moto.has_event_rules():
        return
    from . import moto_targets  # see above

    entry = {
        "Source": SOURCE,
        "DetailType": emission.detail_type,
        "Detail": as_json(for_event_bus(emission.event)),
        "Resources": list(emission.resources),
        "Time": emission.at.replace(microsecond=0),
    }
    try:
        moto_targets.put_to_event_bus(emission.region_name, emission.account_id, entry)
    except ClientError as error:
        log.warning("the default event bus refused an event: %s", error)
