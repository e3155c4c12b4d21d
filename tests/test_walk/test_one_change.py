"""A botocore that is newer than this package: one change at a time is made to a copy of its model.

No change stops a call that doesn't use what is new: the plain calls below get the same answers. Each row of the tables
says what happens to a call that does.
"""

from __future__ import annotations

import datetime as dt
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from functools import _lru_cache_wrapper
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

import botocore.session
import pytest
import requests
from attrs import frozen
from botocore import xform_name
from botocore.exceptions import ClientError, ParamValidationError
from botocore.loaders import Loader

from pinpoint_mock import PinpointServer, UnknownNameError, mock_pinpoint_v2
from pinpoint_mock.protocol import mocked, model
from pinpoint_mock.resources.registrations import catalogue

SERVICE = "pinpoint-sms-voice-v2"
PHONE = "+12065550100"
OTHER_PHONE = "+12065550101"
"""It never writes STOP."""
BEGINNING = dt.datetime(2026, 1, 15, 12, tzinfo=dt.timezone.utc).timestamp()
HAS_EVERYTHING = "SendRcsMessage" in model.service_model().operation_names

Model = dict[str, Any]
Change = Callable[[Model], None]
Use = Callable[[Any], Any]

# Changes of a model -------------------------------------------------------------------------------------------------


def value(enum: str, new: str) -> Change:
    """Add a value to an enum."""
    return lambda changed: changed["shapes"][enum]["enum"].append(new)


def member(structure: str, name: str, shape: str = "String", *, is_required: bool = False) -> Change:
    """Add a member to a structure, in front of the others."""

    def change(changed: Model) -> None:
        found = changed["shapes"][structure]
        found["members"] = {name: {"shape": shape}, **found["members"]}
        if is_required:
            found["required"] = [*found.get("required", ()), name]

    return change


def shape(name: str, **definition: Any) -> Change:
    """Add a shape, or change one."""
    return lambda changed: changed["shapes"].setdefault(name, {}).update(definition)


def without(name: str, what: str) -> Change:
    """Remove a bound of a shape."""
    return lambda changed: changed["shapes"][name].pop(what)


def operation(name: str, like: str) -> Change:
    return lambda changed: changed["operations"].update({name: {**changed["operations"][like], "name": name}})


def error(name: str, of: str) -> Change:
    """Let an operation have an error."""
    return lambda changed: changed["operations"][of]["errors"].append({"shape": name})


def all_of(*changes: Change) -> Change:
    def change(changed: Model) -> None:
        for each in changes:
            each(changed)

    return change


def tree(changed: Model) -> None:
    """Add a member that contains structures of its own kind, as a tree does."""
    members = {"Children": {"shape": "Trees"}, "Parent": {"shape": "Tree"}}
    changed["shapes"] |= {
        "Tree": {"type": "structure", "members": members},
        "Trees": {"type": "list", "member": {"shape": "Tree"}},
    }
    for structure in ("CreatePoolRequest", "CreatePoolResult", "PoolInformation"):
        member(structure, "Tree", "Tree")(changed)


# A copy of the model with a change ----------------------------------------------------------------------------------


LOADER = Loader()


class ChangedLoader:
    """botocore's loader, with a changed model of the service."""

    def __init__(self, change: Change) -> None:
        self.changed = deepcopy(LOADER.load_service_model(SERVICE, "service-2"))
        change(self.changed)

    def load_service_model(self, service_name: str, type_name: str, api_version: str | None = None) -> Any:
        if (service_name, type_name) == (SERVICE, "service-2"):
            return self.changed
        return LOADER.load_service_model(service_name, type_name, api_version)

    def __getattr__(self, name: str) -> Any:
        return getattr(LOADER, name)


def forget_the_model() -> None:
    """Clear the caches of the package, so that the model is read again; except the registration types, read slowly."""
    for name, module in list(sys.modules.items()):
        if name.startswith("pinpoint_mock.") and name != catalogue.__name__:
            for each in list(vars(module).values()):
                if isinstance(each, _lru_cache_wrapper):
                    each.cache_clear()


@contextmanager
def model_with(change: Change) -> Iterator[SimpleNamespace]:
    """Start a mock and make a client, both with a changed model, and make the plain calls with them."""
    loader = ChangedLoader(change)
    with patch.object(model, "_loader", loader), patch("time.time", lambda: BEGINNING):
        forget_the_model()
        try:
            with mock_pinpoint_v2(seed=1) as pinpoint:
                yield SimpleNamespace(pinpoint=pinpoint, client=client_of(loader))
        finally:
            forget_the_model()


def client_of(loader: ChangedLoader) -> Any:
    session = botocore.session.Session()
    session.register_component("data_loader", loader)
    return session.create_client(SERVICE, region_name="us-east-1")


# Plain calls --------------------------------------------------------------------------------------------------------


def play_plain_calls(mock: SimpleNamespace) -> Any:
    """Make plain calls of every part of the service. Return their answers, and what was sent."""
    client, pinpoint = mock.client, mock.pinpoint
    answers: list[Any] = []

    def call(name: str, **parameters: Any) -> Any:
        answer = getattr(client, name)(**parameters)
        answer.pop("ResponseMetadata")
        answers.append(answer)
        return answer

    number = call(
        "request_phone_number",
        IsoCountryCode="US",
        MessageType="TRANSACTIONAL",
        NumberType="TOLL_FREE",
        NumberCapabilities=["SMS", "MMS", "VOICE"],
    )["PhoneNumberId"]
    mock.number = number
    mock.pool = call("create_pool", OriginationIdentity=number, MessageType="TRANSACTIONAL")["PoolId"]
    call("request_sender_id", SenderId="SHOP", IsoCountryCode="GB")
    call("create_configuration_set", ConfigurationSetName="shop", Tags=[{"Key": "team", "Value": "growth"}])
    call(
        "create_event_destination",
        ConfigurationSetName="shop",
        EventDestinationName="all",
        MatchingEventTypes=["ALL"],
        SnsDestination={"TopicArn": "arn:aws:sns:us-east-1:123456789012:events"},
    )
    call("put_keyword", OriginationIdentity=mock.pool, Keyword="HOURS", KeywordMessage="9 to 5")
    mock.protection = call("create_protect_configuration")["ProtectConfigurationId"]
    call(
        "update_protect_configuration_country_rule_set",
        ProtectConfigurationId=mock.protection,
        NumberCapability="SMS",
        CountryRuleSetUpdates={"FR": {"ProtectStatus": "MONITOR"}},
    )
    destination = {"DestinationPhoneNumber": PHONE}
    mock.verified = call("create_verified_destination_number", **destination)["VerifiedDestinationNumberId"]
    call(
        "send_destination_number_verification_code",
        VerifiedDestinationNumberId=mock.verified,
        VerificationChannel="TEXT",
    )
    sent = {"OriginationIdentity": mock.pool, "ConfigurationSetName": "shop", **destination}
    call("send_text_message", MessageBody="Hello", **sent)
    call("send_media_message", MediaUrls=["s3://shop/shoes.png"], **{**sent, "OriginationIdentity": number})
    call("send_voice_message", MessageBody="Hello", **{**sent, "OriginationIdentity": number})
    phone_number = call("describe_phone_numbers")["PhoneNumbers"][0]["PhoneNumber"]
    pinpoint.receive("STOP", origination_number=PHONE, destination_number=phone_number)
    call("create_registration", RegistrationType="US_TOLL_FREE_REGISTRATION")
    if HAS_EVERYTHING:
        mock.agent = call("create_rcs_agent")["RcsAgentId"]
        call("create_notify_configuration", DisplayName="Acme", UseCase="CODE_VERIFICATION", EnabledChannels=["SMS"])
    needed = {"OriginationIdentity": mock.pool, "OptOutListName": "Default", "PoolId": mock.pool}
    for name in model.service_model().operation_names:
        required = model.operation_model(name).input_shape.required_members
        if name.startswith(("Describe", "List")) and needed.keys() >= set(required):
            call(xform_name(name), **{each: needed[each] for each in required})
    call("describe_phone_numbers", Filters=[{"Name": "status", "Values": ["ACTIVE"]}], MaxResults=1)
    return answers, list(pinpoint.outbox), list(pinpoint.events), list(pinpoint.deliveries), dict(pinpoint.quotas)


@pytest.fixture(scope="session")
def plain_answers() -> Any:
    """What the plain calls give without a change of the model."""
    with model_with(lambda _: None) as mock:
        return play_plain_calls(mock)


# What happens to a call that uses what is new -----------------------------------------------------------------------


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


@pytest.mark.parametrize("row", ROWS, ids=[each.what.replace(" ", "-") for each in ROWS])
def test_a_change_of_the_model_stops_no_plain_call_and_its_use_is_named_or_works(row: Row, plain_answers: Any) -> None:
    if row.needs is not None and row.needs not in model.service_model().shape_names:
        pytest.skip(f"the installed botocore's model has no {row.needs}")
    with model_with(row.change) as mock:
        answers = play_plain_calls(mock)
        assert answers == plain_answers
        if row.use is not None and row.named is None:
            row.use(mock)
        elif row.use is not None:
            with pytest.raises(NotImplementedError, match=f"^{re.escape(row.named)} isn't mocked by pinpoint-mock"):
                row.use(mock)


def test_a_parameter_that_becomes_required_is_asked_for_by_botocore_and_named_by_the_mock() -> None:
    with model_with(member("CreateOptOutListRequest", "Colour", is_required=True)) as mock:
        with pytest.raises(ParamValidationError, match="Colour"):
            mock.client.create_opt_out_list(OptOutListName="other")
        with pytest.raises(NotImplementedError, match=r"^Colour of CreateOptOutList isn't mocked by"):
            mock.client.create_opt_out_list(OptOutListName="other", Colour="red")
        assert len(mock.client.describe_opt_out_lists()["OptOutLists"]) == 1


def test_the_largest_page_is_that_of_the_model() -> None:
    with model_with(shape("MaxResults", max=1)) as mock:
        number(mock), number(mock)
        answer = mock.client.describe_phone_numbers()
        assert (len(answer["PhoneNumbers"]), "NextToken" in answer) == (1, True)
        with pytest.raises(ClientError, match="it must be 1"):
            mock.client.describe_phone_numbers(MaxResults=2)
    with model_with(shape("MaxResults", max=1000)) as mock:
        assert mock.client.describe_phone_numbers(MaxResults=1000)["PhoneNumbers"] == []


def test_the_quota_of_tags_is_the_bound_of_the_model() -> None:
    tags = [{"Key": f"key{each}", "Value": "1"} for each in range(201)]
    with model_with(shape("TagList", max=201)) as mock:
        answer = mock.client.create_opt_out_list(OptOutListName="other", Tags=tags)
        assert len(answer["Tags"]) == 201
    with model_with(without("TagList", "max")) as mock, pytest.raises(ClientError, match="TAGS_PER_RESOURCE"):
        mock.client.create_opt_out_list(OptOutListName="other", Tags=tags)


def test_the_control_api_names_what_is_new() -> None:
    with model_with(value("EventType", "TEXT_ARRIVED")), PinpointServer() as server:
        answer = requests.put(f"{server.url}/_pinpoint/delivery", json={"delivery": "ARRIVED"}, timeout=10)
    assert answer.status_code == 501
    assert answer.json()["message"].startswith("the status ARRIVED isn't mocked by pinpoint-mock")


def test_a_server_names_what_is_new() -> None:
    with model_with(value("LanguageCode", "NL_NL")), PinpointServer() as server:
        body = {
            "VerifiedDestinationNumberId": "verified-1",
            "VerificationChannel": "TEXT",
            "LanguageCode": "NL_NL",
        }
        headers = {
            "X-Amz-Target": "PinpointSMSVoiceV2.SendDestinationNumberVerificationCode",
            "Content-Type": "application/x-amz-json-1.0",
        }
        answer = requests.post(server.url, json=body, headers=headers, timeout=10)
    assert answer.status_code == 501
    assert "'NL_NL' as LanguageCode of SendDestinationNumberVerificationCode" in answer.text


def test_everything_that_is_new_is_named_together() -> None:
    with model_with(all_of(value("LanguageCode", "NL_NL"), value("VerificationChannel", "EMAIL"))) as mock:
        mock.verified = mock.client.create_verified_destination_number(DestinationPhoneNumber=PHONE)[
            "VerifiedDestinationNumberId"
        ]
        with pytest.raises(NotImplementedError, match=r"^'EMAIL' as .*Channel, 'NL_NL' as LanguageCode of Send"):
            code(mock, VerificationChannel="EMAIL", LanguageCode="NL_NL")


def test_the_mock_handles_what_the_installed_model_has() -> None:
    """This fails with a botocore that has more than the tables in pinpoint_mock/protocol/mocked.py."""
    for enum, values in mocked.VALUES.items():
        if enum in model.service_model().shape_names:
            assert set(model.enum_values(enum)) <= values, enum
    for structure, members in mocked.MEMBERS.items():
        if structure in model.service_model().shape_names:
            assert model.members(model.service_model().shape_for(structure)).keys() <= members, structure
