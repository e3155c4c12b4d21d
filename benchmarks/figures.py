"""How a figure is come by: medians of what takes turns, so that a busy machine slows both sides of it."""

from __future__ import annotations

from collections.abc import Callable
from statistics import median
from time import perf_counter

from attrs import frozen

Measure = Callable[[], list[float]]


@frozen(kw_only=True)
class Row:
    """A figure, what it was made of, and the most it may be: None where it is told for its own sake."""

    key: str
    """What the chart knows it by."""
    what: str
    ours: float | None = None
    """Seconds, as are theirs; None where there is nothing to compare."""
    theirs: float | None = None
    figure: float
    bound: float | None
    unit: str = ""
    """Of the figure; a ratio has none."""

    @property
    def is_over(self) -> bool:
        return self.bound is not None and self.figure > self.bound

    @property
    def texts(self) -> tuple[str, str, str, str]:
        """Ours, theirs, the figure and its bound, as a reader sees them."""
        figure = f"{self.figure:,.{0 if self.figure >= 100 else 3}f}{self.unit}"
        return duration(self.ours), duration(self.theirs), figure, "" if self.bound is None else self._bound

    @property
    def _bound(self) -> str:
        return f"{self.bound:,g}{self.unit}"

    def __str__(self) -> str:
        ours, theirs, figure, bound = self.texts
        verdict = "over" if self.is_over else "ok"
        return f"{self.what:<58} {ours:>9} {theirs:>9} {figure:>12} {bound:>12}  {verdict}"


@frozen
class Scale:
    """How much is done: of everything, to know; or of everything a little, to see that it runs."""

    share: float
    sizes: tuple[int, ...]
    """What a state grows through."""

    def of(self, rounds: int) -> int:
        return max(1, round(rounds * self.share))


WHOLE = Scale(1, (10, 100_000, 1_000_000))
QUICK = Scale(0.01, (10, 1_000, 2_000))


def seconds(call: Callable[[], object], times: int = 1) -> list[float]:
    """How long each of so many calls took."""
    taken = []
    for _ in range(times):
        begun = perf_counter()
        call()
        taken.append(perf_counter() - begun)
    return taken


def turns(*measures: Measure, rounds: int) -> list[list[float]]:
    """What measures come to that take turns, now from the first on and now from the last."""
    taken: list[list[float]] = [[] for _ in measures]
    for each in range(rounds):
        for measure, of_it in list(zip(measures, taken, strict=True))[:: -1 if each % 2 else 1]:
            of_it += measure()
    return taken


def in_turn(*measures: Measure, rounds: int) -> list[float]:
    """The median of each."""
    return [median(taken) for taken in turns(*measures, rounds=rounds)]


def duration(value: float | None) -> str:
    if value is None:
        return ""
    if value >= 1:
        return f"{value:.1f} s"
    return f"{value * 1e3:.1f} ms" if value >= 0.005 else f"{value * 1e6:,.0f} µs"
