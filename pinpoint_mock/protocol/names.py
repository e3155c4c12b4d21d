"""Convert names of the wire to the names of attributes."""

from __future__ import annotations

from functools import cache

from botocore import xform_name


@cache
def snake_case(name: str) -> str:
    """Return the name of a member, an operation (`DeletePool`) or a filter (`two-way-enabled`) in snake case."""
    return name.replace("-", "_") if "-" in name or name.islower() else str(xform_name(name))
