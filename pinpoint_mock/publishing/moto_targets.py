"""Publish to the topics, delivery streams, log groups and event buses that moto mocks.

Only moto ever answers: the clients made here can't reach the network. If moto doesn't run, or lets the requests of a
service pass, nothing is published. If a target refuses what is published, or if moto fails, ClientError is raised.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Mapping
from functools import cache, partial, wraps
from threading import Lock
from types import ModuleType
from typing import Any, NoReturn, ParamSpec

from botocore.awsrequest import AWSPreparedRequest
from botocore.client import BaseClient
from botocore.config import Config
from botocore.configprovider import BOTOCORE_DEFAUT_SESSION_VARIABLES
from botocore.exceptions import ClientError
from botocore.session import Session

from .. import beside_moto

P = ParamSpec("P")


class _NotAnsweredError(RuntimeError):
    """moto let a request pass, so that nothing is published."""


def _publishes(function: Callable[P, None]) -> Callable[P, None]:
    """Return a function that calls the given one while moto runs, and raises every error as a ClientError."""

    @wraps(function)
    def publish(*args: P.args, **kwargs: P.kwargs) -> None:
        if not beside_moto.is_running():
            return
        try:
            with beside_moto.reading_account_headers():
                function(*args, **kwargs)
        except ClientError:
            raise
        except _NotAnsweredError:
            return
        except Exception as error:
            # moto has no such target, or the ARN isn't one. AWS would answer with an error of the target's service.
            raise _client_error("InternalFailure", f"{type(error).__name__}: {error}", function.__name__) from error

    return publish


@_publishes
def publish_to_topic(topic_arn: str, message: str) -> None:
    """Publish a plain notification to an SNS topic, without a subject and without attributes."""
    client, _ = _client_and_tail("sns", topic_arn)
    client.publish(TopicArn=topic_arn, Message=message)


@_publishes
def put_to_stream(delivery_stream_arn: str, data: str) -> None:
    """Put a record on a Firehose delivery stream. It ends with a newline, so that objects in S3 can be read by line."""
    client, tail = _client_and_tail("firehose", delivery_stream_arn)
    client.put_record(DeliveryStreamName=tail.removeprefix("deliverystream/"), Record={"Data": f"{data}\n"})


@_publishes
def write_to_log_group(log_group_arn: str, log_stream_name: str, message: str, timestamp: int) -> None:
    """Write a log event, with its timestamp in milliseconds. Create the log stream if there is none of that name."""
    client, tail = _client_and_tail("logs", log_group_arn)
    log_group_name = tail.removeprefix("log-group:").removesuffix(":*")
    stream = {"logGroupName": log_group_name, "logStreamName": log_stream_name}
    # The mock's clock may be ahead of moto's, which refuses log events that are more than two hours ahead.
    latest = dt.datetime.now(dt.timezone.utc) + dt.timedelta(hours=2)
    event = {"timestamp": min(timestamp, int(latest.timestamp() * 1000)), "message": message}
    try:
        answer = client.put_log_events(**stream, logEvents=[event])
    except ClientError as error:
        _reraise_unless("ResourceNotFoundException", error)
        try:
            client.create_log_stream(**stream)
        except ClientError as another:  # another thread may have created it in the meantime
            _reraise_unless("ResourceAlreadyExistsException", another)
        answer = client.put_log_events(**stream, logEvents=[event])
    if rejected := answer.get("rejectedLogEventsInfo"):
        raise _client_error("InvalidParameterException", f"the log event was rejected: {rejected}", "PutLogEvents")


@_publishes
def put_to_event_bus(region_name: str, account_id: str, entry: Mapping[str, object]) -> None:
    """Put an event on the default event bus. The entry is one of PutEvents: Source, DetailType, Detail and so on."""
    answer = _client("events", region_name, account_id).put_events(Entries=[entry])
    if answer["FailedEntryCount"]:
        [refused] = answer["Entries"]
        raise _client_error(refused["ErrorCode"], refused["ErrorMessage"], "PutEvents")


def _reraise_unless(code: str, error: ClientError) -> None:
    """Raise an error with another code.

    The code is compared, and not the class, because threads that use a new client at once may each create the class.
    """
    if error.response["Error"]["Code"] != code:
        raise error


def _client_error(code: str, message: str, operation: str) -> ClientError:
    return ClientError({"Error": {"Code": code, "Message": message}}, operation)


def _client_and_tail(service: str, arn: str) -> tuple[BaseClient, str]:
    """Return a client for the account and region in an ARN, and the ARN's tail."""
    _, _, _, region_name, account_id, tail = arn.split(":", 5)
    return _client(service, region_name, account_id), tail


def _client(service: str, region_name: str, account_id: str) -> BaseClient:
    moto = beside_moto.running()
    if moto is None:
        raise _NotAnsweredError
    with _making_a_client:
        return _client_of(moto, service, region_name, account_id)


_making_a_client = Lock()


@cache
def _client_of(moto: ModuleType, service: str, region_name: str, account_id: str) -> BaseClient:
    client = _session(moto).create_client(
        service,
        region_name=region_name,
        aws_access_key_id="pinpoint-mock",
        aws_secret_access_key="pinpoint-mock",
        config=Config(
            retries={"mode": "standard", "total_max_attempts": 1},
            proxies={},  # otherwise the search for proxies may look up the address of a host
            ignore_configured_endpoint_urls=True,
        ),
    )
    client._endpoint.http_session = _NoNetwork()
    client.meta.events.register("before-call", partial(_name_account, account_id))
    return client


@cache
def _session(_moto: ModuleType) -> Session:
    """Return one session for each time that moto was loaded, since a session gets moto's handlers when it is made.

    The session doesn't read the user's environment and configuration files.
    """
    variables = {
        name: (None, None, default, conversion)
        for name, (_, _, default, conversion) in BOTOCORE_DEFAUT_SESSION_VARIABLES.items()
    }
    for file in ("config_file", "credentials_file"):
        variables[file] = (None, None, os.devnull, None)
    return Session(session_vars=variables)


class _NoNetwork:
    """A client's HTTP session. It gets only the requests that moto's handler hasn't answered, and sends none."""

    def send(self, request: AWSPreparedRequest) -> NoReturn:
        raise _NotAnsweredError(request.url)


def _name_account(account_id: str, params: Mapping[str, Any], **_: object) -> None:
    """Add the header that tells moto which account a request is for."""
    params["headers"][beside_moto.ACCOUNT_HEADER] = account_id
