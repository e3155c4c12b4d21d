"""Review registrations: move a submitted version through its statuses, and do what a test decides about it.

A submitted version is approved step by step, by `transitions["registration"]`, unless its fields are wrong. A test
decides about everything else that carriers would check.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial

from attrs import define

from ...did_you_mean import did_you_mean
from ...errors import ConflictException
from ...protocol import model
from .forms import MISSING
from .registration import Registration
from .version import UNDER_REVIEW, RegistrationVersion

DeniedReason = str | Mapping[str, str]
"""A text, or the members of one of DeniedReasons."""


@define(eq=False)
class ApprovalEffects:
    """Functions that are called with each approved registration. They ignore those of other types."""

    functions: tuple[Callable[[Registration], object], ...] = ()

    def reset(self) -> None:
        """Do nothing: the functions stay."""


def begin_review(registration: Registration, *, by_aws: bool) -> None:
    """Submit the draft. Raise ConflictException if a required field or a required association is missing."""
    definition, version = registration.type_definition, registration.current_version
    problems = definition.problems({value.field_path: value.value for value in version.values})
    required_types = {
        each.resource_type
        for each in definition.supported_associations
        if each.association_behavior == "ASSOCIATE_BEFORE_SUBMIT"
    }
    associated = {association.resource_type for association in registration.associations}
    # Missing fields are refused at the submission. Everything else that is wrong is found by the review.
    missing = {path: problem for path, problem in problems.items() if problem == MISSING}
    if required_types and required_types.isdisjoint(associated):
        missing["CreateRegistrationAssociation"] = f"Missing {' or '.join(sorted(required_types))}"
    if missing:
        raise ConflictException(
            reason="SUBMIT_REGISTRATION_VERSION_NOT_ALLOWED", resource=registration, why=_summary(missing)
        )
    statuses = _statuses(registration, by_aws=by_aws)
    start = registration.region.transitions.start
    if problems:
        report = partial(_report_problems, version, problems, by_aws=by_aws)
        start(registration, *statuses[:2], "REQUIRES_UPDATES", on_end=report)
    else:
        start(registration, *statuses, on_end=partial(_apply_approval, registration))


def _report_problems(version: RegistrationVersion, problems: Mapping[str, str], *, by_aws: bool) -> None:
    """Record what a review has found: AWS's own as feedback, that of others as reasons of a denial."""
    if by_aws:
        version.feedback = _summary(problems)
    else:
        version.denied_reasons = [_denied_reason(reason) for reason in dict.fromkeys(problems.values())]
    for path, problem in problems.items():
        value = version.values.get(path)
        assert value is not None, "a missing value was refused at the submission"
        if by_aws:
            value.feedback = problem
        else:
            value.denied_reason = problem


def _statuses(registration: Registration, *, by_aws: bool) -> Sequence[str]:
    """Return the statuses from submission to approval. PUBLIC_PROFIT brands must also confirm an e-mail."""
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


def _apply_approval(registration: Registration) -> None:
    for function in registration.region.shared(ApprovalEffects).functions:
        function(registration)


def _summary(problems: Mapping[str, str]) -> str:
    return "; ".join(f"{path}: {problem}" for path, problem in problems.items())


def approve(registration: Registration) -> None:
    """Move a registration through the rest of its review. Raise ValueError if it isn't under review."""
    _must_be_under_review(registration, "approved")
    registration.region.transitions.stop(registration)
    order = (*UNDER_REVIEW, "COMPLETE")
    for status in _statuses(registration, by_aws=False):  # AWS's own review, if any, has ended
        if order.index(status) > order.index(registration.registration_status):
            registration.move_to(status)
    _apply_approval(registration)


def deny(registration: Registration, reasons: Sequence[DeniedReason]) -> None:
    """Deny the version under review, for some reasons. Raise ValueError if nothing is under review."""
    _must_be_under_review(registration, "denied")
    if isinstance(reasons, (str, Mapping)) or not isinstance(reasons, Iterable):
        raise TypeError(f"reasons are a list of texts or mappings; {reasons!r} was given")
    denied_reasons = [_denied_reason(reason) for reason in reasons]
    registration.region.transitions.stop(registration)
    registration.current_version.denied_reasons = denied_reasons or None
    registration.move_to("REQUIRES_UPDATES")


def close(registration: Registration) -> None:
    """Close a registration for good, as AWS does when its number is released. Raise ValueError if it is CLOSED."""
    if registration.registration_status == "CLOSED":
        raise ValueError(f"{registration.registration_id} is CLOSED already")
    registration.region.transitions.stop(registration)
    registration.move_to("CLOSED")


def revoke(registration: Registration) -> None:
    """Revoke the approval of a registration. Raise ValueError if it has no approved version."""
    if not registration.in_force:
        raise ValueError(
            f"{registration.registration_id} is {registration.registration_status} and has no approved version in force"
        )
    registration.revoke_approved_version()


def _must_be_under_review(registration: Registration, participle: str) -> None:
    """Raise ValueError, which says what can't be done, unless a registration is under review."""
    if not registration.is_under_review:
        raise ValueError(
            f"{registration.registration_id} is {registration.registration_status}; only one under review can "
            f"be {participle}: call SubmitRegistrationVersion first, with transitions={{'registration': 'manual'}} "
            "to keep it under review"
        )


def _denied_reason(given: DeniedReason) -> Mapping[str, str]:
    """Return a reason as DescribeRegistrationVersions shows it. Raise TypeError or ValueError if it is wrong."""
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
