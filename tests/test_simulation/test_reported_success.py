"""Test the final status of a message that arrives, by its route, and that `delivery` can force another."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from pinpoint_mock import PinpointMock, mock_pinpoint_v2

SUCCESSFUL = [("SUCCESSFUL", True)]
DELIVERED = [("SUCCESSFUL", False), ("DELIVERED", True)]
PHONES = {
    "US": "+12065550100",
    "CA": "+14165550100",
    "ES": "+34612345678",
    "JP": "+819012345678",
    "GB": "+447700900123",
}


def statuses(pinpoint: PinpointMock) -> list[tuple[str, bool]]:
    return [(each["messageStatus"], each["isFinal"]) for each in pinpoint.events]


@pytest.fixture
def send_by(
    client: Any, pinpoint_v2: PinpointMock, request_number: Callable[..., Any]
) -> Callable[[str, str], list[tuple[str, bool]]]:
    """Send a text in a country by a number, a sender ID or a shared route. Return the statuses of its events."""

    def call(number_type: str, country: str) -> list[tuple[str, bool]]:
        if number_type == "SENDER_ID":
            if country == "ES":
                pinpoint_v2.add_registration("ES_SENDER_ID_REGISTRATION")  # without one there are none in Spain
            client.request_sender_id(SenderId="SHOP", IsoCountryCode=country)
        elif number_type == "TEN_DLC":
            campaign = pinpoint_v2.add_registration("US_TEN_DLC_CAMPAIGN_REGISTRATION")
            request_number(NumberType=number_type, RegistrationId=campaign)
        elif number_type != "shared route":
            request_number(NumberType=number_type, IsoCountryCode=country)
        client.send_text_message(DestinationPhoneNumber=PHONES[country], MessageBody="Hello")
        return statuses(pinpoint_v2)

    return call


@pytest.mark.parametrize(
    ("number_type", "country", "expected"),
    [
        ("TOLL_FREE", "US", SUCCESSFUL),
        ("TEN_DLC", "US", SUCCESSFUL),
        ("SENDER_ID", "ES", SUCCESSFUL),
        ("SENDER_ID", "GB", SUCCESSFUL),
        ("SENDER_ID", "JP", DELIVERED),
        ("shared route", "ES", SUCCESSFUL),
        ("LONG_CODE", "CA", DELIVERED),
        ("LONG_CODE", "GB", DELIVERED),
    ],
)
def test_a_text_that_arrives_ends_with_the_status_that_its_route_reports(
    send_by: Any, pinpoint_v2: PinpointMock, number_type: str, country: str, expected: Any
) -> None:
    assert send_by(number_type, country) == expected
    assert pinpoint_v2.outbox[0].status == expected[-1][0]


@pytest.mark.parametrize("number_type", ["TOLL_FREE", "TEN_DLC"])
def test_a_media_message_ends_as_a_text_by_the_same_number(
    client: Any, pinpoint_v2: PinpointMock, request: pytest.FixtureRequest, number_type: str
) -> None:
    number = request.getfixturevalue(f"{number_type.lower()}_number")["PhoneNumberId"]
    client.send_media_message(
        DestinationPhoneNumber=PHONES["US"], OriginationIdentity=number, MediaUrls=["s3://shop/cat.png"]
    )
    assert statuses(pinpoint_v2) == SUCCESSFUL


@pytest.mark.parametrize(("delivery", "expected"), [("DELIVERED", DELIVERED), ("SUCCESSFUL", SUCCESSFUL)])
@pytest.mark.parametrize(("number_type", "country"), [("TOLL_FREE", "US"), ("LONG_CODE", "CA")])
def test_delivered_and_successful_force_one_or_the_other(
    send_by: Any, pinpoint_v2: PinpointMock, number_type: str, country: str, delivery: str, expected: Any
) -> None:
    pinpoint_v2.delivery = delivery
    assert send_by(number_type, country) == expected


@pytest.mark.pinpoint_v2(delivery="SPAM")
def test_none_is_what_the_route_reports_in_an_inner_mock_and_as_a_setting_too(
    pinpoint_v2: PinpointMock, send_by: Any
) -> None:
    with mock_pinpoint_v2(delivery=None):
        assert send_by("TOLL_FREE", "US") == SUCCESSFUL
    assert pinpoint_v2.delivery == "SPAM"
    pinpoint_v2.delivery = None
    assert pinpoint_v2.delivery is None
