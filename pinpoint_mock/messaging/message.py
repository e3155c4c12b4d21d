"""Keep a message after it was sent: its present state, and its present delivery attempt."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from attrs import define, evolve, field, frozen

from ..resources.configuration_sets import ConfigurationSet
from ..store import Region
from .channels import Channel
from .composing import Draft
from .routes import Route
from .values import SentMessage


@frozen
class DeliveryAttempt:
    """An attempt to deliver a message: on one channel, by one route."""

    channel: Channel
    sent: SentMessage
    """The message as it was sent."""
    route: Route
    outcome: str
    """The status that it gets without a further call, or "manual"."""


@frozen
class Fallback:
    """What is sent by SMS if RCS doesn't deliver the message."""

    draft: Draft
    after: dt.timedelta | None
    """How long RCS may take; None for the message's time to live."""


@define(eq=False)
class Message:
    """A message that was sent. Its state changes; `sent` shows it."""

    region: Region
    attempt: DeliveryAttempt
    configuration_set: ConfigurationSet | None
    fallback: Fallback | None = None
    expects_feedback: bool = False
    statuses: list[str] = field(factory=list, init=False)
    """The statuses of the present attempt for which events were emitted."""
    is_final: bool = field(default=False, init=False)
    last_event_at: dt.datetime = field(init=False)
    _changes: Mapping[str, object] = field(factory=dict, init=False)
    """The members of `SentMessage` that have changed since the attempt began."""
    _shown: tuple[Mapping[str, object], SentMessage] = field(init=False)
    """The changes that `sent` has shown last, and the message with these changes."""

    def __attrs_post_init__(self) -> None:
        self._shown = self._changes, self.attempt.sent
        self.last_event_at = self.attempt.sent.sent_at

    @property
    def sent(self) -> SentMessage:
        """The message in its present state. It is made when it is read, because most messages are never read."""
        changes, shown = self._shown
        if changes is not self._changes:  # a change that another thread makes now is shown at the next reading
            changes = self._changes
            shown = evolve(self.attempt.sent, **changes)  # type: ignore[arg-type]  # evolve takes values of any type
            self._shown = changes, shown
        return shown

    def change(self, **members: object) -> None:
        """Change members of `SentMessage`."""
        self._changes = {**self._changes, **members}

    def begin_attempt(self, attempt: DeliveryAttempt) -> None:
        """Replace the attempt by one on another channel. Feedback that was given stays."""
        feedback = self.sent.message_feedback_status
        self.attempt, self.fallback = attempt, None
        self._changes = {"message_feedback_status": feedback}
        self.statuses.clear()
