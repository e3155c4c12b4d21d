"""What is set of a running mock, and what can't be."""

from __future__ import annotations

from typing import Any

import pytest

from pinpoint_mock import PinpointMock, mock_pinpoint_v2


def test_a_slip_in_the_name_of_a_setting_is_an_error_that_names_the_right_one(pinpoint_v2: PinpointMock) -> None:
    with pytest.raises(AttributeError, match="did you mean delivery"):
        pinpoint_v2.delivry = "UNREACHABLE"  # type: ignore[attr-defined]  # the slip


def test_no_delivery_is_the_default_one(pinpoint_v2: PinpointMock, pinpoint_v2_client: Any) -> None:
    pinpoint_v2.delivery = "UNREACHABLE"
    pinpoint_v2.delivery = None
    pinpoint_v2_client.send_text_message(DestinationPhoneNumber="+33199005123", MessageBody="Hello")
    assert pinpoint_v2.outbox[0].status == "SUCCESSFUL"


def test_what_listens_to_events_is_a_function(pinpoint_v2: PinpointMock) -> None:
    with pytest.raises(TypeError, match="'handler' was given"):
        pinpoint_v2.on_event("handler")  # type: ignore[type-var]  # the slip


# Mappings of settings -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "setting", "value", "default"),
    [("quotas", "POOLS_PER_ACCOUNT", 3, 25), ("transitions", "pool", "immediate", "next-call")],
)
def test_settings_are_cleared_to_their_defaults_and_none_is_taken_away(
    pinpoint_v2: PinpointMock, name: str, setting: str, value: Any, default: Any
) -> None:
    settings = getattr(pinpoint_v2, name)
    number = len(settings)
    settings[setting] = value
    with pytest.raises(TypeError, match="can't be taken away"):
        settings.popitem()
    assert settings.pop(setting) == value
    settings[setting] = value
    settings.clear()
    assert (settings[setting], len(settings)) == (default, number)


def test_of_many_settings_all_are_set_or_none(pinpoint_v2: PinpointMock) -> None:
    with pytest.raises(ValueError, match="PHONE_NUMBERS_PER_ACCOUNT is a whole number of 0 or more; -1 was given"):
        pinpoint_v2.quotas.update({"POOLS_PER_ACCOUNT": 3, "PHONE_NUMBERS_PER_ACCOUNT": -1})
    with pytest.raises(KeyError, match="did you mean phone-number"):
        pinpoint_v2.transitions.update({"pool": "manual", "phone-numbr": "manual"})
    with pytest.raises(ValueError, match="Carrier: 5"):
        pinpoint_v2.carrier_lookups.update({"+12065550100": {"MCC": "310"}, "+12065550101": {"Carrier": 5}})  # type: ignore[dict-item]  # the slip
    assert (pinpoint_v2.quotas["POOLS_PER_ACCOUNT"], pinpoint_v2.transitions["pool"]) == (25, "next-call")
    assert dict(pinpoint_v2.carrier_lookups) == {}


def test_a_spend_limit_goes_by_the_reason_of_its_refusal_as_well(
    pinpoint_v2: PinpointMock, pinpoint_v2_client: Any
) -> None:
    pinpoint_v2.quotas["MONTHLY_SPEND_LIMIT_REACHED_FOR_TEXT"] = 0
    assert pinpoint_v2.quotas["TEXT_MESSAGE_MONTHLY_SPEND_LIMIT"] == 0
    with pytest.raises(pinpoint_v2_client.exceptions.ServiceQuotaExceededException) as refused:
        pinpoint_v2_client.send_text_message(DestinationPhoneNumber="+33199005123", MessageBody="Hello")
    assert refused.value.response["Reason"] == "MONTHLY_SPEND_LIMIT_REACHED_FOR_TEXT"
    del pinpoint_v2.quotas["MONTHLY_SPEND_LIMIT_REACHED_FOR_TEXT"]
    assert pinpoint_v2.quotas["MONTHLY_SPEND_LIMIT_REACHED_FOR_TEXT"] == 1000


# What can't be set --------------------------------------------------------------------------------------------------


def test_a_text_is_no_set_of_destinations(pinpoint_v2: PinpointMock) -> None:
    with pytest.raises(TypeError, match=r"a set of phone numbers; '\+12065550100' was given"):
        pinpoint_v2.artificial_traffic = "+12065550100"  # type: ignore[assignment]  # the slip


@pytest.mark.parametrize("region_name", [3, ""])
def test_a_region_is_a_name(pinpoint_v2: PinpointMock, region_name: Any) -> None:
    with pytest.raises(ValueError, match="give the name of a region"):
        pinpoint_v2.client(region_name)
    with pytest.raises(ValueError, match="give the name of a region"):
        pinpoint_v2.add_registration("US_TOLL_FREE_REGISTRATION", region_name=region_name)
    with pytest.raises(LookupError):
        pinpoint_v2.approve("registration-1")


def test_after_the_stop_nothing_is_set_and_the_record_stays() -> None:
    with mock_pinpoint_v2() as pinpoint:
        pinpoint.client().send_text_message(DestinationPhoneNumber="+33199005123", MessageBody="Hello")
    for change in (
        pinpoint.reset,
        pinpoint.outbox.clear,
        lambda: pinpoint.on_event(print),
        lambda: setattr(pinpoint, "delivery", "SPAM"),
        lambda: setattr(pinpoint, "artificial_traffic", set()),
    ):
        with pytest.raises(RuntimeError, match="has been stopped"):
            change()
    assert len(pinpoint.outbox) == len(pinpoint.calls) == 1
