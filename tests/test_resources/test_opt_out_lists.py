"""Test that opt-out lists are created, described and deleted, and what the one named Default is."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from pinpoint_mock import PinpointMock

LIST = {"OptOutListArn", "OptOutListName", "CreatedTimestamp"}


def members(answer: dict[str, Any]) -> set[str]:
    return set(answer) - {"ResponseMetadata"}


def names(answer: dict[str, Any]) -> list[str]:
    return [each["OptOutListName"] for each in answer["OptOutLists"]]


def arn(name: str) -> str:
    return f"arn:aws:sms-voice:us-east-1:123456789012:opt-out-list/{name}"


# CreateOptOutList ---------------------------------------------------------------------------------------------------


def test_a_list_is_created_by_its_name_and_described_at_once(client: Any) -> None:
    before = dt.datetime.now(dt.timezone.utc) - dt.timedelta(seconds=1)
    created = client.create_opt_out_list(OptOutListName="campaigns")
    assert members(created) == LIST
    assert (created["OptOutListName"], created["OptOutListArn"]) == ("campaigns", arn("campaigns"))
    assert before < created["CreatedTimestamp"] <= dt.datetime.now(dt.timezone.utc)
    assert client.describe_opt_out_lists()["OptOutLists"][1] == {name: created[name] for name in LIST}


def test_the_tags_of_a_new_list_are_in_the_answer_and_in_no_later_one(client: Any) -> None:
    tags = [{"Key": "team", "Value": "red"}]
    created = client.create_opt_out_list(OptOutListName="campaigns", Tags=tags)
    assert members(created) == LIST | {"Tags"}
    assert created["Tags"] == tags
    assert all(members(each) == LIST for each in client.describe_opt_out_lists()["OptOutLists"])
    assert members(client.delete_opt_out_list(OptOutListName="campaigns")) == LIST


def test_the_names_of_lists_are_told_apart_by_their_case(client: Any) -> None:
    for name in "default", "campaigns", "Campaigns":
        client.create_opt_out_list(OptOutListName=name)
    assert names(client.describe_opt_out_lists()) == ["Default", "default", "campaigns", "Campaigns"]


@pytest.mark.parametrize("name", ["n" * 65, "with space", arn("campaigns"), "naïve"])
def test_a_name_has_at_most_64_letters_digits_dashes_and_underscores(client: Any, refused: Any, name: str) -> None:
    error = refused("ValidationException", client.create_opt_out_list, OptOutListName=name)
    assert error["Fields"][0]["Name"] == "optOutListName"
    client.create_opt_out_list(OptOutListName="Aa0-_" + "n" * 59)


def test_a_deleted_list_does_not_count_against_the_quota(pinpoint_v2: PinpointMock, client: Any) -> None:
    pinpoint_v2.quotas["OPT_OUT_LISTS_PER_ACCOUNT"] = 2  # with Default
    for _ in range(2):
        client.create_opt_out_list(OptOutListName="campaigns")
        client.delete_opt_out_list(OptOutListName="campaigns")


def test_a_client_token_creates_a_list_once(client: Any, refused: Any) -> None:
    wanted = {"OptOutListName": "campaigns", "ClientToken": "once"}
    first, again = (client.create_opt_out_list(**wanted) for _ in range(2))
    assert {name: first[name] for name in LIST} == {name: again[name] for name in LIST}
    assert names(client.describe_opt_out_lists()) == ["Default", "campaigns"]
    refused("ConflictException", client.create_opt_out_list, **{**wanted, "ClientToken": "twice"})


def test_a_client_token_replays_a_failure_to_create_a_list(client: Any, refused: Any) -> None:
    client.create_opt_out_list(OptOutListName="campaigns")
    wanted = {"OptOutListName": "campaigns", "ClientToken": "once"}
    first = refused("ConflictException", client.create_opt_out_list, **wanted)
    client.delete_opt_out_list(OptOutListName="campaigns")
    assert refused("ConflictException", client.create_opt_out_list, **wanted)["Reason"] == first["Reason"]
    client.create_opt_out_list(**{**wanted, "ClientToken": "another"})


# DescribeOptOutLists ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("region", ["us-east-1", "eu-west-1"])
def test_there_is_always_a_list_named_default(pinpoint_v2: PinpointMock, region: str) -> None:
    (default,) = pinpoint_v2.client(region).describe_opt_out_lists()["OptOutLists"]
    assert members(default) == LIST
    assert default["OptOutListName"] == "Default"
    assert default["OptOutListArn"] == f"arn:aws:sms-voice:{region}:123456789012:opt-out-list/Default"


def test_lists_are_asked_for_by_name_or_arn_and_come_in_the_order_they_were_made(client: Any) -> None:
    for name in "b", "a":
        client.create_opt_out_list(OptOutListName=name)
    assert names(client.describe_opt_out_lists()) == ["Default", "b", "a"]
    assert names(client.describe_opt_out_lists(OptOutListNames=["a", arn("b"), arn("a")])) == ["b", "a"]


def test_the_pages_put_together_are_all_lists_in_order(client: Any) -> None:
    made = ["d", "c", "b", "a"]
    for name in made:
        client.create_opt_out_list(OptOutListName=name)
    pages = list(client.get_paginator("describe_opt_out_lists").paginate(PaginationConfig={"PageSize": 2}))
    assert [names(page) for page in pages] == [["Default", "d"], ["c", "b"], ["a"]]
    assert "NextToken" not in pages[-1]


@pytest.mark.parametrize("unknown", ["nowhere", arn("nowhere"), "default"])
def test_one_unknown_list_among_those_asked_for_fails_the_whole(client: Any, refused: Any, unknown: str) -> None:
    asked = {"OptOutListNames": ["Default", unknown]}
    error = refused("ResourceNotFoundException", client.describe_opt_out_lists, **asked)
    assert (error["ResourceType"], error["ResourceId"]) == ("opt-out-list", unknown)


def test_at_most_five_lists_are_asked_for(client: Any, refused: Any) -> None:
    made = list("abcdef")
    for name in made:
        client.create_opt_out_list(OptOutListName=name)
    assert names(client.describe_opt_out_lists(OptOutListNames=made[:5])) == made[:5]
    error = refused("ValidationException", client.describe_opt_out_lists, OptOutListNames=made)
    assert error["Fields"][0]["Name"] == "optOutListNames"


def test_nobody_shares_a_list_with_the_account(client: Any) -> None:
    assert names(client.describe_opt_out_lists(Owner="SELF")) == ["Default"]
    assert names(client.describe_opt_out_lists(Owner="SHARED")) == []


@pytest.mark.parametrize(("region", "partition"), [("us-gov-west-1", "aws-us-gov"), ("cn-north-1", "aws-cn")])
def test_the_arn_of_a_list_is_of_its_regions_partition(
    pinpoint_v2: PinpointMock, refused: Any, region: str, partition: str
) -> None:
    client = pinpoint_v2.client(region)
    created = client.create_opt_out_list(OptOutListName="campaigns")
    assert created["OptOutListArn"] == f"arn:{partition}:sms-voice:{region}:123456789012:opt-out-list/campaigns"
    assert names(client.describe_opt_out_lists(OptOutListNames=[created["OptOutListArn"]])) == ["campaigns"]
    other = created["OptOutListArn"].replace(partition, "aws")
    refused("ResourceNotFoundException", client.describe_opt_out_lists, OptOutListNames=[other])


# DeleteOptOutList ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("given", ["campaigns", arn("campaigns")])
def test_a_list_is_deleted_by_name_or_arn_and_the_answer_is_the_list(client: Any, refused: Any, given: str) -> None:
    created = client.create_opt_out_list(OptOutListName="campaigns")
    deleted = client.delete_opt_out_list(OptOutListName=given)
    assert members(deleted) == LIST
    assert {name: deleted[name] for name in LIST} == {name: created[name] for name in LIST}
    assert names(client.describe_opt_out_lists()) == ["Default"]
    error = refused("ResourceNotFoundException", client.delete_opt_out_list, OptOutListName=given)
    assert (error["ResourceType"], error["ResourceId"]) == ("opt-out-list", given)


def test_the_numbers_of_a_deleted_list_go_with_it(client: Any, refused: Any) -> None:
    client.create_opt_out_list(OptOutListName="campaigns")
    client.put_opted_out_number(OptOutListName="campaigns", OptedOutNumber="+12065550100")
    client.delete_opt_out_list(OptOutListName="campaigns")
    refused("ResourceNotFoundException", client.describe_opted_out_numbers, OptOutListName="campaigns")
    client.create_opt_out_list(OptOutListName="campaigns")
    assert client.describe_opted_out_numbers(OptOutListName="campaigns")["OptedOutNumbers"] == []


def test_a_list_that_a_number_no_longer_uses_can_be_deleted(client: Any, request_number: Any) -> None:
    client.create_opt_out_list(OptOutListName="campaigns")
    number = request_number(OptOutListName="campaigns")["PhoneNumberId"]
    client.update_phone_number(PhoneNumberId=number, OptOutListName="Default")
    client.delete_opt_out_list(OptOutListName="campaigns")


def test_a_list_of_a_released_number_can_be_deleted(client: Any, request_number: Any) -> None:
    client.create_opt_out_list(OptOutListName="campaigns")
    number = request_number(OptOutListName="campaigns")["PhoneNumberId"]
    client.release_phone_number(PhoneNumberId=number)
    client.delete_opt_out_list(OptOutListName="campaigns")
    assert names(client.describe_opt_out_lists()) == ["Default"]


@pytest.mark.parametrize("free_it_by", ["update_pool", "delete_pool"])
def test_a_list_that_a_pool_no_longer_uses_can_be_deleted(client: Any, request_number: Any, free_it_by: str) -> None:
    client.create_opt_out_list(OptOutListName="campaigns")
    number = request_number()["PhoneNumberId"]
    pool = client.create_pool(OriginationIdentity=number, MessageType="TRANSACTIONAL")["PoolId"]
    client.update_pool(PoolId=pool, OptOutListName="campaigns")
    changes = {"OptOutListName": "Default"} if free_it_by == "update_pool" else {}
    getattr(client, free_it_by)(PoolId=pool, **changes)
    client.delete_opt_out_list(OptOutListName="campaigns")
