"""Run the mock as an HTTP server, for other processes and other languages, with `PinpointServer`."""

from __future__ import annotations

import asyncio
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from functools import cached_property
from importlib.metadata import version
from importlib.util import find_spec
from threading import Thread
from types import TracebackType
from typing import TYPE_CHECKING

try:
    import uvicorn
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import JSONResponse
    from starlette.routing import Mount, Route
    from starlette.types import ASGIApp, Receive, Scope, Send

    if find_spec("fastapi") is None:
        raise ModuleNotFoundError("No module named 'fastapi'")
except ModuleNotFoundError as error:  # pragma: no cover - the tests have it
    raise ModuleNotFoundError("the server needs an extra: pip install 'pinpoint-mock[server]'") from error

from ._public import public
from .intercept.server import LoggingMiddleware, ServiceApp
from .mock import MockPinpointV2
from .options import DEFAULTS, Options, check_names
from .pinpoint import PinpointMock

if TYPE_CHECKING:
    from typing_extensions import Unpack  # part of typing since Python 3.11

LOOPBACK = "127.0.0.1"
CONTROL = "/_pinpoint"


@public
class PinpointServer:
    """Run an HTTP server that answers as the service does, for the AWS CLI, other SDKs and other processes.

    Use it as a context manager, or call `start()` and `stop()`. With `port=0` it listens at any free port, which `url`
    contains. The options are those of `mock_pinpoint_v2`: while the server runs, the service is mocked in the server's
    own process, too, with the same state. Other processes find what `pinpoint` offers under `/_pinpoint`, as described
    at `/_pinpoint/openapi.json`.

    The server needs an extra, `pip install 'pinpoint-mock[server]'`; without it the import raises ModuleNotFoundError.
    Wrong options raise TypeError or ValueError. If the server can't listen at that host and port, its start raises an
    OSError, which suggests another value.
    """

    def __init__(self, *, host: str = LOOPBACK, port: int = 0, **options: Unpack[Options]) -> None:
        check_names(options, ["host", "port", *DEFAULTS], of="PinpointServer")
        if not isinstance(host, str):
            raise TypeError(f"host={host!r}: give the name or address to listen at, for example {LOOPBACK!r}")
        if not isinstance(port, int) or not 0 <= port <= 65535:
            raise ValueError(f"port={port!r}: give a whole number from 1 to 65535, or 0 for any free port")
        self._host, self._port = host, port
        self._mock = MockPinpointV2(**options)
        self._running: ExitStack | None = None
        self._pinpoint: PinpointMock | None = None
        self._url: str | None = None
        self._loads_control_api_late = False
        """Whether the control API is loaded at its first request instead of at the start."""

    @property
    def url(self) -> str:
        """Return the server's URL, for example `http://127.0.0.1:4580`. RuntimeError before its start."""
        if self._url is None:
            raise RuntimeError("this server hasn't been started: start it before you read its url")
        return self._url

    @property
    def pinpoint(self) -> PinpointMock:
        """Return the server's mock, which stays readable after the stop. RuntimeError before the server's start."""
        if self._pinpoint is None:
            raise RuntimeError("this server hasn't been started: start it before you use its mock")
        return self._pinpoint

    def start(self) -> PinpointServer:
        """Start to listen, and to answer in a thread, and return the server. RuntimeError if it is started already."""
        if self._running is not None:
            raise RuntimeError("this server is started already: stop() it first, or start another PinpointServer()")
        with ExitStack() as stack:
            listener = stack.enter_context(_listen(self._host, self._port))
            self._pinpoint, self._url = stack.enter_context(self._mock), _url(listener)
            control_api = _ControlApi(self._pinpoint)
            if not self._loads_control_api_late:
                control_api.load()
            stack.enter_context(_serving(_application(self._pinpoint, control_api), listener))
            self._running = stack.pop_all()
        return self

    def stop(self) -> None:
        """Finish the requests being answered, waiting a second at most, and close. RuntimeError if it isn't started."""
        if self._running is None:
            raise RuntimeError("this server isn't started, or is stopped already: start() it first")
        running, self._running = self._running, None
        running.close()

    def __enter__(self) -> PinpointServer:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.stop()


class _ControlApi:
    """Serve the control API. Loading it takes as long as loading all the rest of the server."""

    def __init__(self, pinpoint: PinpointMock) -> None:
        self._pinpoint = pinpoint

    @cached_property
    def _app(self) -> ASGIApp:
        from .control import control_app  # see the class

        return control_app(self._pinpoint, CONTROL)

    def load(self) -> None:
        """Load the control API now. A test may freeze the time later, and then FastAPI couldn't be loaded."""
        _ = self._app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._app(scope, receive, send)


def _application(pinpoint: PinpointMock, control_api: ASGIApp) -> LoggingMiddleware:
    app = Starlette(routes=[Mount(CONTROL, control_api), Route("/health", _health)])
    service = pinpoint._service
    # The default instead of a route, since a client may send something else than a path, for example a whole URL.
    app.router.default, app.router.redirect_slashes = ServiceApp(service.handle, service.runs_code_of_tests), False
    return LoggingMiddleware(app)


async def _health(_: Request) -> JSONResponse:
    return JSONResponse({"status": "ok", "version": version("pinpoint-mock")})


def _listen(host: str, port: int) -> socket.socket:
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family, kind, protocol)
    except OSError as error:
        raise OSError(error.errno, f"there is no host {host!r} to listen at; give for example {LOOPBACK!r}") from error
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen()
    except OSError as error:
        listener.close()
        raise OSError(
            error.errno, f"port {port} at {host} can't be used ({error.strerror}); give another, or 0 for any free one"
        ) from error
    return listener


@contextmanager
def _serving(application: LoggingMiddleware, listener: socket.socket) -> Iterator[None]:
    config = uvicorn.Config(
        application,
        http="h11",
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_keep_alive=60,
        timeout_graceful_shutdown=1,
    )
    loop = _RealTimeLoop()
    server = _Server(config, loop)
    thread = Thread(target=_run, args=(server, loop, listener), name="pinpoint-mock", daemon=True)
    thread.start()
    try:
        yield
    finally:
        if thread.is_alive():
            server.stop()
        thread.join()


def _run(server: uvicorn.Server, loop: asyncio.AbstractEventLoop, listener: socket.socket) -> None:
    with closing(loop):
        asyncio.set_event_loop(loop)
        loop.run_until_complete(server.serve([listener]))


class _Server(uvicorn.Server):
    """A uvicorn server that stops at once. uvicorn's own waits for a tenth of a second, and then for another one."""

    def __init__(self, config: uvicorn.Config, loop: asyncio.AbstractEventLoop) -> None:
        super().__init__(config)
        self._loop, self._stopped = loop, loop.create_future()

    def stop(self) -> None:
        """Stop, from another thread. It may be called before the start."""
        self.should_exit = True
        self._loop.call_soon_threadsafe(self._stopped.set_result, None)

    async def main_loop(self) -> None:
        ticking = self._loop.create_task(super().main_loop())
        await asyncio.wait({ticking, self._stopped}, return_when=asyncio.FIRST_COMPLETED)
        ticking.cancel()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        if self.server_state.connections or self.server_state.tasks:  # they are given time to end
            await super().shutdown(sockets)
            return
        for listening in (*self.servers, *(sockets or ())):
            listening.close()


class _RealTimeLoop(asyncio.SelectorEventLoop):
    """Run an event loop by the system's clock, since with time that freezegun has stopped it would never end."""

    def time(self) -> float:
        return time.clock_gettime(time.CLOCK_MONOTONIC) if hasattr(time, "clock_gettime") else time.monotonic()


def _url(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
