"""Test each reason for which an identity that joins a pool gets a ConflictException."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from pinpoint_mock import PinpointMock

conflict = partial(pytest.mark.refusal, "ConflictException")

SNS = "arn:aws:sns:us-east-1:123456789012:inbound"
TWO_WAY = {"TwoWayEnabled": True, "TwoWayChannelArn": SNS}
SHOP = {"SenderId": "SHOP", "IsoCountryCode": "GB"}
NAMED = {"OriginationIdentity": "SHOP", "IsoCountryCode": "GB"}
# The number of the fixture.
NUMBER = {
    "IsoCountryCode": "US",
    "MessageType": "TRANSACTIONAL",
    "NumberCapabilities": ["SMS", "MMS", "VOICE"],
    "NumberType": "TOLL_FREE",
}
JOINS = ("AssociateOriginationIdentity", "RequestPhoneNumber")


@pytest.fixture
def joining(operation: str, request_number: Callable[..., Any]) -> Callable[..., dict[str, Any]]:
    """Return the parameters with which a number joins the pool: one with the pool's settings and these."""

    def parameters(pool_id: str, **settings: Any) -> dict[str, Any]:
        asked = {**NUMBER, **settings}
        if operation == "RequestPhoneNumber":
            return {**asked, "PoolId": pool_id}
        return {"PoolId": pool_id, "OriginationIdentity": request_number(**asked)["PhoneNumberId"]}

    return parameters


@conflict(
    "MESSAGE_TYPE_MISMATCH",
    by=JOINS,
    when="the number's message type isn't the pool's",
    source="documented of the first, else by analogy; the reason our choice",
)
def test_message_type_mismatch(toll_free_pool: Any, joining: Any, is_refused: Any) -> None:
    is_refused("phone-number/phone-*", **joining(toll_free_pool["PoolId"], MessageType="PROMOTIONAL"))


@conflict(
    "MESSAGE_TYPE_MISMATCH",
    by="AssociateOriginationIdentity",
    when="the pool's message type isn't among those of the sender ID",
    source="our choice",
)
def test_message_type_mismatch_of_a_sender_id(client: Any, toll_free_pool: Any, is_refused: Any) -> None:
    client.request_sender_id(**SHOP, MessageTypes=["PROMOTIONAL"])
    is_refused("sender-id/SHOP/GB", PoolId=toll_free_pool["PoolId"], **NAMED)


@conflict(
    "NUMBER_CAPABILITIES_MISMATCH",
    by=JOINS,
    when="the number's capabilities aren't just those of the pool's numbers",
    source="documented of the first, else by analogy; the reason our choice",
)
@pytest.mark.parametrize("capabilities", [["SMS"], ["SMS", "MMS", "VOICE", "RCS"]])
def test_number_capabilities_mismatch(
    toll_free_pool: Any, joining: Any, is_refused: Any, capabilities: list[str]
) -> None:
    is_refused("phone-number/phone-*", **joining(toll_free_pool["PoolId"], NumberCapabilities=capabilities))


@conflict(
    "NUMBER_CAPABILITIES_MISMATCH",
    by="AssociateOriginationIdentity",
    when="the pool had sender IDs alone, and the first number that joined it has other capabilities",
    source="that capabilities are compared documented; with which number, and the reason, our choice",
)
@pytest.mark.parametrize("joined_by", ["AssociateOriginationIdentity", "RequestPhoneNumber"])
def test_number_capabilities_mismatch_with_the_first_number(
    client: Any, pool_of_sender_id: str, request_number: Any, is_refused: Any, joined_by: str
) -> None:
    in_the_pool = {"PoolId": pool_of_sender_id}
    capabilities = {"NumberType": "TOLL_FREE", "NumberCapabilities": ["SMS", "VOICE"]}
    if joined_by == "RequestPhoneNumber":
        client.describe_pools()  # the pool is ACTIVE by now
        request_number(**capabilities, **in_the_pool)
    else:
        first = request_number(**capabilities)["PhoneNumberId"]
        client.associate_origination_identity(**in_the_pool, OriginationIdentity=first)
    client.disassociate_origination_identity(**in_the_pool, **NAMED)
    plain = request_number(NumberType="TOLL_FREE", NumberCapabilities=["SMS"])["PhoneNumberId"]
    is_refused(f"phone-number/{plain}", **in_the_pool, OriginationIdentity=plain)


@conflict(
    "OPT_OUT_LIST_MISMATCH",
    by=JOINS,
    when="the number's opt-out list isn't the pool's",
    source="observed of the first, else by analogy; the reason our choice",
)
@pytest.mark.parametrize("of", ["the number", "the pool since it was made", "the number, in a pool of sender IDs"])
def test_opt_out_list_mismatch(
    client: Any, toll_free_pool: Any, pool_of_sender_id: str, joining: Any, is_refused: Any, of: str
) -> None:
    client.create_opt_out_list(OptOutListName="promotions")
    pool_id, settings = toll_free_pool["PoolId"], {"OptOutListName": "promotions"}
    if of == "the pool since it was made":
        client.update_pool(PoolId=pool_id, **settings)
        settings = {}
    elif of == "the number, in a pool of sender IDs":
        pool_id = pool_of_sender_id
    is_refused("phone-number/phone-*", **joining(pool_id, **settings))


@conflict(
    "TWO_WAY_CONFIG_MISMATCH",
    by=JOINS,
    when="the number's two-way channel, or having none, isn't as the pool's",
    source="documented of the first, else by analogy; the reason our choice",
)
def test_two_way_config_mismatch(client: Any, toll_free_pool: Any, joining: Any, is_refused: Any) -> None:
    client.update_pool(PoolId=toll_free_pool["PoolId"], **TWO_WAY)
    is_refused("phone-number/phone-*", **joining(toll_free_pool["PoolId"]))


@conflict(
    "TWO_WAY_CONFIG_MISMATCH",
    by="AssociateOriginationIdentity",
    when="the number has a two-way channel, and the pool has none, or another one, or another role",
    source="documented; the reason our choice",
)
@pytest.mark.parametrize(
    ("of_the_pool", "of_the_number"),
    [
        ({}, TWO_WAY),
        (TWO_WAY, {**TWO_WAY, "TwoWayChannelArn": f"{SNS}-elsewhere"}),
        (TWO_WAY, {**TWO_WAY, "TwoWayChannelRole": "arn:aws:iam::123456789012:role/inbound"}),
    ],
)
def test_two_way_config_mismatch_of_two_way_numbers(
    client: Any, toll_free_pool: Any, joining: Any, is_refused: Any, of_the_pool: Any, of_the_number: dict[str, Any]
) -> None:
    client.update_pool(PoolId=toll_free_pool["PoolId"], **of_the_pool)
    join = joining(toll_free_pool["PoolId"])
    client.update_phone_number(PhoneNumberId=join["OriginationIdentity"], **of_the_number)
    is_refused(f"phone-number/{join['OriginationIdentity']}", **join)


@conflict(
    "TWO_WAY_CONFIG_MISMATCH",
    by="AssociateOriginationIdentity",
    when="the number has a two-way channel, and the pool is one of sender IDs, which has none",
    source="documented; the reason our choice",
)
def test_two_way_config_mismatch_with_sender_ids(
    client: Any, pool_of_sender_id: str, joining: Any, is_refused: Any
) -> None:
    join = joining(pool_of_sender_id)
    client.update_phone_number(PhoneNumberId=join["OriginationIdentity"], **TWO_WAY)
    is_refused(f"phone-number/{join['OriginationIdentity']}", **join)


@conflict(
    "SELF_MANAGED_OPT_OUTS_MISMATCH",
    by="AssociateOriginationIdentity",
    when="opt-outs are self-managed of the pool but not of the number, or the other way round",
    source="documented; the reason our choice",
)
@pytest.mark.parametrize("of_the_pool", [True, False])
def test_self_managed_opt_outs_mismatch(
    client: Any, toll_free_pool: Any, joining: Any, is_refused: Any, of_the_pool: bool
) -> None:
    join = joining(toll_free_pool["PoolId"])
    number_id = join["OriginationIdentity"]
    client.update_pool(PoolId=toll_free_pool["PoolId"], **TWO_WAY, SelfManagedOptOutsEnabled=of_the_pool)
    client.update_phone_number(PhoneNumberId=number_id, **TWO_WAY, SelfManagedOptOutsEnabled=not of_the_pool)
    is_refused(f"phone-number/{number_id}", **join)


@conflict(
    "KEYWORD_MISMATCH",
    by="AssociateOriginationIdentity",
    when="the number's keywords, their messages or actions aren't the pool's",
    source="documented; the reason our choice",
)
@pytest.mark.parametrize("keyword", ["HELP", "HOURS"])
def test_keyword_mismatch(client: Any, toll_free_pool: Any, joining: Any, is_refused: Any, keyword: str) -> None:
    join = joining(toll_free_pool["PoolId"])
    number_id = join["OriginationIdentity"]
    client.put_keyword(OriginationIdentity=number_id, Keyword=keyword, KeywordMessage="We are open from 9 to 5.")
    is_refused(f"phone-number/{number_id}", **join)


@conflict("RESOURCE_NOT_ACTIVE", by=JOINS, when="the pool is `CREATING` or `DELETING`", source="our choice")
def test_resource_not_active_of_the_pool(pool_not_active: str, joining: Any, is_refused: Any) -> None:
    is_refused(f"pool/{pool_not_active}", **joining(pool_not_active))


@conflict("RESOURCE_NOT_ACTIVE", by="AssociateOriginationIdentity", when="the number is `PENDING`", source="our choice")
def test_resource_not_active_of_the_number(
    pinpoint_v2: PinpointMock, toll_free_pool: Any, joining: Any, is_refused: Any
) -> None:
    pinpoint_v2.transitions["phone-number"] = "manual"
    join = joining(toll_free_pool["PoolId"])
    is_refused(f"phone-number/{join['OriginationIdentity']}", **join)


@conflict(
    "RESOURCE_ALREADY_ASSOCIATED",
    by="AssociateOriginationIdentity",
    when="the identity is in this pool already",
    source="our choice",
)
@pytest.mark.parametrize("of_a_sender_id", [False, True])
def test_resource_already_associated(
    toll_free_number: Any, toll_free_pool: Any, pool_of_sender_id: str, is_refused: Any, of_a_sender_id: bool
) -> None:
    if of_a_sender_id:
        is_refused("sender-id/SHOP/GB", PoolId=pool_of_sender_id, **NAMED)
    else:
        number_id = toll_free_number["PhoneNumberId"]
        is_refused(f"phone-number/{number_id}", PoolId=toll_free_pool["PoolId"], OriginationIdentity=number_id)


@conflict(
    "PHONE_NUMBER_ASSOCIATED_TO_POOL",
    by="AssociateOriginationIdentity",
    when="the number is in another pool",
    source="documented; the reason our choice",
)
def test_phone_number_associated_to_pool_joining_another(
    client: Any, toll_free_number: Any, toll_free_pool: Any, request_number: Any, is_refused: Any
) -> None:
    other = client.create_pool(OriginationIdentity=request_number()["PhoneNumberId"], MessageType="TRANSACTIONAL")
    assert other["PoolId"] != toll_free_pool["PoolId"]
    number_id = toll_free_number["PhoneNumberId"]
    is_refused(f"phone-number/{number_id}", PoolId=other["PoolId"], OriginationIdentity=number_id)
