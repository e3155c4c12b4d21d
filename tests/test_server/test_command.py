"""`pinpoint-mock serve`, run as a user runs it."""

from __future__ import annotations

import re
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from subprocess import PIPE, Popen, run

import pytest
import requests

from pinpoint_mock import PinpointServer
from pinpoint_mock.cli import main

COMMAND = [sys.executable, "-m", "pinpoint_mock"]


@contextmanager
def serve(*arguments: str) -> Iterator[tuple[Popen[str], str]]:
    """The running command and its URL."""
    process = Popen([*COMMAND, "serve", *arguments], stdout=PIPE, stderr=PIPE, text=True)
    try:
        assert process.stdout is not None
        found = re.search(r"http://\S+", process.stdout.readline())
        assert found is not None, process.stderr
        yield process, found[0]
    finally:
        process.kill()
        process.communicate()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_answers_logs_and_stops_cleanly_when_told_to(number: signal.Signals) -> None:
    with serve("--port", "0") as (process, url):
        session = requests.Session()  # a connection that is kept alive doesn't hold up the stop
        assert session.get(f"{url}/health", timeout=10).json()["status"] == "ok"
        process.send_signal(number)
        out, log = process.communicate(timeout=10)
        assert process.returncode == 0, log
        assert out.endswith("pinpoint-mock has stopped\n")
        assert re.fullmatch(r"\S+ \S+ GET /health 200 \(\d+\.\d ms\)\n", log)
        with pytest.raises(requests.ConnectionError):
            session.get(f"{url}/health", timeout=10)


def test_its_options_are_those_of_the_mock_and_win_over_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    options = [
        "--seed=7",
        "--account-id=111122223333",
        "--region-name=eu-west-1",
        "--transition=phone-number=immediate",
    ]
    request = {"IsoCountryCode": "US", "MessageType": "TRANSACTIONAL", "NumberType": "SIMULATOR"}
    headers = {"Content-Type": "application/x-amz-json-1.0", "X-Amz-Target": "PinpointSMSVoiceV2.RequestPhoneNumber"}
    numbers = []
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-west-2")
    with serve("--port", "0", *options) as (_, url):
        numbers.append(requests.post(url, json={**request, "NumberCapabilities": ["SMS"]}, headers=headers, timeout=10))
    with PinpointServer(seed=7) as server:
        numbers.append(
            requests.post(server.url, json={**request, "NumberCapabilities": ["SMS"]}, headers=headers, timeout=10)
        )
    of_command, of_python = (number.json() for number in numbers)
    assert of_command["PhoneNumberId"] == of_python["PhoneNumberId"]
    assert of_command["PhoneNumberArn"].startswith("arn:aws:sms-voice:eu-west-1:111122223333:")
    assert of_command["Status"] == "ACTIVE"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--account-tier=FREE"], "PRODUCTION, SANDBOX"),
        (["--account-id=12"], "twelve digits"),
        (["--transition=pol=immediate"], "did you mean pool"),
        (["--transition=pool=soon"], "next-call, immediate, manual"),
        (["--port=65536"], "0 for any free port"),
    ],
)
def test_a_wrong_option_is_one_line_that_says_what_would_do(
    capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    assert main(["serve", *arguments]) == 1
    assert said in capsys.readouterr().err


def test_a_transition_is_a_kind_and_a_rule(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["serve", "--transition=immediate"])
    assert "give KIND=RULE, for example phone-number=immediate" in capsys.readouterr().err


def test_a_host_that_there_is_not_is_one_line_that_says_what_would_do(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def find_nothing(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", find_nothing)
    assert main(["serve", "--host=nowhere"]) == 1
    assert capsys.readouterr().err.startswith("pinpoint-mock: there is no host 'nowhere' to listen at; give ")


def test_a_port_that_is_taken_is_one_line_that_says_what_would_do() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = run([*COMMAND, "serve", "--port", port], capture_output=True, text=True, timeout=60)
    assert done.returncode == 1
    assert re.fullmatch(rf"pinpoint-mock: port {port} at 127\.0\.0\.1 .*; give another, or 0 .*\n", done.stderr)


def test_without_its_extra_it_says_what_to_install() -> None:
    code = "import sys; sys.modules['uvicorn'] = None; from pinpoint_mock.cli import main; sys.exit(main(['serve']))"
    done = run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert done.returncode == 1
    assert done.stderr == "pinpoint-mock: the server needs an extra: pip install 'pinpoint-mock[server]'\n"
