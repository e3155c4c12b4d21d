"""Lease phone numbers: draw them, store them, and warn about those that AWS documents as unavailable."""

from __future__ import annotations

from ...fidelity import warn_of_difference
from ...store import Region
from ..registrations.ten_dlc import TEN_DLC_CAMPAIGN
from .number_plans import NumberSupply
from .phone_number import NumbersInService, PhoneNumber
from .pool import Pool


def draw_number(region: Region, iso_country_code: str, number_type: str) -> str | None:
    """Return a number that was never leased, or None if the country has none of that type."""
    return region.shared(NumberSupply).draw(region.simulation.id_source.random, iso_country_code, number_type)


def lease(number: PhoneNumber, pool: Pool | None = None) -> None:
    """Store a new number, without checks, and connect it with its registration and its pool."""
    region = number.region
    region.keep(number)
    region.state(NumbersInService).by_number[number.phone_number] = number
    region.shared(NumberSupply).lease(number.phone_number)
    if number.registration is not None:
        number.registration.associate(number)
    if pool is not None:
        pool.join(number)


def warn_if_unavailable_at_aws(number: PhoneNumber, *, has_preference: bool = False) -> None:
    """Warn with FidelityWarning about a number that AWS documents as unavailable."""
    country, number_type, capabilities = number.iso_country_code, number.number_type, number.number_capabilities
    if (country, number_type) == ("US", "LONG_CODE") and set(capabilities) & {"SMS", "MMS"}:
        instead = "US long codes have only VOICE; for SMS in the US AWS offers TOLL_FREE and TEN_DLC"
    elif number_type in ("TEN_DLC", "SIMULATOR") and country != "US":
        instead = f"AWS has {number_type} numbers only in the US; elsewhere it offers LONG_CODE"
    elif number_type == "TOLL_FREE" and country not in ("US", "CA"):
        instead = "AWS has TOLL_FREE numbers only in the US and Canada; elsewhere it offers LONG_CODE"
    elif number_type == "SHORT_CODE" and "VOICE" in capabilities:
        instead = "short codes have only SMS and MMS; for calls AWS offers other types"
    elif has_preference and (country, number_type) != ("US", "TEN_DLC"):
        instead = "AWS applies NumberPreference only to TEN_DLC numbers in the US; the mock ignored it"
    else:
        return
    requested = f"A {country} {number_type} number with {', '.join(capabilities)}"
    warn_of_difference(f"{requested}: {instead}. AWS's answer isn't known, so the mock leased the number.")


def warn_if_without_campaign(number: PhoneNumber) -> None:
    """Warn with FidelityWarning about a TEN_DLC number of the US that is requested without its campaign."""
    if (number.iso_country_code, number.number_type) == ("US", "TEN_DLC") and number.registration is None:
        warn_of_difference(
            "A TEN_DLC number without a RegistrationId: AWS's console wants the campaign first, and users report both "
            "that this request succeeds and that it fails. The mock leased the number, which stays PENDING until "
            f"CreateRegistrationAssociation associates it with a COMPLETE {TEN_DLC_CAMPAIGN}."
        )
