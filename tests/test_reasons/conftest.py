"""Fixtures of the tests of refusals.

Each test has a mark `refusal`, which makes a row of docs/reasons.md, and calls `is_refused`, which checks that row.

The mark has the exception and its reason; `by`, the operation, or several operations that are refused in the same way;
`when`, the condition; and `source`, which says how the condition is known. A test makes its calls, and then gives
`is_refused` the parameters of the call that is refused. A test of several operations runs once for each of them.
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
) -> Iterator[Callable[..., dict[str, Any]]]:
    """Call the operation and check that it is refused for the test's reason. Return the error.

    It has to be the first refused call of the test, and it has to leave everything as it was.

    `what` is what the error names, as a pattern of the shell's: "pool/pool-*" is a resource's type and id,
    "isoCountryCode" is a field. `client` is another client to make the call with.
    """
    if operation not in service_model().operation_names:
        pytest.skip(f"botocore {botocore.__version__} has no {operation}")
    code, reason = request.node.get_closest_marker("refusal").args
    asked = []

    def call(what: str = "", /, client: Any = client, **parameters: Any) -> dict[str, Any]:
        assert [answered for answered in pinpoint_v2.calls if answered.error] == []
        before = survey(pinpoint_v2)
        asked.append(parameters)
        error: dict[str, Any] = refused(code, getattr(client, xform_name(operation)), **parameters)
        assert error["Reason"] == reason
        assert f'Reason="{reason}"' in error["Error"]["Message"]
        assert fnmatchcase(named_by(error), what), named_by(error)
        assert survey(pinpoint_v2) == before
        return error

    yield call
    assert asked, "the test has asked for nothing"


def named_by(error: dict[str, Any]) -> str:
    """Return the resource or the fields that the error names."""
    if "ResourceType" in error:
        return f"{error['ResourceType']}/{error['ResourceId']}"
    return ",".join(field["Name"] for field in error.get("Fields", ()))


# These are the same in every account, and long.
UNCHANGING = {"DescribeNotifyTemplates", "DescribeRegistrationTypeDefinitions"}

TAGGED = ("OptOutListArn", "PhoneNumberArn", "PoolArn", "SenderIdArn")
# The operations that show one resource's details: the parameter that names the resource, and the members of the
# described resources that have such names.
DETAILS = {
    "DescribeKeywords": ("OriginationIdentity", ("PhoneNumberId", "PoolId", "RcsAgentId")),
    "DescribeOptedOutNumbers": ("OptOutListName", ("OptOutListName",)),
    "DescribeRegistrationFieldValues": ("RegistrationId", ("RegistrationId",)),
    "DescribeRegistrationVersions": ("RegistrationId", ("RegistrationId",)),
    "GetResourcePolicy": ("ResourceArn", TAGGED),
    "ListPoolOriginationIdentities": ("PoolId", ("PoolId",)),
    "ListProtectConfigurationRuleSetNumberOverrides": ("ProtectConfigurationId", ("ProtectConfigurationId",)),
    "ListRegistrationAssociations": ("RegistrationId", ("RegistrationId",)),
    "ListTagsForResource": ("ResourceArn", TAGGED),
}


def survey(pinpoint_v2: PinpointMock) -> list[Any]:
    """Return all that the API shows of the account, and all that was sent.

    The calls are made without a client, since they are many.
    """

    def answer(operation: str, **parameters: Any) -> dict[str, Any]:
        reply = pinpoint_v2._service.handle(Call(operation, parameters, "us-east-1"))
        assert reply.status == 200, reply
        return dict(reply.members)

    described = [
        answer(name)
        for name in sorted(OPERATIONS.keys() - UNCHANGING)
        if name.startswith("Describe") and not operation_model(name).input_shape.required_members
    ]
    resources = [
        each for found in described for listed in found.values() if isinstance(listed, list) for each in listed
    ]
    details = [
        answer(operation, **{parameter: value})
        for operation, (parameter, members) in DETAILS.items()
        for value in sorted({each[name] for each in resources for name in members if name in each})
    ]
    rules = [
        answer("GetProtectConfigurationCountryRuleSet", ProtectConfigurationId=value, NumberCapability=capability)
        for value in sorted({each.get("ProtectConfigurationId", "") for each in resources} - {""})
        for capability in ("SMS", "MMS", "VOICE")
    ]
    sent = [list(each) for each in (pinpoint_v2.outbox, pinpoint_v2.events, pinpoint_v2.deliveries)]
    return [described, details, rules, sent]


@pytest.fixture(params=["CREATING", "DELETING"])
def pool_not_active(
    request: pytest.FixtureRequest, client: Any, pinpoint_v2: PinpointMock, toll_free_number: Any
) -> str:
    """Return the id of a pool that stays in this status."""
    if request.param == "CREATING":
        pinpoint_v2.transitions["pool"] = "manual"
    pool_id = client.create_pool(OriginationIdentity=toll_free_number["PhoneNumberId"], MessageType="TRANSACTIONAL")[
        "PoolId"
    ]
    if request.param == "DELETING":
        client.describe_pools()  # it is ACTIVE by now
        pinpoint_v2.transitions["pool"] = "manual"
        client.delete_pool(PoolId=pool_id)
    assert client.describe_pools()["Pools"][0]["Status"] == request.param
    return str(pool_id)


@pytest.fixture
def creation(operation: str, request_number: Callable[..., Any]) -> dict[str, Any]:
    """Return the parameters with which the operation makes a resource."""
    if operation == "CreatePool":
        return {"OriginationIdentity": request_number()["PhoneNumberId"], "MessageType": "TRANSACTIONAL"}
    if operation == "RequestPhoneNumber":
        kind = {"NumberCapabilities": ["SMS"], "NumberType": "SIMULATOR"}
        return {"IsoCountryCode": "US", "MessageType": "TRANSACTIONAL", **kind}
    return {f"{operation.removeprefix('Create')}Name": "promotions"}
