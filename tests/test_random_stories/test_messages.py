"""Stories of messages: sent, delivered and answered, in an account whose settings change meanwhile."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import Any

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, precondition, rule

from pinpoint_mock import SentMessage

from . import changes
from .drawing import Nth, calls, making, one_of, perhaps
from .rules_of_answers import receive
from .rules_of_delivery import AS_REPORTED, MANUAL, come_to, let_pass
from .rules_of_messages import DOLLAR, PHONES, UNPROTECTED, parts_of
from .story import Story, tell, volumes

IDENTITY = one_of("numbers", "id", "arn", "E.164") | one_of("pools", "id", "arn")
TEXT = st.sampled_from(["Hello", "Grüße", "x" * 161, "Ж" * 71, "x" * 1530, "Ж" * 630, "Ж" * 630, "Ж" * 631])
TO_SEND: dict[str, Any] = {
    "DestinationPhoneNumber": st.sampled_from([*PHONES][:5] * 6 + [*PHONES]),
    "MessageBody": TEXT,
    "ConfigurationSetName": perhaps(one_of("sets")),
    "ProtectConfigurationId": st.none() | perhaps(one_of("protections")),
    "TimeToLive": perhaps([60, 7200]),
    "MessageFeedbackEnabled": perhaps(st.booleans()),
    "DryRun": st.sampled_from([None] * 6 + [True]),
}
TEXTS = {**TO_SEND, "OriginationIdentity": perhaps(IDENTITY), "MessageType": perhaps(changes.MESSAGE_TYPE)}
BY_ONE = {**TO_SEND, "OriginationIdentity": IDENTITY}
A_TEXT = calls("send_text_message", **TEXTS)
A_TEXT_AT_A_PRICE = calls("send_text_message", **TEXTS, MaxPrice=st.sampled_from(["0.01", "0.1"]))
A_MEDIA_MESSAGE = calls("send_media_message", **BY_ONE)
A_CALL = calls("send_voice_message", **BY_ONE, MaxPricePerMinute=perhaps(["0.01", "0.02"]))

ARTIFICIAL = "+447700900124"
OUTCOMES: dict[str, dict[str, str]] = {
    "as reported": dict.fromkeys(("TEXT", "MEDIA", "VOICE"), AS_REPORTED),
    "delivered": {"TEXT": "DELIVERED", "MEDIA": "DELIVERED", "VOICE": "COMPLETED"},
    "by hand": dict.fromkeys(("TEXT", "MEDIA", "VOICE"), MANUAL),
    "for nothing": {"TEXT": "BLOCKED", "MEDIA": "FILE_INACCESSIBLE", "VOICE": "NO_ANSWER"},
    "for money": {"TEXT": "UNREACHABLE", "MEDIA": "SPAM", "VOICE": "COMPLETED"},
}
STATUSES = {
    "TEXT": ("DELIVERED", "SUCCESSFUL", "PENDING", "CARRIER_BLOCKED", "INVALID"),
    "MEDIA": ("DELIVERED", "SUCCESSFUL", "QUEUED", "FILE_INACCESSIBLE"),
    "VOICE": ("COMPLETED", "RINGING", "ANSWERED", "BUSY", "FAILED"),
}


AS_IT_IS = ("id", "channel", "phone", "pool", "sender", "body", "type", "status", "price", "feedback", *UNPROTECTED)


def in_our_words(message: SentMessage) -> dict[str, Any]:
    """A message in the words of the rules."""
    return {
        "id": message.message_id,
        "channel": message.channel,
        "phone": message.destination_phone_number,
        "number": message.origination_identity,
        "pool": message.pool_id,
        "sender": message.origination_phone_number,
        "body": message.message_body,
        "parts": message.message_parts,
        "type": message.message_type,
        "set": message.configuration_set_name,
        "status": message.status,
        "price": units(message),
        "feedback": message.message_feedback_status,
        "protection": message.protect_configuration_id,
        "protect status": message.protect_status,
        "recommendation": message.protect_recommendation,
        "is filtered": message.is_filtered,
    }


def named(message: dict[str, Any]) -> dict[str, Any]:
    """What a message tells of itself by name."""
    return {
        "number": message["number"] and message["number"]["PhoneNumberId"],
        "set": message["set"] and message["set"]["ConfigurationSetName"],
        "parts": parts_of(message["body"]) if message["channel"] == "TEXT" else 1,
    }


def units(message: SentMessage) -> int:
    return round(message.price * DOLLAR)


class Messages(Story):
    def __init__(self) -> None:
        super().__init__()
        self.accepted = 0
        """How many messages the service has taken to be sent, and replied by itself."""
        self.sent: list[SentMessage] = []
        """Those that the latest call has sent."""

    def call(self, operation: str, **parameters: Any) -> Any:
        answer = super().call(operation, **parameters)
        sends = operation.startswith("send") and not self.is_refused and not parameters["DryRun"]
        self.accepted += sends
        self.sent = [each for each in self.pinpoint.outbox if sends and each.message_id == answer["MessageId"]]
        return answer

    # The beginning

    @initialize(
        outcome=st.sampled_from([*OUTCOMES, "as reported", "for nothing"]),
        is_international=st.booleans(),
        pool_list=st.sampled_from(["none", "Default", "Alerts"]),
        opted_out=st.booleans(),
        protected=st.sampled_from(["nothing", "the set", "all", "all"]),
        status=st.sampled_from(["BLOCK", "FILTER"]),
        limit=st.sampled_from([None, None, 1]),
    )
    def begin(self, outcome: str, is_international: bool, pool_list: str, opted_out: bool, **drawn: Any) -> None:
        """Three numbers, one of them perhaps in a pool, and two opt-out lists; what messages go by comes next."""
        self.settle_by(outcome)
        common = {
            "MessageType": "TRANSACTIONAL",
            "NumberCapabilities": ["SMS", "MMS", "VOICE"],
            "InternationalSendingEnabled": is_international,
        }
        for _ in range(2):
            self.call("request_phone_number", IsoCountryCode="US", NumberType="TOLL_FREE", **common)
        self.call("request_phone_number", IsoCountryCode="GB", NumberType="LONG_CODE", **common)
        self.call("create_opt_out_list", OptOutListName="Alerts")
        if pool_list != "none":
            self.call("create_pool", OriginationIdentity=Nth("numbers", 0), MessageType="TRANSACTIONAL")
            self.call("update_pool", PoolId=Nth("pools", 0), OptOutListName=pool_list)
        if opted_out:
            self.call("put_opted_out_number", OptOutListName="Default", OptedOutNumber="+12065550100")
            self.call("put_opted_out_number", OptOutListName="Alerts", OptedOutNumber="+447700900123")
        self.set_up(**drawn)

    def set_up(self, protected: str, status: str, limit: int | None) -> None:
        """A configuration set with an event destination, a protect configuration for it or for all, a spend limit."""
        self.pinpoint.artificial_traffic.add(ARTIFICIAL)
        self.account.artificial_traffic.add(ARTIFICIAL)
        in_news, by_protection = {"ConfigurationSetName": "news"}, {"ProtectConfigurationId": Nth("protections", 0)}
        self.call("create_configuration_set", **in_news)
        self.call(
            "create_event_destination",
            **in_news,
            EventDestinationName="topic",
            MatchingEventTypes=["ALL"],
            **changes.TOPIC,
        )
        self.call("create_protect_configuration")
        if protected == "the set":
            self.call("associate_protect_configuration", **by_protection, **in_news)
        elif protected == "all":
            self.call("set_account_default_protect_configuration", **by_protection)
        rules = {"GB": {"ProtectStatus": status}}
        capability = {"NumberCapability": "SMS", "CountryRuleSetUpdates": rules}
        self.call("update_protect_configuration_country_rule_set", **by_protection, **capability)
        override = {"DestinationPhoneNumber": ARTIFICIAL, "Action": "ALLOW", **changes.FOR_AN_HOUR}
        self.call("put_protect_configuration_rule_set_number_override", **by_protection, **override)
        if limit is not None:
            self.call("set_text_message_spend_limit_override", MonthlyLimit=limit)

    # What happens

    # Of all rules those that send are the most.
    text = making(A_TEXT)
    text_at_a_price = making(A_TEXT, A_TEXT_AT_A_PRICE)
    send = making(A_TEXT, A_MEDIA_MESSAGE, A_CALL)
    change_who_sends = making(*changes.OF_NUMBERS, *changes.OF_OPT_OUTS, *changes.OF_KEYWORDS)
    change_what_it_goes_by = making(*changes.OF_SETS, *changes.OF_PROTECTION, *changes.OF_LIMITS)

    @rule(outcome=st.sampled_from(sorted(OUTCOMES)))
    def settle_by(self, outcome: str) -> None:
        """Say what becomes of messages from now on."""
        self.account.delivery = OUTCOMES[outcome]
        self.pinpoint.delivery = (
            None if outcome == "as reported" else lambda message: OUTCOMES[outcome][message.channel]
        )

    @precondition(lambda self: self.account.messages)
    @rule(place=st.integers(-4, -1), status=st.integers(0, 4))
    def deliver(self, place: int, status: int) -> None:
        """Settle one of the latest messages by hand."""
        message = self.account.messages[max(place, -len(self.account.messages))]
        statuses = STATUSES[message["channel"]]
        if message["is final"]:
            with pytest.raises(ValueError, match="its final event was sent"):
                self.pinpoint.deliver(message["id"], statuses[status % len(statuses)])
        else:
            self.pinpoint.deliver(message["id"], statuses[status % len(statuses)])
            come_to(self.account, message, statuses[status % len(statuses)])

    @rule(span=st.sampled_from([{"minutes": 1}, {"minutes": 50}, {"hours": 14}, {"hours": 23}, {"days": 16}]))
    def let_pass(self, span: dict[str, int]) -> None:
        self.pinpoint.clock.advance(**span)
        let_pass(self.account, dt.timedelta(**span))

    @precondition(lambda self: self.account.messages)
    @rule(place=st.integers(-4, -1), status=st.sampled_from(["RECEIVED", "FAILED"]))
    def give_feedback(self, place: int, status: str) -> None:
        message = self.account.messages[max(place, -len(self.account.messages))]
        self.call("put_message_feedback", MessageId=message["id"], MessageFeedbackStatus=status)

    @precondition(lambda self: self.account.numbers)
    @rule(
        to=st.integers(0, 3),
        phone=changes.A_PERSONS,
        body=st.sampled_from(["stop", "Stop!", "Stopping", "HELP", "join us", "Hours?", "cancel", "Start", "hello"]),
    )
    def receive(self, to: int, phone: str, body: str) -> None:
        number = [*self.account.numbers.values()][to % len(self.account.numbers)]
        inbound = self.pinpoint.receive(body, origination_number=phone, destination_number=number["PhoneNumber"])
        reply_id = "" if inbound.reply is None else inbound.reply.message_id
        assert {
            "keyword": inbound.keyword,
            "action": inbound.action,
            "reply": inbound.reply and inbound.reply.message_body,
            "in answer to": inbound.payload.get("previousPublishedMessageId"),
            "published to": inbound.published_to,
        } == receive(self.account, number, body, phone, reply_id)
        self.drawn += [inbound.payload["inboundMessageId"], *([reply_id] if reply_id else [])]
        self.accepted += inbound.reply is not None
        self.is_refused, self.seen, self.sent = False, self.look(), []

    # What is true at any time

    @invariant()
    def the_outbox_is_as_the_rules_have_it(self) -> None:
        assert [in_our_words(each) for each in self.pinpoint.outbox] == [
            {**{name: message[name] for name in AS_IT_IS}, **named(message)} for message in self.account.messages
        ]

    @invariant()
    def events_are_as_the_rules_have_them(self) -> None:
        events, deliveries = self.pinpoint.events, self.pinpoint.deliveries
        assert [(each["messageId"], each["eventType"], each["isFinal"]) for each in events] == self.account.events
        assert [
            (each.event["messageId"], each.event["eventType"], each.event_destination_name) for each in deliveries
        ] == self.account.heard

    @invariant()
    def nobody_gets_what_they_opted_out_of(self) -> None:
        """By what the service told before it was sent; automatic replies are asked for."""
        told = self.before
        for message in self.sent:
            owner = told["pools"].get(message.pool_id)
            if owner is None and message.origination_identity is not None:
                number = told["numbers"][message.origination_identity]
                owner = told["pools"].get(number.get("PoolId"), number)
            if owner is None or not owner["SelfManagedOptOutsEnabled"]:
                name = "Default" if owner is None else owner["OptOutListName"]
                assert message.destination_phone_number not in told["lists"][name]

    @invariant()
    def a_message_has_one_final_event_and_its_last(self) -> None:
        last = {each["messageId"]: each for each in self.pinpoint.events}
        final = Counter(each["messageId"] for each in self.pinpoint.events if each["isFinal"])
        assert set(final.values()) <= {1}
        for message in self.account.messages:
            assert (message["id"] in final) == message["is final"]
            assert not message["is final"] or last[message["id"]]["isFinal"]

    @invariant()
    def sums_are_equal(self) -> None:
        """Of messages accepted and in the outbox; of what these cost, and their final events say they do."""
        outbox = self.pinpoint.outbox
        ended = {each["messageId"] for each in self.pinpoint.events if each["isFinal"]}
        charged = sum(each["totalMessagePrice"] for each in self.pinpoint.events if each["isFinal"])
        assert round(charged * DOLLAR) == sum(units(each) for each in outbox if each.message_id in ended)
        assert self.accepted == len(outbox)


@pytest.mark.filterwarnings("ignore::pinpoint_mock.FidelityWarning")  # of opt-out keywords of toll-free numbers
@volumes(4)
def test_messages_go_by_the_rules_whatever_is_changed_meanwhile(volume: int) -> None:
    tell(Messages, volume, steps=60)
