"""The account: its tier, and how far its quotas are used up."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..operation import operation
from ..protocol import model
from ..protocol.pagination import Listing, Sequenced
from ..store import Region
from .protect_configurations import AccountDefault


@operation
def describe_account_attributes(region: Region) -> Listing[Mapping[str, str]]:
    """The account's tier, as the option `account_tier` has it, and its default protect configuration, if any."""
    values = {"ACCOUNT_TIER": region.simulation.option("account_tier")}
    default = region.the(AccountDefault).protect_configuration
    if default is not None:
        values["DEFAULT_PROTECT_CONFIGURATION_ID"] = default.protect_configuration_id
    return Sequenced([{"Name": name, "Value": value} for name, value in values.items()])


@operation
def describe_account_limits(region: Region) -> Listing[Mapping[str, Any]]:
    """What there is, and may be, of each kind that the model names. Max is what `quotas` says, strict or not."""
    return Sequenced([_limit(region, name) for name in model.enum_values("AccountLimitName")])


def _limit(region: Region, name: str) -> Mapping[str, Any]:
    quota = f"{name}_PER_ACCOUNT"
    return {"Name": name, "Used": region.count(quota), "Max": region.simulation.quotas[quota]}
