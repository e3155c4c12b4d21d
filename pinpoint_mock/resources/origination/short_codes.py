"""Lease the short codes of approved registrations. RequestPhoneNumber has no short codes."""

from __future__ import annotations

from ..opt_out_lists import DEFAULT, OptOutList
from ..registrations.registration import Registration
from .identities import TwoWaySettings
from .leasing import draw_number, lease
from .phone_number import PhoneNumber


def lease_short_code(registration: Registration) -> None:
    """Lease the short code of an approved registration, unless the registration has one already.

    Do nothing for a registration of another type. The code is ACTIVE at once, since a registration is COMPLETE when its
    resources are provisioned. It is for transactional texts (our choice: the forms don't ask).
    """
    supported = registration.supported_association("SHORT_CODE")
    if supported is None or any(each.resource_type == "SHORT_CODE" for each in registration.associations):
        return
    region, country = registration.region, supported.iso_country_code or registration.registration_type[:2]
    code = draw_number(region, country, "SHORT_CODE")
    assert code is not None, "every country has more short codes than an account can lease"
    number = PhoneNumber(
        region=region,
        phone_number_id=region.new_id(PhoneNumber),
        phone_number=code,
        iso_country_code=country,
        message_type="TRANSACTIONAL",
        number_capabilities=("SMS",),
        number_type="SHORT_CODE",
        own_settings=TwoWaySettings(opt_out_list=region.get(OptOutList, DEFAULT)),
        registration=registration,
    )
    lease(number)
    number.move_to("ACTIVE")
