"""moto, where it is loaded: what it knows of accounts, and how its mock and ours share the environment.

It is looked up among the loaded modules and never imported. Of moto's mock no public name tells whether it runs or what
it will put back, so that private ones are read here, and nowhere else.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from functools import wraps
from typing import Any


def is_running() -> bool:
    """Whether `mock_aws`, which came with moto 5, runs in this process."""
    return _mock_class() is not None and _mock_class()._nested_count > 0


def account_of(access_key_id: str) -> str | None:
    """The account whose access key or role's session this is, where moto's IAM or STS made it."""
    models = sys.modules.get("moto.iam.models")
    for account_id, account in list(models.iam_backends.items()) if models is not None else ():
        if any(access_key_id in backend.access_keys for backend in list(account.values())):
            return str(account_id)
    return None


def around_each_stop(around: Callable[[], AbstractContextManager[None]]) -> Callable[[], None]:
    """Have moto's mocks stop inside this context; gives what undoes it."""
    mock_class = _mock_class()
    stop = mock_class.stop

    @wraps(stop)
    def stop_inside(mock: Any, *args: Any, **kwargs: Any) -> None:
        with around():
            stop(mock, *args, **kwargs)

    mock_class.stop = stop_inside
    return lambda: setattr(mock_class, "stop", stop)


def hand_over(before: Mapping[str, str | None], default_session: Any) -> tuple[set[str], bool]:
    """Have moto's running mocks, all started while ours ran, put back in the end what was there before ours.

    Gives the variables that they will put back, and whether they will the default session. They are found among all
    objects, as moto keeps no list of them; it takes a moment, in this rare order of things.
    """
    names, has_session = set(), False
    for mock in [each for each in gc.get_objects() if isinstance(each, _mock_class())]:
        held = {name for name in mock._orig_creds if os.environ.get(name) == mock._fake_creds[name]}
        mock._orig_creds.update((name, before[name]) for name in held)
        names |= held
        if hasattr(mock._default_session_mock, "temp_original"):  # as long as it is started
            mock._default_session_mock.temp_original, has_session = default_session, True
    return names, has_session


def _mock_class() -> Any:
    return getattr(sys.modules.get("moto.core.models"), "MockAWS", None)
