"""Beside moto's server: its services are answered there, and ours here, whatever a client's endpoint is."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import boto3
import pytest
import requests
from moto.server import ThreadedMotoServer

from pinpoint_mock import PinpointMock

SERVICE = "pinpoint-sms-voice-v2"


@pytest.fixture(scope="module")
def running() -> Iterator[str]:
    """The url of a server of moto's."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def moto_url(running: str) -> str:
    """Reset moto's server. Return its URL."""
    requests.post(f"{running}/moto-api/reset").raise_for_status()
    return running


def each_answers_its_own(pinpoint: PinpointMock, **settings: Any) -> None:
    boto3.client("s3", **settings).create_bucket(Bucket="letters")
    boto3.client(SERVICE, **settings).create_opt_out_list(OptOutListName="promotions")
    assert [each["Name"] for each in boto3.client("s3", **settings).list_buckets()["Buckets"]] == ["letters"]
    assert [call.operation for call in pinpoint.calls] == ["CreateOptOutList"]


def test_clients_whose_endpoint_is_motos_server_are_answered_each_by_its_own(
    moto_url: str, pinpoint_v2: PinpointMock
) -> None:
    each_answers_its_own(pinpoint_v2, endpoint_url=moto_url)


def test_clients_whose_endpoint_is_the_environments_are_answered_each_by_its_own(
    moto_url: str, pinpoint_v2: PinpointMock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", moto_url)
    each_answers_its_own(pinpoint_v2)


@pytest.mark.usefixtures("pinpoint_v2")
def test_credentials_of_a_role_of_the_servers_sts_tell_the_account(moto_url: str) -> None:
    sts = boto3.client("sts", endpoint_url=moto_url)
    role = sts.assume_role(RoleArn="arn:aws:iam::111122223333:role/sender", RoleSessionName="session")
    session = boto3.Session(
        aws_access_key_id=role["Credentials"]["AccessKeyId"],
        aws_secret_access_key=role["Credentials"]["SecretAccessKey"],
        aws_session_token=role["Credentials"]["SessionToken"],
    )
    arn = session.client(SERVICE).create_opt_out_list(OptOutListName="promotions")["OptOutListArn"]
    assert arn == "arn:aws:sms-voice:us-east-1:111122223333:opt-out-list/promotions"


@pytest.mark.parametrize("order", ["mock_aws, mock_pinpoint_v2", "mock_pinpoint_v2, mock_aws"])
def test_motos_decorator_in_server_mode_and_ours_answer_each_its_own(moto_url: str, order: str) -> None:
    # The mode is read at moto's import.
    environment = {**os.environ, "TEST_SERVER_MODE": "true", "TEST_SERVER_MODE_ENDPOINT": moto_url}
    program = f"""
import os
import boto3
from moto import mock_aws
from pinpoint_mock import mock_pinpoint_v2

outer, inner = {order}
before = dict(os.environ)

@outer
@inner
def test():
    boto3.client("s3", region_name="us-east-1").create_bucket(Bucket="letters")
    print(boto3.client("s3", endpoint_url="{moto_url}").list_buckets()["Buckets"][0]["Name"])
    client = boto3.client("{SERVICE}")
    print(client.create_opt_out_list(OptOutListName="promotions")["OptOutListArn"])

test()
assert dict(os.environ) == before
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, env=environment, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["letters", "arn:aws:sms-voice:us-east-1:123456789012:opt-out-list/promotions"]
