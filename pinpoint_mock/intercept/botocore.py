"""Intercept calls of botocore clients, and so of boto3: answer the `before-send` event of every client.

While the interceptors are installed, a client of this service makes each call with a copy of its endpoint, whose
events pass through here. So no client's own event emitter is changed, a client that was made long ago is answered like
a new one, and clients of other services are not affected. Of the events of a request,

- `request-created` signs the request. The client's handlers get it, but the request is marked to be sent unsigned,
  because finding credentials may take a call to SSO, to STS or over the network;
- `before-send` is answered first, before the client's handlers. moto's handler among them would answer 404;
- `needs-retry` goes to the client's handlers, so that botocore retries as usual, but without waiting in between.

Three of botocore's own handlers take a quarter of a call. They aren't called when they would change nothing that the
mock or a test reads: the signer, the handler that makes the header User-Agent for the second time, and, after a
success, the retry handler.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
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
from .http import ProtocolError, bytes_of, parameters_of
from .interceptors import Answer
from .shallow_copy import shallow_copy

Responses = list[tuple[Callable[..., object], object]]
"""What botocore's event emitters return: the handlers of an event, each with its response."""


@frozen
class Events:
    """Emit the events of one request to the client's own handlers, and keep the request off the network."""

    answer: Answer
    client: BaseClient
    operation: str
    context: dict[str, Any]

    def emit(self, event_name: str, **details: Any) -> Responses:
        event = event_name.partition(".")[0]
        responses = self.handle_first(event, details)
        if self.is_passed_on(event):
            handlers = self.handlers_of(event, event_name, details)
            responses += [(each, each(**details, event_name=event_name)) for each in handlers]
        return self.without_delays(event, responses)

    def handlers_of(self, event: str, event_name: str, details: Mapping[str, Any]) -> Iterable[Callable[..., object]]:
        """Return the client's handlers of an event, without those of botocore's own that would change nothing."""
        handlers = _handlers(self.client, event_name)
        if event == "request-created":
            signer, others = self.client._request_signer, event_name.partition(".")[2]
            emitted = (f"choose-signer.{others}", f"before-sign.{others}")
            signs = not all(_is_botocores(each) for name in emitted for each in _handlers(self.client, name))
            return [
                each
                for each in handlers
                if getattr(each, "__name__", "") != "rebuild_and_replace_user_agent_handler"
                and (signs or getattr(each, "__self__", None) is not signer)
            ]
        if event == "needs-retry" and _is_success(details["response"]) and all(map(_is_botocores, handlers)):
            return ()
        return handlers

    def handle_first(self, event: str, details: dict[str, Any]) -> Responses:
        """Handle an event before the client's own handlers do."""
        if event == "request-created":
            details["request"].context = {**details["request"].context, "auth_type": "none"}
        return [(self.answer_request, self.answer_request(details["request"]))] if event == "before-send" else []

    def is_passed_on(self, event: str) -> bool:
        """Return whether the client's own handlers get the event.

        In the adaptive retry mode they don't get `before-send`, since there botocore's rate limiter would sleep.
        """
        return event != "before-send" or (self.client.meta.config.retries or {}).get("mode") != "adaptive"

    def without_delays(self, event: str, responses: Responses) -> Responses:
        """Return the responses to an event, with a delay of 0 seconds before each retry."""
        if event == "needs-retry":
            return [(handler, 0 if _is_delay(response) else response) for handler, response in responses]
        return responses

    def answer_request(self, request: AWSPreparedRequest) -> AWSResponse:
        region_name = self.context.get("signing", {}).get("region") or self.client._request_signer.region_name
        try:
            parameters = parameters_of(bytes_of(request.body))
        except ProtocolError as error:  # a handler of the client may have changed the body
            reply = error.reply
        else:
            reply = self.answer(Call(self.operation, parameters, region_name, _access_key_id(self.client)))
        return self.make_response(request.url, reply.status, reply.headers, reply.body)

    def make_response(self, url: str, status: int, headers: Mapping[str, str], body: bytes) -> AWSResponse:
        return AWSResponse(url, status, headers, _Body(body))


def intercept(
    answer: Answer,
    make_request: Callable[..., object],
    client: BaseClient,
    operation_model: OperationModel,
    request_dict: dict[str, Any],
    request_context: dict[str, Any],
    events_class: type[Events] = Events,
) -> object:
    """Replace `BaseClient._make_request`."""
    if client.meta.service_model.service_name != SERVICE_NAME:
        return make_request(client, operation_model, request_dict, request_context)
    events = events_class(answer, client, operation_model.name, request_context)
    endpoint = shallow_copy(client._endpoint, _event_emitter=events)
    return make_request(shallow_copy(client, _endpoint=endpoint), operation_model, request_dict, request_context)


def _handlers(client: BaseClient, event_name: str) -> Iterable[Callable[..., object]]:
    """Return the handlers that the client's emitter calls for an event, in their order."""
    events = client.meta.events
    emitter, name = events._emitter, events._alias_event_name(event_name)
    handlers: Iterable[Callable[..., object]] | None = emitter._lookup_cache.get(name)
    if handlers is None:
        handlers = emitter._lookup_cache[name] = emitter._handlers.prefix_search(name)
    return handlers


def _is_success(response: tuple[AWSResponse, object] | None) -> bool:
    """Return whether there is a response, with a status of success."""
    return response is not None and bool(response[0].status_code < 300)


def _is_botocores(handler: Callable[..., object]) -> bool:
    """Return whether an event handler is one of botocore's own."""
    return str(getattr(handler, "__module__", "")).startswith("botocore.")


class _Body(BytesIO):
    """Return a response's body as urllib3 does."""

    def stream(self, **_: object) -> Iterator[bytes]:
        yield self.read()


def _is_delay(response: object) -> bool:
    return response is not None and response is not False


def _access_key_id(client: BaseClient) -> str | None:
    """Return the key that the client would sign with, unless a call is needed: an SSO or role key may have expired."""
    credentials = client._request_signer._credentials
    if credentials is None:
        return None
    if isinstance(credentials, RefreshableCredentials) and not _moto_refreshes(credentials):
        key: str | None = credentials._access_key
        return key
    return str(credentials.access_key)


def _moto_refreshes(credentials: RefreshableCredentials) -> bool:
    """Return whether moto answers the call that refreshes these credentials: for a role's, while its mock runs."""
    return beside_moto.is_running() and str(credentials.method).startswith("assume-role")
