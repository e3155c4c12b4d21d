"""Verified destination numbers: phones that an account in the sandbox, or the testing agent of an RCS agent, sends to.

The former are verified by a code that is given back, the latter, the testers, by an invitation that is accepted.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import ClassVar

from attrs import define, field

from ..errors import ConflictException, ResourceNotFoundException, ValidationException
from ..operation import operation
from ..protocol.pagination import Listing
from ..simulation.destinations import e164
from ..store import Region, Resource, chosen
from .destinations import country_of_destination
from .opt_out_lists import DEFAULT, OptOutList
from .rcs_agents import RcsAgent

# AWS: "can be deleted after 24 hours".
KEPT_FOR = dt.timedelta(hours=24)


@define(eq=False)
class ByNumber:
    """The verified destination numbers of an account and region, by the phone's number and the RCS agent's id."""

    by_number: dict[str, dict[str | None, VerifiedDestinationNumber]] = field(factory=dict, init=False)


@define(kw_only=True, eq=False)
class VerifiedDestinationNumber(Resource):
    kind: ClassVar[str] = "verified-destination-number"
    id_prefix: ClassVar[str] = "vdn"
    quota: ClassVar[str] = "VERIFIED_DESTINATION_NUMBERS_PER_ACCOUNT"
    verified_destination_number_arn = Resource.arn

    verified_destination_number_id: str
    destination_phone_number: str
    status: str = field(default="PENDING", init=False)
    rcs_agent_id: str | None = None
    """That of the agent whose tester the phone is."""
    code: str | None = field(default=None, init=False)
    """The latest that was sent."""
    codes_sent: list[dt.datetime] = field(factory=list, init=False)

    @property
    def resource_id(self) -> str:
        return self.verified_destination_number_id

    def must_not_be_verified(self) -> None:
        if self.status == "VERIFIED":
            raise ConflictException(reason="VERIFICATION_ALREADY_COMPLETE", resource=self)


def not_verified(number: str) -> ConflictException:
    """What is said of a phone that is sent to before it is verified, by its number."""
    return ConflictException(
        reason="DESTINATION_PHONE_NUMBER_NOT_VERIFIED", ResourceType=VerifiedDestinationNumber.kind, ResourceId=number
    )


def is_verified(region: Region, number: str) -> bool:
    """Whether an E.164 number has been verified, in one way or the other."""
    return any(each.status == "VERIFIED" for each in region.the(ByNumber).by_number.get(number, {}).values())


def is_tester(agent: RcsAgent, number: str) -> bool:
    """Whether an E.164 number is that of a tester who has accepted the agent's invitation."""
    found = agent.region.the(ByNumber).by_number.get(number, {}).get(agent.rcs_agent_id)
    return found is not None and found.status == "VERIFIED"


def accept_invitation(number: VerifiedDestinationNumber) -> None:
    """What a tester does with the invitation. ValueError for a phone that nobody has invited."""
    if number.rcs_agent_id is None:
        raise ValueError(f"{number.resource_id} is no tester's: it was created without an RcsAgentId")
    number.status = "VERIFIED"


@operation
def create_verified_destination_number(
    region: Region, *, DestinationPhoneNumber: str, RcsAgentId: str | None = None
) -> VerifiedDestinationNumber:
    """A phone to be verified, or with an agent a tester to be invited. ConflictException for one that is there already.

    The quota counts the testers of each agent by themselves.
    """
    number = e164(DestinationPhoneNumber)
    country_of_destination(number)
    agent_id = None if RcsAgentId is None else region.get(RcsAgent, RcsAgentId).rcs_agent_id
    of_phone = region.the(ByNumber).by_number.get(number, {})
    if agent_id in of_phone:
        raise ConflictException(reason="RESOURCE_ALREADY_EXISTS", resource=of_phone[agent_id])
    if number in region.get(OptOutList, DEFAULT).numbers:
        raise ValidationException(
            reason="CANNOT_ADD_OPTED_OUT_NUMBER",
            fields={"DestinationPhoneNumber": f"{DestinationPhoneNumber!r} is on the opt-out list {DEFAULT}"},
        )
    alike = [each for each in region.index(VerifiedDestinationNumber) if each.rcs_agent_id == agent_id]
    region.check_quota(VerifiedDestinationNumber.quota, len(alike))
    created = region.keep(
        VerifiedDestinationNumber(
            region=region,
            verified_destination_number_id=region.new_id(VerifiedDestinationNumber),
            destination_phone_number=number,
            rcs_agent_id=agent_id,
        )
    )
    region.the(ByNumber).by_number.setdefault(number, {})[agent_id] = created
    return created


@operation
def describe_verified_destination_numbers(
    region: Region, *, VerifiedDestinationNumberIds: Sequence[str] = (), DestinationPhoneNumbers: Sequence[str] = ()
) -> Listing[VerifiedDestinationNumber]:
    """All, or those of these ids and phones; ResourceNotFoundException if one isn't there."""
    if not VerifiedDestinationNumberIds and not DestinationPhoneNumbers:
        return region.index(VerifiedDestinationNumber)
    by_id = (region.get(VerifiedDestinationNumber, each) for each in VerifiedDestinationNumberIds)
    return chosen(chain(by_id, *(_of_phone(region, each) for each in DestinationPhoneNumbers)))


@operation
def delete_verified_destination_number(
    region: Region, *, VerifiedDestinationNumberId: str
) -> VerifiedDestinationNumber:
    """Forget a phone. ConflictException in the first 24 hours."""
    number = region.get(VerifiedDestinationNumber, VerifiedDestinationNumberId)
    if region.simulation.clock.now() - number.created_timestamp < KEPT_FOR:
        raise ConflictException(reason="RESOURCE_DELETION_NOT_ALLOWED", resource=number)
    region.remove(number)
    del region.the(ByNumber).by_number[number.destination_phone_number][number.rcs_agent_id]
    return number


def _of_phone(region: Region, given: str) -> Iterable[VerifiedDestinationNumber]:
    found = region.the(ByNumber).by_number.get(e164(given))
    if not found:
        raise ResourceNotFoundException(kind=VerifiedDestinationNumber.kind, resource_id=given)
    return found.values()
