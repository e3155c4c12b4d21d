"""What all tests share: a mocked client, and AWS kept out of the machine's own configuration."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from botocore.exceptions import ClientError
from botocore.validate import ParamValidator

from pinpoint_mock import PinpointMock
from pinpoint_mock.errors import ServiceException
from pinpoint_mock.protocol.model import error_codes, operation_model

pytest_plugins = ["pytester"]


@pytest.fixture(autouse=True)
def no_aws_configuration(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """No test sees the credentials, profiles or regions of who runs it."""
    for name in list(os.environ):
        if name.startswith(("AWS_", "MOTO_")):
            monkeypatch.delenv(name)
    nowhere = tmp_path_factory.getbasetemp() / "no-such-file"
    monkeypatch.setenv("AWS_CONFIG_FILE", str(nowhere))
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(nowhere))
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")


@pytest.fixture
def client(pinpoint_v2: PinpointMock, pinpoint_v2_client: Any) -> Iterator[Any]:
    """A client on a mock of its own, all of whose answers are held to the model in the end."""
    yield pinpoint_v2_client
    for call in pinpoint_v2.calls:
        if call.result is not None:
            model = operation_model(call.operation).output_shape
            report = ParamValidator().validate(call.result, model)
            assert not report.has_errors(), f"{call.operation}: {report.generate_report()}"
        elif isinstance(call.error, ServiceException):
            assert call.error.code in error_codes(call.operation), f"{call.operation} has no {call.error.code}"


@pytest.fixture
def refused() -> Callable[..., dict[str, Any]]:
    """Call something that the service refuses: `refused("ConflictException", client.delete_pool, PoolId=...)`.

    Gives the error's modelled members, and checks that it has the code.
    """

    def call(code: str, function: Callable[..., Any], **parameters: Any) -> dict[str, Any]:
        with pytest.raises(ClientError) as caught:
            function(**parameters)
        response: dict[str, Any] = dict(caught.value.response)
        assert response["Error"]["Code"] == code, response
        assert response["ResponseMetadata"]["HTTPStatusCode"] == (500 if code == "InternalServerException" else 400)
        return response

    return call


@pytest.fixture
def request_number(client: Any) -> Callable[..., Any]:
    """Request a number, a US simulator for SMS unless told otherwise; the answer."""

    def request(**parameters: Any) -> Any:
        asked = {
            "IsoCountryCode": "US",
            "MessageType": "TRANSACTIONAL",
            "NumberCapabilities": ["SMS"],
            "NumberType": "SIMULATOR",
            **parameters,
        }
        return client.request_phone_number(**asked)

    return request
