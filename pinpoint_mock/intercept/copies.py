"""Copies of a library's objects that differ in a few attributes, so that the originals needn't be touched."""

from __future__ import annotations

from typing import TypeVar

T = TypeVar("T")


def copied(original: T, **changes: object) -> T:
    # Not copy.copy: a botocore client answers any unknown attribute, __setstate__ among them, with an event.
    copy = object.__new__(type(original))
    copy.__dict__.update(original.__dict__, **changes)
    return copy
