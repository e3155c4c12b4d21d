"""Write the events of messages in the service's own shape.

Sources: the user guide's event format and EventBridge pages, and events that users of the service have published.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from ..facts.carriers import CARRIER_CODES
from ..publishing.events import Event, milliseconds
from .channels import CHANNELS, DELIVERED, FREE_STATUSES, PROTECT_BLOCKED, READ, SUCCESSES, Channel
from .prices import minutes
from .values import SentMessage

# Seen in events for BLOCKED, SUCCESSFUL, DELIVERED, TTL_EXPIRED, PROTECT_BLOCKED and READ. Most others are the texts
# that SNS has for the same statuses. Those of QUEUED, PENDING, media files and the rest of RCS are our choice.
_DESCRIPTIONS: Mapping[str, str] = {
    "BLOCKED": "Phone has blocked SMS",
    "CARRIER_BLOCKED": "Phone carrier has blocked this message",
    "CARRIER_UNREACHABLE": "Phone carrier is currently unreachable/unavailable",
    "DELIVERED": "Message has been accepted by phone",
    "EXPIRED": "Message has expired",
    "FAILED": "Message could not be delivered",
    "FALLEN_BACK_TO_SMS": "Message has fallen back to SMS",
    "FILE_INACCESSIBLE": "Media file is inaccessible",
    "FILE_SIZE_EXCEEDED": "Media file size exceeded",
    "FILE_TYPE_UNSUPPORTED": "Media file type is unsupported",
    "INVALID": "Invalid phone number",
    "INVALID_MESSAGE": "Message body is invalid",
    "PENDING": "Message is pending",
    "PROTECT_BLOCKED": "Message blocked by protect configuration",
    "QUEUED": "Message is queued",
    "READ": "Message has been read by recipient",
    "REJECTED": "Message has been rejected",
    "SENT": "Message has been accepted by the RCS platform",
    "SPAM": "Blocked as spam by phone carrier",
    "SUCCESSFUL": "Message has been accepted by phone carrier",
    "TTL_EXPIRED": "The delivery TTL has expired",
    "UNDELIVERABLE": "Message can't be delivered to this phone",
    "UNKNOWN": "Unknown error attempting to reach phone",
    "UNREACHABLE": "Phone is currently unreachable/unavailable",
}

# Events with these statuses show no carrier, since no carrier has the message yet. AWS's sample of PROTECT_BLOCKED
# shows one.
_WITHOUT_CARRIER = (FREE_STATUSES | {"PENDING", "QUEUED"}) - {PROTECT_BLOCKED}


def event_of(message: SentMessage, status: str, at: dt.datetime, *, is_final: bool) -> Event:
    """Return the event of a message's new status."""
    channel = CHANNELS[message.channel]
    has_carrier = message.carrier_name is not None and status not in _WITHOUT_CARRIER and not channel.is_call
    event: Event = {
        "eventType": f"{message.channel}_{status}",
        "eventVersion": "1.0",
        "eventTimestamp": milliseconds(at),
        "isFinal": is_final,
        "originationPhoneNumber": message.origination_phone_number,
        "destinationPhoneNumber": message.destination_phone_number,
        "isoCountryCode": message.iso_country_code,
        "isInternationalSend": (
            message.is_international_send if channel.has_parts and status not in FREE_STATUSES else None
        ),
        **({**CARRIER_CODES, "carrierName": message.carrier_name} if has_carrier else {}),
        "messageId": message.message_id,
        "messageRequestTimestamp": milliseconds(message.sent_at),
        "messageEncoding": message.message_encoding,
        "messageType": None if channel.is_call else message.message_type,
        "messageStatus": status,
        "messageStatusDescription": None if channel.is_call else _DESCRIPTIONS[status],
        "contentType": channel.content_type,
        "context": dict(message.context) or None,
        **_charges(message, channel, status, is_final=is_final),
        **({} if message.protect_configuration_id is None else _protection(message, status)),
        **(_agent(message, status) if channel.shows_agent else {}),
    }
    return {name: value for name, value in event.items() if value is not None}


def _charges(message: SentMessage, channel: Channel, status: str, *, is_final: bool) -> Event:
    """Return the members of an event that show parts, duration and prices."""
    is_free = channel.is_free(status) or status == READ  # the delivery was charged already
    price = 0 if is_free else message.price
    if not channel.is_call:
        return {
            "totalMessageParts": message.message_parts if channel.has_parts else None,
            "totalMessagePrice": price,
            "totalCarrierFee": 0 if is_free else message.carrier_fee,
        }
    if not is_final:
        return {}
    seconds = (message.duration_in_seconds or 0) if status in SUCCESSES else 0
    return {
        "callDurationInSeconds": seconds,
        "totalDurationInMinutes": float(minutes(seconds)),
        "totalMessagePrice": price,
    }


def _protection(message: SentMessage, status: str) -> Event:
    """Return the members that show the protect configuration, and its assessment of monitored or filtered countries."""
    event: Event = {
        "protectConfiguration": {
            "protectConfigurationId": message.protect_configuration_id,
            "protectStatus": message.protect_status,
        }
    }
    # A test may set PROTECT_BLOCKED without setting artificial traffic.
    recommendation = "BLOCK" if status == PROTECT_BLOCKED else message.protect_recommendation
    if recommendation is not None:
        insights = {"protectInsights": {"blockReason": "AIT_SUSPECTED"}} if recommendation == "BLOCK" else {}
        event["protectConfigurationAssessment"] = {"protectRecommendation": recommendation, **insights}
    return event


def _agent(message: SentMessage, status: str) -> Event:
    """Return the members that show the RCS agent and its billing."""
    billing = {"billingEventType": message.rcs_billing_event_type}
    return {
        "rcsMetadata": billing if status == DELIVERED else None,
        "rcsBusinessId": message.rcs_business_id,
        "agentIsoCountryCode": message.iso_country_code,
    }
