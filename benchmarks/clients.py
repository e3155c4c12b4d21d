"""Clients of the service, and one whose calls are answered by a canned response."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import boto3
from botocore.awsrequest import AWSResponse
from botocore.config import Config

from pinpoint_mock.protocol.call import Reply
from pinpoint_mock.protocol.model import SERVICE_NAME

REQUEST = {
    "IsoCountryCode": "US",
    "MessageType": "TRANSACTIONAL",
    "NumberCapabilities": ["SMS"],
    "NumberType": "SIMULATOR",
}
MESSAGE = {"DestinationPhoneNumber": "+447700900123", "MessageBody": "Your code is 123456"}


def client_of(**config: Any) -> Any:
    return boto3.client(
        SERVICE_NAME,
        region_name="us-east-1",
        aws_access_key_id="testing",
        aws_secret_access_key="testing",
        config=Config(retries={"mode": "standard", "total_max_attempts": 1}, **config),
    )


def canned(client: Any, reply: Reply) -> None:
    """Have a client's calls answered by one prebuilt response, wherever no mock runs, which would answer instead."""

    class Raw:
        def stream(self) -> Iterator[bytes]:
            yield reply.body

    response = AWSResponse("https://sms-voice.us-east-1.amazonaws.com/", reply.status, reply.headers, Raw())
    client.meta.events.register("before-send", lambda **_: response)
