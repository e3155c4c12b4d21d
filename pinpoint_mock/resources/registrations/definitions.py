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
    asked_for = {type_definition(region, name, "RegistrationTypes").registration_type for name in RegistrationTypes}
    return Sequenced([each for name, each in _types(region).items() if not asked_for or name in asked_for])


@operation
def describe_registration_section_definitions(
    region: Region, *, RegistrationType: str, SectionPaths: Sequence[str] = ()
) -> tuple[RegistrationTypeDefinition, Listing[RegistrationSectionDefinition]]:
    definition = type_definition(region, RegistrationType)
    asked_for = [section_definition(definition, path, "SectionPaths") for path in SectionPaths]
    return definition, Sequenced([each for each in definition.sections if not asked_for or each in asked_for])


@operation
def describe_registration_field_definitions(
    region: Region, *, RegistrationType: str, SectionPath: str | None = None, FieldPaths: Sequence[str] = ()
) -> tuple[RegistrationTypeDefinition, Listing[RegistrationFieldDefinition]]:
    """Return the fields of a type, of one section if one is given, and only the fields asked for if some are."""
    definition = type_definition(region, RegistrationType)
    section = section_definition(definition, SectionPath).section_path if SectionPath else None
    asked_for = [field_definition(definition, path, "FieldPaths") for path in FieldPaths]
    return definition, Sequenced(
        [
            each
            for each in definition.fields
            if section in (None, each.section_path) and (not asked_for or each in asked_for)
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
    # A function, since an operation's parameter has the name of the class.
    return region.shared(RegistrationTypes)
