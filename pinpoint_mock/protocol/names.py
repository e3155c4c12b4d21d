"""The wire's PascalCase names and the snake case of our attributes."""

from __future__ import annotations

from functools import cache

from botocore import xform_name


@cache
def snake_case(name: str) -> str:
    """The snake case of a member or an operation (`PhoneNumberId`), or of a filter (`two-way-enabled`)."""
    return name.replace("-", "_") if "-" in name or name.islower() else str(xform_name(name))
