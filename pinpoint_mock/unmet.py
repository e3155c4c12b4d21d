"""What passes from mocks that have stopped to who runs the tests; light, so that the plugin can always have it."""

from __future__ import annotations

from collections import deque

LEFT_UNMET: deque[object] = deque(maxlen=1000)  # under another runner than pytest nobody takes them off
"""The injected failures that no call met, until they are reported and taken off."""
