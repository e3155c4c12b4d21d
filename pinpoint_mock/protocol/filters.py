"""`Filters` of any Describe or List: every filter must hold, and each holds for any of its values.

A filter's name is that of the item's member in kebab case, or of a member of the structures that it lists; of a list,
in the singular; of an id, perhaps without `-id`. Before it there may be words for what the member is of. One in
`-begins-with` looks at the member's beginning, one in `-before` or `-after` at a time. Values are checked against what
there can be, a boolean's words, an enum's, or what the member's own pattern matches, so that a slip doesn't look like
an empty account. Of Notify templates' languages that has been observed, else it is our choice.
"""

from __future__ import annotations

import datetime as dt
import operator
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from botocore.model import Shape

from ..errors import ValidationException
from . import model
from .names import snake_case
from .timestamps import instant
from .validation import problems_of

Predicate = Callable[[Any], bool]
Comparison = Callable[[dt.datetime, dt.datetime], bool]

_BEGINNING = "-begins-with"
_COMPARISONS: Mapping[str, Comparison] = {"before": operator.lt, "after": operator.gt}
_TIMES = {"created": "created-timestamp", "expires": "expiration-timestamp"}


def compile_filters(operation: str, filters: Iterable[Mapping[str, Any]]) -> Predicate | None:
    """One predicate over items, or None where there is nothing to filter by."""
    predicates = [_compile(operation, each["Name"], each["Values"]) for each in filters]
    if not predicates:
        return None
    return lambda item: all(predicate(item) for predicate in predicates)


def _compile(operation: str, name: str, values: list[str]) -> Predicate:
    stem, _, comparison = name.rpartition("-")
    if comparison in _COMPARISONS:
        return _compile_times(operation, name, _TIMES.get(stem, stem), _COMPARISONS[comparison], values)
    if name.endswith(_BEGINNING):
        path, _ = _filtered_member(operation, name, name.removesuffix(_BEGINNING))
        # As everywhere, a phone number's plus may be left out.
        beginnings = (*values, *(f"+{value}" for value in values))
        return lambda item: any(text.startswith(beginnings) for text in _texts(item, path))
    path, shape = _filtered_member(operation, name, name)
    _refuse_wrong(name, [problem for value in values if (problem := _problem_of(shape, value))])
    accepted = frozenset(values)
    return lambda item: not accepted.isdisjoint(_texts(item, path))


def _compile_times(operation: str, name: str, member: str, compare: Comparison, values: list[str]) -> Predicate:
    """What has no such time is neither before nor after any."""
    (attribute,), _ = _filtered_member(operation, name, member)
    wrong = [f"{value!r} is no time in ISO 8601, as 2030-01-31T12:00:00Z" for value in values if not _is_time(value)]
    _refuse_wrong(name, wrong)
    times = [instant(value) for value in values]

    def predicate(item: Any) -> bool:
        own = getattr(item, attribute)
        return own is not None and any(compare(own, time) for time in times)

    return predicate


def _is_time(value: str) -> bool:
    try:
        instant(value)
    except ValueError:
        return False
    return True


def _problem_of(shape: Shape, value: str) -> str | None:
    """What speaks against a value of that shape, which a filter gives as a text."""
    if shape.type_name == "boolean":
        return None if value in ("false", "true") else f"{value!r} is not one of false, true"
    return problems_of(shape, value, "").get("") if shape.type_name == "string" else None


def _refuse_wrong(name: str, problems: Sequence[str]) -> None:
    if problems:
        raise ValidationException(reason="INVALID_FILTER_VALUES", fields={"Filters": f"{name}: {'; '.join(problems)}"})


@cache
def _filtered_member(operation: str, name: str, member: str) -> tuple[tuple[str, ...], Shape]:
    """The attributes that lead to what a filter looks at, and the shape of the values there."""
    words = snake_case(member).split("_")
    names = ("_".join(words[skipped:]) for skipped in range(len(words)))
    members = _item_members(operation)
    found = next((found for each in names for found in _find(_spellings(each), members)), None)
    if found is None:
        raise NotImplementedError(f"the filter {name} of {operation} isn't mocked yet")
    path, shape = found
    return path, shape.member if shape.type_name == "list" else shape


def _spellings(name: str) -> tuple[str, ...]:
    return name, f"{name[:-1]}ies" if name.endswith("y") else f"{name}s", f"{name}_id"


def _find(names: tuple[str, ...], members: Mapping[str, Shape]) -> Iterator[tuple[tuple[str, ...], Shape]]:
    """The members of these names, with the way there: the item's own first, then those of the structures it lists."""
    attributes = {snake_case(member): shape for member, shape in members.items()}
    yield from (((name,), attributes[name]) for name in names if name in attributes)
    for attribute, shape in attributes.items():
        if shape.type_name == "list" and shape.member.type_name == "structure":
            yield from (((attribute, *path), found) for path, found in _find(names, model.members(shape.member)))


def _item_members(operation: str) -> dict[str, Shape]:
    output = model.operation_model(operation).output_shape
    return next(model.members(shape.member) for shape in output.members.values() if shape.type_name == "list")


def _texts(item: Any, path: tuple[str, ...]) -> tuple[str, ...]:
    """What an item has to show at the end of a path, which may lead through a list of structures."""
    name, *rest = path
    value = getattr(item, name)
    if rest:
        return tuple(text for each in value for text in _texts(each, tuple(rest)))
    if value is None:
        return ()
    if isinstance(value, bool):
        return ("true",) if value else ("false",)
    return (value,) if isinstance(value, str) else tuple(value)
