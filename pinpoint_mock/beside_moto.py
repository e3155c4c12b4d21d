"""Read from moto, if it is loaded, whether its mock runs, and which accounts and event rules it has.

moto is looked up among the loaded modules and never imported. None of this has a public name in moto, so its private
names are used here, and only here.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock
from types import ModuleType
from typing import Any

ACCOUNT_HEADER = "x-moto-account-id"


def running() -> ModuleType | None:
    """Return the module of moto's running mock, or None. The mock is `mock_aws`, which exists since moto 5."""
    models = sys.modules.get("moto.core.models")
    mock_class = getattr(models, "MockAWS", None)
    return models if mock_class is not None and mock_class._nested_count > 0 else None


def is_running() -> bool:
    """Return whether `mock_aws` runs in this process."""
    return running() is not None


def account_of(access_key_id: str) -> str | None:
    """Return the account of an access key or a role's session that moto's IAM or STS has made, or None."""
    for account_id, backend in _backends("iam"):
        if access_key_id in backend.access_keys:
            return account_id
    return None


def has_event_rules() -> bool:
    """Return whether moto runs and the default event bus of any account and region has a rule.

    This takes next to no time if moto's EventBridge was never used.
    """
    return is_running() and any(backend.event_buses["default"].rules for _, backend in _backends("events"))


def _backends(service: str) -> Iterator[tuple[str, Any]]:
    """Yield moto's backends of a service with their accounts; none if the service wasn't used yet."""
    models = sys.modules.get(f"moto.{service}.models")
    for account_id, account in list(getattr(models, f"{service}_backends", {}).items()):
        for backend in list(account.values()):
            yield str(account_id), backend


@contextmanager
def reading_account_headers() -> Iterator[None]:
    """Make moto take a request's account from its header, which moto ignores if MOTO_ACCOUNT_ID is set."""
    if "MOTO_ACCOUNT_ID" not in os.environ:
        yield
        return
    response_class: Any = sys.modules["moto.core.responses"].BaseResponse
    with _lock:
        original = _originals[0] if _originals else response_class.get_current_account
        _originals.append(original)
        response_class.get_current_account = lambda self: self.headers.get(ACCOUNT_HEADER) or original(self)
    try:
        yield
    finally:
        with _lock:
            _originals.pop()
            if not _originals:
                response_class.get_current_account = original


_originals: list[Callable[[Any], str]] = []
"""moto's own function, once for each thread that is inside `reading_account_headers`."""
_lock = Lock()
