"""What is to happen at a later time of the mock's clock, unless something else comes first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from contextlib import suppress
from heapq import heappop, heappush

from attrs import define, field

from .clock import Clock

Action = Callable[[dt.datetime], object]


@define(eq=False)
class Agenda:
    """Actions by the time they are due at, which each is called with."""

    _entries: list[tuple[dt.datetime, int, Action]] = field(factory=list, init=False)
    _added: int = field(default=0, init=False)

    def add(self, now: dt.datetime, delay: dt.timedelta, action: Action) -> None:
        self._added += 1  # of two that are due at once, the first added comes first
        with suppress(OverflowError):  # after the year 9999, where the clock ends
            heappush(self._entries, (now + delay, self._added, action))

    def run(self, clock: Clock) -> None:
        """Do what is due by now."""
        if not self._entries:
            return
        now = clock.now()
        while self._entries and self._entries[0][0] <= now:
            at, _, action = heappop(self._entries)
            action(at)

    def clear(self) -> None:
        self._entries.clear()
