"""What is published where moto plays the receiver, and that nothing is published anywhere else."""

from __future__ import annotations

import datetime as dt
import json
import socket
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from pathlib import Path
from threading import Barrier
from typing import Any

import boto3
import pytest
import requests_mock
import responses
from attrs import frozen
from botocore.exceptions import ClientError, EndpointConnectionError
from freezegun import freeze_time
from moto import mock_aws

from pinpoint_mock import beside_moto, mock_pinpoint_v2, moto_targets

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
each_service = pytest.mark.parametrize("service", PUBLISHERS)


def publish_to_all(place: Place = HERE) -> None:
    for publish in PUBLISHERS.values():
        publish(place)


@pytest.fixture
def moto() -> Iterator[None]:
    with mock_aws():
        yield


@pytest.fixture(params=PLACES, ids=lambda place: f"{place.region_name} of {place.account_id}")
def place(request: pytest.FixtureRequest) -> Iterator[Place]:
    with mock_aws():
        yield request.param


@pytest.fixture
def first_publishing() -> None:
    """As if no client had been made yet."""
    for cached in (moto_targets._client_of, moto_targets._session):
        cached.cache_clear()


class TestArrival:
    def test_a_topics_queue_gets_a_plain_notification(self, place: Place) -> None:
        place.make_topic()
        moto_targets.publish_to_topic(place.topic, EVENT)
        [notification] = place.in_queue("of-topic")
        assert notification["Type"] == "Notification"
        assert notification["TopicArn"] == place.topic
        assert notification["Message"] == EVENT
        assert not {"Subject", "MessageAttributes"} & notification.keys()

    def test_a_delivery_streams_bucket_gets_a_line(self, place: Place) -> None:
        place.make_stream()
        moto_targets.put_to_stream(place.stream, EVENT)
        assert place.in_bucket() == [f"{EVENT}\n"]

    def test_a_log_group_gets_a_log_event_in_a_stream_made_for_it(self, place: Place) -> None:
        place.make_log_group()
        timestamp = now() - 1000
        moto_targets.write_to_log_group(place.log_group, "to-logs", EVENT, timestamp)
        [event] = place.in_log_group()
        assert (event["logStreamName"], event["message"], event["timestamp"]) == ("to-logs", EVENT, timestamp)

    def test_a_rules_queue_gets_the_envelope(self, place: Place) -> None:
        place.make_rule(place.queue_of_rule)
        moto_targets.put_to_event_bus(place.region_name, place.account_id, ENTRY)
        [envelope] = place.in_queue("of-rule")
        assert envelope.pop("id")
        assert envelope.pop("account", place.account_id) == place.account_id  # some versions of moto leave it out
        envelope.pop("ingestion-time", None)  # and some put this in
        assert envelope == {
            "version": "0",
            "source": "aws.sms-voice",
            "detail-type": "Text Message Delivery Status Updated",
            "time": "2025-01-31T12:30:15Z",
            "region": place.region_name,
            "resources": ENTRY["Resources"],
            "detail": json.loads(EVENT),
        }

    def test_a_rules_log_group_gets_it_too(self, place: Place) -> None:
        place.make_log_group()
        place.make_rule(place.log_group)
        moto_targets.put_to_event_bus(place.region_name, place.account_id, ENTRY)
        [event] = place.in_log_group()
        assert json.loads(event["message"])["detail"] == json.loads(EVENT)


@pytest.mark.usefixtures("moto")
class TestLogGroups:
    def test_the_arn_may_end_with_a_star_and_the_log_stream_be_there(self) -> None:
        HERE.make_log_group()
        for arn in (f"{HERE.log_group}:*", HERE.log_group):
            moto_targets.write_to_log_group(arn, "to-logs", EVENT, now())
        assert [event["logStreamName"] for event in HERE.in_log_group()] == ["to-logs", "to-logs"]

    def test_another_thread_may_make_the_same_log_stream(self, monkeypatch: pytest.MonkeyPatch) -> None:
        HERE.make_log_group()
        backend: Any = sys.modules["moto.logs.models"].LogsBackend
        create = backend.create_log_stream

        def after_another_thread(self: Any, *args: Any) -> None:
            create(self, *args)
            create(self, *args)

        monkeypatch.setattr(backend, "create_log_stream", after_another_thread)
        PUBLISHERS["logs"](HERE)
        assert len(HERE.in_log_group()) == 1

    def test_an_event_of_a_clock_that_is_far_ahead_is_not_lost(self) -> None:
        HERE.make_log_group()
        in_three_days = now() + 3 * 24 * 3600 * 1000
        moto_targets.write_to_log_group(HERE.log_group, "to-logs", EVENT, in_three_days)
        [event] = HERE.in_log_group()
        assert now() < event["timestamp"] < in_three_days


class TestEventRules:
    @pytest.mark.usefixtures("moto")
    def test_there_are_none_until_one_is_put_in_any_account_and_region(self) -> None:
        there = Place("eu-west-1", OTHER_ACCOUNT_ID)
        there.client("events").list_rules()
        assert not moto_targets.has_event_rules()
        there.make_rule(there.log_group)
        assert moto_targets.has_event_rules()

    @pytest.mark.usefixtures("moto")
    def test_there_are_none_where_eventbridge_was_never_used(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delitem(sys.modules, "moto.events.models", raising=False)
        assert not moto_targets.has_event_rules()

    def test_those_that_a_stopped_moto_has_kept_do_not_count(self) -> None:
        motos = mock_aws()
        motos.start()
        HERE.make_rule(HERE.log_group)
        motos.stop(remove_data=False)
        assert not moto_targets.has_event_rules()


@pytest.mark.usefixtures("moto")
class TestErrors:
    @pytest.mark.parametrize(
        ("service", "code"),
        [("sns", "NotFound"), ("firehose", "ResourceNotFoundException"), ("logs", "ResourceNotFoundException")],
    )
    def test_what_is_not_there(self, service: str, code: str) -> None:
        with pytest.raises(ClientError) as caught:
            PUBLISHERS[service](HERE)
        assert caught.value.response["Error"]["Code"] == code

    def test_an_event_that_a_bus_refuses(self) -> None:
        with pytest.raises(ClientError) as caught:
            moto_targets.put_to_event_bus("us-east-1", ACCOUNT_ID, {**ENTRY, "Detail": "this is no JSON"})
        assert caught.value.response["Error"]["Code"] == "MalformedDetail"

    def test_a_log_event_that_is_too_old(self) -> None:
        HERE.make_log_group()
        with pytest.raises(ClientError, match="tooOldLogEventEndIndex"):
            moto_targets.write_to_log_group(HERE.log_group, "to-logs", EVENT, now() - 15 * 24 * 3600 * 1000)

    def test_what_breaks_within_moto_which_is_tried_once(self, monkeypatch: pytest.MonkeyPatch) -> None:
        tried = []

        def is_broken(*_: Any, **__: Any) -> None:
            tried.append(1)
            raise EndpointConnectionError(endpoint_url="http://localhost/a-webhook")

        monkeypatch.setattr("moto.sns.models.SNSBackend.publish", is_broken)
        with pytest.raises(ClientError, match="a-webhook") as caught:
            PUBLISHERS["sns"](HERE)
        assert caught.value.response["Error"]["Code"] == "InternalFailure"
        assert len(tried) == 1

    @pytest.mark.parametrize("arn", ["events", "arn:aws:sns", "arn:aws:sns:::events", "arn:aws:sns:mars-1:1:events"])
    def test_an_arn_that_leads_nowhere(self, arn: str) -> None:
        with pytest.raises(ClientError):
            moto_targets.publish_to_topic(arn, EVENT)


class TestNoWayOut:
    """conftest.py has every test fail that asks for another machine, even if the error is swallowed."""

    @each_service
    def test_without_moto_nothing_is_published(self, service: str) -> None:
        with mock_pinpoint_v2():
            PUBLISHERS[service](HERE)

    @each_service
    @pytest.mark.parametrize("when", ["before there is a client", "before it sends"])
    def test_a_moto_that_another_thread_stops_meanwhile_leaves_no_way_out(
        self, service: str, when: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        running = sys.modules["moto.core.models"] if when == "before it sends" else None
        monkeypatch.setattr(beside_moto, "is_running", lambda: True)
        monkeypatch.setattr(beside_moto, "running", lambda: running)
        PUBLISHERS[service](HERE)

    @each_service
    @pytest.mark.parametrize("by", ["services", "urls"])
    def test_what_moto_passes_through_is_published_nowhere(self, service: str, by: str) -> None:
        passed = {"services": [], "urls": [], by: [service if by == "services" else r"https://.*amazonaws\.com"]}
        with mock_aws(config={"core": {"passthrough": passed}}):  # type: ignore[typeddict-item]
            PUBLISHERS[service](HERE)


ODD_ENVIRONMENTS: list[dict[str, str | None]] = [
    dict.fromkeys(("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_DEFAULT_REGION")),
    {"AWS_SECRET_ACCESS_KEY": None},
    {"AWS_PROFILE": "nowhere"},
    {"AWS_CONFIG_FILE": "/nowhere", "AWS_SHARED_CREDENTIALS_FILE": "/nowhere"},
    {"AWS_CONFIG_FILE": "config"},
    {"AWS_USE_FIPS_ENDPOINT": "true"},
    {"AWS_USE_DUALSTACK_ENDPOINT": "true"},
    {"AWS_ENDPOINT_URL": "http://192.0.2.1", "AWS_ENDPOINT_URL_SNS": "http://192.0.2.1"},
    {"AWS_DEFAULTS_MODE": "auto", "AWS_EC2_METADATA_DISABLED": None},
    {"AWS_RETRY_MODE": "adaptive", "AWS_MAX_ATTEMPTS": "many"},
    {"AWS_CA_BUNDLE": "/nowhere"},
    {"HTTPS_PROXY": "http://192.0.2.1"},
    {"AWS_CSM_ENABLED": "true", "AWS_CSM_HOST": "192.0.2.1"},
]


@pytest.mark.usefixtures("first_publishing")
class TestSurroundings:
    @pytest.mark.usefixtures("moto")
    @pytest.mark.parametrize("environment", ODD_ENVIRONMENTS, ids="+".join)
    def test_the_environment_of_who_runs_it_makes_no_difference(
        self, environment: dict[str, str | None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        config = "[default]\nregion = mars-1\nendpoint_url = http://192.0.2.1\nuse_fips_endpoint = true\n"
        (tmp_path / "config").write_text(config)
        HERE.make_all()
        with monkeypatch.context() as odd:
            odd.chdir(tmp_path)
            odd.setattr("botocore.utils.proxy_bypass", socket.gethostbyname)  # as macOS may look for an exception
            for name, value in environment.items():
                if value is None:
                    odd.delenv(name, raising=False)
                else:
                    odd.setenv(name, value)
            publish_to_all()
        HERE.must_have_all()

    @pytest.mark.usefixtures("moto")
    @pytest.mark.parametrize(
        "surrounding",
        [
            responses.RequestsMock,
            requests_mock.Mocker,
            lambda: freeze_time("2024-02-29 12:00:00"),
            lambda: freeze_time("2035-02-28 12:00:00", tz_offset=-5),
        ],
        ids=["responses", "requests-mock", "freezegun", "freezegun of another timezone"],
    )
    def test_nor_does_another_mock(self, surrounding: Callable[[], AbstractContextManager[Any]]) -> None:
        # cryptography, with which moto signs, keeps the first datetime class that it meets: not freezegun's, please.
        Place("eu-west-1").make_topic()
        PUBLISHERS["sns"](Place("eu-west-1"))
        HERE.make_all()
        with surrounding():
            publish_to_all()
            HERE.must_have_all()

    @pytest.mark.parametrize("order", [(mock_aws, mock_pinpoint_v2), (mock_pinpoint_v2, mock_aws)])
    def test_moto_may_be_around_our_mock_or_inside_and_start_again(self, order: tuple[Any, Any]) -> None:
        for _ in range(2):
            with order[0](), order[1]():
                HERE.make_all()
                publish_to_all()
                HERE.must_have_all()

    def test_moto_may_be_loaded_again(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """As by the tests of a pytest plugin, each of which forgets what it has loaded."""
        with mock_aws():
            HERE.make_topic()
            PUBLISHERS["sns"](HERE)
        handlers = sys.modules["botocore.handlers"].BUILTIN_HANDLERS
        monkeypatch.setattr("botocore.handlers.BUILTIN_HANDLERS", handlers.copy())
        for name in [name for name in sys.modules if name.partition(".")[0] == "moto"]:
            monkeypatch.delitem(sys.modules, name)
        import moto  # the other one

        with moto.mock_aws():
            HERE.make_topic()
            PUBLISHERS["sns"](HERE)
            assert len(HERE.in_queue("of-topic")) == 1

    @pytest.mark.usefixtures("moto")
    def test_many_threads_may_publish_at_once(self) -> None:
        HERE.make_log_group()
        with ThreadPoolExecutor(8) as threads:
            list(threads.map(lambda _: PUBLISHERS["logs"](HERE), range(40)))
        assert len(HERE.in_log_group()) == 40


@pytest.mark.usefixtures("moto")
class TestAccounts:
    """Of several accounts, where MOTO_ACCOUNT_ID says that there is one."""

    def test_an_arn_leads_to_its_own(self, monkeypatch: pytest.MonkeyPatch) -> None:
        there = Place(account_id=OTHER_ACCOUNT_ID)
        there.make_all()
        with monkeypatch.context() as elsewhere:
            elsewhere.setenv("MOTO_ACCOUNT_ID", "777788889999")
            with beside_moto.heeding_account_headers():  # as another thread may meanwhile
                publish_to_all(there)
                assert there.client("sts").get_caller_identity()["Account"] == OTHER_ACCOUNT_ID
        there.must_have_all()

    def test_what_others_ask_of_moto_meanwhile_is_of_theirs(self, monkeypatch: pytest.MonkeyPatch) -> None:
        response_class: Any = sys.modules["moto.core.responses"].BaseResponse
        before = response_class.get_current_account
        together = Barrier(2, timeout=20)
        account_ids = []

        def meanwhile(*_: Any, **__: Any) -> str:
            together.wait()
            account_ids.append(boto3.client("sts", "us-east-1").get_caller_identity()["Account"])
            together.wait()
            return "message-1"

        monkeypatch.setenv("MOTO_ACCOUNT_ID", "777788889999")
        monkeypatch.setattr("moto.sns.models.SNSBackend.publish", meanwhile)
        with ThreadPoolExecutor() as threads:
            list(threads.map(PUBLISHERS["sns"], [HERE] * 2))
        assert account_ids == ["777788889999"] * 2
        assert response_class.get_current_account is before
