"""Decide the outcome of a message by the rule that a test has set as `delivery`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import ClassVar

from attrs import define, evolve

from ..did_you_mean import did_you_mean
from ..protocol.mocked import not_mocked, unmocked_values
from ..simulation.destinations import problem_of_destination
from ..simulation.nested_settings import NestedSettings
from .channels import CHANNELS, FALLEN_BACK, NOT_FINAL, RCS, SUCCESSES, TEXT, Channel
from .values import SentMessage

MANUAL = "manual"

DeliveryRule = str | Mapping[str, str] | Callable[[SentMessage], str | None] | None
"""A status for all messages, "manual", or a mapping from destinations or a function from messages to one of these.

None means that every message arrives, with the status that its route reports.
"""


@define(eq=False, repr=False)
class DeliverySettings(NestedSettings[DeliveryRule]):
    """The setting `delivery`. The value of an inner mock hides that of an outer mock."""

    what: ClassVar[str] = "a setting"

    def _defaults(self) -> Mapping[str, DeliveryRule]:
        return {"delivery": None}

    def _check(self, _: str, value: DeliveryRule) -> None:
        problem = problem_of_rule(value)
        if problem is not None:
            raise ValueError(f"delivery={value!r}: {problem}")


def problem_of_rule(rule: object) -> str | None:
    """Return what is wrong with a rule that a test gives; None if it is right."""
    if rule is None or callable(rule):
        return None
    if isinstance(rule, Mapping):
        for number in rule:
            if (problem := problem_of_destination(number)) is not None:
                return problem
        return next((problem for status in rule.values() if (problem := _problem_of_status(status))), None)
    return _problem_of_status(rule)


def _problem_of_status(status: object) -> str | None:
    right = list(dict.fromkeys([*(name for channel in CHANNELS.values() for name in channel.statuses), MANUAL]))
    return None if status in right else _wrong_name("a status of messages", status, right)


def check_status(channel: Channel, status: str) -> None:
    """Raise ValueError for a status that the channel doesn't have."""
    if status not in channel.statuses:
        raise ValueError(_not_a_status(channel, status))


def _not_a_status(channel: Channel, status: object) -> str:
    return _wrong_name(f"a status of {channel.name} messages", status, channel.statuses)


def _wrong_name(what: str, status: object, right: Iterable[str]) -> str:
    """Say what a status should be. Raise NotImplementedError for one that only the installed botocore has."""
    if any(status == event_type.partition("_")[2] for event_type in unmocked_values("EventType")):
        raise not_mocked(f"the status {status}")
    return did_you_mean(what, status, right)


def status_by_rule(
    rule: DeliveryRule, message: SentMessage, success: str, *, has_fallback: bool = False, is_fallback: bool = False
) -> str:
    """Return the status that a rule gives to a message, or "manual".

    It is `success` without a rule, if a mapping has no entry for the destination, and if a function returns None. A
    success or failure that is set for all channels is replaced by the channel's own. If the message can fall back from
    RCS to SMS, a status that only one of the two channels has applies to that channel; RCS then falls back, or the SMS
    arrives. Raise ValueError for a status that fits neither.
    """
    channel, destination = CHANNELS[message.channel], message.destination_phone_number
    is_for_all_channels = not callable(rule)
    status = rule if rule is None or isinstance(rule, str) else _status_of(rule, message)
    if status is None:
        return success
    if status == MANUAL or status in channel.statuses:
        return status
    if status in SUCCESSES or (is_fallback and status in RCS.statuses):
        return success
    if has_fallback and status in TEXT.statuses:
        return FALLEN_BACK
    if is_for_all_channels and status not in NOT_FINAL:
        return channel.failure
    problem = _not_a_status(channel, status)
    raise ValueError(f"the mock's `delivery` gives a wrong status for a message to {destination}: {problem}")


def _status_of(rule: Mapping[str, str] | Callable[[SentMessage], str | None], message: SentMessage) -> str | None:
    if callable(rule):
        return rule(evolve(message))  # a copy, since the message will change
    destination = message.destination_phone_number
    return rule.get(destination) or rule.get(destination.removeprefix("+"))
