"""Make states of some size. Operations are called without the client and the pipeline, which saves most of the time.

Each state belongs to a service of its own. `running` lets it answer the calls of this process's clients.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from attrs import frozen

from pinpoint_mock.intercept.interceptors import install_interceptors, remove_interceptors
from pinpoint_mock.messaging.messages import send_text_message
from pinpoint_mock.protocol.call import Call
from pinpoint_mock.resources.opt_out_lists import put_opted_out_number
from pinpoint_mock.resources.origination.phone_number import PhoneNumber
from pinpoint_mock.resources.origination.phone_numbers import request_phone_number
from pinpoint_mock.resources.origination.pools import associate_origination_identity, create_pool
from pinpoint_mock.service import Service
from pinpoint_mock.store import Region

from .clients import MESSAGE, REGION_NAME, REQUEST

LONG_CODE = {**REQUEST, "IsoCountryCode": "FR", "NumberType": "LONG_CODE"}


@frozen
class State:
    """A service with some state, and the parameters of the calls that are timed on it."""

    service: Service
    request: Mapping[str, Any] = REQUEST
    message: Mapping[str, Any] = MESSAGE


Make = Callable[[int], State]
"""A function that makes a state with a number of things."""


@contextmanager
def running(service: Service) -> Iterator[None]:
    """Let a service answer the calls of this process's clients, as a running mock does."""
    install_interceptors(service.handle)
    try:
        yield
    finally:
        remove_interceptors(service.handle)


def with_numbers(count: int) -> State:
    """Make a state with phone numbers, which are ACTIVE. The one in the middle sends the messages."""
    service = new_service()
    numbers = request_numbers(service, count, LONG_CODE)
    sender = numbers[count // 2].phone_number_id
    return State(service, request=LONG_CODE, message={**MESSAGE, "OriginationIdentity": sender})


def with_messages(count: int) -> State:
    """Make a state with sent messages."""
    service = new_service()
    send_messages(service, count)
    return State(service)


def with_opt_outs(count: int) -> State:
    """Make a state with numbers in the opt-out list."""
    service = new_service()
    with service.exclusive():
        for number in range(count):
            put_opted_out_number(region_of(service), OptOutListName="Default", OptedOutNumber=f"+4420{number:08}")
    return State(service)


def with_pending_by_hand(count: int) -> State:
    """Make a state with phone numbers that stay PENDING until a test changes the rule."""
    return _with_pending(count, "manual")


def with_pending_by_time(count: int) -> State:
    """Make a state with phone numbers that are PENDING for a day of the mock's clock."""
    return _with_pending(count, dt.timedelta(days=1))


def _with_pending(count: int, rule: Any) -> State:
    service = new_service()
    [sender] = request_numbers(service, 1, LONG_CODE)
    service.simulation.transitions["phone-number"] = rule
    _request_pending(service, count, LONG_CODE)
    return State(service, request=LONG_CODE, message={**MESSAGE, "OriginationIdentity": sender.phone_number_id})


def with_regions(count: int) -> State:
    """Make a state with other accounts, each of which has used one region."""
    service = new_service()
    for number in range(count):
        service.store.region(f"{number:012}", REGION_NAME)
    return State(service)


def with_numbers_like(**parameters: str) -> Make:
    """Return a function that makes a state with phone numbers of some country and type, and requests more of them."""
    request = {**REQUEST, **parameters}

    def make(count: int) -> State:
        service = new_service()
        request_numbers(service, count, request)
        return State(service, request=request)

    return make


def with_senders(iso_country_code: str, *, in_pool: bool) -> Make:
    """Return a function that makes a state with identities, from which the service chooses the sender of a message.

    They are numbers of one country. Besides them there is one number of the destination's country.
    """

    def make(count: int) -> State:
        service = new_service()
        region = region_of(service)
        first, *others = [
            *request_numbers(service, 1, LONG_CODE),
            *request_numbers(service, count, {**LONG_CODE, "IsoCountryCode": iso_country_code}),
        ]
        if not in_pool:
            return State(service)
        with service.exclusive():
            pool = create_pool(
                region,
                OriginationIdentity=first.phone_number_id,
                IsoCountryCode=first.iso_country_code,
                MessageType="TRANSACTIONAL",
            )
        _move_statuses(service)
        with service.exclusive():
            for number in others:
                associate_origination_identity(
                    region,
                    PoolId=pool.pool_id,
                    OriginationIdentity=number.phone_number_id,
                    IsoCountryCode=number.iso_country_code,
                )
        return State(service, message={**MESSAGE, "OriginationIdentity": pool.pool_id})

    return make


def new_service() -> Service:
    """Make a service without quotas."""
    service = Service()
    service.enter({"strict_quotas": False})
    return service


def region_of(service: Service) -> Region:
    """Return the region that the benchmarks' clients use."""
    return service.store.region(service.account_id(None), REGION_NAME)


def request_numbers(service: Service, count: int, parameters: Mapping[str, Any]) -> list[PhoneNumber]:
    """Request phone numbers, which become ACTIVE. As with real calls, few of them are PENDING at the same time."""
    numbers: list[PhoneNumber] = []
    while len(numbers) < count:
        numbers += _request_pending(service, min(100, count - len(numbers)), parameters)
        _move_statuses(service)
    return numbers


def _request_pending(service: Service, count: int, parameters: Mapping[str, Any]) -> list[PhoneNumber]:
    """Request phone numbers, which are PENDING."""
    with service.exclusive():
        return [request_phone_number(region_of(service), **parameters) for _ in range(count)]


def _move_statuses(service: Service) -> None:
    """Handle a call, with which the statuses of new resources move by default."""
    service.handle(Call("DescribeAccountLimits", {}, REGION_NAME))


def send_messages(service: Service, count: int) -> None:
    """Send messages."""
    with service.exclusive():
        for _ in range(count):
            send_text_message(region_of(service), **MESSAGE)


def page_tokens(service: Service, last: int) -> list[str | None]:
    """Return the tokens of the pages of 100 phone numbers, from the first page to a later one. The first has none."""
    tokens: list[str | None] = [None]
    while len(tokens) <= last:
        call = Call("DescribePhoneNumbers", {"MaxResults": 100, "NextToken": tokens[-1]}, REGION_NAME)
        tokens.append(service.handle(call).members["NextToken"])
    return tokens
