"""The rules of what becomes of a message: its statuses, their events and who hears of them, and what it costs then."""

from __future__ import annotations

import datetime as dt
from typing import Any

from .model import AN_HOUR, Account

MANUAL = "manual"
AS_REPORTED = "as its route reports it"
SUCCESS_OF = {"LONG_CODE": "DELIVERED", "SIMULATOR": "DELIVERED", "TOLL_FREE": "SUCCESSFUL"}
"""What becomes of a text or media message that arrives, by the type of the number that sent it."""
SIMULATED = {"+14254147755": "DELIVERED", "+14254147167": "UNREACHABLE"}
"""The phones that AWS only simulates, and what becomes of texts and media to them."""
WHERE_FILTERED = {"TEXT": "PROTECT_BLOCKED", "MEDIA": "BLOCKED", "VOICE": "FAILED"}
ON_THE_WAY_TO = {
    "DELIVERED": ["SUCCESSFUL"],
    "RINGING": ["INITIATED"],
    "ANSWERED": ["INITIATED", "RINGING"],
    "COMPLETED": ["INITIATED", "RINGING", "ANSWERED"],
    "NO_ANSWER": ["INITIATED", "RINGING"],
    "BUSY": ["INITIATED"],
    "FAILED": ["INITIATED"],
}
NOT_FINAL = {"PENDING", "QUEUED", "INITIATED", "RINGING", "ANSWERED"}
SUCCESSES = {"SUCCESSFUL", "DELIVERED", "COMPLETED"}
NEVER_AT_A_CARRIER = {"PROTECT_BLOCKED", "BLOCKED", "INVALID", "FILE_INACCESSIBLE"}

Message = dict[str, Any]


def has_carrier_opt_outs(number: Any) -> bool:
    return number is not None and (number["IsoCountryCode"], number["NumberType"]) == ("US", "TOLL_FREE")


def put_on_its_way(
    account: Account, message: Message, time_to_live: int | None = None, opted_out: dict[str, bool] | None = None
) -> None:
    """Bring a message to its outcome at once, or let it wait for `deliver` if the outcome is manual.

    `opted_out` is the list that a phone is put on if the carrier blocks it; None if the account itself keeps one.
    """
    account.messages.append(message)
    message["sent at"] = account.now
    message["expires at"] = account.now + dt.timedelta(seconds=time_to_live or 72 * 60 * 60)
    is_unknown = time_to_live is None and message["channel"] != "VOICE"
    message["without final event"] = "UNKNOWN" if is_unknown else "TTL_EXPIRED"
    message["status"] = "INITIATED" if message["channel"] == "VOICE" else "PENDING"
    message |= {"told": [], "is final": False, "feedback": None}
    if message["is filtered"]:
        come_to(account, message, WHERE_FILTERED[message["channel"]])
    elif is_blocked(account, message):
        come_to(account, message, "BLOCKED")
        if opted_out is not None:
            opted_out[message["phone"]] = True
    elif message["channel"] != "VOICE" and message["phone"] in SIMULATED:
        come_to(account, message, SIMULATED[message["phone"]])
    elif account.delivery[message["channel"]] == AS_REPORTED:
        come_to(account, message, success_of(message))
    elif account.delivery[message["channel"]] != MANUAL:
        come_to(account, message, account.delivery[message["channel"]])


def success_of(message: Message) -> str:
    if message["channel"] == "VOICE":
        return "COMPLETED"
    return "SUCCESSFUL" if message["number"] is None else SUCCESS_OF[message["number"]["NumberType"]]


def is_blocked(account: Account, message: Message) -> bool:
    number = message["number"]
    if message["channel"] == "VOICE" or not has_carrier_opt_outs(number):
        return False
    return (number["PhoneNumber"], message["phone"]) in account.blocked


def come_to(account: Account, message: Message, status: str) -> None:
    """Tell of the statuses on the way to one, and of that: each once, unless it is said again."""
    way = [*ON_THE_WAY_TO.get(status, ()), status]
    for step in [each for each in way if each not in message["told"]] or [status]:
        message["told"].append(step)
        message["is final"] = step == status and status not in NOT_FINAL
        tell(account, message, step)
    message["status"] = status
    if message["is final"] and is_free(message["channel"], status):
        message["price"] = 0
    if message["is final"] and status in SUCCESSES and message["number"] is not None:
        account.reached.append((account.now, message["phone"], message["number"]["PhoneNumberId"]))


def is_free(channel: str, status: str) -> bool:
    return status not in SUCCESSES if channel == "VOICE" else status in NEVER_AT_A_CARRIER


def tell(account: Account, message: Message, step: str) -> None:
    """Of a set that has been deleted nobody hears, even if there is another of its name."""
    channel, event_type = message["channel"], f"{message['channel']}_{step}"
    account.events.append((message["id"], event_type, message["is final"]))
    settings = message["set"]
    if settings is None or account.sets.get(settings["ConfigurationSetName"]) is not settings:
        return
    for each in settings["EventDestinations"]:
        if each["Enabled"] and {"ALL", f"{channel}_ALL", event_type} & set(each["MatchingEventTypes"]):
            account.heard.append((message["id"], event_type, each["EventDestinationName"]))


def let_pass(account: Account, span: dt.timedelta) -> None:
    """Time: what has no final event in its time to live expires, or is unknown if it was sent without one.

    Feedback that doesn't come in an hour is bad.
    """
    until = account.now + span
    waiting = [each for each in account.messages if not each["is final"] and each["expires at"] <= until]
    for message in sorted(waiting, key=lambda each: each["expires at"]):
        come_to(account, message, message["without final event"])
    for message in account.messages:
        if message["wants feedback"] and message["feedback"] is None and message["sent at"] + AN_HOUR <= until:
            message["feedback"] = "FAILED"
    account.now = until
