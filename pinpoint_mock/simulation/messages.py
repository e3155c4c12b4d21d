"""Messages as a test sees them: `SentMessage`, one that a phone would get, and `InboundMessage`, one from a phone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from attrs import field, fields, frozen

Channel = Literal["TEXT", "MEDIA", "VOICE", "RCS"]

CAPABILITIES = {"TEXT": "SMS", "MEDIA": "MMS", "VOICE": "VOICE"}
"""What a number or a sender ID must be able to; for RCS, which agents alone send, there is none."""


@frozen(kw_only=True, repr=False)
class SentMessage:
    """A message sent, as it stands when it is read. Phone numbers are in E.164, money in US dollars."""

    message_id: str
    channel: Channel
    destination_phone_number: str
    iso_country_code: str
    """The destination's country."""
    origination_identity: str | None
    """The id that was chosen: a phone number's, a sender ID, an agent's; None for a shared route, and AWS's own."""
    origination_phone_number: str | None
    """What the phone shows as the sender: a number, or the sender ID's text; of RCS the agent's id."""
    pool_id: str | None = None
    """That of the pool that chose, or, of an automatic reply, that answers."""
    message_body: str | None
    message_type: str
    message_parts: int = 1
    message_encoding: str | None = None
    """"GSM" or "UNICODE"; None for what isn't text."""
    media_urls: Sequence[str] = ()
    rcs_message_content: Mapping[str, Any] | None = None
    """As it was given to SendRcsMessage; None for a plain text."""
    message_traffic_type: str | None = None
    """Likewise."""
    rcs_business_id: str | None = None
    """What the RCS platform knows the agent by that sent it."""
    rcs_billing_event_type: str | None = None
    """"BASIC", "SINGLE" or "RICH"; None for what isn't sent by RCS."""
    voice_id: str | None = None
    message_body_text_type: str | None = None
    keyword: str | None = None
    configuration_set_name: str | None = None
    protect_configuration_id: str | None = None
    """That of the configuration that the message went by."""
    protect_status: str | None = None
    """What that says of the destination's country: "ALLOW", "MONITOR", "FILTER", or "BLOCK" of a number it allows."""
    protect_recommendation: str | None = None
    """"ALLOW" or "BLOCK", where the country is monitored or filtered."""
    is_filtered: bool = False
    """Whether it was accepted, and goes nowhere for what its protect configuration says."""
    notify_configuration_id: str | None = None
    template_id: str | None = None
    """That of Notify's template, of which the body is made."""
    context: Mapping[str, str] = field(factory=dict)
    destination_country_parameters: Mapping[str, str] = field(factory=dict)
    time_to_live: int
    """Seconds."""
    price: float
    """Of the whole message, without the carrier's fee."""
    carrier_fee: float = 0.0
    carrier_name: str | None = None
    is_international_send: bool = False
    duration_in_seconds: int | None = None
    """Of a call."""
    status: str
    """The latest event's: an event type without its channel. "PENDING" before there is one; a call is "INITIATED"."""
    message_feedback_status: str | None = None
    sent_at: dt.datetime
    account_id: str
    region_name: str

    def __repr__(self) -> str:
        shared = "a shared route" if self.notify_configuration_id is None else "Notify"
        sender = self.origination_phone_number or shared
        said = " ".join([*([] if self.message_body is None else [repr(self.message_body)]), *self.media_urls])
        return f"<{self.channel} to {self.destination_phone_number} from {sender}, {self.status}: {said}>"


_NAMES = tuple(each.name for each in fields(SentMessage))


def changed(message: SentMessage, **members: Any) -> SentMessage:
    """Attrs' evolve at a fraction of its cost, which every send would have."""
    new = object.__new__(SentMessage)
    for name in _NAMES:
        object.__setattr__(new, name, members[name] if name in members else getattr(message, name))
    return new


@frozen(kw_only=True)
class InboundMessage:
    """What came of a person's SMS to one of our numbers."""

    payload: Mapping[str, Any]
    """The two-way JSON."""
    keyword: str | None
    """The word that matched, in upper case."""
    action: str | None
    """"AUTOMATIC_RESPONSE", "OPT_OUT", "OPT_IN" or None."""
    reply: SentMessage | None
    published_to: str | None
    """The ARN of the two-way channel."""
