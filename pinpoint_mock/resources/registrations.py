"""Registrations: what a carrier wants to know of a sender before it sends, in versions, each of which is reviewed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar, Protocol, runtime_checkable

from attrs import define, field

from ..did_you_mean import UnknownNameError, did_you_mean
from ..errors import ConflictException, ValidationException
from ..operation import operation
from ..protocol.pagination import Listing
from ..simulation.events import registration_event
from ..simulation.post import Emission
from ..simulation.registration_forms import SupportedAssociation, TypeDefinition
from ..store import Index, Item, Region, Resource
from .registration_definitions import type_definition
from .registration_history import UNDER_REVIEW, RegistrationVersion

TEN_DLC_CAMPAIGN = "US_TEN_DLC_CAMPAIGN_REGISTRATION"
BRAND_VETTING = "US_TEN_DLC_BRAND_VETTING"

# What a version under review is at by the status of its registration, where it moves with it.
_OF_THE_VERSION = {
    **{status: status for status in UNDER_REVIEW if status != "PROVISIONING"},
    "COMPLETE": "APPROVED",
    "REQUIRES_UPDATES": "DENIED",
    "CLOSED": "DISCARDED",  # our choice
}
# Of what there is no version under that name, a registration that is made in this status has.
_MADE_AT = {**_OF_THE_VERSION, "CREATED": "DRAFT", "PROVISIONING": "REVIEWING", "CLOSED": "APPROVED"}

# 0 to 100; what a vetted brand scores is our choice.
VETTING_SCORE = "75"


class Associated(Protocol):
    """What a registration is for: a number, an agent, another registration."""

    @property
    def arn(self) -> str: ...
    @property
    def resource_id(self) -> str: ...


@runtime_checkable
class Registered(Associated, Protocol):
    """What is registered by one registration at a time."""

    registration: Registration | None


@runtime_checkable
class RegisteredByType(Associated, Protocol):
    """What is registered by one registration of each type."""

    registrations: dict[str, Registration]


@define(kw_only=True, eq=False)
class Association(Item):
    registration: Registration
    resource: Associated
    resource_type: str

    @property
    def resource_arn(self) -> str:
        return self.resource.arn

    @property
    def resource_id(self) -> str:
        return self.resource.resource_id

    @property
    def iso_country_code(self) -> str | None:
        return getattr(self.resource, "iso_country_code", None)

    @property
    def phone_number(self) -> str | None:
        """E.164; None for what isn't a number."""
        return getattr(self.resource, "phone_number", None)


@define(kw_only=True, eq=False)
class Registration(Resource):
    """A registration and its versions. Its status tells of each change by an event."""

    kind: ClassVar[str] = "registration"
    quota: ClassVar[str] = "REGISTRATIONS_PER_ACCOUNT"
    registration_arn = Resource.arn

    registration_id: str
    registration_type: str
    registration_status: str = "CREATED"
    versions: Index[RegistrationVersion] = field(factory=Index, init=False)
    associations: Index[Association] = field(factory=Index, init=False)
    """By the ARN of what is associated."""

    @property
    def resource_id(self) -> str:
        return self.registration_id

    @property
    def status(self) -> str:
        return self.registration_status

    @status.setter
    def status(self, status: str) -> None:
        """Come to a status, with the version that is under review, and tell of it."""
        self.registration_status = status
        is_concerned = status == "SUBMITTED" or self.current_version.is_under_review
        if is_concerned and status in _OF_THE_VERSION:
            approved = self.approved_version
            self._reach(self.current_version, _OF_THE_VERSION[status])
            if status == "COMPLETE" and approved is not None:
                self._reach(approved, "ARCHIVED")
        self.announce()

    @property
    def current_version(self) -> RegistrationVersion:
        return self.versions.last

    @property
    def current_version_number(self) -> int:
        return self.current_version.version_number

    @property
    def approved_version(self) -> RegistrationVersion | None:
        return self._latest("APPROVED")

    @property
    def approved_version_number(self) -> int | None:
        return _number_of(self.approved_version)

    @property
    def latest_denied_version_number(self) -> int | None:
        return _number_of(self._latest("DENIED"))

    @property
    def additional_attributes(self) -> Mapping[str, str] | None:
        """What is to be known of some types besides: the score of a vetted brand."""
        is_vetted = self.registration_type == BRAND_VETTING and self.is_complete
        return {"VETTING_SCORE": VETTING_SCORE} if is_vetted else None

    @property
    def is_complete(self) -> bool:
        return self.registration_status == "COMPLETE"

    def must_be_complete(self) -> None:
        if not self.is_complete:
            raise ConflictException(reason="REGISTRATION_NOT_COMPLETE", resource=self)

    @property
    def is_under_review(self) -> bool:
        return self.registration_status in UNDER_REVIEW

    @property
    def forbids_sending(self) -> bool:
        """Whether what was approved holds no longer: it was revoked, or the registration closed."""
        if self.is_complete:
            return False  # before what takes longer, since every send asks
        is_revoked = self.approved_version is None and self._latest("REVOKED") is not None
        return is_revoked or self.registration_status == "CLOSED"

    @property
    def in_force(self) -> bool:
        """Whether a version is approved, whatever becomes of a newer one."""
        return self.registration_status != "CLOSED" and self.approved_version is not None

    @property
    def standing(self) -> str:
        """How what it is for stands by it: APPROVED, PENDING, REJECTED, or, before a submission, CREATED."""
        if self.in_force:
            return "APPROVED"
        if self.is_under_review:
            return "PENDING"
        return "CREATED" if self.registration_status == "CREATED" else "REJECTED"

    @property
    def type_definition(self) -> TypeDefinition:
        return self.region.simulation.registration_catalogue[self.registration_type]

    def supported_association(
        self, resource_type: str, iso_country_code: str | None = None
    ) -> SupportedAssociation | None:
        """How its type goes with resources of a type, and of a country if they have one; None where it doesn't."""
        for each in self.type_definition.supported_associations:
            is_of_country = iso_country_code is None or each.iso_country_code in (None, iso_country_code)
            if each.resource_type == resource_type and is_of_country:
                return each
        return None

    def begin_version(self, status: str = "DRAFT") -> RegistrationVersion:
        """A new version, empty as it is of the service."""
        now = self.region.simulation.clock.now()
        version = RegistrationVersion(version_number=len(self.versions) + 1, history={"DRAFT": now, status: now})
        self.versions.add(str(version.version_number), version)
        return version

    def draft(self) -> RegistrationVersion:
        """The version that can be edited. ConflictException where there is none."""
        if self.current_version.registration_version_status != "DRAFT":
            raise ConflictException(reason="EDIT_REGISTRATION_FIELD_VALUES_NOT_ALLOWED", resource=self)
        return self.current_version

    def version(self, number: int, parameter: str = "VersionNumber") -> RegistrationVersion:
        """The version of that number; ValidationException, which names the parameter, where there is none."""
        version = self.versions.get(str(number))
        if version is None:
            raise ValidationException(
                reason="UNKNOWN_REGISTRATION_VERSION",
                fields={parameter: f"{number} was given; there are 1 to {len(self.versions)}"},
            )
        return version

    def discard_current_version(self) -> None:
        """Leave a version, and be again where it stood before that."""
        self._reach(self.current_version, "DISCARDED")
        self.region.halt(self)
        if self.is_under_review:
            others = [each.registration_version_status for each in self.versions]
            self.status = next((_BACK_AT[each] for each in reversed(others) if each in _BACK_AT), "CREATED")

    def revoke_approved_version(self) -> None:
        revoked = self.approved_version
        assert revoked is not None, "asked before"
        self._reach(revoked, "REVOKED")
        if not self.is_under_review:  # as a newer version may be, whose course goes on
            self.registration_status = "REQUIRES_UPDATES"
            self.announce(revoked)

    def refuse_one_more_number(self) -> None:
        numbers = [each for each in self.associations if each.phone_number is not None]
        self.region.check_quota("PHONE_NUMBERS_PER_REGISTRATION", len(numbers))

    def associate(self, resource: Associated, resource_type: str) -> Association:
        association = Association(registration=self, resource=resource, resource_type=resource_type)
        self.associations.add(resource.arn, association)
        if isinstance(resource, Registered):
            resource.registration = self
        elif isinstance(resource, RegisteredByType):
            resource.registrations[self.registration_type] = self
        return association

    def part_with_all(self) -> None:
        """Leave what it was for, and what was built upon it, without it."""
        for association in self.associations:
            if isinstance(association.resource, Registered):
                association.resource.registration = None
            elif isinstance(association.resource, RegisteredByType):
                del association.resource.registrations[self.registration_type]
        for other in self.region.index(Registration):
            if self.arn in other.associations:
                other.associations.remove(self.arn)

    def dissociate(self, resource: Associated) -> None:
        """Part with what is given back; the last of some kinds closes the registration."""
        association = self.associations.remove(resource.arn)
        supported = self.supported_association(association.resource_type)
        closes = supported is not None and supported.disassociation_behavior == "DISASSOCIATE_ALL_CLOSES_REGISTRATION"
        if closes and not self.associations and self.registration_status not in ("CREATED", "CLOSED"):
            self.region.halt(self)
            self.status = "CLOSED"

    def announce(self, version: RegistrationVersion | None = None) -> None:
        """Tell of its status by an event, which names the current version or another; AWS has none of AWS_REVIEWING."""
        if self.registration_status != "AWS_REVIEWING":
            now = self.region.simulation.clock.now()
            event = registration_event(
                arn=self.arn,
                registration_id=self.registration_id,
                registration_type=self.registration_type,
                version_number=(version or self.current_version).version_number,
                status=self.registration_status,
                at=now,
            )
            self.region.simulation.post.emit(
                Emission(
                    event=event,
                    detail_type="Registration Status Change",
                    resources=(self.arn,),
                    at=now,
                    account_id=self.region.account_id,
                    region_name=self.region.region_name,
                )
            )

    def _latest(self, status: str) -> RegistrationVersion | None:
        found = [each for each in self.versions if each.registration_version_status == status]
        return found[-1] if found else None

    def _reach(self, version: RegistrationVersion, status: str) -> None:
        version.history[status] = self.region.simulation.clock.now()


# Where a registration is again whose submitted version is discarded, by its versions before that (our choice).
_BACK_AT = {"APPROVED": "COMPLETE", "DENIED": "REQUIRES_UPDATES", "REVOKED": "REQUIRES_UPDATES"}


@operation
def create_registration(region: Region, *, RegistrationType: str) -> Registration:
    """A registration with its first version, an empty DRAFT. ValidationException for a type that there isn't."""
    type_definition(region, RegistrationType)  # or what speaks against it
    registration = region.add(_registration(region, RegistrationType))
    registration.begin_version()
    registration.announce()
    return registration


@operation
def describe_registrations(region: Region, *, RegistrationIds: Sequence[str] = ()) -> Listing[Registration]:
    return region.describe(Registration, RegistrationIds)


@operation
def delete_registration(region: Region, *, RegistrationId: str) -> Registration:
    """Delete a registration for good. ConflictException while it is reviewed, and for one that is still in use.

    In use it is while something of a kind is associated that doesn't go without its registration; before the first
    submission nothing is.
    """
    registration = region.get(Registration, RegistrationId)
    if registration.is_under_review:
        raise ConflictException(reason="RESOURCE_DELETION_NOT_ALLOWED", resource=registration)
    if registration.registration_status != "CREATED" and any(map(_must_go_first, registration.associations)):
        raise ConflictException(reason="RESOURCE_NOT_EMPTY", resource=registration)
    registration.part_with_all()
    region.remove(registration)
    registration.status = "DELETED"
    return registration


def _must_go_first(association: Association) -> bool:
    supported = association.registration.supported_association(association.resource_type)
    return supported is not None and supported.disassociation_behavior != "DELETE_REGISTRATION_DISASSOCIATES"


def add_registration(region: Region, registration_type: str, status: str) -> Registration:
    """A registration in that status, as if it had been filed and reviewed. Its fields are empty, and it tells nobody.

    UnknownNameError, with the nearest right names, for a type or a status that there isn't.
    """
    for what, given, right in (
        ("a registration type", registration_type, region.simulation.registration_catalogue),
        ("a status that a registration can be in", status, _MADE_AT),
    ):
        if given not in right:
            raise UnknownNameError(did_you_mean(what, given, right))
    registration = region.keep(_registration(region, registration_type))
    registration.registration_status = status
    registration.begin_version(_MADE_AT[status])
    return registration


def _registration(region: Region, registration_type: str) -> Registration:
    return Registration(region=region, registration_id=region.new_id(Registration), registration_type=registration_type)


def campaign_for_ten_dlc(region: Region, registration_id: str | None) -> Registration:
    """The approved campaign that a TEN_DLC number must be requested with; an error says what is missing."""
    if registration_id is None:
        raise ValidationException(
            reason="MISSING_PARAMETER",
            fields={"RegistrationId": "none was given; a TEN_DLC number needs that of an approved campaign"},
        )
    registration = region.get(Registration, registration_id)
    if registration.registration_type != TEN_DLC_CAMPAIGN:
        raise ValidationException(
            reason="INVALID_REGISTRATION_ASSOCIATION",
            fields={
                "RegistrationId": f"it is a {registration.registration_type}; "
                f"a TEN_DLC number needs a {TEN_DLC_CAMPAIGN}"
            },
        )
    registration.must_be_complete()
    return registration


def _number_of(version: RegistrationVersion | None) -> int | None:
    return None if version is None else version.version_number
