"""Test that phone numbers join and leave pools."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from pinpoint_mock import PinpointMock

SNS = "arn:aws:sns:us-east-1:123456789012:inbound"
UNKNOWN = "phone-" + "f" * 32


def listed(client: Any, pool_id: str, **parameters: Any) -> list[str]:
    answer = client.list_pool_origination_identities(PoolId=pool_id, **parameters)
    return [each["OriginationIdentity"] for each in answer["OriginationIdentities"]]


@pytest.fixture
def make_pool_of_numbers(client: Any, request_number: Callable[..., Any]) -> Callable[..., str]:
    """Make a pool of a number of numbers, by default one. Return the pool's id."""

    def make(numbers: int = 1) -> str:
        first, *others = [request_number()["PhoneNumberId"] for _ in range(numbers)]
        pool_id: str = client.create_pool(OriginationIdentity=first, MessageType="TRANSACTIONAL")["PoolId"]
        for each in others:
            client.associate_origination_identity(PoolId=pool_id, OriginationIdentity=each)
        return pool_id

    return make


# AssociateOriginationIdentity ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("pool_by", ["PoolId", "PoolArn"])
@pytest.mark.parametrize("number_by", ["PhoneNumberId", "PhoneNumberArn"])
def test_a_number_joins_a_pool_and_the_answer_names_both_by_id_and_arn(
    client: Any, make_pool_of_numbers: Any, request_number: Any, pool_by: str, number_by: str
) -> None:
    make_pool_of_numbers()
    pool, number = client.describe_pools()["Pools"][0], request_number()
    answer = client.associate_origination_identity(PoolId=pool[pool_by], OriginationIdentity=number[number_by])
    del answer["ResponseMetadata"]
    assert answer == {
        "PoolArn": pool["PoolArn"],
        "PoolId": pool["PoolId"],
        "OriginationIdentityArn": number["PhoneNumberArn"],
        "OriginationIdentity": number["PhoneNumberId"],
        "IsoCountryCode": "US",
    }
    described = client.describe_phone_numbers(PhoneNumberIds=[number["PhoneNumberId"]])["PhoneNumbers"][0]
    assert described["PoolId"] == pool["PoolId"]


def test_a_pool_may_mix_countries(client: Any, make_pool_of_numbers: Any, request_number: Any) -> None:
    pool = make_pool_of_numbers()
    canadian = request_number(IsoCountryCode="CA", NumberType="LONG_CODE")["PhoneNumberId"]
    answer = client.associate_origination_identity(PoolId=pool, OriginationIdentity=canadian, IsoCountryCode="CA")
    assert answer["IsoCountryCode"] == "CA"
    assert listed(client, pool)[1:] == [canadian]


def test_a_number_with_the_channel_of_a_two_way_pool_joins_it(
    client: Any, make_pool_of_numbers: Any, simulator_number_id: str
) -> None:
    pool, two_way = make_pool_of_numbers(), {"TwoWayEnabled": True, "TwoWayChannelArn": SNS}
    client.update_pool(PoolId=pool, **two_way)
    client.update_phone_number(PhoneNumberId=simulator_number_id, **two_way)
    client.associate_origination_identity(PoolId=pool, OriginationIdentity=simulator_number_id)
    assert listed(client, pool)[1:] == [simulator_number_id]


def test_a_number_that_left_does_not_count_against_the_quota(
    client: Any, pinpoint_v2: PinpointMock, make_pool_of_numbers: Any, simulator_number_id: str
) -> None:
    pinpoint_v2.quotas["ORIGINATION_IDENTITIES_PER_POOL"] = 2
    pool = make_pool_of_numbers(numbers=2)
    client.disassociate_origination_identity(PoolId=pool, OriginationIdentity=listed(client, pool)[0])
    client.associate_origination_identity(PoolId=pool, OriginationIdentity=simulator_number_id)


# What both operations say of an identity ----------------------------------------------------------------------------

BOTH = pytest.mark.parametrize(
    "operation", ["create_pool", "associate_origination_identity", "disassociate_origination_identity"]
)


@pytest.fixture
def call_with_identity(client: Any, make_pool_of_numbers: Any) -> Callable[..., Any]:
    """Call an operation that names an identity, with the other parameters that it needs."""

    def call(operation: str, **parameters: Any) -> Any:
        more = {"MessageType": "TRANSACTIONAL"} if operation == "create_pool" else {"PoolId": make_pool_of_numbers()}
        return getattr(client, operation)(**more, **parameters)

    return call


@BOTH
def test_an_unknown_number_is_not_found(call_with_identity: Any, refused: Any, operation: str) -> None:
    error = refused("ResourceNotFoundException", call_with_identity, operation=operation, OriginationIdentity=UNKNOWN)
    assert (error["ResourceType"], error["ResourceId"]) == ("phone-number", UNKNOWN)


@BOTH
def test_an_unknown_sender_id_is_not_found(call_with_identity: Any, refused: Any, operation: str) -> None:
    arn = "arn:aws:sms-voice:us-east-1:123456789012:sender-id/SHOP/GB"
    for given in arn, "SHOP":
        named = {"OriginationIdentity": given, "IsoCountryCode": "GB"}
        error = refused("ResourceNotFoundException", call_with_identity, operation=operation, **named)
        assert error["ResourceType"] == "sender-id"


# DisassociateOriginationIdentity ------------------------------------------------------------------------------------


@pytest.mark.parametrize("number_by", ["PhoneNumberId", "PhoneNumberArn"])
def test_a_number_leaves_a_pool_and_the_answer_names_both(
    client: Any, make_pool_of_numbers: Any, number_by: str
) -> None:
    pool = make_pool_of_numbers(numbers=2)
    leaving, staying = client.describe_phone_numbers()["PhoneNumbers"]
    answer = client.disassociate_origination_identity(PoolId=pool, OriginationIdentity=leaving[number_by])
    del answer["ResponseMetadata"]
    assert answer == {
        "PoolArn": client.describe_pools()["Pools"][0]["PoolArn"],
        "PoolId": pool,
        "OriginationIdentityArn": leaving["PhoneNumberArn"],
        "OriginationIdentity": leaving["PhoneNumberId"],
        "IsoCountryCode": "US",
    }
    assert listed(client, pool) == [staying["PhoneNumberId"]]


def test_a_number_that_left_its_pool_is_free(client: Any, make_pool_of_numbers: Any) -> None:
    pool, other = make_pool_of_numbers(numbers=2), make_pool_of_numbers()
    leaving = listed(client, pool)[0]
    client.disassociate_origination_identity(PoolId=pool, OriginationIdentity=leaving)
    assert "PoolId" not in client.describe_phone_numbers(PhoneNumberIds=[leaving])["PhoneNumbers"][0]
    client.associate_origination_identity(PoolId=other, OriginationIdentity=leaving)
    client.disassociate_origination_identity(PoolId=other, OriginationIdentity=leaving)
    client.update_phone_number(PhoneNumberId=leaving, InternationalSendingEnabled=True)
    client.release_phone_number(PhoneNumberId=leaving)
