"""Where messages may go: to phones of the countries that AWS sends to."""

from __future__ import annotations

from ..errors import ValidationException
from ..simulation.countries import UNSUPPORTED
from ..simulation.destinations import country_of


def country_of_destination(number: str) -> str:
    """The country of an E.164 number. ValidationException for what can't be one, and where AWS doesn't send."""
    country = country_of(number)
    if country is None:
        raise destination_refused(
            "INVALID_PARAMETER", f"{number!r} can't be a phone number; give one in E.164, as +12065550100"
        )
    if country in UNSUPPORTED:
        raise destination_refused(
            "DESTINATION_COUNTRY_BLOCKED", f"{number!r} is in {country}, where AWS doesn't send messages"
        )
    return country


def destination_refused(reason: str, text: str) -> ValidationException:
    return ValidationException(reason=reason, fields={"DestinationPhoneNumber": text})
