"""attrs objects of mappings in the wire's names: what `wire` does, the other way, and with every slip told."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from attrs import NOTHING, Attribute, fields, has

from ..did_you_mean import did_you_mean
from ..protocol import model
from ..protocol.validation import problems_of

T = TypeVar("T")

_KINDS = {str: "a string", int: "a whole number"}


def structured(kind: type[T], given: object, where: str) -> T:
    """An object of an attrs class; ValueError says where, what was given and what would do.

    Attributes are strings, whole numbers, other such objects, tuples of these, or None; in a mapping each is named as
    on the wire (`FieldPath` for `field_path`), and it may leave out what has a default.
    """
    hashable: Any = kind  # which mypy doesn't see of a type[T]
    attributes = _attributes(hashable)
    if not isinstance(given, Mapping):
        told = f"{where} is a structure with {', '.join(attributes)}; {given!r} was given"
        raise ValueError(told)  # noqa: TRY004 - what a user wrote is wrong as a value, whether by its type or otherwise
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


def as_modelled(shape: str) -> Callable[[Any, Attribute[Any], Any], None]:
    """A validator of an attribute: its value is one that the model has for that shape."""

    def check(_: Any, attribute: Attribute[Any], value: Any) -> None:
        problems = problems_of(model.service_model().shape_for(shape), value, wire_name(attribute.name))
        if problems:
            raise ValueError("; ".join(f"{path} {problem}" for path, problem in problems.items()))

    return check


def wire_name(attribute: str) -> str:
    """The wire's name of an attribute: `FieldPath` for `field_path`."""
    return "".join(word.capitalize() for word in attribute.split("_"))


@cache
def _attributes(kind: type) -> dict[str, tuple[Attribute[Any], Any]]:
    """The attributes of a class with what each may be, by their names on the wire."""
    hints = get_type_hints(kind)
    return {wire_name(each.name): (each, hints[each.name]) for each in fields(kind)}


def _value(hint: Any, given: object, where: str) -> Any:
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
