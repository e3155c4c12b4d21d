"""What becomes of messages: the statuses of each channel, their order, and the fate that a test has chosen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from ..did_you_mean import did_you_mean
from ..protocol import model
from .destinations import SIMULATED_FAILURE, SIMULATED_SUCCESS, problem_of_destination
from .layers import Layers
from .messages import SentMessage

MANUAL = "manual"
DELIVERED = "DELIVERED"
FAILED = "FAILED"
FALLEN_BACK = "FALLEN_BACK_TO_SMS"
READ = "READ"
CHANNELS = ("TEXT", "MEDIA", "VOICE", "RCS")
SUCCESSES = frozenset({DELIVERED, "SUCCESSFUL", "COMPLETED", READ})

# As the API reference has them, for a botocore whose model is older.
_OF_RCS = ("QUEUED", "SENT", DELIVERED, READ, FAILED, "TTL_EXPIRED", "PROTECT_BLOCKED", FALLEN_BACK)
# How RCS fails where SMS may do.
_FALLING_BACK = frozenset({FAILED, "TTL_EXPIRED", FALLEN_BACK})

# Which event the failing simulator numbers come to isn't documented; this is our choice.
OF_A_FAILING_SIMULATOR = "UNREACHABLE"

# How a message fails whose channel doesn't have the failure that is said for all; our choice.
_PLAIN_FAILURE = {"TEXT": "UNREACHABLE", "MEDIA": "UNREACHABLE", "VOICE": FAILED, "RCS": FAILED}

# What a protect configuration filters comes to the first of these that its channel has.
_WHERE_FILTERED = ("PROTECT_BLOCKED", "BLOCKED", FAILED)

_NOT_FINAL = frozenset({"PENDING", "QUEUED", "SENT", FALLEN_BACK, "INITIATED", "RINGING", "ANSWERED"})
_LEADING_UP = {
    ("TEXT", DELIVERED): ("SUCCESSFUL",),
    ("MEDIA", DELIVERED): ("SUCCESSFUL",),
    ("RCS", DELIVERED): ("SENT",),
    ("RCS", READ): ("SENT", DELIVERED),
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
    if channel == "RCS" and not names:
        return _OF_RCS
    return tuple(name for name in names if name != "ALL" and (channel, name) != ("TEXT", "SENT"))


def is_final(step: str, status: str) -> bool:
    """Whether the event of a step on the way to a status is final: that of the status, and a delivery before READ."""
    return step not in _NOT_FINAL and (step == status or status == READ)


def comes_after(status: str, latest: str) -> bool:
    """Whether a status comes after the final one: what was delivered may be read, later."""
    return (latest, status) == (DELIVERED, READ)


def falls_back(channel: str, status: str) -> bool:
    """Whether a message of that channel that comes to that status is tried again by SMS, if there is a way."""
    return channel == "RCS" and status in _FALLING_BACK


def path_to(channel: str, status: str) -> tuple[str, ...]:
    """The statuses on the way to one, and that."""
    return (*_LEADING_UP.get((channel, status), ()), status)


def check_status(channel: str, status: str) -> None:
    """ValueError for a status that the channel doesn't have."""
    if status not in statuses(channel):
        raise ValueError(_not_a_status(channel, status))


def _not_a_status(channel: str, status: object) -> str:
    return did_you_mean(f"a status of {channel} messages", status, statuses(channel))


def fate_of(delivery: Fate, message: SentMessage, *, has_fallback: bool = False, is_fallback: bool = False) -> str:
    """The status that a message comes to by itself, or "manual"; DELIVERED where a mapping or a function has none.

    What is said for all channels means the same on each, as each has it; what a function says is for that message.
    Of a message that may fall back from RCS to SMS, a status that only the one of them has is said of that one; the
    other so falls back, or is delivered.
    """
    destination = message.destination_phone_number
    if message.is_filtered:
        return next(each for each in _WHERE_FILTERED if each in statuses(message.channel))
    if message.channel in ("TEXT", "MEDIA"):
        if destination in SIMULATED_SUCCESS:
            return DELIVERED
        if destination in SIMULATED_FAILURE:
            return OF_A_FAILING_SIMULATOR
    is_for_all_channels = not callable(delivery)
    if callable(delivery):
        delivery = delivery(message) or DELIVERED
    elif isinstance(delivery, Mapping):
        delivery = delivery.get(destination) or delivery.get(destination.removeprefix("+")) or DELIVERED
    if delivery == MANUAL:
        return MANUAL
    if delivery not in statuses(message.channel):
        if delivery in SUCCESSES:
            return "COMPLETED" if message.channel == "VOICE" else DELIVERED
        if is_fallback and delivery in statuses("RCS"):
            return DELIVERED
        if has_fallback and delivery in statuses("TEXT"):
            return FALLEN_BACK
        if is_for_all_channels and delivery not in _NOT_FINAL:
            return _PLAIN_FAILURE[message.channel]
        problem = _not_a_status(message.channel, delivery)
        raise ValueError(f"what the mock's `delivery` says of a message to {destination}: {problem}")
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
    return None if status in right else did_you_mean("a status of messages", status, right)
