"""Define events, and write them in the form in which the service sends them."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from typing import Any

Event = dict[str, Any]
"""An event in the service's own shape."""

_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.timezone.utc)
_MILLISECOND = dt.timedelta(milliseconds=1)


def copy_of(value: Any) -> Any:
    """Return a copy of an event or of a part of one, which shares no dict and no list with it."""
    if isinstance(value, dict):
        return {name: copy_of(part) for name, part in value.items()}
    if isinstance(value, list):
        return [copy_of(part) for part in value]
    return value


def milliseconds(at: dt.datetime) -> int:
    """Return the milliseconds since the epoch, without rounding through a float."""
    return (at - _EPOCH) // _MILLISECOND


def as_json(content: Mapping[str, object]) -> str:
    """Return an event or a payload as JSON, in the service's form: without spaces, and not limited to ASCII."""
    return json.dumps(content, separators=(",", ":"), ensure_ascii=False)


def for_event_bus(event: Event) -> Event:
    """Return the detail of an event in Amazon EventBridge, which is the event without the destination."""
    return {name: value for name, value in event.items() if name != "destinationPhoneNumber"}
