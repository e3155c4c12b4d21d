"""Send RCS messages: a text, a file, a card or a carousel, with suggestions, and a fallback if RCS fails."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any

from attrs import evolve

from ..errors import ValidationException
from ..facts.destinations import e164
from ..operation import operation
from ..references import parse_reference
from ..resources.exactly_one import exactly_one
from ..resources.origination.pool import Pool
from ..resources.origination.rcs_agent import RcsAgent
from ..store import Region
from .composing import text_too_long
from .contents import MediaContent, RcsContent, TextContent
from .encoding import excess_of
from .options import SendOptions, SendRequest
from .sending import send

Structure = Mapping[str, Any]
"""A structure of the request, in the wire's names."""


@operation
def send_rcs_message(
    region: Region,
    *,
    DestinationPhoneNumber: str,
    OriginationIdentity: str,
    RcsMessageContent: Structure | None = None,
    FallbackConfiguration: Structure | None = None,
    ConfigurationSetName: str | None = None,
    MaxPrice: str | None = None,
    TimeToLive: int | None = None,
    MessageTrafficType: str | None = None,
    Context: Mapping[str, str] | None = None,
    DryRun: bool = False,
    ProtectConfigurationId: str | None = None,
    MessageFeedbackEnabled: bool | None = None,
) -> Mapping[str, str]:
    """Send a message from an RCS agent, or from an agent of a pool.

    The message shows MessageTrafficType, which AWS documents as "reserved for future use".
    """
    if RcsMessageContent is None:
        raise _missing("RcsMessageContent", "none was given; a message needs content")
    for path, union in _unions(RcsMessageContent):
        _check_union(path, union)
    text = RcsMessageContent["Content"].get("TextMessage")
    content = RcsContent(None if text is None else text["Body"], deepcopy(RcsMessageContent))
    options = SendOptions(
        destination=e164(DestinationPhoneNumber),
        origination_identity=OriginationIdentity,
        configuration_set_name=ConfigurationSetName,
        protect_configuration_id=ProtectConfigurationId,
        max_price=MaxPrice,
        time_to_live=TimeToLive,
        context=Context,
        message_feedback_enabled=MessageFeedbackEnabled,
        message_traffic_type=MessageTrafficType,
        is_dry_run=DryRun,
    )
    fallback = None if FallbackConfiguration is None else _fallback(FallbackConfiguration, options, OriginationIdentity)
    return {"MessageId": send(region, SendRequest(content, options, fallback))}


def _unions(content: Structure) -> Iterator[tuple[str, Structure]]:
    """Yield the structures that must have exactly one member, with their paths: the content and each suggestion."""
    path, members = "RcsMessageContent.content", content["Content"]
    yield path, members
    with_suggestions = {"RcsMessageContent": content}
    if "RichCard" in members:
        with_suggestions[f"{path}.richCard.cardContent"] = members["RichCard"]["CardContent"]
    for place, card in enumerate(members.get("Carousel", {}).get("CardContents", ())):
        with_suggestions[f"{path}.carousel.cardContents[{place}]"] = card
    for parent, each in with_suggestions.items():
        for place, suggestion in enumerate(each.get("Suggestions", ())):
            yield f"{parent}.suggestions[{place}]", suggestion


def _check_union(path: str, union: Structure) -> None:
    if not union:
        raise _missing(path, "it is empty; give one of its members")
    exactly_one(dict.fromkeys(union, True), path=path)


def _fallback(given: Structure, options: SendOptions, identity: str) -> SendRequest:
    """Return the message by SMS or MMS. `identity` is the agent or pool of the RCS message.

    Raise ValidationException if the fallback's parts don't fit together.
    """
    channel, body, urls = given["Channel"], given.get("MessageBody"), given.get("MediaUrls", ())
    if channel == "SMS" and urls:
        raise ValidationException(
            reason="PARAMETERS_CANNOT_BE_USED_TOGETHER",
            fields={"FallbackConfiguration.mediaUrls": "an SMS has no files; give MMS as the Channel"},
        )
    if body is None and not urls:
        raise _missing("FallbackConfiguration.messageBody", "none was given; a fallback needs a text or a file")
    fallback_options = evolve(
        options,
        origination_identity=_fallback_identity(given.get("OriginationIdentity"), identity),
        time_to_live=None,  # that of the request applies to the RCS message
        replaces_rcs=True,
    )
    if channel == "SMS":
        if (excess := excess_of(body or "")) is not None:
            raise text_too_long("FallbackConfiguration.messageBody", excess)
        return SendRequest(TextContent(body or ""), fallback_options)
    return SendRequest(MediaContent(body, tuple(urls)), fallback_options)


def _fallback_identity(given: str | None, identity: str) -> str:
    """Return the number or sender ID that is given for the fallback, else the pool of the RCS message."""
    if given is None:
        if parse_reference(identity).kind == Pool.kind:
            return identity
        raise _missing("FallbackConfiguration.originationIdentity", "none was given, and no pool to choose from")
    if parse_reference(given).kind in (Pool.kind, RcsAgent.kind):
        raise ValidationException(
            reason="INVALID_PARAMETER",
            fields={"FallbackConfiguration.originationIdentity": f"{given!r} isn't a phone number or a sender ID"},
        )
    return given


def _missing(name: str, why: str) -> ValidationException:
    return ValidationException(reason="MISSING_PARAMETER", fields={name: why})
