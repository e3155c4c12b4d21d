"""Create, describe and delete configuration sets, and set their defaults."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

from attrs import define, field

from ..operation import operation
from ..protocol.pagination import Listing
from ..publishing.publisher import Target
from ..store import Index, Item, Region, Resource

if TYPE_CHECKING:
    from .protect_configurations import ProtectConfiguration

Sink = Mapping[str, str]
"""Where an event destination sends events, in the wire's names: {"TopicArn": "..."}."""

SINKS = {
    "CloudWatchLogsDestination": "LogGroupArn",
    "KinesisFirehoseDestination": "DeliveryStreamArn",
    "SnsDestination": "TopicArn",
}
"""The kinds of sink, and the member of each that holds its ARN."""


@define(kw_only=True, eq=False)
class EventDestination(Item):
    """A destination of the events of some types. It has a sink of one of the three kinds."""

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
        """Its only sink, by the kind of the sink."""
        sinks = (self.cloud_watch_logs_destination, self.kinesis_firehose_destination, self.sns_destination)
        return {kind: sink for kind, sink in zip(SINKS, sinks, strict=True) if sink is not None}

    @property
    def target(self) -> Target:
        """Its target: the kind of its sink, and the ARN of the topic, the delivery stream or the log group."""
        [(kind, sink)] = self.sinks.items()
        return Target(self.event_destination_name, kind, sink[SINKS[kind]])

    def matches(self, event_type: str) -> bool:
        """Return whether it gets events of a type, for example TEXT_DELIVERED."""
        channel = event_type.partition("_")[0]
        return self.enabled and not {"ALL", f"{channel}_ALL", event_type}.isdisjoint(self.matching_event_types)


@define(kw_only=True, eq=False)
class ConfigurationSet(Resource):
    """Defaults for the messages that name it, and the destinations of their events."""

    kind: ClassVar[str] = "configuration-set"
    quota: ClassVar[str] = "CONFIGURATION_SETS_PER_ACCOUNT"
    configuration_set_arn = Resource.arn

    configuration_set_name: str
    default_message_type: str | None = field(default=None, init=False)
    default_sender_id: str | None = field(default=None, init=False)
    default_message_feedback_enabled: bool | None = field(default=None, init=False)
    protect_configuration: ProtectConfiguration | None = field(default=None, init=False)
    event_destinations: Index[EventDestination] = field(factory=Index, init=False)

    @property
    def resource_id(self) -> str:
        return self.configuration_set_name

    @property
    def protect_configuration_id(self) -> str | None:
        return None if self.protect_configuration is None else self.protect_configuration.protect_configuration_id

    def protect_by(self, configuration: ProtectConfiguration | None) -> None:
        """Apply a protect configuration to its messages, or none, instead of the one that it had."""
        if self.protect_configuration is not None:
            self.protect_configuration.used_by.discard(self)
        self.protect_configuration = configuration
        if configuration is not None:
            configuration.used_by.add(self)

    def on_removed(self) -> None:
        self.protect_by(None)

    def targets(self, event_type: str) -> list[Target]:
        """Return the targets of an event of a type. A deleted configuration set has none."""
        if self.region.find(ConfigurationSet, self.configuration_set_name) is not self:
            return []
        return [each.target for each in self.event_destinations if each.matches(event_type)]


@operation
def create_configuration_set(region: Region, *, ConfigurationSetName: str) -> ConfigurationSet:
    """Create a set without defaults and event destinations. Raise ConflictException if its name is in use."""
    return region.add(ConfigurationSet(region=region, configuration_set_name=ConfigurationSetName))


@operation
def describe_configuration_sets(
    region: Region, *, ConfigurationSetNames: Sequence[str] = ()
) -> Listing[ConfigurationSet]:
    return region.describe(ConfigurationSet, ConfigurationSetNames)


@operation
def set_default_message_type(
    region: Region, *, ConfigurationSetName: str, MessageType: str
) -> tuple[ConfigurationSet, Mapping[str, str]]:
    """Set the message type of texts whose request has none."""
    configuration_set = region.get(ConfigurationSet, ConfigurationSetName)
    configuration_set.default_message_type = MessageType
    return configuration_set, {"MessageType": MessageType}


@operation
def set_default_sender_id(
    region: Region, *, ConfigurationSetName: str, SenderId: str
) -> tuple[ConfigurationSet, Mapping[str, str]]:
    """Set the sender that phones show for messages by a shared route. It needn't be a sender ID of the account."""
    configuration_set = region.get(ConfigurationSet, ConfigurationSetName)
    configuration_set.default_sender_id = SenderId
    return configuration_set, {"SenderId": SenderId}


@operation
def set_default_message_feedback_enabled(
    region: Region, *, ConfigurationSetName: str, MessageFeedbackEnabled: bool
) -> tuple[ConfigurationSet, Mapping[str, bool]]:
    """Set whether feedback is enabled for messages whose request doesn't say."""
    configuration_set = region.get(ConfigurationSet, ConfigurationSetName)
    configuration_set.default_message_feedback_enabled = MessageFeedbackEnabled
    return configuration_set, {"MessageFeedbackEnabled": MessageFeedbackEnabled}


@operation
def delete_default_message_type(
    region: Region, *, ConfigurationSetName: str
) -> tuple[ConfigurationSet, Mapping[str, str | None]]:
    """Delete the default message type. The answer has the deleted value, if there was one (our choice)."""
    configuration_set = region.get(ConfigurationSet, ConfigurationSetName)
    deleted, configuration_set.default_message_type = configuration_set.default_message_type, None
    return configuration_set, {"MessageType": deleted}


@operation
def delete_default_sender_id(
    region: Region, *, ConfigurationSetName: str
) -> tuple[ConfigurationSet, Mapping[str, str | None]]:
    """Delete the default sender ID. The answer has the deleted value, if there was one (our choice)."""
    configuration_set = region.get(ConfigurationSet, ConfigurationSetName)
    deleted, configuration_set.default_sender_id = configuration_set.default_sender_id, None
    return configuration_set, {"SenderId": deleted}


@operation
def delete_configuration_set(region: Region, *, ConfigurationSetName: str) -> ConfigurationSet:
    """Delete a set and its event destinations. The answer is the deleted set."""
    configuration_set = region.get(ConfigurationSet, ConfigurationSetName)
    region.remove(configuration_set)
    return configuration_set
