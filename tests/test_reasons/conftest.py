"""Refusals: each test has a mark `refusal`, which is a row of docs/reasons.md, and is held to it by `is_refused`.

The mark has the exception and its reason; `by`, the operation, or several for which all the rest is the same; `when`,
the condition; and `source`, how that is known. A test makes its calls, and then the one that is refused, by the
parameters of that alone. Of several operations each has its turn.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fnmatch import fnmatchcase
from typing import Any

import botocore
import pytest
from botocore import xform_name

from pinpoint_mock import PinpointMock
from pinpoint_mock.protocol.call import Call
from pinpoint_mock.protocol.model import operation_model, service_model
from pinpoint_mock.wiring import OPERATIONS


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "operation" in metafunc.fixturenames:
        by = metafunc.definition.get_closest_marker("refusal").kwargs["by"]
        metafunc.parametrize("operation", [by] if isinstance(by, str) else by)


@pytest.fixture
def is_refused(
    request: pytest.FixtureRequest, client: Any, pinpoint_v2: PinpointMock, operation: str, refused: Callable[..., Any]
) -> Iterator[Callable[..., None]]:
    """Have the operation refused for the test's reason: the first call that is, and it leaves everything as it was.

    `what` is what the error speaks of, as a pattern of the shell's: "pool/pool-*" by type and id, or
    "isoCountryCode" by its fields.
    """
    if operation not in service_model().operation_names:
        pytest.skip(f"botocore {botocore.__version__} has no {operation}")
    code, reason = request.node.get_closest_marker("refusal").args
    asked = []

    def call(what: str = "", /, **parameters: Any) -> None:
        assert [answered for answered in pinpoint_v2.calls if answered.error] == []
        before = survey(pinpoint_v2)
        asked.append(parameters)
        error = refused(code, getattr(client, xform_name(operation)), **parameters)
        assert error["Reason"] == reason
        assert f'Reason="{reason}"' in error["Error"]["Message"]
        assert fnmatchcase(spoken_of(error), what), spoken_of(error)
        assert survey(pinpoint_v2) == before

    yield call
    assert asked, "the test has asked for nothing"


def spoken_of(error: dict[str, Any]) -> str:
    if "ResourceType" in error:
        return f"{error['ResourceType']}/{error['ResourceId']}"
    return ",".join(field["Name"] for field in error.get("Fields", ()))


# The same in every account, and long.
UNCHANGING = {"DescribeNotifyTemplates", "DescribeRegistrationTypeDefinitions"}


def survey(pinpoint_v2: PinpointMock) -> list[Any]:
    """All that can be described without saying of what, and all that was sent. Without a client, for its many calls."""
    described = [
        pinpoint_v2._service.handle(Call(name, {}, "us-east-1")).members
        for name in sorted(OPERATIONS.keys() - UNCHANGING)
        if name.startswith("Describe") and not operation_model(name).input_shape.required_members
    ]
    return [described, list(pinpoint_v2.outbox), list(pinpoint_v2.events)]


@pytest.fixture
def number(request_number: Callable[..., Any]) -> Any:
    """A toll-free number of the US, for texts, media and calls."""
    return request_number(NumberType="TOLL_FREE", NumberCapabilities=["SMS", "MMS", "VOICE"])


@pytest.fixture
def pool(client: Any, number: Any) -> Any:
    """A pool of that number."""
    return client.create_pool(OriginationIdentity=number["PhoneNumberId"], MessageType="TRANSACTIONAL")


@pytest.fixture
def agent(client: Any) -> str:
    """The id of an RCS agent that has no registrations."""
    return str(client.create_rcs_agent()["RcsAgentId"])


@pytest.fixture
def launched(pinpoint_v2: PinpointMock, agent: str) -> str:
    """The same agent, launched in the US."""
    pinpoint_v2.launch(agent, "US")
    return agent
