"""moto, where it is loaded: what it knows of accounts, and how its mock and ours share the environment.

It is looked up among the loaded modules and never imported. Of moto's mock no public name tells whether it runs or what
it will put back, so that private ones are read here, and nowhere else.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Mapping
from typing import Any

FAKE_CREDENTIALS = {"AWS_ACCESS_KEY_ID": "FOOBARKEY", "AWS_SECRET_ACCESS_KEY": "FOOBARSECRET"}
"""What moto's mock sets in the environment, unless its `mock_credentials` is off."""


def is_running() -> bool:
    """Whether `mock_aws`, which came with moto 5, runs in this process."""
    mock_class = getattr(sys.modules.get("moto.core.models"), "MockAWS", None)
    return mock_class is not None and mock_class._nested_count > 0


def is_fake(name: str, *values: str | None) -> bool:
    """Whether one of these is what moto's mock sets the variable of that name to."""
    return name in FAKE_CREDENTIALS and FAKE_CREDENTIALS[name] in values


def account_of(access_key_id: str) -> str | None:
    """The account whose access key or role's session this is, where moto's IAM or STS made it."""
    models = sys.modules.get("moto.iam.models")
    for account_id, account in list(models.iam_backends.items()) if models is not None else ():
        if any(access_key_id in backend.access_keys for backend in list(account.values())):
            return str(account_id)
    return None


def put_back(before: Mapping[str, str | None], default_session: Any) -> None:
    """Have moto's running mocks, all started while ours ran, put back in the end what was there before ours.

    They are found among all objects, as moto keeps no list of them; it takes a moment, in this rare order of things.
    """
    mock_class = sys.modules["moto.core.models"].MockAWS
    for mock in [each for each in gc.get_objects() if isinstance(each, mock_class)]:
        mock._orig_creds.update((name, before[name]) for name in mock._orig_creds.keys() & before.keys())
        if hasattr(mock._default_session_mock, "temp_original"):  # as long as it is started
            mock._default_session_mock.temp_original = default_session
