"""Notify's templates and countries, which are the same in every account."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest

from pinpoint_mock.protocol.model import enum_values, service_model
from pinpoint_mock.protocol.validation import problems_of
from pinpoint_mock.resources.notify_templates import NotifyTemplate, templates

ENGLISH = "notify-code-verification-english-001"
BASIC = re.findall(
    "[A-Z]+", "AS AU BE BR CA CH CO DE DK ES FI FR GB GU HK IE IN IT JP KR MP MX NL NZ PR PT SE SG US VI"
)

every_template = pytest.mark.parametrize("template", templates().values(), ids=lambda each: each.template_id)


def ids(answer: dict[str, Any]) -> list[str]:
    return [each["TemplateId"] for each in answer["NotifyTemplates"]]


def filtered(client: Any, **filters: str) -> list[dict[str, Any]]:
    asked = [{"Name": name.replace("_", "-"), "Values": [value]} for name, value in filters.items()]
    found: list[dict[str, Any]] = client.describe_notify_templates(Filters=asked)["NotifyTemplates"]
    return found


# The data -----------------------------------------------------------------------------------------------------------


@every_template
def test_a_template_has_the_shape_that_the_model_gives_it(template: NotifyTemplate) -> None:
    shape = service_model().shape_for("NotifyTemplateInformation")
    told = {
        "TemplateId": template.template_id,
        "Version": template.version,
        "TemplateType": template.template_type,
        "Channels": list(template.channels),
        "TierAccess": list(template.tier_access),
        "Status": template.status,
        "SupportedCountries": list(template.supported_countries),
        "LanguageCode": template.language_code,
        "Content": template.content,
        "Variables": dict(template.variables),
        "SupportedVoiceIds": list(template.supported_voice_ids),
        "CreatedTimestamp": template.created_timestamp.timestamp(),
    }
    assert problems_of(shape, told, "") == {}
    assert shape.members.keys() == told.keys()


@every_template
def test_a_template_is_made_whole_by_the_samples_of_its_variables(template: NotifyTemplate) -> None:
    samples: dict[str, dict[str, str]] = {"CUSTOMER": {}, "SYSTEM": {}}
    for name, metadata in template.variables.items():
        samples[metadata["Source"]][name] = metadata["Sample"]
    for is_spoken in False, True:
        body = template.resolved(samples["CUSTOMER"], samples["SYSTEM"], is_spoken=is_spoken)
        assert "{{" not in body
        assert {"123456", "Example"} <= set(re.findall("123456|Example", body))


@every_template
def test_a_variable_that_is_not_required_has_a_default_or_is_the_systems(template: NotifyTemplate) -> None:
    for metadata in template.variables.values():
        assert metadata["Required"] == (metadata["Source"] == "CUSTOMER" and "DefaultValue" not in metadata)
        assert (metadata["Type"] == "INTEGER") == ({"MinValue", "MaxValue"} <= metadata.keys())


# DescribeNotifyTemplates --------------------------------------------------------------------------------------------


def test_a_template_is_described_with_its_content_countries_and_voices(client: Any) -> None:
    [english] = client.describe_notify_templates(TemplateIds=[ENGLISH])["NotifyTemplates"]
    assert english["Content"] == "{{code}} is your {{brandName}} verification code."
    assert (english["LanguageCode"], english["TemplateType"]) == ("en", "OTP_VERIFICATION")
    assert (english["Channels"], english["TierAccess"]) == (["SMS", "VOICE"], ["BASIC", "ADVANCED"])
    assert (english["Status"], english["Version"]) == ("ACTIVE", 1)
    assert {"MATTHEW", "JOANNA"} <= set(english["SupportedVoiceIds"]) <= set(enum_values("VoiceId"))
    assert set(BASIC) < set(english["SupportedCountries"])
    assert english["Variables"]["code"]["Pattern"] == r"^\d{4,8}$"
    assert english["Variables"]["brandName"]["Source"] == "SYSTEM"
    assert english["CreatedTimestamp"] < dt.datetime.now(dt.timezone.utc)


def test_templates_are_asked_for_by_id(client: Any, refused: Any) -> None:
    every = ids(client.describe_notify_templates())
    assert ids(client.describe_notify_templates(TemplateIds=[every[3], every[1], every[3]])) == [every[1], every[3]]
    for unknown in "notify-code-verification-klingon-001", "UNSET_DEFAULT_TEMPLATE":
        asked = {"TemplateIds": [ENGLISH, unknown]}
        error = refused("ResourceNotFoundException", client.describe_notify_templates, **asked)
        assert (error["ResourceType"], error["ResourceId"]) == ("notify-template", unknown)


def test_the_pages_put_together_are_all_templates(client: Any) -> None:
    pages = client.get_paginator("describe_notify_templates").paginate(PaginationConfig={"PageSize": 7})
    assert [each for page in pages for each in ids(page)] == ids(client.describe_notify_templates())


def test_templates_are_filtered(client: Any) -> None:
    assert {each["LanguageCode"] for each in filtered(client, language_code="fr-CA")} == {"fr-CA"}
    assert all("VOICE" in each["Channels"] for each in filtered(client, channels="VOICE"))
    assert [each["LanguageCode"] for each in filtered(client, supported_voice_ids="ZHIYU")] == ["zh-CN"]
    for_the_us = filtered(client, supported_countries="US", language_code="en")
    assert 0 < len(for_the_us) < len(filtered(client, language_code="en"))
    every = filtered(client, template_type="OTP_VERIFICATION")
    assert 0 < len(filtered(client, tier_access="BASIC")) < len(every) == len(filtered(client, tier_access="ADVANCED"))


# ListNotifyCountries ------------------------------------------------------------------------------------------------


def test_the_basic_tier_has_thirty_countries(client: Any) -> None:
    listed = client.list_notify_countries(Tier="BASIC")["NotifyCountries"]
    assert [each["IsoCountryCode"] for each in listed] == BASIC
    assert listed[-2] == {
        "IsoCountryCode": "US",
        "CountryName": "United States",
        "SupportedChannels": ["SMS", "VOICE"],
        "SupportedUseCases": ["CODE_VERIFICATION"],
        "SupportedTiers": ["BASIC", "ADVANCED"],
        "CustomerOwnedIdentityRequired": False,
    }


def test_the_advanced_tier_has_all_countries_that_aws_sends_to(client: Any) -> None:
    pages = client.get_paginator("list_notify_countries").paginate(Tier="ADVANCED")
    listed = [each for page in pages for each in page["NotifyCountries"]]
    codes = [each["IsoCountryCode"] for each in listed]
    assert set(BASIC) | {"AT", "PL", "ZA"} < set(codes)
    assert not {"CU", "KP"} & set(codes)
    assert [each["SupportedTiers"] for each in listed if each["IsoCountryCode"] == "AT"] == [["ADVANCED"]]


@pytest.mark.parametrize(
    ("asked", "is_any"),
    [
        ({"Channels": ["SMS"]}, True),
        ({"Channels": ["MMS", "VOICE"]}, True),
        ({"Channels": ["MMS"]}, False),
        ({"UseCases": ["CODE_VERIFICATION"], "Channels": ["VOICE"]}, True),
    ],
)
def test_countries_are_those_with_any_of_the_channels(client: Any, asked: dict[str, Any], is_any: bool) -> None:
    assert bool(client.list_notify_countries(**asked)["NotifyCountries"]) == is_any
