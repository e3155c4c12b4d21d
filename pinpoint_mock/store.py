"""Keep what the service keeps: per account and region, each kind of resource in the order of its creation."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from operator import attrgetter
from typing import Any, ClassVar, Generic, Protocol, TypeVar

from attrs import define, field
from botocore.loaders import Loader

from .did_you_mean import UnknownNameError, did_you_mean
from .errors import ConflictException, ResourceNotFoundException, ServiceQuotaExceededException
from .protocol.idempotency import Outcomes
from .protocol.pagination import Listing, Sequenced
from .references import ID_PREFIXES
from .simulation.simulation import Simulation
from .simulation.transitions import Movable, Transition


@define(kw_only=True, eq=False)
class Item:
    """Anything that an index keeps. The index sets its position."""

    position: int = field(default=0, init=False)


I = TypeVar("I", bound=Item)  # noqa: E741 - the usual letter of an item, and T is a resource here


@define(eq=False)
class Index(Generic[I]):
    """Items by key, and in the order of their creation. A page costs what it holds, a look-up what a dict costs."""

    _by_key: dict[str, I] = field(factory=dict, init=False)
    _in_order: list[I] = field(factory=list, init=False)
    _last_position: int = field(default=0, init=False)

    def __len__(self) -> int:
        return len(self._by_key)

    def __iter__(self) -> Iterator[I]:
        return iter(self._in_order)

    def __contains__(self, key: object) -> bool:
        return key in self._by_key

    def get(self, key: str) -> I | None:
        return self._by_key.get(key)

    @property
    def last(self) -> I:
        """The item added last. The index must not be empty."""
        return self._in_order[-1]

    def add(self, key: str, item: I) -> None:
        self._last_position += 1
        item.position = self._last_position
        self._by_key[key] = item
        self._in_order.append(item)

    def remove(self, key: str) -> I:
        item = self._by_key.pop(key)
        del self._in_order[self._place_after(item.position) - 1]
        return item

    def after(self, position: int) -> Iterator[tuple[int, I]]:
        """List the items after a position, in the order of their creation."""
        places = range(self._place_after(position), len(self._in_order))
        return ((item.position, item) for item in map(self._in_order.__getitem__, places))

    def _place_after(self, position: int) -> int:
        return bisect_right(self._in_order, position, key=attrgetter("position"))


def chosen(items: Iterable[I]) -> Listing[I]:
    """Return a listing of some items of an index: in the index's order, each item once."""
    by_position = {item.position: item for item in items}
    return Sequenced([by_position[position] for position in sorted(by_position)])


@define(kw_only=True, eq=False)
class Resource(Item):
    """A resource of the service. Public attributes have the wire's names in snake case, and are shown to clients."""

    kind: ClassVar[str]
    """Its name among the model's ResourceType values, which is also the last part of its ARN's prefix."""
    quota: ClassVar[str]
    """The reason of the ServiceQuotaExceededException for one resource too many."""

    region: Region
    created_timestamp: dt.datetime = field(init=False)
    deletion_protection_enabled: bool = False
    _tags: dict[str, str] = field(factory=dict, init=False)

    def __attrs_post_init__(self) -> None:
        self.created_timestamp = self.region.simulation.clock.now()

    @property
    def resource_id(self) -> str:
        """Its id or name: the tail of its ARN."""
        raise NotImplementedError(type(self).__name__)

    @property
    def arn(self) -> str:
        return self.region.arn(self.kind, self.resource_id)

    @property
    def is_released(self) -> bool:
        """Whether it was given back, and is only listed until its status has moved on."""
        return False

    @property
    def tags(self) -> list[dict[str, str]] | None:
        """The tags as the wire has them; None if there are none."""
        return [{"Key": key, "Value": value} for key, value in self._tags.items()] or None

    def must_not_be_protected(self) -> None:
        """Raise ConflictException if the resource is protected from deletion."""
        if self.deletion_protection_enabled:
            raise ConflictException(reason="DELETION_PROTECTION_ENABLED", resource=self)

    def tag(self, tags: Mapping[str, str]) -> None:
        """Merge tags in. Raise ServiceQuotaExceededException if there would be too many."""
        merged = {**self._tags, **tags}
        self.region.check_quota("TAGS_PER_RESOURCE", len(merged) - 1)
        self._tags = merged

    def untag(self, keys: Iterable[str]) -> None:
        self._tags = {key: value for key, value in self._tags.items() if key not in frozenset(keys)}

    def on_kept(self) -> None:
        """Do what follows from the resource's creation, once the store has it."""

    def on_removed(self) -> None:
        """Do what follows from the resource's end, once the store no longer has it."""


class Shared(Protocol):
    """State that all accounts and regions of a mock share. It is made without arguments."""

    def reset(self) -> None:
        """Return to the state at the mock's start."""


R = TypeVar("R", bound=Resource)
S = TypeVar("S")
SharedState = TypeVar("SharedState", bound=Shared)


@define(eq=False)
class Region:
    """All that one account has in one region."""

    account_id: str
    region_name: str
    simulation: Simulation
    outcomes: Outcomes = field(factory=Outcomes, init=False)
    _shared: dict[type[Any], Any]
    _indexes: dict[type[Resource], Index[Any]] = field(factory=dict, init=False)
    _states: dict[type[Any], Any] = field(factory=dict, init=False)
    _transitions: dict[object, Transition] = field(factory=dict, init=False)
    """Transitions under way, by the resource."""

    def index(self, kind: type[R]) -> Index[R]:
        index = self._indexes.get(kind)
        if index is None:
            index = self._indexes[kind] = Index()
        return index

    def state(self, kind: type[S]) -> S:
        """Return the account and region's only object of a class. It is made when it is first asked for."""
        state: S | None = self._states.get(kind)
        if state is None:
            state = self._states[kind] = kind()
        return state

    def shared(self, kind: type[SharedState]) -> SharedState:
        """Return the mock's only object of a class, the same for all accounts and regions."""
        state: SharedState | None = self._shared.get(kind)
        if state is None:
            state = self._shared[kind] = kind()
        return state

    def arn(self, kind: str, tail: str) -> str:
        return f"arn:{partition(self.region_name)}:sms-voice:{self.region_name}:{self.account_id}:{kind}/{tail}"

    def add(self, resource: R) -> R:
        """Keep a new resource. Raise the error that forbids it, if one does."""
        self.refuse_one_more(resource)
        return self.keep(resource)

    def refuse_one_more(self, resource: Resource) -> None:
        """Raise ConflictException if its id is taken, ServiceQuotaExceededException if it is one too many."""
        index = self.index(type(resource))
        if resource.resource_id in index:
            raise ConflictException(reason="RESOURCE_ALREADY_EXISTS", resource=resource)
        self.check_quota(resource.quota, len(index))

    def keep(self, resource: R) -> R:
        """Keep a new resource without checks."""
        self.index(type(resource)).add(resource.resource_id, resource)
        resource.on_kept()
        return resource

    def get(self, kind: type[R], id_or_arn: str) -> R:
        """Return the resource of an id, name or ARN. Raise ResourceNotFoundException if there is none."""
        resource = self.find(kind, id_or_arn)
        if resource is None:
            raise ResourceNotFoundException(kind=kind.kind, resource_id=id_or_arn)
        return resource

    def find(self, kind: type[R], id_or_arn: str) -> R | None:
        """Return the resource of an id, name or ARN, or None. A name is the tail of the ARN."""
        return self.index(kind).get(id_or_arn.removeprefix(self.arn(kind.kind, "")))

    def get_unreleased(self, kind: type[R], id_or_arn: str) -> R:
        """Return the resource as `get` does. A resource that was given back counts as not found."""
        resource = self.get(kind, id_or_arn)
        if resource.is_released:
            raise ResourceNotFoundException(kind=kind.kind, resource_id=id_or_arn)
        return resource

    def get_by_kind(self, kind: str, id_or_arn: str) -> Resource:
        """Return the resource as `get_unreleased` does, by the kind's name in the model's ResourceType."""
        for each in self._indexes:
            if each.kind == kind:
                return self.get_unreleased(each, id_or_arn)
        raise ResourceNotFoundException(kind=kind, resource_id=id_or_arn)

    def find_by_arn(self, arn: str) -> Resource | None:
        """Return the resource of an ARN, of whatever kind, or None."""
        for kind, index in self._indexes.items():
            prefix = self.arn(kind.kind, "")
            if arn.startswith(prefix):
                found: Resource | None = index.get(arn[len(prefix) :])
                return found
        return None

    def describe(self, kind: type[R], ids_or_arns: Sequence[str]) -> Listing[R]:
        """Return a listing of the resources asked for, or of all. Raise ResourceNotFoundException if one is missing."""
        return chosen([self.get(kind, each) for each in ids_or_arns]) if ids_or_arns else self.index(kind)

    def remove(self, resource: Resource) -> None:
        """Forget a resource, and its transition if one is under way."""
        self.stop_transition(resource)
        self.index(type(resource)).remove(resource.resource_id)
        resource.on_removed()

    def new_id(self, kind: type[Resource]) -> str:
        """Return an id that no resource of the kind has: `pool-` and 32 hex digits."""
        index, prefix = self.index(kind), ID_PREFIXES[kind.kind]
        while True:
            new = f"{prefix}-{self.simulation.id_source.hex_id()}"
            if new not in index:
                return new

    def count(self, quota: str) -> int:
        """Return how many resources count against a quota."""
        return sum(len(index) for kind, index in self._indexes.items() if kind.quota == quota)

    def check_quota(self, name: str, in_use: int) -> None:
        """Raise ServiceQuotaExceededException if nothing more may be added to what is in use."""
        if self.simulation.options["strict_quotas"] and in_use >= self.simulation.quotas[name]:
            raise ServiceQuotaExceededException(reason=name)

    def start_transition(
        self,
        resource: Movable,
        *path: str,
        on_end: Callable[[], object] | None = None,
        is_held: Callable[[], bool] | None = None,
    ) -> None:
        """Move a resource to the first of some statuses now, and to the others as its kind's rule says.

        A transition that was under way ends. `on_end` is called at the last status; while `is_held` returns True,
        nothing moves.
        """
        self.stop_transition(resource)
        first, *rest = path
        resource.move_to(first)
        now = self.simulation.clock.now()
        transition = Transition(resource, rest, now, on_end, is_held)
        if not transition.advance(self.simulation.transitions[resource.kind], now, has_just_begun=True):
            self._transitions[resource] = transition

    def stop_transition(self, resource: object) -> None:
        """Leave a resource at its status."""
        self._transitions.pop(resource, None)

    def advance_transitions(self, *, is_call: bool = True) -> None:
        """Move the transitions under way as far as they are due: by a call, or only by the time that has passed."""
        if not self._transitions:
            return
        now, rules = self.simulation.clock.now(), self.simulation.transitions
        for resource, transition in list(self._transitions.items()):
            rule = rules[transition.resource.kind]
            if not is_call and not isinstance(rule, dt.timedelta):
                continue
            # The end of one transition may start or stop another.
            is_under_way = self._transitions.get(resource) is transition
            if is_under_way and transition.advance(rule, now) and self._transitions.get(resource) is transition:
                del self._transitions[resource]


@define(eq=False)
class Store:
    """The regions of all accounts, each made when it is first asked for, and the state that they share."""

    simulation: Simulation
    on_region_created: Sequence[Callable[[Region], object]] = ()
    """What is done with each new region."""
    _regions: dict[tuple[str, str], Region] = field(factory=dict, init=False)
    _shared: dict[type[Any], Any] = field(factory=dict, init=False)

    def region(self, account_id: str, region_name: str) -> Region:
        region = self._regions.get((account_id, region_name))
        if region is None:
            region = Region(account_id, region_name, self.simulation, self._shared)
            self._regions[account_id, region_name] = region
            for callback in self.on_region_created:
                callback(region)
        return region

    def regions(self) -> list[Region]:
        """Return the regions that were asked for so far, of all accounts."""
        return list(self._regions.values())

    def shared(self, kind: type[SharedState]) -> SharedState:
        """Return the mock's only object of a class, as `Region.shared` does."""
        state: SharedState = self._shared.setdefault(kind, kind())
        return state

    def reset(self) -> None:
        """Forget all regions, and reset what they share."""
        self._regions.clear()
        for each in self._shared.values():
            each.reset()


def find_anywhere(regions: Iterable[Region], kind: type[R], given: str) -> R:
    """Return the resource of an id or ARN in any of these regions.

    Raise UnknownNameError, with the nearest ids, if there is none.
    """
    regions = list(regions)
    # A test may give None, if it read the wrong member of an answer.
    searched = regions if isinstance(given, str) else ()
    found = next((each for region in searched if (each := region.find(kind, given)) is not None), None)
    if found is None:
        ids = [each.resource_id for region in regions for each in region.index(kind)]
        raise UnknownNameError(did_you_mean(f"the id of any {kind.kind}", given, ids))
    return found


@cache
def partition(region_name: str) -> str:
    """Return the partition of a region by botocore's own table; "aws" for a region that the table doesn't have."""
    for each in Loader().load_data("partitions")["partitions"]:
        if region_name in each["regions"] or re.match(each["regionRegex"], region_name):
            return str(each["id"])
    return "aws"
