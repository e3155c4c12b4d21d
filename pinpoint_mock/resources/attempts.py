"""An attempt to send: what a message that somebody asks for would be, and what speaks against it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from attrs import define, evolve, field, frozen

from ..errors import ConflictException, ValidationException
from ..simulation.clock import within_a_day
from ..simulation.countries import SANDBOX_VOICE
from ..simulation.destinations import is_simulator
from ..simulation.events import CARRIER_NAME
from ..simulation.message_text import encoding_and_parts
from ..simulation.messages import Channel, SentMessage
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
from .configuration_sets import ConfigurationSet
from .destinations import country_of_destination, destination_refused
from .protection import Protection, find_protection
from .routes import Route, Wish, find_managed_route, find_route
from .spend_limits import budget_of, refuse_over_limit
from .verified_destination_numbers import is_verified, not_verified

DEFAULT_TIME_TO_LIVE = 72 * 60 * 60


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
class Calls:
    """When each phone was called in the last day."""

    _by_destination: dict[str, list[dt.datetime]] = field(factory=dict, init=False)

    def today(self, destination: str, now: dt.datetime) -> list[dt.datetime]:
        return within_a_day(self._by_destination.get(destination, ()), now)

    def add(self, destination: str, now: dt.datetime) -> None:
        self._by_destination[destination] = [*self.today(destination, now), now]


@define(eq=False)
class _Content:
    """What a message is made of, and what that costs."""

    price: Price
    encoding: str | None = None
    parts: int = 1
    seconds: int | None = None


@define(eq=False)
class Attempt:
    """A draft, with what is found out once for all that is asked of it."""

    region: Region
    draft: Draft
    country: str
    """The destination's."""
    settings: ConfigurationSet | None

    @property
    def message_type(self) -> str | None:
        """What was asked for, else the configuration set's for texts, which alone can name one."""
        if self.draft.message_type is None and self.settings is not None and self.draft.channel == "TEXT":
            return self.settings.default_message_type
        return self.draft.message_type

    def find_protection(self) -> Protection | None:
        """What a protect configuration says, if it goes by one; Notify's own isn't the account's to see."""
        draft = self.draft
        if draft.notify_configuration_id is not None:
            return None
        return find_protection(
            self.region, draft.protect_configuration_id, self.settings, draft.channel, draft.destination, self.country
        )

    def find_route(self) -> Route:
        """The way that it goes, or the error that says why there is none."""
        draft, is_notify = self.draft, self.draft.notify_configuration_id is not None
        wish = Wish(
            draft.channel,
            draft.destination,
            self.country,
            self.message_type,
            may_simulate=not draft.verifies,
            may_be_rcs=draft.may_be_rcs and not draft.verifies and not is_notify,
        )
        if is_notify:
            return find_managed_route(self.region, draft.origination_identity, wish)
        default_sender_id = self.settings.default_sender_id if self.settings is not None else None
        return find_route(self.region, draft.origination_identity, wish, default_sender_id)

    def compose(self, route: Route, message_id: str) -> SentMessage:
        """The message as it would be sent by this route."""
        draft, settings = self.draft, self.settings
        channel: Channel = "RCS" if route.is_rcs else draft.channel
        content = _content(draft, channel, self.country)
        return SentMessage(
            message_id=message_id,
            channel=channel,
            destination_phone_number=draft.destination,
            iso_country_code=self.country,
            origination_identity=route.identity_id,
            origination_phone_number=route.sender,
            pool_id=None if route.pool is None else route.pool.pool_id,
            message_body=draft.body,
            message_type=route.message_type(self.message_type),
            message_parts=content.parts,
            message_encoding=content.encoding,
            configuration_set_name=None if settings is None else settings.configuration_set_name,
            context=dict(draft.context or {}),
            time_to_live=draft.time_to_live or DEFAULT_TIME_TO_LIVE,
            price=content.price.message,
            carrier_fee=content.price.carrier_fee,
            carrier_name=CARRIER_NAME if route.carrier_is_known else None,
            is_international_send=route.is_abroad(self.country),
            duration_in_seconds=content.seconds,
            status="INITIATED" if draft.channel == "VOICE" else "PENDING",
            sent_at=self.region.simulation.clock.now(),
            account_id=self.region.account_id,
            region_name=self.region.region_name,
            notify_configuration_id=draft.notify_configuration_id,
            **(self._of_rcs(route) if channel == "RCS" else {}),
            **draft.rest,
        )

    def unopposed(self, route: Route, protection: Protection | None, message_id: str) -> SentMessage:
        """The message as it is sent by this route, or the error that says what speaks against it."""
        sent = self.compose(route, message_id)
        opt_out_list = route.opt_out_list(self.region)
        if opt_out_list is not None and sent.destination_phone_number in opt_out_list.numbers:
            raise ConflictException(reason="DESTINATION_PHONE_NUMBER_OPTED_OUT", resource=opt_out_list)
        if protection is not None:
            protection.refuse()
        self._refuse_price(sent)
        refuse_over_limit(self.region, budget_of(sent), sent.price)
        if sent.channel == "VOICE":
            calls = self.region.the(Calls).today(sent.destination_phone_number, sent.sent_at)
            self.region.check_quota("DAILY_DESTINATION_CALL_LIMIT", len(calls))
        return sent if protection is None else protection.mark(sent)

    def _refuse_price(self, sent: SentMessage) -> None:
        if self.draft.max_price is None:
            return
        name, price = ("MaxPricePerMinute", VOICE_PER_MINUTE) if sent.channel == "VOICE" else ("MaxPrice", sent.price)
        if price > float(self.draft.max_price):
            raise ValidationException(
                reason="PRICE_OVER_THRESHOLD",
                fields={name: f"it is {self.draft.max_price}, and the price is {price:.5f}"},
            )

    def _of_rcs(self, route: Route) -> Mapping[str, Any]:
        return {
            "rcs_business_id": route.business_id(self.draft.destination, self.country),
            "rcs_billing_event_type": billing_of_rcs(self.country, self.draft.body),
        }


def attempted(region: Region, draft: Draft) -> Attempt:
    """The attempt; an error where the account sends no message like this one there, or the set isn't there."""
    country = _checked_country(region, draft)
    name = draft.configuration_set_name
    return Attempt(region, draft, country, None if name is None else region.get(ConfigurationSet, name))


def _checked_country(region: Region, draft: Draft) -> str:
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


def _content(draft: Draft, channel: Channel, country: str) -> _Content:
    if channel == "RCS":
        parts = parts_of_rcs(country, draft.body)
        content = _Content(price_of_rcs(parts), "UNICODE", parts)  # as in AWS's samples, whatever the text
    elif channel == "TEXT":
        assert draft.body is not None, "a text without a body is refused"
        encoding, parts = encoding_and_parts(draft.body)
        content = _Content(price_of_text(country, parts), encoding, parts)
    elif channel == "MEDIA":
        content = _Content(price_of_media())
    else:
        seconds = seconds_spoken(draft.spoken or "")
        content = _Content(price_of_call(seconds), seconds=seconds)
    return evolve(content, price=Price(0.0)) if draft.is_free else content
