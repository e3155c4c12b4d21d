"""Build attrs objects from mappings in the wire's names, and say where a mapping is wrong."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from attrs import NOTHING, Attribute, fields, has

from ...did_you_mean import did_you_mean
from ...protocol import model
from ...protocol.validation import problems_of

T = TypeVar("T")

_KINDS = {str: "a string", int: "a whole number"}


def structured(kind: type[T], given: object, where: str) -> T:
    """Return an object of an attrs class. Raise ValueError, which says where a mistake is and what would be right.

    The attributes of the class are strings, whole numbers, other such objects, tuples of these, or None. The mapping
    has each by its name on the wire (`FieldPath` for `field_path`), and may leave out those with a default.
    """
    hashable: Any = kind  # mypy doesn't take a type[T] as hashable
    attributes = _attributes(hashable)
    if not isinstance(given, Mapping):
        problem = f"{where} is a structure with {', '.join(attributes)}; {given!r} was given"
        raise ValueError(problem)  # noqa: TRY004 - all mistakes in a structure are ValueErrors
    for name in given:
        if name not in attributes:
            raise ValueError(f"{where}: {did_you_mean('a member', name, attributes)}")
    missing = [
        name for name, (attribute, _) in attributes.items() if name not in given and attribute.default is NOTHING
    ]
    if missing:
        raise ValueError(f"{where} lacks {', '.join(missing)}")
    values = {
        attributes[name][0].name: _value(attributes[name][1], each, f"{where}.{name}") for name, each in given.items()
    }
    try:
        return kind(**values)
    except ValueError as error:
        raise ValueError(f"{where}: {error}") from error


def as_modelled(shape: str) -> Callable[[object, Attribute[str], str], None]:
    """Return a validator of an attribute: the model's shape must allow its value."""

    def check(_: object, attribute: Attribute[str], value: str) -> None:
        problems = problems_of(model.service_model().shape_for(shape), value, wire_name(attribute.name))
        if problems:
            raise ValueError("; ".join(f"{path} {problem}" for path, problem in problems.items()))

    return check


def wire_name(attribute: str) -> str:
    """Return the wire's name of an attribute: `FieldPath` for `field_path`."""
    return "".join(word.capitalize() for word in attribute.split("_"))


@cache
def _attributes(kind: Any) -> dict[str, tuple[Attribute[object], Any]]:
    """Return the attributes of a class and their types, by their names on the wire."""
    hints = get_type_hints(kind)
    return {wire_name(each.name): (each, hints[each.name]) for each in fields(kind)}


def _value(hint: Any, given: object, where: str) -> object:
    """Return the value of an attribute with this type, from a member of the mapping."""
    if isinstance(hint, UnionType):
        [hint] = [each for each in get_args(hint) if each is not NoneType]
    if get_origin(hint) is tuple:
        if not isinstance(given, (list, tuple)):
            raise ValueError(f"{where} is a list; {given!r} was given")
        return tuple(_value(get_args(hint)[0], each, f"{where}[{place}]") for place, each in enumerate(given))
    if has(hint):
        return structured(hint, given, where)
    if type(given) is not hint:
        raise ValueError(f"{where} is {_KINDS[hint]}; {given!r} was given")
    return given
