"""Intercept calls of aiobotocore clients, and so of aioboto3: as `botocore` does, but awaited."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from aiobotocore.awsrequest import AioAWSResponse
from botocore.awsrequest import AWSResponse

from . import botocore


class _Events(botocore.Events):
    """Emit events as `botocore.Events` does, and await the client's own handlers."""

    async def emit(self, event_name: str, **details: Any) -> botocore.Responses:  # type: ignore[override]  # awaited
        event = event_name.partition(".")[0]
        responses = self.handle_first(event, details)
        if self.is_passed_on(event):
            responses = responses + await self.client.meta.events.emit(event_name, **details)
        return self.without_delays(event, responses)

    def make_response(self, url: str, status: int, headers: Mapping[str, str], body: bytes) -> AWSResponse:
        return AioAWSResponse(url, status, headers, _Body(body))


class _Body:
    """Return a response's body as aiohttp does."""

    def __init__(self, body: bytes) -> None:
        self._body = body

    async def read(self) -> bytes:
        return self._body


intercept = partial(botocore.intercept, events_class=_Events)
"""Replaces `AioBaseClient._make_request`; its result is awaited."""
