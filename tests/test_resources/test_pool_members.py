"""The identities of a pool: joining it, leaving it, listed in it, and what they can't do meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from pinpoint_mock import PinpointMock

SNS = "arn:aws:sns:us-east-1:123456789012:inbound"
OTHER_SNS = "arn:aws:sns:us-east-1:123456789012:elsewhere"
ROLE = "arn:aws:iam::123456789012:role/inbound"
UNKNOWN = "phone-" + "f" * 32


def everything(client: Any) -> list[Any]:
    """All that a refused call could have changed."""
    pools = client.describe_pools()["Pools"]
    identities = [client.list_pool_origination_identities(PoolId=pool["PoolId"]) for pool in pools]
    listed = [each["OriginationIdentities"] for each in identities]
    return [client.describe_phone_numbers()["PhoneNumbers"], pools, listed]


def listed(client: Any, pool_id: str, **parameters: Any) -> list[str]:
    answer = client.list_pool_origination_identities(PoolId=pool_id, **parameters)
    return [each["OriginationIdentity"] for each in answer["OriginationIdentities"]]


@pytest.fixture
def number(request_number: Callable[..., Any]) -> str:
    """The id of a number in no pool."""
    number_id: str = request_number()["PhoneNumberId"]
    return number_id


@pytest.fixture
def make_pool(client: Any, request_number: Callable[..., Any]) -> Callable[..., str]:
    """Make a pool of so many numbers, 1 unless told otherwise; its id."""

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
    client: Any, make_pool: Any, request_number: Any, pool_by: str, number_by: str
) -> None:
    make_pool()
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


def test_a_pool_may_mix_countries(client: Any, make_pool: Any, request_number: Any) -> None:
    pool = make_pool()
    canadian = request_number(IsoCountryCode="CA", NumberType="LONG_CODE")["PhoneNumberId"]
    answer = client.associate_origination_identity(PoolId=pool, OriginationIdentity=canadian, IsoCountryCode="CA")
    assert answer["IsoCountryCode"] == "CA"
    assert listed(client, pool)[1:] == [canadian]


@pytest.mark.parametrize(
    ("reason", "requested", "updated"),
    [
        ("MESSAGE_TYPE_MISMATCH", {"MessageType": "PROMOTIONAL", "NumberType": "TOLL_FREE"}, {}),
        ("OPT_OUT_LIST_MISMATCH", {"OptOutListName": "own"}, {}),
        ("NUMBER_CAPABILITIES_MISMATCH", {"NumberCapabilities": ["SMS", "VOICE"]}, {}),
        ("NUMBER_CAPABILITIES_MISMATCH", {"NumberCapabilities": ["VOICE"]}, {}),
        ("TWO_WAY_CONFIG_MISMATCH", {}, {"TwoWayEnabled": True, "TwoWayChannelArn": SNS}),
    ],
)
def test_a_number_whose_settings_are_not_the_pools_does_not_join(
    client: Any,
    make_pool: Any,
    request_number: Any,
    refused: Any,
    reason: str,
    requested: dict[str, Any],
    updated: dict[str, Any],
) -> None:
    client.create_opt_out_list(OptOutListName="own")
    pool, number = make_pool(), request_number(**requested)["PhoneNumberId"]
    client.update_phone_number(PhoneNumberId=number, **updated)
    before = everything(client)
    joining = {"PoolId": pool, "OriginationIdentity": number}
    error = refused("ConflictException", client.associate_origination_identity, **joining)
    assert error["Reason"] == reason
    assert (error["ResourceType"], error["ResourceId"]) == ("phone-number", number)
    assert everything(client) == before


@pytest.mark.parametrize(
    ("reason", "updated"),
    [
        ("TWO_WAY_CONFIG_MISMATCH", {}),
        ("TWO_WAY_CONFIG_MISMATCH", {"TwoWayEnabled": True, "TwoWayChannelArn": OTHER_SNS}),
        ("TWO_WAY_CONFIG_MISMATCH", {"TwoWayEnabled": True, "TwoWayChannelArn": SNS, "TwoWayChannelRole": ROLE}),
        (
            "SELF_MANAGED_OPT_OUTS_MISMATCH",
            {"TwoWayEnabled": True, "TwoWayChannelArn": SNS, "SelfManagedOptOutsEnabled": True},
        ),
    ],
)
def test_a_number_that_is_answered_otherwise_does_not_join_a_two_way_pool(
    client: Any, make_pool: Any, number: str, refused: Any, reason: str, updated: dict[str, Any]
) -> None:
    pool = make_pool()
    client.update_pool(PoolId=pool, TwoWayEnabled=True, TwoWayChannelArn=SNS)
    client.update_phone_number(PhoneNumberId=number, **updated)
    joining = {"PoolId": pool, "OriginationIdentity": number}
    assert refused("ConflictException", client.associate_origination_identity, **joining)["Reason"] == reason
    wanted = {"TwoWayEnabled": True, "TwoWayChannelArn": SNS, "SelfManagedOptOutsEnabled": False}
    if "TwoWayChannelRole" not in updated:  # a role can be changed, but not taken away
        client.update_phone_number(PhoneNumberId=number, **wanted)
        client.associate_origination_identity(**joining)


def test_a_number_in_another_pool_does_not_join(client: Any, make_pool: Any, refused: Any) -> None:
    pool, other = make_pool(), make_pool()
    (taken,) = listed(client, other)
    before = everything(client)
    joining = {"PoolId": pool, "OriginationIdentity": taken}
    error = refused("ConflictException", client.associate_origination_identity, **joining)
    assert error["Reason"] == "PHONE_NUMBER_ASSOCIATED_TO_POOL"
    assert (error["ResourceType"], error["ResourceId"]) == ("phone-number", taken)
    assert everything(client) == before


def test_a_number_joins_a_pool_once(client: Any, make_pool: Any, refused: Any) -> None:
    pool = make_pool()
    (member,) = listed(client, pool)
    joining = {"PoolId": pool, "OriginationIdentity": member}
    error = refused("ConflictException", client.associate_origination_identity, **joining)
    assert (error["Reason"], error["ResourceId"]) == ("RESOURCE_ALREADY_ASSOCIATED", member)
    assert listed(client, pool) == [member]


def test_a_number_that_is_not_active_does_not_join(
    client: Any, pinpoint_v2: PinpointMock, make_pool: Any, request_number: Any, refused: Any
) -> None:
    pool = make_pool()
    pinpoint_v2.transitions["phone-number"] = "manual"
    pending = request_number()["PhoneNumberId"]
    joining = {"PoolId": pool, "OriginationIdentity": pending}
    error = refused("ConflictException", client.associate_origination_identity, **joining)
    assert (error["Reason"], error["ResourceId"]) == ("RESOURCE_NOT_ACTIVE", pending)
    assert pending not in listed(client, pool)


@pytest.mark.parametrize("status", ["CREATING", "DELETING"])
def test_a_pool_that_is_not_active_takes_no_number(
    client: Any, pinpoint_v2: PinpointMock, make_pool: Any, number: str, refused: Any, status: str
) -> None:
    if status == "CREATING":
        pinpoint_v2.transitions["pool"] = "manual"
    pool = make_pool()
    client.describe_pools()  # a later call, by which the pool is ACTIVE unless it is held
    if status == "DELETING":
        pinpoint_v2.transitions["pool"] = "manual"
        client.delete_pool(PoolId=pool)
    assert client.describe_pools()["Pools"][0]["Status"] == status
    joining = {"PoolId": pool, "OriginationIdentity": number}
    error = refused("ConflictException", client.associate_origination_identity, **joining)
    assert error["Reason"] == "RESOURCE_NOT_ACTIVE"
    assert (error["ResourceType"], error["ResourceId"]) == ("pool", pool)
    assert number not in listed(client, pool)


def test_one_identity_more_than_the_quota_does_not_join(
    client: Any, pinpoint_v2: PinpointMock, make_pool: Any, number: str, refused: Any
) -> None:
    assert pinpoint_v2.quotas["ORIGINATION_IDENTITIES_PER_POOL"] == 100
    pinpoint_v2.quotas["ORIGINATION_IDENTITIES_PER_POOL"] = 2
    pool = make_pool(numbers=2)
    joining = {"PoolId": pool, "OriginationIdentity": number}
    error = refused("ServiceQuotaExceededException", client.associate_origination_identity, **joining)
    assert error["Reason"] == "ORIGINATION_IDENTITIES_PER_POOL"
    assert number not in listed(client, pool)
    client.disassociate_origination_identity(PoolId=pool, OriginationIdentity=listed(client, pool)[0])
    client.associate_origination_identity(**joining)


# What both operations say of an identity ----------------------------------------------------------------------------

BOTH = pytest.mark.parametrize(
    "operation", ["create_pool", "associate_origination_identity", "disassociate_origination_identity"]
)


@pytest.fixture
def naming(client: Any, make_pool: Any) -> Callable[..., Any]:
    """Call an operation that names an identity, with what else it needs."""

    def call(operation: str, **parameters: Any) -> Any:
        more = {"MessageType": "TRANSACTIONAL"} if operation == "create_pool" else {"PoolId": make_pool()}
        return getattr(client, operation)(**more, **parameters)

    return call


@BOTH
def test_an_unknown_number_is_not_found(naming: Any, refused: Any, operation: str) -> None:
    error = refused("ResourceNotFoundException", naming, operation=operation, OriginationIdentity=UNKNOWN)
    assert (error["ResourceType"], error["ResourceId"]) == ("phone-number", UNKNOWN)


@BOTH
def test_a_country_that_is_not_the_numbers_own_is_refused(
    naming: Any, number: str, refused: Any, operation: str
) -> None:
    error = refused("ValidationException", naming, operation=operation, OriginationIdentity=number, IsoCountryCode="GB")
    assert (error["Reason"], error["Fields"][0]["Name"]) == ("COUNTRY_CODE_MISMATCH", "isoCountryCode")


@BOTH
def test_a_sender_id_goes_with_its_country(naming: Any, refused: Any, operation: str) -> None:
    arn = "arn:aws:sms-voice:us-east-1:123456789012:sender-id/SHOP/GB"
    # Though the ARN names the country.
    error = refused("ValidationException", naming, operation=operation, OriginationIdentity=arn)
    assert (error["Reason"], error["Fields"][0]["Name"]) == ("INVALID_ARN", "senderId")
    error = refused("ValidationException", naming, operation=operation, OriginationIdentity="SHOP")
    assert (error["Reason"], error["Fields"][0]["Name"]) == ("MISSING_PARAMETER", "isoCountryCode")
    for given in arn, "SHOP":
        named = {"OriginationIdentity": given, "IsoCountryCode": "GB"}
        error = refused("ResourceNotFoundException", naming, operation=operation, **named)
        assert error["ResourceType"] == "sender-id"


# DisassociateOriginationIdentity ------------------------------------------------------------------------------------


@pytest.mark.parametrize("number_by", ["PhoneNumberId", "PhoneNumberArn"])
def test_a_number_leaves_a_pool_and_the_answer_names_both(client: Any, make_pool: Any, number_by: str) -> None:
    pool = make_pool(numbers=2)
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


def test_a_number_that_left_its_pool_is_free(client: Any, make_pool: Any) -> None:
    pool, other = make_pool(numbers=2), make_pool()
    leaving = listed(client, pool)[0]
    client.disassociate_origination_identity(PoolId=pool, OriginationIdentity=leaving)
    assert "PoolId" not in client.describe_phone_numbers(PhoneNumberIds=[leaving])["PhoneNumbers"][0]
    client.associate_origination_identity(PoolId=other, OriginationIdentity=leaving)
    client.disassociate_origination_identity(PoolId=other, OriginationIdentity=leaving)
    client.update_phone_number(PhoneNumberId=leaving, InternationalSendingEnabled=True)
    client.release_phone_number(PhoneNumberId=leaving)


def test_the_last_number_of_a_pool_does_not_leave(client: Any, make_pool: Any, refused: Any) -> None:
    pool = make_pool(numbers=3)
    *leaving, last = listed(client, pool)
    for each in leaving:
        client.disassociate_origination_identity(PoolId=pool, OriginationIdentity=each)
    before = everything(client)
    parting = {"PoolId": pool, "OriginationIdentity": last}
    error = refused("ConflictException", client.disassociate_origination_identity, **parting)
    assert error["Reason"] == "LAST_PHONE_NUMBER"
    assert (error["ResourceType"], error["ResourceId"]) == ("phone-number", last)
    assert everything(client) == before


def test_a_number_that_is_not_in_the_pool_does_not_leave_it(
    client: Any, make_pool: Any, number: str, refused: Any
) -> None:
    pool, other = make_pool(numbers=2), make_pool(numbers=2)
    before = everything(client)
    for stranger in number, listed(client, other)[0]:
        parting = {"PoolId": pool, "OriginationIdentity": stranger}
        error = refused("ConflictException", client.disassociate_origination_identity, **parting)
        assert error["Reason"] == "PHONE_NUMBER_NOT_ASSOCIATED_TO_POOL"
        assert (error["ResourceType"], error["ResourceId"]) == ("phone-number", stranger)
    assert everything(client) == before
