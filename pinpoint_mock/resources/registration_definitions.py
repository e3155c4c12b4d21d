"""What the registration types ask for: the forms that registrations fill in, the same in every account and region."""

from __future__ import annotations

from collections.abc import Sequence

from ..did_you_mean import did_you_mean
from ..errors import ValidationException
from ..operation import operation
from ..protocol.pagination import Listing, Sequenced
from ..simulation.registration_forms import FieldDefinition, SectionDefinition, TypeDefinition
from ..store import Region


@operation
def describe_registration_type_definitions(
    region: Region, *, RegistrationTypes: Sequence[str] = ()
) -> Listing[TypeDefinition]:
    types = region.simulation.registration_catalogue
    asked_for = {type_definition(region, name, "RegistrationTypes").registration_type for name in RegistrationTypes}
    return Sequenced([types[name] for name in types if not asked_for or name in asked_for])


@operation
def describe_registration_section_definitions(
    region: Region, *, RegistrationType: str, SectionPaths: Sequence[str] = ()
) -> tuple[TypeDefinition, Listing[SectionDefinition]]:
    definition = type_definition(region, RegistrationType)
    asked_for = [section_definition(definition, path, "SectionPaths") for path in SectionPaths]
    return definition, Sequenced([each for each in definition.sections if not asked_for or each in asked_for])


@operation
def describe_registration_field_definitions(
    region: Region, *, RegistrationType: str, SectionPath: str | None = None, FieldPaths: Sequence[str] = ()
) -> tuple[TypeDefinition, Listing[FieldDefinition]]:
    """Those of the section, where one is given, and of these those asked for."""
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


def type_definition(region: Region, name: str, parameter: str = "RegistrationType") -> TypeDefinition:
    """The type of that name; ValidationException, which names the parameter, where there is none."""
    types = region.simulation.registration_catalogue
    if name not in types:
        raise ValidationException(
            reason="UNKNOWN_REGISTRATION_TYPE", fields={parameter: did_you_mean("a registration type", name, types)}
        )
    return types[name]


def section_definition(definition: TypeDefinition, path: str, parameter: str = "SectionPath") -> SectionDefinition:
    """The section of that path in a type's form, likewise."""
    section = definition.section(path)
    if section is None:
        paths = [each.section_path for each in definition.sections]
        what = f"a section of {definition.registration_type}"
        raise ValidationException(
            reason="UNKNOWN_REGISTRATION_SECTION", fields={parameter: did_you_mean(what, path, paths)}
        )
    return section


def field_definition(definition: TypeDefinition, path: str, parameter: str = "FieldPath") -> FieldDefinition:
    """The field of that path in a type's form, likewise."""
    field = definition.field(path)
    if field is None:
        paths = [each.field_path for each in definition.fields]
        what = f"a field of {definition.registration_type}"
        raise ValidationException(
            reason="UNKNOWN_REGISTRATION_FIELD", fields={parameter: did_you_mean(what, path, paths)}
        )
    return field
