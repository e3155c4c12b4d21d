"""What is published where moto plays the receiver, and that nothing is published anywhere else."""

from __future__ import annotations

import json
import sys
import time
from importlib import import_module
from typing import Any

import pytest
from botocore.exceptions import ClientError, EndpointConnectionError
from moto import mock_aws

from pinpoint_mock import beside_moto, mock_pinpoint_v2
from pinpoint_mock.publishing import moto_targets

OTHER_ACCOUNT_ID = "444455556666"


def now() -> int:
    return int(time.time() * 1000)


each_service = pytest.mark.parametrize("service", ["sns", "firehose", "logs", "events"])


class TestArrival:
    def test_a_topics_queue_gets_a_plain_notification(self, place: Any) -> None:
        place.make_topic()
        moto_targets.publish_to_topic(place.topic, place.event)
        [notification] = place.in_queue("of-topic")
        assert notification["Type"] == "Notification"
        assert notification["TopicArn"] == place.topic
        assert notification["Message"] == place.event
        assert not {"Subject", "MessageAttributes"} & notification.keys()

    def test_a_delivery_streams_bucket_gets_a_line(self, place: Any) -> None:
        place.make_stream()
        moto_targets.put_to_stream(place.stream, place.event)
        assert place.in_bucket() == [f"{place.event}\n"]

    def test_a_log_group_gets_a_log_event_in_a_stream_made_for_it(self, place: Any) -> None:
        place.make_log_group()
        timestamp = now() - 1000
        moto_targets.write_to_log_group(place.log_group, "to-logs", place.event, timestamp)
        [event] = place.in_log_group()
        assert (event["logStreamName"], event["message"], event["timestamp"]) == ("to-logs", place.event, timestamp)

    def test_a_rules_queue_gets_the_envelope(self, place: Any) -> None:
        place.make_rule(place.queue_of_rule)
        moto_targets.put_to_event_bus(place.region_name, place.account_id, place.entry)
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
            "resources": place.entry["Resources"],
            "detail": json.loads(place.event),
        }

    def test_a_rules_log_group_gets_it_too(self, place: Any) -> None:
        place.make_log_group()
        place.make_rule(place.log_group)
        moto_targets.put_to_event_bus(place.region_name, place.account_id, place.entry)
        [event] = place.in_log_group()
        assert json.loads(event["message"])["detail"] == json.loads(place.event)


@pytest.mark.usefixtures("moto")
class TestLogGroups:
    def test_the_arn_may_end_with_a_star_and_the_log_stream_be_there(self, here: Any) -> None:
        here.make_log_group()
        for arn in (f"{here.log_group}:*", here.log_group):
            moto_targets.write_to_log_group(arn, "to-logs", here.event, now())
        assert [event["logStreamName"] for event in here.in_log_group()] == ["to-logs", "to-logs"]

    def test_another_thread_may_make_the_same_log_stream(
        self, monkeypatch: pytest.MonkeyPatch, here: Any, publish: Any
    ) -> None:
        here.make_log_group()
        backend: Any = sys.modules["moto.logs.models"].LogsBackend
        create = backend.create_log_stream

        def after_another_thread(self: Any, *args: Any) -> None:
            create(self, *args)
            # As that thread would have it, too, if it is as new to the client's errors as this one.
            client = moto_targets._client("logs", here.region_name, here.account_id)
            client._exceptions = None
            client._exceptions_factory._client_exceptions_cache.clear()
            create(self, *args)

        monkeypatch.setattr(backend, "create_log_stream", after_another_thread)
        publish["logs"](here)
        assert len(here.in_log_group()) == 1

    def test_an_event_of_a_clock_that_is_far_ahead_is_not_lost(self, here: Any) -> None:
        here.make_log_group()
        in_three_days = now() + 3 * 24 * 3600 * 1000
        moto_targets.write_to_log_group(here.log_group, "to-logs", here.event, in_three_days)
        [event] = here.in_log_group()
        assert now() < event["timestamp"] < in_three_days


class TestEventRules:
    @pytest.mark.usefixtures("moto")
    def test_there_are_none_until_one_is_put_in_any_account_and_region(self, place_of: Any) -> None:
        there = place_of("eu-west-1", OTHER_ACCOUNT_ID)
        there.client("events").list_rules()
        assert not beside_moto.has_event_rules()
        there.make_rule(there.log_group)
        assert beside_moto.has_event_rules()

    @pytest.mark.usefixtures("moto")
    def test_there_are_none_where_eventbridge_was_never_used(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delitem(sys.modules, "moto.events.models", raising=False)
        assert not beside_moto.has_event_rules()

    def test_those_that_a_stopped_moto_has_kept_do_not_count(self, here: Any) -> None:
        motos = mock_aws()
        motos.start()
        here.make_rule(here.log_group)
        motos.stop(remove_data=False)
        assert not beside_moto.has_event_rules()


@pytest.mark.usefixtures("moto")
class TestErrors:
    @pytest.mark.parametrize(
        ("service", "code"),
        [("sns", "NotFound"), ("firehose", "ResourceNotFoundException"), ("logs", "ResourceNotFoundException")],
    )
    def test_what_is_not_there(self, service: str, code: str, here: Any, publish: Any) -> None:
        with pytest.raises(ClientError) as caught:
            publish[service](here)
        assert caught.value.response["Error"]["Code"] == code

    def test_an_event_that_a_bus_refuses(self, here: Any) -> None:
        with pytest.raises(ClientError) as caught:
            moto_targets.put_to_event_bus("us-east-1", here.account_id, {**here.entry, "Detail": "this is no JSON"})
        assert caught.value.response["Error"]["Code"] == "MalformedDetail"

    def test_a_log_event_that_is_too_old(self, here: Any) -> None:
        here.make_log_group()
        with pytest.raises(ClientError, match="tooOldLogEventEndIndex"):
            moto_targets.write_to_log_group(here.log_group, "to-logs", here.event, now() - 15 * 24 * 3600 * 1000)

    def test_what_breaks_within_moto_which_is_tried_once(
        self, monkeypatch: pytest.MonkeyPatch, here: Any, publish: Any
    ) -> None:
        tried = []

        def is_broken(*_: Any, **__: Any) -> None:
            tried.append(1)
            raise EndpointConnectionError(endpoint_url="http://localhost/a-webhook")

        monkeypatch.setattr(import_module("moto.sns.models").SNSBackend, "publish", is_broken)
        with pytest.raises(ClientError, match="a-webhook") as caught:
            publish["sns"](here)
        assert caught.value.response["Error"]["Code"] == "InternalFailure"
        assert len(tried) == 1

    @pytest.mark.parametrize("arn", ["events", "arn:aws:sns", "arn:aws:sns:::events", "arn:aws:sns:mars-1:1:events"])
    def test_an_arn_that_leads_nowhere(self, arn: str, here: Any) -> None:
        with pytest.raises(ClientError):
            moto_targets.publish_to_topic(arn, here.event)


class TestNoWayOut:
    """conftest.py has every test fail that asks for another machine, even if the error is swallowed."""

    @each_service
    def test_without_moto_nothing_is_published(self, service: str, here: Any, publish: Any) -> None:
        with mock_pinpoint_v2():
            publish[service](here)

    @each_service
    @pytest.mark.parametrize("when", ["before there is a client", "before it sends"])
    def test_a_moto_that_another_thread_stops_meanwhile_leaves_no_way_out(
        self, service: str, when: str, monkeypatch: pytest.MonkeyPatch, here: Any, publish: Any
    ) -> None:
        running = sys.modules["moto.core.models"] if when == "before it sends" else None
        monkeypatch.setattr(beside_moto, "is_running", lambda: True)
        monkeypatch.setattr(beside_moto, "running", lambda: running)
        publish[service](here)

    @each_service
    @pytest.mark.parametrize("by", ["services", "urls"])
    def test_what_moto_passes_through_is_published_nowhere(
        self, service: str, by: str, here: Any, publish: Any
    ) -> None:
        passed = {"services": [], "urls": [], by: [service if by == "services" else r"https://.*amazonaws\.com"]}
        with mock_aws(config={"core": {"passthrough": passed}}):  # type: ignore[typeddict-item]  # a key that isn't spelled out
            publish[service](here)
