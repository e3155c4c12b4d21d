"""Test attachments, which are the documents that registrations refer to."""

from __future__ import annotations

from typing import Any

import pytest

from pinpoint_mock import PinpointMock
from pinpoint_mock.protocol.model import operation_model

PDF, PNG, JPEG = b"%PDF-1.7\n", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0"


def attachments(client: Any, **parameters: Any) -> Any:
    return client.describe_registration_attachments(**parameters)["RegistrationAttachments"]


@pytest.mark.parametrize("content", [PDF, PNG, JPEG], ids=["PDF", "PNG", "JPEG"])
def test_a_document_is_uploaded_with_its_content(client: Any, content: bytes) -> None:
    made = client.create_registration_attachment(AttachmentBody=content)
    assert made["AttachmentStatus"] == "UPLOAD_IN_PROGRESS"
    assert made["RegistrationAttachmentArn"].endswith(f":registration-attachment/{made['RegistrationAttachmentId']}")
    assert made["RegistrationAttachmentId"].startswith("attachment-")
    [attachment] = attachments(client, RegistrationAttachmentIds=[made["RegistrationAttachmentId"]])
    assert attachment["AttachmentStatus"] == "UPLOAD_COMPLETE"
    assert "AttachmentUploadErrorReason" not in attachment


def test_a_document_is_taken_from_a_bucket(client: Any) -> None:
    client.create_registration_attachment(AttachmentUrl="s3://documents/letters/authorization.PDF")
    [attachment] = attachments(client)
    assert attachment["AttachmentStatus"] == "UPLOAD_COMPLETE"
    assert attachment["AttachmentUrl"] == "s3://documents/letters/authorization.PDF"


def test_the_upload_of_another_kind_of_file_fails(client: Any) -> None:
    made = client.create_registration_attachment(AttachmentUrl="s3://documents/letter.docx")
    [attachment] = attachments(client)
    assert (attachment["AttachmentStatus"], attachment["AttachmentUploadErrorReason"]) == (
        "UPLOAD_FAILED",
        "INTERNAL_ERROR",
    )
    assert attachments(client, Filters=[{"Name": "attachment-status", "Values": ["UPLOAD_COMPLETE"]}]) == []
    deleted = client.delete_registration_attachment(RegistrationAttachmentId=made["RegistrationAttachmentId"])
    assert deleted["AttachmentStatus"] == "DELETED"


def test_an_upload_waits_for_what_transitions_say(pinpoint_v2: PinpointMock, client: Any) -> None:
    pinpoint_v2.transitions["registration-attachment"] = "manual"
    client.create_registration_attachment(AttachmentBody=PDF)
    assert attachments(client)[0]["AttachmentStatus"] == "UPLOAD_IN_PROGRESS"


def test_a_document_may_have_5_megabytes(client: Any) -> None:
    if (
        operation_model("CreateRegistrationAttachment").input_shape.members["AttachmentBody"].metadata["max"]
        < 6_990_508
    ):
        pytest.skip("this botocore's documents are smaller")
    client.create_registration_attachment(AttachmentBody=PDF.ljust(5 * 1024 * 1024))
    assert len(attachments(client)) == 1


def test_a_document_has_tags_and_a_token(client: Any) -> None:
    tags = [{"Key": "team", "Value": "messaging"}]
    first, second = (
        client.create_registration_attachment(AttachmentBody=PDF, Tags=tags, ClientToken="token") for _ in range(2)
    )
    assert first["RegistrationAttachmentId"] == second["RegistrationAttachmentId"]
    assert first["Tags"] == tags
    assert len(attachments(client)) == 1


def test_a_document_is_deleted_once_no_registration_refers_to_it(client: Any) -> None:
    campaign = client.create_registration(RegistrationType="US_TEN_DLC_CAMPAIGN_REGISTRATION")["RegistrationId"]
    attachment = client.create_registration_attachment(AttachmentBody=PDF)["RegistrationAttachmentId"]
    client.describe_registration_attachments()
    asked = {"RegistrationId": campaign, "FieldPath": "campaignInfo.optInScreenshot"}
    client.put_registration_field_value(**asked, RegistrationAttachmentId=attachment)
    client.delete_registration_field_value(**asked)
    client.delete_registration_attachment(RegistrationAttachmentId=attachment)
    assert attachments(client) == []


def test_the_attachments_of_a_day_do_not_count_on_the_next(pinpoint_v2: PinpointMock, client: Any) -> None:
    pinpoint_v2.quotas["REGISTRATION_ATTACHMENTS_CREATED_PER_DAY"] = 1
    client.create_registration_attachment(AttachmentBody=PDF)
    pinpoint_v2.clock.advance(hours=24)
    client.create_registration_attachment(AttachmentBody=PDF)
