"""Mark the functions that implement operations of the service, with `@operation`."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any, TypeVar

from attrs import frozen

F = TypeVar("F", bound=Callable[..., Any])

_MARK = "__operation__"


@frozen
class Operation:
    """An operation: its name on the wire, its function, and the parameters that the function takes."""

    name: str
    function: Callable[..., Any]
    takes: frozenset[str]
    is_paged: bool
    """Whether its answer has a listing, of which the pipeline takes a page."""


def operation(function: F) -> F:
    """Mark a function, named as boto3 names the call, as the operation of that name.

    The first argument is the region. The others are keyword-only and spelled as boto3 spells them. The pipeline
    handles parameters that the function doesn't take: a client token, tags at creation, filters and paging.
    """
    name = "".join(word.capitalize() for word in function.__name__.split("_"))
    signature = inspect.signature(function)
    _, *parameters = signature.parameters.values()
    takes = frozenset(parameter.name for parameter in parameters)
    setattr(function, _MARK, Operation(name, function, takes, "Listing[" in str(signature.return_annotation)))
    return function


def operations_of(module: ModuleType) -> Iterator[Operation]:
    """Yield the operations that a module implements, in the order of the code."""
    for function in vars(module).values():
        found = getattr(function, _MARK, None)
        if isinstance(found, Operation) and found.function.__module__ == module.__name__:
            yield found
