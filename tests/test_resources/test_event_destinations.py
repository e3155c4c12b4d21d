"""Test that event destinations are created, changed and deleted, each with one sink."""

from __future__ import annotations

from typing import Any

import pytest

from pinpoint_mock import PinpointMock
from pinpoint_mock.protocol import model

ACCOUNT = "us-east-1:123456789012"
ROLE = "arn:aws:iam::123456789012:role/events"
SINKS = {
    "SnsDestination": {"TopicArn": f"arn:aws:sns:{ACCOUNT}:events"},
    "KinesisFirehoseDestination": {
        "IamRoleArn": ROLE,
        "DeliveryStreamArn": f"arn:aws:firehose:{ACCOUNT}:deliverystream/events",
    },
    "CloudWatchLogsDestination": {"IamRoleArn": ROLE, "LogGroupArn": f"arn:aws:logs:{ACCOUNT}:log-group:/sms/events"},
}
SET_ARN = f"arn:aws:sms-voice:{ACCOUNT}:configuration-set/orders"
BY_NAME = {"ConfigurationSetName": "orders", "EventDestinationName": "events"}
TO_TOPIC = {**BY_NAME, "MatchingEventTypes": ["TEXT_DELIVERED"], "SnsDestination": SINKS["SnsDestination"]}

each_kind = pytest.mark.parametrize("kind", SINKS)
# An operation, with what it needs to be carried out; the update and the deletion need a destination to be there.
each_operation = pytest.mark.parametrize(
    ("operation", "parameters"),
    [
        ("create_event_destination", TO_TOPIC),
        ("update_event_destination", {**BY_NAME, "Enabled": False}),
        ("delete_event_destination", BY_NAME),
    ],
)

pytestmark = pytest.mark.usefixtures("orders_set")


@pytest.fixture
def to_topic(client: Any, orders_set: str) -> dict[str, Any]:
    """Create a destination with a topic for its sink. Return the destination."""
    answer = client.create_event_destination(**{**TO_TOPIC, "ConfigurationSetName": orders_set})
    destination: dict[str, Any] = answer["EventDestination"]
    return destination


def destinations(client: Any) -> list[dict[str, Any]]:
    (described,) = client.describe_configuration_sets(ConfigurationSetNames=["orders"])["ConfigurationSets"]
    found: list[dict[str, Any]] = described["EventDestinations"]
    return found


# CreateEventDestination ---------------------------------------------------------------------------------------------


@each_kind
def test_a_destination_of_each_kind_is_created_enabled(client: Any, kind: str) -> None:
    wanted = {"EventDestinationName": "events", "MatchingEventTypes": ["TEXT_DELIVERED"], kind: SINKS[kind]}
    answer = client.create_event_destination(ConfigurationSetName="orders", **wanted)
    assert (answer["ConfigurationSetArn"], answer["ConfigurationSetName"]) == (SET_ARN, "orders")
    assert answer["EventDestination"] == {**wanted, "Enabled": True}
    assert destinations(client) == [answer["EventDestination"]]


@pytest.mark.parametrize(
    "event_types", [["ALL"], ["TEXT_ALL"], ["VOICE_ALL", "TEXT_DELIVERED", "MEDIA_FILE_INACCESSIBLE", "TEXT_ALL"]]
)
def test_event_types_come_back_as_they_were_sent(client: Any, event_types: list[str]) -> None:
    client.create_event_destination(**{**TO_TOPIC, "MatchingEventTypes": event_types})
    assert destinations(client)[0]["MatchingEventTypes"] == event_types


def test_every_event_type_but_text_sent_can_be_matched(client: Any) -> None:
    event_types = [each for each in model.enum_values("EventType") if each != "TEXT_SENT"]
    client.create_event_destination(**{**TO_TOPIC, "MatchingEventTypes": event_types})
    assert destinations(client)[0]["MatchingEventTypes"] == event_types


@pytest.mark.skipif("RCS_ALL" not in model.enum_values("EventType"), reason="this botocore has no events of RCS")
def test_events_of_rcs_can_be_matched(client: Any) -> None:
    client.create_event_destination(**{**TO_TOPIC, "MatchingEventTypes": ["RCS_ALL"]})
    assert destinations(client)[0]["MatchingEventTypes"] == ["RCS_ALL"]


@pytest.mark.usefixtures("to_topic")
def test_another_set_may_have_a_destination_of_the_same_name(client: Any) -> None:
    client.create_configuration_set(ConfigurationSetName="offers")
    client.create_event_destination(**{**TO_TOPIC, "ConfigurationSetName": "offers"})


def test_a_set_may_have_five_whatever_others_have(client: Any) -> None:
    for name in ("e", "d", "c", "b", "a"):
        client.create_event_destination(**{**TO_TOPIC, "EventDestinationName": name})
    client.create_configuration_set(ConfigurationSetName="offers")
    client.create_event_destination(**{**TO_TOPIC, "ConfigurationSetName": "offers"})
    client.delete_event_destination(ConfigurationSetName="orders", EventDestinationName="c")
    client.create_event_destination(**TO_TOPIC)
    assert [each["EventDestinationName"] for each in destinations(client)] == ["e", "d", "b", "a", "events"]


def test_more_than_five_where_the_quota_says_so(pinpoint_v2: PinpointMock, client: Any) -> None:
    pinpoint_v2.quotas["EVENT_DESTINATIONS_PER_CONFIGURATION_SET"] = 6
    for place in range(6):
        client.create_event_destination(**{**TO_TOPIC, "EventDestinationName": f"events-{place}"})
    assert len(destinations(client)) == 6


def test_a_client_token_creates_a_destination_once(client: Any, refused: Any) -> None:
    first, again = (client.create_event_destination(**TO_TOPIC, ClientToken="once") for _ in range(2))
    assert first["EventDestination"] == again["EventDestination"]
    assert len(destinations(client)) == 1
    refused("ConflictException", client.create_event_destination, **TO_TOPIC, ClientToken="twice")


# What the operations have in common ---------------------------------------------------------------------------------


@each_operation
@pytest.mark.usefixtures("to_topic")
@pytest.mark.parametrize("unknown", ["nowhere", SET_ARN])
def test_the_set_is_found_by_its_name_alone(
    client: Any, refused: Any, operation: str, parameters: dict[str, Any], unknown: str
) -> None:
    before = destinations(client)
    asked = {**parameters, "ConfigurationSetName": unknown}
    error = refused("ResourceNotFoundException", getattr(client, operation), **asked)
    assert (error["ResourceType"], error["ResourceId"]) == ("configuration-set", unknown)
    assert destinations(client) == before


@pytest.mark.usefixtures("to_topic")
@pytest.mark.parametrize("operation", ["update_event_destination", "delete_event_destination"])
def test_a_destination_of_another_set_is_not_found(client: Any, refused: Any, operation: str) -> None:
    client.create_configuration_set(ConfigurationSetName="offers")
    asked = {**BY_NAME, "ConfigurationSetName": "offers"}
    error = refused("ResourceNotFoundException", getattr(client, operation), **asked)
    assert (error["ResourceType"], error["ResourceId"]) == ("event-destination", "events")


@pytest.mark.parametrize(
    ("kind", "sink"),
    [
        ("SnsDestination", {"TopicArn": f"arn:aws:sns:{ACCOUNT}:events.fifo"}),
        ("SnsDestination", {"TopicArn": "arn:aws-cn:sns:cn-north-1:111122223333:events"}),
        (
            "CloudWatchLogsDestination",
            {
                "IamRoleArn": "arn:aws-us-gov:iam::123456789012:role/service-role/events@sms",
                "LogGroupArn": "arn:aws-us-gov:logs:us-gov-west-1:123456789012:log-group:/aws/sms#1:*",
            },
        ),
    ],
)
def test_fifo_topics_other_partitions_and_both_arns_of_log_groups_are_taken(
    client: Any, kind: str, sink: dict[str, str]
) -> None:
    client.create_event_destination(**BY_NAME, MatchingEventTypes=["ALL"], **{kind: sink})
    assert destinations(client)[0][kind] == sink


# UpdateEventDestination ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "change",
    [
        {"Enabled": False},
        {"MatchingEventTypes": ["VOICE_ALL", "TEXT_ALL"]},
        {"SnsDestination": {"TopicArn": f"arn:aws:sns:{ACCOUNT}:others"}},
        {"Enabled": False, "MatchingEventTypes": ["ALL"]},
        {},
    ],
    ids=lambda change: "+".join(change) or "nothing",
)
def test_what_is_given_changes_and_the_rest_stays(
    client: Any, to_topic: dict[str, Any], change: dict[str, Any]
) -> None:
    answer = client.update_event_destination(**BY_NAME, **change)
    assert (answer["ConfigurationSetArn"], answer["ConfigurationSetName"]) == (SET_ARN, "orders")
    assert answer["EventDestination"] == {**to_topic, **change}
    assert destinations(client) == [answer["EventDestination"]]


@pytest.mark.usefixtures("to_topic")
def test_a_disabled_destination_can_be_enabled_again(client: Any) -> None:
    for enabled in False, True:
        client.update_event_destination(**BY_NAME, Enabled=enabled)
        assert destinations(client)[0]["Enabled"] is enabled


@pytest.mark.parametrize("kind", ["KinesisFirehoseDestination", "CloudWatchLogsDestination"])
def test_the_sink_of_a_destination_is_replaced_by_one_of_its_kind(client: Any, kind: str) -> None:
    client.create_event_destination(**BY_NAME, MatchingEventTypes=["ALL"], **{kind: SINKS[kind]})
    other = {name: f"{arn}-other" for name, arn in SINKS[kind].items()}
    client.update_event_destination(**BY_NAME, **{kind: other})
    assert destinations(client)[0][kind] == other


# DeleteEventDestination ---------------------------------------------------------------------------------------------


def test_a_deleted_destination_is_shown_as_it_was_and_is_gone(client: Any, refused: Any, to_topic: Any) -> None:
    client.create_event_destination(**{**TO_TOPIC, "EventDestinationName": "other"})
    answer = client.delete_event_destination(**BY_NAME)
    assert (answer["ConfigurationSetArn"], answer["ConfigurationSetName"]) == (SET_ARN, "orders")
    assert answer["EventDestination"] == to_topic
    assert [each["EventDestinationName"] for each in destinations(client)] == ["other"]
    error = refused("ResourceNotFoundException", client.delete_event_destination, **BY_NAME)
    assert (error["ResourceType"], error["ResourceId"]) == ("event-destination", "events")
