"""Take times and make rows of them. Every time is a median, and both sides of a ratio take turns in one run."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from math import inf
from statistics import median
from time import perf_counter

from attrs import frozen

Measure = Callable[[], list[float]]
"""A function that takes some times, in seconds."""

FEWEST_ROUNDS = 5


@frozen(kw_only=True)
class Row:
    """A figure, the times that it was made from, and its limit."""

    key: str
    """The name of the row in the chart and in the kept results. Every row has another."""
    what: str
    """The name of the row for readers."""
    ours: float | None = None
    """The mock's time in seconds; None if the figure isn't made from times."""
    theirs: float | None = None
    """The time in seconds of what the mock is compared with; None if there is nothing to compare with."""
    figure: float
    bound: float | None = None
    """The limit of the figure; None if the row is only for information."""
    is_lower_bound: bool = False
    """Whether the figure must be at least the bound; otherwise it must be at most the bound."""
    unit: str = ""
    """The unit of the figure, with a space before it. A ratio has none."""

    @property
    def is_missed(self) -> bool:
        """Whether the figure is on the wrong side of its limit."""
        if self.bound is None:
            return False
        return self.figure < self.bound if self.is_lower_bound else self.figure > self.bound

    @property
    def share(self) -> float:
        """The part of its limit that the figure has reached. More than 1 is on the wrong side, for both kinds."""
        assert self.bound is not None, "only a row with a limit has a share of it"
        part, whole = (self.bound, self.figure) if self.is_lower_bound else (self.figure, self.bound)
        if whole:
            return part / whole
        return inf if part else 0.0

    @property
    def figure_text(self) -> str:
        decimals = 0 if self.figure >= 100 else 2 if self.figure >= 1 else 3
        return f"{self.figure:,.{decimals}f}{self.unit}"

    @property
    def bound_text(self) -> str:
        if self.bound is None:
            return ""
        return f"{'≥' if self.is_lower_bound else '≤'} {self.bound:,g}{self.unit}"

    @property
    def texts(self) -> tuple[str, str, str, str]:
        """The two times, the figure and the limit, for readers."""
        return duration(self.ours), duration(self.theirs), self.figure_text, self.bound_text

    def __str__(self) -> str:
        ours, theirs, figure, bound = self.texts
        verdict = "" if self.bound is None else "missed" if self.is_missed else "ok"
        return f"{self.what:<92} {ours:>9} {theirs:>9} {figure:>12} {bound:>13}  {verdict}"


@frozen
class Scale:
    """The amount of work: the whole of it, or a small part, which only shows that the benchmarks run."""

    rounds_share: float
    size_share: float

    def of(self, rounds: int) -> int:
        """Return the number of rounds to do."""
        return max(1, round(rounds * self.rounds_share))

    def size(self, count: int) -> int:
        """Return the number of things to make for a state of some size."""
        return max(1, round(count * self.size_share))


WHOLE = Scale(1, 1)
QUICK = Scale(0.01, 0.01)


def seconds(call: Callable[[], object], times: int = 1, at_most: float = inf) -> list[float]:
    """Call a function several times, and return the seconds that each call took. Stop early after `at_most` seconds."""
    taken: list[float] = []
    while len(taken) < times and sum(taken) < at_most:
        begun = perf_counter()
        call()
        taken.append(perf_counter() - begun)
    return taken


def turns(*measures: Measure, rounds: int, at_most: float = inf) -> list[list[float]]:
    """Let measures take turns, and return the times of each. Every second round goes through them backwards.

    After `at_most` seconds there are no more rounds, except the first few, which are always done.
    """
    taken: list[list[float]] = [[] for _ in measures]
    begun = perf_counter()
    for number in range(rounds):
        if number >= FEWEST_ROUNDS and perf_counter() - begun > at_most:
            break
        for measure, times in list(zip(measures, taken, strict=True))[:: -1 if number % 2 else 1]:
            times += measure()
    return taken


def in_turn(*measures: Measure, rounds: int, at_most: float = inf) -> list[float]:
    """Let measures take turns, and return the median time of each."""
    return [median(taken) for taken in turns(*measures, rounds=rounds, at_most=at_most)]


@contextmanager
def without_gc() -> Iterator[None]:
    """Turn the garbage collector off, whose time depends on all objects of the process."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


@contextmanager
def frozen_heap() -> Iterator[None]:
    """Keep the garbage collector from going through the objects that exist now, such as those of a large state."""
    gc.collect()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def duration(value: float | None) -> str:
    """Return seconds as a text with a fitting unit."""
    if value is None:
        return ""
    if value >= 1:
        return f"{value:.1f} s"
    return f"{value * 1e3:.1f} ms" if value >= 0.005 else f"{value * 1e6:,.0f} µs"
