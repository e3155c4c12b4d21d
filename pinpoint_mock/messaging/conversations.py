"""Keep the latest message from each sender to each phone. A person's answer refers to it."""

from __future__ import annotations

from attrs import define, field


@define(eq=False)
class Conversations:
    """The ids of the latest messages, by the sender that the phone shows and the phone's number."""

    _latest: dict[tuple[str, str], str] = field(factory=dict, init=False)

    def record(self, sender: str, destination: str, message_id: str) -> None:
        """Record a message as the latest one."""
        self._latest[sender, destination] = message_id

    def latest(self, sender: str, destination: str) -> str | None:
        """Return the id of the latest message; None if there was none."""
        return self._latest.get((sender, destination))
