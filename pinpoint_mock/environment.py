"""What a running mock sets in the process's environment, put back exactly at its stop."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from functools import cache
from typing import Any

from attrs import define, field
from botocore.configloader import load_config, raw_config_parse
from botocore.exceptions import ConfigNotFound, ConfigParseError
from botocore.session import Session

# What nobody else sets, as "testing" would be: what is found there later is known for ours or another's.
FAKE_CREDENTIALS = dict.fromkeys(("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"), "pinpoint-mock")
REGION = "AWS_DEFAULT_REGION"
PROFILES = ("AWS_PROFILE", "AWS_DEFAULT_PROFILE")


@define(eq=False)
class Environment:
    """Fake credentials, a default region where there is none, and no boto3 default session made with others.

    A profile that no configuration file has, as one's own on another machine, isn't named meanwhile: boto3 would make
    no client at all.
    """

    _before: dict[str, str | None] = field(init=False)
    _region: str | None = field(default=None, init=False)
    _default_session: Any = field(default=None, init=False)

    def enter(self, region_name: str) -> None:
        self._before = {name: os.environ.get(name) for name in (*FAKE_CREDENTIALS, REGION, *PROFILES)}
        os.environ.update(FAKE_CREDENTIALS)
        for name in PROFILES:
            if name in os.environ and os.environ[name] not in _profiles():
                del os.environ[name]
        self.set_default_region(region_name)
        self._default_session = _replace_default_session(None)
        _entered.append(self)

    def set_default_region(self, region_name: str) -> None:
        """The region of clients that name none, unless the user's own environment has one."""
        if (os.environ.get(REGION) or None) in (None, self._region):
            os.environ[REGION] = self._region = os.environ.get("AWS_REGION") or region_name

    def leave(self) -> None:
        _entered.remove(self)
        for name, value in self._before.items():
            _set(name, value)
        _replace_default_session(self._default_session)

    @contextmanager
    def underneath(self) -> Iterator[None]:
        """What was there before, for a while; what it comes to meanwhile is what will be put back."""
        ours = {name: os.environ.get(name) for name in FAKE_CREDENTIALS}
        for name in ours:
            _set(name, self._before[name])
        session = _replace_default_session(self._default_session)
        try:
            yield
        finally:
            self._default_session = _replace_default_session(session)
            for name, value in ours.items():
                self._before[name] = os.environ.get(name)
                _set(name, value)


_entered: list[Environment] = []


@contextmanager
def underneath() -> Iterator[None]:
    """What was there before our mock, where one runs."""
    with ExitStack() as stack:
        for environment in reversed(_entered):
            stack.enter_context(environment.underneath())
        yield


def _profiles() -> set[str]:
    """Those of the configuration files, wherever the environment says that these are."""
    names: set[str] = set()
    for file, profiles in (
        ("config_file", lambda path: load_config(path)["profiles"]),
        ("credentials_file", raw_config_parse),
    ):
        with suppress(ConfigNotFound, ConfigParseError):  # boto3 tells of the latter when it makes a client
            names.update(profiles(_session().get_config_variable(file)))
    return names


@cache
def _session() -> Session:
    return Session()


def _set(name: str, value: str | None) -> None:
    if value is None:
        os.environ.pop(name, None)
    else:
        os.environ[name] = value


def _default_session() -> Any:
    return getattr(sys.modules.get("boto3"), "DEFAULT_SESSION", None)


def _replace_default_session(session: Any) -> Any:
    """Set boto3's default session, where boto3 is loaded; gives the one before."""
    before = _default_session()
    if "boto3" in sys.modules:
        sys.modules["boto3"].DEFAULT_SESSION = session  # type: ignore[attr-defined]  # it isn't imported here
    return before
