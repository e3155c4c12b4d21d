"""RCS agents: brands that send rich messages, in the countries where they have been launched."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from attrs import define, field, frozen

from ..did_you_mean import did_you_mean
from ..errors import ConflictException, ValidationException
from ..operation import operation
from ..protocol import model
from ..protocol.pagination import Listing, Sequenced
from ..simulation.events import CARRIER_NAME
from ..store import Region, Resource
from .opt_out_lists import DEFAULT, OptOutList
from .origination import OF_NO_COUNTRY, POOLABLE, reconfigure
from .pools import PooledIdentity
from .registrations import Registration, add_registration

TESTING = "TEST_RCS_LAUNCH_REGISTRATION"
# As registrations name the type of what they are for.
RCS_AGENT = "RCS_AGENT"

UNSET_MEDIA = "UNSET_RCS_MEDIA_CONFIGURATION"
ALL_EVENTS = "ALL"

_LAUNCH = re.compile("([A-Z]{2})_RCS_LAUNCH_REGISTRATION")


@frozen(kw_only=True)
class TestingAgent:
    """What an agent sends to its testers by."""

    registration_id: str
    status: str
    testing_agent_id: str | None


@frozen(kw_only=True)
class CarrierStatus:
    carrier_name: str
    status: str


@frozen(kw_only=True)
class CountryLaunch:
    """An agent in one country, which it sends to once it is ACTIVE there."""

    iso_country_code: str
    registration_id: str
    status: str
    rcs_platform_id: str | None

    @property
    def carrier_status(self) -> Sequence[CarrierStatus]:
        """Of the one carrier that there is here."""
        if self.status == "CREATED":
            return ()
        return (CarrierStatus(carrier_name=CARRIER_NAME, status=self.status),)


@define(kw_only=True, eq=False)
class RcsAgent(PooledIdentity):
    """An agent stands as its registrations do: that of its testing agent, and one for each country."""

    kind: ClassVar[str] = "rcs-agent"
    quota: ClassVar[str] = "RCS_AGENTS_PER_ACCOUNT"
    reason_in_a_pool: ClassVar[str] = "RCS_AGENT_ASSOCIATED_TO_POOL"
    number_capabilities: ClassVar[Sequence[str]] = ("RCS",)
    iso_country_code: ClassVar[str] = OF_NO_COUNTRY
    """Which countries it sends to is a matter of its launches."""
    rcs_agent_arn = Resource.arn

    rcs_agent_id: str
    two_way_media_s3_bucket_name: str | None = field(default=None, init=False)
    two_way_media_s3_key_prefix: str | None = field(default=None, init=False)
    two_way_media_s3_role: str | None = field(default=None, init=False)
    two_way_rcs_events_enabled: Sequence[str] | None = field(default=None, init=False)
    registrations: dict[str, Registration] = field(factory=dict, init=False)
    """Those that it is associated with, by their types."""

    @property
    def resource_id(self) -> str:
        return self.rcs_agent_id

    @property
    def message_types(self) -> Sequence[str]:
        return model.enum_values("MessageType")

    def must_be_active(self) -> None:
        """Whatever its status, it may be in a pool (our choice); where it can send is another matter."""

    @property
    def testing_agent(self) -> TestingAgent | None:
        registration = self.registrations.get(TESTING)
        if registration is None:
            return None
        # Of a testing agent the model knows no rejection: it waits for better fields.
        status = _standing(registration).replace("REJECTED", "PENDING")
        return TestingAgent(
            registration_id=registration.registration_id,
            status=status,
            testing_agent_id=_business_id(registration) if status == "ACTIVE" else None,
        )

    @property
    def launches(self) -> Mapping[str, CountryLaunch]:
        """By country."""
        return {
            found[1]: CountryLaunch(
                iso_country_code=found[1],
                registration_id=registration.registration_id,
                status=(status := _standing(registration)),
                rcs_platform_id=_business_id(registration) if status == "ACTIVE" else None,
            )
            for kind, registration in self.registrations.items()
            if (found := _LAUNCH.fullmatch(kind))
        }

    @property
    def status(self) -> str:
        submitted = [each.status for each in self.launches.values() if each.status != "CREATED"]
        if "ACTIVE" in submitted:
            return "ACTIVE" if set(submitted) == {"ACTIVE"} else "PARTIAL"
        testing = None if self.testing_agent is None else self.testing_agent.status
        if testing == "ACTIVE":
            return "TESTING"
        return "PENDING" if "PENDING" in (testing, *submitted) else "CREATED"


POOLABLE.append(RcsAgent)


def launch(agent: RcsAgent, iso_country_code: str) -> None:
    """Have an agent approved in a country, and its testing agent before, where that is still to be done."""
    launch_type, types = f"{iso_country_code}_RCS_LAUNCH_REGISTRATION", agent.region.simulation.registration_catalogue
    if launch_type not in types:
        countries = [found[1] for each in types if (found := _LAUNCH.fullmatch(each))]
        raise ValueError(did_you_mean("a country that RCS agents are launched in", iso_country_code, countries))
    of_its_own = agent.registrations.get(launch_type)
    if of_its_own is not None and not of_its_own.in_force:
        raise ValueError(
            f"{agent.rcs_agent_id} has a registration for {iso_country_code}, {of_its_own.registration_id}, which is "
            f"{of_its_own.status}: submit and approve that"
        )
    for registration_type in (TESTING, launch_type):
        if registration_type not in agent.registrations:
            add_registration(agent.region, registration_type, "COMPLETE").associate(agent, RCS_AGENT)


def _standing(registration: Registration) -> str:
    """In the words of launches."""
    return registration.standing.replace("APPROVED", "ACTIVE")


def _business_id(registration: Registration) -> str:
    """What the RCS platform knows the agent by, which each registration gives it one of; the form is AWS's sample's."""
    return f"brand_{registration.registration_id[-8:]}_agent"


@operation
def create_rcs_agent(
    region: Region, *, OptOutListName: str = DEFAULT, DeletionProtectionEnabled: bool = False
) -> RcsAgent:
    """An agent that can't send yet: for that it needs approved registrations, of a testing agent or a country."""
    return region.add(
        RcsAgent(
            region=region,
            rcs_agent_id=region.new_id(RcsAgent),
            opt_out_list=region.get(OptOutList, OptOutListName),
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
    """The countries that an agent has registrations for; a country asked for that has none is passed over."""
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
    """Change an agent's settings; what is left out stays. ConflictException for an agent in a pool."""
    agent = region.get(RcsAgent, RcsAgentId)
    agent.must_not_be_pooled()
    if ALL_EVENTS in (TwoWayRcsEventsEnabled or ()) and len(TwoWayRcsEventsEnabled or ()) > 1:
        raise ValidationException(
            reason="PARAMETERS_CANNOT_BE_USED_TOGETHER",
            fields={"TwoWayRcsEventsEnabled": f"{ALL_EVENTS} was given with others, and means them all; give it alone"},
        )
    is_two_way = agent.two_way_enabled if TwoWayEnabled is None else TwoWayEnabled
    media = _media(agent, TwoWayMediaS3BucketName, TwoWayMediaS3KeyPrefix, TwoWayMediaS3Role, is_two_way=is_two_way)
    reconfigure(
        region,
        agent,
        OptOutListName,
        two_way_enabled=TwoWayEnabled,
        two_way_channel_arn=TwoWayChannelArn,
        two_way_channel_role=TwoWayChannelRole,
        two_way_rcs_events_enabled=TwoWayRcsEventsEnabled,
        self_managed_opt_outs_enabled=SelfManagedOptOutsEnabled,
        deletion_protection_enabled=DeletionProtectionEnabled,
    )
    for name, value in media.items():
        setattr(agent, name, value)
    return agent


@operation
def delete_rcs_agent(region: Region, *, RcsAgentId: str) -> tuple[Mapping[str, Any], RcsAgent]:
    """Delete an agent. ConflictException while it is protected, is in a pool, or has registrations."""
    agent = region.get(RcsAgent, RcsAgentId)
    agent.must_not_be_protected()
    agent.must_not_be_pooled()
    if agent.registrations:
        raise ConflictException(reason="RESOURCE_NOT_EMPTY", resource=agent)
    region.remove(agent)
    return {"Status": "DELETED"}, agent


_MEDIA = ("two_way_media_s3_bucket_name", "two_way_media_s3_key_prefix", "two_way_media_s3_role")


def _media(
    agent: RcsAgent, bucket: str | None, prefix: str | None, role: str | None, *, is_two_way: bool
) -> Mapping[str, str | None]:
    """What changes of where files in people's messages go: to a bucket, by a role."""
    if UNSET_MEDIA in (bucket, role):
        if bucket != role:
            raise _wrong_media("INVALID_PARAMETER", f"{UNSET_MEDIA} was given for one; it goes for both")
        return dict.fromkeys(_MEDIA)
    changes = {name: value for name, value in zip(_MEDIA, (bucket, prefix, role), strict=True) if value is not None}
    if changes and not is_two_way:
        raise _wrong_media("TWO_WAY_NOT_ENABLED", "files come in two-way messages; TwoWayEnabled must be true as well")
    if changes and not all(changes.get(name) or getattr(agent, name) for name in (_MEDIA[0], _MEDIA[2])):
        raise _wrong_media("MISSING_PARAMETER", "a bucket goes with a role; give both")
    return changes


def _wrong_media(reason: str, text: str) -> ValidationException:
    return ValidationException(
        reason=reason, fields=dict.fromkeys(("TwoWayMediaS3BucketName", "TwoWayMediaS3Role"), text)
    )
