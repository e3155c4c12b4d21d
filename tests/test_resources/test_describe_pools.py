"""Test the ids, filters, pages and owners of DescribePools, and that no operation finds an unknown pool."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from pinpoint_mock import PinpointMock

SNS = "arn:aws:sns:us-east-1:123456789012:inbound"


@pytest.fixture
def make_pools(client: Any, request_number: Callable[..., Any]) -> Callable[[int], list[str]]:
    """Make a number of pools, each of a new number. Return their ids."""

    def make(count: int) -> list[str]:
        numbers = [request_number()["PhoneNumberId"] for _ in range(count)]
        return [
            client.create_pool(OriginationIdentity=number, MessageType="TRANSACTIONAL")["PoolId"] for number in numbers
        ]

    return make


def ids(answer: dict[str, Any]) -> list[str]:
    return [pool["PoolId"] for pool in answer["Pools"]]


def filtered(*filters: tuple[str, list[str]]) -> list[dict[str, Any]]:
    return [{"Name": name, "Values": values} for name, values in filters]


def test_pools_are_described_in_the_order_they_were_made(client: Any, make_pools: Any) -> None:
    made = make_pools(3)
    assert ids(client.describe_pools()) == made
    assert ids(client.describe_pools(PoolIds=[made[2], made[0]])) == [made[0], made[2]]


def test_the_pages_put_together_are_all_pools_in_order(client: Any, make_pools: Any) -> None:
    made = make_pools(5)
    pages = list(client.get_paginator("describe_pools").paginate(PaginationConfig={"PageSize": 2}))
    assert [ids(page) for page in pages] == [made[:2], made[2:4], made[4:]]
    assert "NextToken" not in pages[-1]


def test_a_pool_deleted_between_two_pages_neither_hides_nor_repeats_another(client: Any, make_pools: Any) -> None:
    made = make_pools(4)
    page = client.describe_pools(MaxResults=2)
    client.delete_pool(PoolId=made[0])
    rest = client.describe_pools(NextToken=page["NextToken"])
    assert (ids(page), ids(rest)) == (made[:2], made[2:])


def test_pools_are_asked_for_by_id_or_arn(client: Any, make_pools: Any) -> None:
    made = make_pools(3)
    arns = [pool["PoolArn"] for pool in client.describe_pools()["Pools"]]
    assert ids(client.describe_pools(PoolIds=[made[0], arns[1], arns[0]])) == made[:2]


def test_one_unknown_pool_among_those_asked_for_fails_the_whole(client: Any, make_pools: Any, refused: Any) -> None:
    unknown = "pool-" + "f" * 32
    error = refused("ResourceNotFoundException", client.describe_pools, PoolIds=[*make_pools(1), unknown])
    assert (error["ResourceType"], error["ResourceId"]) == ("pool", unknown)


def test_at_most_five_pools_are_asked_for(client: Any, make_pools: Any, refused: Any) -> None:
    made = make_pools(6)
    assert ids(client.describe_pools(PoolIds=made[:5])) == made[:5]
    error = refused("ValidationException", client.describe_pools, PoolIds=made)
    assert error["Fields"][0]["Name"] == "poolIds"


def test_nobody_shares_a_pool_with_the_account(client: Any, make_pools: Any) -> None:
    made = make_pools(1)
    assert ids(client.describe_pools(Owner="SELF")) == made
    assert ids(client.describe_pools(Owner="SHARED")) == []


# Filters ------------------------------------------------------------------------------------------------------------

# Of two pools: the value that finds the special one, and that which finds the plain one.
FILTERS = {
    "deletion-protection-enabled": ("true", "false"),
    "message-type": ("PROMOTIONAL", "TRANSACTIONAL"),
    "opt-out-list-name": ("own", "Default"),
    "self-managed-opt-outs-enabled": ("true", "false"),
    "shared-routes-enabled": ("true", "false"),
    "status": ("CREATING", "ACTIVE"),
    "two-way-channel-arn": (SNS, None),
    "two-way-enabled": ("true", "false"),
}


@pytest.fixture
def special_and_plain(client: Any, pinpoint_v2: PinpointMock, request_number: Any, make_pools: Any) -> tuple[str, str]:
    """Make two pools that differ in every filter. Return their ids."""
    (plain,) = make_pools(1)
    client.create_opt_out_list(OptOutListName="own")
    number = request_number(
        IsoCountryCode="CA", NumberType="LONG_CODE", MessageType="PROMOTIONAL", OptOutListName="own"
    )["PhoneNumberId"]
    client.update_phone_number(
        PhoneNumberId=number, TwoWayEnabled=True, TwoWayChannelArn=SNS, SelfManagedOptOutsEnabled=True
    )
    pinpoint_v2.transitions["pool"] = "manual"
    special: str = client.create_pool(
        OriginationIdentity=number, MessageType="PROMOTIONAL", DeletionProtectionEnabled=True
    )["PoolId"]
    client.update_pool(PoolId=special, SharedRoutesEnabled=True)
    return special, plain


@pytest.mark.parametrize("name", FILTERS)
def test_each_filter_of_pools_finds_those_with_its_value(
    client: Any, special_and_plain: tuple[str, str], name: str
) -> None:
    for value, pool in zip(FILTERS[name], special_and_plain, strict=True):
        if value is not None:
            assert ids(client.describe_pools(Filters=filtered((name, [value])))) == [pool]


def test_all_filters_hold_together_and_each_for_any_of_its_values(
    client: Any, special_and_plain: tuple[str, str]
) -> None:
    special, plain = special_and_plain
    either = ("status", ["CREATING", "ACTIVE"])
    assert ids(client.describe_pools(Filters=filtered(either))) == [plain, special]
    assert ids(client.describe_pools(Filters=filtered(either, ("two-way-enabled", ["true"])))) == [special]
    neither = filtered(("status", ["ACTIVE"]), ("two-way-enabled", ["true"]))
    assert ids(client.describe_pools(Filters=neither)) == []


def test_a_page_of_filtered_pools_is_full_of_those_that_were_asked_for(client: Any, make_pools: Any) -> None:
    made = make_pools(4)
    for pool in made[1], made[3]:
        client.update_pool(PoolId=pool, SharedRoutesEnabled=True)
    wanted = filtered(("shared-routes-enabled", ["true"]))
    answer = client.describe_pools(Filters=wanted, MaxResults=2)
    assert ids(answer) == [made[1], made[3]]
    assert "NextToken" not in answer


def test_filters_narrow_down_the_pools_asked_for(client: Any, special_and_plain: tuple[str, str]) -> None:
    special, plain = special_and_plain
    wanted = filtered(("status", ["ACTIVE"]))
    assert ids(client.describe_pools(PoolIds=[special, plain], Filters=wanted)) == [plain]


def test_pools_have_no_filter_of_another_name(client: Any, refused: Any) -> None:
    error = refused("ValidationException", client.describe_pools, Filters=filtered(("colour", ["red"])))
    assert error["Fields"][0]["Name"] == "filters[0].name"


# Unknown pools ------------------------------------------------------------------------------------------------------


# The model lets an empty id through: no pool has it.
@pytest.mark.parametrize("unknown", ["pool-" + "f" * 32, "arn:aws:sms-voice:us-east-1:123456789012:pool/x", ""])
@pytest.mark.parametrize(
    ("operation", "more"),
    [
        ("update_pool", {"SharedRoutesEnabled": True}),
        ("delete_pool", {}),
        ("associate_origination_identity", {"OriginationIdentity": "NUMBER"}),
        ("disassociate_origination_identity", {"OriginationIdentity": "NUMBER"}),
        ("list_pool_origination_identities", {}),
    ],
)
def test_an_unknown_pool_is_not_found(
    client: Any, request_number: Any, refused: Any, operation: str, more: dict[str, Any], unknown: str
) -> None:
    if "OriginationIdentity" in more:
        more = {"OriginationIdentity": request_number()["PhoneNumberId"]}
    error = refused("ResourceNotFoundException", getattr(client, operation), PoolId=unknown, **more)
    assert (error["ResourceType"], error["ResourceId"]) == ("pool", unknown)


@pytest.mark.parametrize("elsewhere", [{"region_name": "eu-west-1"}, {"account_id": "222222222222"}])
def test_pools_of_other_regions_and_accounts_are_not_found(
    client: Any, pinpoint_v2: PinpointMock, make_pools: Any, refused: Any, elsewhere: dict[str, str]
) -> None:
    make_pools(1)
    pool = client.describe_pools()["Pools"][0]
    other = pinpoint_v2.client(**elsewhere)
    assert other.describe_pools()["Pools"] == []
    for given in pool["PoolId"], pool["PoolArn"]:
        refused("ResourceNotFoundException", other.describe_pools, PoolIds=[given])


@pytest.mark.parametrize(
    ("region", "partition"),
    [("us-gov-west-1", "aws-us-gov"), ("cn-north-1", "aws-cn"), ("eu-west-1", "aws")],
)
def test_the_arns_of_a_pool_are_of_its_regions_partition(
    pinpoint_v2: PinpointMock, region: str, partition: str
) -> None:
    client = pinpoint_v2.client(region)
    number = client.request_phone_number(
        IsoCountryCode="US", MessageType="TRANSACTIONAL", NumberCapabilities=["SMS"], NumberType="SIMULATOR"
    )
    pool = client.create_pool(OriginationIdentity=number["PhoneNumberArn"], MessageType="TRANSACTIONAL")
    assert pool["PoolArn"] == f"arn:{partition}:sms-voice:{region}:123456789012:pool/{pool['PoolId']}"
    assert ids(client.describe_pools(PoolIds=[pool["PoolArn"]])) == [pool["PoolId"]]
    (identity,) = client.list_pool_origination_identities(PoolId=pool["PoolArn"])["OriginationIdentities"]
    assert identity["OriginationIdentityArn"] == number["PhoneNumberArn"]
    assert identity["OriginationIdentityArn"].startswith(f"arn:{partition}:sms-voice:{region}:")
