"""Provide the registration types: those in the package's data files, and those that a test adds.

A file in `types` describes a registration type in the wire's names. A file whose name begins with `XX_` describes one
type for each of its `Countries`; `{IsoCountryCode}` and `{Country}` in it stand for the country's code and name. A file
with `Like` describes the differences from another type: sections and fields that are added or replaced.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from attrs import define, evolve, field, frozen

from ..._public import public
from ...did_you_mean import UnknownNameError, did_you_mean
from ...facts.countries import country_names
from .forms import (
    DisplayHints,
    RegistrationFieldDefinition,
    RegistrationSectionDefinition,
    RegistrationTypeDefinition,
    SupportedAssociation,
)
from .structures import structured

FOLDER = Path(__file__).with_name("types")

Structure = Mapping[str, object]
"""A registration type in the wire's names."""


@public
@define(eq=False)
class RegistrationTypes(Mapping[str, RegistrationTypeDefinition]):
    """The registration types by name. Set a name to a structure like that of a data file, or to a file's path.

    An unknown name raises UnknownNameError (a KeyError and a ValueError), with the nearest right names. A mistake in a
    structure raises ValueError, which says where the mistake is.
    """

    _added: dict[str, RegistrationTypeDefinition] = field(factory=dict, init=False)

    def names(self) -> tuple[str, ...]:
        """Return the names: those of the package in alphabetical order, then those that were added."""
        return tuple(dict.fromkeys((*_files(), *self._added)))

    def reset(self) -> None:
        """Forget the types that were added or replaced."""
        self._added.clear()

    def __getitem__(self, name: str) -> RegistrationTypeDefinition:
        definition = self._added.get(name) or _packaged(name)
        if definition is None:
            raise UnknownNameError(did_you_mean("a registration type", name, self.names()))
        return definition

    def __setitem__(self, name: str, given: Structure | str | Path) -> None:
        if isinstance(given, (str, Path)):
            self._added[name] = _definition(name, _parsed(Path(given)), f"{given}, {name}", self)
        else:
            self._added[name] = _definition(name, given, f"registration_types[{name!r}]", self)

    def __iter__(self) -> Iterator[str]:
        return iter(self.names())

    def __len__(self) -> int:
        return len(self.names())


@frozen(kw_only=True)
class Variant:
    """A type, described by its differences from another type."""

    like: str
    registration_type: str
    supported_associations: tuple[SupportedAssociation, ...] | None = None
    display_hints: DisplayHints | None = None
    sections: tuple[RegistrationSectionDefinition, ...] = ()
    fields: tuple[RegistrationFieldDefinition, ...] = ()

    def applied_to(self, other: RegistrationTypeDefinition) -> RegistrationTypeDefinition:
        """Return the type whose differences from another type these are."""
        sections = {each.section_path: each for each in (*other.sections, *self.sections)}
        fields = {each.field_path: each for each in (*other.fields, *self.fields)}
        associations = self.supported_associations
        return evolve(
            other,
            registration_type=self.registration_type,
            supported_associations=other.supported_associations if associations is None else associations,
            display_hints=self.display_hints or other.display_hints,
            sections=tuple(sections.values()),
            fields=tuple(fields.values()),
        )


def _definition(
    name: str, given: object, where: str, types: Mapping[str, RegistrationTypeDefinition]
) -> RegistrationTypeDefinition:
    """Return the definition that a structure describes. Raise ValueError, which says where a mistake is."""
    if isinstance(given, Mapping):
        given = {"RegistrationType": name, **given}
        if given["RegistrationType"] != name:
            raise ValueError(f"{where}.RegistrationType is {given['RegistrationType']!r}; right would be {name!r}")
    if not (isinstance(given, Mapping) and "Like" in given):
        return structured(RegistrationTypeDefinition, given, where)
    variant = structured(Variant, given, where)
    try:
        return variant.applied_to(types[variant.like])
    except ValueError as error:
        raise ValueError(f"{where}: {error}") from error


def _parsed(path: Path) -> object:
    try:
        structure: object = json.loads(path.read_text("utf-8"))
    except ValueError as error:
        raise ValueError(f"{path} isn't JSON: {error}") from error
    return structure


@cache
def _text(path: Path) -> str:
    """Return the text of one of the package's files, which is read once for all mocks."""
    return path.read_text("utf-8")


@cache
def _files() -> dict[str, Path]:
    """Return the files by the names of their types, in alphabetical order."""
    files = {}
    for path in FOLDER.glob("*.json"):
        if path.stem.startswith("XX_"):
            files.update({f"{code}{path.stem[2:]}": path for code in json.loads(_text(path))["Countries"]})
        else:
            files[path.stem] = path
    return dict(sorted(files.items()))


@cache
def _packaged(name: str) -> RegistrationTypeDefinition | None:
    """Return the definition of a name in the package's files; None if there is none."""
    path = _files().get(name)
    if path is None:
        return None
    structure = json.loads(_text(path))
    if "Countries" in structure:
        code = name[:2]
        text = _text(path).replace("{IsoCountryCode}", code).replace("{Country}", country_names()[code])
        structure = json.loads(text)
        del structure["Countries"]
    return _definition(name, structure, f"{path.name}, {name}", RegistrationTypes())
