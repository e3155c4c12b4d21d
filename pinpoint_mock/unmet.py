"""Pass the failures that no call has met from stopped mocks to the pytest plugin, which imports this at every start."""

from __future__ import annotations

from collections import deque

LEFT_UNMET: deque[object] = deque(maxlen=1000)  # bounded, since only the pytest plugin removes them
"""The injected failures that no call has met and that weren't reported yet."""
