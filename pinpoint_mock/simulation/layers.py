"""Settings by name that nested mocks lay over one another."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, MutableMapping
from typing import Any, Generic, TypeVar

from attrs import define, field

from ..did_you_mean import UnknownNameError, did_you_mean

V = TypeVar("V")


@define(eq=False)
class Layer(Generic[V]):
    """What one mock was given, and what it came to be."""

    given: dict[str, V]
    values: dict[str, V]


@define(eq=False)
class Layers(MutableMapping[str, V], Generic[V]):
    """A mapping with a fixed set of names. The innermost layer that has a name is read, and written: else the lowest.

    An unknown name is a KeyError (and a ValueError) with the nearest right ones; `check` refuses a wrong value.
    """

    what: str
    defaults: Callable[[], Mapping[str, V]]
    check: Callable[[str, V], None]
    also_called: Mapping[str, str] = field(factory=dict)
    """Other names of the same settings, which are not listed."""
    _layers: list[Layer[V]] = field(factory=lambda: [Layer({}, {})], init=False)

    def push(self, values: Mapping[str, V]) -> Layer[V]:
        """Lay the values over the present ones; what is returned takes the layer off again."""
        checked = self._checked(values)
        layer = Layer(checked, dict(checked))
        self._layers.append(layer)
        return layer

    def remove(self, layer: Layer[V]) -> None:
        self._layers = [each for each in self._layers if each is not layer]

    def update(self, *values: Any, **others: V) -> None:
        """Set all of these, or, where one is wrong, none."""
        for name, value in self._checked(dict(*values, **others)).items():
            self._layer_of(name)[name] = value

    def clear(self) -> None:
        """All back to their defaults, which can't be taken away."""
        for layer in self._layers:
            layer.values.clear()

    def popitem(self) -> tuple[str, V]:
        raise TypeError(f"{self.what} can be set, and by `del` be as it was, but none can be taken away")

    def reset(self) -> None:
        """Every layer as it was given."""
        for layer in self._layers:
            layer.values = dict(layer.given)

    def __getitem__(self, name: str) -> V:
        name = self.also_called.get(name, name)
        values: Mapping[str, V] = self._layer_of(name)
        if name not in values:
            values = self.defaults()
        if name not in values:
            raise self._unknown(name)
        return values[name]

    def __setitem__(self, name: str, value: V) -> None:
        self.update({name: value})

    def __delitem__(self, name: str) -> None:
        """Back to what holds below."""
        known = self._known(name)
        self._layer_of(known).pop(known, None)

    def __iter__(self) -> Iterator[str]:
        return iter(self.defaults())

    def __len__(self) -> int:
        return len(self.defaults())

    def __repr__(self) -> str:
        return repr(dict(self))

    def _layer_of(self, name: str) -> dict[str, V]:
        for layer in reversed(self._layers):
            if name in layer.values:
                return layer.values
        return self._layers[0].values

    def _checked(self, values: Mapping[str, V]) -> dict[str, V]:
        checked = {self._known(name): value for name, value in values.items()}
        for name, value in checked.items():
            self.check(name, value)
        return checked

    def _known(self, name: str) -> str:
        name = self.also_called.get(name, name)
        if name not in self.defaults():
            raise self._unknown(name)
        return name

    def _unknown(self, name: str) -> UnknownNameError:
        return UnknownNameError(did_you_mean(self.what, name, self.defaults()))
