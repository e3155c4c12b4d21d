"""Notify's messages: made of a template, and sent by identities of AWS's own or by those of a pool."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping

from attrs import define, field, frozen

from ..errors import ServiceQuotaExceededException, ValidationException
from ..operation import operation
from ..simulation.destinations import e164
from ..store import Region
from .attempts import Draft
from .destinations import country_of_destination, destination_refused
from .notify_configurations import NotifyConfiguration
from .notify_countries import BASIC
from .notify_templates import NotifyTemplate, template_by_id
from .sending import send

DAILY_LIMIT = "DAILY_NOTIFY_TIER_MESSAGE_LIMIT"

# To one phone in a day. AWS doesn't raise it, so that it is no quota of the mock's.
MESSAGES_PER_DESTINATION = 10

# Of a passcode, whatever the configuration set says (our choice).
MESSAGE_TYPE = "TRANSACTIONAL"


@define(eq=False)
class SentToday:
    """How many messages Notify sent on the latest day (UTC)."""

    _day: dt.date | None = field(default=None, init=False)
    _counts: Counter[str] = field(factory=Counter, init=False)

    def counts(self, now: dt.datetime) -> Counter[str]:
        """Those of this day, by the configuration's id and by the destination."""
        if now.date() != self._day:
            self._day, self._counts = now.date(), Counter()
        return self._counts


@frozen(kw_only=True)
class Order:
    """What Notify is asked for, once it was found possible."""

    configuration: NotifyConfiguration
    template: NotifyTemplate
    destination: str
    """In E.164."""
    body: str


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
    """Send a text by a template. ConflictException unless the configuration is ACTIVE."""
    order = _order(region, "SMS", NotifyConfigurationId, DestinationPhoneNumber, TemplateId, TemplateVariables)
    draft = Draft(
        channel="TEXT",
        destination=order.destination,
        origination_identity=order.configuration.pool_id,
        body=order.body,
        message_type=MESSAGE_TYPE,
        configuration_set_name=ConfigurationSetName,
        time_to_live=TimeToLive,
        context=Context,
        feedback_enabled=MessageFeedbackEnabled,
        notify_configuration_id=order.configuration.notify_configuration_id,
        rest={"template_id": order.template.template_id},
    )
    return _send(region, order, draft, is_dry_run=DryRun)


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
    """Call somebody and read a template out, in the first of its voices unless told otherwise (our choice)."""
    order = _order(region, "VOICE", NotifyConfigurationId, DestinationPhoneNumber, TemplateId, TemplateVariables)
    voices = order.template.supported_voice_ids
    if VoiceId is not None and VoiceId not in voices:
        raise ValidationException(
            reason="INVALID_PARAMETER",
            fields={
                "VoiceId": f"{order.template.template_id} isn't read by {VoiceId}; give one of {', '.join(voices)}"
            },
        )
    draft = Draft(
        channel="VOICE",
        destination=order.destination,
        origination_identity=order.configuration.pool_id,
        body=order.body,
        spoken=order.body,
        message_type=MESSAGE_TYPE,
        configuration_set_name=ConfigurationSetName,
        time_to_live=TimeToLive,
        context=Context,
        feedback_enabled=MessageFeedbackEnabled,
        notify_configuration_id=order.configuration.notify_configuration_id,
        rest={
            "template_id": order.template.template_id,
            "voice_id": VoiceId or voices[0],
            "message_body_text_type": "TEXT",
        },
    )
    return _send(region, order, draft, is_dry_run=DryRun)


def _order(
    region: Region,
    channel: str,
    configuration_id: str,
    phone: str,
    template_id: str | None,
    variables: Mapping[str, str],
) -> Order:
    """The order, if nothing that Notify itself has to say speaks against it."""
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
    return Order(
        configuration=configuration,
        template=template,
        destination=destination,
        body=template.resolved(variables, system, is_spoken=channel == "VOICE"),
    )


def _template(
    configuration: NotifyConfiguration, template_id: str | None, channel: str, country: str
) -> NotifyTemplate:
    """The template asked for, or the configuration's; ValidationException for one that isn't fit."""
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


def _send(region: Region, order: Order, draft: Draft, *, is_dry_run: bool) -> Mapping[str, str]:
    """Send within the limits of the day. A dry run is held to them, and doesn't count."""
    now, configuration = region.simulation.clock.now(), order.configuration
    counts = region.the(SentToday).counts(now)
    if configuration.tier == BASIC:
        region.check_quota(DAILY_LIMIT, counts[configuration.resource_id])
    if region.simulation.strict_quotas and counts[order.destination] >= MESSAGES_PER_DESTINATION:
        raise ServiceQuotaExceededException(reason=DAILY_LIMIT)
    message_id = send(region, draft, is_dry_run=is_dry_run)
    if not is_dry_run:
        counts.update((configuration.resource_id, order.destination))
    return {"MessageId": message_id, "TemplateId": order.template.template_id, "ResolvedMessageBody": order.body}
