"""Intercept requests of the requests library, made by code that signs and sends by itself, in every session."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from urllib.parse import urlsplit

from requests import PreparedRequest, Response, Session
from requests.adapters import HTTPAdapter
from requests.exceptions import RetryError
from responses import CallbackResponse
from urllib3.exceptions import MaxRetryError
from urllib3.util import Retry

from .http import HttpRequest, bytes_of, is_host_of_the_service, respond
from .interceptors import Answer
from .shallow_copy import shallow_copy


def intercept(
    answer: Answer, send: Callable[..., Response], session: Session, request: PreparedRequest, **kwargs: object
) -> Response:
    """Replace `Session.send`, which calls the functions that a test's own `responses` or requests-mock may replace."""
    host = urlsplit(request.url or "").hostname or ""
    if not is_host_of_the_service(host):
        return send(session, request, **kwargs)
    mounted = session.get_adapter(request.url or "")
    adapter = _Adapter(answer, host, getattr(mounted, "max_retries", Retry(0, read=False)))
    return send(shallow_copy(session, get_adapter=lambda **_: adapter), request, **kwargs)


class _Adapter(HTTPAdapter):
    """Get responses from the mock, and retry as the adapter that is mounted on the session would, without waiting."""

    def __init__(self, answer: Answer, host: str, retries: Retry) -> None:
        super().__init__(max_retries=retries)
        self._answer, self._host = answer, host

    def send(self, request: PreparedRequest, **_: object) -> Response:  # type: ignore[override]  # only the request is used
        method, url, retries = request.method or "", request.url or "", self.max_retries
        callback = CallbackResponse(method, url, callback=self._respond, content_type=None)
        while True:
            response = self.build_response(request, callback.get_response(request))
            if not retries.is_retry(method, response.status_code):
                return response
            try:
                retries = retries.increment(method, url, response=response.raw)
            except MaxRetryError as error:
                if retries.raise_on_status:
                    raise RetryError(error, request=request) from error
                return response

    def _respond(self, request: PreparedRequest) -> tuple[int, Mapping[str, str], bytes]:
        http_request = HttpRequest(request.method or "", self._host, request.headers, bytes_of(request.body))
        reply = respond(self._answer, http_request)
        return reply.status, reply.headers, b"" if request.method == "HEAD" else reply.body
