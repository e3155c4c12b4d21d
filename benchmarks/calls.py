"""A call on the mock beside the same call with a canned answer: botocore's own work, with no state and no checks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from botocore import UNSIGNED

from pinpoint_mock import mock_pinpoint_v2
from pinpoint_mock.protocol.call import Call

from .clients import MESSAGE, REQUEST, canned, client_of
from .figures import Measure, Row, Scale, in_turn, seconds


def request(scale: Scale) -> Iterator[Row]:
    yield from _against_canned(
        "request", lambda client: client.request_phone_number(**REQUEST), "RequestPhoneNumber", REQUEST, 1.15, scale
    )


def send(scale: Scale) -> Iterator[Row]:
    yield from _against_canned(
        "send", lambda client: client.send_text_message(**MESSAGE), "SendTextMessage", MESSAGE, 1.25, scale
    )


def _against_canned(
    key: str, call: Callable[[Any], object], operation: str, parameters: Any, bound: float, scale: Scale
) -> Iterator[Row]:
    with mock_pinpoint_v2() as pinpoint:
        reply = pinpoint._service.handle(Call(operation, parameters, "us-east-1"))

    def mocked(client: Any) -> Measure:
        def measure() -> list[float]:
            with mock_pinpoint_v2(strict_quotas=False):
                call(client)  # the first call of a region makes it
                return seconds(lambda: call(client), 50)

        return measure

    for suffix, what, theirs, at_most in (
        ("", f"{operation} ÷ a canned before-send answer", client_of(), bound),
        ("_unsigned", "the same, with the canned call unsigned", client_of(signature_version=UNSIGNED), None),
    ):
        canned(theirs, reply)
        mock, can = in_turn(
            mocked(client_of()), lambda client=theirs: seconds(lambda: call(client), 50), rounds=scale.of(100)
        )
        yield Row(key=key + suffix, what=what, ours=mock, theirs=can, figure=mock / can, bound=at_most)
