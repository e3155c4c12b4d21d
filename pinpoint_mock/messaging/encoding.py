"""Encode a text as GSM 03.38, or as UCS-2 if it needs that, and count its parts."""

from __future__ import annotations

from math import ceil

_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENSION = frozenset("^{}\\[]~|€\f")
_GSM = _BASIC | _EXTENSION


def encoding_and_parts(body: str) -> tuple[str, int]:
    """Return the encoding as events name it, "GSM" or "UNICODE", and the number of parts.

    A single part holds 160 GSM characters or 70 others; each of several parts holds 153 or 67. A character of GSM's
    extension table takes the place of two characters. So does a character outside the Basic Multilingual Plane (most
    emoji) in UCS-2. No character is split between two parts.
    """
    if _GSM.issuperset(body):
        return "GSM", _parts([2 if character in _EXTENSION else 1 for character in body], 160, 153)
    return "UNICODE", _parts([2 if character > "\uffff" else 1 for character in body], 70, 67)


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
