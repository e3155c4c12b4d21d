"""Keep a set of destinations that a test names."""

from __future__ import annotations

import re
from typing import ClassVar

from .._public import public
from ..facts.destinations import e164
from .checked_sets import CheckedSet


def problem_of_destination(number: object) -> str | None:
    """Return what is wrong with a destination that a test names; None if it is right."""
    if isinstance(number, str) and re.fullmatch(r"\+?[1-9][0-9]{1,18}", number):
        return None
    return f"{number!r} is not a destination; give one in E.164, for example '+12065550100'"


@public
class Destinations(CheckedSet):
    """A set of destinations in E.164, with or without their plus. Anything else raises ValueError."""

    what: ClassVar[str] = "destinations are a set of phone numbers"

    def _problem_of(self, value: str) -> str | None:
        return problem_of_destination(value)

    def _normal(self, value: str) -> str:
        return e164(value)
