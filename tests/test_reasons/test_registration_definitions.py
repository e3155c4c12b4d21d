"""Test each reason for which an operation on registration definitions gets a ValidationException."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest

invalid = partial(pytest.mark.refusal, "ValidationException")

TOLL_FREE = {"RegistrationType": "US_TOLL_FREE_REGISTRATION"}
OF_A_FORM = ("DescribeRegistrationFieldDefinitions", "DescribeRegistrationSectionDefinitions")
BY_NAME = "our choice, by its name; these operations have no ResourceNotFoundException"


@invalid(
    "UNKNOWN_REGISTRATION_TYPE",
    by=OF_A_FORM,
    when="there is no registration type of that name",
    source=BY_NAME,
)
def test_unknown_registration_type_of_a_form(is_refused: Any) -> None:
    is_refused("registrationType", RegistrationType="US_TOLL_FREE_VERIFICATION")


@invalid(
    "UNKNOWN_REGISTRATION_TYPE",
    by="DescribeRegistrationTypeDefinitions",
    when="there is no registration type of one of the names",
    source=BY_NAME,
)
def test_unknown_registration_type_among_several(is_refused: Any) -> None:
    is_refused("registrationTypes", RegistrationTypes=[*TOLL_FREE.values(), "US_TOLL_FREE_VERIFICATION"])


@invalid(
    "UNKNOWN_REGISTRATION_SECTION",
    by="DescribeRegistrationFieldDefinitions",
    when="the type has no section of that path",
    source=BY_NAME,
)
def test_unknown_registration_section_of_fields(is_refused: Any) -> None:
    is_refused("sectionPath", **TOLL_FREE, SectionPath="senderIdInfo")


@invalid(
    "UNKNOWN_REGISTRATION_SECTION",
    by="DescribeRegistrationSectionDefinitions",
    when="the type has no section of one of the paths",
    source=BY_NAME,
)
def test_unknown_registration_section_among_several(is_refused: Any) -> None:
    is_refused("sectionPaths", **TOLL_FREE, SectionPaths=["companyInfo", "senderIdInfo"])


@invalid(
    "UNKNOWN_REGISTRATION_FIELD",
    by="DescribeRegistrationFieldDefinitions",
    when="the type has no field of one of the paths",
    source=BY_NAME,
)
def test_unknown_registration_field_among_several(is_refused: Any) -> None:
    is_refused("fieldPaths", **TOLL_FREE, FieldPaths=["companyInfo.companyName", "senderIdInfo.senderId"])
