"""What becomes of messages: the statuses of each channel, their order, and the fate that a test has chosen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from ..nearest import unknown
from ..protocol import model
from .destinations import SIMULATED_FAILURE, SIMULATED_SUCCESS, problem_of_destination
from .layers import Layers
from .messages import SentMessage

MANUAL = "manual"
DELIVERED = "DELIVERED"
CHANNELS = ("TEXT", "MEDIA", "VOICE")
SUCCESSES = frozenset({DELIVERED, "SUCCESSFUL", "COMPLETED"})

# Which event the failing simulator numbers come to isn't documented; this is our choice.
OF_A_FAILING_SIMULATOR = "UNREACHABLE"

_NOT_FINAL = frozenset({"PENDING", "QUEUED", "INITIATED", "RINGING", "ANSWERED"})
_LEADING_UP = {
    ("TEXT", DELIVERED): ("SUCCESSFUL",),
    ("MEDIA", DELIVERED): ("SUCCESSFUL",),
    ("VOICE", "COMPLETED"): ("INITIATED", "RINGING", "ANSWERED"),
    ("VOICE", "NO_ANSWER"): ("INITIATED", "RINGING"),
    ("VOICE", "BUSY"): ("INITIATED",),
    ("VOICE", "FAILED"): ("INITIATED",),
    ("VOICE", "ANSWERED"): ("INITIATED", "RINGING"),
    ("VOICE", "RINGING"): ("INITIATED",),
}

Fate = str | Mapping[str, str] | Callable[[SentMessage], str | None]
"""A status for all, "manual", a mapping from destination to these, or a function from message to these."""


@cache
def statuses(channel: str) -> tuple[str, ...]:
    """The event types of a channel, without it. TEXT_SENT is in the model's list, but isn't supported by AWS."""
    prefix = f"{channel}_"
    names = [name.removeprefix(prefix) for name in model.enum_values("EventType") if name.startswith(prefix)]
    return tuple(name for name in names if name != "ALL" and (channel, name) != ("TEXT", "SENT"))


def is_final(status: str) -> bool:
    return status not in _NOT_FINAL


def path_to(channel: str, status: str) -> tuple[str, ...]:
    """The statuses on the way to one, and that."""
    return (*_LEADING_UP.get((channel, status), ()), status)


def check_status(channel: str, status: str) -> None:
    """ValueError for a status that the channel doesn't have."""
    if status not in statuses(channel):
        raise ValueError(unknown(f"a status of {channel} messages", status, statuses(channel)))


def filtered(channel: str) -> str:
    """The status of what a protect configuration filters: PROTECT_BLOCKED, or else its channel's nearest."""
    return next(status for status in ("PROTECT_BLOCKED", "BLOCKED", "FAILED") if status in statuses(channel))


def fate_of(delivery: Fate, message: SentMessage) -> str:
    """The status that a message comes to by itself, or "manual"; DELIVERED where a mapping or a function has none."""
    destination = message.destination_phone_number
    if message.channel in ("TEXT", "MEDIA"):
        if destination in SIMULATED_SUCCESS:
            return DELIVERED
        if destination in SIMULATED_FAILURE:
            return OF_A_FAILING_SIMULATOR
    if callable(delivery):
        delivery = delivery(message) or DELIVERED
    elif isinstance(delivery, Mapping):
        delivery = delivery.get(destination) or delivery.get(destination.removeprefix("+")) or DELIVERED
    if delivery == MANUAL:
        return MANUAL
    # What is said for all channels means success on each, as each has it.
    if message.channel == "VOICE" and delivery == DELIVERED:
        return "COMPLETED"
    if message.channel != "VOICE" and delivery == "COMPLETED":
        return DELIVERED
    check_status(message.channel, delivery)
    return delivery


def deliveries() -> Layers[Fate]:
    """The one setting, which nested mocks lay over one another."""
    return Layers("a setting", lambda: {"delivery": DELIVERED}, _check)


def _check(_: str, delivery: Fate) -> None:
    problem = problem_of(delivery)
    if problem is not None:
        raise ValueError(f"delivery={delivery!r}: {problem}")


def problem_of(delivery: Any) -> str | None:
    """What is wrong with the option, if anything is."""
    if callable(delivery):
        return None
    if isinstance(delivery, Mapping):
        for number in delivery:
            if (problem := problem_of_destination(number)) is not None:
                return problem
        return next((problem for status in delivery.values() if (problem := _problem_of_status(status))), None)
    return _problem_of_status(delivery)


def _problem_of_status(status: object) -> str | None:
    right = list(dict.fromkeys([*(name for channel in CHANNELS for name in statuses(channel)), MANUAL]))
    return None if status in right else unknown("a status of messages", status, right)
