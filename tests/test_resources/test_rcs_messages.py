"""Test messages by RCS agents: which agent sends, contents, events, prices, and people's messages to agents."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from pinpoint_mock import PinpointMock
from pinpoint_mock.messaging.channels import RCS
from pinpoint_mock.protocol.model import service_model

PHONE, IN_CANADA = "+12065550100", "+16135550100"
HELLO = {"DestinationPhoneNumber": PHONE, "MessageBody": "Hello"}
TEXT = {"Content": {"TextMessage": {"Body": "Hello"}}}
REPLY = {"Reply": {"Text": "Yes", "PostbackData": "yes"}}
CARD = {"Title": "Shoes", "Media": {"FileUrl": "https://shop.example/shoes.png"}, "Suggestions": [REPLY]}
TOPIC = "arn:aws:sns:us-east-1:123456789012:answers"

rich = pytest.mark.skipif(
    "SendRcsMessage" not in service_model().operation_names, reason="this botocore has no SendRcsMessage"
)


@pytest.fixture
def send_by_agent(client: Any, pinpoint_v2: PinpointMock, launched_agent: str) -> Callable[..., Any]:
    """Send "Hello" by `launched_agent` with SendTextMessage. Return the message as the outbox shows it.

    The parameters of the call add to the default ones or replace them; None leaves one out.
    """

    def call(**parameters: Any) -> Any:
        asked = {**HELLO, "OriginationIdentity": launched_agent, **parameters}
        client.send_text_message(**{name: value for name, value in asked.items() if value is not None})
        return pinpoint_v2.outbox[-1]

    return call


@pytest.fixture
def send_rich_message(client: Any, pinpoint_v2: PinpointMock, launched_agent: str) -> Callable[..., Any]:
    """Send "Hello" by `launched_agent` with SendRcsMessage. Return the message as the outbox shows it."""

    def call(content: Any = TEXT, **parameters: Any) -> Any:
        asked = {"DestinationPhoneNumber": PHONE, "OriginationIdentity": launched_agent, **parameters}
        message_id = client.send_rcs_message(RcsMessageContent=content, **asked)["MessageId"]
        assert message_id == pinpoint_v2.outbox[-1].message_id
        return pinpoint_v2.outbox[-1]

    return call


# Who sends ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("by", ["id", "ARN", "pool", "account"])
def test_a_text_goes_by_the_agent(
    by: str, client: Any, send_by_agent: Any, launched_agent: str, pool_of_both: str
) -> None:
    arn = client.describe_rcs_agents()["RcsAgents"][0]["RcsAgentArn"]
    message = send_by_agent(
        OriginationIdentity={"id": launched_agent, "ARN": arn, "pool": pool_of_both, "account": None}[by]
    )
    assert (message.channel, message.status, message.message_body) == ("RCS", "DELIVERED", "Hello")
    assert message.origination_identity == message.origination_phone_number == launched_agent
    assert message.pool_id == (pool_of_both if by == "pool" else None)
    assert message.message_type == "TRANSACTIONAL"
    assert repr(message) == f"<RCS to {PHONE} from {launched_agent}, DELIVERED: 'Hello'>"


def test_agents_come_first_where_they_reach(client: Any, pinpoint_v2: PinpointMock, pool_of_both: str) -> None:
    client.request_phone_number(
        IsoCountryCode="CA", MessageType="TRANSACTIONAL", NumberCapabilities=["SMS"], NumberType="LONG_CODE"
    )
    for destination in (PHONE, IN_CANADA):
        client.send_text_message(DestinationPhoneNumber=destination, MessageBody="Hello")
    client.send_text_message(**HELLO, OriginationIdentity=pool_of_both)
    assert [each.channel for each in pinpoint_v2.outbox] == ["RCS", "TEXT", "RCS"]


def test_a_sticky_number_comes_before_an_agent(
    client: Any, pinpoint_v2: PinpointMock, pool_of_both: str, toll_free_number: Any
) -> None:
    client.send_text_message(**HELLO, OriginationIdentity=toll_free_number["PhoneNumberId"])
    client.send_text_message(**HELLO, OriginationIdentity=pool_of_both)
    pinpoint_v2.clock.advance(hours=25)
    client.send_text_message(**HELLO, OriginationIdentity=pool_of_both)
    assert [each.channel for each in pinpoint_v2.outbox] == ["TEXT", "TEXT", "RCS"]


def test_a_simulator_destination_is_reached_by_sms(client: Any, pinpoint_v2: PinpointMock, pool_of_both: str) -> None:
    client.send_text_message(
        DestinationPhoneNumber="+14254147755", OriginationIdentity=pool_of_both, MessageBody="Hello"
    )
    assert pinpoint_v2.outbox[0].channel == "TEXT"


def test_a_code_is_sent_by_sms(client: Any, pinpoint_v2: PinpointMock, pool_of_both: str) -> None:
    phone = client.create_verified_destination_number(DestinationPhoneNumber=PHONE)["VerifiedDestinationNumberId"]
    client.send_destination_number_verification_code(
        VerifiedDestinationNumberId=phone, VerificationChannel="TEXT", OriginationIdentity=pool_of_both
    )
    assert pinpoint_v2.outbox[0].channel == "TEXT"


def test_a_pool_of_numbers_sends_no_rich_messages_by_them(
    client: Any, pinpoint_v2: PinpointMock, launched_agent: str, pool_of_both: str
) -> None:
    client.disassociate_origination_identity(PoolId=pool_of_both, OriginationIdentity=launched_agent)
    client.send_text_message(**HELLO, OriginationIdentity=pool_of_both)
    assert pinpoint_v2.outbox[0].channel == "TEXT"


# What becomes of it ---------------------------------------------------------------------------------------------------


def test_an_event_of_rcs_has_the_agents_fields(
    client: Any, pinpoint_v2: PinpointMock, send_by_agent: Any, launched_agent: str
) -> None:
    message = send_by_agent(Context={"order": "42"})
    first, last = pinpoint_v2.events
    assert [each["eventType"] for each in (first, last)] == ["RCS_SENT", "RCS_DELIVERED"]
    assert [each["isFinal"] for each in (first, last)] == [False, True]
    [launch] = client.describe_rcs_agent_country_launch_status(RcsAgentId=launched_agent)["CountryLaunchStatus"]
    assert {name: value for name, value in last.items() if not name.endswith("imestamp")} == {
        "eventType": "RCS_DELIVERED",
        "eventVersion": "1.0",
        "isFinal": True,
        "originationPhoneNumber": launched_agent,
        "destinationPhoneNumber": PHONE,
        "isoCountryCode": "US",
        "isInternationalSend": False,
        "messageId": message.message_id,
        "messageEncoding": "UNICODE",
        "messageType": "TRANSACTIONAL",
        "messageStatus": "DELIVERED",
        "messageStatusDescription": "Message has been accepted by phone",
        "context": {"order": "42"},
        "totalMessageParts": 1,
        "totalMessagePrice": 0.007,
        "totalCarrierFee": 0.00494,
        "rcsMetadata": {"billingEventType": "RICH"},
        "rcsBusinessId": launch["RcsPlatformId"],
        "agentIsoCountryCode": "US",
    }


@pytest.mark.parametrize("status", RCS.statuses)
def test_a_message_can_come_to_each_status(status: str, pinpoint_v2: PinpointMock, send_by_agent: Any) -> None:
    pinpoint_v2.delivery = status
    message = send_by_agent()
    ways = {
        "DELIVERED": ["SENT", "DELIVERED"],
        "READ": ["SENT", "DELIVERED", "READ"],
        "FALLEN_BACK_TO_SMS": ["FAILED"],  # there is nothing to fall back to
    }
    way = ways.get(status, [status])
    assert [each["messageStatus"] for each in pinpoint_v2.events] == way
    are_final = [each not in ("PENDING", "QUEUED", "SENT") for each in way]
    assert [each["isFinal"] for each in pinpoint_v2.events] == are_final
    assert message.status == way[-1]
    costs = status in ("DELIVERED", "READ", "PENDING", "QUEUED", "SENT")
    assert (message.price > 0) is costs


def test_what_was_delivered_can_be_read_once(pinpoint_v2: PinpointMock, send_by_agent: Any) -> None:
    message = send_by_agent()
    pinpoint_v2.deliver(message.message_id, "READ")
    read = pinpoint_v2.outbox[0]
    assert (read.status, read.price) == ("READ", message.price)
    event = pinpoint_v2.events[-1]
    assert (event["eventType"], event["isFinal"]) == ("RCS_READ", True)
    assert (event["totalMessagePrice"], event["totalCarrierFee"]) == (0, 0)
    assert "rcsMetadata" not in event
    for status in ("READ", "DELIVERED", "FAILED"):
        with pytest.raises(ValueError, match="is READ: its final event was sent"):
            pinpoint_v2.deliver(message.message_id, status)


@pytest.mark.parametrize(("delivery", "expected"), [("SUCCESSFUL", "DELIVERED"), ("COMPLETED", "DELIVERED")])
def test_success_of_any_channel_is_success(
    delivery: str, expected: str, pinpoint_v2: PinpointMock, send_by_agent: Any
) -> None:
    pinpoint_v2.delivery = delivery
    assert send_by_agent().status == expected


def test_a_failure_that_rcs_does_not_have_is_failed_unless_it_is_of_this_message(
    pinpoint_v2: PinpointMock, send_by_agent: Any
) -> None:
    pinpoint_v2.delivery = "SPAM"
    assert send_by_agent().status == "FAILED"
    pinpoint_v2.delivery = lambda _: "SPAM"
    with pytest.raises(ValueError, match="'SPAM' is not a status of RCS messages"):
        send_by_agent()
    assert len(pinpoint_v2.outbox) == 1


@pytest.mark.pinpoint_v2(delivery="manual")
def test_a_message_by_a_named_agent_never_falls_back(
    pinpoint_v2: PinpointMock, send_by_agent: Any, toll_free_number: Any
) -> None:
    send_by_agent(TimeToLive=60)
    pinpoint_v2.clock.advance(seconds=59)
    assert toll_free_number["Status"] == "PENDING"
    assert [each.status for each in pinpoint_v2.outbox] == ["PENDING"]
    pinpoint_v2.clock.advance(seconds=1)
    assert [(each.channel, each.status) for each in pinpoint_v2.outbox] == [("RCS", "TTL_EXPIRED")]


@pytest.mark.parametrize(
    ("country", "phone", "body", "parts", "billed"),
    [
        ("US", PHONE, "a" * 160, 1, "RICH"),
        ("US", PHONE, "a" * 161, 2, "RICH"),
        ("CA", IN_CANADA, "a" * 160, 1, "BASIC"),
        ("CA", IN_CANADA, "a" * 161, 1, "SINGLE"),
    ],
)
def test_a_text_is_billed_by_segments_in_the_us_alone(
    pinpoint_v2: PinpointMock,
    launched_agent: str,
    send_by_agent: Any,
    country: str,
    phone: str,
    body: str,
    parts: int,
    billed: str,
) -> None:
    pinpoint_v2.launch(launched_agent, country)
    message = send_by_agent(DestinationPhoneNumber=phone, MessageBody=body)
    assert (message.message_parts, message.rcs_billing_event_type) == (parts, billed)
    assert message.price == pytest.approx(0.007 * parts)
    assert pinpoint_v2.events[-1]["rcsMetadata"] == {"billingEventType": billed}


def test_feedback_is_given(client: Any, send_by_agent: Any, pinpoint_v2: PinpointMock) -> None:
    message = send_by_agent(MessageFeedbackEnabled=True)
    client.put_message_feedback(MessageId=message.message_id, MessageFeedbackStatus="RECEIVED")
    assert pinpoint_v2.outbox[0].message_feedback_status == "RECEIVED"


# Rich messages --------------------------------------------------------------------------------------------------------


@rich
@pytest.mark.parametrize(
    "content",
    [
        {**TEXT, "Suggestions": [REPLY]},
        {"Content": {"FileMessage": {"FileUrl": "s3://shop/shoes.pdf"}}},
        {"Content": {"RichCard": {"CardOrientation": "VERTICAL", "CardContent": CARD}}},
        {"Content": {"Carousel": {"CardWidth": "MEDIUM", "CardContents": [CARD, CARD]}}},
    ],
)
def test_each_kind_of_content_is_sent_and_kept(content: Any, send_rich_message: Any) -> None:
    message = send_rich_message(content, MessageTrafficType="TRANSACTION")
    assert (message.channel, message.status, message.message_parts) == ("RCS", "DELIVERED", 1)
    assert message.rcs_message_content == content
    assert message.message_body == ("Hello" if "TextMessage" in content["Content"] else None)
    assert message.message_traffic_type == "TRANSACTION"


@rich
def test_a_rich_message_goes_by_a_pools_agent(send_rich_message: Any, pool_of_both: str, launched_agent: str) -> None:
    message = send_rich_message(OriginationIdentity=pool_of_both)
    assert (message.pool_id, message.origination_identity) == (pool_of_both, launched_agent)


@rich
def test_a_rich_message_is_never_sent_by_sms_where_nothing_was_said_of_it(
    pinpoint_v2: PinpointMock, send_rich_message: Any, pool_of_both: str
) -> None:
    pinpoint_v2.delivery = "FAILED"
    message = send_rich_message(OriginationIdentity=pool_of_both)
    assert (message.channel, message.status, message.price) == ("RCS", "FAILED", 0)


@rich
def test_a_rich_message_has_the_settings_of_its_call(
    client: Any, pinpoint_v2: PinpointMock, send_rich_message: Any
) -> None:
    client.create_configuration_set(ConfigurationSetName="news")
    client.create_event_destination(
        ConfigurationSetName="news",
        EventDestinationName="sns",
        MatchingEventTypes=["RCS_ALL"],
        SnsDestination={"TopicArn": TOPIC},
    )
    message = send_rich_message(ConfigurationSetName="news", Context={"order": "42"}, TimeToLive=60, MaxPrice="0.007")
    assert (message.configuration_set_name, message.context, message.time_to_live) == ("news", {"order": "42"}, 60)
    assert [each.event["eventType"] for each in pinpoint_v2.deliveries] == ["RCS_SENT", "RCS_DELIVERED"]


@rich
def test_a_dry_run_sends_nothing(client: Any, pinpoint_v2: PinpointMock, launched_agent: str) -> None:
    asked = {"DestinationPhoneNumber": PHONE, "OriginationIdentity": launched_agent, "RcsMessageContent": TEXT}
    assert client.send_rcs_message(**asked, DryRun=True)["MessageId"]
    assert list(pinpoint_v2.outbox) == []


@rich
def test_a_text_by_an_agent_does_not_count_against_the_spend_limit_of_texts(client: Any, send_by_agent: Any) -> None:
    client.set_text_message_spend_limit_override(MonthlyLimit=0)
    assert send_by_agent().channel == "RCS"


@rich
def test_what_was_not_delivered_is_not_spent(
    client: Any, pinpoint_v2: PinpointMock, send_by_agent: Any, refused: Any
) -> None:
    client.set_rcs_message_spend_limit_override(MonthlyLimit=1)
    for outcome, times in (("FAILED", 20), ("DELIVERED", 14)):
        pinpoint_v2.delivery = outcome
        for _ in range(times):
            send_by_agent(MessageBody="a" * 1600)  # of ten segments, 0.07 US dollars
    refused("ServiceQuotaExceededException", send_by_agent, MessageBody="a" * 1600)


# What people write ----------------------------------------------------------------------------------------------------


def test_people_write_to_an_agent(
    client: Any, pinpoint_v2: PinpointMock, send_by_agent: Any, launched_agent: str
) -> None:
    client.update_rcs_agent(RcsAgentId=launched_agent, TwoWayEnabled=True, TwoWayChannelArn=TOPIC)
    message = send_by_agent()
    answer = pinpoint_v2.receive("Thanks", origination_number=PHONE, destination_number=launched_agent)
    assert (answer.keyword, answer.action, answer.reply, answer.published_to) == (None, None, None, TOPIC)
    assert answer.payload == {
        "originationNumber": PHONE,
        "destinationNumber": launched_agent,
        "messageKeyword": "KEYWORD_123456789012",
        "messageBody": "Thanks",
        "previousPublishedMessageId": message.message_id,
        "inboundMessageId": answer.payload["inboundMessageId"],
    }


@pytest.mark.parametrize(("body", "keyword"), [("hours?", "HOURS"), ("Stop.", "STOP"), ("help me", "HELP")])
@pytest.mark.parametrize("pooled", [True, False])
def test_the_keyword_of_the_payload_is_the_one_that_a_text_to_an_agent_matched(
    client: Any, pinpoint_v2: PinpointMock, launched_agent: str, body: str, keyword: str, pooled: bool
) -> None:
    owner = launched_agent
    if pooled:
        owner = client.create_pool(OriginationIdentity=launched_agent, MessageType="TRANSACTIONAL")["PoolId"]
    client.put_keyword(OriginationIdentity=owner, Keyword="HOURS", KeywordMessage="From 9 to 5.")
    answer = pinpoint_v2.receive(body, origination_number=PHONE, destination_number=launched_agent)
    assert (answer.payload["messageKeyword"], answer.keyword) == (keyword, keyword)


def test_an_agent_answers_by_rcs(client: Any, pinpoint_v2: PinpointMock, launched_agent: str) -> None:
    client.put_keyword(OriginationIdentity=launched_agent, Keyword="HOURS", KeywordMessage="From 9 to 5.")
    arn = client.describe_rcs_agents()["RcsAgents"][0]["RcsAgentArn"]
    answer = pinpoint_v2.receive("hours?", origination_number=PHONE, destination_number=arn)
    assert (answer.reply.channel, answer.reply.message_body, answer.reply.status) == (
        "RCS",
        "From 9 to 5.",
        "DELIVERED",
    )
    assert answer.reply.origination_identity == launched_agent


@pytest.mark.parametrize("pooled", [True, False])
def test_a_stop_to_an_agent_opts_out(client: Any, pinpoint_v2: PinpointMock, launched_agent: str, pooled: bool) -> None:
    if pooled:
        client.create_opt_out_list(OptOutListName="promotions")
        pool = client.create_pool(OriginationIdentity=launched_agent, MessageType="TRANSACTIONAL")["PoolId"]
        client.update_pool(PoolId=pool, OptOutListName="promotions")
    assert pinpoint_v2.receive("Stop", origination_number=PHONE, destination_number=launched_agent).action == "OPT_OUT"
    listed = client.describe_opted_out_numbers(OptOutListName="promotions" if pooled else "Default")
    assert [each["OptedOutNumber"] for each in listed["OptedOutNumbers"]] == [PHONE]


def test_only_a_person_whom_the_agent_reaches_can_write(pinpoint_v2: PinpointMock, launched_agent: str) -> None:
    with pytest.raises(ValueError, match="isn't launched in CA"):
        pinpoint_v2.receive("Hello", origination_number=IN_CANADA, destination_number=launched_agent)
    with pytest.raises(LookupError, match=launched_agent):
        pinpoint_v2.receive("Hello", origination_number=PHONE, destination_number=launched_agent[:-1])
