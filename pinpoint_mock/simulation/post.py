"""Where events go: to the test that looks on, and, where moto runs, to what it plays of AWS."""

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

from .. import beside_moto, moto_targets
from .events import Event, as_json, for_event_bus

SOURCE = "aws.sms-voice"

log = logging.getLogger("pinpoint_mock")


@frozen
class Delivery:
    """An event that an event destination of a configuration set was given."""

    event: Mapping[str, Any]
    """In the service's own shape, as in `PinpointMock.events`."""
    event_destination_name: str
    """That of the event destination."""
    kind: str
    """"SnsDestination", "KinesisFirehoseDestination" or "CloudWatchLogsDestination"."""
    arn: str
    """Of the topic, the delivery stream or the log group."""
    error: str | None
    """Why moto didn't take it; None where it did, and where it doesn't run."""


@frozen(kw_only=True)
class Emission:
    """An event on its way out of a call: to the default event bus, and to these targets."""

    event: Event
    detail_type: str
    """Of the event as Amazon EventBridge gets it."""
    resources: Sequence[str] = ()
    """The ARNs of what it is about."""
    at: dt.datetime
    account_id: str
    region_name: str
    targets: Sequence[tuple[str, str, str]] = ()
    """By name, and where they lead."""


@frozen
class Publication:
    """A person's message on its way to the topic of a two-way channel."""

    topic_arn: str
    payload: Mapping[str, Any]


Outgoing = Emission | Publication


@define(eq=False)
class Post:
    """What was emitted. It goes out when the call that it is of is done: what hears it may call the service itself."""

    events: list[Event] = field(factory=list, init=False)
    deliveries: list[Delivery] = field(factory=list, init=False)
    listeners: list[Callable[[Event], object]] = field(factory=list, init=False)
    _outgoing: list[Outgoing] = field(factory=list, init=False)
    _being_sent: local = field(factory=local, init=False)

    def emit(self, emission: Emission) -> None:
        self.events.append(emission.event)
        self._outgoing.append(emission)

    def publish(self, topic_arn: str, payload: Mapping[str, Any]) -> None:
        self._outgoing.append(Publication(topic_arn, payload))

    def take(self) -> list[Outgoing]:
        """What is to go out, which then is no longer."""
        outgoing, self._outgoing = self._outgoing, []
        return outgoing

    def send(self, outgoing: Iterable[Outgoing]) -> None:
        """Send off what was emitted, after what this thread is sending already. What a listener raises comes last."""
        queue: deque[Outgoing] | None = getattr(self._being_sent, "queue", None)
        if queue is not None:  # a listener has made a call
            queue.extend(outgoing)
            return
        errors: list[Exception] = []
        self._being_sent.queue = queue = deque(outgoing)
        try:
            while queue:
                errors += self._send(queue.popleft())
        finally:
            del self._being_sent.queue
        if errors:
            raise errors[0]

    def _send(self, outgoing: Outgoing) -> Iterator[Exception]:
        if isinstance(outgoing, Publication):
            _attempt("SnsDestination", outgoing.topic_arn, outgoing.payload)
            return
        for name, kind, arn in outgoing.targets:
            error = _attempt(kind, arn, outgoing.event, name)
            self.deliveries.append(Delivery(deepcopy(outgoing.event), name, kind, arn, error))
        _put_to_event_bus(outgoing)
        for listener in list(self.listeners):
            try:
                listener(deepcopy(outgoing.event))
            except Exception as error:
                yield error

    def clear(self) -> None:
        for each in (self.events, self.deliveries, self.listeners, self._outgoing):
            each.clear()


def _attempt(kind: str, arn: str, content: Mapping[str, Any], log_stream_name: str = "") -> str | None:
    """Hand over what moto plays the receiver of; what it says against it, as the service drops what isn't taken."""
    if not beside_moto.is_running():
        return None  # before the text is made
    text = as_json(content)
    try:
        if kind == "SnsDestination":
            moto_targets.publish_to_topic(arn, text)
        elif kind == "KinesisFirehoseDestination":
            moto_targets.put_to_stream(arn, text)
        else:
            moto_targets.write_to_log_group(arn, log_stream_name, text, content["eventTimestamp"])
    except ClientError as error:
        log.warning("%s didn't take what it was sent: %s", arn, error)
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
        log.warning("the default event bus didn't take what it was sent: %s", error)
