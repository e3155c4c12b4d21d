"""Search the available numbers by a digit pattern, for NumberPreference.

The numbers for fiction are available, and numbers that are made to fit the pattern and are valid in the country (our
choice: it isn't known which numbers AWS has).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import TypedDict

from ...errors import ValidationException
from ...protocol import model
from .number_plans import Block, numbering_plan


class NumberPreference(TypedDict):
    """A preference in the wire's names."""

    PreferenceType: Sequence[str]
    Filter: Sequence[str]


EXACT_MATCH = "ExactMatch"
"""The PreferenceType that is for RequestPhoneNumber alone."""
_MADE_TO_FIT = 1000
"""The most numbers that are made for one pattern."""
_SUBSCRIBER = "5550100"
"""The digits after the area code. The end of them is replaced by a pattern that can be anywhere in a number."""


def refuse_exact_match(preference: NumberPreference | None) -> None:
    """Raise ValidationException for a preference that isn't for a search."""
    if preference is not None and EXACT_MATCH in preference["PreferenceType"]:
        for_searches = [each for each in model.enum_values("PreferenceType") if each != EXACT_MATCH]
        raise ValidationException(
            reason="INVALID_PARAMETER",
            fields={
                "NumberPreference": f"{EXACT_MATCH} was given, which is for RequestPhoneNumber; "
                f"give one of {', '.join(for_searches)}"
            },
        )


def available_numbers(iso_country_code: str, number_type: str, preference: NumberPreference | None) -> Iterator[str]:
    """Yield the numbers of a country that fit a preference, always in the same order."""
    plan = numbering_plan(iso_country_code, number_type)
    if preference is None:
        return plan[0].all()
    how, values = preference["PreferenceType"][0], preference["Filter"]
    made_to_fit = (number for number in dict.fromkeys(_made_to_fit(plan, how, values)) if not _is_fiction(number))
    candidates = chain(plan[0].all(), made_to_fit)
    return (number for number in candidates if any(_fits(number, how, value) for value in values))


def _is_fiction(number: str) -> bool:
    """Return whether a number of the North American plan is for fiction."""
    return number[5:10] == "55501"


def _fits(number: str, how: str, value: str) -> bool:
    """Return whether a number fits a pattern. In a pattern without a plus the country code may be left out."""
    digits, national = number.lstrip("+"), number[2:]
    wanted = value.lstrip("+")
    if how == "StartsWith":
        return digits.startswith(wanted) or ("+" not in value and national.startswith(wanted))
    if how == "EndsWith":
        return digits.endswith(wanted)
    if how == "Contains":
        return wanted in digits
    return wanted == digits or ("+" not in value and wanted == national)


def _made_to_fit(plan: Sequence[Block], how: str, values: Sequence[str]) -> Iterator[str]:
    """Yield valid numbers that may fit some patterns. They are of the North American plan, the only one searched."""
    is_valid = plan[-1].is_valid
    for value in values:
        national = value.removeprefix("+1") if value.startswith("+") else value
        if how in ("StartsWith", EXACT_MATCH):
            if len(national) == 11 and national.startswith("1"):
                national = national[1:]
            missing = 10 - len(national)
            ends = range(min(10**missing, _MADE_TO_FIT)) if missing >= 0 else ()
            made = (f"+1{national}{end:0{missing}}" if missing else f"+1{national}" for end in ends)
        else:
            head = _SUBSCRIBER[: max(7 - len(national), 0)]
            areas = dict.fromkeys(pattern[2:5] for pattern in plan[0].patterns)
            made = (f"+1{(area + head + national)[-10:]}" for area in areas)
        yield from (number for number in made if is_valid(number))
