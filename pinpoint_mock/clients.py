"""boto3 clients made for tests: cheaply, with retries off, and never on their way to AWS."""

from __future__ import annotations

import os
from functools import cache
from threading import Lock
from typing import Any

from botocore.config import Config
from botocore.session import Session

from .intercept import interceptors
from .protocol.model import SERVICE_NAME


def client_of(region_name: str, access_key_id: str, *, config: Config | None = None, **others: Any) -> Any:
    """A client as `boto3.client` makes one; `config` and the other keywords are heeded, and go first."""
    retries_off = Config(retries={"mode": "standard", "total_max_attempts": 1})
    credentials = {"aws_access_key_id": access_key_id, "aws_secret_access_key": "testing"}
    with _making_a_client:
        return _session().create_client(
            SERVICE_NAME,
            region_name=region_name,
            config=retries_off if config is None else retries_off.merge(config),
            **{**credentials, **others},
        )


_making_a_client = Lock()


@cache
def _session() -> Session:
    """One botocore session for all clients made here: what it has loaded once, it needn't load again.

    It knows nothing of the user's profiles and configuration files, one of which may be named and not be there.
    """
    nothing = (None, None, None, None)
    no_file = (None, None, os.devnull, None)
    session = Session(session_vars={"profile": nothing, "config_file": no_file, "credentials_file": no_file})
    session.register(f"before-send.{SERVICE_NAME}", _refuse_without_a_mock)
    return session


def _refuse_without_a_mock(**_: Any) -> None:
    if not interceptors.are_installed():
        raise RuntimeError("this client was made by a mock that has been stopped; it can't be used without one")
