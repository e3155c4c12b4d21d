"""Keep a set of destinations that a test names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, MutableSet

from .._public import public
from ..facts.destinations import e164


def problem_of_destination(number: object) -> str | None:
    """Return what is wrong with a destination that a test names; None if it is right."""
    if isinstance(number, str) and re.fullmatch(r"\+?[1-9][0-9]{1,18}", number):
        return None
    return f"{number!r} is not a destination; give one in E.164, for example '+12065550100'"


@public
class Destinations(MutableSet[str]):
    """A set of destinations in E.164, with or without their plus. Anything else raises ValueError."""

    def __init__(self, numbers: Iterable[str] = ()) -> None:
        if isinstance(numbers, str):
            raise TypeError(f"destinations are a set of phone numbers; {numbers!r} was given")
        self._numbers: set[str] = set()
        for number in numbers:
            self.add(number)

    def add(self, value: str) -> None:
        """Add a destination."""
        problem = problem_of_destination(value)
        if problem is not None:
            raise ValueError(problem)
        self._numbers.add(e164(value))

    def discard(self, value: str) -> None:
        """Remove a destination, if it is there."""
        self._numbers.discard(e164(value))

    def __contains__(self, value: object) -> bool:
        return isinstance(value, str) and e164(value) in self._numbers

    def __iter__(self) -> Iterator[str]:
        return iter(self._numbers)

    def __len__(self) -> int:
        return len(self._numbers)

    def __repr__(self) -> str:
        return repr(self._numbers)
