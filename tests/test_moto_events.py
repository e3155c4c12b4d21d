"""Test that events and two-way messages reach the services where a program reads them, which moto mocks."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
from collections.abc import Callable
from importlib import import_module
from operator import itemgetter
from typing import Any

import boto3
import pytest
from moto import mock_aws

from pinpoint_mock import PinpointMock, mock_pinpoint_v2

pytestmark = pytest.mark.pinpoint_v2(delivery="DELIVERED")  # so that each text has two events
PHONE = "+33199005123"
ROLE = "arn:aws:iam::123456789012:role/events"
SINKS = {
    "SnsDestination": {"TopicArn": "arn:aws:sns:us-east-1:123456789012:events"},
    "KinesisFirehoseDestination": {
        "IamRoleArn": ROLE,
        "DeliveryStreamArn": "arn:aws:firehose:us-east-1:123456789012:deliverystream/events",
    },
    "CloudWatchLogsDestination": {
        "IamRoleArn": ROLE,
        "LogGroupArn": "arn:aws:logs:us-east-1:123456789012:log-group:/sms/events",
    },
}


# What a test makes of moto's, and reads there -------------------------------------------------------------------------


def make_queue(name: str, region_name: str = "us-east-1") -> str:
    sqs = boto3.client("sqs", region_name)
    url = sqs.create_queue(QueueName=name)["QueueUrl"]
    return str(sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"])


def in_queue(name: str, region_name: str = "us-east-1") -> list[Any]:
    sqs = boto3.client("sqs", region_name)
    url = sqs.get_queue_url(QueueName=name)["QueueUrl"]
    messages = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages", [])
    return [json.loads(each["Body"]) for each in messages]


def make_topic() -> None:
    """A topic that a queue is subscribed to."""
    sns = boto3.client("sns", "us-east-1")
    topic = sns.create_topic(Name="events")["TopicArn"]
    sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=make_queue("of-topic"))


def in_topic() -> list[Any]:
    return [json.loads(each["Message"]) for each in in_queue("of-topic")]


def make_stream() -> None:
    boto3.client("s3", "us-east-1").create_bucket(Bucket="of-stream")
    boto3.client("firehose", "us-east-1").create_delivery_stream(
        DeliveryStreamName="events",
        ExtendedS3DestinationConfiguration={"RoleARN": ROLE, "BucketARN": "arn:aws:s3:::of-stream"},
    )


def in_stream() -> list[Any]:
    """The events of all objects, each of which has one in a line."""
    s3 = boto3.client("s3", "us-east-1")
    keys = [each["Key"] for each in s3.list_objects_v2(Bucket="of-stream").get("Contents", [])]
    bodies = [s3.get_object(Bucket="of-stream", Key=key)["Body"].read().decode() for key in keys]
    assert all(body.endswith("\n") for body in bodies)
    return [json.loads(line) for body in bodies for line in body.splitlines()]


def make_log_group() -> None:
    boto3.client("logs", "us-east-1").create_log_group(logGroupName="/sms/events")


def in_log_group() -> list[Any]:
    found = boto3.client("logs", "us-east-1").filter_log_events(logGroupName="/sms/events")["events"]
    events = [json.loads(each["message"]) for each in found]
    assert [each["timestamp"] for each in found] == [each["eventTimestamp"] for each in events]
    return events


def make_rule(region_name: str = "us-east-1", **pattern: Any) -> None:
    """A rule of the default event bus, for what comes of SMS, that puts it into the queue "of-rule"."""
    events = boto3.client("events", region_name)
    events.put_rule(Name="sms", EventPattern=json.dumps({"source": ["aws.sms-voice"], **pattern}))
    events.put_targets(Rule="sms", Targets=[{"Id": "queue", "Arn": make_queue("of-rule", region_name)}])


def make_destination(client: Any, kind: str, *event_types: str) -> dict[str, str]:
    """Parameters of a send whose events of these types, or all, go there."""
    if not client.describe_configuration_sets()["ConfigurationSets"]:
        client.create_configuration_set(ConfigurationSetName="news")
    client.create_event_destination(
        ConfigurationSetName="news",
        EventDestinationName=kind,
        MatchingEventTypes=list(event_types or ["ALL"]),
        **{kind: SINKS[kind]},
    )
    return {"DestinationPhoneNumber": PHONE, "MessageBody": "Grüezi", "ConfigurationSetName": "news"}


PLACES: dict[str, tuple[Callable[[], None], Callable[[], list[Any]]]] = {
    "SnsDestination": (make_topic, in_topic),
    "KinesisFirehoseDestination": (make_stream, in_stream),
    "CloudWatchLogsDestination": (make_log_group, in_log_group),
}
each_kind = pytest.mark.parametrize("kind", PLACES)


# Event destinations --------------------------------------------------------------------------------------------------


@each_kind
@pytest.mark.parametrize(
    "order", [(mock_aws, mock_pinpoint_v2), (mock_pinpoint_v2, mock_aws)], ids=["around", "inside"]
)
def test_a_program_reads_the_events_that_match_whichever_mock_began(kind: str, order: tuple[Any, Any]) -> None:
    make, read = PLACES[kind]
    with order[0]() as first, order[1]() as second:
        [pinpoint] = [mock for mock in (first, second) if isinstance(mock, PinpointMock)]
        pinpoint.delivery = "DELIVERED"
        client = boto3.client("pinpoint-sms-voice-v2", "us-east-1")
        make()
        message = make_destination(client, kind, "TEXT_DELIVERED", "TEXT_SPAM")
        client.send_text_message(**message)
        pinpoint.delivery = "SPAM"
        client.send_text_message(**message, Context={"wo": "Zürich"})
        assert [each["eventType"] for each in pinpoint.events] == ["TEXT_SUCCESSFUL", "TEXT_DELIVERED", "TEXT_SPAM"]
        # No receiver promises an order.
        assert sorted(read(), key=itemgetter("messageId")) == sorted(pinpoint.events[1:], key=itemgetter("messageId"))
        assert [(each.event_destination_name, each.error) for each in pinpoint.deliveries] == [(kind, None)] * 2


@pytest.mark.usefixtures("moto")
def test_a_queue_gets_a_plain_notification(client: Any, pinpoint_v2: PinpointMock) -> None:
    make_topic()
    client.send_text_message(**make_destination(client, "SnsDestination", "TEXT_DELIVERED"))
    [notification] = in_queue("of-topic")
    assert (notification["Type"], notification["TopicArn"]) == ("Notification", SINKS["SnsDestination"]["TopicArn"])
    assert json.loads(notification["Message"]) == pinpoint_v2.events[-1]
    assert notification.keys().isdisjoint({"Subject", "MessageAttributes"})


@pytest.mark.usefixtures("moto")
@pytest.mark.pinpoint_v2(delivery="manual")
def test_what_a_test_settles_and_what_the_time_brings_arrives(client: Any, pinpoint_v2: PinpointMock) -> None:
    make_topic()
    message = make_destination(client, "SnsDestination")
    pinpoint_v2.deliver(client.send_text_message(**message)["MessageId"], "UNREACHABLE")
    assert [each["eventType"] for each in in_topic()] == ["TEXT_UNREACHABLE"]
    client.send_text_message(**message, TimeToLive=60)
    pinpoint_v2.clock.advance(minutes=1)
    assert [each["eventType"] for each in in_topic()] == ["TEXT_TTL_EXPIRED"]


@pytest.mark.usefixtures("moto")
@each_kind
def test_a_missing_target_is_shown_in_deliveries_and_the_rest_arrives(
    kind: str, client: Any, pinpoint_v2: PinpointMock, caplog: pytest.LogCaptureFixture
) -> None:
    there = [each for each in PLACES if each != kind]
    for each in there:
        PLACES[each][0]()
    for each in (kind, *there):
        message = make_destination(client, each, "TEXT_DELIVERED")
    client.send_text_message(**message)
    missing, *others = pinpoint_v2.deliveries
    assert (missing.event_destination_name, missing.event) == (kind, pinpoint_v2.events[-1])
    assert "NotFound" in str(missing.error)
    assert missing.arn in caplog.text
    assert [each.error for each in others] == [None, None]
    assert [PLACES[each][1]() for each in there] == [[pinpoint_v2.events[-1]]] * 2


@each_kind
def test_without_moto_the_event_counts_as_given(kind: str, client: Any, pinpoint_v2: PinpointMock) -> None:
    message = make_destination(client, kind, "TEXT_DELIVERED")
    client.send_text_message(**message)
    with mock_aws():
        client.send_text_message(**message)
    client.send_text_message(**message)
    errors = [each.error for each in pinpoint_v2.deliveries]
    assert (errors[0], errors[2]) == (None, None)
    assert errors[1] is not None


def test_where_moto_is_not_installed_all_goes_without() -> None:
    program = f"""
import sys
sys.modules["moto"] = None
from pinpoint_mock import mock_pinpoint_v2
with mock_pinpoint_v2() as pinpoint:
    client = pinpoint.client()
    number = client.request_phone_number(IsoCountryCode="FR", MessageType="TRANSACTIONAL",
                                         NumberCapabilities=["SMS"], NumberType="LONG_CODE")
    client.update_phone_number(PhoneNumberId=number["PhoneNumberId"], TwoWayEnabled=True,
                               TwoWayChannelArn="{SINKS["SnsDestination"]["TopicArn"]}")
    client.create_configuration_set(ConfigurationSetName="news")
    client.create_event_destination(ConfigurationSetName="news", EventDestinationName="topic",
                                    MatchingEventTypes=["ALL"], SnsDestination={SINKS["SnsDestination"]})
    client.send_text_message(DestinationPhoneNumber="{PHONE}", MessageBody="Hello", ConfigurationSetName="news")
    pinpoint.receive("Hello", origination_number="{PHONE}", destination_number=number["PhoneNumber"])
assert [each.error for each in pinpoint.deliveries] == [None, None]
"""
    subprocess.run([sys.executable, "-c", program], check=True, timeout=60)


# EventBridge ---------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("moto")
@pytest.mark.parametrize(("channel", "kind"), [("text", "Text"), ("media", "Media"), ("voice", "Voice")])
def test_a_rule_of_the_default_bus_gets_every_event_in_its_envelope(
    channel: str, kind: str, client: Any, pinpoint_v2: PinpointMock, request_number: Callable[..., Any]
) -> None:
    make_rule()
    number = request_number(NumberType="TOLL_FREE", NumberCapabilities=["SMS", "MMS", "VOICE"])["PhoneNumberId"]
    # No configuration set is needed.
    send = getattr(client, f"send_{channel}_message")
    send(DestinationPhoneNumber="+12065550100", OriginationIdentity=number, MessageBody="Hello")
    envelopes = in_queue("of-rule")
    details = [dict(each) for each in pinpoint_v2.events]
    for each in details:
        del each["destinationPhoneNumber"]
    assert [each["detail"] for each in envelopes] == details
    for envelope, event in zip(envelopes, pinpoint_v2.events, strict=True):
        assert envelope.pop("id")
        assert envelope.pop("account", "123456789012") == "123456789012"  # some of moto's versions leave it out
        envelope.pop("ingestion-time", None)  # and some put this in
        time = dt.datetime.fromtimestamp(event["eventTimestamp"] // 1000, dt.timezone.utc)
        assert envelope == {
            "version": "0",
            "source": "aws.sms-voice",
            "detail-type": f"{kind} Message Delivery Status Updated",
            "time": time.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "region": "us-east-1",
            "resources": [],
            "detail": envelope["detail"],
        }


@pytest.mark.usefixtures("moto")
def test_a_rule_gets_the_events_of_rcs(client: Any, pinpoint_v2: PinpointMock) -> None:
    make_rule(**{"detail-type": ["RCS Message Delivery Status Updated"]})
    pinpoint_v2.launch(client.create_rcs_agent()["RcsAgentId"], "US")
    client.send_text_message(DestinationPhoneNumber="+12065550100", MessageBody="Hello")
    assert [each["detail"]["eventType"] for each in in_queue("of-rule")] == ["RCS_SENT", "RCS_DELIVERED"]


@pytest.mark.usefixtures("moto")
def test_a_rule_may_choose_by_what_is_in_the_event(client: Any, pinpoint_v2: PinpointMock) -> None:
    make_rule(**{"detail-type": ["Text Message Delivery Status Updated"], "detail": {"isFinal": [True]}})
    client.send_text_message(DestinationPhoneNumber=PHONE, MessageBody="Hello")
    assert [each["detail"]["eventType"] for each in in_queue("of-rule")] == ["TEXT_DELIVERED"]
    assert len(pinpoint_v2.events) == 2


@pytest.mark.usefixtures("moto")
def test_a_rule_gets_events_of_its_own_region_alone(pinpoint_v2: PinpointMock) -> None:
    for region_name in ("us-east-1", "eu-west-1"):
        make_rule(region_name)
        pinpoint_v2.client(region_name).send_text_message(
            DestinationPhoneNumber=PHONE, MessageBody="Hello", Context={"from": region_name}
        )
    for region_name in ("us-east-1", "eu-west-1"):
        envelopes = in_queue("of-rule", region_name)
        assert [each["detail"]["context"]["from"] for each in envelopes] == [region_name] * 2


@pytest.mark.usefixtures("moto")
def test_a_rule_gets_events_of_its_own_account_alone(pinpoint_v2: PinpointMock) -> None:
    make_rule()
    pinpoint_v2.client(account_id="444455556666").send_text_message(DestinationPhoneNumber=PHONE, MessageBody="Hello")
    assert in_queue("of-rule") == []


@pytest.mark.usefixtures("moto")
@pytest.mark.usefixtures("moto")
def test_a_rule_gets_the_changes_of_a_registrations_status(client: Any, pinpoint_v2: PinpointMock) -> None:
    make_rule()
    created = client.create_registration(RegistrationType="US_TOLL_FREE_REGISTRATION")
    [envelope] = in_queue("of-rule")
    assert envelope["detail-type"] == "Registration Status Change"
    assert (envelope["source"], envelope["resources"]) == ("aws.sms-voice", [created["RegistrationArn"]])
    assert envelope["detail"] == pinpoint_v2.events[0]
    assert envelope["time"] == created["CreatedTimestamp"].astimezone(dt.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


@pytest.mark.usefixtures("moto")
def test_what_the_bus_refuses_is_no_error_of_the_call(
    client: Any, pinpoint_v2: PinpointMock, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_rule()
    tried = []

    def is_broken(*_: Any, **__: Any) -> None:
        tried.append(1)
        raise ConnectionError("a target that isn't there")

    monkeypatch.setattr(import_module("moto.events.models").EventsBackend, "put_events", is_broken)
    client.send_text_message(DestinationPhoneNumber=PHONE, MessageBody="Hello")
    assert len(tried) == len(pinpoint_v2.events) == 2


# Two-way messages ----------------------------------------------------------------------------------------------------


@pytest.fixture
def two_way_number(client: Any, request_number: Callable[..., Any]) -> str:
    """Request a number of France whose two-way channel is the topic. Return it in E.164."""
    number = request_number(IsoCountryCode="FR", NumberType="LONG_CODE")
    client.update_phone_number(
        PhoneNumberId=number["PhoneNumberId"], TwoWayEnabled=True, TwoWayChannelArn=SINKS["SnsDestination"]["TopicArn"]
    )
    return str(number["PhoneNumber"])


@pytest.mark.usefixtures("moto")
@pytest.mark.parametrize("body", ["Is it open?", "HELP"])
def test_a_persons_message_is_read_from_the_topic(
    body: str, client: Any, pinpoint_v2: PinpointMock, two_way_number: str
) -> None:
    make_topic()
    message_id = client.send_text_message(DestinationPhoneNumber=PHONE, MessageBody="Hello")["MessageId"]
    inbound = pinpoint_v2.receive(body, origination_number=PHONE, destination_number=two_way_number)
    [payload] = in_topic()
    assert payload == inbound.payload
    assert payload.pop("inboundMessageId")
    assert payload.pop("messageKeyword")
    assert payload == {
        "originationNumber": PHONE,
        "destinationNumber": two_way_number,
        "messageBody": body,
        "previousPublishedMessageId": message_id,
    }
    # A keyword's message is both answered and published.
    assert (inbound.reply is not None) == (body == "HELP")


@pytest.mark.usefixtures("moto")
def test_where_the_topic_is_not_there_a_persons_message_comes_all_the_same(
    pinpoint_v2: PinpointMock, two_way_number: str, caplog: pytest.LogCaptureFixture
) -> None:
    inbound = pinpoint_v2.receive("Hello", origination_number=PHONE, destination_number=two_way_number)
    assert inbound.published_to == SINKS["SnsDestination"]["TopicArn"]
    assert inbound.published_to in caplog.text
