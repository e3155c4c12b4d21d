"""Keep settings of nested mocks: those of an inner mock hide those of an outer one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, MutableMapping
from typing import Any, ClassVar, Generic, TypeVar

from attrs import define, field

from .._public import public
from ..did_you_mean import UnknownNameError, did_you_mean

V = TypeVar("V")


@define(eq=False)
class SettingsLevel(Generic[V]):
    """The settings of one mock."""

    given: dict[str, V]
    """The settings at the mock's start."""
    values: dict[str, V]
    """The settings now."""


@public
@define(eq=False, repr=False)
class NestedSettings(MutableMapping[str, V], Generic[V]):
    """A mapping with fixed names. Each nested mock has a level; a name is read from the innermost level that has it.

    A name that no level has is read from the defaults, and written to the base level, which is there without a mock.
    `del` and `clear` restore the defaults. An unknown name raises UnknownNameError (a KeyError and a ValueError), with
    the nearest right names. A wrong value raises ValueError.
    """

    what: ClassVar[str]
    """What a name is, for the texts of errors: "a quota"."""
    aliases: ClassVar[Mapping[str, str]] = {}
    """Other names of the same settings. They are not listed."""
    _levels: list[SettingsLevel[V]] = field(factory=lambda: [SettingsLevel({}, {})], init=False)
    _version: int = field(default=0, init=False)
    """A number that is another one after each change."""

    def _defaults(self) -> Mapping[str, V]:
        raise NotImplementedError(type(self).__name__)

    def _check(self, name: str, value: V) -> None:
        """Raise ValueError for a wrong value."""
        raise NotImplementedError(type(self).__name__)

    def _push(self, values: Mapping[str, V]) -> SettingsLevel[V]:
        """Add an innermost level with these values. `_remove` removes it."""
        checked = self._checked(values)
        level = SettingsLevel(checked, dict(checked))
        self._levels.append(level)
        self._version += 1
        return level

    def _remove(self, level: SettingsLevel[V]) -> None:
        self._levels = [each for each in self._levels if each is not level]
        self._version += 1

    def reset(self) -> None:
        """Restore the settings that each level was given."""
        for level in self._levels:
            level.values = dict(level.given)
        self._version += 1

    def update(self, *values: Any, **others: V) -> None:
        """Set all of these. If one is wrong, set none of them."""
        for name, value in self._checked(dict(*values, **others)).items():
            self._values_of(name)[name] = value
        self._version += 1

    def clear(self) -> None:
        """Restore all defaults."""
        for level in self._levels:
            level.values.clear()
        self._version += 1

    def popitem(self) -> tuple[str, V]:
        """Raise TypeError: a setting can be set and restored, but not taken away."""
        raise TypeError(f"{self.what} can't be taken away; `del` restores its default")

    def __getitem__(self, name: str) -> V:
        name = self.aliases.get(name, name)
        values: Mapping[str, V] = self._values_of(name)
        if name not in values:
            values = self._defaults()
        if name not in values:
            raise self._unknown(name)
        return values[name]

    def __setitem__(self, name: str, value: V) -> None:
        self.update({name: value})

    def __delitem__(self, name: str) -> None:
        """Restore the value of an outer mock, or else the default."""
        known = self._known(name)
        self._values_of(known).pop(known, None)
        self._version += 1

    def __iter__(self) -> Iterator[str]:
        return iter(self._defaults())

    def __len__(self) -> int:
        return len(self._defaults())

    def __repr__(self) -> str:
        return repr(dict(self))

    def _values_of(self, name: str) -> dict[str, V]:
        """Return the values of the innermost level that has a name, or else of the base level."""
        for level in reversed(self._levels):
            if name in level.values:
                return level.values
        return self._levels[0].values

    def _checked(self, values: Mapping[str, V]) -> dict[str, V]:
        checked = {self._known(name): value for name, value in values.items()}
        for name, value in checked.items():
            self._check(name, value)
        return checked

    def _known(self, name: str) -> str:
        """Return a name, or the name that it is an alias of. Raise UnknownNameError if it is unknown."""
        name = self.aliases.get(name, name)
        if name not in self._defaults():
            raise self._unknown(name)
        return name

    def _unknown(self, name: str) -> UnknownNameError:
        return UnknownNameError(did_you_mean(self.what, name, self._defaults()))
