"""Pools of origination identities."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from attrs import define, field

from ..errors import ConflictException
from ..operation import operation
from ..protocol.pagination import Listing
from ..store import Index, Item, Region, Resource
from .origination import Poolable, TwoWayIdentity, find_identity, reconfigure


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
        return str(self.identity.resource_id)

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

    pool_id: str
    number_capabilities: frozenset[str]
    """Those of the identity that the pool was made with, which the others must have as well."""
    shared_routes_enabled: bool = False
    members: Index[PoolMember] = field(factory=Index, init=False)

    @property
    def resource_id(self) -> str:
        return self.pool_id

    def refuse_mismatch(self, identity: Any) -> None:
        """ConflictException unless the identity's settings are the pool's."""
        for reason, ours, theirs in (
            ("MESSAGE_TYPE_MISMATCH", self.message_type, identity.message_type),
            ("OPT_OUT_LIST_MISMATCH", self.opt_out_list, identity.opt_out_list),
            ("TWO_WAY_CONFIG_MISMATCH", _two_way(self), _two_way(identity)),
            (
                "SELF_MANAGED_OPT_OUTS_MISMATCH",
                self.self_managed_opt_outs_enabled,
                identity.self_managed_opt_outs_enabled,
            ),
            ("NUMBER_CAPABILITIES_MISMATCH", self.number_capabilities, frozenset(identity.number_capabilities)),
        ):
            if ours != theirs:
                raise ConflictException(reason=reason, resource=identity)

    def refuse_one_more(self, identity: Any) -> None:
        """Raise what speaks against the identity in this pool, if anything does."""
        self.must_be_active()
        self.refuse_mismatch(identity)
        self.region.check_quota("ORIGINATION_IDENTITIES_PER_POOL", len(self.members))

    def join(self, identity: Any) -> PoolMember:
        member = PoolMember(pool=self, identity=identity)
        self.members.add(identity.arn, member)
        identity.pool = self
        return member

    def part(self, identity: Poolable) -> PoolMember:
        identity.pool = None  # type: ignore[attr-defined]  # a sender ID may be in several pools, a number has its one
        return self.members.remove(identity.arn)


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
    """A pool of one identity, whose opt-out list, two-way channel and self-managed opt-outs become the pool's."""
    identity = find_identity(region, OriginationIdentity, IsoCountryCode)
    identity.must_be_active()
    _refuse_a_second_pool(identity)
    pool = Pool(
        region=region,
        pool_id=region.new_id(Pool),
        message_type=MessageType,
        number_capabilities=frozenset(identity.number_capabilities),
        opt_out_list=identity.opt_out_list,
        two_way_enabled=identity.two_way_enabled,
        two_way_channel_arn=identity.two_way_channel_arn,
        two_way_channel_role=identity.two_way_channel_role,
        self_managed_opt_outs_enabled=identity.self_managed_opt_outs_enabled,
        deletion_protection_enabled=DeletionProtectionEnabled,
    )
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
    """Delete a pool; its identities stay in the account. ConflictException if it is protected or isn't ACTIVE."""
    pool = region.get(Pool, PoolId)
    pool.must_not_be_protected()
    pool.must_be_active()
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
    return pool.join(identity)


@operation
def disassociate_origination_identity(
    region: Region, *, PoolId: str, OriginationIdentity: str, IsoCountryCode: str | None = None
) -> PoolMember:
    """Take an identity out of a pool, which must keep a phone number: delete the pool to free the last."""
    pool = region.get(Pool, PoolId)
    identity = find_identity(region, OriginationIdentity, IsoCountryCode)
    if identity.arn not in pool.members:
        raise ConflictException(reason="PHONE_NUMBER_NOT_ASSOCIATED_TO_POOL", resource=identity)
    if [member.identity for member in pool.members if member.phone_number is not None] == [identity]:
        raise ConflictException(reason="LAST_PHONE_NUMBER", resource=identity)
    return pool.part(identity)


@operation
def list_pool_origination_identities(region: Region, *, PoolId: str) -> tuple[Pool, Listing[PoolMember]]:
    pool = region.get(Pool, PoolId)
    return pool, pool.members


def _refuse_a_second_pool(identity: Any) -> None:
    if getattr(identity, "pool", None) is not None:
        raise ConflictException(reason="PHONE_NUMBER_ASSOCIATED_TO_POOL", resource=identity)
