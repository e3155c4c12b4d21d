"""Make phone numbers that can send at once, for a test, with the registrations that they need."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from attrs import define, field

from ...did_you_mean import UnknownNameError, did_you_mean
from ...facts.countries import COUNTRIES
from ...facts.destinations import e164
from ...protocol import model
from ...store import Region, find_anywhere
from ..opt_out_lists import DEFAULT, OptOutList
from ..registrations.registration import Registration
from ..registrations.registrations import add_registration
from ..registrations.ten_dlc import TEN_DLC_CAMPAIGN
from .identities import TwoWaySettings
from .leasing import draw_number, lease, warn_if_unavailable_at_aws
from .number_plans import NumberSupply, is_number_of
from .phone_number import PhoneNumber
from .pool import Pool

TOLL_FREE_REGISTRATION = "US_TOLL_FREE_REGISTRATION"


@define(eq=False)
class MadeCampaigns:
    """The campaigns that were made for the numbers of an account and region."""

    latest: Registration | None = field(default=None, init=False)


def add_phone_number(
    region: Region,
    iso_country_code: str,
    *,
    number_type: str | None,
    message_type: str,
    number_capabilities: Sequence[str],
    phone_number: str | None,
    pool_id: str | None,
) -> PhoneNumber:
    """Lease a number that is ACTIVE and registered, so that it can send. Like a call, this moves `transitions`.

    In a pool it has the pool's opt-out list and two-way settings.

    Raise TypeError or ValueError for a wrong argument, UnknownNameError for an unknown name, and the service's error if
    RequestPhoneNumber would raise it for a quota or for the pool. Nothing is leased then.
    """
    capabilities = _checked_capabilities(number_capabilities)
    _must_be_known("iso_country_code", "a country's ISO code", iso_country_code, COUNTRIES)
    _must_be_known("message_type", "a message type", message_type, model.enum_values("MessageType"))
    if number_type is None:
        number_type = _usual_type(iso_country_code, capabilities)
    _must_be_known("number_type", "a number type", number_type, model.enum_values("NumberType"))
    if (number_type, message_type) == ("SIMULATOR", "PROMOTIONAL"):
        raise ValueError("message_type: AWS has SIMULATOR numbers only for TRANSACTIONAL; 'PROMOTIONAL' was given")
    pool = None if pool_id is None else find_anywhere([region], Pool, pool_id)
    region.transitions.advance()
    number = PhoneNumber(
        region=region,
        phone_number_id=region.new_id(PhoneNumber),
        phone_number=_number(region, iso_country_code, number_type, phone_number),
        iso_country_code=iso_country_code,
        message_type=message_type,
        number_capabilities=capabilities,
        number_type=number_type,
        own_settings=pool.own_settings if pool else TwoWaySettings(opt_out_list=region.get(OptOutList, DEFAULT)),
        registration=None,
    )
    if pool is not None:
        pool.refuse_one_more(number)
    region.refuse_one_more(number)
    registration_type = _required_registration(number)
    if registration_type is not None:
        region.check_quota("PHONE_NUMBERS_PER_REGISTRATION", 0)  # otherwise even a new registration can't have it
    warn_if_unavailable_at_aws(number)
    if registration_type is not None:
        number.registration = _registration(region, registration_type)
    lease(number, pool)
    number.move_to("ACTIVE")
    return number


def _checked_capabilities(given: object) -> tuple[str, ...]:
    """Return the capabilities, each once. Raise TypeError or ValueError if they are wrong."""
    if isinstance(given, str) or not isinstance(given, Iterable):
        raise TypeError(f'number_capabilities are a list of texts, for example ["SMS", "MMS"]; {given!r} was given')
    capabilities = tuple(given)
    if not capabilities:
        raise ValueError(f"number_capabilities must have at least one; {given!r} was given")
    for each in capabilities:
        _must_be_known("each of number_capabilities", "a capability", each, model.enum_values("NumberCapability"))
    return tuple(dict.fromkeys(capabilities))


def _must_be_known(argument: str, what: str, given: object, right: Iterable[str]) -> None:
    """Raise TypeError if an argument isn't a text, UnknownNameError if it is none of the right names."""
    if not isinstance(given, str):
        raise TypeError(f"{argument} is a text; {given!r} was given")
    if given not in right:
        raise UnknownNameError(f"{argument}: {did_you_mean(what, given, right)}")


def _usual_type(iso_country_code: str, capabilities: Sequence[str]) -> str:
    """Return the type of number that an account of a country usually has: in the US TEN_DLC, except for calls alone."""
    return "TEN_DLC" if iso_country_code == "US" and set(capabilities) != {"VOICE"} else "LONG_CODE"


def _number(region: Region, iso_country_code: str, number_type: str, given: object) -> str:
    """Return the given number in E.164, or a new one. Raise TypeError or ValueError if it can't be leased."""
    if given is None:
        drawn = draw_number(region, iso_country_code, number_type)
        if drawn is None:
            raise ValueError(
                f"number_type: no {number_type} number of {iso_country_code} is known that wasn't leased; give another "
                "type, or the number itself as `phone_number`"
            )
        return drawn
    if not isinstance(given, str):
        raise TypeError(f"phone_number is a text; {given!r} was given")
    number = given if number_type == "SHORT_CODE" else e164(given)
    if not is_number_of(iso_country_code, number_type, number):
        form = (
            'the digits of a short code, for example "555123"' if number_type == "SHORT_CODE" else "a number in E.164"
        )
        raise ValueError(f"phone_number is {form}, of {iso_country_code}; {given!r} was given")
    if not region.shared(NumberSupply).is_free(number):
        raise ValueError(f"phone_number: {given!r} was leased already, and no number is leased twice")
    return number


def _required_registration(number: PhoneNumber) -> str | None:
    """Return the type of registration that a number can't be ACTIVE without; None if it needs none."""
    if not number.waits_for_registration():
        return None
    return TEN_DLC_CAMPAIGN if number.number_type == "TEN_DLC" else TOLL_FREE_REGISTRATION


def _registration(region: Region, registration_type: str) -> Registration:
    """Return a COMPLETE registration for a number: the campaign made last, if it can have one more, or a new one."""
    if registration_type != TEN_DLC_CAMPAIGN:
        return add_registration(region, registration_type, "COMPLETE")
    made = region.state(MadeCampaigns)
    if made.latest is None or not made.latest.can_have_one_more_number:
        made.latest = add_registration(region, TEN_DLC_CAMPAIGN, "COMPLETE")
    return made.latest
