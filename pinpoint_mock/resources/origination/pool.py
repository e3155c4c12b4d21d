"""Define a pool, its members, and the identities that can be in one pool at a time."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import ClassVar

from attrs import define, field

from ...errors import ConflictException
from ...store import Index, Item, Resource
from .identities import PoolableIdentity, TwoWayIdentity, TwoWaySettings
from .senders import Senders


@define(kw_only=True, eq=False)
class PoolMember(Item):
    """An origination identity's membership in a pool."""

    pool: Pool
    identity: PoolableIdentity

    @property
    def pool_arn(self) -> str:
        return self.pool.arn

    @property
    def pool_id(self) -> str:
        return self.pool.pool_id

    @property
    def origination_identity_arn(self) -> str:
        return self.identity.arn

    @property
    def origination_identity(self) -> str:
        return self.identity.origination_identity

    @property
    def iso_country_code(self) -> str:
        return self.identity.iso_country_code

    @property
    def number_capabilities(self) -> Sequence[str]:
        return self.identity.number_capabilities

    @property
    def phone_number(self) -> str | None:
        return self.identity.e164_number


@define(kw_only=True, eq=False)
class Pool(TwoWayIdentity):
    """Some identities, from which the service chooses the sender. Its settings apply to its numbers and agents."""

    kind: ClassVar[str] = "pool"
    quota: ClassVar[str] = "POOLS_PER_ACCOUNT"
    pool_arn = Resource.arn

    status: str = field(default="", init=False)
    pool_id: str
    message_type: str
    number_capabilities: frozenset[str] | None = field(default=None, init=False)
    """The capabilities of each of its phone numbers; None while it has no phone number."""
    shared_routes_enabled: bool = False
    members: Index[PoolMember] = field(factory=Index, init=False)
    """By the ARN of the identity."""
    senders: Senders = field(factory=Senders, init=False)
    """Those of its members that can send."""
    _numbers: int = field(default=0, init=False)
    """How many of its members are phone numbers."""
    _numbers_with_carrier_opt_outs: int = field(default=0, init=False)
    notify_configurations: set[Resource] = field(factory=set, init=False)
    """The Notify configurations that send from this pool."""

    @property
    def resource_id(self) -> str:
        return self.pool_id

    @property
    def message_types(self) -> Sequence[str]:
        return (self.message_type,)

    @property
    def has_carrier_opt_outs(self) -> bool:
        return 0 < self._numbers_with_carrier_opt_outs == len(self.members)

    def move_to(self, status: str) -> None:
        self.status = status

    @property
    def identities(self) -> list[PoolableIdentity]:
        return [member.identity for member in self.members]

    def refuse_mismatch(self, identity: PoolableIdentity) -> None:
        """Raise ConflictException unless an identity has the pool's settings. A sender ID has only message types."""
        if self.message_type not in identity.message_types:
            raise ConflictException(reason="MESSAGE_TYPE_MISMATCH", resource=identity)
        if not isinstance(identity, PooledIdentity):
            return
        wanted, own = self.own_settings, identity.own_settings
        for reason, matches in (
            ("OPT_OUT_LIST_MISMATCH", wanted.opt_out_list is own.opt_out_list),
            ("TWO_WAY_CONFIG_MISMATCH", _two_way_channel(wanted) == _two_way_channel(own)),
            (
                "SELF_MANAGED_OPT_OUTS_MISMATCH",
                wanted.self_managed_opt_outs_enabled == own.self_managed_opt_outs_enabled,
            ),
        ):
            if not matches:
                raise ConflictException(reason=reason, resource=identity)
        if _is_number(identity) and self.number_capabilities not in (None, frozenset(identity.number_capabilities)):
            raise ConflictException(reason="NUMBER_CAPABILITIES_MISMATCH", resource=identity)

    def refuse_other_keywords(self, identity: PoolableIdentity) -> None:
        """Raise ConflictException unless an identity has the pool's keywords."""
        if isinstance(identity, PooledIdentity) and not self.has_keywords_of(identity):
            raise ConflictException(reason="KEYWORD_MISMATCH", resource=identity)

    def refuse_one_more(self, identity: PoolableIdentity) -> None:
        """Raise the error that forbids adding an identity, if one does."""
        self.must_be_active()
        self.refuse_mismatch(identity)
        self.region.check_quota("ORIGINATION_IDENTITIES_PER_POOL", len(self.members))

    def refuse_one_less(self, identity: PoolableIdentity) -> None:
        """Raise ConflictException if an identity is the pool's last phone number or its last identity."""
        if len(self.members) == 1 or (_is_number(identity) and self._numbers == 1):
            raise ConflictException(reason="LAST_PHONE_NUMBER", resource=identity)

    def member(self, identity: PoolableIdentity) -> PoolMember:
        """Return the membership of an identity, which must be in the pool."""
        member = self.members.get(identity.arn)
        assert member is not None, "the caller knows that it is in the pool"
        return member

    def join(self, identity: PoolableIdentity) -> PoolMember:
        """Add an identity."""
        member = PoolMember(pool=self, identity=identity)
        self.members.add(identity.arn, member)
        identity.on_pool_joined(self)
        if identity.ability is not None:
            self.senders.add(identity.ability, member)
        if _is_number(identity):
            self._numbers += 1
            self._numbers_with_carrier_opt_outs += identity.has_carrier_opt_outs
            self.number_capabilities = frozenset(identity.number_capabilities)
        return member

    def remove(self, identity: PoolableIdentity) -> PoolMember:
        """Remove an identity."""
        identity.on_pool_left(self)
        member = self.members.remove(identity.arn)
        if identity.ability is not None:
            self.senders.remove(identity.ability, member)
        self._numbers -= _is_number(identity)
        self._numbers_with_carrier_opt_outs -= identity.has_carrier_opt_outs
        return member


@define(kw_only=True, eq=False)
class PooledIdentity(TwoWayIdentity, PoolableIdentity):
    """A number or an RCS agent. It can be in one pool, whose settings and keywords then apply and are shown.

    Its own settings and keywords are kept, and apply again when it has left the pool (our choice). A sender ID has
    neither, and can be in several pools.
    """

    reason_in_a_pool: ClassVar[str]
    """The reason of the error for a change while it is in a pool."""

    pool: Pool | None = field(default=None, init=False)

    @property
    def pool_id(self) -> str | None:
        return None if self.pool is None else self.pool.pool_id

    @property
    def pools(self) -> Collection[Pool]:
        return () if self.pool is None else (self.pool,)

    @property
    def settings_owner(self) -> TwoWayIdentity:
        """The identity whose settings and keywords apply: its pool, or itself."""
        return self.pool or self

    def refuse_keyword_change(self) -> None:
        self.must_not_be_pooled()

    def must_not_be_pooled(self) -> None:
        if self.pool is not None:
            raise ConflictException(reason=self.reason_in_a_pool, resource=self)

    def refuse_second_pool(self) -> None:
        self.must_not_be_pooled()

    def on_pool_joined(self, pool: Pool) -> None:
        self.pool = pool

    def on_pool_left(self, _: Pool) -> None:
        self.pool = None


def _is_number(identity: PoolableIdentity) -> bool:
    return identity.e164_number is not None


def _two_way_channel(settings: TwoWaySettings) -> tuple[object, ...]:
    """Return the two-way settings that must be the same in a pool."""
    if not settings.two_way_enabled:
        return (False,)
    return (True, settings.two_way_channel_arn, settings.two_way_channel_role)
