"""Measure the memory that a phone number takes."""

from __future__ import annotations

import gc
import tracemalloc
from collections.abc import Iterator
from uuid import uuid4

from pinpoint_mock import PinpointMock, mock_pinpoint_v2
from pinpoint_mock.protocol.call import Call

from .clients import REGION_NAME, REQUEST
from .figures import Row, Scale


def memory(scale: Scale) -> Iterator[Row]:
    """Measure phone numbers whose client tokens the mock still remembers, which is when a number takes most."""
    count = scale.size(10_000)  # the most client tokens that the mock remembers
    with mock_pinpoint_v2(strict_quotas=False) as pinpoint:
        _request(pinpoint, 100)
        tracemalloc.start()
        _request(pinpoint, count)
        size, _ = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    what = "memory per phone number, without the call log"
    yield Row(key="memory", what=what, figure=size / count, bound=1500, unit=" bytes")


def _request(pinpoint: PinpointMock, times: int) -> None:
    """Request phone numbers, and empty the call log."""
    for _ in range(times):
        parameters = {**REQUEST, "NumberCapabilities": ["SMS"], "ClientToken": str(uuid4())}
        pinpoint._service.handle(Call("RequestPhoneNumber", parameters, REGION_NAME))
    pinpoint._service.calls.clear()
    gc.collect()
