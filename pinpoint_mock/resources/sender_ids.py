"""Sender IDs: requested, described, changed and released."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import ClassVar, TypedDict

from attrs import define, field

from ..errors import ConflictException, ResourceNotFoundException, ValidationException
from ..fidelity import warn_of_difference
from ..operation import operation
from ..protocol import model
from ..protocol.pagination import Listing
from ..simulation.countries import COUNTRIES, SENDER_IDS_REGISTERED, UNSUPPORTED, WITHOUT_SENDER_IDS
from ..store import Region, Resource, chosen
from .origination import POOLABLE, Identity, find_in_country
from .pools import Pool
from .registrations import Registration

# As registrations name the type of what they are for.
SENDER_ID = "SENDER_ID"


@define(kw_only=True, eq=False)
class SenderId(Identity):
    """A text of an account's that phones of one country show as the sender. Nobody can answer to it."""

    kind: ClassVar[str] = "sender-id"
    quota: ClassVar[str] = "SENDER_IDS_PER_ACCOUNT"
    number_capabilities: ClassVar[Sequence[str]] = ("SMS",)
    sender_id_arn = Resource.arn

    status: str = field(default="ACTIVE", init=False)
    sender_id: str
    iso_country_code: str
    message_types: tuple[str, ...]
    registration: Registration | None = None
    """That whose approval made it, or registered it."""
    monthly_leasing_price: str = "0.00"
    """US dollars; AWS charges nothing for one."""

    @property
    def resource_id(self) -> str:
        return f"{self.sender_id}/{self.iso_country_code}"

    @property
    def registered(self) -> bool:
        return self.registration is not None and not self.registration.forbids_sending

    @property
    def registration_id(self) -> str | None:
        return None if self.registration is None else self.registration.registration_id


POOLABLE.append(SenderId)


class SenderIdAndCountry(TypedDict):
    SenderId: str
    IsoCountryCode: str


def find_sender_id(region: Region, given: str, iso_country_code: str) -> SenderId:
    """The sender ID of that text, in any case, or ARN; an error says that there is none or that its country differs."""
    found: SenderId | None = find_in_country(region, SenderId, given, iso_country_code)
    if found is None:
        raise ResourceNotFoundException(kind=SenderId.kind, resource_id=given)
    return found


@operation
def request_sender_id(
    region: Region,
    *,
    SenderId: str,
    IsoCountryCode: str,
    MessageTypes: Sequence[str] = (),
    DeletionProtectionEnabled: bool = False,
) -> SenderId:
    """A sender ID for one country, in capitals. ConflictException if there is one of that text for the country.

    ValidationException for a text without a letter, and for a country that has no sender IDs or registers each. A
    registration that `add_registration` has made for the country will do for one.
    FidelityWarning for a text that AWS documents as impossible, without saying what it answers.
    """
    registration = _registration_of_any(region, IsoCountryCode)
    _refuse_country(IsoCountryCode, is_registered=registration is not None)
    if not re.search("[A-Za-z]", SenderId) or SenderId.strip("-") != SenderId:
        raise ValidationException(
            reason="INVALID_PARAMETER",
            fields={"SenderId": f"{SenderId!r} was given; it has a letter at least, and no hyphen at either end"},
        )
    message_types = MessageTypes or model.enum_values("MessageType")
    sender_id = _sender_id(region, SenderId.upper(), IsoCountryCode, message_types, DeletionProtectionEnabled)
    region.refuse_one_more(sender_id)
    _warn_of_impossible_text(SenderId, IsoCountryCode)
    if registration is not None:
        registration.associate(sender_id, SENDER_ID)
    return region.keep(sender_id)


@operation
def describe_sender_ids(region: Region, *, SenderIds: Sequence[SenderIdAndCountry] = ()) -> Listing[SenderId]:
    if not SenderIds:
        return region.index(SenderId)
    return chosen([find_sender_id(region, each["SenderId"], each["IsoCountryCode"]) for each in SenderIds])


@operation
def update_sender_id(
    region: Region, *, SenderId: str, IsoCountryCode: str, DeletionProtectionEnabled: bool | None = None
) -> SenderId:
    """Turn deletion protection on or off; nothing else of a sender ID can change."""
    sender_id = find_sender_id(region, SenderId, IsoCountryCode)
    if DeletionProtectionEnabled is not None:
        sender_id.deletion_protection_enabled = DeletionProtectionEnabled
    return sender_id


@operation
def release_sender_id(region: Region, *, SenderId: str, IsoCountryCode: str) -> SenderId:
    """Give a sender ID back. ConflictException while it is in a pool or protected."""
    sender_id = find_sender_id(region, SenderId, IsoCountryCode)
    if any(sender_id.arn in pool.members for pool in region.index(Pool)):
        raise ConflictException(reason="SENDER_ID_ASSOCIATED_TO_POOL", resource=sender_id)
    sender_id.must_not_be_protected()
    if sender_id.registration is not None:
        sender_id.registration.dissociate(sender_id)
    region.remove(sender_id)
    return sender_id


_TEXT = "senderIdInfo.senderId"
"""The field of a form that has the sender ID itself."""


def register_sender_id(registration: Registration) -> None:
    """What the approval of a sender ID's registration does: the account has the sender ID, and it is registered."""
    iso_country_code = registration.registration_type[:2]
    text = registration.current_version.values.get(_TEXT)
    if registration.registration_type != _type_for(iso_country_code) or text is None or text.text_value is None:
        return
    region = registration.region
    sender_id = region.find(SenderId, f"{text.text_value.upper()}/{iso_country_code}") or region.keep(
        _sender_id(region, text.text_value.upper(), iso_country_code, model.enum_values("MessageType"), False)
    )
    if sender_id.registration is not registration:
        if sender_id.registration is not None:
            sender_id.registration.dissociate(sender_id)
        registration.associate(sender_id, SENDER_ID)


def _registration_of_any(region: Region, iso_country_code: str) -> Registration | None:
    """An approved one that names no sender ID and has none yet: `add_registration` leaves its form empty."""
    for each in region.index(Registration):
        is_free = each.in_force and not each.associations and _TEXT not in each.current_version.values
        if is_free and each.registration_type == _type_for(iso_country_code):
            return each
    return None


def _type_for(iso_country_code: str) -> str:
    return f"{iso_country_code}_SENDER_ID_REGISTRATION"


def _sender_id(
    region: Region, text: str, iso_country_code: str, message_types: Sequence[str], is_protected: bool
) -> SenderId:
    # Apart, since the operations' parameter has the name of the class.
    return SenderId(
        region=region,
        sender_id=text,
        iso_country_code=iso_country_code,
        message_types=tuple(dict.fromkeys(message_types)),
        deletion_protection_enabled=is_protected,
    )


def _refuse_country(iso_country_code: str, *, is_registered: bool) -> None:
    if iso_country_code not in COUNTRIES or iso_country_code in WITHOUT_SENDER_IDS | UNSUPPORTED:
        raise ValidationException(
            reason="SENDER_ID_NOT_SUPPORTED",
            fields={"IsoCountryCode": f"{iso_country_code!r} has no sender IDs; GB, DE and FR, for example, have"},
        )
    if iso_country_code in SENDER_IDS_REGISTERED and not is_registered:
        raise ValidationException(
            reason="SENDER_ID_REQUIRES_REGISTRATION",
            fields={
                "IsoCountryCode": f"{iso_country_code!r} has none but those that come of a registration, once approved"
            },
        )


def _warn_of_impossible_text(text: str, iso_country_code: str) -> None:
    if len(text) < 3:
        instead = "AWS has sender IDs of 3 to 11 characters"
    elif "_" in text:
        instead = "AWS has sender IDs of letters, digits and dashes"
    elif "-" in text and iso_country_code == "FR":
        instead = "AWS has sender IDs of letters and digits alone for France"
    else:
        return
    warn_of_difference(
        f"RequestSenderId of {text!r}: {instead}. What AWS answers isn't known, so the mock gave it all the same."
    )
