"""The door of requests, and so of code that signs and sends by itself: every session, whatever is mounted on it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

from requests import PreparedRequest, Response, Session
from requests.adapters import HTTPAdapter
from requests.exceptions import RetryError
from responses import CallbackResponse
from urllib3.exceptions import MaxRetryError
from urllib3.util import Retry

from .copies import copied
from .doors import Answer
from .http import HttpRequest, bytes_of, is_host_of_the_service, respond


def enter(
    answer: Answer, send: Callable[..., Response], session: Session, request: PreparedRequest, **kwargs: Any
) -> Response:
    """In place of `Session.send`, above whatever a test's own `responses` or requests-mock replaces."""
    host = urlsplit(request.url or "").hostname or ""
    if not is_host_of_the_service(host):
        return send(session, request, **kwargs)
    mounted = session.get_adapter(request.url or "")
    adapter = _Adapter(answer, host, getattr(mounted, "max_retries", Retry(0, read=False)))
    return send(copied(session, get_adapter=lambda **_: adapter), request, **kwargs)


class _Adapter(HTTPAdapter):
    """Gets a request's response from the mock, again and again as the retries of the mounted adapter have it."""

    def __init__(self, answer: Answer, host: str, retries: Retry) -> None:
        super().__init__(max_retries=retries)
        self._answer, self._host = answer, host

    def send(self, request: PreparedRequest, **_: Any) -> Response:  # type: ignore[override]  # the rest is of no use
        method, url, retries = request.method or "", request.url or "", self.max_retries
        described = CallbackResponse(method, url, callback=self._respond, content_type=None)
        while True:
            response = self.build_response(request, described.get_response(request))
            if not retries.is_retry(method, response.status_code):
                return response
            try:
                retries = retries.increment(method, url, response=response.raw)
            except MaxRetryError as error:
                if retries.raise_on_status:
                    raise RetryError(error, request=request) from error
                return response

    def _respond(self, request: PreparedRequest) -> tuple[int, Mapping[str, str], bytes]:
        asked = HttpRequest(request.method or "", self._host, request.headers, bytes_of(request.body))
        reply = respond(self._answer, asked)
        return reply.status, reply.headers, b"" if request.method == "HEAD" else reply.body
