"""Move the status of a resource along its path: a number from PENDING to ACTIVE, a pool from DELETING to its end."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import ClassVar, Literal, Protocol

from attrs import define

from .._public import public
from ..did_you_mean import did_you_mean
from ..protocol import model
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
    return dict.fromkeys(model.enum_values("ResourceType"), "next-call")


class Movable(Protocol):
    """A resource whose status can move."""

    @property
    def kind(self) -> str: ...

    def move_to(self, status: str) -> None:
        """Set the status, and do what follows from it."""


@define(eq=False)
class Transition:
    """A resource on its path through some statuses."""

    resource: Movable
    path: Sequence[str]
    """The statuses that follow the first one."""
    started: dt.datetime
    on_end: Callable[[], object] | None = None
    """A function that is called when the path has ended."""
    is_held: Callable[[], bool] | None = None
    """A function that returns whether the resource has to stay at its status for now."""
    _taken: int = 0
    """The number of steps taken so far."""

    def advance(self, rule: TransitionRule, now: dt.datetime, *, has_just_begun: bool = False) -> bool:
        """Take the steps that are due by now. Return whether the path has ended."""
        if self.is_held is not None and self.is_held():
            return False
        due = self._due(rule, now, has_just_begun)
        for status in self.path[self._taken : due]:
            self.resource.move_to(status)
        self._taken = due
        if self._taken < len(self.path):
            return False
        if self.on_end is not None:
            self.on_end()
        return True

    def _due(self, rule: TransitionRule, now: dt.datetime, has_just_begun: bool) -> int:
        """Return how many steps should have been taken by now."""
        if rule == "manual":
            return self._taken
        if rule == "next-call":
            return self._taken if has_just_begun else self._taken + 1
        if rule == "immediate" or now - self.started >= rule:
            return len(self.path)
        return max(self._taken, int(len(self.path) * ((now - self.started) / rule)))
