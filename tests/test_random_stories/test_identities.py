"""Stories of phone numbers, pools, opt-out lists and keywords."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import initialize, precondition, rule

from .drawing import TOKENS, Nth, calls, making, one_of, perhaps
from .story import Story, tell, volumes

NUMBER, POOL, LIST = one_of("numbers", "id", "arn"), one_of("pools", "id", "arn"), one_of("lists")
TYPE = st.sampled_from(
    [
        {"IsoCountryCode": "US", "NumberType": "TOLL_FREE"},
        {"IsoCountryCode": "US", "NumberType": "SIMULATOR"},
        {"IsoCountryCode": "GB", "NumberType": "LONG_CODE"},
    ]
)
MESSAGE_TYPE = st.sampled_from(["TRANSACTIONAL", "TRANSACTIONAL", "PROMOTIONAL"])
COUNTRY = st.sampled_from([None, None, None, "US", "GB"])
NAME = st.sampled_from(["Default", "Marketing", "Alerts"])
PHONE = st.sampled_from(["+12065550100", "+447700900123"])
WORD = st.sampled_from(["Help", "stop", "JOIN", "join", "hours", "Open late"])
MAYBE = perhaps(st.booleans())
RARELY = st.sampled_from([None, None, None, True, False])
SETTINGS = {
    "TwoWayEnabled": MAYBE,
    "TwoWayChannelArn": perhaps(["arn:aws:sns:us-east-1:123456789012:in", "connect.us-east-1.amazonaws.com"]),
    "SelfManagedOptOutsEnabled": MAYBE,
    "OptOutListName": perhaps(LIST),
    "DeletionProtectionEnabled": RARELY,
}
IN_A_POOL = {"PoolId": POOL, "OriginationIdentity": NUMBER, "IsoCountryCode": COUNTRY}


class Identities(Story):
    @initialize(
        together=TYPE,
        numbers=st.integers(1, 3),
        pooled=st.integers(0, 2),
        OptOutListName=st.sampled_from([None, "Alerts"]),
    )
    def begin(self, together: dict[str, Any], numbers: int, pooled: int, OptOutListName: str | None) -> None:
        """Some numbers that are alike, and a pool of the first of them."""
        self.call("create_opt_out_list", OptOutListName="Alerts")
        settings = {"MessageType": "TRANSACTIONAL", "NumberCapabilities": ["SMS"], "OptOutListName": OptOutListName}
        for _ in range(numbers):
            self.call("request_phone_number", **together, **settings)
        if pooled:
            self.call("create_pool", OriginationIdentity=Nth("numbers", 0), MessageType="TRANSACTIONAL")
        if pooled > 1:
            self.call("associate_origination_identity", PoolId=Nth("pools", 0), OriginationIdentity=Nth("numbers", 1))

    request_phone_number = making(
        calls(
            "request_phone_number",
            together=TYPE,
            MessageType=MESSAGE_TYPE,
            NumberCapabilities=st.sampled_from([["SMS"], ["SMS"], ["SMS", "VOICE"]]),
            OptOutListName=perhaps(LIST),
            PoolId=perhaps(POOL),
            DeletionProtectionEnabled=RARELY,
            ClientToken=TOKENS,
        )
    )
    update_phone_number = making(calls("update_phone_number", PhoneNumberId=NUMBER, **SETTINGS))
    release_phone_number = making(calls("release_phone_number", PhoneNumberId=NUMBER))

    create_pool = making(
        calls(
            "create_pool",
            OriginationIdentity=NUMBER,
            IsoCountryCode=COUNTRY,
            MessageType=MESSAGE_TYPE,
            DeletionProtectionEnabled=RARELY,
            ClientToken=TOKENS,
        )
    )
    update_pool = making(calls("update_pool", PoolId=POOL, SharedRoutesEnabled=MAYBE, **SETTINGS))
    delete_pool = making(calls("delete_pool", PoolId=POOL))
    associate = making(calls("associate_origination_identity", ClientToken=TOKENS, **IN_A_POOL))
    disassociate = making(calls("disassociate_origination_identity", ClientToken=TOKENS, **IN_A_POOL))

    change_lists = making(
        calls("create_opt_out_list", OptOutListName=NAME, ClientToken=TOKENS),
        calls("delete_opt_out_list", OptOutListName=NAME),
        calls("put_opted_out_number", OptOutListName=LIST, OptedOutNumber=PHONE),
        calls("delete_opted_out_number", OptOutListName=LIST, OptedOutNumber=PHONE),
    )
    change_keywords = making(
        calls(
            "put_keyword",
            OriginationIdentity=NUMBER | POOL,
            Keyword=WORD,
            KeywordMessage=st.sampled_from(["We are open.", "Thank you."]),
            KeywordAction=perhaps(["AUTOMATIC_RESPONSE", "OPT_OUT", "OPT_IN"]),
        ),
        calls("delete_keyword", OriginationIdentity=NUMBER | POOL, Keyword=WORD),
    )

    @precondition(lambda self: self.account.outcomes)
    @rule(place=st.integers(0, 5))
    def ask_again(self, place: int) -> None:
        """The same request with the same client token."""
        asked_with_tokens = [*self.account.outcomes.items()]
        (operation, token), (asked, *_) = asked_with_tokens[place % len(asked_with_tokens)]
        self.call(operation, **asked, ClientToken=token)


@volumes(3)
def test_an_account_of_numbers_pools_lists_and_keywords_goes_by_the_rules(volume: int) -> None:
    tell(Identities, volume)
