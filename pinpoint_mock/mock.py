"""`mock_pinpoint_v2`: the service mocked while a function, a class, a `with` or a test runs."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from threading import RLock
from types import TracebackType
from typing import TYPE_CHECKING, Any, TypeVar, overload

from attrs import define, field

from .decorate import decorate
from .environment import Environment
from .intercept.interceptors import install_interceptors, remove_interceptors
from .pinpoint import PinpointMock
from .simulation.options import Options, checked
from .simulation.simulation import Run
from .unmet import LEFT_UNMET

if TYPE_CHECKING:
    from typing_extensions import Unpack  # part of typing since Python 3.11

C = TypeVar("C", bound=Callable[..., Any])


@define(eq=False)
class _World:
    """What the mocks that run at the same time share, from the outermost start to the last stop."""

    pinpoint: PinpointMock = field(factory=PinpointMock, init=False)
    environment: Environment = field(factory=Environment, init=False)
    runs: list[Run] = field(factory=list, init=False)
    undo: ExitStack = field(factory=ExitStack, init=False)

    def enter(self, options: Options) -> Run:
        simulation = self.pinpoint._service.simulation
        run = simulation.enter(options)
        if not self.runs:
            self._open(simulation.option("region_name"))
        self.runs.append(run)
        self.environment.set_default_region(simulation.option("region_name"))
        return run

    def leave(self, run: Run) -> None:
        simulation = self.pinpoint._service.simulation
        self.runs = [each for each in self.runs if each is not run]
        simulation.leave(run)
        if self.runs:
            self.environment.set_default_region(simulation.option("region_name"))
        else:
            self.undo.close()
            LEFT_UNMET.extend(self.pinpoint.unmet_failures)

    def _open(self, region_name: str) -> None:
        answer = self.pinpoint._service.handle
        self.environment.enter(region_name)
        self.undo.callback(self.environment.leave)
        install_interceptors(answer)
        self.undo.callback(remove_interceptors, answer)
        self.pinpoint._is_running = True
        self.undo.callback(setattr, self.pinpoint, "_is_running", False)


_lock = RLock()
_world = _World()


def _start(options: Options) -> tuple[_World, Run]:
    global _world
    with _lock:
        if not _world.runs:
            _world = _World()
        return _world, _world.enter(options)


class MockPinpointV2:
    """Mocks the service: a decorator of functions, fixtures and test classes, and a context manager.

    Called with options, it gives another such object, with these options; called with a function or a class, it
    decorates it. `with`, `async with` and `start` give the `PinpointMock`. Mocks that run at the same time are one
    world, which begins empty at the outermost start: an inner one's options hold while it runs.

    Options, all keyword-only:

    - `account_id` (None): the account of requests that don't tell theirs, twelve digits. A request's account is that
      of the role's session or key that moto made, or its access key if that is twelve digits, or this, or
      `MOTO_ACCOUNT_ID` of the environment, or 123456789012.
    - `region_name` ("us-east-1"): the default region while the mock runs, where the environment (`AWS_DEFAULT_REGION`,
      `AWS_REGION`) names none.
    - `account_tier` ("PRODUCTION"): or "SANDBOX", which sends to verified and simulator destinations alone, and
      spends a dollar a month.
    - `seed` (None): a whole number or a text, which makes ids, phone numbers and tokens the same on every run and in
      every process.
    - `transitions` (None): how the status of each kind of resource moves, as `PinpointMock.transitions`:
      `{"phone-number": "immediate"}`.
    - `delivery` (None): what becomes of messages, as `PinpointMock.delivery`; "DELIVERED" where it is None.
    - `strict_quotas` (True): False lifts all quotas, spend limits included.
    - `strict_registration` (False): True holds a US toll-free number in PENDING unless it was requested with an
      approved registration, as the service does.

    TypeError for another option, ValueError for a wrong value; either says what would do.
    """

    def __init__(self, **options: Unpack[Options]) -> None:
        self._options = checked(options)
        self._started: list[tuple[_World, Run]] = []
        self._is_started_by_hand = False

    @overload
    def __call__(self, target: C, /) -> C: ...
    @overload
    def __call__(self, /, **options: Unpack[Options]) -> MockPinpointV2: ...
    def __call__(self, *targets: Any, **options: Any) -> Any:
        if not targets:
            return MockPinpointV2(**{**self._options, **options})
        if len(targets) > 1 or options or not (callable(targets[0]) or isinstance(targets[0], classmethod)):
            given = ", ".join([*map(repr, targets), *(f"{name}=..." for name in options)])
            raise TypeError(f"mock_pinpoint_v2({given}): give options by keyword, or one function or class to decorate")
        return decorate(targets[0], self)

    def start(self) -> PinpointMock:
        """Start mocking, and give the `PinpointMock`. RuntimeError if this mock is started already."""
        if self._is_started_by_hand:
            raise RuntimeError("this mock is started already: stop() it first, or start another mock_pinpoint_v2()")
        self._is_started_by_hand = True
        try:
            return self.__enter__()
        except BaseException:
            self._is_started_by_hand = False
            raise

    def stop(self) -> None:
        """Stop mocking, and put all back as it was. RuntimeError if this mock isn't started."""
        if not self._is_started_by_hand:
            raise RuntimeError("this mock isn't started, or is stopped already: start() comes first")
        self._is_started_by_hand = False
        self.__exit__(None, None, None)

    def __enter__(self) -> PinpointMock:
        world, run = _start(self._options)
        self._started.append((world, run))
        return world.pinpoint

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        # One object may be entered several times at once, as a decorator of a recursive function is. Its runs are
        # alike, so that any of them may be the one to leave.
        world, run = self._started.pop()
        with _lock:
            world.leave(run)

    async def __aenter__(self) -> PinpointMock:
        return self.__enter__()

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.__exit__(kind, error, traceback)


mock_pinpoint_v2 = MockPinpointV2()
