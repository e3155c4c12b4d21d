"""What a running mock sets in the process's environment, put back exactly at its stop."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from typing import Any

from attrs import define, field

from . import beside_moto

FAKE_CREDENTIALS = {
    "AWS_ACCESS_KEY_ID": "testing",
    "AWS_SECRET_ACCESS_KEY": "testing",
    "AWS_SESSION_TOKEN": "testing",
}
REGION = "AWS_DEFAULT_REGION"


@define
class Environment:
    """Fake credentials, a default region where there is none, and no boto3 default session made with others."""

    _before: Mapping[str, str | None] = field(init=False)
    _region: str | None = field(default=None, init=False)
    _default_session: Any = field(default=None, init=False)
    _began_in_moto: bool = field(default=False, init=False)

    def enter(self, region_name: str) -> None:
        self._began_in_moto = beside_moto.is_running()
        self._before = {name: os.environ.get(name) for name in (*FAKE_CREDENTIALS, REGION)}
        os.environ.update(FAKE_CREDENTIALS)
        self.set_default_region(region_name)
        boto3: Any = sys.modules.get("boto3")
        if boto3 is not None:
            self._default_session, boto3.DEFAULT_SESSION = boto3.DEFAULT_SESSION, None

    def set_default_region(self, region_name: str) -> None:
        """The region of clients that name none, unless the user's own environment has one."""
        if (os.environ.get(REGION) or None) in (None, self._region):
            os.environ[REGION] = self._region = os.environ.get("AWS_REGION") or region_name

    def leave(self) -> None:
        overlaps = beside_moto.is_running() != self._began_in_moto
        if overlaps and not self._began_in_moto:
            # moto's mock began inside ours and outlasts it: what it found is ours, and must not come back.
            beside_moto.put_back(self._before, self._default_session)
        # Where it was there before ours and is gone, it has put back already what was there before both.
        for name, value in self._before.items():
            if overlaps and beside_moto.is_fake(name, value, os.environ.get(name)):
                continue
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
        boto3: Any = sys.modules.get("boto3")
        if boto3 is not None and not overlaps:
            boto3.DEFAULT_SESSION = self._default_session
