"""Define a set of texts that checks each text that a test adds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, MutableSet
from typing import ClassVar


class CheckedSet(MutableSet[str]):
    """A set of texts of one kind. A text of another kind raises ValueError, which says what is right."""

    what: ClassVar[str]
    """What the set has, for the text of an error: "destinations are a set of phone numbers"."""

    def __init__(self, values: Iterable[str] = ()) -> None:
        if isinstance(values, str):
            raise TypeError(f"{self.what}; {values!r} was given")
        self._values: set[str] = set()
        for value in values:
            self.add(value)

    def _problem_of(self, value: str) -> str | None:
        """Return what is wrong with a text; None if it is right."""
        raise NotImplementedError(type(self).__name__)

    def _normal(self, value: str) -> str:
        """Return the form in which a text is kept."""
        return value

    def add(self, value: str) -> None:
        """Add a text."""
        problem = self._problem_of(value)
        if problem is not None:
            raise ValueError(problem)
        self._values.add(self._normal(value))

    def discard(self, value: str) -> None:
        """Remove a text, if it is there."""
        self._values.discard(self._normal(value))

    def __contains__(self, value: object) -> bool:
        return isinstance(value, str) and self._normal(value) in self._values

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __repr__(self) -> str:
        return repr(self._values)
