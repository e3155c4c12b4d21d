"""Find the country of a phone number, and recognise AWS's simulator destinations."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

import phonenumbers

# User guide, "Simulator phone numbers": messages to the first of each pair succeed, and those to the second fail.
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
_SIMULATOR_COUNTRIES = {number: country for country, pair in _SIMULATORS.items() for number in pair}


def e164(number: str) -> str:
    """Return a number with its plus. The service takes destinations with or without it."""
    return number if number.startswith("+") else f"+{number}"


def is_simulator(number: str) -> bool:
    """Return whether an E.164 number is one of AWS's simulator destinations."""
    return number in _SIMULATOR_COUNTRIES


@lru_cache(maxsize=10_000)
def country_of(number: str) -> str | None:
    """Return the ISO code of an E.164 number's country; None if it can't be a phone number.

    A number that no country uses belongs to the main country of its country code: +1 555 belongs to the US.
    """
    if number in _SIMULATOR_COUNTRIES:
        return _SIMULATOR_COUNTRIES[number]
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return None
    # is_possible_number isn't used, because it also accepts a number without its area code.
    if phonenumbers.is_possible_number_with_reason(parsed) != phonenumbers.ValidationResult.IS_POSSIBLE:
        return None
    return phonenumbers.region_code_for_number(parsed) or phonenumbers.region_code_for_country_code(
        parsed.country_code or 0
    )
