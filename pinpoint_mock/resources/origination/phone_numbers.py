"""Request, describe, update and release phone numbers, and list the numbers that are available."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from sys import intern

from attrs import frozen

from ...errors import ResourceNotFoundException, ValidationException
from ...operation import operation
from ...protocol.pagination import Listing, Sequenced
from ...store import Region
from ..opt_out_lists import DEFAULT, OptOutList
from ..registrations.registration import Registration
from ..registrations.ten_dlc import campaign_for_ten_dlc
from .identities import TwoWaySettings
from .leasing import draw_number, lease, warn_if_unavailable_at_aws, warn_if_without_campaign
from .number_plans import NumberSupply
from .number_search import NumberPreference, available_numbers, refuse_exact_match
from .phone_number import NumbersInService, PhoneNumber
from .pool import Pool


@operation
def request_phone_number(
    region: Region,
    *,
    IsoCountryCode: str,
    MessageType: str,
    NumberCapabilities: Sequence[str],
    NumberType: str,
    OptOutListName: str = DEFAULT,
    PoolId: str | None = None,
    RegistrationId: str | None = None,
    NumberPreference: Sequence[NumberPreference] = (),
    InternationalSendingEnabled: bool = False,
    DeletionProtectionEnabled: bool = False,
) -> PhoneNumber:
    """Lease a phone number. It is PENDING in the answer and ACTIVE from the next call on, unless `transitions` differ.

    A TEN_DLC number without a campaign stays PENDING until it is associated with one. With a PoolId the number is also
    added to the pool; if that is refused, nothing is leased. Warn with FidelityWarning about a combination that AWS
    documents as unavailable without saying what it answers, and about a TEN_DLC number without a campaign.
    """
    if NumberType == "SIMULATOR" and MessageType == "PROMOTIONAL":
        # Seen of the service: it finds no such number.
        raise _none_available(f"{IsoCountryCode} {NumberType} {MessageType}")
    phone_number_id, opt_out_list = region.new_id(PhoneNumber), region.get(OptOutList, OptOutListName)
    registration = _registration(region, NumberType, RegistrationId)
    pool = region.get(Pool, PoolId) if PoolId else None  # the model allows an empty PoolId
    preference = _only_preference(NumberPreference)
    number = PhoneNumber(
        region=region,
        phone_number_id=phone_number_id,
        phone_number=_draw_number(region, IsoCountryCode, NumberType, preference),
        iso_country_code=IsoCountryCode,
        message_type=MessageType,
        number_capabilities=tuple(map(intern, dict.fromkeys(NumberCapabilities))),
        number_type=NumberType,
        own_settings=TwoWaySettings(opt_out_list=opt_out_list),
        international_sending_enabled=InternationalSendingEnabled,
        deletion_protection_enabled=DeletionProtectionEnabled,
        registration=registration,
    )
    if pool is not None:
        pool.refuse_one_more(number)
    region.refuse_one_more(number)
    warn_if_unavailable_at_aws(number, has_preference=preference is not None)
    warn_if_without_campaign(number)
    lease(number, pool)
    region.transitions.start(number, "PENDING", "ACTIVE", is_held=number.waits_for_registration)
    return number


@operation
def describe_phone_numbers(region: Region, *, PhoneNumberIds: Sequence[str] = ()) -> Listing[PhoneNumber]:
    return region.describe(PhoneNumber, PhoneNumberIds)


@operation
def update_phone_number(
    region: Region,
    *,
    PhoneNumberId: str,
    TwoWayEnabled: bool | None = None,
    TwoWayChannelArn: str | None = None,
    TwoWayChannelRole: str | None = None,
    SelfManagedOptOutsEnabled: bool | None = None,
    OptOutListName: str | None = None,
    InternationalSendingEnabled: bool | None = None,
    DeletionProtectionEnabled: bool | None = None,
) -> PhoneNumber:
    """Change the given settings of a number. Raise ConflictException for a number in a pool."""
    number = region.get_unreleased(PhoneNumber, PhoneNumberId)
    number.must_not_be_pooled()
    number.update_two_way(
        enabled=TwoWayEnabled,
        channel_arn=TwoWayChannelArn,
        channel_role=TwoWayChannelRole,
        self_managed_opt_outs=SelfManagedOptOutsEnabled,
        opt_out_list_name=OptOutListName,
    )
    if InternationalSendingEnabled is not None:
        number.international_sending_enabled = InternationalSendingEnabled
        number.update_ability()
    if DeletionProtectionEnabled is not None:
        number.deletion_protection_enabled = DeletionProtectionEnabled
    return number


@operation
def release_phone_number(region: Region, *, PhoneNumberId: str) -> PhoneNumber:
    """Release a number, which is DISASSOCIATING first.

    Raise ConflictException if it is in a pool or protected. Raise ValidationException for a short code: AWS takes one
    back by a support case, so that its API refuses it (our choice, by the name of the reason).
    """
    number = region.get_unreleased(PhoneNumber, PhoneNumberId)
    if number.number_type == "SHORT_CODE":
        raise ValidationException(
            reason="PHONE_NUMBER_CANNOT_BE_RELEASED",
            fields={"PhoneNumberId": f"{PhoneNumberId!r} is the short code {number.phone_number}, which stays leased"},
        )
    number.must_not_be_pooled()
    number.must_not_be_protected()
    if number.registration is not None:
        number.registration.disassociate(number)
    del region.state(NumbersInService).by_number[number.phone_number]
    region.transitions.start(number, "DISASSOCIATING", "DELETED", on_end=lambda: region.remove(number))
    return number


@operation
def list_available_phone_numbers(
    region: Region,
    *,
    IsoCountryCode: str,
    NumberCapabilities: Sequence[str],
    NumberType: str,
    RegistrationId: str | None = None,
    NumberPreference: Sequence[NumberPreference] = (),
) -> Listing[str]:
    """Return available numbers, as E.164 texts. Only TEN_DLC numbers of the US can be searched."""
    if RegistrationId is not None:
        region.get(Registration, RegistrationId)
    preference = _only_preference(NumberPreference)
    refuse_exact_match(preference)
    if "RCS" in NumberCapabilities:
        return Sequenced(())  # only agents have this capability
    return AvailableNumbers(region, IsoCountryCode, NumberType, preference)


@frozen
class AvailableNumbers:
    """A listing of the numbers that an account can request. Leased numbers are left out when it is read."""

    region: Region
    iso_country_code: str
    number_type: str
    preference: NumberPreference | None

    def after(self, position: int) -> Iterator[tuple[int, str]]:
        if (self.iso_country_code, self.number_type) != ("US", "TEN_DLC"):
            return
        numbers = available_numbers(self.iso_country_code, self.number_type, self.preference)
        for place, number in islice(enumerate(numbers, 1), position, None):
            if self.region.shared(NumberSupply).is_free(number):
                yield place, number


def _registration(region: Region, number_type: str, registration_id: str | None) -> Registration | None:
    """Return the registration to request a number with. Raise the error that forbids it, if one does."""
    if registration_id is None:
        return None
    if number_type == "TEN_DLC":
        registration = campaign_for_ten_dlc(region, registration_id)
    else:
        registration = region.get(Registration, registration_id)
    registration.refuse_one_more_number()
    return registration


def _draw_number(region: Region, iso_country_code: str, number_type: str, preference: NumberPreference | None) -> str:
    """Return a number that was never leased. Raise ResourceNotFoundException if there is none."""
    supply = region.shared(NumberSupply)
    if preference is not None and (iso_country_code, number_type) == ("US", "TEN_DLC"):
        search = iso_country_code, number_type, *preference["PreferenceType"], *preference["Filter"]
        number = supply.first_free(search, lambda: available_numbers(iso_country_code, number_type, preference))
        wanted = ",".join(preference["Filter"])
    else:
        number = draw_number(region, iso_country_code, number_type)
        wanted = f"{iso_country_code} {number_type}"
    if number is None:
        raise _none_available(wanted)
    return number


def _only_preference(preferences: Sequence[NumberPreference]) -> NumberPreference | None:
    """Return the only preference, if any. Raise ValidationException if it has several filters and must have one."""
    if not preferences:
        return None
    preference = preferences[0]
    if len(preference["Filter"]) > 1 and preference["PreferenceType"] != ["ExactMatch"]:
        raise ValidationException(
            reason="INVALID_PARAMETER",
            fields={
                "NumberPreference": f"{len(preference['Filter'])} filters were given; only ExactMatch takes several"
            },
        )
    return preference


def _none_available(wanted: str) -> ResourceNotFoundException:
    """Return the error if no number of the requested form is available."""
    return ResourceNotFoundException(kind=PhoneNumber.kind, resource_id=wanted)
