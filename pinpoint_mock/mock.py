"""Mock the service while a function, a class, a `with` block or a test runs, with `mock_pinpoint_v2`."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from threading import RLock
from types import TracebackType
from typing import TYPE_CHECKING, TypeVar, overload

from attrs import define, field

from ._public import public
from .decorate import decorate
from .environment import Environment
from .intercept.interceptors import install_interceptors, remove_interceptors
from .options import Options, checked
from .pinpoint import PinpointMock
from .service import EnteredOptions
from .unmet import LEFT_UNMET

if TYPE_CHECKING:
    from typing_extensions import Unpack  # part of typing since Python 3.11

C = TypeVar("C", bound=Callable[..., object])


@define(eq=False)
class _Session:
    """What mocks that run at the same time share, from the first start to the last stop."""

    pinpoint: PinpointMock = field(factory=PinpointMock, init=False)
    environment: Environment = field(factory=Environment, init=False)
    entered: list[EnteredOptions] = field(factory=list, init=False)
    """The options of the running mocks."""
    undo: ExitStack = field(factory=ExitStack, init=False)
    """Undoes at the last stop what the first start has changed in the process."""

    def enter(self, options: Options) -> EnteredOptions:
        """Apply the options of a mock. The first mock also prepares the environment and installs the interceptors."""
        service = self.pinpoint._service
        entered = service.enter(options)
        region_name = service.simulation.options["region_name"]
        if not self.entered:
            self._start(region_name)
        self.entered.append(entered)
        self.environment.set_default_region(region_name)
        return entered

    def leave(self, entered: EnteredOptions) -> None:
        """End the options of a mock. The last mock also restores what the first one has changed."""
        service = self.pinpoint._service
        self.entered = [each for each in self.entered if each is not entered]
        service.leave(entered)
        if self.entered:
            self.environment.set_default_region(service.simulation.options["region_name"])
        else:
            self.undo.close()
            LEFT_UNMET.extend(self.pinpoint.unmet_failures)

    def _start(self, region_name: str) -> None:
        handle = self.pinpoint._service.handle
        self.environment.enter(region_name)
        self.undo.callback(self.environment.leave)
        install_interceptors(handle)
        self.undo.callback(remove_interceptors, handle)
        self.pinpoint._is_running = True
        self.undo.callback(setattr, self.pinpoint, "_is_running", False)


_lock = RLock()
_session = _Session()


def _start(options: Options) -> tuple[_Session, EnteredOptions]:
    global _session
    with _lock:
        if not _session.entered:
            _session = _Session()
        return _session, _session.enter(options)


@public
class MockPinpointV2:
    """A mock of the service, as a decorator of functions, fixtures and test classes, and as a context manager.

    Call it with options to get another such object with these options. Call it with a function or a class to decorate
    it. `with`, `async with` and `start` give the `PinpointMock`. Mocks that run at the same time share one state, which
    is empty at the outermost start. While an inner mock runs, its options apply.

    Options, all keyword-only:

    - `account_id` (None): the account, twelve digits, of requests that don't show one. A request's account is, in
      this order: that of a role's session or a key that moto made; its access key, if that is twelve digits; this
      option; `MOTO_ACCOUNT_ID` of the environment; 123456789012.
    - `region_name` ("us-east-1"): the default region while the mock runs, if the environment (`AWS_DEFAULT_REGION`,
      `AWS_REGION`) names none.
    - `account_tier` ("PRODUCTION"): or "SANDBOX", in which the account sends only to verified and simulator
      destinations, and spends at most a dollar a month.
    - `seed` (None): a whole number or a string. With a seed, ids, phone numbers and tokens are the same on every run
      and in every process.
    - `transitions` (None): how the status of each kind of resource moves, as in `PinpointMock.transitions`:
      `{"phone-number": "immediate"}`.
    - `delivery` (None): the outcome of messages, as in `PinpointMock.delivery`; with None they arrive, with
      the status that their route reports.
    - `strict_quotas` (True): False lifts all quotas, including spend limits.
    - `strict_registration` (False): True keeps a US toll-free number PENDING until it has an approved registration, as
      the service does.

    An unknown option raises TypeError, a wrong value raises ValueError. Both say what is right.
    """

    def __init__(self, **options: Unpack[Options]) -> None:
        self._options = checked(options)
        self._started: list[tuple[_Session, EnteredOptions]] = []
        self._is_started_by_hand = False

    @overload
    def __call__(self, target: C, /) -> C: ...
    @overload
    def __call__(self, /, **options: Unpack[Options]) -> MockPinpointV2: ...
    def __call__(self, *targets: object, **options: object) -> object:
        if not targets:
            return MockPinpointV2(**checked({**self._options, **options}))
        if len(targets) > 1 or options or not (callable(targets[0]) or isinstance(targets[0], classmethod)):
            given = ", ".join([*map(repr, targets), *(f"{name}=..." for name in options)])
            raise TypeError(f"mock_pinpoint_v2({given}): give options by keyword, or one function or class to decorate")
        return decorate(targets[0], self)

    def start(self) -> PinpointMock:
        """Start the mock, and return the `PinpointMock`. Raise RuntimeError if this mock is started already."""
        if self._is_started_by_hand:
            raise RuntimeError("this mock is started already: stop() it first, or start another mock_pinpoint_v2()")
        self._is_started_by_hand = True
        try:
            return self.__enter__()
        except BaseException:
            self._is_started_by_hand = False
            raise

    def stop(self) -> None:
        """Stop the mock, and restore everything as it was. Raise RuntimeError if this mock isn't started."""
        if not self._is_started_by_hand:
            raise RuntimeError("this mock isn't started, or is stopped already: call start() first")
        self._is_started_by_hand = False
        self.__exit__(None, None, None)

    def __enter__(self) -> PinpointMock:
        session, entered = _start(self._options)
        self._started.append((session, entered))
        return session.pinpoint

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        # One object may be entered several times at once, for example as the decorator of a recursive function. Its
        # options are the same each time, so it doesn't matter for which of the entries they end.
        session, entered = self._started.pop()
        with _lock:
            session.leave(entered)

    async def __aenter__(self) -> PinpointMock:
        return self.__enter__()

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.__exit__(kind, error, traceback)


mock_pinpoint_v2 = MockPinpointV2()
