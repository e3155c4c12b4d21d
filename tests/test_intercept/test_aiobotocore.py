"""Test that clients of aiobotocore, and so of aioboto3, are answered like those of boto3."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from typing import Any

import pytest

pytest.importorskip("aiobotocore")

from aiobotocore.client import AioBaseClient
from aiobotocore.config import AioConfig
from aiobotocore.session import AioSession, get_session
from botocore.exceptions import ClientError, ReadTimeoutError

from pinpoint_mock import PinpointMock, mock_pinpoint_v2

SERVICE = "pinpoint-sms-voice-v2"
SIMULATOR: dict[str, Any] = {
    "IsoCountryCode": "US",
    "MessageType": "TRANSACTIONAL",
    "NumberCapabilities": ["SMS"],
    "NumberType": "SIMULATOR",
}


def retrying(mode: str, attempts: int) -> AioConfig:
    return AioConfig(retries={"mode": mode, "total_max_attempts": attempts})


async def region_answering(client: Any) -> str:
    """The region in the ARN of the list that every account has."""
    arn: str = (await client.describe_opt_out_lists())["OptOutLists"][0]["OptOutListArn"]
    return arn.split(":")[3]


@pytest.mark.asyncio
async def test_sync_and_async_clients_see_one_state(pinpoint_v2: PinpointMock, pinpoint_v2_client: Any) -> None:
    pinpoint_v2_client.create_opt_out_list(OptOutListName="promotions")
    async with get_session().create_client(SERVICE) as client:
        described = await client.describe_opt_out_lists()
    assert described["ResponseMetadata"]["HTTPStatusCode"] == 200
    assert [each["OptOutListName"] for each in described["OptOutLists"]] == ["Default", "promotions"]
    assert len(pinpoint_v2.calls) == 2


@pytest.mark.asyncio
async def test_clients_and_sessions_made_before_the_mock_are_answered() -> None:
    session = get_session()
    async with session.create_client(SERVICE, region_name="us-west-2") as client:
        async with mock_pinpoint_v2():
            assert await region_answering(client) == "us-west-2"
            async with session.create_client(SERVICE, region_name="eu-west-1") as other:
                assert await region_answering(other) == "eu-west-1"
        async with mock_pinpoint_v2() as second:
            assert await region_answering(client) == "us-west-2"
        assert len(second.calls) == 1


@pytest.mark.asyncio
async def test_a_paginator_comes_to_the_end(pinpoint_v2: PinpointMock) -> None:
    async with get_session().create_client(SERVICE) as client:
        for number in range(5):
            await client.create_opt_out_list(OptOutListName=f"list-{number}")
        pages = client.get_paginator("describe_opt_out_lists").paginate(PaginationConfig={"PageSize": 2})
        names = [each["OptOutListName"] async for page in pages for each in page["OptOutLists"]]
    assert names == ["Default", *(f"list-{number}" for number in range(5))]
    assert len(pinpoint_v2.calls) == 5 + 3


@pytest.mark.asyncio
@pytest.mark.pinpoint_v2(strict_quotas=False)
async def test_calls_gathered_lose_nothing_and_double_nothing(pinpoint_v2: PinpointMock) -> None:
    async with get_session().create_client(SERVICE) as client:
        made = await asyncio.gather(*(client.request_phone_number(**SIMULATOR) for _ in range(50)))
        same = await asyncio.gather(*(client.request_phone_number(**SIMULATOR, ClientToken="one") for _ in range(50)))
    numbers = pinpoint_v2.client().describe_phone_numbers()["PhoneNumbers"]
    assert len({each["PhoneNumberId"] for each in same}) == 1
    assert sorted(each["PhoneNumberId"] for each in numbers) == sorted(
        [*(each["PhoneNumberId"] for each in made), same[0]["PhoneNumberId"]]
    )
    assert len(numbers) == 51


@pytest.mark.asyncio
@pytest.mark.usefixtures("pinpoint_v2")
async def test_an_error_is_the_clients_own_exception_with_its_members() -> None:
    async with get_session().create_client(SERVICE) as client:
        with pytest.raises(client.exceptions.ResourceNotFoundException) as caught:
            await client.describe_pools(PoolIds=["pool-1"])
    response = caught.value.response
    assert (response["ResourceType"], response["ResourceId"]) == ("pool", "pool-1")
    assert response["ResponseMetadata"]["HTTPStatusCode"] == 400


@pytest.mark.filterwarnings("ignore:aiobotocore's httpx backend now prefers httpx2:DeprecationWarning")
@pytest.mark.usefixtures("pinpoint_v2")
@pytest.mark.asyncio
async def test_a_client_on_httpx_is_answered() -> None:
    pytest.importorskip("httpx")
    backend = pytest.importorskip("aiobotocore.httpxsession").HttpxSession
    config = AioConfig(http_session_cls=backend)
    async with get_session().create_client(SERVICE, region_name="eu-west-1", config=config) as client:
        assert await region_answering(client) == "eu-west-1"


@pytest.mark.asyncio
async def test_after_the_stop_the_library_is_as_before() -> None:
    before = AioBaseClient._make_request
    async with mock_pinpoint_v2():
        assert AioBaseClient._make_request is not before
    assert AioBaseClient._make_request is before


# Retries and failures -----------------------------------------------------------------------------------------------


@pytest.mark.asyncio
@pytest.mark.parametrize("mode", ["legacy", "standard", "adaptive"])
@pytest.mark.parametrize("error", ["ThrottlingException", ReadTimeoutError(endpoint_url="https://sms-voice")], ids=str)
async def test_it_retries_without_sleeping(
    pinpoint_v2: PinpointMock, monkeypatch: pytest.MonkeyPatch, mode: str, error: Any
) -> None:
    slept: list[float] = []

    async def sleep(seconds: float, *_: Any) -> None:
        slept.append(seconds)

    async def wait(_: Any) -> None:
        raise AssertionError("the client waited")  # as the adaptive mode's rate limiter does

    pinpoint_v2.fail("DescribePools", error, times=3)
    async with get_session().create_client(SERVICE, config=retrying(mode, 4)) as client:
        monkeypatch.setattr(asyncio, "sleep", sleep)
        monkeypatch.setattr(asyncio.Condition, "wait", wait)
        answer = await client.describe_pools()
    assert answer["ResponseMetadata"]["RetryAttempts"] == 3
    assert len(pinpoint_v2.calls) == 4
    assert not any(slept)


@pytest.mark.asyncio
async def test_retries_end_where_the_client_says(pinpoint_v2: PinpointMock) -> None:
    pinpoint_v2.fail("DescribePools", "ThrottlingException", times=None)
    async with get_session().create_client(SERVICE, config=retrying("standard", 2)) as client:
        with pytest.raises(ClientError, match="ThrottlingException"):
            await client.describe_pools()
    assert len(pinpoint_v2.calls) == 2


@pytest.mark.asyncio
async def test_an_exception_given_to_fail_is_raised_itself(pinpoint_v2: PinpointMock) -> None:
    error = ZeroDivisionError("on purpose")
    pinpoint_v2.fail("DescribePools", error)
    async with get_session().create_client(SERVICE) as client:
        with pytest.raises(ZeroDivisionError) as caught:
            await client.describe_pools()
        assert caught.value is error
        assert (await client.describe_pools())["Pools"] == []


# Nothing else is touched --------------------------------------------------------------------------------------------


@pytest.mark.asyncio
@pytest.mark.usefixtures("pinpoint_v2")
async def test_handlers_of_the_clients_own_hear_of_each_step_and_nothing_is_signed() -> None:
    heard: list[str] = []
    sent: dict[str, Any] = {}
    names = ("before-call", "before-sign", "request-created", "before-send", "response-received", "after-call")

    async def hear(event_name: str, **_: Any) -> None:
        await asyncio.sleep(0)
        heard.append(event_name)

    async with get_session().create_client(SERVICE) as client:
        for name in names:
            client.meta.events.register(f"{name}.{SERVICE}", hear)
        client.meta.events.register(f"before-sign.{SERVICE}", lambda request, **_: request.headers.add_header("x", "y"))
        client.meta.events.register(f"before-send.{SERVICE}", lambda request, **_: sent.update(request.headers))
        await client.describe_pools()
    assert heard == [f"{name}.{SERVICE}.DescribePools" for name in names]
    assert sent["x"] == b"y"
    assert "Authorization" not in sent


@pytest.mark.asyncio
async def test_another_service_is_not_answered(pinpoint_v2: PinpointMock) -> None:
    settings = {"region_name": "us-east-1", "endpoint_url": "http://localhost:1", "config": retrying("standard", 1)}
    async with get_session().create_client("s3", **settings) as client:

        def answer(request: Any, **_: Any) -> Any:
            raise LookupError(request.url)

        client.meta.events.register("before-send", answer)
        with pytest.raises(LookupError, match="http://localhost:1/"):
            await client.list_buckets()
    assert pinpoint_v2.calls == []


@pytest.mark.asyncio
async def test_credentials_that_would_need_refreshing_are_left_alone() -> None:
    from aiobotocore.credentials import AioDeferredRefreshableCredentials

    async def refresh() -> Any:
        raise AssertionError("a call to find credentials left the mock")

    session = AioSession()
    session._credentials = AioDeferredRefreshableCredentials(refresh, "sso")
    async with (
        session.create_client(SERVICE, region_name="us-east-1") as client,
        mock_pinpoint_v2(account_id="111122223333"),
    ):
        [default] = (await client.describe_opt_out_lists())["OptOutLists"]
    assert default["OptOutListArn"].split(":")[4] == "111122223333"


# In a process of its own --------------------------------------------------------------------------------------------


def run(program: str) -> list[str]:
    """The words that a program prints, in a fresh process."""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


@pytest.mark.parametrize("library", ["aiobotocore.session", "aioboto3"])
def test_a_library_first_imported_inside_the_mock_is_met(library: str) -> None:
    pytest.importorskip(library)
    program = f"""
import asyncio, importlib, sys
from pinpoint_mock import mock_pinpoint_v2

async def list_arns():
    library = importlib.import_module("{library}")
    session = library.Session() if hasattr(library, "Session") else library.get_session()
    make = session.client if hasattr(session, "client") else session.create_client
    async with make("{SERVICE}", region_name="eu-west-1") as client:
        print((await client.describe_opt_out_lists())["OptOutLists"][0]["OptOutListArn"])
        return client

with mock_pinpoint_v2() as pinpoint:
    assert not {{"aiobotocore", "aioboto3"}} & sys.modules.keys()
    client = asyncio.run(list_arns())
print(len(pinpoint.calls), hasattr(type(client)._make_request, "__wrapped__"))
"""
    assert run(program) == ["arn:aws:sms-voice:eu-west-1:123456789012:opt-out-list/Default", "1", "False"]


def test_the_mock_and_boto3_import_no_other_library() -> None:
    program = f"""
import boto3, sys
from pinpoint_mock import mock_pinpoint_v2
with mock_pinpoint_v2():
    boto3.client("{SERVICE}").describe_pools()
print(*sorted({{"aiobotocore", "aiohttp", "requests", "responses", "fastapi", "uvicorn", "moto"}} & sys.modules.keys()))
"""
    assert run(program) == []
