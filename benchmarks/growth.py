"""Compare calls on a large state with the same calls on a small one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache, partial
from itertools import count
from typing import Any

from attrs import frozen

from .clients import client_of
from .figures import Measure, Row, Scale, frozen_heap, in_turn, seconds, without_gc
from .states import (
    Make,
    State,
    running,
    with_messages,
    with_numbers,
    with_numbers_like,
    with_opt_outs,
    with_pending_by_hand,
    with_pending_by_time,
    with_regions,
    with_senders,
)

FEW, MANY, SENDERS = 10, 100_000, 10_000
LONGEST_TURN, LONGEST_ROW = 0.05, 12.0
"""Seconds. They keep the run short where a call is much slower than it should be."""

TimedCall = Callable[[Any, State], object]
"""A call by a client on a state."""

_destinations = (f"+336399{number % 100_000:05}" for number in count())


def _request(client: Any, state: State) -> object:
    return client.request_phone_number(**state.request)


def _send(client: Any, state: State) -> object:
    return client.send_text_message(**state.message)


def _send_to_another(client: Any, state: State) -> object:
    """Send to a destination that has got no message yet: the service remembers which sender reached each phone."""
    return client.send_text_message(**{**state.message, "DestinationPhoneNumber": next(_destinations)})


@frozen
class Things:
    """Things of which a state has few or many."""

    key: str
    name: str
    make: Make


GROWING = (
    Things("numbers", "phone numbers", with_numbers),
    Things("messages", "messages", with_messages),
    Things("opt_outs", "opted-out numbers", with_opt_outs),
    Things("pending_by_hand", "PENDING numbers (manual)", with_pending_by_hand),
    Things("pending_by_time", "PENDING numbers (timedelta)", with_pending_by_time),
    Things("regions", "other accounts' regions", with_regions),
)


def growth(scale: Scale) -> Iterator[Row]:
    """Measure RequestPhoneNumber and SendTextMessage while a state grows."""
    for things in GROWING:
        many = scale.size(MANY)
        large = things.make(many)
        with frozen_heap():
            # The sends come first, since the requested numbers would be possible senders of theirs.
            for key, operation, call in (
                ("send", "SendTextMessage", _send),
                ("request", "RequestPhoneNumber", _request),
            ):
                yield _row(
                    f"growth_{key}_{things.key}",
                    f"{operation} amid {many:,} {things.name} ÷ amid {FEW}",
                    1.2,
                    [partial(_on, large, call), partial(_on_new, things.make, FEW, call)],
                    scale,
                )


def supply(scale: Scale) -> Iterator[Row]:
    """Measure RequestPhoneNumber when most numbers of the range for fiction have been leased already."""
    for country, number_type, many in (("US", "TOLL_FREE", 600), ("SE", "LONG_CODE", 400)):
        make = with_numbers_like(IsoCountryCode=country, NumberType=number_type)
        yield _row(
            f"supply_{country.lower()}",
            f"RequestPhoneNumber of a {country} {number_type} after {many} of them ÷ of the first ones",
            1.2,
            [partial(_on_new, make, many, _request), partial(_on_new, make, 0, _request)],
            scale,
        )


def senders(scale: Scale) -> Iterator[Row]:
    """Measure a send for which the service chooses the sender, from the account or from a pool."""
    many = scale.size(SENDERS)
    for key, place, in_pool in (("account", "the account", False), ("pool", "a pool", True)):
        for country, which in (("FR", "senders"), ("SE", "senders of another country")):
            make = with_senders(country, in_pool=in_pool)
            large = make(many)
            with frozen_heap():
                for suffix, whereto, call in (
                    ("new", "a new destination", _send_to_another),
                    ("again", "the same destination", _send),
                ):
                    if country != "FR" and suffix == "again":
                        continue
                    yield _row(
                        f"senders_{key}_{suffix if country == 'FR' else 'abroad'}",
                        f"send from {place} to {whereto} amid {many:,} {which} ÷ amid {FEW}",
                        2,
                        [partial(_on, large, call), partial(_on_new, make, FEW, call)],
                        scale,
                    )


@cache
def _client() -> Any:
    """Return one client for all rows."""
    return client_of()


def _row(key: str, what: str, bound: float, measures: list[Measure], scale: Scale) -> Row:
    ours, theirs = in_turn(*measures, rounds=scale.of(100), at_most=LONGEST_ROW)
    return Row(key=key, what=what, ours=ours, theirs=theirs, figure=ours / theirs, bound=bound)


def _on(state: State, call: TimedCall) -> list[float]:
    """Take the times of some calls on a state, after one that isn't timed."""
    client = _client()
    with running(state.service), without_gc():
        call(client, state)
        return seconds(lambda: call(client, state), 10, at_most=LONGEST_TURN)


def _on_new(make: Make, size: int, call: TimedCall) -> list[float]:
    """Take the times of some calls on a new state. A small state is made for each turn, since the calls enlarge it."""
    return _on(make(size), call)
