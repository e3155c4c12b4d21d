"""Describe the forms of the registration types, which are the same in every account and region."""

from __future__ import annotations

from collections.abc import Sequence

from ...did_you_mean import did_you_mean
from ...errors import ValidationException
from ...operation import operation
from ...protocol.pagination import Listing, Sequenced
from ...store import Region
from .catalogue import RegistrationTypes
from .forms import RegistrationFieldDefinition, RegistrationSectionDefinition, RegistrationTypeDefinition


@operation
def describe_registration_type_definitions(
    region: Region, *, RegistrationTypes: Sequence[str] = ()
) -> Listing[RegistrationTypeDefinition]:
    """Return all types, or those of some names. Raise ValidationException for an unknown name."""
    requested = {type_definition(region, name, "RegistrationTypes").registration_type for name in RegistrationTypes}
    return Sequenced([each for name, each in _types(region).items() if not requested or name in requested])


@operation
def describe_registration_section_definitions(
    region: Region, *, RegistrationType: str, SectionPaths: Sequence[str] = ()
) -> tuple[RegistrationTypeDefinition, Listing[RegistrationSectionDefinition]]:
    """Return the sections of a type: all, or those of some paths. Raise ValidationException for an unknown path."""
    definition = type_definition(region, RegistrationType)
    requested = [section_definition(definition, path, "SectionPaths") for path in SectionPaths]
    return definition, Sequenced([each for each in definition.sections if not requested or each in requested])


@operation
def describe_registration_field_definitions(
    region: Region, *, RegistrationType: str, SectionPath: str | None = None, FieldPaths: Sequence[str] = ()
) -> tuple[RegistrationTypeDefinition, Listing[RegistrationFieldDefinition]]:
    """Return the fields of a type: all, or those of a section, of some paths, or both."""
    definition = type_definition(region, RegistrationType)
    section = section_definition(definition, SectionPath).section_path if SectionPath else None
    requested = [field_definition(definition, path, "FieldPaths") for path in FieldPaths]
    return definition, Sequenced(
        [
            each
            for each in definition.fields
            if section in (None, each.section_path) and (not requested or each in requested)
        ]
    )


def type_definition(region: Region, name: str, parameter: str = "RegistrationType") -> RegistrationTypeDefinition:
    """Return a type by its name. Raise ValidationException, which names the parameter, if there is none."""
    types = _types(region)
    if name not in types:
        raise ValidationException(
            reason="UNKNOWN_REGISTRATION_TYPE", fields={parameter: did_you_mean("a registration type", name, types)}
        )
    return types[name]


def section_definition(
    definition: RegistrationTypeDefinition, path: str, parameter: str = "SectionPath"
) -> RegistrationSectionDefinition:
    """Return a section of a type's form. Raise ValidationException, which names the parameter, if there is none."""
    section = definition.section(path)
    if section is None:
        paths = [each.section_path for each in definition.sections]
        what = f"a section of {definition.registration_type}"
        raise ValidationException(
            reason="UNKNOWN_REGISTRATION_SECTION", fields={parameter: did_you_mean(what, path, paths)}
        )
    return section


def field_definition(
    definition: RegistrationTypeDefinition, path: str, parameter: str = "FieldPath"
) -> RegistrationFieldDefinition:
    """Return a field of a type's form. Raise ValidationException, which names the parameter, if there is none."""
    field = definition.field(path)
    if field is None:
        paths = [each.field_path for each in definition.fields]
        what = f"a field of {definition.registration_type}"
        raise ValidationException(
            reason="UNKNOWN_REGISTRATION_FIELD", fields={parameter: did_you_mean(what, path, paths)}
        )
    return field


def _types(region: Region) -> RegistrationTypes:
    # This is a function because a parameter of an operation has the same name as the class.
    return region.shared(RegistrationTypes)
