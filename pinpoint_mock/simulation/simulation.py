"""Hold the settings of the running mocks, their clock and their source of ids."""

from __future__ import annotations

from attrs import define, field

from .carrier_lookups import CarrierLookups
from .clock import Clock
from .destinations import Destinations
from .failures import Failures
from .id_source import IdSource
from .nested_settings import SettingsLevel
from .options import SIMULATION_DEFAULTS, SimulationOptions
from .quotas import Quotas
from .scheduler import Scheduler
from .transitions import TransitionRule, Transitions


@define(eq=False)
class Run:
    """One started mock: its options, which hold while it runs, over those of the mocks around it."""

    options: SimulationOptions
    transitions: SettingsLevel[TransitionRule]
    id_source: IdSource | None
    """Its own source of ids, if it has a seed of its own."""


@define(eq=False)
class Simulation:
    clock: Clock = field(factory=Clock, init=False)
    failures: Failures = field(factory=Failures, init=False)
    quotas: Quotas = field(init=False)
    transitions: Transitions = field(factory=Transitions, init=False)
    artificial_traffic: Destinations = field(factory=Destinations, init=False)
    carrier_lookups: CarrierLookups = field(factory=CarrierLookups, init=False)
    scheduler: Scheduler = field(factory=Scheduler, init=False)
    options: SimulationOptions = field(default=SIMULATION_DEFAULTS, init=False)
    """The options that hold now: of each name the innermost run's, else the default."""
    id_source: IdSource = field(factory=lambda: IdSource(None), init=False)
    """The source that holds now: the innermost run's own, else the outermost run's."""
    _outermost_id_source: IdSource = field(init=False)
    _runs: list[Run] = field(factory=list, init=False)

    def __attrs_post_init__(self) -> None:
        self.quotas = Quotas(lambda: self.options["account_tier"])
        self._outermost_id_source = self.id_source

    def enter(self, options: SimulationOptions) -> Run:
        """Let these options hold until `leave`. The outermost run's source of ids outlasts it."""
        if not self._runs:
            self._outermost_id_source = IdSource(options.get("seed"))
        # With the seed that holds already, the source goes on: begun again, it would give the same ids twice.
        is_another = "seed" in options and bool(self._runs) and options["seed"] != self.id_source.seed
        run = Run(
            options,
            self.transitions._push(options.get("transitions") or {}),
            IdSource(options["seed"]) if is_another else None,
        )
        self._runs.append(run)
        self._set_innermost()
        return run

    def leave(self, run: Run) -> None:
        self._runs = [each for each in self._runs if each is not run]
        self.transitions._remove(run.transitions)
        self._set_innermost()

    def _set_innermost(self) -> None:
        options = SIMULATION_DEFAULTS.copy()
        self.id_source = self._outermost_id_source
        for run in self._runs:
            options.update(run.options)
            self.id_source = run.id_source or self.id_source
        self.options = options

    def reset(self) -> None:
        """Return to the state at the outermost start; the options go on holding."""
        self.clock.reset()
        self.failures.reset()
        self.carrier_lookups.clear()
        self.quotas.reset()
        self.transitions.reset()
        self.artificial_traffic.clear()
        self.scheduler.clear()
        self._outermost_id_source.restart()
        for run in self._runs:
            if run.id_source is not None:
                run.id_source.restart()
