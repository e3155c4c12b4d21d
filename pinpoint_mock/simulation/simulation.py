"""The world around the API while a mock runs: its settings, its clock, its chance."""

from __future__ import annotations

from typing import Any

from attrs import define, field

from .clock import Clock
from .entropy import Entropy
from .failures import Failures
from .layers import Layer
from .options import DEFAULTS, Options
from .phone_numbers import PhoneNumbers
from .quotas import Quotas, quotas
from .transitions import Rule, Transitions, transitions


@define(eq=False)
class Run:
    """One started mock: the options that hold while it runs, over those of the mocks around it."""

    options: Options
    transitions: Layer[Rule]
    entropy: Entropy | None


@define(eq=False)
class Simulation:
    clock: Clock = field(factory=Clock, init=False)
    failures: Failures = field(factory=Failures, init=False)
    quotas: Quotas = field(factory=quotas, init=False)
    transitions: Transitions = field(factory=transitions, init=False)
    phone_numbers: PhoneNumbers = field(factory=PhoneNumbers, init=False)
    _entropy: Entropy | None = field(default=None, init=False)
    _runs: list[Run] = field(factory=list, init=False)

    def enter(self, options: Options) -> Run:
        """Let these options hold until `leave`. The outermost run's seed, or chance, outlasts it."""
        # The same seed goes on where it is: begun anew, it would give the same ids to different things.
        is_another = "seed" in options and bool(self._runs) and options["seed"] != self.entropy.seed
        entropy = Entropy(options["seed"]) if is_another else None
        run = Run(options, self.transitions.push(options.get("transitions") or {}), entropy)
        if not self._runs:
            self._entropy = Entropy(options.get("seed"))
        self._runs.append(run)
        return run

    def leave(self, run: Run) -> None:
        self._runs = [each for each in self._runs if each is not run]
        self.transitions.remove(run.transitions)

    def option(self, name: str) -> Any:
        """The innermost run's, name by name."""
        for run in reversed(self._runs):
            if name in run.options:
                return run.options[name]  # type: ignore[literal-required]  # any name of Options
        return DEFAULTS[name]  # type: ignore[literal-required]  # any name of Options

    @property
    def strict_quotas(self) -> bool:
        return bool(self.option("strict_quotas"))

    @property
    def entropy(self) -> Entropy:
        own = (run.entropy for run in reversed(self._runs) if run.entropy is not None)
        entropy = next(own, self._entropy)
        assert entropy is not None, "nothing is asked of a mock before its start"
        return entropy

    def reset(self) -> None:
        """As at the outermost start; options go on holding."""
        self.clock.reset()
        self.failures.reset()
        self.phone_numbers.reset()
        self.quotas.reset()
        self.transitions.reset()
        for entropy in (self._entropy, *(run.entropy for run in self._runs)):
            if entropy is not None:
                entropy.restart()
