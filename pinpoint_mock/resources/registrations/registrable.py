"""Define what the resources have in common that a registration can be for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import define

from ...store import Resource

if TYPE_CHECKING:
    from .registration import Registration


@define(kw_only=True, eq=False)
class Registrable(Resource):
    """A resource that a registration can be for: a number, a sender ID, an agent, another registration."""

    @property
    def association_type(self) -> str:
        """Its type in the associations that registration types support: "LONG_CODE"."""
        raise NotImplementedError(type(self).__name__)

    @property
    def association_country(self) -> str | None:
        """The country that its associations show; None if it has none."""
        return None

    @property
    def country_of_registration(self) -> str | None:
        """The country that a registration type must support; None if any country will do."""
        return None

    @property
    def e164_number(self) -> str | None:
        """Its phone number, in E.164 or as a short code; None if it isn't a phone number."""
        return None

    def refuse_registration(self, registration: Registration) -> None:
        """Raise the error that forbids an association with a registration, if one does."""

    def on_associated(self, registration: Registration) -> None:
        """Record that a registration is for this resource."""

    def on_disassociated(self, registration: Registration) -> None:
        """Record that a registration is no longer for this resource."""

    def on_standing_changed(self) -> None:
        """Do what follows from a change of its registrations: another one, or another status of one."""


class SingleRegistration:
    """What resources share that can have only one registration, such as phone numbers and sender IDs.

    Each of these resources has `registration` as a field of its own: a base class with a slot couldn't be combined with
    their other base classes.
    """

    __slots__ = ()

    registration: Registration | None

    @property
    def registration_id(self) -> str | None:
        return None if self.registration is None else self.registration.registration_id

    @property
    def registration_that_forbids_sending(self) -> Registration | None:
        forbids = self.registration is not None and self.registration.forbids_sending
        return self.registration if forbids else None

    def on_associated(self, registration: Registration) -> None:
        self.registration = registration  # type: ignore[misc]  # the resource has the slot

    def on_disassociated(self, _: Registration) -> None:
        self.registration = None  # type: ignore[misc]  # the resource has the slot
