"""Check destinations of messages: they must be phone numbers in countries that AWS sends to."""

from __future__ import annotations

from ..errors import ValidationException
from ..facts.countries import UNSUPPORTED
from ..facts.destinations import country_of


def country_of_destination(number: str) -> str:
    """Return the country of an E.164 number.

    Raise ValidationException if no phone can have it, and if AWS sends no messages to its country.
    """
    country = country_of(number)
    if country is None:
        raise destination_refused(
            "INVALID_PARAMETER", f"{number!r} can't be a phone number; give one in E.164, for example +12065550100"
        )
    if country in UNSUPPORTED:
        raise destination_refused(
            "DESTINATION_COUNTRY_BLOCKED", f"{number!r} is in {country}, where AWS sends no messages"
        )
    return country


def destination_refused(reason: str, text: str) -> ValidationException:
    """Return the error for a destination that a request must not have."""
    return ValidationException(reason=reason, fields={"DestinationPhoneNumber": text})
