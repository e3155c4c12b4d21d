"""Price messages in US dollars. AWS's price list changes by country, carrier and month; the mock has a few samples.

The amounts for the US, Canada and Japan have been seen in events of the real service; the others are our choice.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil

from attrs import frozen

DECIMALS = 5
VOICE_PER_MINUTE = 0.013
_CHARACTERS_SPOKEN_PER_SECOND = 15


@frozen
class Price:
    """The price of a message or of a part, and the carrier's fee."""

    message: float
    carrier_fee: float = 0.0

    def times(self, parts: int) -> Price:
        """Return the price of several parts."""
        return Price(round(self.message * parts, DECIMALS), round(self.carrier_fee * parts, DECIMALS))


_TEXT: Mapping[str, Price] = {
    "CA": Price(0.00581, 0.00767),
    "JP": Price(0.07451),
    "US": Price(0.00581, 0.00302),
}
_TEXT_ELSEWHERE = Price(0.06087)
_MEDIA = Price(0.0195, 0.0052)
# For the US from AWS's sample of an event; for other countries our choice.
_RCS = Price(0.007, 0.00494)
_RCS_SEGMENT = 160


def price_of_text(iso_country_code: str, parts: int) -> Price:
    return _TEXT.get(iso_country_code, _TEXT_ELSEWHERE).times(parts)


def price_of_media() -> Price:
    return _MEDIA


def parts_of_rcs(iso_country_code: str, body: str | None) -> int:
    """Return the number of segments: one for each 160 characters of a text to the US, one for any other message."""
    return max(1, ceil(len(body or "") / _RCS_SEGMENT)) if iso_country_code == "US" else 1


def price_of_rcs(parts: int) -> Price:
    return _RCS.times(parts)


def billing_of_rcs(iso_country_code: str, body: str | None) -> str:
    """Return how a message is billed: RICH in the US and if it isn't a text, else by the length of the text."""
    if iso_country_code == "US" or body is None:
        return "RICH"
    return "BASIC" if len(body) <= _RCS_SEGMENT else "SINGLE"


def price_of_call(seconds: int) -> Price:
    return Price(round(VOICE_PER_MINUTE * minutes(seconds), DECIMALS))


def minutes(seconds: int) -> int:
    """Return the minutes that a call is charged for: every minute that has begun."""
    return ceil(seconds / 60)


def seconds_spoken(text: str) -> int:
    """Return roughly how many seconds it takes to read a text out."""
    return max(1, ceil(len(text) / _CHARACTERS_SPOKEN_PER_SECOND))
