"""Saying aloud where the mock is kinder than the service may be."""

from __future__ import annotations

import sys
import warnings


class FidelityWarning(UserWarning):
    """The mock answered a request that AWS documents as impossible, but whose real answer isn't known.

    As for a US long code with SMS: it is leased, and this warning points at the caller's line.
    """


def warn_of_difference(message: str) -> None:
    """Emit a `FidelityWarning` that points at the caller's line, not at ours or botocore's."""
    warnings.warn(message, FidelityWarning, stacklevel=_stack_level_of_the_caller())


def _stack_level_of_the_caller() -> int:
    level = 2
    frame = sys._getframe(2)
    while frame.f_back is not None and _is_plumbing(frame.f_globals.get("__name__", "")):
        frame = frame.f_back
        level += 1
    return level


def _is_plumbing(module: str) -> bool:
    return module.partition(".")[0] in {"pinpoint_mock", "botocore", "boto3", "aiobotocore"}
