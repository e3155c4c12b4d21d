"""Copy an object of a library and change a few attributes of the copy, so that the original stays untouched."""

from __future__ import annotations

from typing import TypeVar

T = TypeVar("T")


def shallow_copy(original: T, **changes: object) -> T:
    """Return a copy of an object with these attributes changed."""
    # copy.copy looks up __setstate__, and a botocore client emits an event for every attribute it doesn't have.
    copy = object.__new__(type(original))
    copy.__dict__.update(original.__dict__, **changes)
    return copy
