"""Test that the numbers of a pool are listed and show its settings.

A client token lets a number join or leave a pool once.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from attrs import frozen


@pytest.fixture
def pool_of_three_numbers(client: Any, request_number: Callable[..., Any]) -> str:
    """Make a pool of three numbers: two of the US, then one of Canada. Return its id."""
    first = request_number()["PhoneNumberId"]
    canadian = {"IsoCountryCode": "CA", "NumberType": "LONG_CODE"}
    pool_id: str = client.create_pool(OriginationIdentity=first, MessageType="TRANSACTIONAL")["PoolId"]
    for parameters in {}, canadian:
        client.associate_origination_identity(
            PoolId=pool_id, OriginationIdentity=request_number(**parameters)["PhoneNumberId"]
        )
    return pool_id


def identities(answer: dict[str, Any]) -> list[str]:
    return [each["OriginationIdentity"] for each in answer["OriginationIdentities"]]


# ListPoolOriginationIdentities --------------------------------------------------------------------------------------


def test_a_pools_identities_are_listed_with_all_their_members(client: Any, pool_of_three_numbers: str) -> None:
    answer = client.list_pool_origination_identities(PoolId=pool_of_three_numbers)
    assert set(answer) == {"PoolArn", "PoolId", "OriginationIdentities", "ResponseMetadata"}
    assert (answer["PoolId"], answer["PoolArn"].rpartition("/")[2]) == (pool_of_three_numbers, pool_of_three_numbers)
    assert answer["OriginationIdentities"] == [
        {
            "OriginationIdentityArn": number["PhoneNumberArn"],
            "OriginationIdentity": number["PhoneNumberId"],
            "IsoCountryCode": number["IsoCountryCode"],
            "NumberCapabilities": ["SMS"],
            "PhoneNumber": number["PhoneNumber"],
        }
        for number in client.describe_phone_numbers()["PhoneNumbers"]
    ]


def test_identities_are_listed_in_the_order_they_joined(client: Any, pool_of_three_numbers: str) -> None:
    first, second, third = identities(client.list_pool_origination_identities(PoolId=pool_of_three_numbers))
    client.disassociate_origination_identity(PoolId=pool_of_three_numbers, OriginationIdentity=first)
    client.associate_origination_identity(PoolId=pool_of_three_numbers, OriginationIdentity=first)
    assert identities(client.list_pool_origination_identities(PoolId=pool_of_three_numbers)) == [second, third, first]


def test_the_pages_put_together_are_all_identities_and_each_names_the_pool(
    client: Any, pool_of_three_numbers: str
) -> None:
    paginator = client.get_paginator("list_pool_origination_identities")
    pages = list(paginator.paginate(PoolId=pool_of_three_numbers, PaginationConfig={"PageSize": 2}))
    everyone = identities(client.list_pool_origination_identities(PoolId=pool_of_three_numbers))
    assert [identities(page) for page in pages] == [everyone[:2], everyone[2:]]
    assert [page["PoolId"] for page in pages] == [pool_of_three_numbers, pool_of_three_numbers]
    assert "NextToken" not in pages[-1]


@pytest.mark.parametrize(
    ("name", "values", "found"),
    [
        ("iso-country-code", ["US"], slice(0, 2)),
        ("iso-country-code", ["CA"], slice(2, 3)),
        ("iso-country-code", ["CA", "US"], slice(0, 3)),
        ("iso-country-code", ["GB"], slice(0, 0)),
        ("number-capability", ["SMS"], slice(0, 3)),
        ("number-capability", ["VOICE"], slice(0, 0)),
    ],
)
def test_identities_are_filtered_by_country_and_capability(
    client: Any, pool_of_three_numbers: str, name: str, values: list[str], found: slice
) -> None:
    everyone = identities(client.list_pool_origination_identities(PoolId=pool_of_three_numbers))
    filters = [{"Name": name, "Values": values}]
    assert (
        identities(client.list_pool_origination_identities(PoolId=pool_of_three_numbers, Filters=filters))
        == everyone[found]
    )


def test_the_filters_of_identities_hold_together(client: Any, pool_of_three_numbers: str) -> None:
    filters = [
        {"Name": "iso-country-code", "Values": ["US"]},
        {"Name": "number-capability", "Values": ["VOICE", "MMS"]},
    ]
    assert identities(client.list_pool_origination_identities(PoolId=pool_of_three_numbers, Filters=filters)) == []


# The settings of a pool ---------------------------------------------------------------------------------------------


TOPIC, ROLE = "arn:aws:sns:us-east-1:123456789012:inbound", "arn:aws:iam::123456789012:role/publish"
PLAIN = {"OptOutListName": "Default", "TwoWayEnabled": False, "SelfManagedOptOutsEnabled": False}
SPECIAL = {
    "OptOutListName": "own",
    "TwoWayEnabled": True,
    "TwoWayChannelArn": TOPIC,
    "TwoWayChannelRole": ROLE,
    "SelfManagedOptOutsEnabled": True,
}


@frozen
class Pooled:
    """A pool of one identity, a number or an agent, which `listed` finds among all of its kind by filters."""

    pool_id: str
    listed: Callable[..., list[dict[str, Any]]]

    def settings(self) -> dict[str, Any]:
        (shown,) = self.listed()
        return {name: shown[name] for name in SPECIAL if name in shown}


@pytest.fixture(params=["number", "agent"])
def pooled(client: Any, request_number: Callable[..., Any], request: pytest.FixtureRequest) -> Pooled:
    """Make a pool of a plain number or agent, and the opt-out list "own"."""
    client.create_opt_out_list(OptOutListName="own")
    if request.param == "number":
        identity = request_number()["PhoneNumberId"]
        describe, member = client.describe_phone_numbers, "PhoneNumbers"
    else:
        identity = client.create_rcs_agent()["RcsAgentId"]
        describe, member = client.describe_rcs_agents, "RcsAgents"
    pool_id = client.create_pool(OriginationIdentity=identity, MessageType="TRANSACTIONAL")["PoolId"]
    return Pooled(pool_id, lambda **asked: describe(**asked)[member])


def test_a_number_or_an_agent_shows_the_settings_of_its_pool(client: Any, pooled: Pooled) -> None:
    assert pooled.settings() == PLAIN
    client.update_pool(PoolId=pooled.pool_id, **SPECIAL)
    assert pooled.settings() == SPECIAL
    client.update_pool(PoolId=pooled.pool_id, TwoWayEnabled=False, SelfManagedOptOutsEnabled=False)
    assert pooled.settings() == {**SPECIAL, "TwoWayEnabled": False, "SelfManagedOptOutsEnabled": False}


def test_a_number_or_an_agent_that_left_its_pool_shows_its_own_settings_again(client: Any, pooled: Pooled) -> None:
    client.update_pool(PoolId=pooled.pool_id, **SPECIAL)
    client.delete_pool(PoolId=pooled.pool_id)
    assert pooled.settings() == PLAIN


@pytest.mark.parametrize(
    ("name", "own", "of_the_pool"),
    [
        ("opt-out-list-name", "Default", "own"),
        ("two-way-enabled", "false", "true"),
        ("self-managed-opt-outs-enabled", "false", "true"),
        ("two-way-channel-arn", None, TOPIC),
    ],
)
def test_a_number_or_an_agent_is_filtered_by_the_settings_of_its_pool(
    client: Any, pooled: Pooled, name: str, own: str | None, of_the_pool: str
) -> None:
    client.update_pool(PoolId=pooled.pool_id, **SPECIAL)
    assert len(pooled.listed(Filters=[{"Name": name, "Values": [of_the_pool]}])) == 1
    if own is not None:
        assert pooled.listed(Filters=[{"Name": name, "Values": [own]}]) == []


def test_a_number_that_is_requested_for_a_pool_shows_the_pools_settings(
    client: Any, pool_of_three_numbers: str, request_number: Any
) -> None:
    # A channel that isn't enabled needn't be the number's.
    client.update_pool(PoolId=pool_of_three_numbers, TwoWayChannelArn=TOPIC)
    assert request_number(PoolId=pool_of_three_numbers)["TwoWayChannelArn"] == TOPIC


def test_a_number_with_the_settings_that_the_pool_has_now_joins_it(
    client: Any, pool_of_three_numbers: str, request_number: Any
) -> None:
    client.create_opt_out_list(OptOutListName="own")
    client.update_pool(PoolId=pool_of_three_numbers, OptOutListName="own")
    own = request_number(OptOutListName="own")["PhoneNumberId"]
    client.associate_origination_identity(PoolId=pool_of_three_numbers, OriginationIdentity=own)


def test_a_number_that_left_a_pool_joins_it_again_only_with_the_pools_settings_as_its_own(
    client: Any, pool_of_three_numbers: str, refused: Any
) -> None:
    client.create_opt_out_list(OptOutListName="own")
    client.update_pool(PoolId=pool_of_three_numbers, OptOutListName="own")
    first, *_ = identities(client.list_pool_origination_identities(PoolId=pool_of_three_numbers))
    membership = {"PoolId": pool_of_three_numbers, "OriginationIdentity": first}
    client.disassociate_origination_identity(**membership)
    error = refused("ConflictException", client.associate_origination_identity, **membership)
    assert error["Reason"] == "OPT_OUT_LIST_MISMATCH"
    client.update_phone_number(PhoneNumberId=first, OptOutListName="own")
    client.associate_origination_identity(**membership)


def test_a_list_is_in_use_by_a_number_that_has_it_as_its_own_behind_its_pools(
    client: Any, request_number: Any, refused: Any
) -> None:
    client.create_opt_out_list(OptOutListName="own")
    number = request_number(OptOutListName="own")["PhoneNumberId"]
    pool = client.create_pool(OriginationIdentity=number, MessageType="TRANSACTIONAL")["PoolId"]
    client.update_pool(PoolId=pool, OptOutListName="Default")
    assert client.describe_phone_numbers()["PhoneNumbers"][0]["OptOutListName"] == "Default"
    refused("ConflictException", client.delete_opt_out_list, OptOutListName="own")
    client.delete_pool(PoolId=pool)
    client.update_phone_number(PhoneNumberId=number, OptOutListName="Default")
    client.delete_opt_out_list(OptOutListName="own")


# Client tokens ------------------------------------------------------------------------------------------------------


def test_a_client_token_lets_a_number_join_once(
    client: Any, pool_of_three_numbers: str, request_number: Any, refused: Any
) -> None:
    joining = {"PoolId": pool_of_three_numbers, "OriginationIdentity": request_number()["PhoneNumberId"]}
    first = client.associate_origination_identity(**joining, ClientToken="once")
    again = client.associate_origination_identity(**joining, ClientToken="once")
    del first["ResponseMetadata"], again["ResponseMetadata"]
    assert first == again
    refused("ConflictException", client.associate_origination_identity, **joining, ClientToken="twice")
    assert len(identities(client.list_pool_origination_identities(PoolId=pool_of_three_numbers))) == 4


def test_a_client_token_lets_a_number_leave_once(client: Any, pool_of_three_numbers: str, refused: Any) -> None:
    first, *others = identities(client.list_pool_origination_identities(PoolId=pool_of_three_numbers))
    parting = {"PoolId": pool_of_three_numbers, "OriginationIdentity": first}
    answers = [client.disassociate_origination_identity(**parting, ClientToken="once") for _ in range(2)]
    assert [answer["OriginationIdentity"] for answer in answers] == [first, first]
    refused("ConflictException", client.disassociate_origination_identity, **parting, ClientToken="twice")
    assert identities(client.list_pool_origination_identities(PoolId=pool_of_three_numbers)) == others


def test_a_client_token_replays_a_failure_to_leave(
    client: Any, pool_of_three_numbers: str, request_number: Any, refused: Any
) -> None:
    stranger = request_number()["PhoneNumberId"]
    parting = {"PoolId": pool_of_three_numbers, "OriginationIdentity": stranger, "ClientToken": "once"}
    first = refused("ConflictException", client.disassociate_origination_identity, **parting)
    client.associate_origination_identity(PoolId=pool_of_three_numbers, OriginationIdentity=stranger)
    again = refused("ConflictException", client.disassociate_origination_identity, **parting)
    assert again["Reason"] == first["Reason"]
    client.disassociate_origination_identity(**{**parting, "ClientToken": "another"})


@pytest.mark.parametrize("operation", ["associate_origination_identity", "disassociate_origination_identity"])
def test_a_client_token_is_for_one_request(
    client: Any, pool_of_three_numbers: str, refused: Any, operation: str
) -> None:
    first, second, _ = identities(client.list_pool_origination_identities(PoolId=pool_of_three_numbers))
    if operation == "associate_origination_identity":
        for each in first, second:
            client.disassociate_origination_identity(PoolId=pool_of_three_numbers, OriginationIdentity=each)
    call = getattr(client, operation)
    call(PoolId=pool_of_three_numbers, OriginationIdentity=first, ClientToken="once")
    before = identities(client.list_pool_origination_identities(PoolId=pool_of_three_numbers))
    error = refused(
        "ValidationException", call, PoolId=pool_of_three_numbers, OriginationIdentity=second, ClientToken="once"
    )
    assert error["Fields"][0]["Name"] == "clientToken"
    assert identities(client.list_pool_origination_identities(PoolId=pool_of_three_numbers)) == before
