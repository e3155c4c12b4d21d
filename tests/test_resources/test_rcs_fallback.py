"""Test what is sent when RCS can't deliver a message.

A text is sent again by SMS from the pool or the account; SendRcsMessage has parameters for its fallback.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from pinpoint_mock import PinpointMock, SentMessage
from pinpoint_mock.protocol.model import service_model

PHONE = "+12065550100"
CARD = {"Content": {"RichCard": {"CardOrientation": "VERTICAL", "CardContent": {"Title": "Shoes"}}}}

manual = pytest.mark.pinpoint_v2(delivery="manual")
rich = pytest.mark.skipif(
    "SendRcsMessage" not in service_model().operation_names, reason="this botocore has no SendRcsMessage"
)


@pytest.fixture
def send_by_pool(client: Any, pool_of_both: str) -> Callable[..., str]:
    """Send "Hello" by `pool_of_both`. Return the message's id.

    The parameters of the call add to the default ones or replace them; None leaves one out.
    """

    def call(**parameters: Any) -> str:
        asked = {"DestinationPhoneNumber": PHONE, "MessageBody": "Hello", "OriginationIdentity": pool_of_both}
        given = {name: value for name, value in {**asked, **parameters}.items() if value is not None}
        return str(client.send_text_message(**given)["MessageId"])

    return call


@pytest.fixture
def send_rich_with_fallback(client: Any, launched_agent: str, toll_free_number: Any) -> Callable[..., str]:
    """Send a card by `launched_agent`, whose fallback is an SMS by `toll_free_number`. Return the message's id.

    The parameters of the call, and those of the fallback, add to the default ones or replace them.
    """

    def call(fallback: Any = None, **parameters: Any) -> str:
        asked = {
            "DestinationPhoneNumber": PHONE,
            "OriginationIdentity": launched_agent,
            "RcsMessageContent": CARD,
            "FallbackConfiguration": {
                "Channel": "SMS",
                "MessageBody": "Shoes: shop.example",
                "OriginationIdentity": toll_free_number["PhoneNumberId"],
                **(fallback or {}),
            },
        }
        return str(client.send_rcs_message(**{**asked, **parameters})["MessageId"])

    return call


def told(pinpoint: PinpointMock) -> list[tuple[str, bool]]:
    return [(each["eventType"], each["isFinal"]) for each in pinpoint.events]


FALLEN_BACK = [("RCS_FALLEN_BACK_TO_SMS", False)]
BY_SMS = [*FALLEN_BACK, ("TEXT_SUCCESSFUL", True)]


@pytest.mark.parametrize("by", ["the pool", "the account"])
@pytest.mark.parametrize("outcome", ["FAILED", "FALLEN_BACK_TO_SMS"])
def test_a_text_that_rcs_fails_to_deliver_goes_by_sms(
    by: str, outcome: str, pinpoint_v2: PinpointMock, send_by_pool: Any, pool_of_both: str, toll_free_number: Any
) -> None:
    pinpoint_v2.delivery = outcome
    message_id = send_by_pool(**({} if by == "the pool" else {"OriginationIdentity": None}), Context={"order": "42"})
    assert told(pinpoint_v2) == BY_SMS
    [message] = pinpoint_v2.outbox
    assert (message.message_id, message.channel, message.status) == (message_id, "TEXT", "SUCCESSFUL")
    assert message.origination_identity == toll_free_number["PhoneNumberId"]
    assert message.pool_id == (pool_of_both if by == "the pool" else None)
    assert (message.message_encoding, message.context, message.rcs_business_id) == ("GSM", {"order": "42"}, None)
    first, *_, last = pinpoint_v2.events
    assert {each["messageId"] for each in pinpoint_v2.events} == {message_id}
    assert first["originationPhoneNumber"].startswith("rcs-")
    assert last["originationPhoneNumber"] == toll_free_number["PhoneNumber"]
    assert first["messageRequestTimestamp"] == last["messageRequestTimestamp"]


@manual
@pytest.mark.parametrize("heard", [None, "SENT", "QUEUED"])
def test_after_25_seconds_without_a_delivery_a_text_goes_by_sms(
    pinpoint_v2: PinpointMock, send_by_pool: Any, heard: str | None
) -> None:
    message_id = send_by_pool()
    if heard is not None:
        pinpoint_v2.deliver(message_id, heard)
    pinpoint_v2.clock.advance(seconds=24)
    assert pinpoint_v2.outbox[0].channel == "RCS"
    pinpoint_v2.clock.advance(seconds=1)
    assert (pinpoint_v2.outbox[0].channel, pinpoint_v2.outbox[0].status) == ("TEXT", "PENDING")
    pinpoint_v2.deliver(message_id, "CARRIER_BLOCKED")
    assert told(pinpoint_v2)[-2:] == [*FALLEN_BACK, ("TEXT_CARRIER_BLOCKED", True)]


@manual
def test_a_delivery_in_time_ends_it(pinpoint_v2: PinpointMock, send_by_pool: Any) -> None:
    pinpoint_v2.deliver(send_by_pool(), "DELIVERED")
    pinpoint_v2.clock.advance(days=4)
    assert told(pinpoint_v2) == [("RCS_SENT", False), ("RCS_DELIVERED", True)]


@manual
def test_what_has_fallen_back_expires_as_an_sms_does(pinpoint_v2: PinpointMock, send_by_pool: Any) -> None:
    send_by_pool(TimeToLive=60)
    pinpoint_v2.clock.advance(seconds=84)
    assert told(pinpoint_v2) == FALLEN_BACK
    pinpoint_v2.clock.advance(seconds=1)
    assert told(pinpoint_v2) == [*FALLEN_BACK, ("TEXT_TTL_EXPIRED", True)]


@manual
def test_a_test_has_it_fall_back_by_hand(pinpoint_v2: PinpointMock, send_by_pool: Any) -> None:
    pinpoint_v2.deliver(send_by_pool(), "FAILED")
    assert told(pinpoint_v2) == FALLEN_BACK
    pinpoint_v2.deliver(pinpoint_v2.outbox[0].message_id, "SUCCESSFUL")
    assert told(pinpoint_v2) == BY_SMS


@pytest.mark.parametrize(
    ("outcome", "expected"),
    [
        ("UNREACHABLE", [*FALLEN_BACK, ("TEXT_UNREACHABLE", True)]),
        ("TTL_EXPIRED", [*FALLEN_BACK, ("TEXT_TTL_EXPIRED", True)]),
        ("PROTECT_BLOCKED", [("RCS_PROTECT_BLOCKED", True)]),
    ],
)
def test_what_is_said_of_sms_alone_falls_back_to_it(
    outcome: str, expected: Any, pinpoint_v2: PinpointMock, send_by_pool: Any
) -> None:
    pinpoint_v2.delivery = {PHONE: outcome}
    send_by_pool()
    assert told(pinpoint_v2) == expected


def test_a_function_is_asked_of_each_channel(pinpoint_v2: PinpointMock, send_by_pool: Any) -> None:
    def outcome(message: SentMessage) -> str:
        return "FAILED" if message.channel == "RCS" else "SPAM"

    pinpoint_v2.delivery = outcome
    send_by_pool()
    assert told(pinpoint_v2) == [*FALLEN_BACK, ("TEXT_SPAM", True)]


def test_the_number_that_delivered_is_sticky_then(pinpoint_v2: PinpointMock, send_by_pool: Any) -> None:
    pinpoint_v2.delivery = "FAILED"
    send_by_pool()
    pinpoint_v2.delivery = "DELIVERED"
    send_by_pool()
    assert [each.channel for each in pinpoint_v2.outbox] == ["TEXT", "TEXT"]


def test_only_the_sms_is_paid_for(pinpoint_v2: PinpointMock, send_by_pool: Any) -> None:
    pinpoint_v2.delivery = "FAILED"
    send_by_pool()
    assert pinpoint_v2.outbox[0].price == pytest.approx(0.00581)
    assert pinpoint_v2.events[0]["totalMessagePrice"] == 0


def test_a_pool_of_an_agent_alone_has_nothing_to_fall_back_to(
    client: Any, pinpoint_v2: PinpointMock, launched_agent: str
) -> None:
    pool = client.create_pool(OriginationIdentity=launched_agent, MessageType="TRANSACTIONAL")["PoolId"]
    asked = {"DestinationPhoneNumber": PHONE, "MessageBody": "Hello", "OriginationIdentity": pool}
    pinpoint_v2.delivery = "FAILED"
    client.send_text_message(**asked)
    pinpoint_v2.delivery = "manual"
    client.send_text_message(**asked)
    pinpoint_v2.clock.advance(seconds=25)
    assert [(each.channel, each.status) for each in pinpoint_v2.outbox] == [("RCS", "FAILED"), ("RCS", "PENDING")]


@manual
def test_feedback_outlasts_a_fallback(client: Any, pinpoint_v2: PinpointMock, send_by_pool: Any) -> None:
    message_id = send_by_pool(MessageFeedbackEnabled=True)
    client.put_message_feedback(MessageId=message_id, MessageFeedbackStatus="RECEIVED")
    pinpoint_v2.deliver(message_id, "FAILED")
    assert (pinpoint_v2.outbox[0].channel, pinpoint_v2.outbox[0].message_feedback_status) == ("TEXT", "RECEIVED")


@manual
def test_a_phone_that_opts_out_meanwhile_gets_no_sms(client: Any, pinpoint_v2: PinpointMock, send_by_pool: Any) -> None:
    message_id = send_by_pool()
    client.put_opted_out_number(OptOutListName="Default", OptedOutNumber=PHONE)
    pinpoint_v2.deliver(message_id, "FAILED")
    assert told(pinpoint_v2) == [("RCS_FAILED", True)]


def test_both_channels_events_reach_the_configuration_sets_destinations(
    client: Any, pinpoint_v2: PinpointMock, send_by_pool: Any
) -> None:
    client.create_configuration_set(ConfigurationSetName="news")
    client.create_event_destination(
        ConfigurationSetName="news",
        EventDestinationName="sns",
        MatchingEventTypes=["ALL"],
        SnsDestination={"TopicArn": "arn:aws:sns:us-east-1:123456789012:events"},
    )
    pinpoint_v2.delivery = "FAILED"
    send_by_pool(ConfigurationSetName="news")
    assert [each.event["eventType"] for each in pinpoint_v2.deliveries] == [name for name, _ in BY_SMS]


# SendRcsMessage -------------------------------------------------------------------------------------------------------


@rich
def test_a_rich_message_falls_back_to_what_was_written_for_it(
    pinpoint_v2: PinpointMock, send_rich_with_fallback: Any, toll_free_number: Any
) -> None:
    pinpoint_v2.delivery = "FAILED"
    message_id = send_rich_with_fallback()
    [message] = pinpoint_v2.outbox
    assert (message.message_id, message.channel, message.status) == (message_id, "TEXT", "SUCCESSFUL")
    assert message.message_body == "Shoes: shop.example"
    assert message.origination_phone_number == toll_free_number["PhoneNumber"]
    assert message.rcs_message_content is None
    assert told(pinpoint_v2) == BY_SMS


@rich
@manual
def test_a_rich_message_falls_back_when_its_time_to_live_is_over(
    pinpoint_v2: PinpointMock, send_rich_with_fallback: Any
) -> None:
    send_rich_with_fallback(TimeToLive=60)
    pinpoint_v2.clock.advance(seconds=59)
    assert pinpoint_v2.outbox[0].channel == "RCS"
    pinpoint_v2.clock.advance(seconds=1)
    assert (pinpoint_v2.outbox[0].channel, pinpoint_v2.outbox[0].time_to_live) == ("TEXT", 72 * 60 * 60)
    assert told(pinpoint_v2) == FALLEN_BACK


@manual
@rich
def test_a_rich_message_without_a_time_to_live_does_not_expire(
    pinpoint_v2: PinpointMock, send_rich_with_fallback: Any
) -> None:
    send_rich_with_fallback()
    pinpoint_v2.clock.advance(days=10)
    [message] = pinpoint_v2.outbox
    assert (message.channel, message.status, message.time_to_live) == ("RCS", "PENDING", None)
    assert told(pinpoint_v2) == []


@pytest.mark.parametrize("status", ["UNDELIVERABLE", "REJECTED", "EXPIRED"])
def test_a_message_that_rcs_can_not_deliver_falls_back(
    pinpoint_v2: PinpointMock, send_by_pool: Any, status: str
) -> None:
    pinpoint_v2.delivery = status
    send_by_pool()
    assert told(pinpoint_v2) == BY_SMS


IN_CANADA = "+14165550100"


@pytest.mark.parametrize("of", ["account", "pool"])
def test_a_text_by_rcs_does_not_fall_back_to_a_shared_route(
    client: Any, pinpoint_v2: PinpointMock, launched_agent: str, send_by_pool: Any, pool_of_both: str, of: str
) -> None:
    pinpoint_v2.launch(launched_agent, "CA")
    client.update_pool(PoolId=pool_of_both, SharedRoutesEnabled=True)
    pinpoint_v2.delivery = "FAILED"
    send_by_pool(DestinationPhoneNumber=IN_CANADA, OriginationIdentity=pool_of_both if of == "pool" else None)
    [message] = pinpoint_v2.outbox
    assert (message.channel, message.status) == ("RCS", "FAILED")


@rich
def test_a_rich_message_with_a_fallback_by_a_pool_needs_more_than_shared_routes(
    client: Any, pinpoint_v2: PinpointMock, launched_agent: str, pool_of_both: str, refused: Any
) -> None:
    pinpoint_v2.launch(launched_agent, "CA")
    client.update_pool(PoolId=pool_of_both, SharedRoutesEnabled=True)
    error = refused(
        "ConflictException",
        client.send_rcs_message,
        DestinationPhoneNumber=IN_CANADA,
        OriginationIdentity=pool_of_both,
        RcsMessageContent=CARD,
        FallbackConfiguration={"Channel": "SMS", "MessageBody": "Shoes"},
    )
    assert (error["Reason"], error["ResourceId"]) == ("NO_ORIGINATION_IDENTITIES_FOUND", pool_of_both)


@rich
def test_a_fallback_goes_with_what_was_asked_of_the_rich_message(
    client: Any, pinpoint_v2: PinpointMock, send_rich_with_fallback: Any
) -> None:
    pinpoint_v2.delivery = "FAILED"
    allowed, default = (client.create_protect_configuration()["ProtectConfigurationId"] for _ in range(2))
    client.set_account_default_protect_configuration(ProtectConfigurationId=default)
    client.update_protect_configuration_country_rule_set(
        ProtectConfigurationId=default,
        NumberCapability="SMS",
        CountryRuleSetUpdates={"US": {"ProtectStatus": "BLOCK"}},
    )
    send_rich_with_fallback(ProtectConfigurationId=allowed, Context={"order": "123"})
    [message] = pinpoint_v2.outbox
    assert (message.channel, message.context, message.protect_configuration_id) == ("TEXT", {"order": "123"}, allowed)
    assert pinpoint_v2.events[-1]["context"] == {"order": "123"}


@rich
def test_a_fallback_that_costs_too_much_is_not_sent(pinpoint_v2: PinpointMock, send_rich_with_fallback: Any) -> None:
    pinpoint_v2.delivery = "FAILED"
    send_rich_with_fallback({"Channel": "SMS", "MessageBody": "x" * 1000}, MaxPrice="0.01")
    [message] = pinpoint_v2.outbox
    assert (message.channel, message.status) == ("RCS", "FAILED")


@rich
def test_a_rich_message_falls_back_to_a_media_message(pinpoint_v2: PinpointMock, send_rich_with_fallback: Any) -> None:
    pinpoint_v2.delivery = "FAILED"
    send_rich_with_fallback({"Channel": "MMS", "MediaUrls": ["s3://shop/shoes.png"]})
    [message] = pinpoint_v2.outbox
    assert (message.channel, message.media_urls) == ("MEDIA", ("s3://shop/shoes.png",))
    assert told(pinpoint_v2) == [*FALLEN_BACK, ("MEDIA_SUCCESSFUL", True)]


@rich
def test_a_rich_message_falls_back_to_a_number_of_its_pool(
    client: Any, pinpoint_v2: PinpointMock, pool_of_both: str, toll_free_number: Any
) -> None:
    pinpoint_v2.delivery = "FAILED"
    client.send_rcs_message(
        DestinationPhoneNumber=PHONE,
        OriginationIdentity=pool_of_both,
        RcsMessageContent=CARD,
        FallbackConfiguration={"Channel": "SMS", "MessageBody": "Shoes"},
    )
    [message] = pinpoint_v2.outbox
    assert (message.pool_id, message.origination_identity) == (pool_of_both, toll_free_number["PhoneNumberId"])


@rich
def test_a_fallback_by_what_is_not_there_is_refused_at_once(
    pinpoint_v2: PinpointMock, send_rich_with_fallback: Any, refused: Any
) -> None:
    error = refused(
        "ResourceNotFoundException", send_rich_with_fallback, fallback={"OriginationIdentity": f"phone-{'0' * 32}"}
    )
    assert error["ResourceType"] == "phone-number"
    assert list(pinpoint_v2.outbox) == []
