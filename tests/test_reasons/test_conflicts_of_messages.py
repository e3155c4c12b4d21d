"""Each reason of ConflictException that a message is refused for."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest

from pinpoint_mock import PinpointMock

conflict = partial(pytest.mark.refusal, "ConflictException")

SENDS = ("SendTextMessage", "SendMediaMessage", "SendVoiceMessage")
PHONE = "+12065550100"
HELLO = {"DestinationPhoneNumber": PHONE, "MessageBody": "Hello"}
TO_GB = {"DestinationPhoneNumber": "+447700900123", "MessageBody": "Hello"}


@pytest.fixture
def code(client: Any) -> dict[str, Any]:
    """To send a code by text to a phone that is to be verified."""
    made = client.create_verified_destination_number(DestinationPhoneNumber=PHONE)
    return {"VerifiedDestinationNumberId": made["VerifiedDestinationNumberId"], "VerificationChannel": "TEXT"}


# The destination ----------------------------------------------------------------------------------------------------


@conflict(
    "DESTINATION_PHONE_NUMBER_NOT_VERIFIED",
    by=SENDS,
    when="the account is in the sandbox, and the destination isn't verified",
    source="documented and observed",
)
@pytest.mark.pinpoint_v2(account_tier="SANDBOX")
@pytest.mark.parametrize("is_known", [False, True])
def test_destination_phone_number_not_verified(client: Any, number: Any, is_refused: Any, is_known: bool) -> None:
    if is_known:
        client.create_verified_destination_number(DestinationPhoneNumber=PHONE)  # and no code was given back
    is_refused(f"verified-destination-number/{PHONE}", **HELLO, OriginationIdentity=number["PhoneNumberId"])


@conflict(
    "DESTINATION_PHONE_NUMBER_OPTED_OUT",
    by=SENDS,
    when="the destination is on the opt-out list of the number that would send, or of that number's pool",
    source="observed; the resource our choice",
)
@pytest.mark.parametrize("how", ["a list of the number's own", "a STOP", "the list of the pool, the number named"])
def test_destination_phone_number_opted_out(
    client: Any, pinpoint_v2: PinpointMock, number: Any, is_refused: Any, how: str
) -> None:
    number_id = number["PhoneNumberId"]
    client.create_opt_out_list(OptOutListName="promotions")
    if how == "a STOP":
        client.describe_phone_numbers()  # the number is ACTIVE by now
        pinpoint_v2.receive("STOP", origination_number=PHONE, destination_number=number["PhoneNumber"])
    else:
        client.put_opted_out_number(OptOutListName="promotions", OptedOutNumber=PHONE)
        if how == "a list of the number's own":
            client.update_phone_number(PhoneNumberId=number_id, OptOutListName="promotions")
        else:
            pool = client.create_pool(OriginationIdentity=number_id, MessageType="TRANSACTIONAL")
            client.update_pool(PoolId=pool["PoolId"], OptOutListName="promotions")
    opt_out_list = "Default" if how == "a STOP" else "promotions"
    is_refused(f"opt-out-list/{opt_out_list}", **HELLO, OriginationIdentity=number_id)


@conflict(
    "DESTINATION_PHONE_NUMBER_OPTED_OUT",
    by=SENDS,
    when="the destination is on the opt-out list of the pool that is named",
    source="observed; the resource our choice",
)
def test_destination_phone_number_opted_out_of_a_pool(client: Any, pool: Any, is_refused: Any) -> None:
    client.create_opt_out_list(OptOutListName="promotions")
    client.put_opted_out_number(OptOutListName="promotions", OptedOutNumber=PHONE)
    client.update_pool(PoolId=pool["PoolId"], OptOutListName="promotions")
    is_refused("opt-out-list/promotions", **HELLO, OriginationIdentity=pool["PoolId"])


@conflict(
    "DESTINATION_PHONE_NUMBER_OPTED_OUT",
    by="SendTextMessage",
    when="the message would go by a sender ID or a shared route, and the destination is on the list `Default`",
    source="our choice",
)
@pytest.mark.parametrize("by_a_sender_id", [True, False])
def test_destination_phone_number_opted_out_without_a_number(
    client: Any, is_refused: Any, by_a_sender_id: bool
) -> None:
    client.put_opted_out_number(OptOutListName="Default", OptedOutNumber=TO_GB["DestinationPhoneNumber"])
    if by_a_sender_id:
        client.request_sender_id(SenderId="SHOP", IsoCountryCode="GB")
    is_refused("opt-out-list/Default", **TO_GB, **({"OriginationIdentity": "SHOP"} if by_a_sender_id else {}))


@conflict(
    "DESTINATION_PHONE_NUMBER_OPTED_OUT",
    by="SendDestinationNumberVerificationCode",
    when="the phone is on the opt-out list of the number or pool that would send",
    source="observed of SendTextMessage, here by analogy",
)
def test_destination_phone_number_opted_out_before_it_is_verified(
    client: Any, number: Any, code: Any, is_refused: Any
) -> None:
    client.put_opted_out_number(OptOutListName="Default", OptedOutNumber=PHONE)
    is_refused("opt-out-list/Default", **code, OriginationIdentity=number["PhoneNumberId"])


# Nothing to send by -------------------------------------------------------------------------------------------------


@conflict(
    "NO_ORIGINATION_IDENTITIES_FOUND",
    by=SENDS,
    when="the pool has none for the destination's country, and no shared routes",
    source="observed",
)
def test_no_origination_identities_found_in_a_pool(pool: Any, is_refused: Any) -> None:
    is_refused(f"pool/{pool['PoolId']}", **TO_GB, OriginationIdentity=pool["PoolId"])


@conflict(
    "NO_ORIGINATION_IDENTITIES_FOUND",
    by=SENDS,
    when="the pool has none of the channel's capability",
    source="our choice",
)
def test_no_origination_identities_found_for_the_channel(
    client: Any, request_number: Any, operation: str, is_refused: Any
) -> None:
    capabilities = ["VOICE"] if operation == "SendTextMessage" else ["SMS"]
    number_id = request_number(NumberType="TOLL_FREE", NumberCapabilities=capabilities)["PhoneNumberId"]
    pool_id = client.create_pool(OriginationIdentity=number_id, MessageType="TRANSACTIONAL")["PoolId"]
    is_refused(f"pool/{pool_id}", **HELLO, OriginationIdentity=pool_id)


@conflict(
    "NO_ORIGINATION_IDENTITIES_FOUND",
    by="SendTextMessage",
    when="no identity is named, and the account has none for a destination in the US, where there are no shared routes",
    source="that there are none documented; the reason observed of pools",
)
@pytest.mark.parametrize("is_of_another_type", [False, True])
def test_no_origination_identities_found_in_the_account(
    request_number: Any, is_refused: Any, is_of_another_type: bool
) -> None:
    if is_of_another_type:
        request_number(NumberType="TOLL_FREE", MessageType="PROMOTIONAL")
    is_refused("account/123456789012", **HELLO, MessageType="TRANSACTIONAL")


@conflict(
    "NO_ORIGINATION_IDENTITIES_FOUND",
    by="SendDestinationNumberVerificationCode",
    when="no identity is named, and the account has none, simulators apart, for a destination in the US",
    source="our choice",
)
def test_no_origination_identities_found_for_a_code(request_number: Any, code: Any, is_refused: Any) -> None:
    request_number(NumberType="SIMULATOR")
    is_refused("account/123456789012", **code)


# The identity that was named ----------------------------------------------------------------------------------------


@conflict("RESOURCE_NOT_ACTIVE", by=SENDS, when="the number is `PENDING` or the pool `CREATING`", source="our choice")
@pytest.mark.parametrize("kind", ["phone-number", "pool"])
def test_resource_not_active(
    client: Any, pinpoint_v2: PinpointMock, request_number: Any, is_refused: Any, kind: str
) -> None:
    pinpoint_v2.transitions[kind] = "manual"
    identity = request_number(NumberType="TOLL_FREE", NumberCapabilities=["SMS", "MMS", "VOICE"])["PhoneNumberId"]
    if kind == "pool":
        identity = client.create_pool(OriginationIdentity=identity, MessageType="TRANSACTIONAL")["PoolId"]
    is_refused(f"{kind}/{identity}", **HELLO, OriginationIdentity=identity)


@conflict(
    "NUMBER_CAPABILITIES_MISMATCH",
    by=("SendTextMessage", "SendMediaMessage"),
    when="the number can't send texts, or media messages",
    source="our choice",
)
def test_number_capabilities_mismatch(request_number: Any, operation: str, is_refused: Any) -> None:
    lacking = {"SendTextMessage": ["VOICE", "MMS"], "SendMediaMessage": ["SMS", "VOICE"]}[operation]
    number_id = request_number(NumberType="TOLL_FREE", NumberCapabilities=lacking)["PhoneNumberId"]
    is_refused(f"phone-number/{number_id}", **HELLO, OriginationIdentity=number_id)


@conflict(
    "MESSAGE_TYPE_MISMATCH",
    by="SendTextMessage",
    when="the message type, be it the configuration set's, isn't the identity's",
    source="our choice",
)
@pytest.mark.parametrize("by_default", [False, True])
def test_message_type_mismatch(client: Any, number: Any, is_refused: Any, by_default: bool) -> None:
    client.create_configuration_set(ConfigurationSetName="promotions")
    client.set_default_message_type(ConfigurationSetName="promotions", MessageType="PROMOTIONAL")
    asked = {"ConfigurationSetName": "promotions"} if by_default else {"MessageType": "PROMOTIONAL"}
    number_id = number["PhoneNumberId"]
    is_refused(f"phone-number/{number_id}", **HELLO, **asked, OriginationIdentity=number_id)
