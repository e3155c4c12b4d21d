"""Describe messages for tests: `SentMessage`, sent to a phone, and `InboundMessage`, sent by a person."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from attrs import field, frozen

from .._public import public
from .channels import ChannelName


@public
@frozen(kw_only=True, repr=False)
class SentMessage:
    """A message that was sent, as it is when you read it. Phone numbers are in E.164, money is in US dollars."""

    message_id: str
    """The MessageId in the answer of the call."""
    channel: ChannelName
    """"TEXT", "MEDIA", "VOICE" or "RCS": the channel of the latest delivery attempt."""
    destination_phone_number: str
    """The phone that it was sent to, with the plus."""
    iso_country_code: str
    """The destination's country."""
    origination_identity: str | None
    """The id of the number, sender ID or agent that sent it; None for a shared route and for AWS's own numbers."""
    origination_phone_number: str | None
    """The sender that the phone shows: a number or a sender ID's text; for RCS the agent's id."""
    pool_id: str | None = None
    """The pool whose identity sent it, or, for an automatic reply, the pool that answers."""
    message_body: str | None
    """The text, or the words of a call; None for media or RCS content without a text."""
    message_type: str
    """"TRANSACTIONAL" or "PROMOTIONAL"."""
    message_parts: int = 1
    """The number of parts of a text, by its length and encoding."""
    message_encoding: str | None = None
    """"GSM" or "UNICODE"; None if it isn't a text."""
    media_urls: Sequence[str] = ()
    """The URLs of its files, from SendMediaMessage."""
    rcs_message_content: Mapping[str, Any] | None = field(default=None, hash=False)
    """The content from SendRcsMessage; None for a plain text."""
    message_traffic_type: str | None = None
    """The traffic type from SendRcsMessage."""
    rcs_business_id: str | None = None
    """The id of the sending agent on the RCS platform."""
    rcs_billing_event_type: str | None = None
    """"BASIC", "SINGLE" or "RICH"; None if it isn't sent by RCS."""
    voice_id: str | None = None
    """The voice of a call; "MATTHEW" if the call named none."""
    message_body_text_type: str | None = None
    """"TEXT" or "SSML"; for calls only."""
    keyword: str | None = None
    """The Keyword from SendTextMessage; for an automatic reply, the keyword that it answers."""
    configuration_set_name: str | None = None
    """The configuration set whose event destinations get its events."""
    protect_configuration_id: str | None = None
    """The protect configuration that applied to the message."""
    protect_status: str | None = None
    """The rule for the country: "ALLOW", "MONITOR", "FILTER", or "BLOCK" with an override that allows the number."""
    protect_recommendation: str | None = None
    """"ALLOW" or "BLOCK" if the country is monitored or filtered."""
    is_filtered: bool = False
    """Whether it was accepted but isn't delivered, because its protect configuration filters it."""
    notify_configuration_id: str | None = None
    """The Notify configuration of a message that Notify sent."""
    template_id: str | None = None
    """Notify's template that the body was made from."""
    context: Mapping[str, str] = field(factory=dict, hash=False)
    """The Context of the call. The message's events have it, too."""
    destination_country_parameters: Mapping[str, str] = field(factory=dict, hash=False)
    """The parameters of the call: "IN_ENTITY_ID" and "IN_TEMPLATE_ID"."""
    time_to_live: int | None
    """Seconds after which it expires, if it has no final event by then; None for RCS without a TimeToLive."""
    price: float
    """The price of the whole message, without the carrier's fee. The mock's prices are samples: don't test amounts."""
    carrier_fee: float = 0.0
    """The carrier's fee for the whole message, in addition to the price."""
    carrier_name: str | None = None
    """The carrier in its events; None if they show none."""
    is_international_send: bool = False
    """The `isInternationalSend` of its events: whether international sending is enabled for the number that sent it."""
    duration_in_seconds: int | None = None
    """The length of a call; None for other messages."""
    status: str
    """The status of its latest event: the event type without the channel. Before the first event "PENDING", for a call
    "INITIATED"."""
    message_feedback_status: str | None = None
    """"RECEIVED" or "FAILED" if message feedback is enabled; None before there is feedback."""
    sent_at: dt.datetime
    """The time of the call by the mock's clock, in UTC."""
    account_id: str
    """The account that sent it: twelve digits."""
    region_name: str
    """The region that it was sent from."""

    def __repr__(self) -> str:
        shared = "a shared route" if self.notify_configuration_id is None else "Notify"
        sender = self.origination_phone_number or shared
        content = " ".join([*([] if self.message_body is None else [repr(self.message_body)]), *self.media_urls])
        return f"<{self.channel} to {self.destination_phone_number} from {sender}, {self.status}: {content}>"


@public
@frozen(kw_only=True)
class InboundMessage:
    """A person's SMS to one of the mock's numbers, or their RCS message to an agent, and what the service did."""

    payload: Mapping[str, Any] = field(hash=False)
    """The JSON for a two-way channel, even if there is none: "originationNumber", "messageBody", ..."""
    keyword: str | None
    """The word that matched, in upper case; None if no word did."""
    action: str | None
    """What the service did: "AUTOMATIC_RESPONSE", "OPT_OUT", "OPT_IN" or None. For a STOP to a US toll-free number it
    is None, since the carrier handles it."""
    reply: SentMessage | None
    """The automatic reply, which is also in the outbox; None if there was none."""
    published_to: str | None
    """The ARN of the two-way channel that got it; None if two-way messaging is off."""
