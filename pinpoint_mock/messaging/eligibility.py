"""Decide whether an origination identity can send a message."""

from __future__ import annotations

from collections.abc import Callable

from attrs import frozen

from ..errors import ConflictException, ServiceException, ValidationException
from ..facts.destinations import is_simulator
from ..resources.origination.identities import PoolableIdentity
from ..resources.origination.phone_number import PhoneNumber
from ..resources.origination.rcs_agent import RcsAgent
from ..resources.origination.sender_id import SenderId
from ..resources.registrations.registration import Registration
from ..resources.verified_destination_numbers import not_verified
from .channels import Channel
from .rcs_reach import reach_error

Objection = Callable[[], ServiceException]
"""A function that makes the error. Few errors are raised, since usually another identity can send."""


@frozen
class RouteRequest:
    """What a message requires of the identity that sends it."""

    channel: Channel
    destination: str
    iso_country_code: str
    """The destination's country."""
    message_type: str | None
    accepts_simulators: bool
    """Whether a simulator number may send. It can't send verification codes."""
    accepts_agents: bool
    """Whether an RCS agent may send."""
    accepts_shared_routes: bool
    """Whether a shared route may send."""
    needs_simulator: bool
    """Whether only a simulator number may send; see `Draft`."""


def find_objection(identity: PoolableIdentity, request: RouteRequest) -> Objection | None:
    """Return what keeps an identity from sending a message; None if it can send it."""
    if request.accepts_agents and isinstance(identity, RcsAgent):
        error = reach_error(identity, request.destination, request.iso_country_code)
        return None if error is None else lambda: error
    if request.needs_simulator and identity.route_type != "SIMULATOR":
        return lambda: not_verified(request.destination)
    if identity.status != "ACTIVE":
        return lambda: ConflictException(reason="RESOURCE_NOT_ACTIVE", resource=identity)
    registration = identity.registration_that_forbids_sending
    if registration is not None:
        return lambda: _registration_not_approved(identity, registration)
    if request.channel.capability not in identity.number_capabilities:
        if request.channel.is_call:
            return lambda: ValidationException(
                reason="VOICE_CAPABILITY_NOT_AVAILABLE",
                fields={"OriginationIdentity": f"{identity.resource_id} can't make calls; give one with VOICE"},
            )
        return lambda: ConflictException(reason="NUMBER_CAPABILITIES_MISMATCH", resource=identity)
    if request.message_type is not None and request.message_type not in identity.message_types:
        return lambda: ConflictException(reason="MESSAGE_TYPE_MISMATCH", resource=identity)
    return _find_objection_to_destination(identity, request)


def _registration_not_approved(identity: PoolableIdentity, registration: Registration) -> ServiceException:
    """Return the error for an identity whose registration is no longer approved. The reasons are our choice."""
    if isinstance(identity, SenderId):
        return ValidationException(
            reason="SENDER_ID_NOT_REGISTERED",
            fields={"OriginationIdentity": f"{identity.resource_id}: its registration is no longer approved"},
        )
    return ConflictException(reason="REGISTRATION_NOT_COMPLETE", resource=registration)


def _find_objection_to_destination(identity: PoolableIdentity, request: RouteRequest) -> Objection | None:
    is_international = identity.iso_country_code != request.iso_country_code
    if isinstance(identity, PhoneNumber):
        if identity.number_type == "SIMULATOR" and not request.accepts_simulators:
            return lambda: ValidationException(
                reason="INVALID_PARAMETER",
                fields={"OriginationIdentity": f"{identity.resource_id} is a simulator, which can't verify a phone"},
            )
        if identity.number_type == "SIMULATOR" and (is_international or not is_simulator(request.destination)):
            return lambda: ValidationException(
                reason="INVALID_PARAMETER",
                fields={
                    "DestinationPhoneNumber": f"{request.destination!r} isn't a simulator destination of "
                    f"{identity.iso_country_code}; the simulator number {identity.phone_number} sends to no others"
                },
            )
        if identity.international_sending_enabled:
            return None
    if is_international:
        return lambda: ValidationException(
            reason="INVALID_IDENTITY_FOR_DESTINATION_COUNTRY",
            fields={
                "OriginationIdentity": f"{identity.resource_id} sends to {identity.iso_country_code}; "
                f"{request.destination} is in {request.iso_country_code}"
            },
        )
    return None
