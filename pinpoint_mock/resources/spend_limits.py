"""What the account may spend on messages in a calendar month (UTC), and what it has spent, channel by channel.

AWS sets a limit for each channel (here `quotas`); the account may override it by a lower one.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping

from attrs import define, field, frozen

from ..errors import ServiceQuotaExceededException, ValidationException
from ..operation import operation
from ..protocol import model
from ..protocol.pagination import Listing, Sequenced
from ..simulation.clock import Clock
from ..simulation.messages import SentMessage
from ..store import Region

CHANNELS = ("TEXT", "VOICE", "MEDIA", "NOTIFY", "RCS")

UNITS = 100_000
"""In a US dollar: prices have at most five decimals, and the sums of whole numbers are exact."""


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
        """Those of the clock's month, which begin at 0."""
        now = clock.now()
        if self._month != (now.year, now.month):
            self._month, self._expenses = (now.year, now.month), Counter()
        return self._expenses


def budget_of(message: SentMessage) -> str:
    """The channel whose limit a message counts against; Notify's is its own."""
    return message.channel if message.notify_configuration_id is None else "NOTIFY"


def refuse_over_limit(region: Region, channel: str, price: float) -> None:
    """ServiceQuotaExceededException where a message of that price, in US dollars, would go beyond the limit."""
    if not region.simulation.strict_quotas:
        return
    if f"{channel}_MESSAGE_MONTHLY_SPEND_LIMIT" not in region.simulation.quotas:
        return  # a botocore whose model has no limit of RCS
    spent = region.the(SpendLimits).expenses(region.simulation.clock)[channel]
    if spent + _units(price) > _limit(region, channel).enforced_limit * UNITS:
        raise ServiceQuotaExceededException(reason=f"MONTHLY_SPEND_LIMIT_REACHED_FOR_{channel}")


def spend(region: Region, channel: str, price: float) -> None:
    """Count a price, in US dollars, against this month's limit."""
    region.the(SpendLimits).expenses(region.simulation.clock)[channel] += _units(price)


def take_back(region: Region, channel: str, price: float, spent_at: dt.datetime) -> None:
    """Count a price no longer. What was spent in another month leaves no credit in this one."""
    now = region.simulation.clock.now()
    if (spent_at.year, spent_at.month) == (now.year, now.month):
        expenses = region.the(SpendLimits).expenses(region.simulation.clock)
        expenses[channel] = max(0, expenses[channel] - _units(price))  # 0 where the clock was turned back since


def _units(price: float) -> int:
    return round(price * UNITS)


def _limit(region: Region, channel: str) -> SpendLimit:
    name = f"{channel}_MESSAGE_MONTHLY_SPEND_LIMIT"
    most = region.simulation.quotas[name]
    override = region.the(SpendLimits).overrides.get(channel)
    enforced = most if override is None else override
    if region.simulation.strict_quotas:
        enforced = min(enforced, most)  # a test may have lowered the quota since
    return SpendLimit(name=name, enforced_limit=enforced, max_limit=most, overridden=override is not None)


@operation
def describe_spend_limits(region: Region) -> Listing[SpendLimit]:
    """The limit of each channel that the model names."""
    channels = (name.partition("_")[0] for name in model.enum_values("SpendLimitName"))
    return Sequenced([_limit(region, channel) for channel in channels])


def _operations_of(channel: str) -> None:
    """set_text_message_spend_limit_override and its like: two for each channel, the same but for their names."""

    def set_override(region: Region, *, MonthlyLimit: int) -> Mapping[str, int]:
        """Enforce a limit below AWS's own. ValidationException for one above, unless quotas aren't strict."""
        most = _limit(region, channel).max_limit
        if region.simulation.strict_quotas and most < MonthlyLimit:
            raise ValidationException(
                reason="REQUESTED_SPEND_LIMIT_HIGHER_THAN_SERVICE_LIMIT",
                fields={"MonthlyLimit": f"{MonthlyLimit} was given; it may be at most {most}, in US dollars"},
            )
        region.the(SpendLimits).overrides[channel] = MonthlyLimit
        return {"MonthlyLimit": MonthlyLimit}

    def delete_override(region: Region) -> Mapping[str, int]:
        """Enforce AWS's own limit again, if it wasn't; the answer is that limit (our choice)."""
        region.the(SpendLimits).overrides.pop(channel, None)
        return {"MonthlyLimit": _limit(region, channel).enforced_limit}

    for verb, function in (("set", set_override), ("delete", delete_override)):
        function.__name__ = f"{verb}_{channel.lower()}_message_spend_limit_override"
        operation(function)


for _channel in CHANNELS:
    _operations_of(_channel)
