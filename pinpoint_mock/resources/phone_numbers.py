"""Phone numbers: requested, described, changed and released."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from sys import intern
from typing import Any, ClassVar

from attrs import define, field, frozen
from attrs.setters import NO_OP

from ..errors import ResourceNotFoundException, ValidationException
from ..fidelity import warn_of_difference
from ..operation import operation
from ..protocol.pagination import Listing, Sequenced
from ..simulation.number_search import offered
from ..store import Region, Resource
from .opt_out_lists import DEFAULT, OptOutList
from .origination import POOLABLE, reconfigure
from .pools import Pool, PooledIdentity
from .registrations import Registration, campaign_for_ten_dlc

# US dollars a month. LONG_CODE and TOLL_FREE as AWS has shown them; the other two are our choice.
MONTHLY_LEASING_PRICES = {"LONG_CODE": "1.00", "TOLL_FREE": "2.00", "TEN_DLC": "1.00", "SIMULATOR": "1.00"}


@define(kw_only=True, eq=False, on_setattr=NO_OP)  # what is converted never changes
class PhoneNumber(PooledIdentity):
    kind: ClassVar[str] = "phone-number"
    quota: ClassVar[str] = "PHONE_NUMBERS_PER_ACCOUNT"
    reason_in_a_pool: ClassVar[str] = "PHONE_NUMBER_ASSOCIATED_TO_POOL"
    phone_number_arn = Resource.arn

    status: str = field(default="", init=False)
    phone_number_id: str
    phone_number: str = field(init=False)
    iso_country_code: str = field(converter=intern)
    message_type: str = field(converter=intern)
    number_capabilities: tuple[str, ...]
    number_type: str = field(converter=intern)
    international_sending_enabled: bool = False
    registration: Registration | None

    @property
    def resource_id(self) -> str:
        return self.phone_number_id

    @property
    def message_types(self) -> Sequence[str]:
        return (self.message_type,)

    @property
    def monthly_leasing_price(self) -> str:
        """US dollars, with two decimals."""
        return MONTHLY_LEASING_PRICES[self.number_type]

    @property
    def registration_id(self) -> str | None:
        return None if self.registration is None else self.registration.registration_id

    def waits_for_its_registration(self) -> bool:
        """A US toll-free number can't send before it is registered, where `strict_registration` says so."""
        return (
            (self.iso_country_code, self.number_type) == ("US", "TOLL_FREE")
            and self.region.simulation.option("strict_registration")
            and not (
                self.registration is not None
                and self.registration.in_force
                and self.registration.supported_association(self.number_type, self.iso_country_code)
            )
        )


POOLABLE.append(PhoneNumber)


@define(eq=False)
class InService:
    """The numbers of an account and region that haven't been released, by E.164."""

    by_number: dict[str, PhoneNumber] = field(factory=dict, init=False)


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
    NumberPreference: Sequence[Mapping[str, Any]] = (),
    InternationalSendingEnabled: bool = False,
    DeletionProtectionEnabled: bool = False,
) -> PhoneNumber:
    """Lease a phone number. PENDING in the answer and ACTIVE from the next call on, unless `transitions` differ.

    With a PoolId the number joins the pool in the same call, or nothing is leased. FidelityWarning for a combination
    that AWS documents as not to be had, without saying what it answers.
    """
    if NumberType == "SIMULATOR" and MessageType == "PROMOTIONAL":
        # Seen of the service: no such number is to be found.
        raise _none_available(f"{IsoCountryCode} {NumberType} {MessageType}")
    number = PhoneNumber(
        region=region,
        phone_number_id=region.new_id(PhoneNumber),
        iso_country_code=IsoCountryCode,
        message_type=MessageType,
        number_capabilities=tuple(map(intern, dict.fromkeys(NumberCapabilities))),
        number_type=NumberType,
        opt_out_list=region.get(OptOutList, OptOutListName),
        international_sending_enabled=InternationalSendingEnabled,
        deletion_protection_enabled=DeletionProtectionEnabled,
        registration=_registration(region, NumberType, RegistrationId),
    )
    pool = region.get(Pool, PoolId) if PoolId else None  # the model lets it be empty, too
    if pool is not None:
        pool.refuse_one_more(number)
    number.phone_number = _available_number(number, NumberPreference)
    region.refuse_one_more(number)
    _warn_of_what_is_not_to_be_had(number, NumberPreference)
    region.keep(number)
    region.the(InService).by_number[number.phone_number] = number
    region.simulation.phone_numbers.lease(number.phone_number)
    if number.registration is not None:
        number.registration.associate(number, number.number_type)
    if pool is not None:
        pool.join(number)
    region.begin(number, "PENDING", "ACTIVE", held=number.waits_for_its_registration)
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
    """Change a number's settings; what is left out stays. ConflictException for a number in a pool."""
    number = kept(region, PhoneNumberId)
    number.must_not_be_pooled()
    reconfigure(
        region,
        number,
        OptOutListName,
        two_way_enabled=TwoWayEnabled,
        two_way_channel_arn=TwoWayChannelArn,
        two_way_channel_role=TwoWayChannelRole,
        self_managed_opt_outs_enabled=SelfManagedOptOutsEnabled,
        international_sending_enabled=InternationalSendingEnabled,
        deletion_protection_enabled=DeletionProtectionEnabled,
    )
    return number


@operation
def release_phone_number(region: Region, *, PhoneNumberId: str) -> PhoneNumber:
    """Give a number back: DISASSOCIATING, then gone. ConflictException while it is in a pool or protected."""
    number = kept(region, PhoneNumberId)
    number.must_not_be_pooled()
    number.must_not_be_protected()
    if number.registration is not None:
        number.registration.dissociate(number)
    del region.the(InService).by_number[number.phone_number]
    region.begin(number, "DISASSOCIATING", "DELETED", finish=lambda: region.remove(number))
    return number


@operation
def list_available_phone_numbers(
    region: Region,
    *,
    IsoCountryCode: str,
    NumberCapabilities: Sequence[str],
    NumberType: str,
    RegistrationId: str | None = None,
    NumberPreference: Sequence[Mapping[str, Any]] = (),
) -> Listing[str]:
    """Numbers on offer, as E.164 texts. Only TEN_DLC numbers of the US can be searched; elsewhere there are none."""
    if RegistrationId is not None:
        region.get(Registration, RegistrationId)
    if "RCS" in NumberCapabilities:
        return Sequenced(())  # an agent's capability, not a number's
    return Offer(region, IsoCountryCode, NumberType, _preference(NumberPreference))


@frozen
class Offer:
    """The listing of the numbers that an account could request."""

    region: Region
    iso_country_code: str
    number_type: str
    preference: Mapping[str, Any] | None

    def after(self, position: int) -> Iterator[tuple[int, str]]:
        if (self.iso_country_code, self.number_type) != ("US", "TEN_DLC"):
            return
        numbers = offered(self.iso_country_code, self.number_type, self.preference)
        for place, number in islice(enumerate(numbers, 1), position, None):
            if self.region.simulation.phone_numbers.is_free(number):
                yield place, number


def kept(region: Region, phone_number_id: str) -> PhoneNumber:
    """The number of that id; one that has been released is as good as gone."""
    number = region.get(PhoneNumber, phone_number_id)
    if number.status == "DISASSOCIATING":
        raise ResourceNotFoundException(kind=number.kind, resource_id=phone_number_id)
    return number


def _registration(region: Region, number_type: str, registration_id: str | None) -> Registration | None:
    if number_type == "TEN_DLC":
        registration = campaign_for_ten_dlc(region, registration_id)
    elif registration_id is not None:
        registration = region.get(Registration, registration_id)
    else:
        return None
    registration.refuse_one_more_number()
    return registration


def _available_number(number: PhoneNumber, preferences: Sequence[Mapping[str, Any]]) -> str:
    """A number that nobody has had. ResourceNotFoundException where there is none."""
    region, country, number_type = number.region, number.iso_country_code, number.number_type
    preference = _preference(preferences)
    if preference is not None and (country, number_type) == ("US", "TEN_DLC"):
        for _, found in Offer(region, country, number_type, preference).after(0):
            return found
        raise _none_available(",".join(preference["Filter"]))
    numbers = region.simulation.phone_numbers
    drawn = numbers.draw(region.simulation.entropy.resources, country, number_type)
    if drawn is None:
        raise _none_available(f"{country} {number_type}")
    return drawn


def _preference(preferences: Sequence[Mapping[str, Any]]) -> Mapping[str, Any] | None:
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
    return ResourceNotFoundException(kind="phone-number", resource_id=wanted)


def _warn_of_what_is_not_to_be_had(number: PhoneNumber, preferences: Sequence[Mapping[str, Any]]) -> None:
    country, number_type, capabilities = number.iso_country_code, number.number_type, number.number_capabilities
    if (country, number_type) == ("US", "LONG_CODE") and set(capabilities) & {"SMS", "MMS"}:
        instead = "US long codes have VOICE alone; for SMS in the US AWS offers TOLL_FREE and TEN_DLC"
    elif number_type in ("TEN_DLC", "SIMULATOR") and country != "US":
        instead = f"AWS has {number_type} numbers in the US alone; elsewhere it offers LONG_CODE"
    elif number_type == "TOLL_FREE" and country not in ("US", "CA"):
        instead = "AWS has TOLL_FREE numbers in the US and Canada alone; elsewhere it offers LONG_CODE"
    elif preferences and (country, number_type) != ("US", "TEN_DLC"):
        instead = "AWS heeds NumberPreference for TEN_DLC numbers in the US alone; it was passed over"
    else:
        return
    asked = f"RequestPhoneNumber of a {country} {number_type} number with {', '.join(capabilities)}"
    warn_of_difference(f"{asked}: {instead}. What AWS answers isn't known, so the mock leased it.")
