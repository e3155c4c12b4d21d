"""Choose the route of a message: from the identity that it names, from one of a pool or the account, or shared."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from heapq import merge
from operator import attrgetter

from attrs import define, field, frozen

from ..errors import ConflictException, ResourceNotFoundException, ValidationException
from ..facts.countries import SENDER_IDS_REGISTERED, WITHOUT_SENDER_IDS
from ..facts.destinations import is_simulator
from ..references import parse_reference
from ..resources.opt_out_lists import DEFAULT, OptOutList
from ..resources.origination.identities import PoolableIdentity, TwoWayIdentity
from ..resources.origination.phone_number import NumbersInService, PhoneNumber
from ..resources.origination.pool import Pool, PooledIdentity, PoolMember
from ..resources.origination.rcs_agent import RcsAgent
from ..resources.origination.sender_id import SenderId
from ..resources.origination.senders import ABROAD, Sender, Senders, SendingAbility
from ..resources.verified_destination_numbers import agents_tested_by, not_verified
from ..store import Region
from .eligibility import RouteRequest, find_objection

STICKY_FOR = dt.timedelta(hours=25)

GENERIC_SENDER_ID = "NOTICE"
"""The sender ID that AWS shows instead of one that may not be used."""

# The order is AWS's, which doesn't have LONG_CODE and SIMULATOR: their places are our choice.
_PREFERENCE = ("RCS_AGENT", "SHORT_CODE", "TEN_DLC", "TOLL_FREE", "LONG_CODE", "SENDER_ID", "SIMULATOR")


@frozen
class Route:
    """The sender of a message. Without an identity it is a shared route, which may show a sender ID's text."""

    identity: PoolableIdentity | None = None
    pool: Pool | None = None
    """The pool whose identity was chosen, or, for a reply, the pool that answers."""
    shared_sender_id: str | None = None
    """The sender ID that a shared route shows; None if it isn't known."""
    is_managed: bool = False
    """Whether one of AWS's own numbers sends, for Notify. These numbers have no opt-out list."""

    @property
    def agent(self) -> RcsAgent | None:
        """The RCS agent that sends; None if the message isn't sent by RCS."""
        return self.identity if isinstance(self.identity, RcsAgent) else None

    @property
    def identity_id(self) -> str | None:
        """The id of the number or the agent, or the sender ID's text; None for a shared route."""
        return None if self.identity is None else self.identity.origination_identity

    @property
    def sender(self) -> str | None:
        """The sender that the phone shows: a number, a sender ID's text, or an agent's id."""
        return self.shared_sender_id if self.identity is None else self.identity.sender

    @property
    def may_send_abroad(self) -> bool:
        """Whether a number sends for which international sending is enabled."""
        return isinstance(self.identity, PhoneNumber) and self.identity.international_sending_enabled

    @property
    def shows_carrier(self) -> bool:
        """Whether events show the carrier: seen with long codes, not with short codes, toll-free numbers and RCS."""
        return self.identity is None or self.identity.route_type not in ("RCS_AGENT", "SHORT_CODE", "TOLL_FREE")

    def opt_out_list(self, region: Region) -> OptOutList | None:
        """Return the opt-out list that applies; None if the account or AWS manages opt-outs.

        The list named Default applies to sender IDs and shared routes (our choice).
        """
        if self.is_managed:
            return None
        owner: TwoWayIdentity | None = self.pool
        if owner is None and isinstance(self.identity, PooledIdentity):
            owner = self.identity.settings_owner
        if owner is None:
            return region.get(OptOutList, DEFAULT)
        return None if owner.self_managed_opt_outs_enabled else owner.opt_out_list

    def message_type(self, requested: str | None) -> str:
        """Return the message type: the requested one, else TRANSACTIONAL if the sender has it, else its only one."""
        if requested is not None:
            return requested
        sender = self.pool or self.identity
        types = ("TRANSACTIONAL",) if sender is None else sender.message_types
        return "TRANSACTIONAL" if "TRANSACTIONAL" in types else types[0]


@define(eq=False)
class StickySenders:
    """The identities that reached each destination, and when. AWS prefers the latest one for 25 hours."""

    _by_destination: dict[str, dict[PoolableIdentity, dt.datetime]] = field(factory=dict, init=False)

    def add(self, destination: str, identity: PoolableIdentity, now: dt.datetime) -> None:
        times = self._by_destination.setdefault(destination, {})
        times.pop(identity, None)
        times[identity] = now  # the latest comes last

    def latest(
        self, region: Region, destination: str, suits: Callable[[PoolableIdentity], bool]
    ) -> PoolableIdentity | None:
        """Return the latest identity of the last 25 hours that suits. Forget those that were removed since."""
        times = self._by_destination.get(destination)
        if times is None:
            return None
        now, removed, found = region.simulation.clock.now(), [], None
        for identity in reversed(times):
            if now - times[identity] >= STICKY_FOR:
                break
            if not region.has(identity):
                removed.append(identity)
            elif suits(identity):
                found = identity
                break
        for each in removed:
            del times[each]
        return found


def find_route(region: Region, given: str | None, request: RouteRequest, default_sender_id: str | None) -> Route:
    """Return the route from the identity or pool that a request names, or from any identity if it names none.

    Raise the error that says why there is no route.
    """
    if given is None:
        return _choose(region, None, request, default_sender_id)
    named = _find_named(region, given, request.iso_country_code)
    if isinstance(named, Pool):
        named.must_be_active()
        return _choose(region, named, request, default_sender_id)
    objection = find_objection(named, request)
    if objection is not None:
        raise objection()
    return Route(named)


def find_managed_route(region: Region, pool_id: str | None, request: RouteRequest) -> Route:
    """Return the route from the best identity of a pool, else from AWS's own numbers, which reach every country."""
    pool = None if pool_id is None else region.get(Pool, pool_id)
    if pool is not None:
        best = _best(region, pool, request)
        if best is not None:
            return Route(best, pool)
    return Route(is_managed=True)


def _best(region: Region, pool: Pool | None, request: RouteRequest) -> PoolableIdentity | None:
    """Return the identity of a pool, or of the account, that AWS prefers; None if none can send the message."""

    def suits(identity: PoolableIdentity) -> bool:
        return (pool is None or pool in identity.pools) and find_objection(identity, request) is None

    sticky = region.state(StickySenders).latest(region, request.destination, suits)
    return sticky or next(filter(suits, _candidates(region, pool, request)), None)


def _candidates(region: Region, pool: Pool | None, request: RouteRequest) -> Iterator[PoolableIdentity]:
    """Yield the identities that can probably send a message, the preferred ones first.

    Those of the destination's country precede the others. Both follow the order of AWS. Identities of the same type
    follow the order of their creation, or in a pool the order in which they joined it.
    """
    senders = region.state(Senders) if pool is None else pool.senders
    testing = _testing_agents(region, pool, request) if request.accepts_agents else ()
    for place, agents in ((request.iso_country_code, testing), (ABROAD, ())):
        ranks: dict[int, list[Sequence[Sender]]] = {}
        if agents:
            ranks[_PREFERENCE.index("RCS_AGENT")] = [agents]
        for ability, able in senders.at(place):
            if _fits(ability, request, place):
                ranks.setdefault(_PREFERENCE.index(ability.route_type), []).append(able)
        for rank in sorted(ranks):
            for sender in merge(*ranks[rank], key=attrgetter("position")):
                yield sender.identity if isinstance(sender, PoolMember) else sender


def _fits(ability: SendingAbility, request: RouteRequest, place: str) -> bool:
    """Return whether identities of an ability can send a message from a place, as far as the ability tells."""
    if ability.route_type == "RCS_AGENT":
        return request.accepts_agents
    if ability.route_type == "SIMULATOR":
        sends_there = place != ABROAD and is_simulator(request.destination)
        if not sends_there or not request.accepts_simulators:
            return False
    has_type = request.message_type is None or request.message_type in ability.message_types
    return has_type and request.channel.capability in ability.number_capabilities


def _testing_agents(region: Region, pool: Pool | None, request: RouteRequest) -> Sequence[Sender]:
    """Return the agents of a pool, or of the account, that the phone tests, in the order of their positions."""
    ids = agents_tested_by(region, request.destination)
    if not ids:
        return ()
    agents = [each for agent_id in ids if (each := region.find(RcsAgent, agent_id)) is not None]  # it may be deleted
    senders: list[Sender] = [*agents] if pool is None else [pool.member(each) for each in agents if each.pool is pool]
    return sorted(senders, key=attrgetter("position"))


def _choose(
    region: Region,
    pool: Pool | None,
    request: RouteRequest,
    default_sender_id: str | None,
) -> Route:
    """Return the route from the best identity, else a shared route. Raise ConflictException if there is neither."""
    best = _best(region, pool, request)
    if best is not None:
        return Route(best, pool)
    if request.needs_simulator:
        raise not_verified(request.destination)
    may_share = pool is None or pool.shared_routes_enabled
    if may_share and request.accepts_shared_routes and request.iso_country_code in region.simulation.shared_routes:
        return Route(None, pool, _shown_sender_id(default_sender_id, request.iso_country_code))
    if pool is not None:
        raise ConflictException(reason="NO_ORIGINATION_IDENTITIES_FOUND", resource=pool)
    raise ConflictException(
        reason="NO_ORIGINATION_IDENTITIES_FOUND", ResourceType="account", ResourceId=region.account_id
    )


def _shown_sender_id(default: str | None, iso_country_code: str) -> str | None:
    """Return the sender ID that a shared route shows for a configuration set's default sender ID.

    AWS documents that an unregistered sender ID is replaced by a generic one where registration is required, and that
    there are countries without sender IDs. Without a default it isn't known what a shared route shows.
    """
    if default is None or iso_country_code in WITHOUT_SENDER_IDS:
        return None
    return GENERIC_SENDER_ID if iso_country_code in SENDER_IDS_REGISTERED else default


def _find_named(region: Region, given: str, iso_country_code: str) -> PoolableIdentity | Pool:
    """Return the identity or pool of a phone number, id, name or ARN. Raise the error that says what is wrong."""
    reference = parse_reference(given)
    sender_id = None if reference.is_arn else region.find(SenderId, f"{given.upper()}/{iso_country_code}")
    if sender_id is not None:
        return sender_id
    if reference.is_phone_number:
        number = region.state(NumbersInService).find(given)
        if number is None:
            raise ResourceNotFoundException(kind=PhoneNumber.kind, resource_id=given)
        return number
    if reference.kind == PhoneNumber.kind:
        return region.get_unreleased(PhoneNumber, given)
    if reference.kind == Pool.kind:
        return region.get(Pool, given)
    if reference.kind == RcsAgent.kind:
        return region.get(RcsAgent, given)
    if reference.kind == SenderId.kind:
        return region.get(SenderId, given)
    if reference.is_arn:
        raise ValidationException(
            reason="INVALID_ARN",
            fields={
                "OriginationIdentity": f"{given!r} isn't the ARN of a phone number, a sender ID, a pool or an agent"
            },
        )
    raise _no_such_sender_id(given, iso_country_code)


def _no_such_sender_id(given: str, iso_country_code: str) -> ValidationException:
    """Return the error for an unknown sender ID. It isn't known which reason AWS gives; this is our choice."""
    if iso_country_code in WITHOUT_SENDER_IDS:
        reason, text = "SENDER_ID_NOT_SUPPORTED", f"{iso_country_code} has no sender IDs; give a phone number"
    elif iso_country_code in SENDER_IDS_REGISTERED:
        reason, text = "SENDER_ID_REQUIRES_REGISTRATION", f"register it first for {iso_country_code}"
    else:
        reason, text = "SENDER_ID_NOT_REGISTERED", f"the account has no sender ID of that text for {iso_country_code}"
    return ValidationException(reason=reason, fields={"OriginationIdentity": f"{given!r}: {text}"})
