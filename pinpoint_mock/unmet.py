"""What passes from mocks that have stopped to who runs the tests; light, so that the plugin can always have it."""

from __future__ import annotations

LEFT_UNMET: list[object] = []
"""The injected failures that no call met, until they are reported and taken off."""
