"""Check parameters of which a request must give exactly one, or at most one."""

from __future__ import annotations

from ..errors import ValidationException


def exactly_one(given: dict[str, bool], *, path: str | None = None) -> str:
    """Return the name of the one parameter that is given.

    `given` tells by the name of each parameter whether it is given. Raise ValidationException for none and for several;
    its fields are the parameters, or `path` if they are members of one structure.
    """
    name = at_most_one(given, path=path)
    if name is None:
        raise ValidationException(
            reason="MISSING_PARAMETER",
            fields=dict.fromkeys([path] if path else given, f"give one of {', '.join(given)}; none was given"),
        )
    return name


def at_most_one(given: dict[str, bool], *, path: str | None = None) -> str | None:
    """Return the name of the one parameter that is given, or None. Raise ValidationException for several."""
    names = [name for name, is_given in given.items() if is_given]
    if len(names) > 1:
        raise ValidationException(
            reason="PARAMETERS_CANNOT_BE_USED_TOGETHER",
            fields=dict.fromkeys([path] if path else names, f"give only one of {', '.join(names)}"),
        )
    return names[0] if names else None
