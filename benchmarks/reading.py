"""Measure lists of phone numbers, page by page, and the reading of the outbox."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from functools import partial
from statistics import median
from typing import Any

from pinpoint_mock import mock_pinpoint_v2

from .clients import client_of
from .figures import Measure, Row, Scale, frozen_heap, in_turn, seconds, without_gc
from .states import State, page_tokens, running, send_messages, with_numbers


def pages(scale: Scale) -> Iterator[Row]:
    """Measure pages of many phone numbers, beside pages of few."""
    client, few, many = client_of(), 1_000, scale.size(100_000)
    states = [with_numbers(each) for each in (many, few, 10)]
    tokens = [page_tokens(state.service, size // 100 - 1) for state, size in zip(states, (many, few), strict=False)]
    page = partial(_page, client)
    with frozen_heap():
        for which in ("first", "middle", "last"):
            ours, theirs = in_turn(
                *(page(state, _of(which, its), 100) for state, its in zip(states, tokens, strict=False)),
                rounds=scale.of(60),
            )
            yield Row(
                key=f"page_{which}",
                what=f"{which} page of 100 of {many:,} numbers ÷ of {few:,}",
                ours=ours,
                theirs=theirs,
                figure=ours / theirs,
                bound=1.2,
            )
        ours, theirs = in_turn(
            page(states[0], _of("middle", tokens[0]), 5), page(states[-1], None, 5), rounds=scale.of(150)
        )
        what = f"page of 5 amid {many:,} numbers ÷ amid 10"
        yield Row(key="page_of_5", what=what, ours=ours, theirs=theirs, figure=ours / theirs, bound=1.2)


def filters(scale: Scale) -> Iterator[Row]:
    """Measure a filter that matches nothing, for which the mock looks at every resource."""
    client, count = client_of(), scale.size(10_000)
    state = with_numbers(count)
    filtered = partial(client.describe_phone_numbers, Filters=[{"Name": "status", "Values": ["DELETED"]}])
    with running(state.service):
        assert not filtered()["PhoneNumbers"]
        taken = median(seconds(filtered, scale.of(20)))
    what = f"DescribePhoneNumbers with a filter that matches none of {count:,}, per number"
    yield Row(key="filter", what=what, ours=taken, figure=taken / count * 1e6, unit=" µs")


def outbox(scale: Scale) -> Iterator[Row]:
    """Measure the reading of the whole outbox, whose messages are made for their readers when they are first read."""
    count = scale.size(30_000)
    first: list[float] = []
    again: list[float] = []
    for _ in range(scale.of(5)):
        with mock_pinpoint_v2(strict_quotas=False) as pinpoint:
            send_messages(pinpoint._service, count)
            gc.collect()
            for taken in (first, again):
                taken += seconds(lambda: list(pinpoint.outbox))
            assert len(pinpoint.outbox) == count
    for key, when, taken in (("first", "for the first time", first), ("again", "again", again)):
        each = median(taken) / count
        what = f"list(pinpoint.outbox) with {count:,} messages, {when}, per message"
        yield Row(key=f"outbox_{key}", what=what, ours=median(taken), figure=each * 1e6, bound=5, unit=" µs")


def _of(which: str, tokens: list[str | None]) -> str | None:
    """Return the token of the first, the middle or the last page."""
    return tokens[{"first": 0, "middle": len(tokens) // 2, "last": -1}[which]]


def _page(client: Any, state: State, token: str | None, size: int) -> Measure:
    parameters: dict[str, Any] = {"MaxResults": size, **({} if token is None else {"NextToken": token})}
    describe = partial(client.describe_phone_numbers, **parameters)

    def measure() -> list[float]:
        with running(state.service), without_gc():
            assert len(describe()["PhoneNumbers"]) == size
            return seconds(describe, 5)

    return measure
