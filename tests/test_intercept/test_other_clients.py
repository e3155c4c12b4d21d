"""Test that clients that aren't answered can't reach the service's hosts while a mock runs."""

from __future__ import annotations

import asyncio
import gc
import http.client
import socket
import subprocess
import sys
import weakref
from collections.abc import Callable
from contextlib import closing
from typing import Any
from urllib.parse import urlsplit

import boto3
import pytest
import requests
import urllib3
from botocore.config import Config
from requests.adapters import HTTPAdapter

from pinpoint_mock import PinpointMock, mock_pinpoint_v2
from pinpoint_mock.intercept.http import is_host_of_the_service

HOST = "sms-voice.us-east-1.amazonaws.com"


# Which hosts are the service's --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "region",
    ["us-east-1", "ap-southeast-5", "us-gov-west-1", "cn-north-1", "eusc-de-east-1", "us-iso-east-1", "us-isob-east-1"],
)
@pytest.mark.parametrize("fips", [False, True], ids=["", "fips"])
@pytest.mark.parametrize("dual_stack", [False, True], ids=["", "dual-stack"])
def test_every_endpoint_that_botocore_makes_is_the_services(region: str, fips: bool, dual_stack: bool) -> None:
    config = Config(use_fips_endpoint=fips, use_dualstack_endpoint=dual_stack)
    url = boto3.client("pinpoint-sms-voice-v2", region_name=region, config=config).meta.endpoint_url
    assert is_host_of_the_service(urlsplit(url).hostname or "")


@pytest.mark.parametrize(
    "host",
    [
        HOST,
        HOST.upper(),
        f"{HOST}.",
        "sms-voice-fips.us-west-2.amazonaws.com",
        "sms-voice.us-east-1.api.aws",
        "sms-voice.cn-north-1.amazonaws.com.cn",
        "vpce-0a1b2c-3d4e5f.sms-voice.us-east-1.vpce.amazonaws.com",
        "vpce-0a1b2c-3d4e5f-us-east-1a.sms-voice.us-east-1.vpce.amazonaws.com",
    ],
)
def test_a_host_is_the_services(host: str) -> None:
    assert is_host_of_the_service(host)


@pytest.mark.parametrize(
    "host",
    [
        "",
        "localhost",
        "127.0.0.1",
        "::1",
        "example.com",
        "sms-voice.example.com",
        "sms-voice.pinpoint.us-east-1.amazonaws.com",  # the API before this one
        "pinpoint.us-east-1.amazonaws.com",
        "sns.us-east-1.amazonaws.com",
        "my-sms-voice.us-east-1.amazonaws.com",
        "sms-voices.us-east-1.amazonaws.com",
    ],
)
def test_a_host_is_anothers(host: str) -> None:
    assert not is_host_of_the_service(host)


# Who asks for them --------------------------------------------------------------------------------------------------


def with_httpx() -> None:
    pytest.importorskip("httpx").post(f"https://{HOST}/")


def with_an_async_client_of_httpx() -> None:
    httpx = pytest.importorskip("httpx")

    async def post() -> None:
        async with httpx.AsyncClient() as client:
            await client.post(f"https://{HOST}/")

    asyncio.run(post())


def with_aiohttp() -> None:
    aiohttp = pytest.importorskip("aiohttp")

    async def post() -> None:
        async with aiohttp.ClientSession() as session:
            await session.post(f"https://{HOST}/")

    asyncio.run(post())


def with_urllib3() -> None:
    with urllib3.PoolManager(retries=False) as pool:
        pool.request("POST", f"https://{HOST}/")


def with_an_adapter_of_requests() -> None:
    with closing(HTTPAdapter()) as adapter:
        adapter.send(requests.Request("POST", f"https://{HOST}/").prepare())


def with_http_client() -> None:
    http.client.HTTPSConnection(HOST).request("POST", "/")


def with_a_socket() -> None:
    socket.create_connection((HOST, 443))


def with_a_socket_that_finds_hosts_by_itself() -> None:
    with socket.socket() as other:
        other.connect((HOST, 443))


def with_a_socket_that_raises_nothing() -> None:
    with socket.socket() as other:
        other.connect_ex((HOST, 443))


def with_httpx_through_a_proxy() -> None:
    httpx = pytest.importorskip("httpx")
    with httpx.Client(proxy="http://127.0.0.1:9") as client:
        client.post(f"https://{HOST}/")


def with_bytes() -> None:
    socket.getaddrinfo(HOST.encode(), 443)


def with_an_event_loop() -> None:
    async def resolve() -> None:
        await asyncio.get_running_loop().getaddrinfo(HOST, 443)

    asyncio.run(resolve())


WAYS = [
    with_httpx,
    with_an_async_client_of_httpx,
    with_aiohttp,
    with_urllib3,
    with_an_adapter_of_requests,
    with_http_client,
    with_a_socket,
    with_a_socket_that_finds_hosts_by_itself,
    with_a_socket_that_raises_nothing,
    with_httpx_through_a_proxy,
    with_bytes,
    with_an_event_loop,
]


@pytest.mark.parametrize("ask", WAYS, ids=lambda way: way.__name__)
def test_who_is_not_answered_is_told_so(pinpoint_v2: PinpointMock, ask: Callable[[], None]) -> None:
    with pytest.raises(RuntimeError, match=f"pinpoint-mock lets no call reach {HOST}.*PinpointServer"):
        ask()
    assert list(pinpoint_v2.calls) == []


@pytest.mark.usefixtures("pinpoint_v2")
@pytest.mark.parametrize("host", ["localhost", b"localhost", "127.0.0.1", None])
def test_other_hosts_are_found_as_always(host: Any) -> None:
    found = socket.getaddrinfo(host, 80, socket.AF_INET, type=socket.SOCK_STREAM, proto=0, flags=0)
    assert {address for *_, address in found} == {("127.0.0.1", 80)}


def test_after_the_stop_the_functions_are_as_before() -> None:
    before, of_sockets = socket.getaddrinfo, dict(vars(socket.socket))
    with mock_pinpoint_v2():
        assert socket.getaddrinfo is not before
        assert vars(socket.socket) != of_sockets
    assert socket.getaddrinfo is before
    assert vars(socket.socket) == of_sockets


def test_other_tools_that_wait_for_a_library_are_told_of_it_as_well() -> None:
    pytest.importorskip("wrapt")
    program = """
import wrapt
from pinpoint_mock import mock_pinpoint_v2

told = []
wrapt.register_post_import_hook(told.append, "requests.sessions")
with mock_pinpoint_v2():
    import requests
    print(told == [requests.sessions], hasattr(requests.Session.send, "__wrapped__"))
print(hasattr(requests.Session.send, "__wrapped__"), type(requests.sessions.__loader__).__module__)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split()[:3] == ["True", "True", "False"]
    assert "pinpoint_mock" not in done.stdout


def test_what_tests_put_in_a_librarys_place_is_not_kept_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    def patched() -> weakref.ref[Any]:
        def look_up(*_: Any, **__: Any) -> None: ...

        monkeypatch.setattr(socket, "getaddrinfo", look_up)
        with mock_pinpoint_v2():
            assert socket.getaddrinfo is not look_up
        assert socket.getaddrinfo is look_up
        return weakref.ref(look_up)

    all_patched = [patched() for _ in range(100)]
    monkeypatch.undo()
    gc.collect()
    assert sum(each() is not None for each in all_patched) < 50
