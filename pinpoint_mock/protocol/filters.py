"""Compile the `Filters` of Describe and List operations: an item must match each filter, by any of its values.

A filter's name is the name of a member of the item, or of the structures in a list of the item, in kebab case. The name
of a list may be in the singular, and that of an id may lack its `-id`. Further words in front of the name may say what
the member belongs to. A filter whose name ends in `-begins-with` compares how the member begins, and one whose name
ends in `-before` or `-after` compares a time.

A value must be one that the member can have: true or false, a value of its enum, or a text that matches its pattern.
Otherwise a typo would look like an empty account. This was observed of the languages of Notify's templates; elsewhere
it is our choice.
"""

from __future__ import annotations

import datetime as dt
import operator
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from operator import attrgetter
from typing import Any

from botocore.model import Shape

from ..errors import ValidationException
from . import model
from .mocked import not_mocked
from .names import snake_case
from .timestamps import instant
from .validation import problems_of

Predicate = Callable[[object], bool]
Comparison = Callable[[dt.datetime, dt.datetime], bool]

_BEGINS_WITH = "-begins-with"
_COMPARISONS: Mapping[str, Comparison] = {"before": operator.lt, "after": operator.gt}
_BOOLEANS = {False: ("false",), True: ("true",)}
_TIMES = {"created": "created-timestamp", "expires": "expiration-timestamp"}


def compile_filters(operation: str, filters: Iterable[Mapping[str, Any]]) -> Predicate | None:
    """Return a predicate that tells whether an item passes the filters, or None without filters."""
    predicates = [_compile(operation, each["Name"], each["Values"]) for each in filters]
    if len(predicates) < 2:
        return predicates[0] if predicates else None
    return lambda item: all(predicate(item) for predicate in predicates)


def _compile(operation: str, name: str, values: list[str]) -> Predicate:
    member, _, comparison = name.rpartition("-")
    if comparison in _COMPARISONS:
        return _compile_times(operation, name, _TIMES.get(member, member), _COMPARISONS[comparison], values)
    if name.endswith(_BEGINS_WITH):
        path, _ = _filtered_member(operation, name, name.removesuffix(_BEGINS_WITH))
        # The plus of a phone number may be left out here, as in all operations.
        beginnings = (*values, *(f"+{value}" for value in values))
        texts = _reader(path)
        return lambda item: any(text.startswith(beginnings) for text in texts(item))
    path, shape = _filtered_member(operation, name, name)
    _refuse_wrong(name, [problem for value in values if (problem := _problem_of(shape, value))])
    accepted, texts = frozenset(values), _reader(path)
    return lambda item: not accepted.isdisjoint(texts(item))


def _compile_times(operation: str, name: str, member: str, compare: Comparison, values: list[str]) -> Predicate:
    """Compare a time of the item with each value; an item without that time doesn't pass."""
    (attribute,), _ = _filtered_member(operation, name, member)
    problems = [
        f"{value!r} is not a time in ISO 8601 like 2030-01-31T12:00:00Z" for value in values if not _is_time(value)
    ]
    _refuse_wrong(name, problems)
    times = [instant(value) for value in values]

    def predicate(item: object) -> bool:
        value = getattr(item, attribute)
        return value is not None and any(compare(value, time) for time in times)

    return predicate


def _is_time(value: str) -> bool:
    try:
        instant(value)
    except ValueError:
        return False
    return True


def _problem_of(shape: Shape, value: str) -> str | None:
    """Return what is wrong with a filter's value, which is always a text, for a member of that shape."""
    if shape.type_name == "boolean":
        return None if value in ("false", "true") else f"{value!r} is not one of false, true"
    return problems_of(shape, value, "").get("") if shape.type_name == "string" else None


def _refuse_wrong(name: str, problems: Sequence[str]) -> None:
    if problems:
        raise ValidationException(reason="INVALID_FILTER_VALUES", fields={"Filters": f"{name}: {'; '.join(problems)}"})


@cache
def _filtered_member(operation: str, name: str, member: str) -> tuple[tuple[str, ...], Shape]:
    """Return the attributes that lead from an item to the values that a filter compares, and the shape of a value."""
    words = snake_case(member).split("_")
    names = ("_".join(words[skipped:]) for skipped in range(len(words)))
    members = _item_members(operation)
    found = next((found for each in names for found in _find(_spellings(each), members)), None)
    if found is None:
        raise not_mocked(f"the filter {name} of {operation}")
    path, shape = found
    return path, shape.member if shape.type_name == "list" else shape


def _spellings(name: str) -> tuple[str, ...]:
    """Return the names of members that a filter of that name may mean: the singular of a list, an id without `-id`."""
    return name, f"{name[:-1]}ies" if name.endswith("y") else f"{name}s", f"{name}_id"


def _find(names: tuple[str, ...], members: Mapping[str, Shape]) -> Iterator[tuple[tuple[str, ...], Shape]]:
    """Yield the members of these names, and the attributes that lead there: the item's own members come first."""
    attributes = {snake_case(member): shape for member, shape in members.items()}
    yield from (((name,), attributes[name]) for name in names if name in attributes)
    for attribute, shape in attributes.items():
        if shape.type_name == "list" and shape.member.type_name == "structure":
            yield from (((attribute, *path), found) for path, found in _find(names, model.members(shape.member)))


def _item_members(operation: str) -> dict[str, Shape]:
    output = model.operation_model(operation).output_shape
    return model.members(output.members[model.listed_member(operation)].member)


def _reader(path: tuple[str, ...]) -> Callable[[object], Sequence[str]]:
    """Return a function that returns the values at the end of a path, as texts, for an item.

    The path may lead through a list of structures. The function is called for every item of a listing.
    """
    read, *rest = attrgetter(path[0]), *path[1:]
    if rest:
        texts_of = _reader(tuple(rest))
        return lambda item: [text for each in read(item) for text in texts_of(each)]

    def texts(item: object) -> Sequence[str]:
        value = read(item)
        if value.__class__ is str:
            return (value,)
        if value is None:
            return ()
        return _BOOLEANS[value] if isinstance(value, bool) else value

    return texts
