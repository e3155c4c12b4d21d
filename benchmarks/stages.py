"""Time the stages of a call: their functions are timed from outside, while a client calls."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial
from statistics import median
from time import perf_counter
from typing import Any
from unittest.mock import patch

from attrs import frozen

from pinpoint_mock import mock_pinpoint_v2, service
from pinpoint_mock.intercept.botocore import Events
from pinpoint_mock.protocol import call as protocol

from .clients import MESSAGE, REQUEST, client_of
from .figures import Scale, seconds
from .states import lease, region_of


@frozen(kw_only=True)
class Stages:
    """The median seconds that a call spends in each stage."""

    call: str
    botocore: float
    """The client's own work, before and after."""
    parse: float
    """From botocore's prepared request to a Call."""
    validate: float
    work: float
    """The operation's function, and the page of its listing."""
    serialise: float
    """Members by the output shape, and their JSON."""
    rest: float
    """The other steps of the pipeline, the lock, what is due, the call log, headers, the response."""


TIMED = {
    "answered": (Events, "answer_request"),
    "handled": (service.Service, "handle"),
    "json": (protocol, "_encode"),
}
CALLS: dict[str, dict[str, Any]] = {
    "request_phone_number": REQUEST,
    "send_text_message": MESSAGE,
    "describe_phone_numbers": {"MaxResults": 100},
}


def stages(scale: Scale) -> Iterator[Stages]:
    with ExitStack() as timing:
        spans: dict[str, tuple[float, float]] = {}
        for name, (owner, attribute) in TIMED.items():
            timing.enter_context(patch.object(owner, attribute, _timed(getattr(owner, attribute), spans, name)))
        steps = tuple(_timed(step, spans, step.__name__) for step in service.PIPELINE)
        timing.enter_context(patch.object(service, "PIPELINE", steps))
        for name, parameters in CALLS.items():
            with mock_pinpoint_v2(strict_quotas=False) as pinpoint:
                if name == "describe_phone_numbers":
                    lease(region_of(pinpoint, "us-east-1"), 1_000)
                call = partial(getattr(client_of(), name), **parameters)
                yield _stages_of(name, call, spans, scale.of(500))


def _stages_of(name: str, call: Callable[[], object], spans: dict[str, tuple[float, float]], times: int) -> Stages:
    """The median of each stage, over so many calls after a first."""
    taken: list[dict[str, float]] = []
    call()
    for _ in range(times):
        [whole] = seconds(call)
        length = {function: end - begin for function, (begin, end) in spans.items()}
        stages = {
            "botocore": whole - length["answered"],
            "parse": spans["handled"][0] - spans["answered"][0],
            "validate": length["validate_parameters"],
            "work": length["call_operation"] + length["take_page"],
            "serialise": length["serialise"] + length["json"],
        }
        taken.append({**stages, "rest": whole - sum(stages.values())})
    medians = {stage: median(each[stage] for each in taken) for stage in taken[0]}
    return Stages(call=name, **medians)


def _timed(function: Callable[..., Any], spans: dict[str, tuple[float, float]], name: str) -> Callable[..., Any]:
    def timed(*args: Any, **kwargs: Any) -> Any:
        begun = perf_counter()
        result = function(*args, **kwargs)
        spans[name] = begun, perf_counter()
        return result

    return timed
