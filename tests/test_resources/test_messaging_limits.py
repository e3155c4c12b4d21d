"""Test MessagingLimits: how many messages an identity can send in a second and in a day."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from pinpoint_mock import PinpointMock
from pinpoint_mock.protocol.model import service_model

pytestmark = pytest.mark.skipif(
    "MessagingLimits" not in service_model().shape_names, reason="this botocore has no MessagingLimits"
)

ALL = ["SMS", "MMS", "VOICE"]


def limits(client: Any) -> Any:
    [number] = client.describe_phone_numbers()["PhoneNumbers"]
    return number.get("MessagingLimits")


@pytest.mark.parametrize(
    ("country", "number_type", "rates"),
    [
        ("US", "SHORT_CODE", {"SMS": 100, "MMS": 40}),
        ("CA", "SHORT_CODE", {"SMS": 100, "MMS": 40}),
        ("US", "TOLL_FREE", {"SMS": 3, "MMS": 3, "VOICE": 1}),
        ("US", "TEN_DLC", {"SMS": 1, "MMS": 1, "VOICE": 1}),
        ("CA", "LONG_CODE", {"SMS": 1, "MMS": 1, "VOICE": 1}),
        ("GB", "LONG_CODE", {"SMS": 10, "VOICE": 1}),
    ],
)
def test_a_number_has_the_documented_rates_of_its_type(
    pinpoint_v2: PinpointMock, client: Any, country: str, number_type: str, rates: dict[str, int]
) -> None:
    capabilities = ["SMS", "MMS"] if number_type == "SHORT_CODE" else ALL
    pinpoint_v2.add_phone_number(country, number_type=number_type, number_capabilities=capabilities)
    assert limits(client)["RateLimits"] == rates


def test_a_number_has_only_the_rates_of_its_capabilities(pinpoint_v2: PinpointMock, client: Any) -> None:
    pinpoint_v2.add_phone_number("CA", number_capabilities=["MMS"])
    assert limits(client) == {"RateLimits": {"MMS": 1}}


def test_a_number_of_which_no_rate_is_documented_has_no_limits(client: Any, request_number: Any) -> None:
    request_number(NumberType="SIMULATOR")
    assert limits(client) is None


def test_a_short_code_has_limits_only_where_its_rate_is_documented(pinpoint_v2: PinpointMock, client: Any) -> None:
    pinpoint_v2.add_phone_number("GB", number_type="SHORT_CODE")  # AWS says that the rate depends on the country
    assert limits(client) is None


def test_a_sender_id_has_a_rate(client: Any) -> None:
    client.request_sender_id(SenderId="SHOP", IsoCountryCode="GB")
    [sender_id] = client.describe_sender_ids()["SenderIds"]
    assert sender_id["MessagingLimits"] == {"RateLimits": {"SMS": 10}}


# Daily caps of 10DLC numbers -----------------------------------------------------------------------------------------


def test_a_ten_dlc_number_has_the_daily_cap_of_a_brand_that_was_not_vetted(
    pinpoint_v2: PinpointMock, client: Any
) -> None:
    pinpoint_v2.add_phone_number()
    assert limits(client) == {"RateLimits": {"SMS": 1}, "DailyMessageCaps": {"T-MOBILE": 2_000}}


def test_the_vetting_of_a_brand_raises_the_daily_cap_and_not_the_rate(
    pinpoint_v2: PinpointMock, client: Any, request_number: Any, file: Callable[..., str]
) -> None:
    pinpoint_v2.transitions["registration"] = "immediate"
    brand = pinpoint_v2.add_registration("US_TEN_DLC_BRAND_REGISTRATION")
    campaign = file("US_TEN_DLC_CAMPAIGN_REGISTRATION", brand)
    client.submit_registration_version(RegistrationId=campaign)
    request_number(NumberType="TEN_DLC", RegistrationId=campaign)
    assert limits(client)["DailyMessageCaps"] == {"T-MOBILE": 2_000}
    client.submit_registration_version(RegistrationId=file("US_TEN_DLC_BRAND_VETTING", brand))
    assert limits(client) == {"RateLimits": {"SMS": 1}, "DailyMessageCaps": {"T-MOBILE": 40_000}}
