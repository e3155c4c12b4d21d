"""Test the messages that Notify sends."""

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
def notify_configuration(create_notify: Callable[..., Any]) -> str:
    """Create a Notify configuration of both channels, for all countries of its tier. Return its id."""
    return str(create_notify()["NotifyConfigurationId"])


@pytest.fixture
def send_notify(client: Any, notify_configuration: str) -> Send:
    """Send the code 123456 to +12065550100 in English. Return the answer.

    The parameters of the call add to the default ones or replace them; None leaves one out.
    """

    def call(channel: str = "text", **parameters: Any) -> dict[str, Any]:
        asked = {
            "NotifyConfigurationId": notify_configuration,
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
def notify_pool(client: Any, toll_free_pool: Any, notify_configuration: str) -> Any:
    """Give the configuration the pool `toll_free_pool`. Return that."""
    client.describe_pools()  # it is ACTIVE by now
    client.update_notify_configuration(NotifyConfigurationId=notify_configuration, PoolId=toll_free_pool["PoolId"])
    return toll_free_pool


# What is sent -------------------------------------------------------------------------------------------------------


def test_a_text_is_sent_by_no_number_of_ones_own(
    send_notify: Send, pinpoint_v2: PinpointMock, notify_configuration: str
) -> None:
    answer = send_notify()
    [message] = pinpoint_v2.outbox
    body = "123456 is your Acme verification code."
    assert answer == {"MessageId": message.message_id, "TemplateId": ENGLISH, "ResolvedMessageBody": body}
    assert (message.channel, message.message_body, message.message_type) == ("TEXT", body, "TRANSACTIONAL")
    assert (message.origination_identity, message.origination_phone_number, message.pool_id) == (None, None, None)
    assert (message.notify_configuration_id, message.template_id) == (notify_configuration, ENGLISH)
    assert (message.destination_phone_number, message.status, message.time_to_live) == (HERS, "DELIVERED", 259200)
    assert repr(message) == f"<TEXT to {HERS} from Notify, DELIVERED: '{body}'>"
    assert [event["eventType"] for event in pinpoint_v2.events] == ["TEXT_SUCCESSFUL", "TEXT_DELIVERED"]
    assert "originationPhoneNumber" not in pinpoint_v2.events[-1]


def test_a_call_reads_the_template_out(send_notify: Send, pinpoint_v2: PinpointMock) -> None:
    answer = send_notify("voice", TemplateVariables={"code": "1. 2. 3. 4. 5. 6."}, VoiceId="JOANNA")
    [message] = pinpoint_v2.outbox
    assert answer["ResolvedMessageBody"] == "1. 2. 3. 4. 5. 6. is your Acme verification code."
    assert (message.channel, message.message_body) == ("VOICE", answer["ResolvedMessageBody"])
    assert (message.voice_id, message.message_body_text_type, message.status) == ("JOANNA", "TEXT", "COMPLETED")
    assert pinpoint_v2.events[-1]["eventType"] == "VOICE_COMPLETED"


def test_a_call_has_the_templates_first_voice_by_default(send_notify: Send, pinpoint_v2: PinpointMock) -> None:
    send_notify("voice")
    send_notify("voice", TemplateId="notify-code-verification-turkish-001")
    assert [message.voice_id for message in pinpoint_v2.outbox] == ["MATTHEW", "FILIZ"]


@both
def test_a_dry_run_resolves_the_template_and_sends_nothing(
    send_notify: Send, pinpoint_v2: PinpointMock, channel: str
) -> None:
    pinpoint_v2.quotas["DAILY_NOTIFY_TIER_MESSAGE_LIMIT"] = 1
    for _ in range(3):
        answer = send_notify(channel, DryRun=True)
        assert answer["ResolvedMessageBody"] == "123456 is your Acme verification code."
        assert answer["MessageId"]
    assert (list(pinpoint_v2.outbox), list(pinpoint_v2.events)) == ([], [])
    send_notify(channel)


@both
def test_context_and_time_to_live_go_with_a_message(send_notify: Send, pinpoint_v2: PinpointMock, channel: str) -> None:
    pinpoint_v2.delivery = "manual"
    send_notify(channel, Context={"login": "42"}, TimeToLive=60)
    pinpoint_v2.clock.advance(minutes=1)
    [message] = pinpoint_v2.outbox
    assert (message.context, message.status) == ({"login": "42"}, "TTL_EXPIRED")
    assert pinpoint_v2.events[-1]["context"] == {"login": "42"}


def test_events_go_to_the_configuration_sets_destinations(
    send_notify: Send, client: Any, pinpoint_v2: PinpointMock
) -> None:
    client.create_configuration_set(ConfigurationSetName="codes")
    client.set_default_message_type(ConfigurationSetName="codes", MessageType="PROMOTIONAL")
    client.create_event_destination(
        ConfigurationSetName="codes",
        EventDestinationName="sns",
        MatchingEventTypes=["TEXT_DELIVERED"],
        SnsDestination={"TopicArn": TOPIC},
    )
    send_notify(ConfigurationSetName="codes")
    assert [(each.arn, each.event["eventType"]) for each in pinpoint_v2.deliveries] == [(TOPIC, "TEXT_DELIVERED")]
    assert pinpoint_v2.outbox[0].message_type == "TRANSACTIONAL"


@both
def test_feedback_can_be_given(send_notify: Send, client: Any, pinpoint_v2: PinpointMock, channel: str) -> None:
    message_id = send_notify(channel, MessageFeedbackEnabled=True)["MessageId"]
    client.put_message_feedback(MessageId=message_id, MessageFeedbackStatus="RECEIVED")
    assert pinpoint_v2.outbox[0].message_feedback_status == "RECEIVED"


@both
@pytest.mark.pinpoint_v2(account_tier="SANDBOX")
def test_an_account_in_the_sandbox_sends_to_any_phone(
    send_notify: Send, pinpoint_v2: PinpointMock, channel: str
) -> None:
    send_notify(channel, DestinationPhoneNumber="+32460213999")  # where the sandbox has no calls of the account's own
    assert len(pinpoint_v2.outbox) == 1


# Templates and variables --------------------------------------------------------------------------------------------


@both
def test_the_configurations_template_is_taken_where_none_is_named(
    send_notify: Send, client: Any, notify_configuration: str, channel: str
) -> None:
    german = "notify-code-verification-german-001"
    client.update_notify_configuration(NotifyConfigurationId=notify_configuration, DefaultTemplateId=german)
    for nothing in None, "":
        answer = send_notify(channel, TemplateId=nothing)
        assert answer["TemplateId"] == german
        assert answer["ResolvedMessageBody"] == "Ihr Bestätigungscode von Acme lautet 123456."
    assert send_notify(channel)["TemplateId"] == ENGLISH


def test_a_default_stands_in_for_a_variable(send_notify: Send) -> None:
    template = "notify-code-verification-english-003"
    assert send_notify(TemplateId=template)["ResolvedMessageBody"].endswith("good for: 1.")
    given = send_notify(TemplateId=template, TemplateVariables={"code": "123456", "hours": "24"})
    assert given["ResolvedMessageBody"].endswith("good for: 24.")


def test_the_error_names_every_variable_that_is_wrong(send_notify: Send, refused: Any) -> None:
    error = refused(
        "ValidationException",
        lambda **_: send_notify(
            TemplateId="notify-code-verification-english-002",
            TemplateVariables={"code": "12", "brandName": "Acme", "pin": "1"},
        ),
    )
    assert [field["Name"].rpartition(".")[2] for field in error["Fields"]] == ["brandName", "pin", "code", "time"]


@pytest.mark.parametrize("unknown", ["notify-0", "arn:aws:sms-voice:us-east-1:123456789012:notify-configuration/x"])
def test_a_configuration_must_be_there(send_notify: Send, refused: Any, unknown: str) -> None:
    error = refused("ResourceNotFoundException", lambda **_: send_notify(NotifyConfigurationId=unknown))
    assert (error["ResourceType"], error["ResourceId"]) == ("notify-configuration", unknown)


@both
def test_a_template_must_be_there(send_notify: Send, refused: Any, channel: str) -> None:
    error = refused("ResourceNotFoundException", lambda **_: send_notify(channel, TemplateId="notify-nothing"))
    assert (error["ResourceType"], error["ResourceId"]) == ("notify-template", "notify-nothing")


# Identities and opt-outs --------------------------------------------------------------------------------------------


@both
def test_an_identity_of_the_configurations_pool_is_tried_first(
    send_notify: Send, pinpoint_v2: PinpointMock, toll_free_number: Any, notify_pool: Any, channel: str
) -> None:
    send_notify(channel)
    [message] = pinpoint_v2.outbox
    assert (message.origination_identity, message.pool_id) == (toll_free_number["PhoneNumberId"], notify_pool["PoolId"])
    assert message.origination_phone_number == toll_free_number["PhoneNumber"]
    assert pinpoint_v2.events[-1]["originationPhoneNumber"] == toll_free_number["PhoneNumber"]


@pytest.mark.usefixtures("notify_pool")
def test_where_none_of_the_pool_fits_it_is_sent_by_aws(send_notify: Send, pinpoint_v2: PinpointMock) -> None:
    send_notify(DestinationPhoneNumber="+447700900123")
    [message] = pinpoint_v2.outbox
    assert (message.origination_identity, message.pool_id) == (None, None)


@both
def test_a_person_who_opted_out_of_the_accounts_own_numbers_still_gets_codes(
    send_notify: Send, client: Any, pinpoint_v2: PinpointMock, channel: str
) -> None:
    client.put_opted_out_number(OptOutListName="Default", OptedOutNumber=HERS)
    send_notify(channel)
    assert len(pinpoint_v2.outbox) == 1


# Limits -------------------------------------------------------------------------------------------------------------


def test_the_messages_of_the_basic_tier_are_counted_anew_each_day(send_notify: Send, pinpoint_v2: PinpointMock) -> None:
    pinpoint_v2.quotas["DAILY_NOTIFY_TIER_MESSAGE_LIMIT"] = 1
    for _ in range(2):
        send_notify()
        pinpoint_v2.clock.advance(days=1)


def test_the_advanced_tier_has_no_limit_of_its_own(
    send_notify: Send, pinpoint_v2: PinpointMock, notify_configuration: str, approved: Callable[..., str]
) -> None:
    pinpoint_v2.quotas["DAILY_NOTIFY_TIER_MESSAGE_LIMIT"] = 1
    approved("NOTIFY_TIER_UPGRADE_REGISTRATION", notify_configuration)
    for _ in range(3):
        send_notify()


def test_messages_do_not_count_against_the_spend_limits_of_texts_and_calls(
    send_notify: Send, pinpoint_v2: PinpointMock
) -> None:
    pinpoint_v2.quotas["TEXT_MESSAGE_MONTHLY_SPEND_LIMIT"] = 0
    pinpoint_v2.quotas["VOICE_MESSAGE_MONTHLY_SPEND_LIMIT"] = 0
    send_notify()
    send_notify("voice")
    assert len(pinpoint_v2.outbox) == 2


def test_what_costs_nothing_is_given_back_to_notifys_limit(send_notify: Send, pinpoint_v2: PinpointMock) -> None:
    pinpoint_v2.quotas["NOTIFY_MESSAGE_MONTHLY_SPEND_LIMIT"] = 1
    pinpoint_v2.delivery = "BUSY"
    for number in range(100):
        send_notify("voice", DestinationPhoneNumber=f"+12065550{100 + number}")
    assert pinpoint_v2.outbox[-1].price == 0


def test_notify_sends_no_rcs_by_its_pool(
    send_notify: Send, client: Any, pinpoint_v2: PinpointMock, notify_pool: dict[str, Any], launched_agent: str
) -> None:
    client.associate_origination_identity(
        PoolId=notify_pool["PoolId"], OriginationIdentity=launched_agent, IsoCountryCode="ZZ"
    )
    send_notify()
    assert pinpoint_v2.outbox[-1].channel == "TEXT"
