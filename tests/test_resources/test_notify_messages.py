"""Messages that Notify sends."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from pinpoint_mock import PinpointMock

ENGLISH = "notify-code-verification-english-001"
HERS = "+12065550100"
TOPIC = "arn:aws:sns:us-east-1:123456789012:events"

Send = Callable[..., dict[str, Any]]

both = pytest.mark.parametrize("channel", ["text", "voice"])


@pytest.fixture
def configuration(client: Any) -> str:
    """The id of a configuration of both channels, to all of its tier's countries."""
    created = client.create_notify_configuration(
        DisplayName="Acme", UseCase="CODE_VERIFICATION", EnabledChannels=["SMS", "VOICE"]
    )
    return str(created["NotifyConfigurationId"])


@pytest.fixture
def send(client: Any, configuration: str) -> Send:
    """Send 123456 to +12065550100 in English, unless told otherwise; None leaves out."""

    def call(channel: str = "text", **parameters: Any) -> dict[str, Any]:
        asked = {
            "NotifyConfigurationId": configuration,
            "DestinationPhoneNumber": HERS,
            "TemplateId": ENGLISH,
            "TemplateVariables": {"code": "123456"},
            **parameters,
        }
        given = {name: value for name, value in asked.items() if value is not None}
        answer: dict[str, Any] = getattr(client, f"send_notify_{channel}_message")(**given)
        return {name: value for name, value in answer.items() if name != "ResponseMetadata"}

    return call


@pytest.fixture
def pool(client: Any, able_number: Any, configuration: str) -> dict[str, Any]:
    """A pool that the configuration has, of a number of the US for all channels."""
    pool = client.create_pool(OriginationIdentity=able_number["PhoneNumberId"], MessageType="TRANSACTIONAL")
    client.describe_pools()
    client.update_notify_configuration(NotifyConfigurationId=configuration, PoolId=pool["PoolId"])
    return dict(pool)


# What is sent -------------------------------------------------------------------------------------------------------


def test_a_text_is_sent_by_no_number_of_ones_own(send: Send, pinpoint_v2: PinpointMock, configuration: str) -> None:
    answer = send()
    [message] = pinpoint_v2.outbox
    body = "123456 is your Acme verification code."
    assert answer == {"MessageId": message.message_id, "TemplateId": ENGLISH, "ResolvedMessageBody": body}
    assert (message.channel, message.message_body, message.message_type) == ("TEXT", body, "TRANSACTIONAL")
    assert (message.origination_identity, message.origination_phone_number, message.pool_id) == (None, None, None)
    assert (message.notify_configuration_id, message.template_id) == (configuration, ENGLISH)
    assert (message.destination_phone_number, message.status, message.time_to_live) == (HERS, "DELIVERED", 259200)
    assert repr(message) == f"<TEXT to {HERS} from Notify, DELIVERED: '{body}'>"
    assert [event["eventType"] for event in pinpoint_v2.events] == ["TEXT_SUCCESSFUL", "TEXT_DELIVERED"]
    assert "originationPhoneNumber" not in pinpoint_v2.events[-1]


def test_a_call_reads_the_template_out(send: Send, pinpoint_v2: PinpointMock) -> None:
    answer = send("voice", TemplateVariables={"code": "1. 2. 3. 4. 5. 6."}, VoiceId="JOANNA")
    [message] = pinpoint_v2.outbox
    assert answer["ResolvedMessageBody"] == "1. 2. 3. 4. 5. 6. is your Acme verification code."
    assert (message.channel, message.message_body) == ("VOICE", answer["ResolvedMessageBody"])
    assert (message.voice_id, message.message_body_text_type, message.status) == ("JOANNA", "TEXT", "COMPLETED")
    assert pinpoint_v2.events[-1]["eventType"] == "VOICE_COMPLETED"


def test_a_call_has_the_templates_first_voice_unless_told_otherwise(send: Send, pinpoint_v2: PinpointMock) -> None:
    send("voice")
    send("voice", TemplateId="notify-code-verification-turkish-001")
    assert [message.voice_id for message in pinpoint_v2.outbox] == ["MATTHEW", "FILIZ"]


@both
def test_a_dry_run_resolves_the_template_and_sends_nothing(send: Send, pinpoint_v2: PinpointMock, channel: str) -> None:
    pinpoint_v2.quotas["DAILY_NOTIFY_TIER_MESSAGE_LIMIT"] = 1
    for _ in range(3):
        answer = send(channel, DryRun=True)
        assert answer["ResolvedMessageBody"] == "123456 is your Acme verification code."
        assert answer["MessageId"]
    assert (list(pinpoint_v2.outbox), list(pinpoint_v2.events)) == ([], [])
    send(channel)


@both
def test_context_and_time_to_live_go_with_a_message(send: Send, pinpoint_v2: PinpointMock, channel: str) -> None:
    pinpoint_v2.delivery = "manual"
    send(channel, Context={"login": "42"}, TimeToLive=60)
    pinpoint_v2.clock.advance(minutes=1)
    [message] = pinpoint_v2.outbox
    assert (message.context, message.status) == ({"login": "42"}, "TTL_EXPIRED")
    assert pinpoint_v2.events[-1]["context"] == {"login": "42"}


def test_events_go_to_the_configuration_sets_destinations(send: Send, client: Any, pinpoint_v2: PinpointMock) -> None:
    client.create_configuration_set(ConfigurationSetName="codes")
    client.set_default_message_type(ConfigurationSetName="codes", MessageType="PROMOTIONAL")
    client.create_event_destination(
        ConfigurationSetName="codes",
        EventDestinationName="sns",
        MatchingEventTypes=["TEXT_DELIVERED"],
        SnsDestination={"TopicArn": TOPIC},
    )
    send(ConfigurationSetName="codes")
    assert [(each.arn, each.event["eventType"]) for each in pinpoint_v2.deliveries] == [(TOPIC, "TEXT_DELIVERED")]
    assert pinpoint_v2.outbox[0].message_type == "TRANSACTIONAL"


@both
def test_feedback_can_be_given(send: Send, client: Any, pinpoint_v2: PinpointMock, channel: str) -> None:
    message_id = send(channel, MessageFeedbackEnabled=True)["MessageId"]
    client.put_message_feedback(MessageId=message_id, MessageFeedbackStatus="RECEIVED")
    assert pinpoint_v2.outbox[0].message_feedback_status == "RECEIVED"


@both
@pytest.mark.pinpoint_v2(account_tier="SANDBOX")
def test_an_account_in_the_sandbox_sends_to_any_phone(send: Send, pinpoint_v2: PinpointMock, channel: str) -> None:
    send(channel, DestinationPhoneNumber="+32460213999")  # where the sandbox has no calls of the account's own
    assert len(pinpoint_v2.outbox) == 1


# Templates and variables --------------------------------------------------------------------------------------------


@both
def test_the_configurations_template_is_taken_where_none_is_named(
    send: Send, client: Any, configuration: str, channel: str
) -> None:
    german = "notify-code-verification-german-001"
    client.update_notify_configuration(NotifyConfigurationId=configuration, DefaultTemplateId=german)
    for nothing in None, "":
        answer = send(channel, TemplateId=nothing)
        assert answer["TemplateId"] == german
        assert answer["ResolvedMessageBody"] == "Ihr Bestätigungscode von Acme lautet 123456."
    assert send(channel)["TemplateId"] == ENGLISH


def test_a_default_stands_in_for_a_variable(send: Send) -> None:
    template = "notify-code-verification-english-003"
    assert send(TemplateId=template)["ResolvedMessageBody"].endswith("good for: 1.")
    given = send(TemplateId=template, TemplateVariables={"code": "123456", "hours": "24"})
    assert given["ResolvedMessageBody"].endswith("good for: 24.")


def test_the_error_names_every_variable_that_is_wrong(send: Send, refused: Any) -> None:
    error = refused(
        "ValidationException",
        lambda **_: send(
            TemplateId="notify-code-verification-english-002",
            TemplateVariables={"code": "12", "brandName": "Acme", "pin": "1"},
        ),
    )
    assert [field["Name"].rpartition(".")[2] for field in error["Fields"]] == ["brandName", "pin", "code", "time"]


@pytest.mark.parametrize("unknown", ["notify-0", "arn:aws:sms-voice:us-east-1:123456789012:notify-configuration/x"])
def test_a_configuration_must_be_there(send: Send, refused: Any, unknown: str) -> None:
    error = refused("ResourceNotFoundException", lambda **_: send(NotifyConfigurationId=unknown))
    assert (error["ResourceType"], error["ResourceId"]) == ("notify-configuration", unknown)


@both
def test_a_template_must_be_there(send: Send, refused: Any, channel: str) -> None:
    error = refused("ResourceNotFoundException", lambda **_: send(channel, TemplateId="notify-nothing"))
    assert (error["ResourceType"], error["ResourceId"]) == ("notify-template", "notify-nothing")


# Identities and opt-outs --------------------------------------------------------------------------------------------


@both
def test_an_identity_of_the_configurations_pool_is_tried_first(
    send: Send, pinpoint_v2: PinpointMock, able_number: Any, pool: Any, channel: str
) -> None:
    send(channel)
    [message] = pinpoint_v2.outbox
    assert (message.origination_identity, message.pool_id) == (able_number["PhoneNumberId"], pool["PoolId"])
    assert message.origination_phone_number == able_number["PhoneNumber"]
    assert pinpoint_v2.events[-1]["originationPhoneNumber"] == able_number["PhoneNumber"]


@pytest.mark.usefixtures("pool")
def test_where_none_of_the_pool_fits_it_is_sent_by_aws(send: Send, pinpoint_v2: PinpointMock) -> None:
    send(DestinationPhoneNumber="+447700900123")
    [message] = pinpoint_v2.outbox
    assert (message.origination_identity, message.pool_id) == (None, None)


@both
def test_who_opted_out_of_the_accounts_own_numbers_still_gets_codes(
    send: Send, client: Any, pinpoint_v2: PinpointMock, channel: str
) -> None:
    client.put_opted_out_number(OptOutListName="Default", OptedOutNumber=HERS)
    send(channel)
    assert len(pinpoint_v2.outbox) == 1


# Limits -------------------------------------------------------------------------------------------------------------


def test_the_messages_of_the_basic_tier_are_counted_anew_each_day(send: Send, pinpoint_v2: PinpointMock) -> None:
    pinpoint_v2.quotas["DAILY_NOTIFY_TIER_MESSAGE_LIMIT"] = 1
    for _ in range(2):
        send()
        pinpoint_v2.clock.advance(days=1)


def test_the_advanced_tier_has_no_limit_of_its_own(
    send: Send, pinpoint_v2: PinpointMock, configuration: str, approved: Callable[..., str]
) -> None:
    pinpoint_v2.quotas["DAILY_NOTIFY_TIER_MESSAGE_LIMIT"] = 1
    approved("NOTIFY_TIER_UPGRADE_REGISTRATION", configuration)
    for _ in range(3):
        send()


def test_messages_do_not_count_against_the_spend_limits_of_texts_and_calls(
    send: Send, pinpoint_v2: PinpointMock
) -> None:
    pinpoint_v2.quotas["TEXT_MESSAGE_MONTHLY_SPEND_LIMIT"] = 0
    pinpoint_v2.quotas["VOICE_MESSAGE_MONTHLY_SPEND_LIMIT"] = 0
    send()
    send("voice")
    assert len(pinpoint_v2.outbox) == 2


def test_what_costs_nothing_is_given_back_to_notifys_limit(send: Send, pinpoint_v2: PinpointMock) -> None:
    pinpoint_v2.quotas["NOTIFY_MESSAGE_MONTHLY_SPEND_LIMIT"] = 1
    pinpoint_v2.delivery = "BUSY"
    for number in range(100):
        send("voice", DestinationPhoneNumber=f"+12065550{100 + number}")
    assert pinpoint_v2.outbox[-1].price == 0


def test_notify_sends_no_rcs_by_its_pool(
    send: Send, client: Any, pinpoint_v2: PinpointMock, pool: dict[str, Any], launched: str
) -> None:
    client.associate_origination_identity(PoolId=pool["PoolId"], OriginationIdentity=launched, IsoCountryCode="ZZ")
    send()
    assert pinpoint_v2.outbox[-1].channel == "TEXT"
