"""Mock AWS End User Messaging SMS and Voice v2 (`pinpoint-sms-voice-v2`) in the process of a test.

Importing this package costs next to nothing: each public name is loaded when it is first used.
"""

from __future__ import annotations

TYPE_CHECKING = False  # as type checkers know it too; `typing` itself would be most of what this import costs
if TYPE_CHECKING:
    from .fidelity import FidelityWarning
    from .mock import mock_pinpoint_v2
    from .pinpoint import PinpointMock
    from .server import PinpointServer
    from .simulation.messages import InboundMessage, SentMessage

__all__ = [
    "FidelityWarning",
    "InboundMessage",
    "PinpointMock",
    "PinpointServer",
    "SentMessage",
    "mock_pinpoint_v2",
]

_HOMES = {
    "FidelityWarning": "fidelity",
    "InboundMessage": "simulation.messages",
    "PinpointMock": "pinpoint",
    "PinpointServer": "server",
    "SentMessage": "simulation.messages",
    "mock_pinpoint_v2": "mock",
}


def __getattr__(name: str) -> object:
    from importlib import import_module  # here, so that the import itself stays light

    if name == "__version__":
        return import_module("importlib.metadata").version("pinpoint-mock")
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    # Not kept here: where a test run loads modules anew, as pytester's does, this would be that of the run before.
    return getattr(import_module(f".{_HOMES[name]}", __name__), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *_HOMES, "__version__"])
