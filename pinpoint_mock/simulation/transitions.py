"""Set how the statuses of resources move: with each call, at once, by the clock, or not at all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import cache
from typing import ClassVar, Literal

from attrs import define

from .._public import public
from ..did_you_mean import did_you_mean
from ..protocol.mocked import mocked_values
from .nested_settings import NestedSettings

TransitionRule = Literal["next-call", "immediate", "manual"] | dt.timedelta
"""How a status moves: one step with each later call, at once, not at all, or in a span of the mock's clock."""

WORDS = ("next-call", "immediate", "manual")
"""The rules that aren't timedeltas."""


@public
@define(eq=False, repr=False)
class Transitions(NestedSettings[TransitionRule]):
    """The transition rule of each kind of resource. Kinds have the names of the model's ResourceType.

    "next-call", the default: one step with each later call. "immediate": the whole path at once. "manual": nothing
    moves until the rule is changed. A timedelta: the whole path in that span of the mock's clock. An unknown kind
    raises UnknownNameError (a KeyError and a ValueError), with the nearest right names. Another rule raises ValueError.
    """

    what: ClassVar[str] = "a kind of resource"

    def _defaults(self) -> Mapping[str, TransitionRule]:
        return _defaults_of_model()

    def _check(self, name: str, value: TransitionRule) -> None:
        if value not in WORDS and not (isinstance(value, dt.timedelta) and value >= dt.timedelta()):
            problem = did_you_mean("a rule, nor a timedelta of 0 or more", value, WORDS)
            raise ValueError(f"transitions[{name!r}]: {problem}")


@cache
def _defaults_of_model() -> Mapping[str, TransitionRule]:
    return dict.fromkeys(mocked_values("ResourceType"), "next-call")
