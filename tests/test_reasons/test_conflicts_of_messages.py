"""Test each reason for which a message is refused with a ConflictException."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest

from pinpoint_mock import PinpointMock

conflict = partial(pytest.mark.refusal, "ConflictException")

SENDS = ("SendTextMessage", "SendMediaMessage", "SendVoiceMessage")
PHONE = "+12065550100"
HELLO = {"DestinationPhoneNumber": PHONE, "MessageBody": "Hello"}
US_SIMULATOR = "+14254147755"
TO_GB = {"DestinationPhoneNumber": "+447700900123", "MessageBody": "Hello"}
TO_FR = {"DestinationPhoneNumber": "+33199005123", "MessageBody": "Hello"}


@pytest.fixture
def code(client: Any) -> dict[str, Any]:
    """Return the parameters that send a code by text to a phone that is to be verified."""
    return code_to(client, PHONE)


def code_to(client: Any, phone: str) -> dict[str, Any]:
    made = client.create_verified_destination_number(DestinationPhoneNumber=phone)
    return {"VerifiedDestinationNumberId": made["VerifiedDestinationNumberId"], "VerificationChannel": "TEXT"}


# The destination ----------------------------------------------------------------------------------------------------


@conflict(
    "DESTINATION_PHONE_NUMBER_NOT_VERIFIED",
    by=SENDS,
    when="the account is in the sandbox, and the destination isn't verified",
    source="documented and observed",
)
@pytest.mark.pinpoint_v2(account_tier="SANDBOX")
@pytest.mark.parametrize("how", ["it isn't known", "no code was sent", "the code wasn't given back"])
def test_destination_phone_number_not_verified(
    client: Any, toll_free_number: Any, code: Any, is_refused: Any, how: str
) -> None:
    if how == "the code wasn't given back":
        client.send_destination_number_verification_code(**code, OriginationIdentity=toll_free_number["PhoneNumberId"])
    phone = "+12065550101" if how == "it isn't known" else PHONE
    message = {**HELLO, "DestinationPhoneNumber": phone}
    is_refused(f"verified-destination-number/{phone}", **message, OriginationIdentity=toll_free_number["PhoneNumberId"])


@conflict(
    "DESTINATION_PHONE_NUMBER_NOT_VERIFIED",
    by=SENDS,
    when="the account is in the sandbox, and the destination is a simulator that isn't verified, "
    "but the sender isn't a simulator number",
    source="documented that it can't be sent; the reason our choice",
)
@pytest.mark.pinpoint_v2(account_tier="SANDBOX")
def test_destination_phone_number_not_verified_unless_both_are_simulators(
    toll_free_number: Any, is_refused: Any
) -> None:
    message = {**HELLO, "DestinationPhoneNumber": US_SIMULATOR}
    is_refused(
        f"verified-destination-number/{US_SIMULATOR}", **message, OriginationIdentity=toll_free_number["PhoneNumberId"]
    )


@conflict(
    "DESTINATION_PHONE_NUMBER_NOT_VERIFIED",
    by="SendVoiceMessage",
    when="the account is in the sandbox, and the destination is an unverified phone in a country that can be called",
    source="our choice; the countries documented",
)
@pytest.mark.pinpoint_v2(account_tier="SANDBOX")
@pytest.mark.parametrize("destination", ["+447700900123", "+819012345678"])
def test_destination_phone_number_not_verified_to_call(
    toll_free_number: Any, is_refused: Any, destination: str
) -> None:
    call = {**HELLO, "DestinationPhoneNumber": destination}
    is_refused(
        f"verified-destination-number/{destination}", **call, OriginationIdentity=toll_free_number["PhoneNumberId"]
    )


@conflict(
    "DESTINATION_PHONE_NUMBER_NOT_VERIFIED",
    by=("SendTextMessage", "SendMediaMessage"),
    when="the account is in the sandbox, and the destination isn't verified, in a country that can't be called",
    source="our choice",
)
@pytest.mark.pinpoint_v2(account_tier="SANDBOX")
def test_destination_phone_number_not_verified_in_any_country(toll_free_number: Any, is_refused: Any) -> None:
    french = {**HELLO, "DestinationPhoneNumber": "+33612345678"}
    is_refused(
        "verified-destination-number/+33612345678", **french, OriginationIdentity=toll_free_number["PhoneNumberId"]
    )


@conflict(
    "DESTINATION_PHONE_NUMBER_OPTED_OUT",
    by=SENDS,
    when="the destination is on the opt-out list of the number that would send, or of that number's pool",
    source="observed; the resource our choice",
)
@pytest.mark.parametrize("how", ["a list of the number's own", "a STOP", "the list of the pool, the number named"])
@pytest.mark.parametrize("phone", [PHONE, PHONE.removeprefix("+")])
def test_destination_phone_number_opted_out(
    client: Any, pinpoint_v2: PinpointMock, ten_dlc_number: Any, is_refused: Any, how: str, phone: str
) -> None:
    number_id = ten_dlc_number["PhoneNumberId"]
    client.create_opt_out_list(OptOutListName="promotions")
    if how == "a STOP":
        client.describe_phone_numbers()  # the number is ACTIVE by now
        pinpoint_v2.receive("STOP", origination_number=PHONE, destination_number=ten_dlc_number["PhoneNumber"])
    else:
        client.put_opted_out_number(OptOutListName="promotions", OptedOutNumber=PHONE)
        if how == "a list of the number's own":
            client.update_phone_number(PhoneNumberId=number_id, OptOutListName="promotions")
        else:
            pool = client.create_pool(OriginationIdentity=number_id, MessageType="TRANSACTIONAL")
            client.update_pool(PoolId=pool["PoolId"], OptOutListName="promotions")
    opt_out_list = "Default" if how == "a STOP" else "promotions"
    message = {**HELLO, "DestinationPhoneNumber": phone}
    is_refused(f"opt-out-list/{opt_out_list}", **message, OriginationIdentity=number_id)


@conflict(
    "DESTINATION_PHONE_NUMBER_OPTED_OUT",
    by=SENDS,
    when="the destination is on the list, although an override of a protect configuration allows it",
    source="our choice",
)
def test_destination_phone_number_opted_out_though_allowed(client: Any, toll_free_number: Any, is_refused: Any) -> None:
    configuration = {"ProtectConfigurationId": client.create_protect_configuration()["ProtectConfigurationId"]}
    client.put_protect_configuration_rule_set_number_override(
        **configuration, DestinationPhoneNumber=PHONE, Action="ALLOW"
    )
    client.put_opted_out_number(OptOutListName="Default", OptedOutNumber=PHONE)
    is_refused("opt-out-list/Default", **HELLO, **configuration, OriginationIdentity=toll_free_number["PhoneNumberId"])


@conflict(
    "DESTINATION_PHONE_NUMBER_OPTED_OUT",
    by=SENDS,
    when="the destination is on the opt-out list of the pool that is named",
    source="observed; the resource our choice",
)
def test_destination_phone_number_opted_out_of_a_pool(client: Any, toll_free_pool: Any, is_refused: Any) -> None:
    client.create_opt_out_list(OptOutListName="promotions")
    client.put_opted_out_number(OptOutListName="promotions", OptedOutNumber=PHONE)
    client.update_pool(PoolId=toll_free_pool["PoolId"], OptOutListName="promotions")
    is_refused("opt-out-list/promotions", **HELLO, OriginationIdentity=toll_free_pool["PoolId"])


@conflict(
    "DESTINATION_PHONE_NUMBER_OPTED_OUT",
    by="SendTextMessage",
    when="the destination is on the opt-out list of a pool of sender IDs with shared routes, and the pool is named",
    source="our choice",
)
def test_destination_phone_number_opted_out_of_a_pool_of_sender_ids(
    client: Any, pool_of_sender_id: str, is_refused: Any
) -> None:
    client.create_opt_out_list(OptOutListName="promotions")
    client.put_opted_out_number(OptOutListName="promotions", OptedOutNumber=TO_GB["DestinationPhoneNumber"])
    client.update_pool(PoolId=pool_of_sender_id, OptOutListName="promotions", SharedRoutesEnabled=True)
    is_refused("opt-out-list/promotions", **TO_GB, OriginationIdentity=pool_of_sender_id)


@conflict(
    "DESTINATION_PHONE_NUMBER_OPTED_OUT",
    by="SendTextMessage",
    when="no identity is named, and the destination is on the opt-out list of the pool of the number that would send",
    source="observed; the resource our choice",
)
def test_destination_phone_number_opted_out_of_the_pool_of_a_number(
    client: Any, toll_free_pool: Any, is_refused: Any
) -> None:
    client.create_opt_out_list(OptOutListName="promotions")
    client.put_opted_out_number(OptOutListName="promotions", OptedOutNumber=PHONE)
    client.update_pool(PoolId=toll_free_pool["PoolId"], OptOutListName="promotions")
    is_refused("opt-out-list/promotions", **HELLO)


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
    client.put_opted_out_number(OptOutListName="Default", OptedOutNumber=TO_FR["DestinationPhoneNumber"])
    if by_a_sender_id:
        client.request_sender_id(SenderId="SHOP", IsoCountryCode="FR")
    is_refused("opt-out-list/Default", **TO_FR, **({"OriginationIdentity": "SHOP"} if by_a_sender_id else {}))


@conflict(
    "DESTINATION_PHONE_NUMBER_OPTED_OUT",
    by="SendDestinationNumberVerificationCode",
    when="the phone is on the opt-out list of the number or pool that would send",
    source="observed of SendTextMessage, here by analogy",
)
def test_destination_phone_number_opted_out_before_it_is_verified(
    client: Any, pinpoint_v2: PinpointMock, toll_free_number: Any, code: Any, is_refused: Any
) -> None:
    client.put_opted_out_number(OptOutListName="Default", OptedOutNumber=PHONE)
    is_refused("opt-out-list/Default", **code, OriginationIdentity=toll_free_number["PhoneNumberId"])
    with pytest.raises(ValueError, match="no code was sent"):
        pinpoint_v2.verification_code(code["VerifiedDestinationNumberId"])


# Nothing to send by -------------------------------------------------------------------------------------------------


@conflict(
    "NO_ORIGINATION_IDENTITIES_FOUND",
    by=SENDS,
    when="the pool has none for the destination's country, and no shared routes",
    source="observed",
)
def test_no_origination_identities_found_in_a_pool(toll_free_pool: Any, is_refused: Any) -> None:
    is_refused(f"pool/{toll_free_pool['PoolId']}", **TO_GB, OriginationIdentity=toll_free_pool["PoolId"])


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
    by=("SendMediaMessage", "SendVoiceMessage"),
    when="the pool has none of the channel's capability, and shared routes, which are for texts alone",
    source="our choice",
)
def test_no_origination_identities_found_by_shared_routes(client: Any, pool_of_sender_id: str, is_refused: Any) -> None:
    client.update_pool(PoolId=pool_of_sender_id, SharedRoutesEnabled=True)
    is_refused(f"pool/{pool_of_sender_id}", **TO_GB, OriginationIdentity=pool_of_sender_id)


@conflict(
    "NO_ORIGINATION_IDENTITIES_FOUND",
    by="SendTextMessage",
    when="no identity is named, and the account has none for a destination in a country without shared routes: the US "
    "and its territories, China, the UK",
    source="of the US and China documented, of Guam and the UK observed; the reason observed of pools",
)
@pytest.mark.parametrize("account_has", ["nothing", "another message type", "a revoked campaign", "a simulator"])
def test_no_origination_identities_found_in_the_account(
    pinpoint_v2: PinpointMock, request_number: Any, is_refused: Any, account_has: str
) -> None:
    if account_has == "another message type":
        request_number(NumberType="TOLL_FREE", MessageType="PROMOTIONAL")
    elif account_has == "a revoked campaign":
        campaign = pinpoint_v2.add_registration("US_TEN_DLC_CAMPAIGN_REGISTRATION")
        request_number(NumberType="TEN_DLC", RegistrationId=campaign)
        pinpoint_v2.revoke(campaign)
    elif account_has == "a simulator":
        request_number(NumberType="SIMULATOR")
    is_refused("account/123456789012", **HELLO, MessageType="TRANSACTIONAL")


@conflict(
    "NO_ORIGINATION_IDENTITIES_FOUND",
    by="SendTextMessage",
    when="the account or the pool has simulators alone, and the destination isn't a simulator, "
    "or the message type isn't theirs",
    source="our choice",
)
@pytest.mark.parametrize("of", ["account", "pool"])
@pytest.mark.parametrize(
    "asked",
    [
        {"DestinationPhoneNumber": PHONE},
        {"DestinationPhoneNumber": US_SIMULATOR, "MessageType": "PROMOTIONAL"},
    ],
)
def test_no_origination_identities_found_among_simulators(
    client: Any, request_number: Any, is_refused: Any, of: str, asked: dict[str, str]
) -> None:
    simulator = request_number(NumberType="SIMULATOR")["PhoneNumberId"]
    if of == "account":
        is_refused("account/123456789012", MessageBody="Hello", **asked)
    else:
        pool_id = client.create_pool(OriginationIdentity=simulator, MessageType="TRANSACTIONAL")["PoolId"]
        is_refused(f"pool/{pool_id}", MessageBody="Hello", **asked, OriginationIdentity=pool_id)


@conflict(
    "NO_ORIGINATION_IDENTITIES_FOUND",
    by="SendDestinationNumberVerificationCode",
    when="no identity is named, and the account has none, simulators apart, for a destination in the US",
    source="our choice",
)
@pytest.mark.parametrize("phone", [PHONE, US_SIMULATOR])
def test_no_origination_identities_found_for_a_code(
    client: Any, request_number: Any, is_refused: Any, phone: str
) -> None:
    request_number(NumberType="SIMULATOR")
    is_refused("account/123456789012", **code_to(client, phone))


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
    "NUMBER_CAPABILITIES_MISMATCH",
    by="SendMediaMessage",
    when="a sender ID is named, which sends texts alone",
    source="our choice",
)
def test_number_capabilities_mismatch_of_a_sender_id(client: Any, is_refused: Any) -> None:
    client.request_sender_id(SenderId="SHOP", IsoCountryCode="GB")
    is_refused("sender-id/SHOP/GB", **TO_GB, OriginationIdentity="SHOP")


@conflict(
    "MESSAGE_TYPE_MISMATCH",
    by="SendTextMessage",
    when="the message type, be it the configuration set's, isn't the identity's",
    source="our choice",
)
@pytest.mark.parametrize("by_default", [False, True])
def test_message_type_mismatch(client: Any, toll_free_number: Any, is_refused: Any, by_default: bool) -> None:
    client.create_configuration_set(ConfigurationSetName="promotions")
    client.set_default_message_type(ConfigurationSetName="promotions", MessageType="PROMOTIONAL")
    asked = {"ConfigurationSetName": "promotions"} if by_default else {"MessageType": "PROMOTIONAL"}
    number_id = toll_free_number["PhoneNumberId"]
    is_refused(f"phone-number/{number_id}", **HELLO, **asked, OriginationIdentity=number_id)
