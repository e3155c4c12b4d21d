"""The clients that a mock hands out: cheap, but each as much a client of its own as one of `boto3.client`."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Callable, Iterator
from typing import Any

import boto3
import pytest
from botocore.config import Config
from botocore.handlers import add_retry_headers
from botocore.stub import Stubber

from pinpoint_mock import PinpointMock

EVENTS = [
    "provide-client-params",
    "before-parameter-build",
    "before-endpoint-resolution",
    "before-call",
    "request-created",
    "choose-signer",
    "before-send",
    "response-received",
    "needs-retry",
    "after-call",
]


def heard_by(client: Any, *, register: str = "register") -> list[str]:
    """Return a list of the events that a client emits from now on."""
    heard: list[str] = []
    for event in EVENTS:
        getattr(client.meta.events, register)(f"{event}.*", lambda event_name, **_: heard.append(event_name))
    return heard


@pytest.mark.parametrize("register", ["register", "register_first", "register_last"])
def test_a_handler_of_one_client_is_called_with_the_events_of_this_client_only(
    pinpoint_v2: PinpointMock, register: str
) -> None:
    early = pinpoint_v2.client()
    early.describe_pools()
    one, other = pinpoint_v2.client(), pinpoint_v2.client()
    heard = heard_by(one, register=register)
    for client in (early, other, pinpoint_v2.client()):
        client.describe_pools()
    assert heard == []
    one.describe_pools()
    assert {each.partition(".")[0] for each in heard} == set(EVENTS)


def test_a_handler_that_one_client_removes_stays_with_the_others(pinpoint_v2: PinpointMock) -> None:
    one, other = pinpoint_v2.client(), pinpoint_v2.client()
    # botocore itself adds this header, by a handler of every client.
    event, handler = "request-created", add_retry_headers
    headers = {}
    for client in (one, other):
        client.meta.events.register_last(
            event, lambda request, client=client, **_: headers.update({client: request.headers})
        )
    one.meta.events.unregister(event, handler)
    one.describe_pools()
    other.describe_pools()
    assert ["amz-sdk-request" in headers[client] for client in (one, other)] == [False, True]


def test_a_stubbed_client_does_not_stub_the_others(pinpoint_v2: PinpointMock) -> None:
    one, other = pinpoint_v2.client(), pinpoint_v2.client()
    with Stubber(one) as stubber:
        stubber.add_response("describe_pools", {"NextToken": "stubbed"})  # type: ignore[no-untyped-call]  # botocore ships no types
        assert other.describe_pools()["Pools"] == []
        assert one.describe_pools()["NextToken"] == "stubbed"


def test_attributes_set_on_one_client_are_not_those_of_the_others(
    pinpoint_v2: PinpointMock, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = pinpoint_v2.client(), pinpoint_v2.client()
    monkeypatch.setattr(one, "describe_pools", lambda: "patched")
    monkeypatch.setattr(one.meta.config, "connect_timeout", 1)
    assert other.describe_pools()["Pools"] == pinpoint_v2.client().describe_pools()["Pools"] == []
    assert other.meta.config.connect_timeout == pinpoint_v2.client().meta.config.connect_timeout == 60


@pytest.mark.parametrize(
    ("arguments", "read", "expected"),
    [
        ({"region_name": "eu-west-1"}, lambda client: client.meta.region_name, "eu-west-1"),
        ({"account_id": "210987654321"}, lambda client: client._request_signer._credentials.access_key, "210987654321"),
        ({"config": Config(user_agent_extra="extra")}, lambda client: client.meta.config.user_agent_extra, "extra"),
        (
            {"config": Config(retries={"mode": "adaptive"})},
            lambda client: client.meta.config.retries["mode"],
            "adaptive",
        ),
        ({"endpoint_url": "http://localhost:1"}, lambda client: client.meta.endpoint_url, "http://localhost:1"),
        ({"verify": False}, lambda client: client._endpoint.http_session._verify, False),
    ],
)
def test_a_client_has_the_configuration_it_was_asked_for_before_and_after_others(
    pinpoint_v2: PinpointMock, arguments: dict[str, Any], read: Callable[[Any], object], expected: object
) -> None:
    for _ in range(2):
        assert read(pinpoint_v2.client(**arguments)) == expected
        assert read(pinpoint_v2.client()) != expected


def test_a_client_is_made_for_the_environment_of_its_time(
    pinpoint_v2: PinpointMock, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = pinpoint_v2.client().meta.endpoint_url
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://localhost:1")
    assert pinpoint_v2.client().meta.endpoint_url == "http://localhost:1"
    monkeypatch.undo()
    assert pinpoint_v2.client().meta.endpoint_url == before


def test_clients_that_retry_do_not_share_their_quota_of_retries(pinpoint_v2: PinpointMock) -> None:
    config = Config(retries={"mode": "standard", "total_max_attempts": 3})
    for _ in range(60):  # a quota is enough for some 100 retries
        pinpoint_v2.fail("DescribePools", "InternalServerException", times=2)
        assert pinpoint_v2.client(config=config).describe_pools()["ResponseMetadata"]["RetryAttempts"] == 2


@pytest.fixture
def without_collector() -> Iterator[None]:
    gc.collect()
    gc.disable()
    yield
    gc.enable()


@pytest.mark.usefixtures("without_collector")
def test_a_client_is_freed_when_nothing_refers_to_it(pinpoint_v2: PinpointMock) -> None:
    client = pinpoint_v2.client()
    heard_by(client)
    client.describe_pools()
    freed = weakref.ref(client)
    del client
    assert freed() is None


@pytest.mark.parametrize("mode", ["legacy", "standard", "adaptive"])
def test_a_client_of_boto3_emits_its_events_to_its_handlers_and_makes_its_headers(
    pinpoint_v2: PinpointMock, mode: Any
) -> None:
    client = boto3.client("pinpoint-sms-voice-v2", config=Config(retries={"mode": mode}, user_agent_extra="of-a-test"))
    heard, requests = heard_by(client), []
    client.meta.events.register("request-created", lambda request, **_: requests.append(request))
    assert client.describe_pools()["Pools"] == []
    if mode == "adaptive":  # its handler of this event would sleep
        heard.append("before-send")
    assert {each.partition(".")[0] for each in heard} == set(EVENTS)
    [request] = requests
    assert "of-a-test" in request.headers["User-Agent"]
    assert "amz-sdk-request" in request.headers
    pinpoint_v2.fail("DescribePools", "InternalServerException", times=1)
    assert client.describe_pools()["ResponseMetadata"]["RetryAttempts"] == 1
