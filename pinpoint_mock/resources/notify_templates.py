"""Describe Notify's templates, which AWS provides, and fill in their variables. They are the same in every account.

AWS doesn't publish their texts: those in `notify_templates.json` are our own. Programs that use the
service show most of the ids that end in 001, the variables `code` and `time`, and that 005 and 006 aren't for the US.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import ClassVar, TypedDict

from attrs import field, frozen

from ..errors import ResourceNotFoundException, ValidationException
from ..operation import operation
from ..protocol.pagination import Listing, Sequenced
from ..store import Region
from .notify_countries import ADVANCED, BASIC, countries_of_tier

_PLACEHOLDER = re.compile(r"\{\{(\w+)\}\}")
_TYPES = {"STRING": ".*", "INTEGER": "-?[0-9]+", "BOOLEAN": "true|false"}


class VariableMetadata(TypedDict, total=False):
    """What a template says of one of its variables, in the wire's names."""

    Type: str
    Required: bool
    Description: str
    MaxLength: int
    MinValue: int
    MaxValue: int
    DefaultValue: str
    Pattern: str
    Sample: str
    Source: str


@frozen(kw_only=True)
class NotifyTemplate:
    """A text with variables, for some countries and channels."""

    kind: ClassVar[str] = "notify-template"

    template_id: str
    version: int = 1
    template_type: str = "OTP_VERIFICATION"
    tier_access: Sequence[str] = (BASIC, ADVANCED)
    status: str = "ACTIVE"
    supported_countries: Sequence[str]
    language_code: str
    content: str
    variables: Mapping[str, VariableMetadata]
    supported_voice_ids: Sequence[str] = ()
    created_timestamp: dt.datetime = field(default=dt.datetime(2026, 1, 1, tzinfo=dt.timezone.utc))

    @property
    def channels(self) -> Sequence[str]:
        return ("SMS", "VOICE") if self.supported_voice_ids else ("SMS",)

    def resolved(self, given: Mapping[str, str], system: Mapping[str, str], *, is_spoken: bool) -> str:
        """Return the content with the values of the request's variables and of the system's.

        Raise ValidationException, which names every variable that is unknown, missing or wrong. For a call, dots and
        spaces in values are ignored in the checks, since AWS advises to put them between digits (our choice).
        """
        problems = dict(self._problems(given, is_spoken=is_spoken))
        if problems:
            raise ValidationException(
                reason="FIELD_VALIDATION_FAILED",
                fields={f"TemplateVariables.{name}": problem for name, problem in problems.items()},
            )
        defaults = {name: metadata.get("DefaultValue") for name, metadata in self.variables.items()}
        values = {**defaults, **given, **system}
        return _PLACEHOLDER.sub(lambda placeholder: str(values[placeholder[1]]), self.content)

    def _problems(self, given: Mapping[str, str], *, is_spoken: bool) -> Iterator[tuple[str, str]]:
        own = {name: metadata for name, metadata in self.variables.items() if metadata["Source"] == "CUSTOMER"}
        for name in given:
            if name not in own:
                yield name, f"{name!r} isn't a variable of {self.template_id}; give {', '.join(own)}"
        for name, metadata in own.items():
            if name in given:
                value = re.sub("[. ]", "", given[name]) if is_spoken else given[name]
                problem = _problem_of(value, metadata)
                if problem is not None:
                    yield name, f"{given[name]!r}: {problem}"
            elif "DefaultValue" not in metadata:
                yield name, "is required"


def _problem_of(value: str, metadata: VariableMetadata) -> str | None:
    """Return what is wrong with the value of a variable; None if it is right."""
    if not re.fullmatch(_TYPES[metadata["Type"]], value, re.DOTALL):
        return f"it is not of type {metadata['Type']}"
    if len(value) > metadata.get("MaxLength", len(value)):
        return f"it has more than {metadata['MaxLength']} characters"
    if not re.fullmatch(metadata.get("Pattern", ".*"), value, re.ASCII | re.DOTALL):
        return f"it does not match {metadata['Pattern']}"
    if metadata["Type"] == "INTEGER" and not metadata["MinValue"] <= int(value) <= metadata["MaxValue"]:
        return f"it must be {metadata['MinValue']} to {metadata['MaxValue']}"
    return None


@cache
def templates() -> Mapping[str, NotifyTemplate]:
    """Return all templates by id. They are read from their file at the first call."""
    data = json.loads(Path(__file__).with_suffix(".json").read_text("utf-8"))
    made = [_template(data["variables"], **each) for each in data["templates"]]
    return {each.template_id: each for each in made}


def _template(
    variables: Mapping[str, VariableMetadata],
    *,
    TemplateId: str,
    LanguageCode: str,
    Content: str,
    TierAccess: Sequence[str] = (BASIC, ADVANCED),
    SupportedVoiceIds: Sequence[str] = (),
    UnsupportedCountries: Sequence[str] = (),
) -> NotifyTemplate:
    return NotifyTemplate(
        template_id=TemplateId,
        language_code=LanguageCode,
        content=Content,
        variables={name: variables[name] for name in _PLACEHOLDER.findall(Content)},
        tier_access=TierAccess,
        supported_voice_ids=SupportedVoiceIds,
        supported_countries=[each for each in countries_of_tier(ADVANCED) if each not in UnsupportedCountries],
    )


def template_by_id(template_id: str) -> NotifyTemplate:
    """Return a template by its id. Raise ResourceNotFoundException if there is none."""
    template = templates().get(template_id)
    if template is None:
        raise ResourceNotFoundException(kind=NotifyTemplate.kind, resource_id=template_id)
    return template


@operation
def describe_notify_templates(_: Region, *, TemplateIds: Sequence[str] = ()) -> Listing[NotifyTemplate]:
    """Return all templates, or those of some ids. Raise ResourceNotFoundException for an unknown id."""
    if not TemplateIds:
        return Sequenced(list(templates().values()))
    requested = {template_by_id(each).template_id for each in TemplateIds}
    return Sequenced([each for each in templates().values() if each.template_id in requested])
