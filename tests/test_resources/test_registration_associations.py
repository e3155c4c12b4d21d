"""Test which resources registrations are associated with, and when."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from pinpoint_mock import PinpointMock

HERE = "arn:aws:sms-voice:us-east-1:123456789012"
BRAND = "US_TEN_DLC_BRAND_REGISTRATION"
CAMPAIGN = "US_TEN_DLC_CAMPAIGN_REGISTRATION"
TOLL_FREE = "US_TOLL_FREE_REGISTRATION"


def created(client: Any, registration_type: str) -> str:
    return str(client.create_registration(RegistrationType=registration_type)["RegistrationId"])


def associations(client: Any, registration_id: str, **parameters: Any) -> Any:
    answer = client.list_registration_associations(RegistrationId=registration_id, **parameters)
    assert answer["RegistrationId"] == registration_id
    return answer["RegistrationAssociations"]


@pytest.mark.parametrize("by", ["PhoneNumberId", "PhoneNumberArn"])
def test_a_toll_free_number_is_associated_before_its_registration_is_submitted(
    client: Any, toll_free_number: Any, by: str
) -> None:
    registration_id = created(client, TOLL_FREE)
    answer = client.create_registration_association(RegistrationId=registration_id, ResourceId=toll_free_number[by])
    expected = {
        "ResourceArn": toll_free_number["PhoneNumberArn"],
        "ResourceId": toll_free_number["PhoneNumberId"],
        "ResourceType": "TOLL_FREE",
        "IsoCountryCode": "US",
        "PhoneNumber": toll_free_number["PhoneNumber"],
    }
    assert expected.items() <= answer.items()
    assert (answer["RegistrationId"], answer["RegistrationType"]) == (registration_id, TOLL_FREE)
    assert associations(client, registration_id) == [expected]
    assert client.describe_phone_numbers()["PhoneNumbers"][0]["RegistrationId"] == registration_id


def test_a_campaign_builds_on_an_approved_brand(pinpoint_v2: PinpointMock, client: Any) -> None:
    brand, campaign = pinpoint_v2.add_registration(BRAND), created(client, CAMPAIGN)
    client.create_registration_association(RegistrationId=campaign, ResourceId=brand)
    assert associations(client, campaign) == [
        {"ResourceArn": f"{HERE}:registration/{brand}", "ResourceId": brand, "ResourceType": BRAND}
    ]


def test_a_requested_number_is_associated_with_its_campaign(pinpoint_v2: PinpointMock, request_number: Any) -> None:
    client = pinpoint_v2.client()
    campaign = pinpoint_v2.add_registration(CAMPAIGN)
    number = request_number(NumberType="TEN_DLC", RegistrationId=campaign)
    assert [each["PhoneNumber"] for each in associations(client, campaign)] == [number["PhoneNumber"]]


def test_a_long_code_is_associated_with_an_approved_registration(
    pinpoint_v2: PinpointMock, client: Any, request_number: Any
) -> None:
    number = request_number(IsoCountryCode="GB", NumberType="LONG_CODE")["PhoneNumberId"]
    approved = pinpoint_v2.add_registration("GB_LONG_CODE_REGISTRATION")
    client.create_registration_association(RegistrationId=approved, ResourceId=number)
    assert [each["IsoCountryCode"] for each in associations(client, approved)] == ["GB"]


def test_associations_are_filtered_by_type_and_country(
    pinpoint_v2: PinpointMock, client: Any, request_number: Any, file: Callable[..., str]
) -> None:
    campaign = file(CAMPAIGN, pinpoint_v2.add_registration(BRAND))
    client.submit_registration_version(RegistrationId=campaign)
    while (
        client.describe_registrations(RegistrationIds=[campaign])["Registrations"][0]["RegistrationStatus"]
        != "COMPLETE"
    ):
        pass
    number = request_number(NumberType="TEN_DLC", RegistrationId=campaign)
    for name, value in (("resource-type", "TEN_DLC"), ("iso-country-code", "US")):
        [found] = associations(client, campaign, Filters=[{"Name": name, "Values": [value]}])
        assert found["ResourceId"] == number["PhoneNumberId"]
    assert len(associations(client, campaign)) == 2


@pytest.mark.parametrize("given", ["phone-x", f"{HERE}:phone-number/phone-x", "something"])
def test_an_unknown_number_is_not_found(client: Any, refused: Any, given: str) -> None:
    error = refused(
        "ResourceNotFoundException",
        client.create_registration_association,
        RegistrationId=created(client, TOLL_FREE),
        ResourceId=given,
    )
    assert (error["ResourceType"], error["ResourceId"]) == ("phone-number", given)


def test_an_unknown_registration_is_not_found(client: Any, refused: Any) -> None:
    known = created(client, CAMPAIGN)
    for asked in (
        {"RegistrationId": "registration-x", "ResourceId": known},
        {"RegistrationId": known, "ResourceId": "registration-x"},
    ):
        error = refused("ResourceNotFoundException", client.create_registration_association, **asked)
        assert (error["ResourceType"], error["ResourceId"]) == ("registration", "registration-x")
    error = refused("ResourceNotFoundException", client.list_registration_associations, RegistrationId="registration-x")
    assert error["ResourceType"] == "registration"
