"""Find the campaign that a TEN_DLC number is requested with."""

from __future__ import annotations

from ...errors import ValidationException
from ...store import Region
from .registration import Registration

TEN_DLC_CAMPAIGN = "US_TEN_DLC_CAMPAIGN_REGISTRATION"


def campaign_for_ten_dlc(region: Region, registration_id: str) -> Registration:
    """Return the approved campaign for a TEN_DLC number. Raise the error for another registration."""
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
