"""Calls in any order: what is true of an account at any time, and that a refusal changes nothing."""

from __future__ import annotations

from contextlib import ExitStack
from typing import Any

from botocore.exceptions import ClientError
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from pinpoint_mock import mock_pinpoint_v2
from pinpoint_mock.protocol.model import error_codes

KINDS = ("phone-number", "pool")
LISTS = st.sampled_from(["Default", "Marketing", "Alerts", "Unknown"])
MAYBE = st.sampled_from([None, True, False])
# What an update changes of a number or a pool.
CHANGES = st.fixed_dictionaries(
    {
        "TwoWayChannelArn": st.sampled_from(
            [None, "arn:aws:sns:us-east-1:123456789012:in", "connect.us-east-1.amazonaws.com"]
        ),
        "TwoWayEnabled": MAYBE,
        "SelfManagedOptOutsEnabled": MAYBE,
        "OptOutListName": LISTS,
        "DeletionProtectionEnabled": MAYBE,
    }
)
# Which of the numbers or pools there are, or have been; often one that isn't there any more.
WHICH = st.integers(0, 5)
TOKENS = st.sampled_from([None, None, None, "one", "two"])


def given(**parameters: Any) -> dict[str, Any]:
    return {name: value for name, value in parameters.items() if value is not None}


class Account(RuleBasedStateMachine):
    """One account, in which everything happens at once so that nothing moves by itself."""

    def __init__(self) -> None:
        super().__init__()
        self.undo = ExitStack()
        pinpoint = self.undo.enter_context(mock_pinpoint_v2(seed=1, transitions=dict.fromkeys(KINDS, "immediate")))
        pinpoint.quotas.update(PHONE_NUMBERS_PER_ACCOUNT=5, POOLS_PER_ACCOUNT=2, ORIGINATION_IDENTITIES_PER_POOL=3)
        self.client = pinpoint.client()
        self.numbers: list[str] = ["phone-none"]
        self.pools: list[str] = ["pool-none"]

    def teardown(self) -> None:
        self.undo.close()

    def call(self, operation: str, **parameters: Any) -> dict[str, Any]:
        before = self.everything()
        try:
            answer: dict[str, Any] = getattr(self.client, operation)(**given(**parameters))
        except ClientError as error:
            code, allowed = error.response["Error"]["Code"], error_codes(error.operation_name)
        else:
            return answer
        assert code in allowed
        assert self.everything() == before
        return {}

    def everything(self) -> dict[str, Any]:
        pools = self.client.describe_pools()["Pools"]
        lists = self.client.describe_opt_out_lists()["OptOutLists"]
        return {
            "numbers": self.client.describe_phone_numbers()["PhoneNumbers"],
            "pools": pools,
            "members": {pool["PoolId"]: self.members(pool["PoolId"]) for pool in pools},
            "lists": lists,
            "opted out": {each["OptOutListName"]: self.opted_out(each["OptOutListName"]) for each in lists},
        }

    def members(self, pool_id: str) -> list[str]:
        listed = self.client.list_pool_origination_identities(PoolId=pool_id)["OriginationIdentities"]
        return [each["OriginationIdentity"] for each in listed]

    def opted_out(self, name: str) -> list[str]:
        listed = self.client.describe_opted_out_numbers(OptOutListName=name)["OptedOutNumbers"]
        return [each["OptedOutNumber"] for each in listed]

    def number(self, which: int) -> str:
        return self.numbers[which % len(self.numbers)]

    def pool(self, which: int) -> str:
        return self.pools[which % len(self.pools)]

    @rule(
        message_type=st.sampled_from(["TRANSACTIONAL", "PROMOTIONAL"]),
        number_type=st.sampled_from(["TOLL_FREE", "SIMULATOR", "TEN_DLC"]),
        capabilities=st.sampled_from([["SMS"], ["SMS", "VOICE"]]),
        opt_out_list=st.one_of(st.none(), LISTS),
        pool=st.one_of(st.none(), WHICH),
        protected=MAYBE,
        token=TOKENS,
    )
    def request(
        self,
        message_type: str,
        number_type: str,
        capabilities: list[str],
        opt_out_list: str | None,
        pool: int | None,
        protected: bool | None,
        token: str | None,
    ) -> None:
        answer = self.call(
            "request_phone_number",
            IsoCountryCode="US",
            MessageType=message_type,
            NumberType=number_type,
            NumberCapabilities=capabilities,
            OptOutListName=opt_out_list,
            PoolId=None if pool is None else self.pool(pool),
            DeletionProtectionEnabled=protected,
            ClientToken=token,
        )
        if answer and answer["PhoneNumberId"] not in self.numbers:
            self.numbers.append(answer["PhoneNumberId"])

    @rule(number=WHICH, changes=CHANGES)
    def update_number(self, number: int, changes: dict[str, Any]) -> None:
        self.call("update_phone_number", PhoneNumberId=self.number(number), **changes)

    @rule(number=WHICH)
    def release(self, number: int) -> None:
        self.call("release_phone_number", PhoneNumberId=self.number(number))

    @rule(number=WHICH, country=st.sampled_from([None, "US", "CA"]), protected=MAYBE, token=TOKENS)
    def create_pool(self, number: int, country: str | None, protected: bool | None, token: str | None) -> None:
        answer = self.call(
            "create_pool",
            OriginationIdentity=self.number(number),
            IsoCountryCode=country,
            MessageType="TRANSACTIONAL",
            DeletionProtectionEnabled=protected,
            ClientToken=token,
        )
        if answer and answer["PoolId"] not in self.pools:
            self.pools.append(answer["PoolId"])

    @rule(pool=WHICH, changes=CHANGES)
    def update_pool(self, pool: int, changes: dict[str, Any]) -> None:
        self.call("update_pool", PoolId=self.pool(pool), **changes)

    @rule(pool=WHICH)
    def delete_pool(self, pool: int) -> None:
        self.call("delete_pool", PoolId=self.pool(pool))

    @rule(pool=WHICH, number=WHICH, token=TOKENS)
    def associate(self, pool: int, number: int, token: str | None) -> None:
        self.call(
            "associate_origination_identity",
            PoolId=self.pool(pool),
            OriginationIdentity=self.number(number),
            IsoCountryCode="US",
            ClientToken=token,
        )

    @rule(pool=WHICH, number=WHICH)
    def disassociate(self, pool: int, number: int) -> None:
        self.call(
            "disassociate_origination_identity",
            PoolId=self.pool(pool),
            OriginationIdentity=self.number(number),
            IsoCountryCode="US",
        )

    @rule(name=LISTS, token=TOKENS)
    def create_list(self, name: str, token: str | None) -> None:
        if name != "Unknown":
            self.call("create_opt_out_list", OptOutListName=name, ClientToken=token)

    @rule(name=LISTS)
    def delete_list(self, name: str) -> None:
        self.call("delete_opt_out_list", OptOutListName=name)

    @rule(name=LISTS, last=st.integers(0, 3), operation=st.sampled_from(["put", "delete"]))
    def opt_out(self, name: str, last: int, operation: str) -> None:
        self.call(f"{operation}_opted_out_number", OptOutListName=name, OptedOutNumber=f"+1206555010{last}")

    @invariant()
    def a_number_knows_its_pool_and_the_pool_its_numbers(self) -> None:
        numbers = self.client.describe_phone_numbers()["PhoneNumbers"]
        told = {each["PhoneNumberId"]: each["PoolId"] for each in numbers if "PoolId" in each}
        listed = {
            number: pool["PoolId"]
            for pool in self.client.describe_pools()["Pools"]
            for number in self.members(pool["PoolId"])
        }
        assert told == listed

    @invariant()
    def no_pool_is_empty(self) -> None:
        assert all(self.members(pool["PoolId"]) for pool in self.client.describe_pools()["Pools"])

    @invariant()
    def what_uses_a_list_uses_one_that_is_there(self) -> None:
        lists = {each["OptOutListName"] for each in self.client.describe_opt_out_lists()["OptOutLists"]}
        for users in (self.client.describe_phone_numbers()["PhoneNumbers"], self.client.describe_pools()["Pools"]):
            assert {each["OptOutListName"] for each in users} <= lists

    @invariant()
    def self_managed_opt_outs_need_a_channel_that_is_on(self) -> None:
        for users in (self.client.describe_phone_numbers()["PhoneNumbers"], self.client.describe_pools()["Pools"]):
            for each in users:
                assert not each["TwoWayEnabled"] or each["TwoWayChannelArn"]
                assert not each["SelfManagedOptOutsEnabled"] or each["TwoWayEnabled"]


TestAccount = Account.TestCase
TestAccount.settings = settings(
    max_examples=40,
    stateful_step_count=30,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
