"""`fail` can raise every error and every reason that the model has for an operation."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from botocore import xform_name
from botocore.config import Config
from botocore.exceptions import ClientError

from pinpoint_mock import PinpointMock
from pinpoint_mock.protocol.model import enum_values, error_codes, service_model

MODELLED = sorted(service_model().operation_names)


def test_fail_raises_every_error_of_every_operation(pinpoint_v2: PinpointMock) -> None:
    client = pinpoint_v2.client(config=Config(parameter_validation=False))
    misses = []
    for operation in MODELLED:
        for error in sorted(error_codes(operation)):
            pinpoint_v2.fail(operation, error)
            expected = error, 500 if error == "InternalServerException" else 400
            came = error_of(client, operation)
            if came != expected:
                misses.append(f"{operation}: expected {expected}, but {came} came")
    assert not misses, "\n".join(misses)


def error_of(client: Any, operation: str) -> tuple[str, int] | str:
    """Call an operation, and return the class and the HTTP status of its error, or else what came."""
    try:
        answer = getattr(client, xform_name(operation))()
    except ClientError as error:
        return type(error).__name__, error.response["ResponseMetadata"]["HTTPStatusCode"]
    except Exception as error:
        return repr(error)
    return f"the answer {answer}"


def test_fail_raises_every_reason_of_every_error(tool: SimpleNamespace, pinpoint_v2: PinpointMock) -> None:
    client = pinpoint_v2.client()
    for enum in tool.REASONS:
        error = enum.removesuffix("Reason")
        operation = next(name for name in MODELLED if error in error_codes(name))
        call = getattr(pinpoint_v2.client(config=Config(parameter_validation=False)), xform_name(operation))
        for reason in enum_values(enum):
            pinpoint_v2.fail(operation, error, reason=reason)
            with pytest.raises(getattr(client.exceptions, error)) as caught:
                call()
            assert caught.value.response["Reason"] == reason


def test_the_errors_that_have_reasons_are_those_whose_reasons_are_tested(tool: SimpleNamespace) -> None:
    errors = {error for name in MODELLED for error in error_codes(name)}
    with_reasons = {error for error in errors if "Reason" in service_model().shape_for(error).members}
    assert with_reasons == {enum.removesuffix("Reason") for enum in tool.REASONS}
