"""How a text is encoded, and into how many parts it is cut: GSM 03.38, or UCS-2 where a character needs it."""

from __future__ import annotations

from math import ceil

_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENSION = frozenset("^{}\\[]~|€\f")
_GSM = _BASIC | _EXTENSION


def encoding_and_parts(body: str) -> tuple[str, int]:
    """The encoding as events name it, "GSM" or "UNICODE", and the number of parts.

    One part holds 160 GSM characters or 70 others, each of several 153 or 67. A character of GSM's extension table
    takes the place of two, as one outside the Basic Multilingual Plane (most emoji) does in UCS-2; none is cut in two.
    """
    if _GSM.issuperset(body):
        return "GSM", _parts([2 if character in _EXTENSION else 1 for character in body], 160, 153)
    return "UNICODE", _parts([2 if character > "\uffff" else 1 for character in body], 70, 67)


def _parts(widths: list[int], alone: int, among_others: int) -> int:
    total = sum(widths)
    if total <= alone:
        return 1
    if total == len(widths):
        return ceil(total / among_others)
    parts, room = 1, among_others
    for width in widths:
        if width > room:
            parts, room = parts + 1, among_others
        room -= width
    return parts
