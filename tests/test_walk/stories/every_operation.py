"""What goes for whatever operation the mock has."""

from pinpoint_mock.protocol.model import operation_model, service_model
from pinpoint_mock.wiring import OPERATIONS


def malformed_requests(call):
    for operation in sorted(OPERATIONS.keys() & set(service_model().operation_names)):
        inputs = operation_model(operation).input_shape
        if inputs.required_members:
            call.refused(operation, "ValidationException")
        elif "MaxResults" in inputs.members:
            call.refused(operation, "ValidationException", MaxResults=0)
        elif "ClientToken" in inputs.members:
            call.refused(operation, "ValidationException", ClientToken="")
