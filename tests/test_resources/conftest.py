"""What the tests of sending share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest


@pytest.fixture
def able_number(request_number: Any) -> Any:
    """A number of the US that can send on every channel."""
    return request_number(NumberType="TOLL_FREE", NumberCapabilities=["SMS", "MMS", "VOICE"])


@pytest.fixture
def send(client: Any, able_number: Any) -> Callable[..., str]:
    """Send "Hello" to +12065550100 by that number, unless told otherwise; None leaves out. The message's id."""

    def call(channel: str = "TEXT", **parameters: Any) -> str:
        asked = {
            "DestinationPhoneNumber": "+12065550100",
            "OriginationIdentity": able_number["PhoneNumberId"],
            "MessageBody": "Hello",
            **parameters,
        }
        given = {name: value for name, value in asked.items() if value is not None}
        return str(getattr(client, f"send_{channel.lower()}_message")(**given)["MessageId"])

    return call
