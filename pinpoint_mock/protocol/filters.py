"""`Filters` of any Describe or List: every filter must hold, and each holds for any of its values.

A filter's name is that of the item's member in kebab case; of a list, in the singular. Values of a boolean or an enum
are checked against what there can be, so that a slip doesn't look like an empty account (our choice).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any

from botocore.model import Shape

from ..errors import ValidationException
from . import model
from .names import snake_case

Predicate = Callable[[Any], bool]


def compile_filters(operation: str, filters: Iterable[Mapping[str, Any]]) -> Predicate | None:
    """One predicate over items, or None where there is nothing to filter by."""
    predicates = [_compile(operation, each["Name"], each["Values"]) for each in filters]
    if not predicates:
        return None
    return lambda item: all(predicate(item) for predicate in predicates)


def _compile(operation: str, name: str, values: list[str]) -> Predicate:
    attribute, possible = _filtered_member(operation, name)
    wrong = [value for value in values if possible and value not in possible]
    if wrong:
        raise ValidationException(
            reason="INVALID_FILTER_VALUES",
            fields={"Filters": f"{name} can't be {', '.join(map(repr, wrong))}; it is one of {', '.join(possible)}"},
        )
    accepted = frozenset(values)
    return lambda item: not accepted.isdisjoint(_texts(getattr(item, attribute)))


@cache
def _filtered_member(operation: str, name: str) -> tuple[str, tuple[str, ...]]:
    """The attribute that a filter looks at, and the values there can be (empty: any)."""
    members = {snake_case(member): shape for member, shape in _item_members(operation).items()}
    singular = snake_case(name)
    plural = f"{singular[:-1]}ies" if singular.endswith("y") else f"{singular}s"
    attribute = singular if singular in members else plural
    shape = members[attribute]
    shape = shape.member if shape.type_name == "list" else shape
    return attribute, ("false", "true") if shape.type_name == "boolean" else tuple(getattr(shape, "enum", ()))


def _item_members(operation: str) -> dict[str, Shape]:
    output = model.operation_model(operation).output_shape
    return next(model.members(shape.member) for shape in output.members.values() if shape.type_name == "list")


def _texts(value: Any) -> tuple[str, ...]:
    if value is None:
        return ()
    if isinstance(value, bool):
        return ("true",) if value else ("false",)
    return (value,) if isinstance(value, str) else tuple(value)
