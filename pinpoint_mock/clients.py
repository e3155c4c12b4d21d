"""Make boto3 clients for tests: quickly, with retries off, and unable to reach AWS.

Making a client takes botocore milliseconds. So a client is made once for each region, account and configuration, and
tests get copies of it. A copy has attributes and event handlers of its own; it shares what never changes.
"""

from __future__ import annotations

import copy
import json
import os
import weakref
from functools import cache
from threading import RLock
from typing import Any

from botocore.config import Config
from botocore.hooks import EventAliaser
from botocore.session import Session

from .intercept import interceptors
from .intercept.shallow_copy import shallow_copy
from .protocol.model import SERVICE_NAME

RETRIES_OFF = {"mode": "standard", "total_max_attempts": 1}
MOST_KEPT = 32
"""The most clients that are kept to copy them."""


def client_of(region_name: str, access_key_id: str, *, config: Config | None = None, **others: Any) -> Any:
    """Return a client like one of `boto3.client`. `config` and the other keywords take precedence over the defaults."""
    retries_off = Config(retries=RETRIES_OFF)
    config = retries_off if config is None else retries_off.merge(config)
    credentials = {"aws_access_key_id": access_key_id, "aws_secret_access_key": "testing"}
    arguments = {"region_name": region_name, **credentials, **others}
    options = config._user_provided_options
    try:
        description = json.dumps([arguments, options], sort_keys=True)
    except TypeError:  # an object, which may change
        return _make_client(config, arguments)
    if options["retries"] != RETRIES_OFF:  # a client has a quota of retries, which isn't shared
        return _make_client(config, arguments)
    # botocore also reads the environment.
    key = description, *(item for item in os.environ.items() if item[0].startswith("AWS_"))
    with _lock:
        if key not in _kept:
            if len(_kept) == MOST_KEPT:
                del _kept[next(iter(_kept))]
            _kept[key] = _make_client(Config(**copy.deepcopy(options)), arguments)
        return _copy_of(_kept[key])


class _Events(EventAliaser):  # type: ignore[misc]  # botocore ships no types
    """The events of a copied client. Until a handler is added or removed, the emitter is that of the original.

    So the copies of a client also share the emitter's cache, which has the handlers of each event.
    """

    _original: Any = None
    """The client whose handlers it shares; None if it has its own."""
    _signer: Any = None
    """The signer of the copied client."""

    def register(self, *args: Any, **kwargs: Any) -> None:
        self._separate()
        super().register(*args, **kwargs)

    def register_first(self, *args: Any, **kwargs: Any) -> None:
        self._separate()
        super().register_first(*args, **kwargs)

    def register_last(self, *args: Any, **kwargs: Any) -> None:
        self._separate()
        super().register_last(*args, **kwargs)

    def unregister(self, *args: Any, **kwargs: Any) -> None:
        self._separate()
        super().unregister(*args, **kwargs)

    def _separate(self) -> None:
        """Copy the emitter, if it is still shared, and replace the handler of the original's signer by that of its own.

        The original's signer would emit its events to the original's handlers.
        """
        if self._original is None:
            return
        original, self._original = self._original, None
        self._emitter: Any = copy.copy(self._emitter)
        event = f"request-created.{original.meta.service_model.service_id.hyphenize()}"
        self._emitter.unregister(event, original._request_signer.handler)
        self._emitter.register(event, self._signer.handler)


def _copy_of(original: Any) -> Any:
    """Return a copy of a client."""
    shared = original.meta.events
    events = _Events(shared._emitter, shared._event_aliases)
    events._alias_name_cache = shared._alias_name_cache
    emitter = weakref.proxy(events)  # as in botocore, so that a client is freed when nothing refers to it
    emitting = {
        name: shallow_copy(value, _event_emitter=emitter)
        for name, value in vars(original).items()
        if getattr(value, "_event_emitter", None) == shared
    }
    events._original, events._signer = original, emitting["_request_signer"]
    config = shallow_copy(original._client_config)
    meta = shallow_copy(original.meta, events=events, _client_config=config)
    return shallow_copy(original, **emitting, meta=meta, _client_config=config, _cache={})


_kept: dict[tuple[object, ...], Any] = {}
"""The clients that were made, the oldest first, by the description of their configuration and the environment."""
_lock = RLock()


def _make_client(config: Config, arguments: dict[str, Any]) -> Any:
    with _lock:
        return _session().create_client(SERVICE_NAME, config=config, **arguments)


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
