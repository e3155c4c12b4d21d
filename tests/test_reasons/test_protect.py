"""Test each reason for which a protect configuration blocks a message, or an operation on one is refused."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from pinpoint_mock import PinpointMock

conflict = partial(pytest.mark.refusal, "ConflictException")

SENDS = ("SendTextMessage", "SendMediaMessage", "SendVoiceMessage")
PHONE = "+12065550100"
HELLO = {"DestinationPhoneNumber": PHONE, "MessageBody": "Hello"}
SHOP = {"ConfigurationSetName": "shop"}


@pytest.fixture
def block_country(client: Any, protect_configuration: Any) -> Callable[[], None]:
    """Block the US for every capability."""

    def call() -> None:
        for capability in "SMS", "MMS", "VOICE":
            client.update_protect_configuration_country_rule_set(
                **protect_configuration,
                NumberCapability=capability,
                CountryRuleSetUpdates={"US": {"ProtectStatus": "BLOCK"}},
            )

    return call


def named(configuration: dict[str, str]) -> str:
    return f"protect-configuration/{configuration['ProtectConfigurationId']}"


# Messages -----------------------------------------------------------------------------------------------------------


@conflict(
    "DESTINATION_COUNTRY_BLOCKED_BY_PROTECT_CONFIGURATION",
    by=SENDS,
    when="the protect configuration that the message goes by blocks the destination's country for its capability",
    source="documented and observed",
)
@pytest.mark.parametrize(
    "how", ["the request's", "the configuration set's", "the default", "in a dry run", "after an override has expired"]
)
def test_destination_country_blocked_by_protect_configuration(
    client: Any,
    pinpoint_v2: PinpointMock,
    toll_free_number: Any,
    protect_configuration: Any,
    block_country: Any,
    is_refused: Any,
    how: str,
) -> None:
    block_country()
    if how == "after an override has expired":
        expires = {"ExpirationTimestamp": pinpoint_v2.clock.now() + dt.timedelta(hours=1)}
        client.put_protect_configuration_rule_set_number_override(
            **protect_configuration, DestinationPhoneNumber=PHONE, Action="ALLOW", **expires
        )
        pinpoint_v2.clock.advance(hours=1)
    asked: dict[str, Any] = {**HELLO, "OriginationIdentity": toll_free_number["PhoneNumberId"]}
    if how == "the default":
        client.set_account_default_protect_configuration(**protect_configuration)
    elif how == "the configuration set's":
        client.create_configuration_set(**SHOP)
        client.associate_protect_configuration(**protect_configuration, **SHOP)
        asked |= SHOP
    else:
        asked |= {**protect_configuration, "DryRun": how == "in a dry run"}
    is_refused(named(protect_configuration), **asked)


@conflict(
    "DESTINATION_COUNTRY_BLOCKED_BY_PROTECT_CONFIGURATION",
    by="SendDestinationNumberVerificationCode",
    when="the protect configuration that the code goes by blocks the phone's country",
    source="our choice",
)
@pytest.mark.usefixtures("toll_free_number")
def test_destination_country_blocked_by_protect_configuration_for_a_code(
    client: Any, protect_configuration: Any, block_country: Any, is_refused: Any
) -> None:
    block_country()
    client.set_account_default_protect_configuration(**protect_configuration)
    made = client.create_verified_destination_number(DestinationPhoneNumber=PHONE)
    asked = {"VerifiedDestinationNumberId": made["VerifiedDestinationNumberId"], "VerificationChannel": "TEXT"}
    is_refused(named(protect_configuration), **asked)


@conflict(
    "DESTINATION_PHONE_NUMBER_BLOCKED_BY_PROTECT_NUMBER_OVERRIDE",
    by=SENDS,
    when="the protect configuration that the message goes by blocks the number, whatever its country's rule",
    source="documented; the resource our choice",
)
@pytest.mark.parametrize("country_is_blocked", [False, True])
@pytest.mark.parametrize("is_dry_run", [False, True])
def test_destination_phone_number_blocked_by_protect_number_override(
    client: Any,
    toll_free_number: Any,
    protect_configuration: Any,
    block_country: Any,
    is_refused: Any,
    country_is_blocked: bool,
    is_dry_run: bool,
) -> None:
    if country_is_blocked:
        block_country()
    client.put_protect_configuration_rule_set_number_override(
        **protect_configuration, DestinationPhoneNumber=PHONE, Action="BLOCK"
    )
    asked = {**HELLO, **protect_configuration, "DryRun": is_dry_run}
    is_refused(named(protect_configuration), **asked, OriginationIdentity=toll_free_number["PhoneNumberId"])


# The configurations themselves --------------------------------------------------------------------------------------


@conflict(
    "DELETION_PROTECTION_ENABLED",
    by="DeleteProtectConfiguration",
    when="the protect configuration is protected",
    source="documented",
)
def test_deletion_protection_enabled_of_a_protect_configuration(
    client: Any, protect_configuration: Any, is_refused: Any
) -> None:
    client.update_protect_configuration(**protect_configuration, DeletionProtectionEnabled=True)
    is_refused(named(protect_configuration), **protect_configuration)


@conflict(
    "PROTECT_CONFIGURATION_IS_ACCOUNT_DEFAULT",
    by="DeleteProtectConfiguration",
    when="it is the account's default",
    source="documented; the reason our choice, by its name",
)
def test_protect_configuration_is_account_default(client: Any, protect_configuration: Any, is_refused: Any) -> None:
    client.set_account_default_protect_configuration(**protect_configuration)
    is_refused(named(protect_configuration), **protect_configuration)


@conflict(
    "PROTECT_CONFIGURATION_ASSOCIATED_WITH_CONFIGURATION_SET",
    by="DeleteProtectConfiguration",
    when="a configuration set's messages go by it",
    source="documented; the reason our choice, by its name",
)
def test_protect_configuration_associated_with_configuration_set(
    client: Any, protect_configuration: Any, is_refused: Any
) -> None:
    client.create_configuration_set(**SHOP)
    client.associate_protect_configuration(**protect_configuration, **SHOP)
    is_refused(named(protect_configuration), **protect_configuration)


@conflict(
    "PROTECT_CONFIGURATION_NOT_ASSOCIATED_WITH_CONFIGURATION_SET",
    by="DisassociateProtectConfiguration",
    when="the configuration set has another protect configuration, or none",
    source="our choice, by its name",
)
@pytest.mark.parametrize("has_another", [False, True])
def test_protect_configuration_not_associated_with_configuration_set(
    client: Any, protect_configuration: Any, is_refused: Any, has_another: bool
) -> None:
    client.create_configuration_set(**SHOP)
    if has_another:
        other = client.create_protect_configuration()["ProtectConfigurationId"]
        client.associate_protect_configuration(ProtectConfigurationId=other, **SHOP)
    is_refused(named(protect_configuration), **protect_configuration, **SHOP)


@pytest.mark.refusal(
    "ServiceQuotaExceededException",
    "PROTECT_CONFIGURATIONS_PER_ACCOUNT",
    by="CreateProtectConfiguration",
    when="there are 25 protect configurations",
    source="documented; the reason our choice",
)
def test_protect_configurations_per_account(client: Any, is_refused: Any) -> None:
    for _ in range(25):
        client.create_protect_configuration()
    is_refused()


@pytest.mark.refusal(
    "ValidationException",
    "INVALID_PARAMETER",
    by="UpdateProtectConfigurationCountryRuleSet",
    when="`CountryRuleSetUpdates` has a code that is no country's",
    source="our choice",
)
def test_invalid_parameter_for_a_country_that_there_is_not(protect_configuration: Any, is_refused: Any) -> None:
    error = is_refused(
        "countryRuleSetUpdates",
        **protect_configuration,
        NumberCapability="SMS",
        CountryRuleSetUpdates={"GB": {"ProtectStatus": "BLOCK"}, "UK": {"ProtectStatus": "BLOCK"}},
    )
    assert "'UK'" in error["Fields"][0]["Message"]


@pytest.mark.refusal(
    "ValidationException",
    "INVALID_FILTER_VALUES",
    by="ListProtectConfigurationRuleSetNumberOverrides",
    when="a filter in `-before` or `-after` has what is no time in ISO 8601",
    source="our choice",
)
@pytest.mark.parametrize(("name", "wrong"), [("expires-before", "tomorrow"), ("created-after", "2030-13-01")])
def test_invalid_filter_values_for_a_time(protect_configuration: Any, is_refused: Any, name: str, wrong: str) -> None:
    is_refused("filters", **protect_configuration, Filters=[{"Name": name, "Values": ["2030-01-01", wrong]}])
