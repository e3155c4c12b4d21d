"""botocore's description of this service, as installed, loaded once."""

from __future__ import annotations

from functools import cache

from botocore.loaders import Loader
from botocore.model import OperationModel, ServiceModel, Shape

SERVICE_NAME = "pinpoint-sms-voice-v2"


@cache
def service_model() -> ServiceModel:
    return ServiceModel(Loader().load_service_model(SERVICE_NAME, "service-2"), SERVICE_NAME)


@cache
def operation_model(name: str) -> OperationModel:
    return service_model().operation_model(name)


@cache
def error_codes(operation: str) -> frozenset[str]:
    """The codes of the errors that the model lists for an operation."""
    return frozenset(shape.name for shape in operation_model(operation).error_shapes)


@cache
def dns_suffixes() -> frozenset[str]:
    """What the hosts of AWS end in, in each partition: "amazonaws.com", "api.aws", ..."""
    outputs = [partition["outputs"] for partition in Loader().load_data("partitions")["partitions"]]
    return frozenset(each[name] for each in outputs for name in ("dnsSuffix", "dualStackDnsSuffix"))


def members(shape: Shape) -> dict[str, Shape]:
    """The members of a structure, in the model's order."""
    return dict(shape.members)


def enum_values(shape_name: str) -> tuple[str, ...]:
    return tuple(service_model().shape_for(shape_name).enum)
