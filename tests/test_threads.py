"""Sixteen threads at once: nothing is lost, nothing doubled, nothing left behind."""

from __future__ import annotations

import os
import socket
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import boto3
import pytest
import requests
from botocore.client import BaseClient
from botocore.config import Config
from botocore.exceptions import ClientError

from pinpoint_mock import PinpointMock, mock_pinpoint_v2

SERVICE = "pinpoint-sms-voice-v2"
THREADS = 16
SIMULATOR: dict[str, Any] = {
    "IsoCountryCode": "US",
    "MessageType": "TRANSACTIONAL",
    "NumberCapabilities": ["SMS"],
    "NumberType": "SIMULATOR",
}


@pytest.fixture(autouse=True)
def threads_interrupt_one_another_often() -> Iterator[None]:
    interval = sys.getswitchinterval()
    sys.setswitchinterval(interval / 100)
    yield
    sys.setswitchinterval(interval)


def at_once(work: Callable[[int, Barrier], Any]) -> list[Any]:
    """What each of the threads, which begin together and can meet again, comes back with; or the first error of any."""
    together = Barrier(THREADS, timeout=60)
    errors: list[BaseException] = []

    def begin(thread: int) -> Any:
        together.wait()
        try:
            return work(thread, together)
        except BaseException as error:
            errors.append(error)
            together.abort()  # nobody may wait for this one any more
            raise

    with ThreadPoolExecutor(THREADS) as threads:
        results = [threads.submit(begin, thread) for thread in range(THREADS)]
    if errors:
        raise errors[0]
    return [result.result() for result in results]


def test_a_thousand_calls_of_each_thread_lose_nothing_and_double_nothing(
    pinpoint_v2: PinpointMock, pinpoint_v2_client: Any
) -> None:
    def put(thread: int, _: Barrier) -> list[str]:
        numbers = [f"+1206{thread:02}{each:05}" for each in range(1000)]
        for number in numbers:
            pinpoint_v2_client.put_opted_out_number(OptOutListName="Default", OptedOutNumber=number)
        return numbers

    numbers = at_once(put)
    calls = list(pinpoint_v2.calls)
    pages = pinpoint_v2_client.get_paginator("describe_opted_out_numbers").paginate(OptOutListName="Default")
    listed = by_thread(each["OptedOutNumber"] for page in pages for each in page["OptedOutNumbers"])
    assert listed == dict(enumerate(numbers))
    # Of the calls the latest are remembered: of each thread's those that it made last.
    assert len(calls) == 10_000
    for thread, remembered in by_thread(call.parameters["OptedOutNumber"] for call in calls).items():
        assert remembered == numbers[thread][-len(remembered) :]


def by_thread(numbers: Iterator[str]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for number in numbers:
        found[int(number[5:7])].append(number)
    return found


@pytest.mark.pinpoint_v2(strict_quotas=False)
def test_numbers_requested_by_many_threads_are_all_there_and_all_different(
    pinpoint_v2: PinpointMock, pinpoint_v2_client: Any
) -> None:
    def request(*_: Any) -> list[Any]:
        return [pinpoint_v2_client.request_phone_number(**SIMULATOR) for _ in range(50)]

    requested = [number for numbers in at_once(request) for number in numbers]
    pages = pinpoint_v2_client.get_paginator("describe_phone_numbers").paginate()
    listed = [number for page in pages for number in page["PhoneNumbers"]]
    for member in ("PhoneNumberId", "PhoneNumberArn", "PhoneNumber"):
        assert len({number[member] for number in listed}) == len(listed) == THREADS * 50
        assert {number[member] for number in listed} == {number[member] for number in requested}
    assert len({number["ResponseMetadata"]["RequestId"] for number in requested}) == THREADS * 50
    assert sum(call.operation == "RequestPhoneNumber" for call in pinpoint_v2.calls) == THREADS * 50


@pytest.mark.pinpoint_v2(strict_quotas=False)
def test_one_client_token_is_one_number_whoever_sends_it(pinpoint_v2_client: Any) -> None:
    def request(_: int, together: Barrier) -> list[str]:
        ids = []
        for each in range(50):
            together.wait()
            answer = pinpoint_v2_client.request_phone_number(**SIMULATOR, ClientToken=f"token-{each}")
            ids.append(answer["PhoneNumberId"])
        return ids

    [ids] = set(map(tuple, at_once(request)))
    pages = pinpoint_v2_client.get_paginator("describe_phone_numbers").paginate()
    assert [number["PhoneNumberId"] for page in pages for number in page["PhoneNumbers"]] == list(ids)


def test_a_quota_holds_however_many_ask_at_once(pinpoint_v2: PinpointMock) -> None:
    pinpoint_v2.quotas["PHONE_NUMBERS_PER_ACCOUNT"] = 3
    clients = [pinpoint_v2.client(account_id=f"{each:012}") for each in range(50)]

    def request(_: int, together: Barrier) -> list[str]:
        outcomes = []
        for client in clients:
            together.wait()
            outcomes.append(outcome(client.request_phone_number, **SIMULATOR))
        return outcomes

    for client, outcomes in zip(clients, zip(*at_once(request), strict=True), strict=True):
        assert sorted(outcomes) == ["ServiceQuotaExceededException"] * (THREADS - 3) + ["answered"] * 3
        assert len(client.describe_phone_numbers()["PhoneNumbers"]) == 3


def test_an_injected_failure_is_met_as_often_as_it_was_asked_for(
    pinpoint_v2: PinpointMock, pinpoint_v2_client: Any
) -> None:
    pinpoint_v2.fail("DescribePools", "ThrottlingException", times=100)
    outcomes = at_once(lambda *_: [outcome(pinpoint_v2_client.describe_pools) for _ in range(50)])
    assert sum(each.count("ThrottlingException") for each in outcomes) == 100
    assert sum(each.count("answered") for each in outcomes) == THREADS * 50 - 100


def outcome(call: Callable[..., Any], **parameters: Any) -> str:
    try:
        call(**parameters)
    except ClientError as error:
        return str(error.response["Error"]["Code"])
    return "answered"


@pytest.mark.usefixtures("pinpoint_v2")
def test_each_threads_session_sees_its_own_account() -> None:
    def create(thread: int, _: Barrier) -> list[str]:
        session = boto3.Session(f"{thread + 1:012}", "testing", region_name="us-east-1")
        client = session.client(SERVICE, config=Config(retries={"total_max_attempts": 1}))
        client.create_opt_out_list(OptOutListName=f"of-{thread}")
        return [each["OptOutListArn"] for each in client.describe_opt_out_lists()["OptOutLists"]]

    for thread, arns in enumerate(at_once(create)):
        start = f"arn:aws:sms-voice:us-east-1:{thread + 1:012}:opt-out-list"
        assert arns == [f"{start}/Default", f"{start}/of-{thread}"]


def test_the_mocks_own_clients_can_be_made_by_many_threads(pinpoint_v2: PinpointMock) -> None:
    def create(thread: int, _: Barrier) -> None:
        client = pinpoint_v2.client(account_id=f"{thread + 1:012}")
        client.create_opt_out_list(OptOutListName="mine")

    at_once(create)
    assert {call.account_id for call in pinpoint_v2.calls} == {f"{thread + 1:012}" for thread in range(THREADS)}


def test_mocks_started_and_stopped_by_many_threads_answer_each_and_leave_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "the user's own")

    def present() -> tuple[Any, ...]:
        patched = BaseClient._make_request, requests.Session.send, socket.getaddrinfo
        return dict(os.environ), boto3.DEFAULT_SESSION, *patched, list(sys.meta_path)

    client = boto3.Session(region_name="us-east-1").client(SERVICE)
    mocks = [mock_pinpoint_v2(strict_quotas=False, region_name=f"eu-west-{each + 1}") for each in range(4)]
    before = present()

    def use(thread: int, _: Barrier) -> None:
        mock = mocks[thread % len(mocks)]  # each is several threads'

        @mock
        def decorated(name: str) -> Any:
            return client.create_opt_out_list(OptOutListName=name)["OptOutListName"]

        for each in range(50):
            name = f"of-{thread}-{each}"
            with mock as pinpoint:
                client.create_opt_out_list(OptOutListName=name)
                assert os.environ.get("AWS_ACCESS_KEY_ID") not in (None, "the user's own")
                assert name in [call.parameters.get("OptOutListName") for call in list(pinpoint.calls)]
            assert decorated(f"{name}-decorated") == f"{name}-decorated"

    at_once(use)
    assert present() == before


def test_others_calls_are_not_disturbed_by_the_starts_and_stops() -> None:
    def work(thread: int, _: Barrier) -> None:
        for _ in range(3000):
            if thread % 4:
                assert socket.getaddrinfo("127.0.0.1", 80)
            else:
                with mock_pinpoint_v2():
                    pass

    at_once(work)
