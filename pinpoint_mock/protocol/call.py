"""What passes between a door and the service: two frozen values."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from attrs import frozen


@frozen
class Call:
    """A request: the operation's name, its parameters in the wire's names, and who asks from where.

    `access_key_id` is the one that the request was signed with, and `region_name` the one that it was signed or sent
    to; None where there was none.
    """

    operation: str
    parameters: Mapping[str, Any]
    region_name: str | None
    access_key_id: str | None = None


@frozen
class Reply:
    """An answer: HTTP status, headers, and the members in the wire's names (timestamps as datetimes)."""

    status: int
    headers: Mapping[str, str]
    members: Mapping[str, Any]

    @property
    def body(self) -> bytes:
        return _encode(self.members).encode()


def _timestamp(value: datetime) -> float:
    """Epoch seconds, not rounded: between the times read before and after the call."""
    return value.timestamp()


# The encoder meets nothing but JSON's own types and datetimes: `wire` makes sure of it.
_encode = json.JSONEncoder(default=_timestamp, separators=(",", ":")).encode
