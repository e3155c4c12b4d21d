"""The account's attributes and limits."""

from __future__ import annotations

from typing import Any

import pytest

from pinpoint_mock import PinpointMock, mock_pinpoint_v2

LIMITS = {
    "PHONE_NUMBERS": (0, 25),
    "POOLS": (0, 25),
    "CONFIGURATION_SETS": (0, 25),
    "OPT_OUT_LISTS": (1, 25),
    "SENDER_IDS": (0, 200),
    "REGISTRATIONS": (0, 25),
    "REGISTRATION_ATTACHMENTS": (0, 25),
    "VERIFIED_DESTINATION_NUMBERS": (0, 10),
}


def attributes(client: Any) -> dict[str, str]:
    return {each["Name"]: each["Value"] for each in client.describe_account_attributes()["AccountAttributes"]}


def limits(client: Any) -> dict[str, tuple[int, int]]:
    """What is used, and what may be, by name."""
    return {each["Name"]: (each["Used"], each["Max"]) for each in client.describe_account_limits()["AccountLimits"]}


# Attributes ---------------------------------------------------------------------------------------------------------


def test_an_account_is_in_production_by_default(client: Any) -> None:
    assert attributes(client) == {"ACCOUNT_TIER": "PRODUCTION"}


@pytest.mark.pinpoint_v2(account_tier="SANDBOX")
def test_the_tier_is_that_of_the_innermost_mock(client: Any) -> None:
    assert attributes(client) == {"ACCOUNT_TIER": "SANDBOX"}
    with mock_pinpoint_v2(account_tier="PRODUCTION"):
        assert attributes(client) == {"ACCOUNT_TIER": "PRODUCTION"}
    assert attributes(client) == {"ACCOUNT_TIER": "SANDBOX"}


# Limits -------------------------------------------------------------------------------------------------------------


def test_a_new_account_uses_one_opt_out_list_and_nothing_else(client: Any) -> None:
    assert limits(client) == LIMITS
    assert list(limits(client)) == list(LIMITS), "the model's order"


def test_what_is_made_is_used_until_it_is_deleted(pinpoint_v2: PinpointMock, client: Any, request_number: Any) -> None:
    number, other = (request_number()["PhoneNumberId"] for _ in range(2))
    pool = client.create_pool(OriginationIdentity=number, IsoCountryCode="US", MessageType="TRANSACTIONAL")["PoolId"]
    client.create_opt_out_list(OptOutListName="promotions")
    pinpoint_v2.add_registration("US_TOLL_FREE_REGISTRATION")
    made = {"PHONE_NUMBERS": (2, 25), "POOLS": (1, 25), "OPT_OUT_LISTS": (2, 25), "REGISTRATIONS": (1, 25)}
    assert limits(client) == LIMITS | made

    client.delete_pool(PoolId=pool)
    client.release_phone_number(PhoneNumberId=other)
    client.delete_opt_out_list(OptOutListName="promotions")
    assert limits(client) == LIMITS | {"PHONE_NUMBERS": (1, 25), "REGISTRATIONS": (1, 25)}


def test_what_is_on_its_way_out_is_still_used(pinpoint_v2: PinpointMock, client: Any, request_number: Any) -> None:
    number = request_number()["PhoneNumberId"]
    limits(client)  # a call later it is ACTIVE
    pinpoint_v2.transitions["phone-number"] = "manual"
    client.release_phone_number(PhoneNumberId=number)
    assert limits(client)["PHONE_NUMBERS"] == (1, 25)


def test_the_greatest_number_is_the_quotas(pinpoint_v2: PinpointMock, client: Any) -> None:
    pinpoint_v2.quotas.update(POOLS_PER_ACCOUNT=3, SENDER_IDS_PER_ACCOUNT=0)
    assert limits(client) == LIMITS | {"POOLS": (0, 3), "SENDER_IDS": (0, 0)}


@pytest.mark.pinpoint_v2(strict_quotas=False)
def test_more_than_the_greatest_number_is_shown_where_quotas_are_lifted(pinpoint_v2: PinpointMock, client: Any) -> None:
    pinpoint_v2.quotas["OPT_OUT_LISTS_PER_ACCOUNT"] = 1
    client.create_opt_out_list(OptOutListName="promotions")
    assert limits(client)["OPT_OUT_LISTS"] == (2, 1)


def test_limits_are_of_one_account_in_one_region(pinpoint_v2: PinpointMock, client: Any) -> None:
    pinpoint_v2.client("eu-west-1").create_opt_out_list(OptOutListName="promotions")
    pinpoint_v2.client(account_id="111122223333").create_opt_out_list(OptOutListName="promotions")
    assert limits(client) == LIMITS
    assert limits(pinpoint_v2.client("eu-west-1"))["OPT_OUT_LISTS"] == (2, 25)


def test_limits_come_in_pages(client: Any) -> None:
    pages = list(client.get_paginator("describe_account_limits").paginate(PaginationConfig={"PageSize": 3}))
    assert [len(page["AccountLimits"]) for page in pages] == [3, 3, 2]
    assert [each["Name"] for page in pages for each in page["AccountLimits"]] == list(LIMITS)
