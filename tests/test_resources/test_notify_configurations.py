"""Test Notify configurations."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from pinpoint_mock import PinpointMock

UPGRADE = "NOTIFY_TIER_UPGRADE_REGISTRATION"
ENGLISH, GERMAN = (f"notify-code-verification-{language}-001" for language in ("english", "german"))

Create = Callable[..., dict[str, Any]]


def members(answer: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in answer.items() if name != "ResponseMetadata"}


def ids(answer: dict[str, Any]) -> list[str]:
    return [each["NotifyConfigurationId"] for each in answer["NotifyConfigurations"]]


# CreateNotifyConfiguration ------------------------------------------------------------------------------------------


def test_a_new_configuration_is_of_the_basic_tier_and_pending(create_notify: Create, client: Any) -> None:
    before = dt.datetime.now(dt.timezone.utc) - dt.timedelta(seconds=1)
    created = create_notify(EnabledCountries=["US", "GB", "US"], EnabledChannels=["SMS"])
    configuration_id = created["NotifyConfigurationId"]
    assert created == {
        "NotifyConfigurationArn": f"arn:aws:sms-voice:us-east-1:123456789012:notify-configuration/{configuration_id}",
        "NotifyConfigurationId": configuration_id,
        "DisplayName": "Acme",
        "UseCase": "CODE_VERIFICATION",
        "EnabledCountries": ["US", "GB"],
        "EnabledChannels": ["SMS"],
        "Tier": "BASIC",
        "TierUpgradeStatus": "BASIC",
        "Status": "PENDING",
        "DeletionProtectionEnabled": False,
        "CreatedTimestamp": created["CreatedTimestamp"],
    }
    assert before < created["CreatedTimestamp"] <= dt.datetime.now(dt.timezone.utc)
    assert configuration_id.startswith("notify-")
    assert len(bytes.fromhex(configuration_id.removeprefix("notify-"))) == 16
    assert client.describe_notify_configurations()["NotifyConfigurations"] == [{**created, "Status": "ACTIVE"}]


@pytest.mark.parametrize("countries", [{}, {"EnabledCountries": []}])
def test_without_countries_a_configuration_has_all_of_its_tier(
    create_notify: Create, client: Any, countries: Any
) -> None:
    listed = client.list_notify_countries(Tier="BASIC")["NotifyCountries"]
    assert create_notify(**countries)["EnabledCountries"] == [each["IsoCountryCode"] for each in listed]
    assert len(listed) == 30


def test_a_configuration_has_a_template_a_pool_and_tags(
    create_notify: Create, client: Any, toll_free_pool: Any
) -> None:
    tags = [{"Key": "team", "Value": "red"}]
    created = create_notify(
        DefaultTemplateId=ENGLISH, PoolId=toll_free_pool["PoolArn"], Tags=tags, DeletionProtectionEnabled=True
    )
    assert (created["DefaultTemplateId"], created["PoolId"]) == (ENGLISH, toll_free_pool["PoolId"])
    assert (created["Tags"], created["DeletionProtectionEnabled"]) == (tags, True)
    assert client.list_tags_for_resource(ResourceArn=created["NotifyConfigurationArn"])["Tags"] == tags


def test_a_configuration_may_be_said_to_have_no_template_and_no_pool(create_notify: Create) -> None:
    empty = {"DefaultTemplateId": "", "PoolId": ""}
    assert not empty.keys() & create_notify(**empty).keys()


@pytest.mark.parametrize(
    ("given", "kind"),
    [
        ({"DefaultTemplateId": "UNSET_DEFAULT_TEMPLATE"}, "notify-template"),
        ({"PoolId": "UNSET_DEFAULT_POOL_FOR_NOTIFY"}, "pool"),
    ],
)
def test_the_words_that_take_away_a_template_and_a_pool_are_for_updates_alone(
    client: Any, refused: Any, given: dict[str, str], kind: str
) -> None:
    asked = {"DisplayName": "Acme", "UseCase": "CODE_VERIFICATION", "EnabledChannels": ["SMS"], **given}
    error = refused("ResourceNotFoundException", client.create_notify_configuration, **asked)
    assert (error["ResourceType"], error["ResourceId"]) == (kind, *given.values())
    assert client.describe_notify_configurations()["NotifyConfigurations"] == []


@pytest.mark.parametrize(
    ("given", "kind"), [({"DefaultTemplateId": "nothing"}, "notify-template"), ({"PoolId": "pool-1"}, "pool")]
)
def test_a_template_and_a_pool_must_be_there(
    client: Any, create_notify: Create, refused: Any, given: Any, kind: str
) -> None:
    asked = {"DisplayName": "Acme", "UseCase": "CODE_VERIFICATION", "EnabledChannels": ["SMS"], **given}
    error = refused("ResourceNotFoundException", client.create_notify_configuration, **asked)
    assert (error["ResourceType"], error["ResourceId"]) == (kind, *given.values())
    assert client.describe_notify_configurations()["NotifyConfigurations"] == []
    configuration_id = create_notify()["NotifyConfigurationId"]
    refused(
        "ResourceNotFoundException",
        client.update_notify_configuration,
        NotifyConfigurationId=configuration_id,
        DeletionProtectionEnabled=True,
        **given,
    )
    assert not client.describe_notify_configurations()["NotifyConfigurations"][0]["DeletionProtectionEnabled"]


@pytest.mark.parametrize("name", ["n" * 16, "Acme!", "Ácme"])
def test_a_name_has_at_most_15_letters_digits_spaces_dashes_and_underscores(
    create_notify: Create, refused: Any, name: str
) -> None:
    error = refused("ValidationException", create_notify, DisplayName=name)
    assert error["Fields"][0]["Name"] == "displayName"
    create_notify(DisplayName="Acme 2_go-now A")


def test_a_client_token_creates_a_configuration_once(create_notify: Create, client: Any) -> None:
    first, again = (create_notify(ClientToken="once") for _ in range(2))
    assert first == again
    assert len(client.describe_notify_configurations()["NotifyConfigurations"]) == 1


@pytest.mark.pinpoint_v2(transitions={"notify-configuration": "manual"})
def test_a_configuration_can_be_kept_pending(create_notify: Create, client: Any, pinpoint_v2: PinpointMock) -> None:
    create_notify()
    assert client.describe_notify_configurations()["NotifyConfigurations"][0]["Status"] == "PENDING"
    pinpoint_v2.transitions["notify-configuration"] = "immediate"
    assert client.describe_notify_configurations()["NotifyConfigurations"][0]["Status"] == "ACTIVE"
    assert create_notify()["Status"] == "ACTIVE"


# DescribeNotifyConfigurations ---------------------------------------------------------------------------------------


def test_configurations_are_asked_for_by_id_or_arn(create_notify: Create, client: Any, refused: Any) -> None:
    first, second = create_notify(), create_notify()
    asked = [second["NotifyConfigurationArn"], first["NotifyConfigurationId"]]
    found = client.describe_notify_configurations(NotifyConfigurationIds=asked)
    assert ids(found) == [each["NotifyConfigurationId"] for each in (first, second)]
    error = refused(
        "ResourceNotFoundException",
        client.describe_notify_configurations,
        NotifyConfigurationIds=[*asked, "notify-0"],
    )
    assert (error["ResourceType"], error["ResourceId"]) == ("notify-configuration", "notify-0")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("display-name", "Second"),
        ("enabled-countries", "FR"),
        ("enabled-channels", "VOICE"),
        ("default-template", GERMAN),
        ("deletion-protection-enabled", "true"),
    ],
)
def test_configurations_are_filtered(create_notify: Create, client: Any, name: str, value: str) -> None:
    create_notify(EnabledChannels=["SMS"], EnabledCountries=["US"], DefaultTemplateId=ENGLISH)
    second = create_notify(
        DisplayName="Second",
        EnabledChannels=["VOICE", "SMS"],
        EnabledCountries=["FR", "GB"],
        DefaultTemplateId=GERMAN,
        DeletionProtectionEnabled=True,
    )
    found = client.describe_notify_configurations(Filters=[{"Name": name, "Values": [value]}])
    assert ids(found) == [second["NotifyConfigurationId"]]


@pytest.mark.parametrize(
    ("name", "value"), [("use-case", "CODE_VERIFICATION"), ("status", "ACTIVE"), ("tier-upgrade-status", "BASIC")]
)
def test_filters_by_what_all_have_find_all(create_notify: Create, client: Any, name: str, value: str) -> None:
    create_notify()
    assert len(ids(client.describe_notify_configurations(Filters=[{"Name": name, "Values": [value]}]))) == 1


def test_configurations_are_found_by_their_pool(create_notify: Create, client: Any, toll_free_pool: Any) -> None:
    create_notify()
    with_a_pool = create_notify(PoolId=toll_free_pool["PoolId"])["NotifyConfigurationId"]
    filters = [{"Name": "default-pool", "Values": [toll_free_pool["PoolId"]]}]
    assert ids(client.describe_notify_configurations(Filters=filters)) == [with_a_pool]


# UpdateNotifyConfiguration ------------------------------------------------------------------------------------------


def test_an_update_changes_what_is_given_and_nothing_else(
    create_notify: Create, client: Any, toll_free_pool: Any
) -> None:
    created = create_notify(EnabledCountries=["US"], Tags=[{"Key": "team", "Value": "red"}])
    changes = {
        "DefaultTemplateId": GERMAN,
        "PoolId": toll_free_pool["PoolId"],
        "EnabledCountries": ["DE", "US"],
        "EnabledChannels": ["VOICE"],
        "DeletionProtectionEnabled": True,
    }
    expected = {**created, "Status": "ACTIVE"}
    del expected["Tags"]
    for name, value in changes.items():
        expected[name] = value
        updated = client.update_notify_configuration(
            NotifyConfigurationId=created["NotifyConfigurationArn"], **{name: value}
        )
        assert members(updated) == expected
    assert client.describe_notify_configurations()["NotifyConfigurations"] == [expected]


def test_a_template_and_a_pool_are_taken_away_by_words_of_their_own(
    create_notify: Create, client: Any, toll_free_pool: Any
) -> None:
    created = create_notify(DefaultTemplateId=ENGLISH, PoolId=toll_free_pool["PoolId"])
    updated = client.update_notify_configuration(
        NotifyConfigurationId=created["NotifyConfigurationId"],
        DefaultTemplateId="UNSET_DEFAULT_TEMPLATE",
        PoolId="UNSET_DEFAULT_POOL_FOR_NOTIFY",
    )
    assert not {"DefaultTemplateId", "PoolId"} & updated.keys()
    assert client.delete_pool(PoolId=toll_free_pool["PoolId"])["Status"] == "DELETING"


def test_a_tier_is_upgraded_as_its_registration_stands(
    create_notify: Create, client: Any, pinpoint_v2: PinpointMock, file: Callable[..., str]
) -> None:
    pinpoint_v2.transitions["registration"] = "manual"
    configuration_id = create_notify()["NotifyConfigurationId"]

    def tier() -> tuple[str, str]:
        [configuration] = client.describe_notify_configurations()["NotifyConfigurations"]
        return configuration["Tier"], configuration["TierUpgradeStatus"]

    registration = file(UPGRADE, configuration_id)
    assert tier() == ("BASIC", "BASIC")
    client.submit_registration_version(RegistrationId=registration)
    assert tier() == ("BASIC", "PENDING_UPGRADE")
    pinpoint_v2.deny(registration, reasons=["Non Compliant Opt In"])
    assert tier() == ("BASIC", "REJECTED")
    client.delete_registration(RegistrationId=registration)
    assert tier() == ("BASIC", "BASIC")
    client.submit_registration_version(RegistrationId=(another := file(UPGRADE, configuration_id)))
    pinpoint_v2.approve(another)
    assert tier() == ("ADVANCED", "ADVANCED")
    client.delete_notify_configuration(NotifyConfigurationId=configuration_id)
    assert client.list_registration_associations(RegistrationId=another)["RegistrationAssociations"] == []


def test_an_upgraded_configuration_may_have_countries_of_the_advanced_tier(
    create_notify: Create, client: Any, approved: Callable[..., str]
) -> None:
    configuration_id = create_notify(EnabledCountries=["US"])["NotifyConfigurationId"]
    approved(UPGRADE, configuration_id)
    updated = client.update_notify_configuration(NotifyConfigurationId=configuration_id, EnabledCountries=["AT"])
    assert (updated["Tier"], updated["TierUpgradeStatus"]) == ("ADVANCED", "ADVANCED")
    assert updated["EnabledCountries"] == ["AT"]


# DeleteNotifyConfiguration ------------------------------------------------------------------------------------------


def test_a_deleted_configuration_is_gone_and_in_the_answer(
    create_notify: Create, client: Any, toll_free_pool: Any
) -> None:
    created = create_notify(PoolId=toll_free_pool["PoolId"])
    deleted = members(client.delete_notify_configuration(NotifyConfigurationId=created["NotifyConfigurationId"]))
    assert deleted == {**created, "Status": "ACTIVE"}
    assert client.describe_notify_configurations()["NotifyConfigurations"] == []
    assert client.delete_pool(PoolId=toll_free_pool["PoolId"])["Status"] == "DELETING"


@pytest.mark.parametrize("operation", ["update", "delete"])
def test_a_configuration_that_is_not_there_cannot_be_changed(client: Any, refused: Any, operation: str) -> None:
    function = getattr(client, f"{operation}_notify_configuration")
    error = refused("ResourceNotFoundException", function, NotifyConfigurationId="notify-0")
    assert (error["ResourceType"], error["ResourceId"]) == ("notify-configuration", "notify-0")
