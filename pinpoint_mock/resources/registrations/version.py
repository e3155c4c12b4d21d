"""Keep the versions of a registration: the field values of each, and its statuses so far."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from attrs import define, field

from ...store import Index, Item
from .forms import Value

UNDER_REVIEW = ("SUBMITTED", "AWS_REVIEWING", "REVIEWING", "REQUIRES_AUTHENTICATION", "PROVISIONING")
"""The statuses of a registration from its submission to the end of its review, in their order."""


@define(kw_only=True, eq=False)
class FieldValue(Item):
    """The value of one field in a version: a text, choices or an attachment."""

    field_path: str
    value: Value
    denied_reason: str | None = None
    feedback: str | None = None

    @property
    def select_choices(self) -> Sequence[str] | None:
        return self.value.select_choices or None

    @property
    def text_value(self) -> str | None:
        return self.value.text_value

    @property
    def registration_attachment_id(self) -> str | None:
        return self.value.registration_attachment_id


@define(kw_only=True, eq=False)
class RegistrationVersion(Item):
    """The field values of a registration, as they are submitted and reviewed together."""

    version_number: int
    history: dict[str, dt.datetime]
    """The time of each status, the latest last."""
    denied_reasons: Sequence[Mapping[str, str]] | None = None
    feedback: str | None = None
    values: Index[FieldValue] = field(factory=Index, init=False)

    @property
    def registration_version_status(self) -> str:
        return next(reversed(self.history))

    @property
    def registration_version_status_history(self) -> dict[str, dt.datetime]:
        """The time of each status, in the wire's names: {"DraftTimestamp": ...}."""
        return {f"{status.title().replace('_', '')}Timestamp": at for status, at in self.history.items()}

    @property
    def is_under_review(self) -> bool:
        return self.registration_version_status in UNDER_REVIEW
