"""Destinations: the country of a phone number, and the numbers that only simulate a phone."""

from __future__ import annotations

from collections.abc import Mapping
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
    if not phonenumbers.is_possible_number(parsed):
        return None
    return phonenumbers.region_code_for_number(parsed) or phonenumbers.region_code_for_country_code(
        parsed.country_code or 0
    )
