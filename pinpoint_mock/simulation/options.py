"""The options of a mock: their names, their defaults, and what they may be."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, Literal, TypedDict, cast

from ..did_you_mean import did_you_mean
from .delivery import Fate, problem_of
from .transitions import Rule


class Options(TypedDict, total=False):
    """Options of `mock_pinpoint_v2`, all keyword-only; see its docstring."""

    account_id: str | None
    region_name: str
    account_tier: Literal["PRODUCTION", "SANDBOX"]
    seed: int | str | None
    transitions: Mapping[str, Rule] | None
    delivery: Fate | None
    strict_quotas: bool
    strict_registration: bool


DEFAULTS: Options = {
    "account_id": None,
    "region_name": "us-east-1",
    "account_tier": "PRODUCTION",
    "seed": None,
    "transitions": None,
    "delivery": None,
    "strict_quotas": True,
    "strict_registration": False,
}


def check_names(options: Iterable[str], right: Iterable[str], of: str = "mock_pinpoint_v2") -> None:
    """TypeError for a wrong name, with the right ones."""
    for name in options:
        if name not in (names := list(right)):
            told = did_you_mean(f"an option of {of}", name, names)
            raise TypeError(told if told.endswith(names[-1]) else f"{told} (all: {', '.join(names)})")


def checked(options: Mapping[str, Any]) -> Options:
    """The options as given; TypeError for a wrong name, ValueError for a wrong value, each saying what would do."""
    check_names(options, DEFAULTS)
    for name, value in options.items():
        if (problem := _problem(name, value)) is not None:
            raise ValueError(f"{name}={value!r}: {problem}")
    return cast("Options", dict(options))


def _problem(name: str, value: object) -> str | None:
    if name == "account_id" and not (value is None or (isinstance(value, str) and re.fullmatch(r"\d{12}", value))):
        return "give the account's twelve digits as a string"
    if name == "region_name" and not (isinstance(value, str) and value):
        return 'give the name of a region, for example "us-east-1"'
    if name == "account_tier" and value not in ("PRODUCTION", "SANDBOX"):
        return did_you_mean("a tier", value, ("PRODUCTION", "SANDBOX"))
    if name == "seed" and not (value is None or isinstance(value, (int, str))):
        return "give a whole number or a string, the same for the same ids"
    if name == "transitions" and not (value is None or isinstance(value, Mapping)):
        return 'give a mapping from kind to rule, for example {"phone-number": "immediate"}'
    if name == "delivery" and value is not None:
        return problem_of(value)
    if name in ("strict_quotas", "strict_registration") and not isinstance(value, bool):
        return "give True or False"
    return None
