"""Mock AWS End User Messaging SMS and Voice v2 (`pinpoint-sms-voice-v2`) in the process of a test.

The names in `__all__` are public; everything else is private. Importing this package costs next to nothing: each name
is loaded when it is first used.
"""

from __future__ import annotations

TYPE_CHECKING = False  # as type checkers see it; importing `typing` would be most of the cost of this import
if TYPE_CHECKING:
    from .calls import AnsweredCall
    from .did_you_mean import UnknownNameError
    from .errors import (
        AccessDeniedException,
        ConflictException,
        InternalServerException,
        ResourceNotFoundException,
        ServiceException,
        ServiceQuotaExceededException,
        ThrottlingException,
        ValidationException,
    )
    from .fidelity import FidelityWarning
    from .messaging.channels import ChannelName
    from .messaging.delivery_rules import DeliveryRule
    from .messaging.values import InboundMessage, SentMessage
    from .mock import MockPinpointV2, mock_pinpoint_v2
    from .options import Options
    from .pinpoint import PinpointMock
    from .publishing.events import Event
    from .publishing.publisher import Delivery
    from .resources.registrations.catalogue import RegistrationTypes
    from .resources.registrations.forms import (
        ConditionalBehavior,
        ConditionalRule,
        ConditionalValidation,
        DisplayHints,
        FieldCondition,
        RegistrationFieldDefinition,
        RegistrationSectionDefinition,
        RegistrationTypeDefinition,
        SelectOptionDescription,
        SelectValidation,
        SupportedAssociation,
        TextValidation,
    )
    from .sequences import ClearableSequence, LiveSequence
    from .server import PinpointServer
    from .simulation.carrier_lookups import CarrierLookups
    from .simulation.clock import Clock
    from .simulation.destinations import Destinations
    from .simulation.failures import Failure
    from .simulation.quotas import Quotas
    from .simulation.shared_routes import SharedRoutes
    from .simulation.transitions import TransitionRule, Transitions

    __version__: str

__all__ = [
    "AccessDeniedException",
    "AnsweredCall",
    "CarrierLookups",
    "ChannelName",
    "ClearableSequence",
    "Clock",
    "ConditionalBehavior",
    "ConditionalRule",
    "ConditionalValidation",
    "ConflictException",
    "Delivery",
    "DeliveryRule",
    "Destinations",
    "DisplayHints",
    "Event",
    "Failure",
    "FidelityWarning",
    "FieldCondition",
    "InboundMessage",
    "InternalServerException",
    "LiveSequence",
    "MockPinpointV2",
    "Options",
    "PinpointMock",
    "PinpointServer",
    "Quotas",
    "RegistrationFieldDefinition",
    "RegistrationSectionDefinition",
    "RegistrationTypeDefinition",
    "RegistrationTypes",
    "ResourceNotFoundException",
    "SelectOptionDescription",
    "SelectValidation",
    "SentMessage",
    "ServiceException",
    "ServiceQuotaExceededException",
    "SharedRoutes",
    "SupportedAssociation",
    "TextValidation",
    "ThrottlingException",
    "TransitionRule",
    "Transitions",
    "UnknownNameError",
    "ValidationException",
    "mock_pinpoint_v2",
]

_HOMES = {
    "AccessDeniedException": "errors",
    "AnsweredCall": "calls",
    "CarrierLookups": "simulation.carrier_lookups",
    "ChannelName": "messaging.channels",
    "ClearableSequence": "sequences",
    "Clock": "simulation.clock",
    "ConditionalBehavior": "resources.registrations.forms",
    "ConditionalRule": "resources.registrations.forms",
    "ConditionalValidation": "resources.registrations.forms",
    "ConflictException": "errors",
    "Delivery": "publishing.publisher",
    "DeliveryRule": "messaging.delivery_rules",
    "Destinations": "simulation.destinations",
    "DisplayHints": "resources.registrations.forms",
    "Event": "publishing.events",
    "Failure": "simulation.failures",
    "FidelityWarning": "fidelity",
    "FieldCondition": "resources.registrations.forms",
    "InboundMessage": "messaging.values",
    "InternalServerException": "errors",
    "LiveSequence": "sequences",
    "MockPinpointV2": "mock",
    "Options": "options",
    "PinpointMock": "pinpoint",
    "PinpointServer": "server",
    "Quotas": "simulation.quotas",
    "RegistrationFieldDefinition": "resources.registrations.forms",
    "RegistrationSectionDefinition": "resources.registrations.forms",
    "RegistrationTypeDefinition": "resources.registrations.forms",
    "RegistrationTypes": "resources.registrations.catalogue",
    "ResourceNotFoundException": "errors",
    "SelectOptionDescription": "resources.registrations.forms",
    "SelectValidation": "resources.registrations.forms",
    "SentMessage": "messaging.values",
    "ServiceException": "errors",
    "SharedRoutes": "simulation.shared_routes",
    "ServiceQuotaExceededException": "errors",
    "SupportedAssociation": "resources.registrations.forms",
    "TextValidation": "resources.registrations.forms",
    "ThrottlingException": "errors",
    "TransitionRule": "simulation.transitions",
    "Transitions": "simulation.transitions",
    "UnknownNameError": "did_you_mean",
    "ValidationException": "errors",
    "mock_pinpoint_v2": "mock",
}
"""The module of each public name."""


if not TYPE_CHECKING:  # with this function, type checkers would accept any name

    def __getattr__(name: str) -> object:
        from importlib import import_module  # inside the function, so that the import of the package stays light

        if name == "__version__":
            return import_module("importlib.metadata").version("pinpoint-mock")
        if name not in _HOMES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        # The value isn't cached here: a test run that loads the modules again, such as one of pytester, would get the
        # value of the previous run.
        return getattr(import_module(f".{_HOMES[name]}", __name__), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *_HOMES, "__version__"])
