"""Check a request against its input shape, which is compiled once into nested functions.

botocore's clients check types, required members and minimum lengths before they send a request; the service checks
patterns, maximums and enums. Here everything is checked, because not every client is botocore's.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from botocore.model import Shape

from ..errors import ValidationException, lower_camel_case
from . import model
from .timestamps import instant

Problems = dict[str, str]
Check = Callable[[Any, str, Problems], None]

_TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "boolean": (bool,),
    "integer": (int,),
    "long": (int,),
    "float": (int, float),
    "double": (int, float),
    "blob": (str,),
    "timestamp": (int, float, str),
    "list": (list,),
    "map": (dict,),
    "structure": (dict,),
}


def validate(operation: str, parameters: Mapping[str, object]) -> None:
    """Raise one ValidationException that names every wrong field, its value, and what value would be right."""
    problems: Problems = {}
    _check_of_operation(operation)(parameters, "", problems)
    if problems:
        raise ValidationException(reason="FIELD_VALIDATION_FAILED", fields=problems)


def problems_of(shape: Shape, value: object, path: str) -> Problems:
    """Return what is wrong with a value of that shape, by the path of each wrong field."""
    problems: Problems = {}
    _compile(shape)(value, path, problems)
    return problems


@cache
def _check_of_operation(operation: str) -> Check:
    return _compile(model.operation_model(operation).input_shape)


def _compile(shape: Shape) -> Check:
    types = _TYPES.get(shape.type_name, (object,))  # a newer model may have more types
    check_constraints = _COMPILERS.get(shape.type_name, _compile_scalar)(shape)
    bool_is_wrong = bool not in types and object not in types
    type_name = shape.type_name

    def check(value: object, path: str, problems: Problems) -> None:
        if not isinstance(value, types) or ((bool_is_wrong and value is True) or (bool_is_wrong and value is False)):
            problems[path] = f"{value!r} is not of type {type_name}"
        else:
            check_constraints(value, path, problems)

    return check


def _compile_scalar(shape: Shape) -> Check:
    bounds = _compile_bounds(shape, "the value", lambda value: value)

    def check(value: object, path: str, problems: Problems) -> None:
        if problem := bounds(value):
            problems[path] = f"{value!r}: {problem}"

    return check


def _compile_string(shape: Shape) -> Check:
    enum = frozenset(getattr(shape, "enum", ()))
    pattern = shape.metadata.get("pattern")
    matches = re.compile(pattern).fullmatch if pattern else None
    bounds = _compile_bounds(shape, "the length", len)

    def check(value: str, path: str, problems: Problems) -> None:
        if problem := bounds(value):
            problems[path] = f"{_shortened(value)}: {problem}"
        elif matches is not None and not matches(value):
            problems[path] = f"{_shortened(value)} does not match {pattern}"
        elif enum and value not in enum:
            problems[path] = f"{_shortened(value)} is not one of {', '.join(sorted(enum))}"

    return check


def _compile_blob(shape: Shape) -> Check:
    low = shape.metadata.get("min", 0)

    def check(value: str, path: str, problems: Problems) -> None:
        try:
            content = base64.b64decode(value, validate=True)
        except ValueError:
            problems[path] = f"{_shortened(value)} is not in Base64"
        else:
            # The operation checks the maximum, which counts characters of Base64 in the only shape that has one.
            if len(content) < low:
                problems[path] = f"the number of bytes is {len(content)}, it must be at least {low}"

    return check


def _compile_timestamp(_: Shape) -> Check:
    def check(value: float | str, path: str, problems: Problems) -> None:
        try:
            instant(value)
        except ValueError:
            problems[path] = f"{value!r} is no time; give seconds since the epoch, or a text in ISO 8601"

    return check


def _compile_list(shape: Shape) -> Check:
    check_member = _compile(shape.member)
    bounds = _compile_bounds(shape, "the number of items", len)

    def check(value: list[object], path: str, problems: Problems) -> None:
        if problem := bounds(value):
            problems[path] = problem
            return
        for position, member in enumerate(value):
            check_member(member, f"{path}[{position}]", problems)

    return check


def _compile_map(shape: Shape) -> Check:
    check_key, check_value = _compile(shape.key), _compile(shape.value)
    bounds = _compile_bounds(shape, "the number of entries", len)

    def check(value: dict[str, object], path: str, problems: Problems) -> None:
        if problem := bounds(value):
            problems[path] = problem
        for key, member in value.items():
            check_key(key, path, problems)
            check_value(member, f"{path}.{key}", problems)

    return check


def within(path: str, name: str) -> str:
    """Return the path of a member in lowerCamelCase. An operation's parameter keeps its name: the error converts it."""
    return f"{path}.{lower_camel_case(name)}" if path else name


def _compile_structure(shape: Shape) -> Check:
    required = tuple(shape.required_members)
    members = model.members(shape)
    checks: dict[str, Check] = {}

    def check(value: Mapping[str, object], path: str, problems: Problems) -> None:
        for name in required:
            if value.get(name) is None:
                problems[within(path, name)] = "is required"
        for name, member in value.items():
            # A member that the model doesn't have is ignored, as the service ignores it.
            if member is not None and name in members:
                check_member = checks.get(name)
                if check_member is None:  # compiled at its first use, since a structure may contain itself
                    check_member = checks[name] = _compile(members[name])
                check_member(member, within(path, name), problems)

    return check


_COMPILERS: dict[str, Callable[[Shape], Check]] = {
    "string": _compile_string,
    "blob": _compile_blob,
    "timestamp": _compile_timestamp,
    "list": _compile_list,
    "map": _compile_map,
    "structure": _compile_structure,
}


def _compile_bounds(shape: Shape, what: str, measure: Callable[[Any], float]) -> Callable[[object], str | None]:
    """Return a function that says how a value breaks the bounds of its shape, or None if it doesn't."""
    low, high = shape.metadata.get("min"), shape.metadata.get("max")
    if low is None and high is None:
        return lambda _: None

    if low == high:
        expected = f"{low}"
    elif None in (low, high):
        expected = f"at least {low}" if high is None else f"at most {high}"
    else:
        expected = f"{low} to {high}"

    def check(value: object) -> str | None:
        size = measure(value)
        if (low is None or size >= low) and (high is None or size <= high):
            return None
        return f"{what} is {size}, it must be {expected}"

    return check


def _shortened(value: str) -> str:
    return repr(value if len(value) <= 60 else f"{value[:57]}...")
