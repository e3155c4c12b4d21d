"""Define a registration: what carriers ask about a sender, in versions that are reviewed one after another."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from attrs import define, field

from ...errors import ConflictException, ValidationException
from ...publishing.events import milliseconds
from ...publishing.publisher import Emission, Publisher
from ...simulation.clock import Last24Hours
from ...store import Index, Item, Resource
from .catalogue import RegistrationTypes
from .forms import RegistrationTypeDefinition, SupportedAssociation
from .registrable import Registrable
from .version import UNDER_REVIEW, RegistrationVersion

BRAND_VETTING = "US_TEN_DLC_BRAND_VETTING"

VETTING_SCORE = "75"
"""The score of a vetted brand, from 0 to 100. The value is our choice."""

VERSION_STATUSES = {
    **{status: status for status in UNDER_REVIEW if status != "PROVISIONING"},
    "COMPLETE": "APPROVED",
    "REQUIRES_UPDATES": "DENIED",
    "CLOSED": "DISCARDED",  # our choice
}
"""The status that a version under review gets, by the registration's new status."""

# The status of a registration after its submitted version is discarded, by the status of the version before (our
# choice).
_STATUSES_AFTER_DISCARD = {"APPROVED": "COMPLETE", "DENIED": "REQUIRES_UPDATES", "REVOKED": "REQUIRES_UPDATES"}


@define(kw_only=True, eq=False)
class Association(Item):
    """A resource that a registration is for."""

    registration: Registration
    resource: Registrable

    @property
    def resource_type(self) -> str:
        return self.resource.association_type

    @property
    def resource_arn(self) -> str:
        return self.resource.arn

    @property
    def resource_id(self) -> str:
        return self.resource.resource_id

    @property
    def iso_country_code(self) -> str | None:
        return self.resource.association_country

    @property
    def phone_number(self) -> str | None:
        return self.resource.e164_number


@define(kw_only=True, eq=False)
class Registration(Registrable):
    """What carriers ask about a sender, in versions. A change of its status emits an event."""

    kind: ClassVar[str] = "registration"
    quota: ClassVar[str] = "REGISTRATIONS_PER_ACCOUNT"
    registration_arn = Resource.arn

    registration_id: str
    registration_type: str
    registration_status: str = "CREATED"
    versions: Index[RegistrationVersion] = field(factory=Index, init=False)
    versions_created: Last24Hours = field(factory=Last24Hours, init=False)
    associations: Index[Association] = field(factory=Index, init=False)
    """By the ARN of the associated resource."""
    associated_with: set[Registration] = field(factory=set, init=False)
    """The registrations that it is associated with, as their resource."""
    registrations: set[Registration] = field(factory=set, init=False)
    """The registrations among its associated resources: the brand of a campaign or of a vetting."""
    _vettings: set[Registration] = field(factory=set, init=False)
    """The vettings that a brand is associated with."""
    _numbers: int = field(default=0, init=False)
    """How many of the associated resources are phone numbers."""

    @property
    def resource_id(self) -> str:
        return self.registration_id

    @property
    def association_type(self) -> str:
        return self.registration_type

    def refuse_registration(self, _: Registration) -> None:
        self.must_be_complete()

    def on_associated(self, registration: Registration) -> None:
        self.associated_with.add(registration)
        if registration.registration_type == BRAND_VETTING:
            self._vettings.add(registration)

    def on_disassociated(self, registration: Registration) -> None:
        self.associated_with.discard(registration)
        self._vettings.discard(registration)

    def on_removed(self) -> None:
        self._update_usable()

    def move_to(self, status: str) -> None:
        """Set the status, and that of the version under review if there is one, and emit an event."""
        self.registration_status = status
        moves_version = status == "SUBMITTED" or self.current_version.is_under_review
        if moves_version and status in VERSION_STATUSES:
            approved = self.approved_version
            self._move_version(self.current_version, VERSION_STATUSES[status])
            if status == "COMPLETE" and approved is not None:
                self._move_version(approved, "ARCHIVED")
        self._follow_change()
        self.emit_status()

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
        """The score of a vetted brand; None for other types."""
        is_vetted = self.registration_type == BRAND_VETTING and self.is_complete
        return {"VETTING_SCORE": VETTING_SCORE} if is_vetted else None

    @property
    def is_vetted(self) -> bool:
        """Whether it is a brand that has a complete vetting."""
        return any(each.is_complete for each in self._vettings)

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
        """Whether its approval was revoked, or it was closed, so that its resources can't send."""
        if self.is_complete:
            return False  # first, since it is quick, and this is read at every send
        is_revoked = self.approved_version is None and self._latest("REVOKED") is not None
        return is_revoked or self.registration_status == "CLOSED"

    @property
    def in_force(self) -> bool:
        """Whether a version is approved, whatever the status of a newer version is."""
        return self.registration_status != "CLOSED" and self.approved_version is not None

    @property
    def standing(self) -> str:
        """Its status for its resources: APPROVED, PENDING, REJECTED, or CREATED before the first submission."""
        if self.in_force:
            return "APPROVED"
        if self.is_under_review:
            return "PENDING"
        return "CREATED" if self.registration_status == "CREATED" else "REJECTED"

    @property
    def type_definition(self) -> RegistrationTypeDefinition:
        return self.region.shared(RegistrationTypes)[self.registration_type]

    def supported_association(
        self, resource_type: str, iso_country_code: str | None = None
    ) -> SupportedAssociation | None:
        """Return how its type supports a type of resource, of a country if one is given; None if it doesn't."""
        for each in self.type_definition.supported_associations:
            is_of_country = iso_country_code is None or each.iso_country_code in (None, iso_country_code)
            if each.resource_type == resource_type and is_of_country:
                return each
        return None

    def begin_version(self, status: str = "DRAFT") -> RegistrationVersion:
        """Add a version without field values, as the current one."""
        now = self.region.simulation.clock.now()
        version = RegistrationVersion(version_number=len(self.versions) + 1, history={"DRAFT": now, status: now})
        self.versions.add(str(version.version_number), version)
        self.versions_created.add(now)
        self._update_usable()
        return version

    def draft(self) -> RegistrationVersion:
        """Return the version that can be edited. Raise ConflictException if there is none."""
        if self.current_version.registration_version_status != "DRAFT":
            raise ConflictException(reason="EDIT_REGISTRATION_FIELD_VALUES_NOT_ALLOWED", resource=self)
        return self.current_version

    def version(self, number: int, parameter: str = "VersionNumber") -> RegistrationVersion:
        """Return a version by its number. Raise ValidationException, which names the parameter, if there is none."""
        version = self.versions.get(str(number))
        if version is None:
            raise ValidationException(
                reason="UNKNOWN_REGISTRATION_VERSION",
                fields={parameter: f"{number} was given; the versions are 1 to {len(self.versions)}"},
            )
        return version

    def discard_current_version(self) -> None:
        """Discard the current version, and return to the status before its submission."""
        self._move_version(self.current_version, "DISCARDED")
        self._follow_change()
        self.region.transitions.stop(self)
        if self.is_under_review:
            others = [each.registration_version_status for each in self.versions]
            known = [_STATUSES_AFTER_DISCARD[each] for each in others if each in _STATUSES_AFTER_DISCARD]
            self.move_to(known[-1] if known else "CREATED")

    def revoke_approved_version(self) -> None:
        """Revoke the approved version. There must be one."""
        revoked = self.approved_version
        assert revoked is not None, "the caller checks in_force"
        self._move_version(revoked, "REVOKED")
        if not self.is_under_review:  # the review of a newer version goes on
            self.registration_status = "REQUIRES_UPDATES"
            self.emit_status(revoked)
        self._follow_change()

    @property
    def can_have_one_more_number(self) -> bool:
        """Whether it is COMPLETE, wasn't deleted, and has fewer phone numbers than its quota."""
        region = self.region
        return (
            self.is_complete
            and region.has(self)
            and not region.has_used_up("PHONE_NUMBERS_PER_REGISTRATION", self._numbers)
        )

    def refuse_one_more_number(self) -> None:
        """Raise ServiceQuotaExceededException if no further phone number can be associated."""
        self.region.check_quota("PHONE_NUMBERS_PER_REGISTRATION", self._numbers)

    def associate(self, resource: Registrable) -> Association:
        """Associate a resource, without checks."""
        association = Association(registration=self, resource=resource)
        self.associations.add(resource.arn, association)
        self._numbers += association.phone_number is not None
        if isinstance(resource, Registration):
            self.registrations.add(resource)
        self._update_usable()
        resource.on_associated(self)
        resource.on_standing_changed()
        return association

    def disassociate_all(self) -> None:
        """Remove all associations of its resources with it, and of itself with other registrations."""
        for association in self.associations:
            association.resource.on_disassociated(self)
            association.resource.on_standing_changed()
        for other in self.associated_with:
            other._remove_association(self)

    def disassociate(self, resource: Registrable) -> None:
        """Remove the association of a released resource. For some types, the last one closes the registration."""
        association = self._remove_association(resource)
        supported = self.supported_association(association.resource_type)
        closes = supported is not None and supported.disassociation_behavior == "DISASSOCIATE_ALL_CLOSES_REGISTRATION"
        if closes and not self.associations and self.registration_status not in ("CREATED", "CLOSED"):
            self.region.transitions.stop(self)
            self.move_to("CLOSED")

    def _remove_association(self, resource: Registrable) -> Association:
        association = self.associations.remove(resource.arn)
        self._numbers -= association.phone_number is not None
        if isinstance(resource, Registration):
            self.registrations.discard(resource)
        self._update_usable()
        return association

    def emit_status(self, version: RegistrationVersion | None = None) -> None:
        """Emit the event of the status, for the current version or another. AWS has no event for AWS_REVIEWING."""
        if self.registration_status == "AWS_REVIEWING":
            return
        now = self.region.simulation.clock.now()
        event = {
            "registrationDetails": {
                "registrationId": self.registration_id,
                "registrationVersionNumber": (version or self.current_version).version_number,
                "registrationType": self.registration_type,
                "registrationStatusChangeTimestamp": milliseconds(now),
                "currentStatus": self.registration_status,
            },
            "registrationArn": self.arn,
        }
        self.region.shared(Publisher).emit(
            Emission(
                event=event,
                detail_type="Registration Status Change",
                resources=(self.arn,),
                at=now,
                account_id=self.region.account_id,
                region_name=self.region.region_name,
            )
        )

    def _follow_change(self) -> None:
        """Do what follows from a change of its status or of a version's."""
        for association in self.associations:
            association.resource.on_standing_changed()
        self._update_usable()

    def _update_usable(self) -> None:
        """Add it to the registrations that a new resource can use, or remove it from them, by its present state."""
        usable = self.region.state(UsableRegistrations).by_type.setdefault(self.registration_type, {})
        if self.in_force and not self.associations and self.region.has(self):
            usable[self] = None
        else:
            usable.pop(self, None)

    def _latest(self, status: str) -> RegistrationVersion | None:
        """Return the latest version of a status, or None."""
        return next((each for each in reversed(self.versions) if each.registration_version_status == status), None)

    def _move_version(self, version: RegistrationVersion, status: str) -> None:
        version.history[status] = self.region.simulation.clock.now()


@define(eq=False)
class UsableRegistrations:
    """The registrations of an account and region that are in force and have no associated resource."""

    by_type: dict[str, dict[Registration, None]] = field(factory=dict, init=False)


def _number_of(version: RegistrationVersion | None) -> int | None:
    return None if version is None else version.version_number
