"""Destinations: the country of a phone number, and the numbers that only simulate a phone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, MutableSet
from functools import lru_cache

import phonenumbers

# AWS's own test numbers (user guide, "Simulator phone numbers"): the first of each pair succeeds, the second fails.
_SIMULATORS: Mapping[str, tuple[str, str]] = {
    "AT": ("+43676800442031", "+43676800442032"),
    "AU": ("+61455944038", "+61455944039"),
    "BE": ("+32460213922", "+32460213923"),
    "CH": ("+41798075872", "+41798075874"),
    "CL": ("+56229140630", "+56229140631"),
    "CZ": ("+420790542286", "+420790542287"),
    "DK": ("+4525919410", "+4525919215"),
    "EE": ("+37282720792", "+37282720793"),
    "ES": ("+34683783440", "+34683783442"),
    "FI": ("+3584573979110", "+3584573979111"),
    "FR": ("+33755512501", "+33755512502"),
    "GB": ("+447860019066", "+447860019067"),
    "HK": ("+85257048426", "+85257048854"),
    "HU": ("+36707178770", "+36707178772"),
    "IT": ("+394390009172", "+394390009174"),
    "JE": ("+447937404990", "+447937404992"),
    "LU": ("+352691385880", "+352691385882"),
    "NL": ("+3197008100148", "+3197008100150"),
    "NO": ("+4759449384", "+4759449387"),
    "PL": ("+48732141440", "+48732141442"),
    "PT": ("+351927946948", "+351927946950"),
    "RO": ("+40783900330", "+40783900332"),
    "SE": ("+46790645100", "+46790645102"),
    "TW": ("+886903444630", "+886903444632"),
    "US": ("+14254147755", "+14254147167"),
}
SIMULATED_SUCCESS = frozenset(success for success, _ in _SIMULATORS.values())
SIMULATED_FAILURE = frozenset(failure for _, failure in _SIMULATORS.values())
_COUNTRIES_OF_SIMULATORS = {number: country for country, pair in _SIMULATORS.items() for number in pair}


def e164(number: str) -> str:
    """The service takes destinations with or without their plus; one and the same number either way."""
    return number if number.startswith("+") else f"+{number}"


def problem_of_destination(number: object) -> str | None:
    """What is wrong with a destination that a test names, if anything is."""
    if isinstance(number, str) and re.fullmatch(r"\+?[1-9][0-9]{1,18}", number):
        return None
    return f"{number!r} is no destination; give one in E.164, as '+12065550100'"


class Destinations(MutableSet[str]):
    """A set of destinations, with or without their plus. ValueError for what is none."""

    def __init__(self, numbers: Iterable[str] = ()) -> None:
        if isinstance(numbers, str):
            raise TypeError(f"destinations are a set of phone numbers; {numbers!r} was given")
        self._numbers: set[str] = set()
        for number in numbers:
            self.add(number)

    def add(self, value: str) -> None:
        problem = problem_of_destination(value)
        if problem is not None:
            raise ValueError(problem)
        self._numbers.add(e164(value))

    def discard(self, value: str) -> None:
        self._numbers.discard(e164(value))

    def __contains__(self, value: object) -> bool:
        return isinstance(value, str) and e164(value) in self._numbers

    def __iter__(self) -> Iterator[str]:
        return iter(self._numbers)

    def __len__(self) -> int:
        return len(self._numbers)

    def __repr__(self) -> str:
        return repr(self._numbers)


def is_simulator(number: str) -> bool:
    return number in _COUNTRIES_OF_SIMULATORS


@lru_cache(maxsize=10_000)
def country_of(number: str) -> str | None:
    """The ISO code of the country that an E.164 number is of; None where it can't be a phone number.

    One that isn't in use anywhere counts for its country code's main country: +1 555 for the US.
    """
    if number in _COUNTRIES_OF_SIMULATORS:
        return _COUNTRIES_OF_SIMULATORS[number]
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return None
    # Not is_possible_number, to which a number without its area code is possible, too.
    if phonenumbers.is_possible_number_with_reason(parsed) != phonenumbers.ValidationResult.IS_POSSIBLE:
        return None
    return phonenumbers.region_code_for_number(parsed) or phonenumbers.region_code_for_country_code(
        parsed.country_code or 0
    )
