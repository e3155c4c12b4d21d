"""The ways in which code comes by a boto3 client: sessions, profiles, wrappers. Each is answered, and none waits."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.client import BaseClient
from botocore.config import Config
from botocore.endpoint import Endpoint
from botocore.exceptions import ProfileNotFound

from pinpoint_mock import PinpointMock, mock_pinpoint_v2

SERVICE = "pinpoint-sms-voice-v2"

# Each needs a call to SSO or STS before a request can be signed.
PROFILES = """
[profile sso]
sso_session = company
sso_account_id = 111122223333
sso_role_name = developer

[sso-session company]
sso_region = us-east-1
sso_start_url = https://company.awsapps.com/start

[profile legacy-sso]
sso_account_id = 111122223333
sso_role_name = developer
sso_region = us-east-1
sso_start_url = https://company.awsapps.com/start

[profile role]
role_arn = arn:aws:iam::111122223333:role/sender
source_profile = keys

[profile role-with-web-identity]
role_arn = arn:aws:iam::111122223333:role/sender
web_identity_token_file = {token}

[profile keys]
aws_access_key_id = AKIAIOSFODNN7EXAMPLE
aws_secret_access_key = secret
"""


def arn_of_the_default_list(client: Any) -> str:
    """It tells the account and the region that were answered."""
    arn: str = client.describe_opt_out_lists()["OptOutLists"][0]["OptOutListArn"]
    return arn


def test_threads_with_sessions_of_their_own_lose_nothing(pinpoint_v2: PinpointMock) -> None:
    regions = ["us-east-1", "eu-west-1", "ap-south-1"]
    made: dict[str, list[str]] = {region: [] for region in regions}

    def work(region: str, number: int) -> None:
        client = boto3.Session(region_name=region).client(SERVICE)
        for each in range(5):
            made[region].append(client.create_opt_out_list(OptOutListName=f"list-{number}-{each}")["OptOutListArn"])

    threads = [threading.Thread(target=work, args=(regions[each % 3], each)) for each in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for region in regions:
        lists = pinpoint_v2.client(region).describe_opt_out_lists()["OptOutLists"]
        assert sorted(each["OptOutListArn"] for each in lists[1:]) == sorted(made[region])
        assert len(made[region]) == 10


def test_the_adaptive_retry_mode_waits_for_no_tokens(monkeypatch: pytest.MonkeyPatch) -> None:
    def wait(*_: Any, **__: Any) -> Any:
        raise AssertionError("the client waited")  # as its rate limiter does, once it was throttled

    with mock_pinpoint_v2() as pinpoint:
        pinpoint.fail("DescribePools", "ThrottlingException", times=9)
        client = boto3.client(SERVICE, config=Config(retries={"mode": "adaptive", "total_max_attempts": 10}))
        monkeypatch.setattr("threading.Condition.wait", wait)
        for _ in range(20):
            client.describe_pools()
    assert len(pinpoint.calls) == 29


# Credentials and profiles -------------------------------------------------------------------------------------------


@pytest.fixture
def profiles(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A user's configuration file, with profiles whose credentials are elsewhere."""
    (tmp_path / "token").write_text("token")
    (tmp_path / "config").write_text(PROFILES.format(token=tmp_path / "token"))
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "config"))


@pytest.mark.usefixtures("profiles", "no_network_of_botocores")
@pytest.mark.parametrize("profile", ["sso", "legacy-sso", "role", "role-with-web-identity"])
@pytest.mark.parametrize("before", [True, False], ids=["made before", "made inside"])
def test_a_profile_whose_credentials_need_a_call_is_answered_without_it(profile: str, before: bool) -> None:
    def make() -> Any:
        return boto3.Session(profile_name=profile).client(SERVICE, region_name="eu-west-1")

    early = make() if before else None
    with mock_pinpoint_v2(account_id="444455556666"):
        arn = arn_of_the_default_list(early or make())
    assert arn == "arn:aws:sms-voice:eu-west-1:444455556666:opt-out-list/Default"


@pytest.mark.usefixtures("profiles", "no_network_of_botocores")
def test_a_profile_named_by_the_environment_is_answered_without_its_credentials(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("AWS_PROFILE", "sso")
    with mock_pinpoint_v2():
        assert arn_of_the_default_list(boto3.client(SERVICE)).split(":")[3:5] == ["us-east-1", "123456789012"]


@pytest.mark.parametrize("name", ["AWS_PROFILE", "AWS_DEFAULT_PROFILE"])
def test_a_profile_that_is_not_there_is_not_named_while_the_mock_runs(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv(name, "not-there")
    with mock_pinpoint_v2():
        assert arn_of_the_default_list(boto3.client(SERVICE)).split(":")[3] == "us-east-1"
    assert os.environ[name] == "not-there"


@pytest.mark.usefixtures("profiles")
@pytest.mark.parametrize("file", ["AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"])
def test_a_profile_that_is_there_goes_on_being_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, file: str
) -> None:
    prefix = "profile " if file == "AWS_CONFIG_FILE" else ""
    (tmp_path / "mine").write_text(f"[{prefix}mine]\n")
    monkeypatch.setenv(file, str(tmp_path / "mine"))
    monkeypatch.setenv("AWS_PROFILE", "mine")
    with mock_pinpoint_v2():
        assert os.environ["AWS_PROFILE"] == "mine"
        arn_of_the_default_list(boto3.client(SERVICE))


def test_a_configuration_that_cannot_be_read_does_not_keep_the_mock_from_starting(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    client = boto3.client(SERVICE, region_name="us-east-1")
    (tmp_path / "config").write_text("[profile mine")
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "config"))
    monkeypatch.setenv("AWS_PROFILE", "mine")
    with mock_pinpoint_v2():
        assert arn_of_the_default_list(client).split(":")[3] == "us-east-1"
    assert os.environ["AWS_PROFILE"] == "mine"


def test_a_profile_asked_for_by_name_that_is_not_there_is_boto3s_own_error() -> None:
    with mock_pinpoint_v2(), pytest.raises(ProfileNotFound):
        boto3.Session(profile_name="not-there")


def test_a_client_made_before_a_wrong_profile_was_named_is_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    client = boto3.client(SERVICE, region_name="us-east-1")
    monkeypatch.setenv("AWS_PROFILE", "not-there")
    with mock_pinpoint_v2():
        assert arn_of_the_default_list(client).split(":")[3] == "us-east-1"


# Wrappers -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("owner", "name"),
    [(BaseClient, "_make_api_call"), (Endpoint, "make_request")],
    ids=["of calls", "of requests"],
)
@pytest.mark.parametrize("before", [True, False], ids=["wrapped before", "wrapped inside"])
def test_a_wrapper_as_tracers_have_goes_on_hearing_of_calls(
    monkeypatch: pytest.MonkeyPatch, owner: type, name: str, before: bool
) -> None:
    heard: list[str] = []
    original: Callable[..., Any] = getattr(owner, name)

    def wrapper(self: Any, what: Any, *args: Any) -> Any:
        heard.append(getattr(what, "name", what))
        return original(self, what, *args)

    if before:
        monkeypatch.setattr(owner, name, wrapper)
    with mock_pinpoint_v2():
        if not before:
            monkeypatch.setattr(owner, name, wrapper)
        boto3.client(SERVICE).describe_pools()
    assert heard == ["DescribePools"]


@pytest.mark.usefixtures("no_network_of_botocores")
def test_a_wrapper_put_over_the_mocks_own_is_heard_after_it_and_under_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[str] = []
    client = boto3.client(SERVICE, "us-east-1", aws_access_key_id="a", aws_secret_access_key="b")
    with mock_pinpoint_v2():
        original = BaseClient._make_request

        def wrapper(self: Any, operation_model: Any, *args: Any) -> Any:
            heard.append(operation_model.name)
            return original(self, operation_model, *args)

        monkeypatch.setattr(BaseClient, "_make_request", wrapper)
    with pytest.raises(AssertionError, match="left the process"):
        client.describe_pools()
    with mock_pinpoint_v2() as pinpoint:
        client.describe_opt_out_lists()
    assert heard == ["DescribePools", "DescribeOptOutLists"]
    assert [call.operation for call in pinpoint.calls] == ["DescribeOptOutLists"]


def test_a_users_fake_of_one_call_stands_before_the_mock(monkeypatch: pytest.MonkeyPatch) -> None:
    original = BaseClient._make_api_call

    def make_api_call(self: Any, operation: str, parameters: Any) -> Any:
        return {"MessageId": "fake"} if operation == "SendTextMessage" else original(self, operation, parameters)

    with mock_pinpoint_v2() as pinpoint:
        monkeypatch.setattr(BaseClient, "_make_api_call", make_api_call)
        client = boto3.client(SERVICE)
        assert client.send_text_message(DestinationPhoneNumber="+12065550100") == {"MessageId": "fake"}
        assert client.describe_pools()["Pools"] == []
    assert [call.operation for call in pinpoint.calls] == ["DescribePools"]
