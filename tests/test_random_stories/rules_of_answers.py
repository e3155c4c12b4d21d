"""The rules of what people write to a number: keywords and replies, opting out and in, the two-way channel."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from .model import Account
from .rules_of_delivery import put_on_its_way
from .rules_of_identities import HELP_AND_STOP, governing
from .rules_of_messages import composed

OPT_OUT_WORDS = ("ARRET", "CANCEL", "END", "OPT-OUT", "OPTOUT", "QUIT", "REMOVE", "TD", "UNSUBSCRIBE")
OPT_IN_WORDS = ("START", "UNSTOP")
"""Of numbers of the US alone."""


def receive(account: Account, number: Any, body: str, phone: str, reply_id: str) -> dict[str, Any]:
    """What the service does with a person's SMS, by the settings of the number's pool where it is in one."""
    owner = governing(account, number)
    keyword, action, answer = understood(number, owner, body)
    written = [each for each in account.messages if each["number"] is number and each["phone"] == phone]
    texts = [each["id"] for each in written if each["channel"] != "VOICE"]
    if answer is not None:
        pool = None if owner is number else owner
        account.drawn = {"MessageId": reply_id}
        put_on_its_way(account, composed(account, "TEXT", phone, number, pool, answer))
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


def understood(number: Any, owner: Any, body: str) -> tuple[str | None, str | None, str | None]:
    """The word that matched, what is done for it, and what is replied."""
    keywords = owner["keywords"]
    keyword = beginning(keywords, body)
    message, action = (None, None) if keyword is None else keywords[keyword]
    if owner["SelfManagedOptOutsEnabled"] and (keyword in HELP_AND_STOP or action != "AUTOMATIC_RESPONSE"):
        return keyword, None, None  # all of opting out is then the account's own to see to
    if keyword is not None:
        return keyword, action, message
    word = beginning(OPT_OUT_WORDS, body)
    if word is not None:
        return word, "OPT_OUT", keywords["STOP"][0]
    word = beginning(OPT_IN_WORDS, body) if number["IsoCountryCode"] == "US" else None
    if word is not None:
        return word, "OPT_IN", None
    if owner["TwoWayEnabled"]:
        return None, None, None
    return None, "AUTOMATIC_RESPONSE", keywords["HELP"][0]


def beginning(words: Iterable[str], body: str) -> str | None:
    """The longest of these that a message begins with, in any case and with any punctuation after a word."""
    written = [word.strip(".,!?") for word in body.upper().split()]
    return max((each for each in words if written[: len(each.split())] == each.split()), key=len, default=None)
