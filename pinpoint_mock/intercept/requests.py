"""The door of requests, and so of code that signs and sends by itself: every session, whatever is mounted on it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

from requests import PreparedRequest, Response, Session
from requests.adapters import HTTPAdapter
from responses import CallbackResponse

from .copies import copied
from .doors import Answer
from .http import HttpRequest, is_host_of_the_service, respond


def enter(
    answer: Answer, send: Callable[..., Response], session: Session, request: PreparedRequest, **kwargs: Any
) -> Response:
    """In place of `Session.send`, above whatever a test's own `responses` or requests-mock replaces."""
    host = urlsplit(request.url or "").hostname or ""
    if not is_host_of_the_service(host):
        return send(session, request, **kwargs)
    adapter = _Adapter(answer, host)
    return send(copied(session, get_adapter=lambda **_: adapter), request, **kwargs)


class _Adapter(HTTPAdapter):
    """Gets a request's response from the mock."""

    def __init__(self, answer: Answer, host: str) -> None:
        super().__init__()
        self._answer, self._host = answer, host

    def send(self, request: PreparedRequest, **_: Any) -> Response:  # type: ignore[override]  # the rest is of no use
        method, url = request.method or "", request.url or ""
        described = CallbackResponse(method, url, callback=self._respond, content_type=None)
        return self.build_response(request, described.get_response(request))

    def _respond(self, request: PreparedRequest) -> tuple[int, Mapping[str, str], bytes]:
        asked = HttpRequest(request.method or "", self._host, request.headers, _bytes(request.body))
        reply = respond(self._answer, asked)
        return reply.status, reply.headers, b"" if request.method == "HEAD" else reply.body


def _bytes(body: Any) -> bytes:
    """A prepared body: bytes, text, a file of either, or an iterable of either."""
    if isinstance(body, str):
        return body.encode()
    if body is None or isinstance(body, (bytes, bytearray, memoryview)):
        return bytes(body or b"")
    return _bytes(body.read()) if hasattr(body, "read") else b"".join(map(_bytes, body))
