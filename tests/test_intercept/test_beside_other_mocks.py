"""Beside a test's own mocks of HTTP, around ours or inside it: each answers its own, and hears of nothing else."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import boto3
import pytest
import requests
import responses
from moto import mock_aws

from pinpoint_mock import PinpointMock, mock_pinpoint_v2

SERVICE = "pinpoint-sms-voice-v2"
OURS = "https://sms-voice.us-east-1.amazonaws.com/"
HEADERS = {"X-Amz-Target": "PinpointSMSVoiceV2.DescribeOptOutLists", "Content-Type": "application/x-amz-json-1.0"}
THEIRS = "https://example.com/"

ARN = "arn:aws:sms-voice:us-east-1:123456789012:opt-out-list/Default"
client = boto3.client(SERVICE, "us-east-1", aws_access_key_id="key", aws_secret_access_key="secret")

in_either_nesting = pytest.mark.parametrize("nesting", ["theirs around ours", "theirs inside ours"])


@contextmanager
def both(nesting: str, theirs: AbstractContextManager[Any]) -> Iterator[Any]:
    """Both mocks running; what theirs gives."""
    with ExitStack() as stack:
        if nesting == "theirs inside ours":
            stack.enter_context(mock_pinpoint_v2())
        given = stack.enter_context(theirs)
        if nesting == "theirs around ours":
            stack.enter_context(mock_pinpoint_v2())
        yield given


def ours_is_answered() -> None:
    """To boto3, and to requests."""
    [default] = client.describe_opt_out_lists()["OptOutLists"]
    [same] = requests.post(OURS, headers=HEADERS, data="{}").json()["OptOutLists"]
    assert default["OptOutListArn"] == same["OptOutListArn"] == ARN


@pytest.fixture
def local() -> Iterator[str]:
    """The url of a server in this process, whose answer is "local"."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Length", "5")
            self.end_headers()
            self.wfile.write(b"local")

        def log_message(self, *_: Any) -> None: ...

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


# Each of them -------------------------------------------------------------------------------------------------------


def get_with_requests(url: str) -> str:
    return requests.get(url).text


def get_with_httpx(url: str) -> str:
    text: str = pytest.importorskip("httpx").get(url).text
    return text


@contextmanager
def of_responses() -> Iterator[Callable[[], list[str]]]:
    with responses.RequestsMock() as mock:
        mock.get(THEIRS, body="theirs")
        yield lambda: [call.request.url for call in mock.calls]


@contextmanager
def of_respx() -> Iterator[Callable[[], list[str]]]:
    respx = pytest.importorskip("respx")
    with respx.mock:
        respx.get(THEIRS).respond(text="theirs")
        yield lambda: [str(call.request.url) for call in respx.calls]


@contextmanager
def of_requests_mock() -> Iterator[Callable[[], list[str]]]:
    with pytest.importorskip("requests_mock").Mocker() as mock:
        mock.get(THEIRS, text="theirs")
        yield lambda: [request.url for request in mock.request_history]


@in_either_nesting
@pytest.mark.parametrize(
    ("theirs", "get"),
    [(of_responses, get_with_requests), (of_requests_mock, get_with_requests), (of_respx, get_with_httpx)],
    ids=["responses", "requests-mock", "respx"],
)
def test_each_hears_of_its_own_only(nesting: str, theirs: Any, get: Callable[[str], str]) -> None:
    with both(nesting, theirs()) as heard:
        ours_is_answered()
        assert get(THEIRS) == "theirs"
        assert heard() == [THEIRS]


def test_pytest_httpxs_fixture_before_ours(httpx_mock: Any, pinpoint_v2: PinpointMock) -> None:
    httpx_mock.add_response(url=THEIRS, text="theirs")
    ours_is_answered()
    assert get_with_httpx(THEIRS) == "theirs"
    assert (len(httpx_mock.get_requests()), len(pinpoint_v2.calls)) == (1, 2)


def test_pytest_httpxs_fixture_after_ours(pinpoint_v2: PinpointMock, httpx_mock: Any) -> None:
    httpx_mock.add_response(url=THEIRS, text="theirs")
    ours_is_answered()
    assert get_with_httpx(THEIRS) == "theirs"
    assert (len(httpx_mock.get_requests()), len(pinpoint_v2.calls)) == (1, 2)


def test_requests_mocks_fixture_is_heard_beside_ours(requests_mock: Any, pinpoint_v2: PinpointMock) -> None:
    requests_mock.get(THEIRS, text="theirs")
    ours_is_answered()
    assert get_with_requests(THEIRS) == "theirs"
    assert (requests_mock.call_count, len(pinpoint_v2.calls)) == (1, 2)


@in_either_nesting
def test_requests_mock_lets_others_through_where_it_is_told_to(nesting: str, local: str) -> None:
    with both(nesting, pytest.importorskip("requests_mock").Mocker(real_http=True)) as mock:
        ours_is_answered()
        assert get_with_requests(local) == "local"
        assert [request.url for request in mock.request_history] == [local]


@in_either_nesting
def test_requests_are_answered_beside_moto(nesting: str) -> None:
    with both(nesting, mock_aws()):
        ours_is_answered()


# Particular to responses --------------------------------------------------------------------------------------------


@responses.activate
@mock_pinpoint_v2
def test_responses_decorator_above_ours() -> None:
    responses.get(THEIRS, body="theirs")
    ours_is_answered()
    assert get_with_requests(THEIRS) == "theirs"
    assert [call.request.url for call in responses.calls] == [THEIRS]


@mock_pinpoint_v2
@responses.activate(assert_all_requests_are_fired=True)
def test_responses_decorator_below_ours() -> None:
    responses.get(THEIRS, body="theirs")
    ours_is_answered()
    assert get_with_requests(THEIRS) == "theirs"
    assert [call.request.url for call in responses.calls] == [THEIRS]


@in_either_nesting
def test_a_response_that_was_not_asked_for_is_still_an_error(nesting: str) -> None:
    def run() -> None:
        with both(nesting, responses.RequestsMock()) as mock:
            mock.get(THEIRS, body="theirs")
            ours_is_answered()

    with pytest.raises(AssertionError, match=THEIRS):
        run()


@in_either_nesting
def test_a_host_that_nobody_answers_is_still_an_error(nesting: str) -> None:
    with both(nesting, responses.RequestsMock()):
        ours_is_answered()
        with pytest.raises(requests.ConnectionError):
            requests.get("https://example.org/")


@in_either_nesting
def test_a_passthrough_of_responses_goes_through(nesting: str, local: str) -> None:
    with both(nesting, responses.RequestsMock()) as mock:
        mock.add_passthru(local)
        ours_is_answered()
        assert get_with_requests(local) == "local"


# Particular to vcrpy ------------------------------------------------------------------------------------------------


@in_either_nesting
def test_a_cassette_of_vcrpys_records_and_plays_what_is_not_ours(nesting: str, tmp_path: Path, local: str) -> None:
    vcr = pytest.importorskip("vcr")
    for mode in ("once", "none"):  # records, and plays
        with both(nesting, vcr.use_cassette(str(tmp_path / "cassette.yaml"), record_mode=mode)) as cassette:
            ours_is_answered()
            assert get_with_requests(local) == "local"
        assert [request.uri for request in cassette.requests] == [local]
        assert cassette.play_count == (1 if mode == "none" else 0)
