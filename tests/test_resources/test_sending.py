"""Test what is checked before a message of any channel is sent, and that a refused one leaves nothing behind."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from pinpoint_mock import PinpointMock

PHONE = "+12065550100"
ANOTHER = "+12065550101"
SIMULATOR = "+14254147755"
LONGEST = "x" * 1530
TO_JAPAN = {"DestinationPhoneNumber": "+819012345678", "OriginationIdentity": None, "MessageBody": LONGEST}
"""At 0.75 US dollars."""

each_channel = pytest.mark.parametrize("channel", ["TEXT", "MEDIA", "VOICE"])

Send = Callable[..., str]


@pytest.fixture
def one_dollar(pinpoint_v2: PinpointMock) -> None:
    """Let one dollar be spent in a month on each channel."""
    for channel in ("TEXT", "MEDIA", "VOICE"):
        pinpoint_v2.quotas[f"{channel}_MESSAGE_MONTHLY_SPEND_LIMIT"] = 1


@pytest.fixture
def send_by_simulator(client: Any, send_message: Send, request_number: Callable[..., Any]) -> Send:
    """Send "Hello" by a simulator number to a simulator destination, which isn't verified. Return the message's id."""

    def call(channel: str = "TEXT", **parameters: Any) -> str:
        numbers = client.describe_phone_numbers(Filters=[{"Name": "number-type", "Values": ["SIMULATOR"]}])
        simulators = numbers["PhoneNumbers"] or [request_number(NumberCapabilities=["SMS", "MMS", "VOICE"])]
        sender = {"OriginationIdentity": simulators[0]["PhoneNumberId"]}
        return send_message(channel, DestinationPhoneNumber=SIMULATOR, **sender, **parameters)

    return call


# Prices and limits --------------------------------------------------------------------------------------------------


@each_channel
def test_a_message_may_cost_its_greatest_price(pinpoint_v2: PinpointMock, send_message: Send, channel: str) -> None:
    name = "MaxPricePerMinute" if channel == "VOICE" else "MaxPrice"
    send_message(channel)
    price = pinpoint_v2.outbox[0].price
    send_message(channel, **{name: f"{price:.5f}"})


def test_the_greatest_price_of_a_call_is_of_one_minute(pinpoint_v2: PinpointMock, send_message: Send) -> None:
    send_message("VOICE")
    per_minute = pinpoint_v2.outbox[0].price
    send_message("VOICE", MessageBody="x" * 3000, MaxPricePerMinute=f"{per_minute:.5f}")
    assert pinpoint_v2.outbox[1].price > per_minute


@each_channel
def test_the_spend_limit_of_a_channel_leaves_the_others_alone_and_can_be_lifted(
    client: Any, send_message: Send, channel: str
) -> None:
    getattr(client, f"set_{channel.lower()}_message_spend_limit_override")(MonthlyLimit=0)
    for other in {"TEXT", "MEDIA", "VOICE"} - {channel}:
        send_message(other)
    getattr(client, f"delete_{channel.lower()}_message_spend_limit_override")()
    send_message(channel)


@pytest.mark.usefixtures("one_dollar")
def test_what_was_spent_counts_until_the_month_is_over(
    pinpoint_v2: PinpointMock, send_message: Send, refused: Any
) -> None:
    def beginning_of_next_month() -> dt.datetime:
        day = pinpoint_v2.clock.now().replace(day=1, hour=0, minute=0, second=0, microsecond=0)
        return (day + dt.timedelta(days=31)).replace(day=1)

    pinpoint_v2.clock.advance(beginning_of_next_month() - pinpoint_v2.clock.now())
    send_message(**TO_JAPAN)
    pinpoint_v2.clock.advance(beginning_of_next_month() - pinpoint_v2.clock.now() - dt.timedelta(minutes=1))
    refused("ServiceQuotaExceededException", send_message, **TO_JAPAN)
    pinpoint_v2.clock.advance(minutes=1)
    send_message(**TO_JAPAN)


@pytest.mark.usefixtures("one_dollar")
def test_a_channel_is_charged_with_its_own_messages_alone(
    pinpoint_v2: PinpointMock, send_message: Send, refused: Any
) -> None:
    send_message("MEDIA")
    for _ in range(int(1 / pinpoint_v2.outbox[0].price) - 1):
        send_message("MEDIA")
    refused("ServiceQuotaExceededException", send_message, channel="MEDIA")
    send_message(**TO_JAPAN)
    send_message("VOICE")


@pytest.mark.pinpoint_v2(account_tier="SANDBOX")
def test_an_account_in_the_sandbox_spends_one_dollar(
    pinpoint_v2: PinpointMock, send_by_simulator: Send, refused: Any
) -> None:
    for _ in range(17):  # 10 parts each
        send_by_simulator(MessageBody=LONGEST)
    refused("ServiceQuotaExceededException", send_by_simulator, MessageBody=LONGEST)
    assert sum(message.price for message in pinpoint_v2.outbox) <= 1


@pytest.mark.usefixtures("one_dollar")
@pytest.mark.parametrize(("status", "is_charged"), [("BLOCKED", False), ("UNREACHABLE", True), ("TTL_EXPIRED", True)])
def test_what_never_reached_a_carrier_is_not_charged(
    pinpoint_v2: PinpointMock, send_message: Send, refused: Any, status: str, is_charged: bool
) -> None:
    pinpoint_v2.delivery = status
    send_message(**TO_JAPAN)
    assert bool(pinpoint_v2.outbox[0].price) == is_charged
    if is_charged:
        refused("ServiceQuotaExceededException", send_message, **TO_JAPAN)
    else:
        send_message(**TO_JAPAN)


@pytest.mark.pinpoint_v2(strict_quotas=False)
@pytest.mark.usefixtures("one_dollar")
def test_without_strict_quotas_nothing_is_too_much(pinpoint_v2: PinpointMock, send_message: Send) -> None:
    for _ in range(6):
        send_message(**TO_JAPAN)
        send_message("VOICE")
    assert len(pinpoint_v2.outbox) == 12


def test_calls_of_any_24_hours_are_counted_and_only_those_to_the_same_phone(
    pinpoint_v2: PinpointMock, send_message: Send, refused: Any
) -> None:
    send_message("VOICE")
    pinpoint_v2.clock.advance(hours=1)
    for _ in range(4):
        send_message("VOICE")
    send_message("VOICE", DestinationPhoneNumber=ANOTHER)
    send_message("TEXT")
    pinpoint_v2.clock.advance(hours=23)
    send_message("VOICE")
    refused("ServiceQuotaExceededException", send_message, channel="VOICE")


# The sandbox --------------------------------------------------------------------------------------------------------


@pytest.mark.pinpoint_v2(account_tier="SANDBOX")
@each_channel
def test_between_simulators_no_phone_needs_to_be_verified(
    pinpoint_v2: PinpointMock, send_by_simulator: Send, channel: str
) -> None:
    send_by_simulator(channel)
    assert len(pinpoint_v2.outbox) == 1


@pytest.mark.pinpoint_v2(account_tier="SANDBOX")
@pytest.mark.parametrize("of", ["account", "pool"])
def test_only_a_simulator_sends_to_a_simulator_destination_that_is_not_verified(
    client: Any, send_message: Send, send_by_simulator: Send, toll_free_number: Any, refused: Any, of: str
) -> None:
    member = toll_free_number["PhoneNumberId"]
    pool = client.create_pool(OriginationIdentity=member, MessageType="TRANSACTIONAL")["PoolId"]
    identity = {"DestinationPhoneNumber": SIMULATOR, "OriginationIdentity": pool if of == "pool" else None}
    error = refused("ConflictException", send_message, **identity)
    assert error["Reason"] == "DESTINATION_PHONE_NUMBER_NOT_VERIFIED"
    send_by_simulator()
    if of == "account":
        send_message(**identity)


# Dry runs, and what is left of a refused call -----------------------------------------------------------------------


def opt_out(client: Any, phone: str) -> None:
    client.put_opted_out_number(OptOutListName="Default", OptedOutNumber=phone)


def traces(pinpoint_v2: PinpointMock) -> Any:
    return [list(each) for each in (pinpoint_v2.outbox, pinpoint_v2.events, pinpoint_v2.deliveries)]


@each_channel
def test_a_phone_that_was_taken_off_the_opt_out_list_gets_messages_again(
    client: Any, send_message: Send, channel: str
) -> None:
    opt_out(client, PHONE)
    client.delete_opted_out_number(OptOutListName="Default", OptedOutNumber=PHONE)
    send_message(channel)


@each_channel
def test_a_dry_run_gives_an_id_and_sends_nothing(pinpoint_v2: PinpointMock, send_message: Send, channel: str) -> None:
    heard: list[Any] = []
    pinpoint_v2.on_event(heard.append)
    assert send_message(channel, DryRun=True) != send_message(channel, DryRun=True)
    pinpoint_v2.clock.advance(days=4)
    assert (traces(pinpoint_v2), heard) == ([[], [], []], [])


@each_channel
def test_a_dry_run_is_refused_what_a_real_one_is(client: Any, send_message: Send, refused: Any, channel: str) -> None:
    price = "MaxPricePerMinute" if channel == "VOICE" else "MaxPrice"
    error = refused("ValidationException", send_message, channel=channel, DryRun=True, **{price: ".00001"})
    assert [field["Name"].lower() for field in error["Fields"]] == [price.lower()]
    error = refused(
        "ResourceNotFoundException", send_message, channel=channel, DryRun=True, OriginationIdentity="pool-1"
    )
    assert error["ResourceType"] == "pool"
    opt_out(client, PHONE)
    error = refused("ConflictException", send_message, channel=channel, DryRun=True)
    assert error["ResourceType"] == "opt-out-list"
    getattr(client, f"set_{channel.lower()}_message_spend_limit_override")(MonthlyLimit=0)
    refused("ServiceQuotaExceededException", send_message, channel=channel, DryRun=True, DestinationPhoneNumber=ANOTHER)


SENDS_NOTHING = pytest.mark.parametrize(
    ("code", "parameters"),
    [
        (None, {"DryRun": True}),
        ("ConflictException", {"DestinationPhoneNumber": ANOTHER}),  # opted out
        ("ValidationException", {"TimeToLive": 300_000}),
        ("ValidationException", {"DestinationPhoneNumber": "+12"}),
        ("ResourceNotFoundException", {"OriginationIdentity": "phone-1"}),
        ("ResourceNotFoundException", {"ConfigurationSetName": "olds"}),
        ("ResourceNotFoundException", {"ProtectConfigurationId": "protect-1"}),
    ],
    ids=str,
)


@pytest.fixture
def send_nothing(pinpoint_v2: PinpointMock, client: Any, send_message: Send, refused: Any) -> Callable[..., None]:
    """Make a call that sends nothing several times, and check that nothing shows of it."""

    def call(code: str | None, channel: str, **parameters: Any) -> None:
        opt_out(client, ANOTHER)
        before = traces(pinpoint_v2)
        for _ in range(6):
            if code is None:
                send_message(channel, **parameters)
            else:
                refused(code, send_message, channel=channel, **parameters)
        assert traces(pinpoint_v2) == before

    return call


@pytest.mark.usefixtures("one_dollar")
@SENDS_NOTHING
def test_what_is_not_sent_costs_nothing(
    send_message: Send, refused: Any, send_nothing: Any, code: str | None, parameters: dict[str, Any]
) -> None:
    send_nothing(code, "TEXT", **{**TO_JAPAN, **parameters})
    send_message(**TO_JAPAN)
    refused("ServiceQuotaExceededException", send_message, **TO_JAPAN)


@SENDS_NOTHING
def test_a_call_that_is_not_made_does_not_count(
    client: Any, send_message: Send, refused: Any, send_nothing: Any, code: str | None, parameters: dict[str, Any]
) -> None:
    send_nothing(code, "VOICE", **parameters)
    client.delete_opted_out_number(OptOutListName="Default", OptedOutNumber=ANOTHER)
    for phone in PHONE, ANOTHER:
        for _ in range(5):
            send_message("VOICE", DestinationPhoneNumber=phone)
        refused("ServiceQuotaExceededException", send_message, channel="VOICE", DestinationPhoneNumber=phone)


def test_a_person_does_not_answer_to_what_was_not_sent(
    pinpoint_v2: PinpointMock, send_message: Send, toll_free_number: Any, send_nothing: Any
) -> None:
    sent = send_message()
    send_nothing(None, "TEXT", DryRun=True)
    send_nothing("ValidationException", "TEXT", MaxPrice=".00001")
    answer = pinpoint_v2.receive("Yes", origination_number=PHONE, destination_number=toll_free_number["PhoneNumber"])
    assert answer.payload["previousPublishedMessageId"] == sent
