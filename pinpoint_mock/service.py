"""Answer calls: every call passes one pipeline, whose steps are listed in `PIPELINE`."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from threading import RLock
from typing import Any

from attrs import define, field

from . import beside_moto
from .calls import AnsweredCall
from .environment import REGION
from .errors import ServiceException, ValidationException
from .messaging.delivery_rules import DeliveryRule, DeliverySettings
from .operation import Operation
from .options import Options
from .protocol import model
from .protocol.call import Call, Reply
from .protocol.filters import compile_filters
from .protocol.mocked import not_mocked, refuse_unmocked
from .protocol.pagination import Listing, Sequenced, page
from .protocol.validation import validate
from .protocol.wire import to_wire
from .publishing.publisher import Outgoing, Publisher
from .resources.registrations.reviews import ApprovalEffects
from .resources.tags import checked_tags
from .simulation.nested_settings import SettingsLevel
from .simulation.simulation import Run, Simulation
from .store import Region, Resource, Store, partition
from .wiring import ON_REGION_CREATED, ON_REGISTRATION_APPROVED, OPERATIONS

DEFAULT_ACCOUNT_ID = "123456789012"
CALLS_REMEMBERED = 10_000
"""The most calls that `PinpointMock.calls` has."""

PAGING_PARAMETERS = frozenset({"Filters", "NextToken", "MaxResults", "Owner"})
PIPELINE_PARAMETERS = frozenset({"ClientToken", "Tags"}) | PAGING_PARAMETERS
"""The parameters that the pipeline handles for operations that don't take them: those of paging for paged ones."""
LARGEST_PAGE = 100
"""The size of a page if the model has no maximum for it."""


@define(eq=False)
class Request:
    """A call on its way through the pipeline."""

    region: Region
    name: str
    """The operation's name on the wire: "SendTextMessage"."""
    parameters: dict[str, object]
    """The parameters that were given, in the wire's names."""
    operation: Operation = field(init=False)
    own: dict[str, object] = field(init=False)
    """The parameters that the operation takes."""
    others: dict[str, Any] = field(init=False)
    """The parameters that the pipeline handles."""
    tags: dict[str, str] = field(factory=dict, init=False)
    """The tags of the new resource."""
    answer: object = field(default=None, init=False)
    """What the operation's function returned: a resource, a mapping, a listing, or a tuple of these."""
    has_new_token: bool = field(default=False, init=False)
    """Whether it has a client token that wasn't used before, so that its outcome has to be kept."""
    result: dict[str, object] | None = field(default=None, init=False)
    """The members of the answer in the wire's names. The pipeline ends when it is set."""


@define(eq=False)
class EnteredOptions:
    """The options of one running mock, from `Service.enter` to `Service.leave`."""

    run: Run
    delivery: SettingsLevel[DeliveryRule]


@define(eq=False)
class Service:
    """The mocked service: its settings, its state, and the calls that it has answered."""

    simulation: Simulation = field(factory=Simulation, init=False)
    store: Store = field(init=False)
    calls: deque[AnsweredCall] = field(init=False, factory=lambda: deque(maxlen=CALLS_REMEMBERED))
    publisher: Publisher = field(init=False)
    _lock: RLock = field(factory=RLock, init=False)
    _is_working: bool = field(default=False, init=False)
    """Whether a thread is inside `exclusive`."""
    _rules_version: int = field(default=0, init=False)
    """The version of the transition rules that the transitions under way move by."""

    def __attrs_post_init__(self) -> None:
        self.store = Store(self.simulation, ON_REGION_CREATED)
        self.publisher = self.store.shared(Publisher)
        self.store.shared(ApprovalEffects).functions = ON_REGISTRATION_APPROVED

    def handle(self, call: Call) -> Reply:
        """Answer a call. An exception that isn't an error of the model, such as one given to `fail`, is raised."""
        with self.exclusive():
            region = self.store.region(self.account_id(call.access_key_id), self.region_name(call.region_name))
            parameters = {name: value for name, value in call.parameters.items() if value is not None}
            request = Request(region, call.operation, parameters)
            try:
                result = run_pipeline(request)
            except BaseException as error:
                self._remember(request, error=error)
                if isinstance(error, ServiceException):
                    return self._refusal(error)
                raise
            self._remember(request, result=result)
            return Reply(200, self._headers(), result)

    @contextmanager
    def exclusive(self, *, settles: bool = True) -> Iterator[None]:
        """Hold the lock while the state is read or changed.

        With `settles`, first do everything that is due by now. When the lock is released, send the events that were
        emitted. In a thread that holds the lock already, for example in a test's `delivery` function, do neither.
        """
        outgoing: list[Outgoing] = []
        try:
            with self._lock:
                if self._is_working:
                    yield
                    return
                self._is_working = True
                try:
                    if settles:
                        self._settle()
                    yield
                finally:
                    self._is_working = False
                    outgoing = self.publisher.take()
        finally:
            self.publisher.send(outgoing)

    def _settle(self) -> None:
        """Do everything that is due by now."""
        version = self.simulation.transitions._version
        # The start and the stop of a nested mock also change it. The mock's `strict_registration` may hold other
        # numbers than that of the mock around it.
        if version != self._rules_version:
            self._rules_version = version
            for region in self.store.regions():
                region.transitions.wake_all()
        self.simulation.scheduler.run(self.simulation.clock)

    def account_id(self, access_key_id: str | None) -> str:
        """Return the account that a call is for, by the key that it was signed with."""
        if access_key_id is not None:
            if len(access_key_id) == 12 and access_key_id.isascii() and access_key_id.isdigit():
                return access_key_id
            if account_id := beside_moto.account_of(access_key_id):
                return account_id
        return self.simulation.options["account_id"] or os.environ.get("MOTO_ACCOUNT_ID") or DEFAULT_ACCOUNT_ID

    def region_name(self, given: str | None) -> str:
        """Return the region of a call: the given one, else the default of the environment, else the mock's option."""
        return given or os.environ.get(REGION) or self.simulation.options["region_name"]

    def runs_code_of_tests(self) -> bool:
        """Return whether a call may run a function that a test has given, or what moto does with an event."""
        return (
            bool(self.publisher.listeners)
            or not isinstance(self.store.shared(DeliverySettings)["delivery"], (str, type(None)))
            or self.simulation.failures.have_functions
            or beside_moto.is_running()
        )

    def enter(self, options: Options) -> EnteredOptions:
        """Apply the options of a mock until `leave`. If a value is wrong, raise the error and apply none of them."""
        settings = self.store.shared(DeliverySettings)
        delivery = settings._push({"delivery": options["delivery"]} if "delivery" in options else {})
        try:
            return EnteredOptions(self.simulation.enter(options), delivery)
        except BaseException:
            settings._remove(delivery)
            raise

    def leave(self, entered: EnteredOptions) -> None:
        """End the options of a mock."""
        self.simulation.leave(entered.run)
        self.store.shared(DeliverySettings)._remove(entered.delivery)

    def reset(self) -> None:
        """Return to the state at the outermost start."""
        self.simulation.reset()
        self.store.reset()
        self.calls.clear()

    def _remember(
        self, request: Request, result: Mapping[str, object] | None = None, error: BaseException | None = None
    ) -> None:
        region = request.region
        self.calls.append(
            AnsweredCall(request.name, request.parameters, region.account_id, region.region_name, result, error)
        )

    def _headers(self) -> dict[str, str]:
        return {
            "x-amzn-RequestId": self.simulation.id_source.request_id(),
            "Content-Type": "application/x-amz-json-1.0",
        }

    def _refusal(self, error: ServiceException) -> Reply:
        headers, members = self._headers(), error.to_wire()
        if error.status >= 500:
            members.setdefault("RequestId", headers["x-amzn-RequestId"])
        return Reply(error.status, headers, members)


def run_pipeline(request: Request) -> dict[str, object]:
    """Run the steps until one of them sets the result, and return it. Keep the outcome of a new client token."""
    try:
        for step in PIPELINE:
            step(request)
            if request.result is not None:
                break
    except ServiceException as error:
        if request.has_new_token:
            request.region.outcomes.keep(request.name, request.parameters, error=error)
        raise
    assert request.result is not None, "the last step sets the result"
    if request.has_new_token:
        request.region.outcomes.keep(request.name, request.parameters, request.result)
    return request.result


def advance_statuses(request: Request) -> None:
    """Move the statuses that are due: by one step those that move with each call."""
    request.region.transitions.advance()


def raise_injected_failure(request: Request) -> None:
    """Raise the error that a test has prepared for this call."""
    region = request.region
    failure = region.simulation.failures.meet(request.name, request.parameters)
    if failure is not None:
        raise failure.error_for(region.account_id, partition(region.region_name))


def find_operation(request: Request) -> None:
    """Find the operation. Raise NotImplementedError if only the installed botocore has it."""
    operation = OPERATIONS.get(request.name)
    if operation is None:
        raise not_mocked(request.name)
    request.operation = operation


def validate_parameters(request: Request) -> None:
    """Check the parameters against the model's input shape."""
    validate(request.name, request.parameters)


def replay_client_token(request: Request) -> None:
    """Repeat the outcome of a client token that was used before."""
    if "ClientToken" in request.parameters:
        outcome = request.region.outcomes.recall(request.name, request.parameters)
        if outcome is not None:
            request.result = outcome.result()
        else:
            request.has_new_token = True


def split_parameters(request: Request) -> None:
    """Separate the operation's own parameters from the pipeline's.

    Raise NotImplementedError for a parameter of the model that neither handles. Parameters that aren't in the model are
    ignored, as the service ignores them.
    """
    takes, parameters = request.operation.takes, request.parameters
    if parameters.keys() <= takes:
        request.own, request.others = parameters, {}
        return
    request.own = {name: value for name, value in parameters.items() if name in takes}
    request.others = {name: value for name, value in parameters.items() if name not in takes}
    unknown = request.others.keys() - PIPELINE_PARAMETERS
    if not request.operation.is_paged:
        unknown |= request.others.keys() & PAGING_PARAMETERS
    if unknown:
        modelled = unknown & model.members(model.operation_model(request.name).input_shape).keys()
        if modelled:
            raise not_mocked(f"{', '.join(sorted(modelled))} of {request.name}")


def refuse_what_only_botocore_has(request: Request) -> None:
    """Raise NotImplementedError for a value, or a member of a structure, that only the installed botocore has."""
    refuse_unmocked(request.name, request.parameters)


def check_tags(request: Request) -> None:
    """Check the tags for a new resource."""
    if "Tags" in request.others:
        request.tags = checked_tags(request.others["Tags"])
        if request.tags:
            if not _makes_resource(request.name):
                raise not_mocked(f"Tags of {request.name}")
            request.region.check_quota("TAGS_PER_RESOURCE", len(request.tags) - 1)


def check_owner(request: Request) -> None:
    """Raise ValidationException for an Owner together with ids, as the service does."""
    if "Owner" in request.others and any(request.own.values()):
        raise ValidationException(
            reason="PARAMETERS_CANNOT_BE_USED_TOGETHER",
            fields={"Owner": f"it can't be used with {', '.join(request.own)}; give only one of them"},
        )


def call_operation(request: Request) -> None:
    """Call the operation's function."""
    request.answer = request.operation.function(request.region, **request.own)


def add_tags(request: Request) -> None:
    """Give the new resource its tags."""
    if request.tags:
        assert isinstance(request.answer, Resource), "check_tags refuses tags for other operations"
        request.answer.tag(request.tags)


def take_page(request: Request) -> None:
    """Replace the listing, which comes last in the answer, by one page of it."""
    if not request.operation.is_paged:
        return
    region, others = request.region, request.others
    parts: list[object]
    listing: Listing[object]
    *parts, listing = request.answer if isinstance(request.answer, tuple) else (request.answer,)
    if others.get("Owner") == "SHARED":
        listing = Sequenced(())  # no other account shares resources with this one
    items, token = page(
        listing,
        request.parameters,
        scope=(region.account_id, region.region_name, request.name),
        size=others.get("MaxResults", _largest_page(request.name)),
        predicate=compile_filters(request.name, others.get("Filters", ())),
    )
    request.answer = (*parts, {model.listed_member(request.name): items, "NextToken": token})


def serialise(request: Request) -> None:
    """Make the members of the model's output shape from the answer."""
    request.result = to_wire(request.name, request.answer)


PIPELINE: tuple[Callable[[Request], None], ...] = (
    advance_statuses,
    raise_injected_failure,
    find_operation,
    validate_parameters,
    replay_client_token,
    split_parameters,
    refuse_what_only_botocore_has,
    check_tags,
    check_owner,
    call_operation,
    add_tags,
    take_page,
    serialise,
)
"""The steps of every call, in their order."""


@cache
def _makes_resource(operation: str) -> bool:
    """Return whether an operation returns a resource, which can have tags."""
    function = OPERATIONS[operation].function
    returned = function.__globals__.get(function.__annotations__["return"])
    return isinstance(returned, type) and issubclass(returned, Resource)


@cache
def _largest_page(operation: str) -> int:
    """Return the size of a page if the request gives none: the largest that it may give (our choice)."""
    size = model.members(model.operation_model(operation).input_shape)["MaxResults"]
    return int(size.metadata.get("max", LARGEST_PAGE))
