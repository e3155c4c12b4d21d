"""Test that the numbers of a pool are listed, and that a client token lets a number join or leave a pool once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest


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


def test_a_number_with_the_settings_that_the_pool_has_now_joins_it(
    client: Any, pool_of_three_numbers: str, request_number: Any
) -> None:
    client.create_opt_out_list(OptOutListName="own")
    client.update_pool(PoolId=pool_of_three_numbers, OptOutListName="own")
    own = request_number(OptOutListName="own")["PhoneNumberId"]
    client.associate_origination_identity(PoolId=pool_of_three_numbers, OriginationIdentity=own)


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
