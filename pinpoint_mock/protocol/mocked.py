"""Tell what the installed botocore's model has and the mock doesn't.

A botocore that is newer than this package may allow more: another language, another event type, another member of a
structure. It stops no call that doesn't use it. A call that uses it gets a NotImplementedError that names it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.metadata import version
from typing import Any

import botocore
from botocore.model import Shape

from . import model


def _words(texts: Mapping[str, str]) -> Mapping[str, frozenset[str]]:
    return {name: frozenset(text.split()) for name, text in texts.items()}


VALUES: Mapping[str, frozenset[str]] = _words(
    {
        "AccountLimitName": """
            PHONE_NUMBERS POOLS CONFIGURATION_SETS OPT_OUT_LISTS SENDER_IDS REGISTRATIONS
            REGISTRATION_ATTACHMENTS VERIFIED_DESTINATION_NUMBERS
        """,
        "ConfigurationSetFilterName": """
            event-destination-name matching-event-types default-message-type default-sender-id
            default-message-feedback-enabled protect-configuration-id
        """,
        "CountryLaunchStatusFilterName": "country-launch-status",
        "EventType": """
            ALL TEXT_ALL TEXT_SENT TEXT_PENDING TEXT_QUEUED TEXT_SUCCESSFUL TEXT_DELIVERED TEXT_INVALID
            TEXT_INVALID_MESSAGE TEXT_UNREACHABLE TEXT_CARRIER_UNREACHABLE TEXT_BLOCKED TEXT_CARRIER_BLOCKED
            TEXT_SPAM TEXT_UNKNOWN TEXT_TTL_EXPIRED TEXT_PROTECT_BLOCKED VOICE_ALL VOICE_INITIATED VOICE_RINGING
            VOICE_ANSWERED VOICE_COMPLETED VOICE_BUSY VOICE_NO_ANSWER VOICE_FAILED VOICE_TTL_EXPIRED MEDIA_ALL
            MEDIA_PENDING MEDIA_QUEUED MEDIA_SUCCESSFUL MEDIA_DELIVERED MEDIA_INVALID MEDIA_INVALID_MESSAGE
            MEDIA_UNREACHABLE MEDIA_CARRIER_UNREACHABLE MEDIA_BLOCKED MEDIA_CARRIER_BLOCKED MEDIA_SPAM
            MEDIA_UNKNOWN MEDIA_TTL_EXPIRED MEDIA_FILE_INACCESSIBLE MEDIA_FILE_TYPE_UNSUPPORTED
            MEDIA_FILE_SIZE_EXCEEDED RCS_ALL RCS_QUEUED RCS_SENT RCS_DELIVERED RCS_READ RCS_FAILED
            RCS_TTL_EXPIRED RCS_PROTECT_BLOCKED RCS_FALLEN_BACK_TO_SMS
        """,
        "KeywordAction": "AUTOMATIC_RESPONSE OPT_OUT OPT_IN",
        "KeywordFilterName": "keyword-action",
        "LanguageCode": "DE_DE EN_GB EN_US ES_419 ES_ES FR_CA FR_FR IT_IT JA_JP KO_KR PT_BR ZH_CN ZH_TW",
        "MessageFeedbackStatus": "RECEIVED FAILED",
        "MessageType": "TRANSACTIONAL PROMOTIONAL",
        "NotifyConfigurationFilterName": """
            display-name enabled-countries enabled-channels default-template default-pool use-case status
            deletion-protection-enabled tier-upgrade-status
        """,
        "NotifyConfigurationTier": "BASIC ADVANCED",
        "NotifyConfigurationUseCase": "CODE_VERIFICATION",
        "NotifyTemplateFilterName": """
            template-type channels tier-access supported-countries language-code supported-voice-ids
        """,
        "NumberCapability": "SMS VOICE MMS RCS",
        "OptedOutFilterName": "end-user-opted-out",
        "Owner": "SELF SHARED",
        "PhoneNumberFilterName": """
            status iso-country-code message-type number-capability number-type two-way-enabled
            self-managed-opt-outs-enabled opt-out-list-name deletion-protection-enabled two-way-channel-arn
        """,
        "PoolFilterName": """
            status message-type two-way-enabled self-managed-opt-outs-enabled opt-out-list-name
            shared-routes-enabled deletion-protection-enabled two-way-channel-arn
        """,
        "PoolOriginationIdentitiesFilterName": "iso-country-code number-capability",
        "PreferenceType": "StartsWith EndsWith Contains ExactMatch",
        "ProtectConfigurationFilterName": "account-default deletion-protection-enabled",
        "ProtectConfigurationRuleOverrideAction": "ALLOW BLOCK",
        "ProtectConfigurationRuleSetNumberOverrideFilterName": """
            iso-country-code destination-phone-number-begins-with action expires-before expires-after
            created-before created-after
        """,
        "ProtectStatus": "ALLOW BLOCK MONITOR FILTER",
        "RcsAgentFilterName": """
            status two-way-enabled self-managed-opt-outs-enabled opt-out-list-name deletion-protection-enabled
            two-way-channel-arn
        """,
        "RcsFallbackChannel": "SMS MMS",
        "RegistrationAssociationFilterName": "resource-type iso-country-code",
        "RegistrationAttachmentFilterName": "attachment-status",
        "RegistrationFilterName": "registration-type registration-status",
        "RegistrationTypeFilterName": "supported-association-resource-type supported-association-iso-country-code",
        "RegistrationVersionFilterName": "registration-version-status",
        "RequestableNumberType": "LONG_CODE TOLL_FREE TEN_DLC SIMULATOR",
        "ResourceType": """
            account phone-number sender-id pool configuration-set opt-out-list event-destination keyword
            opted-out-number registration registration-attachment verified-destination-number
            protect-configuration notify-configuration notify-template message-template policy message rcs-agent
        """,
        "SearchableNumberType": "TEN_DLC",
        "SenderIdFilterName": "sender-id iso-country-code message-type deletion-protection-enabled registered",
        "SpendLimitName": """
            TEXT_MESSAGE_MONTHLY_SPEND_LIMIT VOICE_MESSAGE_MONTHLY_SPEND_LIMIT MEDIA_MESSAGE_MONTHLY_SPEND_LIMIT
            NOTIFY_MESSAGE_MONTHLY_SPEND_LIMIT RCS_MESSAGE_MONTHLY_SPEND_LIMIT
        """,
        "VerificationChannel": "TEXT VOICE",
        "VerifiedDestinationNumberFilterName": "status rcs-agent-id",
        "VoiceMessageBodyTextType": "TEXT SSML",
    }
)
"""The values that the mock handles of the model's enums.

Enums of which the mock only passes the value on are left out, such as VoiceId: a new value works. So are those that no
call gives, such as the statuses of resources.
"""

MEMBERS: Mapping[str, frozenset[str]] = _words(
    {
        "CloudWatchLogsDestination": "IamRoleArn LogGroupArn",
        "KinesisFirehoseDestination": "IamRoleArn DeliveryStreamArn",
        "NumberPreferenceItem": "PreferenceType Filter",
        "ProtectConfigurationCountryRuleSetInformation": "ProtectStatus",
        "RcsCardContent": "Title Description Media Suggestions",
        "RcsCardMedia": "FileUrl ThumbnailUrl Height",
        "RcsCarousel": "CardWidth CardContents",
        "RcsCarouselCardContent": "Title Description Media Suggestions",
        "RcsCarouselCardMedia": "FileUrl ThumbnailUrl Height",
        "RcsContent": "TextMessage FileMessage RichCard Carousel",
        "RcsCreateCalendarEventAction": "Text PostbackData Title StartTime EndTime Description",
        "RcsDialPhoneAction": "Text PostbackData PhoneNumber",
        "RcsFallbackConfiguration": "Channel MessageBody MediaUrls OriginationIdentity",
        "RcsFileMessage": "FileUrl ThumbnailUrl",
        "RcsMessageContent": "Content Suggestions",
        "RcsOpenUrlAction": "Text PostbackData Url Application WebviewViewMode",
        "RcsReplyAction": "Text PostbackData",
        "RcsRequestLocationAction": "Text PostbackData",
        "RcsShowLocationAction": "Text PostbackData Latitude Longitude Label",
        "RcsStandaloneCard": "CardOrientation ThumbnailImageAlignment CardContent",
        "RcsSuggestedAction": "Reply OpenUrl DialPhone ShowLocation RequestLocation CreateCalendarEvent",
        "RcsTextMessage": "Body",
        "SenderIdAndCountry": "SenderId IsoCountryCode",
        "SnsDestination": "TopicArn",
        "Tag": "Key Value",
        **dict.fromkeys(
            (
                "ConfigurationSetFilter",
                "KeywordFilter",
                "NotifyConfigurationFilter",
                "NotifyTemplateFilter",
                "OptedOutFilter",
                "PhoneNumberFilter",
                "PoolFilter",
                "ProtectConfigurationFilter",
                "CountryLaunchStatusFilter",
                "RcsAgentFilter",
                "RegistrationAttachmentFilter",
                "RegistrationTypeFilter",
                "RegistrationVersionFilter",
                "RegistrationFilter",
                "SenderIdFilter",
                "VerifiedDestinationNumberFilter",
                "PoolOriginationIdentitiesFilter",
                "ProtectConfigurationRuleSetNumberOverrideFilterItem",
                "RegistrationAssociationFilter",
            ),
            "Name Values",
        ),
    }
)
"""The members that the mock handles of the structures in requests. Those of a request itself are the operation's."""


def not_mocked(what: str) -> NotImplementedError:
    """Return the error for the use of what only the installed botocore has, with the versions of both packages."""
    own = version("pinpoint-mock")
    return NotImplementedError(
        f"{what} isn't mocked by pinpoint-mock {own} (botocore {botocore.__version__} is installed)"
    )


def mocked_values(enum: str) -> tuple[str, ...]:
    """Return the values of an enum that both the model and the mock have, in the model's order."""
    return tuple(value for value in model.enum_values(enum) if value in VALUES[enum])


def unmocked_values(enum: str) -> tuple[str, ...]:
    """Return the values of an enum that only the model has."""
    return tuple(value for value in model.enum_values(enum) if value not in VALUES[enum])


def refuse_unmocked(operation: str, parameters: Mapping[str, Any]) -> None:
    """Raise NotImplementedError for the values and the members of structures in a request that only the model has."""
    if _may_hold_unmocked(operation):
        uses = list(_uses(model.operation_model(operation).input_shape, parameters, ""))
        if uses:
            raise not_mocked(f"{', '.join(dict.fromkeys(uses))} of {operation}")


@cache
def _may_hold_unmocked(operation: str) -> bool:
    """Return whether a request can have anything that only the model has. It can't if botocore isn't newer."""
    found: dict[str, Shape] = {}
    pending = [model.operation_model(operation).input_shape]
    while pending:
        shape = pending.pop()
        if shape.name not in found:
            found[shape.name] = shape
            pending += _parts(shape)
    return any(_values_beyond(shape) or _members_beyond(shape) for shape in found.values())


def _parts(shape: Shape) -> list[Shape]:
    if shape.type_name == "structure":
        return list(shape.members.values())
    if shape.type_name == "list":
        return [shape.member]
    return [shape.key, shape.value] if shape.type_name == "map" else []


def _values_beyond(shape: Shape) -> frozenset[str]:
    known = VALUES.get(shape.name)
    return frozenset() if known is None else frozenset(getattr(shape, "enum", ())) - known


def _members_beyond(shape: Shape) -> frozenset[str]:
    known = MEMBERS.get(shape.name)
    return frozenset() if known is None else frozenset(shape.members) - known


def _uses(shape: Shape, value: Any, path: str) -> Iterator[str]:
    """Yield what a value of a shape has that only the model has."""
    if shape.type_name == "structure":
        beyond = _members_beyond(shape)
        for name, member in value.items():
            if member is not None and name in shape.members:
                within = f"{path}.{name}" if path else name
                if name in beyond:
                    yield within
                else:
                    yield from _uses(shape.members[name], member, within)
    elif shape.type_name == "list":
        for each in value:
            yield from _uses(shape.member, each, path)
    elif shape.type_name == "map":
        for key, each in value.items():
            yield from _uses(shape.key, key, path)
            yield from _uses(shape.value, each, f"{path}.{key}")
    elif shape.type_name == "string" and value in _values_beyond(shape):
        yield f"{value!r} as {path}"
