"""Rich messages: a text, a file, a card or several, with suggestions to tap, and what is sent where RCS fails."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any

from attrs import evolve

from ..errors import ValidationException
from ..operation import operation
from ..simulation.destinations import e164
from ..store import Region
from .attempts import Draft
from .pools import Pool
from .rcs_agents import RcsAgent
from .sending import send


@operation
def send_rcs_message(
    region: Region,
    *,
    DestinationPhoneNumber: str,
    OriginationIdentity: str,
    RcsMessageContent: Mapping[str, Any] | None = None,
    FallbackConfiguration: Mapping[str, Any] | None = None,
    ConfigurationSetName: str | None = None,
    MaxPrice: str | None = None,
    TimeToLive: int | None = None,
    MessageTrafficType: str | None = None,
    Context: Mapping[str, str] | None = None,
    DryRun: bool = False,
    ProtectConfigurationId: str | None = None,
    MessageFeedbackEnabled: bool | None = None,
) -> Mapping[str, str]:
    """Send by an agent, or by one of a pool's. MessageTrafficType, "reserved for future use", is kept with it."""
    if RcsMessageContent is None:
        raise _missing("RcsMessageContent", "none was given, and a message needs some")
    for path, union in _unions(RcsMessageContent):
        _refuse_but_one(path, union)
    text = RcsMessageContent["Content"].get("TextMessage")
    draft = Draft(
        channel="RCS",
        destination=e164(DestinationPhoneNumber),
        origination_identity=OriginationIdentity,
        body=None if text is None else text["Body"],
        configuration_set_name=ConfigurationSetName,
        protect_configuration_id=ProtectConfigurationId,
        max_price=MaxPrice,
        time_to_live=TimeToLive,
        context=Context,
        feedback_enabled=MessageFeedbackEnabled,
        rest={"rcs_message_content": deepcopy(RcsMessageContent), "message_traffic_type": MessageTrafficType},
    )
    draft = evolve(draft, fallback=_fallback(FallbackConfiguration, draft))
    return {"MessageId": send(region, draft, is_dry_run=DryRun)}


def _unions(content: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """What has one of several members, each by its path: the content itself, and every suggestion."""
    path, kinds = "RcsMessageContent.content", content["Content"]
    yield path, kinds
    with_suggestions = {"RcsMessageContent": content}
    if "RichCard" in kinds:
        with_suggestions[f"{path}.richCard.cardContent"] = kinds["RichCard"]["CardContent"]
    for place, card in enumerate(kinds.get("Carousel", {}).get("CardContents", ())):
        with_suggestions[f"{path}.carousel.cardContents[{place}]"] = card
    for of, each in with_suggestions.items():
        for place, suggestion in enumerate(each.get("Suggestions", ())):
            yield f"{of}.suggestions[{place}]", suggestion


def _refuse_but_one(path: str, union: Mapping[str, Any]) -> None:
    if not union:
        raise _missing(path, "it is empty; give one of its members")
    if len(union) > 1:
        raise ValidationException(
            reason="PARAMETERS_CANNOT_BE_USED_TOGETHER",
            fields={path: f"{', '.join(union)} were given; one of them would do"},
        )


def _fallback(given: Mapping[str, Any] | None, draft: Draft) -> Draft | None:
    """The message by SMS or MMS: from a number or a sender ID, or from one of the pool that the other was sent by."""
    if given is None:
        return None
    channel, body, urls = given["Channel"], given.get("MessageBody"), given.get("MediaUrls", ())
    if channel == "SMS" and urls:
        raise ValidationException(
            reason="PARAMETERS_CANNOT_BE_USED_TOGETHER",
            fields={"FallbackConfiguration.mediaUrls": "an SMS has no files; give MMS as the Channel"},
        )
    if body is None and not urls:
        raise _missing("FallbackConfiguration.messageBody", "none was given, and a fallback needs what it says")
    identity = given.get("OriginationIdentity")
    if identity is None and Pool.has_id(str(draft.origination_identity)):
        identity = draft.origination_identity
    elif identity is None:
        raise _missing("FallbackConfiguration.originationIdentity", "none was given, and no pool to choose from")
    elif Pool.has_id(identity) or RcsAgent.has_id(identity):
        raise ValidationException(
            reason="INVALID_PARAMETER",
            fields={"FallbackConfiguration.originationIdentity": f"{identity!r} isn't a phone number or a sender ID"},
        )
    return evolve(
        draft,
        channel="TEXT" if channel == "SMS" else "MEDIA",
        origination_identity=identity,
        body=body,
        time_to_live=None,  # it was that of the RCS message
        may_be_rcs=False,
        rest={**draft.rest, "rcs_message_content": None, "media_urls": tuple(urls)},
    )


def _missing(name: str, why: str) -> ValidationException:
    return ValidationException(reason="MISSING_PARAMETER", fields={name: why})
