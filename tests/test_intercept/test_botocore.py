"""Test that every botocore client of the service is answered, whenever and however it was made."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from typing import Any

import boto3
import botocore.session
import pytest
from attrs import evolve
from botocore import UNSIGNED, xform_name
from botocore.client import BaseClient
from botocore.config import Config
from botocore.credentials import DeferredRefreshableCredentials, RefreshableCredentials
from botocore.exceptions import ClientError, ReadTimeoutError
from botocore.handlers import BUILTIN_HANDLERS
from botocore.stub import Stubber

from pinpoint_mock import mock_pinpoint_v2

SERVICE = "pinpoint-sms-voice-v2"
made_at_import = boto3.client(SERVICE, region_name="us-west-2")  # as half of all production code does


def region_answering(client: Any) -> str:
    """The region in the ARN of the list that every account has."""
    arn: str = client.describe_opt_out_lists()["OptOutLists"][0]["OptOutListArn"]
    return arn.split(":")[3]


def test_a_client_made_at_import_without_credentials_is_answered() -> None:
    with mock_pinpoint_v2():
        assert region_answering(made_at_import) == "us-west-2"


def test_a_client_made_before_pinpoint_mock_was_imported_is_answered() -> None:
    program = """
import boto3, sys
client = boto3.client("pinpoint-sms-voice-v2", region_name="us-west-2")
session = boto3.Session(region_name="eu-west-1")
assert "pinpoint_mock" not in sys.modules
from pinpoint_mock import mock_pinpoint_v2

@mock_pinpoint_v2
def test():
    for each in (client, session.client("pinpoint-sms-voice-v2")):
        print(each.describe_opt_out_lists()["OptOutLists"][0]["OptOutListArn"])

test()
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert [line.split(":")[3] for line in done.stdout.split()] == ["us-west-2", "eu-west-1"]


def test_a_session_made_before_the_mock_is_answered() -> None:
    session = boto3.Session(region_name="eu-central-1")
    with mock_pinpoint_v2():
        assert region_answering(session.client(SERVICE)) == "eu-central-1"


def test_a_client_of_one_mock_is_answered_by_the_next() -> None:
    with mock_pinpoint_v2() as first:
        client = boto3.client(SERVICE)
        client.create_opt_out_list(OptOutListName="mine")
    with mock_pinpoint_v2() as second:
        assert len(client.describe_opt_out_lists()["OptOutLists"]) == 1
    assert (len(first.calls), len(second.calls)) == (1, 1)


@pytest.mark.parametrize(
    ("region_name", "settings", "partition"),
    [
        ("us-east-1", {"endpoint_url": "http://localhost:1"}, "aws"),
        ("us-east-1", {"endpoint_url": "https://sms-voice.example.com/path"}, "aws"),
        ("us-east-1", {"config": Config(use_fips_endpoint=True)}, "aws"),
        ("us-east-1", {"config": Config(use_fips_endpoint=True, use_dualstack_endpoint=True)}, "aws"),
        ("us-gov-west-1", {}, "aws-us-gov"),
        ("cn-north-1", {}, "aws-cn"),
        ("us-east-1", {"config": Config(signature_version=UNSIGNED)}, "aws"),
        ("us-east-1", {"config": Config(parameter_validation=False)}, "aws"),
        ("xx-nowhere-1", {}, "aws"),
    ],
)
def test_any_endpoint_is_answered(region_name: str, settings: dict[str, Any], partition: str) -> None:
    with mock_pinpoint_v2():
        client = boto3.client(SERVICE, region_name=region_name, **settings)
        arn = client.describe_opt_out_lists()["OptOutLists"][0]["OptOutListArn"]
    assert arn == f"arn:{partition}:sms-voice:{region_name}:123456789012:opt-out-list/Default"


@pytest.mark.parametrize("name", ["AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_PINPOINT_SMS_VOICE_V2"])
def test_an_endpoint_of_the_environment_is_answered(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(name, "http://localhost:1")
    with mock_pinpoint_v2():
        assert region_answering(boto3.client(SERVICE)) == "us-east-1"


def test_the_mocks_own_client_does_not_ask_for_the_users_profile(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_PROFILE", "not-there")
    with mock_pinpoint_v2() as pinpoint:
        assert region_answering(pinpoint.client()) == "us-east-1"


def test_credentials_that_would_need_refreshing_are_left_alone() -> None:
    def refresh() -> Any:
        raise AssertionError("a call to find credentials left the mock")

    session = botocore.session.Session()
    session._credentials = DeferredRefreshableCredentials(refresh, "sso")
    client = session.create_client(SERVICE, region_name="us-east-1")
    with mock_pinpoint_v2(account_id="111122223333"):
        arn = client.describe_opt_out_lists()["OptOutLists"][0]["OptOutListArn"]
    assert arn.split(":")[4] == "111122223333"


def test_the_account_is_the_one_of_a_refreshable_key_that_is_there() -> None:
    metadata = {"access_key": "444455556666", "secret_key": "s", "token": "t", "expiry_time": "2000-01-01T00:00:00Z"}
    session = botocore.session.Session()
    session._credentials = RefreshableCredentials.create_from_metadata(metadata, lambda: metadata, "assume-role")
    client = session.create_client(SERVICE, region_name="us-east-1")
    with mock_pinpoint_v2():
        arn = client.describe_opt_out_lists()["OptOutLists"][0]["OptOutListArn"]
    assert arn.split(":")[4] == "444455556666"


def test_an_unmocked_operation_is_named_with_the_versions(unmocked: str) -> None:
    with mock_pinpoint_v2(), pytest.raises(NotImplementedError) as caught:
        getattr(boto3.client(SERVICE), xform_name(unmocked))()
    assert unmocked in str(caught.value)
    assert f"botocore {botocore.__version__}" in str(caught.value)
    assert "pinpoint-mock 0." in str(caught.value)


def test_a_member_that_the_mock_does_not_know_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    from pinpoint_mock.wiring import OPERATIONS

    known = OPERATIONS["CreatePool"]
    without = evolve(known, takes=known.takes - {"DeletionProtectionEnabled"})
    monkeypatch.setitem(OPERATIONS, "CreatePool", without)
    with mock_pinpoint_v2(), pytest.raises(NotImplementedError, match="DeletionProtectionEnabled of CreatePool"):
        boto3.client(SERVICE).create_pool(
            OriginationIdentity="phone-1", MessageType="TRANSACTIONAL", DeletionProtectionEnabled=True
        )


def test_a_member_that_the_model_does_not_have_is_passed_over() -> None:
    with mock_pinpoint_v2():
        client = boto3.client(SERVICE, config=Config(parameter_validation=False))

        def add_a_member(params: dict[str, Any], **_: Any) -> None:
            params["body"] = params["body"].replace(b"{", b'{"NoSuchMember": 1, "Filters": null, ', 1)

        client.meta.events.register(f"before-call.{SERVICE}", add_a_member)
        assert client.describe_pools(MaxResults=1)["Pools"] == []


# Nothing else is touched --------------------------------------------------------------------------------------------


def test_another_service_is_not_answered() -> None:
    s3 = boto3.client(
        "s3",
        region_name="us-east-1",
        endpoint_url="http://localhost:1",
        aws_access_key_id="a",
        aws_secret_access_key="b",
        config=Config(retries={"total_max_attempts": 1}),
    )
    sent: list[str] = []

    def answer(request: Any, **_: Any) -> Any:
        sent.append(request.url)
        raise ZeroDivisionError

    s3.meta.events.register("before-send", answer)
    with mock_pinpoint_v2() as pinpoint, pytest.raises(ZeroDivisionError):
        s3.list_buckets()
    assert sent == ["http://localhost:1/"]
    assert pinpoint.calls == []


def test_botocore_is_as_before_after_the_stop() -> None:
    before = BaseClient._make_request, list(BUILTIN_HANDLERS)
    with mock_pinpoint_v2(), mock_pinpoint_v2():
        assert BaseClient._make_request is not before[0]
        region_answering(made_at_import)
    assert (BaseClient._make_request, list(BUILTIN_HANDLERS)) == before


def test_after_the_stop_a_client_of_the_mocks_own_never_reaches_aws() -> None:
    with mock_pinpoint_v2() as pinpoint:
        client = pinpoint.client()
        assert region_answering(client) == "us-east-1"
    with pytest.raises(RuntimeError, match="start a mock to use the client"):
        client.describe_pools()


def test_a_stubber_has_its_say_first() -> None:
    with mock_pinpoint_v2() as pinpoint:
        client = boto3.client(SERVICE)
        with Stubber(client) as stubber:
            stubber.add_response("describe_pools", {"Pools": []})
            client.describe_pools()
    assert pinpoint.calls == []


def test_handlers_of_the_clients_own_go_on_hearing_of_requests() -> None:
    heard: list[str] = []
    names = (
        "before-call",
        "before-sign",
        "request-created",
        "before-send",
        "response-received",
        "needs-retry",
        "after-call",
    )
    with mock_pinpoint_v2():
        client = boto3.client(SERVICE)
        for event in names:
            client.meta.events.register(f"{event}.{SERVICE}", lambda event_name, **_: heard.append(event_name))
        client.describe_pools()
    assert heard == [f"{name}.{SERVICE}.DescribePools" for name in names]


def test_a_request_is_changed_by_the_clients_own_handlers_but_not_signed() -> None:
    sent = {}
    with mock_pinpoint_v2():
        client = boto3.client(SERVICE)
        client.meta.events.register(
            f"before-sign.{SERVICE}", lambda request, **_: request.headers.add_header("x-team", "sms")
        )
        client.meta.events.register(f"before-send.{SERVICE}", lambda request, **_: sent.update(request.headers))
        client.describe_pools()
    assert sent["x-team"] == b"sms"
    assert "Authorization" not in sent


# Retries ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def no_sleep(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[float]]:
    """How long botocore would have slept."""
    slept: list[float] = []
    monkeypatch.setattr("botocore.endpoint.time.sleep", slept.append)
    return slept


@pytest.mark.parametrize("mode", ["legacy", "standard", "adaptive"])
@pytest.mark.parametrize(
    ("error", "code"),
    [
        ("ThrottlingException", "ThrottlingException"),
        ("InternalServerException", "InternalServerException"),
        (ReadTimeoutError(endpoint_url="https://sms-voice"), None),
    ],
)
def test_botocore_retries_without_sleeping(mode: str, error: Any, code: str | None, no_sleep: list[float]) -> None:
    with mock_pinpoint_v2() as pinpoint:
        pinpoint.fail("DescribePools", error, times=2)
        client = boto3.client(SERVICE, config=Config(retries={"mode": mode, "total_max_attempts": 3}))
        answer = client.describe_pools()
    assert answer["ResponseMetadata"]["RetryAttempts"] == 2
    assert not any(no_sleep)
    errors = [call.error for call in pinpoint.calls]
    assert [getattr(each, "code", None) for each in errors[:2]] == [code, code]
    assert errors[2] is None


def test_retries_end_where_the_client_says() -> None:
    with mock_pinpoint_v2() as pinpoint:
        pinpoint.fail("DescribePools", "ThrottlingException", times=None)
        client = boto3.client(SERVICE, config=Config(retries={"mode": "standard", "total_max_attempts": 4}))
        with pytest.raises(ClientError):
            client.describe_pools()
    assert len(pinpoint.calls) == 4


def test_a_client_of_the_mock_does_not_retry_unless_asked_to() -> None:
    with mock_pinpoint_v2() as pinpoint:
        pinpoint.fail("DescribePools", "ThrottlingException", times=2)
        with pytest.raises(ClientError):
            pinpoint.client().describe_pools()
        with pytest.raises(ClientError):
            pinpoint.client().describe_pools()
        pinpoint.fail("DescribePools", "ThrottlingException")
        asked = Config(retries={"mode": "standard", "total_max_attempts": 2}, user_agent_extra="x")
        assert pinpoint.client(config=asked).describe_pools()["Pools"] == []


# Threads ------------------------------------------------------------------------------------------------------------


def test_sixteen_threads_lose_nothing_and_double_nothing() -> None:
    with mock_pinpoint_v2(strict_quotas=False) as pinpoint:
        numbers: list[str] = []

        def work() -> None:
            client = pinpoint.client()
            for _ in range(20):
                answer = client.request_phone_number(
                    IsoCountryCode="US",
                    MessageType="TRANSACTIONAL",
                    NumberCapabilities=["SMS"],
                    NumberType="SIMULATOR",
                )
                numbers.append(answer["PhoneNumber"])

        threads = [threading.Thread(target=work) for _ in range(16)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        pages = pinpoint.client().get_paginator("describe_phone_numbers").paginate()
        described = [number["PhoneNumber"] for page in pages for number in page["PhoneNumbers"]]
    assert len(numbers) == len(set(numbers)) == 320
    assert sorted(described) == sorted(numbers)


@pytest.mark.parametrize(
    "body", [b"null", b"{", "[]", bytearray(b"\xff"), b'{"X": NaN}', b'{"X": ' + b"[" * 200 + b"]" * 200]
)
def test_a_body_that_a_handler_has_broken_is_an_error_of_the_protocol(body: Any) -> None:
    def broken(params: dict[str, Any], **_: Any) -> None:
        params["body"] = body

    with mock_pinpoint_v2() as pinpoint:
        client = pinpoint.client()
        client.meta.events.register("before-call", broken)
        with pytest.raises(ClientError, match="SerializationException"):
            client.describe_pools()
        assert list(pinpoint.calls) == []


def test_a_key_of_twelve_digits_that_are_none_of_ascii_is_no_account() -> None:
    with mock_pinpoint_v2() as pinpoint:
        boto3.client(SERVICE, "us-east-1", aws_access_key_id="²" * 12, aws_secret_access_key="-").describe_pools()
        assert pinpoint.calls[0].account_id == "123456789012"
