"""Test the values of registrations' fields: texts, choices and attachments."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from pinpoint_mock import PinpointMock

BRAND = "US_TEN_DLC_BRAND_REGISTRATION"
CAMPAIGN = "US_TEN_DLC_CAMPAIGN_REGISTRATION"


def values(client: Any, registration_id: str, **parameters: Any) -> Any:
    answer = client.describe_registration_field_values(RegistrationId=registration_id, **parameters)
    return answer["RegistrationFieldValues"]


def test_a_text_is_put_read_and_put_anew(client: Any, brand_draft: str) -> None:
    asked = {"RegistrationId": brand_draft, "FieldPath": "companyInfo.companyName"}
    answer = client.put_registration_field_value(**asked, TextValue="Example Corp")
    assert (answer["RegistrationId"], answer["VersionNumber"], answer["TextValue"]) == (brand_draft, 1, "Example Corp")
    assert answer["RegistrationArn"].endswith(brand_draft)
    assert "SelectChoices" not in answer
    client.put_registration_field_value(**asked, TextValue="Example Inc")
    assert values(client, brand_draft) == [{"FieldPath": "companyInfo.companyName", "TextValue": "Example Inc"}]


def test_a_value_that_is_put_anew_keeps_its_place(client: Any, brand_draft: str) -> None:
    for path in ("companyInfo.companyName", "companyInfo.city", "companyInfo.companyName"):
        client.put_registration_field_value(RegistrationId=brand_draft, FieldPath=path, TextValue="Example")
    assert [each["FieldPath"] for each in values(client, brand_draft)] == [
        "companyInfo.companyName",
        "companyInfo.city",
    ]


def test_choices_are_put_and_read(client: Any, brand_draft: str) -> None:
    client.put_registration_field_value(
        RegistrationId=brand_draft, FieldPath="companyInfo.legalType", SelectChoices=["NON_PROFIT"]
    )
    assert values(client, brand_draft) == [{"FieldPath": "companyInfo.legalType", "SelectChoices": ["NON_PROFIT"]}]


def test_an_attachment_is_put_by_its_id_or_arn(client: Any) -> None:
    campaign = client.create_registration(RegistrationType=CAMPAIGN)["RegistrationId"]
    made = client.create_registration_attachment(AttachmentBody=b"%PDF-1.7")
    client.describe_registration_attachments()
    path = "campaignInfo.termsAndConditionsFile"
    for given in (made["RegistrationAttachmentId"], made["RegistrationAttachmentArn"]):
        answer = client.put_registration_field_value(
            RegistrationId=campaign, FieldPath=path, RegistrationAttachmentId=given
        )
        assert answer["RegistrationAttachmentId"] == made["RegistrationAttachmentId"]
    [value] = values(client, campaign)
    assert value == {"FieldPath": path, "RegistrationAttachmentId": made["RegistrationAttachmentId"]}


def test_values_are_listed_by_section_by_field_and_in_pages(
    client: Any, brand_draft: str, fill: Callable[..., None]
) -> None:
    fill(brand_draft)
    sections = {each["FieldPath"].partition(".")[0] for each in values(client, brand_draft, SectionPath="contactInfo")}
    assert sections == {"contactInfo"}
    named = values(
        client, brand_draft, FieldPaths=["contactInfo.website", "companyInfo.stockSymbol", "companyInfo.city"]
    )
    assert {each["FieldPath"] for each in named} == {"contactInfo.website", "companyInfo.city"}
    assert values(client, brand_draft, SectionPath="contactInfo", FieldPaths=["companyInfo.city"]) == []
    pages = client.get_paginator("describe_registration_field_values").paginate(
        RegistrationId=brand_draft, PaginationConfig={"PageSize": 3}
    )
    assert [each for page in pages for each in page["RegistrationFieldValues"]] == values(client, brand_draft)


def test_a_value_is_taken_back(client: Any, brand_draft: str) -> None:
    asked = {"RegistrationId": brand_draft, "FieldPath": "companyInfo.companyName"}
    client.put_registration_field_value(**asked, TextValue="Example Corp")
    answer = client.delete_registration_field_value(**asked)
    assert (answer["VersionNumber"], answer["TextValue"]) == (1, "Example Corp")
    assert values(client, brand_draft) == []
    again = client.delete_registration_field_value(**asked)
    assert again["FieldPath"] == "companyInfo.companyName"
    assert "TextValue" not in again


def test_an_unknown_attachment_is_not_found(client: Any, refused: Any) -> None:
    campaign = client.create_registration(RegistrationType=CAMPAIGN)["RegistrationId"]
    error = refused(
        "ResourceNotFoundException",
        client.put_registration_field_value,
        RegistrationId=campaign,
        FieldPath="campaignInfo.termsAndConditionsFile",
        RegistrationAttachmentId="attachment-x",
    )
    assert (error["ResourceType"], error["ResourceId"]) == ("registration-attachment", "attachment-x")


@pytest.mark.parametrize("operation", ["put", "delete", "describe"])
def test_an_unknown_registration_is_not_found(client: Any, refused: Any, operation: str) -> None:
    asked: dict[str, Any] = {"RegistrationId": "registration-x"}
    name = "describe_registration_field_values"
    if operation != "describe":
        asked["FieldPath"], name = "companyInfo.companyName", f"{operation}_registration_field_value"
    if operation == "put":
        asked["TextValue"] = "x"
    error = refused("ResourceNotFoundException", getattr(client, name), **asked)
    assert (error["ResourceType"], error["ResourceId"]) == ("registration", "registration-x")


def test_the_values_of_a_submitted_version_can_be_read(
    pinpoint_v2: PinpointMock, client: Any, file: Callable[..., str]
) -> None:
    pinpoint_v2.transitions["registration"] = "manual"
    brand = file(BRAND)
    before = values(client, brand)
    assert before
    client.submit_registration_version(RegistrationId=brand)
    assert values(client, brand) == before
