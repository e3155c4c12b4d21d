"""Publishing to moto in odd environments, beside other mocks, by many threads, for several accounts."""

from __future__ import annotations

import socket
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from importlib import import_module
from pathlib import Path
from threading import Barrier
from typing import Any

import boto3
import pytest
import requests_mock
import responses
from freezegun import freeze_time
from moto import mock_aws

from pinpoint_mock import beside_moto, mock_pinpoint_v2

OTHER_ACCOUNT_ID = "444455556666"

ODD_ENVIRONMENTS: list[dict[str, str | None]] = [
    dict.fromkeys(("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_DEFAULT_REGION")),
    {"AWS_SECRET_ACCESS_KEY": None},
    {"AWS_PROFILE": "nowhere"},
    {"AWS_CONFIG_FILE": "/nowhere", "AWS_SHARED_CREDENTIALS_FILE": "/nowhere"},
    {"AWS_CONFIG_FILE": "config"},
    {"AWS_USE_FIPS_ENDPOINT": "true"},
    {"AWS_USE_DUALSTACK_ENDPOINT": "true"},
    {"AWS_ENDPOINT_URL": "http://192.0.2.1", "AWS_ENDPOINT_URL_SNS": "http://192.0.2.1"},
    {"AWS_DEFAULTS_MODE": "auto", "AWS_EC2_METADATA_DISABLED": None},
    {"AWS_RETRY_MODE": "adaptive", "AWS_MAX_ATTEMPTS": "many"},
    {"AWS_CA_BUNDLE": "/nowhere"},
    {"HTTPS_PROXY": "http://192.0.2.1"},
    {"AWS_CSM_ENABLED": "true", "AWS_CSM_HOST": "192.0.2.1"},
]


@pytest.mark.usefixtures("first_publishing")
class TestSurroundings:
    @pytest.mark.usefixtures("moto")
    @pytest.mark.parametrize("environment", ODD_ENVIRONMENTS, ids="+".join)
    def test_the_environment_of_who_runs_it_makes_no_difference(
        self,
        environment: dict[str, str | None],
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
        here: Any,
        publish_to_all: Any,
    ) -> None:
        config = "[default]\nregion = mars-1\nendpoint_url = http://192.0.2.1\nuse_fips_endpoint = true\n"
        (tmp_path / "config").write_text(config)
        here.make_all()
        with monkeypatch.context() as odd:
            odd.chdir(tmp_path)
            odd.setattr("botocore.utils.proxy_bypass", socket.gethostbyname)  # as macOS may look for an exception
            for name, value in environment.items():
                if value is None:
                    odd.delenv(name, raising=False)
                else:
                    odd.setenv(name, value)
            publish_to_all(here)
        here.must_have_all()

    @pytest.mark.usefixtures("moto")
    @pytest.mark.parametrize(
        "surrounding",
        [
            responses.RequestsMock,
            requests_mock.Mocker,
            lambda: freeze_time("2024-02-29 12:00:00"),
            lambda: freeze_time("2035-02-28 12:00:00", tz_offset=-5),
        ],
        ids=["responses", "requests-mock", "freezegun", "freezegun of another timezone"],
    )
    def test_nor_does_another_mock(
        self,
        surrounding: Callable[[], AbstractContextManager[Any]],
        here: Any,
        place_of: Any,
        publish: Any,
        publish_to_all: Any,
    ) -> None:
        # cryptography, with which moto signs, keeps the first datetime class that it meets: not freezegun's, please.
        place_of("eu-west-1").make_topic()
        publish["sns"](place_of("eu-west-1"))
        here.make_all()
        with surrounding():
            publish_to_all(here)
            here.must_have_all()

    @pytest.mark.parametrize("order", [(mock_aws, mock_pinpoint_v2), (mock_pinpoint_v2, mock_aws)])
    def test_moto_may_be_around_our_mock_or_inside_and_start_again(
        self, order: tuple[Any, Any], here: Any, publish_to_all: Any
    ) -> None:
        for _ in range(2):
            with order[0](), order[1]():
                here.make_all()
                publish_to_all(here)
                here.must_have_all()

    def test_moto_may_be_loaded_again(self, monkeypatch: pytest.MonkeyPatch, here: Any, publish: Any) -> None:
        """As by the tests of a pytest plugin, each of which forgets what it has loaded."""
        with mock_aws():
            here.make_topic()
            publish["sns"](here)
        handlers = sys.modules["botocore.handlers"].BUILTIN_HANDLERS
        monkeypatch.setattr("botocore.handlers.BUILTIN_HANDLERS", handlers.copy())
        for name in [name for name in sys.modules if name.partition(".")[0] == "moto"]:
            monkeypatch.delitem(sys.modules, name)
        import moto  # the other one

        with moto.mock_aws():
            here.make_topic()
            publish["sns"](here)
            assert len(here.in_queue("of-topic")) == 1

    @pytest.mark.usefixtures("moto")
    def test_many_threads_may_publish_at_once(self, here: Any, publish: Any) -> None:
        here.make_log_group()
        with ThreadPoolExecutor(8) as threads:
            list(threads.map(lambda _: publish["logs"](here), range(40)))
        assert len(here.in_log_group()) == 40


@pytest.mark.usefixtures("moto")
class TestAccounts:
    """Of several accounts, where MOTO_ACCOUNT_ID says that there is one."""

    def test_an_arn_leads_to_its_own(self, monkeypatch: pytest.MonkeyPatch, place_of: Any, publish_to_all: Any) -> None:
        there = place_of(account_id=OTHER_ACCOUNT_ID)
        there.make_all()
        with monkeypatch.context() as elsewhere:
            elsewhere.setenv("MOTO_ACCOUNT_ID", "777788889999")
            with beside_moto.reading_account_headers():  # as another thread may meanwhile
                publish_to_all(there)
                assert there.client("sts").get_caller_identity()["Account"] == OTHER_ACCOUNT_ID
        there.must_have_all()

    def test_what_others_ask_of_moto_meanwhile_is_of_theirs(
        self, monkeypatch: pytest.MonkeyPatch, here: Any, publish: Any
    ) -> None:
        response_class: Any = sys.modules["moto.core.responses"].BaseResponse
        before = response_class.get_current_account
        together = Barrier(2, timeout=20)
        account_ids = []

        def meanwhile(*_: Any, **__: Any) -> str:
            together.wait()
            account_ids.append(boto3.client("sts", "us-east-1").get_caller_identity()["Account"])
            together.wait()
            return "message-1"

        monkeypatch.setenv("MOTO_ACCOUNT_ID", "777788889999")
        monkeypatch.setattr(import_module("moto.sns.models").SNSBackend, "publish", meanwhile)
        with ThreadPoolExecutor() as threads:
            list(threads.map(publish["sns"], [here] * 2))
        assert account_ids == ["777788889999"] * 2
        assert response_class.get_current_account is before
