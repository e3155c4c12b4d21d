"""Sending, the same for every channel: what is checked before a message is on its way, and what is kept of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from attrs import define, evolve, field, frozen

from ..errors import ConflictException, ServiceException, ValidationException
from ..simulation import delivery
from ..simulation.clock import within_a_day
from ..simulation.countries import SANDBOX_VOICE
from ..simulation.destinations import is_simulator
from ..simulation.events import CARRIER_NAME
from ..simulation.message_text import encoding_and_parts
from ..simulation.messages import Channel, SentMessage
from ..simulation.outbox import Fallback, Leg, Message
from ..simulation.prices import (
    VOICE_PER_MINUTE,
    Price,
    billing_of_rcs,
    parts_of_rcs,
    price_of_call,
    price_of_media,
    price_of_rcs,
    price_of_text,
    seconds_spoken,
)
from ..store import Region
from .configuration_sets import ConfigurationSet, EventDestination
from .destinations import country_of_destination, destination_refused
from .pools import PooledIdentity
from .protection import Protection, find_protection
from .routes import Route, Sticky, Wish, find_managed_route, find_route
from .spend_limits import refuse_over_limit, spend
from .verified_destination_numbers import is_verified, not_verified

DEFAULT_TIME_TO_LIVE = 72 * 60 * 60

# AWS: without a word from RCS by then, the message is sent by SMS.
RCS_MAY_TAKE = dt.timedelta(seconds=25)


@frozen(kw_only=True)
class Draft:
    """A message that somebody asks to have sent."""

    channel: Channel
    destination: str
    """In E.164."""
    origination_identity: str | None
    body: str | None
    spoken: str | None = None
    """Of a call: what is said, without markup."""
    message_type: str | None = None
    configuration_set_name: str | None = None
    protect_configuration_id: str | None = None
    max_price: str | None = None
    time_to_live: int | None = None
    context: Mapping[str, str] | None = None
    feedback_enabled: bool | None = None
    verifies: bool = False
    """Whether it is to verify its destination, which so needn't be verified, and is no work for a simulator."""
    is_free: bool = False
    notify_configuration_id: str | None = None
    """That by which Notify sends it: from the pool that is named, else by identities of AWS's own."""
    may_be_rcs: bool = True
    """Whether a text may go by an RCS agent."""
    fallback: Draft | None = None
    """What is sent if RCS fails, where it isn't the same text."""
    rest: Mapping[str, Any] = field(factory=dict)
    """Members of `SentMessage` that are passed on as they are."""


@define(eq=False)
class Conversations:
    """The latest message from each of our numbers to each phone."""

    latest: dict[tuple[str, str], str] = field(factory=dict, init=False)


@define(eq=False)
class Calls:
    """When each phone was called in the last day."""

    _by_destination: dict[str, list[dt.datetime]] = field(factory=dict, init=False)

    def today(self, destination: str, now: dt.datetime) -> list[dt.datetime]:
        return within_a_day(self._by_destination.get(destination, ()), now)

    def add(self, destination: str, now: dt.datetime) -> None:
        self._by_destination[destination] = [*self.today(destination, now), now]


def _check_destination(region: Region, draft: Draft) -> str:
    """The destination's country; an error where the account sends no message like this one there."""
    country = country_of_destination(draft.destination)
    if region.simulation.option("account_tier") != "SANDBOX" or draft.notify_configuration_id is not None:
        return country
    if draft.channel == "VOICE" and country not in SANDBOX_VOICE:
        raise destination_refused(
            "DESTINATION_COUNTRY_BLOCKED", f"{draft.destination!r} is in {country}, where the sandbox has no voice"
        )
    is_simulated = draft.channel != "VOICE" and is_simulator(draft.destination)  # there are none for calls
    if not (draft.verifies or is_simulated or is_verified(region, draft.destination)):
        raise not_verified(draft.destination)
    return country


def send(region: Region, draft: Draft, *, is_dry_run: bool = False) -> str:
    """The new message's id, once nothing was found that speaks against it. A dry run leaves nothing behind."""
    country = _check_destination(region, draft)
    settings = _configuration_set(region, draft)
    protection = _protection(region, draft, settings, country)
    route = _route(region, draft, settings, country)
    if draft.fallback is not None:
        _route(region, draft.fallback, settings, country)  # raises what speaks against it
    message_id = region.simulation.entropy.message_id()
    sent = _unopposed(region, draft, settings, route, protection, message_id, country)
    if not is_dry_run:
        wants_feedback = draft.feedback_enabled
        if wants_feedback is None:
            wants_feedback = settings is not None and bool(settings.default_message_feedback_enabled)
        is_named = draft.origination_identity is not None and route.pool is None
        fallback = _fallback(region, draft, settings, sent, is_named=is_named) if route.is_rcs else None
        put_on_its_way(region, route, sent, settings, wants_feedback=wants_feedback, fallback=fallback)
    return message_id


def _unopposed(
    region: Region,
    draft: Draft,
    settings: ConfigurationSet | None,
    route: Route,
    protection: Protection | None,
    message_id: str,
    country: str,
) -> SentMessage:
    """The message as it is sent by this route, or the error that says what speaks against it."""
    sent = compose(region, draft, settings, route, message_id, country)
    _refuse(region, draft, route, sent, protection)
    return sent if protection is None else protection.mark(sent)


def _configuration_set(region: Region, draft: Draft) -> ConfigurationSet | None:
    name = draft.configuration_set_name
    return region.get(ConfigurationSet, name) if name is not None else None


def _protection(region: Region, draft: Draft, settings: ConfigurationSet | None, country: str) -> Protection | None:
    if draft.notify_configuration_id is not None:
        return None  # Notify has a protect configuration of its own, which isn't the account's to see
    return find_protection(region, draft.protect_configuration_id, settings, draft.channel, draft.destination, country)


def _route(region: Region, draft: Draft, settings: ConfigurationSet | None, country: str) -> Route:
    wish = Wish(
        draft.channel,
        draft.destination,
        country,
        _message_type(draft, settings),
        may_simulate=not draft.verifies,
        may_be_rcs=draft.may_be_rcs and not draft.verifies and draft.notify_configuration_id is None,
    )
    if draft.notify_configuration_id is not None:
        return find_managed_route(region, draft.origination_identity, wish)
    default_sender_id = settings.default_sender_id if settings is not None else None
    return find_route(region, draft.origination_identity, wish, default_sender_id)


def _message_type(draft: Draft, settings: ConfigurationSet | None) -> str | None:
    """What was asked for, else the configuration set's for texts, which alone can name one."""
    if draft.message_type is None and settings is not None and draft.channel == "TEXT":
        return settings.default_message_type
    return draft.message_type


def compose(
    region: Region, draft: Draft, settings: ConfigurationSet | None, route: Route, message_id: str, country: str
) -> SentMessage:
    """The message as it would be sent by this route."""
    identity, encoding, parts, seconds = route.identity, None, 1, None
    is_rcs = route.is_rcs
    of_rcs: dict[str, Any] = {}
    if is_rcs:
        of_rcs["rcs_business_id"] = route.business_id(draft.destination, country)
        of_rcs["rcs_billing_event_type"] = billing_of_rcs(country, draft.body)
        encoding, parts = "UNICODE", parts_of_rcs(country, draft.body)  # as in AWS's samples, whatever the text
        price = price_of_rcs(parts)
    elif draft.channel == "TEXT":
        assert draft.body is not None, "a text without a body is refused"
        encoding, parts = encoding_and_parts(draft.body)
        price = price_of_text(country, parts)
    elif draft.channel == "MEDIA":
        price = price_of_media()
    else:
        seconds = seconds_spoken(draft.spoken or "")
        price = price_of_call(seconds)
    if draft.is_free:
        price = Price(0.0)
    return SentMessage(
        message_id=message_id,
        channel="RCS" if is_rcs else draft.channel,
        destination_phone_number=draft.destination,
        iso_country_code=country,
        origination_identity=route.identity_id,
        origination_phone_number=route.sender,
        pool_id=None if route.pool is None else route.pool.pool_id,
        message_body=draft.body,
        message_type=route.message_type(_message_type(draft, settings)),
        message_parts=parts,
        message_encoding=encoding,
        configuration_set_name=None if settings is None else settings.configuration_set_name,
        context=dict(draft.context or {}),
        time_to_live=draft.time_to_live or DEFAULT_TIME_TO_LIVE,
        price=price.message,
        carrier_fee=price.carrier_fee,
        carrier_name=CARRIER_NAME if route.carrier_is_known else None,
        is_international_send=not is_rcs and identity is not None and identity.iso_country_code != country,
        duration_in_seconds=seconds,
        status="INITIATED" if draft.channel == "VOICE" else "PENDING",
        sent_at=region.simulation.clock.now(),
        account_id=region.account_id,
        region_name=region.region_name,
        notify_configuration_id=draft.notify_configuration_id,
        **of_rcs,
        **draft.rest,
    )


def _budget(sent: SentMessage) -> str:
    """The channel whose spend limit a message counts against; Notify's is its own."""
    return sent.channel if sent.notify_configuration_id is None else "NOTIFY"


def _refuse(region: Region, draft: Draft, route: Route, sent: SentMessage, protection: Protection | None) -> None:
    """Raise what speaks against this message by this route."""
    opt_out_list = route.opt_out_list(region)
    if opt_out_list is not None and sent.destination_phone_number in opt_out_list.numbers:
        raise ConflictException(reason="DESTINATION_PHONE_NUMBER_OPTED_OUT", resource=opt_out_list)
    if protection is not None:
        protection.refuse()
    if draft.max_price is not None:
        name, price = ("MaxPricePerMinute", VOICE_PER_MINUTE) if sent.channel == "VOICE" else ("MaxPrice", sent.price)
        if price > float(draft.max_price):
            raise ValidationException(
                reason="PRICE_OVER_THRESHOLD", fields={name: f"it is {draft.max_price}, and the price is {price:.5f}"}
            )
    refuse_over_limit(region, _budget(sent), sent.price)
    if sent.channel == "VOICE":
        calls = region.the(Calls).today(sent.destination_phone_number, sent.sent_at)
        region.check_quota("DAILY_DESTINATION_CALL_LIMIT", len(calls))


def put_on_its_way(
    region: Region,
    route: Route,
    sent: SentMessage,
    settings: ConfigurationSet | None,
    *,
    wants_feedback: bool = False,
    fallback: Fallback | None = None,
) -> SentMessage:
    """Keep a message that nothing speaks against, and let it come to its fate."""

    def hearers(event_type: str) -> Sequence[EventDestination]:
        """Of a set that has been deleted nobody hears any more."""
        if settings is None or region.find(ConfigurationSet, settings.configuration_set_name) is not settings:
            return ()
        return [each for each in settings.event_destinations if each.hears(event_type)]

    fate = delivery.fate_of(region.simulation.delivery["delivery"], sent, has_fallback=fallback is not None)
    message = Message(_leg(region, route, sent, fate), hearers, fallback, wants_feedback)
    region.simulation.outbox.send(message)
    return message.sent


def _leg(region: Region, route: Route, sent: SentMessage, fate: str) -> Leg:
    """The way of a message by a route, once it is counted among what was spent and sent."""

    def conclude(ended: SentMessage) -> None:
        if ended.price != sent.price:
            spend(region, _budget(sent), ended.price - sent.price)
        if ended.status in delivery.SUCCESSES and route.identity is not None:
            region.the(Sticky).keep(sent.destination_phone_number, route.identity, region.simulation.clock.now())

    spend(region, _budget(sent), sent.price)
    if sent.channel == "VOICE":
        region.the(Calls).add(sent.destination_phone_number, sent.sent_at)
    elif isinstance(route.identity, PooledIdentity) and route.sender is not None:  # nobody answers a call by SMS
        region.the(Conversations).latest[route.sender, sent.destination_phone_number] = sent.message_id
    return Leg(sent, fate, conclude)


def _fallback(
    region: Region, draft: Draft, settings: ConfigurationSet | None, sent: SentMessage, *, is_named: bool
) -> Fallback | None:
    """What is done if RCS fails: the draft's own fallback; or the same text by SMS, unless the agent was named."""
    by_sms = draft.fallback or (None if is_named or draft.channel == "RCS" else evolve(draft, may_be_rcs=False))
    if by_sms is None:
        return None

    def begin() -> Leg | None:
        try:
            country = sent.iso_country_code
            protection = _protection(region, by_sms, settings, country)
            route = _route(region, by_sms, settings, country)
            composed = _unopposed(region, by_sms, settings, route, protection, sent.message_id, country)
        except ServiceException:
            return None  # RCS's own end stands where SMS isn't to be had either
        resent = evolve(composed, sent_at=sent.sent_at)
        return _leg(
            region, route, resent, delivery.fate_of(region.simulation.delivery["delivery"], resent, is_fallback=True)
        )

    return Fallback(begin, None if draft.fallback else RCS_MAY_TAKE)
