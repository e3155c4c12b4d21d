"""Test that pools are made of one identity, described, changed and deleted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from pinpoint_mock import PinpointMock

SNS = "arn:aws:sns:us-east-1:123456789012:inbound"
CONNECT = "connect.us-east-1.amazonaws.com"
ROLE = "arn:aws:iam::123456789012:role/inbound"

# What every answer about a plain pool has; the channel, its role and tags are left out where there are none.
ALWAYS = {
    "CreatedTimestamp",
    "DeletionProtectionEnabled",
    "MessageType",
    "OptOutListName",
    "PoolArn",
    "PoolId",
    "SelfManagedOptOutsEnabled",
    "SharedRoutesEnabled",
    "Status",
    "TwoWayEnabled",
}


def members(answer: dict[str, Any]) -> set[str]:
    return set(answer) - {"ResponseMetadata"}


def everything(client: Any) -> list[Any]:
    """All that a refused call could have changed."""
    numbers = client.describe_phone_numbers()["PhoneNumbers"]
    return [numbers, client.describe_pools()["Pools"], client.describe_opt_out_lists()["OptOutLists"]]


@pytest.fixture
def make_pool(client: Any, request_number: Callable[..., Any]) -> Callable[..., Any]:
    """Make a pool, by default of a new number. Return the answer."""

    def make(**parameters: Any) -> Any:
        if "OriginationIdentity" not in parameters:
            parameters["OriginationIdentity"] = request_number()["PhoneNumberId"]
        return client.create_pool(**{"MessageType": "TRANSACTIONAL", **parameters})

    return make


# CreatePool ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("given_by", ["PhoneNumberId", "PhoneNumberArn"])
def test_a_pool_is_made_of_one_number_given_by_id_or_arn(
    client: Any, make_pool: Any, request_number: Any, given_by: str
) -> None:
    number = request_number()
    pool = make_pool(OriginationIdentity=number[given_by])
    listed = client.list_pool_origination_identities(PoolId=pool["PoolId"])["OriginationIdentities"]
    assert [each["OriginationIdentity"] for each in listed] == [number["PhoneNumberId"]]
    assert client.describe_phone_numbers()["PhoneNumbers"][0]["PoolId"] == pool["PoolId"]


def test_a_number_is_no_name_of_its_own_for_create_pool(make_pool: Any, request_number: Any, refused: Any) -> None:
    number = request_number()["PhoneNumber"]
    error = refused("ValidationException", make_pool, OriginationIdentity=number)
    assert error["Fields"][0]["Name"] == "originationIdentity"
    # Without its plus it has the form of a sender ID, which goes with a country.
    error = refused("ValidationException", make_pool, OriginationIdentity=number.removeprefix("+"))
    assert error["Fields"][0]["Name"] == "isoCountryCode"


def test_a_pool_of_a_plain_number_has_the_defaults(pinpoint_v2: PinpointMock, make_pool: Any) -> None:
    before = pinpoint_v2.clock.now()
    pool = make_pool()
    assert members(pool) == ALWAYS
    assert pool["PoolId"].startswith("pool-")
    assert len(bytes.fromhex(pool["PoolId"].removeprefix("pool-"))) == 16
    assert pool["PoolArn"] == f"arn:aws:sms-voice:us-east-1:123456789012:pool/{pool['PoolId']}"
    assert before <= pool["CreatedTimestamp"] <= pinpoint_v2.clock.now()
    assert pool["MessageType"] == "TRANSACTIONAL"
    assert pool["OptOutListName"] == "Default"
    for name in (
        "DeletionProtectionEnabled",
        "SelfManagedOptOutsEnabled",
        "SharedRoutesEnabled",
        "TwoWayEnabled",
    ):
        assert pool[name] is False


def test_a_pool_is_creating_then_active_then_deleting_then_gone(client: Any, make_pool: Any, refused: Any) -> None:
    pool = make_pool()
    assert pool["Status"] == "CREATING"
    assert client.describe_pools(PoolIds=[pool["PoolId"]])["Pools"][0]["Status"] == "ACTIVE"
    assert client.delete_pool(PoolId=pool["PoolId"])["Status"] == "DELETING"
    error = refused("ResourceNotFoundException", client.describe_pools, PoolIds=[pool["PoolId"]])
    assert (error["ResourceType"], error["ResourceId"]) == ("pool", pool["PoolId"])
    assert client.describe_pools()["Pools"] == []


def test_a_pool_inherits_the_list_the_channel_and_self_managed_opt_outs(
    client: Any, make_pool: Any, request_number: Any
) -> None:
    client.create_opt_out_list(OptOutListName="own")
    number = request_number(OptOutListName="own")["PhoneNumberId"]
    inherited = {
        "TwoWayEnabled": True,
        "TwoWayChannelArn": SNS,
        "TwoWayChannelRole": ROLE,
        "SelfManagedOptOutsEnabled": True,
    }
    client.update_phone_number(PhoneNumberId=number, **inherited)
    pool = make_pool(OriginationIdentity=number)
    assert members(pool) == ALWAYS | {"TwoWayChannelArn", "TwoWayChannelRole"}
    assert {name: pool[name] for name in inherited} == inherited
    assert pool["OptOutListName"] == "own"


def test_a_pool_does_not_inherit_deletion_protection(make_pool: Any, request_number: Any) -> None:
    protected = request_number(DeletionProtectionEnabled=True)["PhoneNumberId"]
    assert make_pool(OriginationIdentity=protected)["DeletionProtectionEnabled"] is False
    assert make_pool(DeletionProtectionEnabled=True)["DeletionProtectionEnabled"] is True


def test_the_country_of_a_new_pool_is_optional_and_not_kept(client: Any, make_pool: Any) -> None:
    assert members(make_pool(IsoCountryCode="US")) == members(make_pool()) == ALWAYS
    assert all(members(pool) == ALWAYS for pool in client.describe_pools()["Pools"])


@pytest.mark.parametrize("unknown", ["phone-" + "f" * 32, "arn:aws:sms-voice:us-east-1:123456789012:phone-number/x"])
def test_a_pool_of_an_unknown_number_is_not_found(make_pool: Any, refused: Any, unknown: str) -> None:
    error = refused("ResourceNotFoundException", make_pool, OriginationIdentity=unknown)
    assert (error["ResourceType"], error["ResourceId"]) == ("phone-number", unknown)


def test_a_deleted_pool_does_not_count_against_the_quota(
    client: Any, pinpoint_v2: PinpointMock, make_pool: Any
) -> None:
    pinpoint_v2.quotas["POOLS_PER_ACCOUNT"] = 1
    for _ in range(2):
        client.delete_pool(PoolId=make_pool()["PoolId"])


def test_a_client_token_makes_a_pool_once(client: Any, request_number: Any, refused: Any) -> None:
    wanted = {"OriginationIdentity": request_number()["PhoneNumberId"], "MessageType": "TRANSACTIONAL"}
    first = client.create_pool(**wanted, ClientToken="once")
    again = client.create_pool(**wanted, ClientToken="once")
    assert members(first) == members(again)
    assert all(first[name] == again[name] for name in members(first))
    assert len(client.describe_pools()["Pools"]) == 1
    # Another token is another request, which finds the number in its pool.
    refused("ConflictException", client.create_pool, **wanted, ClientToken="twice")


def test_a_client_token_replays_a_failure_to_make_a_pool(
    client: Any, pinpoint_v2: PinpointMock, make_pool: Any, request_number: Any, refused: Any
) -> None:
    pinpoint_v2.transitions["phone-number"] = "manual"
    wanted = {"OriginationIdentity": request_number()["PhoneNumberId"], "ClientToken": "once"}
    first = refused("ConflictException", make_pool, **wanted)
    pinpoint_v2.transitions["phone-number"] = "next-call"
    assert client.describe_phone_numbers()["PhoneNumbers"][0]["Status"] == "ACTIVE"
    assert refused("ConflictException", make_pool, **wanted)["Reason"] == first["Reason"]
    make_pool(**{**wanted, "ClientToken": "another"})


# UpdatePool ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("given_by", ["PoolId", "PoolArn"])
def test_what_an_update_of_a_pool_leaves_out_stays(client: Any, make_pool: Any, given_by: str) -> None:
    pool = make_pool()
    updated = client.update_pool(PoolId=pool[given_by], SharedRoutesEnabled=True)
    assert members(updated) == ALWAYS
    assert updated["SharedRoutesEnabled"] is True
    assert all(updated[name] == pool[name] for name in ALWAYS - {"SharedRoutesEnabled", "Status"})
    described = client.describe_pools()["Pools"][0]
    assert described == {name: updated[name] for name in ALWAYS}


@pytest.mark.parametrize("switch", ["DeletionProtectionEnabled", "SharedRoutesEnabled"])
def test_a_switch_of_a_pool_goes_on_and_off_again(client: Any, make_pool: Any, switch: str) -> None:
    pool_id = make_pool()["PoolId"]
    assert [client.update_pool(PoolId=pool_id, **{switch: on})[switch] for on in (True, False)] == [True, False]
    assert client.describe_pools()["Pools"][0][switch] is False


def test_a_pool_gets_another_opt_out_list_and_goes_back_to_default(client: Any, make_pool: Any) -> None:
    own = client.create_opt_out_list(OptOutListName="own")
    pool_id = make_pool()["PoolId"]
    for given in ("own", "Default", own["OptOutListArn"]):
        updated = client.update_pool(PoolId=pool_id, OptOutListName=given)
        # The name, also where the ARN was given.
        assert updated["OptOutListName"] == given.rpartition("/")[2]
    assert client.describe_pools()["Pools"][0]["OptOutListName"] == "own"


@pytest.mark.parametrize(
    "channel", [{"TwoWayChannelArn": CONNECT, "TwoWayChannelRole": ROLE}, {"TwoWayChannelArn": SNS}]
)
def test_people_answer_a_pool_by_connect_or_by_sns(client: Any, make_pool: Any, channel: dict[str, str]) -> None:
    pool_id = make_pool()["PoolId"]
    updated = client.update_pool(PoolId=pool_id, TwoWayEnabled=True, **channel)
    assert members(updated) == ALWAYS | set(channel)
    assert {name: updated[name] for name in channel} == channel
    assert updated["TwoWayEnabled"] is True


def test_a_pool_manages_its_opt_outs_itself_with_connect_as_its_channel(client: Any, make_pool: Any) -> None:
    settings = {"TwoWayEnabled": True, "TwoWayChannelArn": CONNECT, "SelfManagedOptOutsEnabled": True}
    updated = client.update_pool(PoolId=make_pool()["PoolId"], **settings)
    assert {name: updated[name] for name in settings} == settings


def test_an_unknown_opt_out_list_leaves_a_pool_as_it_was(client: Any, make_pool: Any, refused: Any) -> None:
    pool_id = make_pool()["PoolId"]
    before = everything(client)
    changes = {"SharedRoutesEnabled": True, "OptOutListName": "nowhere"}
    error = refused("ResourceNotFoundException", client.update_pool, PoolId=pool_id, **changes)
    assert (error["ResourceType"], error["ResourceId"]) == ("opt-out-list", "nowhere")
    assert everything(client) == before


# DeletePool ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("given_by", ["PoolId", "PoolArn"])
def test_the_answer_to_a_deletion_has_all_but_tags_and_deletion_protection(
    client: Any, make_pool: Any, given_by: str
) -> None:
    pool = make_pool(Tags=[{"Key": "team", "Value": "red"}])
    deleted = client.delete_pool(PoolId=pool[given_by])
    assert members(deleted) == ALWAYS - {"DeletionProtectionEnabled"}
    assert (deleted["PoolId"], deleted["CreatedTimestamp"]) == (pool["PoolId"], pool["CreatedTimestamp"])


def test_the_numbers_of_a_deleted_pool_are_free_and_stay_in_the_account(
    client: Any, make_pool: Any, request_number: Any
) -> None:
    numbers = [request_number()["PhoneNumberId"] for _ in range(3)]
    pool_id = make_pool(OriginationIdentity=numbers[0])["PoolId"]
    for number in numbers[1:]:
        client.associate_origination_identity(PoolId=pool_id, OriginationIdentity=number)
    client.delete_pool(PoolId=pool_id)
    described = client.describe_phone_numbers()["PhoneNumbers"]
    assert [(each["PhoneNumberId"], "PoolId" in each) for each in described] == [(each, False) for each in numbers]
    client.update_phone_number(PhoneNumberId=numbers[0], InternationalSendingEnabled=True)
    client.release_phone_number(PhoneNumberId=numbers[1])
    make_pool(OriginationIdentity=numbers[2])


def test_a_pool_is_deleted_once_it_is_no_longer_protected(client: Any, make_pool: Any) -> None:
    pool_id = make_pool(DeletionProtectionEnabled=True)["PoolId"]
    client.update_pool(PoolId=pool_id, DeletionProtectionEnabled=False)
    client.delete_pool(PoolId=pool_id)
    assert client.describe_pools()["Pools"] == []
