"""Publish events to the test that listens and, while moto runs, to the AWS services that moto mocks."""

from __future__ import annotations

import datetime as dt
import logging
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from threading import local
from typing import Any

from attrs import define, field, frozen
from botocore.exceptions import ClientError

from .. import beside_moto
from .._public import public
from . import moto_targets
from .events import Event, as_json, for_event_bus

SOURCE = "aws.sms-voice"

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
    """Why moto refused it; None if moto accepted it, and if moto doesn't run."""


@frozen
class Target:
    """An event destination that an event goes to."""

    event_destination_name: str
    kind: str
    """The model's name of its kind: "SnsDestination"."""
    arn: str


@frozen(kw_only=True)
class Emission:
    """An event that a call has emitted, for the default event bus and for some targets."""

    event: Event
    detail_type: str
    """The detail type of the event in Amazon EventBridge."""
    resources: Sequence[str] = ()
    """The ARNs of the resources that the event is about."""
    at: dt.datetime
    account_id: str
    region_name: str
    targets: Sequence[Target] = ()


@frozen
class TwoWayMessage:
    """A person's message for the topic of a two-way channel."""

    topic_arn: str
    payload: Mapping[str, Any]


Outgoing = Emission | TwoWayMessage


@define(eq=False)
class Publisher:
    """What calls have emitted. It is sent when the call has ended, since a listener may itself call the service."""

    events: list[Event] = field(factory=list, init=False)
    deliveries: list[Delivery] = field(factory=list, init=False)
    listeners: list[Callable[[Event], object]] = field(factory=list, init=False)
    _outgoing: list[Outgoing] = field(factory=list, init=False)
    _sending: local = field(factory=local, init=False)
    """The queue of each thread that is sending."""

    def emit(self, emission: Emission) -> None:
        self.events.append(emission.event)
        self._outgoing.append(emission)

    def publish_two_way(self, topic_arn: str, payload: Mapping[str, Any]) -> None:
        self._outgoing.append(TwoWayMessage(topic_arn, payload))

    def take(self) -> list[Outgoing]:
        """Return what is to be sent, and forget it."""
        outgoing, self._outgoing = self._outgoing, []
        return outgoing

    def send(self, outgoing: Iterable[Outgoing]) -> None:
        """Send what was emitted, after what this thread is sending already. Raise a listener's error at the end."""
        queue: deque[Outgoing] | None = getattr(self._sending, "queue", None)
        if queue is not None:  # a listener has made a call
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
        """Send one thing; yield what listeners raise."""
        if isinstance(outgoing, TwoWayMessage):
            _hand_over("SnsDestination", outgoing.topic_arn, outgoing.payload)
            return
        for target in outgoing.targets:
            error = _hand_over(target.kind, target.arn, outgoing.event, target.event_destination_name)
            self.deliveries.append(
                Delivery(deepcopy(outgoing.event), target.event_destination_name, target.kind, target.arn, error)
            )
        if beside_moto.is_running():
            _put_to_event_bus(outgoing)
        for listener in list(self.listeners):
            try:
                listener(deepcopy(outgoing.event))
            except Exception as error:
                yield error

    def reset(self) -> None:
        """Forget everything, listeners included."""
        for each in (self.events, self.deliveries, self.listeners, self._outgoing):
            each.clear()


def _hand_over(kind: str, arn: str, content: Mapping[str, Any], log_stream_name: str = "") -> str | None:
    """Give content to a target that moto mocks. Return moto's refusal, if any: the service drops what is refused."""
    if not beside_moto.is_running():
        return None  # before the JSON is made
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
    if not moto_targets.has_event_rules():
        return
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
