"""Registration attachments: the documents that fields of registrations refer to."""

from __future__ import annotations

import base64
import datetime as dt
import re
from collections.abc import Sequence
from typing import ClassVar

from attrs import define, field

from ..errors import ConflictException, ValidationException
from ..operation import operation
from ..protocol.pagination import Listing
from ..simulation.clock import within_a_day
from ..store import Region, Resource
from .alternatives import the_one_given
from .registrations import Registration

# The user guide's limit; the model's is wider.
LARGEST = 500 * 1024

# How the files of the kinds that AWS takes begin.
_SIGNATURES = {"PDF": b"%PDF-", "PNG": b"\x89PNG\r\n\x1a\n", "JPEG": b"\xff\xd8\xff"}
_KEY_OF_SUCH_A_FILE = re.compile(r"s3://[^/]+/.+\.(pdf|png|jpg|jpeg)", re.IGNORECASE)


@define(kw_only=True, eq=False)
class RegistrationAttachment(Resource):
    kind: ClassVar[str] = "registration-attachment"
    id_prefix: ClassVar[str] = "attachment"
    quota: ClassVar[str] = "REGISTRATION_ATTACHMENTS_PER_ACCOUNT"
    registration_attachment_arn = Resource.arn

    registration_attachment_id: str
    attachment_status: str = ""
    attachment_url: str | None = None

    @property
    def resource_id(self) -> str:
        return self.registration_attachment_id

    @property
    def status(self) -> str:
        return self.attachment_status

    @status.setter
    def status(self, status: str) -> None:
        self.attachment_status = status

    @property
    def attachment_upload_error_reason(self) -> str | None:
        return "INTERNAL_ERROR" if self.attachment_status == "UPLOAD_FAILED" else None

    def must_be_uploaded(self) -> None:
        if self.attachment_status != "UPLOAD_COMPLETE":
            raise ConflictException(reason="RESOURCE_NOT_ACTIVE", resource=self)

    def must_not_be_in_use(self) -> None:
        """ConflictException where a version of any registration refers to it."""
        versions = (version for each in self.region.index(Registration) for version in each.versions)
        values = (value for version in versions for value in version.values)
        if any(value.registration_attachment_id == self.registration_attachment_id for value in values):
            raise ConflictException(reason="RESOURCE_DELETION_NOT_ALLOWED", resource=self)


@define(eq=False)
class Uploads:
    """When attachments were created in the last day, those included that have been deleted."""

    _at: list[dt.datetime] = field(factory=list, init=False)

    def add(self, now: dt.datetime) -> None:
        self._at.append(now)

    def today(self, now: dt.datetime) -> int:
        self._at = within_a_day(self._at, now)
        return len(self._at)


@operation
def create_registration_attachment(
    region: Region, *, AttachmentBody: str | None = None, AttachmentUrl: str | None = None
) -> RegistrationAttachment:
    """A document: a PDF, a PNG or a JPEG of at most 500 KB, by its content or by its URL in S3.

    It is uploaded while UPLOAD_IN_PROGRESS; a URL is looked at only then, and by its ending alone.
    """
    now = region.simulation.clock.now()
    the_one_given(AttachmentBody=AttachmentBody is not None, AttachmentUrl=AttachmentUrl is not None)
    outcome = "UPLOAD_COMPLETE"
    if AttachmentBody is not None:
        _refuse_unfit(AttachmentBody)
    if AttachmentUrl is not None:
        outcome = _outcome_of(AttachmentUrl)
    uploads = region.the(Uploads)
    region.check_quota("REGISTRATION_ATTACHMENTS_CREATED_PER_DAY", uploads.today(now))
    attachment = region.add(
        RegistrationAttachment(
            region=region,
            registration_attachment_id=region.new_id(RegistrationAttachment),
            attachment_url=AttachmentUrl,
        )
    )
    uploads.add(now)
    region.begin(attachment, "UPLOAD_IN_PROGRESS", outcome)
    return attachment


@operation
def describe_registration_attachments(
    region: Region, *, RegistrationAttachmentIds: Sequence[str] = ()
) -> Listing[RegistrationAttachment]:
    return region.describe(RegistrationAttachment, RegistrationAttachmentIds)


@operation
def delete_registration_attachment(region: Region, *, RegistrationAttachmentId: str) -> RegistrationAttachment:
    """Delete a document. ConflictException while a registration refers to it."""
    attachment = region.get(RegistrationAttachment, RegistrationAttachmentId)
    attachment.must_not_be_in_use()
    region.halt(attachment)
    region.remove(attachment)
    attachment.attachment_status = "DELETED"
    return attachment


def _refuse_unfit(body: str) -> None:
    content = base64.b64decode(body)
    if len(content) > LARGEST:
        raise ValidationException(
            reason="MAXIMUM_SIZE_EXCEEDED",
            fields={"AttachmentBody": f"it has {len(content)} bytes; an attachment has at most {LARGEST}"},
        )
    if not content.startswith(tuple(_SIGNATURES.values())):
        raise ValidationException(
            reason="ATTACHMENT_TYPE_NOT_SUPPORTED",
            fields={"AttachmentBody": f"it begins with {content[:8]!r}; it is one of {', '.join(_SIGNATURES)}"},
        )


def _outcome_of(url: str) -> str:
    if not re.match("s3://[^/]+/.", url):
        raise ValidationException(
            reason="INVALID_PARAMETER",
            fields={"AttachmentUrl": f"{url!r} was given; it has the form s3://bucket/key"},
        )
    return "UPLOAD_COMPLETE" if _KEY_OF_SUCH_A_FILE.fullmatch(url) else "UPLOAD_FAILED"
