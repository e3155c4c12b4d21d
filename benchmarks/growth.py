"""What a page and a send cost as state grows, and what a number weighs."""

from __future__ import annotations

import gc
import tracemalloc
from collections.abc import Iterator
from functools import partial
from typing import Any
from uuid import uuid4

from pinpoint_mock import PinpointMock, mock_pinpoint_v2
from pinpoint_mock.protocol.call import Call

from .clients import MESSAGE, REQUEST
from .figures import Measure, Row, Scale, in_turn, seconds
from .states import lease, opt_out, page_tokens, region_of

REGIONS = ("us-east-1", "us-east-2", "us-west-1", "us-west-2")
"""One for each size."""


def pages(scale: Scale) -> Iterator[Row]:
    """First, middle and last page of many numbers, beside the same of few."""
    few, many = 1_000, scale.sizes[1]
    with mock_pinpoint_v2(strict_quotas=False) as pinpoint:
        asked = []
        for region_name, count in zip(REGIONS, (few, many), strict=False):
            lease(region_of(pinpoint, region_name), count)
            tokens = page_tokens(pinpoint, region_name, count // 100 - 1)
            asked.append([_page(pinpoint, region_name, tokens[place], 100) for place in (0, len(tokens) // 2, -1)])
        gc.collect()
        for which, of_few, of_many in zip(("first", "middle", "last"), *asked, strict=True):
            ours, theirs = in_turn(of_many, of_few, rounds=scale.of(60))
            yield Row(
                key=f"page_{which}",
                what=f"{which} page of 100 of {many:,} numbers ÷ of {few:,}",
                ours=ours,
                theirs=theirs,
                figure=ours / theirs,
                bound=1.2,
            )


def growth(scale: Scale) -> Iterator[Row]:
    """A page, a send from one's own number and a send past an opt-out list, from few to many beside them."""
    with mock_pinpoint_v2(strict_quotas=False) as pinpoint:
        regions = list(zip(REGIONS, scale.sizes, strict=False))
        numbers = [lease(region_of(pinpoint, name), count).phone_number_id for name, count in regions]
        tokens = [page_tokens(pinpoint, name, count // 200)[-1] for name, count in regions]
        gc.collect()
        yield from _growing(
            "growth_page",
            "page of 5 amid {:,} numbers ÷ amid {:,}",
            [_page(pinpoint, name, token, 5) for (name, _), token in zip(regions, tokens, strict=True)],
            1.2,
            scale,
        )
        yield from _growing(
            "growth_send",
            "send from one of {:,} numbers ÷ of {:,}",
            [_sends(pinpoint, name, OriginationIdentity=own) for (name, _), own in zip(regions, numbers, strict=True)],
            1.1,
            scale,
        )
    with mock_pinpoint_v2(strict_quotas=False) as pinpoint:
        for name, count in regions:
            opt_out(region_of(pinpoint, name), count)
        gc.collect()
        yield from _growing(
            "growth_opted_out",
            "send with {:,} opted-out numbers ÷ with {:,}",
            [_sends(pinpoint, name) for name, _ in regions],
            1.1,
            scale,
        )


def _growing(key: str, what: str, measures: list[Measure], bound: float, scale: Scale) -> Iterator[Row]:
    smallest, *others = in_turn(*measures, rounds=scale.of(100))
    few, *sizes = scale.sizes
    for size, taken in zip(sizes, others, strict=True):
        yield Row(
            key=f"{key}_{size}",
            what=what.format(size, few),
            ours=taken,
            theirs=smallest,
            figure=taken / smallest,
            bound=bound,
        )


def _page(pinpoint: PinpointMock, region_name: str, token: str | None, size: int) -> Measure:
    asked: dict[str, Any] = {"MaxResults": size, **({} if token is None else {"NextToken": token})}
    describe = partial(pinpoint.client(region_name).describe_phone_numbers, **asked)
    assert len(describe()["PhoneNumbers"]) == size
    return lambda: seconds(describe, 3)


def _sends(pinpoint: PinpointMock, region_name: str, **members: str) -> Measure:
    send = partial(pinpoint.client(region_name).send_text_message, **MESSAGE, **members)
    send()
    return lambda: seconds(send, 20)


def memory(scale: Scale) -> Iterator[Row]:
    """What a number weighs that was requested, its call forgotten."""
    # As many as there are client tokens remembered: a number weighs most with its answer kept beside it.
    count = min(10_000, scale.sizes[-1])

    def request(times: int) -> None:
        for _ in range(times):
            parameters = {**REQUEST, "NumberCapabilities": ["SMS"], "ClientToken": str(uuid4())}
            pinpoint._service.handle(Call("RequestPhoneNumber", parameters, REGIONS[0]))
        pinpoint._service.calls.clear()
        gc.collect()

    with mock_pinpoint_v2(strict_quotas=False) as pinpoint:
        request(100)
        tracemalloc.start()
        request(count)
        size, _ = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    yield Row(
        key="memory",
        what="memory per phone number, without the call log",
        figure=size / count,
        bound=1500,
        unit=" bytes",
    )
