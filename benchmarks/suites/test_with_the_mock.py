"""Use the plugin's client for five calls in each of many tests."""

from __future__ import annotations

from typing import Any


def test_five_calls(pinpoint_v2_client: Any) -> None:
    client = pinpoint_v2_client
    asked = {
        "IsoCountryCode": "US",
        "MessageType": "TRANSACTIONAL",
        "NumberCapabilities": ["SMS"],
        "NumberType": "SIMULATOR",
    }
    number = client.request_phone_number(**asked)["PhoneNumberId"]
    client.describe_phone_numbers(PhoneNumberIds=[number])
    client.describe_phone_numbers()
    client.update_phone_number(PhoneNumberId=number, InternationalSendingEnabled=True)
    client.release_phone_number(PhoneNumberId=number)
