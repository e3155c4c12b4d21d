"""Define the routes of the control API: each does over HTTP what a member of `PinpointMock` does."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http import HTTPStatus
from typing import Annotated, Any

from attrs import asdict
from fastapi import APIRouter, Depends, Request, Response
from pydantic import Field

from ..calls import AnsweredCall
from ..did_you_mean import UnknownNameError, did_you_mean
from ..errors import ServiceException
from ..pinpoint import PinpointMock
from ..protocol import model
from ..simulation.transitions import TransitionRule
from .bodies import (
    DELIVERIES,
    INBOUND_MESSAGE,
    SENT_MESSAGES,
    ArtificialTraffic,
    Call,
    CallError,
    Clock,
    DeliveryRule,
    Denial,
    Failure,
    Inbound,
    Invitation,
    Launch,
    LeasedNumber,
    PhoneNumber,
    Problem,
    Registration,
    RegistrationId,
    Settlement,
    SharedRoutes,
    Span,
    UnmetFailure,
    VerificationCode,
)

MOCK = "pinpoint_mock"
"""The member of a request's scope that has the mock."""


def _pinpoint(request: Request) -> PinpointMock:
    pinpoint: PinpointMock = request.scope[MOCK]
    return pinpoint


Number = Annotated[int, Field(strict=True)]
Seconds = Annotated[float, Field(ge=0, le=10**10, strict=True)]
Pinpoint = Annotated[PinpointMock, Depends(_pinpoint)]
routes = APIRouter(
    responses={
        "4XX": {"model": Problem, "description": "What is wrong with the request, and what would be right"},
        "501": {"model": Problem, "description": "What only the installed botocore has, and this mock doesn't"},
    }
)


@routes.get("/outbox", response_model=SENT_MESSAGES)
def outbox(pinpoint: Pinpoint) -> list[dict[str, Any]]:
    """Return the messages sent, oldest first, each with its current state."""
    return [asdict(message) for message in pinpoint.outbox]


@routes.delete("/outbox", status_code=HTTPStatus.NO_CONTENT)
def clear_outbox(pinpoint: Pinpoint) -> None:
    """Remove the messages sent so far from the outbox. Later messages will be in it."""
    pinpoint.outbox.clear()


@routes.post("/inbound", status_code=HTTPStatus.CREATED, response_model=INBOUND_MESSAGE)
def inbound(pinpoint: Pinpoint, message: Inbound) -> dict[str, Any]:
    """Receive a person's SMS to one of the mock's numbers, and return what happened to it."""
    return asdict(pinpoint.receive(**message.model_dump()))


@routes.post("/deliver", status_code=HTTPStatus.NO_CONTENT)
def deliver(pinpoint: Pinpoint, settlement: Settlement) -> None:
    """Set the status of a message, and send its events."""
    pinpoint.deliver(settlement.message_id, settlement.status)


@routes.get("/delivery")
def delivery(pinpoint: Pinpoint) -> DeliveryRule:
    """Return what happens to messages."""
    rule = pinpoint.delivery
    return DeliveryRule(delivery=dict(rule) if isinstance(rule, Mapping) else None if callable(rule) else rule)


@routes.put("/delivery", status_code=HTTPStatus.NO_CONTENT)
def set_delivery(pinpoint: Pinpoint, rule: DeliveryRule) -> None:
    """Set what happens to messages from now on."""
    pinpoint.delivery = rule.delivery


@routes.get("/artificial-traffic")
def artificial_traffic(pinpoint: Pinpoint) -> ArtificialTraffic:
    """Return the destinations to which messages are blocked if a protect configuration filters their country."""
    return ArtificialTraffic(destinations=sorted(pinpoint.artificial_traffic))


@routes.put("/artificial-traffic")
def set_artificial_traffic(pinpoint: Pinpoint, traffic: ArtificialTraffic) -> ArtificialTraffic:
    """Replace the destinations to which messages are blocked if a protect configuration filters their country."""
    pinpoint.artificial_traffic = set(traffic.destinations)
    return artificial_traffic(pinpoint)


@routes.get("/shared-routes")
def shared_routes(pinpoint: Pinpoint) -> SharedRoutes:
    """Return the countries that shared routes reach."""
    return SharedRoutes(countries=sorted(pinpoint.shared_routes))


@routes.put("/shared-routes")
def set_shared_routes(pinpoint: Pinpoint, shared: SharedRoutes) -> SharedRoutes:
    """Replace the countries that shared routes reach."""
    pinpoint.shared_routes = set(shared.countries)
    return shared_routes(pinpoint)


@routes.get("/events")
def events(pinpoint: Pinpoint) -> list[dict[str, Any]]:
    """Return the events of messages and registrations, oldest first, in the service's own shape."""
    return list(pinpoint.events)


@routes.get("/deliveries", response_model=DELIVERIES)
def deliveries(pinpoint: Pinpoint) -> list[dict[str, Any]]:
    """Return which event was sent to which event destination, oldest first."""
    return [asdict(each) for each in pinpoint.deliveries]


@routes.get("/verification-codes/{verified_destination_number_id}")
def verification_code(pinpoint: Pinpoint, verified_destination_number_id: str) -> VerificationCode:
    """Return the code that was last sent to a phone that is to be verified."""
    with _unknown_id_is_not_found():
        return VerificationCode(verification_code=pinpoint.verification_code(verified_destination_number_id))


@contextmanager
def _unknown_id_is_not_found() -> Iterator[None]:
    """Answer an unknown id with 404, because it is part of the path."""
    try:
        yield
    except UnknownNameError as error:
        raise LookupError(str(error)) from error


@routes.get("/calls", response_model=list[Call])
def calls(pinpoint: Pinpoint) -> Response:
    """Return the calls answered, oldest first, and at most the latest 10,000."""
    # Without pydantic, which can't write half of a surrogate pair: parameters may contain one.
    body = json.dumps([_json_of_call(call) for call in list(pinpoint.calls)], default=dt.datetime.isoformat)
    return Response(body, media_type="application/json")


def _json_of_call(call: AnsweredCall) -> dict[str, object]:
    return {**asdict(call, recurse=False), "error": None if call.error is None else _json_of_error(call.error)}


def _json_of_error(error: BaseException) -> dict[str, Any]:
    if isinstance(error, ServiceException):
        return {"code": error.code, "message": error.message, "members": error.members}
    return {"code": type(error).__name__, "message": str(error), "members": {}}


@routes.post("/fail", status_code=HTTPStatus.NO_CONTENT)
def fail(pinpoint: Pinpoint, failure: Failure) -> None:
    """Answer the next calls of an operation with an error. If `times` is null, this holds for all calls."""
    pinpoint.fail(
        failure.operation,
        failure.error,
        reason=failure.reason,
        times=failure.times,
        when=_has_members(failure.operation, failure.when),
        **failure.members,
    )


def _has_members(operation: str, expected: Mapping[str, Any]) -> Callable[[Mapping[str, Any]], bool]:
    """Return a condition that holds for parameters with these members. ValueError for an unknown member."""
    if operation in model.service_model().operation_names:
        parameters = model.members(model.operation_model(operation).input_shape)
        for name in expected:
            if name not in parameters:
                raise ValueError(f"when: {did_you_mean(f'a parameter of {operation}', name, parameters)}")
    return lambda parameters: expected.items() <= parameters.items()


@routes.get("/unmet-failures")
def unmet_failures(pinpoint: Pinpoint) -> list[UnmetFailure]:
    """Return the failures that were prepared and that no call has met."""
    return [
        UnmetFailure(operation=each.operation, error=CallError(**_json_of_error(each.error)), times=each.times)
        for each in pinpoint.unmet_failures
    ]


@routes.get("/clock")
async def clock(pinpoint: Pinpoint) -> Clock:
    """Return the time of the mock's clock, in UTC."""
    # Async, so that it doesn't run in a worker thread: freezegun gives the real time to code that has `threading` among
    # its latest callers.
    return Clock(now=pinpoint.clock.now())


@routes.post("/clock/advance")
async def advance_clock(pinpoint: Pinpoint, span: Span) -> Clock:
    """Move the mock's clock forward."""
    pinpoint.clock.advance(**span.model_dump(exclude_none=True))
    return await clock(pinpoint)


@routes.get("/transitions")
def transitions(pinpoint: Pinpoint) -> dict[str, TransitionRule]:
    """Return how the status of each kind of resource changes: a word, or a span of time as an ISO 8601 duration."""
    return dict(pinpoint.transitions)


@routes.patch("/transitions")
def set_transitions(pinpoint: Pinpoint, rules: dict[str, Seconds | TransitionRule]) -> dict[str, TransitionRule]:
    """Set how the status of these kinds changes. A span of time may also be a number of seconds."""
    pinpoint.transitions.update(
        {kind: dt.timedelta(seconds=rule) if isinstance(rule, (int, float)) else rule for kind, rule in rules.items()}
    )
    return transitions(pinpoint)


@routes.get("/quotas")
def quotas(pinpoint: Pinpoint) -> dict[str, int]:
    """Return the quotas by the reasons of ServiceQuotaExceededException, and monthly spend limits in US dollars."""
    return dict(pinpoint.quotas)


@routes.patch("/quotas")
def set_quotas(pinpoint: Pinpoint, values: dict[str, Number]) -> dict[str, int]:
    """Set these quotas."""
    pinpoint.quotas.update(values)
    return quotas(pinpoint)


@routes.get("/registration-types")
def registration_types(pinpoint: Pinpoint) -> list[str]:
    """Return the names of the registration types."""
    return list(pinpoint.registration_types)


@routes.put("/registration-types/{registration_type}", status_code=HTTPStatus.NO_CONTENT)
def set_registration_type(pinpoint: Pinpoint, registration_type: str, structure: dict[str, Any]) -> None:
    """Add or replace a registration type. The body has the form of a data file."""
    pinpoint.registration_types[registration_type] = structure


@routes.get("/carrier-lookups")
def carrier_lookups(pinpoint: Pinpoint) -> dict[str, dict[str, str]]:
    """Return what CarrierLookup finds out, by phone number."""
    return {number: dict(members) for number, members in pinpoint.carrier_lookups.items()}


@routes.patch("/carrier-lookups")
def set_carrier_lookups(pinpoint: Pinpoint, lookups: dict[str, dict[str, str]]) -> dict[str, dict[str, str]]:
    """Set what CarrierLookup finds out about these phone numbers."""
    pinpoint.carrier_lookups.update(lookups)
    return carrier_lookups(pinpoint)


@routes.post("/phone-numbers", status_code=HTTPStatus.CREATED)
def add_phone_number(pinpoint: Pinpoint, number: PhoneNumber) -> LeasedNumber:
    """Lease a phone number that can send at once, with the registration that it needs."""
    return LeasedNumber(phone_number=pinpoint.add_phone_number(**number.model_dump()))


@routes.post("/registrations", status_code=HTTPStatus.CREATED)
def add_registration(pinpoint: Pinpoint, registration: Registration) -> RegistrationId:
    """Add a complete registration. A TEN_DLC number needs one of a campaign."""
    return RegistrationId(registration_id=pinpoint.add_registration(**registration.model_dump()))


@routes.post("/registrations/{registration_id}/approve", status_code=HTTPStatus.NO_CONTENT)
def approve(pinpoint: Pinpoint, registration_id: str) -> None:
    """Approve the version that is under review."""
    with _unknown_id_is_not_found():
        pinpoint.approve(registration_id)


@routes.post("/registrations/{registration_id}/deny", status_code=HTTPStatus.NO_CONTENT)
def deny(pinpoint: Pinpoint, registration_id: str, denial: Denial) -> None:
    """Deny the version that is under review."""
    with _unknown_id_is_not_found():
        pinpoint.deny(registration_id, reasons=denial.reasons)


@routes.post("/registrations/{registration_id}/close", status_code=HTTPStatus.NO_CONTENT)
def close(pinpoint: Pinpoint, registration_id: str) -> None:
    """Close a registration."""
    with _unknown_id_is_not_found():
        pinpoint.close(registration_id)


@routes.post("/registrations/{registration_id}/revoke", status_code=HTTPStatus.NO_CONTENT)
def revoke(pinpoint: Pinpoint, registration_id: str) -> None:
    """Take back the approval of a registration."""
    with _unknown_id_is_not_found():
        pinpoint.revoke(registration_id)


@routes.post("/launch", status_code=HTTPStatus.NO_CONTENT)
def launch(pinpoint: Pinpoint, launch: Launch) -> None:
    """Approve an RCS agent in a country."""
    pinpoint.launch(launch.rcs_agent_id, launch.iso_country_code)


@routes.post("/accept-invitation", status_code=HTTPStatus.NO_CONTENT)
def accept_invitation(pinpoint: Pinpoint, invitation: Invitation) -> None:
    """Accept an RCS agent's invitation on behalf of a tester."""
    pinpoint.accept_invitation(invitation.verified_destination_number_id)


@routes.post("/reset", status_code=HTTPStatus.NO_CONTENT)
def reset(pinpoint: Pinpoint) -> None:
    """Reset everything to its start: state, outbox, events, calls, failures, clock, seed and settings."""
    pinpoint.reset()
