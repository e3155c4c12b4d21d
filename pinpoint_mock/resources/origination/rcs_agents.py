"""Create, describe, update and delete RCS agents, and launch them for a test."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ...did_you_mean import did_you_mean
from ...errors import ConflictException, ValidationException
from ...operation import operation
from ...protocol.pagination import Listing, Sequenced
from ...store import Region
from ..opt_out_lists import DEFAULT, OptOutList
from ..registrations.catalogue import RegistrationTypes
from ..registrations.registrations import add_registration
from .identities import TwoWaySettings
from .rcs_agent import LAUNCH, TESTING, CountryLaunch, RcsAgent

UNSET_MEDIA = "UNSET_RCS_MEDIA_CONFIGURATION"
ALL_EVENTS = "ALL"


def launch(agent: RcsAgent, iso_country_code: str) -> None:
    """Launch an agent in a country, and its testing agent before, unless they are launched already.

    Raise ValueError for a country without launches, and for an agent whose own registration isn't approved yet.
    """
    launch_type, types = f"{iso_country_code}_RCS_LAUNCH_REGISTRATION", agent.region.shared(RegistrationTypes)
    if launch_type not in types:
        countries = [found[1] for each in types if (found := LAUNCH.fullmatch(each))]
        raise ValueError(did_you_mean("a country that RCS agents are launched in", iso_country_code, countries))
    existing = agent.registrations.get(launch_type)
    if existing is not None and not existing.in_force:
        raise ValueError(
            f"{agent.rcs_agent_id} has a registration for {iso_country_code}, {existing.registration_id}, which is "
            f"{existing.registration_status}: submit and approve that registration"
        )
    for registration_type in (TESTING, launch_type):
        if registration_type not in agent.registrations:
            add_registration(agent.region, registration_type, "COMPLETE").associate(agent)


@operation
def create_rcs_agent(
    region: Region, *, OptOutListName: str = DEFAULT, DeletionProtectionEnabled: bool = False
) -> RcsAgent:
    """Create an agent. To send, it needs an approved registration for its testing agent or for a country."""
    return region.add(
        RcsAgent(
            region=region,
            rcs_agent_id=region.new_id(RcsAgent),
            own_settings=TwoWaySettings(opt_out_list=region.get(OptOutList, OptOutListName)),
            deletion_protection_enabled=DeletionProtectionEnabled,
        )
    )


@operation
def describe_rcs_agents(region: Region, *, RcsAgentIds: Sequence[str] = ()) -> Listing[RcsAgent]:
    return region.describe(RcsAgent, RcsAgentIds)


@operation
def describe_rcs_agent_country_launch_status(
    region: Region, *, RcsAgentId: str, IsoCountryCodes: Sequence[str] = ()
) -> tuple[RcsAgent, Listing[CountryLaunch]]:
    """Return all launches of an agent, or those in some countries. A country without a launch is left out."""
    agent = region.get(RcsAgent, RcsAgentId)
    launches = agent.launches.values()
    return agent, Sequenced([each for each in launches if each.iso_country_code in (IsoCountryCodes or agent.launches)])


@operation
def update_rcs_agent(
    region: Region,
    *,
    RcsAgentId: str,
    TwoWayEnabled: bool | None = None,
    TwoWayChannelArn: str | None = None,
    TwoWayChannelRole: str | None = None,
    TwoWayMediaS3BucketName: str | None = None,
    TwoWayMediaS3KeyPrefix: str | None = None,
    TwoWayMediaS3Role: str | None = None,
    TwoWayRcsEventsEnabled: Sequence[str] | None = None,
    SelfManagedOptOutsEnabled: bool | None = None,
    OptOutListName: str | None = None,
    DeletionProtectionEnabled: bool | None = None,
) -> RcsAgent:
    """Change the given settings of an agent. Raise ConflictException for an agent in a pool."""
    agent = region.get(RcsAgent, RcsAgentId)
    agent.must_not_be_pooled()
    if ALL_EVENTS in (TwoWayRcsEventsEnabled or ()) and len(TwoWayRcsEventsEnabled or ()) > 1:
        raise ValidationException(
            reason="PARAMETERS_CANNOT_BE_USED_TOGETHER",
            fields={"TwoWayRcsEventsEnabled": f"{ALL_EVENTS} means all events; give it without others"},
        )
    is_two_way = agent.two_way_enabled if TwoWayEnabled is None else TwoWayEnabled
    media = _media(agent, TwoWayMediaS3BucketName, TwoWayMediaS3KeyPrefix, TwoWayMediaS3Role, is_two_way=is_two_way)
    agent.update_two_way(
        enabled=TwoWayEnabled,
        channel_arn=TwoWayChannelArn,
        channel_role=TwoWayChannelRole,
        self_managed_opt_outs=SelfManagedOptOutsEnabled,
        opt_out_list_name=OptOutListName,
    )
    (
        agent.two_way_media_s3_bucket_name,
        agent.two_way_media_s3_key_prefix,
        agent.two_way_media_s3_role,
    ) = media
    if TwoWayRcsEventsEnabled is not None:
        agent.two_way_rcs_events_enabled = TwoWayRcsEventsEnabled
    if DeletionProtectionEnabled is not None:
        agent.deletion_protection_enabled = DeletionProtectionEnabled
    return agent


@operation
def delete_rcs_agent(region: Region, *, RcsAgentId: str) -> tuple[Mapping[str, str], RcsAgent]:
    """Delete an agent. Raise ConflictException if it is protected, is in a pool, or has registrations."""
    agent = region.get(RcsAgent, RcsAgentId)
    agent.must_not_be_protected()
    agent.must_not_be_pooled()
    if agent.registrations:
        raise ConflictException(reason="RESOURCE_NOT_EMPTY", resource=agent)
    region.remove(agent)
    return {"Status": "DELETED"}, agent


Media = tuple[str | None, str | None, str | None]


def _media(agent: RcsAgent, bucket: str | None, prefix: str | None, role: str | None, *, is_two_way: bool) -> Media:
    """Return the new bucket, key prefix and role for the files that people send.

    Raise ValidationException if they don't fit together, and if two-way messages are off.
    """
    if UNSET_MEDIA in (bucket, role):
        if bucket != role:
            raise _wrong_media("INVALID_PARAMETER", f"{UNSET_MEDIA} was given for one of the two; give it for both")
        return None, None, None
    changed = (
        agent.two_way_media_s3_bucket_name if bucket is None else bucket,
        agent.two_way_media_s3_key_prefix if prefix is None else prefix,
        agent.two_way_media_s3_role if role is None else role,
    )
    if bucket is None and prefix is None and role is None:
        return changed
    if not is_two_way:
        raise _wrong_media("TWO_WAY_NOT_ENABLED", "files come in two-way messages; TwoWayEnabled must be true as well")
    if not (changed[0] and changed[2]):
        raise _wrong_media("MISSING_PARAMETER", "a bucket needs a role; give both")
    return changed


def _wrong_media(reason: str, text: str) -> ValidationException:
    return ValidationException(
        reason=reason, fields=dict.fromkeys(("TwoWayMediaS3BucketName", "TwoWayMediaS3Role"), text)
    )
