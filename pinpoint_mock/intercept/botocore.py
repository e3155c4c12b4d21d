"""The door of botocore, and so of boto3: the `before-send` event of every client, whenever it was made.

While the door is open, a client of this service does its calls on a copy of its endpoint whose events pass through
here. So no client's own event emitter is touched, a client made long ago is answered like a new one, and other
services' clients aren't concerned. Of the events

- `request-created` signs: heard, and told to sign with nothing, since to find credentials may take a call to SSO, STS
  or the network;
- `before-send` is answered, before any other handler (as moto's, which would say 404) has its say;
- `needs-retry` is heard, so that botocore retries as it does, but its back-off is 0 seconds.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

from attrs import frozen
from botocore.awsrequest import AWSPreparedRequest, AWSResponse
from botocore.client import BaseClient
from botocore.credentials import RefreshableCredentials
from botocore.model import OperationModel

from .. import beside_moto
from ..protocol.call import Call, Reply
from ..protocol.model import SERVICE_NAME

Answer = Callable[[Call], Reply]

_answers: list[Answer] = []
_make_request = BaseClient._make_request


def open_door(answer: Answer) -> None:
    """Have every call of the service answered so, in place of who answered before."""
    if not _answers:
        global _make_request
        _make_request = BaseClient._make_request
        BaseClient._make_request = _make_mocked_request
    _answers.append(answer)


def close_door(answer: Answer) -> None:
    """Undo one `open_door`, in whatever order; after the last, botocore is as it was."""
    _answers.remove(answer)
    if not _answers:
        BaseClient._make_request = _make_request


def is_open() -> bool:
    return bool(_answers)


def _make_mocked_request(
    client: BaseClient, operation_model: OperationModel, request_dict: dict[str, Any], request_context: dict[str, Any]
) -> Any:
    if client.meta.service_model.service_name != SERVICE_NAME or not _answers:
        return _make_request(client, operation_model, request_dict, request_context)
    events = _Events(_answers[-1], client, operation_model.name, request_context)
    endpoint = _copy(client._endpoint, _event_emitter=events)
    return _make_request(_copy(client, _endpoint=endpoint), operation_model, request_dict, request_context)


@frozen
class _Events:
    """A client's event emitter, but for the three events of a request that concern the network."""

    answer: Answer
    client: BaseClient
    operation: str
    context: dict[str, Any]

    def emit(self, event_name: str, **details: Any) -> list[tuple[Any, Any]]:
        stage = event_name.partition(".")[0]
        if stage == "request-created":
            details["request"].context = {**details["request"].context, "auth_type": "none"}
            return self._emit(event_name, details)
        if stage == "before-send":
            response = self._respond(details["request"])
            heard = [] if self._waits_before_sending() else self._emit(event_name, details)
            return [(self._respond, response), *heard]
        responses = self._emit(event_name, details)
        if stage == "needs-retry":
            return [(handler, 0 if _is_delay(response) else response) for handler, response in responses]
        return responses

    def _respond(self, request: AWSPreparedRequest) -> AWSResponse:
        region_name = self.context.get("signing", {}).get("region") or self.client._request_signer.region_name
        call = Call(
            operation=self.operation,
            parameters=json.loads(request.body),
            region_name=region_name,
            access_key_id=_access_key_id(self.client),
        )
        reply = self.answer(call)
        return AWSResponse(request.url, reply.status, reply.headers, _Body(reply.body))

    def _emit(self, event_name: str, details: dict[str, Any]) -> list[tuple[Any, Any]]:
        responses: list[tuple[Any, Any]] = self.client.meta.events.emit(event_name, **details)
        return responses

    def _waits_before_sending(self) -> bool:
        """The adaptive retry mode's rate limiter sleeps in its own `before-send` handler."""
        return (self.client.meta.config.retries or {}).get("mode") == "adaptive"


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


def _copy(original: Any, **changes: Any) -> Any:
    # Not copy.copy: a client answers any unknown attribute, __setstate__ among them, with an event.
    copied = object.__new__(type(original))
    copied.__dict__.update(original.__dict__, **changes)
    return copied
