"""Let `PinpointMock` do what AWS, carriers and testers do: give ready numbers, review registrations, launch agents."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from .access import ServiceAccess
from .options import checked
from .resources.origination.rcs_agent import RcsAgent
from .resources.origination.rcs_agents import launch
from .resources.origination.ready_numbers import add_phone_number
from .resources.registrations import reviews
from .resources.registrations.registration import Registration
from .resources.registrations.registrations import add_registration
from .resources.verified_destination_numbers import VerifiedDestinationNumber, accept_invitation
from .store import Region, find_anywhere


def check_place(account_id: str | None, region_name: str | None) -> None:
    """Raise ValueError for an account or a region in a wrong form."""
    checked({"account_id": account_id, **({} if region_name is None else {"region_name": region_name})})


class ProvisioningAccess(ServiceAccess):
    """The members of `PinpointMock` that do what AWS, carriers and testers do for an account."""

    def add_phone_number(
        self,
        iso_country_code: str = "US",
        *,
        number_type: str | None = None,
        message_type: str = "TRANSACTIONAL",
        number_capabilities: Sequence[str] = ("SMS",),
        phone_number: str | None = None,
        pool_id: str | None = None,
        account_id: str | None = None,
        region_name: str | None = None,
    ) -> str:
        """Lease a number that can send at once, and return it in E.164, or the digits of a short code.

        It is ACTIVE whatever `transitions` and `strict_registration` are, and is registered where its type needs it.
        `number_type` is by default TEN_DLC for the US (LONG_CODE for VOICE alone) and LONG_CODE for other countries. It
        can be SHORT_CODE, which RequestPhoneNumber doesn't have. Give `phone_number` to lease that very number, and
        `pool_id` to add it to a pool, whose opt-out list and two-way settings it then has.

        Raise TypeError or ValueError for a wrong argument, with the nearest right names, and for a number that was
        leased already. Raise the ServiceException of RequestPhoneNumber if the quota is reached or the pool refuses the
        number. Then nothing is leased.
        """
        with self._region(account_id, region_name) as region:
            return add_phone_number(
                region,
                iso_country_code,
                number_type=number_type,
                message_type=message_type,
                number_capabilities=number_capabilities,
                phone_number=phone_number,
                pool_id=pool_id,
            ).phone_number

    def add_registration(
        self,
        registration_type: str,
        *,
        status: str = "COMPLETE",
        account_id: str | None = None,
        region_name: str | None = None,
    ) -> str:
        """Make a registration in a status, as after its review, and return its id.

        The type and the status are names from the model: "US_TEN_DLC_CAMPAIGN_REGISTRATION", which a TEN_DLC number
        needs, and "COMPLETE". The fields of the registration are empty, and no event is emitted. It makes no sender ID
        and no short code, which only `approve` does. Raise ValueError, with the nearest right names, for an unknown
        type or status.
        """
        with self._region(account_id, region_name) as region:
            return add_registration(region, registration_type, status).registration_id

    def approve(self, registration_id: str) -> None:
        """Approve the version of a registration that is under review, with everything that follows from an approval.

        Raise UnknownNameError (a LookupError) for an unknown id, ValueError if nothing is under review.
        """
        with self._registration(registration_id) as registration:
            reviews.approve(registration)

    def deny(self, registration_id: str, reasons: Sequence[str | Mapping[str, str]] = ()) -> None:
        """Deny the version of a registration that is under review, for these reasons, which DeniedReasons then shows.

        A reason is a text, or a mapping of the members of DeniedReasons. Raise UnknownNameError (a LookupError) for an
        unknown id, ValueError if nothing is under review and for a reason in another form.
        """
        with self._registration(registration_id) as registration:
            reviews.deny(registration, reasons)

    def close(self, registration_id: str) -> None:
        """Close a registration. The resources that it is for can't send any more.

        Raise UnknownNameError (a LookupError) for an unknown id, ValueError if it is CLOSED already.
        """
        with self._registration(registration_id) as registration:
            reviews.close(registration)

    def revoke(self, registration_id: str) -> None:
        """Revoke the approval of a registration. The resources that it is for can't send any more.

        Raise UnknownNameError (a LookupError) for an unknown id, ValueError if it has no approved version.
        """
        with self._registration(registration_id) as registration:
            reviews.revoke(registration)

    def launch(self, rcs_agent_id: str, iso_country_code: str) -> None:
        """Launch an RCS agent in a country, as after the approval of its registrations.

        Raise UnknownNameError (a LookupError), with the nearest ids, for an unknown agent; ValueError for a country in
        which AWS doesn't launch agents.
        """
        with self._exclusive() as service:
            launch(find_anywhere(service.store.regions(), RcsAgent, rcs_agent_id), iso_country_code)

    def accept_invitation(self, verified_destination_number_id: str) -> None:
        """Accept, as a tester, the invitation that CreateVerifiedDestinationNumber sends with an `RcsAgentId`.

        Raise UnknownNameError (a LookupError), with the nearest ids, for an unknown id; ValueError for a phone that has
        to be verified by a code.
        """
        with self._exclusive() as service:
            regions = service.store.regions()
            accept_invitation(find_anywhere(regions, VerifiedDestinationNumber, verified_destination_number_id))

    @contextmanager
    def _registration(self, registration_id: str) -> Iterator[Registration]:
        """Lock the service, and give the registration of an id."""
        with self._exclusive() as service:
            yield find_anywhere(service.store.regions(), Registration, registration_id)

    @contextmanager
    def _region(self, account_id: str | None, region_name: str | None) -> Iterator[Region]:
        """Lock the service, and give the region of an account. By default both are the mock's."""
        self._must_run()
        check_place(account_id, region_name)
        with self._exclusive() as service:
            yield service.store.region(account_id or service.account_id(None), service.region_name(region_name))
