"""Decide which phones an RCS agent reaches: those in countries where it is launched, and those of its testers."""

from __future__ import annotations

from ..errors import ConflictException, ServiceException, ValidationException
from ..facts.destinations import is_simulator
from ..resources.origination.rcs_agent import RcsAgent
from ..resources.verified_destination_numbers import is_tester, not_verified


def business_id(agent: RcsAgent, destination: str, iso_country_code: str) -> str | None:
    """Return the agent's id on the RCS platform for a phone (E.164) in a country; None if it doesn't reach the phone.

    No agent reaches a simulator destination (our choice: AWS has these for SMS and MMS).
    """
    if is_simulator(destination):
        return None
    launch = agent.launches.get(iso_country_code)
    if launch is not None and launch.rcs_platform_id is not None:
        return launch.rcs_platform_id
    testing = agent.testing_agent
    return testing.testing_agent_id if testing is not None and is_tester(agent, destination) else None


def reach_error(agent: RcsAgent, destination: str, iso_country_code: str) -> ServiceException | None:
    """Return the error if an agent doesn't reach a phone; None if it does. The reasons are our choice."""
    if business_id(agent, destination, iso_country_code) is not None:
        return None
    if agent.status == "TESTING":
        return not_verified(destination)
    if agent.status not in ("PARTIAL", "ACTIVE"):
        return ConflictException(reason="RESOURCE_NOT_ACTIVE", resource=agent)
    return ValidationException(
        reason="INVALID_IDENTITY_FOR_DESTINATION_COUNTRY",
        fields={
            "OriginationIdentity": f"{agent.rcs_agent_id} is launched in {', '.join(agent.launches)}; it doesn't reach "
            f"{destination} in {iso_country_code}"
        },
    )
