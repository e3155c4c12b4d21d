"""Opt-out lists and the numbers on them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import ClassVar

from attrs import define, field

from ..errors import ConflictException, ResourceNotFoundException, ValidationException
from ..operation import operation
from ..protocol.pagination import Listing
from ..simulation.destinations import country_of, e164
from ..store import FURNISHINGS, Index, Item, Region, Resource, chosen

DEFAULT = "Default"

# AWS: a number can be taken off a list once in 30 days; observed only of those whose users opted out themselves.
OPTED_IN_AGAIN_AFTER = dt.timedelta(days=30)


@define(kw_only=True, eq=False)
class OptedOutNumber(Item):
    """A destination that doesn't want messages. Through the API it wasn't the end user who said so."""

    opted_out_number: str
    opted_out_timestamp: dt.datetime
    end_user_opted_out: bool = False


@define(kw_only=True, eq=False)
class OptOutList(Resource):
    kind: ClassVar[str] = "opt-out-list"
    quota: ClassVar[str] = "OPT_OUT_LISTS_PER_ACCOUNT"
    opt_out_list_arn = Resource.arn

    opt_out_list_name: str
    numbers: Index[OptedOutNumber] = field(factory=Index, init=False)
    opted_in: dict[str, dt.datetime] = field(factory=dict, init=False)
    """When numbers that their users had put on the list were last taken off it through the API."""

    @property
    def resource_id(self) -> str:
        return self.opt_out_list_name

    def entry(self, number: str) -> OptedOutNumber:
        """The entry of a number; ResourceNotFoundException if it isn't on the list."""
        found = self.numbers.get(e164(number))
        if found is None:
            raise ResourceNotFoundException(kind="opted-out-number", resource_id=number)
        return found


def _furnish(region: Region) -> None:
    """Every account has the list named Default, which numbers and pools use unless told otherwise."""
    region.keep(OptOutList(region=region, opt_out_list_name=DEFAULT))


FURNISHINGS.append(_furnish)


@operation
def create_opt_out_list(region: Region, *, OptOutListName: str) -> OptOutList:
    """A new, empty list. ConflictException if there is one of that name."""
    return region.add(OptOutList(region=region, opt_out_list_name=OptOutListName))


@operation
def describe_opt_out_lists(region: Region, *, OptOutListNames: Sequence[str] = ()) -> Listing[OptOutList]:
    """The account's lists, that named Default among them."""
    return region.describe(OptOutList, OptOutListNames)


@operation
def delete_opt_out_list(region: Region, *, OptOutListName: str) -> OptOutList:
    """Delete a list and its entries. ConflictException for Default, and while a number or a pool uses the list."""
    opt_out_list = region.get(OptOutList, OptOutListName)
    # Which of the two reasons the service gives when isn't known; this is our choice.
    if opt_out_list.opt_out_list_name == DEFAULT:
        raise ConflictException(reason="RESOURCE_DELETION_NOT_ALLOWED", resource=opt_out_list)
    if region.uses(opt_out_list, "opt_out_list"):
        raise ConflictException(reason="RESOURCE_NOT_EMPTY", resource=opt_out_list)
    region.remove(opt_out_list)
    return opt_out_list


@operation
def put_opted_out_number(
    region: Region, *, OptOutListName: str, OptedOutNumber: str
) -> tuple[OptedOutNumber, OptOutList]:
    """Put a number on a list. One that is there already stays as it is."""
    opt_out_list = region.get(OptOutList, OptOutListName)
    number = e164(OptedOutNumber)
    _refuse_impossible(OptedOutNumber)
    entry = opt_out_list.numbers.get(number)
    if entry is None:
        entry = _entry(number, region.simulation.clock.now())
        opt_out_list.numbers.add(number, entry)
    return entry, opt_out_list


@operation
def describe_opted_out_numbers(
    region: Region, *, OptOutListName: str, OptedOutNumbers: Sequence[str] = ()
) -> tuple[OptOutList, Listing[OptedOutNumber]]:
    """The numbers on a list. Asking for one that isn't on it is a ResourceNotFoundException, as seen of the service."""
    opt_out_list = region.get(OptOutList, OptOutListName)
    return opt_out_list, chosen(map(opt_out_list.entry, OptedOutNumbers)) if OptedOutNumbers else opt_out_list.numbers


@operation
def delete_opted_out_number(
    region: Region, *, OptOutListName: str, OptedOutNumber: str
) -> tuple[OptedOutNumber, OptOutList]:
    """Take a number off a list; the answer is the entry as it was.

    ValidationException for a number that opted out by itself again, and was taken off in the last 30 days.
    """
    opt_out_list = region.get(OptOutList, OptOutListName)
    entry = opt_out_list.entry(OptedOutNumber)
    if entry.end_user_opted_out:
        _opt_in_again(opt_out_list, entry.opted_out_number, region.simulation.clock.now())
    return opt_out_list.numbers.remove(entry.opted_out_number), opt_out_list


def opted_out_by_its_user(opt_out_list: OptOutList, number: str) -> None:
    """Put a number on a list as its user's own wish, also where it is there already."""
    entry = opt_out_list.numbers.get(number)
    if entry is None:
        entry = _entry(number, opt_out_list.region.simulation.clock.now())
        opt_out_list.numbers.add(number, entry)
    entry.end_user_opted_out = True


def _opt_in_again(opt_out_list: OptOutList, number: str, now: dt.datetime) -> None:
    before = opt_out_list.opted_in.get(number)
    if before is not None and now - before < OPTED_IN_AGAIN_AFTER:
        raise ValidationException(
            reason="PHONE_NUMBER_CANNOT_BE_OPTED_IN",
            fields={
                "OptedOutNumber": f"{number} was taken off on {before:%Y-%m-%d}; it can be taken off once in 30 days"
            },
        )
    opt_out_list.opted_in[number] = now


def _entry(number: str, now: dt.datetime) -> OptedOutNumber:
    # Apart, since the operations' parameter has the name of the class.
    return OptedOutNumber(opted_out_number=number, opted_out_timestamp=now)


def _refuse_impossible(number: str) -> None:
    if country_of(e164(number)) is None:
        raise ValidationException(
            reason="INVALID_PARAMETER",
            fields={"OptedOutNumber": f"{number!r} can't be a phone number; give one in E.164, as +12065550100"},
        )
