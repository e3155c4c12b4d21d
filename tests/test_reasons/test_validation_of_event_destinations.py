"""Test each reason for which an operation on an event destination gets a ValidationException."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest

invalid = partial(pytest.mark.refusal, "ValidationException")

ACCOUNT = "us-east-1:123456789012"
ROLE = "arn:aws:iam::123456789012:role/events"
SINKS = {
    "SnsDestination": {"TopicArn": f"arn:aws:sns:{ACCOUNT}:events"},
    "KinesisFirehoseDestination": {
        "IamRoleArn": ROLE,
        "DeliveryStreamArn": f"arn:aws:firehose:{ACCOUNT}:deliverystream/events",
    },
    "CloudWatchLogsDestination": {"IamRoleArn": ROLE, "LogGroupArn": f"arn:aws:logs:{ACCOUNT}:log-group:events"},
}
DESTINATION = {"ConfigurationSetName": "shop", "EventDestinationName": "all", "MatchingEventTypes": ["ALL"]}
EVENT_DESTINATIONS = ("CreateEventDestination", "UpdateEventDestination")


@pytest.fixture
def destination(client: Any, operation: str) -> dict[str, Any]:
    """Return the parameters of an event destination, which UpdateEventDestination finds with a topic for its sink."""
    client.create_configuration_set(ConfigurationSetName="shop")
    if operation == "UpdateEventDestination":
        client.create_event_destination(**DESTINATION, SnsDestination=SINKS["SnsDestination"])
    return DESTINATION


@invalid(
    "MISSING_PARAMETER",
    by="CreateEventDestination",
    when="there is no sink",
    source="documented; the reason our choice",
)
def test_missing_parameter_without_a_sink(destination: Any, is_refused: Any) -> None:
    is_refused("cloudWatchLogsDestination,kinesisFirehoseDestination,snsDestination", **destination)


@invalid(
    "PARAMETERS_CANNOT_BE_USED_TOGETHER",
    by=EVENT_DESTINATIONS,
    when="there are several sinks",
    source="documented; the reason our choice",
)
def test_parameters_cannot_be_used_together_as_sinks(destination: Any, is_refused: Any) -> None:
    sinks = {name: SINKS[name] for name in ("KinesisFirehoseDestination", "SnsDestination")}
    is_refused("kinesisFirehoseDestination,snsDestination", **destination, **sinks)


@invalid(
    "INVALID_ARN",
    by=EVENT_DESTINATIONS,
    when="an ARN is of another kind than the sink's, or than a role's",
    source="our choice, by its name",
)
@pytest.mark.parametrize(
    ("kind", "member", "arn"),
    [
        ("SnsDestination", "TopicArn", f"arn:aws:sqs:{ACCOUNT}:events"),
        ("SnsDestination", "TopicArn", f"arn:aws:sns:{ACCOUNT}:events:0000-of-a-subscription"),
        ("KinesisFirehoseDestination", "DeliveryStreamArn", f"arn:aws:kinesis:{ACCOUNT}:stream/events"),
        ("KinesisFirehoseDestination", "IamRoleArn", "arn:aws:iam::123456789012:user/events"),
        ("CloudWatchLogsDestination", "LogGroupArn", f"arn:aws:logs:{ACCOUNT}:log-group:events:log-stream:one"),
        ("CloudWatchLogsDestination", "IamRoleArn", f"arn:aws:logs:{ACCOUNT}:log-group:events"),
    ],
)
def test_invalid_arn_of_a_sink(
    client: Any, destination: Any, operation: str, is_refused: Any, kind: str, member: str, arn: str
) -> None:
    if operation == "UpdateEventDestination":
        client.delete_event_destination(ConfigurationSetName="shop", EventDestinationName="all")
        client.create_event_destination(**destination, **{kind: SINKS[kind]})
    wrong = f"{kind[0].lower()}{kind[1:]}.{member[0].lower()}{member[1:]}"
    is_refused(wrong, **destination, **{kind: {**SINKS[kind], member: arn}})


@invalid("INVALID_PARAMETER", by=EVENT_DESTINATIONS, when="TEXT_SENT is among the event types", source="observed")
def test_invalid_parameter_for_text_sent(destination: Any, is_refused: Any) -> None:
    asked = {**destination, "MatchingEventTypes": ["TEXT_DELIVERED", "TEXT_SENT"]}
    is_refused("matchingEventTypes", **asked, SnsDestination=SINKS["SnsDestination"])
