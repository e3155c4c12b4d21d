"""How a message goes: by the identity that was named, by one of a pool or of the account, or by a shared route."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable

from attrs import define, field, frozen

from ..errors import ConflictException, ResourceNotFoundException, ServiceException, ValidationException
from ..simulation.countries import SENDER_IDS_REGISTERED, WITHOUT_SENDER_IDS
from ..simulation.destinations import e164, is_simulator
from ..simulation.messages import CAPABILITIES
from ..store import Region
from .opt_out_lists import DEFAULT, OptOutList
from .origination import TwoWayIdentity
from .phone_numbers import InService, PhoneNumber, kept
from .pools import Pool, PooledIdentity
from .rcs_agents import RcsAgent
from .rcs_reach import business_id, objection
from .registrations import Registration
from .sender_ids import SenderId

Identity = PhoneNumber | SenderId | RcsAgent
Objection = Callable[[], ServiceException]
"""Makes the error where it is raised: of many identities that don't fit, hardly any is."""

STICKY_FOR = dt.timedelta(hours=25)

# The order is AWS's; the place of LONG_CODE and SIMULATOR, which it doesn't name, our choice.
_PREFERENCE = ("RCS_AGENT", "SHORT_CODE", "TEN_DLC", "TOLL_FREE", "LONG_CODE", "SENDER_ID", "SIMULATOR")


@frozen
class Wish:
    """What a message asks of the identity that sends it."""

    channel: str
    destination: str
    iso_country_code: str
    message_type: str | None
    may_simulate: bool
    """Whether a simulator number will do: not to send verification codes."""
    may_be_rcs: bool
    """Whether a text may go by an RCS agent: not to verify a number, nor where RCS has failed."""

    @property
    def is_for_agents(self) -> bool:
        return self.channel == "RCS" or (self.channel == "TEXT" and self.may_be_rcs)


@frozen
class Route:
    """The way that was found. Without an identity it is a shared route, which may show a sender ID's text."""

    identity: Identity | None = None
    pool: Pool | None = None
    """The pool that chose, or, of a reply, that answers."""
    default_sender_id: str | None = None
    """What phones show of a shared route."""
    is_managed: bool = False
    """Whether it is by an identity of AWS's own, as Notify has them: who opts out of these isn't kept."""

    @property
    def identity_id(self) -> str | None:
        """A number's or an agent's id, or a sender ID's text."""
        if isinstance(self.identity, SenderId):
            return self.identity.sender_id
        return None if self.identity is None else self.identity.resource_id

    @property
    def sender(self) -> str | None:
        """What the message is from: a number, a sender ID's text, or an agent's id."""
        if isinstance(self.identity, PhoneNumber):
            return self.identity.phone_number
        return self.default_sender_id if self.identity is None else self.identity_id

    @property
    def is_rcs(self) -> bool:
        return isinstance(self.identity, RcsAgent)

    def business_id(self, destination: str, iso_country_code: str) -> str | None:
        """What the RCS platform knows the agent by; None where the message isn't sent by one."""
        if not isinstance(self.identity, RcsAgent):
            return None
        return business_id(self.identity, destination, iso_country_code)

    def is_abroad(self, iso_country_code: str) -> bool:
        """Whether a number or a sender ID of another country sends there."""
        return not self.is_rcs and self.identity is not None and self.identity.iso_country_code != iso_country_code

    @property
    def carrier_is_known(self) -> bool:
        """Whether events tell the carrier: seen of long codes, and not of short codes, toll-free numbers and RCS."""
        return not self.is_rcs and getattr(self.identity, "number_type", None) not in ("SHORT_CODE", "TOLL_FREE")

    def opt_out_list(self, region: Region) -> OptOutList | None:
        """The list that speaks for the recipients; None where opt-outs are the account's own to keep.

        That sender IDs and shared routes heed the list Default is our choice.
        """
        if self.is_managed:
            return None
        owner: TwoWayIdentity | None = self.pool
        if owner is None and isinstance(self.identity, PooledIdentity):
            owner = self.identity.governing
        if owner is None:
            return region.get(OptOutList, DEFAULT)
        return None if owner.self_managed_opt_outs_enabled else owner.opt_out_list

    def message_type(self, asked: str | None) -> str:
        if asked is not None:
            return asked
        sender = self.pool or self.identity
        types = ("TRANSACTIONAL",) if sender is None else sender.message_types
        return "TRANSACTIONAL" if "TRANSACTIONAL" in types else types[0]


@define(eq=False)
class Sticky:
    """Which identity reached which destination when: it is preferred for 25 hours."""

    reached: dict[str, dict[str, dt.datetime]] = field(factory=dict, init=False)

    def keep(self, destination: str, identity: Identity, now: dt.datetime) -> None:
        times = self.reached.setdefault(destination, {})
        times.pop(identity.arn, None)
        times[identity.arn] = now  # the latest comes last

    def preferred(self, destination: str, fitting: Iterable[Identity], now: dt.datetime) -> Identity | None:
        times = self.reached.get(destination)
        if not times:
            return None
        by_arn = {identity.arn: identity for identity in fitting}
        fresh = (arn for arn in reversed(times) if arn in by_arn and now - times[arn] < STICKY_FOR)
        arn = next(fresh, None)
        return None if arn is None else by_arn[arn]


def find_route(region: Region, given: str | None, wish: Wish, default_sender_id: str | None = None) -> Route:
    """The route for what was named (None: nothing was), or the error that says why there is none."""
    if given is None:
        members = [*region.index(RcsAgent), *region.the(InService).by_number.values(), *region.index(SenderId)]
        return _chosen(region, members, None, wish, default_sender_id)
    named = _named(region, given, wish.iso_country_code)
    if isinstance(named, Pool):
        named.must_be_active()
        return _chosen(region, [member.identity for member in named.members], named, wish, default_sender_id)
    objection = _objection(named, wish)
    if objection is not None:
        raise objection()
    return Route(named)


def find_managed_route(region: Region, pool_id: str | None, wish: Wish) -> Route:
    """By the identity of the pool that fits best, else by one of AWS's own, which reaches every country."""
    pool = None if pool_id is None else region.get(Pool, pool_id)
    if pool is not None:
        best = _best(region, [member.identity for member in pool.members], wish)
        if best is not None:
            return Route(best, pool)
    return Route(is_managed=True)


def _best(region: Region, identities: Iterable[Identity], wish: Wish) -> Identity | None:
    """The identity that fits best, None where none fits."""
    fitting = [each for each in identities if _objection(each, wish) is None]
    if not fitting:
        return None
    sticky = region.the(Sticky).preferred(wish.destination, fitting, region.simulation.clock.now())
    return sticky or min(fitting, key=lambda each: _rank(each, wish))


def _chosen(
    region: Region, identities: Iterable[Identity], pool: Pool | None, wish: Wish, default_sender_id: str | None
) -> Route:
    best = _best(region, identities, wish)
    if best is not None:
        return Route(best, pool)
    if wish.channel == "TEXT" and wish.iso_country_code != "US" and (pool is None or pool.shared_routes_enabled):
        return Route(None, pool, default_sender_id)
    if pool is not None:
        raise ConflictException(reason="NO_ORIGINATION_IDENTITIES_FOUND", resource=pool)
    raise ConflictException(
        reason="NO_ORIGINATION_IDENTITIES_FOUND", ResourceType="account", ResourceId=region.account_id
    )


def _rank(identity: Identity, wish: Wish) -> tuple[bool, int]:
    if isinstance(identity, RcsAgent):
        return False, _PREFERENCE.index("RCS_AGENT")
    kind = "SENDER_ID" if isinstance(identity, SenderId) else identity.number_type
    return identity.iso_country_code != wish.iso_country_code, _PREFERENCE.index(kind)


def _named(region: Region, given: str, iso_country_code: str) -> Identity | Pool:
    """The identity or pool of that number, id, name or ARN; ResourceNotFoundException where there is none."""
    is_arn = given.startswith("arn:")
    sender_id = None if is_arn else region.find(SenderId, f"{given.upper()}/{iso_country_code}")
    if sender_id is not None:
        return sender_id
    if PhoneNumber.has_id(given):
        return kept(region, given)
    if Pool.has_id(given):
        return region.get(Pool, given)
    if RcsAgent.has_id(given):
        return region.get(RcsAgent, given)
    if is_arn and SenderId.has_id(given):
        return region.get(SenderId, given)
    if is_arn:
        raise ValidationException(
            reason="INVALID_ARN",
            fields={"OriginationIdentity": f"{given!r} isn't of a phone number, a sender ID, a pool or an agent"},
        )
    if given.removeprefix("+").isdigit():
        number = region.the(InService).by_number.get(e164(given))
        if number is None:
            raise ResourceNotFoundException(kind="phone-number", resource_id=given)
        return number
    raise _no_such_sender_id(given, iso_country_code)


def _no_such_sender_id(given: str, iso_country_code: str) -> ValidationException:
    """Which of the three reasons is given when isn't known; by their names, this is our choice."""
    if iso_country_code in WITHOUT_SENDER_IDS:
        reason, text = "SENDER_ID_NOT_SUPPORTED", f"there are no sender IDs in {iso_country_code}; give a phone number"
    elif iso_country_code in SENDER_IDS_REGISTERED:
        reason, text = "SENDER_ID_REQUIRES_REGISTRATION", f"it must be registered first in {iso_country_code}"
    else:
        reason, text = "SENDER_ID_NOT_REGISTERED", f"the account has none of that name for {iso_country_code}"
    return ValidationException(reason=reason, fields={"OriginationIdentity": f"{given!r}: {text}"})


def _objection(identity: Identity, wish: Wish) -> Objection | None:
    """What speaks against sending by this identity, if anything does."""
    if isinstance(identity, RcsAgent) and wish.is_for_agents:
        found = objection(identity, wish.destination, wish.iso_country_code)
        return None if found is None else lambda: found
    if identity.status != "ACTIVE":
        return lambda: ConflictException(reason="RESOURCE_NOT_ACTIVE", resource=identity)
    registration = None if isinstance(identity, RcsAgent) else identity.registration
    if registration is not None and registration.forbids_sending:
        return lambda: _no_longer_registered(identity, registration)
    if CAPABILITIES.get(wish.channel) not in identity.number_capabilities:
        if wish.channel == "VOICE":
            return lambda: ValidationException(
                reason="VOICE_CAPABILITY_NOT_AVAILABLE",
                fields={"OriginationIdentity": f"{identity.resource_id} can't make calls; give one with VOICE"},
            )
        return lambda: ConflictException(reason="NUMBER_CAPABILITIES_MISMATCH", resource=identity)
    if wish.message_type is not None and wish.message_type not in identity.message_types:
        return lambda: ConflictException(reason="MESSAGE_TYPE_MISMATCH", resource=identity)
    return _objection_to_destination(identity, wish)


def _no_longer_registered(identity: Identity, registration: Registration) -> ServiceException:
    """Which errors are given isn't known; by their names, these are our choice."""
    if isinstance(identity, SenderId):
        return ValidationException(
            reason="SENDER_ID_NOT_REGISTERED",
            fields={"OriginationIdentity": f"{identity.resource_id}: its registration doesn't hold any more"},
        )
    return ConflictException(reason="REGISTRATION_NOT_COMPLETE", resource=registration)


def _objection_to_destination(identity: Identity, wish: Wish) -> Objection | None:
    is_abroad = identity.iso_country_code != wish.iso_country_code
    if isinstance(identity, PhoneNumber):
        if identity.number_type == "SIMULATOR" and not wish.may_simulate:
            return lambda: ValidationException(
                reason="INVALID_PARAMETER",
                fields={"OriginationIdentity": f"{identity.resource_id} is a simulator, which can't verify a phone"},
            )
        if identity.number_type == "SIMULATOR" and (is_abroad or not is_simulator(wish.destination)):
            return lambda: ValidationException(
                reason="INVALID_PARAMETER",
                fields={
                    "DestinationPhoneNumber": f"{wish.destination!r} isn't a simulator of {identity.iso_country_code}, "
                    f"and the simulator number {identity.phone_number} sends to those alone"
                },
            )
        if identity.international_sending_enabled:
            return None
    if is_abroad:
        return lambda: ValidationException(
            reason="INVALID_IDENTITY_FOR_DESTINATION_COUNTRY",
            fields={
                "OriginationIdentity": f"{identity.resource_id} sends to {identity.iso_country_code}; "
                f"{wish.destination} is in {wish.iso_country_code}"
            },
        )
    return None
