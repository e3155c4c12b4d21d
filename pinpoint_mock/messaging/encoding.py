"""Encode a text as GSM 03.38, or as UCS-2 if it needs that, and count its parts."""

from __future__ import annotations

from math import ceil

_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENSION = frozenset("^{}\\[]~|€\f")
_GSM = _BASIC | _EXTENSION
_PART_SIZES = {"GSM": (160, 153), "UNICODE": (70, 67)}
"""The characters that fit into a single part, and into each of several."""


# The user guide's "Character limits": the longest text of each encoding, with characters counted by their width.
_LONGEST = {"GSM": 1530, "UNICODE": 630}


def excess_of(body: str) -> str | None:
    """Return why a text is too long, in words; None if it isn't."""
    if 2 * len(body) <= min(_LONGEST.values()):
        return None  # no character is wider than two, so that most texts needn't be measured
    encoding, widths = _encoded(body)
    longest, length = _LONGEST[encoding], sum(widths)
    return None if length <= longest else f"it takes {length} characters of {encoding}; the most are {longest}"


def encoding_and_parts(body: str) -> tuple[str, int]:
    """Return the encoding as events name it, "GSM" or "UNICODE", and the number of parts.

    A single part holds 160 GSM characters or 70 others; each of several parts holds 153 or 67. A character of GSM's
    extension table takes the place of two characters. So does a character outside the Basic Multilingual Plane (most
    emoji) in UCS-2. No character is split between two parts.
    """
    encoding, widths = _encoded(body)
    return encoding, _parts(widths, *_PART_SIZES[encoding])


def _encoded(body: str) -> tuple[str, list[int]]:
    """Return the encoding of a text, and how many characters each of its characters takes."""
    if _GSM.issuperset(body):
        return "GSM", [2 if character in _EXTENSION else 1 for character in body]
    return "UNICODE", [2 if character > "\uffff" else 1 for character in body]


def _parts(widths: list[int], single: int, each: int) -> int:
    total = sum(widths)
    if total <= single:
        return 1
    if total == len(widths):
        return ceil(total / each)
    parts, left = 1, each
    for width in widths:
        if width > left:
            parts, left = parts + 1, each
        left -= width
    return parts
