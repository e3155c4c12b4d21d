"""Compare a call on the mock with the same call of a client that gets a constant answer.

The constant answer costs nothing, so that the compared call is botocore's own work.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from botocore import UNSIGNED

from pinpoint_mock import mock_pinpoint_v2
from pinpoint_mock.protocol.call import Call

from .clients import MESSAGE, REGION_NAME, REQUEST, answer_always, client_of
from .figures import Row, Scale, in_turn, seconds


def request(scale: Scale) -> Iterator[Row]:
    """Measure RequestPhoneNumber."""
    yield from _compared(
        "request",
        lambda client: client.request_phone_number(**REQUEST),
        Call("RequestPhoneNumber", REQUEST, REGION_NAME),
        {"unsigned": 1.4, "signed": 1.15},
        scale,
    )


def send(scale: Scale) -> Iterator[Row]:
    """Measure SendTextMessage."""
    yield from _compared(
        "send",
        lambda client: client.send_text_message(**MESSAGE),
        Call("SendTextMessage", MESSAGE, REGION_NAME),
        {"unsigned": 1.6, "signed": 1.25},
        scale,
    )


def _compared(
    key: str, call: Callable[[Any], object], example: Call, bounds: dict[str, float], scale: Scale
) -> Iterator[Row]:
    """Yield a row for a compared call that botocore doesn't sign, and one for a compared call that it signs."""
    with mock_pinpoint_v2() as pinpoint:
        reply = pinpoint._service.handle(example)
    mocked, unsigned, signed = client_of(), client_of(signature_version=UNSIGNED), client_of()
    for client in (unsigned, signed):
        answer_always(client, reply)

    def on_mock() -> list[float]:
        with mock_pinpoint_v2(strict_quotas=False):
            call(mocked)  # not timed: the first call creates the state of the region
            return seconds(lambda: call(mocked), 50)

    ours, *theirs = in_turn(
        on_mock,
        lambda: seconds(lambda: call(unsigned), 50),
        lambda: seconds(lambda: call(signed), 50),
        rounds=scale.of(150),
    )
    for (signing, bound), compared in zip(bounds.items(), theirs, strict=True):
        what = f"{example.operation} ÷ the same call with a constant answer, {signing}"
        yield Row(key=f"{key}_{signing}", what=what, ours=ours, theirs=compared, figure=ours / compared, bound=bound)
