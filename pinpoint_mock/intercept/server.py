"""Answer requests from other processes and other languages: an ASGI application for an HTTP server."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from http import HTTPStatus

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ..protocol.call import Reply
from .http import HttpRequest, ProtocolError, respond
from .interceptors import Answer

MAX_BODY_SIZE = 16 * 1024 * 1024  # bytes: twice the size of the service's largest request, an attachment of 5 MB
BODY_TIMEOUT = 20.0  # seconds

log = logging.getLogger("pinpoint_mock.server")


class ServiceApp:
    """Answer each request as the service does. Any exception becomes an error answer.

    A request is answered in the thread of the event loop, since another thread takes longer than most answers. While
    `may_block` returns True, it is answered in a thread of its own: a test's function may wait for another answer.
    """

    def __init__(self, answer: Answer, may_block: Callable[[], bool]) -> None:
        self._answer, self._may_block = answer, may_block

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        reply = await self._reply(request)
        scope["log_detail"] = " ".join(
            filter(None, (_operation(request), reply.members.get("__type"), reply.members.get("Reason")))
        )
        await Response(reply.body, reply.status, dict(reply.headers))(scope, receive, send)

    async def _reply(self, request: Request) -> Reply:
        try:
            body = await _body(request)
            # It may be any text, since it is only compared with AWS's hosts.
            host = request.headers.get("host", "").partition(":")[0]
            http_request = HttpRequest(request.method, host, request.headers, body)
            if self._may_block():
                return await run_in_threadpool(respond, self._answer, http_request)
            return respond(self._answer, http_request)
        except ProtocolError as error:
            return error.reply
        except NotImplementedError as error:
            return ProtocolError(HTTPStatus.NOT_IMPLEMENTED, "NotImplementedException", str(error)).reply
        except Exception as error:  # an exception given to fail(), or a defect: neither must stop the server
            log.exception("answering a request raised %s", type(error).__name__)
            return ProtocolError(HTTPStatus.INTERNAL_SERVER_ERROR, "InternalFailure", repr(error)).reply


class LoggingMiddleware:
    """Log a line for each request, with the detail that the application has left in the request's scope."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        started, status = time.perf_counter(), 0

        async def note_status(message: Message) -> None:
            nonlocal status
            status = message.get("status", status)
            await send(message)

        try:
            await self._app(scope, receive, note_status)
        finally:
            milliseconds = (time.perf_counter() - started) * 1000
            detail = f" {scope['log_detail']}" if scope.get("log_detail") else ""
            log.info("%s %s %d%s (%.1f ms)", scope["method"], scope["path"], status, detail, milliseconds)


async def _body(request: Request) -> bytes:
    """Return the body. ProtocolError if it arrives too slowly, is too long, or ends before it is complete."""
    try:
        return await asyncio.wait_for(_read_all(request), BODY_TIMEOUT)
    except asyncio.TimeoutError as error:
        raise ProtocolError(
            HTTPStatus.REQUEST_TIMEOUT,
            "RequestTimeoutException",
            f"the body must arrive within {BODY_TIMEOUT:g} seconds; it wasn't complete by then",
            Connection="close",
        ) from error
    except ClientDisconnect as error:
        raise ProtocolError(
            HTTPStatus.BAD_REQUEST,
            "RequestAbortedException",
            "the client closed the connection before the body was complete",
        ) from error


async def _read_all(request: Request) -> bytes:
    """Return the whole body. A body that is too long is read to its end as well, so that the client reads the error."""
    chunks, size = [], 0
    async for chunk in request.stream():
        size += len(chunk)
        if size <= MAX_BODY_SIZE:
            chunks.append(chunk)
    if size > MAX_BODY_SIZE:
        raise ProtocolError(
            HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
            "RequestEntityTooLargeException",
            f"the body must not have more than {MAX_BODY_SIZE:,} bytes; it had {size:,}",
        )
    return b"".join(chunks)


def _operation(request: Request) -> str:
    return request.headers.get("x-amz-target", "").rpartition(".")[2]
