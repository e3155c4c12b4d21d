"""Provide read-only sequences whose items are looked up at every access."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Any, Generic, TypeVar, overload

from attrs import define

from ._public import public

T = TypeVar("T")


def _unchanged(item: Any) -> Any:
    return item


@public
@define(eq=False, repr=False)
class LiveSequence(Sequence[T], Generic[T]):
    """A read-only sequence whose items are looked up at every access. It equals any sequence of the same items."""

    _look_up: Callable[[], Sequence[Any]]
    _shown: Callable[[Any], T] = _unchanged
    """Converts an item to what the reader gets."""
    _reading: Callable[[], AbstractContextManager[object]] = nullcontext
    """Returns a context in which no other thread changes the items."""

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[T]: ...
    def __getitem__(self, index: int | slice) -> T | Sequence[T]:
        with self._reading():
            items = self._look_up()
            if isinstance(index, slice):
                return [self._shown(items[each]) for each in range(len(items))[index]]
            return self._shown(items[index])

    def __iter__(self) -> Iterator[T]:
        """Return an iterator over the items that there are now."""
        with self._reading():
            return iter([self._shown(each) for each in self._look_up()])

    def __reversed__(self) -> Iterator[T]:
        return reversed(list(self))

    def __len__(self) -> int:
        with self._reading():
            return len(self._look_up())

    def index(self, value: Any, *bounds: int) -> int:
        return list(self).index(value, *bounds)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]  # like a list, it can change

    def __repr__(self) -> str:
        return repr(list(self))


@public
@define(eq=False, repr=False, kw_only=True)
class ClearableSequence(LiveSequence[T]):
    """A live sequence from which the reader can remove the items so far."""

    _clear: Callable[[], object]

    def clear(self) -> None:
        """Remove the items so far. Later items will be in the sequence."""
        self._clear()
