"""Create, describe and delete opt-out lists, and put numbers on them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import ClassVar

from attrs import define, field

from ..errors import ConflictException, ResourceNotFoundException, ValidationException
from ..facts.destinations import country_of, e164
from ..operation import operation
from ..protocol.pagination import Listing
from ..store import Index, Item, Region, Resource, listing_of

DEFAULT = "Default"
"""The name of the list that every account has."""

# AWS: a number can be removed from a list once in 30 days. Seen only of numbers whose users opted out themselves.
OPT_IN_INTERVAL = dt.timedelta(days=30)


@define(kw_only=True, eq=False)
class OptedOutNumber(Item):
    """A destination that gets no messages. `end_user_opted_out` is False if it was put on the list through the API."""

    opted_out_number: str
    opted_out_timestamp: dt.datetime
    end_user_opted_out: bool = False


@define(kw_only=True, eq=False)
class OptOutList(Resource):
    """The destinations that get no messages from the identities that use the list."""

    kind: ClassVar[str] = "opt-out-list"
    quota: ClassVar[str] = "OPT_OUT_LISTS_PER_ACCOUNT"
    opt_out_list_arn = Resource.arn

    opt_out_list_name: str
    numbers: Index[OptedOutNumber] = field(factory=Index, init=False)
    opted_in: dict[str, dt.datetime] = field(factory=dict, init=False)
    """When a number whose user had opted out was last removed through the API."""
    used_by: set[Resource] = field(factory=set, init=False)
    """The numbers, agents and pools that use the list."""

    @property
    def resource_id(self) -> str:
        return self.opt_out_list_name

    def entry(self, number: str) -> OptedOutNumber:
        """Return the entry of a number. Raise ResourceNotFoundException if it isn't on the list."""
        found = self.numbers.get(e164(number))
        if found is None:
            raise ResourceNotFoundException(kind="opted-out-number", resource_id=number)
        return found


def create_default_list(region: Region) -> None:
    """Create the list named Default, which every account has. Identities use it unless a request names another."""
    region.keep(OptOutList(region=region, opt_out_list_name=DEFAULT))


@operation
def create_opt_out_list(region: Region, *, OptOutListName: str) -> OptOutList:
    """Create an empty list. Raise ConflictException if its name is in use."""
    return region.add(OptOutList(region=region, opt_out_list_name=OptOutListName))


@operation
def describe_opt_out_lists(region: Region, *, OptOutListNames: Sequence[str] = ()) -> Listing[OptOutList]:
    """Return the account's lists, including the one named Default."""
    return region.describe(OptOutList, OptOutListNames)


@operation
def delete_opt_out_list(region: Region, *, OptOutListName: str) -> OptOutList:
    """Delete a list and its entries. Raise ConflictException for Default, and for a list that an identity uses."""
    opt_out_list = region.get(OptOutList, OptOutListName)
    # It isn't known which of the two reasons the service gives for which case; this is our choice.
    if opt_out_list.opt_out_list_name == DEFAULT:
        raise ConflictException(reason="RESOURCE_DELETION_NOT_ALLOWED", resource=opt_out_list)
    if opt_out_list.used_by:
        raise ConflictException(reason="RESOURCE_NOT_EMPTY", resource=opt_out_list)
    region.remove(opt_out_list)
    return opt_out_list


@operation
def put_opted_out_number(
    region: Region, *, OptOutListName: str, OptedOutNumber: str
) -> tuple[OptedOutNumber, OptOutList]:
    """Put a number on a list. A number that is on it already stays as it is."""
    opt_out_list = region.get(OptOutList, OptOutListName)
    number = e164(OptedOutNumber)
    _refuse_impossible(OptedOutNumber)
    return _put(opt_out_list, number), opt_out_list


@operation
def describe_opted_out_numbers(
    region: Region, *, OptOutListName: str, OptedOutNumbers: Sequence[str] = ()
) -> tuple[OptOutList, Listing[OptedOutNumber]]:
    """Return the numbers on a list. Raise ResourceNotFoundException for one that isn't on it (seen of the service)."""
    opt_out_list = region.get(OptOutList, OptOutListName)
    if not OptedOutNumbers:
        return opt_out_list, opt_out_list.numbers
    return opt_out_list, listing_of(map(opt_out_list.entry, OptedOutNumbers))


@operation
def delete_opted_out_number(
    region: Region, *, OptOutListName: str, OptedOutNumber: str
) -> tuple[OptedOutNumber, OptOutList]:
    """Remove a number from a list. The answer is the removed entry.

    Raise ValidationException if the number's user has opted out again within 30 days of the last removal.
    """
    opt_out_list = region.get(OptOutList, OptOutListName)
    entry = opt_out_list.entry(OptedOutNumber)
    if entry.end_user_opted_out:
        _record_removal(opt_out_list, entry.opted_out_number, region.simulation.clock.now())
    return opt_out_list.numbers.remove(entry.opted_out_number), opt_out_list


def opt_out_by_user(opt_out_list: OptOutList, number: str) -> None:
    """Put a number on a list because its user opted out. If it is on the list already, record that the user did."""
    _put(opt_out_list, number).end_user_opted_out = True


def _record_removal(opt_out_list: OptOutList, number: str, now: dt.datetime) -> None:
    """Record that a number is removed. Raise ValidationException if it was removed in the last 30 days."""
    before = opt_out_list.opted_in.get(number)
    if before is not None and now - before < OPT_IN_INTERVAL:
        raise ValidationException(
            reason="PHONE_NUMBER_CANNOT_BE_OPTED_IN",
            fields={"OptedOutNumber": f"{number} was removed on {before:%Y-%m-%d}; it can be removed once in 30 days"},
        )
    opt_out_list.opted_in[number] = now


def _put(opt_out_list: OptOutList, number: str) -> OptedOutNumber:
    """Return the entry of a number, which is added to the list if it isn't there."""
    entry = opt_out_list.numbers.get(number)
    if entry is None:
        now = opt_out_list.region.simulation.clock.now()
        entry = OptedOutNumber(opted_out_number=number, opted_out_timestamp=now)
        opt_out_list.numbers.add(number, entry)
    return entry


def _refuse_impossible(number: str) -> None:
    if country_of(e164(number)) is None:
        raise ValidationException(
            reason="INVALID_PARAMETER",
            fields={
                "OptedOutNumber": f"{number!r} can't be a phone number; give one in E.164, for example +12065550100"
            },
        )
