"""An account with some of everything in it, which can be sent anything, and asked for all that it holds."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

import pytest
from botocore import xform_name
from botocore.config import Config
from botocore.exceptions import ClientError

from pinpoint_mock import PinpointMock, mock_pinpoint_v2
from pinpoint_mock.protocol.call import Call
from pinpoint_mock.protocol.model import operation_model, service_model
from pinpoint_mock.wiring import OPERATIONS

ACCOUNT = "arn:aws:{}:us-east-1:123456789012:"
ROLE = "arn:aws:iam::123456789012:role/anything"
TOPIC = f"{ACCOUNT.format('sns')}topic"
SINKS = {
    "SnsDestination": {"TopicArn": TOPIC},
    "CloudWatchLogsDestination": {"IamRoleArn": ROLE, "LogGroupArn": f"{ACCOUNT.format('logs')}log-group:messages"},
    "KinesisFirehoseDestination": {
        "IamRoleArn": ROLE,
        "DeliveryStreamArn": f"{ACCOUNT.format('firehose')}deliverystream/messages",
    },
}
ABROAD, SIMULATED, VERIFIED = "+447700900123", "+14254147755", "+12065550100"
TAGS = [{"Key": "team", "Value": "growth"}]

# The operations that only look, and what they must be told; but for those on definitions, which are the same for all.
READING = {
    name: operation_model(name).input_shape.required_members
    for name in sorted(OPERATIONS.keys() & set(service_model().operation_names))
    if name.startswith(("Describe", "Get", "List")) and not name.endswith("Definitions")
}
# Which members of what the account tells are good for a member of a request, where they aren't called like that.
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
    """An account of a mock, and clients on it."""

    def __init__(self, pinpoint: PinpointMock, *, is_full: bool) -> None:
        self.pinpoint, self.is_full = pinpoint, is_full
        self.plain = pinpoint.client()
        self.rough = pinpoint.client(config=Config(parameter_validation=False))
        events, service = self.rough.meta.events, service_model().service_name
        events.register(f"before-call.{service}", self._write)
        events.register(f"response-received.{service}", self._hear)
        self.request: Mapping[str, Any] = {}
        self.answer: dict[str, Any] = {}
        self.furnish()

    def send(self, operation: str, request: Mapping[str, Any]) -> dict[str, Any]:
        """The answer of the service as JSON, the members of an error with its code as `__type` and its `status`."""
        self.request = request
        try:
            getattr(self.rough, xform_name(operation))()
        except ClientError as error:
            status = error.response["ResponseMetadata"]["HTTPStatusCode"]
            return {**self.answer, "__type": error.response["Error"]["Code"], "status": status}
        return self.answer

    def _write(self, params: dict[str, Any], **_: Any) -> None:
        # What botocore's client itself would neither accept nor know how to write.
        params["body"] = json.dumps(self.request).encode()

    def _hear(self, response_dict: Mapping[str, Any], **_: Any) -> None:
        self.answer = json.loads(response_dict["body"])

    def furnish(self) -> None:
        """Begin anew: the same ids each time, by the mock's seed."""
        self.pinpoint.reset()
        self.pinpoint.transitions.update({"phone-number": "immediate", "pool": "immediate"})
        self._furnish_destinations()
        self._furnish_identities()
        self._furnish_agents()
        self._furnish_registrations()
        self._furnish_configuration_sets()
        self._furnish_protection()
        self._furnish_messages()
        self._furnish_notify()
        self.plain.set_text_message_spend_limit_override(MonthlyLimit=1)
        if self.is_full:
            self.pinpoint.quotas.update(dict.fromkeys(self.pinpoint.quotas, 0))
        self.at_rest = self.everything()

    def furnish_again_if_changed(self) -> None:
        if self.everything() != self.at_rest:
            self.furnish()

    def _furnish_destinations(self) -> None:
        for name in "promotions", "alerts":
            created = self.plain.create_opt_out_list(OptOutListName=name, ClientToken=name, Tags=TAGS)
            self.plain.put_resource_policy(ResourceArn=created["OptOutListArn"], Policy='{"Version": "2012-10-17"}')
        for number in ABROAD, "+12065550199":
            self.plain.put_opted_out_number(OptOutListName="promotions", OptedOutNumber=number)
        self.phones = [
            self.plain.create_verified_destination_number(DestinationPhoneNumber=number)["VerifiedDestinationNumberId"]
            for number in (VERIFIED, "+12065550101")
        ]
        self.pinpoint.clock.advance(hours=25)  # from then on they can be deleted
        self.plain.create_verified_destination_number(DestinationPhoneNumber="+12065550102")

    def _number(self, number_type: str = "SIMULATOR", country: str = "US", **parameters: Any) -> str:
        asked = {"NumberCapabilities": ["SMS"], "MessageType": "TRANSACTIONAL", **parameters}
        answer = self.plain.request_phone_number(IsoCountryCode=country, NumberType=number_type, **asked)
        return str(answer["PhoneNumberId"])

    def _pool(self, identity: str, **parameters: Any) -> str:
        return str(
            self.plain.create_pool(OriginationIdentity=identity, MessageType="TRANSACTIONAL", **parameters)["PoolId"]
        )

    def _furnish_identities(self) -> None:
        campaign, under_review, toll_free = (
            self.pinpoint.add_registration(f"US_{kind}_REGISTRATION", status=status)
            for kind, status in (
                ("TEN_DLC_CAMPAIGN", "COMPLETE"),
                ("TEN_DLC_CAMPAIGN", "REVIEWING"),
                ("TOLL_FREE", "COMPLETE"),
            )
        )
        self.registrations = [campaign, under_review, toll_free]
        everywhere = {"NumberCapabilities": ["SMS", "VOICE", "MMS"], "InternationalSendingEnabled": True}
        self.simulator = self._number(Tags=TAGS, OptOutListName="promotions")
        self.toll_free = self._number("TOLL_FREE", RegistrationId=toll_free, **everywhere)
        self._number("TEN_DLC", RegistrationId=campaign, DeletionProtectionEnabled=True)
        self.plain.put_keyword(OriginationIdentity=self.simulator, Keyword="INFO", KeywordMessage="We are open.")
        two_way = self._number("LONG_CODE", "GB")
        channel = {"TwoWayEnabled": True, "TwoWayChannelArn": TOPIC, "TwoWayChannelRole": ROLE}
        self.plain.update_phone_number(PhoneNumberId=two_way, SelfManagedOptOutsEnabled=True, **channel)
        for sender_id, country in ("ACME", "GB"), ("ACME", "DE"), ("FREE", "DE"):
            self.plain.request_sender_id(SenderId=sender_id, IsoCountryCode=country, Tags=TAGS)
        pool = self._pool(self._number(), Tags=TAGS)
        for identity, country in (self._number(), "US"), ("ACME", "GB"):
            self.plain.associate_origination_identity(PoolId=pool, OriginationIdentity=identity, IsoCountryCode=country)
        self._pool(two_way, DeletionProtectionEnabled=True)
        for _ in range(2):
            self._number("TOLL_FREE", RegistrationId=toll_free, **everywhere)
        # Some that aren't ready, and never will be.
        self.pinpoint.transitions.update({"phone-number": "manual", "pool": "manual"})
        self._number()
        self._pool("FREE", IsoCountryCode="DE")

    def _furnish_agents(self) -> None:
        self.plain.create_rcs_agent(Tags=TAGS)
        launched = self.plain.create_rcs_agent(OptOutListName="promotions")["RcsAgentId"]
        self.pinpoint.launch(launched, "US")

    def _furnish_registrations(self) -> None:
        """A draft with some fields filled in, one that can be submitted, and one under review."""
        self.pinpoint.transitions.update({"registration": "manual", "registration-attachment": "immediate"})
        campaign, vetting, submitted = (
            {"RegistrationId": self.plain.create_registration(RegistrationType=f"US_TEN_DLC_{kind}")["RegistrationId"]}
            for kind in ("CAMPAIGN_REGISTRATION", "BRAND_VETTING", "BRAND_VETTING")
        )
        self.brand = self.pinpoint.add_registration("US_TEN_DLC_BRAND_REGISTRATION")
        for each in vetting, submitted:
            self.plain.create_registration_association(**each, ResourceId=self.brand)
        self.plain.submit_registration_version(**submitted)
        attachment, _ = (
            self.plain.create_registration_attachment(AttachmentBody=b"%PDF-1.7", Tags=TAGS)["RegistrationAttachmentId"]
            for _ in range(2)
        )
        for path, value in {
            "messageSamples.messageSample1": {"TextValue": "Example Corp: your order 123 is on its way."},
            "campaignUseCase.ageGated": {"SelectChoices": ["No"]},
            "campaignInfo.optInScreenshot": {"RegistrationAttachmentId": attachment},
        }.items():
            self.plain.put_registration_field_value(**campaign, FieldPath=path, **value)
        self.draft = campaign["RegistrationId"]
        self.registrations += [self.draft, vetting["RegistrationId"], submitted["RegistrationId"]]

    def _furnish_configuration_sets(self) -> None:
        for name in "marketing", "plain":
            self.plain.create_configuration_set(ConfigurationSetName=name, Tags=TAGS)
        self.plain.set_default_message_type(ConfigurationSetName="marketing", MessageType="TRANSACTIONAL")
        self.plain.set_default_sender_id(ConfigurationSetName="marketing", SenderId="ACME")
        for name, sink in SINKS.items():
            self.plain.create_event_destination(
                ConfigurationSetName="marketing",
                EventDestinationName=name,
                MatchingEventTypes=["ALL"],
                **{name: sink},
            )

    def _furnish_protection(self) -> None:
        """A protect configuration that is the default, one of a set, a protected one, and one that is none of these."""
        default, of_set, *_ = (
            {"ProtectConfigurationId": self.plain.create_protect_configuration(**asked)["ProtectConfigurationId"]}
            for asked in ({"Tags": TAGS}, {}, {"DeletionProtectionEnabled": True}, {})
        )
        self.plain.set_account_default_protect_configuration(**default)
        self.plain.associate_protect_configuration(**of_set, ConfigurationSetName="plain")
        rules = {"GB": {"ProtectStatus": "MONITOR"}, "DE": {"ProtectStatus": "BLOCK"}}
        for configuration, number, action in (default, ABROAD, "ALLOW"), (of_set, "+12065550102", "BLOCK"):
            self.plain.update_protect_configuration_country_rule_set(
                **configuration, NumberCapability="SMS", CountryRuleSetUpdates=rules
            )
            self.plain.put_protect_configuration_rule_set_number_override(
                **configuration, DestinationPhoneNumber=number, Action=action
            )

    def _furnish_messages(self) -> None:
        for phone in self.phones:
            self.plain.send_destination_number_verification_code(
                VerifiedDestinationNumberId=phone, VerificationChannel="TEXT", OriginationIdentity=self.toll_free
            )
        self.plain.verify_destination_number(
            VerifiedDestinationNumberId=self.phones[0],
            VerificationCode=self.pinpoint.verification_code(self.phones[0]),
        )
        self.plain.send_text_message(
            DestinationPhoneNumber=SIMULATED,
            OriginationIdentity=self.simulator,
            MessageBody="Hello",
            ConfigurationSetName="marketing",
            MessageFeedbackEnabled=True,
        )

    def _furnish_notify(self) -> None:
        self.pinpoint.transitions["notify-configuration"] = "immediate"
        template = "notify-code-verification-english-001"
        for settings in {"DeletionProtectionEnabled": True}, {"DefaultTemplateId": template}, {"Tags": TAGS}:
            self.plain.create_notify_configuration(
                DisplayName="Acme", UseCase="CODE_VERIFICATION", EnabledChannels=["SMS", "VOICE"], **settings
            )

    def everything(self) -> dict[str, Any]:
        """All that can be found out about the account."""
        told: dict[str, Any] = {name: self._told(name) for name, required in READING.items() if not required}
        known = words(told)
        for name, required in READING.items():
            if len(required) == 1:
                for value in sources(required[0], known, only_ids=True):
                    told[f"{name} {value}"] = self._told(name, **{required[0]: value})
        for kept in "outbox", "events", "deliveries":
            told[kept] = list(getattr(self.pinpoint, kept))
        return told

    def _told(self, operation: str, **parameters: str) -> Any:
        # Past the client, which would take twenty times as long.
        reply = self.pinpoint._service.handle(Call(operation, parameters, "us-east-1"))
        return reply.members if reply.status == 200 else reply.members["__type"]

    @cached_property
    def words(self) -> dict[str, list[str]]:
        """What a request to the account may name, by what the service calls it; the same each time it is furnished."""
        return {
            **words(self.at_rest),
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
            "VerificationCode": [self.pinpoint.verification_code(phone) for phone in self.phones],
        }

    def known(self, member: str) -> list[str]:
        """What of these is good for that member of a request."""
        return sources(member, self.words)


def words(told: Any, name: str = "") -> dict[str, list[str]]:
    """All texts within an answer, by the names of their members."""
    if isinstance(told, str):
        return {name: [told]}
    found: dict[str, dict[str, None]] = {}
    inner = (
        told.items() if isinstance(told, Mapping) else [(name, each) for each in told] if isinstance(told, list) else []
    )
    for member, value in inner:
        for each, texts in words(value, member).items():
            found.setdefault(each, {}).update(dict.fromkeys(texts))
    return {each: list(texts) for each, texts in found.items()}


def sources(member: str, known: Mapping[str, list[str]], *, only_ids: bool = False) -> list[str]:
    """The words for a member of a request: a resource by its id, name or ARN, or by its id alone."""
    one = member.removesuffix("s")
    if one == "ResourceArn":
        return [
            text for name, texts in known.items() if name.endswith("Arn") for text in texts if ":sms-voice:" in text
        ]
    if one == "Value":
        return [text for texts in known.values() for text in texts]
    names = SOURCES.get(one, (one, f"{one.removesuffix('Id').removesuffix('Name')}Arn"))
    found = [text for name in names for text in known.get(name, ())]
    return [text for text in found if not text.startswith(("arn:", "+"))] if only_ids else found


@pytest.fixture(params=["production", "sandbox", "full"])
def account(request: pytest.FixtureRequest) -> Iterator[Account]:
    """The account, that in the sandbox, and that of which all quotas are used up."""
    in_the_sandbox = {"account_tier": "SANDBOX", "strict_registration": True} if request.param == "sandbox" else {}
    with mock_pinpoint_v2(seed=1, **in_the_sandbox) as pinpoint:
        yield Account(pinpoint, is_full=request.param == "full")
