"""Send Notify's messages, which are made from templates, from AWS's own numbers or from a pool."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping

from attrs import define, field, frozen

from ..errors import ServiceQuotaExceededException, ValidationException
from ..facts.destinations import e164
from ..operation import operation
from ..resources.destinations import country_of_destination, destination_refused
from ..resources.notify_configurations import NotifyConfiguration
from ..resources.notify_countries import BASIC
from ..resources.notify_templates import NotifyTemplate, template_by_id
from ..store import Region
from .contents import TextContent, VoiceContent
from .options import NotifySource, SendOptions, SendRequest
from .sending import send

DAILY_LIMIT = "DAILY_NOTIFY_TIER_MESSAGE_LIMIT"

# The most messages to one phone in a day. AWS doesn't raise this limit, so it isn't one of the mock's quotas.
MESSAGES_PER_DESTINATION = 10

# The message type of a passcode, whatever the configuration set says (our choice).
MESSAGE_TYPE = "TRANSACTIONAL"


@define(eq=False)
class SentToday:
    """How many messages Notify has sent on the latest day (UTC)."""

    _day: dt.date | None = field(default=None, init=False)
    _counts: Counter[str] = field(factory=Counter, init=False)

    def counts(self, now: dt.datetime) -> Counter[str]:
        """Return the counts of the present day, both by the configuration's id and by the destination."""
        if now.date() != self._day:
            self._day, self._counts = now.date(), Counter()
        return self._counts


@frozen(kw_only=True)
class NotifyMessage:
    """A message that passed Notify's own checks."""

    configuration: NotifyConfiguration
    template: NotifyTemplate
    destination: str
    """In E.164."""
    body: str

    @property
    def source(self) -> NotifySource:
        return NotifySource(
            configuration_id=self.configuration.notify_configuration_id, template_id=self.template.template_id
        )


@operation
def send_notify_text_message(
    region: Region,
    *,
    NotifyConfigurationId: str,
    DestinationPhoneNumber: str,
    TemplateVariables: Mapping[str, str],
    TemplateId: str | None = None,
    TimeToLive: int | None = None,
    Context: Mapping[str, str] | None = None,
    ConfigurationSetName: str | None = None,
    DryRun: bool = False,
    MessageFeedbackEnabled: bool | None = None,
) -> Mapping[str, str]:
    """Send a text made from a template. Raise ConflictException unless the configuration is ACTIVE."""
    message = _resolved(region, "SMS", NotifyConfigurationId, DestinationPhoneNumber, TemplateId, TemplateVariables)
    options = SendOptions(
        destination=message.destination,
        origination_identity=message.configuration.pool_id,
        message_type=MESSAGE_TYPE,
        configuration_set_name=ConfigurationSetName,
        time_to_live=TimeToLive,
        context=Context,
        message_feedback_enabled=MessageFeedbackEnabled,
        notify=message.source,
        is_dry_run=DryRun,
    )
    return _send(region, message, SendRequest(TextContent(message.body), options))


@operation
def send_notify_voice_message(
    region: Region,
    *,
    NotifyConfigurationId: str,
    DestinationPhoneNumber: str,
    TemplateVariables: Mapping[str, str],
    TemplateId: str | None = None,
    VoiceId: str | None = None,
    TimeToLive: int | None = None,
    Context: Mapping[str, str] | None = None,
    ConfigurationSetName: str | None = None,
    DryRun: bool = False,
    MessageFeedbackEnabled: bool | None = None,
) -> Mapping[str, str]:
    """Call a phone and read a template out, by default in the first of its voices (our choice)."""
    message = _resolved(region, "VOICE", NotifyConfigurationId, DestinationPhoneNumber, TemplateId, TemplateVariables)
    voices = message.template.supported_voice_ids
    if VoiceId is not None and VoiceId not in voices:
        raise ValidationException(
            reason="INVALID_PARAMETER",
            fields={
                "VoiceId": f"{message.template.template_id} doesn't have {VoiceId}; give one of {', '.join(voices)}"
            },
        )
    content = VoiceContent(message.body, message.body, "TEXT", VoiceId or voices[0])
    options = SendOptions(
        destination=message.destination,
        origination_identity=message.configuration.pool_id,
        message_type=MESSAGE_TYPE,
        configuration_set_name=ConfigurationSetName,
        time_to_live=TimeToLive,
        context=Context,
        message_feedback_enabled=MessageFeedbackEnabled,
        notify=message.source,
        is_dry_run=DryRun,
    )
    return _send(region, message, SendRequest(content, options))


def _resolved(
    region: Region,
    channel: str,
    configuration_id: str,
    phone: str,
    template_id: str | None,
    variables: Mapping[str, str],
) -> NotifyMessage:
    """Return the message of a request. Raise the error if one of Notify's own rules forbids it."""
    configuration = region.get(NotifyConfiguration, configuration_id)
    configuration.must_be_active()
    if channel not in configuration.enabled_channels:
        raise ValidationException(
            reason="CHANNEL_NOT_ENABLED",
            fields={"NotifyConfigurationId": f"{configuration.resource_id} doesn't send by {channel}"},
        )
    destination = e164(phone)
    country = country_of_destination(destination)
    if country not in configuration.enabled_countries:
        raise destination_refused(
            "COUNTRY_NOT_ENABLED", f"{phone!r} is in {country}, where {configuration.resource_id} doesn't send"
        )
    template = _template(configuration, template_id, channel, country)
    system = {"brandName": configuration.display_name}
    return NotifyMessage(
        configuration=configuration,
        template=template,
        destination=destination,
        body=template.resolved(variables, system, is_spoken=channel == "VOICE"),
    )


def _template(
    configuration: NotifyConfiguration, template_id: str | None, channel: str, country: str
) -> NotifyTemplate:
    """Return the requested template, else the configuration's default.

    Raise ValidationException if there is none, and if it isn't for the channel, the tier and the country.
    """
    template = template_by_id(template_id) if template_id else configuration.default_template
    if template is None:
        raise ValidationException(
            reason="MISSING_PARAMETER",
            fields={"TemplateId": f"none was given, and {configuration.resource_id} has no default template"},
        )
    for what, wanted, possible in (
        ("channel", channel, template.channels),
        ("tier", configuration.tier, template.tier_access),
        ("country", country, template.supported_countries),
    ):
        if wanted not in possible:
            raise ValidationException(
                reason="INVALID_PARAMETER",
                fields={"TemplateId": f"{template.template_id} isn't for the {what} {wanted}"},
            )
    return template


def _send(region: Region, message: NotifyMessage, request: SendRequest) -> Mapping[str, str]:
    """Send a message within the limits of the day. They also apply to a dry run, which itself isn't counted."""
    now, configuration = region.simulation.clock.now(), message.configuration
    counts = region.state(SentToday).counts(now)
    if configuration.tier == BASIC:
        region.check_quota(DAILY_LIMIT, counts[configuration.resource_id])
    if region.simulation.options["strict_quotas"] and counts[message.destination] >= MESSAGES_PER_DESTINATION:
        raise ServiceQuotaExceededException(reason=DAILY_LIMIT)
    message_id = send(region, request)
    if not request.options.is_dry_run:
        counts.update((configuration.resource_id, message.destination))
    return {"MessageId": message_id, "TemplateId": message.template.template_id, "ResolvedMessageBody": message.body}
