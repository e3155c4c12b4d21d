"""Messages as a test sees them: `SentMessage`, one that a phone would get, and `InboundMessage`, one from a phone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from attrs import field, frozen

Channel = Literal["TEXT", "MEDIA", "VOICE", "RCS"]

CAPABILITIES = {"TEXT": "SMS", "MEDIA": "MMS", "VOICE": "VOICE"}
"""What a number or a sender ID must be able to; for RCS, which agents alone send, there is none."""


@frozen(kw_only=True, repr=False)
class SentMessage:
    """A message sent, as it stands when it is read. Phone numbers are in E.164, money in US dollars."""

    message_id: str
    """The MessageId that the call was answered with."""
    channel: Channel
    """"TEXT", "MEDIA", "VOICE" or "RCS": that by which it went last."""
    destination_phone_number: str
    """To whom, with the plus."""
    iso_country_code: str
    """The destination's country."""
    origination_identity: str | None
    """The id that was chosen: a phone number's, a sender ID, an agent's; None for a shared route, and AWS's own."""
    origination_phone_number: str | None
    """What the phone shows as the sender: a number, or the sender ID's text; of RCS the agent's id."""
    pool_id: str | None = None
    """That of the pool that chose, or, of an automatic reply, that answers."""
    message_body: str | None
    """The text, or what a call says; None for media or RCS content without one."""
    message_type: str
    """"TRANSACTIONAL" or "PROMOTIONAL"."""
    message_parts: int = 1
    """In how many parts a text goes, by its length and encoding."""
    message_encoding: str | None = None
    """"GSM" or "UNICODE"; None for what isn't text."""
    media_urls: Sequence[str] = ()
    """Where its files are, as SendMediaMessage was given them."""
    rcs_message_content: Mapping[str, Any] | None = field(default=None, hash=False)
    """As it was given to SendRcsMessage; None for a plain text."""
    message_traffic_type: str | None = None
    """As it was given to SendRcsMessage, too."""
    rcs_business_id: str | None = None
    """What the RCS platform knows the agent by that sent it."""
    rcs_billing_event_type: str | None = None
    """"BASIC", "SINGLE" or "RICH"; None for what isn't sent by RCS."""
    voice_id: str | None = None
    """The voice of a call, "MATTHEW" where none was named."""
    message_body_text_type: str | None = None
    """"TEXT" or "SSML", of a call."""
    keyword: str | None = None
    """As SendTextMessage was given it; of an automatic reply the word that it answers."""
    configuration_set_name: str | None = None
    """That of the call, by whose event destinations its events go."""
    protect_configuration_id: str | None = None
    """That of the configuration that the message went by."""
    protect_status: str | None = None
    """What that says of the destination's country: "ALLOW", "MONITOR", "FILTER", or "BLOCK" of a number it allows."""
    protect_recommendation: str | None = None
    """"ALLOW" or "BLOCK", where the country is monitored or filtered."""
    is_filtered: bool = False
    """Whether it was accepted, and goes nowhere for what its protect configuration says."""
    notify_configuration_id: str | None = None
    """That of a message by Notify."""
    template_id: str | None = None
    """That of Notify's template, of which the body is made."""
    context: Mapping[str, str] = field(factory=dict, hash=False)
    """The Context of the call, which its events have as well."""
    destination_country_parameters: Mapping[str, str] = field(factory=dict, hash=False)
    """As the call was given them: "IN_ENTITY_ID" and "IN_TEMPLATE_ID"."""
    time_to_live: int
    """Seconds until it expires, if nothing becomes of it."""
    price: float
    """Of the whole message, without the carrier's fee. Of a list of our own: don't test against amounts."""
    carrier_fee: float = 0.0
    """Of the whole message, on top of the price."""
    carrier_name: str | None = None
    """As its events have it."""
    is_international_send: bool = False
    """Whether it went to another country than its number's."""
    duration_in_seconds: int | None = None
    """Of a call."""
    status: str
    """The latest event's: an event type without its channel. "PENDING" before there is one; a call is "INITIATED"."""
    message_feedback_status: str | None = None
    """"RECEIVED" or "FAILED", where message feedback is enabled; None before it is given."""
    sent_at: dt.datetime
    """By the mock's clock, in UTC."""
    account_id: str
    """The account that sent it, twelve digits."""
    region_name: str
    """The region that it was sent from."""

    def __repr__(self) -> str:
        shared = "a shared route" if self.notify_configuration_id is None else "Notify"
        sender = self.origination_phone_number or shared
        said = " ".join([*([] if self.message_body is None else [repr(self.message_body)]), *self.media_urls])
        return f"<{self.channel} to {self.destination_phone_number} from {sender}, {self.status}: {said}>"


@frozen(kw_only=True)
class InboundMessage:
    """What came of a person's SMS to one of our numbers, or of their RCS message to an agent."""

    payload: Mapping[str, Any] = field(hash=False)
    """The JSON that a two-way channel gets, whether there is one or not: "originationNumber", "messageBody", ..."""
    keyword: str | None
    """The word that matched, in upper case; None where none did."""
    action: str | None
    """"AUTOMATIC_RESPONSE", "OPT_OUT", "OPT_IN" or None."""
    reply: SentMessage | None
    """The automatic reply, which is in the outbox too; None where there was none."""
    published_to: str | None
    """The ARN of the two-way channel that got it; None where two-way messaging is off."""
