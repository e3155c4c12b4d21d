"""Move the status of a resource along its path: a number from PENDING to ACTIVE, a pool from DELETING to its end.

A transition waits for what moves it next: a call in its region, a time of the clock, another rule, or the end of what
holds it. So a call looks only at those that it moves, however many others are under way.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Protocol

from attrs import define, field

from .clock import Clock
from .transitions import TransitionRule

if TYPE_CHECKING:
    from .simulation import Simulation


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
    """The time at which its span begins, if it moves by the clock."""
    on_end: Callable[[], object] | None = None
    """A function that is called when the path has ended."""
    is_held: Callable[[], bool] | None = None
    """A function that returns whether the resource has to stay at its status for now."""
    was_held: bool = field(default=False, init=False)
    """Whether it has been held since it last moved by its rule."""
    due: dt.datetime | None = field(default=None, init=False)
    """The time of its next step, if it moves by the clock."""
    _taken: int = field(default=0, init=False)
    """The number of steps taken so far."""

    def advance(self, rule: TransitionRule, clock: Clock, *, has_just_begun: bool = False) -> bool:
        """Take the steps that are due by now. Return whether the path has ended."""
        due = self._steps_due(rule, clock, has_just_begun)
        for status in self.path[self._taken : due]:
            self.resource.move_to(status)
        self._taken = due
        if self._taken < len(self.path):
            return False
        if self.on_end is not None:
            self.on_end()
        return True

    def next_delay(self, span: dt.timedelta) -> dt.timedelta:
        """Return how long after its start the next step is due, if the whole path takes a span."""
        return -(-span * (self._taken + 1) // len(self.path))  # rounded up to a microsecond

    def _steps_due(self, rule: TransitionRule, clock: Clock, has_just_begun: bool) -> int:
        """Return how many steps should have been taken by now."""
        if rule == "next-call":
            return self._taken if has_just_begun else self._taken + 1
        if rule == "manual":
            return self._taken
        if rule == "immediate" or (elapsed := clock.now() - self.started) >= rule:
            return len(self.path)
        return max(self._taken, elapsed * len(self.path) // rule)


@define(eq=False)
class TransitionQueue:
    """The transitions under way in one region."""

    _simulation: Simulation
    _under_way: dict[object, Transition] = field(factory=dict, init=False)
    """All of them, by the resource."""
    _with_next_call: dict[object, Transition] = field(factory=dict, init=False)
    """Those that the next call in the region moves."""

    def start(
        self,
        resource: Movable,
        *path: str,
        on_end: Callable[[], object] | None = None,
        is_held: Callable[[], bool] | None = None,
    ) -> None:
        """Move a resource to the first of some statuses now, and to the others by the rule of its kind.

        This replaces a transition that is under way. `on_end` is called when the last status is reached. While
        `is_held` returns True, the resource doesn't move; `wake` says that its answer may have changed.
        """
        self.stop(resource)
        first, *rest = path
        resource.move_to(first)
        transition = Transition(resource, rest, self._simulation.clock.now(), on_end, is_held)
        self._under_way[resource] = transition
        self._advance(transition, has_just_begun=True)

    def stop(self, resource: object) -> None:
        """Let a resource stay at its status."""
        self._under_way.pop(resource, None)
        self._with_next_call.pop(resource, None)

    def wake(self, resource: object) -> None:
        """Let a resource move again, if a transition of it is under way and no longer held."""
        transition = self._under_way.get(resource)
        if transition is not None:
            self._wait(transition, self._rule_of(transition))

    def wake_all(self) -> None:
        """Let each resource move by the present rule of its kind."""
        for transition in self._under_way.values():
            self._wait(transition, self._rule_of(transition))

    def advance(self) -> None:
        """Move the resources that a call moves."""
        # A new dict, since Python goes through one that was emptied as slowly as when it was full.
        moved, self._with_next_call = self._with_next_call, {}
        for resource, transition in moved.items():
            # The end of one transition may start or stop another.
            if self._under_way.get(resource) is transition:
                self._advance(transition)

    def _advance(self, transition: Transition, *, has_just_begun: bool = False) -> None:
        """Take the steps of a transition that are due by now. It then waits for its next step, if it has one."""
        resource, rule = transition.resource, self._rule_of(transition)
        has_ended = transition.advance(rule, self._simulation.clock, has_just_begun=has_just_begun)
        if self._under_way.get(resource) is not transition:
            return  # a step has stopped or replaced it
        if has_ended:
            self.stop(resource)
        else:
            self._wait(transition, rule)

    def _rule_of(self, transition: Transition) -> TransitionRule:
        """Return the rule that a transition moves by now, which is "manual" while its resource is held.

        A span of time begins when the resource is no longer held.
        """
        if transition.is_held is not None and transition.is_held():
            transition.was_held = True
            return "manual"
        if transition.was_held:
            transition.was_held, transition.started = False, self._simulation.clock.now()
        return self._simulation.transitions[transition.resource.kind]

    def _wait(self, transition: Transition, rule: TransitionRule) -> None:
        """Let a transition wait for what moves it next by a rule."""
        resource, transition.due = transition.resource, None
        if rule in ("next-call", "immediate"):
            self._with_next_call[resource] = transition
            return
        self._with_next_call.pop(resource, None)
        if not isinstance(rule, dt.timedelta):
            return  # it moves by hand
        with suppress(OverflowError):  # the step is due after the year 9999, where the clock ends
            delay = transition.next_delay(rule)
            transition.due = transition.started + delay
            self._simulation.scheduler.add(transition.started, delay, partial(self._advance_timed, transition))

    def _advance_timed(self, transition: Transition, at: dt.datetime) -> None:
        """Take the steps of a transition that moves by the clock, unless it waits for something else by now."""
        if transition.due == at and self._under_way.get(transition.resource) is transition:
            self._advance(transition)
