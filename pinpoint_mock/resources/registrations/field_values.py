"""Put, describe and delete the field values of a registration, version by version."""

from __future__ import annotations

from collections.abc import Sequence

from ...errors import ValidationException
from ...operation import operation
from ...protocol.pagination import Listing
from ...store import Region, listing_of
from ..exactly_one import exactly_one
from .attachments import RegistrationAttachment, count_uses
from .definitions import field_definition, section_definition
from .forms import RegistrationFieldDefinition, Value
from .registration import Registration
from .version import FieldValue, RegistrationVersion


@operation
def put_registration_field_value(
    region: Region,
    *,
    RegistrationId: str,
    FieldPath: str,
    SelectChoices: Sequence[str] = (),
    TextValue: str | None = None,
    RegistrationAttachmentId: str | None = None,
) -> tuple[FieldValue, Registration, RegistrationVersion]:
    """Set the value of a field in the draft: choices, a text or an attachment, by the type of the field.

    Raise ValidationException for an unknown field and for a value that its definition doesn't allow, ConflictException
    if there is no draft and if the attachment isn't uploaded yet.
    """
    registration = region.get(Registration, RegistrationId)
    version = registration.draft()
    definition = field_definition(registration.type_definition, FieldPath)
    attachment = None
    if RegistrationAttachmentId is not None:
        attachment = region.get(RegistrationAttachment, RegistrationAttachmentId)
    value = Value(
        select_choices=tuple(SelectChoices),
        text_value=TextValue,
        registration_attachment_id=None if attachment is None else attachment.registration_attachment_id,
    )
    _refuse_unfit(definition, value)
    if attachment is not None:
        attachment.must_be_uploaded()
    field_value = version.values.get(FieldPath)
    if field_value is None:
        field_value = FieldValue(field_path=FieldPath, value=Value())
        version.values.add(FieldPath, field_value)
    count_uses(region, [field_value.value], by=-1)
    count_uses(region, [value], by=1)
    field_value.value = value  # replaced in place, so that it keeps its position in the listing
    return field_value, registration, version


@operation
def describe_registration_field_values(
    region: Region,
    *,
    RegistrationId: str,
    VersionNumber: int | None = None,
    SectionPath: str | None = None,
    FieldPaths: Sequence[str] = (),
) -> tuple[Registration, RegistrationVersion, Listing[FieldValue]]:
    """Return field values of a version, by default the current one: all, or those of a section or of some fields."""
    registration = region.get(Registration, RegistrationId)
    version = registration.current_version if VersionNumber is None else registration.version(VersionNumber)
    form = registration.type_definition
    fields = [field_definition(form, path, "FieldPaths") for path in FieldPaths] or form.fields
    if SectionPath is not None:
        section_path = section_definition(form, SectionPath).section_path
        fields = [each for each in fields if each.section_path == section_path]
    values = (version.values.get(each.field_path) for each in fields)
    return registration, version, listing_of(value for value in values if value is not None)


@operation
def delete_registration_field_value(
    region: Region, *, RegistrationId: str, FieldPath: str
) -> tuple[Registration, RegistrationVersion, FieldValue]:
    """Delete the draft's value of a field. The answer has the value, if there was one."""
    registration = region.get(Registration, RegistrationId)
    version = registration.draft()
    field_definition(registration.type_definition, FieldPath)
    if FieldPath not in version.values:
        return registration, version, FieldValue(field_path=FieldPath, value=Value())
    deleted = version.values.remove(FieldPath)
    count_uses(region, [deleted.value], by=-1)
    return registration, version, deleted


def _refuse_unfit(definition: RegistrationFieldDefinition, value: Value) -> None:
    """Raise ValidationException for a value that the definition of the field doesn't allow."""
    given = exactly_one(
        {
            "SelectChoices": bool(value.select_choices),
            "TextValue": bool(value.text_value),
            "RegistrationAttachmentId": bool(value.registration_attachment_id),
        }
    )
    problem = definition.problem(value.select_choices, value.text_value, value.registration_attachment_id)
    if problem is not None:
        raise ValidationException(reason="INVALID_PARAMETER", fields={given: problem})
