"""The rules of sending: who sends, what speaks against it, and what it costs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from math import ceil
from typing import Any, NamedTuple

from .model import A_DAY, Account, Refused, conflict, invalid, not_found, the
from .rules_of_delivery import SIMULATED, put_on_its_way
from .rules_of_identities import governing

PHONES = {
    "+12065550100": "US",
    "+12065550101": "US",
    "+447700900123": "GB",
    "+447700900124": "GB",
    "+33199005123": "FR",
    "+14254147755": "US",
    "+14254147167": "US",
    "+5351234567": "CU",
}
"""The phones of the stories, and their countries; AWS sends nothing to the last."""

CAPABILITIES = {"TEXT": "SMS", "MEDIA": "MMS", "VOICE": "VOICE"}
IN_ORDER = ("TOLL_FREE", "LONG_CODE", "SIMULATOR")
"""Who sends first, of the types that the stories have."""
REMEMBERED = dt.timedelta(hours=25)

DOLLAR = 100_000
PART = {"US": 581, "GB": 6087}
MEDIA, MINUTE = 1950, 1300
"""Prices, in hundred thousandths of a US dollar."""

Thing = Mapping[str, Any]


def send_text_message(account: Account, *, MessageBody: str, **asked: Any) -> None:
    send(account, "TEXT", MessageBody, **asked)


def send_media_message(account: Account, *, MessageBody: str, **asked: Any) -> None:
    send(account, "MEDIA", MessageBody, **asked)


def send_voice_message(
    account: Account, *, MessageBody: str, MaxPricePerMinute: str | None = None, **asked: Any
) -> None:
    send(account, "VOICE", MessageBody, MaxPrice=MaxPricePerMinute, **asked)


def put_message_feedback(account: Account, *, MessageId: str, MessageFeedbackStatus: str) -> Thing:
    message = next((each for each in account.messages if each["id"] == MessageId), None)
    if message is None or not message["wants feedback"]:
        raise not_found("message")
    message["feedback"] = MessageFeedbackStatus
    return {"MessageId": MessageId, "MessageFeedbackStatus": MessageFeedbackStatus}


def send(
    account: Account,
    channel: str,
    body: str,
    *,
    DestinationPhoneNumber: str,
    OriginationIdentity: str | None = None,
    MessageType: str | None = None,
    ConfigurationSetName: str | None = None,
    ProtectConfigurationId: str | None = None,
    MaxPrice: str | None = None,
    TimeToLive: int | None = None,
    MessageFeedbackEnabled: bool | None = None,
    DryRun: bool = False,
) -> None:
    """Of several things that speak against a message, the first is told in this order."""
    phone = DestinationPhoneNumber
    if PHONES[phone] == "CU":
        raise invalid("DESTINATION_COUNTRY_BLOCKED")
    settings: Any = None
    if ConfigurationSetName is not None:
        settings = the(account.sets, "configuration-set", ConfigurationSetName)
    protection = protection_of(account, ProtectConfigurationId, settings)
    message_type = MessageType
    if MessageType is None and settings is not None and channel == "TEXT":
        message_type = settings["DefaultMessageType"]
    number, pool = way(account, OriginationIdentity, RouteRequest(channel, phone, PHONES[phone], message_type))
    if phone in (opt_outs(account, number, pool) or ()):
        raise conflict("DESTINATION_PHONE_NUMBER_OPTED_OUT")
    said = said_of(account, protection, channel, phone)
    if channel == "TEXT" and is_too_long(body):
        raise invalid("MAXIMUM_SIZE_EXCEEDED")
    price = price_of(channel, PHONES[phone], body)
    if MaxPrice is not None and (MINUTE if channel == "VOICE" else price) > float(MaxPrice) * DOLLAR:
        raise invalid("PRICE_OVER_THRESHOLD")
    if spent(account, channel) + price > limit_of(account, channel) * DOLLAR:
        raise Refused("ServiceQuotaExceededException", f"MONTHLY_SPEND_LIMIT_REACHED_FOR_{channel}")
    if channel == "VOICE":
        account.check_quota("DAILY_DESTINATION_CALL_LIMIT", calls_today(account, phone))
    wants_feedback = MessageFeedbackEnabled
    if wants_feedback is None and settings is not None:
        wants_feedback = settings["DefaultMessageFeedbackEnabled"]
    message = {
        **composed(account, channel, phone, number, pool, body, message_type),
        **said,
        "set": settings,
        "wants feedback": bool(wants_feedback),
    }
    if number is None and settings is not None:
        message["sender"] = settings["DefaultSenderId"]  # what a phone shows of a shared route
    if not DryRun:
        put_on_its_way(account, message, TimeToLive, opt_outs(account, number, pool))


def composed(
    account: Account, channel: str, phone: str, number: Any, pool: Any, body: str, message_type: str | None = None
) -> dict[str, Any]:
    """A message, as nothing is said of it yet."""
    return {
        "id": account.drawn["MessageId"],
        "channel": channel,
        "phone": phone,
        "number": number,
        "pool": None if pool is None else pool["PoolId"],
        "sender": None if number is None else number["PhoneNumber"],
        "body": body,
        "type": message_type or (pool or number or {"MessageType": "TRANSACTIONAL"})["MessageType"],
        "price": price_of(channel, PHONES[phone], body),
        "set": None,
        "wants feedback": False,
        **UNPROTECTED,
    }


# Who sends ---------------------------------------------------------------------------------------------------------


class RouteRequest(NamedTuple):
    """What a message requires of its sender."""

    channel: str
    phone: str
    country: str
    message_type: str | None


def way(account: Account, given: str | None, request: RouteRequest) -> tuple[Any, Any]:
    """The number and the pool that send: no number on a shared route, no pool where none was named."""
    if given is None:
        return best(account, account.numbers.values(), request) or shared_route(request, allowed=True), None
    if "pool-" in given:
        pool = the(account.pools, "pool", given)
        members = [account.numbers[member] for member in pool["members"]]
        return best(account, members, request) or shared_route(request, allowed=pool["SharedRoutesEnabled"]), pool
    if given.strip("+").isdigit():
        by_phone_number = {each["PhoneNumber"]: each for each in account.numbers.values()}
        number = the(by_phone_number, "phone-number", f"+{given.strip('+')}")
    else:
        number = the(account.numbers, "phone-number", given)
    refusal = objection(number, request)
    if refusal is not None:
        raise refusal
    return number, None


def shared_route(request: RouteRequest, *, allowed: bool) -> None:
    """For texts, and neither in the US nor in the UK."""
    if not allowed or request.channel != "TEXT" or request.country in ("US", "GB"):
        raise conflict("NO_ORIGINATION_IDENTITIES_FOUND")


def best(account: Account, numbers: Iterable[Any], request: RouteRequest) -> Any:
    """Of those that may send the one that reached this phone last; else by country, by type, by who was there first."""
    fit = [each for each in numbers if objection(each, request) is None]
    for when, phone, number_id in reversed(account.reached):
        if phone == request.phone and account.now - when < REMEMBERED:
            for each in fit:
                if each["PhoneNumberId"] == number_id:
                    return each
    return min(fit, key=lambda each: (is_abroad(each, request), IN_ORDER.index(each["NumberType"])), default=None)


def objection(number: Thing, request: RouteRequest) -> Refused | None:
    """What speaks against sending by a number."""
    if CAPABILITIES[request.channel] not in number["NumberCapabilities"]:
        if request.channel == "VOICE":
            return invalid("VOICE_CAPABILITY_NOT_AVAILABLE")
        return conflict("NUMBER_CAPABILITIES_MISMATCH")
    if request.message_type not in (None, number["MessageType"]):
        return conflict("MESSAGE_TYPE_MISMATCH")
    if number["NumberType"] == "SIMULATOR" and (is_abroad(number, request) or request.phone not in SIMULATED):
        return invalid("INVALID_PARAMETER")
    if is_abroad(number, request) and not number["InternationalSendingEnabled"]:
        return invalid("INVALID_IDENTITY_FOR_DESTINATION_COUNTRY")
    return None


def is_abroad(number: Thing, request: RouteRequest) -> bool:
    return bool(number["IsoCountryCode"] != request.country)


# What speaks against it --------------------------------------------------------------------------------------------


def opt_outs(account: Account, number: Any, pool: Any) -> dict[str, bool] | None:
    """Who may not be sent to: the list of the pool, of the number's pool, or of the number; else that named Default.

    None if the account keeps its own.
    """
    owner = pool or (number and governing(account, number))
    if owner is None:
        return account.lists["Default"]
    return None if owner["SelfManagedOptOutsEnabled"] else account.lists[owner["OptOutListName"]]


def protection_of(account: Account, given: str | None, settings: Any) -> Any:
    """The protect configuration that was named, else the configuration set's, else the account's default, else none."""
    if given is None and settings is not None:
        given = settings["ProtectConfigurationId"]
    if given is not None:
        return the(account.protections, "protect-configuration", given)
    return next((each for each in account.protections.values() if each["AccountDefault"]), None)


UNPROTECTED = {"protection": None, "protect status": None, "recommendation": None, "is filtered": False}


def said_of(account: Account, protection: Any, channel: str, phone: str) -> Thing:
    """What a protect configuration says of a message, unless it refuses it: of a number goes before of its country."""
    if protection is None:
        return UNPROTECTED
    status = protection["countries"].get((CAPABILITIES[channel], PHONES[phone]), "ALLOW")
    action, until = protection["overrides"].get(phone, (None, None))
    if until is not None and until <= account.now:
        action = None
    if action == "BLOCK":
        raise conflict("DESTINATION_PHONE_NUMBER_BLOCKED_BY_PROTECT_NUMBER_OVERRIDE")
    if action is None and status == "BLOCK":
        raise conflict("DESTINATION_COUNTRY_BLOCKED_BY_PROTECT_CONFIGURATION")
    is_artificial = phone in account.artificial_traffic
    return {
        "protection": protection["ProtectConfigurationId"],
        "protect status": status,
        "recommendation": ("BLOCK" if is_artificial else "ALLOW") if status in ("MONITOR", "FILTER") else None,
        "is filtered": action is None and status == "FILTER" and is_artificial,
    }


# What it costs -----------------------------------------------------------------------------------------------------


def parts_of(body: str) -> int:
    """Of GSM's basic characters 160 are a part, or 153 of several; of others 70 or 67."""
    alone, among_others = (160, 153) if body.isascii() else (70, 67)
    return 1 if len(body) <= alone else ceil(len(body) / among_others)


def is_too_long(body: str) -> bool:
    return len(body) > (1530 if body.isascii() else 630)


def price_of(channel: str, country: str, body: str) -> int:
    if channel == "TEXT":
        return PART.get(country, PART["GB"]) * parts_of(body)
    return MEDIA if channel == "MEDIA" else MINUTE * ceil(len(body) / 15 / 60)  # at 15 characters a second


def spent(account: Account, channel: str) -> int:
    """What the messages of this calendar month have cost."""
    month = (account.now.year, account.now.month)
    sent = (each for each in account.messages if each["channel"] == channel)
    return sum(each["price"] for each in sent if (each["sent at"].year, each["sent at"].month) == month)


def limit_of(account: Account, channel: str) -> int:
    return account.limits.get(channel, account.quotas[f"{channel}_MESSAGE_MONTHLY_SPEND_LIMIT"])


def calls_today(account: Account, phone: str) -> int:
    calls = (each for each in account.messages if (each["channel"], each["phone"]) == ("VOICE", phone))
    return sum(account.now - each["sent at"] < A_DAY for each in calls)
