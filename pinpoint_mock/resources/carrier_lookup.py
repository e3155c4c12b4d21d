"""CarrierLookup: what is known of a phone number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import phonenumbers
from phonenumbers import PhoneNumberFormat, PhoneNumberType

from ..errors import ValidationException
from ..operation import operation
from ..protocol import model
from ..protocol.validation import problems_of
from ..simulation.countries import country_names
from ..simulation.destinations import country_of
from ..simulation.events import CARRIER, CARRIER_NAME
from ..store import Region

# Of many countries, the US among them, nobody can tell a mobile number from a landline by its digits, and of the
# numbers kept for fiction not even that they are in use: they are taken for mobile (our choice).
_TYPES = {
    PhoneNumberType.FIXED_LINE: "LANDLINE",
    PhoneNumberType.FIXED_LINE_OR_MOBILE: "MOBILE",
    PhoneNumberType.MOBILE: "MOBILE",
    PhoneNumberType.UNKNOWN: "MOBILE",
    PhoneNumberType.VOIP: "VOIP",
}


@operation
def carrier_lookup(region: Region, *, PhoneNumber: str, EnableCleansing: bool = False) -> Mapping[str, str]:
    """What is known of a number. One that can't be a phone's is INVALID; one that isn't E.164 a ValidationException."""
    number = plain = _e164(PhoneNumber)
    cleansed = _cleansed(plain)
    if EnableCleansing and cleansed is not None:
        number = cleansed
    override = region.simulation.carrier_lookups.get(number, {})
    number_type = override.get("PhoneNumberType") or (_type_of(number) if number == cleansed else "INVALID")
    answer = {"E164PhoneNumber": number, "PhoneNumberType": number_type}
    if number_type != "INVALID":
        answer |= dict(_known_of(number, number_type))
        if EnableCleansing and number != PhoneNumber:
            answer["OriginalPhoneNumber"] = PhoneNumber
    return {**answer, **override}


def _e164(given: str) -> str:
    """What was given, without the characters that it is written with."""
    number = f"+{re.sub('[^0-9]', '', given)}"
    if problems_of(model.operation_model("CarrierLookup").output_shape.members["E164PhoneNumber"], number, ""):
        raise ValidationException(
            reason="INVALID_PARAMETER", fields={"PhoneNumber": f"{given!r} isn't E.164, which has 2 to 19 digits"}
        )
    return number


def _cleansed(number: str) -> str | None:
    """The number without what its country's plan doesn't dial from abroad; None where it can't be a phone's."""
    if country_of(number) is None:
        return None
    return phonenumbers.format_number(phonenumbers.parse(number), PhoneNumberFormat.E164)


def _type_of(number: str) -> str:
    found = _TYPES.get(phonenumbers.number_type(phonenumbers.parse(number)), "OTHER")
    return found if found in model.enum_values("PhoneNumberType") else "OTHER"  # older models have no VOIP


def _known_of(number: str, number_type: str) -> Iterator[tuple[str, str]]:
    country = country_of(number)
    if country is None:
        return
    from phonenumbers import carrier  # it takes a quarter of a second to load

    parsed = phonenumbers.parse(number)
    yield "DialingCountryCode", str(parsed.country_code)
    if country in country_names():  # and isn't the satellites' "001"
        yield "IsoCountryCode", country
        yield "Country", country_names()[country]
    if number_type == "MOBILE":
        yield "MCC", CARRIER["mcc"]
        yield "MNC", CARRIER["mnc"]
        yield "Carrier", carrier.name_for_number(parsed, "en") or CARRIER_NAME
