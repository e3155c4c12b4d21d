"""Configuration sets: what messages that name one have in common, and where their events go."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from attrs import define, field

from ..operation import operation
from ..protocol.pagination import Listing
from ..store import Index, Item, Region, Resource

Sink = Mapping[str, str]

SINKS = {
    "CloudWatchLogsDestination": "LogGroupArn",
    "KinesisFirehoseDestination": "DeliveryStreamArn",
    "SnsDestination": "TopicArn",
}
"""The kinds of sink, and which member of each says where it is."""


@define(kw_only=True, eq=False)
class EventDestination(Item):
    """A sink of the events of some types; of the three kinds of sink it has one."""

    kind: ClassVar[str] = "event-destination"

    event_destination_name: str
    enabled: bool = True
    matching_event_types: Sequence[str]
    cloud_watch_logs_destination: Sink | None = None
    kinesis_firehose_destination: Sink | None = None
    sns_destination: Sink | None = None

    @property
    def resource_id(self) -> str:
        return self.event_destination_name

    @property
    def sinks(self) -> Mapping[str, Sink]:
        """The one sink, by its kind."""
        sinks = (self.cloud_watch_logs_destination, self.kinesis_firehose_destination, self.sns_destination)
        return {kind: sink for kind, sink in zip(SINKS, sinks, strict=True) if sink is not None}

    @property
    def target(self) -> tuple[str, str]:
        """The kind of sink, and the ARN of the topic, delivery stream or log group."""
        [(kind, sink)] = self.sinks.items()
        return kind, sink[SINKS[kind]]

    def hears(self, event_type: str) -> bool:
        """Whether an event of that type, as TEXT_DELIVERED, goes there."""
        channel = event_type.partition("_")[0]
        return self.enabled and not {"ALL", f"{channel}_ALL", event_type}.isdisjoint(self.matching_event_types)


@define(kw_only=True, eq=False)
class ConfigurationSet(Resource):
    kind: ClassVar[str] = "configuration-set"
    quota: ClassVar[str] = "CONFIGURATION_SETS_PER_ACCOUNT"
    configuration_set_arn = Resource.arn

    configuration_set_name: str
    default_message_type: str | None = field(default=None, init=False)
    default_sender_id: str | None = field(default=None, init=False)
    default_message_feedback_enabled: bool | None = field(default=None, init=False)
    protect_configuration_id: str | None = field(default=None, init=False)
    event_destinations: Index[EventDestination] = field(factory=Index, init=False)

    @property
    def resource_id(self) -> str:
        return self.configuration_set_name


@operation
def create_configuration_set(region: Region, *, ConfigurationSetName: str) -> ConfigurationSet:
    """A new set, with no defaults and no event destinations. ConflictException if there is one of that name."""
    return region.add(ConfigurationSet(region=region, configuration_set_name=ConfigurationSetName))


@operation
def describe_configuration_sets(
    region: Region, *, ConfigurationSetNames: Sequence[str] = ()
) -> Listing[ConfigurationSet]:
    return region.describe(ConfigurationSet, ConfigurationSetNames)


@operation
def set_default_message_type(
    region: Region, *, ConfigurationSetName: str, MessageType: str
) -> tuple[ConfigurationSet, Mapping[str, Any]]:
    """The message type of texts that name none."""
    return _set(region, ConfigurationSetName, "default_message_type", "MessageType", MessageType)


@operation
def set_default_sender_id(
    region: Region, *, ConfigurationSetName: str, SenderId: str
) -> tuple[ConfigurationSet, Mapping[str, Any]]:
    """What phones show of messages by a shared route. It needn't be a sender ID of the account."""
    return _set(region, ConfigurationSetName, "default_sender_id", "SenderId", SenderId)


@operation
def set_default_message_feedback_enabled(
    region: Region, *, ConfigurationSetName: str, MessageFeedbackEnabled: bool
) -> tuple[ConfigurationSet, Mapping[str, Any]]:
    """Whether feedback is wanted on messages that don't say so themselves."""
    return _set(
        region,
        ConfigurationSetName,
        "default_message_feedback_enabled",
        "MessageFeedbackEnabled",
        MessageFeedbackEnabled,
    )


@operation
def delete_default_message_type(
    region: Region, *, ConfigurationSetName: str
) -> tuple[ConfigurationSet, Mapping[str, Any]]:
    return _unset(region, ConfigurationSetName, "default_message_type", "MessageType")


@operation
def delete_default_sender_id(
    region: Region, *, ConfigurationSetName: str
) -> tuple[ConfigurationSet, Mapping[str, Any]]:
    return _unset(region, ConfigurationSetName, "default_sender_id", "SenderId")


@operation
def delete_configuration_set(region: Region, *, ConfigurationSetName: str) -> ConfigurationSet:
    """Delete a set and its event destinations; the answer is all of it as it was."""
    configuration_set = region.get(ConfigurationSet, ConfigurationSetName)
    region.remove(configuration_set)
    return configuration_set


def _set(
    region: Region, name: str, attribute: str, member: str, value: object
) -> tuple[ConfigurationSet, Mapping[str, Any]]:
    configuration_set = region.get(ConfigurationSet, name)
    setattr(configuration_set, attribute, value)
    return configuration_set, {member: value}


def _unset(region: Region, name: str, attribute: str, member: str) -> tuple[ConfigurationSet, Mapping[str, Any]]:
    """Take a default away; the answer has it as it was, or not at all where there was none (our choice)."""
    value = getattr(region.get(ConfigurationSet, name), attribute)
    configuration_set, _ = _set(region, name, attribute, member, None)
    return configuration_set, {member: value}
