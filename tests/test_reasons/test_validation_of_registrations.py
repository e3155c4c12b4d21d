"""Test each reason for which an operation on a registration gets a ValidationException."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest

from pinpoint_mock import PinpointMock

invalid = partial(pytest.mark.refusal, "ValidationException")

COMPANY_NAME = {"FieldPath": "companyInfo.companyName"}
BY_NAME = "our choice, by its name"


@invalid("UNKNOWN_REGISTRATION_TYPE", by="CreateRegistration", when="there is no type of that name", source=BY_NAME)
def test_unknown_registration_type(is_refused: Any) -> None:
    is_refused("registrationType", RegistrationType="US_TOLL_FREE_VERIFICATION")


@invalid(
    "UNKNOWN_REGISTRATION_FIELD",
    by=("PutRegistrationFieldValue", "DeleteRegistrationFieldValue"),
    when="the registration's type has no such field",
    source=BY_NAME,
)
def test_unknown_registration_field(brand_draft: str, operation: str, is_refused: Any) -> None:
    more = {"TextValue": "Example Corp"} if operation.startswith("Put") else {}
    is_refused("fieldPath", RegistrationId=brand_draft, FieldPath="companyInfo.name", **more)


@invalid(
    "UNKNOWN_REGISTRATION_FIELD",
    by="DescribeRegistrationFieldValues",
    when="the registration's type has no field of one of the paths",
    source=BY_NAME,
)
def test_unknown_registration_field_among_several(brand_draft: str, is_refused: Any) -> None:
    is_refused("fieldPaths", RegistrationId=brand_draft, FieldPaths=["companyInfo.companyName", "companyInfo.name"])


@invalid(
    "UNKNOWN_REGISTRATION_SECTION",
    by="DescribeRegistrationFieldValues",
    when="the registration's type has no such section",
    source=BY_NAME,
)
def test_unknown_registration_section(brand_draft: str, is_refused: Any) -> None:
    is_refused("sectionPath", RegistrationId=brand_draft, SectionPath="company")


@invalid(
    "UNKNOWN_REGISTRATION_VERSION",
    by="DescribeRegistrationFieldValues",
    when="the registration has no version of that number",
    source=BY_NAME,
)
def test_unknown_registration_version(brand_draft: str, is_refused: Any) -> None:
    is_refused("versionNumber", RegistrationId=brand_draft, VersionNumber=2)


@invalid(
    "UNKNOWN_REGISTRATION_VERSION",
    by="DescribeRegistrationVersions",
    when="the registration has no version of one of the numbers",
    source=BY_NAME,
)
def test_unknown_registration_version_among_several(brand_draft: str, is_refused: Any) -> None:
    is_refused("versionNumbers", RegistrationId=brand_draft, VersionNumbers=[1, 2])


@invalid(
    "MISSING_PARAMETER",
    by="PutRegistrationFieldValue",
    when="neither choices nor a text nor an attachment is given",
    source=BY_NAME,
)
def test_missing_parameter_of_a_value(brand_draft: str, is_refused: Any) -> None:
    is_refused("selectChoices,textValue,registrationAttachmentId", RegistrationId=brand_draft, **COMPANY_NAME)


@invalid(
    "PARAMETERS_CANNOT_BE_USED_TOGETHER",
    by="PutRegistrationFieldValue",
    when="more than one of choices, a text and an attachment are given",
    source=BY_NAME,
)
def test_parameters_cannot_be_used_together_in_a_value(brand_draft: str, is_refused: Any) -> None:
    is_refused(
        "selectChoices,textValue", RegistrationId=brand_draft, **COMPANY_NAME, SelectChoices=["x"], TextValue="x"
    )


@invalid(
    "INVALID_PARAMETER",
    by="PutRegistrationFieldValue",
    when="the value isn't what the field's definition allows",
    source="observed of texts",
)
@pytest.mark.parametrize(
    ("path", "value", "wrong"),
    [
        ("companyInfo.companyName", {"TextValue": "x" * 101}, "textValue"),
        ("companyInfo.taxId", {"TextValue": "12-3456789"}, "textValue"),
        ("companyInfo.isoCountryCode", {"TextValue": "USA"}, "textValue"),
        ("companyInfo.legalType", {"SelectChoices": ["PRIVATE"]}, "selectChoices"),
        ("companyInfo.legalType", {"SelectChoices": ["NON_PROFIT", "GOVERNMENT"]}, "selectChoices"),
        ("companyInfo.legalType", {"TextValue": "NON_PROFIT"}, "textValue"),
        ("companyInfo.companyName", {"SelectChoices": ["Example Corp"]}, "selectChoices"),
    ],
)
def test_invalid_parameter_of_a_value(brand_draft: str, is_refused: Any, path: str, value: Any, wrong: str) -> None:
    is_refused(wrong, RegistrationId=brand_draft, FieldPath=path, **value)


@invalid(
    "INVALID_REGISTRATION_ASSOCIATION",
    by="CreateRegistrationAssociation",
    when="the registration's type isn't for such a resource",
    source=BY_NAME,
)
def test_invalid_registration_association_of_a_kind(brand_draft: str, request_number: Any, is_refused: Any) -> None:
    is_refused("resourceId", RegistrationId=brand_draft, ResourceId=request_number()["PhoneNumberId"])


@invalid(
    "INVALID_REGISTRATION_ASSOCIATION",
    by="CreateRegistrationAssociation",
    when="the resource is a pool or a sender ID",
    source=BY_NAME,
)
@pytest.mark.parametrize("given", ["PoolId", "PoolArn", "SenderIdArn"])
def test_invalid_registration_association_of_no_number(
    client: Any, toll_free_pool: Any, is_refused: Any, given: str
) -> None:
    toll_free = client.create_registration(RegistrationType="US_TOLL_FREE_REGISTRATION")["RegistrationId"]
    sender_id = client.request_sender_id(SenderId="COMPANY", IsoCountryCode="GB")
    is_refused("resourceId", RegistrationId=toll_free, ResourceId={**toll_free_pool, **sender_id}[given])


@invalid(
    "INVALID_REGISTRATION_ASSOCIATION",
    by="CreateRegistrationAssociation",
    when="the number is of another country than the registration",
    source=BY_NAME,
)
def test_invalid_registration_association_of_a_country(client: Any, request_number: Any, is_refused: Any) -> None:
    toll_free = client.create_registration(RegistrationType="US_TOLL_FREE_REGISTRATION")["RegistrationId"]
    canadian = request_number(IsoCountryCode="CA", NumberType="TOLL_FREE")["PhoneNumberId"]
    is_refused("resourceId", RegistrationId=toll_free, ResourceId=canadian)


@invalid(
    "MISSING_PARAMETER",
    by="CreateRegistrationAttachment",
    when="neither a body nor a URL is given",
    source=f"documented; the reason {BY_NAME}",
)
def test_missing_parameter_of_an_attachment(is_refused: Any) -> None:
    is_refused("attachmentBody,attachmentUrl")


@invalid(
    "PARAMETERS_CANNOT_BE_USED_TOGETHER",
    by="CreateRegistrationAttachment",
    when="both a body and a URL are given",
    source=f"documented; the reason {BY_NAME}",
)
def test_parameters_cannot_be_used_together_for_an_attachment(is_refused: Any) -> None:
    is_refused("attachmentBody,attachmentUrl", AttachmentBody=b"%PDF-1.7", AttachmentUrl="s3://bucket/key.pdf")


@invalid(
    "INVALID_PARAMETER",
    by="CreateRegistrationAttachment",
    when="the URL isn't one of S3",
    source=f"documented; the reason {BY_NAME}",
)
def test_invalid_parameter_of_an_attachment(is_refused: Any) -> None:
    is_refused("attachmentUrl", AttachmentUrl="https://example.com/letter.pdf")


@invalid(
    "MAXIMUM_SIZE_EXCEEDED",
    by="CreateRegistrationAttachment",
    when="the body has more than 5 MB",
    source=f"documented; the reason {BY_NAME}",
)
@pytest.mark.parametrize("size", [5 * 1024 * 1024 + 1, 7_000_000])
def test_maximum_size_exceeded(is_refused: Any, size: int) -> None:
    is_refused("attachmentBody", AttachmentBody=b"%PDF-1.7".ljust(size))


@invalid(
    "ATTACHMENT_TYPE_NOT_SUPPORTED",
    by="CreateRegistrationAttachment",
    when="the body is neither a PDF nor a PNG nor a JPEG",
    source=f"documented; the reason {BY_NAME}",
)
def test_attachment_type_not_supported(is_refused: Any) -> None:
    is_refused("attachmentBody", AttachmentBody=b"GIF89a")


@invalid(
    "SENDER_ID_NOT_REGISTERED",
    by="SendTextMessage",
    when="the sender ID's registration was revoked or closed",
    source=f"documented; the reason {BY_NAME}",
)
@pytest.mark.parametrize("decide", ["revoke", "close"])
@pytest.mark.parametrize(("country", "phone"), [("GB", "+447700900123"), ("IN", "+919876543210")])
def test_sender_id_not_registered_any_more(
    pinpoint_v2: PinpointMock, approved: Any, is_refused: Any, decide: str, country: str, phone: str
) -> None:
    registration = approved(f"{country}_SENDER_ID_REGISTRATION", **{"senderIdInfo.senderId": {"TextValue": "EXAMPL"}})
    getattr(pinpoint_v2, decide)(registration)
    is_refused("originationIdentity", DestinationPhoneNumber=phone, OriginationIdentity="EXAMPL", MessageBody="Hello")
