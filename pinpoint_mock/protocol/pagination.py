"""Return one page of a list, in a time that depends on the page's size only.

A listing yields its items from any position on, so that a page in the middle of a long list takes as long as the first
page. A token holds the position where the page before it ended, and a checksum of the request.
"""

from __future__ import annotations

import base64
import binascii
import json
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Generic, Protocol, TypeVar

from attrs import frozen

from ..errors import ValidationException

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class Listing(Protocol[T_co]):
    """Yield items in order with their positions, which grow and are never used again."""

    def after(self, position: int) -> Iterator[tuple[int, T_co]]:
        """Yield the items after a position, each with its own."""


@frozen
class Sequenced(Generic[T_co]):
    """List the items of a sequence. The position of the first item is 1."""

    items: Sequence[T_co]

    def after(self, position: int) -> Iterator[tuple[int, T_co]]:
        return ((index + 1, self.items[index]) for index in range(position, len(self.items)))


def page(
    listing: Listing[T],
    parameters: Mapping[str, Any],
    *,
    scope: Sequence[str],
    size: int,
    predicate: Callable[[T], bool] | None = None,
) -> tuple[list[T], str | None]:
    """Return the next `size` items that pass the predicate, and the token of the next page, or None at the end.

    A token is valid for a request with the same parameters in the same scope: the account, region and operation.
    """
    token = parameters.get("NextToken")
    items: list[T] = []
    last = 0 if token is None else _read_token(token, _checksum(scope, parameters))
    for position, item in listing.after(last):
        if predicate is not None and not predicate(item):
            continue
        if len(items) == size:
            return items, _make_token(last, _checksum(scope, parameters))
        items.append(item)
        last = position
    return items, None


def _make_token(position: int, checksum: int) -> str:
    return base64.urlsafe_b64encode(f"{position}.{checksum}".encode()).decode()


def _read_token(token: str, expected_checksum: int) -> int:
    """Return the position in a token. ValidationException for a token of another request."""
    try:
        position, checksum = map(int, base64.b64decode(token, altchars=b"-_", validate=True).decode().split("."))
    except (binascii.Error, ValueError):
        checksum = -1
    if checksum != expected_checksum:
        raise ValidationException(
            reason="INVALID_NEXT_TOKEN",
            fields={"NextToken": "it isn't a token of this request; give the NextToken of the page before, unchanged"},
        )
    return position


def _checksum(scope: Sequence[str], parameters: Mapping[str, Any]) -> int:
    """Return a checksum of what must be the same in the requests for all pages; the page's size may change."""
    rest = {name: value for name, value in parameters.items() if name not in ("NextToken", "MaxResults")}
    return zlib.crc32(json.dumps([*scope, rest], sort_keys=True).encode())
