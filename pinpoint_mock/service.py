"""The whole life of a request, top to bottom: a Call comes in by a door, a Reply leaves by the same door."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from importlib.metadata import version
from threading import RLock
from typing import Any

import botocore
from attrs import define, field, frozen

from . import beside_moto
from . import resources as _rooms  # noqa: F401 - importing the rooms registers their operations
from .environment import REGION
from .errors import ServiceException, ValidationException
from .operation import OPERATIONS, Operation
from .protocol import model
from .protocol.call import Call, Reply
from .protocol.filters import compile_filters
from .protocol.pagination import Sequenced, page
from .protocol.validation import validate
from .protocol.wire import listed_member, to_wire
from .resources.tags import checked_tags
from .simulation.simulation import Simulation
from .store import Region, Store

DEFAULT_ACCOUNT_ID = "123456789012"
CALLS_REMEMBERED = 10_000

# What the corridor does itself for an operation that doesn't name the member.
CORRIDOR = frozenset({"ClientToken", "Tags", "Filters", "NextToken", "MaxResults", "Owner"})


@frozen
class AnsweredCall:
    """A call that was answered: with a result, in the wire's names, or with an error."""

    operation: str
    """In the wire's name: "SendTextMessage"."""
    parameters: Mapping[str, Any]
    """As they were given, in the wire's names."""
    account_id: str
    """The account that the call was answered for, twelve digits."""
    region_name: str
    """Its region: "us-east-1"."""
    result: Mapping[str, Any] | None
    """None where it was refused."""
    error: BaseException | None
    """Why it was refused: the model's error, or the exception given to `PinpointMock.fail`; None where it wasn't."""


@define(eq=False)
class Service:
    """The service as one mock plays it: what it keeps, the world around it, and the calls it answered."""

    simulation: Simulation = field(factory=Simulation, init=False)
    store: Store = field(init=False)
    calls: deque[AnsweredCall] = field(init=False, factory=lambda: deque(maxlen=CALLS_REMEMBERED))
    lock: RLock = field(factory=RLock, init=False)
    _is_at_work: bool = field(default=False, init=False)

    def __attrs_post_init__(self) -> None:
        self.store = Store(self.simulation)

    def handle(self, call: Call) -> Reply:
        """Answer a call. What isn't an error of the model, as an exception given to `fail`, is raised as it is."""
        with self.at_work():
            region = self.store.region(self.account_id(call.access_key_id), self.region_name(call.region_name))
            parameters = {name: value for name, value in call.parameters.items() if value is not None}
            try:
                result = self._answer(region, call.operation, parameters)
            except BaseException as error:
                self._remember(region, call.operation, parameters, error=error)
                if isinstance(error, ServiceException):
                    return self._refusal(error)
                raise
            self._remember(region, call.operation, parameters, result=result)
            return Reply(200, self._headers(), result)

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """Hold the lock, with what is due by now done first; when it is let go, send off what was emitted.

        A thread that is at work already, as one whose `delivery` function looks at the outbox, goes on with that.
        """
        outgoing: list[Any] = []
        try:
            with self.lock:
                if self._is_at_work:
                    yield
                    return
                self._is_at_work = True
                try:
                    self.simulation.agenda.run(self.simulation.clock)
                    for region in self.store.regions():
                        region.settle(is_call=False)
                    yield
                finally:
                    self._is_at_work = False
                    outgoing = self.simulation.post.take()
        finally:
            self.simulation.post.send(outgoing)

    def settle(self) -> None:
        """Do what is due by now."""
        with self.at_work():
            pass

    def account_id(self, access_key_id: str | None) -> str:
        """The account that a request is for, by the key that it was signed with."""
        if access_key_id is not None:
            if len(access_key_id) == 12 and access_key_id.isascii() and access_key_id.isdigit():
                return access_key_id
            if account_id := beside_moto.account_of(access_key_id):
                return account_id
        return self.simulation.option("account_id") or os.environ.get("MOTO_ACCOUNT_ID") or DEFAULT_ACCOUNT_ID

    def region_name(self, given: str | None) -> str:
        """The region of a request, or else the environment's default, or the mock's where a test has cleared that."""
        return given or os.environ.get(REGION) or str(self.simulation.option("region_name"))

    def reset(self) -> None:
        with self.lock:
            self.simulation.reset()
            self.store.reset()
            self.calls.clear()

    def _answer(self, region: Region, name: str, parameters: dict[str, Any]) -> dict[str, Any]:
        region.settle()
        self.simulation.failures.raise_for(name, parameters)
        operation = OPERATIONS.get(name)
        if operation is None:
            raise NotImplementedError(f"{name} isn't mocked by {versions()}")
        validate(name, parameters)
        if "ClientToken" not in parameters:
            return self._perform(region, operation, parameters)
        outcome = region.outcomes.recall(name, parameters)
        if outcome is not None:
            return outcome.result()
        try:
            result = self._perform(region, operation, parameters)
        except ServiceException as error:
            region.outcomes.keep(name, parameters, error=error)
            raise
        region.outcomes.keep(name, parameters, result)
        return result

    def _perform(self, region: Region, operation: Operation, parameters: dict[str, Any]) -> dict[str, Any]:
        """The operation's own work, with what the corridor does for every operation around it."""
        own = {name: value for name, value in parameters.items() if name in operation.takes}
        rest = {name: value for name, value in parameters.items() if name not in operation.takes}
        _refuse_unknown_members(operation.name, rest)
        tags = checked_tags(rest.get("Tags", ()))
        if tags:
            region.check_quota("TAGS_PER_RESOURCE", len(tags) - 1)
        if "Owner" in rest and any(own.values()):
            raise ValidationException(
                reason="PARAMETERS_CANNOT_BE_USED_TOGETHER",
                fields={"Owner": f"it can't go with {', '.join(own)}; give the one or the other"},
            )
        answer = operation.function(region, **own)
        if tags:
            answer.tag(tags)
        if _is_paged(operation.name):
            answer = _one_page(region, operation.name, answer, parameters, rest)
        return to_wire(operation.name, answer)

    def _remember(
        self,
        region: Region,
        operation: str,
        parameters: Mapping[str, Any],
        result: Mapping[str, Any] | None = None,
        error: BaseException | None = None,
    ) -> None:
        self.calls.append(AnsweredCall(operation, parameters, region.account_id, region.region_name, result, error))

    def _headers(self) -> dict[str, str]:
        return {
            "x-amzn-RequestId": self.simulation.entropy.request_id(),
            "Content-Type": "application/x-amz-json-1.0",
        }

    def _refusal(self, error: ServiceException) -> Reply:
        headers, members = self._headers(), error.to_wire()
        if error.status >= 500:
            members.setdefault("RequestId", headers["x-amzn-RequestId"])
        return Reply(error.status, headers, members)


def _one_page(
    region: Region, operation: str, answer: Any, parameters: Mapping[str, Any], rest: Mapping[str, Any]
) -> tuple[Any, ...]:
    """The answer with one page in place of its listing, which comes last."""
    *parts, listing = answer if isinstance(answer, tuple) else (answer,)
    if rest.get("Owner") == "SHARED":
        listing = Sequenced(())  # no other account shares anything with this one
    items, token = page(
        listing,
        parameters,
        scope=(region.account_id, region.region_name, operation),
        size=rest.get("MaxResults", _largest_page(operation)),
        predicate=compile_filters(operation, rest.get("Filters", ())),
    )
    return (*parts, {listed_member(operation): items, "NextToken": token})


@cache
def _is_paged(operation: str) -> bool:
    return "NextToken" in model.members(model.operation_model(operation).output_shape)


@cache
def _largest_page(operation: str) -> int:
    """How many a page holds unless the request says: as many as it may say (our choice, where AWS doesn't tell)."""
    return int(model.members(model.operation_model(operation).input_shape)["MaxResults"].metadata["max"])


def _refuse_unknown_members(operation: str, rest: Mapping[str, Any]) -> None:
    """NotImplementedError for a member that the model has and nobody here does; others are passed over, as by AWS."""
    unknown = rest.keys() - CORRIDOR
    modelled = unknown & model.members(model.operation_model(operation).input_shape).keys() if unknown else ()
    if modelled:
        raise NotImplementedError(f"{', '.join(sorted(modelled))} of {operation} isn't mocked by {versions()}")


def versions() -> str:
    return f"pinpoint-mock {version('pinpoint-mock')} (botocore {botocore.__version__} is installed)"
