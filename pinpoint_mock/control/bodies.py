"""Define the bodies of the control API's requests and answers, as its OpenAPI document describes them."""

from __future__ import annotations

import datetime as dt
from types import GenericAlias
from typing import Annotated, Any, get_type_hints

from pydantic import BaseModel, ConfigDict, Field, create_model

from ..messaging.values import InboundMessage, SentMessage
from ..publishing.publisher import Delivery


class Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Problem(Body):
    """Say what is wrong with a request to the control API, and what would be right."""

    message: str


class Inbound(Body):
    """Describe a person's SMS to one of the mock's numbers."""

    message_body: str
    origination_number: str
    destination_number: str


class Settlement(Body):
    """Set the status of a message: the name of an event type without its channel, for example DELIVERED."""

    message_id: str
    status: str


class DeliveryRule(Body):
    """Say what happens to messages: a status, "manual", or a mapping from destinations to these.

    With null, the default, messages arrive with the status that their route reports at AWS. In an answer null also
    stands for a function, which only a test in the mock's own process can set.
    """

    delivery: str | dict[str, str] | None


class ArtificialTraffic(Body):
    """List the destinations that AWS would treat as artificial traffic, in E.164."""

    destinations: list[str]


class SharedRoutes(Body):
    """List the countries that shared routes reach, by their ISO 3166-1 codes."""

    countries: list[str]


class VerificationCode(Body):
    verification_code: str


class Failure(Body):
    """Describe an error for the next calls of an operation.

    If `when` has members, only calls whose parameters equal them get the error.
    """

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
    """Describe a failure that no call has met. If `times` is null, it is for all calls."""

    operation: str
    error: CallError
    times: int | None


class PhoneNumber(Body):
    """Describe a number to lease, ready to send. If `number_type` is null, it is the usual one of the country."""

    iso_country_code: str = "US"
    number_type: str | None = None
    message_type: str = "TRANSACTIONAL"
    number_capabilities: list[str] = ["SMS"]
    phone_number: str | None = None
    pool_id: str | None = None
    account_id: str | None = None
    region_name: str | None = None


class LeasedNumber(Body):
    """Give a number in E.164, or the digits of a short code."""

    phone_number: str


class Registration(Body):
    """Describe a registration to add, complete, submitted, and reviewed up to that status."""

    registration_type: str
    status: str = "COMPLETE"
    account_id: str | None = None
    region_name: str | None = None


class RegistrationId(Body):
    registration_id: str


class Denial(Body):
    """Say why a version is denied, in texts or in members of DeniedReasons."""

    reasons: list[str | dict[str, str]] = []


class Launch(Body):
    """Name an RCS agent, and the country to approve it in."""

    rcs_agent_id: str
    iso_country_code: str


class Invitation(Body):
    """Name the phone of a tester by the id of its verified destination number."""

    verified_destination_number_id: str


Length = Annotated[float, Field(ge=0, strict=True)]


class Span(Body):
    """Give a span of time, which is the sum of these members."""

    days: Length | None = None
    hours: Length | None = None
    minutes: Length | None = None
    seconds: Length | None = None


class Clock(Body):
    now: dt.datetime


class Call(BaseModel):
    """Describe a call that was answered, with a result or with an error."""

    operation: str
    parameters: dict[str, Any]
    account_id: str
    region_name: str
    result: dict[str, Any] | None
    error: CallError | None


def _model_of(value_class: type, **overrides: Any) -> Any:
    """Return a model with the fields and the docstring of a class of the package."""
    hints = {**get_type_hints(value_class), **overrides}
    fields: dict[str, Any] = {name: (hint, ...) for name, hint in hints.items()}
    model: type[BaseModel] = create_model(value_class.__name__, __doc__=value_class.__doc__, **fields)
    return model


_message, _delivery = _model_of(SentMessage), _model_of(Delivery)
INBOUND_MESSAGE = _model_of(InboundMessage, reply=_message | None)
SENT_MESSAGES, DELIVERIES = GenericAlias(list, (_message,)), GenericAlias(list, (_delivery,))
