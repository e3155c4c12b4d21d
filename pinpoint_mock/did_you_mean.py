"""Word the errors for wrong names in the use of the mock, and suggest the nearest right names."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from ._public import public


@public
class UnknownNameError(KeyError, ValueError):
    """An unknown name was given, as a key or as a value. The text suggests right ones."""

    def __str__(self) -> str:
        return str(self.args[0])  # KeyError would show the repr


def did_you_mean(what: str, given: object, right: Iterable[str]) -> str:
    """Return a sentence that says what an unknown name should be, with up to three near names, or else all names.

    Of more than 20 names without a near one it gives the first five.
    """
    names = list(right)
    text = f"{given!r} is not {what}"
    by_folded_name = {_folded(name): name for name in names}
    near = difflib.get_close_matches(_folded(str(given)), by_folded_name, n=3, cutoff=0.6)
    # A part of a name counts as near, too.
    part = _folded(str(given))
    near = near or [name for name in by_folded_name if len(part) >= 3 and part in name][:3]
    if near:
        return f"{text}; did you mean {' or '.join(by_folded_name[name] for name in near)}?"
    if len(names) > 20:
        return f"{text}; there are {len(names)}, for example {', '.join(sorted(names)[:5])}"
    return f"{text}; use one of: {', '.join(names)}" if names else f"{text}; there is none here"


def _folded(name: str) -> str:
    return name.lower().replace("_", "").replace("-", "")
