"""Sending, the same for every channel: a message that nothing speaks against is kept, and goes to its fate."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from attrs import define, evolve, field

from ..errors import ServiceException
from ..simulation import delivery
from ..simulation.messages import SentMessage
from ..simulation.outbox import Fallback, Leg, Message
from ..store import Region
from .attempts import Attempt, Calls, Draft, attempted
from .configuration_sets import ConfigurationSet, EventDestination
from .pools import PooledIdentity
from .routes import Route, Sticky
from .spend_limits import budget_of, spend, take_back

# AWS: without a word from RCS by then, the message is sent by SMS.
RCS_MAY_TAKE = dt.timedelta(seconds=25)


@define(eq=False)
class Conversations:
    """The latest message from each of our numbers to each phone."""

    latest: dict[tuple[str, str], str] = field(factory=dict, init=False)


def send(region: Region, draft: Draft, *, is_dry_run: bool = False) -> str:
    """The new message's id, once nothing was found that speaks against it. A dry run leaves nothing behind."""
    attempt = attempted(region, draft)
    protection, route = attempt.find_protection(), attempt.find_route()
    if draft.fallback is not None:
        evolve(attempt, draft=draft.fallback).find_route()  # raises what speaks against it
    message_id = region.simulation.entropy.message_id()
    sent = attempt.unopposed(route, protection, message_id)
    if not is_dry_run:
        settings, wants_feedback = attempt.settings, draft.feedback_enabled
        if wants_feedback is None:
            wants_feedback = settings is not None and bool(settings.default_message_feedback_enabled)
        fallback = _fallback(attempt, route, sent) if route.is_rcs else None
        put_on_its_way(region, route, sent, settings, wants_feedback=wants_feedback, fallback=fallback)
    return message_id


def put_on_its_way(
    region: Region,
    route: Route,
    sent: SentMessage,
    settings: ConfigurationSet | None,
    *,
    wants_feedback: bool = False,
    fallback: Fallback | None = None,
) -> Message:
    """Keep a message that nothing speaks against, and let it come to its fate."""

    def hearers(event_type: str) -> Sequence[EventDestination]:
        """Of a set that has been deleted nobody hears any more."""
        if settings is None or region.find(ConfigurationSet, settings.configuration_set_name) is not settings:
            return ()
        return [each for each in settings.event_destinations if each.hears(event_type)]

    fate = delivery.fate_of(region.simulation.delivery["delivery"], sent, has_fallback=fallback is not None)
    message = Message(_leg(region, route, sent, fate), hearers, fallback, wants_feedback)
    region.simulation.outbox.send(message)
    return message


def _leg(region: Region, route: Route, sent: SentMessage, fate: str) -> Leg:
    """The way of a message by a route, once it is counted among what was spent and sent."""

    def conclude(status: str, costs_nothing: bool) -> None:
        if costs_nothing:
            take_back(region, budget_of(sent), sent.price, sent.sent_at)
        if status in delivery.SUCCESSES and route.identity is not None:
            region.the(Sticky).keep(sent.destination_phone_number, route.identity, region.simulation.clock.now())

    spend(region, budget_of(sent), sent.price)
    if sent.channel == "VOICE":
        region.the(Calls).add(sent.destination_phone_number, sent.sent_at)
    elif isinstance(route.identity, PooledIdentity) and route.sender is not None:  # nobody answers a call by SMS
        region.the(Conversations).latest[route.sender, sent.destination_phone_number] = sent.message_id
    return Leg(sent, fate, conclude)


def _fallback(attempt: Attempt, route: Route, sent: SentMessage) -> Fallback | None:
    """What is done if RCS fails: the draft's own fallback; or the same text by SMS, unless the agent was named."""
    region, draft = attempt.region, attempt.draft
    is_named = draft.origination_identity is not None and route.pool is None
    by_sms = draft.fallback or (None if is_named or draft.channel == "RCS" else evolve(draft, may_be_rcs=False))
    if by_sms is None:
        return None
    second = evolve(attempt, draft=by_sms)

    def begin() -> Leg | None:
        try:
            protection, route = second.find_protection(), second.find_route()
            composed = second.unopposed(route, protection, sent.message_id)
        except ServiceException:
            return None  # RCS's own end stands where SMS isn't to be had either
        resent = evolve(composed, sent_at=sent.sent_at)
        fate = delivery.fate_of(region.simulation.delivery["delivery"], resent, is_fallback=True)
        return _leg(region, route, resent, fate)

    return Fallback(begin, None if draft.fallback else RCS_MAY_TAKE)
