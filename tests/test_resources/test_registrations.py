"""Test the registrations that numbers are requested with, or that they wait for."""

from __future__ import annotations

from typing import Any

import pytest

from pinpoint_mock import PinpointMock, mock_pinpoint_v2

HERE = "arn:aws:sms-voice:us-east-1:123456789012"
UNKNOWN = "f" * 32

TOLL_FREE = {"NumberType": "TOLL_FREE"}
CANADIAN = {"IsoCountryCode": "CA", "NumberType": "LONG_CODE"}


def numbers(client: Any) -> list[Any]:
    listed: list[Any] = client.describe_phone_numbers()["PhoneNumbers"]
    return listed


@pytest.mark.parametrize("is_arn", [False, True])
def test_a_ten_dlc_number_is_leased_with_its_approved_campaign(
    client: Any, request_number: Any, campaign: str, is_arn: bool
) -> None:
    given = f"{HERE}:registration/{campaign}" if is_arn else campaign
    assert request_number(NumberType="TEN_DLC", RegistrationId=given)["RegistrationId"] == campaign
    assert numbers(client)[0]["RegistrationId"] == campaign


def test_a_released_number_does_not_count_against_the_quota_of_its_campaign(
    pinpoint_v2: PinpointMock, client: Any, request_number: Any, campaign: str
) -> None:
    pinpoint_v2.quotas["PHONE_NUMBERS_PER_REGISTRATION"] = 1
    for _ in range(2):
        number = request_number(NumberType="TEN_DLC", RegistrationId=campaign)
        client.release_phone_number(PhoneNumberId=number["PhoneNumberId"])


@pytest.mark.parametrize("status", [None, "REVIEWING", "COMPLETE"])
@pytest.mark.parametrize("strict", [False, True])
def test_a_us_toll_free_number_waits_for_an_approved_registration_where_that_is_strict(
    status: str | None, strict: bool
) -> None:
    with mock_pinpoint_v2(strict_registration=strict) as pinpoint:
        client = pinpoint.client()
        asked = (
            {}
            if status is None
            else {"RegistrationId": pinpoint.add_registration("US_TOLL_FREE_REGISTRATION", status=status)}
        )
        client.request_phone_number(
            IsoCountryCode="US",
            MessageType="TRANSACTIONAL",
            NumberCapabilities=["SMS"],
            NumberType="TOLL_FREE",
            **asked,
        )
        waits = strict and status != "COMPLETE"
        assert numbers(client)[0]["Status"] == ("PENDING" if waits else "ACTIVE")


def test_only_us_toll_free_numbers_wait_for_a_registration(request_number: Any, client: Any) -> None:
    with mock_pinpoint_v2(strict_registration=True):
        request_number()
        request_number(**CANADIAN)
        request_number(**TOLL_FREE, IsoCountryCode="CA")
        assert [number["Status"] for number in numbers(client)] == ["ACTIVE"] * 3


@pytest.mark.parametrize(
    ("registration_type", "status", "nearest"),
    [
        ("US_TEN_DLC_CAMPAIN_REGISTRATION", "COMPLETE", "US_TEN_DLC_CAMPAIGN_REGISTRATION"),
        ("US_TEN_DLC_CAMPAIGN_REGISTRATION", "COMPLETED", "COMPLETE"),
    ],
)
def test_a_slip_in_a_registration_names_the_nearest(
    pinpoint_v2: PinpointMock, registration_type: str, status: str, nearest: str
) -> None:
    with pytest.raises(ValueError, match=f"did you mean .*{nearest}"):
        pinpoint_v2.add_registration(registration_type, status=status)


def test_an_unknown_registration_of_a_ten_dlc_number_is_not_found(request_number: Any, refused: Any) -> None:
    error = refused(
        "ResourceNotFoundException", request_number, NumberType="TEN_DLC", RegistrationId=f"registration-{UNKNOWN}"
    )
    assert error["ResourceType"] == "registration"
