"""Test 10DLC numbers that are leased before they have a campaign."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from pinpoint_mock import FidelityWarning, PinpointMock

CAMPAIGN = "US_TEN_DLC_CAMPAIGN_REGISTRATION"
TOPIC = "arn:aws:sns:us-east-1:123456789012:inbound"
ROLE = "arn:aws:iam::123456789012:role/inbound"
PHONE = "+12065550100"


def described(client: Any) -> Any:
    [number] = client.describe_phone_numbers()["PhoneNumbers"]
    return number


@pytest.fixture
def unassigned_number(request_number: Callable[..., Any]) -> Any:
    """Request a TEN_DLC number without a campaign. Return the answer."""
    with pytest.warns(FidelityWarning, match="stays PENDING"):
        return request_number(NumberType="TEN_DLC")


@pytest.fixture
def assign(client: Any, unassigned_number: Any) -> Callable[..., Any]:
    """Associate `unassigned_number` with a registration, given as RegistrationId. Return the answer."""
    return partial(client.create_registration_association, ResourceId=unassigned_number["PhoneNumberId"])


def test_a_number_is_active_after_its_association_with_a_campaign(
    pinpoint_v2: PinpointMock, client: Any, unassigned_number: Any, assign: Any, campaign: str
) -> None:
    assign(RegistrationId=campaign)
    [association] = client.list_registration_associations(RegistrationId=campaign)["RegistrationAssociations"]
    assert association["ResourceId"] == unassigned_number["PhoneNumberId"]
    number = described(client)
    assert (number["Status"], number["RegistrationId"]) == ("ACTIVE", campaign)
    client.send_text_message(
        DestinationPhoneNumber=PHONE, OriginationIdentity=number["PhoneNumberId"], MessageBody="Hello"
    )
    assert pinpoint_v2.outbox[0].origination_phone_number == unassigned_number["PhoneNumber"]


@pytest.mark.parametrize(
    "operation", ["send_text_message", "send_media_message", "create_pool", "associate_origination_identity"]
)
def test_a_number_without_a_campaign_is_not_active_for_sends_and_pools(
    client: Any, refused: Any, toll_free_number: Any, unassigned_number: Any, operation: str
) -> None:
    pool = client.create_pool(OriginationIdentity=toll_free_number["PhoneNumberId"], MessageType="TRANSACTIONAL")
    parameters: dict[str, dict[str, Any]] = {
        "send_text_message": {"DestinationPhoneNumber": PHONE, "MessageBody": "Hello"},
        "send_media_message": {"DestinationPhoneNumber": PHONE, "MessageBody": "Hello"},
        "create_pool": {"MessageType": "TRANSACTIONAL"},
        "associate_origination_identity": {"PoolId": pool["PoolId"], "IsoCountryCode": "US"},
    }
    number_id = unassigned_number["PhoneNumberId"]
    error = refused(
        "ConflictException", getattr(client, operation), OriginationIdentity=number_id, **parameters[operation]
    )
    assert (error["Reason"], error["ResourceId"]) == ("RESOURCE_NOT_ACTIVE", number_id)


def test_a_number_without_a_campaign_is_not_chosen_as_a_sender(
    client: Any, refused: Any, unassigned_number: Any
) -> None:
    assert unassigned_number["Status"] == "PENDING"
    error = refused("ConflictException", client.send_text_message, DestinationPhoneNumber=PHONE, MessageBody="Hello")
    assert error["Reason"] == "NO_ORIGINATION_IDENTITIES_FOUND"


def test_a_number_without_a_campaign_is_changed_and_released(client: Any, unassigned_number: Any) -> None:
    number_id = unassigned_number["PhoneNumberId"]
    client.update_phone_number(
        PhoneNumberId=number_id, TwoWayEnabled=True, TwoWayChannelArn=TOPIC, TwoWayChannelRole=ROLE
    )
    assert (described(client)["TwoWayEnabled"], described(client)["Status"]) == (True, "PENDING")
    client.release_phone_number(PhoneNumberId=number_id)
    assert client.describe_phone_numbers()["PhoneNumbers"] == []


@pytest.mark.parametrize("status", ["CREATED", "REVIEWING", "REQUIRES_UPDATES", "CLOSED"])
def test_a_campaign_that_is_not_complete_gets_no_number(
    pinpoint_v2: PinpointMock, client: Any, refused: Any, assign: Any, status: str
) -> None:
    error = refused("ConflictException", assign, RegistrationId=pinpoint_v2.add_registration(CAMPAIGN, status=status))
    assert error["Reason"] == "REGISTRATION_NOT_COMPLETE"
    assert (described(client)["Status"], described(client).get("RegistrationId")) == ("PENDING", None)


def test_another_type_of_registration_gets_no_ten_dlc_number(
    pinpoint_v2: PinpointMock, client: Any, refused: Any, assign: Any
) -> None:
    error = refused(
        "ValidationException", assign, RegistrationId=pinpoint_v2.add_registration("GB_LONG_CODE_REGISTRATION")
    )
    assert error["Reason"] == "INVALID_REGISTRATION_ASSOCIATION"
    assert described(client)["Status"] == "PENDING"


def test_a_campaign_that_has_all_its_numbers_gets_no_more(
    pinpoint_v2: PinpointMock, client: Any, refused: Any, assign: Any, campaign: str
) -> None:
    pinpoint_v2.quotas["PHONE_NUMBERS_PER_REGISTRATION"] = 0
    error = refused("ServiceQuotaExceededException", assign, RegistrationId=campaign)
    assert error["Reason"] == "PHONE_NUMBERS_PER_REGISTRATION"
    assert described(client)["Status"] == "PENDING"


@pytest.mark.parametrize("decide", ["close", "revoke"])
def test_a_number_that_was_associated_later_stops_with_its_campaign(
    pinpoint_v2: PinpointMock, client: Any, refused: Any, assign: Any, campaign: str, decide: str
) -> None:
    assign(RegistrationId=campaign)
    getattr(pinpoint_v2, decide)(campaign)
    number = described(client)
    assert number["Status"] == "ACTIVE"
    error = refused(
        "ConflictException",
        client.send_text_message,
        DestinationPhoneNumber=PHONE,
        OriginationIdentity=number["PhoneNumberId"],
        MessageBody="Hello",
    )
    assert error["Reason"] == "REGISTRATION_NOT_COMPLETE"


# How long it takes ---------------------------------------------------------------------------------------------------


def test_a_number_is_active_at_once_where_transitions_are_immediate(
    pinpoint_v2: PinpointMock, client: Any, assign: Any, campaign: str
) -> None:
    pinpoint_v2.transitions["phone-number"] = "immediate"
    assign(RegistrationId=campaign)
    assert described(client)["Status"] == "ACTIVE"


def test_a_number_is_pending_for_the_span_that_begins_with_its_association(
    pinpoint_v2: PinpointMock, client: Any, assign: Any, campaign: str
) -> None:
    pinpoint_v2.transitions["phone-number"] = dt.timedelta(minutes=10)
    pinpoint_v2.clock.advance(hours=1)
    assign(RegistrationId=campaign)
    pinpoint_v2.clock.advance(minutes=9)
    assert described(client)["Status"] == "PENDING"
    pinpoint_v2.clock.advance(minutes=1)
    assert described(client)["Status"] == "ACTIVE"


def test_a_number_waits_for_another_rule_after_its_association_where_transitions_are_manual(
    pinpoint_v2: PinpointMock, client: Any, assign: Any, campaign: str
) -> None:
    pinpoint_v2.transitions["phone-number"] = "manual"
    assign(RegistrationId=campaign)
    assert [described(client)["Status"] for _ in range(2)] == ["PENDING", "PENDING"]
    pinpoint_v2.transitions["phone-number"] = "next-call"
    assert described(client)["Status"] == "ACTIVE"
