"""Give the members of `PinpointMock` access to the service.

A member that changes something does it inside `_exclusive`, which requires a running mock. A member that only reads
does it inside `_reading`, so that a stopped mock can still be read. Both first do what is due by now; `_exclusive`
with `settles=False` leaves that for the next call, for members that only change a setting or reset everything.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import TYPE_CHECKING

from .did_you_mean import did_you_mean
from .service import Service


class ServiceAccess:
    """The service of a mock, and whether the mock runs."""

    def __init__(self) -> None:
        self._service = Service()
        self._is_running = False
        self._service.simulation.clock._on_advance = self._settle

    if not TYPE_CHECKING:  # with this method, type checkers would accept any name

        def __setattr__(self, name: str, value: object) -> None:
            """Set a setting. Raise AttributeError for any other name, since setting it would have no effect."""
            if not name.startswith("_"):
                members = {each: getattr(type(self), each) for each in dir(type(self))}
                settings = [each for each, member in members.items() if isinstance(member, property) and member.fset]
                if name not in settings:
                    raise AttributeError(did_you_mean("a setting of PinpointMock", name, settings))
            super().__setattr__(name, value)

    @contextmanager
    def _exclusive(self, *, settles: bool = True) -> Iterator[Service]:
        """Lock the service, and by default do everything that is due. Raise RuntimeError after the mock's stop."""
        self._must_run()
        with self._service.exclusive(settles=settles):
            yield self._service

    def _reading(self) -> AbstractContextManager[None]:
        """Lock the service and do everything that is due. If the mock has stopped, do neither."""
        return self._service.exclusive() if self._is_running else nullcontext()

    def _settle(self) -> None:
        with self._reading():
            pass

    def _must_run(self) -> None:
        if not self._is_running:
            raise RuntimeError("this mock has been stopped: use it while it runs, inside its `with` or its test")
