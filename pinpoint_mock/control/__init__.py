"""What `PinpointMock` offers, over HTTP and in JSON, for tests in other processes and other languages.

The OpenAPI document at `openapi.json` is made from the functions and classes here, which so can't differ from what it
says.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from http import HTTPStatus
from importlib.metadata import version
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from ..did_you_mean import UnknownNameError, did_you_mean
from ..pinpoint import PinpointMock
from .routes import routes


def control_app(pinpoint: PinpointMock) -> FastAPI:
    """The control API of a running mock, as an ASGI application to be mounted somewhere."""
    app = FastAPI(
        title="pinpoint-mock's control API",
        description="What a test can see and do beside the calls of the service.",
        version=version("pinpoint-mock"),
        docs_url=None,  # these would be fetched from the web
        redoc_url=None,
        default_response_class=_Json,
    )
    app.state.pinpoint = pinpoint
    app.include_router(routes)
    for kind, status in (
        (UnknownNameError, HTTPStatus.BAD_REQUEST),
        (LookupError, HTTPStatus.NOT_FOUND),
        (TypeError, HTTPStatus.BAD_REQUEST),
        (ValueError, HTTPStatus.BAD_REQUEST),
    ):
        app.add_exception_handler(kind, _problem(status))
    app.add_exception_handler(RequestValidationError, _wrong_request)
    app.add_exception_handler(HTTPException, _no_such_route)
    return app


class _Json(JSONResponse):
    """In ASCII: a text may hold half a surrogate pair, which no encoding has."""

    def render(self, content: Any) -> bytes:
        return json.dumps(content, allow_nan=False, separators=(",", ":")).encode()


def _problem(status: HTTPStatus) -> Callable[[Request, Exception], _Json]:
    def respond(_: Request, error: Exception) -> _Json:
        return _Json({"message": str(error)}, status)

    return respond


def _wrong_request(request: Request, error: Exception) -> _Json:
    assert isinstance(error, RequestValidationError)
    content_type = request.headers.get("content-type", "")
    if content_type.partition(";")[0].strip() != "application/json":
        message = f"give the header Content-Type: application/json; {content_type!r} came"
        return _Json({"message": message}, HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
    return _Json({"message": "; ".join(map(_problem_of, error.errors()))}, HTTPStatus.BAD_REQUEST)


def _problem_of(error: Mapping[str, Any]) -> str:
    if error["type"] == "json_invalid":
        return f"the body is no JSON: {error['ctx']['error']}, at character {error['loc'][-1]}"
    field = ".".join(map(str, error["loc"][1:])) or "the body"
    return f"{field}: {error['msg']}; {error.get('input')!r} was given"


def _no_such_route(request: Request, error: Exception) -> _Json:
    assert isinstance(error, HTTPException)
    message, headers, path = error.detail, dict(error.headers or {}), request.scope["path"]
    paths = {f"{request.scope['root_path']}{each}": methods for each, methods in request.app.openapi()["paths"].items()}
    if error.status_code == HTTPStatus.NOT_FOUND:
        message = did_you_mean("a path of the control API", path, paths)
    elif error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        if path in paths:  # else the document's own, which isn't in it
            headers["Allow"] = ", ".join(sorted(paths[path])).upper()
        message = f"{path} takes {headers['Allow']}; {request.method} came"
    return _Json({"message": message}, error.status_code, headers)
