"""Keep the phones whose owners opted out of a US toll-free number at the carrier.

Carriers manage the opt-outs of US toll-free numbers: they answer STOP, START and UNSTOP, and block messages. The source
is "Required opt-out keywords" in the user guide.
"""

from __future__ import annotations

from attrs import define, field

OPT_OUT_WORD = "STOP"
OPT_IN_WORDS = ("START", "UNSTOP")


@define(eq=False)
class CarrierBlocks:
    """Which phones are blocked for which toll-free numbers, both in E.164."""

    _blocked: set[tuple[str, str]] = field(factory=set, init=False)

    def has(self, number: str, phone: str) -> bool:
        """Return whether the carrier blocks messages from a number to a phone."""
        return (number, phone) in self._blocked

    def update(self, number: str, phone: str, word: str | None) -> None:
        """Block or unblock a phone if the only word of its owner's text to a number is one of the carrier's words.

        The word is in upper case; None stands for a text of several words.
        """
        if word == OPT_OUT_WORD:
            self._blocked.add((number, phone))
        elif word in OPT_IN_WORDS:
            self._blocked.discard((number, phone))
