"""Errors of the mock's own use: what was given, and the nearest right names."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


class UnknownNameError(KeyError, ValueError):
    """A name that isn't one of ours, as a key or as a value; the text says which would be."""

    def __str__(self) -> str:
        return str(self.args[0])  # KeyError would show the repr


def did_you_mean(what: str, given: object, right: Iterable[str]) -> str:
    """A sentence for an unknown name: what it is not, and the nearest right names, else all or the first of them."""
    names = list(right)
    text = f"{given!r} is not {what}"
    by_folded_name = {_folded(name): name for name in names}
    near = difflib.get_close_matches(_folded(str(given)), by_folded_name, n=3, cutoff=0.6)
    # What was said only in part is near as well.
    part = _folded(str(given))
    near = near or [name for name in by_folded_name if len(part) >= 3 and part in name][:3]
    if near:
        return f"{text}; did you mean {' or '.join(by_folded_name[name] for name in near)}?"
    if len(names) > 20:
        return f"{text}; there are {len(names)}, {', '.join(sorted(names)[:5])} among them"
    return f"{text}; right would be: {', '.join(names)}" if names else f"{text}; there is none here"


def _folded(name: str) -> str:
    return name.lower().replace("_", "").replace("-", "")
