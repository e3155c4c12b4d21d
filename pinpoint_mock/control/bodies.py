"""What goes over the control API: the bodies of its requests and answers, as its OpenAPI document describes them."""

from __future__ import annotations

import datetime as dt
from types import GenericAlias
from typing import Annotated, Any, get_type_hints

from pydantic import BaseModel, ConfigDict, Field, create_model

from ..simulation import messages, post


class Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Problem(Body):
    """What was wrong with a request to the control API, and what would do."""

    message: str


class Inbound(Body):
    """A person's SMS to one of the mock's numbers."""

    message_body: str
    origination_number: str
    destination_number: str


class Settlement(Body):
    """What a message comes to: an event type's name without its channel, for example DELIVERED."""

    message_id: str
    status: str


class Fate(Body):
    """What becomes of messages: a status, "manual", or a mapping from destination to these.

    Null is told of a function, which only a test in the mock's own process can set, and sets the default.
    """

    delivery: str | dict[str, str] | None


class ArtificialTraffic(Body):
    """The destinations that AWS would take for artificial traffic, in E.164."""

    destinations: list[str]


class VerificationCode(Body):
    verification_code: str


class Failure(Body):
    """An error for the next calls of an operation; `when` has members that their parameters must equal to be meant."""

    operation: str
    error: str
    reason: str | None = None
    times: Annotated[int, Field(ge=1)] | None = 1
    when: dict[str, Any] = {}
    members: dict[str, Any] = {}


class CallError(BaseModel):
    code: str
    message: str
    members: dict[str, Any]


class UnmetFailure(BaseModel):
    """A failure that no call has met; `times` is null for all calls."""

    operation: str
    error: CallError
    times: int | None


class Registration(Body):
    """A registration to be made whole, filed and reviewed to that status."""

    registration_type: str
    status: str = "COMPLETE"
    account_id: str | None = None
    region_name: str | None = None


class RegistrationId(Body):
    registration_id: str


class Denial(Body):
    """Why a version is denied: texts, or members of DeniedReasons."""

    reasons: list[str | dict[str, str]] = []


class Launch(Body):
    """An RCS agent to be approved in a country."""

    rcs_agent_id: str
    iso_country_code: str


class Invitation(Body):
    """That of a tester's phone, by the id of its verified destination number."""

    verified_destination_number_id: str


Length = Annotated[float, Field(ge=0, strict=True)]


class Span(Body):
    """A span of time, the sum of its members."""

    days: Length | None = None
    hours: Length | None = None
    minutes: Length | None = None
    seconds: Length | None = None


class Clock(Body):
    now: dt.datetime


class Call(BaseModel):
    """A call that was answered, with a result or with an error."""

    operation: str
    parameters: dict[str, Any]
    account_id: str
    region_name: str
    result: dict[str, Any] | None
    error: CallError | None


def _described(value_class: type, **others: Any) -> Any:
    """A class of the package's values as the document describes it, field by field."""
    fields: dict[str, Any] = {name: (hint, ...) for name, hint in {**get_type_hints(value_class), **others}.items()}
    described: type[BaseModel] = create_model(value_class.__name__, __doc__=value_class.__doc__, **fields)
    return described


_message, _delivery = _described(messages.SentMessage), _described(post.Delivery)
INBOUND_MESSAGE = _described(messages.InboundMessage, reply=_message | None)
SENT_MESSAGES, DELIVERIES = GenericAlias(list, (_message,)), GenericAlias(list, (_delivery,))
