"""Serialise the answers of all operations to the wire's members, by their output shapes.

An answer is a resource, a dict in the wire's names, or a tuple of these. Each member of the output shape is taken from
the first of them that has it. Attributes that the output shape doesn't name are not shown, and None is left out.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from typing import Any

from botocore.model import Shape

from . import model
from .names import snake_case

Serialiser = Callable[[Any], object]
StructureSerialiser = Callable[[tuple[object, ...]], dict[str, object]]

_SCALARS = (str, int, float)


def to_wire(operation: str, answer: object) -> dict[str, object]:
    """Return the members of an operation's answer, in the model's order."""
    return _serialiser_of(operation)(answer if type(answer) is tuple else (answer,))


@cache
def _serialiser_of(operation: str) -> StructureSerialiser:
    return _compile_structure(model.operation_model(operation).output_shape)


def _compile(shape: Shape) -> Serialiser | None:
    """Return the serialiser of a shape, or None for a text, a number or a boolean."""
    if shape.type_name == "structure":
        structure = cache(partial(_compile_structure, shape))  # made at its first use: a structure may contain itself
        return lambda value: structure()((value,))
    if shape.type_name == "list":
        member = _compile(shape.member)
        if member is None:
            return lambda values: [value for value in values if isinstance(value, _SCALARS)]
        return lambda values: [member(value) for value in values]
    return _unchanged if shape.type_name in ("map", "timestamp") else None


def _unchanged(value: object) -> object:
    return value


def _compile_structure(shape: Shape) -> StructureSerialiser:
    members = [(name, snake_case(name), _compile(member)) for name, member in shape.members.items()]

    def serialise(parts: tuple[object, ...]) -> dict[str, object]:
        result: dict[str, object] = {}
        for name, attribute, member in members:
            for part in parts:
                value = part.get(name) if isinstance(part, dict) else getattr(part, attribute, None)
                # A member that only a newer model has may have the name of an attribute that is of another kind.
                if value is not None and (member is not None or isinstance(value, _SCALARS)):
                    result[name] = value if member is None else member(value)
                    break
        return result

    return serialise
