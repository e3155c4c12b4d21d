"""An account with resources of every kind: the fuzz tests send it requests, and compare its state before and after.

The account is filled and read through the mock's service, not through a client, which takes most of the time of a call.
What a test sends goes through a client.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

import pytest
from botocore import xform_name
from botocore.config import Config
from botocore.exceptions import ClientError

from pinpoint_mock import PinpointMock, mock_pinpoint_v2
from pinpoint_mock.protocol.call import Call, Reply
from pinpoint_mock.protocol.model import operation_model, service_model
from pinpoint_mock.resources.resource_policies import Policies
from pinpoint_mock.wiring import OPERATIONS

ARN_PREFIX = "arn:aws:{}:us-east-1:123456789012:"
ROLE_ARN = "arn:aws:iam::123456789012:role/anything"
TOPIC_ARN = f"{ARN_PREFIX.format('sns')}topic"
EVENT_DESTINATIONS = {
    "SnsDestination": {"TopicArn": TOPIC_ARN},
    "CloudWatchLogsDestination": {
        "IamRoleArn": ROLE_ARN,
        "LogGroupArn": f"{ARN_PREFIX.format('logs')}log-group:messages",
    },
    "KinesisFirehoseDestination": {
        "IamRoleArn": ROLE_ARN,
        "DeliveryStreamArn": f"{ARN_PREFIX.format('firehose')}deliverystream/messages",
    },
}
NUMBER_ABROAD, SIMULATOR_DESTINATION, VERIFIED_NUMBER = "+447700900123", "+14254147755", "+12065550100"
TAGS = [{"Key": "team", "Value": "growth"}]

# The operations that only read, and their required parameters. Those that read definitions are left out, since their
# answers are the same for all accounts. So are those that read the tags and the policy of one resource.
READING = {
    name: operation_model(name).input_shape.required_members
    for name in sorted(OPERATIONS.keys() & set(service_model().operation_names))
    if name.startswith(("Describe", "Get", "List")) and not name.endswith(("Definitions", "ForResource", "Policy"))
}
# For members of a request that answers call by another name: the members of answers whose values they accept.
SOURCES = {
    "DestinationPhoneNumber": ("DestinationPhoneNumber", "OptedOutNumber", "destinationPhoneNumber"),
    "OriginationIdentity": (
        "PhoneNumberId",
        "PoolId",
        "SenderId",
        "PhoneNumber",
        "PhoneNumberArn",
        "PoolArn",
        "RcsAgentId",
    ),
    "TagKey": ("Key",),
}


class Account:
    """An account of a mock, and a client that sends it any request."""

    def __init__(self, pinpoint: PinpointMock, *, quotas_are_used_up: bool) -> None:
        self.pinpoint, self.quotas_are_used_up = pinpoint, quotas_are_used_up
        self.client = pinpoint.client(config=Config(parameter_validation=False))
        events, service = self.client.meta.events, service_model().service_name
        events.register(f"before-call.{service}", self._replace_body)
        events.register(f"response-received.{service}", self._keep_answer)
        self._lists: dict[str, Any] = {}
        self._texts_of_lists: dict[str, list[str]] = {}
        self.request: Mapping[str, Any] = {}
        self.answer: dict[str, Any] = {}
        self.fill()

    def send(self, operation: str, request: Mapping[str, Any]) -> dict[str, Any]:
        """Return the answer as JSON; of an error its members, with the code as `__type`, and `status`."""
        self.request = request
        try:
            getattr(self.client, xform_name(operation))()
        except ClientError as error:
            status = error.response["ResponseMetadata"]["HTTPStatusCode"]
            return {**self.answer, "__type": error.response["Error"]["Code"], "status": status}
        return self.answer

    def _replace_body(self, params: dict[str, Any], **_: Any) -> None:
        # botocore's client would refuse some of the requests, and couldn't encode others.
        params["body"] = json.dumps(self.request).encode()

    def _keep_answer(self, response_dict: Mapping[str, Any], **_: Any) -> None:
        self.answer = json.loads(response_dict["body"])

    def _handle(self, operation: str, parameters: Mapping[str, Any]) -> Reply:
        return self.pinpoint._service.handle(Call(operation, parameters, "us-east-1"))

    def _call(self, operation: str, /, **parameters: Any) -> Mapping[str, Any]:
        """Make a call that fills the account, and return its answer."""
        reply = self._handle(operation, parameters)
        assert reply.status == 200, (operation, reply.members)
        return reply.members

    # What it has ---------------------------------------------------------------------------------------------------

    def fill(self) -> None:
        """Reset the mock and fill the account again: with the same ids each time, since the mock's seed is the same."""
        self.pinpoint.reset()
        self.pinpoint.transitions.update({"phone-number": "immediate", "pool": "immediate"})
        self._add_destinations()
        self._add_identities()
        self._add_agents()
        self._add_registrations()
        self._add_configuration_sets()
        self._add_protect_configurations()
        self._add_messages()
        self._add_notify_configurations()
        self._call("SetTextMessageSpendLimitOverride", MonthlyLimit=1)
        if self.quotas_are_used_up:
            self.pinpoint.quotas.update(dict.fromkeys(self.pinpoint.quotas, 0))
        self.filled = self.everything()

    def fill_again_if_changed(self) -> None:
        if self.everything() != self.filled:
            self.fill()

    def _add_destinations(self) -> None:
        for name in "promotions", "alerts":
            created = self._call("CreateOptOutList", OptOutListName=name, ClientToken=name, Tags=TAGS)
            policy = {"ResourceArn": created["OptOutListArn"], "Policy": '{"Version": "2012-10-17"}'}
            self._call("PutResourcePolicy", **policy)
        for number in NUMBER_ABROAD, "+12065550199":
            self._call("PutOptedOutNumber", OptOutListName="promotions", OptedOutNumber=number)
        self.verified_ids = [self._verified_number(number) for number in (VERIFIED_NUMBER, "+12065550101")]
        self.pinpoint.clock.advance(hours=25)  # from then on they can be deleted
        self._verified_number("+12065550102")

    def _verified_number(self, number: str) -> str:
        answer = self._call("CreateVerifiedDestinationNumber", DestinationPhoneNumber=number)
        return str(answer["VerifiedDestinationNumberId"])

    def _number(self, number_type: str = "SIMULATOR", country: str = "US", **parameters: Any) -> str:
        request = {"NumberCapabilities": ["SMS"], "MessageType": "TRANSACTIONAL", **parameters}
        answer = self._call("RequestPhoneNumber", IsoCountryCode=country, NumberType=number_type, **request)
        return str(answer["PhoneNumberId"])

    def _pool(self, identity: str, **parameters: Any) -> str:
        answer = self._call("CreatePool", OriginationIdentity=identity, MessageType="TRANSACTIONAL", **parameters)
        return str(answer["PoolId"])

    def _add_identities(self) -> None:
        campaign, under_review, toll_free = (
            self.pinpoint.add_registration(f"US_{kind}_REGISTRATION", status=status)
            for kind, status in (
                ("TEN_DLC_CAMPAIGN", "COMPLETE"),
                ("TEN_DLC_CAMPAIGN", "REVIEWING"),
                ("TOLL_FREE", "COMPLETE"),
            )
        )
        self.registrations = [campaign, under_review, toll_free]
        all_capabilities = {"NumberCapabilities": ["SMS", "VOICE", "MMS"], "InternationalSendingEnabled": True}
        self.simulator = self._number(Tags=TAGS, OptOutListName="promotions")
        self.toll_free = self._number("TOLL_FREE", RegistrationId=toll_free, **all_capabilities)
        self._number("TEN_DLC", RegistrationId=campaign, DeletionProtectionEnabled=True)
        self._call("PutKeyword", OriginationIdentity=self.simulator, Keyword="INFO", KeywordMessage="We are open.")
        two_way = self._number("LONG_CODE", "GB")
        channel = {"TwoWayEnabled": True, "TwoWayChannelArn": TOPIC_ARN, "TwoWayChannelRole": ROLE_ARN}
        self._call("UpdatePhoneNumber", PhoneNumberId=two_way, SelfManagedOptOutsEnabled=True, **channel)
        for sender_id, country in ("ACME", "GB"), ("ACME", "DE"), ("FREE", "DE"):
            self._call("RequestSenderId", SenderId=sender_id, IsoCountryCode=country, Tags=TAGS)
        pool = self._pool(self._number(), Tags=TAGS)
        for identity, country in (self._number(), "US"), ("ACME", "GB"):
            member = {"OriginationIdentity": identity, "IsoCountryCode": country}
            self._call("AssociateOriginationIdentity", PoolId=pool, **member)
        self._pool(two_way, DeletionProtectionEnabled=True)
        for _ in range(2):
            self._number("TOLL_FREE", RegistrationId=toll_free, **all_capabilities)
        # These stay PENDING and CREATING.
        self.pinpoint.transitions.update({"phone-number": "manual", "pool": "manual"})
        self._number()
        self._pool("FREE", IsoCountryCode="DE")

    def _add_agents(self) -> None:
        self._call("CreateRcsAgent", Tags=TAGS)
        launched = self._call("CreateRcsAgent", OptOutListName="promotions")["RcsAgentId"]
        self.pinpoint.launch(launched, "US")

    def _add_registrations(self) -> None:
        """Add a draft with some fields filled in, one that can be submitted, and one under review."""
        self.pinpoint.transitions.update({"registration": "manual", "registration-attachment": "immediate"})
        campaign, vetting, submitted = (
            self._call("CreateRegistration", RegistrationType=f"US_TEN_DLC_{kind}")["RegistrationId"]
            for kind in ("CAMPAIGN_REGISTRATION", "BRAND_VETTING", "BRAND_VETTING")
        )
        self.brand = self.pinpoint.add_registration("US_TEN_DLC_BRAND_REGISTRATION")
        for each in vetting, submitted:
            self._call("CreateRegistrationAssociation", RegistrationId=each, ResourceId=self.brand)
        self._call("SubmitRegistrationVersion", RegistrationId=submitted)
        body = base64.b64encode(b"%PDF-1.7").decode()
        attachment, _ = (
            self._call("CreateRegistrationAttachment", AttachmentBody=body, Tags=TAGS)["RegistrationAttachmentId"]
            for _ in range(2)
        )
        for path, value in {
            "messageSamples.messageSample1": {"TextValue": "Example Corp: your order 123 is on its way."},
            "campaignUseCase.ageGated": {"SelectChoices": ["No"]},
            "campaignInfo.optInScreenshot": {"RegistrationAttachmentId": attachment},
        }.items():
            self._call("PutRegistrationFieldValue", RegistrationId=campaign, FieldPath=path, **value)
        self.draft = campaign
        self.registrations += [campaign, vetting, submitted]

    def _add_configuration_sets(self) -> None:
        for name in "marketing", "plain":
            self._call("CreateConfigurationSet", ConfigurationSetName=name, Tags=TAGS)
        self._call("SetDefaultMessageType", ConfigurationSetName="marketing", MessageType="TRANSACTIONAL")
        self._call("SetDefaultSenderId", ConfigurationSetName="marketing", SenderId="ACME")
        for name, destination in EVENT_DESTINATIONS.items():
            self._call(
                "CreateEventDestination",
                ConfigurationSetName="marketing",
                EventDestinationName=name,
                MatchingEventTypes=["ALL"],
                **{name: destination},
            )

    def _add_protect_configurations(self) -> None:
        """Add the account's default, one of a configuration set, a protected one, and one that is none of these."""
        default, of_set, *_ = (
            {"ProtectConfigurationId": self._call("CreateProtectConfiguration", **settings)["ProtectConfigurationId"]}
            for settings in ({"Tags": TAGS}, {}, {"DeletionProtectionEnabled": True}, {})
        )
        self._call("SetAccountDefaultProtectConfiguration", **default)
        self._call("AssociateProtectConfiguration", **of_set, ConfigurationSetName="plain")
        rules = {"GB": {"ProtectStatus": "MONITOR"}, "DE": {"ProtectStatus": "BLOCK"}}
        for configuration, number, action in (default, NUMBER_ABROAD, "ALLOW"), (of_set, "+12065550102", "BLOCK"):
            self._call(
                "UpdateProtectConfigurationCountryRuleSet",
                **configuration,
                NumberCapability="SMS",
                CountryRuleSetUpdates=rules,
            )
            self._call(
                "PutProtectConfigurationRuleSetNumberOverride",
                **configuration,
                DestinationPhoneNumber=number,
                Action=action,
            )

    def _add_messages(self) -> None:
        for verified_id in self.verified_ids:
            self._call(
                "SendDestinationNumberVerificationCode",
                VerifiedDestinationNumberId=verified_id,
                VerificationChannel="TEXT",
                OriginationIdentity=self.toll_free,
            )
        self._call(
            "VerifyDestinationNumber",
            VerifiedDestinationNumberId=self.verified_ids[0],
            VerificationCode=self.pinpoint.verification_code(self.verified_ids[0]),
        )
        self._call(
            "SendTextMessage",
            DestinationPhoneNumber=SIMULATOR_DESTINATION,
            OriginationIdentity=self.simulator,
            MessageBody="Hello",
            ConfigurationSetName="marketing",
            MessageFeedbackEnabled=True,
        )

    def _add_notify_configurations(self) -> None:
        self.pinpoint.transitions["notify-configuration"] = "immediate"
        template = "notify-code-verification-english-001"
        for settings in {"DeletionProtectionEnabled": True}, {"DefaultTemplateId": template}, {"Tags": TAGS}:
            self._call(
                "CreateNotifyConfiguration",
                DisplayName="Acme",
                UseCase="CODE_VERIFICATION",
                EnabledChannels=["SMS", "VOICE"],
                **settings,
            )

    # What can be read of it ----------------------------------------------------------------------------------------

    def everything(self) -> dict[str, Any]:
        """Return the answers of all reading operations, and what the mock keeps of messages, tags and policies."""
        answers: dict[str, Any] = {name: self._read(name) for name, required in READING.items() if not required}
        if self._lists != answers:  # mostly they are equal, and then so are their texts
            self._lists, self._texts_of_lists = answers.copy(), texts_of(answers)
        found = self._texts_of_lists
        region = self.pinpoint._service.store.region("123456789012", "us-east-1")
        # The two operations that read them would have to be called for each of many resources.
        answers["tags"] = {each.arn: each.tags for index in region._indexes.values() for each in index}
        answers["policies"] = {
            resource.arn: {"Policy": each.policy, "CreatedTimestamp": each.created_timestamp}
            for resource, each in region.state(Policies).by_resource.items()
        }
        for name, required in READING.items():
            if len(required) == 1:
                for value in texts_for(required[0], found, only_ids=True):
                    answers[f"{name} {value}"] = self._read(name, **{required[0]: value})
        for kept in "outbox", "events", "deliveries":
            answers[kept] = list(getattr(self.pinpoint, kept))
        return answers

    def _read(self, operation: str, **parameters: str) -> Any:
        reply = self._handle(operation, parameters)
        return reply.members if reply.status == 200 else reply.members["__type"]

    @cached_property
    def texts(self) -> dict[str, list[str]]:
        """What a request to the account can name, by the name of the member; the same each time it is filled."""
        return {
            **texts_of(self.filled),
            "ClientToken": ["promotions"],
            "MessageId": [each.message_id for each in self.pinpoint.outbox],
            "MessageBody": ["Hello", "<speak>Hello</speak>", "<speak>", "Привет", "x" * 1000],
            "RegistrationId": self.registrations,
            "RegistrationType": ["US_TEN_DLC_CAMPAIGN_REGISTRATION", "US_TOLL_FREE_REGISTRATION"],
            "SectionPath": ["messageSamples", "companyInfo"],
            "FieldPath": ["messageSamples.messageSample1", "campaignUseCase.ageGated", "campaignInfo.optInScreenshot"],
            "ResourceId": [*self.registrations, self.toll_free, self.simulator],
            "Draft": [self.draft],
            "Brand": [self.brand],
            "TextField": ["messageSamples.messageSample1"],
            "Media": [self.toll_free],
            "LooseSenderId": ["ACME"],
            "ItsCountry": ["DE"],
            "SelectChoice": ["No", "Yes"],
            "AttachmentUrl": ["s3://documents/letter.pdf"],
            "TemplateVariablesKey": ["code"],
            "TemplateVariablesValue": ["123456"],
            "VerificationCode": [self.pinpoint.verification_code(each) for each in self.verified_ids],
        }

    def texts_for(self, member: str) -> list[str]:
        """Return those of `texts` that a member of a request accepts."""
        return texts_for(member, self.texts)


def texts_of(answers: Any) -> dict[str, list[str]]:
    """Return all strings in answers by the names of their members, each once, in the order in which they come."""
    found: dict[str, dict[str, None]] = {}
    _collect_texts(answers, "", found)
    return {name: list(texts) for name, texts in found.items()}


def _collect_texts(value: Any, name: str, found: dict[str, dict[str, None]]) -> None:
    if isinstance(value, str):
        found.setdefault(name, {})[value] = None
    elif isinstance(value, Mapping):
        for member, inner in value.items():
            _collect_texts(inner, member, found)
    elif isinstance(value, list):
        for inner in value:
            _collect_texts(inner, name, found)


def texts_for(member: str, found: Mapping[str, list[str]], *, only_ids: bool = False) -> list[str]:
    """Return the strings that a member of a request accepts: a resource's id, name and ARN, or only its id."""
    one = member.removesuffix("s")
    if one == "ResourceArn":
        return [
            text for name, texts in found.items() if name.endswith("Arn") for text in texts if ":sms-voice:" in text
        ]
    if one == "Value":
        return [text for texts in found.values() for text in texts]
    names = SOURCES.get(one, (one, f"{one.removesuffix('Id').removesuffix('Name')}Arn"))
    accepted = [text for name in names for text in found.get(name, ())]
    return [text for text in accepted if not text.startswith(("arn:", "+"))] if only_ids else accepted


@pytest.fixture(params=["production", "sandbox", "full"])
def account(request: pytest.FixtureRequest) -> Iterator[Account]:
    """Three accounts: one in production, one in the sandbox, and one whose quotas are all used up."""
    in_the_sandbox = {"account_tier": "SANDBOX", "strict_registration": True} if request.param == "sandbox" else {}
    with mock_pinpoint_v2(seed=1, **in_the_sandbox) as pinpoint:
        yield Account(pinpoint, quotas_are_used_up=request.param == "full")
