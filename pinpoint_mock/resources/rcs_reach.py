"""How far an RCS agent reaches: the phones of countries where it is launched, and those of its testers."""

from __future__ import annotations

from ..errors import ConflictException, ServiceException, ValidationException
from ..simulation.destinations import is_simulator
from .rcs_agents import RcsAgent
from .verified_destination_numbers import is_tester, not_verified


def business_id(agent: RcsAgent, destination: str, iso_country_code: str) -> str | None:
    """By which of its ids at the RCS platform an agent sends to a phone (E.164) of that country; None where it can't.

    A simulator destination is no phone with RCS (our choice: AWS has them for SMS and MMS).
    """
    if is_simulator(destination):
        return None
    launch = agent.launches.get(iso_country_code)
    if launch is not None and launch.rcs_platform_id is not None:
        return launch.rcs_platform_id
    testing = agent.testing_agent
    return testing.testing_agent_id if testing is not None and is_tester(agent, destination) else None


def objection(agent: RcsAgent, destination: str, iso_country_code: str) -> ServiceException | None:
    """Why it can't, by the names of the reasons (our choice)."""
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
