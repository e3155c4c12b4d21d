"""What the service keeps: per account and region, each kind of resource in the order it was made."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from operator import attrgetter
from typing import Any, ClassVar, Generic, TypeVar

from attrs import define, field
from botocore.loaders import Loader

from .did_you_mean import UnknownNameError, did_you_mean
from .errors import ConflictException, ResourceNotFoundException, ServiceQuotaExceededException
from .protocol.idempotency import Outcomes
from .protocol.pagination import Listing, Sequenced
from .simulation.simulation import Simulation
from .simulation.transitions import HasStatus, Transition


@define(kw_only=True, eq=False)
class Item:
    """Anything that an index keeps; its place there is the index's to set."""

    position: int = field(default=0, init=False)


I = TypeVar("I", bound=Item)  # noqa: E741 - the usual letter of an item, and T is a resource here


@define(eq=False)
class Index(Generic[I]):
    """Items by key, and in the order they came; a page costs what it holds, a look-up what a look-up costs."""

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
        """The latest, of an index that isn't empty."""
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
        """The listing of all items, in the order they came."""
        places = range(self._place_after(position), len(self._in_order))
        return ((item.position, item) for item in map(self._in_order.__getitem__, places))

    def _place_after(self, position: int) -> int:
        return bisect_right(self._in_order, position, key=attrgetter("position"))


def chosen(items: Iterable[I]) -> Listing[I]:
    """The listing of some items of an index: in its order, each once."""
    by_position = {item.position: item for item in items}
    return Sequenced([by_position[position] for position in sorted(by_position)])


@define(kw_only=True, eq=False)
class Resource(Item):
    """A resource of the service. Attributes have the wire's names in snake case; the rest stays private by itself."""

    kind: ClassVar[str]
    """Its name among the model's ResourceType values, which is also its place in the ARN."""
    id_prefix: ClassVar[str] = ""
    """What its ids begin with, where that isn't the first word of its kind."""
    quota: ClassVar[str]
    """The reason for which one more is refused."""

    region: Region
    created_timestamp: dt.datetime = field(init=False)
    deletion_protection_enabled: bool = False
    _tags: dict[str, str] = field(factory=dict, init=False)

    def __attrs_post_init__(self) -> None:
        self.created_timestamp = self.region.simulation.clock.now()

    @classmethod
    def has_id(cls, given: str) -> bool:
        """Whether an id or an ARN is one of the kind, by how it is written. A name could be of any kind."""
        return f":{cls.kind}/" in given if given.startswith("arn:") else given.startswith(cls.id_beginning())

    @classmethod
    def id_beginning(cls) -> str:
        """What its ids begin with, as `pool-`."""
        return f"{cls.id_prefix or cls.kind.partition('-')[0]}-"

    @property
    def resource_id(self) -> str:
        """Its id or name: the tail of its ARN."""
        raise NotImplementedError(type(self).__name__)

    @property
    def arn(self) -> str:
        return self.region.arn(self.kind, self.resource_id)

    @property
    def tags(self) -> list[dict[str, str]] | None:
        """As the wire has them, None where there are none."""
        return [{"Key": key, "Value": value} for key, value in self._tags.items()] or None

    def must_not_be_protected(self) -> None:
        if self.deletion_protection_enabled:
            raise ConflictException(reason="DELETION_PROTECTION_ENABLED", resource=self)

    def tag(self, tags: Mapping[str, str]) -> None:
        """Merge these tags in; ServiceQuotaExceededException where they'd be too many."""
        merged = {**self._tags, **tags}
        self.region.check_quota("TAGS_PER_RESOURCE", len(merged) - 1)
        self._tags = merged

    def untag(self, keys: Iterable[str]) -> None:
        self._tags = {key: value for key, value in self._tags.items() if key not in frozenset(keys)}


R = TypeVar("R", bound=Resource)
S = TypeVar("S")


@define(eq=False)
class Region:
    """All that one account has in one region."""

    account_id: str
    region_name: str
    simulation: Simulation
    outcomes: Outcomes = field(factory=Outcomes, init=False)
    _indexes: dict[type[Resource], Index[Any]] = field(factory=dict, init=False)
    _single: dict[type[Any], Any] = field(factory=dict, init=False)
    _under_way: dict[HasStatus, Transition] = field(factory=dict, init=False)

    def index(self, kind: type[R]) -> Index[R]:
        index = self._indexes.get(kind)
        if index is None:
            index = self._indexes[kind] = Index()
        return index

    def the(self, kind: type[S]) -> S:
        """What there is one of in every account and region, made when it is first asked for."""
        single: S | None = self._single.get(kind)
        if single is None:
            single = self._single[kind] = kind()
        return single

    def arn(self, kind: str, tail: str) -> str:
        return f"arn:{partition(self.region_name)}:sms-voice:{self.region_name}:{self.account_id}:{kind}/{tail}"

    def add(self, resource: R) -> R:
        """Keep a new resource, or raise what speaks against it."""
        self.refuse_one_more(resource)
        return self.keep(resource)

    def refuse_one_more(self, resource: Resource) -> None:
        """ConflictException where there is one of its id; ServiceQuotaExceededException for one too many."""
        index = self.index(type(resource))
        if resource.resource_id in index:
            raise ConflictException(reason="RESOURCE_ALREADY_EXISTS", resource=resource)
        self.check_quota(resource.quota, len(index))

    def keep(self, resource: R) -> R:
        """Keep a resource, whatever speaks against it."""
        self.index(type(resource)).add(resource.resource_id, resource)
        return resource

    def get(self, kind: type[R], id_or_arn: str) -> R:
        """The resource of that id, name or ARN; ResourceNotFoundException where there is none."""
        resource = self.find(kind, id_or_arn)
        if resource is None:
            raise ResourceNotFoundException(kind=kind.kind, resource_id=id_or_arn)
        return resource

    def find(self, kind: type[R], id_or_arn: str) -> R | None:
        """The same, None where there is none. A name is the tail of its ARN."""
        return self.index(kind).get(id_or_arn.removeprefix(self.arn(kind.kind, "")))

    def get_by_arn(self, arn: str) -> Resource | None:
        """The resource of that ARN, of whatever kind."""
        for kind, index in self._indexes.items():
            prefix = self.arn(kind.kind, "")
            if arn.startswith(prefix):
                found: Resource | None = index.get(arn[len(prefix) :])
                return found
        return None

    def uses(self, resource: Resource, attribute: str) -> bool:
        """Whether a resource of any kind has that one as this attribute."""
        return any(getattr(each, attribute, None) is resource for index in self._indexes.values() for each in index)

    def describe(self, kind: type[R], ids_or_arns: Sequence[str]) -> Listing[R]:
        """Those asked for, or all where none is; ResourceNotFoundException if one asked for isn't there."""
        return chosen([self.get(kind, each) for each in ids_or_arns]) if ids_or_arns else self.index(kind)

    def remove(self, resource: Resource) -> None:
        self._under_way.pop(resource, None)  # type: ignore[call-overload]  # of those that have a status
        self.index(type(resource)).remove(resource.resource_id)

    def new_id(self, kind: type[Resource]) -> str:
        """An id that no resource of the kind has, of the form `pool-` and 32 hex digits."""
        index, beginning = self.index(kind), kind.id_beginning()
        while True:
            new = f"{beginning}{self.simulation.entropy.hex_id()}"
            if new not in index:
                return new

    def count(self, quota: str) -> int:
        """How many resources there are of the kind that a quota is of."""
        return sum(len(index) for kind, index in self._indexes.items() if kind.quota == quota)

    def check_quota(self, name: str, in_use: int) -> None:
        """Raise ServiceQuotaExceededException where no more are to be had."""
        if self.simulation.strict_quotas and in_use >= self.simulation.quotas[name]:
            raise ServiceQuotaExceededException(reason=name)

    def begin(
        self,
        resource: HasStatus,
        *path: str,
        finish: Callable[[], None] | None = None,
        held: Callable[[], bool] | None = None,
    ) -> None:
        """Set a resource on its way along these statuses, the first of them now, whatever way it was on before."""
        self.halt(resource)
        resource.status, *rest = path
        now = self.simulation.clock.now()
        transition = Transition(resource, rest, now, finish, held)
        if not transition.move(self.simulation.transitions[resource.kind], now, just_begun=True):
            self._under_way[resource] = transition

    def halt(self, resource: HasStatus) -> None:
        """Leave a resource where it is, whatever way it was on."""
        self._under_way.pop(resource, None)

    def settle(self, *, is_call: bool = True) -> None:
        """Move what is under way as far as it is due: by a call, or by the time that went by alone."""
        if not self._under_way:
            return
        now, rules = self.simulation.clock.now(), self.simulation.transitions
        for resource, transition in list(self._under_way.items()):
            rule = rules[resource.kind]
            if not is_call and not isinstance(rule, dt.timedelta):
                continue
            # What one does at its end may set another on its way, or halt it.
            is_on = self._under_way.get(resource) is transition
            if is_on and transition.move(rule, now) and self._under_way.get(resource) is transition:
                del self._under_way[resource]


@define(eq=False)
class Store:
    """The regions of all accounts, each made when it is first asked for."""

    simulation: Simulation
    _regions: dict[tuple[str, str], Region] = field(factory=dict, init=False)

    def region(self, account_id: str, region_name: str) -> Region:
        region = self._regions.get((account_id, region_name))
        if region is None:
            region = self._regions[account_id, region_name] = Region(account_id, region_name, self.simulation)
            for furnish in FURNISHINGS:
                furnish(region)
        return region

    def regions(self) -> list[Region]:
        """Those that were asked for, of all accounts."""
        return list(self._regions.values())

    def reset(self) -> None:
        self._regions.clear()


def find_anywhere(regions: Iterable[Region], kind: type[R], given: str) -> R:
    """The resource of that id or ARN, of whatever region. UnknownNameError, with the nearest, where there is none."""
    regions = list(regions)
    places = regions if isinstance(given, str) else ()  # None comes of an answer that was read for a wrong member
    found = next((each for region in places if (each := region.find(kind, given)) is not None), None)
    if found is None:
        ids = [each.resource_id for region in regions for each in region.index(kind)]
        raise UnknownNameError(did_you_mean(f"the id of any {kind.kind}", given, ids))
    return found


FURNISHINGS: list[Callable[[Region], object]] = []
"""What every new region begins with."""


@cache
def partition(region_name: str) -> str:
    """The partition of a region, by botocore's own table; "aws" for a region it can't place."""
    for each in Loader().load_data("partitions")["partitions"]:
        if region_name in each["regions"] or re.match(each["regionRegex"], region_name):
            return str(each["id"])
    return "aws"
