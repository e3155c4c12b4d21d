"""Test what approvals, revocations and releases change in the resources of a registration."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from pinpoint_mock import PinpointMock

CAMPAIGN = "US_TEN_DLC_CAMPAIGN_REGISTRATION"
TOLL_FREE = "US_TOLL_FREE_REGISTRATION"
PHONE = "+12065550100"


def status(client: Any, registration_id: str) -> Any:
    return client.describe_registrations(RegistrationIds=[registration_id])["Registrations"][0]["RegistrationStatus"]


def submit_and_wait(client: Any, registration_id: str) -> None:
    client.submit_registration_version(RegistrationId=registration_id)
    while status(client, registration_id) != "COMPLETE":
        pass


@pytest.fixture
def ten_dlc(request_number: Any, campaign: str) -> Any:
    """Request a TEN_DLC number of the campaign. Return the answer."""
    return request_number(NumberType="TEN_DLC", NumberCapabilities=["SMS"], RegistrationId=campaign)


def test_a_campaign_that_was_filed_and_approved_leases_a_number_that_sends(
    pinpoint_v2: PinpointMock, client: Any, request_number: Any, file: Callable[..., str]
) -> None:
    campaign = file(CAMPAIGN, pinpoint_v2.add_registration("US_TEN_DLC_BRAND_REGISTRATION"))
    submit_and_wait(client, campaign)
    number = request_number(NumberType="TEN_DLC", NumberCapabilities=["SMS"], RegistrationId=campaign)
    client.send_text_message(
        DestinationPhoneNumber=PHONE, OriginationIdentity=number["PhoneNumberId"], MessageBody="Hello"
    )
    assert pinpoint_v2.outbox[0].origination_phone_number == number["PhoneNumber"]


def test_a_number_goes_on_sending_while_a_newer_version_is_reviewed(
    pinpoint_v2: PinpointMock, client: Any, request_number: Any, file: Callable[..., str], fill: Callable[..., None]
) -> None:
    campaign = file(CAMPAIGN, pinpoint_v2.add_registration("US_TEN_DLC_BRAND_REGISTRATION"))
    submit_and_wait(client, campaign)
    number = request_number(NumberType="TEN_DLC", NumberCapabilities=["SMS"], RegistrationId=campaign)
    pinpoint_v2.transitions["registration"] = "manual"
    client.create_registration_version(RegistrationId=campaign)
    fill(campaign)
    client.submit_registration_version(RegistrationId=campaign)
    assert status(client, campaign) == "SUBMITTED"
    client.send_text_message(
        DestinationPhoneNumber=PHONE, OriginationIdentity=number["PhoneNumberId"], MessageBody="Hello"
    )


def test_a_released_number_leaves_its_campaign_which_can_be_deleted_then(
    client: Any, ten_dlc: Any, campaign: str
) -> None:
    client.release_phone_number(PhoneNumberId=ten_dlc["PhoneNumberId"])
    assert client.list_registration_associations(RegistrationId=campaign)["RegistrationAssociations"] == []
    client.delete_registration(RegistrationId=campaign)


# Toll-free numbers ---------------------------------------------------------------------------------------------------


SOLE_PROPRIETOR = {"companyInfo.businessType": {"SelectChoices": ["SOLE_PROPRIETOR"]}}


def number_status(client: Any) -> Any:
    return client.describe_phone_numbers()["PhoneNumbers"][0]["Status"]


@pytest.mark.pinpoint_v2(strict_registration=True)
def test_a_toll_free_number_is_active_once_its_registration_is_approved(
    client: Any, toll_free_number: Any, file: Callable[..., str]
) -> None:
    registration_id = file(TOLL_FREE, toll_free_number["PhoneNumberId"], **SOLE_PROPRIETOR)
    assert number_status(client) == "PENDING"
    submit_and_wait(client, registration_id)
    assert number_status(client) == "ACTIVE"
    assert client.describe_phone_numbers()["PhoneNumbers"][0]["RegistrationId"] == registration_id


@pytest.mark.pinpoint_v2(strict_registration=True)
def test_a_toll_free_number_waits_for_a_registration_of_its_own_type(
    pinpoint_v2: PinpointMock, client: Any, request_number: Any
) -> None:
    request_number(NumberType="TOLL_FREE", RegistrationId=pinpoint_v2.add_registration("GB_SENDER_ID_REGISTRATION"))
    assert number_status(client) == "PENDING"


def test_a_toll_free_registration_closes_with_the_release_of_its_number(
    pinpoint_v2: PinpointMock, client: Any, toll_free_number: Any, file: Callable[..., str]
) -> None:
    registration_id = file(TOLL_FREE, toll_free_number["PhoneNumberId"], **SOLE_PROPRIETOR)
    submit_and_wait(client, registration_id)
    client.release_phone_number(PhoneNumberId=toll_free_number["PhoneNumberId"])
    assert status(client, registration_id) == "CLOSED"
    assert pinpoint_v2.events[-1]["registrationDetails"]["currentStatus"] == "CLOSED"


def test_the_deletion_of_a_draft_frees_its_number(client: Any, toll_free_number: Any, file: Callable[..., str]) -> None:
    client.delete_registration(RegistrationId=file(TOLL_FREE, toll_free_number["PhoneNumberId"]))
    assert "RegistrationId" not in client.describe_phone_numbers()["PhoneNumbers"][0]
    file(TOLL_FREE, toll_free_number["PhoneNumberId"])


# Sender IDs ----------------------------------------------------------------------------------------------------------


def sender_ids(client: Any) -> Any:
    return client.describe_sender_ids()["SenderIds"]


@pytest.fixture
def indian(file: Callable[..., str]) -> str:
    """Fill in the registration of a sender ID for India, where every sender ID has one. Return its id."""
    return file("IN_SENDER_ID_REGISTRATION", **{"senderIdInfo.senderId": {"TextValue": "Exampl"}})


def test_an_approved_sender_id_appears_as_registered(client: Any, indian: str) -> None:
    assert sender_ids(client) == []
    submit_and_wait(client, indian)
    [sender_id] = sender_ids(client)
    assert (sender_id["SenderId"], sender_id["IsoCountryCode"]) == ("EXAMPL", "IN")
    assert (sender_id["Registered"], sender_id["RegistrationId"]) == (True, indian)
    [association] = client.list_registration_associations(RegistrationId=indian)["RegistrationAssociations"]
    assert association["ResourceArn"] == sender_id["SenderIdArn"]
    assert association["IsoCountryCode"] == "IN"
    assert "PhoneNumber" not in association


def test_a_sender_id_that_was_requested_before_is_registered_by_an_approval(
    client: Any, file: Callable[..., str]
) -> None:
    client.request_sender_id(SenderId="EXAMPLE", IsoCountryCode="GB", DeletionProtectionEnabled=True)
    submit_and_wait(client, file("GB_SENDER_ID_REGISTRATION", **{"senderIdInfo.senderId": {"TextValue": "Example"}}))
    [sender_id] = sender_ids(client)
    assert sender_id["Registered"] is True
    assert sender_id["DeletionProtectionEnabled"] is True


def test_a_sender_id_sends_until_its_registration_is_revoked(
    pinpoint_v2: PinpointMock, client: Any, indian: str, refused: Any
) -> None:
    submit_and_wait(client, indian)
    asked = {
        "DestinationPhoneNumber": "+919876543210",
        "OriginationIdentity": "EXAMPL",
        "MessageBody": "Hello",
        "DestinationCountryParameters": {"IN_ENTITY_ID": "1", "IN_TEMPLATE_ID": "2"},
    }
    client.send_text_message(**asked)
    pinpoint_v2.revoke(indian)
    refused("ValidationException", client.send_text_message, **asked)
    assert sender_ids(client)[0]["Registered"] is False


def test_a_second_approval_of_the_same_sender_id_changes_nothing(
    client: Any, indian: str, fill: Callable[..., None]
) -> None:
    submit_and_wait(client, indian)
    client.create_registration_version(RegistrationId=indian)
    fill(indian, **{"senderIdInfo.senderId": {"TextValue": "Exampl"}})
    submit_and_wait(client, indian)
    assert len(sender_ids(client)) == 1


def test_a_registration_whose_sender_id_another_takes_over_stays_closed(
    pinpoint_v2: PinpointMock, client: Any, file: Callable[..., str], fill: Callable[..., None]
) -> None:
    def called(text: str) -> dict[str, Any]:
        return {"senderIdInfo.senderId": {"TextValue": text}}

    first = file("GB_SENDER_ID_REGISTRATION", **called("ABC"))
    submit_and_wait(client, first)
    pinpoint_v2.transitions["registration"] = "manual"
    second = file("GB_SENDER_ID_REGISTRATION", **called("ABC"))
    client.submit_registration_version(RegistrationId=second)
    client.create_registration_version(RegistrationId=first)
    fill(first, **called("OTHER"))
    client.submit_registration_version(RegistrationId=first)
    pinpoint_v2.transitions["registration"] = "next-call"
    for _ in range(5):
        client.describe_account_attributes()
    told = [event["registrationDetails"] for event in pinpoint_v2.events]
    assert [each["currentStatus"] for each in told if each["registrationId"] == first][-1] == "CLOSED"
    assert status(client, first) == "CLOSED"


def test_a_released_sender_id_leaves_its_registration(client: Any, indian: str) -> None:
    submit_and_wait(client, indian)
    client.release_sender_id(SenderId="EXAMPL", IsoCountryCode="IN")
    assert client.list_registration_associations(RegistrationId=indian)["RegistrationAssociations"] == []
