"""Test each reason for which a registration or an attachment is not created or not deleted.

There are too many of them, or it is still needed.
"""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest

from pinpoint_mock import PinpointMock

conflict = partial(pytest.mark.refusal, "ConflictException")
quota = partial(pytest.mark.refusal, "ServiceQuotaExceededException")

BRAND = "US_TEN_DLC_BRAND_REGISTRATION"
CAMPAIGN = "US_TEN_DLC_CAMPAIGN_REGISTRATION"
PDF = b"%PDF-1.7"


@quota(
    "REGISTRATIONS_PER_ACCOUNT",
    by="CreateRegistration",
    when="there are 25 registrations",
    source="documented; the reason our choice",
)
def test_registrations_per_account(client: Any, is_refused: Any) -> None:
    for _ in range(25):
        client.create_registration(RegistrationType=BRAND)
    is_refused(RegistrationType=BRAND)


@conflict(
    "RESOURCE_DELETION_NOT_ALLOWED",
    by="DeleteRegistration",
    when="the registration is under review",
    source="our choice, by its name",
)
def test_resource_deletion_not_allowed_under_review(pinpoint_v2: PinpointMock, is_refused: Any) -> None:
    submitted = pinpoint_v2.add_registration(BRAND, status="REVIEWING")
    is_refused(f"registration/{submitted}", RegistrationId=submitted)


@conflict(
    "RESOURCE_NOT_EMPTY",
    by="DeleteRegistration",
    when="it was submitted once, and what is associated with it has to go first",
    source="documented; the reason our choice",
)
def test_resource_not_empty(pinpoint_v2: PinpointMock, request_number: Any, is_refused: Any) -> None:
    campaign = pinpoint_v2.add_registration(CAMPAIGN)
    request_number(NumberType="TEN_DLC", RegistrationId=campaign)
    is_refused(f"registration/{campaign}", RegistrationId=campaign)


@quota(
    "REGISTRATION_ATTACHMENTS_PER_ACCOUNT",
    by="CreateRegistrationAttachment",
    when="there are 25 attachments",
    source="documented; the reason our choice",
)
def test_registration_attachments_per_account(client: Any, is_refused: Any) -> None:
    for _ in range(25):
        client.create_registration_attachment(AttachmentBody=PDF)
    client.describe_registration_attachments()
    is_refused(AttachmentBody=PDF)


@quota(
    "REGISTRATION_ATTACHMENTS_CREATED_PER_DAY",
    by="CreateRegistrationAttachment",
    when="100 attachments were created in 24 hours",
    source="our choice, by its name; the number, too",
)
def test_registration_attachments_created_per_day(client: Any, is_refused: Any) -> None:
    for _ in range(100):
        made = client.create_registration_attachment(AttachmentBody=PDF)["RegistrationAttachmentId"]
        client.delete_registration_attachment(RegistrationAttachmentId=made)
    is_refused(AttachmentBody=PDF)


@conflict(
    "RESOURCE_DELETION_NOT_ALLOWED",
    by="DeleteRegistrationAttachment",
    when="a version of a registration refers to it",
    source="observed",
)
def test_resource_deletion_not_allowed_of_an_attachment_in_use(client: Any, is_refused: Any) -> None:
    attachment = client.create_registration_attachment(AttachmentBody=PDF)["RegistrationAttachmentId"]
    client.describe_registration_attachments()
    client.put_registration_field_value(
        RegistrationId=client.create_registration(RegistrationType=CAMPAIGN)["RegistrationId"],
        FieldPath="campaignInfo.optInScreenshot",
        RegistrationAttachmentId=attachment,
    )
    is_refused(f"registration-attachment/{attachment}", RegistrationAttachmentId=attachment)
