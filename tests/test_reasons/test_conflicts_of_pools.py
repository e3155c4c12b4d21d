"""Each reason of ConflictException that pools have, and what is in them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from pinpoint_mock import PinpointMock

conflict = partial(pytest.mark.refusal, "ConflictException")

SNS = "arn:aws:sns:us-east-1:123456789012:inbound"
SHOP = {"SenderId": "SHOP", "IsoCountryCode": "GB"}
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
    """The parameters by which a number, like the pool's own but for these settings, is to join the pool."""

    def parameters(pool_id: str, **settings: Any) -> dict[str, Any]:
        asked = {**NUMBER, **settings}
        if operation == "RequestPhoneNumber":
            return {**asked, "PoolId": pool_id}
        return {"PoolId": pool_id, "OriginationIdentity": request_number(**asked)["PhoneNumberId"]}

    return parameters


# Joining a pool -----------------------------------------------------------------------------------------------------


@conflict(
    "MESSAGE_TYPE_MISMATCH",
    by=JOINS,
    when="the number's message type isn't the pool's",
    source="documented of the first, else by analogy; the reason our choice",
)
def test_message_type_mismatch(pool: Any, joining: Any, is_refused: Any) -> None:
    is_refused("phone-number/phone-*", **joining(pool["PoolId"], MessageType="PROMOTIONAL"))


@conflict(
    "MESSAGE_TYPE_MISMATCH",
    by="AssociateOriginationIdentity",
    when="the pool's message type isn't among those of the sender ID",
    source="our choice",
)
def test_message_type_mismatch_of_a_sender_id(client: Any, pool: Any, is_refused: Any) -> None:
    client.request_sender_id(**SHOP, MessageTypes=["PROMOTIONAL"])
    is_refused("sender-id/SHOP/GB", PoolId=pool["PoolId"], OriginationIdentity="SHOP", IsoCountryCode="GB")


@conflict(
    "NUMBER_CAPABILITIES_MISMATCH",
    by=JOINS,
    when="the number's capabilities aren't just those of the pool's numbers",
    source="documented of the first, else by analogy; the reason our choice",
)
@pytest.mark.parametrize("capabilities", [["SMS"], ["SMS", "MMS", "VOICE", "RCS"]])
def test_number_capabilities_mismatch(pool: Any, joining: Any, is_refused: Any, capabilities: list[str]) -> None:
    is_refused("phone-number/phone-*", **joining(pool["PoolId"], NumberCapabilities=capabilities))


@conflict(
    "OPT_OUT_LIST_MISMATCH",
    by=JOINS,
    when="the number's opt-out list isn't the pool's",
    source="observed of the first, else by analogy; the reason our choice",
)
def test_opt_out_list_mismatch(client: Any, pool: Any, joining: Any, is_refused: Any) -> None:
    client.create_opt_out_list(OptOutListName="promotions")
    is_refused("phone-number/phone-*", **joining(pool["PoolId"], OptOutListName="promotions"))


@conflict(
    "TWO_WAY_CONFIG_MISMATCH",
    by=JOINS,
    when="the number's two-way channel, or having none, isn't as the pool's",
    source="documented of the first, else by analogy; the reason our choice",
)
def test_two_way_config_mismatch(client: Any, pool: Any, joining: Any, is_refused: Any) -> None:
    client.update_pool(PoolId=pool["PoolId"], TwoWayEnabled=True, TwoWayChannelArn=SNS)
    is_refused("phone-number/phone-*", **joining(pool["PoolId"]))


@conflict(
    "SELF_MANAGED_OPT_OUTS_MISMATCH",
    by="AssociateOriginationIdentity",
    when="opt-outs are self-managed of the pool but not of the number, or the other way round",
    source="documented; the reason our choice",
)
@pytest.mark.parametrize("of_the_pool", [True, False])
def test_self_managed_opt_outs_mismatch(
    client: Any, pool: Any, joining: Any, is_refused: Any, of_the_pool: bool
) -> None:
    join, two_way = joining(pool["PoolId"]), {"TwoWayEnabled": True, "TwoWayChannelArn": SNS}
    number_id = join["OriginationIdentity"]
    client.update_pool(PoolId=pool["PoolId"], **two_way, SelfManagedOptOutsEnabled=of_the_pool)
    client.update_phone_number(PhoneNumberId=number_id, **two_way, SelfManagedOptOutsEnabled=not of_the_pool)
    is_refused(f"phone-number/{number_id}", **join)


@conflict(
    "KEYWORD_MISMATCH",
    by="AssociateOriginationIdentity",
    when="the number's keywords, their messages or actions aren't the pool's",
    source="documented; the reason our choice",
)
@pytest.mark.parametrize("keyword", ["HELP", "HOURS"])
def test_keyword_mismatch(client: Any, pool: Any, joining: Any, is_refused: Any, keyword: str) -> None:
    join = joining(pool["PoolId"])
    number_id = join["OriginationIdentity"]
    client.put_keyword(OriginationIdentity=number_id, Keyword=keyword, KeywordMessage="We are open from 9 to 5.")
    is_refused(f"phone-number/{number_id}", **join)


@conflict("RESOURCE_NOT_ACTIVE", by=JOINS, when="the pool is `CREATING`", source="our choice")
def test_resource_not_active_of_the_pool(
    client: Any, pinpoint_v2: PinpointMock, number: Any, joining: Any, is_refused: Any
) -> None:
    pinpoint_v2.transitions["pool"] = "manual"
    pool_id = client.create_pool(OriginationIdentity=number["PhoneNumberId"], MessageType="TRANSACTIONAL")["PoolId"]
    is_refused(f"pool/{pool_id}", **joining(pool_id))


@conflict("RESOURCE_NOT_ACTIVE", by="AssociateOriginationIdentity", when="the number is `PENDING`", source="our choice")
def test_resource_not_active_of_the_number(pinpoint_v2: PinpointMock, pool: Any, joining: Any, is_refused: Any) -> None:
    pinpoint_v2.transitions["phone-number"] = "manual"
    join = joining(pool["PoolId"])
    is_refused(f"phone-number/{join['OriginationIdentity']}", **join)


@conflict(
    "RESOURCE_ALREADY_ASSOCIATED",
    by="AssociateOriginationIdentity",
    when="the identity is in this pool already",
    source="our choice",
)
def test_resource_already_associated(number: Any, pool: Any, is_refused: Any) -> None:
    number_id = number["PhoneNumberId"]
    is_refused(f"phone-number/{number_id}", PoolId=pool["PoolId"], OriginationIdentity=number_id)


@conflict(
    "PHONE_NUMBER_ASSOCIATED_TO_POOL",
    by="AssociateOriginationIdentity",
    when="the number is in another pool",
    source="documented; the reason our choice",
)
def test_phone_number_associated_to_pool_joining_another(
    client: Any, number: Any, pool: Any, request_number: Any, is_refused: Any
) -> None:
    other = client.create_pool(OriginationIdentity=request_number()["PhoneNumberId"], MessageType="TRANSACTIONAL")
    assert other["PoolId"] != pool["PoolId"]
    number_id = number["PhoneNumberId"]
    is_refused(f"phone-number/{number_id}", PoolId=other["PoolId"], OriginationIdentity=number_id)


# Being in a pool ----------------------------------------------------------------------------------------------------


@conflict(
    "PHONE_NUMBER_ASSOCIATED_TO_POOL",
    by="CreatePool",
    when="the number is in another pool",
    source="documented; the reason our choice",
)
@pytest.mark.usefixtures("pool")
def test_phone_number_associated_to_pool_making_another(number: Any, is_refused: Any) -> None:
    number_id = number["PhoneNumberId"]
    is_refused(f"phone-number/{number_id}", OriginationIdentity=number_id, MessageType="TRANSACTIONAL")


@conflict("PHONE_NUMBER_ASSOCIATED_TO_POOL", by="ReleasePhoneNumber", when="the number is in a pool", source="observed")
@pytest.mark.usefixtures("pool")
def test_phone_number_associated_to_pool_released(number: Any, is_refused: Any) -> None:
    is_refused(f"phone-number/{number['PhoneNumberId']}", PhoneNumberId=number["PhoneNumberId"])


@conflict(
    "PHONE_NUMBER_ASSOCIATED_TO_POOL",
    by="UpdatePhoneNumber",
    when="the number is in a pool",
    source="documented and observed; the reason our choice",
)
@pytest.mark.usefixtures("pool")
def test_phone_number_associated_to_pool_changed(number: Any, is_refused: Any) -> None:
    number_id = number["PhoneNumberId"]
    is_refused(f"phone-number/{number_id}", PhoneNumberId=number_id, DeletionProtectionEnabled=True)


@conflict(
    "PHONE_NUMBER_ASSOCIATED_TO_POOL",
    by=("PutKeyword", "DeleteKeyword"),
    when="the number is in a pool, whose keywords are in force",
    source="our choice",
)
def test_phone_number_associated_to_pool_given_keywords(
    client: Any, number: Any, operation: str, is_refused: Any
) -> None:
    number_id, message = number["PhoneNumberId"], {"KeywordMessage": "We are open from 9 to 5."}
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
def test_sender_id_associated_to_pool(client: Any, pool: Any, is_refused: Any) -> None:
    client.request_sender_id(**SHOP)
    client.associate_origination_identity(PoolId=pool["PoolId"], OriginationIdentity="SHOP", IsoCountryCode="GB")
    is_refused("sender-id/SHOP/GB", **SHOP)


# Leaving a pool -----------------------------------------------------------------------------------------------------


@conflict(
    "PHONE_NUMBER_NOT_ASSOCIATED_TO_POOL",
    by="DisassociateOriginationIdentity",
    when="the identity isn't in the pool",
    source="observed; of a sender ID our choice",
)
def test_phone_number_not_associated_to_pool(pool: Any, request_number: Any, is_refused: Any) -> None:
    number_id = request_number()["PhoneNumberId"]
    is_refused(f"phone-number/{number_id}", PoolId=pool["PoolId"], OriginationIdentity=number_id)


@conflict(
    "LAST_PHONE_NUMBER",
    by="DisassociateOriginationIdentity",
    when="the number is the last of the pool",
    source="observed; where sender IDs stay our choice",
)
@pytest.mark.parametrize("a_sender_id_stays", [False, True])
def test_last_phone_number(client: Any, number: Any, pool: Any, is_refused: Any, a_sender_id_stays: bool) -> None:
    number_id, pool_id = number["PhoneNumberId"], pool["PoolId"]
    if a_sender_id_stays:
        client.request_sender_id(**SHOP)
        client.associate_origination_identity(PoolId=pool_id, OriginationIdentity="SHOP", IsoCountryCode="GB")
    is_refused(f"phone-number/{number_id}", PoolId=pool_id, OriginationIdentity=number_id)


@conflict(
    "LAST_PHONE_NUMBER",
    by="DisassociateOriginationIdentity",
    when="the sender ID is all that the pool has",
    source="our choice",
)
def test_last_phone_number_of_a_pool_of_sender_ids(client: Any, is_refused: Any) -> None:
    client.request_sender_id(**SHOP)
    pool = client.create_pool(OriginationIdentity="SHOP", IsoCountryCode="GB", MessageType="TRANSACTIONAL")
    is_refused("sender-id/SHOP/GB", PoolId=pool["PoolId"], OriginationIdentity="SHOP", IsoCountryCode="GB")


# Pools themselves ---------------------------------------------------------------------------------------------------


@conflict(
    "MESSAGE_TYPE_MISMATCH",
    by="CreatePool",
    when="the message type isn't the identity's",
    source="observed; the reason our choice",
)
def test_message_type_mismatch_with_the_first_identity(number: Any, is_refused: Any) -> None:
    number_id = number["PhoneNumberId"]
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
@pytest.mark.parametrize("is_deleted", [False, True])
def test_resource_not_active_of_a_pool_to_delete(
    client: Any, pinpoint_v2: PinpointMock, number: Any, is_refused: Any, is_deleted: bool
) -> None:
    if not is_deleted:
        pinpoint_v2.transitions["pool"] = "manual"
    pool_id = client.create_pool(OriginationIdentity=number["PhoneNumberId"], MessageType="TRANSACTIONAL")["PoolId"]
    if is_deleted:
        client.describe_pools()  # it is ACTIVE by now
        pinpoint_v2.transitions["pool"] = "manual"
        client.delete_pool(PoolId=pool_id)
    is_refused(f"pool/{pool_id}", PoolId=pool_id)


@conflict(
    "DELETION_PROTECTION_ENABLED",
    by="DeletePool",
    when="the pool is protected",
    source="documented; the reason our choice",
)
def test_deletion_protection_enabled_of_a_pool(client: Any, pool: Any, is_refused: Any) -> None:
    client.update_pool(PoolId=pool["PoolId"], DeletionProtectionEnabled=True)
    is_refused(f"pool/{pool['PoolId']}", PoolId=pool["PoolId"])
