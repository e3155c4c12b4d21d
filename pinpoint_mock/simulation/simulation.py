"""The world around the API while a mock runs: its settings, its clock, its chance."""

from __future__ import annotations

from typing import Any

from attrs import define, field

from .agenda import Agenda
from .carrier_lookups import CarrierLookups
from .clock import Clock
from .delivery import Fate, deliveries
from .destinations import Destinations
from .entropy import Entropy
from .failures import Failures
from .layers import Layer, Layers
from .options import DEFAULTS, Options
from .outbox import Outbox
from .phone_numbers import PhoneNumbers
from .post import Post
from .quotas import Quotas, quotas
from .registration_catalogue import Catalogue
from .transitions import Rule, Transitions, transitions


@define(eq=False)
class Run:
    """One started mock: the options that hold while it runs, over those of the mocks around it."""

    options: Options
    transitions: Layer[Rule]
    delivery: Layer[Fate]
    entropy: Entropy | None


@define(eq=False)
class Simulation:
    clock: Clock = field(factory=Clock, init=False)
    failures: Failures = field(factory=Failures, init=False)
    quotas: Quotas = field(init=False)
    transitions: Transitions = field(factory=transitions, init=False)
    delivery: Layers[Fate] = field(factory=deliveries, init=False)
    artificial_traffic: Destinations = field(factory=Destinations, init=False)
    phone_numbers: PhoneNumbers = field(factory=PhoneNumbers, init=False)
    carrier_lookups: CarrierLookups = field(factory=CarrierLookups, init=False)
    agenda: Agenda = field(factory=Agenda, init=False)
    post: Post = field(factory=Post, init=False)
    registration_catalogue: Catalogue = field(factory=Catalogue, init=False)
    outbox: Outbox = field(init=False)
    _entropy: Entropy | None = field(default=None, init=False)
    _runs: list[Run] = field(factory=list, init=False)

    def __attrs_post_init__(self) -> None:
        self.quotas = quotas(lambda: str(self.option("account_tier")))
        self.outbox = Outbox(self.clock, self.post, self.agenda)

    def enter(self, options: Options) -> Run:
        """Let these options hold until `leave`. The outermost run's seed, or chance, outlasts it."""
        # The same seed goes on where it is: begun anew, it would give the same ids to different things.
        is_another = "seed" in options and bool(self._runs) and options["seed"] != self.entropy.seed
        entropy = Entropy(options["seed"]) if is_another else None
        delivery = options.get("delivery")
        run = Run(
            options,
            self.transitions.push(options.get("transitions") or {}),
            self.delivery.push({} if delivery is None else {"delivery": delivery}),
            entropy,
        )
        if not self._runs:
            self._entropy = Entropy(options.get("seed"))
        self._runs.append(run)
        return run

    def leave(self, run: Run) -> None:
        self._runs = [each for each in self._runs if each is not run]
        self.transitions.remove(run.transitions)
        self.delivery.remove(run.delivery)

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
        self.carrier_lookups.clear()
        self.quotas.reset()
        self.transitions.reset()
        self.delivery.reset()
        self.artificial_traffic.clear()
        self.agenda.clear()
        self.post.clear()
        self.outbox.clear()
        self.registration_catalogue.reset()
        for entropy in (self._entropy, *(run.entropy for run in self._runs)):
            if entropy is not None:
                entropy.restart()
