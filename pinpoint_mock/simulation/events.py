"""Message events, exactly in the service's own shape.

Sources: the user guide's event format and EventBridge pages, and events that users of the service have published.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from typing import Any

from . import delivery
from .messages import SentMessage
from .prices import minutes

Event = dict[str, Any]

_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.timezone.utc)
_MILLISECOND = dt.timedelta(milliseconds=1)

# The test network of ITU-T E.212.
CARRIER = {"mcc": "001", "mnc": "01"}
CARRIER_NAME = "Test Mobile"

# Seen in events for BLOCKED, SUCCESSFUL, DELIVERED, TTL_EXPIRED, PROTECT_BLOCKED and READ; of the others most are
# the texts that SNS gives for the same. Those of QUEUED, PENDING, media files and the rest of RCS are our choice.
_DESCRIPTIONS: Mapping[str, str] = {
    "BLOCKED": "Phone has blocked SMS",
    "CARRIER_BLOCKED": "Phone carrier has blocked this message",
    "CARRIER_UNREACHABLE": "Phone carrier is currently unreachable/unavailable",
    "DELIVERED": "Message has been accepted by phone",
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
    "SENT": "Message has been accepted by the RCS platform",
    "SPAM": "Blocked as spam by phone carrier",
    "SUCCESSFUL": "Message has been accepted by phone carrier",
    "TTL_EXPIRED": "The delivery TTL has expired",
    "UNKNOWN": "Unknown error attempting to reach phone",
    "UNREACHABLE": "Phone is currently unreachable/unavailable",
}

# Not charged, since the message never reaches the carrier. An expired text is charged all the same, as has been seen.
_FREE = frozenset(
    {
        "BLOCKED",
        "FILE_INACCESSIBLE",
        "FILE_SIZE_EXCEEDED",
        "FILE_TYPE_UNSUPPORTED",
        "INVALID",
        "INVALID_MESSAGE",
        "PROTECT_BLOCKED",
    }
)
# Before a carrier has the message, nothing is known of it; but AWS's sample of PROTECT_BLOCKED names it.
_WITHOUT_CARRIER = (_FREE | {"PENDING", "QUEUED"}) - {"PROTECT_BLOCKED"}


def is_free(channel: str, status: str) -> bool:
    """Whether a message that ends so costs nothing: of calls and RCS, all but those that were taken."""
    return status not in delivery.SUCCESSES if channel in ("VOICE", "RCS") else status in _FREE


def event_of(message: SentMessage, status: str, at: dt.datetime, *, is_final: bool) -> Event:
    """The event of a message's new status."""
    is_text = message.channel in ("TEXT", "RCS")
    event = {
        "eventType": f"{message.channel}_{status}",
        "eventVersion": "1.0",
        "eventTimestamp": milliseconds(at),
        "isFinal": is_final,
        "originationPhoneNumber": message.origination_phone_number,
        "destinationPhoneNumber": message.destination_phone_number,
        "isoCountryCode": message.iso_country_code,
    }
    if message.carrier_name is not None and status not in _WITHOUT_CARRIER and message.channel != "VOICE":
        event |= {**CARRIER, "carrierName": message.carrier_name}
    event |= {
        "messageId": message.message_id,
        "messageRequestTimestamp": milliseconds(message.sent_at),
        "messageEncoding": message.message_encoding if is_text else None,
        "messageType": message.message_type if message.channel != "VOICE" else None,
        "messageStatus": status,
        "messageStatusDescription": _DESCRIPTIONS[status] if message.channel != "VOICE" else None,
        "isInternationalSend": message.is_international_send if is_text and status not in _FREE else None,
        "contentType": "MMS" if message.channel == "MEDIA" else None,
        "context": dict(message.context) or None,
        **_charges(message, status, is_final=is_final),
    }
    if message.protect_configuration_id is not None:
        event |= _protection(message, status)
    if message.channel == "RCS":
        event |= _of_rcs(message, status)
    return {name: value for name, value in event.items() if value is not None}


def _charges(message: SentMessage, status: str, *, is_final: bool) -> Event:
    costs_nothing = is_free(message.channel, status) or status == delivery.READ  # the delivery was charged
    price = 0 if costs_nothing else message.price
    if message.channel != "VOICE":
        parts = {"totalMessageParts": message.message_parts} if message.channel in ("TEXT", "RCS") else {}
        return {**parts, "totalMessagePrice": price, "totalCarrierFee": 0 if costs_nothing else message.carrier_fee}
    if not is_final:
        return {}
    seconds = (message.duration_in_seconds or 0) if status in delivery.SUCCESSES else 0
    return {
        "callDurationInSeconds": seconds,
        "totalDurationInMinutes": float(minutes(seconds)),
        "totalMessagePrice": price,
    }


def _protection(message: SentMessage, status: str) -> Event:
    """The protect configuration that the message went by, and what is thought of the message where that is asked."""
    told: Event = {
        "protectConfiguration": {
            "protectConfigurationId": message.protect_configuration_id,
            "protectStatus": message.protect_status,
        }
    }
    # A test may have it blocked that says nothing of artificial traffic.
    recommendation = "BLOCK" if status == "PROTECT_BLOCKED" else message.protect_recommendation
    if recommendation is not None:
        insights = {"protectInsights": {"blockReason": "AIT_SUSPECTED"}} if recommendation == "BLOCK" else {}
        told["protectConfigurationAssessment"] = {"protectRecommendation": recommendation, **insights}
    return told


def _of_rcs(message: SentMessage, status: str) -> Event:
    billing = {"billingEventType": message.rcs_billing_event_type}
    return {
        "rcsMetadata": billing if status == delivery.DELIVERED else None,
        "rcsBusinessId": message.rcs_business_id,
        "agentIsoCountryCode": message.iso_country_code,
    }


def milliseconds(at: dt.datetime) -> int:
    """Since the epoch, not rounded to a float on the way."""
    return (at - _EPOCH) // _MILLISECOND


def as_json(content: Mapping[str, Any]) -> str:
    """As the service writes events."""
    return json.dumps(content, separators=(",", ":"), ensure_ascii=False)


def registration_event(
    *, arn: str, registration_id: str, registration_type: str, version_number: int, status: str, at: dt.datetime
) -> Event:
    """The event of a registration's new status: the detail of what Amazon EventBridge gets."""
    return {
        "registrationDetails": {
            "registrationId": registration_id,
            "registrationVersionNumber": version_number,
            "registrationType": registration_type,
            "registrationStatusChangeTimestamp": milliseconds(at),
            "currentStatus": status,
        },
        "registrationArn": arn,
    }


def for_event_bus(event: Event) -> Event:
    """An event's detail as Amazon EventBridge gets it: without the destination."""
    return {name: value for name, value in event.items() if name != "destinationPhoneNumber"}


# AWS documents no detail type of RCS yet; this one is our choice.
_KINDS = {"TEXT": "Text", "MEDIA": "Media", "VOICE": "Voice", "RCS": "RCS"}


def detail_type(channel: str) -> str:
    """The detail type of a channel's events."""
    return f"{_KINDS[channel]} Message Delivery Status Updated"
