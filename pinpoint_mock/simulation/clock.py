"""Tell the mock's time: the machine's own time, which a test can move forward."""

from __future__ import annotations

import datetime as dt
import math
import time
from collections import deque
from collections.abc import Callable

from attrs import define, field

from .._public import public


def _do_nothing() -> None:
    pass


@public
@define
class Clock:
    """The mock's time. It follows `freezegun` and `time-machine`; `advance` changes only the mock's time."""

    _on_advance: Callable[[], object] = field(default=_do_nothing, init=False, repr=False, eq=False)
    """A function that is called after `advance`, to do everything that is due by then."""
    _ahead: dt.timedelta = field(factory=dt.timedelta, init=False)
    """How far the mock's time is ahead of the machine's."""

    def now(self) -> dt.datetime:
        """Return the time now, an aware datetime in UTC."""
        # datetime.now() isn't used, because freezegun shifts its result by tz_offset.
        return dt.datetime.fromtimestamp(time.time(), dt.timezone.utc) + self._ahead

    def advance(
        self,
        by: dt.timedelta | None = None,
        *,
        days: float | None = None,
        hours: float | None = None,
        minutes: float | None = None,
        seconds: float | None = None,
    ) -> None:
        """Move the clock forward, by a timedelta or by days, hours, minutes and seconds.

        Raise TypeError for anything else, ValueError for a step back and for a step beyond the year 9999.
        """
        units = {"days": days, "hours": hours, "minutes": minutes, "seconds": seconds}
        given = {name: value for name, value in units.items() if value is not None}
        if bool(given) == (by is not None) or not isinstance(by, (dt.timedelta, type(None))):
            shown = [*([] if by is None else [repr(by)]), *(f"{name}={value!r}" for name, value in given.items())]
            raise TypeError(
                "advance the clock by a timedelta, or by days=, hours=, minutes=, seconds=; "
                f"{', '.join(shown) or 'nothing'} was given"
            )
        for name, value in given.items():
            if not isinstance(value, (int, float)) or math.isnan(value):
                raise TypeError(f"{name} is a number, for example 1 or 0.5; {value!r} was given")
        try:
            step = by if by is not None else dt.timedelta(**given)
            ahead = self._ahead + step
            _ = self.now() + step  # raises OverflowError beyond the year 9999
        except OverflowError as error:
            raise ValueError(f"the clock ends with the year {dt.MAXYEAR}; give a shorter span") from error
        if step < dt.timedelta():
            raise ValueError(f"the clock can't go back; {step} was given, give a span of 0 or more")
        self._ahead = ahead
        self._on_advance()

    def reset(self) -> None:
        """Return to the machine's own time."""
        self._ahead = dt.timedelta()


@define(eq=False)
class Last24Hours:
    """The times of something that is counted for 24 hours."""

    _times: deque[dt.datetime] = field(factory=deque, init=False)

    def add(self, now: dt.datetime) -> None:
        self._times.append(now)

    def count(self, now: dt.datetime) -> int:
        """Return how often it happened in the last 24 hours."""
        while self._times and now - self._times[0] >= dt.timedelta(days=1):
            self._times.popleft()
        return len(self._times)
