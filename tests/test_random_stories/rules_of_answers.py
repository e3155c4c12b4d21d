"""The rules of what people write to a number: keywords and replies, opting out and in, the two-way channel."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from .model import Account
from .rules_of_delivery import has_carrier_opt_outs, put_on_its_way
from .rules_of_identities import HELP_AND_STOP, governing
from .rules_of_messages import composed

OPT_OUT_WORDS = ("ARRET", "CANCEL", "END", "OPT-OUT", "OPTOUT", "QUIT", "REMOVE", "TD", "UNSUBSCRIBE")


def receive(account: Account, number: Any, body: str, phone: str, reply_id: str) -> dict[str, Any]:
    """What the service does with a person's SMS, by the settings of the number's pool where it is in one."""
    owner = governing(account, number)
    keyword, action, answer = understood(number, owner, body)
    if has_carrier_opt_outs(number):
        update_carrier_blocks(account, number, phone, body)
    written = [each for each in account.messages if each["number"] is number and each["phone"] == phone]
    texts = [each["id"] for each in written if each["channel"] != "VOICE"]
    if answer is not None:
        pool = None if owner is number else owner
        account.drawn = {"MessageId": reply_id}
        opted_out_by_carrier = None if owner["SelfManagedOptOutsEnabled"] else account.lists[owner["OptOutListName"]]
        message = composed(account, "TEXT", phone, number, pool, answer)
        put_on_its_way(account, message, opted_out=opted_out_by_carrier)
    opted_out = account.lists[owner["OptOutListName"]]
    if action == "OPT_OUT":
        opted_out[phone] = True
    elif action == "OPT_IN":
        opted_out.pop(phone, None)
    return {
        "keyword": keyword,
        "action": action,
        "reply": answer,
        "in answer to": texts[-1] if texts else None,
        "published to": owner["TwoWayChannelArn"] if owner["TwoWayEnabled"] else None,
    }


def update_carrier_blocks(account: Account, number: Any, phone: str, body: str) -> None:
    """Let the carrier of a US toll-free number block a phone after STOP, until START or UNSTOP."""
    word, pair = only_word(body), (number["PhoneNumber"], phone)
    if word == "STOP":
        account.blocked.add(pair)
    elif word in ("START", "UNSTOP"):
        account.blocked.discard(pair)


def only_word(body: str) -> str | None:
    words = body.upper().split()
    return words[0].strip(".,!?") if len(words) == 1 else None


def understood(number: Any, owner: Any, body: str) -> tuple[str | None, str | None, str | None]:
    """The word that matched, what is done for it, and what is replied."""
    keywords, at_the_carrier = owner["keywords"], has_carrier_opt_outs(number)
    if at_the_carrier:
        if only_word(body) == "STOP":
            return "STOP", None, None
        keywords = {word: each for word, each in keywords.items() if each[1] != "OPT_OUT"}
    keyword = beginning(keywords, body)
    message, action = (None, None) if keyword is None else keywords[keyword]
    if owner["SelfManagedOptOutsEnabled"] and (keyword in HELP_AND_STOP or action != "AUTOMATIC_RESPONSE"):
        return keyword, None, None  # all of opting out is then the account's own to see to
    if keyword is not None:
        return keyword, action, message
    word = None if at_the_carrier else beginning(OPT_OUT_WORDS, body)
    if word is not None:
        return word, "OPT_OUT", keywords["STOP"][0]
    if owner["TwoWayEnabled"]:
        return None, None, None
    return None, "AUTOMATIC_RESPONSE", keywords["HELP"][0]


def beginning(words: Iterable[str], body: str) -> str | None:
    """The longest of these that a message begins with, in any case and with any punctuation after a word."""
    written = [word.strip(".,!?") for word in body.upper().split()]
    return max((each for each in words if written[: len(each.split())] == each.split()), key=len, default=None)
