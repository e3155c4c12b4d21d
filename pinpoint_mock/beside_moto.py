"""moto, where it is loaded: whether its mock runs, and what it knows of accounts.

It is looked up among the loaded modules and never imported. No public name of moto's tells whether its mock runs, so
that a private one is read here, and nowhere else.
"""

from __future__ import annotations

import sys


def is_running() -> bool:
    """Whether `mock_aws`, which came with moto 5, runs in this process."""
    mock_class = getattr(sys.modules.get("moto.core.models"), "MockAWS", None)
    return mock_class is not None and mock_class._nested_count > 0


def account_of(access_key_id: str) -> str | None:
    """The account whose access key or role's session this is, where moto's IAM or STS made it."""
    models = sys.modules.get("moto.iam.models")
    for account_id, account in list(models.iam_backends.items()) if models is not None else ():
        if any(access_key_id in backend.access_keys for backend in list(account.values())):
            return str(account_id)
    return None
