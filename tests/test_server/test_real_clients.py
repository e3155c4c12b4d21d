"""AWS's own clients of other languages, turned on the server; `make clients` installs them."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
from pathlib import Path
from subprocess import CompletedProcess, run

import pytest

from pinpoint_mock import PinpointServer

ROOT = Path(__file__).resolve().parent.parent.parent
INSTALLED = ROOT / "build" / "clients"
DOCUMENTS = [ROOT / "docs" / "doors.md", ROOT / "docs" / "how-to" / "other-languages.md"]
HERE = "http://127.0.0.1:4580"  # where the documents have the server

aws = shutil.which("aws", path=f"{INSTALLED / 'aws' / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}")
node = shutil.which("node") if (INSTALLED / "node" / "node_modules").exists() else None

with_aws = pytest.mark.skipif(aws is None, reason="the AWS CLI isn't here: make clients")
with_node = pytest.mark.skipif(node is None, reason="Node or AWS's SDK for it isn't here: make clients")


def blocks(language: str) -> list[str]:
    text = "\n".join(document.read_text("utf-8") for document in DOCUMENTS)
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)


@pytest.fixture
def environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Credentials and a region, as any user of these clients has."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "111122223333")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-west-1")
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")


@pytest.fixture
def server_with_credentials(
    environment: None, pinpoint_v2_server: PinpointServer, monkeypatch: pytest.MonkeyPatch
) -> PinpointServer:
    """Return a server, with credentials in the environment that are not the mock's own."""
    # The mock's own credentials, which are in the environment while it runs, would be those of the child processes.
    del environment
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "111122223333")
    monkeypatch.delenv("AWS_SESSION_TOKEN", raising=False)
    return pinpoint_v2_server


def command_line(server: PinpointServer, *arguments: str) -> CompletedProcess[str]:
    assert aws is not None
    command = [aws, "pinpoint-sms-voice-v2", *arguments, "--endpoint-url", server.url, "--output", "json"]
    return run(command, capture_output=True, text=True, timeout=60)


@with_aws
def test_the_command_line_makes_lists_and_reads_all_their_pages(server_with_credentials: PinpointServer) -> None:
    created = command_line(server_with_credentials, "create-opt-out-list", "--opt-out-list-name", "promotions")
    assert json.loads(created.stdout)["OptOutListArn"].startswith("arn:aws:sms-voice:eu-west-1:111122223333:")
    described = command_line(server_with_credentials, "describe-opt-out-lists", "--page-size", "1")
    names = [each["OptOutListName"] for each in json.loads(described.stdout)["OptOutLists"]]
    assert names == ["Default", "promotions"]
    assert len(server_with_credentials.pinpoint.calls) == 3


@with_aws
def test_the_command_line_is_refused_with_code_and_reason(server_with_credentials: PinpointServer) -> None:
    refused = command_line(server_with_credentials, "create-opt-out-list", "--opt-out-list-name", "Default")
    assert refused.returncode != 0
    assert "(ConflictException) when calling the CreateOptOutList operation" in refused.stderr
    assert "RESOURCE_ALREADY_EXISTS" in refused.stderr


@with_aws
def test_the_command_line_takes_an_operation_that_is_not_mocked_for_an_error_and_does_not_try_again(
    server_with_credentials: PinpointServer, monkeypatch: pytest.MonkeyPatch, unmocked: str
) -> None:
    monkeypatch.delenv("AWS_MAX_ATTEMPTS")
    refused = command_line(server_with_credentials, "describe-rcs-agents")
    assert refused.returncode != 0
    assert f"{unmocked} isn't mocked by pinpoint-mock" in refused.stderr
    assert len(server_with_credentials.pinpoint.calls) == 1


@with_aws
@pytest.mark.parametrize("line", [line for block in blocks("console") for line in block.splitlines() if "aws " in line])
def test_a_command_line_of_the_documents_works(server_with_credentials: PinpointServer, line: str) -> None:
    name, *arguments = shlex.split(line.replace(HERE, server_with_credentials.url))
    assert name == "aws"
    done = run([str(aws), *arguments], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)


@with_node
@pytest.mark.parametrize(
    ("code", "printed"),
    [*zip(blocks("js"), ["arn:aws:sms-voice:us-east-1:111122223333:opt-out-list/news\n", "pass 3\n"], strict=True)],
    ids=[document.stem for document in DOCUMENTS],
)
def test_the_javascript_of_the_documents_works(
    server_with_credentials: PinpointServer, tmp_path: Path, code: str, printed: str
) -> None:
    (tmp_path / "code.cjs").write_text(code.replace(HERE, server_with_credentials.url), "utf-8")
    environment = {**os.environ, "NODE_PATH": str(INSTALLED / "node" / "node_modules")}
    done = run([str(node), "code.cjs"], cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stdout + done.stderr
    assert printed in done.stdout


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl isn't here")
@pytest.mark.parametrize(
    "line", [line for block in blocks("console") for line in block.splitlines() if "curl " in line]
)
def test_a_curl_of_the_documents_works(server_with_credentials: PinpointServer, line: str) -> None:
    command = [*shlex.split(line.replace(HERE, server_with_credentials.url)), "--silent", "--fail"]
    done = run(command, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, line
    assert not done.stdout or isinstance(json.loads(done.stdout), dict | list)
