"""Name the options of `mock_pinpoint_v2`, and check their values."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import cast

from ._public import public
from .did_you_mean import did_you_mean
from .messaging.delivery_rules import DeliveryRule, problem_of_rule
from .simulation.options import SIMULATION_DEFAULTS, SimulationOptions


@public
class Options(SimulationOptions, total=False):
    """The options of `mock_pinpoint_v2`, all keyword-only; see its docstring."""

    delivery: DeliveryRule


DEFAULTS: Options = {**SIMULATION_DEFAULTS, "delivery": None}


def check_names(options: Iterable[str], right: Iterable[str], of: str = "mock_pinpoint_v2") -> None:
    """Raise TypeError, with the right names, for an unknown option of a function or class."""
    names = list(right)
    for name in options:
        if name not in names:
            problem = did_you_mean(f"an option of {of}", name, names)
            raise TypeError(problem if problem.endswith(names[-1]) else f"{problem} (all: {', '.join(names)})")


def checked(options: Mapping[str, object]) -> Options:
    """Return the options. Raise TypeError for an unknown name, ValueError for a wrong value. Both say what is right."""
    check_names(options, DEFAULTS)
    for name, value in options.items():
        if (problem := _problem(name, value)) is not None:
            raise ValueError(f"{name}={value!r}: {problem}")
    return cast("Options", dict(options))


def _problem(name: str, value: object) -> str | None:
    """Return what would be right, if the value of an option is wrong; None if it is right."""
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
    if name == "delivery":
        return problem_of_rule(value)
    if name in ("strict_quotas", "strict_registration") and not isinstance(value, bool):
        return "give True or False"
    return None
