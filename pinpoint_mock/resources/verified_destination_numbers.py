"""Verified destination numbers: phones that an account in the sandbox may send to, once a code has been given back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
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

# AWS: "can be deleted after 24 hours".
KEPT_FOR = dt.timedelta(hours=24)


@define(eq=False)
class ByNumber:
    """The verified destination numbers of an account and region, by the phone's number."""

    by_number: dict[str, VerifiedDestinationNumber] = field(factory=dict, init=False)


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
    code: str | None = field(default=None, init=False)
    """The latest that was sent."""
    codes_sent: list[dt.datetime] = field(factory=list, init=False)

    @property
    def resource_id(self) -> str:
        return self.verified_destination_number_id

    def must_not_be_verified(self) -> None:
        if self.status == "VERIFIED":
            raise ConflictException(reason="VERIFICATION_ALREADY_COMPLETE", resource=self)


def is_verified(region: Region, number: str) -> bool:
    """Whether an E.164 number has been verified."""
    found = region.the(ByNumber).by_number.get(number)
    return found is not None and found.status == "VERIFIED"


@operation
def create_verified_destination_number(
    region: Region, *, DestinationPhoneNumber: str, RcsAgentId: str | None = None
) -> VerifiedDestinationNumber:
    """A phone to be verified. ConflictException for one that is there already."""
    number = e164(DestinationPhoneNumber)
    country_of_destination(number)
    if RcsAgentId is not None:
        raise ResourceNotFoundException(kind="rcs-agent", resource_id=RcsAgentId)
    by_number = region.the(ByNumber).by_number
    if number in by_number:
        raise ConflictException(reason="RESOURCE_ALREADY_EXISTS", resource=by_number[number])
    if number in region.get(OptOutList, DEFAULT).numbers:
        raise ValidationException(
            reason="CANNOT_ADD_OPTED_OUT_NUMBER",
            fields={"DestinationPhoneNumber": f"{DestinationPhoneNumber!r} is on the opt-out list {DEFAULT}"},
        )
    by_number[number] = region.add(
        VerifiedDestinationNumber(
            region=region,
            verified_destination_number_id=region.new_id(VerifiedDestinationNumber),
            destination_phone_number=number,
        )
    )
    return by_number[number]


@operation
def describe_verified_destination_numbers(
    region: Region, *, VerifiedDestinationNumberIds: Sequence[str] = (), DestinationPhoneNumbers: Sequence[str] = ()
) -> Listing[VerifiedDestinationNumber]:
    """All, or those of these ids and phones; ResourceNotFoundException if one isn't there."""
    if not VerifiedDestinationNumberIds and not DestinationPhoneNumbers:
        return region.index(VerifiedDestinationNumber)
    by_id = (region.get(VerifiedDestinationNumber, each) for each in VerifiedDestinationNumberIds)
    return chosen(chain(by_id, (_of_phone(region, each) for each in DestinationPhoneNumbers)))


@operation
def delete_verified_destination_number(
    region: Region, *, VerifiedDestinationNumberId: str
) -> VerifiedDestinationNumber:
    """Forget a phone. ConflictException in the first 24 hours."""
    number = region.get(VerifiedDestinationNumber, VerifiedDestinationNumberId)
    if region.simulation.clock.now() - number.created_timestamp < KEPT_FOR:
        raise ConflictException(reason="RESOURCE_DELETION_NOT_ALLOWED", resource=number)
    region.remove(number)
    del region.the(ByNumber).by_number[number.destination_phone_number]
    return number


def _of_phone(region: Region, given: str) -> VerifiedDestinationNumber:
    found = region.the(ByNumber).by_number.get(e164(given))
    if found is None:
        raise ResourceNotFoundException(kind=VerifiedDestinationNumber.kind, resource_id=given)
    return found
