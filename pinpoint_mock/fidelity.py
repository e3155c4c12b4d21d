"""Warn where the mock accepts what the service may refuse."""

from __future__ import annotations

import sys
import warnings

from ._public import public


@public
class FidelityWarning(UserWarning):
    """The mock accepts a request that AWS documents as impossible, or that may fail. AWS's real answer isn't known.

    For example, a request for a US long code with SMS leases one, with this warning at the caller's line. If a filter
    of Python's warnings makes it an error, the request changes nothing.
    """


def warn_of_difference(message: str) -> None:
    """Emit a `FidelityWarning` that points at the line of the user's code that made the call."""
    warnings.warn(message, FidelityWarning, stacklevel=_stack_level_of_the_caller())


def _stack_level_of_the_caller() -> int:
    level = 2
    frame = sys._getframe(2)
    while frame.f_back is not None and _is_internal(frame.f_globals.get("__name__", "")):
        frame = frame.f_back
        level += 1
    return level


def _is_internal(module: str) -> bool:
    return module.partition(".")[0] in {"pinpoint_mock", "botocore", "boto3", "aiobotocore"}
