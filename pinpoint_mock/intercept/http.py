"""Read HTTP requests of the service's protocol, AWS JSON 1.0, into Calls, and report what is wrong with a request."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from functools import cache
from http import HTTPStatus
from typing import Any
from uuid import uuid4

from attrs import field, frozen

from ..did_you_mean import did_you_mean
from ..protocol import model
from ..protocol.call import Call, Reply
from .interceptors import Answer

CONTENT_TYPE = "application/x-amz-json-1.0"
MAX_DEPTH = 100  # levels of nested lists and objects: far more than any operation takes


def _with_lower_case_names(headers: Mapping[str, str | bytes]) -> dict[str, str]:
    return {
        name.lower(): value if isinstance(value, str) else value.decode("latin-1") for name, value in headers.items()
    }


@frozen
class HttpRequest:
    """Hold a request as it was received, with the names of its headers in lower case."""

    method: str
    host: str
    headers: Mapping[str, str] = field(converter=_with_lower_case_names)
    body: bytes


class ProtocolError(Exception):
    """Report a request that no operation can be called with.

    Codes and statuses are the ones that AWS's services have in common.
    """

    def __init__(self, status: HTTPStatus, code: str, message: str, **headers: str) -> None:
        self.status, self.code, self.headers = status, code, headers
        super().__init__(message)

    @property
    def reply(self) -> Reply:
        headers = {"x-amzn-RequestId": str(uuid4()), "Content-Type": CONTENT_TYPE, **self.headers}
        return Reply(self.status, headers, {"__type": self.code, "Message": str(self)})


def respond(answer: Answer, request: HttpRequest) -> Reply:
    """Answer a request; one that isn't a request of the service gets an error as its answer."""
    try:
        call = read_call(request)
    except ProtocolError as error:
        return error.reply
    return answer(call)


def read_call(request: HttpRequest) -> Call:
    """Return the call that a request makes, or raise a ProtocolError."""
    if request.method != "POST":
        raise ProtocolError(
            HTTPStatus.METHOD_NOT_ALLOWED,
            "UnknownOperationException",
            f"the method must be POST; {request.method} was given",
            Allow="POST",
        )
    content_type = request.headers.get("content-type", "")
    if content_type.partition(";")[0].strip().lower() != CONTENT_TYPE:
        raise ProtocolError(
            HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
            "UnsupportedMediaTypeException",
            f"the header Content-Type must be {CONTENT_TYPE}; {content_type!r} was given",
        )
    operation = _operation(request.headers.get("x-amz-target", ""))
    region_name, access_key_id = _read_signature(request)
    return Call(operation, parameters_of(request.body), region_name, access_key_id)


def is_host_of_the_service(host: str) -> bool:
    """Return whether a host is an endpoint of the service in any partition, also a FIPS, dual-stack or VPC endpoint."""
    return _region_of_host(host) is not None


def _region_of_host(host: str) -> str | None:
    found = _host_pattern().search(host.lower())
    return None if found is None else found["region"]


@cache
def _host_pattern() -> re.Pattern[str]:
    prefix = model.service_model().endpoint_prefix
    suffixes = "|".join(map(re.escape, model.dns_suffixes()))
    return re.compile(rf"(?:^|\.){prefix}(?:-fips)?\.(?P<region>[a-z0-9-]+)\.(?:vpce\.)?(?:{suffixes})\.?$")


def _operation(target: str) -> str:
    metadata, names = model.service_model().metadata, model.service_model().operation_names
    prefix, _, operation = target.rpartition(".")
    if prefix != metadata["targetPrefix"] or operation not in names:
        targets = [f"{metadata['targetPrefix']}.{name}" for name in names]
        raise ProtocolError(
            HTTPStatus.BAD_REQUEST,
            "UnknownOperationException",
            did_you_mean("an X-Amz-Target of the service", target, targets),
        )
    return operation


def _read_signature(request: HttpRequest) -> tuple[str | None, str | None]:
    """Return the region and the access key that a request was signed for.

    The signature itself isn't checked. A request without one has the region of its host, and no access key.
    """
    region_of_host = _region_of_host(request.host)
    authorization = request.headers.get("authorization")
    if authorization is None:
        return region_of_host, None
    credential = re.search(r"Credential=([^,\s]*)", authorization)
    scope = credential and re.fullmatch(r"(.+)/\d{8}/([^/]+)/([^/]+)/aws4_request", credential[1])
    if not scope:
        raise ProtocolError(
            HTTPStatus.BAD_REQUEST,
            "IncompleteSignatureException",
            "the header Authorization must be AWS4-HMAC-SHA256 Credential=<key>/<yyyymmdd>/<region>/<service>"
            f"/aws4_request, ...; {authorization!r} was given",
        )
    access_key_id, region_name, service = scope.groups()
    signing_name = model.service_model().signing_name
    for part, given, expected in (
        ("service", service, signing_name),
        ("region", region_name, region_of_host or region_name),
    ):
        if given != expected:
            raise ProtocolError(
                HTTPStatus.FORBIDDEN,
                "InvalidSignatureException",
                f"Credential should be scoped to the {part} {expected!r}; {given!r} was given",
            )
    return region_name, access_key_id


def parameters_of(body: bytes) -> dict[str, Any]:
    """Return the parameters in a body. ProtocolError if it isn't a JSON object, or is nested too deeply."""
    try:
        text = (body or b"{}").decode(json.detect_encoding(body), "surrogatepass")
        parameters = _decode(text)
    except (ValueError, RecursionError) as error:  # UnicodeDecodeError is a ValueError
        raise ProtocolError(
            HTTPStatus.BAD_REQUEST, "SerializationException", f"the body isn't JSON: {error}"
        ) from error
    if not isinstance(parameters, dict):
        raise ProtocolError(
            HTTPStatus.BAD_REQUEST,
            "SerializationException",
            f"the body must be a JSON object; a {type(parameters).__name__} was given",
        )
    # A body that is nested too deeply has at least so many brackets: others need no slow check.
    if text.count("[") + text.count("{") > MAX_DEPTH and _is_deeper(parameters, MAX_DEPTH):
        raise ProtocolError(
            HTTPStatus.BAD_REQUEST,
            "SerializationException",
            f"the body must not be nested more than {MAX_DEPTH} levels deep",
        )
    return parameters


def _is_deeper(value: object, levels: int) -> bool:
    if not isinstance(value, (dict, list)):
        return False
    inner = value.values() if isinstance(value, dict) else value
    return levels == 0 or any(_is_deeper(each, levels - 1) for each in inner)


def _finite(number: str) -> float:
    value = float(number)
    if math.isinf(value):
        raise ValueError(f"{number} is out of range: give a number that a double can hold")
    return value


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} isn't a value of JSON")


_decode = json.JSONDecoder(parse_float=_finite, parse_constant=_refuse_constant).decode


def bytes_of(body: Any) -> bytes:
    """Return the bytes of a body as clients prepare it: bytes, text, a file of either, or an iterable of either."""
    if isinstance(body, str):
        return body.encode()
    if body is None or isinstance(body, (bytes, bytearray, memoryview)):
        return bytes(body or b"")
    return bytes_of(body.read()) if hasattr(body, "read") else b"".join(map(bytes_of, body))
