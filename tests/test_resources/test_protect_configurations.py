"""Test that protect configurations are made, described, deleted, set as the default, and associated with sets."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest

from pinpoint_mock import PinpointMock

INFORMATION = {
    "ProtectConfigurationArn",
    "ProtectConfigurationId",
    "CreatedTimestamp",
    "AccountDefault",
    "DeletionProtectionEnabled",
}
ARN = "arn:aws:sms-voice:us-east-1:123456789012:protect-configuration/"
UNKNOWN = f"protect-{'0' * 32}"

Make = Callable[..., str]


@pytest.fixture
def make_protect_configuration(client: Any) -> Make:
    """Make a protect configuration. Return its id."""

    def call(**parameters: Any) -> str:
        return str(client.create_protect_configuration(**parameters)["ProtectConfigurationId"])

    return call


@pytest.fixture
def make_set(client: Any) -> Callable[[str], None]:
    """Make a configuration set of a name."""
    return lambda name: client.create_configuration_set(ConfigurationSetName=name)


def ids(answer: Any) -> list[str]:
    return [each["ProtectConfigurationId"] for each in answer["ProtectConfigurations"]]


def members(answer: Any) -> dict[str, Any]:
    return {name: value for name, value in answer.items() if name != "ResponseMetadata"}


# CreateProtectConfiguration, DescribeProtectConfigurations ----------------------------------------------------------


def test_a_new_configuration_is_described_at_once(client: Any, pinpoint_v2: PinpointMock) -> None:
    before = pinpoint_v2.clock.now()
    created = members(client.create_protect_configuration())
    assert set(created) == INFORMATION
    assert re.fullmatch("protect-[0-9a-f]{32}", created["ProtectConfigurationId"])
    assert created["ProtectConfigurationArn"] == ARN + created["ProtectConfigurationId"]
    assert (created["AccountDefault"], created["DeletionProtectionEnabled"]) == (False, False)
    assert before - dt.timedelta(seconds=1) < created["CreatedTimestamp"] <= pinpoint_v2.clock.now()
    assert client.describe_protect_configurations()["ProtectConfigurations"] == [created]


def test_the_tags_of_a_new_configuration_are_kept(client: Any) -> None:
    tags = [{"Key": "Name", "Value": "Sign-up"}]
    created = client.create_protect_configuration(Tags=tags, DeletionProtectionEnabled=True)
    assert (created["Tags"], created["DeletionProtectionEnabled"]) == (tags, True)
    assert client.list_tags_for_resource(ResourceArn=created["ProtectConfigurationArn"])["Tags"] == tags


def test_the_same_token_makes_one_configuration(client: Any, make_protect_configuration: Make) -> None:
    assert make_protect_configuration(ClientToken="once") == make_protect_configuration(ClientToken="once")
    assert len(client.describe_protect_configurations()["ProtectConfigurations"]) == 1


@pytest.mark.parametrize("prefix", ["", ARN])
def test_configurations_are_asked_for_by_id_or_arn(client: Any, make_protect_configuration: Make, prefix: str) -> None:
    first, _, third = made = [make_protect_configuration() for _ in range(3)]
    assert ids(client.describe_protect_configurations()) == made
    asked = [prefix + third, prefix + first]
    assert ids(client.describe_protect_configurations(ProtectConfigurationIds=asked)) == [first, third]


@pytest.mark.parametrize(
    ("name", "value", "places"),
    [
        ("account-default", "true", [1]),
        ("account-default", "false", [0, 2]),
        ("deletion-protection-enabled", "true", [2]),
    ],
)
def test_configurations_are_filtered(
    client: Any, make_protect_configuration: Make, name: str, value: str, places: list[int]
) -> None:
    made = [
        make_protect_configuration(),
        make_protect_configuration(),
        make_protect_configuration(DeletionProtectionEnabled=True),
    ]
    client.set_account_default_protect_configuration(ProtectConfigurationId=made[1])
    answer = client.describe_protect_configurations(Filters=[{"Name": name, "Values": [value]}])
    assert ids(answer) == [made[place] for place in places]


def test_configurations_come_in_pages(client: Any, make_protect_configuration: Make) -> None:
    made = [make_protect_configuration() for _ in range(3)]
    pages = client.get_paginator("describe_protect_configurations").paginate(PaginationConfig={"PageSize": 2})
    assert [ids(page) for page in pages] == [made[:2], made[2:]]


# Those that aren't there --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("operation", "parameters"),
    [
        ("update_protect_configuration", {}),
        ("delete_protect_configuration", {}),
        ("set_account_default_protect_configuration", {}),
        ("associate_protect_configuration", {"ConfigurationSetName": "shop"}),
        ("disassociate_protect_configuration", {"ConfigurationSetName": "shop"}),
        ("get_protect_configuration_country_rule_set", {"NumberCapability": "SMS"}),
        (
            "update_protect_configuration_country_rule_set",
            {"NumberCapability": "SMS", "CountryRuleSetUpdates": {"GB": {"ProtectStatus": "BLOCK"}}},
        ),
        (
            "put_protect_configuration_rule_set_number_override",
            {"DestinationPhoneNumber": "+447700900123", "Action": "BLOCK"},
        ),
        ("list_protect_configuration_rule_set_number_overrides", {}),
        ("delete_protect_configuration_rule_set_number_override", {"DestinationPhoneNumber": "+447700900123"}),
    ],
)
def test_an_unknown_configuration_is_not_found(
    client: Any, make_set: Any, refused: Any, operation: str, parameters: dict[str, Any]
) -> None:
    make_set("shop")
    asked = {"ProtectConfigurationId": UNKNOWN, **parameters}
    error = refused("ResourceNotFoundException", getattr(client, operation), **asked)
    assert (error["ResourceType"], error["ResourceId"]) == ("protect-configuration", UNKNOWN)


def test_describing_an_unknown_configuration_is_an_error(
    client: Any, make_protect_configuration: Make, refused: Any
) -> None:
    asked = [make_protect_configuration(), UNKNOWN]
    error = refused("ResourceNotFoundException", client.describe_protect_configurations, ProtectConfigurationIds=asked)
    assert error["ResourceId"] == UNKNOWN


@pytest.mark.parametrize("operation", ["associate", "disassociate"])
def test_an_unknown_configuration_set_is_not_found(
    client: Any, make_protect_configuration: Make, refused: Any, operation: str
) -> None:
    error = refused(
        "ResourceNotFoundException",
        getattr(client, f"{operation}_protect_configuration"),
        ProtectConfigurationId=make_protect_configuration(),
        ConfigurationSetName="shop",
    )
    assert (error["ResourceType"], error["ResourceId"]) == ("configuration-set", "shop")


# UpdateProtectConfiguration, DeleteProtectConfiguration -------------------------------------------------------------


def test_deletion_protection_is_turned_on_and_off(client: Any, make_protect_configuration: Make) -> None:
    configuration = {"ProtectConfigurationId": make_protect_configuration()}
    for is_protected in True, False:
        updated = client.update_protect_configuration(**configuration, DeletionProtectionEnabled=is_protected)
        assert set(members(updated)) == INFORMATION
        assert updated["DeletionProtectionEnabled"] is is_protected
        assert client.update_protect_configuration(**configuration)["DeletionProtectionEnabled"] is is_protected


def test_a_deleted_configuration_is_gone(client: Any, make_protect_configuration: Make, refused: Any) -> None:
    configuration = {"ProtectConfigurationId": make_protect_configuration()}
    other = make_protect_configuration()
    before = client.describe_protect_configurations()["ProtectConfigurations"]
    assert members(client.delete_protect_configuration(**configuration)) == before[0]
    assert ids(client.describe_protect_configurations()) == [other]
    refused("ResourceNotFoundException", client.delete_protect_configuration, **configuration)


# The account's default ----------------------------------------------------------------------------------------------


def defaults(client: Any) -> list[str]:
    """The default of the account's attributes, and those that say of themselves that they are it."""
    attributes = client.describe_account_attributes()["AccountAttributes"]
    values = [each["Value"] for each in attributes if each["Name"] == "DEFAULT_PROTECT_CONFIGURATION_ID"]
    by_default = [{"Name": "account-default", "Values": ["true"]}]
    return [*values, *ids(client.describe_protect_configurations(Filters=by_default))]


def test_an_account_has_at_most_one_default(client: Any, make_protect_configuration: Make) -> None:
    first, second = make_protect_configuration(), make_protect_configuration()
    assert defaults(client) == []
    for each in first, second, second:
        answer = members(client.set_account_default_protect_configuration(ProtectConfigurationId=ARN + each))
        expected = {"DefaultProtectConfigurationArn": ARN + each, "DefaultProtectConfigurationId": each}
        assert answer == expected
        assert defaults(client) == [each, each]
    assert members(client.delete_account_default_protect_configuration()) == expected
    assert defaults(client) == []
    client.delete_protect_configuration(ProtectConfigurationId=second)


def test_there_may_be_no_default_to_take_away(client: Any, make_protect_configuration: Make, refused: Any) -> None:
    make_protect_configuration()
    error = refused("ResourceNotFoundException", client.delete_account_default_protect_configuration)
    assert (error["ResourceType"], error["ResourceId"]) == ("protect-configuration", "123456789012")


def test_a_default_is_that_of_one_region_and_account(
    client: Any, pinpoint_v2: PinpointMock, make_protect_configuration: Make
) -> None:
    client.set_account_default_protect_configuration(ProtectConfigurationId=make_protect_configuration())
    for elsewhere in pinpoint_v2.client("eu-west-1"), pinpoint_v2.client(account_id="111122223333"):
        assert defaults(elsewhere) == []


# AssociateProtectConfiguration, DisassociateProtectConfiguration ----------------------------------------------------


def of_set(client: Any, name: str) -> str | None:
    [described] = client.describe_configuration_sets(ConfigurationSetNames=[name])["ConfigurationSets"]
    protect_configuration_id: str | None = described.get("ProtectConfigurationId")
    return protect_configuration_id


def test_a_set_has_one_configuration_and_a_configuration_many_sets(
    client: Any, make_protect_configuration: Make, make_set: Any
) -> None:
    first, second = make_protect_configuration(), make_protect_configuration()
    for name in "shop", "news":
        make_set(name)
        answer = members(
            client.associate_protect_configuration(ProtectConfigurationId=first, ConfigurationSetName=name)
        )
        assert answer == {
            "ConfigurationSetArn": f"arn:aws:sms-voice:us-east-1:123456789012:configuration-set/{name}",
            "ConfigurationSetName": name,
            "ProtectConfigurationArn": ARN + first,
            "ProtectConfigurationId": first,
        }
    client.associate_protect_configuration(ProtectConfigurationId=second, ConfigurationSetName="news")
    assert (of_set(client, "shop"), of_set(client, "news")) == (first, second)
    by_id = [{"Name": "protect-configuration-id", "Values": [second]}]
    [found] = client.describe_configuration_sets(Filters=by_id)["ConfigurationSets"]
    assert found["ConfigurationSetName"] == "news"


def test_a_set_and_its_configuration_part_again(client: Any, make_protect_configuration: Make, make_set: Any) -> None:
    make_set("shop")
    pair = {"ProtectConfigurationId": make_protect_configuration(), "ConfigurationSetName": "shop"}
    associated = members(client.associate_protect_configuration(**pair))
    assert members(client.disassociate_protect_configuration(**pair)) == associated
    assert of_set(client, "shop") is None
    client.delete_protect_configuration(ProtectConfigurationId=pair["ProtectConfigurationId"])


def test_a_set_that_is_deleted_frees_its_configuration(
    client: Any, make_protect_configuration: Make, make_set: Any
) -> None:
    make_set("shop")
    configuration = {"ProtectConfigurationId": make_protect_configuration()}
    client.associate_protect_configuration(**configuration, ConfigurationSetName="shop")
    client.delete_configuration_set(ConfigurationSetName="shop")
    client.delete_protect_configuration(**configuration)
    make_set("shop")
    assert of_set(client, "shop") is None
