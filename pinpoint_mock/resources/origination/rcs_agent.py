"""Define an RCS agent: a brand that sends rich messages, in the countries where it has been launched."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import ClassVar

from attrs import define, field, frozen

from ...errors import ConflictException
from ...facts.carriers import CARRIER_NAME
from ...protocol.mocked import mocked_values
from ...store import Resource
from ..registrations.registration import Registration
from .identities import NO_COUNTRY
from .pool import PooledIdentity

TESTING = "TEST_RCS_LAUNCH_REGISTRATION"
"""The type of the registration that an agent needs to send to its testers."""
LAUNCH = re.compile("([A-Z]{2})_RCS_LAUNCH_REGISTRATION")
"""The types of the registrations that an agent needs to send to the phones of a country."""


@frozen(kw_only=True)
class TestingAgent:
    """The agent that sends to testers instead of an RCS agent."""

    registration_id: str
    status: str
    testing_agent_id: str | None


@frozen(kw_only=True)
class CarrierStatus:
    """The status of a launch with one carrier."""

    carrier_name: str
    status: str


@frozen(kw_only=True)
class CountryLaunch:
    """An agent's launch in one country. It sends to the country once the launch is ACTIVE."""

    iso_country_code: str
    registration_id: str
    status: str
    rcs_platform_id: str | None

    @property
    def carrier_status(self) -> Sequence[CarrierStatus]:
        """The status of the mock's only carrier."""
        if self.status == "CREATED":
            return ()
        return (CarrierStatus(carrier_name=CARRIER_NAME, status=self.status),)


@define(kw_only=True, eq=False)
class RcsAgent(PooledIdentity):
    """An RCS agent. Its status follows from its registrations: one for its testing agent, and one for each country."""

    kind: ClassVar[str] = "rcs-agent"
    quota: ClassVar[str] = "RCS_AGENTS_PER_ACCOUNT"
    reason_in_a_pool: ClassVar[str] = "RCS_AGENT_ASSOCIATED_TO_POOL"
    number_capabilities: ClassVar[Sequence[str]] = ("RCS",)
    iso_country_code: ClassVar[str] = NO_COUNTRY
    """It isn't of one country: its launches decide which countries it sends to."""
    association_type: ClassVar[str] = "RCS_AGENT"
    route_type: ClassVar[str] = "RCS_AGENT"
    rcs_agent_arn = Resource.arn

    rcs_agent_id: str
    two_way_media_s3_bucket_name: str | None = field(default=None, init=False)
    two_way_media_s3_key_prefix: str | None = field(default=None, init=False)
    two_way_media_s3_role: str | None = field(default=None, init=False)
    two_way_rcs_events_enabled: Sequence[str] | None = field(default=None, init=False)
    registrations: dict[str, Registration] = field(factory=dict, init=False)
    """Its registrations by their types."""

    @property
    def resource_id(self) -> str:
        return self.rcs_agent_id

    @property
    def message_types(self) -> Sequence[str]:
        return mocked_values("MessageType")

    def must_be_active(self) -> None:
        """Do nothing: an agent of any status may be in a pool (our choice). Each message checks whether it can send."""

    def refuse_registration(self, registration: Registration) -> None:
        if registration.registration_type in self.registrations:
            raise ConflictException(reason="RCS_AGENT_ALREADY_ASSOCIATED_TO_REGISTRATION_TYPE", resource=self)

    def on_associated(self, registration: Registration) -> None:
        self.registrations[registration.registration_type] = registration

    def on_disassociated(self, registration: Registration) -> None:
        del self.registrations[registration.registration_type]

    @property
    def testing_agent(self) -> TestingAgent | None:
        """Its testing agent; None if it has no registration for one."""
        registration = self.registrations.get(TESTING)
        if registration is None:
            return None
        # The model has no status for rejected testing agents. They are PENDING until their fields are corrected.
        status = _launch_status(registration).replace("REJECTED", "PENDING")
        return TestingAgent(
            registration_id=registration.registration_id,
            status=status,
            testing_agent_id=_platform_id(registration) if status == "ACTIVE" else None,
        )

    @property
    def launches(self) -> Mapping[str, CountryLaunch]:
        """Its launches by country."""
        return {
            found[1]: CountryLaunch(
                iso_country_code=found[1],
                registration_id=registration.registration_id,
                status=(status := _launch_status(registration)),
                rcs_platform_id=_platform_id(registration) if status == "ACTIVE" else None,
            )
            for registration_type, registration in self.registrations.items()
            if (found := LAUNCH.fullmatch(registration_type))
        }

    @property
    def places(self) -> tuple[str, ...]:
        """The countries that it is launched in. It also reaches its testers, wherever they are."""
        return tuple(country for country, launch in self.launches.items() if launch.status == "ACTIVE")

    @property
    def status(self) -> str:
        """ACTIVE if all submitted launches are, PARTIAL if some are; else TESTING if its testing agent is ACTIVE."""
        submitted = [each.status for each in self.launches.values() if each.status != "CREATED"]
        if "ACTIVE" in submitted:
            return "ACTIVE" if set(submitted) == {"ACTIVE"} else "PARTIAL"
        testing = None if self.testing_agent is None else self.testing_agent.status
        if testing == "ACTIVE":
            return "TESTING"
        return "PENDING" if "PENDING" in (testing, *submitted) else "CREATED"


def _launch_status(registration: Registration) -> str:
    """Return the status of a launch by the standing of its registration."""
    return registration.standing.replace("APPROVED", "ACTIVE")


def _platform_id(registration: Registration) -> str:
    """Return the id that the RCS platform gives the agent for a registration. Its form is that of AWS's sample."""
    return f"brand_{registration.registration_id[-8:]}_agent"
