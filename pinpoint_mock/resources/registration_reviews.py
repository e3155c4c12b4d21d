"""The review of a registration: its course, what a test decides of it, and what an approval does.

By itself a version that was submitted is approved, a step at a time as `transitions["registration"]` has it, unless a
form filled in like that can't be. What carriers look at besides is a test's to play.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from ..did_you_mean import did_you_mean
from ..errors import ConflictException
from ..protocol import model
from ..simulation.registration_forms import MISSING
from .registration_history import UNDER_REVIEW
from .registrations import Registration
from .sender_ids import register_sender_id

EFFECTS: list[Callable[[Registration], object]] = [register_sender_id]
"""What approvals do; each knows the registrations that it is for."""

Reason = str | Mapping[str, str]


def begin_review(registration: Registration, *, by_aws: bool) -> None:
    """Submit the draft. ConflictException where it lacks a required field, or what is to be associated before."""
    definition, version = registration.type_definition, registration.current_version
    problems = definition.problems({value.field_path: value.value for value in version.values})
    before = {
        each.resource_type
        for each in definition.supported_associations
        if each.association_behavior == "ASSOCIATE_BEFORE_SUBMIT"
    }
    associated = {association.resource_type for association in registration.associations}
    # An unfilled form is refused when it is submitted; whatever else is wrong with one is found by its review.
    missing = {path: problem for path, problem in problems.items() if problem == MISSING}
    if before and before.isdisjoint(associated):
        missing["CreateRegistrationAssociation"] = f"Missing {' or '.join(sorted(before))}"
    if missing:
        raise ConflictException(
            reason="SUBMIT_REGISTRATION_VERSION_NOT_ALLOWED", resource=registration, why=_summary(missing)
        )
    course = _course(registration, by_aws=by_aws)
    if not problems:
        registration.region.begin(registration, *course, finish=lambda: _take_effect(registration))
        return

    def find_fault() -> None:
        if by_aws:
            version.feedback = _summary(problems)
        else:
            version.denied_reasons = [_denied_reason(reason) for reason in dict.fromkeys(problems.values())]
        for path, problem in problems.items():
            value = version.values.get(path)
            assert value is not None, "a value that is missing was refused"
            setattr(value, "feedback" if by_aws else "denied_reason", problem)

    registration.region.begin(registration, *course[:2], "REQUIRES_UPDATES", finish=find_fault)


def _course(registration: Registration, *, by_aws: bool) -> Sequence[str]:
    """The statuses from submission to approval. Brands that are PUBLIC_PROFIT have an e-mail to confirm."""
    legal_type = registration.current_version.values.get("companyInfo.legalType")
    is_public = legal_type is not None and "PUBLIC_PROFIT" in legal_type.value.select_choices
    return (
        "SUBMITTED",
        *(["AWS_REVIEWING"] if by_aws else []),
        "REVIEWING",
        *(["REQUIRES_AUTHENTICATION"] if is_public else []),
        "PROVISIONING",
        "COMPLETE",
    )


def _take_effect(registration: Registration) -> None:
    for effect in EFFECTS:
        effect(registration)


def _summary(problems: Mapping[str, str]) -> str:
    return "; ".join(f"{path}: {problem}" for path, problem in problems.items())


def approve(registration: Registration) -> None:
    """Take a registration the rest of the way through its review. ValueError where it isn't reviewed."""
    _must_be_under_review(registration, "approved")
    registration.region.halt(registration)
    order = (*UNDER_REVIEW, "COMPLETE")
    for status in _course(registration, by_aws=False):  # AWS's own review is over, or never began
        if order.index(status) > order.index(registration.status):
            registration.status = status
    _take_effect(registration)


def deny(registration: Registration, reasons: Sequence[Reason]) -> None:
    """Deny the version that is reviewed, for these reasons. ValueError where there is none."""
    _must_be_under_review(registration, "denied")
    if isinstance(reasons, (str, Mapping)) or not isinstance(reasons, Iterable):
        raise TypeError(f"reasons are a list of texts or mappings; {reasons!r} was given")
    denied_reasons = [_denied_reason(reason) for reason in reasons]
    registration.region.halt(registration)
    registration.current_version.denied_reasons = denied_reasons or None
    registration.status = "REQUIRES_UPDATES"


def close(registration: Registration) -> None:
    """Close a registration for good, as where its number was given back. ValueError where it is CLOSED already."""
    if registration.status == "CLOSED":
        raise ValueError(f"{registration.registration_id} is CLOSED already")
    registration.region.halt(registration)
    registration.status = "CLOSED"


def revoke(registration: Registration) -> None:
    """Take back an approval. ValueError where there is none."""
    if not registration.in_force:
        raise ValueError(
            f"{registration.registration_id} is {registration.status}, with no approved version in force to be revoked"
        )
    registration.revoke_approved_version()


def _must_be_under_review(registration: Registration, what: str) -> None:
    if not registration.is_under_review:
        raise ValueError(
            f"{registration.registration_id} is {registration.status}, and only a registration under review can be "
            f"{what}: call SubmitRegistrationVersion first, with transitions={{'registration': 'manual'}} if it is "
            "to wait there"
        )


def _denied_reason(given: Reason) -> Mapping[str, Any]:
    """A text, or a mapping of the members of DeniedReasons, as DescribeRegistrationVersions shows it."""
    if isinstance(given, str):
        return {"Reason": given, "ShortDescription": given}
    if not isinstance(given, Mapping):
        raise TypeError(f"a denied reason is a text, or a mapping with a Reason; {given!r} was given")
    versions = model.operation_model("DescribeRegistrationVersions").output_shape.members["RegistrationVersions"]
    members = model.members(versions.member.members["DeniedReasons"].member)
    for name in given:
        if name not in members:
            raise ValueError(did_you_mean("a member of DeniedReasons", name, members))
    if "Reason" not in given:
        raise ValueError(f"a denied reason is a text, or a mapping with a Reason; {given!r} was given")
    return {"ShortDescription": given["Reason"], **given}
