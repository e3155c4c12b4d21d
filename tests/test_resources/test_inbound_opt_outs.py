"""Test that people opt out and in by SMS: the words for it, and which list they are put on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from pinpoint_mock import InboundMessage, PinpointMock

PHONE = "+447700900123"
TOPIC = "arn:aws:sns:us-east-1:123456789012:answers"
# In the user guide's "Required opt-out keywords".
OPT_OUT_WORDS = ("ARRET", "CANCEL", "END", "OPT-OUT", "OPTOUT", "QUIT", "REMOVE", "STOP", "TD", "UNSUBSCRIBE")

START = {"Keyword": "START", "KeywordMessage": "Welcome back.", "KeywordAction": "OPT_IN"}

Receive = Callable[..., InboundMessage]


@pytest.fixture
def request_international_number(pinpoint_v2: PinpointMock, request_number: Callable[..., Any]) -> Callable[..., Any]:
    """Request a number that can send to PHONE, by default a long code of the UK. Return the answer."""

    def call(number_type: str = "LONG_CODE", country: str = "GB", **parameters: Any) -> Any:
        if number_type == "TEN_DLC":
            parameters["RegistrationId"] = pinpoint_v2.add_registration("US_TEN_DLC_CAMPAIGN_REGISTRATION")
        return request_number(
            IsoCountryCode=country, NumberType=number_type, InternationalSendingEnabled=True, **parameters
        )

    return call


@pytest.fixture
def opt_out_entries(client: Any) -> Callable[..., list[dict[str, Any]]]:
    """Return the entries of an opt-out list, by default of the one named Default."""

    def call(name: str = "Default") -> list[dict[str, Any]]:
        entries: list[dict[str, Any]] = client.describe_opted_out_numbers(OptOutListName=name)["OptedOutNumbers"]
        return entries

    return call


# Opting out ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("word", OPT_OUT_WORDS)
def test_every_documented_word_opts_out(
    pinpoint_v2: PinpointMock, receive: Receive, opt_out_entries: Any, word: str
) -> None:
    before = pinpoint_v2.clock.now()
    answer = receive(f"{word.lower()} it")
    assert (answer.keyword, answer.action) == (word, "OPT_OUT")
    [entry] = opt_out_entries()
    assert (entry["OptedOutNumber"], entry["EndUserOptedOut"]) == (PHONE, True)
    assert before.timestamp() - 0.001 <= entry["OptedOutTimestamp"].timestamp() <= pinpoint_v2.clock.now().timestamp()
    [confirmation] = pinpoint_v2.outbox
    assert answer.reply == confirmation
    assert confirmation.message_body == "You are now opted out and will no longer receive messages."
    assert confirmation.status == "DELIVERED"


@pytest.mark.parametrize(
    "body",
    [
        "Stop!",
        "Cancel.",
        "“Unsubscribe”, please",
        "td\nthanks",
        "quit_",
        "end -",
        "cancel-",
    ],
)
def test_a_word_opts_out_whatever_punctuation_is_around_it(receive: Receive, opt_out_entries: Any, body: str) -> None:
    assert receive(body).action == "OPT_OUT"
    assert len(opt_out_entries()) == 1


@pytest.mark.parametrize(
    "body",
    [
        "Please cancel",
        "STOPALL",
        "ending",
        "non-stop",
        "opt out",
        "td2",
        "arrêt",
        "stop's",
        "cancel/refund",
        "end\u0301",
    ],
)
def test_a_message_that_no_such_word_begins_opts_nobody_out(
    receive: Receive, number_with_keyword: Any, opt_out_entries: Any, send_text: Any, body: str
) -> None:
    answer = receive(body)
    assert (answer.keyword, answer.action) == (None, "AUTOMATIC_RESPONSE")
    assert opt_out_entries() == []
    send_text(by=number_with_keyword["PhoneNumberId"])


def test_a_keyword_of_ones_own_opts_out_with_its_own_message(
    client: Any, receive: Receive, number_with_keyword: Any, opt_out_entries: Any
) -> None:
    keyword = {"Keyword": "no more", "KeywordMessage": "Farewell.", "KeywordAction": "OPT_OUT"}
    client.put_keyword(OriginationIdentity=number_with_keyword["PhoneNumberId"], **keyword)
    answer = receive("No more, please")
    assert (answer.keyword, answer.action) == ("NO MORE", "OPT_OUT")
    assert answer.reply is not None
    assert answer.reply.message_body == "Farewell."
    assert [entry["OptedOutNumber"] for entry in opt_out_entries()] == [PHONE]


def test_all_words_are_confirmed_by_the_message_that_stop_has_now(
    client: Any, receive: Receive, number_with_keyword: Any
) -> None:
    client.put_keyword(
        OriginationIdentity=number_with_keyword["PhoneNumberId"], Keyword="STOP", KeywordMessage="Farewell."
    )
    for word in "stop", "unsubscribe":
        reply = receive(word).reply
        assert reply is not None
        assert reply.message_body == "Farewell."


def test_a_person_who_is_on_the_list_already_is_listed_once_as_opted_out_by_themselves(
    client: Any, pinpoint_v2: PinpointMock, receive: Receive, opt_out_entries: Any
) -> None:
    put = client.put_opted_out_number(OptOutListName="Default", OptedOutNumber=PHONE)
    pinpoint_v2.clock.advance(hours=1)
    receive("Stop")
    receive("Stop")
    [entry] = opt_out_entries()
    assert entry["EndUserOptedOut"] is True
    assert entry["OptedOutTimestamp"] == put["OptedOutTimestamp"]


# Opting in ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("word", ["START", "unstop."])
@pytest.mark.parametrize(
    ("number_type", "country"), [("LONG_CODE", "GB"), ("LONG_CODE", "CA"), ("TEN_DLC", "US"), ("TOLL_FREE", "US")]
)
@pytest.mark.parametrize("two_way", [False, True])
def test_start_and_unstop_are_words_like_any_other_without_such_a_keyword(
    client: Any,
    receive: Receive,
    request_international_number: Any,
    opt_out_entries: Any,
    word: str,
    number_type: str,
    country: str,
    two_way: bool,
) -> None:
    number = request_international_number(number_type, country)
    if two_way:
        client.update_phone_number(PhoneNumberId=number["PhoneNumberId"], TwoWayEnabled=True, TwoWayChannelArn=TOPIC)
    client.put_opted_out_number(OptOutListName="Default", OptedOutNumber=PHONE)
    answer = receive(word, number["PhoneNumber"])
    assert (answer.keyword, answer.action) == (None, None if two_way else "AUTOMATIC_RESPONSE")
    reply = None if answer.reply is None else answer.reply.message_body
    assert (reply, answer.published_to) == ((None, TOPIC) if two_way else ("Default Help Message", None))
    assert len(opt_out_entries()) == 1


@pytest.mark.parametrize("keyword", ["START", "YES"])
def test_a_keyword_opts_in_again_with_its_message(
    client: Any, receive: Receive, number_with_keyword: Any, send_text: Any, keyword: str
) -> None:
    given = {"Keyword": keyword, "KeywordMessage": "Welcome back.", "KeywordAction": "OPT_IN"}
    client.put_keyword(OriginationIdentity=number_with_keyword["PhoneNumberId"], **given)
    receive("Stop")
    answer = receive(keyword)
    assert (answer.keyword, answer.action) == (keyword, "OPT_IN")
    assert answer.reply is not None
    assert answer.reply.message_body == "Welcome back."
    send_text(by=number_with_keyword["PhoneNumberId"])


def test_a_person_who_never_opted_out_may_opt_in(
    client: Any, receive: Receive, number_with_keyword: Any, opt_out_entries: Any
) -> None:
    client.put_keyword(OriginationIdentity=number_with_keyword["PhoneNumberId"], **START)
    assert receive("Start").action == "OPT_IN"
    assert opt_out_entries() == []


# Whose list ---------------------------------------------------------------------------------------------------------


def test_a_person_opts_out_of_the_list_of_the_number_and_of_no_other(
    client: Any,
    receive: Receive,
    request_international_number: Any,
    send_text: Any,
    opt_out_entries: Any,
) -> None:
    client.create_opt_out_list(OptOutListName="promotions")
    promoting, default = request_international_number(OptOutListName="promotions"), request_international_number()
    receive("Stop", promoting["PhoneNumber"])
    assert (len(opt_out_entries("promotions")), opt_out_entries()) == (1, [])
    send_text(by=default["PhoneNumberId"])


def test_a_person_opts_out_of_the_pool_that_the_number_is_in_and_back_in(
    client: Any, receive: Receive, number_with_keyword: Any, send_text: Any, opt_out_entries: Any
) -> None:
    client.create_opt_out_list(OptOutListName="promotions")
    member = {"OriginationIdentity": number_with_keyword["PhoneNumberId"]}
    pool = client.create_pool(**member, MessageType="TRANSACTIONAL", IsoCountryCode="GB")["PoolId"]
    client.update_pool(PoolId=pool, OptOutListName="promotions")
    keyword = {"Keyword": "YES", "KeywordMessage": "Welcome back.", "KeywordAction": "OPT_IN"}
    client.put_keyword(OriginationIdentity=pool, **keyword)
    receive("Stop")
    assert (len(opt_out_entries("promotions")), opt_out_entries()) == (1, [])
    receive("Yes")
    send_text(by=pool)


SELF_MANAGED = {"TwoWayEnabled": True, "TwoWayChannelArn": TOPIC, "SelfManagedOptOutsEnabled": True}


@pytest.mark.parametrize("in_a_pool", [False, True])
def test_with_self_managed_opt_outs_they_are_handed_on_and_not_heeded(
    client: Any,
    pinpoint_v2: PinpointMock,
    receive: Receive,
    request_international_number: Any,
    send_text: Any,
    opt_out_entries: Any,
    in_a_pool: bool,
) -> None:
    number = request_international_number("TEN_DLC", "US")
    owner = number["PhoneNumberId"]
    if in_a_pool:
        given = {"MessageType": "TRANSACTIONAL", "IsoCountryCode": "US"}
        owner = client.create_pool(OriginationIdentity=owner, **given)["PoolId"]
        client.update_pool(PoolId=owner, **SELF_MANAGED)
    else:
        client.update_phone_number(PhoneNumberId=owner, **SELF_MANAGED)
    for action in "OPT_OUT", "OPT_IN":
        keyword = {"Keyword": action, "KeywordMessage": "Noted.", "KeywordAction": action}
        client.put_keyword(OriginationIdentity=owner, **keyword)
    for body in "Stop", "Help", "Cancel", "opt_out", "Hello":
        answer = receive(body, number["PhoneNumber"])
        assert (answer.action, answer.reply, answer.published_to) == (None, None, TOPIC)
        assert answer.payload["messageBody"] == body
    assert (opt_out_entries(), list(pinpoint_v2.outbox)) == ([], [])
    client.put_opted_out_number(OptOutListName="Default", OptedOutNumber=PHONE)
    for body in "Start", "opt_in":
        assert receive(body, number["PhoneNumber"]).action is None
    assert len(opt_out_entries()) == 1
    send_text(by=owner)


def test_with_self_managed_opt_outs_other_keywords_are_answered(
    client: Any, receive: Receive, number_with_keyword: Any
) -> None:
    keyword = {"Keyword": "HOURS", "KeywordMessage": "9 to 5."}
    client.put_keyword(OriginationIdentity=number_with_keyword["PhoneNumberId"], **keyword)
    client.update_phone_number(PhoneNumberId=number_with_keyword["PhoneNumberId"], **SELF_MANAGED)
    answer = receive("Hours")
    assert (answer.keyword, answer.action, answer.published_to) == ("HOURS", "AUTOMATIC_RESPONSE", TOPIC)
    assert answer.reply is not None
    assert answer.reply.message_body == "9 to 5."


# DeleteOptedOutNumber -----------------------------------------------------------------------------------------------


@pytest.fixture
def take_off(client: Any) -> Callable[..., None]:
    """Take the phone off an opt-out list, by default off the one named Default."""
    return lambda name="Default": client.delete_opted_out_number(OptOutListName=name, OptedOutNumber=PHONE)


def test_a_person_who_opted_out_can_be_taken_off_the_list_again_after_thirty_days(
    pinpoint_v2: PinpointMock,
    receive: Receive,
    number_with_keyword: Any,
    opt_out_entries: Any,
    send_text: Any,
    take_off: Any,
) -> None:
    receive("Stop")
    take_off()
    send_text(by=number_with_keyword["PhoneNumberId"])
    receive("Stop")
    pinpoint_v2.clock.advance(days=30)
    take_off()
    assert opt_out_entries() == []


def test_a_person_who_can_not_be_taken_off_may_still_opt_in(
    client: Any, receive: Receive, request_international_number: Any, opt_out_entries: Any, take_off: Any
) -> None:
    number = request_international_number("TEN_DLC", "US")
    client.put_keyword(OriginationIdentity=number["PhoneNumberId"], **START)
    receive("Stop", number["PhoneNumber"])
    take_off()
    receive("Stop", number["PhoneNumber"])
    receive("Start", number["PhoneNumber"])
    assert opt_out_entries() == []


def test_neither_opting_in_by_oneself_nor_another_list_nor_the_api_counts_for_the_thirty_days(
    client: Any,
    receive: Receive,
    request_international_number: Any,
    opt_out_entries: Any,
    take_off: Any,
) -> None:
    client.create_opt_out_list(OptOutListName="promotions")
    default, promoting = (
        request_international_number("TEN_DLC", "US"),
        request_international_number(OptOutListName="promotions"),
    )
    client.put_keyword(OriginationIdentity=default["PhoneNumberId"], **START)
    for _ in range(2):
        client.put_opted_out_number(OptOutListName="Default", OptedOutNumber=PHONE)
        take_off()
    for body in "Stop", "Start", "Stop":
        receive(body, default["PhoneNumber"])
    take_off()
    receive("Stop", promoting["PhoneNumber"])
    take_off("promotions")
    assert (opt_out_entries(), opt_out_entries("promotions")) == ([], [])
