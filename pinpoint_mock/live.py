"""A sequence that others fill: read, but not written, by who has it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, TypeVar, overload

from attrs import define

T = TypeVar("T")


@define(eq=False, repr=False)
class LiveSequence(Sequence[T], Generic[T]):
    """What it holds is looked up anew at every reading. It equals any sequence of the same items."""

    _items: Sequence[T]

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[T]: ...
    def __getitem__(self, index: int | slice) -> T | Sequence[T]:
        return list(self._items)[index] if isinstance(index, slice) else self._items[index]

    def __len__(self) -> int:
        return len(self._items)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and list(self._items) == list(other)

    __hash__ = None  # type: ignore[assignment]  # as a list, it changes

    def __repr__(self) -> str:
        return repr(list(self._items))
