"""What clients may send: each gets an error of the protocol, and the server goes on with what it had."""

from __future__ import annotations

import socket
import struct
from collections.abc import Callable, Iterator
from contextlib import closing

import pytest
import requests
from botocore.exceptions import ReadTimeoutError

from pinpoint_mock import PinpointServer
from pinpoint_mock.intercept import server as server_app

HEADERS = {"Content-Type": "application/x-amz-json-1.0", "X-Amz-Target": "PinpointSMSVoiceV2.CreateOptOutList"}
BODY = b'{"OptOutListName": "promotions"}'
START = b"POST / HTTP/1.1\r\nHost: localhost\r\n" + b"".join(f"{n}: {v}\r\n".encode() for n, v in HEADERS.items())


@pytest.fixture
def server() -> Iterator[PinpointServer]:
    """A server that in the end still answers, and still has what it had: nothing but the list "Default"."""
    with PinpointServer() as server:
        yield server
        headers = {**HEADERS, "X-Amz-Target": "PinpointSMSVoiceV2.DescribeOptOutLists"}
        lists = requests.post(server.url, data="{}", headers=headers, timeout=10).json()["OptOutLists"]
        assert [each["OptOutListName"] for each in lists] == ["Default"]


@pytest.fixture
def connect(server: PinpointServer) -> Callable[[], socket.socket]:
    host, port = server.url.removeprefix("http://").split(":")
    return lambda: socket.create_connection((host, int(port)), timeout=10)


def everything(connection: socket.socket) -> bytes:
    """What comes until the server closes."""
    return b"".join(iter(lambda: connection.recv(65536), b""))


@pytest.mark.parametrize(
    ("method", "headers", "body", "status", "code"),
    [
        ("GET", {}, b"", 405, "UnknownOperationException"),
        ("PUT", {}, BODY, 405, "UnknownOperationException"),
        ("POST", {"Content-Type": "application/json"}, BODY, 415, "UnsupportedMediaTypeException"),
        ("POST", {"X-Amz-Target": "PinpointSMSVoiceV2.CreateOptOutLists"}, BODY, 400, "UnknownOperationException"),
        ("POST", {"X-Amz-Target": "DynamoDB_20120810.ListTables"}, BODY, 400, "UnknownOperationException"),
        ("POST", {"X-Amz-Target": ""}, BODY, 400, "UnknownOperationException"),
        ("POST", {}, b"{", 400, "SerializationException"),
        ("POST", {}, b"\xff\xfe", 400, "SerializationException"),
        ("POST", {}, b"[" * 100_000, 400, "SerializationException"),
        ("POST", {}, b'{"Another": ' + b"[" * 101 + b"]" * 101 + b"}", 400, "SerializationException"),
        ("POST", {}, b'{"Another": 1e999}', 400, "SerializationException"),
        ("POST", {}, b'["OptOutListName"]', 400, "SerializationException"),
        ("POST", {}, b'{"OptOutListName": NaN}', 400, "SerializationException"),
        ("POST", {}, b'{"OptOutListName": "' + b"x" * 20_000_000 + b'"}', 413, "RequestEntityTooLargeException"),
        ("POST", {"Authorization": "Bearer token"}, BODY, 400, "IncompleteSignatureException"),
        ("POST", {"Authorization": "Credential=" * 5000}, BODY, 400, "IncompleteSignatureException"),
        ("POST", {"Content-Encoding": "gzip"}, b"\x1f\x8b", 400, "SerializationException"),
    ],
)
def test_what_is_no_request_of_the_service_is_an_error_of_the_protocol(
    server: PinpointServer, method: str, headers: dict[str, str], body: bytes, status: int, code: str
) -> None:
    response = requests.request(method, server.url, headers={**HEADERS, **headers}, data=body, timeout=20)
    assert (response.status_code, response.json()["__type"]) == (status, code)
    assert response.json()["Message"]
    assert response.headers["x-amzn-RequestId"]
    assert response.headers["Content-Type"] == "application/x-amz-json-1.0"


@pytest.mark.parametrize("target", ["http://localhost/", "*", "?"])
def test_what_stands_in_place_of_a_path_makes_no_difference(connect: Callable[[], socket.socket], target: str) -> None:
    start = START.replace(b"POST / ", f"POST {target} ".encode()).replace(b"CreateOptOutList", b"DescribePools")
    with closing(connect()) as connection:
        connection.sendall(start + b"Connection: close\r\nContent-Length: 2\r\n\r\n{}")
        assert everything(connection).endswith(b'{"Pools":[]}')


def test_a_host_that_there_can_not_be_is_a_host_like_any_other(server: PinpointServer) -> None:
    headers = {**HEADERS, "Host": "[", "X-Amz-Target": "PinpointSMSVoiceV2.DescribePools"}
    assert requests.post(server.url, data="{}", headers=headers, timeout=10).json() == {"Pools": []}
    assert requests.get(f"{server.url}/_pinpoint/x", headers=headers, timeout=10).status_code == 404


def test_a_wrong_method_is_told_the_right_one(server: PinpointServer) -> None:
    assert requests.get(server.url, timeout=10).headers["Allow"] == "POST"


def test_an_unknown_target_is_told_the_nearest(server: PinpointServer) -> None:
    headers = {**HEADERS, "X-Amz-Target": "PinpointSMSVoiceV2.CreateOptoutList"}
    said = requests.post(server.url, data=BODY, headers=headers, timeout=10).json()["Message"]
    assert "PinpointSMSVoiceV2.CreateOptOutList" in said


def test_an_operation_that_is_not_mocked_is_named(server: PinpointServer, unmocked: str) -> None:
    headers = {**HEADERS, "X-Amz-Target": f"PinpointSMSVoiceV2.{unmocked}"}
    response = requests.post(server.url, data="{}", headers=headers, timeout=10)
    assert response.status_code == 501  # no SDK tries that again
    assert response.json()["Message"].startswith(f"{unmocked} isn't mocked by pinpoint-mock ")


@pytest.mark.parametrize("error", [ReadTimeoutError(endpoint_url="https://sms-voice.example"), TimeoutError()])
def test_an_exception_given_to_fail_is_an_internal_failure(server: PinpointServer, error: Exception) -> None:
    server.pinpoint.fail("CreateOptOutList", error)
    response = requests.post(server.url, data=BODY, headers=HEADERS, timeout=10)
    assert (response.status_code, response.json()["__type"]) == (500, "InternalFailure")
    assert type(error).__name__ in response.json()["Message"]


def test_a_client_too_slow_with_its_body_is_told_so(
    connect: Callable[[], socket.socket], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server_app, "BODY_TIMEOUT", 0.05)
    with closing(connect()) as slow:
        slow.sendall(START + f"Content-Length: {len(BODY)}\r\n\r\n".encode() + BODY[:5])
        said = everything(slow)
    assert said.startswith(b"HTTP/1.1 408 ")
    assert b"RequestTimeoutException" in said


def test_a_slow_client_holds_up_no_other(server: PinpointServer, connect: Callable[[], socket.socket]) -> None:
    slow = [connect() for _ in range(50)]
    for connection in slow:
        connection.sendall(START + f"Content-Length: {len(BODY)}\r\n\r\n".encode() + BODY[:5])
    assert requests.get(f"{server.url}/health", timeout=10).ok
    for connection in slow:
        connection.close()


def test_a_client_that_goes_away_in_the_middle_harms_nothing(connect: Callable[[], socket.socket]) -> None:
    for sent in (b"", b"POST / HT", START, START + b"Content-Length: 32\r\n\r\n" + BODY[:5]):
        connection = connect()
        connection.sendall(sent)
        # No farewell: the connection is reset.
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        connection.close()


@pytest.mark.parametrize("sent", [b"\x16\x03\x01\x02\x00\x01\x00", b"GARBAGE\r\n\r\n", b"POST / HTTP/9.9\r\n\r\n"])
def test_what_is_no_http_is_refused(connect: Callable[[], socket.socket], sent: bytes) -> None:
    with closing(connect()) as connection:
        connection.sendall(sent)
        connection.shutdown(socket.SHUT_WR)
        assert b"200 OK" not in everything(connection)
