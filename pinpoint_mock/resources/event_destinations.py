"""Create, update and delete the event destinations of configuration sets."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from ..errors import ConflictException, ResourceNotFoundException, ValidationException
from ..operation import operation
from ..protocol.validation import within
from ..store import Region
from .configuration_sets import SINKS, ConfigurationSet, EventDestination, Sink
from .exactly_one import at_most_one, exactly_one

QUOTA = "EVENT_DESTINATIONS_PER_CONFIGURATION_SET"

_ARNS = {
    "DeliveryStreamArn": r"arn:[\w-]+:firehose:[\w-]+:\d{12}:deliverystream/[\w.-]+",
    "IamRoleArn": r"arn:[\w-]+:iam::\d{12}:role/\S+",
    "LogGroupArn": r"arn:[\w-]+:logs:[\w-]+:\d{12}:log-group:[\w./#-]+(:\*)?",
    "TopicArn": r"arn:[\w-]+:sns:[\w-]+:\d{12}:[\w.-]+",
}


Answer = tuple[ConfigurationSet, Mapping[str, EventDestination]]


@operation
def create_event_destination(
    region: Region,
    *,
    ConfigurationSetName: str,
    EventDestinationName: str,
    MatchingEventTypes: Sequence[str],
    CloudWatchLogsDestination: Sink | None = None,
    KinesisFirehoseDestination: Sink | None = None,
    SnsDestination: Sink | None = None,
) -> Answer:
    """Create an enabled event destination with exactly one sink.

    Raise ConflictException if the set already has an event destination of that name.
    """
    configuration_set = _find_configuration_set(region, ConfigurationSetName)
    sinks = _given_sinks(CloudWatchLogsDestination, KinesisFirehoseDestination, SnsDestination)
    exactly_one({kind: kind in sinks for kind in SINKS})
    _refuse_wrong(sinks, MatchingEventTypes)
    destination = EventDestination(
        event_destination_name=EventDestinationName,
        matching_event_types=list(MatchingEventTypes),
        cloud_watch_logs_destination=CloudWatchLogsDestination,
        kinesis_firehose_destination=KinesisFirehoseDestination,
        sns_destination=SnsDestination,
    )
    if EventDestinationName in configuration_set.event_destinations:
        raise ConflictException(reason="RESOURCE_ALREADY_EXISTS", resource=destination)
    region.check_quota(QUOTA, len(configuration_set.event_destinations))
    configuration_set.event_destinations.add(EventDestinationName, destination)
    return configuration_set, {"EventDestination": destination}


@operation
def update_event_destination(
    region: Region,
    *,
    ConfigurationSetName: str,
    EventDestinationName: str,
    Enabled: bool | None = None,
    MatchingEventTypes: Sequence[str] | None = None,
    CloudWatchLogsDestination: Sink | None = None,
    KinesisFirehoseDestination: Sink | None = None,
    SnsDestination: Sink | None = None,
) -> Answer:
    """Change the given settings of an event destination. Raise ConflictException for a sink of another kind."""
    configuration_set = _find_configuration_set(region, ConfigurationSetName)
    destination = _find_destination(configuration_set, EventDestinationName)
    sinks = _given_sinks(CloudWatchLogsDestination, KinesisFirehoseDestination, SnsDestination)
    at_most_one({kind: kind in sinks for kind in SINKS})
    _refuse_wrong(sinks, MatchingEventTypes or ())
    if sinks and sinks.keys() != destination.sinks.keys():
        raise ConflictException(reason="EVENT_DESTINATION_MISMATCH", resource=destination)
    if CloudWatchLogsDestination is not None:
        destination.cloud_watch_logs_destination = CloudWatchLogsDestination
    if KinesisFirehoseDestination is not None:
        destination.kinesis_firehose_destination = KinesisFirehoseDestination
    if SnsDestination is not None:
        destination.sns_destination = SnsDestination
    if Enabled is not None:
        destination.enabled = Enabled
    if MatchingEventTypes is not None:
        destination.matching_event_types = list(MatchingEventTypes)
    return configuration_set, {"EventDestination": destination}


@operation
def delete_event_destination(region: Region, *, ConfigurationSetName: str, EventDestinationName: str) -> Answer:
    """Delete an event destination. The answer is the deleted one."""
    configuration_set = _find_configuration_set(region, ConfigurationSetName)
    destination = _find_destination(configuration_set, EventDestinationName)
    configuration_set.event_destinations.remove(EventDestinationName)
    return configuration_set, {"EventDestination": destination}


def _find_configuration_set(region: Region, name: str) -> ConfigurationSet:
    """Return the configuration set of a name. These operations don't find it by its ARN, as seen of the service."""
    if name.startswith("arn:"):
        raise ResourceNotFoundException(kind=ConfigurationSet.kind, resource_id=name)
    return region.get(ConfigurationSet, name)


def _find_destination(configuration_set: ConfigurationSet, name: str) -> EventDestination:
    destination = configuration_set.event_destinations.get(name)
    if destination is None:
        raise ResourceNotFoundException(kind=EventDestination.kind, resource_id=name)
    return destination


def _given_sinks(*given: Sink | None) -> dict[str, Sink]:
    """Return the sinks that are given, by their kind."""
    return {kind: sink for kind, sink in zip(SINKS, given, strict=True) if sink is not None}


def _refuse_wrong(sinks: Mapping[str, Sink], event_types: Sequence[str]) -> None:
    """Raise ValidationException for ARNs of a wrong kind, and for TEXT_SENT, which AWS doesn't support."""
    wrong = {
        within(kind, member): f"{arn!r} isn't an ARN of the right kind; give one that matches {_ARNS[member]}"
        for kind, sink in sinks.items()
        for member, arn in sink.items()
        if member in _ARNS and not re.fullmatch(_ARNS[member], arn)
    }
    if wrong:
        raise ValidationException(reason="INVALID_ARN", fields=wrong)
    if "TEXT_SENT" in event_types:
        raise ValidationException(
            reason="INVALID_PARAMETER",
            fields={"MatchingEventTypes": "TEXT_SENT isn't supported; give TEXT_SUCCESSFUL or TEXT_DELIVERED"},
        )
