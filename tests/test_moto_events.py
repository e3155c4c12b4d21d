"""Events and two-way messages from the call to where a program reads them, with moto in AWS's place."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import boto3
import pytest
from moto import mock_aws

from pinpoint_mock import PinpointMock, mock_pinpoint_v2

PHONE = "+447700900123"
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


@pytest.fixture
def moto() -> Iterator[None]:
    with mock_aws():
        yield


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
    objects = sorted(s3.list_objects_v2(Bucket="of-stream").get("Contents", []), key=lambda each: each["LastModified"])
    bodies = [s3.get_object(Bucket="of-stream", Key=each["Key"])["Body"].read().decode() for each in objects]
    assert all(body.endswith("\n") for body in bodies)
    return [json.loads(line) for body in bodies for line in body.splitlines()]


def make_log_group() -> None:
    boto3.client("logs", "us-east-1").create_log_group(logGroupName="/sms/events")


def in_log_group() -> list[Any]:
    found = boto3.client("logs", "us-east-1").filter_log_events(logGroupName="/sms/events")["events"]
    events = [json.loads(each["message"]) for each in found]
    assert [each["timestamp"] for each in found] == [each["eventTimestamp"] for each in events]
    return events


def make_rule(region_name: str = "us-east-1", **pattern: list[str]) -> None:
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
@pytest.mark.parametrize("order", [(mock_aws, mock_pinpoint_v2), (mock_pinpoint_v2, mock_aws)], ids=["in", "around"])
def test_a_program_reads_the_events_that_match_whichever_mock_began(kind: str, order: tuple[Any, Any]) -> None:
    make, read = PLACES[kind]
    with order[0]() as first, order[1]() as second:
        pinpoint = first if isinstance(first, PinpointMock) else second
        make()
        client = boto3.client("pinpoint-sms-voice-v2", "us-east-1")
        message = make_destination(client, kind, "TEXT_DELIVERED", "TEXT_SPAM")
        client.send_text_message(**message)
        pinpoint.delivery = "SPAM"
        client.send_text_message(**message, Context={"wo": "Zürich"})
        received = sorted(read(), key=lambda event: event["eventTimestamp"])
        assert received == [pinpoint.events[1], pinpoint.events[2]]
        assert [each["eventType"] for each in received] == ["TEXT_DELIVERED", "TEXT_SPAM"]
