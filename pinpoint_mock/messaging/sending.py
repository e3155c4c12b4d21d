"""Send a message. The steps are the same for every channel: draft, route, checks, delivery."""

from __future__ import annotations

import datetime as dt

from attrs import evolve

from ..store import Region
from .composing import Draft, compose_checked, make_draft
from .delivery import begin_attempt, deliver
from .message import Fallback, Message
from .options import SendRequest
from .routes import Route

RCS_TIMEOUT = dt.timedelta(seconds=25)
"""If RCS hasn't answered by then, AWS sends the message by SMS."""


def send(region: Region, request: SendRequest) -> str:
    """Send a message, and return its id. Raise the error that forbids it, if one does.

    A dry run is checked in the same way, but nothing is kept or counted.
    """
    draft = make_draft(region, request)
    protection, route = draft.find_protection(), draft.find_route()
    if request.fallback is not None:
        evolve(draft, request=request.fallback).find_route()  # raises the error that forbids the fallback
    message_id = region.simulation.id_source.message_id()
    sent = compose_checked(draft, route, protection, message_id)
    if not request.options.is_dry_run:
        fallback = None if route.agent is None else _fallback(draft, route)
        attempt = begin_attempt(draft, sent, route, has_fallback=fallback is not None)
        deliver(Message(region, attempt, draft.configuration_set, fallback, draft.expects_feedback))
    return message_id


def _fallback(draft: Draft, route: Route) -> Fallback | None:
    """Return what is sent if RCS fails: the request's own fallback, or a text by SMS.

    A text has no fallback if the request names the agent.
    """
    request = draft.request
    if request.fallback is not None:
        return Fallback(evolve(draft, request=request.fallback), after=None)
    names_agent = request.options.origination_identity is not None and route.pool is None
    if names_agent or request.content.channel.shows_agent:
        return None
    by_sms = evolve(request, options=evolve(request.options, replaces_rcs=True))
    return Fallback(evolve(draft, request=by_sms), after=RCS_TIMEOUT)
