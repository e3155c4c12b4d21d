"""A story: calls in any order, each held to what the rules say, and what is true of an account at any time."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Mapping
from contextlib import ExitStack, suppress
from types import ModuleType
from typing import Any
from unittest.mock import patch

import pytest
from botocore.exceptions import ClientError, ParamValidationError
from hypothesis import HealthCheck, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from pinpoint_mock import PinpointMock, mock_pinpoint_v2

from . import rules_of_configuration, rules_of_identities, rules_of_messages
from .drawing import Call, Nth
from .listings import listings
from .model import Account, answer_by_the_rules
from .rules_of_identities import governing, settings_of

ROOMS: tuple[ModuleType, ...] = (rules_of_identities, rules_of_configuration, rules_of_messages)
BEGINNING = dt.datetime(2026, 1, 15, 12, tzinfo=dt.timezone.utc)
FEW = {
    "PHONE_NUMBERS_PER_ACCOUNT": 4,
    "POOLS_PER_ACCOUNT": 2,
    "ORIGINATION_IDENTITIES_PER_POOL": 2,
    "OPT_OUT_LISTS_PER_ACCOUNT": 3,
    "KEYWORDS_PER_PHONE_NUMBER": 3,
    "KEYWORDS_PER_POOL": 3,
    "CONFIGURATION_SETS_PER_ACCOUNT": 2,
    "EVENT_DESTINATIONS_PER_CONFIGURATION_SET": 2,
    "PROTECT_CONFIGURATIONS_PER_ACCOUNT": 2,
    "DAILY_DESTINATION_CALL_LIMIT": 2,
    "TEXT_MESSAGE_MONTHLY_SPEND_LIMIT": 2,
}
"""Quotas so low that stories meet them."""

STORIES = os.environ.get("STORIES")
IN_A_VOLUME = 10
"""Hypothesis goes on from there with stories that are nearly the same as others."""


def volumes(of_this_machine: int) -> pytest.MarkDecorator:
    """So many volumes of stories, the same each time; by STORIES=2000 that many stories, and others each time."""
    return pytest.mark.parametrize("volume", range(of_this_machine if STORIES is None else int(STORIES) // IN_A_VOLUME))


def tell(machine: type[Story], volume: int, *, steps: int = 80) -> None:
    """Tell a volume of stories, of so many steps each."""
    told = settings(
        max_examples=IN_A_VOLUME,
        stateful_step_count=steps,
        database=None,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    run_state_machine_as_test(seed(volume)(machine) if STORIES is None else machine, settings=told)


class Story(RuleBasedStateMachine):
    """One account of the mock's, and one by the rules."""

    def __init__(self) -> None:
        super().__init__()
        self.undo = ExitStack()
        self.undo.enter_context(patch("time.time", BEGINNING.timestamp))
        self.pinpoint: PinpointMock = self.undo.enter_context(mock_pinpoint_v2(seed=1))
        self.pinpoint.quotas.update(FEW)
        self.client = self.pinpoint.client()
        self.account = Account(BEGINNING, dict(self.pinpoint.quotas), dict.fromkeys(("TEXT", "MEDIA", "VOICE"), ""))
        self.drawn: list[str] = []
        """All ids and phone numbers that the service has ever drawn."""
        self.seen = self.before = self.look()
        self.is_refused = False

    def teardown(self) -> None:
        self.undo.close()

    def make(self, call: Call) -> None:
        """Make a call, unless it needs something of which the account has none."""
        operation, parameters = call
        with suppress(ParamValidationError):
            self.call(operation, **parameters)

    def call(self, operation: str, **parameters: Any) -> Mapping[str, Any]:
        """Make a call, of the mock and by the rules: the answer, or the refusal, is the same."""
        together = parameters.pop("together", {})
        asked = {
            name: value.of(self.account) if isinstance(value, Nth) else value
            for name, value in {**parameters, **together}.items()
        }
        given = {name: value for name, value in asked.items() if value is not None}
        answer: dict[str, Any] = {}
        refusal = None
        try:
            answer = getattr(self.client, operation)(**given)
        except ClientError as error:
            response = error.response
            refusal = (response["Error"]["Code"], response.get("Reason") or response.get("ResourceType"))
        is_replayed = (operation, given.get("ClientToken")) in self.account.outcomes
        [by_name] = [getattr(room, operation) for room in ROOMS if hasattr(room, operation)]
        members, expected = answer_by_the_rules(self.account, by_name, given, answer)
        assert refusal == expected, f"{operation}({given}) came to {refusal}, by the rules to {expected}"
        assert part_of(answer, members) == members, f"what {operation}({given}) answers isn't by the rules"
        if not is_replayed:
            self.drawn += [answer[each] for each in DRAWN.get(operation, ()) if refusal is None]
        self.is_refused = refusal is not None
        self.before = self.seen
        # A message changes nothing that `look` reads, unless the carrier blocks it.
        if self.is_refused or not operation.startswith("send") or self.account.blocked:
            self.seen = self.look()
        if operation.endswith("keyword"):  # what `look` doesn't ask for each time
            for each in listings(self.account):
                if each[0] == "describe_keywords":
                    self.read(*each, size=100)
        return answer

    def look(self) -> dict[str, Any]:
        """What the service tells of the account's things, of whatever kind, each by its id or name."""
        client = self.client
        lists = [each["OptOutListName"] for each in client.describe_opt_out_lists()["OptOutLists"]]
        pools = by(client.describe_pools()["Pools"], "PoolId")
        return {
            "numbers": by(client.describe_phone_numbers()["PhoneNumbers"], "PhoneNumberId"),
            "pools": pools,
            "members": {each: self.members(each) for each in pools},
            "lists": {each: self.opted_out(each) for each in lists},
            "sets": by(client.describe_configuration_sets()["ConfigurationSets"], "ConfigurationSetName"),
            "protections": by(
                client.describe_protect_configurations()["ProtectConfigurations"], "ProtectConfigurationId"
            ),
        }

    def members(self, pool: str) -> list[str]:
        listed = self.client.list_pool_origination_identities(PoolId=pool)["OriginationIdentities"]
        return [each["OriginationIdentity"] for each in listed]

    def opted_out(self, name: str) -> dict[str, bool]:
        listed = self.client.describe_opted_out_numbers(OptOutListName=name)["OptedOutNumbers"]
        return {each["OptedOutNumber"]: each["EndUserOptedOut"] for each in listed}

    # What is true at any time

    @invariant()
    def all_is_as_the_rules_have_it(self) -> None:
        account, seen = self.account, self.seen
        for kind in ("numbers", "pools", "sets", "protections"):
            things = getattr(account, kind)
            assert list(seen[kind]) == list(things)
            for name, thing in things.items():
                shown = thing | (settings_of(governing(account, thing)) if kind == "numbers" else {})
                wire = {member: value for member, value in shown.items() if member[0].isupper()}
                assert part_of(seen[kind][name], wire) == wire
        assert seen["members"] == {each: pool["members"] for each, pool in account.pools.items()}
        assert seen["lists"] == account.lists

    @invariant()
    def a_refusal_changes_nothing(self) -> None:
        if self.is_refused:
            assert self.seen == self.before

    @invariant()
    def no_id_comes_twice(self) -> None:
        assert len(set(self.drawn)) == len(self.drawn)

    @invariant()
    def a_number_is_in_one_pool_at_most_and_tells_which(self) -> None:
        pooled = [(number, pool) for pool, members in self.seen["members"].items() for number in members]
        assert len(dict(pooled)) == len(pooled)
        assert dict(pooled) == {
            each["PhoneNumberId"]: each["PoolId"] for each in self.seen["numbers"].values() if "PoolId" in each
        }

    @invariant()
    def no_pool_is_empty(self) -> None:
        assert all(self.seen["members"].values())

    @invariant()
    def what_uses_a_list_uses_one_that_is_there(self) -> None:
        users = (*self.seen["numbers"].values(), *self.seen["pools"].values())
        assert {each["OptOutListName"] for each in users} <= set(self.seen["lists"])

    # What is told page by page

    @rule(which=st.integers(0, 30), size=st.integers(1, 3))
    def page_through(self, which: int, size: int) -> None:
        of_all = list(listings(self.account))
        self.read(*of_all[which % len(of_all)], size)

    def read(self, operation: str, parameters: dict[str, str], looked_at: Any, expected: list[Any], size: int) -> None:
        """All pages but the last are full, and together they have all."""
        pages = self.client.get_paginator(operation).paginate(**parameters, PaginationConfig={"PageSize": size})
        told = [next(each for each in page.values() if isinstance(each, list)) for page in pages]
        assert {len(page) for page in told[:-1]} <= {size}
        assert [looked_at(each) for page in told for each in page] == expected, (operation, parameters)


DRAWN = {
    "request_phone_number": ("PhoneNumberId", "PhoneNumber"),
    "create_pool": ("PoolId",),
    "create_protect_configuration": ("ProtectConfigurationId",),
    "send_text_message": ("MessageId",),
    "send_media_message": ("MessageId",),
    "send_voice_message": ("MessageId",),
}
"""What operations draw of themselves."""


def by(things: list[dict[str, Any]], member: str) -> dict[str, dict[str, Any]]:
    return {each[member]: each for each in things}


def part_of(answer: Mapping[str, Any], members: Mapping[str, Any]) -> dict[str, Any]:
    """The same members of an answer, None for those that it leaves out."""
    return {name: answer.get(name) for name in members}
