"""Whatever error and reason the model has for an operation can be had by `fail`."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from botocore import xform_name
from botocore.config import Config

from pinpoint_mock import PinpointMock
from pinpoint_mock.protocol.model import enum_values, error_codes, service_model

MODELLED = sorted(service_model().operation_names)


@pytest.mark.parametrize("operation", MODELLED)
def test_every_error_of_an_operation_can_be_had(pinpoint_v2: PinpointMock, operation: str) -> None:
    client = pinpoint_v2.client(config=Config(parameter_validation=False))
    for error in error_codes(operation):
        pinpoint_v2.fail(operation, error)
        with pytest.raises(getattr(client.exceptions, error)) as caught:
            getattr(client, xform_name(operation))()
        status = 500 if error == "InternalServerException" else 400
        assert caught.value.response["ResponseMetadata"]["HTTPStatusCode"] == status


def test_every_reason_can_be_had(tool: SimpleNamespace, pinpoint_v2: PinpointMock) -> None:
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


def test_the_reasons_are_all_that_the_model_has(tool: SimpleNamespace) -> None:
    errors = {error for name in MODELLED for error in error_codes(name)}
    with_reasons = {error for error in errors if "Reason" in service_model().shape_for(error).members}
    assert with_reasons == {enum.removesuffix("Reason") for enum in tool.REASONS}
