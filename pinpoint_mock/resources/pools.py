"""Pools of origination identities."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from attrs import define, field

from ..errors import ConflictException
from ..operation import operation
from ..protocol.pagination import Listing
from ..store import Index, Item, Region, Resource
from .opt_out_lists import DEFAULT, OptOutList
from .origination import TwoWayIdentity, find_identity, reconfigure


@define(kw_only=True, eq=False)
class PoolMember(Item):
    """An origination identity's place in a pool."""

    pool: Pool
    identity: Any

    @property
    def pool_arn(self) -> str:
        return self.pool.arn

    @property
    def pool_id(self) -> str:
        return self.pool.pool_id

    @property
    def origination_identity_arn(self) -> str:
        return str(self.identity.arn)

    @property
    def origination_identity(self) -> str:
        """A number's id, or a sender ID's text."""
        return str(getattr(self.identity, "sender_id", self.identity.resource_id))

    @property
    def iso_country_code(self) -> str:
        return str(self.identity.iso_country_code)

    @property
    def number_capabilities(self) -> Sequence[str]:
        return list(self.identity.number_capabilities)

    @property
    def phone_number(self) -> str | None:
        """E.164; None for an identity that isn't a number."""
        return getattr(self.identity, "phone_number", None)


@define(kw_only=True, eq=False)
class Pool(TwoWayIdentity):
    kind: ClassVar[str] = "pool"
    quota: ClassVar[str] = "POOLS_PER_ACCOUNT"
    pool_arn = Resource.arn

    status: str = field(default="", init=False)
    pool_id: str
    message_type: str
    number_capabilities: frozenset[str] | None = field(default=None, init=False)
    """Those that all its phone numbers have, as the first of them had; None before there is one."""
    shared_routes_enabled: bool = False
    members: Index[PoolMember] = field(factory=Index, init=False)

    @property
    def resource_id(self) -> str:
        return self.pool_id

    @property
    def message_types(self) -> Sequence[str]:
        return (self.message_type,)

    def begin_like(self, identity: TwoWayIdentity) -> None:
        """Have the settings of the number or agent that the pool is made with."""
        self.opt_out_list = identity.opt_out_list
        self.two_way_enabled = identity.two_way_enabled
        self.two_way_channel_arn = identity.two_way_channel_arn
        self.two_way_channel_role = identity.two_way_channel_role
        self.self_managed_opt_outs_enabled = identity.self_managed_opt_outs_enabled
        self.copy_keywords_of(identity)

    def refuse_mismatch(self, identity: Any) -> None:
        """ConflictException unless the identity's settings are the pool's. Of a sender ID that is its message types."""
        if self.message_type not in identity.message_types:
            raise ConflictException(reason="MESSAGE_TYPE_MISMATCH", resource=identity)
        if not isinstance(identity, PooledIdentity):
            return
        for reason, ours, theirs in (
            ("OPT_OUT_LIST_MISMATCH", self.opt_out_list, identity.opt_out_list),
            ("TWO_WAY_CONFIG_MISMATCH", _two_way(self), _two_way(identity)),
            (
                "SELF_MANAGED_OPT_OUTS_MISMATCH",
                self.self_managed_opt_outs_enabled,
                identity.self_managed_opt_outs_enabled,
            ),
        ):
            if ours != theirs:
                raise ConflictException(reason=reason, resource=identity)
        if _is_number(identity) and self.number_capabilities not in (None, frozenset(identity.number_capabilities)):
            raise ConflictException(reason="NUMBER_CAPABILITIES_MISMATCH", resource=identity)

    def refuse_other_keywords(self, identity: Any) -> None:
        """ConflictException unless the identity's keywords are the pool's. A number that is new goes by the pool's."""
        if isinstance(identity, PooledIdentity) and not self.has_keywords_of(identity):
            raise ConflictException(reason="KEYWORD_MISMATCH", resource=identity)

    def refuse_one_more(self, identity: Any) -> None:
        """Raise what speaks against the identity in this pool, if anything does."""
        self.must_be_active()
        self.refuse_mismatch(identity)
        self.region.check_quota("ORIGINATION_IDENTITIES_PER_POOL", len(self.members))

    def refuse_one_less(self, identity: Any) -> None:
        """ConflictException for the last phone number of the pool, and for the last identity of any kind."""
        stays = [member.identity for member in self.members if member.identity is not identity]
        if not stays or (_is_number(identity) and not any(map(_is_number, stays))):
            raise ConflictException(reason="LAST_PHONE_NUMBER", resource=identity)

    def join(self, identity: Any) -> PoolMember:
        member = PoolMember(pool=self, identity=identity)
        self.members.add(identity.arn, member)
        if isinstance(identity, PooledIdentity):
            identity.pool = self
        if _is_number(identity):
            self.number_capabilities = frozenset(identity.number_capabilities)
        return member

    def part(self, identity: Any) -> PoolMember:
        if isinstance(identity, PooledIdentity):
            identity.pool = None
        return self.members.remove(identity.arn)


@define(kw_only=True, eq=False)
class PooledIdentity(TwoWayIdentity):
    """A number or an RCS agent: with settings of its own, and in one pool at most, whose settings then hold.

    A sender ID has no settings, and may be in several pools.
    """

    reason_in_a_pool: ClassVar[str]
    """Why it can't be changed while it is in one."""

    pool: Pool | None = field(default=None, init=False)

    @property
    def number_capabilities(self) -> Sequence[str]:
        raise NotImplementedError(type(self).__name__)

    @property
    def pool_id(self) -> str | None:
        return None if self.pool is None else self.pool.pool_id

    @property
    def governing(self) -> TwoWayIdentity:
        """Whose opt-out list, keywords and two-way channel hold: its pool's, or its own."""
        return self.pool or self

    def must_not_be_pooled(self) -> None:
        if self.pool is not None:
            raise ConflictException(reason=self.reason_in_a_pool, resource=self)


def _is_number(identity: Any) -> bool:
    return bool(identity.kind == "phone-number")


def _two_way(identity: TwoWayIdentity) -> tuple[object, ...]:
    if not identity.two_way_enabled:
        return (False,)
    return (True, identity.two_way_channel_arn, identity.two_way_channel_role)


@operation
def create_pool(
    region: Region,
    *,
    OriginationIdentity: str,
    MessageType: str,
    IsoCountryCode: str | None = None,
    DeletionProtectionEnabled: bool = False,
) -> Pool:
    """A pool of one identity, whose opt-out list, keywords, two-way channel and self-managed opt-outs it takes.

    With a sender ID the pool begins with the list named Default and without two-way messages (our choice).
    """
    identity = find_identity(region, OriginationIdentity, IsoCountryCode)
    identity.must_be_active()
    _refuse_a_second_pool(identity)
    pool = Pool(
        region=region,
        pool_id=region.new_id(Pool),
        message_type=MessageType,
        opt_out_list=region.get(OptOutList, DEFAULT),
        deletion_protection_enabled=DeletionProtectionEnabled,
    )
    if isinstance(identity, PooledIdentity):
        pool.begin_like(identity)
    pool.refuse_mismatch(identity)
    region.add(pool)
    pool.join(identity)
    region.begin(pool, "CREATING", "ACTIVE")
    return pool


@operation
def describe_pools(region: Region, *, PoolIds: Sequence[str] = ()) -> Listing[Pool]:
    return region.describe(Pool, PoolIds)


@operation
def update_pool(
    region: Region,
    *,
    PoolId: str,
    TwoWayEnabled: bool | None = None,
    TwoWayChannelArn: str | None = None,
    TwoWayChannelRole: str | None = None,
    SelfManagedOptOutsEnabled: bool | None = None,
    OptOutListName: str | None = None,
    SharedRoutesEnabled: bool | None = None,
    DeletionProtectionEnabled: bool | None = None,
) -> Pool:
    """Change a pool's settings; those of its identities stay as they are (our choice)."""
    pool = region.get(Pool, PoolId)
    reconfigure(
        region,
        pool,
        OptOutListName,
        two_way_enabled=TwoWayEnabled,
        two_way_channel_arn=TwoWayChannelArn,
        two_way_channel_role=TwoWayChannelRole,
        self_managed_opt_outs_enabled=SelfManagedOptOutsEnabled,
        shared_routes_enabled=SharedRoutesEnabled,
        deletion_protection_enabled=DeletionProtectionEnabled,
    )
    return pool


@operation
def delete_pool(region: Region, *, PoolId: str) -> Pool:
    """Delete a pool; its identities stay. ConflictException if it is protected, isn't ACTIVE, or is Notify's to use."""
    pool = region.get(Pool, PoolId)
    pool.must_not_be_protected()
    pool.must_be_active()
    if region.uses(pool, "dedicated_pool"):
        raise ConflictException(reason="POOL_ASSOCIATED_TO_NOTIFY_CONFIGURATION", resource=pool)
    for member in list(pool.members):
        pool.part(member.identity)
    region.begin(pool, "DELETING", "DELETING", finish=lambda: region.remove(pool))
    return pool


@operation
def associate_origination_identity(
    region: Region, *, PoolId: str, OriginationIdentity: str, IsoCountryCode: str | None = None
) -> PoolMember:
    """Add an identity to a pool. ConflictException unless it is free, ACTIVE and of the pool's settings."""
    pool = region.get(Pool, PoolId)
    identity = find_identity(region, OriginationIdentity, IsoCountryCode)
    if identity.arn in pool.members:
        raise ConflictException(reason="RESOURCE_ALREADY_ASSOCIATED", resource=identity)
    _refuse_a_second_pool(identity)
    identity.must_be_active()
    pool.refuse_one_more(identity)
    pool.refuse_other_keywords(identity)
    return pool.join(identity)


@operation
def disassociate_origination_identity(
    region: Region, *, PoolId: str, OriginationIdentity: str, IsoCountryCode: str | None = None
) -> PoolMember:
    """Take an identity out of a pool, but the last phone number or the last of all: delete the pool to free that."""
    pool = region.get(Pool, PoolId)
    identity = find_identity(region, OriginationIdentity, IsoCountryCode)
    if identity.arn not in pool.members:
        raise ConflictException(reason="PHONE_NUMBER_NOT_ASSOCIATED_TO_POOL", resource=identity)
    pool.refuse_one_less(identity)
    return pool.part(identity)


@operation
def list_pool_origination_identities(region: Region, *, PoolId: str) -> tuple[Pool, Listing[PoolMember]]:
    pool = region.get(Pool, PoolId)
    return pool, pool.members


def _refuse_a_second_pool(identity: Any) -> None:
    if isinstance(identity, PooledIdentity):
        identity.must_not_be_pooled()
