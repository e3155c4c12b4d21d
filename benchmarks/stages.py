"""Measure the time by step of a call: the steps' functions are replaced by ones that also take their time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial
from statistics import median
from time import perf_counter
from typing import Any
from unittest.mock import patch

from attrs import frozen

from pinpoint_mock import service
from pinpoint_mock.intercept.botocore import Events
from pinpoint_mock.protocol import call as protocol

from .clients import MESSAGE, REQUEST, client_of
from .figures import Scale, seconds
from .states import new_service, request_numbers, running


@frozen(kw_only=True)
class Stages:
    """The median seconds of each step of a call."""

    call: str
    botocore: float
    """The client's own work, before and after."""
    parse: float
    """Make a Call of botocore's prepared request."""
    settle: float
    """Do what is due by now, such as status changes."""
    validate: float
    """Check the parameters against the model."""
    operate: float
    """Call the operation's function."""
    page: float
    """Take one page of a listing."""
    serialise: float
    """Make the answer's members by the model, and their JSON."""
    rest: float
    """The other steps, the lock, the call log and the response."""


FUNCTIONS = {
    "answered": (Events, "answer_request"),
    "handled": (service.Service, "handle"),
    "due": (service.Service, "_settle"),
    "json": (protocol, "_encode"),
}
"""The functions outside the pipeline that are timed, by the names of their times here."""

CALLS: dict[str, dict[str, Any]] = {
    "request_phone_number": REQUEST,
    "send_text_message": MESSAGE,
    "describe_phone_numbers": {"MaxResults": 100},
}

Spans = dict[str, tuple[float, float]]
"""When each function began and ended in the latest call."""


def stages(scale: Scale) -> Iterator[Stages]:
    """Measure the steps of some calls."""
    with ExitStack() as timing:
        spans: Spans = {}
        for name, (owner, attribute) in FUNCTIONS.items():
            timing.enter_context(patch.object(owner, attribute, _timed(getattr(owner, attribute), spans, name)))
        steps = tuple(_timed(step, spans, step.__name__) for step in service.PIPELINE)
        timing.enter_context(patch.object(service, "PIPELINE", steps))
        client = client_of()
        for name, parameters in CALLS.items():
            mock = new_service()
            if name == "describe_phone_numbers":
                request_numbers(mock, 1_000, REQUEST)
            with running(mock):
                yield _stages_of(name, partial(getattr(client, name), **parameters), spans, scale.of(500))


def _stages_of(name: str, call: Callable[[], object], spans: Spans, times: int) -> Stages:
    """Return the median of each step over some calls, after one that isn't counted."""
    call()
    taken: list[dict[str, float]] = []
    for _ in range(times):
        [whole] = seconds(call)
        length = {function: end - begin for function, (begin, end) in spans.items()}
        steps = {
            "botocore": whole - length["answered"],
            "parse": spans["handled"][0] - spans["answered"][0],
            "settle": length["due"] + length["advance_statuses"],
            "validate": length["validate_parameters"],
            "operate": length["call_operation"],
            "page": length["take_page"],
            "serialise": length["serialise"] + length["json"],
        }
        taken.append({**steps, "rest": whole - sum(steps.values())})
    medians = {step: median(each[step] for each in taken) for step in taken[0]}
    return Stages(call=name, **medians)


def _timed(function: Callable[..., Any], spans: Spans, name: str) -> Callable[..., Any]:
    def timed(*args: Any, **kwargs: Any) -> Any:
        begun = perf_counter()
        result = function(*args, **kwargs)
        spans[name] = begun, perf_counter()
        return result

    return timed
