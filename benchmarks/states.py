"""States of some size, without the calls that would make them: a million numbers in seconds."""

from __future__ import annotations

from pinpoint_mock import PinpointMock
from pinpoint_mock.protocol.call import Call
from pinpoint_mock.resources.opt_out_lists import DEFAULT, OptOutList, opt_out_by_user
from pinpoint_mock.resources.origination.phone_number import NumbersInService, PhoneNumber
from pinpoint_mock.store import Region


def region_of(pinpoint: PinpointMock, region_name: str) -> Region:
    return pinpoint._service.store.region(pinpoint._service.account_id(None), region_name)


def lease(region: Region, count: int) -> PhoneNumber:
    """What RequestPhoneNumber would keep of so many numbers; the one in the middle."""
    default = region.get(OptOutList, DEFAULT)
    for each in range(count):
        number = PhoneNumber(
            region=region,
            phone_number_id=region.new_id(PhoneNumber),
            phone_number=f"+44207{each:07}",
            iso_country_code="GB",
            message_type="TRANSACTIONAL",
            number_capabilities=("SMS",),
            number_type="LONG_CODE",
            opt_out_list=default,
            registration=None,
        )
        number.move_to("ACTIVE")
        region.state(NumbersInService).by_number[region.keep(number).phone_number] = number
    return next(item for _, item in region.index(PhoneNumber).after(count // 2))


def opt_out(region: Region, count: int) -> None:
    """What PutOptedOutNumber would come to, so many times."""
    default = region.get(OptOutList, DEFAULT)
    for each in range(count):
        opt_out_by_user(default, f"+44208{each:07}")


def page_tokens(pinpoint: PinpointMock, region_name: str, last: int) -> list[str | None]:
    """What one asks with for the first page of 100 numbers, for the second, and so on to that place."""
    tokens: list[str | None] = [None]
    while len(tokens) <= last:
        asked = {"MaxResults": 100, "NextToken": tokens[-1]}
        tokens.append(pinpoint._service.handle(Call("DescribePhoneNumbers", asked, region_name)).members["NextToken"])
    return tokens
