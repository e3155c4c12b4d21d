"""Define a phone number, and keep the numbers that an account has by their E.164 form or their short code."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from sys import intern
from typing import ClassVar

from attrs import define, field
from attrs.setters import NO_OP

from ...errors import ConflictException
from ...facts.destinations import e164
from ...store import Resource
from ..registrations.registrable import SingleRegistration
from ..registrations.registration import Registration
from .messaging_limits import messaging_limits
from .pool import PooledIdentity
from .senders import ABROAD

# US dollars a month. Those of LONG_CODE and TOLL_FREE were seen of AWS. That of SHORT_CODE is documented by AWS for the
# US. The others, and that of short codes of other countries, are our choice.
MONTHLY_LEASING_PRICES = {
    "LONG_CODE": "1.00",
    "SHORT_CODE": "995.00",
    "SIMULATOR": "1.00",
    "TEN_DLC": "1.00",
    "TOLL_FREE": "2.00",
}


@define(kw_only=True, eq=False, on_setattr=NO_OP)  # the attributes with converters never change
class PhoneNumber(SingleRegistration, PooledIdentity):
    """A phone number that the account leases."""

    kind: ClassVar[str] = "phone-number"
    quota: ClassVar[str] = "PHONE_NUMBERS_PER_ACCOUNT"
    reason_in_a_pool: ClassVar[str] = "PHONE_NUMBER_ASSOCIATED_TO_POOL"
    phone_number_arn = Resource.arn

    status: str = field(default="", init=False)
    phone_number_id: str
    phone_number: str
    """In E.164, or the digits of a short code."""
    iso_country_code: str = field(converter=intern)
    message_type: str = field(converter=intern)
    number_capabilities: tuple[str, ...]
    number_type: str = field(converter=intern)
    international_sending_enabled: bool = False
    registration: Registration | None

    @property
    def resource_id(self) -> str:
        return self.phone_number_id

    @property
    def is_released(self) -> bool:
        return self.status == "DISASSOCIATING"

    @property
    def message_types(self) -> Sequence[str]:
        return (self.message_type,)

    @property
    def monthly_leasing_price(self) -> str:
        """The price in US dollars, with two decimals."""
        return MONTHLY_LEASING_PRICES[self.number_type]

    @property
    def messaging_limits(self) -> Mapping[str, Mapping[str, int]] | None:
        """How many messages it can send in a second, and a TEN_DLC number in a day; None if nothing is known."""
        campaign = self.registration if self.number_type == "TEN_DLC" else None
        return messaging_limits(self.number_type, self.iso_country_code, self.number_capabilities, campaign)

    @property
    def association_type(self) -> str:
        return self.number_type

    @property
    def country_of_registration(self) -> str | None:
        return self.iso_country_code

    @property
    def e164_number(self) -> str | None:
        return self.phone_number

    @property
    def sender(self) -> str:
        return self.phone_number

    @property
    def route_type(self) -> str:
        return self.number_type

    @property
    def is_us_toll_free(self) -> bool:
        return (self.iso_country_code, self.number_type) == ("US", "TOLL_FREE")

    @property
    def has_carrier_opt_outs(self) -> bool:
        return self.is_us_toll_free

    @property
    def places(self) -> tuple[str, ...]:
        if self.status != "ACTIVE" or self.registration_that_forbids_sending is not None:
            return ()
        return (self.iso_country_code, ABROAD) if self.international_sending_enabled else (self.iso_country_code,)

    def move_to(self, status: str) -> None:
        self.status = status
        self.update_ability()

    def on_standing_changed(self) -> None:
        super().on_standing_changed()
        self.region.transitions.wake(self)

    def refuse_registration(self, registration: Registration) -> None:
        if self.registration is not None:
            raise ConflictException(reason="PHONE_NUMBER_ASSOCIATED_TO_REGISTRATION", resource=self)
        registration.refuse_one_more_number()

    def waits_for_registration(self) -> bool:
        """Return whether it stays PENDING, because it needs a registration that it doesn't have.

        A TEN_DLC number needs a campaign. With `strict_registration`, a US toll-free number needs a registration, too.
        """
        if self.number_type == "TEN_DLC":
            return self.registration is None
        return (
            self.is_us_toll_free
            and self.region.simulation.options["strict_registration"]
            and not (
                self.registration is not None
                and self.registration.in_force
                and self.registration.supported_association(self.number_type, self.iso_country_code)
            )
        )


@define(eq=False)
class NumbersInService:
    """The unreleased phone numbers of an account and region, by their E.164 form or their short code."""

    by_number: dict[str, PhoneNumber] = field(factory=dict, init=False)

    def find(self, given: str) -> PhoneNumber | None:
        """Return the number of a short code, or of an E.164 number with or without its plus; None if there is none."""
        return self.by_number.get(given) or self.by_number.get(e164(given))
