"""HTTP as the service speaks it, AWS JSON 1.0: a request read into a Call, a Reply or an error made a response."""

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
from .doors import Answer

CONTENT_TYPE = "application/x-amz-json-1.0"
DEEPEST = 100  # lists and objects within one another: far more than any operation takes


def _lowered(headers: Mapping[str, str | bytes]) -> dict[str, str]:
    return {
        name.lower(): value if isinstance(value, str) else value.decode("latin-1") for name, value in headers.items()
    }


@frozen
class HttpRequest:
    """A request as it came; the names of its headers in lower case."""

    method: str
    host: str
    headers: Mapping[str, str] = field(converter=_lowered)
    body: bytes


class ProtocolError(Exception):
    """A request that doesn't get as far as an operation. Codes and statuses are those common to AWS's services."""

    def __init__(self, status: HTTPStatus, code: str, message: str, **headers: str) -> None:
        self.status, self.code, self.headers = status, code, headers
        super().__init__(message)

    @property
    def reply(self) -> Reply:
        headers = {"x-amzn-RequestId": str(uuid4()), "Content-Type": CONTENT_TYPE, **self.headers}
        return Reply(self.status, headers, {"__type": self.code, "Message": str(self)})


def respond(answer: Answer, request: HttpRequest) -> Reply:
    """The answer to a request, or the error that it is no request of the service."""
    try:
        call = read(request)
    except ProtocolError as error:
        return error.reply
    return answer(call)


def read(request: HttpRequest) -> Call:
    """The call that a request is; ProtocolError where it is none."""
    if request.method != "POST":
        raise ProtocolError(
            HTTPStatus.METHOD_NOT_ALLOWED,
            "UnknownOperationException",
            f"POST the request; {request.method} came",
            Allow="POST",
        )
    content_type = request.headers.get("content-type", "")
    if content_type.partition(";")[0].strip().lower() != CONTENT_TYPE:
        raise ProtocolError(
            HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
            "UnsupportedMediaTypeException",
            f"give the header Content-Type: {CONTENT_TYPE}; {content_type!r} came",
        )
    operation = _operation(request.headers.get("x-amz-target", ""))
    region_name, access_key_id = _signed_by(request)
    return Call(operation, parameters_of(request.body), region_name, access_key_id)


def is_host_of_the_service(host: str) -> bool:
    """Whether a host is an endpoint of the service: FIPS, dual-stack and VPC endpoints, in every partition."""
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
        right = [f"{metadata['targetPrefix']}.{name}" for name in names]
        raise ProtocolError(
            HTTPStatus.BAD_REQUEST,
            "UnknownOperationException",
            did_you_mean("an X-Amz-Target of the service", target, right),
        )
    return operation


def _signed_by(request: HttpRequest) -> tuple[str | None, str | None]:
    """The region and the access key of the signature; the signature itself isn't checked, and may be missing."""
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
            "give the header Authorization: AWS4-HMAC-SHA256 Credential=<key>/<yyyymmdd>/<region>/<service>"
            f"/aws4_request, ...; {authorization!r} came",
        )
    access_key_id, region_name, service = scope.groups()
    signing_name = model.service_model().signing_name
    for what, given, right in (
        ("service", service, signing_name),
        ("region", region_name, region_of_host or region_name),
    ):
        if given != right:
            raise ProtocolError(
                HTTPStatus.FORBIDDEN,
                "InvalidSignatureException",
                f"Credential should be scoped to the {what} {right!r}; {given!r} came",
            )
    return region_name, access_key_id


def parameters_of(body: bytes) -> dict[str, Any]:
    """The parameters that a body says; ProtocolError where it is no JSON object, or too deep a one."""
    try:
        text = (body or b"{}").decode(json.detect_encoding(body), "surrogatepass")
        parameters = _decode(text)
    except (ValueError, RecursionError) as error:  # UnicodeDecodeError is a ValueError
        raise ProtocolError(
            HTTPStatus.BAD_REQUEST, "SerializationException", f"the body is no JSON: {error}"
        ) from error
    if not isinstance(parameters, dict):
        raise ProtocolError(
            HTTPStatus.BAD_REQUEST,
            "SerializationException",
            f"the body is a JSON object; a {type(parameters).__name__} came",
        )
    # What is deeper has as many brackets; only then it is worth a look.
    if text.count("[") + text.count("{") > DEEPEST and _is_deeper(parameters, DEEPEST):
        raise ProtocolError(
            HTTPStatus.BAD_REQUEST, "SerializationException", f"the body may nest {DEEPEST} levels deep; it is deeper"
        )
    return parameters


def _is_deeper(value: Any, levels: int) -> bool:
    if not isinstance(value, (dict, list)):
        return False
    inner = value.values() if isinstance(value, dict) else value
    return levels == 0 or any(_is_deeper(each, levels - 1) for each in inner)


def _finite(number: str) -> float:
    value = float(number)
    if math.isinf(value):
        raise ValueError(f"{number} is greater than a number can be")
    return value


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} isn't a value of JSON")


_decode = json.JSONDecoder(parse_float=_finite, parse_constant=_refuse_constant).decode


def bytes_of(body: Any) -> bytes:
    """A prepared body of a client's: bytes, text, a file of either, or an iterable of either."""
    if isinstance(body, str):
        return body.encode()
    if body is None or isinstance(body, (bytes, bytearray, memoryview)):
        return bytes(body or b"")
    return bytes_of(body.read()) if hasattr(body, "read") else b"".join(map(bytes_of, body))
