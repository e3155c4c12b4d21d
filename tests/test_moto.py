"""Test that the mock and moto's `mock_aws` each answer their own services, whichever starts first."""

from __future__ import annotations

import os
from contextlib import ExitStack
from itertools import permutations
from pathlib import Path
from typing import Any

import boto3
import pytest
from moto import mock_aws

from pinpoint_mock import mock_pinpoint_v2

ROLE = "arn:aws:iam::{account_id}:role/sender"


def each_answers_its_own() -> None:
    boto3.client("s3").create_bucket(Bucket="letters")
    boto3.client("pinpoint-sms-voice-v2").create_opt_out_list(OptOutListName="Marketing")
    assert [bucket["Name"] for bucket in boto3.client("s3").list_buckets()["Buckets"]] == ["letters"]
    names = boto3.client("pinpoint-sms-voice-v2").describe_opt_out_lists()["OptOutLists"]
    assert [each["OptOutListName"] for each in names] == ["Default", "Marketing"]


@pytest.mark.parametrize(
    "order", [(mock_aws, mock_pinpoint_v2), (mock_pinpoint_v2, mock_aws)], ids=["around", "inside"]
)
def test_with_moto_around_or_inside_each_answers_its_own(order: tuple[Any, Any]) -> None:
    with order[0](), order[1]():
        each_answers_its_own()
    assert "AWS_ACCESS_KEY_ID" not in os.environ
    assert "AWS_DEFAULT_REGION" not in os.environ


@mock_aws
@mock_pinpoint_v2
def test_motos_decorator_above_ours() -> None:
    each_answers_its_own()


@mock_pinpoint_v2
@mock_aws
def test_motos_decorator_below_ours() -> None:
    each_answers_its_own()


@mock_aws
@mock_pinpoint_v2
class TestDecoratedByBoth:
    def setup_method(self) -> None:
        boto3.client("s3").create_bucket(Bucket="before")
        boto3.client("pinpoint-sms-voice-v2").create_opt_out_list(OptOutListName="Before")

    @pytest.mark.parametrize("name", ["first", "second"])
    def test_each_test_finds_what_its_setup_made_and_no_more(self, name: str) -> None:
        s3, client = boto3.client("s3"), boto3.client("pinpoint-sms-voice-v2")
        s3.create_bucket(Bucket=name)
        client.create_opt_out_list(OptOutListName=name)
        assert [each["Name"] for each in s3.list_buckets()["Buckets"]] == ["before", name]
        lists = client.describe_opt_out_lists()["OptOutLists"]
        assert [each["OptOutListName"] for each in lists] == ["Default", "Before", name]


@pytest.mark.usefixtures("moto", "pinpoint_v2")
def test_motos_fixture_before_ours() -> None:
    each_answers_its_own()


@pytest.mark.usefixtures("pinpoint_v2", "moto")
def test_motos_fixture_after_ours() -> None:
    each_answers_its_own()


@pytest.mark.usefixtures("pinpoint_v2")
def test_moto_stopped_inside_leaves_our_service_mocked() -> None:
    client = boto3.client("pinpoint-sms-voice-v2")
    with mock_aws():
        client.create_opt_out_list(OptOutListName="Marketing")
    assert len(client.describe_opt_out_lists()["OptOutLists"]) == 2


def test_our_mock_stopped_inside_leaves_motos_services_mocked() -> None:
    with mock_aws():
        client = boto3.client("s3", region_name="us-east-1")
        with mock_pinpoint_v2():
            client.create_bucket(Bucket="letters")
        assert len(client.list_buckets()["Buckets"]) == 1


@pytest.mark.usefixtures("pinpoint_v2")
def test_credentials_of_a_role_of_motos_sts_tell_the_account() -> None:
    with mock_aws():
        role = boto3.client("sts").assume_role(
            RoleArn=ROLE.format(account_id="111122223333"), RoleSessionName="session"
        )
        credentials = role["Credentials"]
        client = boto3.client(
            "pinpoint-sms-voice-v2",
            aws_access_key_id=credentials["AccessKeyId"],
            aws_secret_access_key=credentials["SecretAccessKey"],
            aws_session_token=credentials["SessionToken"],
        )
        [default] = client.describe_opt_out_lists()["OptOutLists"]
    assert default["OptOutListArn"] == "arn:aws:sms-voice:us-east-1:111122223333:opt-out-list/Default"


@pytest.mark.usefixtures("pinpoint_v2")
def test_a_profile_with_a_role_decides_the_account(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The role is assumed by botocore itself, when the key is first needed."""
    config = tmp_path / "config"
    config.write_text(
        f"[profile sender]\nrole_arn = {ROLE.format(account_id='444455556666')}\ncredential_source = Environment\n"
    )
    monkeypatch.setenv("AWS_CONFIG_FILE", str(config))
    with mock_aws():
        client = boto3.Session(profile_name="sender").client("pinpoint-sms-voice-v2", region_name="eu-west-1")
        [default] = client.describe_opt_out_lists()["OptOutLists"]
    assert default["OptOutListArn"].split(":")[3:5] == ["eu-west-1", "444455556666"]


@pytest.mark.usefixtures("pinpoint_v2")
def test_an_access_key_of_motos_iam_decides_the_account(monkeypatch: pytest.MonkeyPatch) -> None:
    with mock_aws():
        monkeypatch.setenv("MOTO_ACCOUNT_ID", "111122223333")
        iam = boto3.client("iam")
        iam.create_user(UserName="sender")
        key = iam.create_access_key(UserName="sender")["AccessKey"]
        monkeypatch.delenv("MOTO_ACCOUNT_ID")
        client = boto3.client(
            "pinpoint-sms-voice-v2",
            aws_access_key_id=key["AccessKeyId"],
            aws_secret_access_key=key["SecretAccessKey"],
        )
        [default] = client.describe_opt_out_lists()["OptOutLists"]
    assert default["OptOutListArn"].split(":")[4] == "111122223333"


@pytest.mark.parametrize(
    ("key", "option", "environment", "account_id"),
    [
        ("111122223333", "444455556666", "777788889999", "111122223333"),
        ("AKIAIOSFODNN7EXAMPLE", "444455556666", "777788889999", "444455556666"),
        ("AKIAIOSFODNN7EXAMPLE", None, "777788889999", "777788889999"),
        ("AKIAIOSFODNN7EXAMPLE", None, None, "123456789012"),
    ],
)
def test_the_account_is_the_keys_the_mocks_motos_or_the_usual_one(
    monkeypatch: pytest.MonkeyPatch, key: str, option: str | None, environment: str | None, account_id: str
) -> None:
    if environment is not None:
        monkeypatch.setenv("MOTO_ACCOUNT_ID", environment)
    with mock_pinpoint_v2(account_id=option):
        client = boto3.client("pinpoint-sms-voice-v2", aws_access_key_id=key, aws_secret_access_key="testing")
        [default] = client.describe_opt_out_lists()["OptOutLists"]
    assert default["OptOutListArn"].split(":")[4] == account_id


def test_mocks_of_both_kinds_started_and_stopped_out_of_order_keep_answering() -> None:
    ours, motos = mock_pinpoint_v2(), mock_aws()
    with ExitStack() as stack:
        ours.start()
        motos.start()
        stack.callback(motos.stop)
        client = boto3.client("s3")
        ours.stop()
        client.create_bucket(Bucket="letters")
        assert len(client.list_buckets()["Buckets"]) == 1


def test_an_overlapping_moto_that_fakes_no_credentials_leaves_ours_to_us(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "real")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "real")
    before = dict(os.environ)
    for first, second in permutations((mock_pinpoint_v2(), mock_aws(config={"core": {"mock_credentials": False}}))):
        first.start()
        second.start()
        first.stop()
        second.stop()
        assert dict(os.environ) == before


def orders(*steps: str) -> list[tuple[str, ...]]:
    """The orders of some steps in which each stop comes after its start."""
    return [
        order
        for order in permutations(steps)
        if all(order.index(step) < order.index(step.replace("start", "stop")) for step in steps if "start" in step)
    ]


@pytest.mark.parametrize("order", orders("start ours", "stop ours", "start moto", "stop moto"), ids=", ".join)
@pytest.mark.parametrize(("key", "resets_session"), [(None, True), ("real", True), ("real", False)])
def test_mocks_of_both_kinds_put_all_back_in_whatever_order_they_start_and_stop(
    monkeypatch: pytest.MonkeyPatch, order: tuple[str, ...], key: str | None, resets_session: bool
) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN") if key is not None else ():
        monkeypatch.setenv(name, str(key))
    monkeypatch.setattr(boto3, "DEFAULT_SESSION", boto3.Session(region_name="eu-west-1"))
    before = dict(os.environ), boto3.DEFAULT_SESSION
    motos = mock_aws(config={"core": {"reset_boto3_session": resets_session}})
    mocks = {"ours": mock_pinpoint_v2(), "moto": motos}
    running: set[str] = set()
    try:
        for step in order:
            what, whose = step.split()
            running ^= {whose}
            getattr(mocks[whose], what)()
            if running:
                boto3.client("pinpoint-sms-voice-v2", region_name="us-east-1")  # makes a default session
            if running == {"moto"}:
                assert os.environ["AWS_ACCESS_KEY_ID"] not in (key, "pinpoint-mock")
            if running == {"ours"}:
                assert os.environ["AWS_ACCESS_KEY_ID"] == "pinpoint-mock"
    finally:
        for whose in running:
            mocks[whose].stop()
    assert (dict(os.environ), boto3.DEFAULT_SESSION) == before
