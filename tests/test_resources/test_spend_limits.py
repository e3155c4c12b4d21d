"""Test monthly spend limits: the service's own, the account's overrides, and when they are reached."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine

from pinpoint_mock import PinpointMock, mock_pinpoint_v2
from pinpoint_mock.errors import ServiceQuotaExceededException
from pinpoint_mock.protocol.model import enum_values, service_model
from pinpoint_mock.resources.spend_limits import refund, refuse_over_limit, spend
from pinpoint_mock.store import Region

has_rcs = pytest.mark.skipif(
    "SetRcsMessageSpendLimitOverride" not in service_model().operation_names,
    reason="this botocore has no spend limit of RCS",
)
each_channel = pytest.mark.parametrize(
    "channel", ["TEXT", "VOICE", "MEDIA", "NOTIFY", pytest.param("RCS", marks=has_rcs)]
)


def limit_name(channel: str) -> str:
    return f"{channel}_MESSAGE_MONTHLY_SPEND_LIMIT"


def described(client: Any) -> dict[str, tuple[int, int, bool]]:
    """The enforced limit, the greatest, and whether it is overridden, by name."""
    return {
        each["Name"]: (each["EnforcedLimit"], each["MaxLimit"], each["Overridden"])
        for each in client.describe_spend_limits()["SpendLimits"]
    }


def override(client: Any, channel: str, limit: int) -> Any:
    return getattr(client, f"set_{channel.lower()}_message_spend_limit_override")(MonthlyLimit=limit)


def no_override(client: Any, channel: str) -> Any:
    return getattr(client, f"delete_{channel.lower()}_message_spend_limit_override")()


# The limits of the account ------------------------------------------------------------------------------------------


def test_an_account_in_production_may_spend_1000_dollars_a_month_on_each_channel(client: Any) -> None:
    assert described(client) == dict.fromkeys(enum_values("SpendLimitName"), (1000, 1000, False))
    assert list(described(client)) == list(enum_values("SpendLimitName")), "the model's order"


@pytest.mark.pinpoint_v2(account_tier="SANDBOX")
def test_an_account_in_the_sandbox_may_spend_one_dollar(client: Any) -> None:
    assert described(client) == dict.fromkeys(enum_values("SpendLimitName"), (1, 1, False))
    with mock_pinpoint_v2(account_tier="PRODUCTION"):
        assert described(client)[limit_name("TEXT")] == (1000, 1000, False)


def test_the_greatest_limit_is_the_quotas(pinpoint_v2: PinpointMock, client: Any) -> None:
    pinpoint_v2.quotas[limit_name("VOICE")] = 30
    assert described(client)[limit_name("VOICE")] == (30, 30, False)
    assert described(client)[limit_name("TEXT")] == (1000, 1000, False)


def test_spend_limits_come_in_pages(client: Any) -> None:
    pages = list(client.get_paginator("describe_spend_limits").paginate(PaginationConfig={"PageSize": 3}))
    names = [each["Name"] for page in pages for each in page["SpendLimits"]]
    assert len(pages[0]["SpendLimits"]) == 3
    assert names == list(enum_values("SpendLimitName"))


# Overrides ----------------------------------------------------------------------------------------------------------


@each_channel
def test_an_override_is_enforced_on_its_channel_alone_until_it_is_deleted(client: Any, channel: str) -> None:
    before = described(client)
    assert override(client, channel, 200)["MonthlyLimit"] == 200
    assert described(client) == before | {limit_name(channel): (200, 1000, True)}
    assert override(client, channel, 0)["MonthlyLimit"] == 0
    assert described(client) == before | {limit_name(channel): (0, 1000, True)}
    assert no_override(client, channel)["MonthlyLimit"] == 1000
    assert described(client) == before


@each_channel
def test_an_override_may_be_the_greatest_limit(client: Any, channel: str) -> None:
    override(client, channel, 1000)
    assert described(client)[limit_name(channel)] == (1000, 1000, True)


@pytest.mark.pinpoint_v2(account_tier="SANDBOX")
def test_an_account_in_the_sandbox_may_override_a_limit_by_a_dollar(client: Any) -> None:
    override(client, "TEXT", 1)
    assert described(client)[limit_name("TEXT")] == (1, 1, True)


def test_a_greater_quota_lets_the_override_be_greater(pinpoint_v2: PinpointMock, client: Any) -> None:
    pinpoint_v2.quotas[limit_name("TEXT")] = 50_000
    override(client, "TEXT", 40_000)
    assert described(client)[limit_name("TEXT")] == (40_000, 50_000, True)


def test_an_override_is_never_above_a_quota_that_was_lowered_since(pinpoint_v2: PinpointMock, client: Any) -> None:
    override(client, "TEXT", 500)
    pinpoint_v2.quotas[limit_name("TEXT")] = 100
    assert described(client)[limit_name("TEXT")] == (100, 100, True)
    del pinpoint_v2.quotas[limit_name("TEXT")]
    assert described(client)[limit_name("TEXT")] == (500, 1000, True)


@pytest.mark.pinpoint_v2(strict_quotas=False)
def test_any_override_holds_where_quotas_are_lifted(client: Any) -> None:
    assert override(client, "TEXT", 5000)["MonthlyLimit"] == 5000
    assert described(client)[limit_name("TEXT")] == (5000, 1000, True)


def test_deleting_no_override_changes_nothing(client: Any) -> None:
    before = described(client)
    assert no_override(client, "TEXT")["MonthlyLimit"] == 1000
    assert described(client) == before


def test_overrides_are_of_one_account_in_one_region_and_end_with_reset(pinpoint_v2: PinpointMock, client: Any) -> None:
    before = described(client)
    override(pinpoint_v2.client("eu-west-1"), "TEXT", 1)
    override(pinpoint_v2.client(account_id="111122223333"), "TEXT", 1)
    assert described(client) == before
    override(client, "TEXT", 1)
    pinpoint_v2.reset()
    assert described(client) == before


# What is spent ------------------------------------------------------------------------------------------------------


@pytest.fixture
def region(pinpoint_v2: PinpointMock) -> Iterator[Region]:
    """Return the client's region, in the middle of a month. These tests spend there without sending messages."""
    with time_machine.travel(dt.datetime(2026, 3, 15, tzinfo=dt.timezone.utc), tick=False):
        yield pinpoint_v2._service.store.region("123456789012", "us-east-1")


def is_over_limit(region: Region, channel: str, price: float) -> bool:
    try:
        refuse_over_limit(region, channel, price)
    except ServiceQuotaExceededException as error:
        return error.reason == f"MONTHLY_SPEND_LIMIT_REACHED_FOR_{channel}"
    return False


@each_channel
def test_the_limit_may_be_reached_and_not_passed(client: Any, region: Region, channel: str) -> None:
    override(client, channel, 1)
    for _ in range(99):
        assert not is_over_limit(region, channel, 0.01)
        spend(region, channel, 0.01)
    assert is_over_limit(region, channel, 0.01001)
    assert not is_over_limit(region, channel, 0.01)
    spend(region, channel, 0.01)
    assert is_over_limit(region, channel, 0.00001)
    assert not is_over_limit(region, channel, 0)
    no_override(client, channel)
    assert not is_over_limit(region, channel, 999)


def test_the_reasons_are_the_models() -> None:
    channels = {name.partition("_")[0] for name in enum_values("SpendLimitName")}
    reasons = enum_values("ServiceQuotaExceededExceptionReason")
    assert {f"MONTHLY_SPEND_LIMIT_REACHED_FOR_{channel}" for channel in channels} <= set(reasons)


def test_a_limit_of_0_refuses_every_message_with_a_price(client: Any, region: Region) -> None:
    override(client, "TEXT", 0)
    assert is_over_limit(region, "TEXT", 0.00001)
    assert not is_over_limit(region, "TEXT", 0)
    assert not is_over_limit(region, "MEDIA", 1)


def test_an_override_below_what_is_spent_refuses_at_once(client: Any, region: Region) -> None:
    spend(region, "TEXT", 30)
    override(client, "TEXT", 20)
    assert is_over_limit(region, "TEXT", 0.00645)


def test_what_is_taken_back_can_be_spent_again(pinpoint_v2: PinpointMock, region: Region) -> None:
    pinpoint_v2.quotas[limit_name("TEXT")] = 1
    spend(region, "TEXT", 1)
    refund(region, "TEXT", 0.25, pinpoint_v2.clock.now())
    assert not is_over_limit(region, "TEXT", 0.25)
    assert is_over_limit(region, "TEXT", 0.25001)


def test_a_new_month_begins_at_0(pinpoint_v2: PinpointMock, region: Region) -> None:
    pinpoint_v2.quotas[limit_name("TEXT")] = 1
    spend(region, "TEXT", 1)
    pinpoint_v2.clock.advance(days=17, seconds=-1)
    assert pinpoint_v2.clock.now().isoformat() == "2026-03-31T23:59:59+00:00"
    assert is_over_limit(region, "TEXT", 0.01)
    pinpoint_v2.clock.advance(seconds=1)
    assert not is_over_limit(region, "TEXT", 1)
    spend(region, "TEXT", 1)
    assert is_over_limit(region, "TEXT", 0.01)


def test_the_same_month_of_another_year_is_a_new_one(pinpoint_v2: PinpointMock, region: Region) -> None:
    pinpoint_v2.quotas[limit_name("TEXT")] = 1
    spend(region, "TEXT", 1)
    pinpoint_v2.clock.advance(days=365)
    assert not is_over_limit(region, "TEXT", 1)


def test_what_the_month_before_gives_back_is_no_credit(pinpoint_v2: PinpointMock, region: Region) -> None:
    pinpoint_v2.quotas[limit_name("TEXT")] = 1
    in_march = pinpoint_v2.clock.now()
    spend(region, "TEXT", 1)
    pinpoint_v2.clock.advance(days=17)
    refund(region, "TEXT", 0.5, in_march)
    assert is_over_limit(region, "TEXT", 1.00001)
    spend(region, "TEXT", 1)
    refund(region, "TEXT", 0.5, in_march)
    assert is_over_limit(region, "TEXT", 0.00001)


def test_nothing_is_refused_where_quotas_are_lifted_and_it_is_counted_all_the_same(client: Any, region: Region) -> None:
    override(client, "TEXT", 1)
    with mock_pinpoint_v2(strict_quotas=False):
        assert not is_over_limit(region, "TEXT", 100)
        spend(region, "TEXT", 100)
    assert is_over_limit(region, "TEXT", 0.01)
