"""Fixtures and settings of all tests: a mocked client, no network, and no AWS configuration of the machine."""

from __future__ import annotations

import os
import runpy
import sys
from collections.abc import Callable, Iterator
from functools import cache, partial
from pathlib import Path
from typing import Any

import botocore.session  # noqa: F401 - after a pytester run it would be loaded again, and moto wouldn't know it
import cryptography.x509  # noqa: F401 - moto's; loaded anew after a pytester run, it wouldn't fit its own Rust half
import pytest
from botocore.exceptions import ClientError
from botocore.loaders import JSONFileLoader
from botocore.validate import ParamValidator

from pinpoint_mock import PinpointMock
from pinpoint_mock.errors import ServiceException
from pinpoint_mock.protocol.model import error_codes, operation_model
from pinpoint_mock.wiring import OPERATIONS

pytest_plugins = ["pytester"]

NO_NETWORK = Path(__file__).parent / "tests" / "no_network"


def no_aws_configuration() -> None:
    """Hide the environment's credentials, profiles, regions and proxies from the tests and their child processes."""
    for name in list(os.environ):
        if name.startswith(("AWS_", "MOTO_")) or name.lower().endswith("_proxy"):
            del os.environ[name]
    os.environ.update(
        AWS_CONFIG_FILE=os.devnull, AWS_SHARED_CREDENTIALS_FILE=os.devnull, AWS_EC2_METADATA_DISABLED="true"
    )


def no_network() -> list[str]:
    """Load tests/no_network/sitecustomize.py, here and in all child processes. Return the hosts that it refuses."""
    path = NO_NETWORK / "sitecustomize.py"
    paths = os.environ.get("PYTHONPATH", "").split(os.pathsep)
    if str(NO_NETWORK) not in paths:
        os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [str(NO_NETWORK), *paths]))
    at_start = sys.modules.get("sitecustomize")
    is_loaded = at_start is not None and at_start.__file__ == str(path)  # as in xdist's workers
    attempts: list[str] = (vars(at_start) if is_loaded else runpy.run_path(str(path)))["attempts"]
    return attempts


# The longest tests, which CI runs once.
LONG = {
    "test_any_sequence.py",
    "test_any_size.py",
    "test_fuzz",
    "test_random_stories",
    "test_threads.py",
    "test_ways_to_run.py",
}


@pytest.hookimpl(tryfirst=True)  # before -m "not long"
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if LONG.intersection(item.path.parts):
            item.add_marker("long")


# Before any test file is imported.
no_aws_configuration()
refused_hosts = no_network()

# Without this, every botocore session reads AWS's models again, which takes most of the time of a test that makes one.
read_once = cache(partial(JSONFileLoader.load_file, JSONFileLoader()))
JSONFileLoader.load_file = lambda _, path: read_once(path)


@pytest.fixture(autouse=True)
def environment_of_its_own() -> Iterator[None]:
    """Restore the environment variables after the test."""
    before = dict(os.environ)
    yield
    if dict(os.environ) != before:
        os.environ.clear()
        os.environ.update(before)


@pytest.fixture(autouse=True)
def attempts() -> Iterator[list[str]]:
    """Return the hosts that the test has tried to reach. If there are any, it fails, even if it caught the error."""
    yield refused_hosts
    asked_for = refused_hosts.copy()
    refused_hosts.clear()
    assert not asked_for, "the test tried to leave this machine"


@pytest.fixture
def client(pinpoint_v2: PinpointMock, pinpoint_v2_client: Any) -> Iterator[Any]:
    """Return a client of a new mock. After the test, check all of the mock's answers against botocore's model."""
    yield pinpoint_v2_client
    for call in pinpoint_v2.calls:
        if call.result is not None:
            model = operation_model(call.operation).output_shape
            report = ParamValidator().validate(call.result, model).generate_report().splitlines()
            # The model requires an item in some lists; an empty list is the best answer where there is none.
            assert not [line for line in report if "value: 0, valid min length: 1" not in line], call.operation
        elif isinstance(call.error, ServiceException):
            assert call.error.code in error_codes(call.operation), f"{call.operation} has no {call.error.code}"


@pytest.fixture
def unmocked() -> Iterator[str]:
    """Return an operation that isn't mocked while the test runs, like those that only a newer botocore has."""
    every = dict(OPERATIONS)
    del OPERATIONS["DescribeRcsAgents"]
    yield "DescribeRcsAgents"
    OPERATIONS.clear()
    OPERATIONS.update(every)  # in the order of the code, which the table of operations has


@pytest.fixture
def refused() -> Callable[..., dict[str, Any]]:
    """Make a call that the service refuses: `refused("ConflictException", client.delete_pool, PoolId=...)`.

    Check the error's code, and return the error's members, those of the model at the top level.
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
    """Request a number, by default a simulator of the US for SMS. Return the answer."""

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


PNG = b"\x89PNG\r\n\x1a\n" + bytes(8)


@pytest.fixture
def fill(client: Any) -> Callable[..., None]:
    """Give required fields of a registration the examples of their definitions, and other fields the given values."""

    def call(registration_id: str, **values: Any) -> None:
        registration = client.describe_registrations(RegistrationIds=[registration_id])["Registrations"][0]
        pages = client.get_paginator("describe_registration_field_definitions").paginate(
            RegistrationType=registration["RegistrationType"]
        )
        for definition in (each for page in pages for each in page["RegistrationFieldDefinitions"]):
            path = definition["FieldPath"]
            if definition["FieldRequirement"] == "REQUIRED" or path in values:
                value = values[path] if path in values else _example(client, definition)
                client.put_registration_field_value(RegistrationId=registration_id, FieldPath=path, **value)

    return call


def _example(client: Any, definition: dict[str, Any]) -> dict[str, Any]:
    if definition["FieldType"] == "SELECT":
        return {"SelectChoices": definition["SelectValidation"]["Options"][:1]}
    if definition["FieldType"] == "ATTACHMENT":
        attachment = client.create_registration_attachment(AttachmentBody=PNG)["RegistrationAttachmentId"]
        client.describe_registration_attachments()  # by now it is uploaded
        return {"RegistrationAttachmentId": attachment}
    validation, hints = definition["TextValidation"], definition["DisplayHints"]
    return {"TextValue": hints.get("ExampleTextValue") or "x" * validation["MinLength"]}


@pytest.fixture
def approved(client: Any, pinpoint_v2: PinpointMock, file: Callable[..., str]) -> Callable[..., str]:
    """Fill in a registration, associate it with its resources, submit and approve it. Return its id."""

    def call(registration_type: str, *associated: str, **values: Any) -> str:
        registration_id = file(registration_type, *associated, **values)
        client.submit_registration_version(RegistrationId=registration_id)
        pinpoint_v2.approve(registration_id)
        return registration_id

    return call


@pytest.fixture
def file(client: Any, fill: Callable[..., None]) -> Callable[..., str]:
    """Fill in a registration and associate it with its resources, without submitting it. Return its id."""

    def call(registration_type: str, *associated: str, **values: Any) -> str:
        registration_id = str(client.create_registration(RegistrationType=registration_type)["RegistrationId"])
        fill(registration_id, **values)
        for resource_id in associated:
            client.create_registration_association(RegistrationId=registration_id, ResourceId=resource_id)
        return registration_id

    return call
