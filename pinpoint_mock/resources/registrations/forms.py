"""Describe the form of a registration type, and find what is wrong with the field values of a version.

The classes are the structures in the answers of the three operations on definitions.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence

import attrs
from attrs import Attribute, evolve, frozen
from attrs.validators import optional

from ..._public import public
from ...did_you_mean import did_you_mean
from .structures import as_modelled, wire_name

BEHAVIORS = ("REQUIRED", "OPTIONAL", "DISALLOWED")

MISSING = "Missing required field"
"""The problem of a field that has no value and needs one."""

_OPERATORS: Mapping[str, Callable[[frozenset[str], frozenset[str]], bool]] = {
    "EQUALS": lambda given, values: given == values,
    "NOT_EQUALS": lambda given, values: given != values,
    "IN": lambda given, values: not given.isdisjoint(values),
    "NOT_IN": lambda given, values: given.isdisjoint(values),
    "HAS_VALUE": lambda given, _: bool(given),
    "NO_VALUE": lambda given, _: not given,
}

# The parameter of PutRegistrationFieldValue for the value, by the type of the field.
_PARAMETERS = {"SELECT": "SelectChoices", "TEXT": "TextValue", "ATTACHMENT": "RegistrationAttachmentId"}


def _one_of(*right: str) -> Callable[[object, Attribute[str], str], None]:
    """Return a validator of an attribute: it must have one of these values."""

    def check(_: object, attribute: Attribute[str], value: str) -> None:
        if value not in right:
            raise ValueError(did_you_mean(f"a value of {wire_name(attribute.name)}", value, right))

    return check


def _compiles(_: object, __: Attribute[str], pattern: str) -> None:
    """Raise ValueError for a pattern that isn't a regular expression."""
    try:
        re.compile(pattern)
    except re.error as error:
        raise ValueError(f"Pattern {pattern!r} isn't a regular expression of Python: {error}") from error


@frozen
class Value:
    """The value of a field in a version: choices, a text or an attachment, by the type of the field."""

    select_choices: tuple[str, ...] = ()
    text_value: str | None = None
    registration_attachment_id: str | None = None

    @property
    def texts(self) -> frozenset[str]:
        """The texts that a condition compares."""
        texts = (*self.select_choices, self.text_value, self.registration_attachment_id)
        return frozenset(text for text in texts if text is not None)


_EMPTY = Value()


@public
@frozen(kw_only=True)
class SupportedAssociation:
    """A type of resource that registrations can be for, and when it is associated and disassociated."""

    resource_type: str
    iso_country_code: str | None = None
    association_behavior: str = attrs.field(validator=as_modelled("RegistrationAssociationBehavior"))
    disassociation_behavior: str = attrs.field(validator=as_modelled("RegistrationDisassociationBehavior"))


@public
@frozen(kw_only=True)
class SelectOptionDescription:
    """The texts that a form shows of one option."""

    option: str
    title: str | None = None
    description: str | None = None


@public
@frozen(kw_only=True)
class DisplayHints:
    """The texts that a form shows of a type, a section or a field. Only fields have the last three."""

    title: str
    short_description: str | None = None
    long_description: str | None = None
    documentation_title: str | None = None
    documentation_link: str | None = None
    select_option_descriptions: tuple[SelectOptionDescription, ...] | None = None
    text_validation_description: str | None = None
    example_text_value: str | None = None


@public
@frozen(kw_only=True)
class SelectValidation:
    """The options of a SELECT field, and how many of them it takes."""

    min_choices: int = 1
    max_choices: int = 1
    options: tuple[str, ...]

    def __attrs_post_init__(self) -> None:
        _all_different("Options", self.options)

    def problem(self, choices: tuple[str, ...]) -> str | None:
        """Return what is wrong with some choices; None if they are right."""
        for choice in choices:
            if choice not in self.options:
                return f"{choice!r} isn't one of its options, which are {', '.join(map(repr, self.options))}"
        if not self.min_choices <= len(choices) <= self.max_choices:
            return f"it takes {_span(self.min_choices, self.max_choices)} of its options, {len(choices)} were given"
        return None


@public
@frozen(kw_only=True)
class TextValidation:
    """The length and the pattern of a TEXT field."""

    min_length: int
    max_length: int
    pattern: str = attrs.field(validator=_compiles)

    def problem(self, text: str) -> str | None:
        """Return what is wrong with a text; None if it is right."""
        if not self.min_length <= len(text) <= self.max_length:
            return f"it takes {_span(self.min_length, self.max_length)} characters, {len(text)} were given"
        if not re.fullmatch(self.pattern, text):
            return f"{text!r} doesn't match {self.pattern}"
        return None


@public
@frozen(kw_only=True)
class FieldCondition:
    """A condition on the value of another field."""

    depends_on_field_path: str
    operator: str = attrs.field(validator=_one_of(*_OPERATORS))
    values: tuple[str, ...] = ()

    def holds(self, values: Mapping[str, Value]) -> bool:
        """Return whether it is met by the values of a version, by field path."""
        given = values.get(self.depends_on_field_path, _EMPTY).texts
        return _OPERATORS[self.operator](given, frozenset(self.values))


@public
@frozen(kw_only=True)
class ConditionalValidation:
    """What a rule requires of a value. A member that is None leaves the field's own validation unchanged."""

    min_length: int | None = None
    max_length: int | None = None
    pattern: str | None = attrs.field(default=None, validator=optional(_compiles))
    allowed_values: tuple[str, ...] | None = None


@public
@frozen(kw_only=True)
class ConditionalRule:
    """Whether a field is required, and which values it then takes, if all conditions hold."""

    conditions: tuple[FieldCondition, ...]
    rule_behavior: str = attrs.field(validator=_one_of(*BEHAVIORS))
    conditional_validation: ConditionalValidation | None = None


@public
@frozen(kw_only=True)
class ConditionalBehavior:
    """Whether the field is required: by the first rule whose conditions all hold, or by default."""

    rules: tuple[ConditionalRule, ...]
    default_behavior: str = attrs.field(validator=_one_of(*BEHAVIORS))

    def rule(self, values: Mapping[str, Value]) -> ConditionalRule | None:
        """Return the rule that applies to the values of a version; None if the default applies."""
        return next((rule for rule in self.rules if all(each.holds(values) for each in rule.conditions)), None)


@public
@frozen(kw_only=True)
class RegistrationSectionDefinition:
    """A section of a form."""

    section_path: str = attrs.field(validator=as_modelled("SectionPath"))
    display_hints: DisplayHints


@public
@frozen(kw_only=True)
class RegistrationFieldDefinition:
    """A field of a form."""

    section_path: str
    field_path: str = attrs.field(validator=as_modelled("FieldPath"))
    field_type: str = attrs.field(validator=as_modelled("FieldType"))
    field_requirement: str = attrs.field(validator=as_modelled("FieldRequirement"))
    select_validation: SelectValidation | None = None
    text_validation: TextValidation | None = None
    display_hints: DisplayHints
    conditional_behavior: ConditionalBehavior | None = None

    def __attrs_post_init__(self) -> None:
        for kind, validation in (("SELECT", self.select_validation), ("TEXT", self.text_validation)):
            if (self.field_type == kind) != (validation is not None):
                raise ValueError(f"{kind.title()}Validation goes with a FieldType of {kind}, and with no other")
        if self.conditional_behavior is not None and self.field_requirement != "CONDITIONAL":
            raise ValueError("ConditionalBehavior goes with a FieldRequirement of CONDITIONAL, and with no other")

    def problem(self, select_choices: tuple[str, ...], text_value: str | None, attachment_id: str | None) -> str | None:
        """Return what is wrong with a value and what would be right; None if nothing is wrong."""
        given = {"SELECT": select_choices, "TEXT": text_value, "ATTACHMENT": attachment_id}
        if [kind for kind, value in given.items() if value] != [self.field_type]:
            return f"{self.field_path} is a {self.field_type} field: it takes only {_PARAMETERS[self.field_type]}"
        if self.select_validation is not None:
            return self.select_validation.problem(select_choices)
        if self.text_validation is not None and text_value is not None:
            return self.text_validation.problem(text_value)
        return None

    def problem_in(self, values: Mapping[str, Value]) -> str | None:
        """Return what is wrong with the field in a version, as a reason of a denial; None if nothing is wrong."""
        value = values.get(self.field_path, _EMPTY)
        behavior, definition = self._applicable(values)
        if not value.texts:
            return MISSING if behavior == "REQUIRED" else None
        if behavior == "DISALLOWED":
            return "Conditional field not allowed"
        if definition.problem(value.select_choices, value.text_value, value.registration_attachment_id):
            return "Invalid field value"
        return None

    def _applicable(self, values: Mapping[str, Value]) -> tuple[str, RegistrationFieldDefinition]:
        """Return the behavior of the field, and the definition for its value, which depend on the other fields."""
        if self.field_requirement != "CONDITIONAL":
            return self.field_requirement, self
        if self.conditional_behavior is None:
            return "OPTIONAL", self  # it isn't known on what it depends
        rule = self.conditional_behavior.rule(values)
        if rule is None:
            return self.conditional_behavior.default_behavior, self
        return rule.rule_behavior, self._narrowed(rule.conditional_validation or ConditionalValidation())

    def _narrowed(self, by: ConditionalValidation) -> RegistrationFieldDefinition:
        """Return the definition with the validation of a rule in place of its own."""
        select, text = self.select_validation, self.text_validation
        if select is not None and by.allowed_values is not None:
            select = evolve(select, options=by.allowed_values)
        if text is not None:
            text = evolve(
                text,
                min_length=text.min_length if by.min_length is None else by.min_length,
                max_length=text.max_length if by.max_length is None else by.max_length,
                pattern=text.pattern if by.pattern is None else by.pattern,
            )
        return evolve(self, select_validation=select, text_validation=text)


@public
@frozen(kw_only=True)
class RegistrationTypeDefinition:
    """A registration type: its form, and the resources that its registrations can be for."""

    registration_type: str = attrs.field(validator=as_modelled("RegistrationType"))
    supported_associations: tuple[SupportedAssociation, ...] = ()
    display_hints: DisplayHints
    sections: tuple[RegistrationSectionDefinition, ...] = ()
    fields: tuple[RegistrationFieldDefinition, ...] = ()

    def __attrs_post_init__(self) -> None:
        sections = [section.section_path for section in self.sections]
        fields = [field.field_path for field in self.fields]
        _all_different("SectionPath", sections)
        _all_different("FieldPath", fields)
        for field in self.fields:
            if field.section_path not in sections:
                raise ValueError(f"{field.field_path}: {did_you_mean('a SectionPath', field.section_path, sections)}")
            for rule in field.conditional_behavior.rules if field.conditional_behavior else ():
                for condition in rule.conditions:
                    if condition.depends_on_field_path not in fields:
                        wrong = did_you_mean("a FieldPath", condition.depends_on_field_path, fields)
                        raise ValueError(f"{field.field_path} depends on another: {wrong}")

    def section(self, path: str) -> RegistrationSectionDefinition | None:
        """Return the section of a path, or None."""
        return next((section for section in self.sections if section.section_path == path), None)

    def field(self, path: str) -> RegistrationFieldDefinition | None:
        """Return the field of a path, or None."""
        return next((field for field in self.fields if field.field_path == path), None)

    def problems(self, values: Mapping[str, Value]) -> dict[str, str]:
        """Return what is wrong with a version, by field path, as reasons of a denial."""
        found = {field.field_path: field.problem_in(values) for field in self.fields}
        return {path: problem for path, problem in found.items() if problem is not None}


def _all_different(what: str, names: Sequence[str]) -> None:
    """Raise ValueError for a name that is there more than once."""
    twice = [name for name, times in Counter(names).items() if times > 1]
    if twice:
        raise ValueError(f"{what}: {', '.join(twice)} is there more than once")


def _span(low: int, high: int) -> str:
    return f"{low}" if low == high else f"{low} to {high}"
