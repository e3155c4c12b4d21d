"""Make plain calls of every part of the service, which use nothing that is new."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from botocore import xform_name

from pinpoint_mock.protocol import model

PHONE = "+12065550100"
HAS_EVERYTHING = "SendRcsMessage" in model.service_model().operation_names


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
