"""Test sender IDs in pools: by themselves, in several pools at once, and beside phone numbers."""

from __future__ import annotations

from typing import Any

import pytest

SNS = "arn:aws:sns:us-east-1:123456789012:inbound"
SHOP = {"OriginationIdentity": "SHOP", "IsoCountryCode": "GB"}


def arn(name: str) -> str:
    return f"arn:aws:sms-voice:us-east-1:123456789012:sender-id/{name}"


def listed(client: Any, pool_id: str, **parameters: Any) -> list[str]:
    answer = client.list_pool_origination_identities(PoolId=pool_id, **parameters)
    return [each["OriginationIdentity"] for each in answer["OriginationIdentities"]]


# CreatePool ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("given", ["SHOP", "shop", arn("SHOP/GB")])
def test_a_pool_is_made_of_a_sender_id_and_begins_without_two_way_messages(
    client: Any, request_sender_id: Any, given: str
) -> None:
    request_sender_id()
    made = client.create_pool(OriginationIdentity=given, IsoCountryCode="GB", MessageType="PROMOTIONAL")
    assert (made["Status"], made["MessageType"], made["OptOutListName"]) == ("CREATING", "PROMOTIONAL", "Default")
    assert (made["TwoWayEnabled"], made["SelfManagedOptOutsEnabled"]) == (False, False)
    assert client.describe_pools()["Pools"][0]["Status"] == "ACTIVE"
    assert listed(client, made["PoolId"]) == ["SHOP"]


def test_a_sender_id_may_be_in_several_pools(client: Any, pool_of_sender_id: str) -> None:
    other = client.create_pool(**SHOP, MessageType="PROMOTIONAL")["PoolId"]
    assert [listed(client, each) for each in (pool_of_sender_id, other)] == [["SHOP"], ["SHOP"]]


# AssociateOriginationIdentity ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("given", ["BRAND", "brand", arn("BRAND/DE")])
def test_a_sender_id_joins_and_leaves_a_pool_under_its_text(
    client: Any, pool_of_sender_id: str, request_sender_id: Any, given: str
) -> None:
    request_sender_id(SenderId="BRAND", IsoCountryCode="DE")
    expected = {
        "PoolArn": client.describe_pools()["Pools"][0]["PoolArn"],
        "PoolId": pool_of_sender_id,
        "OriginationIdentityArn": arn("BRAND/DE"),
        "OriginationIdentity": "BRAND",
        "IsoCountryCode": "DE",
    }
    for operation, members in (
        ("associate_origination_identity", ["SHOP", "BRAND"]),
        ("disassociate_origination_identity", ["SHOP"]),
    ):
        answer = getattr(client, operation)(PoolId=pool_of_sender_id, OriginationIdentity=given, IsoCountryCode="DE")
        del answer["ResponseMetadata"]
        assert answer == expected
        assert listed(client, pool_of_sender_id) == members


def test_a_text_may_be_in_a_pool_for_several_countries(
    client: Any, pool_of_sender_id: str, request_sender_id: Any
) -> None:
    request_sender_id(IsoCountryCode="DE")
    client.associate_origination_identity(PoolId=pool_of_sender_id, OriginationIdentity="SHOP", IsoCountryCode="DE")
    client.disassociate_origination_identity(PoolId=pool_of_sender_id, **SHOP)
    (left,) = client.list_pool_origination_identities(PoolId=pool_of_sender_id)["OriginationIdentities"]
    assert (left["OriginationIdentity"], left["IsoCountryCode"]) == ("SHOP", "DE")


def test_a_sender_id_joins_a_pool_whatever_the_settings_of_its_numbers_are(
    client: Any, simulator_pool_id: str, request_sender_id: Any
) -> None:
    client.create_opt_out_list(OptOutListName="own")
    settings = {"TwoWayEnabled": True, "TwoWayChannelArn": SNS, "SelfManagedOptOutsEnabled": True}
    client.update_pool(PoolId=simulator_pool_id, OptOutListName="own", **settings)
    request_sender_id()
    client.associate_origination_identity(PoolId=simulator_pool_id, **SHOP)
    assert listed(client, simulator_pool_id)[1:] == ["SHOP"]


@pytest.mark.parametrize("operation", ["create_pool", "associate_origination_identity"])
def test_a_sender_id_of_another_country_is_not_found(
    client: Any, pool_of_sender_id: str, request_sender_id: Any, refused: Any, operation: str
) -> None:
    request_sender_id(SenderId="BRAND")
    more = {"MessageType": "TRANSACTIONAL"} if operation == "create_pool" else {"PoolId": pool_of_sender_id}
    named = {"OriginationIdentity": "BRAND", "IsoCountryCode": "DE"}
    error = refused("ResourceNotFoundException", getattr(client, operation), **more, **named)
    assert (error["ResourceType"], error["ResourceId"]) == ("sender-id", "BRAND")


# Numbers beside sender IDs ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("how", ["associate", "request"])
def test_numbers_with_the_capabilities_of_the_first_join_in_any_order_of_them(
    client: Any, pool_of_sender_id: str, request_number: Any, how: str
) -> None:
    if how == "request":
        first = request_number(NumberCapabilities=["SMS", "VOICE"], PoolId=pool_of_sender_id)["PhoneNumberId"]
    else:
        first = request_number(NumberCapabilities=["SMS", "VOICE"])["PhoneNumberId"]
        client.associate_origination_identity(PoolId=pool_of_sender_id, OriginationIdentity=first)
    client.disassociate_origination_identity(PoolId=pool_of_sender_id, **SHOP)
    second = request_number(NumberCapabilities=["VOICE", "SMS"], PoolId=pool_of_sender_id)["PhoneNumberId"]
    assert listed(client, pool_of_sender_id) == [first, second]


def test_a_pools_sender_ids_are_listed_without_a_phone_number(
    client: Any, pool_of_sender_id: str, request_number: Any
) -> None:
    number = request_number(PoolId=pool_of_sender_id)
    assert client.list_pool_origination_identities(PoolId=pool_of_sender_id)["OriginationIdentities"] == [
        {
            "OriginationIdentityArn": arn("SHOP/GB"),
            "OriginationIdentity": "SHOP",
            "IsoCountryCode": "GB",
            "NumberCapabilities": ["SMS"],
        },
        {
            "OriginationIdentityArn": number["PhoneNumberArn"],
            "OriginationIdentity": number["PhoneNumberId"],
            "IsoCountryCode": "US",
            "NumberCapabilities": ["SMS"],
            "PhoneNumber": number["PhoneNumber"],
        },
    ]
    filters = [{"Name": "iso-country-code", "Values": ["GB"]}, {"Name": "number-capability", "Values": ["SMS"]}]
    assert listed(client, pool_of_sender_id, Filters=filters) == ["SHOP"]


# Leaving ------------------------------------------------------------------------------------------------------------


def test_the_last_sender_id_may_leave_a_number(client: Any, pool_of_sender_id: str, simulator_number_id: str) -> None:
    client.associate_origination_identity(PoolId=pool_of_sender_id, OriginationIdentity=simulator_number_id)
    client.disassociate_origination_identity(PoolId=pool_of_sender_id, **SHOP)
    assert listed(client, pool_of_sender_id) == [simulator_number_id]


# ReleaseSenderId ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("leave_by", ["disassociate", "delete_pool"])
def test_a_sender_id_is_released_once_it_is_in_no_pool(
    client: Any, pool_of_sender_id: str, simulator_pool_id: str, leave_by: str
) -> None:
    client.associate_origination_identity(PoolId=simulator_pool_id, **SHOP)
    releasing = {"SenderId": "SHOP", "IsoCountryCode": "GB"}
    for each in pool_of_sender_id, simulator_pool_id:
        if each == simulator_pool_id and leave_by == "disassociate":
            client.disassociate_origination_identity(PoolId=each, **SHOP)
        else:
            client.delete_pool(PoolId=each)
    assert [sender_id["SenderId"] for sender_id in client.describe_sender_ids()["SenderIds"]] == ["SHOP"]
    client.release_sender_id(**releasing)
    assert client.describe_sender_ids()["SenderIds"] == []
