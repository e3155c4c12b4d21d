"""`PinpointServer`: the mock behind a URL, started and stopped in Python."""

from __future__ import annotations

import base64
import json
import logging
import socket
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from subprocess import run
from typing import Any

import boto3
import pytest
import requests
from freezegun import freeze_time

from pinpoint_mock import PinpointMock, PinpointServer, mock_pinpoint_v2
from pinpoint_mock.protocol.model import operation_model

HEADERS = {"Content-Type": "application/x-amz-json-1.0"}
NUMBER = {
    "IsoCountryCode": "US",
    "MessageType": "TRANSACTIONAL",
    "NumberCapabilities": ["SMS"],
    "NumberType": "SIMULATOR",
}


def post(url: str, operation: str, parameters: Any = None) -> requests.Response:
    headers = {**HEADERS, "X-Amz-Target": f"PinpointSMSVoiceV2.{operation}"}
    return requests.post(url, json=parameters or {}, headers=headers, timeout=10)


def test_a_request_over_http_is_answered() -> None:
    with PinpointServer() as server:
        number = post(server.url, "RequestPhoneNumber", NUMBER).json()
        assert number["Status"] == "PENDING"
        [described] = post(server.url, "DescribePhoneNumbers").json()["PhoneNumbers"]
        assert (described["PhoneNumberId"], described["Status"]) == (number["PhoneNumberId"], "ACTIVE")
        assert [call.operation for call in server.pinpoint.calls] == ["RequestPhoneNumber", "DescribePhoneNumbers"]


def test_the_largest_attachment_fits_into_a_request(pinpoint_v2_server: PinpointServer) -> None:
    body = base64.b64encode(b"%PDF-1.7".ljust(5 * 1024 * 1024)).decode()
    if operation_model("CreateRegistrationAttachment").input_shape.members["AttachmentBody"].metadata["max"] < len(
        body
    ):
        pytest.skip("this botocore's documents are smaller")
    answer = post(pinpoint_v2_server.url, "CreateRegistrationAttachment", {"AttachmentBody": body})
    assert answer.json()["AttachmentStatus"] == "UPLOAD_IN_PROGRESS"


def test_another_process_is_answered_on_the_mock_of_the_test(
    pinpoint_v2: PinpointMock, pinpoint_v2_client: Any, pinpoint_v2_server: PinpointServer
) -> None:
    code = (
        "import boto3, sys; client = boto3.client('pinpoint-sms-voice-v2', endpoint_url=sys.argv[1]);"
        "client.create_opt_out_list(OptOutListName='promotions')"
    )
    run([sys.executable, "-c", code, pinpoint_v2_server.url], check=True, timeout=60)
    names = [each["OptOutListName"] for each in pinpoint_v2_client.describe_opt_out_lists()["OptOutLists"]]
    assert names == ["Default", "promotions"]
    assert pinpoint_v2_server.pinpoint is pinpoint_v2


SEND = {"DestinationPhoneNumber": "+33199005123", "MessageBody": "Hello"}


def set_listener(pinpoint: PinpointMock, function: Callable[[Any], object]) -> None:
    pinpoint.on_event(function)


def set_delivery(pinpoint: PinpointMock, function: Callable[[Any], object]) -> None:
    pinpoint.delivery = lambda message: str(function(message) and "DELIVERED")


def set_failure(pinpoint: PinpointMock, function: Callable[[Any], object]) -> None:
    pinpoint.fail("SendTextMessage", "ThrottlingException", when=lambda parameters: not function(parameters))


@pytest.mark.pinpoint_v2(allow_unmet_failures=True)
@pytest.mark.parametrize("give", [set_listener, set_delivery, set_failure])
def test_a_function_of_a_test_may_wait_for_another_answer_of_the_server(
    pinpoint_v2: PinpointMock,
    pinpoint_v2_server: PinpointServer,
    give: Callable[[PinpointMock, Callable[[Any], object]], None],
) -> None:
    answers = []

    def ask(_: object) -> bool:
        answers.append(requests.get(f"{pinpoint_v2_server.url}/health", timeout=5).status_code)
        return True

    give(pinpoint_v2, ask)
    assert post(pinpoint_v2_server.url, "SendTextMessage", SEND).status_code == 200
    assert set(answers) == {200}


@pytest.mark.pinpoint_v2(account_id="111122223333", transitions={"phone-number": "immediate"})
def test_the_options_of_the_marker_hold_for_the_server(pinpoint_v2_server: PinpointServer) -> None:
    number = post(pinpoint_v2_server.url, "RequestPhoneNumber", NUMBER).json()
    assert number["Status"] == "ACTIVE"
    assert ":111122223333:" in number["PhoneNumberArn"]


@pytest.mark.parametrize(("option", "right"), [("prot", "did you mean port"), ("account", "did you mean account_id")])
def test_a_slip_in_an_option_is_an_error_that_names_the_right_one(option: str, right: str) -> None:
    with pytest.raises(TypeError, match=f"'{option}' is not an option of PinpointServer; {right}"):
        PinpointServer(**{option: 1})  # type: ignore[arg-type]  # the slip


def test_a_host_is_a_text() -> None:
    with pytest.raises(TypeError, match="host=3: give the name or address to listen at"):
        PinpointServer(host=3)  # type: ignore[arg-type]  # the slip


def test_a_server_takes_the_options_of_the_mock() -> None:
    ids = set()
    for _ in range(2):
        with PinpointServer(seed=7, region_name="eu-west-1") as server:
            number = post(server.url, "RequestPhoneNumber", NUMBER).json()
            assert ":eu-west-1:" in number["PhoneNumberArn"]
            ids.add(number["PhoneNumberId"])
    assert len(ids) == 1


def test_a_wrong_option_is_a_type_error_that_tells_the_right_one() -> None:
    with pytest.raises(TypeError, match="account_tier"):
        PinpointServer(acount_tier="SANDBOX")  # type: ignore[call-arg]  # that is the point


def test_it_joins_the_mock_that_runs(pinpoint_v2: PinpointMock) -> None:
    with PinpointServer() as server:
        post(server.url, "CreateOptOutList", {"OptOutListName": "promotions"})
    assert [call.operation for call in pinpoint_v2.calls] == ["CreateOptOutList"]


def test_a_client_in_the_same_process_meets_the_same_state() -> None:
    with PinpointServer() as server:
        boto3.client("pinpoint-sms-voice-v2", endpoint_url=server.url).create_opt_out_list(OptOutListName="promotions")
        lists = post(server.url, "DescribeOptOutLists").json()["OptOutLists"]
        assert [each["OptOutListName"] for each in lists] == ["Default", "promotions"]


def test_it_can_be_started_and_stopped_by_hand_and_again() -> None:
    server = PinpointServer()
    for _ in range(2):
        url = server.start().url
        assert requests.get(f"{url}/health", timeout=10).json()["status"] == "ok"
        server.stop()
        with pytest.raises(requests.ConnectionError):
            requests.get(f"{url}/health", timeout=10)
    assert list(server.pinpoint.calls) == []


def test_a_second_start_and_a_second_stop_are_errors() -> None:
    server = PinpointServer()
    with pytest.raises(RuntimeError, match="isn't started"):
        server.stop()
    with server:
        with pytest.raises(RuntimeError, match="started already"):
            server.start()
        assert requests.get(f"{server.url}/health", timeout=10).ok


def test_url_and_mock_are_known_from_the_start_on() -> None:
    server = PinpointServer()
    with pytest.raises(RuntimeError, match="hasn't been started"):
        _ = server.url
    with pytest.raises(RuntimeError, match="hasn't been started"):
        _ = server.pinpoint


def test_it_listens_at_loopback_unless_told_otherwise() -> None:
    with PinpointServer() as server:
        assert server.url.startswith("http://127.0.0.1:")


@pytest.mark.skipif(not socket.has_ipv6, reason="this Python has no IPv6")
def test_it_listens_at_an_ipv6_address() -> None:
    try:
        server = PinpointServer(host="::1").start()
    except OSError:
        pytest.skip("this machine has no IPv6")
    try:
        assert server.url.startswith("http://[::1]:")
        assert requests.get(f"{server.url}/health", timeout=10).ok
    finally:
        server.stop()


def test_a_port_that_is_taken_is_an_error_that_says_what_would_do_and_leaves_no_mock_behind() -> None:
    with PinpointServer() as server:
        port = int(server.url.rpartition(":")[2])
    with socket.create_server(("127.0.0.1", port)):
        taken = PinpointServer(port=port)
        with pytest.raises(OSError, match=f"port {port} .* 0 for any free one"):
            taken.start()
    with pytest.raises(RuntimeError, match="isn't started"):
        taken.stop()
    with mock_pinpoint_v2() as pinpoint, taken:
        assert taken.pinpoint is pinpoint


@pytest.mark.parametrize("port", [-1, 65536, "80"])
def test_a_port_that_there_is_not_is_a_value_error(port: Any) -> None:
    with pytest.raises(ValueError, match="port="):
        PinpointServer(port=port)


def test_a_connection_is_kept_alive() -> None:
    with PinpointServer() as server:
        host, port = server.url.removeprefix("http://").split(":")
        connection = HTTPConnection(host, int(port), timeout=10)
        for _ in range(3):
            connection.request("GET", "/health")
            assert json.load(connection.getresponse())["status"] == "ok"
            assert connection.sock is not None, "the server has closed it"
        connection.close()


def test_an_idle_connection_does_not_hold_up_the_stop() -> None:
    with PinpointServer() as server:
        session = requests.Session()
        session.get(f"{server.url}/health", timeout=10)
    with pytest.raises(requests.ConnectionError):
        session.get(f"{server.url}/health", timeout=10)
    session.close()


def test_thirty_two_clients_at_once_lose_nothing() -> None:
    with PinpointServer(strict_quotas=False) as server, ThreadPoolExecutor(32) as pool:
        answers = list(pool.map(lambda _: post(server.url, "RequestPhoneNumber", NUMBER).json(), range(320)))
        assert len({answer["PhoneNumberId"] for answer in answers}) == 320
        numbers = post(server.url, "DescribePhoneNumbers", {"MaxResults": 100}).json()
        assert len(numbers["PhoneNumbers"]) == 100


@pytest.mark.parametrize("frozen", ["around", "inside", "until the stop", "from the start on"])
def test_frozen_time_is_told_and_does_not_hold_up_the_stop(frozen: str) -> None:
    server, freezer = PinpointServer(), freeze_time("2020-01-01T12:00:00Z")
    steps = {
        "around": [freezer.start, server.start, server.stop, freezer.stop],
        "inside": [server.start, freezer.start, freezer.stop, server.stop],
        "until the stop": [freezer.start, server.start, freezer.stop, server.stop],
        "from the start on": [server.start, freezer.start, server.stop, freezer.stop],
    }[frozen]
    for step in steps[:2]:
        step()
    created = post(server.url, "CreateOptOutList", {"OptOutListName": "promotions"}).json()["CreatedTimestamp"]
    now = requests.get(f"{server.url}/_pinpoint/clock", timeout=10).json()["now"]
    for step in steps[2:]:
        step()
    assert (now, created) == ("2020-01-01T12:00:00Z", 1577880000)


def test_a_request_that_tells_no_region_is_of_the_mocks_where_a_test_has_cleared_the_environment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with PinpointServer(region_name="eu-west-1") as server, monkeypatch.context() as patch:
        patch.delenv("AWS_DEFAULT_REGION")
        assert ":eu-west-1:" in post(server.url, "RequestPhoneNumber", NUMBER).json()["PhoneNumberArn"]


def test_each_request_is_a_line_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "pinpoint_mock.server"), PinpointServer() as server:
        post(server.url, "DescribePools")
        post(server.url, "DeletePool", {"PoolId": "pool-0123456789abcdef0123456789abcdef"})
        requests.get(f"{server.url}/_pinpoint/outbox", timeout=10)
    lines = [record.message.rpartition(" (")[0] for record in caplog.records if record.name == "pinpoint_mock.server"]
    assert lines == [
        "POST / 200 DescribePools",
        "POST / 400 DeletePool ResourceNotFoundException",
        "GET /_pinpoint/outbox 200",
    ]
