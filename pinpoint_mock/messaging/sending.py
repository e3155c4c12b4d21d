"""Send messages. The way is the same for every channel: draft, route, checks, delivery."""

from __future__ import annotations

import datetime as dt

from attrs import evolve

from ..store import Region
from .composing import Draft, compose_checked, draft
from .delivery import begin_attempt, deliver
from .message import Fallback, Message
from .options import SendRequest
from .routes import Route

# AWS: if RCS hasn't answered by then, the message is sent by SMS.
RCS_TIMEOUT = dt.timedelta(seconds=25)


def send(region: Region, request: SendRequest) -> str:
    """Send a message, and return its id. Raise the error that forbids it, if one does.

    A dry run is checked in the same way, and leaves nothing behind.
    """
    drafted = draft(region, request)
    protection, route = drafted.find_protection(), drafted.find_route()
    if request.fallback is not None:
        evolve(drafted, request=request.fallback).find_route()  # raises the error that forbids the fallback
    message_id = region.simulation.id_source.message_id()
    sent = compose_checked(drafted, route, protection, message_id)
    if not request.options.is_dry_run:
        fallback = None if route.agent is None else _fallback(drafted, route)
        attempt = begin_attempt(region, sent, route, has_fallback=fallback is not None)
        deliver(Message(region, attempt, drafted.configuration_set, fallback, drafted.expects_feedback))
    return message_id


def _fallback(drafted: Draft, route: Route) -> Fallback | None:
    """Return what is sent if RCS fails: the request's own fallback, or a text by SMS.

    A text has no fallback if the request names the agent.
    """
    request = drafted.request
    if request.fallback is not None:
        return Fallback(evolve(drafted, request=request.fallback), after=None)
    names_agent = request.options.origination_identity is not None and route.pool is None
    if names_agent or request.content.channel.shows_agent:
        return None
    by_sms = evolve(request, options=evolve(request.options, may_use_agents=False))
    return Fallback(evolve(drafted, request=by_sms), after=RCS_TIMEOUT)
