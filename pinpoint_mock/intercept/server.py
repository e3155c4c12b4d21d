"""The door for other processes and other languages: the service as an ASGI application, for a real HTTP server."""

from __future__ import annotations

import asyncio
import logging
import time
from http import HTTPStatus

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ..protocol.call import Reply
from .doors import Answer
from .http import HttpRequest, ProtocolError, respond

LARGEST_BODY = 4 * 1024 * 1024  # bytes: twice what the largest request of the service takes
SLOWEST_BODY = 20.0  # seconds

log = logging.getLogger("pinpoint_mock.server")


class ServiceApp:
    """Answers each request to it as the service does, in a thread of its own; what else goes wrong is an answer too."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        reply = await self._reply(request)
        scope["said"] = " ".join(
            filter(None, (_operation(request), reply.members.get("__type"), reply.members.get("Reason")))
        )
        await Response(reply.body, reply.status, dict(reply.headers))(scope, receive, send)

    async def _reply(self, request: Request) -> Reply:
        try:
            body = await _body(request)
            host = request.headers.get("host", "").partition(":")[0]  # whatever else a host may be, it isn't AWS's
            asked = HttpRequest(request.method, host, request.headers, body)
            return await run_in_threadpool(respond, self._answer, asked)
        except ProtocolError as error:
            return error.reply
        except NotImplementedError as error:
            return ProtocolError(HTTPStatus.NOT_IMPLEMENTED, "NotImplementedException", str(error)).reply
        except Exception as error:  # an exception given to fail(), or a defect: neither may stop the server
            log.exception("%s came of this request", type(error).__name__)
            return ProtocolError(HTTPStatus.INTERNAL_SERVER_ERROR, "InternalFailure", repr(error)).reply


class Logged:
    """Logs a line for each request, with what its application said of it."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        begun, status = time.perf_counter(), 0

        async def note_status(message: Message) -> None:
            nonlocal status
            status = message.get("status", status)
            await send(message)

        try:
            await self._app(scope, receive, note_status)
        finally:
            took = (time.perf_counter() - begun) * 1000
            said = f" {scope['said']}" if scope.get("said") else ""
            log.info("%s %s %d%s (%.1f ms)", scope["method"], scope["path"], status, said, took)


async def _body(request: Request) -> bytes:
    """The body, in its time; ProtocolError where it is too slow, too long, or breaks off."""
    try:
        return await asyncio.wait_for(_all_of(request), SLOWEST_BODY)
    except asyncio.TimeoutError as error:
        raise ProtocolError(
            HTTPStatus.REQUEST_TIMEOUT,
            "RequestTimeoutException",
            f"the body didn't come within {SLOWEST_BODY:g} seconds",
            Connection="close",
        ) from error
    except ClientDisconnect as error:
        raise ProtocolError(HTTPStatus.BAD_REQUEST, "RequestAbortedException", "the client went away") from error


async def _all_of(request: Request) -> bytes:
    """The body, all of it, so that the client has said all before it hears that it was too much."""
    chunks, size = [], 0
    async for chunk in request.stream():
        size += len(chunk)
        if size <= LARGEST_BODY:
            chunks.append(chunk)
    if size > LARGEST_BODY:
        raise ProtocolError(
            HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
            "RequestEntityTooLargeException",
            f"the body may have {LARGEST_BODY:,} bytes; {size:,} came",
        )
    return b"".join(chunks)


def _operation(request: Request) -> str:
    return request.headers.get("x-amz-target", "").rpartition(".")[2]
