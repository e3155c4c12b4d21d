"""What registrations are for: numbers, agents, Notify configurations, and registrations that they build upon."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..errors import ConflictException, ValidationException
from ..operation import operation
from ..protocol.pagination import Listing
from ..store import Region, Resource
from .notify_configurations import NOTIFY_CONFIGURATION, NotifyConfiguration
from .phone_numbers import PhoneNumber, kept
from .pools import Pool
from .rcs_agents import RCS_AGENT, RcsAgent
from .registrations import Association, Registered, Registration

# What can be associated by hand, and the type that registrations know it by.
_TYPES: dict[type[Resource], Callable[[Any], str]] = {
    PhoneNumber: lambda number: str(number.number_type),
    Registration: lambda registration: str(registration.registration_type),
    RcsAgent: lambda _: RCS_AGENT,
    NotifyConfiguration: lambda _: NOTIFY_CONFIGURATION,
}


@operation
def create_registration_association(
    region: Region, *, RegistrationId: str, ResourceId: str
) -> tuple[Association, Registration]:
    """Associate a resource with a registration, when the registration's type says.

    ValidationException for a kind of resource that doesn't go with the type. ConflictException for one that is
    associated already, and before or after its time.
    """
    registration = region.get(Registration, RegistrationId)
    resource, resource_type = _find(region, ResourceId)
    _refuse_another_kind(registration, resource, resource_type)
    if resource.arn in registration.associations:
        raise ConflictException(reason="RESOURCE_ALREADY_ASSOCIATED", resource=resource)
    _refuse_at_another_time(registration, resource_type)
    _refuse_resource(registration, resource)
    region.check_quota("ASSOCIATIONS_PER_REGISTRATION", len(registration.associations))
    return registration.associate(resource, resource_type), registration


@operation
def list_registration_associations(region: Region, *, RegistrationId: str) -> tuple[Registration, Listing[Association]]:
    registration = region.get(Registration, RegistrationId)
    return registration, registration.associations


def _find(region: Region, given: str) -> tuple[Resource, str]:
    """The resource of that id or ARN, and its type; an error where there is none, or no number of this region."""
    kind = next((each for each in _TYPES if each.has_id(given)), None)
    if kind is None and (given.startswith("arn:") or Pool.has_id(given)):
        raise ValidationException(
            reason="INVALID_REGISTRATION_ASSOCIATION",
            fields={"ResourceId": f"{given!r} is none of {', '.join(each.kind for each in _TYPES)}"},
        )
    kind = kind or PhoneNumber
    if kind is PhoneNumber and given.startswith("arn:") and f":{region.region_name}:" not in given:
        raise ConflictException(
            reason="PHONE_NUMBER_NOT_IN_REGISTRATION_REGION", ResourceType=kind.kind, ResourceId=given
        )
    resource: Resource = kept(region, given) if kind is PhoneNumber else region.get(kind, given)
    return resource, _TYPES[kind](resource)


def _refuse_another_kind(registration: Registration, resource: Resource, resource_type: str) -> None:
    country = resource.iso_country_code if isinstance(resource, PhoneNumber) else None
    supported = registration.supported_association(resource_type, country)
    if supported is None or supported.association_behavior == "ASSOCIATE_ON_APPROVAL":
        what = resource_type if country is None else f"{resource_type} of {country}"
        raise ValidationException(
            reason="INVALID_REGISTRATION_ASSOCIATION",
            fields={
                "ResourceId": f"{resource.resource_id} is a {what}, which a {registration.registration_type} isn't for"
            },
        )


def _refuse_at_another_time(registration: Registration, resource_type: str) -> None:
    supported = registration.supported_association(resource_type)
    if supported is not None and supported.association_behavior == "ASSOCIATE_AFTER_COMPLETE":
        registration.must_be_complete()
    elif registration.current_version.registration_version_status != "DRAFT":
        raise ConflictException(reason="REGISTRATION_ALREADY_SUBMITTED", resource=registration)


def _refuse_resource(registration: Registration, resource: Resource) -> None:
    """Raise what speaks against the resource itself."""
    if isinstance(resource, Registration):
        resource.must_be_complete()
    if isinstance(resource, RcsAgent) and registration.registration_type in resource.registrations:
        raise ConflictException(reason="RCS_AGENT_ALREADY_ASSOCIATED_TO_REGISTRATION_TYPE", resource=resource)
    if isinstance(resource, PhoneNumber):
        if resource.registration is not None:
            raise ConflictException(reason="PHONE_NUMBER_ASSOCIATED_TO_REGISTRATION", resource=resource)
        registration.refuse_one_more_number()
    elif isinstance(resource, Registered) and resource.registration is not None:
        raise ConflictException(reason="RESOURCE_ALREADY_ASSOCIATED", resource=resource)
