"""Not a door, but a threshold: moto's mock, which starts or stops while ours runs, finds what was there before ours.

Both put fake credentials into the environment, and put back in the end what they found. So, in whatever order they
start and stop, neither ever finds the other's.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..environment import underneath
from .doors import Answer


def enter(_: Answer, start_or_stop: Callable[..., None], mock: Any, *args: Any, **kwargs: Any) -> None:
    """In place of `MockAWS.start` and `MockAWS.stop`."""
    with underneath():
        start_or_stop(mock, *args, **kwargs)
