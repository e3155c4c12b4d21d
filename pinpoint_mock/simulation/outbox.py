"""The messages sent, and how each comes to its end."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Protocol

from attrs import define, evolve, field, frozen

from ..did_you_mean import UnknownNameError, did_you_mean
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


@frozen
class Leg:
    """A way that a message goes by: as it is sent, and what is done once it has come to its end there."""

    sent: SentMessage
    fate: str
    """The status that it comes to by itself, or "manual"."""
    concluded: Callable[[str, bool], object]
    """Called once, with the status of the end, or as it fell back, and whether the message then costs nothing."""


@frozen
class Fallback:
    """Another way, for a message that RCS can't deliver."""

    begin: Callable[[], Leg | None]
    """The way by SMS; None where there is none after all."""
    after: dt.timedelta | None
    """How long RCS may take, where that isn't the message's time to live."""


@define(eq=False)
class Message:
    """A message on its way: what has become of it by now, and who is told."""

    leg: Leg
    hearers: Hearers
    """The event destinations that hear an event of this type."""
    fallback: Fallback | None = None
    wants_feedback: bool = False
    statuses: list[str] = field(factory=list, init=False)
    """Those that events have told of, on this leg."""
    is_final: bool = field(default=False, init=False)
    told_at: dt.datetime = field(init=False)
    """When the latest of them was told."""
    _changes: Mapping[str, Any] = field(factory=dict, init=False)
    """The members that are other now than they were sent with, on this leg."""
    _seen: tuple[Mapping[str, Any], SentMessage] = field(init=False)

    def __attrs_post_init__(self) -> None:
        self._seen = self._changes, self.leg.sent
        self.told_at = self.leg.sent.sent_at

    @property
    def sent(self) -> SentMessage:
        """As it stands now: made when somebody looks, which of most messages nobody does."""
        changes, seen = self._seen
        if changes is not self._changes:  # and so, if another thread changes it meanwhile, the next time as well
            changes = self._changes
            seen = evolve(self.leg.sent, **changes)
            self._seen = changes, seen
        return seen

    def change(self, **members: Any) -> None:
        self._changes = {**self._changes, **members}

    def go_by(self, leg: Leg) -> None:
        """Begin anew, on another way; what its receiver is known to have done stays."""
        feedback = self.sent.message_feedback_status
        self.leg, self.fallback = leg, None
        self._changes = {"message_feedback_status": feedback}
        self.statuses.clear()


@define(eq=False)
class Outbox:
    clock: Clock
    post: Post
    agenda: Agenda
    messages: list[Message] = field(factory=list, init=False)
    _by_id: dict[str, Message] = field(factory=dict, init=False)

    def send(self, message: Message) -> None:
        """Put a message on its way: to its fate at once, or, where that is "manual", until something becomes of it."""
        self.messages.append(message)
        self._by_id[message.sent.message_id] = message
        now = message.sent.sent_at
        self._begin(message, now)
        if not message.is_final and message.fallback is not None and message.fallback.after is not None:
            self.agenda.add(now, message.fallback.after, lambda at: self._fall_back(message, at))
        if message.wants_feedback:
            self.agenda.add(now, FEEDBACK_WITHIN, lambda _: self._give_up_feedback(message))

    def find(self, message_id: str) -> Message | None:
        return self._by_id.get(message_id)

    def get(self, message_id: str) -> Message:
        """The message of that id; UnknownNameError, with the nearest, where none was sent."""
        message = self._by_id.get(message_id) if isinstance(message_id, str) else None
        if message is None:
            raise UnknownNameError(did_you_mean("the id of a message sent", message_id, self._by_id))
        return message

    def settle(self, message_id: str, status: str) -> None:
        """Let a message come to a status. ValueError where it has its final event, or its channel no such status."""
        message = self.get(message_id)
        delivery.check_status(message.sent.channel, status)
        if message.is_final and not delivery.comes_after(status, message.sent.status):
            hint = (
                "Of the steps before, PENDING and QUEUED leave a message open, and SUCCESSFUL comes with DELIVERED"
                if message.leg.fate == delivery.MANUAL
                else 'To settle messages by hand, set delivery="manual" before they are sent'
            )
            raise ValueError(
                f"message {message_id} is {message.sent.status} for good: its final event was sent. {hint}"
            )
        self._come_to(message, status, self.clock.now())

    def give_feedback(self, message: Message, status: str) -> None:
        message.change(message_feedback_status=status)

    def clear(self) -> None:
        self.messages.clear()
        self._by_id.clear()

    def _begin(self, message: Message, now: dt.datetime) -> None:
        """Let a message come to the fate of its leg, or wait for what becomes of it until it expires."""
        leg = message.leg
        if leg.fate != delivery.MANUAL:
            self._come_to(message, leg.fate, now)
        if message.leg is leg and not message.is_final:
            time_to_live = dt.timedelta(seconds=leg.sent.time_to_live)
            self.agenda.add(now, time_to_live, lambda at: self._expire(message, leg, at))

    def _come_to(self, message: Message, status: str, at: dt.datetime) -> None:
        """Tell of a status, unless RCS has failed with it and the message goes by SMS instead."""
        if not (delivery.falls_back(message.sent.channel, status) and self._fall_back(message, at)):
            self._tell(message, delivery.FAILED if status == delivery.FALLEN_BACK else status, at)

    def _fall_back(self, message: Message, at: dt.datetime) -> bool:
        """Send a message by SMS, if it hasn't ended and there is a way: whether it is on that now."""
        if message.is_final or message.fallback is None:
            return False
        leg = message.fallback.begin()
        if leg is None:
            return False
        self._tell(message, delivery.FALLEN_BACK, at)
        message.leg.concluded(delivery.FALLEN_BACK, True)
        message.go_by(leg)
        self._begin(message, at)
        return True

    def _tell(self, message: Message, status: str, at: dt.datetime) -> None:
        """Emit the events on the way to a status, a millisecond apart, but for those emitted already."""
        sent, was_final = message.sent, message.is_final
        path = [step for step in delivery.path_to(sent.channel, status) if step not in message.statuses]
        for step in path or [status]:
            message.told_at = at = max(at, message.told_at) + dt.timedelta(milliseconds=1)
            message.is_final = delivery.is_final(step, status)
            message.statuses.append(step)
            event = event_of(sent, step, at, is_final=message.is_final)
            self.post.emit(
                Emission(
                    event=event,
                    detail_type=detail_type(sent.channel),
                    at=at,
                    account_id=sent.account_id,
                    region_name=sent.region_name,
                    targets=[
                        (each.event_destination_name, *each.target) for each in message.hearers(event["eventType"])
                    ],
                )
            )
        costs_nothing = message.is_final and is_free(sent.channel, status)
        free = {"price": 0.0, "carrier_fee": 0.0, "duration_in_seconds": None} if costs_nothing else {}
        message.change(status=status, **free)
        if message.is_final and not was_final:
            message.leg.concluded(status, costs_nothing)

    def _expire(self, message: Message, leg: Leg, at: dt.datetime) -> None:
        """What a leg comes to that is the message's still, and hasn't ended."""
        if message.leg is leg and not message.is_final:
            self._come_to(message, "TTL_EXPIRED", at)

    def _give_up_feedback(self, message: Message) -> None:
        if message.sent.message_feedback_status is None:
            self.give_feedback(message, "FAILED")
