"""The routes of the control API: each does by HTTP what a member of `PinpointMock` does."""

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

from ..did_you_mean import UnknownNameError, did_you_mean
from ..errors import ServiceException
from ..pinpoint import PinpointMock
from ..protocol import model
from ..service import AnsweredCall
from ..simulation.transitions import Rule
from .bodies import (
    DELIVERIES,
    INBOUND_MESSAGE,
    SENT_MESSAGES,
    ArtificialTraffic,
    Call,
    CallError,
    Clock,
    Denial,
    Failure,
    Fate,
    Inbound,
    Invitation,
    Launch,
    Problem,
    Registration,
    RegistrationId,
    Settlement,
    Span,
    UnmetFailure,
    VerificationCode,
)


def _pinpoint(request: Request) -> PinpointMock:
    pinpoint: PinpointMock = request.app.state.pinpoint
    return pinpoint


Number = Annotated[int, Field(strict=True)]
Seconds = Annotated[float, Field(ge=0, le=10**10, strict=True)]
Pinpoint = Annotated[PinpointMock, Depends(_pinpoint)]
routes = APIRouter(responses={"4XX": {"model": Problem, "description": "What was wrong, and what would do"}})


@routes.get("/outbox", response_model=SENT_MESSAGES)
def outbox(pinpoint: Pinpoint) -> list[dict[str, Any]]:
    """The messages sent, oldest first, each as it stands now."""
    return [asdict(message) for message in pinpoint.outbox]


@routes.delete("/outbox", status_code=HTTPStatus.NO_CONTENT)
def clear_outbox(pinpoint: Pinpoint) -> None:
    """Leave out the messages sent so far; what comes will be in it."""
    pinpoint.outbox.clear()


@routes.post("/inbound", status_code=HTTPStatus.CREATED, response_model=INBOUND_MESSAGE)
def inbound(pinpoint: Pinpoint, message: Inbound) -> dict[str, Any]:
    """A person's SMS to one of the mock's numbers."""
    return asdict(pinpoint.receive(**message.model_dump()))


@routes.post("/deliver", status_code=HTTPStatus.NO_CONTENT)
def deliver(pinpoint: Pinpoint, settlement: Settlement) -> None:
    """Settle a message by hand."""
    pinpoint.deliver(settlement.message_id, settlement.status)


@routes.get("/delivery")
def delivery(pinpoint: Pinpoint) -> Fate:
    """What becomes of messages."""
    fate = pinpoint.delivery
    return Fate(delivery=None if callable(fate) else fate if isinstance(fate, str) else dict(fate))


@routes.put("/delivery", status_code=HTTPStatus.NO_CONTENT)
def set_delivery(pinpoint: Pinpoint, fate: Fate) -> None:
    """Say what becomes of messages from now on."""
    pinpoint.delivery = fate.delivery


@routes.get("/artificial-traffic")
def artificial_traffic(pinpoint: Pinpoint) -> ArtificialTraffic:
    """The destinations to which messages are blocked where a protect configuration filters their country."""
    return ArtificialTraffic(destinations=sorted(pinpoint.artificial_traffic))


@routes.put("/artificial-traffic")
def set_artificial_traffic(pinpoint: Pinpoint, traffic: ArtificialTraffic) -> ArtificialTraffic:
    """Say which destinations these are from now on, and no others."""
    pinpoint.artificial_traffic = set(traffic.destinations)
    return artificial_traffic(pinpoint)


@routes.get("/events")
def events(pinpoint: Pinpoint) -> list[dict[str, Any]]:
    """The events of messages and registrations, oldest first, in the service's own shape."""
    return list(pinpoint.events)


@routes.get("/deliveries", response_model=DELIVERIES)
def deliveries(pinpoint: Pinpoint) -> list[dict[str, Any]]:
    """Which event went to which event destination, oldest first."""
    return [asdict(each) for each in pinpoint.deliveries]


@routes.get("/verification-codes/{verified_destination_number_id}")
def verification_code(pinpoint: Pinpoint, verified_destination_number_id: str) -> VerificationCode:
    """The code that was last sent to a phone that is to be verified."""
    with _id_in_the_path():
        return VerificationCode(verification_code=pinpoint.verification_code(verified_destination_number_id))


@contextmanager
def _id_in_the_path() -> Iterator[None]:
    """Have an unknown id be a path that there isn't, not a wrong value."""
    try:
        yield
    except UnknownNameError as error:
        raise LookupError(str(error)) from error


@routes.get("/calls", response_model=list[Call])
def calls(pinpoint: Pinpoint) -> Response:
    """The calls answered, oldest first; of many the latest 10,000."""
    # By hand, since parameters may be what pydantic can't write: half a surrogate pair.
    told = json.dumps([_told(call) for call in list(pinpoint.calls)], default=dt.datetime.isoformat)
    return Response(told, media_type="application/json")


def _told(call: AnsweredCall) -> dict[str, Any]:
    return {**asdict(call, recurse=False), "error": None if call.error is None else _told_of(call.error)}


def _told_of(error: BaseException) -> dict[str, Any]:
    if isinstance(error, ServiceException):
        return {"code": error.code, "message": error.message, "members": error.members}
    return {"code": type(error).__name__, "message": str(error), "members": {}}


@routes.post("/fail", status_code=HTTPStatus.NO_CONTENT)
def fail(pinpoint: Pinpoint, failure: Failure) -> None:
    """Answer the next calls of an operation with an error; `times` null: all of them."""
    pinpoint.fail(
        failure.operation,
        failure.error,
        reason=failure.reason,
        times=failure.times,
        when=_has(failure.operation, failure.when),
        **failure.members,
    )


def _has(operation: str, wanted: Mapping[str, Any]) -> Callable[[Mapping[str, Any]], bool]:
    if operation in model.service_model().operation_names:
        parameters = model.members(model.operation_model(operation).input_shape)
        for name in wanted:
            if name not in parameters:
                raise ValueError(f"when: {did_you_mean(f'a parameter of {operation}', name, parameters)}")
    return lambda given: wanted.items() <= given.items()


@routes.get("/unmet-failures")
def unmet_failures(pinpoint: Pinpoint) -> list[UnmetFailure]:
    """The failures that were prepared and that no call has met."""
    return [
        UnmetFailure(operation=each.operation, error=CallError(**_told_of(each.error)), times=each.times)
        for each in pinpoint.unmet_failures
    ]


@routes.get("/clock")
async def clock(pinpoint: Pinpoint) -> Clock:
    """The mock's clock, in UTC."""
    # Not in a thread of its own: freezegun gives the real time to whom `threading` has called a few frames above.
    return Clock(now=pinpoint.clock.now())


@routes.post("/clock/advance")
async def advance_clock(pinpoint: Pinpoint, span: Span) -> Clock:
    """Move the mock's clock on."""
    pinpoint.clock.advance(**span.model_dump(exclude_none=True))
    return await clock(pinpoint)


@routes.get("/transitions")
def transitions(pinpoint: Pinpoint) -> dict[str, Rule]:
    """How the status of each kind of resource moves: a word, or a span of the clock as an ISO 8601 duration."""
    return dict(pinpoint.transitions)


@routes.patch("/transitions")
def set_transitions(pinpoint: Pinpoint, rules: dict[str, Seconds | Rule]) -> dict[str, Rule]:
    """Set the rules of these kinds; a span may be a number of seconds, too."""
    pinpoint.transitions.update(
        {kind: dt.timedelta(seconds=rule) if isinstance(rule, (int, float)) else rule for kind, rule in rules.items()}
    )
    return transitions(pinpoint)


@routes.get("/quotas")
def quotas(pinpoint: Pinpoint) -> dict[str, int]:
    """The quotas, by the reasons of ServiceQuotaExceededException, and the monthly spend limits in US dollars."""
    return dict(pinpoint.quotas)


@routes.patch("/quotas")
def set_quotas(pinpoint: Pinpoint, values: dict[str, Number]) -> dict[str, int]:
    """Set these quotas."""
    pinpoint.quotas.update(values)
    return quotas(pinpoint)


@routes.get("/registration-types")
def registration_types(pinpoint: Pinpoint) -> list[str]:
    """The names of the registration types."""
    return list(pinpoint.registration_types)


@routes.put("/registration-types/{registration_type}", status_code=HTTPStatus.NO_CONTENT)
def set_registration_type(pinpoint: Pinpoint, registration_type: str, structure: dict[str, Any]) -> None:
    """Add a registration type, or replace it; the body is in the form of a data file."""
    pinpoint.registration_types[registration_type] = structure


@routes.get("/carrier-lookups")
def carrier_lookups(pinpoint: Pinpoint) -> dict[str, dict[str, str]]:
    """What CarrierLookup is to find out, by number."""
    return {number: dict(members) for number, members in pinpoint.carrier_lookups.items()}


@routes.patch("/carrier-lookups")
def set_carrier_lookups(pinpoint: Pinpoint, lookups: dict[str, dict[str, str]]) -> dict[str, dict[str, str]]:
    """Say what CarrierLookup is to find out about these numbers."""
    pinpoint.carrier_lookups.update(lookups)
    return carrier_lookups(pinpoint)


@routes.post("/registrations", status_code=HTTPStatus.CREATED)
def add_registration(pinpoint: Pinpoint, registration: Registration) -> RegistrationId:
    """Make a registration whole: a TEN_DLC number needs a campaign's."""
    return RegistrationId(registration_id=pinpoint.add_registration(**registration.model_dump()))


@routes.post("/registrations/{registration_id}/approve", status_code=HTTPStatus.NO_CONTENT)
def approve(pinpoint: Pinpoint, registration_id: str) -> None:
    """Approve the version that is under review."""
    with _id_in_the_path():
        pinpoint.approve(registration_id)


@routes.post("/registrations/{registration_id}/deny", status_code=HTTPStatus.NO_CONTENT)
def deny(pinpoint: Pinpoint, registration_id: str, denial: Denial) -> None:
    """Deny the version that is under review."""
    with _id_in_the_path():
        pinpoint.deny(registration_id, reasons=denial.reasons)


@routes.post("/registrations/{registration_id}/close", status_code=HTTPStatus.NO_CONTENT)
def close(pinpoint: Pinpoint, registration_id: str) -> None:
    """Close a registration."""
    with _id_in_the_path():
        pinpoint.close(registration_id)


@routes.post("/registrations/{registration_id}/revoke", status_code=HTTPStatus.NO_CONTENT)
def revoke(pinpoint: Pinpoint, registration_id: str) -> None:
    """Take back an approval."""
    with _id_in_the_path():
        pinpoint.revoke(registration_id)


@routes.post("/launch", status_code=HTTPStatus.NO_CONTENT)
def launch(pinpoint: Pinpoint, launch: Launch) -> None:
    """Have an RCS agent approved in a country."""
    pinpoint.launch(launch.rcs_agent_id, launch.iso_country_code)


@routes.post("/accept-invitation", status_code=HTTPStatus.NO_CONTENT)
def accept_invitation(pinpoint: Pinpoint, invitation: Invitation) -> None:
    """A tester's yes to an RCS agent's invitation."""
    pinpoint.accept_invitation(invitation.verified_destination_number_id)


@routes.post("/reset", status_code=HTTPStatus.NO_CONTENT)
def reset(pinpoint: Pinpoint) -> None:
    """Everything as at the start: state, outbox, events, calls, failures, clock, seed and settings."""
    pinpoint.reset()
