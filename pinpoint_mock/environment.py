"""Set what a running mock needs in the process's environment, and restore it exactly when the mock stops."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from functools import cache
from typing import TYPE_CHECKING

from attrs import define, field
from botocore.configloader import load_config, raw_config_parse
from botocore.exceptions import ConfigNotFound, ConfigParseError

if TYPE_CHECKING:
    from botocore.session import Session

# A value that nobody else sets, unlike "testing", so that it is always clear whose credentials are in the environment.
FAKE_CREDENTIALS = dict.fromkeys(("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"), "pinpoint-mock")
REGION = "AWS_DEFAULT_REGION"
PROFILES = ("AWS_PROFILE", "AWS_DEFAULT_PROFILE")


@define(eq=False)
class Environment:
    """Set fake credentials, a default region if there is none, and a new default session of boto3.

    A profile that no configuration file has, like a developer's profile on another machine, is left out of the
    environment until the mock stops: with it boto3 couldn't make any client.
    """

    _before: dict[str, str | None] = field(init=False)
    _region: str | None = field(default=None, init=False)
    _default_session: object = field(default=None, init=False)

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
        """Set the region of clients that name none, unless the user's own environment has one."""
        if (os.environ.get(REGION) or None) in (None, self._region):
            os.environ[REGION] = self._region = os.environ.get("AWS_REGION") or region_name

    def leave(self) -> None:
        _entered.remove(self)
        for name, value in self._before.items():
            _set(name, value)
        _replace_default_session(self._default_session)

    @contextmanager
    def suspended(self) -> Iterator[None]:
        """Restore the original values inside the block. The stop restores the values from the end of the block."""
        fake = {name: os.environ.get(name) for name in FAKE_CREDENTIALS}
        for name in fake:
            _set(name, self._before[name])
        session = _replace_default_session(self._default_session)
        try:
            yield
        finally:
            self._default_session = _replace_default_session(session)
            for name, value in fake.items():
                self._before[name] = os.environ.get(name)
                _set(name, value)


_entered: list[Environment] = []


@contextmanager
def original_environment() -> Iterator[None]:
    """Restore what was there before the mock, inside the block; without a running mock, do nothing."""
    with ExitStack() as stack:
        for environment in reversed(_entered):
            stack.enter_context(environment.suspended())
        yield


def _profiles() -> set[str]:
    """Return the profiles of the configuration files that the environment points to."""
    names: set[str] = set()
    for file, profiles in (
        ("config_file", lambda path: load_config(path)["profiles"]),
        ("credentials_file", raw_config_parse),
    ):
        with suppress(ConfigNotFound, ConfigParseError):  # boto3 reports the latter when it makes a client
            names.update(profiles(_session().get_config_variable(file)))
    return names


@cache
def _session() -> Session:
    from botocore.session import Session  # a server, which needs no session, starts sooner without it

    return Session()


def _set(name: str, value: str | None) -> None:
    if value is None:
        os.environ.pop(name, None)
    else:
        os.environ[name] = value


def _default_session() -> object:
    return getattr(sys.modules.get("boto3"), "DEFAULT_SESSION", None)


def _replace_default_session(session: object) -> object:
    """Set boto3's default session if boto3 is loaded, and return the previous one."""
    before = _default_session()
    if "boto3" in sys.modules:
        sys.modules["boto3"].DEFAULT_SESSION = session  # type: ignore[attr-defined]  # boto3 isn't imported here
    return before
