"""Load the model of this service from the botocore that is installed, once."""

from __future__ import annotations

from functools import cache
from typing import Any

from botocore.loaders import Loader
from botocore.model import OperationModel, ServiceModel, Shape

SERVICE_NAME = "pinpoint-sms-voice-v2"


class _Loader(Loader):  # type: ignore[misc]  # botocore ships no types
    """Load botocore's data, without a look at the directories of hundreds of other services."""

    def list_available_services(self, _: str) -> list[str]:
        return [SERVICE_NAME]


_loader = _Loader()


@cache
def service_model() -> ServiceModel:
    """Return botocore's model of the service."""
    return ServiceModel(_loader.load_service_model(SERVICE_NAME, "service-2"), SERVICE_NAME)


@cache
def partitions() -> list[dict[str, Any]]:
    """Return botocore's table of AWS's partitions, with their regions and the ends of their host names."""
    found: list[dict[str, Any]] = _loader.load_data("partitions")["partitions"]
    return found


@cache
def operation_model(name: str) -> OperationModel:
    """Return the model of an operation by its name on the wire."""
    return service_model().operation_model(name)


@cache
def error_codes(operation: str) -> frozenset[str]:
    """Return the codes of the errors that the model lists for an operation."""
    return frozenset(shape.name for shape in operation_model(operation).error_shapes)


@cache
def dns_suffixes() -> frozenset[str]:
    """Return the ends of AWS's host names in all partitions: "amazonaws.com", "api.aws", ..."""
    outputs = [partition["outputs"] for partition in partitions()]
    return frozenset(each[name] for each in outputs for name in ("dnsSuffix", "dualStackDnsSuffix"))


@cache
def listed_member(operation: str) -> str:
    """Return the name of the list in the answer of a paged operation."""
    paginators = _loader.load_service_model(SERVICE_NAME, "paginators-1")["pagination"]
    if operation in paginators:
        return str(paginators[operation]["result_key"])
    output = operation_model(operation).output_shape
    return next(name for name, shape in members(output).items() if shape.type_name == "list")


def members(shape: Shape) -> dict[str, Shape]:
    """Return the members of a structure, in the model's order."""
    return dict(shape.members)


def enum_values(shape_name: str) -> tuple[str, ...]:
    """Return the values of an enum, in the model's order."""
    return tuple(service_model().shape_for(shape_name).enum)
