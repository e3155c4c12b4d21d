"""Registrations: what a carrier wants to know of a sender before it sends."""

from __future__ import annotations

from typing import ClassVar

from attrs import define

from ..errors import ConflictException, ValidationException
from ..store import Region, Resource

TEN_DLC_CAMPAIGN = "US_TEN_DLC_CAMPAIGN_REGISTRATION"
TYPES = (
    "US_TEN_DLC_BRAND_REGISTRATION",
    "US_TEN_DLC_BRAND_VETTING",
    TEN_DLC_CAMPAIGN,
    "US_TOLL_FREE_REGISTRATION",
)
"""The types that the mock has for now; the operations on registrations aren't mocked yet."""


@define(kw_only=True, eq=False)
class Registration(Resource):
    kind: ClassVar[str] = "registration"
    quota: ClassVar[str] = "REGISTRATIONS_PER_ACCOUNT"
    registration_arn = Resource.arn

    registration_id: str
    registration_type: str
    status: str
    phone_numbers: int = 0
    """How many phone numbers have been requested with it."""

    @property
    def resource_id(self) -> str:
        return self.registration_id

    @property
    def is_complete(self) -> bool:
        return self.status == "COMPLETE"


def add_registration(region: Region, registration_type: str, status: str) -> Registration:
    """A registration in that status, as if it had been filed and reviewed."""
    return region.keep(
        Registration(
            region=region,
            registration_id=region.new_id(Registration),
            registration_type=registration_type,
            status=status,
        )
    )


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
    if not registration.is_complete:
        raise ConflictException(reason="REGISTRATION_NOT_COMPLETE", resource=registration)
    return registration
