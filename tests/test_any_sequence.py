"""Starts and stops of mocks, ours and others', in any order: who answers meanwhile, and that all is put back."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Callable
from contextlib import ExitStack
from functools import cache
from typing import Any

import boto3
import botocore.session
import pytest
import requests
import requests_mock
import responses
from botocore.client import BaseClient
from botocore.handlers import BUILTIN_HANDLERS
from botocore.loaders import create_loader
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from moto import mock_aws
from moto.core.models import MockAWS, botocore_stubber
from requests.adapters import HTTPAdapter

from pinpoint_mock import mock_pinpoint_v2

try:
    from aiobotocore.client import AioBaseClient
except ModuleNotFoundError:  # there is none yet for the newest botocore
    AioBaseClient = None

SERVICE = "pinpoint-sms-voice-v2"
KEYS = ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN")
REAL = "the user's own"
ENVIRONMENTS = st.fixed_dictionaries(
    {
        # Not "", which moto by itself doesn't put back. "testing" is what ours sets, too, and moto's manual tells to.
        **dict.fromkeys(KEYS, st.sampled_from([None, REAL, "testing"])),
        "AWS_DEFAULT_REGION": st.sampled_from([None, "", "ap-south-1"]),
        "AWS_REGION": st.sampled_from([None, "ap-south-2"]),
        "AWS_PROFILE": st.sampled_from([None, "in-no-file"]),
    }
)
OPTIONS: tuple[dict[str, Any], ...] = (
    {},
    {"region_name": "eu-west-1", "seed": 1},
    {"region_name": "eu-west-2", "transitions": {"phone-number": "immediate"}},
    {"seed": "two", "transitions": {"phone-number": "manual"}},
)
# What mocks replace, by those that do.
REPLACED: dict[str, list[tuple[Any, str]]] = {
    "ours": [
        (BaseClient, "_make_request"),
        *([] if AioBaseClient is None else [(AioBaseClient, "_make_request")]),
        (requests_mock.mocker, "_original_send"),
        (socket, "getaddrinfo"),
        (socket, "gethostbyname"),
        (socket, "gethostbyname_ex"),
        (MockAWS, "start"),
        (MockAWS, "stop"),
    ],
    "ours or requests-mock": [(requests.Session, "send")],
    "requests-mock": [(requests.Session, "get_adapter")],
    "moto or responses": [(HTTPAdapter, "send")],
}

old_session = requests.Session()


def handlers(client: Any) -> Any:
    """All that is registered on a client, by the parts of the events' names."""

    def below(node: dict[str, Any]) -> Any:
        return [*map(list, node["values"] or ())], {name: below(child) for name, child in node["children"].items()}

    return below(client.meta.events._emitter._handlers._root)


def credentials(key: str) -> dict[str, str]:
    return {"aws_access_key_id": key, "aws_secret_access_key": key}


class AnyOrder(RuleBasedStateMachine):
    """Ours start and stop in any order. So do others', but for the order that these need without us, too.

    moto and `responses` replace the same function of requests, so that among themselves they want to be stopped in the
    reverse of the order in which they were started; requests-mock replaces another, and wants the same of its own, ours
    included.
    """

    def __init__(self) -> None:
        super().__init__()
        self.mocks = [mock_pinpoint_v2(**options) for options in OPTIONS]
        self.ours: list[int] = []  # those that run, in the order of their starts
        self.by_hand: set[int] = set()
        self.others: list[Any] = []
        self.mockers: list[requests_mock.Mocker] = []
        self.inside: set[Any] = set()  # those of requests-mock that began while ours ran
        self.clients: list[tuple[Any, Any]] = []
        self.pinpoint: Any = None
        self.own_session: Any = None
        self.patch = pytest.MonkeyPatch()
        # One session needn't load again what another has.
        self.patch.setattr(botocore.session, "create_loader", cache(create_loader))
        # Nor may one example see what another has left behind, in the middle of its steps.
        self.patch.setattr(boto3, "DEFAULT_SESSION", None)
        self.patch.setattr(botocore_stubber, "enabled", False)
        for name in ("_nested_count", "_mocks_active"):
            self.patch.setattr(MockAWS, name, getattr(MockAWS, name))
        for replaced in REPLACED.values():
            for owner, name in replaced:
                self.patch.setattr(owner, name, getattr(owner, name))

    @initialize(environment=ENVIRONMENTS)
    def begin(self, environment: dict[str, str | None]) -> None:
        self.session = boto3.Session(region_name="us-west-2", **credentials("explicit"))
        for name, value in environment.items():
            if value is None:
                self.patch.delenv(name, raising=False)
            else:
                self.patch.setenv(name, value)
        self.environment = environment
        self.before = self.present()

    def present(self) -> dict[str, Any]:
        replaced = {kind: [getattr(owner, name) for owner, name in functions] for kind, functions in REPLACED.items()}
        lists = {"imports": list(sys.meta_path), "handlers": list(BUILTIN_HANDLERS)}
        return {**replaced, **lists, "environment": dict(os.environ)}

    def teardown(self) -> None:
        try:
            while self.ours or self.others or self.mockers:
                if self.mocker_may_stop():
                    self.stop_mocker()
                elif self.others:
                    self.stop_other()
                else:
                    self.stop(0, "with")
            self.all_is_put_back()
        finally:
            self.patch.undo()

    # Ours

    @rule(which=st.integers(0, len(OPTIONS) - 1), by_hand=st.booleans())
    def start(self, which: int, by_hand: bool) -> None:
        mock = self.mocks[which]
        if by_hand and which in self.by_hand:
            with pytest.raises(RuntimeError, match="started already"):
                mock.start()
            return
        if by_hand:
            self.by_hand.add(which)
        pinpoint = mock.start() if by_hand else mock.__enter__()
        assert (pinpoint is self.pinpoint) == bool(self.ours), "mocks that run at the same time are one world"
        self.pinpoint = pinpoint
        self.ours.append(which)

    @rule()
    def start_in_vain(self) -> None:
        with pytest.raises(KeyError, match="did you mean phone-number"):
            mock_pinpoint_v2(region_name="eu-west-3", transitions={"phone-numbers": "manual"}).start()

    @precondition(lambda self: len(self.ours) > 1 or (self.ours and not self.inside))
    @rule(which=st.integers(0, len(OPTIONS) - 1), how=st.sampled_from(["by hand", "with", "with an error"]))
    def stop(self, which: int, how: str) -> None:
        chosen = self.ours[which % len(self.ours)]
        mock = self.mocks[chosen]
        if chosen in self.by_hand and (how == "by hand" or self.ours.count(chosen) == 1):
            self.by_hand.remove(chosen)
            mock.stop()
        elif how == "with an error":
            block = ExitStack()
            block.push(mock)
            assert not block.__exit__(ZeroDivisionError, ZeroDivisionError(), None), "the error goes on"
        else:
            mock.__exit__(None, None, None)
        # One object's runs are alike: its latest leaves.
        del self.ours[len(self.ours) - 1 - self.ours[::-1].index(chosen)]

    # Others'

    @property
    def motos(self) -> list[Any]:
        return [each for each in self.others if isinstance(each, MockAWS)]

    @rule(kind=st.sampled_from([mock_aws, responses.RequestsMock]))
    def start_other(self, kind: Callable[[], Any]) -> None:
        self.others.append(kind())
        self.others[-1].start()

    @precondition(lambda self: self.others)
    @rule()
    def stop_other(self) -> None:
        self.others.pop().stop()

    @rule()
    def start_mocker(self) -> None:
        self.mockers.append(requests_mock.Mocker())
        self.mockers[-1].start()
        if self.ours:
            self.inside.add(self.mockers[-1])

    @precondition(lambda self: self.mocker_may_stop())
    @rule()
    def stop_mocker(self) -> None:
        self.inside.discard(self.mockers[-1])
        self.mockers.pop().stop()

    def mocker_may_stop(self) -> bool:
        """It replaces what ours replaces, and so begins and ends inside ours, or around it."""
        return bool(self.mockers) and bool(self.ours) == (self.mockers[-1] in self.inside)

    # The user's own

    @precondition(lambda self: len(self.clients) < 4)
    @rule(of_default_session=st.booleans())
    def make_client(self, of_default_session: bool) -> None:
        is_mocked = bool(self.ours or self.motos)
        if self.environment["AWS_PROFILE"] and not self.ours:
            return  # there is no such profile: only under our mock is a client made all the same
        if not of_default_session:
            client = self.session.client(SERVICE)
        else:
            given = {} if self.ours else {"region_name": "us-west-1"}
            client = boto3.client(SERVICE, **given, **({} if is_mocked else credentials("given")))
        if not is_mocked:
            self.own_session = boto3.DEFAULT_SESSION
        self.clients.append((client, handlers(client)))

    # What holds

    @invariant()
    def ours_answers_clients_of_any_age(self) -> None:
        for client, _ in self.clients if self.ours else ():
            before = len(self.pinpoint.calls)
            arn = client.describe_opt_out_lists()["OptOutLists"][0]["OptOutListArn"]
            assert arn.split(":")[3] == client.meta.region_name
            assert len(self.pinpoint.calls) == before + 1

    @invariant()
    def ours_answers_requests(self) -> None:
        if self.ours:
            headers = {
                "Content-Type": "application/x-amz-json-1.0",
                "X-Amz-Target": "PinpointSMSVoiceV2.DescribeOptOutLists",
            }
            answer = old_session.post("https://sms-voice.us-east-1.amazonaws.com/", b"{}", headers=headers)
            assert answer.json()["OptOutLists"][0]["OptOutListName"] == "Default"

    @invariant()
    def no_mock_shows_the_users_credentials(self) -> None:
        # moto by itself doesn't hide a session's token.
        hidden = KEYS if self.ours else KEYS[:2] if self.motos else ()
        assert all(os.environ[name] not in ("", REAL) for name in hidden)
        assert not hidden or self.own_session is None or boto3.DEFAULT_SESSION is not self.own_session

    @invariant()
    def the_innermost_options_hold(self) -> None:
        if self.ours:
            users = self.environment["AWS_DEFAULT_REGION"] or self.environment["AWS_REGION"]
            assert os.environ["AWS_DEFAULT_REGION"] == (users or self.option("region_name", "us-east-1"))
            rules = self.option("transitions", {"phone-number": "next-call"})
            assert self.pinpoint.transitions["phone-number"] == rules["phone-number"]

    def option(self, name: str, default: Any) -> Any:
        return next((OPTIONS[each][name] for each in reversed(self.ours) if name in OPTIONS[each]), default)

    @invariant()
    def nothing_of_a_client_is_touched(self) -> None:
        for client, before in self.clients:
            assert handlers(client) == before

    @invariant()
    def all_is_put_back(self) -> None:
        """As soon as none runs any more that may change it."""
        present = self.present()
        for what, who in (
            ("ours", self.ours),
            ("imports", self.ours),
            ("handlers", self.ours),
            ("environment", self.ours or self.motos),
            ("ours or requests-mock", self.ours or self.mockers),
            ("requests-mock", self.mockers),
            ("moto or responses", self.others),
        ):
            assert who or present[what] == self.before[what], what
        assert self.ours or self.motos or boto3.DEFAULT_SESSION is self.own_session


TestAnyOrder = AnyOrder.TestCase
TestAnyOrder.settings = settings(
    max_examples=60,
    stateful_step_count=25,
    deadline=None,
    phases=set(Phase) - {Phase.shrink},  # which takes longer than to read a sequence as it was found
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
