"""The messages sent, and how each comes to its end."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Protocol

from attrs import define, evolve, field

from ..nearest import UnknownNameError, unknown
from . import delivery
from .agenda import Agenda
from .clock import Clock
from .events import detail_type, event_of, is_free
from .messages import SentMessage
from .post import Emission, Post

FEEDBACK_WITHIN = dt.timedelta(hours=1)


class Target(Protocol):
    """An event destination, by name, and where it leads: the model's name for the kind, and the ARN."""

    @property
    def event_destination_name(self) -> str: ...
    @property
    def target(self) -> tuple[str, str]: ...


Hearers = Callable[[str], Iterable[Target]]


@define(eq=False)
class Message:
    """A message on its way: what has become of it by now, and who is told."""

    sent: SentMessage
    hearers: Hearers
    """The event destinations that hear an event of this type."""
    concluded: Callable[[SentMessage], object]
    """Called once, with the message in its final status."""
    wants_feedback: bool = False
    statuses: list[str] = field(factory=list, init=False)
    """Those that events have told of."""
    is_final: bool = field(default=False, init=False)
    told_at: dt.datetime = field(init=False)
    """When the latest of them was told."""

    def __attrs_post_init__(self) -> None:
        self.told_at = self.sent.sent_at


@define(eq=False)
class Outbox:
    clock: Clock
    post: Post
    agenda: Agenda
    messages: list[Message] = field(factory=list, init=False)
    _by_id: dict[str, Message] = field(factory=dict, init=False)

    def send(self, message: Message, fate: str) -> None:
        """Put a message on its way: to its fate at once, or, where that is "manual", until something becomes of it."""
        self.messages.append(message)
        self._by_id[message.sent.message_id] = message
        now = message.sent.sent_at
        if fate != delivery.MANUAL:
            self._tell(message, fate, now)
        if not message.is_final:
            self.agenda.add(now, dt.timedelta(seconds=message.sent.time_to_live), lambda at: self._expire(message, at))
        if message.wants_feedback:
            self.agenda.add(now, FEEDBACK_WITHIN, lambda _: self._give_up_feedback(message))

    def find(self, message_id: str) -> Message | None:
        return self._by_id.get(message_id)

    def get(self, message_id: str) -> Message:
        """The message of that id; UnknownNameError, with the nearest, where none was sent."""
        message = self._by_id.get(message_id)
        if message is None:
            raise UnknownNameError(unknown("the id of a message sent", message_id, self._by_id))
        return message

    def settle(self, message_id: str, status: str) -> None:
        """Let a message come to a status. ValueError where it has its final event, or its channel no such status."""
        message = self.get(message_id)
        delivery.check_status(message.sent.channel, status)
        if message.is_final:
            raise ValueError(
                f"message {message_id} is {message.sent.status} for good: its final event was sent. To settle messages "
                'by hand, set delivery="manual" before they are sent'
            )
        self._tell(message, status, self.clock.now())

    def give_feedback(self, message: Message, status: str) -> None:
        message.sent = evolve(message.sent, message_feedback_status=status)

    def clear(self) -> None:
        self.messages.clear()
        self._by_id.clear()

    def _tell(self, message: Message, status: str, at: dt.datetime) -> None:
        """Emit the events on the way to a status, a millisecond apart, but for those emitted already."""
        path = [step for step in delivery.path_to(message.sent.channel, status) if step not in message.statuses]
        for step in path or [status]:
            message.told_at = at = max(at, message.told_at) + dt.timedelta(milliseconds=1)
            message.is_final = step == status and delivery.is_final(status)
            message.statuses.append(step)
            event = event_of(message.sent, step, at, is_final=message.is_final)
            self.post.emit(
                Emission(
                    event=event,
                    detail_type=detail_type(message.sent.channel),
                    at=at,
                    account_id=message.sent.account_id,
                    region_name=message.sent.region_name,
                    targets=[
                        (each.event_destination_name, *each.target) for each in message.hearers(event["eventType"])
                    ],
                )
            )
        message.sent = evolve(message.sent, status=status)
        if message.is_final and is_free(message.sent.channel, status):
            message.sent = evolve(message.sent, price=0.0, carrier_fee=0.0, duration_in_seconds=None)
        if message.is_final:
            message.concluded(message.sent)

    def _expire(self, message: Message, at: dt.datetime) -> None:
        if not message.is_final:
            self._tell(message, "TTL_EXPIRED", at)

    def _give_up_feedback(self, message: Message) -> None:
        if message.sent.message_feedback_status is None:
            self.give_feedback(message, "FAILED")
