"""Register functions as operations of the service, with `@operation`."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any, TypeVar

from attrs import frozen

F = TypeVar("F", bound=Callable[..., Any])


@frozen
class Operation:
    """Describe a registered operation: its name on the wire, its function, and the members that the function takes."""

    name: str
    function: Callable[..., Any]
    takes: frozenset[str]


OPERATIONS: dict[str, Operation] = {}


def operation(function: F) -> F:
    """Register a function, named as boto3 names the call, as the operation of that name.

    The first argument is the region; all others are keyword-only and spelled as boto3 spells them. Members that the
    function doesn't name (a client token, tags at creation, filters, paging) are handled by the pipeline in `service`.
    """
    name = "".join(word.capitalize() for word in function.__name__.split("_"))
    _, *parameters = inspect.signature(function).parameters.values()
    OPERATIONS[name] = Operation(name, function, frozenset(parameter.name for parameter in parameters))
    return function
