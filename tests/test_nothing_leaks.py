"""No call gets out of the process: neither past the mock, nor past the tests' own harness, which would tell."""

from __future__ import annotations

import asyncio
import socket
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import boto3
import botocore.session
import httpx
import pytest
import requests
from botocore.config import Config
from botocore.exceptions import HTTPClientError

from pinpoint_mock import mock_pinpoint_v2
from pinpoint_mock.intercept import interceptors

HOST = "sms-voice.us-east-1.amazonaws.com"
ELSEWHERE = "192.0.2.1"  # kept for documentation: nobody's
DESCRIBE: dict[str, Any] = {
    "headers": {
        "Content-Type": "application/x-amz-json-1.0",
        "X-Amz-Target": "PinpointSMSVoiceV2.DescribeOptOutLists",
    },
    "content": b"{}",
}


# The harness --------------------------------------------------------------------------------------------------------


async def by_asyncio() -> None:
    await asyncio.open_connection(ELSEWHERE, 9)


def of_datagrams(send: Callable[[socket.socket], object]) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
        send(sender)


@pytest.mark.parametrize(
    "reach",
    [
        lambda: socket.create_connection((ELSEWHERE, 9)),
        lambda: of_datagrams(lambda sender: sender.connect_ex((ELSEWHERE, 9))),
        lambda: of_datagrams(lambda sender: sender.sendto(b"", (ELSEWHERE, 9))),
        lambda: of_datagrams(lambda sender: sender.sendmsg([b""], [], 0, (ELSEWHERE, 9))),
        lambda: asyncio.run(by_asyncio()),
    ],
    ids=["connect", "connect_ex", "sendto", "sendmsg", "asyncio"],
)
def test_the_harness_refuses_and_remembers_another_address(reach: Callable[[], object], attempts: list[str]) -> None:
    with pytest.raises(RuntimeError, match="reach this machine only"):
        reach()
    assert set(attempts) == {ELSEWHERE}
    attempts.clear()


@pytest.mark.parametrize("name", ["example.com", b"example.com", "127.0.0.1.example.com", "127.example"])
@pytest.mark.parametrize(
    "look_up",
    [lambda name: socket.getaddrinfo(name, 443), socket.gethostbyname, socket.gethostbyname_ex, socket.gethostbyaddr],
    ids=["getaddrinfo", "gethostbyname", "gethostbyname_ex", "gethostbyaddr"],
)
def test_the_harness_refuses_and_remembers_a_name(
    look_up: Callable[[Any], object], name: str | bytes, attempts: list[str]
) -> None:
    with pytest.raises(RuntimeError, match="reach this machine only"):
        look_up(name)
    assert attempts == [name if isinstance(name, str) else name.decode()]
    attempts.clear()


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "0.0.0.0"])
def test_the_harness_lets_this_machine_be_reached(host: str, attempts: list[str]) -> None:
    with socket.create_server(("", 0)) as server:
        _, port = server.getsockname()
        with socket.create_connection((host, port)) as caller, server.accept()[0] as called:
            caller.sendall(b"word")
            assert called.recv(4) == b"word"
    assert all(socket.getaddrinfo(name, 80, flags=socket.AI_PASSIVE) for name in (None, "127.1.2.3", "::1"))
    assert attempts == []


def test_the_harness_lets_sockets_without_an_address_be() -> None:
    here, there = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
    with here, there:
        here.sendmsg([b"word"])
        assert there.recv(4) == b"word"


def test_the_harness_holds_in_a_child_process_and_in_its_own() -> None:
    program = f"""
import socket, subprocess, sys, sitecustomize
try:
    socket.create_connection(({ELSEWHERE!r}, 9))
except RuntimeError:
    print(*sitecustomize.attempts)
print(subprocess.run([sys.executable, "-c", "import socket; socket.gethostbyname('example.com')"]).returncode)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split() == [ELSEWHERE, "1"]
    assert "socket.gethostbyname to 'example.com': the tests run without a network" in done.stderr


# Past the mock ------------------------------------------------------------------------------------------------------

NO_RETRIES: dict[str, Any] = {"retries": {"total_max_attempts": 1}}


def by_boto3() -> object:
    return boto3.client("pinpoint-sms-voice-v2", config=Config(**NO_RETRIES)).describe_opt_out_lists()


def by_botocore() -> object:
    session = botocore.session.get_session()
    return session.create_client("pinpoint-sms-voice-v2", config=Config(**NO_RETRIES)).describe_opt_out_lists()


def by_aiobotocore() -> object:
    config = pytest.importorskip("aiobotocore.config").AioConfig(**NO_RETRIES)
    session = pytest.importorskip("aiobotocore.session").get_session()

    async def call() -> object:
        async with session.create_client("pinpoint-sms-voice-v2", config=config) as client:
            return await client.describe_opt_out_lists()

    return asyncio.run(call())


def by_requests() -> object:
    response = requests.post(f"https://{HOST}/", data=DESCRIBE["content"], headers=DESCRIBE["headers"], timeout=9)
    response.raise_for_status()
    return response.json()


def by_httpx() -> object:
    return httpx.post(f"https://{HOST}/", **DESCRIBE)


ANSWERED = [by_boto3, by_botocore, by_aiobotocore, by_requests]


@pytest.mark.parametrize("call", [*ANSWERED, by_httpx])
def test_without_the_mocks_interceptors_a_call_would_leave_the_machine_and_fail_the_test(
    call: Callable[[], object], attempts: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(interceptors, "INTERCEPTORS", ())
    with mock_pinpoint_v2(), pytest.raises((RuntimeError, HTTPClientError), match="reach this machine only"):
        call()
    assert attempts == [HOST]
    attempts.clear()


@pytest.mark.parametrize("call", ANSWERED)
def test_each_of_the_mocks_interceptors_answers_a_call(call: Callable[[], Any], attempts: list[str]) -> None:
    with mock_pinpoint_v2() as pinpoint:
        assert [each["OptOutListName"] for each in call()["OptOutLists"]] == ["Default"]
    assert len(pinpoint.calls) == 1
    assert attempts == []


def test_a_request_that_no_interceptor_takes_finds_no_host(attempts: list[str]) -> None:
    with mock_pinpoint_v2(), pytest.raises(RuntimeError, match=f"pinpoint-mock lets no call reach {HOST}"):
        by_httpx()
    assert attempts == []


@pytest.mark.parametrize("call", [*ANSWERED, by_httpx])
def test_after_the_mock_a_call_goes_where_it_always_went(
    call: Callable[[], object], attempts: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(boto3, "DEFAULT_SESSION", None)
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_DEFAULT_REGION"):
        monkeypatch.setenv(name, "us-east-1")
    with mock_pinpoint_v2():
        pass
    with pytest.raises((RuntimeError, HTTPClientError), match="reach this machine only"):
        call()
    assert attempts == [HOST]
    attempts.clear()


# With no mock running -----------------------------------------------------------------------------------------------

SUITE = """
import asyncio
import boto3
import pytest
import requests
from aiobotocore.session import get_session
from botocore.stub import Stubber
from moto import mock_aws

SERVICE = "pinpoint-sms-voice-v2"
KEYS = dict(region_name="us-east-1", aws_access_key_id="real", aws_secret_access_key="real")

def by_boto3():
    return boto3.client(SERVICE, **KEYS).describe_pools()

def by_aiobotocore():
    async def call():
        async with get_session().create_client(SERVICE, **KEYS) as client:
            return await client.describe_pools()
    return asyncio.run(call())

def by_requests():
    headers = {"Content-Type": "application/x-amz-json-1.0", "X-Amz-Target": "PinpointSMSVoiceV2.DescribePools"}
    return requests.post("https://sms-voice.us-east-1.amazonaws.com/", b"{}", headers=headers).json()

calls = pytest.mark.parametrize("call", [by_boto3, by_aiobotocore, by_requests])
"""
UNMOCKED = """
@calls
def test_it(call):
    call()
"""
MOCKED_AND_OTHERS = """
@calls
def test_mocked(pinpoint_v2, call):
    assert call()["Pools"] == []

def test_another_service_under_moto():
    with mock_aws():
        assert boto3.client("s3", **KEYS).list_buckets()["Buckets"] == []

def test_another_service_stubbed():
    client = boto3.client("sqs", **KEYS)
    with Stubber(client) as stubber:
        stubber.add_response("list_queues", {"QueueUrls": ["one"]})
        assert client.list_queues()["QueueUrls"] == ["one"]

def test_another_service_goes_where_it_always_went():
    with pytest.raises(Exception, match="sqs.us-east-1.amazonaws.com.*reach this machine only"):
        boto3.client("sqs", **KEYS).list_queues()
    with pytest.raises(RuntimeError, match="example.com.*reach this machine only"):
        requests.get("https://example.com/")
"""


def run(pytester: pytest.Pytester, suite: str, ini: str) -> pytest.RunResult:
    pytest.importorskip("aiobotocore")
    pytester.makeini(f"[pytest]\nasyncio_default_fixture_loop_scope = function\n{ini}")
    pytester.makepyfile(SUITE + suite)
    return pytester.runpytest_subprocess("-p", "no:randomly")


def test_a_blocked_network_refuses_every_call_without_a_mock_and_names_the_option(pytester: pytest.Pytester) -> None:
    result = run(pytester, UNMOCKED, ini="pinpoint_v2_block_network = true")
    result.assert_outcomes(failed=3)
    said = (
        "E *RuntimeError: DescribePools of pinpoint-sms-voice-v2 was called with no mock running, "
        "and pinpoint_v2_block_network is on: use @mock_pinpoint_v2 or the fixture pinpoint_v2 in this test"
    )
    result.stdout.fnmatch_lines([said] * 3)


def test_a_blocked_network_concerns_no_mocked_call_and_no_other_service(pytester: pytest.Pytester) -> None:
    run(pytester, MOCKED_AND_OTHERS, ini="pinpoint_v2_block_network = true").assert_outcomes(passed=6)


def test_the_network_is_not_blocked_unless_the_option_says_so(pytester: pytest.Pytester) -> None:
    result = run(pytester, UNMOCKED, ini="")
    result.assert_outcomes(failed=3)
    result.stdout.fnmatch_lines([f"E *'{HOST}': the tests run without a network*"] * 3)
    result.stdout.no_fnmatch_line("*pinpoint_v2_block_network*")
