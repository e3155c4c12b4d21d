"""The rules of phone numbers and pools, opt-out lists and keywords, each operation by boto3's name for it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from .model import Account, conflict, invalid, not_found, the

HELP_AND_STOP = {
    "HELP": ("Default Help Message", "AUTOMATIC_RESPONSE"),
    "STOP": ("You are now opted out and will no longer receive messages.", "OPT_OUT"),
}


# Phone numbers -----------------------------------------------------------------------------------------------------


def request_phone_number(
    account: Account,
    *,
    OptOutListName: str = "Default",
    PoolId: str | None = None,
    DeletionProtectionEnabled: bool = False,
    InternationalSendingEnabled: bool = False,
    **asked: Any,
) -> Mapping[str, Any]:
    if (asked["NumberType"], asked["MessageType"]) == ("SIMULATOR", "PROMOTIONAL"):
        raise not_found("phone-number")
    the(account.lists, "opt-out-list", OptOutListName)
    number = {
        **asked,
        "PhoneNumberId": account.drawn["PhoneNumberId"],
        "PhoneNumber": account.drawn["PhoneNumber"],
        "Status": "ACTIVE",
        "OptOutListName": OptOutListName,
        "TwoWayEnabled": False,
        "TwoWayChannelArn": None,
        "SelfManagedOptOutsEnabled": False,
        "InternationalSendingEnabled": InternationalSendingEnabled,
        "DeletionProtectionEnabled": DeletionProtectionEnabled,
        "PoolId": None,
        "keywords": dict(HELP_AND_STOP),
    }
    pool = None if PoolId is None else the(account.pools, "pool", PoolId)
    if pool is not None:
        refuse_mismatch(account, pool, number)
        account.check_quota("ORIGINATION_IDENTITIES_PER_POOL", len(pool["members"]))
    account.check_quota("PHONE_NUMBERS_PER_ACCOUNT", len(account.numbers))
    account.numbers[number["PhoneNumberId"]] = number
    if pool is not None:
        join(pool, number)
    return told(number) | settings_of(governing(account, number)) | {"Status": "PENDING"}


def update_phone_number(account: Account, *, PhoneNumberId: str, **changes: Any) -> Mapping[str, Any]:
    number = the(account.numbers, "phone-number", PhoneNumberId)
    must_not_be_pooled(number)
    update(account, number, changes)
    return told(number)


def release_phone_number(account: Account, *, PhoneNumberId: str) -> Mapping[str, Any]:
    number = the(account.numbers, "phone-number", PhoneNumberId)
    must_not_be_pooled(number)
    must_not_be_protected(number)
    del account.numbers[number["PhoneNumberId"]]
    return {"PhoneNumber": number["PhoneNumber"], "Status": "DISASSOCIATING"}


# Pools: a number is in one at most, and while it is, the pool's settings are in force ------------------------------


def create_pool(
    account: Account,
    *,
    OriginationIdentity: str,
    MessageType: str,
    IsoCountryCode: str | None = None,
    DeletionProtectionEnabled: bool = False,
) -> Mapping[str, Any]:
    number = number_of(account, OriginationIdentity, IsoCountryCode)
    must_not_be_pooled(number)
    pool = {
        "PoolId": account.drawn["PoolId"],
        "Status": "ACTIVE",
        "MessageType": MessageType,
        **settings_of(number),
        "SharedRoutesEnabled": False,
        "DeletionProtectionEnabled": DeletionProtectionEnabled,
        "keywords": dict(number["keywords"]),
        "members": [],
    }
    refuse_mismatch(account, pool, number)
    account.check_quota("POOLS_PER_ACCOUNT", len(account.pools))
    account.pools[pool["PoolId"]] = pool
    join(pool, number)
    return told(pool) | {"Status": "CREATING"}


def update_pool(account: Account, *, PoolId: str, **changes: Any) -> Mapping[str, Any]:
    pool = the(account.pools, "pool", PoolId)
    update(account, pool, changes)
    return told(pool)


def delete_pool(account: Account, *, PoolId: str) -> Mapping[str, Any]:
    pool = the(account.pools, "pool", PoolId)
    must_not_be_protected(pool)
    for member in pool["members"]:
        account.numbers[member]["PoolId"] = None
    del account.pools[pool["PoolId"]]
    return {"PoolId": pool["PoolId"], "Status": "DELETING"}


def associate_origination_identity(
    account: Account, *, PoolId: str, OriginationIdentity: str, IsoCountryCode: str | None = None
) -> Mapping[str, Any]:
    pool = the(account.pools, "pool", PoolId)
    number = number_of(account, OriginationIdentity, IsoCountryCode)
    if number["PoolId"] == pool["PoolId"]:
        raise conflict("RESOURCE_ALREADY_ASSOCIATED")
    must_not_be_pooled(number)
    refuse_mismatch(account, pool, number)
    account.check_quota("ORIGINATION_IDENTITIES_PER_POOL", len(pool["members"]))
    if number["keywords"] != pool["keywords"]:
        raise conflict("KEYWORD_MISMATCH")
    join(pool, number)
    return {"PoolId": pool["PoolId"], "OriginationIdentity": number["PhoneNumberId"]}


def disassociate_origination_identity(
    account: Account, *, PoolId: str, OriginationIdentity: str, IsoCountryCode: str | None = None
) -> Mapping[str, Any]:
    pool = the(account.pools, "pool", PoolId)
    number = number_of(account, OriginationIdentity, IsoCountryCode)
    if number["PoolId"] != pool["PoolId"]:
        raise conflict("PHONE_NUMBER_NOT_ASSOCIATED_TO_POOL")
    if pool["members"] == [number["PhoneNumberId"]]:
        raise conflict("LAST_PHONE_NUMBER")
    pool["members"].remove(number["PhoneNumberId"])
    number["PoolId"] = None
    return {"PoolId": pool["PoolId"], "OriginationIdentity": number["PhoneNumberId"]}


# Opt-out lists -----------------------------------------------------------------------------------------------------


def create_opt_out_list(account: Account, *, OptOutListName: str) -> Mapping[str, Any]:
    if OptOutListName in account.lists:
        raise conflict("RESOURCE_ALREADY_EXISTS")
    account.check_quota("OPT_OUT_LISTS_PER_ACCOUNT", len(account.lists))
    account.lists[OptOutListName] = {}
    return {"OptOutListName": OptOutListName}


def delete_opt_out_list(account: Account, *, OptOutListName: str) -> Mapping[str, Any]:
    the(account.lists, "opt-out-list", OptOutListName)
    if OptOutListName == "Default":
        raise conflict("RESOURCE_DELETION_NOT_ALLOWED")
    if any(each["OptOutListName"] == OptOutListName for each in (*account.numbers.values(), *account.pools.values())):
        raise conflict("RESOURCE_NOT_EMPTY")
    del account.lists[OptOutListName]
    account.taken_off = {key: when for key, when in account.taken_off.items() if key[0] != OptOutListName}
    return {"OptOutListName": OptOutListName}


def put_opted_out_number(account: Account, *, OptOutListName: str, OptedOutNumber: str) -> Mapping[str, Any]:
    opted_out = the(account.lists, "opt-out-list", OptOutListName)
    by_their_own_wish = opted_out.setdefault(OptedOutNumber, False)
    return {"OptedOutNumber": OptedOutNumber, "EndUserOptedOut": by_their_own_wish}


def delete_opted_out_number(account: Account, *, OptOutListName: str, OptedOutNumber: str) -> Mapping[str, Any]:
    opted_out = the(account.lists, "opt-out-list", OptOutListName)
    if OptedOutNumber not in opted_out:
        raise not_found("opted-out-number")
    by_their_own_wish = opted_out[OptedOutNumber]
    if by_their_own_wish:  # once in 30 days
        before = account.taken_off.get((OptOutListName, OptedOutNumber))
        if before is not None and account.now - before < dt.timedelta(days=30):
            raise invalid("PHONE_NUMBER_CANNOT_BE_OPTED_IN")
        account.taken_off[OptOutListName, OptedOutNumber] = account.now
    del opted_out[OptedOutNumber]
    return {"OptedOutNumber": OptedOutNumber, "EndUserOptedOut": by_their_own_wish}


# Keywords: in any case the same, upper case in answers -------------------------------------------------------------


def put_keyword(
    account: Account, *, OriginationIdentity: str, Keyword: str, KeywordMessage: str, KeywordAction: str | None = None
) -> Mapping[str, Any]:
    owner = answering(account, OriginationIdentity)
    must_not_be_pooled(owner)
    keywords, word = owner["keywords"], Keyword.upper()
    action = KeywordAction or ("OPT_OUT" if word == "STOP" else "AUTOMATIC_RESPONSE")
    if word in HELP_AND_STOP and action != HELP_AND_STOP[word][1]:
        raise conflict("RESOURCE_MODIFICATION_NOT_ALLOWED")
    if word not in keywords:
        quota = "KEYWORDS_PER_POOL" if "members" in owner else "KEYWORDS_PER_PHONE_NUMBER"
        account.check_quota(quota, len(keywords))
    keywords[word] = (KeywordMessage, action)
    return {"Keyword": word, "KeywordMessage": KeywordMessage, "KeywordAction": action}


def delete_keyword(account: Account, *, OriginationIdentity: str, Keyword: str) -> Mapping[str, Any]:
    owner = answering(account, OriginationIdentity)
    must_not_be_pooled(owner)
    word = Keyword.upper()
    if word not in owner["keywords"]:
        raise not_found("keyword")
    if word in HELP_AND_STOP:
        raise conflict("RESOURCE_DELETION_NOT_ALLOWED")
    message, action = owner["keywords"].pop(word)
    return {"Keyword": word, "KeywordMessage": message, "KeywordAction": action}


# What they have in common ------------------------------------------------------------------------------------------


def told(thing: Mapping[str, Any]) -> dict[str, Any]:
    """What answers about a thing say of it, but for a number's pool, which an update doesn't tell."""
    return {name: value for name, value in thing.items() if name[0].isupper() and name != "PoolId"}


def number_of(account: Account, given: str, country: str | None) -> Any:
    number = the(account.numbers, "phone-number", given)
    if country not in (None, number["IsoCountryCode"]):
        raise invalid("COUNTRY_CODE_MISMATCH")
    return number


def answering(account: Account, given: str) -> Any:
    """The number or the pool of that id or ARN."""
    return the(account.pools, "pool", given) if "pool-" in given else the(account.numbers, "phone-number", given)


def settings_of(owner: Mapping[str, Any]) -> dict[str, Any]:
    """The settings of a number or a pool that a pool gives to its numbers."""
    names = ("OptOutListName", "TwoWayEnabled", "TwoWayChannelArn", "SelfManagedOptOutsEnabled")
    return {name: owner[name] for name in names}


def governing(account: Account, number: Mapping[str, Any]) -> Any:
    """Whose opt-out list, keywords and two-way channel hold for a number, and are told of it: its pool's or its own."""
    return number if number["PoolId"] is None else account.pools[number["PoolId"]]


def must_not_be_pooled(owner: Mapping[str, Any]) -> None:
    if "PhoneNumberId" in owner and owner["PoolId"] is not None:
        raise conflict("PHONE_NUMBER_ASSOCIATED_TO_POOL")


def must_not_be_protected(owner: Mapping[str, Any]) -> None:
    if owner["DeletionProtectionEnabled"]:
        raise conflict("DELETION_PROTECTION_ENABLED")


def update(account: Account, owner: dict[str, Any], changes: dict[str, Any]) -> None:
    """Change a number or a pool: all that is wanted, or nothing."""
    if "OptOutListName" in changes:
        the(account.lists, "opt-out-list", changes["OptOutListName"])
    wanted = {**owner, **changes}
    if wanted["TwoWayEnabled"] and wanted["TwoWayChannelArn"] is None:
        raise invalid("TWO_WAY_CHANNEL_NOT_PRESENT")
    if wanted["SelfManagedOptOutsEnabled"] and not wanted["TwoWayEnabled"]:
        raise invalid("TWO_WAY_NOT_ENABLED")
    owner.update(changes)


def refuse_mismatch(account: Account, pool: Mapping[str, Any], number: Mapping[str, Any]) -> None:
    """A number in a pool has to be set up as the pool is."""
    if number["MessageType"] != pool["MessageType"]:
        raise conflict("MESSAGE_TYPE_MISMATCH")
    if number["OptOutListName"] != pool["OptOutListName"]:
        raise conflict("OPT_OUT_LIST_MISMATCH")
    if two_way(number) != two_way(pool):
        raise conflict("TWO_WAY_CONFIG_MISMATCH")
    if number["SelfManagedOptOutsEnabled"] != pool["SelfManagedOptOutsEnabled"]:
        raise conflict("SELF_MANAGED_OPT_OUTS_MISMATCH")
    capabilities = (set(account.numbers[member]["NumberCapabilities"]) for member in pool["members"])
    if any(each != set(number["NumberCapabilities"]) for each in capabilities):
        raise conflict("NUMBER_CAPABILITIES_MISMATCH")


def two_way(owner: Mapping[str, Any]) -> str | None:
    """Where what people write goes."""
    return owner["TwoWayChannelArn"] if owner["TwoWayEnabled"] else None


def join(pool: dict[str, Any], number: dict[str, Any]) -> None:
    pool["members"].append(number["PhoneNumberId"])
    number["PoolId"] = pool["PoolId"]
