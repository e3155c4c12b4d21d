"""The door of aiobotocore, and so of aioboto3: botocore's, with the waiting that an async client does."""

from __future__ import annotations

from functools import partial
from typing import Any

from aiobotocore.awsrequest import AioAWSResponse
from botocore.awsrequest import AWSResponse

from . import botocore


class _Events(botocore.Events):
    """A client's event emitter, whose handlers are waited for."""

    async def emit(self, event_name: str, **details: Any) -> botocore.Emitted:  # type: ignore[override]  # awaited
        stage = event_name.partition(".")[0]
        answered = self.before(stage, details)
        heard = await self.client.meta.events.emit(event_name, **details) if self.is_heard(stage) else []
        return self.after(stage, answered + heard)

    def response(self, url: str, status: int, headers: Any, body: bytes) -> AWSResponse:
        return AioAWSResponse(url, status, headers, _Body(body))


class _Body:
    """A response body as aiohttp gives it."""

    def __init__(self, body: bytes) -> None:
        self._body = body

    async def read(self) -> bytes:
        return self._body


enter = partial(botocore.enter, events_class=_Events)
"""In place of `AioBaseClient._make_request`: to be awaited."""
