"""Define what an interceptor and the service exchange: a Call, and its Reply."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from attrs import frozen


@frozen
class Call:
    """Hold a request: the operation's name, and its parameters in the wire's names.

    `region_name` is the region that the request was signed for or sent to, and `access_key_id` the key that it was
    signed with. Each is None if the request has none.
    """

    operation: str
    parameters: Mapping[str, Any]
    region_name: str | None
    access_key_id: str | None = None


@frozen
class Reply:
    """Hold an answer: its HTTP status, its headers, and its members in the wire's names (timestamps as datetimes)."""

    status: int
    headers: Mapping[str, str]
    members: Mapping[str, Any]

    @property
    def body(self) -> bytes:
        return _encode(self.members).encode()


def _timestamp(value: datetime) -> float:
    """Return seconds since the epoch, not rounded, so that they lie between the times before and after the call."""
    return value.timestamp()


# Members consist of JSON's own types and datetimes only: `wire` makes sure of that.
_encode = json.JSONEncoder(default=_timestamp, separators=(",", ":")).encode
