"""The door of botocore, and so of boto3: the `before-send` event of every client, whenever it was made.

While the doors are open, a client of this service does its calls on a copy of its endpoint whose events pass through
here. So no client's own event emitter is touched, a client made long ago is answered like a new one, and other
services' clients aren't concerned. Of the events

- `request-created` signs: heard, and told to sign with nothing, since to find credentials may take a call to SSO, STS
  or the network;
- `before-send` is answered, before any other handler (as moto's, which would say 404) has its say;
- `needs-retry` is heard, so that botocore retries as it does, but its back-off is 0 seconds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

from attrs import frozen
from botocore.awsrequest import AWSPreparedRequest, AWSResponse
from botocore.client import BaseClient
from botocore.credentials import RefreshableCredentials
from botocore.model import OperationModel

from .. import beside_moto
from ..protocol.call import Call
from ..protocol.model import SERVICE_NAME
from .copies import copied
from .doors import Answer
from .http import ProtocolError, bytes_of, parameters_of

Emitted = list[tuple[Any, Any]]


@frozen
class Events:
    """A client's event emitter, but for the three events of a request that concern the network."""

    answer: Answer
    client: BaseClient
    operation: str
    context: dict[str, Any]

    def emit(self, event_name: str, **details: Any) -> Emitted:
        stage = event_name.partition(".")[0]
        answered = self.before(stage, details)
        heard = self.client.meta.events.emit(event_name, **details) if self.is_heard(stage) else []
        return self.after(stage, answered + heard)

    def before(self, stage: str, details: dict[str, Any]) -> Emitted:
        """What is answered before the client's own handlers hear the event."""
        if stage == "request-created":
            details["request"].context = {**details["request"].context, "auth_type": "none"}
        return [(self.respond, self.respond(details["request"]))] if stage == "before-send" else []

    def is_heard(self, stage: str) -> bool:
        """Not where it would wait: the adaptive retry mode's rate limiter sleeps in its own `before-send` handler."""
        return stage != "before-send" or (self.client.meta.config.retries or {}).get("mode") != "adaptive"

    def after(self, stage: str, responses: Emitted) -> Emitted:
        if stage == "needs-retry":
            return [(handler, 0 if _is_delay(response) else response) for handler, response in responses]
        return responses

    def respond(self, request: AWSPreparedRequest) -> AWSResponse:
        region_name = self.context.get("signing", {}).get("region") or self.client._request_signer.region_name
        try:
            parameters = parameters_of(bytes_of(request.body))
        except ProtocolError as error:  # of a body that somebody else has written
            reply = error.reply
        else:
            reply = self.answer(Call(self.operation, parameters, region_name, _access_key_id(self.client)))
        return self.response(request.url, reply.status, reply.headers, reply.body)

    def response(self, url: str, status: int, headers: Any, body: bytes) -> AWSResponse:
        return AWSResponse(url, status, headers, _Body(body))


def enter(
    answer: Answer,
    make_request: Callable[..., Any],
    client: BaseClient,
    operation_model: OperationModel,
    request_dict: dict[str, Any],
    request_context: dict[str, Any],
    events_class: type[Events] = Events,
) -> Any:
    """In place of `BaseClient._make_request`."""
    if client.meta.service_model.service_name != SERVICE_NAME:
        return make_request(client, operation_model, request_dict, request_context)
    events = events_class(answer, client, operation_model.name, request_context)
    endpoint = copied(client._endpoint, _event_emitter=events)
    return make_request(copied(client, _endpoint=endpoint), operation_model, request_dict, request_context)


class _Body(BytesIO):
    """A response body as urllib3 gives it."""

    def stream(self, **_: Any) -> Iterator[bytes]:
        yield self.read()


def _is_delay(response: Any) -> bool:
    return response is not None and response is not False


def _access_key_id(client: BaseClient) -> str | None:
    """The key that the client would sign with, without a call to get one: SSO's or a role's may need refreshing."""
    credentials = client._request_signer._credentials
    if credentials is None:
        return None
    if isinstance(credentials, RefreshableCredentials) and not _moto_gives_roles(credentials):
        key: str | None = credentials._access_key
        return key
    return str(credentials.access_key)


def _moto_gives_roles(credentials: RefreshableCredentials) -> bool:
    """Whether moto answers the call that refreshes these: a role's, while its mock runs."""
    return beside_moto.is_running() and str(credentials.method).startswith("assume-role")
