"""Test which protect configuration applies to a message, what it decides, and what the events say of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from pinpoint_mock import PinpointMock

PHONE = "+12065550100"
CAPABILITIES = {"TEXT": "SMS", "MEDIA": "MMS", "VOICE": "VOICE"}
SUSPECTED = {"protectRecommendation": "BLOCK", "protectInsights": {"blockReason": "AIT_SUSPECTED"}}

Send = Callable[..., str]

each_channel = pytest.mark.parametrize("channel", CAPABILITIES)


@pytest.fixture
def make_us_rule(client: Any) -> Callable[..., str]:
    """Make a protect configuration with a status for the US. Return its id."""

    def call(status: str = "ALLOW", capability: str = "SMS") -> str:
        made: str = client.create_protect_configuration()["ProtectConfigurationId"]
        client.update_protect_configuration_country_rule_set(
            ProtectConfigurationId=made,
            NumberCapability=capability,
            CountryRuleSetUpdates={"US": {"ProtectStatus": status}},
        )
        return made

    return call


@pytest.fixture
def override(client: Any) -> Callable[..., None]:
    """Put an override for the phone."""

    def call(configuration: str, action: str, **parameters: Any) -> None:
        client.put_protect_configuration_rule_set_number_override(
            ProtectConfigurationId=configuration, DestinationPhoneNumber=PHONE, Action=action, **parameters
        )

    return call


# Which applies ------------------------------------------------------------------------------------------------------


def test_the_requests_configuration_goes_before_the_sets_and_that_before_the_default(
    pinpoint_v2: PinpointMock, client: Any, send_message: Send, make_us_rule: Any
) -> None:
    of_request, of_set, default = (make_us_rule() for _ in range(3))
    client.create_configuration_set(ConfigurationSetName="shop")
    client.create_configuration_set(ConfigurationSetName="plain")
    client.associate_protect_configuration(ProtectConfigurationId=of_set, ConfigurationSetName="shop")
    send_message()
    client.set_account_default_protect_configuration(ProtectConfigurationId=default)
    send_message()
    send_message(ConfigurationSetName="plain")
    send_message(ConfigurationSetName="shop")
    send_message(ConfigurationSetName="shop", ProtectConfigurationId=of_request)
    client.delete_account_default_protect_configuration()
    send_message()
    used = [message.protect_configuration_id for message in pinpoint_v2.outbox]
    assert used == [None, default, default, of_set, of_request, None]


@each_channel
def test_the_rules_for_one_channel_leave_the_others_alone(
    client: Any, send_message: Send, make_us_rule: Any, channel: str
) -> None:
    blocking = make_us_rule("BLOCK", CAPABILITIES[channel])
    client.set_account_default_protect_configuration(ProtectConfigurationId=blocking)
    for each in CAPABILITIES:
        if each != channel:
            send_message(each)


def test_no_configuration_applies_to_automatic_replies(
    pinpoint_v2: PinpointMock, client: Any, toll_free_number: Any, make_us_rule: Any
) -> None:
    client.describe_phone_numbers()  # the number is ACTIVE by now
    client.set_account_default_protect_configuration(ProtectConfigurationId=make_us_rule("BLOCK"))
    answer = pinpoint_v2.receive("HELP", origination_number=PHONE, destination_number=toll_free_number["PhoneNumber"])
    assert answer.reply is not None
    assert answer.reply.protect_configuration_id is None


# What it decides ----------------------------------------------------------------------------------------------------


@each_channel
@pytest.mark.parametrize("is_dry_run", [False, True])
def test_an_override_that_allows_a_number_goes_before_its_countrys_rule(
    pinpoint_v2: PinpointMock,
    send_message: Send,
    make_us_rule: Any,
    override: Any,
    channel: str,
    is_dry_run: bool,
) -> None:
    blocking = make_us_rule("BLOCK", CAPABILITIES[channel])
    override(blocking, "ALLOW")
    send_message(channel, ProtectConfigurationId=blocking, DryRun=is_dry_run)
    assert len(pinpoint_v2.outbox) == (0 if is_dry_run else 1)


def test_an_override_decides_until_it_expires_and_is_listed_afterwards(
    client: Any, pinpoint_v2: PinpointMock, send_message: Send, make_us_rule: Any, override: Any
) -> None:
    configuration = {"ProtectConfigurationId": make_us_rule("BLOCK")}
    expires = pinpoint_v2.clock.now() + dt.timedelta(hours=1)
    override(configuration["ProtectConfigurationId"], "ALLOW", ExpirationTimestamp=expires)
    pinpoint_v2.clock.advance(minutes=59)
    send_message(**configuration)
    pinpoint_v2.clock.advance(minutes=1)
    answer = client.list_protect_configuration_rule_set_number_overrides(**configuration)
    assert len(answer["RuleSetNumberOverrides"]) == 1


# What is artificial -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("channel", "status"), [("TEXT", "PROTECT_BLOCKED"), ("MEDIA", "BLOCKED"), ("VOICE", "FAILED")]
)
@pytest.mark.parametrize("delivery", ["DELIVERED", "manual", {PHONE: "DELIVERED"}])
def test_artificial_traffic_to_a_filtered_country_is_accepted_and_goes_nowhere(
    pinpoint_v2: PinpointMock,
    send_message: Send,
    make_us_rule: Any,
    channel: str,
    status: str,
    delivery: Any,
) -> None:
    pinpoint_v2.delivery = delivery
    pinpoint_v2.artificial_traffic.add(PHONE)
    configuration = make_us_rule("FILTER", CAPABILITIES[channel])
    message_id = send_message(channel, ProtectConfigurationId=configuration)
    [message] = pinpoint_v2.outbox
    assert (message.message_id, message.status, message.price) == (message_id, status, 0)
    assert (message.protect_status, message.protect_recommendation) == ("FILTER", "BLOCK")
    event = pinpoint_v2.events[-1]
    assert (event["eventType"], event["isFinal"]) == (f"{channel}_{status}", True)
    assert event["totalMessagePrice"] == 0
    assert event["protectConfiguration"] == {"protectConfigurationId": configuration, "protectStatus": "FILTER"}
    assert event["protectConfigurationAssessment"] == SUSPECTED


def test_what_is_filtered_counts_for_nothing_against_the_limit(
    pinpoint_v2: PinpointMock, client: Any, send_message: Send, make_us_rule: Any, refused: Any
) -> None:
    client.set_text_message_spend_limit_override(MonthlyLimit=1)
    long = {"MessageBody": "x" * 1530}
    send_message(**long)
    left = int(1 / pinpoint_v2.outbox[0].price) - 1
    pinpoint_v2.artificial_traffic.add(PHONE)
    configuration = make_us_rule("FILTER")
    for _ in range(2 * left):
        send_message(**long, ProtectConfigurationId=configuration)
    for _ in range(left):
        send_message(**long)
    refused("ServiceQuotaExceededException", send_message, **long)


@pytest.mark.parametrize("delivery", ["DELIVERED", "SPAM"])
@pytest.mark.parametrize(
    ("status", "is_artificial", "assessment"),
    [
        ("FILTER", False, {"protectRecommendation": "ALLOW"}),
        ("MONITOR", False, {"protectRecommendation": "ALLOW"}),
        ("MONITOR", True, SUSPECTED),
        ("ALLOW", True, None),
    ],
)
def test_all_else_goes_its_way_and_its_events_tell_what_is_thought_of_it(
    pinpoint_v2: PinpointMock,
    send_message: Send,
    make_us_rule: Any,
    delivery: str,
    status: str,
    is_artificial: bool,
    assessment: dict[str, Any] | None,
) -> None:
    pinpoint_v2.delivery = delivery
    if is_artificial:
        pinpoint_v2.artificial_traffic.add(PHONE.removeprefix("+"))
    configuration = make_us_rule(status)
    send_message(ProtectConfigurationId=configuration)
    assert pinpoint_v2.outbox[0].status == delivery
    for event in pinpoint_v2.events:
        assert event["protectConfiguration"] == {"protectConfigurationId": configuration, "protectStatus": status}
        assert event.get("protectConfigurationAssessment") == assessment


def test_an_override_that_allows_lets_artificial_traffic_pass_a_filter(
    pinpoint_v2: PinpointMock, send_message: Send, make_us_rule: Any, override: Any
) -> None:
    pinpoint_v2.artificial_traffic.add(PHONE)
    configuration = make_us_rule("FILTER")
    override(configuration, "ALLOW")
    send_message(ProtectConfigurationId=configuration)
    assert pinpoint_v2.outbox[0].status == "SUCCESSFUL"
    assert pinpoint_v2.events[-1]["protectConfigurationAssessment"] == SUSPECTED


def test_a_message_that_a_test_has_blocked_counts_as_suspected(
    pinpoint_v2: PinpointMock, send_message: Send, make_us_rule: Any
) -> None:
    pinpoint_v2.delivery = "PROTECT_BLOCKED"
    send_message(ProtectConfigurationId=make_us_rule("FILTER"))
    assert pinpoint_v2.events[-1]["protectConfigurationAssessment"] == SUSPECTED


def test_without_a_configuration_events_tell_of_none(pinpoint_v2: PinpointMock, send_message: Send) -> None:
    pinpoint_v2.artificial_traffic.add(PHONE)
    send_message()
    assert pinpoint_v2.outbox[0].status == "SUCCESSFUL"
    for event in pinpoint_v2.events:
        assert event.keys().isdisjoint({"protectConfiguration", "protectConfigurationAssessment"})


# PinpointMock.artificial_traffic ------------------------------------------------------------------------------------


def test_artificial_traffic_is_a_set_of_destinations_with_or_without_their_plus(pinpoint_v2: PinpointMock) -> None:
    assert not pinpoint_v2.artificial_traffic
    pinpoint_v2.artificial_traffic |= {PHONE, "447700900123"}
    assert "+447700900123" in pinpoint_v2.artificial_traffic
    assert "12065550100" in pinpoint_v2.artificial_traffic
    assert pinpoint_v2.artificial_traffic == {PHONE, "+447700900123"}
    pinpoint_v2.artificial_traffic.remove("12065550100")
    assert repr(pinpoint_v2.artificial_traffic) == "{'+447700900123'}"
    pinpoint_v2.reset()
    assert pinpoint_v2.artificial_traffic == set()


def test_what_is_no_destination_is_not_taken_for_traffic(pinpoint_v2: PinpointMock) -> None:
    pinpoint_v2.artificial_traffic = {PHONE}
    with pytest.raises(ValueError, match="'0044' is not a destination"):
        pinpoint_v2.artificial_traffic.add("0044")
    with pytest.raises(ValueError, match="is not a destination"):
        pinpoint_v2.artificial_traffic = {PHONE, "a phone"}
    with pytest.raises(KeyError):
        pinpoint_v2.artificial_traffic.remove("+447700900123")
    assert pinpoint_v2.artificial_traffic == {PHONE}
