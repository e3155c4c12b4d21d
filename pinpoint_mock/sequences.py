"""Provide read-only sequences whose items are looked up at every access."""

from __future__ import annotations

from collections.abc import Callable, Sequence
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
