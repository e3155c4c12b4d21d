"""Publishing to moto: what is sent on to a topic, a delivery stream, a log group or an event bus arrives there.

Nobody but moto ever answers. Where its mock doesn't run, or passes a service's requests through, nothing is published:
the clients made here have no way to the network. What is wrong is a ClientError, an error of moto's own among them.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Mapping
from functools import cache, partial, wraps
from threading import Lock
from types import ModuleType
from typing import Any, ParamSpec

from botocore.config import Config
from botocore.configprovider import BOTOCORE_DEFAUT_SESSION_VARIABLES
from botocore.exceptions import ClientError
from botocore.session import Session

from .. import beside_moto

P = ParamSpec("P")


class _NobodyAnsweredError(RuntimeError):
    """moto let a request pass, and so it is lost."""


def has_event_rules() -> bool:
    """Whether anybody listens on a default event bus; it costs nothing where moto's EventBridge was never used."""
    return beside_moto.is_running() and beside_moto.has_event_rules()


def _publishes(function: Callable[P, None]) -> Callable[P, None]:
    @wraps(function)
    def publish(*args: P.args, **kwargs: P.kwargs) -> None:
        if not beside_moto.is_running():
            return
        try:
            with beside_moto.heeding_account_headers():
                function(*args, **kwargs)
        except ClientError:
            raise
        except _NobodyAnsweredError:
            return
        except Exception as error:
            # An AWS service would say so of its own; here moto has no such target, or the ARN isn't one.
            raise _client_error("InternalFailure", f"{type(error).__name__}: {error}", function.__name__) from error

    return publish


@_publishes
def publish_to_topic(topic_arn: str, message: str) -> None:
    """A plain notification: without a subject, and without attributes."""
    client, _ = _addressed("sns", topic_arn)
    client.publish(TopicArn=topic_arn, Message=message)


@_publishes
def put_to_stream(delivery_stream_arn: str, data: str) -> None:
    """One record, which is a line: so are they read from the objects in S3."""
    client, tail = _addressed("firehose", delivery_stream_arn)
    client.put_record(DeliveryStreamName=tail.removeprefix("deliverystream/"), Record={"Data": f"{data}\n"})


@_publishes
def write_to_log_group(log_group_arn: str, log_stream_name: str, message: str, timestamp: int) -> None:
    """One log event, its timestamp in milliseconds; the log stream is made if it isn't there."""
    client, tail = _addressed("logs", log_group_arn)
    log_group_name = tail.removeprefix("log-group:").removesuffix(":*")
    stream = {"logGroupName": log_group_name, "logStreamName": log_stream_name}
    # The mock's clock may be ahead of moto's, which takes no log event from more than two hours ahead.
    latest = dt.datetime.now(dt.timezone.utc) + dt.timedelta(hours=2)
    event = {"timestamp": min(timestamp, int(latest.timestamp() * 1000)), "message": message}
    try:
        answer = client.put_log_events(**stream, logEvents=[event])
    except ClientError as error:
        _must_be("ResourceNotFoundException", error)
        try:
            client.create_log_stream(**stream)
        except ClientError as another:  # where another thread was first
            _must_be("ResourceAlreadyExistsException", another)
        answer = client.put_log_events(**stream, logEvents=[event])
    if rejected := answer.get("rejectedLogEventsInfo"):
        raise _client_error("InvalidParameterException", f"the log event was rejected: {rejected}", "PutLogEvents")


@_publishes
def put_to_event_bus(region_name: str, account_id: str, entry: Mapping[str, Any]) -> None:
    """One event on the default bus, as an entry of PutEvents: Source, DetailType, Detail, Time and Resources."""
    answer = _client("events", region_name, account_id).put_events(Entries=[entry])
    if answer["FailedEntryCount"]:
        [refused] = answer["Entries"]
        raise _client_error(refused["ErrorCode"], refused["ErrorMessage"], "PutEvents")


def _must_be(code: str, error: ClientError) -> None:
    """Raise any other error. Not told by its class: threads that use a new client at once may each make their own."""
    if error.response["Error"]["Code"] != code:
        raise error


def _client_error(code: str, message: str, operation: str) -> ClientError:
    return ClientError({"Error": {"Code": code, "Message": message}}, operation)


def _addressed(service: str, arn: str) -> tuple[Any, str]:
    """A client for where an ARN says that the resource is, and the ARN's tail."""
    _, _, _, region_name, account_id, tail = arn.split(":", 5)
    return _client(service, region_name, account_id), tail


def _client(service: str, region_name: str, account_id: str) -> Any:
    moto = beside_moto.running()
    if moto is None:
        raise _NobodyAnsweredError
    with _making_a_client:
        return _client_of(moto, service, region_name, account_id)


_making_a_client = Lock()


@cache
def _client_of(moto: ModuleType, service: str, region_name: str, account_id: str) -> Any:
    client = _session(moto).create_client(
        service,
        region_name=region_name,
        aws_access_key_id="pinpoint-mock",
        aws_secret_access_key="pinpoint-mock",
        config=Config(
            retries={"mode": "standard", "total_max_attempts": 1},
            proxies={},  # the search for some may ask for a host's address
            ignore_configured_endpoint_urls=True,
        ),
    )
    client._endpoint.http_session = _NoNetwork()
    client.meta.events.register("before-call", partial(_name_account, account_id))
    return client


@cache
def _session(_moto: ModuleType) -> Session:
    """One session for each time that moto was loaded: its handler is among those that a session begins with.

    It knows nothing of the environment and the configuration files of who runs it.
    """
    variables = {
        name: (None, None, default, conversion)
        for name, (_, _, default, conversion) in BOTOCORE_DEFAUT_SESSION_VARIABLES.items()
    }
    for file in ("config_file", "credentials_file"):
        variables[file] = (None, None, os.devnull, None)
    return Session(session_vars=variables)


class _NoNetwork:
    """In place of a client's HTTP session, which gets only what moto's handler hasn't answered."""

    def send(self, request: Any) -> Any:
        raise _NobodyAnsweredError(request.url)


def _name_account(account_id: str, params: dict[str, Any], **_: Any) -> None:
    params["headers"][beside_moto.ACCOUNT_HEADER] = account_id
