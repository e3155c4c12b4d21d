"""Create, describe and delete registrations, and make registrations of any status for a test."""

from __future__ import annotations

from collections.abc import Sequence

from ...did_you_mean import UnknownNameError, did_you_mean
from ...errors import ConflictException
from ...operation import operation
from ...protocol.pagination import Listing
from ...store import Region
from .attachments import count_uses
from .catalogue import RegistrationTypes
from .definitions import type_definition
from .registration import VERSION_STATUSES, Association, Registration

# The status of the version of a registration that a test makes, by the registration's status.
_ADDED_VERSION_STATUSES = {
    **VERSION_STATUSES,
    "CREATED": "DRAFT",
    "PROVISIONING": "REVIEWING",
    "CLOSED": "APPROVED",
}


@operation
def create_registration(region: Region, *, RegistrationType: str) -> Registration:
    """Create a registration with an empty DRAFT version. Raise ValidationException for an unknown type."""
    type_definition(region, RegistrationType)  # raises the error
    registration = region.add(_registration(region, RegistrationType))
    registration.begin_version()
    registration.emit_status()
    return registration


@operation
def describe_registrations(region: Region, *, RegistrationIds: Sequence[str] = ()) -> Listing[Registration]:
    return region.describe(Registration, RegistrationIds)


@operation
def delete_registration(region: Region, *, RegistrationId: str) -> Registration:
    """Delete a registration. Raise ConflictException if it is under review or in use.

    It is in use if it has been submitted, and its type doesn't disassociate an associated resource at its deletion.
    """
    registration = region.get(Registration, RegistrationId)
    if registration.is_under_review:
        raise ConflictException(reason="RESOURCE_DELETION_NOT_ALLOWED", resource=registration)
    if registration.registration_status != "CREATED" and any(map(_forbids_deletion, registration.associations)):
        raise ConflictException(reason="RESOURCE_NOT_EMPTY", resource=registration)
    registration.disassociate_all()
    for version in registration.versions:
        count_uses(region, (each.value for each in version.values), by=-1)
    region.remove(registration)
    registration.move_to("DELETED")
    return registration


def _forbids_deletion(association: Association) -> bool:
    supported = association.registration.supported_association(association.resource_type)
    return supported is not None and supported.disassociation_behavior != "DELETE_REGISTRATION_DISASSOCIATES"


def add_registration(region: Region, registration_type: str, status: str) -> Registration:
    """Make a registration of a status, as after its review. Its fields are empty, and no event is emitted.

    Raise UnknownNameError, with the nearest right names, for an unknown type or status.
    """
    for what, given, right in (
        ("a registration type", registration_type, region.shared(RegistrationTypes)),
        ("a status that a registration can be in", status, _ADDED_VERSION_STATUSES),
    ):
        if given not in right:
            raise UnknownNameError(did_you_mean(what, given, right))
    registration = region.keep(_registration(region, registration_type))
    registration.registration_status = status
    registration.begin_version(_ADDED_VERSION_STATUSES[status])
    return registration


def _registration(region: Region, registration_type: str) -> Registration:
    return Registration(region=region, registration_id=region.new_id(Registration), registration_type=registration_type)
