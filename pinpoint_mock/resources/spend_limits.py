"""Limit what the account may spend on messages in a calendar month (UTC), channel by channel.

AWS sets a limit for each channel, which `quotas` has in the mock. The account may override it with a lower one.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping

from attrs import define, field, frozen

from ..errors import ServiceQuotaExceededException, ValidationException
from ..operation import operation
from ..protocol.mocked import mocked_values
from ..protocol.pagination import Listing, Sequenced
from ..simulation.clock import Clock
from ..store import Region

UNITS = 100_000
"""The units in a US dollar. Prices have at most five decimals, so that they are whole numbers of units."""


@frozen(kw_only=True)
class SpendLimit:
    """The limit of a channel, in whole US dollars."""

    name: str
    enforced_limit: int
    max_limit: int
    overridden: bool


@define(eq=False)
class SpendLimits:
    """The overrides in US dollars, and the expenses of the latest month in units, both by channel."""

    overrides: dict[str, int] = field(factory=dict, init=False)
    _month: tuple[int, int] | None = field(default=None, init=False)
    _expenses: Counter[str] = field(factory=Counter, init=False)

    def expenses(self, clock: Clock) -> Counter[str]:
        """Return the expenses of the present month. At the start of a month they are 0."""
        now = clock.now()
        if self._month != (now.year, now.month):
            self._month, self._expenses = (now.year, now.month), Counter()
        return self._expenses


def refuse_over_limit(region: Region, channel: str, price: float) -> None:
    """Raise ServiceQuotaExceededException if a message of a price, in US dollars, would exceed the limit."""
    if not region.simulation.options["strict_quotas"]:
        return
    if f"{channel}_MESSAGE_MONTHLY_SPEND_LIMIT" not in region.simulation.quotas:
        return  # the installed botocore's model has no limit for RCS
    spent = region.state(SpendLimits).expenses(region.simulation.clock)[channel]
    if spent + _units(price) > _limit(region, channel).enforced_limit * UNITS:
        raise ServiceQuotaExceededException(reason=f"MONTHLY_SPEND_LIMIT_REACHED_FOR_{channel}")


def spend(region: Region, channel: str, price: float) -> None:
    """Count a price, in US dollars, against this month's limit."""
    region.state(SpendLimits).expenses(region.simulation.clock)[channel] += _units(price)


def refund(region: Region, channel: str, price: float, spent_at: dt.datetime) -> None:
    """Subtract a price, in US dollars, that was counted before. A price of another month changes nothing."""
    now = region.simulation.clock.now()
    if (spent_at.year, spent_at.month) == (now.year, now.month):
        expenses = region.state(SpendLimits).expenses(region.simulation.clock)
        expenses[channel] = max(0, expenses[channel] - _units(price))  # 0 if the clock was set back in the meantime


def _units(price: float) -> int:
    return round(price * UNITS)


def _limit(region: Region, channel: str) -> SpendLimit:
    name = f"{channel}_MESSAGE_MONTHLY_SPEND_LIMIT"
    maximum = region.simulation.quotas[name]
    override = region.state(SpendLimits).overrides.get(channel)
    enforced = maximum if override is None else override
    if region.simulation.options["strict_quotas"]:
        enforced = min(enforced, maximum)  # a test may have lowered the quota since the override
    return SpendLimit(name=name, enforced_limit=enforced, max_limit=maximum, overridden=override is not None)


@operation
def describe_spend_limits(region: Region) -> Listing[SpendLimit]:
    """Return the limit of each channel."""
    channels = (name.partition("_")[0] for name in mocked_values("SpendLimitName"))
    return Sequenced([_limit(region, channel) for channel in channels])


@operation
def set_text_message_spend_limit_override(region: Region, *, MonthlyLimit: int) -> Mapping[str, int]:
    return _set_override(region, "TEXT", MonthlyLimit)


@operation
def set_media_message_spend_limit_override(region: Region, *, MonthlyLimit: int) -> Mapping[str, int]:
    return _set_override(region, "MEDIA", MonthlyLimit)


@operation
def set_voice_message_spend_limit_override(region: Region, *, MonthlyLimit: int) -> Mapping[str, int]:
    return _set_override(region, "VOICE", MonthlyLimit)


@operation
def set_rcs_message_spend_limit_override(region: Region, *, MonthlyLimit: int) -> Mapping[str, int]:
    return _set_override(region, "RCS", MonthlyLimit)


@operation
def set_notify_message_spend_limit_override(region: Region, *, MonthlyLimit: int) -> Mapping[str, int]:
    return _set_override(region, "NOTIFY", MonthlyLimit)


@operation
def delete_text_message_spend_limit_override(region: Region) -> Mapping[str, int]:
    return _delete_override(region, "TEXT")


@operation
def delete_media_message_spend_limit_override(region: Region) -> Mapping[str, int]:
    return _delete_override(region, "MEDIA")


@operation
def delete_voice_message_spend_limit_override(region: Region) -> Mapping[str, int]:
    return _delete_override(region, "VOICE")


@operation
def delete_rcs_message_spend_limit_override(region: Region) -> Mapping[str, int]:
    return _delete_override(region, "RCS")


@operation
def delete_notify_message_spend_limit_override(region: Region) -> Mapping[str, int]:
    return _delete_override(region, "NOTIFY")


def _set_override(region: Region, channel: str, monthly_limit: int) -> Mapping[str, int]:
    """Override AWS's limit, in US dollars.

    Raise ValidationException for a limit above AWS's, unless quotas aren't strict.
    """
    maximum = _limit(region, channel).max_limit
    if region.simulation.options["strict_quotas"] and maximum < monthly_limit:
        raise ValidationException(
            reason="REQUESTED_SPEND_LIMIT_HIGHER_THAN_SERVICE_LIMIT",
            fields={"MonthlyLimit": f"{monthly_limit} was given; it may be at most {maximum}, in US dollars"},
        )
    region.state(SpendLimits).overrides[channel] = monthly_limit
    return {"MonthlyLimit": monthly_limit}


def _delete_override(region: Region, channel: str) -> Mapping[str, int]:
    """Apply AWS's own limit again. The answer is that limit (our choice)."""
    region.state(SpendLimits).overrides.pop(channel, None)
    return {"MonthlyLimit": _limit(region, channel).enforced_limit}
