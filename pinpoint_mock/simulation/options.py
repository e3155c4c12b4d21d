"""Name the options of a mock that the simulation uses, with their defaults."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypedDict

from .transitions import TransitionRule


class SimulationOptions(TypedDict, total=False):
    """The options of `mock_pinpoint_v2` except `delivery`; see its docstring."""

    account_id: str | None
    region_name: str
    account_tier: Literal["PRODUCTION", "SANDBOX"]
    seed: int | str | None
    transitions: Mapping[str, TransitionRule] | None
    strict_quotas: bool
    strict_registration: bool


SIMULATION_DEFAULTS: SimulationOptions = {
    "account_id": None,
    "region_name": "us-east-1",
    "account_tier": "PRODUCTION",
    "seed": None,
    "transitions": None,
    "strict_quotas": True,
    "strict_registration": False,
}
