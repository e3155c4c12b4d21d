"""Associate registrations with the resources that they are for: numbers, agents, other registrations and so on."""

from __future__ import annotations

from ...errors import ConflictException, ValidationException
from ...operation import operation
from ...protocol.pagination import Listing
from ...references import parse_reference
from ...store import Region
from .registrable import Registrable
from .registration import Association, Registration

# The kinds of resource that can be associated by a call.
_KINDS = ("phone-number", "registration", "rcs-agent", "notify-configuration")


@operation
def create_registration_association(
    region: Region, *, RegistrationId: str, ResourceId: str
) -> tuple[Association, Registration]:
    """Associate a resource with a registration. The registration's type decides which resources, and when.

    Raise ValidationException for a kind of resource that the type doesn't support, ConflictException for a resource
    that is associated already, and if the type requires another status of the registration.
    """
    registration = region.get(Registration, RegistrationId)
    resource = _find(region, ResourceId)
    _refuse_unsupported(registration, resource)
    if resource.arn in registration.associations:
        raise ConflictException(reason="RESOURCE_ALREADY_ASSOCIATED", resource=resource)
    _refuse_wrong_time(registration, resource.association_type)
    resource.refuse_registration(registration)
    region.check_quota("ASSOCIATIONS_PER_REGISTRATION", len(registration.associations))
    return registration.associate(resource), registration


@operation
def list_registration_associations(region: Region, *, RegistrationId: str) -> tuple[Registration, Listing[Association]]:
    registration = region.get(Registration, RegistrationId)
    return registration, registration.associations


def _find(region: Region, given: str) -> Registrable:
    """Return the resource of an id or ARN. A text that is neither counts as the id of a phone number."""
    reference = parse_reference(given)
    if reference.kind not in _KINDS and (reference.is_arn or reference.kind == "pool"):
        raise ValidationException(
            reason="INVALID_REGISTRATION_ASSOCIATION",
            fields={"ResourceId": f"{given!r} can't be associated; give one of {', '.join(_KINDS)}"},
        )
    kind = reference.kind if reference.kind in _KINDS else "phone-number"
    if kind == "phone-number" and reference.is_arn and f":{region.region_name}:" not in given:
        raise ConflictException(reason="PHONE_NUMBER_NOT_IN_REGISTRATION_REGION", ResourceType=kind, ResourceId=given)
    resource = region.get_by_kind(kind, given)
    assert isinstance(resource, Registrable), f"{kind} is one of the kinds that can be associated"
    return resource


def _refuse_unsupported(registration: Registration, resource: Registrable) -> None:
    """Raise ValidationException for a resource that the registration's type doesn't support in a call."""
    resource_type, country = resource.association_type, resource.country_of_registration
    supported = registration.supported_association(resource_type, country)
    if supported is None or supported.association_behavior == "ASSOCIATE_ON_APPROVAL":
        what = resource_type if country is None else f"{resource_type} of {country}"
        raise ValidationException(
            reason="INVALID_REGISTRATION_ASSOCIATION",
            fields={
                "ResourceId": f"{resource.resource_id} is a {what}, not supported by {registration.registration_type}"
            },
        )


def _refuse_wrong_time(registration: Registration, resource_type: str) -> None:
    """Raise ConflictException if the registration isn't COMPLETE or a DRAFT, whichever its type requires."""
    supported = registration.supported_association(resource_type)
    if supported is not None and supported.association_behavior == "ASSOCIATE_AFTER_COMPLETE":
        registration.must_be_complete()
    elif registration.current_version.registration_version_status != "DRAFT":
        raise ConflictException(reason="REGISTRATION_ALREADY_SUBMITTED", resource=registration)
