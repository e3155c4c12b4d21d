"""Test that carriers manage the opt-outs of US toll-free numbers, with STOP as the only word."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from pinpoint_mock import FidelityWarning, InboundMessage, PinpointMock

PHONE, OTHER_PHONE = "+12065550100", "+12065550101"
TOPIC = "arn:aws:sns:us-east-1:123456789012:answers"
OTHER_OPT_OUT_WORDS = ("ARRET", "CANCEL", "END", "OPT-OUT", "OPTOUT", "QUIT", "REMOVE", "TD", "UNSUBSCRIBE")

Send = Callable[..., str]
Write = Callable[..., InboundMessage]


@pytest.fixture
def write(client: Any, pinpoint_v2: PinpointMock, toll_free_number: Any) -> Write:
    """Write to `toll_free_number` from a phone. Return what the service did."""
    client.describe_phone_numbers()  # the number is ACTIVE by now

    def call(body: str, sender: str = PHONE) -> InboundMessage:
        return pinpoint_v2.receive(body, origination_number=sender, destination_number=toll_free_number["PhoneNumber"])

    return call


@pytest.fixture
def on_list(client: Any) -> Callable[[], list[tuple[str, bool]]]:
    """Return the phones on the list named Default, and whether their owners opted out."""

    def call() -> list[tuple[str, bool]]:
        found = client.describe_opted_out_numbers(OptOutListName="Default")["OptedOutNumbers"]
        return [(each["OptedOutNumber"], each["EndUserOptedOut"]) for each in found]

    return call


@pytest.mark.parametrize("body", ["STOP", "stop", " Stop. "])
@pytest.mark.parametrize("channel", ["TEXT", "MEDIA"])
def test_after_a_stop_the_first_message_is_blocked_and_later_ones_are_refused(
    body: str,
    channel: str,
    pinpoint_v2: PinpointMock,
    write: Write,
    send_message: Send,
    on_list: Any,
    refused: Any,
) -> None:
    answer = write(body)
    # The carrier replies, not the service.
    assert (answer.keyword, answer.action, answer.reply) == ("STOP", None, None)
    assert (list(pinpoint_v2.outbox), on_list()) == ([], [])
    send_message(channel, DryRun=True)
    assert on_list() == []
    send_message(channel)
    [event], [sent] = pinpoint_v2.events, pinpoint_v2.outbox
    assert (event["eventType"], event["isFinal"]) == (f"{channel}_BLOCKED", True)
    assert (sent.status, sent.price, event["messageStatusDescription"]) == ("BLOCKED", 0, "Phone has blocked SMS")
    assert on_list() == [(PHONE, True)]
    error = refused("ConflictException", send_message, channel=channel)
    assert (error["Reason"], error["ResourceId"]) == ("DESTINATION_PHONE_NUMBER_OPTED_OUT", "Default")


@pytest.mark.parametrize("delivery", ["DELIVERED", "manual", {PHONE: "DELIVERED"}])
def test_the_carrier_blocks_whatever_a_test_has_set_as_delivery(
    delivery: Any, pinpoint_v2: PinpointMock, write: Write, send_message: Send
) -> None:
    write("STOP")
    pinpoint_v2.delivery = delivery
    send_message()
    assert pinpoint_v2.outbox[0].status == "BLOCKED"


def test_calls_other_phones_and_other_numbers_are_not_blocked(
    pinpoint_v2: PinpointMock, write: Write, send_message: Send, request_number: Callable[..., Any]
) -> None:
    write("STOP")
    other = request_number(NumberType="TOLL_FREE")["PhoneNumberId"]
    send_message("VOICE")
    send_message(to=OTHER_PHONE)
    send_message(OriginationIdentity=other)
    assert [each.status for each in pinpoint_v2.outbox] == ["COMPLETED", "SUCCESSFUL", "SUCCESSFUL"]


@pytest.mark.parametrize("word", ["START", "unstop"])
def test_a_start_before_the_next_message_lifts_the_block(
    word: str, pinpoint_v2: PinpointMock, write: Write, send_message: Send
) -> None:
    write("STOP")
    write(word)
    send_message()
    assert pinpoint_v2.outbox[-1].status == "SUCCESSFUL"


@pytest.mark.parametrize("word", ["START", "UNSTOP"])
def test_a_phone_on_the_list_stays_there_after_its_start_until_it_is_removed(
    word: str,
    client: Any,
    pinpoint_v2: PinpointMock,
    write: Write,
    send_message: Send,
    on_list: Any,
    refused: Any,
) -> None:
    write("STOP")
    send_message()
    write(word)
    assert on_list() == [(PHONE, True)]
    refused("ConflictException", send_message)
    client.delete_opted_out_number(OptOutListName="Default", OptedOutNumber=PHONE)
    send_message()
    assert pinpoint_v2.outbox[-1].status == "SUCCESSFUL"


def test_removing_a_phone_from_the_list_does_not_lift_the_carriers_block(
    client: Any, pinpoint_v2: PinpointMock, write: Write, send_message: Send, on_list: Any
) -> None:
    write("STOP")
    send_message()
    client.delete_opted_out_number(OptOutListName="Default", OptedOutNumber=PHONE)
    send_message()
    assert [each.status for each in pinpoint_v2.outbox] == ["BLOCKED", "BLOCKED"]
    assert on_list() == [(PHONE, True)]


@pytest.mark.parametrize("word", [*OTHER_OPT_OUT_WORDS, "STOP it", "STOPALL"])
def test_no_other_word_opts_out_of_a_us_toll_free_number(
    word: str, pinpoint_v2: PinpointMock, write: Write, send_message: Send, on_list: Any
) -> None:
    answer = write(word)
    assert (answer.keyword, answer.action) == (None, "AUTOMATIC_RESPONSE")
    assert answer.reply is not None
    assert answer.reply.message_body == "Default Help Message"
    send_message()
    assert (pinpoint_v2.outbox[-1].status, on_list()) == ("SUCCESSFUL", [])


@pytest.mark.parametrize(("keyword", "body"), [("NO MORE", "No more"), ("STOP", "stop")])
@pytest.mark.parametrize("in_a_pool", [False, True])
def test_a_keyword_of_ones_own_does_not_opt_out_of_a_us_toll_free_number(
    keyword: str,
    body: str,
    in_a_pool: bool,
    client: Any,
    pinpoint_v2: PinpointMock,
    toll_free_number: Any,
    write: Write,
    on_list: Any,
) -> None:
    identity = toll_free_number["PhoneNumberId"]
    if in_a_pool:
        identity = client.create_pool(OriginationIdentity=identity, MessageType="TRANSACTIONAL")["PoolId"]
    own = {"Keyword": keyword, "KeywordMessage": "Farewell.", "KeywordAction": "OPT_OUT"}
    with pytest.warns(FidelityWarning, match="carriers manage the opt-outs"):
        client.put_keyword(OriginationIdentity=identity, **own)
    answer = write(body)
    assert answer.action != "OPT_OUT"
    assert "Farewell." not in [each.message_body for each in pinpoint_v2.outbox]
    assert on_list() == []


def test_an_opt_in_keyword_of_a_us_toll_free_number_takes_the_phone_off_the_list(
    client: Any,
    pinpoint_v2: PinpointMock,
    toll_free_number: Any,
    write: Write,
    send_message: Send,
    on_list: Any,
) -> None:
    start = {"Keyword": "START", "KeywordMessage": "Welcome back.", "KeywordAction": "OPT_IN"}
    client.put_keyword(OriginationIdentity=toll_free_number["PhoneNumberId"], **start)
    write("STOP")
    send_message()
    answer = write("START")
    assert (answer.keyword, answer.action, on_list()) == ("START", "OPT_IN", [])
    send_message()
    assert [each.status for each in pinpoint_v2.outbox] == ["BLOCKED", "SUCCESSFUL", "SUCCESSFUL"]


@pytest.mark.parametrize("channel", ["TEXT", "MEDIA"])
def test_a_message_that_a_protect_configuration_filters_does_not_reach_the_carrier(
    channel: str, client: Any, pinpoint_v2: PinpointMock, write: Write, send_message: Send, on_list: Any
) -> None:
    protect = client.create_protect_configuration()["ProtectConfigurationId"]
    client.update_protect_configuration_country_rule_set(
        ProtectConfigurationId=protect,
        NumberCapability="SMS" if channel == "TEXT" else "MMS",
        CountryRuleSetUpdates={"US": {"ProtectStatus": "FILTER"}},
    )
    pinpoint_v2.artificial_traffic.add(PHONE)
    write("STOP")
    send_message(channel, ProtectConfigurationId=protect)
    assert (pinpoint_v2.outbox[0].is_filtered, on_list()) == (True, [])


def test_a_reply_to_a_phone_that_stopped_is_blocked_as_well(write: Write) -> None:
    write("STOP")
    answer = write("HELP")
    assert answer.reply is not None
    assert answer.reply.status == "BLOCKED"


def test_with_self_managed_opt_outs_the_carrier_blocks_and_the_list_stays_empty(
    client: Any,
    pinpoint_v2: PinpointMock,
    toll_free_number: Any,
    write: Write,
    send_message: Send,
    on_list: Any,
) -> None:
    client.update_phone_number(
        PhoneNumberId=toll_free_number["PhoneNumberId"],
        TwoWayEnabled=True,
        TwoWayChannelArn=TOPIC,
        SelfManagedOptOutsEnabled=True,
    )
    answer = write("STOP")
    assert (answer.published_to, answer.reply, answer.payload["messageBody"]) == (TOPIC, None, "STOP")
    for _ in range(2):
        send_message()
    assert ([each.status for each in pinpoint_v2.outbox], on_list()) == (["BLOCKED", "BLOCKED"], [])


def test_toll_free_numbers_of_canada_have_the_opt_outs_of_other_numbers(
    client: Any, pinpoint_v2: PinpointMock, request_number: Callable[..., Any], on_list: Any
) -> None:
    number = request_number(NumberType="TOLL_FREE", IsoCountryCode="CA")["PhoneNumber"]
    client.describe_phone_numbers()  # the number is ACTIVE by now
    answer = pinpoint_v2.receive("Cancel", origination_number="+14165550100", destination_number=number)
    assert (answer.action, on_list()) == ("OPT_OUT", [("+14165550100", True)])
