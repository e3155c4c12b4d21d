"""An account as plain dicts, and how a call of the service is answered by the rules: this knows nothing of the mock.

The rules are those that AWS documents or has been seen to keep, and, where neither is known, the choices that
docs/fidelity.md names. What a dict has in capitals a Describe tells in the same words; the rest is the model's own.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

Things = dict[str, dict[str, Any]]
"""Things of one kind, by id or name, in the order they were made."""

AN_HOUR, A_DAY = dt.timedelta(hours=1), dt.timedelta(days=1)


class Refused(Exception):
    """The service's no: the error's code, and its reason or, of what isn't there, the kind of thing."""

    def __init__(self, code: str, why: str) -> None:
        super().__init__(code, why)
        self.error = (code, why)


def conflict(reason: str) -> Refused:
    return Refused("ConflictException", reason)


def invalid(reason: str) -> Refused:
    return Refused("ValidationException", reason)


def not_found(kind: str) -> Refused:
    return Refused("ResourceNotFoundException", kind)


@dataclass
class Account:
    """All that the service keeps of an account, and what the test has told it of the world."""

    now: dt.datetime
    quotas: Mapping[str, int]
    delivery: Mapping[str, str]
    """What becomes of the messages of each channel."""
    artificial_traffic: set[str] = field(default_factory=set)
    drawn: Mapping[str, Any] = field(default_factory=dict)
    """The answer to the present call, for what is the service's own to draw: ids and phone numbers."""
    outcomes: dict[tuple[str, str], tuple[Any, Any, Any]] = field(default_factory=dict)
    """By operation and client token: what was asked, and the answer or the refusal."""

    numbers: Things = field(default_factory=dict)
    pools: Things = field(default_factory=dict)
    lists: dict[str, dict[str, bool]] = field(default_factory=lambda: {"Default": {}})
    """By name: who is on it, and whether by their own wish."""
    taken_off: dict[tuple[str, str], dt.datetime] = field(default_factory=dict)
    """When who was on a list by their own wish was last taken off it through the API."""

    blocked: set[tuple[str, str]] = field(default_factory=set)
    """Which phones the carrier blocks for which US toll-free numbers."""

    sets: Things = field(default_factory=dict)
    protections: Things = field(default_factory=dict)
    limits: dict[str, int] = field(default_factory=dict)
    """The overrides of the monthly spend limits by channel, in US dollars."""

    messages: list[dict[str, Any]] = field(default_factory=list)
    events: list[tuple[str, str, bool]] = field(default_factory=list)
    """The message's id, the event's type, and whether it is final."""
    heard: list[tuple[str, str, str]] = field(default_factory=list)
    """The message's id, the event's type, and the event destination."""
    reached: list[tuple[dt.datetime, str, str]] = field(default_factory=list)
    """When which phone had a message from which number."""

    def check_quota(self, name: str, there_are: int) -> None:
        if there_are >= self.quotas[name]:
            raise Refused("ServiceQuotaExceededException", name)


def the(things: Mapping[str, Any], kind: str, given: str) -> Any:
    """The thing of that id, name or ARN, of which the id or name is the tail."""
    name = given.rpartition("/")[2]
    if name not in things:
        raise not_found(kind)
    return things[name]


Rule = Callable[..., Mapping[str, Any] | None]
"""What an operation does to an account, and the members that its answer has for sure; or Refused."""


def answer_by_the_rules(
    account: Account, rule: Rule, parameters: Mapping[str, Any], drawn: Mapping[str, Any]
) -> tuple[Mapping[str, Any], tuple[str, str] | None]:
    """The members of the answer, or the error; with a client token that was used before, those of that time."""
    asked = dict(parameters)
    token = asked.pop("ClientToken", None)
    if token is not None and (rule.__name__, token) in account.outcomes:
        asked_before, *outcome = account.outcomes[rule.__name__, token]
        if asked_before != asked:
            return {}, invalid("INVALID_PARAMETER").error
        return outcome[0], outcome[1]
    account.drawn = defaultdict(str, drawn)
    answer: Mapping[str, Any] = {}
    refusal = None
    try:
        answer = deepcopy(rule(account, **asked)) or {}
    except Refused as refused:
        refusal = refused.error
    if token is not None:
        account.outcomes[rule.__name__, token] = (asked, answer, refusal)
    return answer, refusal
