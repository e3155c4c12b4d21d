"""Any bytes, and any request that a client's handlers make: the mock answers soon, and an error changes nothing.

FUZZ_EXAMPLES=2000 draws so many requests for each test, and others in each run.
"""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from http.client import HTTPResponse
from io import BytesIO
from typing import Any

import pytest
import requests
from botocore.exceptions import ClientError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pinpoint_mock import PinpointServer
from pinpoint_mock.protocol.model import error_codes

EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "25"))
with_examples = settings(
    max_examples=EXAMPLES,
    derandomize="FUZZ_EXAMPLES" not in os.environ,
    deadline=10_000,  # milliseconds: no request hangs
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
pytestmark = [
    pytest.mark.parametrize("account", ["production"], indirect=True),
    pytest.mark.filterwarnings("ignore::pinpoint_mock.FidelityWarning"),
]

VALID_BODY = b'{"OptOutListName": "news", "ClientToken": "news", "Tags": [{"Key": "team", "Value": "growth"}]}'
HEADERS = {
    "Host": "localhost",
    "Content-Type": "application/x-amz-json-1.0",
    "X-Amz-Target": "PinpointSMSVoiceV2.CreateOptOutList",
    "Authorization": "AWS4-HMAC-SHA256 Credential=123456789012/20260101/us-east-1/sms-voice/aws4_request, Signature=0",
}
HOST = "sms-voice.us-east-1.amazonaws.com"
# Those of the protocol and of the server. Neither of them has 500.
STATUSES = {200, 400, 403, 405, 413, 415}


# Requests -----------------------------------------------------------------------------------------------------------


@st.composite
def nested(draw: st.DrawFn) -> bytes:
    """Draw JSON that is nested up to the depth where decoders fail, and deeper."""
    depth = draw(st.sampled_from([1, 99, 100, 500, 10_000]) | st.integers(950, 1000))
    opening, end = draw(st.sampled_from([(b"[", b"]"), (b'{"a":', b"}")]))
    return opening * depth + b"1" + end * depth


FRAGMENTS = nested() | st.sampled_from(
    [
        *b'null NaN -Infinity 1e999 { ] , " "\\ud800" "\\u0000" "\xed\xa0\x80" "\xff" \xef\xbb\xbf \0'.split(),
        *(b"9" * digits for digits in (4000, 5000)),
    ]
)


@st.composite
def damaged(draw: st.DrawFn, content: bytes) -> bytes:
    """Draw bytes of which some are cut out, doubled or replaced."""
    for _ in range(draw(st.integers(1, 3))):
        start, end = sorted(draw(st.tuples(st.integers(0, len(content)), st.integers(0, len(content)))))
        between = draw(st.sampled_from([b"", content[start:end] * 2]) | FRAGMENTS | st.binary(max_size=5))
        content = content[:start] + between + content[end:]
    return content


BODIES = st.one_of(
    damaged(VALID_BODY),
    FRAGMENTS.map(lambda piece: b'{"ClientToken": "news", "OptOutListName": ' + piece + b"}"),
    FRAGMENTS.map(lambda piece: VALID_BODY[:-1] + b', "SomethingElse": ' + piece + b"}"),
    FRAGMENTS.map(lambda piece: VALID_BODY[:-1] + b', "OptOutListName": ' + piece + b"}"),
    st.sampled_from([VALID_BODY.decode().encode(encoding) for encoding in ("utf-16", "utf-32", "utf-8-sig")]),
    st.binary(max_size=30),
)
LATIN_1 = st.text(st.characters(min_codepoint=0x21, max_codepoint=0xFF, exclude_categories=["Cc"]), max_size=20)
ODD_VALUES = LATIN_1 | st.sampled_from(
    ["[", "[::1", "http://[", ":", "/" * 9, "²" * 12, "Credential=" * 4000, f"Credential={'/20260101/a' * 4000}"]
)


@st.composite
def http_requests(draw: st.DrawFn) -> tuple[str, str, dict[str, str], bytes]:
    """Draw a method, a path, headers and a body; some of each are odd."""
    headers = dict(HEADERS)
    for name in draw(st.sets(st.sampled_from([*HEADERS, "Content-Encoding", "Expect", "Upgrade"]), max_size=2)):
        value = draw(ODD_VALUES | damaged(headers.get(name, "gzip").encode()).map(lambda each: each.decode("latin-1")))
        headers[name] = "".join(each for each in value if each.isprintable())[:40_000].strip()
    methods = st.sampled_from([*["POST"] * 5, "GET", "HEAD", "PUT", "OPTIONS", "TRACE", "CONNECT", "post", "X" * 99])
    paths = st.sampled_from([*["/"] * 5, "*", "?", "//", "/%ff%00", "/a/../b?c#d", f"http://{HOST}/", "/_pinpointx"])
    return draw(methods), draw(paths), headers, draw(st.just(VALID_BODY) | BODIES)


def ask_by_socket(url: str, method: str, path: str, headers: Mapping[str, str], body: bytes) -> tuple[int, bytes]:
    head = {**headers, "Connection": "close", "Content-Length": str(len(body))}
    lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in head.items()), "", ""]
    with closing(connect(url)) as connection:
        connection.sendall("\r\n".join(lines).encode("latin-1") + body)
        with closing(HTTPResponse(connection, method=method)) as response:
            response.begin()
            return response.status, response.read()


def connect(url: str) -> socket.socket:
    host, _, port = url.removeprefix("http://").partition(":")
    return socket.create_connection((host, int(port)), timeout=10)


def ask_by_requests(_: str, method: str, path: str, headers: Mapping[str, str], body: bytes) -> tuple[int, bytes]:
    response = requests.request(method, f"https://{HOST}/{path}", headers=headers, data=body, timeout=10)
    return response.status_code, response.content


# What is true of every answer ---------------------------------------------------------------------------------------


@pytest.fixture
def url(account: Any) -> Iterator[str]:  # noqa: ARG001 - the server uses the running mock
    """Return the URL of a server with the account. After the test it must still answer."""
    with PinpointServer() as server:
        yield server.url
        assert ask_by_socket(server.url, "POST", "/", HEADERS, VALID_BODY)[0] == 200


@pytest.mark.parametrize("ask", [ask_by_socket, ask_by_requests])
def test_any_http_request_is_answered_in_the_protocol(
    account: Any, url: str, ask: Callable[..., tuple[int, bytes]]
) -> None:
    @with_examples
    @given(http_requests())
    def each(request: tuple[str, str, dict[str, str], bytes]) -> None:
        status, content = ask(url, *request)
        assert status in STATUSES, content
        if status == 200:
            account.fill_again_if_changed()
        else:
            assert request[0] == "HEAD" or json.loads(content)["__type"]
            assert account.everything() == account.filled

    each()


def test_damaged_http_changes_nothing(account: Any, url: str) -> None:
    lines = [b"POST / HTTP/1.1", *(f"{name}: {value}".encode() for name, value in HEADERS.items())]
    length = st.sampled_from(
        [b"Content-Length: %d" % len(VALID_BODY), b"Content-Length: -1", b"Transfer-Encoding: chunked"]
    )
    whole = length.map(lambda each: b"\r\n".join([*lines, each, b"", VALID_BODY[:-1]]))  # the last byte is never sent

    @with_examples
    @given(whole.flatmap(damaged))
    def each(sent: bytes) -> None:
        with closing(connect(url)) as connection:
            connection.sendall(sent)
            connection.shutdown(socket.SHUT_WR)
            answer = b"".join(iter(lambda: connection.recv(65536), b""))
        assert not answer.startswith(b"HTTP/1.1 5")
        assert b"Traceback" not in answer
        assert account.everything() == account.filled

    each()


BODIES_OF_HANDLERS = BODIES | st.sampled_from([None, b"", b"{}", VALID_BODY])
BODY_TYPES = st.sampled_from([lambda each: each, bytearray, BytesIO, lambda each: each.decode("latin-1")])
CHANGES_BY_HANDLERS = st.fixed_dictionaries(
    {"body": st.builds(lambda body, kind: body if body is None else kind(body), BODIES_OF_HANDLERS, BODY_TYPES)},
    optional={
        "method": st.sampled_from(["GET", "PUT", "HEAD", "X"]),
        "url": st.sampled_from(["https://example.com/x?y", f"https://{HOST.replace('us-east-1', 'eu-west-1')}/", ""]),
        "headers": st.dictionaries(st.sampled_from([*HEADERS, "X-Another"]), ODD_VALUES, max_size=3),
    },
)


@pytest.mark.parametrize("stage", ["before-call", "before-sign"])
def test_any_request_that_a_clients_handlers_make_is_answered(account: Any, stage: str) -> None:
    client, made = account.pinpoint.client(), {}

    def before_call(params: dict[str, Any], **_: Any) -> None:
        params |= {**made, "headers": {**params["headers"], **made.get("headers", {})}}

    def before_sign(request: Any, **_: Any) -> None:
        request.data, request.method = made["body"], made.get("method", request.method)
        request.url = made.get("url", request.url)
        for name, value in made.get("headers", {}).items():
            request.headers[name] = value

    client.meta.events.register(stage, before_call if stage == "before-call" else before_sign)

    @with_examples
    @given(CHANGES_BY_HANDLERS)
    def each(drawn: dict[str, Any]) -> None:
        made.clear()
        made.update(drawn)
        try:
            client.create_opt_out_list(OptOutListName="news")
        except ClientError as error:
            code = error.response["Error"]["Code"]
        else:
            account.fill_again_if_changed()
            return
        assert code in {*error_codes("CreateOptOutList"), "SerializationException"}
        assert account.everything() == account.filled

    each()
