"""Clients of different kinds with the same interface for a test: `any_client.call(operation, **parameters)`."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
from functools import cache, cached_property
from pathlib import Path
from subprocess import PIPE, Popen
from typing import Any, ClassVar
from urllib.parse import urlsplit

import boto3
import botocore.session
import pytest
import requests
from botocore import xform_name
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.config import Config
from botocore.credentials import Credentials
from botocore.exceptions import ClientError

ROOT = Path(__file__).resolve().parent.parent.parent
SERVICE = "pinpoint-sms-voice-v2"
NO_RETRIES: dict[str, Any] = {"retries": {"mode": "standard", "total_max_attempts": 1}}


class Refused(Exception):
    """An error answer, from any client: its code, its members beside the message, its HTTP status."""

    def __init__(self, code: str, message: str, members: dict[str, Any], status: int) -> None:
        super().__init__(f"{code}: {message}")
        self.code, self.members, self.status = code, members, status


class Client:
    """Call the service from an account in a region."""

    needs: ClassVar[tuple[str, ...]] = ()  # if one of these modules is missing, the tests are skipped
    refusal = Refused

    def __init__(self, request: pytest.FixtureRequest) -> None:
        for module in self.needs:
            pytest.importorskip(module)
        self.pinpoint = request.getfixturevalue("pinpoint_v2")
        self.account_id, self.region_name = "123456789012", "us-east-1"
        self._request = request

    def at(self, *, account_id: str | None = None, region_name: str | None = None) -> Client:
        """Return a client of the same kind for another account or another region."""
        other = type(self)(self._request)
        other.account_id, other.region_name = account_id or self.account_id, region_name or self.region_name
        return other

    def call(self, operation: str, **parameters: Any) -> dict[str, Any]:
        """Return the answer's members. The type of a timestamp depends on the client. Raise Refused for an error."""
        raise NotImplementedError

    def refused(self, code: str, operation: str, **parameters: Any) -> Refused:
        """Make a call that the service refuses with that code, and return the error."""
        with pytest.raises(Refused) as caught:
            self.call(operation, **parameters)
        assert caught.value.code == code, caught.value
        return caught.value

    def credentials(self) -> dict[str, str]:
        return {"aws_access_key_id": self.account_id, "aws_secret_access_key": "secret"}


def members_of(response: dict[str, Any]) -> dict[str, Any]:
    """Return an answer's members without what botocore has added to them."""
    return {name: value for name, value in response.items() if name not in ("ResponseMetadata", "Error")}


def refusal_of(error: ClientError) -> Refused:
    said, status = error.response["Error"], error.response["ResponseMetadata"]["HTTPStatusCode"]
    return Refused(said["Code"], said["Message"], members_of(dict(error.response)), status)


class Boto3Client(Client):
    session = staticmethod(cache(boto3.Session))  # one for all tests: it keeps what it has loaded

    @cached_property
    def client(self) -> Any:
        return self.session().client(SERVICE, self.region_name, config=Config(**NO_RETRIES), **self.credentials())

    def call(self, operation: str, **parameters: Any) -> dict[str, Any]:
        try:
            return members_of(getattr(self.client, xform_name(operation))(**parameters))
        except ClientError as error:
            raise refusal_of(error) from error


class BotocoreClient(Boto3Client):
    session = staticmethod(cache(botocore.session.get_session))

    @cached_property
    def client(self) -> Any:
        config = Config(**NO_RETRIES)
        return self.session().create_client(SERVICE, self.region_name, config=config, **self.credentials())


class AiobotocoreClient(Client):
    needs = ("aiobotocore",)

    @staticmethod
    @cache
    def session() -> Any:
        from aiobotocore.session import get_session

        return get_session()

    def client(self) -> Any:
        from aiobotocore.config import AioConfig

        config = AioConfig(**NO_RETRIES)
        return self.session().create_client(SERVICE, self.region_name, config=config, **self.credentials())

    def call(self, operation: str, **parameters: Any) -> dict[str, Any]:
        return asyncio.run(self._call(operation, parameters))

    async def _call(self, operation: str, parameters: dict[str, Any]) -> dict[str, Any]:
        async with self.client() as client:
            try:
                return members_of(await getattr(client, xform_name(operation))(**parameters))
            except ClientError as error:
                raise refusal_of(error) from error


class Aioboto3Client(AiobotocoreClient):
    needs = ("aioboto3",)

    @staticmethod
    @cache
    def session() -> Any:
        from aioboto3 import Session

        return Session()

    def client(self) -> Any:
        from aiobotocore.config import AioConfig

        config = AioConfig(**NO_RETRIES)
        return self.session().client(SERVICE, self.region_name, config=config, **self.credentials())


class RequestsClient(Client):
    """Sign and send with requests, without an SDK."""

    @property
    def url(self) -> str:
        return f"https://sms-voice.{self.region_name}.amazonaws.com/"

    def call(self, operation: str, **parameters: Any) -> dict[str, Any]:
        response = requests.post(self.url, data=json.dumps(parameters), headers=self.headers(operation, parameters))
        members: dict[str, Any] = response.json()
        if response.ok:
            return members
        code, message = members.pop("__type"), members.pop("Message")
        raise Refused(code, message, members, response.status_code)

    def headers(self, operation: str, parameters: dict[str, Any]) -> dict[str, str]:
        """Return the headers of the signed request."""
        target = {"X-Amz-Target": f"PinpointSMSVoiceV2.{operation}", "Content-Type": "application/x-amz-json-1.0"}
        signed = AWSRequest("POST", self.url, {**target, "Host": urlsplit(self.url).netloc}, json.dumps(parameters))
        SigV4Auth(Credentials(self.account_id, "secret"), "sms-voice", self.region_name).add_auth(signed)
        return dict(signed.headers)


class ServerClient(RequestsClient):
    """Send requests over HTTP, as code of another process does."""

    @property
    def url(self) -> str:
        url: str = self._request.getfixturevalue("pinpoint_v2_server").url
        return url


class NodeClient(Client):
    """Call the server with AWS's SDK for JavaScript."""

    def __init__(self, request: pytest.FixtureRequest) -> None:
        modules = ROOT / "build" / "clients" / "node" / "node_modules"
        if shutil.which("node") is None or not modules.exists():
            pytest.skip("Node or AWS's SDK for it isn't here: make clients")
        super().__init__(request)
        script = str(ROOT / "tests" / "clients" / "call.cjs")
        url = request.getfixturevalue("pinpoint_v2_server").url
        environment = {**os.environ, "NODE_PATH": str(modules)}
        self._process = Popen(["node", script, url], env=environment, stdin=PIPE, stdout=PIPE, text=True)
        request.addfinalizer(self._process.communicate)

    def call(self, operation: str, **parameters: Any) -> dict[str, Any]:
        call = {"operation": operation, "parameters": parameters}
        signer = {"region": self.region_name, "accessKeyId": self.account_id}
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps({**call, **signer}) + "\n")
        self._process.stdin.flush()
        answer: dict[str, Any] = json.loads(self._process.stdout.readline())
        if "result" in answer:
            return dict(answer["result"])
        error = answer["error"]
        members = {name: value for name, value in error["members"].items() if name not in ("message", "Message")}
        raise Refused(error["code"], error["members"].get("message", ""), members, error["status"])


CLIENTS: dict[str, type[Client]] = {
    "boto3": Boto3Client,
    "botocore": BotocoreClient,
    "aiobotocore": AiobotocoreClient,
    "aioboto3": Aioboto3Client,
    "requests": RequestsClient,
    "server": ServerClient,
    "node": NodeClient,
}


@pytest.fixture(params=CLIENTS)
def any_client(request: pytest.FixtureRequest) -> Client:
    """A client of each kind, with the mock running."""
    return CLIENTS[request.param](request)


@pytest.fixture
def no_network_of_botocores(monkeypatch: pytest.MonkeyPatch) -> None:
    """Raise an error for a request that botocore would send, also for one that gets credentials."""

    def send(_: Any, request: Any) -> Any:
        raise AssertionError(f"a request to {request.url} left the process")

    monkeypatch.setattr("botocore.httpsession.URLLib3Session.send", send)
