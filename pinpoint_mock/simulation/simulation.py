"""Hold the settings of the running mocks, with their clock, ids and injected failures."""

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
from .shared_routes import SharedRoutes
from .transitions import TransitionRule, Transitions


@define(eq=False)
class Run:
    """One running mock. Its options hide those of the mocks around it."""

    options: SimulationOptions
    transitions: SettingsLevel[TransitionRule]
    id_source: IdSource | None
    """Its own source of ids if it has another seed than the mock around it; otherwise None."""


@define(eq=False)
class Simulation:
    """What tests control, shared by the mocks that run at the same time."""

    clock: Clock = field(factory=Clock, init=False)
    failures: Failures = field(factory=Failures, init=False)
    quotas: Quotas = field(init=False)
    transitions: Transitions = field(factory=Transitions, init=False)
    artificial_traffic: Destinations = field(factory=Destinations, init=False)
    shared_routes: SharedRoutes = field(factory=SharedRoutes, init=False)
    carrier_lookups: CarrierLookups = field(factory=CarrierLookups, init=False)
    scheduler: Scheduler = field(factory=Scheduler, init=False)
    options: SimulationOptions = field(default=SIMULATION_DEFAULTS, init=False)
    """The present options: each is that of the innermost run that has it, else the default."""
    id_source: IdSource = field(factory=lambda: IdSource(None), init=False)
    """The present source: that of the innermost run that has its own, else the outermost run's."""
    _outermost_id_source: IdSource = field(init=False)
    _runs: list[Run] = field(factory=list, init=False)

    def __attrs_post_init__(self) -> None:
        self.quotas = Quotas(lambda: self.options["account_tier"])
        self.shared_routes.reset()
        self._outermost_id_source = self.id_source

    def enter(self, options: SimulationOptions) -> Run:
        """Apply options until `leave`. The outermost run's source of ids is kept after that run."""
        if not self._runs:
            self._outermost_id_source = IdSource(options.get("seed"))
        # A run with the same seed goes on with the same source, since a new source would give the same ids again.
        has_other_seed = "seed" in options and bool(self._runs) and options["seed"] != self.id_source.seed
        run = Run(
            options,
            self.transitions._push(options.get("transitions") or {}),
            IdSource(options["seed"]) if has_other_seed else None,
        )
        self._runs.append(run)
        self._set_innermost()
        return run

    def leave(self, run: Run) -> None:
        """End the options of a run."""
        self._runs = [each for each in self._runs if each is not run]
        self.transitions._remove(run.transitions)
        self._set_innermost()

    def _set_innermost(self) -> None:
        """Set the present options and source of ids from those of the runs."""
        options = SIMULATION_DEFAULTS.copy()
        self.id_source = self._outermost_id_source
        for run in self._runs:
            options.update(run.options)
            self.id_source = run.id_source or self.id_source
        self.options = options

    def reset(self) -> None:
        """Return to the state at the outermost start. The options of the runs still apply."""
        self.clock.reset()
        self.failures.reset()
        self.carrier_lookups.clear()
        self.quotas.reset()
        self.transitions.reset()
        self.artificial_traffic.clear()
        self.shared_routes.reset()
        self.scheduler.clear()
        self._outermost_id_source.restart()
        for run in self._runs:
            if run.id_source is not None:
                run.id_source.restart()
