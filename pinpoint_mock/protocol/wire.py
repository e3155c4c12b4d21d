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


def to_wire(operation: str, answer: object) -> dict[str, object]:
    """Return the members of an operation's answer, in the model's order."""
    return _serialiser_of(operation)(answer if type(answer) is tuple else (answer,))


@cache
def _serialiser_of(operation: str) -> StructureSerialiser:
    return _compile_structure(model.operation_model(operation).output_shape)


def _compile(shape: Shape) -> Serialiser | None:
    """Return the serialiser of a shape, or None if its values need no change."""
    if shape.type_name == "structure":
        structure = cache(partial(_compile_structure, shape))  # made at its first use: a structure may contain itself
        return lambda value: structure()((value,))
    if shape.type_name == "list":
        member = _compile(shape.member)
        return list if member is None else lambda values: [member(value) for value in values]
    return None


def _compile_structure(shape: Shape) -> StructureSerialiser:
    members = [(name, snake_case(name), _compile(member)) for name, member in shape.members.items()]

    def serialise(parts: tuple[object, ...]) -> dict[str, object]:
        result: dict[str, object] = {}
        for name, attribute, member in members:
            for part in parts:
                value = part.get(name) if isinstance(part, dict) else getattr(part, attribute, None)
                if value is not None:
                    result[name] = value if member is None else member(value)
                    break
        return result

    return serialise
