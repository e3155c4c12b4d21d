"""One page of any list, at the cost of a page.

A listing gives its items in order from any position on, so that a page in the middle of a long list costs no more
than the first. A token says where the page before ended, and for which request.
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

T_co = TypeVar("T_co", covariant=True)


class Listing(Protocol[T_co]):
    """Items in order, each with its position; positions grow and never come again."""

    def after(self, position: int) -> Iterator[tuple[int, T_co]]: ...


@frozen
class Sequenced(Generic[T_co]):
    """A listing of a plain sequence: an item's position is its place, from 1."""

    items: Sequence[T_co]

    def after(self, position: int) -> Iterator[tuple[int, T_co]]:
        return ((place + 1, self.items[place]) for place in range(position, len(self.items)))


def page(
    listing: Listing[Any],
    parameters: Mapping[str, Any],
    *,
    asked_of: Sequence[str],
    size: int,
    wanted: Callable[[Any], bool] | None = None,
) -> tuple[list[Any], str | None]:
    """The next `size` items that are wanted, and the token of the page after, None at the end.

    A token is good for a request with the same parameters asked of the same account, region and operation.
    """
    token = parameters.get("NextToken")
    items: list[Any] = []
    last = 0 if token is None else _position(token, _request(asked_of, parameters))
    for position, item in listing.after(last):
        if wanted is not None and not wanted(item):
            continue
        if len(items) == size:
            return items, _token(last, _request(asked_of, parameters))
        items.append(item)
        last = position
    return items, None


def _token(position: int, request: int) -> str:
    return base64.urlsafe_b64encode(f"{position}.{request}".encode()).decode()


def _position(token: str, of_request: int) -> int:
    try:
        position, request = map(int, base64.b64decode(token, altchars=b"-_", validate=True).decode().split("."))
    except (binascii.Error, ValueError):
        request = -1
    if request != of_request:
        raise ValidationException(
            reason="INVALID_NEXT_TOKEN",
            fields={"NextToken": "it isn't a token of this request; give the NextToken of the page before, unchanged"},
        )
    return position


def _request(asked_of: Sequence[str], parameters: Mapping[str, Any]) -> int:
    """A checksum of all that must be the same from page to page; the page's size may change."""
    rest = {name: value for name, value in parameters.items() if name not in ("NextToken", "MaxResults")}
    return zlib.crc32(json.dumps([*asked_of, rest], sort_keys=True).encode())
