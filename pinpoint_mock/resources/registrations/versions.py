"""Create, describe, submit and discard versions of a registration."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ...errors import ConflictException
from ...operation import operation
from ...protocol.pagination import Listing
from ...store import Region, listing_of
from .registration import Registration
from .reviews import begin_review
from .version import RegistrationVersion


@operation
def create_registration_version(region: Region, *, RegistrationId: str) -> tuple[RegistrationVersion, Registration]:
    """Create a version, an empty DRAFT. The previous version can't be edited any more.

    Raise ConflictException if there is a draft, if a version is under review, and if the registration is CLOSED.
    """
    registration = region.get(Registration, RegistrationId)
    status = registration.current_version.registration_version_status
    if status == "DRAFT" or registration.is_under_review or registration.registration_status == "CLOSED":
        raise ConflictException(reason="CREATE_REGISTRATION_VERSION_NOT_ALLOWED", resource=registration)
    created = registration.versions_created.count(region.simulation.clock.now())
    region.check_quota("REGISTRATION_VERSIONS_CREATED_PER_DAY", created)
    return registration.begin_version(), registration


@operation
def describe_registration_versions(
    region: Region, *, RegistrationId: str, VersionNumbers: Sequence[int] = ()
) -> tuple[Registration, Listing[RegistrationVersion]]:
    registration = region.get(Registration, RegistrationId)
    if not VersionNumbers:
        return registration, registration.versions
    return registration, listing_of(registration.version(each, "VersionNumbers") for each in VersionNumbers)


@operation
def submit_registration_version(
    region: Region, *, RegistrationId: str, AwsReview: bool = False
) -> tuple[RegistrationVersion, Registration, Mapping[str, bool]]:
    """Submit the draft for review; with AwsReview, AWS reviews it first.

    Raise ConflictException if the version is submitted already or isn't a draft, and if a required field or a required
    association is missing.
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
    """Discard the current version. Raise ConflictException unless it is a DRAFT, or SUBMITTED and not yet reviewed."""
    registration = region.get(Registration, RegistrationId)
    version = registration.current_version
    if version.registration_version_status not in ("DRAFT", "SUBMITTED"):
        raise ConflictException(reason="DISCARD_REGISTRATION_VERSION_NOT_ALLOWED", resource=registration)
    registration.discard_current_version()
    return version, registration
