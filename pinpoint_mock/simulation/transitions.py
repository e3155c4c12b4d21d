"""How the status of a resource moves: a number that is PENDING, then ACTIVE; a pool that is DELETING, then gone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from functools import cache
from typing import Literal, Protocol

from attrs import define

from ..did_you_mean import did_you_mean
from ..protocol import model
from .layers import Layers

Rule = Literal["next-call", "immediate", "manual"] | dt.timedelta
Transitions = Layers[Rule]

WORDS = ("next-call", "immediate", "manual")


def transitions() -> Transitions:
    """The rule of each kind of resource, named as the model's ResourceType names it; "next-call" where none is set.

    "next-call": a step with each later call. "immediate": all at once. "manual": none, until the rule is changed.
    A timedelta: the whole way in that span of the mock's clock.
    """
    return Layers("a kind of resource", _defaults, _check)


@cache
def _defaults() -> dict[str, Rule]:
    return dict.fromkeys(model.enum_values("ResourceType"), "next-call")


def _check(kind: str, rule: Rule) -> None:
    if rule not in WORDS and not (isinstance(rule, dt.timedelta) and rule >= dt.timedelta()):
        raise ValueError(f"transitions[{kind!r}]: {did_you_mean('a rule, nor a timedelta of 0 or more', rule, WORDS)}")


class HasStatus(Protocol):
    @property
    def kind(self) -> str: ...

    status: str


@define(eq=False)
class Transition:
    """A resource on its way along some statuses, to the end of which something may be done."""

    resource: HasStatus
    path: Sequence[str]
    started: dt.datetime
    finish: Callable[[], None] | None = None
    held: Callable[[], bool] | None = None
    _taken: int = 0

    def move(self, rule: Rule, now: dt.datetime, *, just_begun: bool = False) -> bool:
        """Take the steps that are due by now; True at the end of the way."""
        if self.held is not None and self.held():
            return False
        due = self._due(rule, now, just_begun)
        for status in self.path[self._taken : due]:
            self.resource.status = status
        self._taken = due
        if self._taken < len(self.path):
            return False
        if self.finish is not None:
            self.finish()
        return True

    def _due(self, rule: Rule, now: dt.datetime, just_begun: bool) -> int:
        if rule == "manual":
            return self._taken
        if rule == "next-call":
            return self._taken if just_begun else self._taken + 1
        if rule == "immediate" or now - self.started >= rule:
            return len(self.path)
        return max(self._taken, int(len(self.path) * ((now - self.started) / rule)))
