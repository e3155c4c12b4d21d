"""List the changes of the model, each with a call that uses what is new, and what happens to the call."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from attrs import frozen
from botocore import xform_name
from botocore.exceptions import ClientError

from pinpoint_mock import UnknownNameError

from .changes import Change, all_of, error, member, operation, shape, tree, value, without
from .plain_calls import PHONE

OTHER_PHONE = "+12065550101"
"""It never writes STOP."""

Use = Callable[[Any], Any]


@frozen
class Row:
    """A change of the model, and what happens to a call that uses it."""

    what: str
    """What is new."""
    change: Change
    use: Use | None = None
    """A use of it; None if no call can use it."""
    named: str | None = None
    """How the NotImplementedError begins, which names what is new; None if the use works."""
    needs: str | None = None
    """A shape that older models lack."""


def number(mock: Any, **parameters: Any) -> Any:
    asked = {"IsoCountryCode": "US", "MessageType": "TRANSACTIONAL", "NumberType": "TOLL_FREE"}
    return mock.client.request_phone_number(**{**asked, "NumberCapabilities": ["SMS"], **parameters})


def text(mock: Any, **parameters: Any) -> Any:
    sent = {"DestinationPhoneNumber": OTHER_PHONE, "OriginationIdentity": mock.number, "MessageBody": "Hello"}
    return mock.client.send_text_message(**{**sent, **parameters})


def code(mock: Any, **parameters: Any) -> Any:
    return mock.client.send_destination_number_verification_code(
        VerifiedDestinationNumberId=mock.verified, **{"VerificationChannel": "TEXT", **parameters}
    )


def events(mock: Any, *event_types: str) -> Any:
    return mock.client.update_event_destination(
        ConfigurationSetName="shop", EventDestinationName="all", MatchingEventTypes=list(event_types)
    )


def filtered(operation: str, name: str, **parameters: Any) -> Use:
    filters = [{"Name": name, "Values": ["red"]}]
    return lambda mock: getattr(mock.client, operation)(Filters=filters, **parameters)


def rule(mock: Any, status: str = "BLOCK", capability: str = "SMS") -> Any:
    return mock.client.update_protect_configuration_country_rule_set(
        ProtectConfigurationId=mock.protection,
        NumberCapability=capability,
        CountryRuleSetUpdates={"GB": {"ProtectStatus": status}},
    )


def rcs(mock: Any, content: Any) -> Any:
    return mock.client.send_rcs_message(
        DestinationPhoneNumber=PHONE, OriginationIdentity=mock.agent, RcsMessageContent={"Content": content}
    )


def notify(mock: Any, **parameters: Any) -> Any:
    asked = {"DisplayName": "Acme", "UseCase": "CODE_VERIFICATION", "EnabledChannels": ["SMS"]}
    return mock.client.create_notify_configuration(**{**asked, **parameters})


def delivered(status: str) -> Use:
    def use(mock: Any) -> None:
        mock.pinpoint.delivery = status

    return use


def fails(of: str, error: str, **members: str) -> Use:
    """Inject a failure, and get it."""

    def use(mock: Any) -> None:
        mock.pinpoint.fail(of, error, **members)
        with pytest.raises(ClientError, match=error):
            getattr(mock.client, xform_name(of))()

    return use


def voice(mock: Any) -> None:
    mock.client.send_voice_message(
        DestinationPhoneNumber=OTHER_PHONE, OriginationIdentity=mock.number, MessageBody="Hi", VoiceId="ADA"
    )
    assert mock.pinpoint.outbox[-1].voice_id == "ADA"


def pager(mock: Any) -> None:
    mock.pinpoint.carrier_lookups[PHONE] = {"PhoneNumberType": "PAGER"}
    assert mock.client.carrier_lookup(PhoneNumber=PHONE)["PhoneNumberType"] == "PAGER"


def long_keyword(mock: Any) -> None:
    keyword = {"Keyword": "NEWS", "KeywordMessage": "x" * 1700}
    assert mock.client.put_keyword(OriginationIdentity=mock.pool, **keyword)["KeywordMessage"] == "x" * 1700


def short_text(mock: Any) -> None:
    with pytest.raises(ClientError, match="the length is 25, it must be 1 to 20"):
        text(mock, MessageBody="x" * 25)


def both_numbers(mock: Any) -> None:
    number(mock)
    assert len(mock.client.describe_phone_numbers(MaxResults=1000)["PhoneNumbers"]) == 2


def fruit(mock: Any) -> None:
    with pytest.raises(ClientError, match="does not match shop"):
        mock.client.create_configuration_set(ConfigurationSetName="pear")
    assert mock.client.create_configuration_set(ConfigurationSetName="apple")["ConfigurationSetName"] == "apple"


def default_types(mock: Any) -> None:
    made = mock.client.request_sender_id(SenderId="OTHER", IsoCountryCode="GB")
    assert made["MessageTypes"] == ["TRANSACTIONAL", "PROMOTIONAL"]


def unknown(setting: str, name: str, value: Any) -> Use:
    def use(mock: Any) -> None:
        with pytest.raises(UnknownNameError, match=name):
            getattr(mock.pinpoint, setting)[name] = value

    return use


def no_such_resource(mock: Any) -> None:
    with pytest.raises(ClientError) as caught:
        mock.client.list_tags_for_resource(ResourceArn="arn:aws:sms-voice:us-east-1:123456789012:robot/1")
    assert caught.value.response["ResourceType"] == "robot"


ROWS = [
    Row("account limit", value("AccountLimitName", "ROBOTS"), unknown("quotas", "ROBOTS_PER_ACCOUNT", 1)),
    Row("account attribute", value("AccountAttributeName", "MOOD")),
    Row(
        "spend limit",
        value("SpendLimitName", "PUSH_MESSAGE_MONTHLY_SPEND_LIMIT"),
        unknown("quotas", "PUSH_MESSAGE_MONTHLY_SPEND_LIMIT", 1),
    ),
    Row("spend limit of another form", value("SpendLimitName", "MONTHLY_SPEND_LIMIT")),
    Row(
        "number type",
        all_of(value("RequestableNumberType", "SATELLITE"), value("NumberType", "SATELLITE")),
        lambda mock: number(mock, NumberType="SATELLITE"),
        "'SATELLITE' as NumberType of RequestPhoneNumber",
    ),
    Row(
        "number capability",
        value("NumberCapability", "FAX"),
        lambda mock: number(mock, NumberCapabilities=["SMS", "FAX"]),
        "'FAX' as NumberCapabilities of RequestPhoneNumber",
    ),
    Row(
        "number capability of rules",
        value("NumberCapability", "FAX"),
        lambda mock: rule(mock, capability="FAX"),
        "'FAX' as NumberCapability of UpdateProtectConfigurationCountryRuleSet",
    ),
    Row(
        "message type",
        value("MessageType", "EMERGENCY"),
        lambda mock: text(mock, MessageType="EMERGENCY"),
        "'EMERGENCY' as MessageType of SendTextMessage",
    ),
    Row("message type of a sender ID", value("MessageType", "EMERGENCY"), default_types),
    Row(
        "language",
        value("LanguageCode", "NL_NL"),
        lambda mock: code(mock, LanguageCode="NL_NL"),
        "'NL_NL' as LanguageCode of SendDestinationNumberVerificationCode",
    ),
    Row(
        "verification channel",
        value("VerificationChannel", "EMAIL"),
        lambda mock: code(mock, VerificationChannel="EMAIL"),
        "'EMAIL' as VerificationChannel of SendDestinationNumberVerificationCode",
    ),
    Row(
        "event type",
        value("EventType", "TEXT_ARRIVED"),
        lambda mock: events(mock, "TEXT_ALL", "TEXT_ARRIVED"),
        "'TEXT_ARRIVED' as MatchingEventTypes of UpdateEventDestination",
    ),
    Row("status", value("EventType", "TEXT_ARRIVED"), delivered("ARRIVED"), "the status ARRIVED"),
    Row(
        "status to deliver",
        value("EventType", "TEXT_ARRIVED"),
        lambda mock: mock.pinpoint.deliver(text(mock)["MessageId"], "ARRIVED"),
        "the status ARRIVED",
    ),
    Row(
        "event type of another channel",
        value("EventType", "PUSH_SENT"),
        lambda mock: events(mock, "PUSH_SENT"),
        "'PUSH_SENT' as MatchingEventTypes of UpdateEventDestination",
    ),
    *(
        Row(
            f"filter of {operation}",
            value(enum, name),
            filtered(xform_name(operation), name),
            f"{name!r} as Filters.Name of {operation}",
        )
        for operation, enum, name in (
            ("DescribePhoneNumbers", "PhoneNumberFilterName", "colour"),
            ("DescribePools", "PoolFilterName", "colour-status"),  # it ends like a member of a pool
            ("DescribeRegistrations", "RegistrationFilterName", "created-before"),
        )
    ),
    Row(
        "filter by a member that is new, too",
        all_of(value("PoolFilterName", "colour"), member("PoolInformation", "Colour")),
        filtered("describe_pools", "colour"),
        "'colour' as Filters.Name of DescribePools",
    ),
    Row(
        "keyword action",
        value("KeywordAction", "FORWARD"),
        lambda mock: mock.client.put_keyword(
            OriginationIdentity=mock.pool, Keyword="CALL", KeywordMessage="Yes", KeywordAction="FORWARD"
        ),
        "'FORWARD' as KeywordAction of PutKeyword",
    ),
    Row(
        "protect status",
        value("ProtectStatus", "DELAY"),
        lambda mock: rule(mock, status="DELAY"),
        "'DELAY' as CountryRuleSetUpdates.GB.ProtectStatus of UpdateProtectConfigurationCountryRuleSet",
    ),
    Row(
        "action of a rule",
        value("ProtectConfigurationRuleOverrideAction", "DELAY"),
        lambda mock: mock.client.put_protect_configuration_rule_set_number_override(
            ProtectConfigurationId=mock.protection, DestinationPhoneNumber=PHONE, Action="DELAY"
        ),
        "'DELAY' as Action of PutProtectConfigurationRuleSetNumberOverride",
    ),
    Row("voice", value("VoiceId", "ADA"), voice),
    Row(
        "parameter of a country",
        value("DestinationCountryParameterKey", "GB_ENTITY_ID"),
        lambda mock: text(mock, DestinationCountryParameters={"GB_ENTITY_ID": "1"}),
    ),
    Row(
        "text type",
        value("VoiceMessageBodyTextType", "MARKDOWN"),
        lambda mock: mock.client.send_voice_message(
            DestinationPhoneNumber=PHONE,
            OriginationIdentity=mock.number,
            MessageBody="*Hi*",
            MessageBodyTextType="MARKDOWN",
        ),
        "'MARKDOWN' as MessageBodyTextType of SendVoiceMessage",
    ),
    Row(
        "channel of Notify",
        value("NumberCapability", "FAX"),
        lambda mock: notify(mock, EnabledChannels=["FAX"]),
        "'FAX' as EnabledChannels of CreateNotifyConfiguration",
        needs="NotifyConfigurationTier",
    ),
    Row(
        "use case of Notify",
        value("NotifyConfigurationUseCase", "ALERTS"),
        lambda mock: notify(mock, UseCase="ALERTS"),
        "'ALERTS' as UseCase of CreateNotifyConfiguration",
        needs="NotifyConfigurationTier",
    ),
    Row(
        "tier of Notify",
        value("NotifyConfigurationTier", "PREMIUM"),
        lambda mock: mock.client.list_notify_countries(Tier="PREMIUM"),
        "'PREMIUM' as Tier of ListNotifyCountries",
        needs="NotifyConfigurationTier",
    ),
    Row("template type of Notify", value("NotifyTemplateType", "ALERT"), needs="NotifyTemplateType"),
    Row("status of registrations", value("RegistrationStatus", "PAUSED")),
    Row("type of phone", value("PhoneNumberType", "PAGER"), pager, needs="PhoneNumberType"),
    Row("status of numbers", value("NumberStatus", "PAUSED")),
    Row(
        "content of RCS",
        member("RcsContent", "Sticker"),
        lambda mock: rcs(mock, {"Sticker": "smile"}),
        "RcsMessageContent.Content.Sticker of SendRcsMessage",
        needs="RcsContent",
    ),
    Row(
        "member of a structure in a list",
        member("Tag", "Colour"),
        lambda mock: mock.client.create_opt_out_list(
            OptOutListName="other", Tags=[{"Key": "team", "Value": "growth", "Colour": "red"}]
        ),
        "Tags.Colour of CreateOptOutList",
    ),
    Row("kind of resource", value("ResourceType", "robot"), unknown("transitions", "robot", "manual")),
    Row("kind of resource in an ARN", value("ResourceType", "robot"), no_such_resource),
    Row(
        "reason of an error",
        value("ConflictExceptionReason", "TOO_EARLY"),
        fails("CreateProtectConfiguration", "ConflictException", reason="TOO_EARLY"),
        needs="ConflictExceptionReason",
    ),
    Row(
        "error of an operation",
        error("ServiceQuotaExceededException", of="DescribePools"),
        fails("DescribePools", "ServiceQuotaExceededException"),
    ),
    Row(
        "error",
        all_of(
            shape("LateException", type="structure", members={"Message": {"shape": "String"}}, exception=True),
            error("LateException", of="DescribePools"),
        ),
        lambda mock: mock.pinpoint.fail("DescribePools", "LateException"),
        "LateException of DescribePools",
    ),
    Row(
        "parameter",
        member("RequestPhoneNumberRequest", "Colour"),
        lambda mock: number(mock, Colour="red"),
        "Colour of RequestPhoneNumber",
    ),
    Row(
        "parameter of a type that is new, too",
        all_of(shape("Money", type="bigdecimal"), member("RequestPhoneNumberRequest", "Price", "Money")),
    ),
    Row(
        "parameter that contains itself",
        tree,
        lambda mock: mock.client.create_pool(
            OriginationIdentity=mock.number, MessageType="TRANSACTIONAL", Tree={"Children": [{}]}
        ),
        "Tree of CreatePool",
    ),
    Row(
        "parameter that other operations have",
        member("DescribeAccountLimitsRequest", "Tags", "TagList"),
        lambda mock: mock.client.describe_account_limits(Tags=[{"Key": "team", "Value": "growth"}]),
        "Tags of DescribeAccountLimits",
    ),
    Row(
        "paging",
        all_of(
            member("RequestPhoneNumberRequest", "MaxResults", "MaxResults"),
            member("RequestPhoneNumberResult", "NextToken", "NextToken"),
        ),
        lambda mock: number(mock, MaxResults=1),
        "MaxResults of RequestPhoneNumber",
    ),
    Row("member of an answer", member("RequestPhoneNumberResult", "Colour")),
    Row("member of an answer with the name of an attribute", member("RequestPhoneNumberResult", "Region")),
    Row("member of an item with the name of an attribute", member("PoolInformation", "Region")),
    Row("list in an answer", member("DescribePhoneNumbersResult", "Colours", "TagList")),
    Row("higher maximum", shape("KeywordMessage", max=3200), long_keyword),
    Row("lower maximum", shape("TextMessageBody", max=20), short_text),
    Row("no maximum of pages", without("MaxResults", "max"), both_numbers),
    Row("pattern", shape("ConfigurationSetName", pattern="shop|apple"), fruit),
    Row(
        "operation",
        operation("PaintPhoneNumber", like="DescribePools"),
        lambda mock: mock.client.paint_phone_number(),
        "PaintPhoneNumber",
    ),
]
