"""Describe the account: its attributes, and the use of its limits."""

from __future__ import annotations

from collections.abc import Mapping

from ..operation import operation
from ..protocol.mocked import mocked_values
from ..protocol.pagination import Listing, Sequenced
from ..store import Region
from .protect_configurations import AccountDefault


@operation
def describe_account_attributes(region: Region) -> Listing[Mapping[str, str]]:
    """Return the account's tier, from the option `account_tier`, and its default protect configuration, if any."""
    values: dict[str, str] = {"ACCOUNT_TIER": region.simulation.options["account_tier"]}
    default = region.state(AccountDefault).protect_configuration
    if default is not None:
        values["DEFAULT_PROTECT_CONFIGURATION_ID"] = default.protect_configuration_id
    return Sequenced([{"Name": name, "Value": value} for name, value in values.items()])


@operation
def describe_account_limits(region: Region) -> Listing[Mapping[str, object]]:
    """Return the use and the maximum of each limit. Max is the quota, even if quotas aren't strict."""
    return Sequenced([_limit(region, name) for name in mocked_values("AccountLimitName")])


def _limit(region: Region, name: str) -> Mapping[str, object]:
    quota = f"{name}_PER_ACCOUNT"
    return {"Name": name, "Used": region.count(quota), "Max": region.simulation.quotas[quota]}
