"""Fixtures that publish to moto's services, in some accounts and regions."""

from __future__ import annotations

import datetime as dt
import json
import time
from collections.abc import Callable, Iterator, Mapping
from typing import Any, ClassVar

import boto3
import pytest
from attrs import frozen
from moto import mock_aws

from pinpoint_mock.publishing import moto_targets

ACCOUNT_ID, OTHER_ACCOUNT_ID = "123456789012", "444455556666"
EVENT = '{"eventType":"TEXT_DELIVERED","context":{"name":"Grüezi"}}'
ENTRY = {
    "Source": "aws.sms-voice",
    "DetailType": "Text Message Delivery Status Updated",
    "Detail": EVENT,
    "Time": dt.datetime(2025, 1, 31, 12, 30, 15, tzinfo=dt.timezone.utc),
    "Resources": ["arn:aws:sms-voice:us-east-1:123456789012:pool/pool-1"],
}


def now() -> int:
    return int(time.time() * 1000)


@frozen
class Place:
    """An account and region of moto's: what a test makes there to be published to, and what has come to it."""

    region_name: str = "us-east-1"
    account_id: str = ACCOUNT_ID
    event: ClassVar[str] = EVENT
    """What is published, as it is and as an entry for an event bus."""
    entry: ClassVar[dict[str, Any]] = ENTRY

    def client(self, service: str) -> Any:
        client = boto3.client(service, self.region_name, aws_access_key_id="user", aws_secret_access_key="user")
        name_account = {"x-moto-account-id": self.account_id}
        client.meta.events.register("before-call", lambda params, **_: params["headers"].update(name_account))
        return client

    def arn(self, service: str, tail: str) -> str:
        partition = "aws-cn" if self.region_name.startswith("cn-") else "aws"
        return f"arn:{partition}:{service}:{self.region_name}:{self.account_id}:{tail}"

    topic = property(lambda self: self.arn("sns", "events"))
    stream = property(lambda self: self.arn("firehose", "deliverystream/events"))
    log_group = property(lambda self: self.arn("logs", "log-group:/sms/events"))
    queue_of_rule = property(lambda self: self.arn("sqs", "of-rule"))

    def make_topic(self) -> None:
        """A topic, and a queue that gets what is published to it."""
        self.client("sqs").create_queue(QueueName="of-topic")
        sns = self.client("sns")
        assert sns.create_topic(Name="events")["TopicArn"] == self.topic
        sns.subscribe(TopicArn=self.topic, Protocol="sqs", Endpoint=self.arn("sqs", "of-topic"))

    def make_stream(self) -> None:
        """A delivery stream, and the bucket that its objects come to."""
        where = {"CreateBucketConfiguration": {"LocationConstraint": self.region_name}}
        self.client("s3").create_bucket(Bucket="of-stream", **(where if self.region_name != "us-east-1" else {}))
        destination = {"RoleARN": self.arn("iam", "role/firehose"), "BucketARN": "arn:aws:s3:::of-stream"}
        stream = self.client("firehose").create_delivery_stream(
            DeliveryStreamName="events", ExtendedS3DestinationConfiguration=destination
        )
        assert stream["DeliveryStreamARN"] == self.stream

    def make_log_group(self) -> None:
        self.client("logs").create_log_group(logGroupName="/sms/events")

    def make_rule(self, target_arn: str) -> None:
        """A rule on the default event bus for what comes from SMS and of this account, with one target."""
        self.client("sqs").create_queue(QueueName="of-rule")
        events, pattern = self.client("events"), {"source": ["aws.sms-voice"], "account": [self.account_id]}
        events.put_rule(Name="sms", EventPattern=json.dumps(pattern))
        events.put_targets(Rule="sms", Targets=[{"Id": "1", "Arn": target_arn}])

    def make_all(self) -> None:
        self.make_topic()
        self.make_stream()
        self.make_log_group()
        self.make_rule(self.queue_of_rule)

    def in_queue(self, name: str) -> list[Any]:
        sqs = self.client("sqs")
        url = sqs.get_queue_url(QueueName=name)["QueueUrl"]
        messages = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages", [])
        return [json.loads(each["Body"]) for each in messages]

    def in_bucket(self) -> list[str]:
        s3 = self.client("s3")
        keys = [each["Key"] for each in s3.list_objects_v2(Bucket="of-stream").get("Contents", [])]
        return [s3.get_object(Bucket="of-stream", Key=key)["Body"].read().decode() for key in keys]

    def in_log_group(self) -> list[Any]:
        return list(self.client("logs").filter_log_events(logGroupName="/sms/events")["events"])

    def must_have_all(self) -> None:
        assert [each["Message"] for each in self.in_queue("of-topic")] == [EVENT]
        assert self.in_bucket() == [f"{EVENT}\n"]
        assert [each["message"] for each in self.in_log_group()] == [EVENT]
        assert [each["detail"] for each in self.in_queue("of-rule")] == [json.loads(EVENT)]


HERE = Place()
PLACES = [HERE, Place(region_name="eu-west-1"), Place("ap-southeast-2", OTHER_ACCOUNT_ID), Place("cn-north-1")]
PUBLISHERS: dict[str, Callable[[Place], None]] = {
    "sns": lambda place: moto_targets.publish_to_topic(place.topic, EVENT),
    "firehose": lambda place: moto_targets.put_to_stream(place.stream, EVENT),
    "logs": lambda place: moto_targets.write_to_log_group(place.log_group, "to-logs", EVENT, now()),
    "events": lambda place: moto_targets.put_to_event_bus(place.region_name, place.account_id, ENTRY),
}


@pytest.fixture
def place_of() -> type[Place]:
    """Return the class of an account's region: `place_of("eu-west-1", account_id)`."""
    return Place


@pytest.fixture
def here() -> Place:
    """Return the default account and region."""
    return HERE


@pytest.fixture
def publish() -> Mapping[str, Callable[[Place], None]]:
    """Return the functions that publish to each service: `publish["sns"](here)`."""
    return PUBLISHERS


@pytest.fixture
def publish_to_all() -> Callable[[Place], None]:
    """Publish to every service."""

    def publish_to_each(place: Place) -> None:
        for publish in PUBLISHERS.values():
            publish(place)

    return publish_to_each


@pytest.fixture(params=PLACES, ids=lambda place: f"{place.region_name} of {place.account_id}")
def place(request: pytest.FixtureRequest) -> Iterator[Place]:
    """Run moto while the test runs. Return an account and a region."""
    with mock_aws():
        yield request.param


@pytest.fixture
def first_publishing() -> None:
    """Forget the clients that were made before."""
    for cached in (moto_targets._client_of, moto_targets._session):
        cached.cache_clear()
