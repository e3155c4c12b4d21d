"""Store the state of the service: for each account and region, its resources in the order of their creation."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from operator import attrgetter
from typing import Any, ClassVar, Generic, Protocol, TypeVar

from attrs import define, field

from .did_you_mean import UnknownNameError, did_you_mean
from .errors import ConflictException, ResourceNotFoundException, ServiceQuotaExceededException
from .protocol import model
from .protocol.idempotency import Outcomes
from .protocol.pagination import Listing, Sequenced
from .references import ID_PREFIXES
from .simulation.simulation import Simulation
from .simulation.transition_queue import TransitionQueue


@define(kw_only=True, eq=False)
class Item:
    """Something that an index holds."""

    position: int = field(default=0, init=False)
    """Its place in the order of the index, which sets it."""


ItemT = TypeVar("ItemT", bound=Item)


@define(eq=False)
class Index(Generic[ItemT]):
    """Items by key, and in the order in which they were added.

    Looking an item up takes as long as in a dict. Going through some items in order takes time for these items only,
    besides a binary search for the first.
    """

    _by_key: dict[str, ItemT] = field(factory=dict, init=False)
    _in_order: list[ItemT] = field(factory=list, init=False)
    _last_position: int = field(default=0, init=False)

    def __len__(self) -> int:
        return len(self._by_key)

    def __iter__(self) -> Iterator[ItemT]:
        return iter(self._in_order)

    def __reversed__(self) -> Iterator[ItemT]:
        return reversed(self._in_order)

    def __contains__(self, key: object) -> bool:
        return key in self._by_key

    def get(self, key: str) -> ItemT | None:
        """Return the item of a key, or None."""
        return self._by_key.get(key)

    @property
    def last(self) -> ItemT:
        """The item added last. The index must not be empty."""
        return self._in_order[-1]

    def add(self, key: str, item: ItemT) -> None:
        """Add an item under a key that isn't in use."""
        self._last_position += 1
        item.position = self._last_position
        self._by_key[key] = item
        self._in_order.append(item)

    def remove(self, key: str) -> ItemT:
        """Remove and return the item of a key, which must be there."""
        item = self._by_key.pop(key)
        del self._in_order[self._place_after(item.position) - 1]
        return item

    def after(self, position: int) -> Iterator[tuple[int, ItemT]]:
        """Return an iterator over the items after a position, each with its own position."""
        places = range(self._place_after(position), len(self._in_order))
        return ((item.position, item) for item in map(self._in_order.__getitem__, places))

    def _place_after(self, position: int) -> int:
        return bisect_right(self._in_order, position, key=attrgetter("position"))


def listing_of(items: Iterable[ItemT]) -> Listing[ItemT]:
    """Return a listing of some items of an index, in the order of the index and without repetitions."""
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
        """Its id or name, which is the tail of its ARN."""
        raise NotImplementedError(type(self).__name__)

    @property
    def arn(self) -> str:
        return self.region.arn(self.kind, self.resource_id)

    @property
    def is_released(self) -> bool:
        """Whether it has been released, and is only listed until its status has moved on."""
        return False

    @property
    def tags(self) -> list[dict[str, str]] | None:
        """The tags in the wire's form; None if there are none."""
        return [{"Key": key, "Value": value} for key, value in self._tags.items()] or None

    def must_not_be_protected(self) -> None:
        """Raise ConflictException if the resource is protected from deletion."""
        if self.deletion_protection_enabled:
            raise ConflictException(reason="DELETION_PROTECTION_ENABLED", resource=self)

    def tag(self, tags: Mapping[str, str]) -> None:
        """Add tags, or replace those with the same keys. Raise ServiceQuotaExceededException if there are too many."""
        merged = {**self._tags, **tags}
        self.region.check_quota("TAGS_PER_RESOURCE", len(merged) - 1)
        self._tags = merged

    def untag(self, keys: Iterable[str]) -> None:
        """Remove the tags with these keys, if there are any."""
        removed = frozenset(keys)
        self._tags = {key: value for key, value in self._tags.items() if key not in removed}

    def on_kept(self) -> None:
        """Do what follows from the resource's creation. It is called when the store has the resource."""

    def on_removed(self) -> None:
        """Do what follows from the resource's end. It is called when the store no longer has the resource."""


class Shared(Protocol):
    """State that all accounts and regions of a mock share. Its class takes no arguments."""

    def reset(self) -> None:
        """Return to the state at the mock's start."""


ResourceT = TypeVar("ResourceT", bound=Resource)
StateT = TypeVar("StateT")
SharedT = TypeVar("SharedT", bound=Shared)


@define(eq=False)
class Region:
    """Everything that one account has in one region."""

    account_id: str
    region_name: str
    simulation: Simulation
    outcomes: Outcomes = field(factory=Outcomes, init=False)
    transitions: TransitionQueue = field(init=False)
    _shared: dict[type[Shared], Any]
    """The only object of each class of shared state, which all regions of the store have."""
    _indexes: dict[type[Resource], Index[Any]] = field(factory=dict, init=False)
    """The index of each kind of resource."""
    _states: dict[type[object], Any] = field(factory=dict, init=False)
    """The only object of each class of state."""

    def __attrs_post_init__(self) -> None:
        self.transitions = TransitionQueue(self.simulation)

    def index(self, kind: type[ResourceT]) -> Index[ResourceT]:
        """Return the index of a kind of resource."""
        index = self._indexes.get(kind)
        if index is None:
            index = self._indexes[kind] = Index()
        return index

    def state(self, kind: type[StateT]) -> StateT:
        """Return the region's only object of a class. It is made at its first use."""
        state: StateT | None = self._states.get(kind)
        if state is None:
            state = self._states[kind] = kind()
        return state

    def shared(self, kind: type[SharedT]) -> SharedT:
        """Return the only object of a class that all accounts and regions share. It is made at its first use."""
        state: SharedT | None = self._shared.get(kind)
        if state is None:
            state = self._shared[kind] = kind()
        return state

    def arn(self, kind: str, tail: str) -> str:
        """Return the ARN of a resource by its kind and its id or name."""
        return f"arn:{partition(self.region_name)}:sms-voice:{self.region_name}:{self.account_id}:{kind}/{tail}"

    def add(self, resource: ResourceT) -> ResourceT:
        """Store a new resource. Raise the error that forbids it, if one does."""
        self.refuse_one_more(resource)
        return self.keep(resource)

    def refuse_one_more(self, resource: Resource) -> None:
        """Raise ConflictException if its id is in use, ServiceQuotaExceededException if there are too many."""
        index = self.index(type(resource))
        if resource.resource_id in index:
            raise ConflictException(reason="RESOURCE_ALREADY_EXISTS", resource=resource)
        self.check_quota(resource.quota, len(index))

    def keep(self, resource: ResourceT) -> ResourceT:
        """Store a new resource without checks."""
        self.index(type(resource)).add(resource.resource_id, resource)
        resource.on_kept()
        return resource

    def get(self, kind: type[ResourceT], id_or_arn: str) -> ResourceT:
        """Return the resource of an id, name or ARN. Raise ResourceNotFoundException if there is none."""
        resource = self.find(kind, id_or_arn)
        if resource is None:
            raise ResourceNotFoundException(kind=kind.kind, resource_id=id_or_arn)
        return resource

    def find(self, kind: type[ResourceT], id_or_arn: str) -> ResourceT | None:
        """Return the resource of an id, name or ARN, or None. The id or name is the tail of the ARN."""
        return self.index(kind).get(id_or_arn.removeprefix(self.arn(kind.kind, "")))

    def get_unreleased(self, kind: type[ResourceT], id_or_arn: str) -> ResourceT:
        """Return the resource like `get`. Raise ResourceNotFoundException for one that has been released, too."""
        resource = self.get(kind, id_or_arn)
        if resource.is_released:
            raise ResourceNotFoundException(kind=kind.kind, resource_id=id_or_arn)
        return resource

    def get_by_kind(self, kind: str, id_or_arn: str) -> Resource:
        """Return a resource like `get_unreleased`, by the name of its kind in the model's ResourceType."""
        for each in self._indexes:
            if each.kind == kind:
                return self.get_unreleased(each, id_or_arn)
        raise ResourceNotFoundException(kind=kind, resource_id=id_or_arn)

    def has(self, resource: Resource) -> bool:
        """Return whether a resource is stored, so that it has been kept and not removed."""
        return self.index(type(resource)).get(resource.resource_id) is resource

    def find_by_arn(self, arn: str) -> Resource | None:
        """Return the resource of an ARN, of any kind, or None."""
        for kind, index in self._indexes.items():
            prefix = self.arn(kind.kind, "")
            if arn.startswith(prefix):
                found: Resource | None = index.get(arn[len(prefix) :])
                return found
        return None

    def describe(self, kind: type[ResourceT], ids_or_arns: Sequence[str]) -> Listing[ResourceT]:
        """Return a listing of some resources, or of all. Raise ResourceNotFoundException if one is missing."""
        return listing_of([self.get(kind, each) for each in ids_or_arns]) if ids_or_arns else self.index(kind)

    def remove(self, resource: Resource) -> None:
        """Remove a resource, and its transition if one is under way."""
        self.transitions.stop(resource)
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
        """Return how many resources a quota counts."""
        return sum(len(index) for kind, index in self._indexes.items() if kind.quota == quota)

    def check_quota(self, name: str, in_use: int) -> None:
        """Raise ServiceQuotaExceededException if a quota is used up, unless quotas aren't strict."""
        if self.has_used_up(name, in_use):
            raise ServiceQuotaExceededException(reason=name)

    def has_used_up(self, quota: str, in_use: int) -> bool:
        """Return whether a quota allows no more than what is in use. Quotas that aren't strict allow everything."""
        return self.simulation.options["strict_quotas"] and in_use >= self.simulation.quotas[quota]


@define(eq=False)
class Store:
    """The regions of all accounts, and the state that they share."""

    simulation: Simulation
    on_region_created: Sequence[Callable[[Region], object]] = ()
    """Functions that are called with each new region."""
    _regions: dict[tuple[str, str], Region] = field(factory=dict, init=False)
    _shared: dict[type[Shared], Any] = field(factory=dict, init=False)

    def region(self, account_id: str, region_name: str) -> Region:
        """Return the region of an account. It is made at its first use."""
        region = self._regions.get((account_id, region_name))
        if region is None:
            region = Region(account_id, region_name, self.simulation, self._shared)
            self._regions[account_id, region_name] = region
            for callback in self.on_region_created:
                callback(region)
        return region

    def regions(self) -> list[Region]:
        """Return the regions made so far, of all accounts."""
        return list(self._regions.values())

    def shared(self, kind: type[SharedT]) -> SharedT:
        """Return the only object of a class that all accounts and regions share. It is made at its first use."""
        # In one step, since `PinpointMock` also calls this without the service's lock.
        state: SharedT = self._shared.setdefault(kind, kind())
        return state

    def reset(self) -> None:
        """Forget all regions, and reset the state that they share."""
        self._regions.clear()
        for each in self._shared.values():
            each.reset()


def find_anywhere(regions: Iterable[Region], kind: type[ResourceT], given: str) -> ResourceT:
    """Return the resource of an id or ARN in any of these regions.

    Raise UnknownNameError, with the nearest ids, if there is none.
    """
    regions = list(regions)
    # A test may give None by mistake, if it reads the wrong member of an answer.
    searched = regions if isinstance(given, str) else ()
    found = next((each for region in searched if (each := region.find(kind, given)) is not None), None)
    if found is None:
        ids = [each.resource_id for region in regions for each in region.index(kind)]
        raise UnknownNameError(did_you_mean(f"the id of any {kind.kind}", given, ids))
    return found


@cache
def partition(region_name: str) -> str:
    """Return the partition of a region by botocore's table; "aws" for a region that the table doesn't have."""
    for each in model.partitions():
        if region_name in each["regions"] or re.match(each["regionRegex"], region_name):
            return str(each["id"])
    return "aws"
