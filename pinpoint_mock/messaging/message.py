"""Keep a message after it was sent: its present delivery attempt, and its state."""

from __future__ import annotations

import datetime as dt

from attrs import define, evolve, field, frozen

from ..resources.configuration_sets import ConfigurationSet
from ..store import Region
from .channels import Channel
from .composing import Draft
from .routes import Route
from .values import SentMessage


@define(eq=False)
class DeliveryAttempt:
    """An attempt to deliver a message: on one channel, by one route."""

    channel: Channel
    sent: SentMessage
    """The message in its present state."""
    route: Route
    outcome: str
    """The status that it gets without a further call, or "manual"."""
    expired_status: str
    """The status that it gets when its time to live is over."""
    price: float = field(init=False)
    """The price of the message, in US dollars, as it was spent."""

    def __attrs_post_init__(self) -> None:
        self.price = self.sent.price


@frozen
class Fallback:
    """What is sent by SMS if RCS doesn't deliver the message."""

    draft: Draft
    after: dt.timedelta | None
    """How long RCS may take; None for the message's time to live."""


@define(eq=False)
class Message:
    """A message that was sent. Its state changes."""

    region: Region
    attempt: DeliveryAttempt
    configuration_set: ConfigurationSet | None
    fallback: Fallback | None = None
    expects_feedback: bool = False
    statuses: list[str] = field(factory=list, init=False)
    """The statuses of the present attempt for which events were emitted."""
    is_final: bool = field(default=False, init=False)
    last_event_at: dt.datetime = field(init=False)
    _is_shown: bool = field(default=False, init=False)
    """Whether a test has the object `attempt.sent`, which must not change then."""

    def __attrs_post_init__(self) -> None:
        self.last_event_at = self.attempt.sent.sent_at

    def show(self) -> SentMessage:
        """Return the message in its present state, for a test."""
        self._is_shown = True
        return self.attempt.sent

    def change(self, **members: object) -> None:
        """Change members of `SentMessage`. What a test has been shown stays as it is."""
        if self._is_shown:
            self.attempt.sent, self._is_shown = evolve(self.attempt.sent), False
        for name, value in members.items():
            object.__setattr__(self.attempt.sent, name, value)  # it is frozen for its readers

    def begin_attempt(self, attempt: DeliveryAttempt) -> None:
        """Replace the attempt by one on another channel. Feedback that was given stays."""
        feedback = self.attempt.sent.message_feedback_status
        self.attempt, self.fallback, self._is_shown = attempt, None, False
        self.change(message_feedback_status=feedback)
        self.statuses.clear()
