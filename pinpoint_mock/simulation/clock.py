"""The mock's clock: the machine's own, moved on by hand."""

from __future__ import annotations

import datetime as dt
import math
import time
from collections.abc import Callable, Iterable

from attrs import define, field


def _nothing() -> None:
    """What is done at first when the clock is moved."""


@define
class Clock:
    """Time as the mock sees it. `freezegun` and `time-machine` are obeyed; `advance` moves the mock alone."""

    moved: Callable[[], object] = field(default=_nothing, init=False, repr=False, eq=False)
    """Called when the clock has been moved by hand, so that what is due by then is done."""
    _ahead: dt.timedelta = field(factory=dt.timedelta, init=False)

    def now(self) -> dt.datetime:
        """The time now, an aware datetime in UTC."""
        # Not datetime.now(): what freezegun makes of that moves with its tz_offset.
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
        """Move the clock on, by a timedelta or by days, hours, minutes and seconds. ValueError for a step back."""
        units = {"days": days, "hours": hours, "minutes": minutes, "seconds": seconds}
        given = {name: value for name, value in units.items() if value is not None}
        if bool(given) == (by is not None) or not isinstance(by, (dt.timedelta, type(None))):
            told = [*([] if by is None else [repr(by)]), *(f"{name}={value!r}" for name, value in given.items())]
            raise TypeError(
                "advance the clock by a timedelta, or by days=, hours=, minutes=, seconds=; "
                f"{', '.join(told) or 'nothing'} was given"
            )
        for name, value in given.items():
            if not isinstance(value, (int, float)) or math.isnan(value):
                raise TypeError(f"{name} is a number, as 1 or 0.5; {value!r} was given")
        try:
            step = by if by is not None else dt.timedelta(**given)
            ahead = self._ahead + step
            _ = self.now() + step
        except OverflowError as error:
            raise ValueError(f"the clock ends with the year {dt.MAXYEAR}; give a shorter span") from error
        if step < dt.timedelta():
            raise ValueError(f"the clock can't go back; {step} was given, give a span of 0 or more")
        self._ahead = ahead
        self.moved()

    def reset(self) -> None:
        """Back to the machine's own time."""
        self._ahead = dt.timedelta()


def within_a_day(times: Iterable[dt.datetime], now: dt.datetime) -> list[dt.datetime]:
    """Those of the last 24 hours."""
    return [each for each in times if now - each < dt.timedelta(days=1)]
