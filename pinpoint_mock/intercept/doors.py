"""The doors, opened and closed together: while they are open, each stands in for one function of a library.

A library that isn't loaded yet is met when it is, so that none is imported for the mock's sake.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from functools import cache, lru_cache, reduce, wraps
from importlib import import_module
from importlib.abc import Loader
from importlib.machinery import ModuleSpec
from threading import RLock
from types import FunctionType, ModuleType
from typing import Any
from weakref import WeakKeyDictionary

from attrs import frozen

from ..protocol.call import Call, Reply

Answer = Callable[[Call], Reply]
Function = Callable[..., Any]


@frozen
class Door:
    """A library's function, and the module of ours whose `enter(answer, function, *args)` stands in for it."""

    library: str
    function: str
    ours: str


DOORS = (
    Door("botocore.client", "BaseClient._make_request", ours="botocore"),
    Door("aiobotocore.client", "AioBaseClient._make_request", ours="aiobotocore"),
    Door("requests.sessions", "Session.send", ours="requests"),
    Door("requests_mock.mocker", "_original_send", ours="requests"),  # the same function, kept from its import on
    Door("socket", "getaddrinfo", ours="network"),
    Door("socket", "gethostbyname", ours="network"),
    Door("socket", "gethostbyname_ex", ours="network"),
    Door("socket", "socket.connect", ours="network"),
    Door("socket", "socket.connect_ex", ours="network"),
    Door("httpx", "Client.send", ours="network"),  # which may go by a proxy, and that looks up hosts by itself
    Door("httpx", "AsyncClient.send", ours="network"),
    Door("moto.core.models", "MockAWS.start", ours="moto"),
    Door("moto.core.models", "MockAWS.stop", ours="moto"),
)

_answers: list[Answer] = []
_standing_in: list[tuple[Any, str, Function, Function | None]] = []
"""Of what, by which name, ours, and the original; None for one that is inherited."""
_originals: WeakKeyDictionary[Function, Function] = WeakKeyDictionary()
_lock = RLock()


def open_doors(answer: Answer) -> None:
    """Have every call of the service answered so, in place of who answered before."""
    with _lock:
        if not _answers:
            for door in DOORS:
                if door.library in sys.modules:
                    _stand_in(door, sys.modules[door.library])
            sys.meta_path.insert(0, _Finder)
        _answers.append(answer)


def close_doors(answer: Answer) -> None:
    """Undo one `open_doors`, in whatever order; after the last, every library is as it was."""
    with _lock:
        _answers.remove(answer)
        if not _answers:
            sys.meta_path.remove(_Finder)
            while _standing_in:
                owner, name, ours, original = _standing_in.pop()
                # Whoever has wrapped ours goes on calling it: with no mock running, it is as good as the original.
                if getattr(owner, name) is not ours:
                    continue
                if original is None:
                    delattr(owner, name)
                else:
                    setattr(owner, name, original)


def are_open() -> bool:
    return bool(_answers)


def _stand_in(door: Door, library: ModuleType) -> None:
    *path, name = door.function.split(".")
    owner: Any = reduce(getattr, path, library)
    found = getattr(owner, name)
    # Where another has put ours back after its end, it is there still.
    original = _originals.get(found, found) if isinstance(found, FunctionType) else found
    ours = _ours(door.ours, original)
    is_inherited = name not in vars(owner)
    setattr(owner, name, ours)
    _standing_in.append((owner, name, ours, None if is_inherited else original))


@lru_cache(maxsize=32)  # not for ever: a test's own patch, which is found as the original, holds what the test has
def _ours(module: str, original: Function) -> Function:
    @wraps(original)
    def stand_in(*args: Any, **kwargs: Any) -> Any:
        latest = _answers[-1:]  # looked at once: another thread may close the doors
        if not latest:
            return original(*args, **kwargs)
        return _enter(module)(latest[0], original, *args, **kwargs)

    _originals[stand_in] = original
    return stand_in


@cache
def _enter(module: str) -> Function:
    """Loaded at the first call: earlier, the library may still be on its way."""
    enter: Function = import_module(f".{module}", __package__).enter
    return enter


class _Finder:
    """Stands in for a library's function as soon as the library has been loaded."""

    @staticmethod
    def find_spec(name: str, *where: Any) -> ModuleSpec | None:
        doors = [door for door in DOORS if door.library == name]
        if not doors:
            return None
        others = (finder.find_spec(name, *where) for finder in sys.meta_path if finder is not _Finder)
        spec = next(filter(None, others), None)
        if spec is not None and spec.loader is not None:
            spec.loader = _Loader(spec.loader, doors)
        return spec


@frozen
class _Loader(Loader):
    """Loads as the library's own does, and leaves no trace of itself in the module."""

    own: Loader
    doors: Sequence[Door]

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        return self.own.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        module.__loader__ = self.own
        if module.__spec__ is not None:
            module.__spec__.loader = self.own
        self.own.exec_module(module)
        with _lock:
            for door in self.doors if _answers else ():
                _stand_in(door, module)
