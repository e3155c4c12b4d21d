"""Send texts, media messages and calls, and take feedback on messages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from xml.parsers.expat import ExpatError, ParserCreate

from ..errors import ResourceNotFoundException, ValidationException
from ..facts.destinations import e164
from ..operation import operation
from ..store import Region
from .contents import MediaContent, TextContent, VoiceContent
from .options import SendOptions, SendRequest
from .outbox import Outbox
from .sending import send

LONGEST_SPOKEN_TEXT = 3000
"""The most characters of a call's text that isn't SSML."""


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
    """Send a text. Raise ConflictException if the destination has opted out, or no identity can send it."""
    if MessageBody is None:
        raise _missing("MessageBody", "a text message needs a text")
    options = SendOptions(
        destination=e164(DestinationPhoneNumber),
        origination_identity=OriginationIdentity,
        message_type=MessageType,
        configuration_set_name=ConfigurationSetName,
        protect_configuration_id=ProtectConfigurationId,
        max_price=MaxPrice,
        time_to_live=TimeToLive,
        context=Context,
        message_feedback_enabled=MessageFeedbackEnabled,
        keyword=Keyword,
        destination_country_parameters=DestinationCountryParameters or {},
        is_dry_run=DryRun,
    )
    return {"MessageId": send(region, SendRequest(TextContent(MessageBody), options))}


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
    """Send a media message: a file in S3, a text, or both. Only events show whether the file exists and is right."""
    if MessageBody is None and not MediaUrls:
        raise _missing("MediaUrls", "a media message needs a file or a MessageBody")
    options = SendOptions(
        destination=e164(DestinationPhoneNumber),
        origination_identity=OriginationIdentity,
        configuration_set_name=ConfigurationSetName,
        protect_configuration_id=ProtectConfigurationId,
        max_price=MaxPrice,
        time_to_live=TimeToLive,
        context=Context,
        message_feedback_enabled=MessageFeedbackEnabled,
        is_dry_run=DryRun,
    )
    return {"MessageId": send(region, SendRequest(MediaContent(MessageBody, tuple(MediaUrls)), options))}


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
    """Call a phone and read a text out. Raise ServiceQuotaExceededException after too many calls in 24 hours."""
    if MessageBody is None:
        raise _missing("MessageBody", "a voice message needs words")
    content = VoiceContent(MessageBody, _spoken(MessageBody, MessageBodyTextType), MessageBodyTextType, VoiceId)
    options = SendOptions(
        destination=e164(DestinationPhoneNumber),
        origination_identity=OriginationIdentity,
        configuration_set_name=ConfigurationSetName,
        protect_configuration_id=ProtectConfigurationId,
        max_price=MaxPricePerMinute,
        time_to_live=TimeToLive,
        context=Context,
        message_feedback_enabled=MessageFeedbackEnabled,
        is_dry_run=DryRun,
    )
    return {"MessageId": send(region, SendRequest(content, options))}


@operation
def put_message_feedback(region: Region, *, MessageId: str, MessageFeedbackStatus: str) -> Mapping[str, str]:
    """Set whether a message was received. Raise ResourceNotFoundException unless it was sent with feedback enabled."""
    message = region.shared(Outbox).find(MessageId)
    if message is None or not message.expects_feedback or message.region is not region:
        raise ResourceNotFoundException(kind="message", resource_id=MessageId)
    message.change(message_feedback_status=MessageFeedbackStatus)
    return {"MessageId": MessageId, "MessageFeedbackStatus": MessageFeedbackStatus}


def _spoken(body: str, text_type: str) -> str:
    """Return the words of a call: the body, for SSML without its markup.

    Raise ValidationException for a text that is too long, and for a body that isn't SSML.
    """
    if text_type == "TEXT":
        if len(body) > LONGEST_SPOKEN_TEXT:
            raise ValidationException(
                reason="MAXIMUM_SIZE_EXCEEDED",
                fields={"MessageBody": f"it has {len(body)} characters; a TEXT has at most {LONGEST_SPOKEN_TEXT}"},
            )
        return body
    # The parser doesn't check namespaces, since the prefix of Amazon Polly's own tags is never declared.
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
        reason="CANNOT_PARSE", fields={"MessageBody": f"it isn't SSML ({why}); give <speak>...</speak>"}
    )


def _missing(name: str, why: str) -> ValidationException:
    return ValidationException(reason="MISSING_PARAMETER", fields={name: f"none was given, and {why}"})
