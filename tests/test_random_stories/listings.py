"""Every listing that there is of an account, and what is in it by the rules, in order."""

from __future__ import annotations

from collections.abc import Iterable
from operator import itemgetter
from typing import Any

from .model import Account
from .rules_of_identities import governing
from .rules_of_messages import limit_of

Listing = tuple[str, dict[str, str], Any, list[Any]]
"""An operation and its parameters; what is looked at of each item, and what that is."""


def listings(account: Account) -> Iterable[Listing]:
    for operation, member, things in (
        ("describe_phone_numbers", "PhoneNumberId", account.numbers),
        ("describe_pools", "PoolId", account.pools),
        ("describe_opt_out_lists", "OptOutListName", account.lists),
        ("describe_configuration_sets", "ConfigurationSetName", account.sets),
        ("describe_protect_configurations", "ProtectConfigurationId", account.protections),
    ):
        yield operation, {}, itemgetter(member), list(things)
    for name, pool in account.pools.items():
        member_of = itemgetter("OriginationIdentity")
        yield "list_pool_origination_identities", {"PoolId": name}, member_of, pool["members"]
    for name, opted_out in account.lists.items():
        entry = itemgetter("OptedOutNumber", "EndUserOptedOut")
        yield "describe_opted_out_numbers", {"OptOutListName": name}, entry, list(opted_out.items())
    answering = {name: governing(account, number) for name, number in account.numbers.items()} | account.pools
    for name, owner in answering.items():
        keyword = itemgetter("Keyword", "KeywordMessage", "KeywordAction")
        expected = [(word, *said) for word, said in owner["keywords"].items()]
        yield "describe_keywords", {"OriginationIdentity": name}, keyword, expected
    for name, protection in account.protections.items():
        expected = [(phone, *said) for phone, said in protection["overrides"].items()]
        parameters = {"ProtectConfigurationId": name}
        yield "list_protect_configuration_rule_set_number_overrides", parameters, _override, expected
    limits = [(name, limit_of(account, name.split("_")[0])) for name in account.quotas if name.endswith("SPEND_LIMIT")]
    yield "describe_spend_limits", {}, itemgetter("Name", "EnforcedLimit"), limits


def _override(item: Any) -> tuple[Any, ...]:
    return item["DestinationPhoneNumber"], item["Action"], item.get("ExpirationTimestamp")
