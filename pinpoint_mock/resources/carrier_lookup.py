"""Look up a phone number's type, country and carrier."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import phonenumbers
from phonenumbers import PhoneNumberFormat, PhoneNumberType

from ..errors import ValidationException
from ..facts.carriers import CARRIER_CODES, CARRIER_NAME
from ..facts.countries import country_names
from ..facts.destinations import country_of
from ..operation import operation
from ..protocol import model
from ..protocol.validation import problems_of
from ..store import Region

# FIXED_LINE_OR_MOBILE: in many countries, for example in the US, mobile numbers and landlines have the same ranges.
# UNKNOWN: numbers for fiction, which nobody uses. Both count as mobile (our choice).
_TYPES = {
    PhoneNumberType.FIXED_LINE: "LANDLINE",
    PhoneNumberType.FIXED_LINE_OR_MOBILE: "MOBILE",
    PhoneNumberType.MOBILE: "MOBILE",
    PhoneNumberType.UNKNOWN: "MOBILE",
    PhoneNumberType.VOIP: "VOIP",
}

_MOBILE_TYPES = ("MOBILE", "PREPAID")
"""The types whose answers name a mobile network."""


@operation
def carrier_lookup(region: Region, *, PhoneNumber: str, EnableCleansing: bool = False) -> Mapping[str, str]:
    """Return the type, the country and the carrier of a number. A number that no phone can have is INVALID.

    Raise ValidationException if it isn't in E.164.
    """
    number = plain = _e164(PhoneNumber)
    cleansed = _cleansed(plain)
    if EnableCleansing and cleansed is not None:
        number = cleansed
    override = region.simulation.carrier_lookups.get(number, {})
    number_type = override.get("PhoneNumberType") or (_type_of(number) if number == cleansed else "INVALID")
    answer = {"E164PhoneNumber": number, "PhoneNumberType": number_type}
    if number_type != "INVALID":
        answer |= dict(_details(number, number_type))
        if EnableCleansing and number != PhoneNumber:
            answer["OriginalPhoneNumber"] = PhoneNumber
    return {**answer, **override}


def _e164(given: str) -> str:
    """Return a plus and the digits of a number. Raise ValidationException if that isn't E.164."""
    number = f"+{re.sub('[^0-9]', '', given)}"
    if problems_of(model.operation_model("CarrierLookup").output_shape.members["E164PhoneNumber"], number, ""):
        raise ValidationException(
            reason="INVALID_PARAMETER", fields={"PhoneNumber": f"{given!r} isn't E.164, which has 2 to 19 digits"}
        )
    return number


def _cleansed(number: str) -> str | None:
    """Return a number as it is dialled from abroad; None if no phone can have it."""
    if country_of(number) is None:
        return None
    return phonenumbers.format_number(phonenumbers.parse(number), PhoneNumberFormat.E164)


def _type_of(number: str) -> str:
    """Return the PhoneNumberType of a valid number."""
    found = _TYPES.get(phonenumbers.number_type(phonenumbers.parse(number)), "OTHER")
    return found if found in model.enum_values("PhoneNumberType") else "OTHER"  # older models have no VOIP


def _details(number: str, number_type: str) -> Iterator[tuple[str, str]]:
    """Yield the members of the answer that describe the number's country and carrier."""
    country = country_of(number)
    if country is None:
        return
    from phonenumbers import carrier  # it takes a quarter of a second to load

    parsed = phonenumbers.parse(number)
    yield "DialingCountryCode", str(parsed.country_code)
    if country in country_names():  # satellite numbers have the country "001"
        yield "IsoCountryCode", country
        yield "Country", country_names()[country]
    if number_type in _MOBILE_TYPES:
        yield "MCC", CARRIER_CODES["mcc"]
        yield "MNC", CARRIER_CODES["mnc"]
        yield "Carrier", carrier.name_for_number(parsed, "en") or CARRIER_NAME
