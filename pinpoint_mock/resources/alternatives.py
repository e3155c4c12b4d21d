"""Parameters of which a request gives exactly one."""

from __future__ import annotations

from ..errors import ValidationException


def the_one_given(**are_given: bool) -> str:
    """The name of the one that is given; a ValidationException that names them for none, and for several."""
    names = [name for name, is_given in are_given.items() if is_given]
    if not names:
        raise ValidationException(
            reason="MISSING_PARAMETER",
            fields=dict.fromkeys(are_given, f"none of {', '.join(are_given)} was given; give one of them"),
        )
    if len(names) > 1:
        raise ValidationException(
            reason="PARAMETERS_CANNOT_BE_USED_TOGETHER",
            fields=dict.fromkeys(names, f"{', '.join(names)} were given; give one of them"),
        )
    return names[0]
