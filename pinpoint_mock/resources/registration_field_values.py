"""What a registration says: the values of its fields, version by version."""

from __future__ import annotations

from collections.abc import Sequence

from ..errors import ValidationException
from ..operation import operation
from ..protocol.pagination import Listing
from ..simulation.registration_forms import FieldDefinition, Value
from ..store import Region, chosen
from .alternatives import the_one_given
from .registration_attachments import RegistrationAttachment
from .registration_definitions import field_definition, section_definition
from .registration_history import FieldValue, RegistrationVersion
from .registrations import Registration


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
    """Say something in a field of the draft: choices, a text or an attachment, of which it takes one.

    ValidationException for an unknown field and for a value that its definition doesn't allow. ConflictException
    where no version is a draft, and for an attachment that isn't uploaded yet.
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
        field_value = FieldValue(field_path=FieldPath, value=value)
        version.values.add(FieldPath, field_value)
    field_value.value = value  # which keeps its place in the listing
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
    """What a version says, the current one unless another is named: all, of one section, or in these fields."""
    registration = region.get(Registration, RegistrationId)
    version = registration.current_version if VersionNumber is None else registration.version(VersionNumber)
    form = registration.type_definition
    fields = [field_definition(form, path, "FieldPaths") for path in FieldPaths] or form.fields
    if SectionPath is not None:
        section_path = section_definition(form, SectionPath).section_path
        fields = [each for each in fields if each.section_path == section_path]
    values = (version.values.get(each.field_path) for each in fields)
    return registration, version, chosen(value for value in values if value is not None)


@operation
def delete_registration_field_value(
    region: Region, *, RegistrationId: str, FieldPath: str
) -> tuple[Registration, RegistrationVersion, FieldValue]:
    """Take back what the draft says in a field; the answer has what it was, if anything."""
    registration = region.get(Registration, RegistrationId)
    version = registration.draft()
    field_definition(registration.type_definition, FieldPath)
    said = FieldValue(field_path=FieldPath, value=Value())
    return registration, version, version.values.remove(FieldPath) if FieldPath in version.values else said


def _refuse_unfit(definition: FieldDefinition, value: Value) -> None:
    given = the_one_given(
        SelectChoices=bool(value.select_choices),
        TextValue=bool(value.text_value),
        RegistrationAttachmentId=bool(value.registration_attachment_id),
    )
    problem = definition.problem(value.select_choices, value.text_value, value.registration_attachment_id)
    if problem is not None:
        raise ValidationException(reason="INVALID_PARAMETER", fields={given: problem})
