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

Receive = Callable[..., InboundMessage]


@pytest.fixture
def make(pinpoint_v2: PinpointMock, request_number: Callable[..., Any]) -> Callable[..., Any]:
    """A new number that can text to PHONE, a long code of the UK unless told otherwise."""

    def call(number_type: str = "LONG_CODE", country: str = "GB", **parameters: Any) -> Any:
        if number_type == "TEN_DLC":
            parameters["RegistrationId"] = pinpoint_v2.add_registration("US_TEN_DLC_CAMPAIGN_REGISTRATION")
        return request_number(
            IsoCountryCode=country, NumberType=number_type, InternationalSendingEnabled=True, **parameters
        )

    return call


@pytest.fixture
def number(make: Callable[..., Any]) -> Any:
    return make()


@pytest.fixture
def receive(pinpoint_v2: PinpointMock, number: Any) -> Receive:
    """Have a person write to the number, unless told otherwise."""

    def call(body: str, to: Any = number, by: str = PHONE) -> InboundMessage:
        return pinpoint_v2.receive(body, origination_number=by, destination_number=to["PhoneNumber"])

    return call


@pytest.fixture
def listed(client: Any) -> Callable[..., list[dict[str, Any]]]:
    """The entries of the list of that name."""

    def call(name: str = "Default") -> list[dict[str, Any]]:
        entries: list[dict[str, Any]] = client.describe_opted_out_numbers(OptOutListName=name)["OptedOutNumbers"]
        return entries

    return call


@pytest.fixture
def text(client: Any, number: Any) -> Callable[..., None]:
    """Send a text by the number, or by the identity of the id given."""

    def call(by: str = number["PhoneNumberId"]) -> None:
        client.send_text_message(DestinationPhoneNumber=PHONE, OriginationIdentity=by, MessageBody="Hello")

    return call


# Opting out ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("word", OPT_OUT_WORDS)
def test_every_documented_word_opts_out(pinpoint_v2: PinpointMock, receive: Receive, listed: Any, word: str) -> None:
    before = pinpoint_v2.clock.now()
    answer = receive(f"{word.lower()} it")
    assert (answer.keyword, answer.action) == (word, "OPT_OUT")
    [entry] = listed()
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
def test_a_word_opts_out_whatever_punctuation_is_around_it(receive: Receive, listed: Any, body: str) -> None:
    assert receive(body).action == "OPT_OUT"
    assert len(listed()) == 1


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
    receive: Receive, listed: Any, text: Any, body: str
) -> None:
    answer = receive(body)
    assert (answer.keyword, answer.action) == (None, "AUTOMATIC_RESPONSE")
    assert listed() == []
    text()


def test_a_keyword_of_ones_own_opts_out_with_its_own_message(
    client: Any, receive: Receive, number: Any, listed: Any
) -> None:
    keyword = {"Keyword": "no more", "KeywordMessage": "Farewell.", "KeywordAction": "OPT_OUT"}
    client.put_keyword(OriginationIdentity=number["PhoneNumberId"], **keyword)
    answer = receive("No more, please")
    assert (answer.keyword, answer.action) == ("NO MORE", "OPT_OUT")
    assert answer.reply is not None
    assert answer.reply.message_body == "Farewell."
    assert [entry["OptedOutNumber"] for entry in listed()] == [PHONE]


def test_all_words_are_confirmed_by_the_message_that_stop_has_now(client: Any, receive: Receive, number: Any) -> None:
    client.put_keyword(OriginationIdentity=number["PhoneNumberId"], Keyword="STOP", KeywordMessage="Farewell.")
    for word in "stop", "unsubscribe":
        reply = receive(word).reply
        assert reply is not None
        assert reply.message_body == "Farewell."


def test_who_is_on_the_list_already_is_there_once_and_by_their_own_wish(
    client: Any, pinpoint_v2: PinpointMock, receive: Receive, listed: Any
) -> None:
    put = client.put_opted_out_number(OptOutListName="Default", OptedOutNumber=PHONE)
    pinpoint_v2.clock.advance(hours=1)
    receive("Stop")
    receive("Stop")
    [entry] = listed()
    assert entry["EndUserOptedOut"] is True
    assert entry["OptedOutTimestamp"] == put["OptedOutTimestamp"]


# Opting in ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("word", ["Start", "unstop."])
@pytest.mark.parametrize("number_type", ["TEN_DLC", "TOLL_FREE"])
def test_start_and_unstop_opt_in_again_on_numbers_of_the_us(
    receive: Receive, make: Any, text: Any, listed: Any, word: str, number_type: str
) -> None:
    number = make(number_type, "US")
    receive("Stop", number)
    assert len(listed()) == 1
    answer = receive(word, number)
    assert (answer.keyword, answer.action, answer.reply) == (word.upper().strip("."), "OPT_IN", None)
    assert listed() == []
    text(by=number["PhoneNumberId"])


@pytest.mark.parametrize("word", ["START", "UNSTOP"])
@pytest.mark.parametrize("country", ["GB", "CA"])
def test_elsewhere_start_and_unstop_are_words_as_any(
    receive: Receive, make: Any, listed: Any, word: str, country: str
) -> None:
    number = make(country=country)
    receive("Stop", number)
    answer = receive(word, number)
    assert (answer.keyword, answer.action) == (None, "AUTOMATIC_RESPONSE")
    assert len(listed()) == 1


@pytest.mark.parametrize("keyword", ["START", "YES"])
def test_a_keyword_opts_in_again_with_its_message(
    client: Any, receive: Receive, number: Any, text: Any, keyword: str
) -> None:
    given = {"Keyword": keyword, "KeywordMessage": "Welcome back.", "KeywordAction": "OPT_IN"}
    client.put_keyword(OriginationIdentity=number["PhoneNumberId"], **given)
    receive("Stop")
    answer = receive(keyword)
    assert (answer.keyword, answer.action) == (keyword, "OPT_IN")
    assert answer.reply is not None
    assert answer.reply.message_body == "Welcome back."
    text()


def test_who_never_opted_out_may_opt_in(receive: Receive, make: Any, listed: Any) -> None:
    assert receive("Start", make("TEN_DLC", "US")).action == "OPT_IN"
    assert listed() == []


# Whose list ---------------------------------------------------------------------------------------------------------


def test_a_person_opts_out_of_the_list_of_the_number_and_of_no_other(
    client: Any, receive: Receive, make: Any, text: Any, listed: Any
) -> None:
    client.create_opt_out_list(OptOutListName="promotions")
    promoting, default = make(OptOutListName="promotions"), make()
    receive("Stop", promoting)
    assert (len(listed("promotions")), listed()) == (1, [])
    text(by=default["PhoneNumberId"])


def test_a_person_opts_out_of_the_pool_that_the_number_is_in_and_back_in(
    client: Any, receive: Receive, number: Any, text: Any, listed: Any
) -> None:
    client.create_opt_out_list(OptOutListName="promotions")
    member = {"OriginationIdentity": number["PhoneNumberId"]}
    pool = client.create_pool(**member, MessageType="TRANSACTIONAL", IsoCountryCode="GB")["PoolId"]
    client.update_pool(PoolId=pool, OptOutListName="promotions")
    keyword = {"Keyword": "YES", "KeywordMessage": "Welcome back.", "KeywordAction": "OPT_IN"}
    client.put_keyword(OriginationIdentity=pool, **keyword)
    receive("Stop")
    assert (len(listed("promotions")), listed()) == (1, [])
    receive("Yes")
    text(by=pool)


SELF_MANAGED = {"TwoWayEnabled": True, "TwoWayChannelArn": TOPIC, "SelfManagedOptOutsEnabled": True}


@pytest.mark.parametrize("in_a_pool", [False, True])
def test_with_self_managed_opt_outs_they_are_handed_on_and_not_heeded(
    client: Any, pinpoint_v2: PinpointMock, receive: Receive, make: Any, text: Any, listed: Any, in_a_pool: bool
) -> None:
    number = make("TEN_DLC", "US")
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
        answer = receive(body, number)
        assert (answer.action, answer.reply, answer.published_to) == (None, None, TOPIC)
        assert answer.payload["messageBody"] == body
    assert (listed(), list(pinpoint_v2.outbox)) == ([], [])
    client.put_opted_out_number(OptOutListName="Default", OptedOutNumber=PHONE)
    for body in "Start", "opt_in":
        assert receive(body, number).action is None
    assert len(listed()) == 1
    text(by=owner)


def test_with_self_managed_opt_outs_other_keywords_are_answered(client: Any, receive: Receive, number: Any) -> None:
    keyword = {"Keyword": "HOURS", "KeywordMessage": "9 to 5."}
    client.put_keyword(OriginationIdentity=number["PhoneNumberId"], **keyword)
    client.update_phone_number(PhoneNumberId=number["PhoneNumberId"], **SELF_MANAGED)
    answer = receive("Hours")
    assert (answer.keyword, answer.action, answer.published_to) == ("HOURS", "AUTOMATIC_RESPONSE", TOPIC)
    assert answer.reply is not None
    assert answer.reply.message_body == "9 to 5."


# DeleteOptedOutNumber -----------------------------------------------------------------------------------------------


@pytest.fixture
def take_off(client: Any) -> Callable[..., None]:
    return lambda name="Default": client.delete_opted_out_number(OptOutListName=name, OptedOutNumber=PHONE)


def test_a_person_who_opted_out_can_be_taken_off_the_list_again_after_thirty_days(
    pinpoint_v2: PinpointMock, receive: Receive, listed: Any, text: Any, take_off: Any
) -> None:
    receive("Stop")
    take_off()
    text()
    receive("Stop")
    pinpoint_v2.clock.advance(days=30)
    take_off()
    assert listed() == []


def test_who_is_barred_from_being_taken_off_may_still_opt_in(
    receive: Receive, make: Any, listed: Any, take_off: Any
) -> None:
    number = make("TEN_DLC", "US")
    receive("Stop", number)
    take_off()
    receive("Stop", number)
    receive("Start", number)
    assert listed() == []


def test_neither_opting_in_by_oneself_nor_another_list_nor_the_api_counts_for_the_thirty_days(
    client: Any, receive: Receive, make: Any, listed: Any, take_off: Any
) -> None:
    client.create_opt_out_list(OptOutListName="promotions")
    default, promoting = make("TEN_DLC", "US"), make(OptOutListName="promotions")
    for _ in range(2):
        client.put_opted_out_number(OptOutListName="Default", OptedOutNumber=PHONE)
        take_off()
    for body in "Stop", "Start", "Stop":
        receive(body, default)
    take_off()
    receive("Stop", promoting)
    take_off("promotions")
    assert (listed(), listed("promotions")) == ([], [])
