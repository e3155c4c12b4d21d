"""Test each reason for which an operation of Notify refuses a call."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from pinpoint_mock import PinpointMock

conflict = partial(pytest.mark.refusal, "ConflictException")
quota = partial(pytest.mark.refusal, "ServiceQuotaExceededException")
validation = partial(pytest.mark.refusal, "ValidationException")

SENDS = ("SendNotifyTextMessage", "SendNotifyVoiceMessage")
WRITES = ("CreateNotifyConfiguration", "UpdateNotifyConfiguration")
ENGLISH = "notify-code-verification-english-001"
PHONE = "+12065550100"

Create = Callable[..., dict[str, Any]]


WANTED = {"DisplayName": "Acme", "UseCase": "CODE_VERIFICATION", "EnabledChannels": ["SMS", "VOICE"]}


def code(configuration: dict[str, Any], **parameters: Any) -> dict[str, Any]:
    """Return the parameters that send a code by this configuration."""
    return {
        "NotifyConfigurationId": configuration["NotifyConfigurationId"],
        "DestinationPhoneNumber": PHONE,
        "TemplateId": ENGLISH,
        "TemplateVariables": {"code": "123456"},
        **parameters,
    }


def written(create_notify: Create, operation: str, **parameters: Any) -> dict[str, Any]:
    """Return the parameters that create a configuration, or that update one that this function has created."""
    if operation == "CreateNotifyConfiguration":
        return {**WANTED, **parameters}
    return {"NotifyConfigurationId": create_notify()["NotifyConfigurationId"], **parameters}


# Configurations -----------------------------------------------------------------------------------------------------


@conflict(
    "DELETION_PROTECTION_ENABLED",
    by="DeleteNotifyConfiguration",
    when="the configuration is protected",
    source="documented; the reason our choice",
)
def test_deletion_protection_enabled_of_a_notify_configuration(create_notify: Create, is_refused: Any) -> None:
    configuration_id = create_notify(DeletionProtectionEnabled=True)["NotifyConfigurationId"]
    is_refused(f"notify-configuration/{configuration_id}", NotifyConfigurationId=configuration_id)


@conflict(
    "POOL_ASSOCIATED_TO_NOTIFY_CONFIGURATION",
    by="DeletePool",
    when="a Notify configuration uses the pool",
    source="our choice, by its name",
)
def test_pool_associated_to_notify_configuration(
    client: Any, create_notify: Create, toll_free_pool: Any, is_refused: Any
) -> None:
    client.describe_pools()
    create_notify(PoolId=toll_free_pool["PoolId"])
    is_refused(f"pool/{toll_free_pool['PoolId']}", PoolId=toll_free_pool["PoolId"])


@conflict("RESOURCE_NOT_ACTIVE", by=WRITES, when="the pool for Notify isn't `ACTIVE`", source="our choice")
def test_resource_not_active_for_notify(
    pinpoint_v2: PinpointMock,
    client: Any,
    create_notify: Create,
    toll_free_number: Any,
    is_refused: Any,
    operation: str,
) -> None:
    pinpoint_v2.transitions["pool"] = "manual"
    pool = client.create_pool(OriginationIdentity=toll_free_number["PhoneNumberId"], MessageType="TRANSACTIONAL")
    is_refused(f"pool/{pool['PoolId']}", **written(create_notify, operation, PoolId=pool["PoolId"]))


@quota(
    "NOTIFY_CONFIGURATIONS_PER_ACCOUNT",
    by="CreateNotifyConfiguration",
    when="there are 25 configurations already",
    source="documented",
)
def test_notify_configurations_per_account(create_notify: Create, is_refused: Any) -> None:
    for _ in range(25):
        create_notify()
    is_refused(**WANTED)


@validation(
    "INVALID_PARAMETER",
    by=WRITES,
    when="`EnabledCountries` has one that the tier doesn't send to",
    source="our choice; that it can't be is documented",
)
def test_invalid_parameter_of_enabled_countries(create_notify: Create, is_refused: Any, operation: str) -> None:
    is_refused("enabledCountries", **written(create_notify, operation, EnabledCountries=["US", "AT"]))


@validation(
    "INVALID_PARAMETER",
    by=WRITES,
    when="`EnabledChannels` has another than `SMS` and `VOICE`",
    source="our choice; that it can't be is documented",
)
def test_invalid_parameter_of_enabled_channels(create_notify: Create, is_refused: Any, operation: str) -> None:
    is_refused("enabledChannels", **written(create_notify, operation, EnabledChannels=["SMS", "MMS"]))


@validation(
    "INVALID_FILTER_VALUES",
    by="DescribeNotifyTemplates",
    when="the filter `language-code` has a language in capitals",
    source="observed",
)
def test_invalid_filter_values_of_a_language(is_refused: Any) -> None:
    is_refused("filters", Filters=[{"Name": "language-code", "Values": ["EN"]}])


# Messages -----------------------------------------------------------------------------------------------------------


@conflict(
    "NOTIFY_CONFIGURATION_NOT_ACTIVE",
    by=SENDS,
    when="the configuration isn't `ACTIVE`",
    source="documented; the reason our choice, by its name",
)
@pytest.mark.pinpoint_v2(transitions={"notify-configuration": "manual"})
def test_notify_configuration_not_active(create_notify: Create, is_refused: Any) -> None:
    configuration = create_notify()
    is_refused(f"notify-configuration/{configuration['NotifyConfigurationId']}", **code(configuration))


@conflict(
    "DESTINATION_PHONE_NUMBER_OPTED_OUT",
    by=SENDS,
    when="the message would go by the configuration's pool, and the destination is on the pool's list",
    source="documented; the resource our choice",
)
def test_destination_phone_number_opted_out_of_notifys_pool(
    client: Any, create_notify: Create, toll_free_pool: Any, is_refused: Any
) -> None:
    client.put_opted_out_number(OptOutListName="Default", OptedOutNumber=PHONE)
    is_refused("opt-out-list/Default", **code(create_notify(PoolId=toll_free_pool["PoolId"])))


@validation(
    "CHANNEL_NOT_ENABLED",
    by=SENDS,
    when="the configuration hasn't the channel",
    source="documented; the reason our choice, by its name",
)
def test_channel_not_enabled(create_notify: Create, is_refused: Any, operation: str) -> None:
    other = "VOICE" if operation == "SendNotifyTextMessage" else "SMS"
    is_refused("notifyConfigurationId", **code(create_notify(EnabledChannels=[other])))


@validation(
    "COUNTRY_NOT_ENABLED",
    by=SENDS,
    when="the configuration hasn't the destination's country",
    source="documented; the reason our choice, by its name",
)
def test_country_not_enabled(create_notify: Create, is_refused: Any) -> None:
    is_refused("destinationPhoneNumber", **code(create_notify(EnabledCountries=["GB", "FR"])))


@validation(
    "DESTINATION_COUNTRY_BLOCKED",
    by=SENDS,
    when="AWS doesn't send to the destination's country",
    source="our choice; that it can't be is documented",
)
def test_destination_country_blocked_for_notify(create_notify: Create, is_refused: Any) -> None:
    is_refused("destinationPhoneNumber", **code(create_notify(), DestinationPhoneNumber="+5351234567"))


@validation(
    "FIELD_VALIDATION_FAILED",
    by=SENDS,
    when="a template's variable is missing, is wrong, or isn't to be given",
    source="our choice; that it is refused is documented",
)
@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({}, "code"),
        ({"code": "12"}, "code"),
        ({"code": "123456789"}, "code"),
        ({"code": "12345\n"}, "code"),
        ({"code": "123456", "pin": "1"}, "pin"),
        ({"code": "123456", "brandName": "Acme"}, "brandName"),
    ],
)
def test_field_validation_failed_of_a_variable(create_notify: Create, is_refused: Any, given: Any, field: str) -> None:
    is_refused(f"templateVariables.{field}", **code(create_notify(), TemplateVariables=given))


@validation(
    "FIELD_VALIDATION_FAILED",
    by="SendNotifyTextMessage",
    when="a template's variable isn't of its type, or not within its bounds",
    source="our choice; that it is refused is documented",
)
@pytest.mark.parametrize("time", ["ten", "0", "61"])
def test_field_validation_failed_of_a_number(create_notify: Create, is_refused: Any, time: str) -> None:
    given = {"TemplateId": ENGLISH.replace("001", "002"), "TemplateVariables": {"code": "123456", "time": time}}
    is_refused("templateVariables.time", **code(create_notify(), **given))


@validation(
    "INVALID_PARAMETER",
    by="SendNotifyTextMessage",
    when="the template isn't for the configuration's tier, or not for the destination's country",
    source="documented; the error our choice",
)
@pytest.mark.parametrize(("number", "destination"), [("005", PHONE), ("006", "+447700900123")])
def test_invalid_parameter_of_a_template(create_notify: Create, is_refused: Any, number: str, destination: str) -> None:
    given = {"TemplateId": ENGLISH.replace("001", number), "DestinationPhoneNumber": destination}
    is_refused("templateId", **code(create_notify(), **given))


@validation(
    "INVALID_PARAMETER",
    by="SendNotifyVoiceMessage",
    when="the template isn't for calls",
    source="documented; the error our choice",
)
def test_invalid_parameter_of_a_template_for_texts(create_notify: Create, is_refused: Any) -> None:
    is_refused("templateId", **code(create_notify(), TemplateId="notify-code-verification-czech-001"))


@validation(
    "INVALID_PARAMETER",
    by="SendNotifyVoiceMessage",
    when="the voice is none of the template's",
    source="our choice",
)
def test_invalid_parameter_of_a_voice(create_notify: Create, is_refused: Any) -> None:
    is_refused("voiceId", **code(create_notify(), VoiceId="HANS"))


@validation(
    "MISSING_PARAMETER",
    by=SENDS,
    when="no template is named, and the configuration has none",
    source="documented; the reason our choice",
)
def test_missing_parameter_of_a_template(create_notify: Create, is_refused: Any) -> None:
    asked = code(create_notify())
    del asked["TemplateId"]
    is_refused("templateId", **asked)


@quota(
    "DAILY_NOTIFY_TIER_MESSAGE_LIMIT",
    by=SENDS,
    when="a configuration of the tier `BASIC` has sent 200 messages that day",
    source="documented; the reason our choice, by its name",
)
def test_daily_notify_tier_message_limit(
    client: Any, pinpoint_v2: PinpointMock, create_notify: Create, is_refused: Any
) -> None:
    pinpoint_v2.clock.advance(hours=24 - pinpoint_v2.clock.now().hour)  # so that all calls are of one day
    another, configuration = create_notify(), create_notify()
    client.send_notify_text_message(**code(another))
    for place in range(200):
        client.send_notify_text_message(**code(configuration, DestinationPhoneNumber=f"+12065550{100 + place}"))
    is_refused(**code(configuration))


@quota(
    "DAILY_NOTIFY_TIER_MESSAGE_LIMIT",
    by=SENDS,
    when="the account has sent 10 of Notify's messages to the destination that day",
    source="documented; the reason our choice",
)
def test_daily_notify_tier_message_limit_of_a_destination(client: Any, create_notify: Create, is_refused: Any) -> None:
    first, second = create_notify(), create_notify()
    for each in [first, second] * 5:
        client.send_notify_text_message(**code(each))
    is_refused(**code(second))


@quota(
    "MONTHLY_SPEND_LIMIT_REACHED_FOR_NOTIFY",
    by=SENDS,
    when="the message would go beyond Notify's limit of the month",
    source="documented; the reason our choice, by its name",
)
def test_monthly_spend_limit_reached_for_notify(client: Any, create_notify: Create, is_refused: Any) -> None:
    client.set_notify_message_spend_limit_override(MonthlyLimit=0)
    is_refused(**code(create_notify()))


@quota(
    "DAILY_DESTINATION_CALL_LIMIT",
    by="SendNotifyVoiceMessage",
    when="the phone has been called 5 times in 24 hours",
    source="our choice, as of other calls",
)
def test_daily_destination_call_limit_of_notify(client: Any, create_notify: Create, is_refused: Any) -> None:
    configuration = create_notify()
    client.describe_notify_configurations()
    for _ in range(5):
        client.send_notify_voice_message(**code(configuration))
    is_refused(**code(configuration))
