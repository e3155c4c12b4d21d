"""Create, describe, update and delete pools, and add identities to them."""

from __future__ import annotations

from collections.abc import Sequence

from ...errors import ConflictException
from ...operation import operation
from ...protocol.pagination import Listing
from ...store import Region
from ..opt_out_lists import DEFAULT, OptOutList
from .finding import find_identity
from .identities import TwoWaySettings
from .pool import Pool, PooledIdentity, PoolMember


@operation
def create_pool(
    region: Region,
    *,
    OriginationIdentity: str,
    MessageType: str,
    IsoCountryCode: str | None = None,
    DeletionProtectionEnabled: bool = False,
) -> Pool:
    """Create a pool with one identity. It takes the identity's opt-out list, keywords and two-way settings.

    With a sender ID the pool has the list named Default and no two-way messages (our choice).
    """
    identity = find_identity(region, OriginationIdentity, IsoCountryCode)
    identity.must_be_active()
    identity.refuse_second_pool()
    pool = Pool(
        region=region,
        pool_id=region.new_id(Pool),
        message_type=MessageType,
        own_settings=TwoWaySettings(opt_out_list=region.get(OptOutList, DEFAULT)),
        deletion_protection_enabled=DeletionProtectionEnabled,
    )
    if isinstance(identity, PooledIdentity):
        pool.copy_settings_of(identity)
    pool.refuse_mismatch(identity)
    region.add(pool)
    pool.join(identity)
    region.transitions.start(pool, "CREATING", "ACTIVE")
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
    """Change the settings of a pool. They show at once in its numbers and agents."""
    pool = region.get(Pool, PoolId)
    pool.update_two_way(
        enabled=TwoWayEnabled,
        channel_arn=TwoWayChannelArn,
        channel_role=TwoWayChannelRole,
        self_managed_opt_outs=SelfManagedOptOutsEnabled,
        opt_out_list_name=OptOutListName,
    )
    if SharedRoutesEnabled is not None:
        pool.shared_routes_enabled = SharedRoutesEnabled
    if DeletionProtectionEnabled is not None:
        pool.deletion_protection_enabled = DeletionProtectionEnabled
    return pool


@operation
def delete_pool(region: Region, *, PoolId: str) -> Pool:
    """Delete a pool; its identities stay.

    Raise ConflictException if it is protected from deletion, isn't ACTIVE, or is used by a Notify configuration.
    """
    pool = region.get(Pool, PoolId)
    pool.must_not_be_protected()
    pool.must_be_active()
    if pool.notify_configurations:
        raise ConflictException(reason="POOL_ASSOCIATED_TO_NOTIFY_CONFIGURATION", resource=pool)
    for identity in pool.identities:
        pool.remove(identity)
    region.transitions.start(pool, "DELETING", "DELETING", on_end=lambda: region.remove(pool))
    return pool


@operation
def associate_origination_identity(
    region: Region, *, PoolId: str, OriginationIdentity: str, IsoCountryCode: str | None = None
) -> PoolMember:
    """Add an identity to a pool. Raise ConflictException unless it may join, is ACTIVE and has the pool's settings."""
    pool = region.get(Pool, PoolId)
    identity = find_identity(region, OriginationIdentity, IsoCountryCode)
    if identity.arn in pool.members:
        raise ConflictException(reason="RESOURCE_ALREADY_ASSOCIATED", resource=identity)
    identity.refuse_second_pool()
    identity.must_be_active()
    pool.refuse_one_more(identity)
    pool.refuse_other_keywords(identity)
    return pool.join(identity)


@operation
def disassociate_origination_identity(
    region: Region, *, PoolId: str, OriginationIdentity: str, IsoCountryCode: str | None = None
) -> PoolMember:
    """Remove an identity from a pool.

    Raise ConflictException for the pool's last phone number and its last identity, which only DeletePool removes.
    """
    pool = region.get(Pool, PoolId)
    identity = find_identity(region, OriginationIdentity, IsoCountryCode)
    if identity.arn not in pool.members:
        raise ConflictException(reason="PHONE_NUMBER_NOT_ASSOCIATED_TO_POOL", resource=identity)
    pool.refuse_one_less(identity)
    return pool.remove(identity)


@operation
def list_pool_origination_identities(region: Region, *, PoolId: str) -> tuple[Pool, Listing[PoolMember]]:
    pool = region.get(Pool, PoolId)
    return pool, pool.members
