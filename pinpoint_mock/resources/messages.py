"""Messages: sent as texts, media and calls, and what their receivers are known to have done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from xml.parsers.expat import ExpatError, ParserCreate

from ..errors import ResourceNotFoundException, ValidationException
from ..operation import operation
from ..simulation.destinations import e164
from ..store import Region
from .attempts import Draft
from .sending import send

LONGEST_SPOKEN_TEXT = 3000


@operation
def send_text_message(
    region: Region,
    *,
    DestinationPhoneNumber: str,
    OriginationIdentity: str | None = None,
    MessageBody: str | None = None,
    MessageType: str | None = None,
    Keyword: str | None = None,
    ConfigurationSetName: str | None = None,
    MaxPrice: str | None = None,
    TimeToLive: int | None = None,
    Context: Mapping[str, str] | None = None,
    DestinationCountryParameters: Mapping[str, str] | None = None,
    DryRun: bool = False,
    ProtectConfigurationId: str | None = None,
    MessageFeedbackEnabled: bool | None = None,
) -> Mapping[str, str]:
    """Send a text. ConflictException if the destination has opted out, or there is nothing fit to send by."""
    if MessageBody is None:
        raise _missing("MessageBody", "a text message needs its text")
    draft = Draft(
        channel="TEXT",
        destination=e164(DestinationPhoneNumber),
        origination_identity=OriginationIdentity,
        body=MessageBody,
        message_type=MessageType,
        configuration_set_name=ConfigurationSetName,
        protect_configuration_id=ProtectConfigurationId,
        max_price=MaxPrice,
        time_to_live=TimeToLive,
        context=Context,
        feedback_enabled=MessageFeedbackEnabled,
        rest={
            "keyword": Keyword,
            "destination_country_parameters": dict(DestinationCountryParameters or {}),
        },
    )
    return {"MessageId": send(region, draft, is_dry_run=DryRun)}


@operation
def send_media_message(
    region: Region,
    *,
    DestinationPhoneNumber: str,
    OriginationIdentity: str,
    MessageBody: str | None = None,
    MediaUrls: Sequence[str] = (),
    ConfigurationSetName: str | None = None,
    MaxPrice: str | None = None,
    TimeToLive: int | None = None,
    Context: Mapping[str, str] | None = None,
    DryRun: bool = False,
    ProtectConfigurationId: str | None = None,
    MessageFeedbackEnabled: bool | None = None,
) -> Mapping[str, str]:
    """Send a media message: a file in S3, a text, or both. Whether the file is there and fit shows in events alone."""
    if MessageBody is None and not MediaUrls:
        raise _missing("MediaUrls", "a media message needs a file or a MessageBody")
    draft = Draft(
        channel="MEDIA",
        destination=e164(DestinationPhoneNumber),
        origination_identity=OriginationIdentity,
        body=MessageBody,
        configuration_set_name=ConfigurationSetName,
        protect_configuration_id=ProtectConfigurationId,
        max_price=MaxPrice,
        time_to_live=TimeToLive,
        context=Context,
        feedback_enabled=MessageFeedbackEnabled,
        rest={"media_urls": tuple(MediaUrls)},
    )
    return {"MessageId": send(region, draft, is_dry_run=DryRun)}


@operation
def send_voice_message(
    region: Region,
    *,
    DestinationPhoneNumber: str,
    OriginationIdentity: str,
    MessageBody: str | None = None,
    MessageBodyTextType: str = "TEXT",
    VoiceId: str = "MATTHEW",
    ConfigurationSetName: str | None = None,
    MaxPricePerMinute: str | None = None,
    TimeToLive: int | None = None,
    Context: Mapping[str, str] | None = None,
    DryRun: bool = False,
    ProtectConfigurationId: str | None = None,
    MessageFeedbackEnabled: bool | None = None,
) -> Mapping[str, str]:
    """Call somebody and read a text out to them. ServiceQuotaExceededException for one call too many in 24 hours."""
    if MessageBody is None:
        raise _missing("MessageBody", "a voice message needs what is to be said")
    draft = Draft(
        channel="VOICE",
        destination=e164(DestinationPhoneNumber),
        origination_identity=OriginationIdentity,
        body=MessageBody,
        spoken=_spoken(MessageBody, MessageBodyTextType),
        configuration_set_name=ConfigurationSetName,
        protect_configuration_id=ProtectConfigurationId,
        max_price=MaxPricePerMinute,
        time_to_live=TimeToLive,
        context=Context,
        feedback_enabled=MessageFeedbackEnabled,
        rest={"voice_id": VoiceId, "message_body_text_type": MessageBodyTextType},
    )
    return {"MessageId": send(region, draft, is_dry_run=DryRun)}


@operation
def put_message_feedback(region: Region, *, MessageId: str, MessageFeedbackStatus: str) -> Mapping[str, str]:
    """Say whether a message was received, of one that was sent with feedback enabled."""
    message = region.simulation.outbox.find(MessageId)
    if (
        message is None
        or not message.wants_feedback
        or (message.sent.account_id, message.sent.region_name) != (region.account_id, region.region_name)
    ):
        raise ResourceNotFoundException(kind="message", resource_id=MessageId)
    region.simulation.outbox.give_feedback(message, MessageFeedbackStatus)
    return {"MessageId": message.sent.message_id, "MessageFeedbackStatus": MessageFeedbackStatus}


def _spoken(body: str, text_type: str) -> str:
    """What is said; of SSML without its markup."""
    if text_type == "TEXT":
        if len(body) > LONGEST_SPOKEN_TEXT:
            raise ValidationException(
                reason="MAXIMUM_SIZE_EXCEEDED",
                fields={"MessageBody": f"it has {len(body)} characters; a TEXT has at most {LONGEST_SPOKEN_TEXT}"},
            )
        return body
    # Not by a parser that knows namespaces: Amazon Polly's own tags have a prefix that nobody declares.
    tags: list[str] = []
    texts: list[str] = []
    parser = ParserCreate()
    parser.StartElementHandler = lambda tag, _: tags.append(tag)
    parser.CharacterDataHandler = texts.append
    try:
        parser.Parse(body, True)
    except ExpatError as error:
        raise _unreadable(str(error)) from error
    if tags[0] != "speak":
        raise _unreadable(f"its outermost element is <{tags[0]}>")
    return "".join(texts)


def _unreadable(why: str) -> ValidationException:
    return ValidationException(
        reason="CANNOT_PARSE", fields={"MessageBody": f"it is no SSML ({why}); give <speak>...</speak>"}
    )


def _missing(name: str, why: str) -> ValidationException:
    return ValidationException(reason="MISSING_PARAMETER", fields={name: f"none was given, and {why}"})
