"""The versions of a registration: drafted, submitted, discarded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..errors import ConflictException
from ..operation import operation
from ..protocol.pagination import Listing
from ..simulation.clock import within_a_day
from ..store import Region, chosen
from .registration_history import RegistrationVersion
from .registration_reviews import begin_review
from .registrations import Registration


@operation
def create_registration_version(region: Region, *, RegistrationId: str) -> tuple[RegistrationVersion, Registration]:
    """A new version, an empty DRAFT; that before can't be edited any more.

    ConflictException while there is another draft, while one is reviewed, and of a registration that is CLOSED.
    """
    registration = region.get(Registration, RegistrationId)
    status = registration.current_version.registration_version_status
    if status == "DRAFT" or registration.is_under_review or registration.registration_status == "CLOSED":
        raise ConflictException(reason="CREATE_REGISTRATION_VERSION_NOT_ALLOWED", resource=registration)
    today = within_a_day((each.history["DRAFT"] for each in registration.versions), region.simulation.clock.now())
    region.check_quota("REGISTRATION_VERSIONS_CREATED_PER_DAY", len(today))
    return registration.begin_version(), registration


@operation
def describe_registration_versions(
    region: Region, *, RegistrationId: str, VersionNumbers: Sequence[int] = ()
) -> tuple[Registration, Listing[RegistrationVersion]]:
    registration = region.get(Registration, RegistrationId)
    if not VersionNumbers:
        return registration, registration.versions
    return registration, chosen(registration.version(each, "VersionNumbers") for each in VersionNumbers)


@operation
def submit_registration_version(
    region: Region, *, RegistrationId: str, AwsReview: bool = False
) -> tuple[RegistrationVersion, Registration, Mapping[str, bool]]:
    """Submit the draft for review, with AwsReview by AWS first.

    ConflictException for a version that is submitted already or is no draft, and for one that lacks a required field
    or what must be associated before.
    """
    registration = region.get(Registration, RegistrationId)
    version = registration.current_version
    if registration.is_under_review:
        raise ConflictException(reason="REGISTRATION_ALREADY_SUBMITTED", resource=registration)
    if version.registration_version_status != "DRAFT" or registration.registration_status == "CLOSED":
        raise ConflictException(reason="SUBMIT_REGISTRATION_VERSION_NOT_ALLOWED", resource=registration)
    begin_review(registration, by_aws=AwsReview)
    return version, registration, {"AwsReview": AwsReview}


@operation
def discard_registration_version(region: Region, *, RegistrationId: str) -> tuple[RegistrationVersion, Registration]:
    """Give up the current version while it is a DRAFT, or SUBMITTED and not yet reviewed."""
    registration = region.get(Registration, RegistrationId)
    version = registration.current_version
    if version.registration_version_status not in ("DRAFT", "SUBMITTED"):
        raise ConflictException(reason="DISCARD_REGISTRATION_VERSION_NOT_ALLOWED", resource=registration)
    registration.discard_current_version()
    return version, registration
