"""What registrations are for: numbers, agents, and registrations that they build upon."""

from __future__ import annotations

from ..errors import ConflictException, ValidationException
from ..operation import operation
from ..protocol.pagination import Listing
from ..store import Region, Resource
from .phone_numbers import PhoneNumber, kept
from .registrations import Association, Registration

_KINDS: dict[str, type[Resource]] = {"phone": PhoneNumber, "registration": Registration}
"""What can be associated by hand, by what its ids begin with."""


@operation
def create_registration_association(
    region: Region, *, RegistrationId: str, ResourceId: str
) -> tuple[Association, Registration]:
    """Associate a resource with a registration, when the registration's type says.

    ValidationException for a kind of resource that doesn't go with the type. ConflictException for one that is
    associated already, and before or after its time.
    """
    registration = region.get(Registration, RegistrationId)
    resource = _find(region, ResourceId)
    resource_type = type_of(resource)
    supported = registration.supported_association(resource_type)
    country = getattr(resource, "iso_country_code", None)
    if supported is None or (country is not None and supported.iso_country_code not in (None, country)):
        what = resource_type if country is None else f"{resource_type} of {country}"
        raise _impossible(f"{ResourceId!r} is a {what}, which a {registration.registration_type} isn't for")
    if resource.arn in registration.associations:
        raise ConflictException(reason="RESOURCE_ALREADY_ASSOCIATED", resource=resource)
    if supported.association_behavior == "ASSOCIATE_ON_APPROVAL":
        raise _impossible(f"a {registration.registration_type} gets its {resource_type} when it is approved")
    if supported.association_behavior == "ASSOCIATE_AFTER_COMPLETE":
        registration.must_be_complete()
    elif registration.current_version.registration_version_status != "DRAFT":
        raise ConflictException(reason="REGISTRATION_ALREADY_SUBMITTED", resource=registration)
    if isinstance(resource, Registration):
        resource.must_be_complete()
    if isinstance(resource, PhoneNumber):
        if resource.registration is not None:
            raise ConflictException(reason="PHONE_NUMBER_ASSOCIATED_TO_REGISTRATION", resource=resource)
        registration.refuse_one_more_number()
    region.check_quota("ASSOCIATIONS_PER_REGISTRATION", len(registration.associations))
    return registration.associate(resource, resource_type), registration


@operation
def list_registration_associations(region: Region, *, RegistrationId: str) -> tuple[Registration, Listing[Association]]:
    registration = region.get(Registration, RegistrationId)
    return registration, registration.associations


def type_of(resource: Resource) -> str:
    """The type of a resource as registrations name it: of a number its own, of a registration its own."""
    if isinstance(resource, PhoneNumber):
        return resource.number_type
    assert isinstance(resource, Registration), "there is nothing else to associate"
    return resource.registration_type


def _find(region: Region, given: str) -> Resource:
    """The resource of that id or ARN; an error where there is none, or none of this region."""
    tail = given.rpartition("/")[2]
    kind = next((each for prefix, each in _KINDS.items() if tail.startswith(f"{prefix}-")), PhoneNumber)
    if given.startswith("arn:"):
        region_name = given.split(":")[3] if given.count(":") > 3 else ""
        if kind is PhoneNumber and region_name != region.region_name:
            raise ConflictException(
                reason="PHONE_NUMBER_NOT_IN_REGISTRATION_REGION", ResourceType=kind.kind, ResourceId=given
            )
    if kind is PhoneNumber:
        return kept(region, given)
    return region.get(kind, given)


def _impossible(why: str) -> ValidationException:
    return ValidationException(reason="INVALID_REGISTRATION_ASSOCIATION", fields={"ResourceId": why})
