"""The definitions of registration types, of their sections and of their fields."""

from __future__ import annotations

from typing import Any

import pytest

from pinpoint_mock import PinpointMock
from pinpoint_mock.protocol.model import members, service_model

TOLL_FREE = "US_TOLL_FREE_REGISTRATION"


def types(answer: dict[str, Any]) -> list[str]:
    return [each["RegistrationType"] for each in answer["RegistrationTypeDefinitions"]]


def paths(answer: dict[str, Any]) -> list[str]:
    assert answer["RegistrationType"] == TOLL_FREE
    return [each["FieldPath"] for each in answer["RegistrationFieldDefinitions"]]


# DescribeRegistrationTypeDefinitions --------------------------------------------------------------------------------


def test_a_type_is_described_as_in_the_documentation(client: Any) -> None:
    [told] = client.describe_registration_type_definitions(RegistrationTypes=[TOLL_FREE])["RegistrationTypeDefinitions"]
    assert told == {
        "RegistrationType": TOLL_FREE,
        "SupportedAssociations": [
            {
                "ResourceType": "TOLL_FREE",
                "IsoCountryCode": "US",
                "AssociationBehavior": "ASSOCIATE_BEFORE_SUBMIT",
                "DisassociationBehavior": "DISASSOCIATE_ALL_CLOSES_REGISTRATION",
            }
        ],
        "DisplayHints": {"Title": "US toll-free number registration"},
    }


def test_all_types_are_described_where_none_is_named(client: Any, pinpoint_v2: PinpointMock) -> None:
    pages = client.get_paginator("describe_registration_type_definitions").paginate(PaginationConfig={"PageSize": 30})
    told = [name for page in pages for name in types(page)]
    assert told == list(pinpoint_v2.registration_types)
    assert {TOLL_FREE, "US_TEN_DLC_BRAND_REGISTRATION", "IN_SENDER_ID_REGISTRATION"} <= set(told)


def test_types_are_described_once_and_in_their_own_order(client: Any) -> None:
    asked = ["US_TOLL_FREE_REGISTRATION", "US_TEN_DLC_BRAND_VETTING", "US_TOLL_FREE_REGISTRATION"]
    assert types(client.describe_registration_type_definitions(RegistrationTypes=asked)) == sorted(set(asked))


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"resource-type": ["TOLL_FREE"]}, [TOLL_FREE]),
        ({"resource-type": ["TOLL_FREE", "TEN_DLC"]}, ["US_TEN_DLC_CAMPAIGN_REGISTRATION", TOLL_FREE]),
        ({"resource-type": ["TOLL_FREE"], "iso-country-code": ["US"]}, [TOLL_FREE]),
        ({"resource-type": ["TOLL_FREE"], "iso-country-code": ["CA"]}, []),
        ({"resource-type": ["PIGEON"]}, []),
    ],
)
def test_types_are_filtered_by_what_may_be_associated(
    client: Any, filters: dict[str, list[str]], expected: list[str]
) -> None:
    answer = client.describe_registration_type_definitions(
        Filters=[{"Name": f"supported-association-{name}", "Values": values} for name, values in filters.items()]
    )
    assert types(answer) == expected


def test_a_type_that_has_no_country_is_in_no_country(client: Any, pinpoint_v2: PinpointMock) -> None:
    anywhere = {
        "ResourceType": "SENDER_ID",
        "AssociationBehavior": "ASSOCIATE_ON_APPROVAL",
        "DisassociationBehavior": "DELETE_REGISTRATION_DISASSOCIATES",
    }
    pinpoint_v2.registration_types["ANYWHERE"] = {
        "DisplayHints": {"Title": "Anywhere"},
        "SupportedAssociations": [anywhere],
    }
    in_the_us = {"Name": "supported-association-iso-country-code", "Values": ["US"]}
    of_sender_ids = {"Name": "supported-association-resource-type", "Values": ["SENDER_ID"]}
    assert types(client.describe_registration_type_definitions(Filters=[of_sender_ids]))[-1] == "ANYWHERE"
    assert "ANYWHERE" not in types(client.describe_registration_type_definitions(Filters=[in_the_us]))


# DescribeRegistrationSectionDefinitions -----------------------------------------------------------------------------


def test_sections_are_those_of_the_form_in_its_order(client: Any) -> None:
    answer = client.describe_registration_section_definitions(RegistrationType=TOLL_FREE)
    assert answer["RegistrationType"] == TOLL_FREE
    told = [each["SectionPath"] for each in answer["RegistrationSectionDefinitions"]]
    assert told == ["companyInfo", "contactInfo", "messagingUseCase", "messageSamples"]
    assert all(
        {"Title", "ShortDescription"} <= set(each["DisplayHints"]) for each in answer["RegistrationSectionDefinitions"]
    )


def test_only_the_sections_asked_for_are_described(client: Any) -> None:
    answer = client.describe_registration_section_definitions(
        RegistrationType=TOLL_FREE, SectionPaths=["messageSamples", "companyInfo"]
    )
    assert [each["SectionPath"] for each in answer["RegistrationSectionDefinitions"]] == [
        "companyInfo",
        "messageSamples",
    ]


def test_a_type_may_have_no_sections_and_no_fields(client: Any) -> None:
    vetting = {"RegistrationType": "US_TEN_DLC_BRAND_VETTING"}
    assert client.describe_registration_section_definitions(**vetting)["RegistrationSectionDefinitions"] == []
    assert client.describe_registration_field_definitions(**vetting)["RegistrationFieldDefinitions"] == []


# DescribeRegistrationFieldDefinitions -------------------------------------------------------------------------------


def test_a_text_field_is_described_with_its_lengths_and_its_pattern(client: Any) -> None:
    [field] = client.describe_registration_field_definitions(
        RegistrationType=TOLL_FREE, FieldPaths=["companyInfo.companyName"]
    )["RegistrationFieldDefinitions"]
    assert field["SectionPath"] == "companyInfo"
    assert (field["FieldType"], field["FieldRequirement"]) == ("TEXT", "REQUIRED")
    assert field["TextValidation"] == {"MinLength": 1, "MaxLength": 100, "Pattern": r"^(?=\s*\S)[\s\S]+$"}
    assert "SelectValidation" not in field
    assert field["DisplayHints"]["Title"] == "Company name"


def test_a_select_field_is_described_with_its_options(client: Any) -> None:
    [field] = client.describe_registration_field_definitions(
        RegistrationType=TOLL_FREE, FieldPaths=["messagingUseCase.optInType"]
    )["RegistrationFieldDefinitions"]
    assert field["SelectValidation"] == {
        "MinChoices": 1,
        "MaxChoices": 1,
        "Options": ["VERBAL", "DIGITAL_FORM", "PAPER_FORM", "TEXT", "QR_CODE"],
    }
    assert "TextValidation" not in field


def test_fields_come_in_the_order_of_the_form_and_in_pages(client: Any) -> None:
    everything = paths(client.describe_registration_field_definitions(RegistrationType=TOLL_FREE))
    pages = client.get_paginator("describe_registration_field_definitions").paginate(
        RegistrationType=TOLL_FREE, PaginationConfig={"PageSize": 10}
    )
    assert [path for page in pages for path in paths(page)] == everything
    assert everything[0] == "companyInfo.companyName"


def test_only_the_fields_of_a_section_are_described(client: Any) -> None:
    answer = client.describe_registration_field_definitions(RegistrationType=TOLL_FREE, SectionPath="messageSamples")
    assert paths(answer) == [f"messageSamples.messageSample{number}" for number in (1, 2, 3)]


def test_a_section_and_fields_together_tell_what_is_in_both(client: Any) -> None:
    answer = client.describe_registration_field_definitions(
        RegistrationType=TOLL_FREE,
        SectionPath="messageSamples",
        FieldPaths=["messageSamples.messageSample2", "companyInfo.city"],
    )
    assert paths(answer) == ["messageSamples.messageSample2"]


def test_a_condition_is_described_where_the_model_has_it(client: Any) -> None:
    [field] = client.describe_registration_field_definitions(
        RegistrationType="US_TEN_DLC_BRAND_REGISTRATION", FieldPaths=["companyInfo.stockSymbol"]
    )["RegistrationFieldDefinitions"]
    assert field["FieldRequirement"] == "CONDITIONAL"
    if "ConditionalBehavior" not in members(service_model().shape_for("RegistrationFieldDefinition")):
        assert "ConditionalBehavior" not in field
        return
    of_the_legal_type = {
        "DependsOnFieldPath": "companyInfo.legalType",
        "Operator": "EQUALS",
        "Values": ["PUBLIC_PROFIT"],
    }
    assert field["ConditionalBehavior"] == {
        "DefaultBehavior": "DISALLOWED",
        "Rules": [{"Conditions": [of_the_legal_type], "RuleBehavior": "REQUIRED"}],
    }


def test_definitions_are_the_same_in_every_region(pinpoint_v2: PinpointMock) -> None:
    asked = {"RegistrationType": TOLL_FREE}
    told = [
        pinpoint_v2.client(region).describe_registration_field_definitions(**asked)["RegistrationFieldDefinitions"]
        for region in ("us-east-1", "ap-south-1")
    ]
    assert told[0] == told[1]
