"""Create, describe and delete verified destination numbers.

An account in the sandbox sends only to phones that were verified with a code. The testing agent of an RCS agent sends
only to testers, whose phones are verified when they accept an invitation.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from itertools import chain
from typing import ClassVar

from attrs import define, field

from ..errors import ConflictException, ValidationException
from ..facts.destinations import e164
from ..operation import operation
from ..protocol.pagination import Listing
from ..simulation.clock import Last24Hours
from ..store import Region, Resource, listing_of
from .destinations import country_of_destination
from .opt_out_lists import DEFAULT, OptOutList
from .origination.rcs_agent import RcsAgent

MINIMUM_AGE = dt.timedelta(hours=24)
"""AWS: "can be deleted after 24 hours"."""


@define(eq=False)
class VerifiedNumbers:
    """The verified destination numbers of an account and region, by the phone's number and the RCS agent's id."""

    by_number: dict[str, dict[str | None, VerifiedDestinationNumber]] = field(factory=dict, init=False)
    count_by_agent: Counter[str | None] = field(factory=Counter, init=False)
    """How many testers each agent has; for None, how many phones aren't testers'."""


@define(kw_only=True, eq=False)
class VerifiedDestinationNumber(Resource):
    """A phone that is verified by a code, or that of a tester, which is verified by an invitation."""

    kind: ClassVar[str] = "verified-destination-number"
    quota: ClassVar[str] = "VERIFIED_DESTINATION_NUMBERS_PER_ACCOUNT"
    verified_destination_number_arn = Resource.arn

    verified_destination_number_id: str
    destination_phone_number: str
    status: str = field(default="PENDING", init=False)
    rcs_agent_id: str | None = None
    """The agent that the phone tests; None if it isn't a tester's."""
    code: str | None = field(default=None, init=False)
    """The latest code that was sent; None if none was."""
    code_sent_at: dt.datetime | None = field(default=None, init=False)
    codes_sent: Last24Hours = field(factory=Last24Hours, init=False)

    @property
    def resource_id(self) -> str:
        return self.verified_destination_number_id

    def must_not_be_verified(self) -> None:
        if self.status == "VERIFIED":
            raise ConflictException(reason="VERIFICATION_ALREADY_COMPLETE", resource=self)


def not_verified(number: str) -> ConflictException:
    """Return the error for a message to a phone that isn't verified."""
    return ConflictException(
        reason="DESTINATION_PHONE_NUMBER_NOT_VERIFIED", ResourceType=VerifiedDestinationNumber.kind, ResourceId=number
    )


def is_verified(region: Region, number: str) -> bool:
    """Return whether an E.164 number has been verified, by a code or by an invitation."""
    return any(each.status == "VERIFIED" for each in region.state(VerifiedNumbers).by_number.get(number, {}).values())


def is_tester(agent: RcsAgent, number: str) -> bool:
    """Return whether an E.164 number is that of a tester who has accepted the agent's invitation."""
    found = agent.region.state(VerifiedNumbers).by_number.get(number, {}).get(agent.rcs_agent_id)
    return found is not None and found.status == "VERIFIED"


def agents_tested_by(region: Region, number: str) -> list[str]:
    """Return the ids of the agents that an E.164 number tests, because its owner has accepted their invitations."""
    found = region.state(VerifiedNumbers).by_number.get(number, {})
    return [agent_id for agent_id, each in found.items() if agent_id is not None and each.status == "VERIFIED"]


def accept_invitation(number: VerifiedDestinationNumber) -> None:
    """Accept the invitation of a tester. Raise ValueError if the phone isn't a tester's."""
    if number.rcs_agent_id is None:
        raise ValueError(f"{number.resource_id} isn't a tester's: it was created without an RcsAgentId")
    number.status = "VERIFIED"


@operation
def create_verified_destination_number(
    region: Region, *, DestinationPhoneNumber: str, RcsAgentId: str | None = None
) -> VerifiedDestinationNumber:
    """Create a phone that can be verified or, with an agent, a tester who is invited.

    Raise ConflictException if there is one already. The quota counts the testers of each agent separately.
    """
    number = e164(DestinationPhoneNumber)
    country_of_destination(number)
    agent_id = None if RcsAgentId is None else region.get(RcsAgent, RcsAgentId).rcs_agent_id
    numbers = region.state(VerifiedNumbers)
    existing = numbers.by_number.get(number, {})
    if agent_id in existing:
        raise ConflictException(reason="RESOURCE_ALREADY_EXISTS", resource=existing[agent_id])
    if number in region.get(OptOutList, DEFAULT).numbers:
        raise ValidationException(
            reason="CANNOT_ADD_OPTED_OUT_NUMBER",
            fields={"DestinationPhoneNumber": f"{DestinationPhoneNumber!r} is on the opt-out list {DEFAULT}"},
        )
    region.check_quota(VerifiedDestinationNumber.quota, numbers.count_by_agent[agent_id])
    created = region.keep(
        VerifiedDestinationNumber(
            region=region,
            verified_destination_number_id=region.new_id(VerifiedDestinationNumber),
            destination_phone_number=number,
            rcs_agent_id=agent_id,
        )
    )
    numbers.by_number.setdefault(number, {})[agent_id] = created
    numbers.count_by_agent[agent_id] += 1
    return created


@operation
def describe_verified_destination_numbers(
    region: Region, *, VerifiedDestinationNumberIds: Sequence[str] = (), DestinationPhoneNumbers: Sequence[str] = ()
) -> Listing[VerifiedDestinationNumber]:
    """Return all, or those of some ids and phones. A phone that isn't there is left out.

    Raise ResourceNotFoundException for an unknown id.
    """
    if not VerifiedDestinationNumberIds and not DestinationPhoneNumbers:
        return region.index(VerifiedDestinationNumber)
    by_id = (region.get(VerifiedDestinationNumber, each) for each in VerifiedDestinationNumberIds)
    by_number = region.state(VerifiedNumbers).by_number
    of_phones = (by_number.get(e164(each), {}).values() for each in DestinationPhoneNumbers)
    return listing_of(chain(by_id, *of_phones))


@operation
def delete_verified_destination_number(
    region: Region, *, VerifiedDestinationNumberId: str
) -> VerifiedDestinationNumber:
    """Delete a phone. Raise ConflictException in the first 24 hours."""
    number = region.get(VerifiedDestinationNumber, VerifiedDestinationNumberId)
    if region.simulation.clock.now() - number.created_timestamp < MINIMUM_AGE:
        raise ConflictException(reason="RESOURCE_DELETION_NOT_ALLOWED", resource=number)
    region.remove(number)
    numbers = region.state(VerifiedNumbers)
    del numbers.by_number[number.destination_phone_number][number.rcs_agent_id]
    numbers.count_by_agent[number.rcs_agent_id] -= 1
    return number
