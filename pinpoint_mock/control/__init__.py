"""Serve what `PinpointMock` offers over HTTP and in JSON, for tests in other processes and other languages.

The OpenAPI document at `openapi.json` is generated from the functions and classes here, so that it can't differ from
them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import cache
from http import HTTPStatus
from importlib.metadata import version
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Receive, Scope, Send

from ..did_you_mean import UnknownNameError, did_you_mean
from ..errors import ServiceException
from ..pinpoint import PinpointMock
from .routes import MOCK, routes


def control_app(pinpoint: PinpointMock, path: str) -> ASGIApp:
    """Return the control API of a running mock, as an ASGI application to be mounted at a path."""
    app = shared_app(path)

    async def with_mock(scope: Scope, receive: Receive, send: Send) -> None:
        await app({**scope, MOCK: pinpoint}, receive, send)

    return with_mock


@cache
def shared_app(path: str) -> FastAPI:
    """Return the application that serves all mocks of this process, since making it takes long.

    A request's mock is in its scope.
    """
    app = FastAPI(
        title="pinpoint-mock's control API",
        description="Lets a test read and change a running mock, besides calling the service.",
        version=version("pinpoint-mock"),
        servers=[{"url": path}],
        docs_url=None,  # these pages would load scripts from the web
        redoc_url=None,
        default_response_class=_Json,
    )
    app.include_router(routes)
    for kind, status in (
        (UnknownNameError, HTTPStatus.BAD_REQUEST),
        (LookupError, HTTPStatus.NOT_FOUND),
        (ServiceException, HTTPStatus.BAD_REQUEST),
        (TypeError, HTTPStatus.BAD_REQUEST),
        (ValueError, HTTPStatus.BAD_REQUEST),
        (NotImplementedError, HTTPStatus.NOT_IMPLEMENTED),
    ):
        app.add_exception_handler(kind, _responder(status))
    app.add_exception_handler(RequestValidationError, _wrong_request)
    app.add_exception_handler(HTTPException, _wrong_route)
    return app


class _Json(JSONResponse):
    """Render JSON in ASCII: a text may hold half of a surrogate pair, which no encoding can write."""

    def render(self, content: object) -> bytes:
        return json.dumps(content, allow_nan=False, separators=(",", ":")).encode()


def _responder(status: HTTPStatus) -> Callable[[Request, Exception], _Json]:
    def respond(_: Request, error: Exception) -> _Json:
        return _Json({"message": str(error)}, status)

    return respond


def _wrong_request(request: Request, error: Exception) -> _Json:
    assert isinstance(error, RequestValidationError)
    content_type = request.headers.get("content-type", "")
    if content_type.partition(";")[0].strip() != "application/json":
        message = f"the header Content-Type must be application/json; {content_type!r} was given"
        return _Json({"message": message}, HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
    return _Json({"message": "; ".join(map(_message_of, error.errors()))}, HTTPStatus.BAD_REQUEST)


def _message_of(error: Mapping[str, Any]) -> str:
    if error["type"] == "json_invalid":
        return f"the body isn't JSON: {error['ctx']['error']}, at character {error['loc'][-1]}"
    field = ".".join(map(str, error["loc"][1:])) or "the body"
    return f"{field}: {error['msg']}; {error.get('input')!r} was given"


def _wrong_route(request: Request, error: Exception) -> _Json:
    assert isinstance(error, HTTPException)
    message, headers, path = error.detail, dict(error.headers or {}), request.scope["path"]
    paths = {f"{request.scope['root_path']}{each}": methods for each, methods in request.app.openapi()["paths"].items()}
    if error.status_code == HTTPStatus.NOT_FOUND:
        message = did_you_mean("a path of the control API", path, paths)
    elif error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        if path in paths:  # the path of the document itself isn't among them
            headers["Allow"] = ", ".join(sorted(paths[path])).upper()
        message = f"the method for {path} must be {headers['Allow']}; {request.method} was given"
    return _Json({"message": message}, error.status_code, headers)
