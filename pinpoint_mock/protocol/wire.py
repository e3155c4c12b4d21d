"""Python objects to the wire's members by the output shape: the only serialiser.

An answer is a resource, a dict in the wire's names, or a tuple of these; each member of the output shape is taken
from the first that has it. What an output shape doesn't name stays private; what is None is left out.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from botocore.model import Shape

from . import model
from .names import snake_case

Serialiser = Callable[[Any], Any]


def to_wire(operation: str, answer: Any) -> dict[str, Any]:
    """The members of an operation's answer, in the model's order."""
    result: dict[str, Any] = _serialiser_of(operation)(answer if type(answer) is tuple else (answer,))
    return result


def listed_member(operation: str) -> str:
    """The name of the list that a paged operation pages."""
    output = model.operation_model(operation).output_shape
    return next(str(name) for name, shape in output.members.items() if shape.type_name == "list")


@cache
def _serialiser_of(operation: str) -> Serialiser:
    return _compile_structure(model.operation_model(operation).output_shape)


def _compile(shape: Shape) -> Serialiser | None:
    """The serialiser of a shape, or None where a value is passed as it is."""
    if shape.type_name == "structure":
        structure = _compile_structure(shape)
        return lambda value: structure((value,))
    if shape.type_name == "list":
        member = _compile(shape.member)
        return list if member is None else lambda values: [member(value) for value in values]
    return None


def _compile_structure(shape: Shape) -> Serialiser:
    members = [(name, snake_case(name), _compile(member)) for name, member in shape.members.items()]

    def serialise(parts: tuple[Any, ...]) -> dict[str, Any]:
        result = {}
        for name, attribute, member in members:
            for part in parts:
                value = part.get(name) if isinstance(part, dict) else getattr(part, attribute, None)
                if value is not None:
                    result[name] = value if member is None else member(value)
                    break
        return result

    return serialise
