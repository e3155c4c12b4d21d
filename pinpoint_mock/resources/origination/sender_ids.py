"""Request, describe, update and release sender IDs, and register those of approved registrations."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TypedDict

from ...errors import ConflictException, ValidationException
from ...facts.countries import COUNTRIES, SENDER_IDS_REGISTERED, UNSUPPORTED, WITHOUT_SENDER_IDS
from ...fidelity import warn_of_difference
from ...operation import operation
from ...protocol.mocked import mocked_values
from ...protocol.pagination import Listing
from ...store import Region, listing_of
from ..registrations.registration import Registration, UsableRegistrations
from .finding import find_sender_id
from .sender_id import SenderId


class SenderIdAndCountry(TypedDict):
    """The name of a sender ID in requests, in the wire's names."""

    SenderId: str
    IsoCountryCode: str


@operation
def request_sender_id(
    region: Region,
    *,
    SenderId: str,
    IsoCountryCode: str,
    MessageTypes: Sequence[str] = (),
    DeletionProtectionEnabled: bool = False,
) -> SenderId:
    """Request a sender ID for one country. Its text is kept in upper case.

    Raise ConflictException if the account has it already, ValidationException for a text without a letter, and for a
    country that has no sender IDs or requires a registration. A registration that `add_registration` made for the
    country is used for one sender ID. Warn with FidelityWarning about a text that AWS documents as impossible without
    saying what it answers.
    """
    registration = _unused_registration(region, IsoCountryCode)
    _refuse_country(IsoCountryCode, is_registered=registration is not None)
    if not re.search("[A-Za-z]", SenderId) or SenderId.strip("-") != SenderId:
        raise ValidationException(
            reason="INVALID_PARAMETER",
            fields={"SenderId": f"{SenderId!r} was given; it needs at least one letter, and no hyphen at either end"},
        )
    message_types = MessageTypes or mocked_values("MessageType")
    sender_id = _sender_id(region, SenderId.upper(), IsoCountryCode, message_types, DeletionProtectionEnabled)
    region.refuse_one_more(sender_id)
    _warn_if_impossible_at_aws(SenderId, IsoCountryCode)
    if registration is not None:
        registration.associate(sender_id)
    return region.keep(sender_id)


@operation
def describe_sender_ids(region: Region, *, SenderIds: Sequence[SenderIdAndCountry] = ()) -> Listing[SenderId]:
    if not SenderIds:
        return region.index(SenderId)
    return listing_of([find_sender_id(region, each["SenderId"], each["IsoCountryCode"]) for each in SenderIds])


@operation
def update_sender_id(
    region: Region, *, SenderId: str, IsoCountryCode: str, DeletionProtectionEnabled: bool | None = None
) -> SenderId:
    """Turn deletion protection on or off. Nothing else of a sender ID can be changed."""
    sender_id = find_sender_id(region, SenderId, IsoCountryCode)
    if DeletionProtectionEnabled is not None:
        sender_id.deletion_protection_enabled = DeletionProtectionEnabled
    return sender_id


@operation
def release_sender_id(region: Region, *, SenderId: str, IsoCountryCode: str) -> SenderId:
    """Release a sender ID. Raise ConflictException if it is in a pool or protected from deletion."""
    sender_id = find_sender_id(region, SenderId, IsoCountryCode)
    if sender_id.pools:
        raise ConflictException(reason="SENDER_ID_ASSOCIATED_TO_POOL", resource=sender_id)
    sender_id.must_not_be_protected()
    if sender_id.registration is not None:
        sender_id.registration.disassociate(sender_id)
    region.remove(sender_id)
    return sender_id


_TEXT_FIELD = "senderIdInfo.senderId"
"""The field that has the text of the sender ID, in the forms of registrations."""


def register_sender_id(registration: Registration) -> None:
    """Create the sender ID of an approved registration, or register it if it exists already.

    Do nothing for a registration of another type.
    """
    iso_country_code = registration.registration_type[:2]
    text = registration.current_version.values.get(_TEXT_FIELD)
    if registration.registration_type != _type_for(iso_country_code) or text is None or text.text_value is None:
        return
    region = registration.region
    sender_id = region.find(SenderId, f"{text.text_value.upper()}/{iso_country_code}") or region.keep(
        _sender_id(region, text.text_value.upper(), iso_country_code, mocked_values("MessageType"), False)
    )
    if sender_id.registration is not registration:
        if sender_id.registration is not None:
            sender_id.registration.disassociate(sender_id)
        registration.associate(sender_id)


def _unused_registration(region: Region, iso_country_code: str) -> Registration | None:
    """Return an approved registration that `add_registration` made for the country, and that no sender ID uses yet."""
    usable = region.state(UsableRegistrations).by_type.get(_type_for(iso_country_code), ())
    return next((each for each in usable if _TEXT_FIELD not in each.current_version.values), None)


def _type_for(iso_country_code: str) -> str:
    return f"{iso_country_code}_SENDER_ID_REGISTRATION"


def _sender_id(
    region: Region, text: str, iso_country_code: str, message_types: Sequence[str], is_protected: bool
) -> SenderId:
    # This is a function because parameters of the operations have the same name as the class.
    return SenderId(
        region=region,
        sender_id=text,
        iso_country_code=iso_country_code,
        message_types=tuple(dict.fromkeys(message_types)),
        deletion_protection_enabled=is_protected,
    )


def _refuse_country(iso_country_code: str, *, is_registered: bool) -> None:
    """Raise ValidationException for a country without sender IDs, or with registered ones only."""
    if iso_country_code not in COUNTRIES or iso_country_code in WITHOUT_SENDER_IDS | UNSUPPORTED:
        raise ValidationException(
            reason="SENDER_ID_NOT_SUPPORTED",
            fields={"IsoCountryCode": f"{iso_country_code!r} has no sender IDs; GB, DE and FR have some, for example"},
        )
    if iso_country_code in SENDER_IDS_REGISTERED and not is_registered:
        raise ValidationException(
            reason="SENDER_ID_REQUIRES_REGISTRATION",
            fields={
                "IsoCountryCode": f"{iso_country_code!r} has only sender IDs with an approved registration; file one"
            },
        )


def _warn_if_impossible_at_aws(text: str, iso_country_code: str) -> None:
    """Warn with FidelityWarning about a sender ID that AWS documents as impossible."""
    if len(text) < 3:
        instead = "AWS has sender IDs of 3 to 11 characters"
    elif "_" in text:
        instead = "AWS has sender IDs of letters, digits and dashes"
    elif "-" in text and iso_country_code == "FR":
        instead = "AWS has sender IDs of only letters and digits for France"
    else:
        return
    warn_of_difference(
        f"RequestSenderId of {text!r}: {instead}. AWS's answer isn't known, so the mock gave the sender ID."
    )
