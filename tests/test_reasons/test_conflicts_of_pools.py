"""Test each reason for which a pool, or an identity that is in one or leaves one, gets a ConflictException."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest

from pinpoint_mock import PinpointMock

conflict = partial(pytest.mark.refusal, "ConflictException")

SHOP = {"SenderId": "SHOP", "IsoCountryCode": "GB"}
NAMED = {"OriginationIdentity": "SHOP", "IsoCountryCode": "GB"}


# Being in a pool ----------------------------------------------------------------------------------------------------


@conflict(
    "PHONE_NUMBER_ASSOCIATED_TO_POOL",
    by="CreatePool",
    when="the number is in another pool",
    source="documented; the reason our choice",
)
@pytest.mark.usefixtures("toll_free_pool")
def test_phone_number_associated_to_pool_making_another(toll_free_number: Any, is_refused: Any) -> None:
    number_id = toll_free_number["PhoneNumberId"]
    is_refused(f"phone-number/{number_id}", OriginationIdentity=number_id, MessageType="TRANSACTIONAL")


@conflict("PHONE_NUMBER_ASSOCIATED_TO_POOL", by="ReleasePhoneNumber", when="the number is in a pool", source="observed")
@pytest.mark.usefixtures("toll_free_pool")
def test_phone_number_associated_to_pool_released(toll_free_number: Any, is_refused: Any) -> None:
    is_refused(f"phone-number/{toll_free_number['PhoneNumberId']}", PhoneNumberId=toll_free_number["PhoneNumberId"])


@conflict(
    "PHONE_NUMBER_ASSOCIATED_TO_POOL",
    by="UpdatePhoneNumber",
    when="the number is in a pool",
    source="documented and observed; the reason our choice",
)
@pytest.mark.usefixtures("toll_free_pool")
@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"OptOutListName": "Default"},
        {"TwoWayEnabled": False},
        {"SelfManagedOptOutsEnabled": False},
        {"InternationalSendingEnabled": True},
        {"DeletionProtectionEnabled": True},
    ],
)
def test_phone_number_associated_to_pool_changed(
    toll_free_number: Any, is_refused: Any, changes: dict[str, Any]
) -> None:
    number_id = toll_free_number["PhoneNumberId"]
    is_refused(f"phone-number/{number_id}", PhoneNumberId=number_id, **changes)


@conflict(
    "PHONE_NUMBER_ASSOCIATED_TO_POOL",
    by=("PutKeyword", "DeleteKeyword"),
    when="the number is in a pool, whose keywords are in force",
    source="our choice",
)
def test_phone_number_associated_to_pool_given_keywords(
    client: Any, toll_free_number: Any, operation: str, is_refused: Any
) -> None:
    number_id, message = toll_free_number["PhoneNumberId"], {"KeywordMessage": "We are open from 9 to 5."}
    client.put_keyword(OriginationIdentity=number_id, Keyword="HOURS", **message)
    client.create_pool(OriginationIdentity=number_id, MessageType="TRANSACTIONAL")
    rest = message if operation == "PutKeyword" else {}
    is_refused(f"phone-number/{number_id}", OriginationIdentity=number_id, Keyword="HOURS", **rest)


@conflict(
    "SENDER_ID_ASSOCIATED_TO_POOL",
    by="ReleaseSenderId",
    when="the sender ID is in a pool",
    source="our choice, by its name",
)
@pytest.mark.parametrize("left_another", [False, True])
def test_sender_id_associated_to_pool(
    client: Any, toll_free_pool: Any, pool_of_sender_id: str, is_refused: Any, left_another: bool
) -> None:
    client.associate_origination_identity(PoolId=toll_free_pool["PoolId"], **NAMED)
    if left_another:
        client.delete_pool(PoolId=pool_of_sender_id)
    is_refused("sender-id/SHOP/GB", **SHOP)


# Leaving a pool -----------------------------------------------------------------------------------------------------


@conflict(
    "PHONE_NUMBER_NOT_ASSOCIATED_TO_POOL",
    by="DisassociateOriginationIdentity",
    when="the identity isn't in the pool",
    source="observed; of a sender ID our choice",
)
@pytest.mark.usefixtures("pool_of_sender_id")
@pytest.mark.parametrize("identity", ["a number in no pool", "a number in another pool", "a sender ID"])
def test_phone_number_not_associated_to_pool(
    client: Any, toll_free_pool: Any, request_number: Any, is_refused: Any, identity: str
) -> None:
    if identity == "a sender ID":
        is_refused("sender-id/SHOP/GB", PoolId=toll_free_pool["PoolId"], **NAMED)
        return
    number_id = request_number()["PhoneNumberId"]
    if identity == "a number in another pool":
        client.create_pool(OriginationIdentity=number_id, MessageType="TRANSACTIONAL")
    is_refused(f"phone-number/{number_id}", PoolId=toll_free_pool["PoolId"], OriginationIdentity=number_id)


@conflict(
    "LAST_PHONE_NUMBER",
    by="DisassociateOriginationIdentity",
    when="the number is the last of the pool",
    source="observed; where sender IDs stay our choice",
)
@pytest.mark.parametrize("a_sender_id_stays", [False, True])
def test_last_phone_number(
    client: Any, toll_free_number: Any, toll_free_pool: Any, is_refused: Any, a_sender_id_stays: bool
) -> None:
    number_id, pool_id = toll_free_number["PhoneNumberId"], toll_free_pool["PoolId"]
    if a_sender_id_stays:
        client.request_sender_id(**SHOP)
        client.associate_origination_identity(PoolId=pool_id, **NAMED)
    is_refused(f"phone-number/{number_id}", PoolId=pool_id, OriginationIdentity=number_id)


@conflict(
    "LAST_PHONE_NUMBER",
    by="DisassociateOriginationIdentity",
    when="the sender ID is all that the pool has",
    source="our choice",
)
def test_last_phone_number_of_a_pool_of_sender_ids(pool_of_sender_id: str, is_refused: Any) -> None:
    is_refused("sender-id/SHOP/GB", PoolId=pool_of_sender_id, **NAMED)


# Pools themselves ---------------------------------------------------------------------------------------------------


@conflict(
    "MESSAGE_TYPE_MISMATCH",
    by="CreatePool",
    when="the message type isn't the identity's",
    source="observed; the reason our choice",
)
@pytest.mark.parametrize("of_a_sender_id", [False, True])
def test_message_type_mismatch_with_the_first_identity(
    client: Any, toll_free_number: Any, is_refused: Any, of_a_sender_id: bool
) -> None:
    if of_a_sender_id:
        client.request_sender_id(**SHOP, MessageTypes=["TRANSACTIONAL"])
        is_refused("sender-id/SHOP/GB", **NAMED, MessageType="PROMOTIONAL")
    else:
        number_id = toll_free_number["PhoneNumberId"]
        is_refused(f"phone-number/{number_id}", OriginationIdentity=number_id, MessageType="PROMOTIONAL")


@conflict(
    "RESOURCE_NOT_ACTIVE",
    by="CreatePool",
    when="the number is `PENDING`",
    source="observed; the reason our choice",
)
def test_resource_not_active_of_the_first_number(
    pinpoint_v2: PinpointMock, request_number: Any, is_refused: Any
) -> None:
    pinpoint_v2.transitions["phone-number"] = "manual"
    number_id = request_number()["PhoneNumberId"]
    is_refused(f"phone-number/{number_id}", OriginationIdentity=number_id, MessageType="TRANSACTIONAL")


@conflict(
    "RESOURCE_NOT_ACTIVE",
    by="DeletePool",
    when="the pool is `CREATING` or `DELETING`",
    source="documented; the reason our choice",
)
def test_resource_not_active_of_a_pool_to_delete(pool_not_active: str, is_refused: Any) -> None:
    is_refused(f"pool/{pool_not_active}", PoolId=pool_not_active)


@conflict(
    "DELETION_PROTECTION_ENABLED",
    by="DeletePool",
    when="the pool is protected",
    source="documented; the reason our choice",
)
def test_deletion_protection_enabled_of_a_pool(client: Any, toll_free_pool: Any, is_refused: Any) -> None:
    client.update_pool(PoolId=toll_free_pool["PoolId"], DeletionProtectionEnabled=True)
    is_refused(f"pool/{toll_free_pool['PoolId']}", PoolId=toll_free_pool["PoolId"])
