"""Create, describe and delete registration attachments, which are documents for fields of registrations."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import ClassVar

from attrs import define, field

from ...errors import ConflictException, ValidationException
from ...operation import operation
from ...protocol import model
from ...protocol.pagination import Listing
from ...simulation.clock import Last24Hours
from ...store import Region, Resource
from ..exactly_one import exactly_one
from .forms import Value

# The first bytes of the types of file that AWS accepts.
_SIGNATURES = {"PDF": b"%PDF-", "PNG": b"\x89PNG\r\n\x1a\n", "JPEG": b"\xff\xd8\xff"}
_ACCEPTED_KEY = re.compile(r"s3://[^/]+/.+\.(pdf|png|jpg|jpeg)", re.IGNORECASE)


@define(kw_only=True, eq=False)
class RegistrationAttachment(Resource):
    """A document. Its content isn't kept."""

    kind: ClassVar[str] = "registration-attachment"
    quota: ClassVar[str] = "REGISTRATION_ATTACHMENTS_PER_ACCOUNT"
    registration_attachment_arn = Resource.arn

    registration_attachment_id: str
    attachment_status: str = ""
    attachment_url: str | None = None
    uses: int = field(default=0, init=False)
    """How many field values of registrations have it."""

    @property
    def resource_id(self) -> str:
        return self.registration_attachment_id

    def move_to(self, status: str) -> None:
        self.attachment_status = status

    @property
    def attachment_upload_error_reason(self) -> str | None:
        return "INTERNAL_ERROR" if self.attachment_status == "UPLOAD_FAILED" else None

    def must_be_uploaded(self) -> None:
        if self.attachment_status != "UPLOAD_COMPLETE":
            raise ConflictException(reason="RESOURCE_NOT_ACTIVE", resource=self)

    def must_not_be_in_use(self) -> None:
        """Raise ConflictException if a version of any registration refers to it."""
        if self.uses:
            raise ConflictException(reason="RESOURCE_DELETION_NOT_ALLOWED", resource=self)


def count_uses(region: Region, values: Iterable[Value], *, by: int) -> None:
    """Change by that number how many field values have the attachments of these values."""
    for value in values:
        if value.registration_attachment_id is not None:
            region.get(RegistrationAttachment, value.registration_attachment_id).uses += by


@define(eq=False)
class Uploads:
    """The times of the attachments created in the last 24 hours, including deleted ones."""

    created: Last24Hours = field(factory=Last24Hours, init=False)


@operation
def create_registration_attachment(
    region: Region, *, AttachmentBody: str | None = None, AttachmentUrl: str | None = None
) -> RegistrationAttachment:
    """Create an attachment: a PDF, a PNG or a JPEG of at most 5 MB, given by its content or by its URL in S3.

    It is UPLOAD_IN_PROGRESS first. The end of a URL decides whether the upload succeeds; the
    size of a file in S3 isn't known.
    """
    now = region.simulation.clock.now()
    exactly_one({"AttachmentBody": AttachmentBody is not None, "AttachmentUrl": AttachmentUrl is not None})
    outcome = "UPLOAD_COMPLETE"
    if AttachmentBody is not None:
        _refuse_unfit(AttachmentBody)
    if AttachmentUrl is not None:
        outcome = _outcome_of(AttachmentUrl)
    uploads = region.state(Uploads).created
    region.check_quota("REGISTRATION_ATTACHMENTS_CREATED_PER_DAY", uploads.count(now))
    attachment = region.add(
        RegistrationAttachment(
            region=region,
            registration_attachment_id=region.new_id(RegistrationAttachment),
            attachment_url=AttachmentUrl,
        )
    )
    uploads.add(now)
    region.transitions.start(attachment, "UPLOAD_IN_PROGRESS", outcome)
    return attachment


@operation
def describe_registration_attachments(
    region: Region, *, RegistrationAttachmentIds: Sequence[str] = ()
) -> Listing[RegistrationAttachment]:
    return region.describe(RegistrationAttachment, RegistrationAttachmentIds)


@operation
def delete_registration_attachment(region: Region, *, RegistrationAttachmentId: str) -> RegistrationAttachment:
    """Delete an attachment. Raise ConflictException if a registration refers to it."""
    attachment = region.get(RegistrationAttachment, RegistrationAttachmentId)
    attachment.must_not_be_in_use()
    region.remove(attachment)
    attachment.attachment_status = "DELETED"
    return attachment


@cache
def _largest() -> int:
    """Return the most bytes of an attachment, in whole KB.

    The model's bound counts characters of Base64, of which four stand for three bytes: 6,990,508 for 5 MB.
    """
    body = model.members(model.operation_model("CreateRegistrationAttachment").input_shape)["AttachmentBody"]
    return int(body.metadata["max"]) * 3 // 4 // 1024 * 1024


def _refuse_unfit(body: str) -> None:
    """Raise ValidationException for a file that is too large or of another type."""
    content = base64.b64decode(body)
    if len(content) > _largest():
        raise ValidationException(
            reason="MAXIMUM_SIZE_EXCEEDED",
            fields={"AttachmentBody": f"it has {len(content)} bytes; an attachment has at most {_largest()}"},
        )
    if not content.startswith(tuple(_SIGNATURES.values())):
        raise ValidationException(
            reason="ATTACHMENT_TYPE_NOT_SUPPORTED",
            fields={"AttachmentBody": f"it begins with {content[:8]!r}; give one of {', '.join(_SIGNATURES)}"},
        )


def _outcome_of(url: str) -> str:
    """Return the status at the end of an upload. Raise ValidationException for a URL that isn't one of S3."""
    if not re.match("s3://[^/]+/.", url):
        raise ValidationException(
            reason="INVALID_PARAMETER",
            fields={"AttachmentUrl": f"{url!r} was given; it has the form s3://bucket/key"},
        )
    return "UPLOAD_COMPLETE" if _ACCEPTED_KEY.fullmatch(url) else "UPLOAD_FAILED"
