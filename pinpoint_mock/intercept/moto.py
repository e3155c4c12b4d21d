"""Let moto's mock start and stop as if this mock weren't running.

Both mocks put fake credentials into the environment, and restore at their end what they found. With this, neither
mock ever finds the other's credentials, in whatever order they start and stop.
"""

from __future__ import annotations

from collections.abc import Callable

from ..environment import original_environment
from .interceptors import Answer


def intercept(_: Answer, start_or_stop: Callable[..., None], mock: object, *args: object, **kwargs: object) -> None:
    """Replace `MockAWS.start` and `MockAWS.stop`."""
    with original_environment():
        start_or_stop(mock, *args, **kwargs)
