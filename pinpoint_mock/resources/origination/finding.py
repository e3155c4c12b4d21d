"""Find the origination identity that a request names."""

from __future__ import annotations

from typing import TypeVar

from ...errors import ResourceNotFoundException, ServiceException, ValidationException
from ...references import parse_reference
from ...store import Region
from .identities import NO_COUNTRY, PoolableIdentity
from .phone_number import PhoneNumber
from .rcs_agent import RcsAgent
from .sender_id import SenderId

P = TypeVar("P", bound=PoolableIdentity)

POOLABLE: tuple[type[PoolableIdentity], ...] = (PhoneNumber, RcsAgent, SenderId)
"""The kinds of identity that can be in a pool."""


def find_identity(region: Region, given: str, iso_country_code: str | None) -> PoolableIdentity:
    """Return the identity of an id or an ARN, or the sender ID of a text and a country.

    Raise the error that says what is missing or unknown, or that the identity is of another country.
    """
    reference = parse_reference(given)
    if reference.is_arn and reference.kind == SenderId.kind and iso_country_code is None:
        # Seen of the service, although the ARN names the country.
        raise ValidationException(
            reason="INVALID_ARN", fields={"SenderId": f"{given!r} needs an IsoCountryCode, and none was given"}
        )
    for kind in POOLABLE:
        identity = find_in_country(region, kind, given, iso_country_code)
        if identity is not None:
            return identity
    raise _not_found(given, iso_country_code)


def find_in_country(region: Region, kind: type[P], given: str, iso_country_code: str | None) -> P | None:
    """Return the identity of one kind, or None. Raise ValidationException if it is of another country."""
    # The resource id of a sender ID is its text in upper case and its country. No other identity has such an id.
    found = region.find(kind, given) or region.find(kind, f"{given.upper()}/{iso_country_code}")
    if found is not None and found.iso_country_code not in (iso_country_code or found.iso_country_code, NO_COUNTRY):
        raise ValidationException(
            reason="COUNTRY_CODE_MISMATCH",
            fields={"IsoCountryCode": f"{iso_country_code!r} was given; {given} is of {found.iso_country_code}"},
        )
    return found


def find_sender_id(region: Region, given: str, iso_country_code: str) -> SenderId:
    """Return the sender ID of a text, in upper or lower case, or of an ARN.

    Raise ResourceNotFoundException if there is none, ValidationException if it is of another country.
    """
    found = find_in_country(region, SenderId, given, iso_country_code)
    if found is None:
        raise ResourceNotFoundException(kind=SenderId.kind, resource_id=given)
    return found


def _not_found(given: str, iso_country_code: str | None) -> ServiceException:
    """Return the error for an identity that doesn't exist, by the kind of identity that its name stands for."""
    reference = parse_reference(given)
    if reference.kind == RcsAgent.kind:
        return ResourceNotFoundException(kind=RcsAgent.kind, resource_id=given)
    is_id_of_a_number = reference.kind == PhoneNumber.kind and not reference.is_phone_number
    if is_id_of_a_number or (reference.is_arn and reference.kind != SenderId.kind):
        return ResourceNotFoundException(kind=PhoneNumber.kind, resource_id=given)
    if iso_country_code is None:
        return ValidationException(
            reason="MISSING_PARAMETER",
            fields={"IsoCountryCode": f"none was given; {given!r} would be a sender ID, which needs its country"},
        )
    return ResourceNotFoundException(kind=SenderId.kind, resource_id=given)
