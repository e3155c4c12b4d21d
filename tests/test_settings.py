"""What is set of a running mock, and what can't be."""

from __future__ import annotations

from typing import Any

import pytest

from pinpoint_mock import PinpointMock


def test_a_slip_in_the_name_of_a_setting_is_an_error_that_names_the_right_one(pinpoint_v2: PinpointMock) -> None:
    with pytest.raises(AttributeError, match="did you mean delivery"):
        pinpoint_v2.delivry = "UNREACHABLE"  # type: ignore[attr-defined]  # the slip


def test_no_delivery_is_the_default_one(pinpoint_v2: PinpointMock, pinpoint_v2_client: Any) -> None:
    pinpoint_v2.delivery = "UNREACHABLE"
    pinpoint_v2.delivery = None
    pinpoint_v2_client.send_text_message(DestinationPhoneNumber="+447700900123", MessageBody="Hello")
    assert pinpoint_v2.outbox[0].status == "DELIVERED"


def test_what_listens_to_events_is_a_function(pinpoint_v2: PinpointMock) -> None:
    with pytest.raises(TypeError, match="'handler' was given"):
        pinpoint_v2.on_event("handler")  # type: ignore[type-var]  # the slip
