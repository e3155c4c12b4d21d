"""Change a copy of botocore's model, and start a mock with it."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from functools import _lru_cache_wrapper
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

import botocore.session
from botocore.loaders import Loader

from pinpoint_mock import clients, mock_pinpoint_v2
from pinpoint_mock.protocol import model
from pinpoint_mock.resources.registrations import catalogue

SERVICE = "pinpoint-sms-voice-v2"
BEGINNING = dt.datetime(2026, 1, 15, 12, tzinfo=dt.timezone.utc).timestamp()

Model = dict[str, Any]
Change = Callable[[Model], None]

# Changes of a model -------------------------------------------------------------------------------------------------


def value(enum: str, new: str) -> Change:
    """Add a value to an enum."""
    return lambda changed: changed["shapes"][enum]["enum"].append(new)


def member(structure: str, name: str, shape: str = "String", *, is_required: bool = False) -> Change:
    """Add a member to a structure, in front of the others."""

    def change(changed: Model) -> None:
        found = changed["shapes"][structure]
        found["members"] = {name: {"shape": shape}, **found["members"]}
        if is_required:
            found["required"] = [*found.get("required", ()), name]

    return change


def shape(name: str, **definition: Any) -> Change:
    """Add a shape, or change one."""
    return lambda changed: changed["shapes"].setdefault(name, {}).update(definition)


def without(name: str, what: str) -> Change:
    """Remove a bound of a shape."""
    return lambda changed: changed["shapes"][name].pop(what)


def operation(name: str, like: str) -> Change:
    return lambda changed: changed["operations"].update({name: {**changed["operations"][like], "name": name}})


def error(name: str, of: str) -> Change:
    """Let an operation have an error."""
    return lambda changed: changed["operations"][of]["errors"].append({"shape": name})


def all_of(*changes: Change) -> Change:
    def change(changed: Model) -> None:
        for each in changes:
            each(changed)

    return change


def tree(changed: Model) -> None:
    """Add a member that contains structures of its own kind, as a tree does."""
    members = {"Children": {"shape": "Trees"}, "Parent": {"shape": "Tree"}}
    changed["shapes"] |= {
        "Tree": {"type": "structure", "members": members},
        "Trees": {"type": "list", "member": {"shape": "Tree"}},
    }
    for structure in ("CreatePoolRequest", "CreatePoolResult", "PoolInformation"):
        member(structure, "Tree", "Tree")(changed)


# A copy of the model with a change ----------------------------------------------------------------------------------


LOADER = Loader()


class ChangedLoader:
    """botocore's loader, with a changed model of the service."""

    def __init__(self, change: Change) -> None:
        self.changed = deepcopy(LOADER.load_service_model(SERVICE, "service-2"))
        change(self.changed)

    def load_service_model(self, service_name: str, type_name: str, api_version: str | None = None) -> Any:
        if (service_name, type_name) == (SERVICE, "service-2"):
            return self.changed
        return LOADER.load_service_model(service_name, type_name, api_version)

    def __getattr__(self, name: str) -> Any:
        return getattr(LOADER, name)


def forget_the_model() -> None:
    """Clear the caches of the package, so that the model is read again.

    The registration types are kept, since they are read slowly, and so is the session of the mock's clients, since
    clients of several sessions would raise errors of different classes.
    """
    kept = (catalogue.__name__, clients.__name__)
    for name, module in list(sys.modules.items()):
        if name.startswith("pinpoint_mock.") and name not in kept:
            for each in list(vars(module).values()):
                if isinstance(each, _lru_cache_wrapper):
                    each.cache_clear()


@contextmanager
def model_with(change: Change) -> Iterator[SimpleNamespace]:
    """Start a mock and make a client, both with a changed model, and make the plain calls with them."""
    loader = ChangedLoader(change)
    with patch.object(model, "_loader", loader), patch("time.time", lambda: BEGINNING):
        forget_the_model()
        try:
            with mock_pinpoint_v2(seed=1) as pinpoint:
                yield SimpleNamespace(pinpoint=pinpoint, client=client_of(loader))
        finally:
            forget_the_model()


def client_of(loader: ChangedLoader) -> Any:
    session = botocore.session.Session()
    session.register_component("data_loader", loader)
    return session.create_client(SERVICE, region_name="us-east-1")
