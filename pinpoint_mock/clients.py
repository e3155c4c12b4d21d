"""Make boto3 clients for tests: quickly, with retries off, and unable to reach AWS."""

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
    """Return a client like one of `boto3.client`. `config` and the other keywords take precedence over the defaults."""
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
    """Return one botocore session for all clients, so that it loads its data only once.

    It reads neither the user's profile nor configuration files, which may be named by the environment but not exist.
    """
    unset = (None, None, None, None)
    no_file = (None, None, os.devnull, None)
    session = Session(session_vars={"profile": unset, "config_file": no_file, "credentials_file": no_file})
    session.register(f"before-send.{SERVICE_NAME}", _refuse_without_a_mock)
    return session


def _refuse_without_a_mock(**_: object) -> None:
    if not interceptors.are_installed():
        raise RuntimeError("the mock that made this client has been stopped; start a mock to use the client")
