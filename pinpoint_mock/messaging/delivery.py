"""Deliver messages: move each through its statuses to its final event, and send it again by SMS if RCS fails."""

from __future__ import annotations

import datetime as dt
from functools import partial

from attrs import evolve

from ..errors import ServiceException
from ..publishing.publisher import Emission, Publisher
from ..resources.opt_out_lists import opt_out_by_user
from ..resources.origination.pool import PooledIdentity
from ..resources.spend_limits import refund, spend
from .channels import BLOCKED, CHANNELS, FAILED, FALLEN_BACK, SUCCESSES, TTL_EXPIRED, is_final, may_follow
from .composing import Draft, RecentCalls, budget_of, compose_checked
from .conversations import Conversations
from .delivery_rules import MANUAL, check_status
from .events import event_of
from .message import DeliveryAttempt, Message
from .outbox import Outbox
from .outcomes import is_blocked_by_carrier, outcome_of
from .routes import Route, StickySenders
from .values import SentMessage

FEEDBACK_WITHIN = dt.timedelta(hours=1)
"""AWS: a message without feedback in its first hour has FAILED."""


def begin_attempt(
    draft: Draft, sent: SentMessage, route: Route, *, has_fallback: bool = False, is_fallback: bool = False
) -> DeliveryAttempt:
    """Return an attempt to deliver a message by a route, and record it: its price, the call, the conversation."""
    region, channel = draft.region, CHANNELS[sent.channel]
    is_blocked = is_blocked_by_carrier(region, route, sent)
    outcome = (
        BLOCKED if is_blocked else outcome_of(region, route, sent, has_fallback=has_fallback, is_fallback=is_fallback)
    )
    expired_status = channel.without_final_event if draft.request.options.time_to_live is None else TTL_EXPIRED
    attempt = DeliveryAttempt(channel, sent, route, outcome, expired_status)
    if is_blocked and (opt_out_list := route.opt_out_list(region)) is not None:
        opt_out_by_user(opt_out_list, sent.destination_phone_number)  # the block tells the service of the opt-out
    spend(region, budget_of(sent), sent.price)
    if channel.is_call:
        region.state(RecentCalls).to(sent.destination_phone_number).add(sent.sent_at)
    elif isinstance(route.identity, PooledIdentity):
        region.state(Conversations).record(route.identity.sender, sent.destination_phone_number, sent.message_id)
    return attempt


def deliver(message: Message) -> None:
    """Put a message into the outbox, bring it to its outcome, and schedule what is due later."""
    region, now = message.region, message.attempt.sent.sent_at
    region.shared(Outbox).add(message)
    _run_attempt(message, now)
    scheduler = region.simulation.scheduler
    if not message.is_final and message.fallback is not None and message.fallback.after is not None:
        scheduler.add(now, message.fallback.after, partial(_fall_back, message))
    if message.expects_feedback:
        scheduler.add(now, FEEDBACK_WITHIN, lambda _: _end_feedback(message))


def settle(message: Message, status: str) -> None:
    """Bring a message to a status.

    Raise ValueError if it has had its final event, and for a status that its channel doesn't have.
    """
    sent = message.attempt.sent
    check_status(message.attempt.channel, status)
    if message.is_final and not may_follow(status, sent.status):
        hint = (
            "PENDING and QUEUED leave a message open, and DELIVERED also sends SUCCESSFUL"
            if message.attempt.outcome == MANUAL
            else 'To settle messages by hand, set delivery="manual" before they are sent'
        )
        raise ValueError(f"message {sent.message_id} is {sent.status}: its final event was sent. {hint}")
    _bring_to(message, status, message.region.simulation.clock.now())


def _run_attempt(message: Message, now: dt.datetime) -> None:
    """Bring a message to the outcome of its attempt, or schedule its expiry."""
    attempt = message.attempt
    if attempt.outcome != MANUAL:
        _bring_to(message, attempt.outcome, now)
    seconds = attempt.sent.time_to_live
    if message.attempt is attempt and not message.is_final and seconds is not None:
        time_to_live = dt.timedelta(seconds=seconds)
        message.region.simulation.scheduler.add(now, time_to_live, partial(_expire, message, attempt))


def _bring_to(message: Message, status: str, at: dt.datetime) -> None:
    """Bring a message to a status. If RCS fails with that status and there is a fallback, send it by SMS instead."""
    if status in message.attempt.channel.fallback_statuses and _fall_back(message, at):
        return
    _emit_events(message, FAILED if status == FALLEN_BACK else status, at)


def _fall_back(message: Message, at: dt.datetime) -> bool:
    """Send a message by SMS if it isn't final yet and has a fallback. Return whether it was sent by SMS."""
    if message.is_final or message.fallback is None:
        return False
    attempt = _begin_fallback(message)
    if attempt is None:
        return False
    _emit_events(message, FALLEN_BACK, at)
    _end_attempt(message, FALLEN_BACK, is_free=True)
    message.begin_attempt(attempt)
    _run_attempt(message, at)
    return True


def _begin_fallback(message: Message) -> DeliveryAttempt | None:
    """Return the attempt by SMS; None if the service refuses it, which makes the status from RCS final."""
    assert message.fallback is not None, "the caller checks it"
    draft, first = message.fallback.draft, message.attempt.sent
    try:
        protection, route = draft.find_protection(), draft.find_route()
        sent = compose_checked(draft, route, protection, first.message_id)
    except ServiceException:
        return None
    return begin_attempt(draft, evolve(sent, sent_at=first.sent_at), route, is_fallback=True)


def _emit_events(message: Message, status: str, at: dt.datetime) -> None:
    """Emit the events on the path to a status, a millisecond apart, without those that were emitted before."""
    sent, channel, was_final = message.attempt.sent, message.attempt.channel, message.is_final
    publisher = message.region.shared(Publisher)
    path = [step for step in channel.path_to(status) if step not in message.statuses]
    for step in path or [status]:
        message.last_event_at = at = max(at, message.last_event_at) + dt.timedelta(milliseconds=1)
        message.is_final = is_final(step, status)
        message.statuses.append(step)
        event = event_of(sent, step, at, is_final=message.is_final)
        targets = () if message.configuration_set is None else message.configuration_set.targets(event["eventType"])
        publisher.emit(
            Emission(
                event=event,
                detail_type=channel.detail_type,
                at=at,
                account_id=sent.account_id,
                region_name=sent.region_name,
                targets=targets,
            )
        )
    is_free = message.is_final and channel.is_free(status)
    if is_free:
        message.change(status=status, price=0.0, carrier_fee=0.0, duration_in_seconds=None)
    else:
        message.change(status=status)
    if message.is_final and not was_final:
        _end_attempt(message, status, is_free=is_free)


def _end_attempt(message: Message, status: str, *, is_free: bool) -> None:
    """Refund the price of an attempt if it is free, and make its sender sticky if it succeeded."""
    region, sent, identity = message.region, message.attempt.sent, message.attempt.route.identity
    if is_free:
        refund(region, budget_of(sent), message.attempt.price, sent.sent_at)
    if status in SUCCESSES and identity is not None:
        region.state(StickySenders).add(sent.destination_phone_number, identity, region.simulation.clock.now())


def _expire(message: Message, attempt: DeliveryAttempt, at: dt.datetime) -> None:
    """Let an attempt expire, unless the message is final or has another attempt by now."""
    if message.attempt is attempt and not message.is_final:
        _bring_to(message, attempt.expired_status, at)


def _end_feedback(message: Message) -> None:
    """Set the feedback to FAILED, unless there is feedback by now."""
    if message.attempt.sent.message_feedback_status is None:
        message.change(message_feedback_status="FAILED")
