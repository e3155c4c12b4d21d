"""Keep the messages that were sent, by all accounts and regions."""

from __future__ import annotations

from attrs import define, field

from ..did_you_mean import UnknownNameError, did_you_mean
from .message import Message


@define(eq=False)
class Outbox:
    """The messages in the order they were sent. `clear` hides them, but they are still found by their ids."""

    messages: list[Message] = field(factory=list, init=False)
    _by_id: dict[str, Message] = field(factory=dict, init=False)

    def add(self, message: Message) -> None:
        self.messages.append(message)
        self._by_id[message.attempt.sent.message_id] = message

    def find(self, message_id: str) -> Message | None:
        """Return a message by its id, or None."""
        return self._by_id.get(message_id)

    def get(self, message_id: str) -> Message:
        """Return a message by its id. Raise UnknownNameError, with the nearest ids, if there is none."""
        message = self._by_id.get(message_id) if isinstance(message_id, str) else None
        if message is None:
            raise UnknownNameError(did_you_mean("the id of a message sent", message_id, self._by_id))
        return message

    def clear(self) -> None:
        """Hide the messages so far."""
        self.messages.clear()

    def reset(self) -> None:
        """Forget all messages."""
        self.messages.clear()
        self._by_id.clear()
