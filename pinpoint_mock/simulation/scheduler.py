"""Schedule actions for later times of the mock's clock."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from contextlib import suppress
from heapq import heappop, heappush

from attrs import define, field

from .clock import Clock

Action = Callable[[dt.datetime], object]


@define(eq=False)
class Scheduler:
    """Actions for later times, which are called with their due times."""

    _entries: list[tuple[dt.datetime, int, Action]] = field(factory=list, init=False)
    """A heap of due times, numbers in the order of scheduling, and actions."""
    _added: int = field(default=0, init=False)

    def add(self, now: dt.datetime, delay: dt.timedelta, action: Action) -> None:
        """Schedule an action. Of two that are due at the same time, the one added first runs first."""
        self._added += 1
        with suppress(OverflowError):  # the due time is after the year 9999, where the clock ends
            heappush(self._entries, (now + delay, self._added, action))

    def run(self, clock: Clock) -> None:
        """Run the actions that are due by now, in the order of their due times."""
        if not self._entries:
            return
        now = clock.now()
        while self._entries and self._entries[0][0] <= now:
            at, _, action = heappop(self._entries)
            action(at)

    def clear(self) -> None:
        self._entries.clear()
