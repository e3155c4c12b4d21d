"""A sequence that others fill: read, but not written, by who has it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar, overload

from attrs import define

T = TypeVar("T")


def _as_it_is(item: Any) -> Any:
    return item


@define(eq=False, repr=False)
class LiveSequence(Sequence[T], Generic[T]):
    """What it holds is looked up anew at every reading. It equals any sequence of the same items."""

    _look_up: Callable[[], Sequence[Any]]
    _shown: Callable[[Any], T] = _as_it_is

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[T]: ...
    def __getitem__(self, index: int | slice) -> T | Sequence[T]:
        items = self._look_up()
        if isinstance(index, slice):
            return [self._shown(each) for each in list(items)[index]]
        return self._shown(items[index])

    def __len__(self) -> int:
        return len(self._look_up())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]  # as a list, it changes

    def __repr__(self) -> str:
        return repr(list(self))


@define(eq=False, repr=False, kw_only=True)
class ClearableSequence(LiveSequence[T]):
    """One whose reader may say that what was in it so far is of no interest any more."""

    _clear: Callable[[], object]

    def clear(self) -> None:
        """Leave out what is in it so far; what comes will be in it."""
        self._clear()
