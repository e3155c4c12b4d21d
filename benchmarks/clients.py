"""Make boto3 clients of the service, and let one get a constant answer instead of the mock's."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import boto3
from botocore.awsrequest import AWSResponse
from botocore.config import Config

from pinpoint_mock.protocol.call import Reply
from pinpoint_mock.protocol.model import SERVICE_NAME

REGION_NAME = "us-east-1"

REQUEST: dict[str, Any] = {
    "IsoCountryCode": "US",
    "MessageType": "TRANSACTIONAL",
    "NumberCapabilities": ["SMS"],
    "NumberType": "SIMULATOR",
}
MESSAGE: dict[str, Any] = {"DestinationPhoneNumber": "+33639980123", "MessageBody": "Your code is 123456"}


def client_of(service: str = SERVICE_NAME, endpoint_url: str | None = None, **config: Any) -> Any:
    """Return a boto3 client without retries. Keywords are those of botocore's `Config`."""
    return boto3.client(
        service,
        region_name=REGION_NAME,
        endpoint_url=endpoint_url,
        aws_access_key_id="testing",
        aws_secret_access_key="testing",
        config=Config(retries={"mode": "standard", "total_max_attempts": 1}, **config),
    )


def answer_always(client: Any, reply: Reply) -> None:
    """Let a client get one constant answer to every call that no mock answers."""

    class Raw:
        def stream(self) -> Iterator[bytes]:
            yield reply.body

    response = AWSResponse("https://sms-voice.us-east-1.amazonaws.com/", reply.status, reply.headers, Raw())
    client.meta.events.register("before-send", lambda **_: response)
