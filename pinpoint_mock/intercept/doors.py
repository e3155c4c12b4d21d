"""The doors, opened and closed together: while they are open, each stands in for one function of a library.

A library that isn't loaded yet is met when it is, so that none is imported for the mock's sake.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from functools import cache, reduce, wraps
from importlib import import_module
from importlib.machinery import ModuleSpec, PathFinder
from threading import RLock
from types import ModuleType
from typing import Any

from attrs import frozen

from ..protocol.call import Call, Reply

Answer = Callable[[Call], Reply]


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
    Door("moto.core.models", "MockAWS.start", ours="moto"),
    Door("moto.core.models", "MockAWS.stop", ours="moto"),
)

_answers: list[Answer] = []
_left_behind: dict[Callable[..., Any], Callable[..., Any]] = {}
_undo = ExitStack()
_lock = RLock()


def open_doors(answer: Answer) -> None:
    """Have every call of the service answered so, in place of who answered before."""
    with _lock:
        if not _answers:
            for door in DOORS:
                if door.library in sys.modules:
                    _stand_in(door, sys.modules[door.library])
            sys.meta_path.insert(0, _Finder)
            _undo.callback(sys.meta_path.remove, _Finder)
        _answers.append(answer)


def close_doors(answer: Answer) -> None:
    """Undo one `open_doors`, in whatever order; after the last, every library is as it was."""
    with _lock:
        _answers.remove(answer)
        if not _answers:
            _undo.close()


def are_open() -> bool:
    return bool(_answers)


def _stand_in(door: Door, library: ModuleType) -> None:
    *path, name = door.function.split(".")
    owner: Any = reduce(getattr, path, library)
    original = _left_behind.pop(getattr(owner, name), getattr(owner, name))

    @wraps(original)
    def stand_in(*args: Any, **kwargs: Any) -> Any:
        if not _answers:
            return original(*args, **kwargs)
        return _enter(door.ours)(_answers[-1], original, *args, **kwargs)

    def put_back() -> None:
        if getattr(owner, name) is stand_in:
            setattr(owner, name, original)
        else:  # somebody has wrapped it, and may put it back: with no mock running, it is as good as the original
            _left_behind[stand_in] = original

    setattr(owner, name, stand_in)
    _undo.callback(put_back)


@cache
def _enter(ours: str) -> Callable[..., Any]:
    """Loaded at the first call: earlier, the library may still be on its way."""
    enter: Callable[..., Any] = import_module(f".{ours}", __package__).enter
    return enter


class _Finder:
    """Stands in for a library's function as soon as the library has been loaded."""

    @staticmethod
    def find_spec(name: str, path: Sequence[str] | None = None, _target: ModuleType | None = None) -> ModuleSpec | None:
        doors = [door for door in DOORS if door.library == name]
        if not doors:
            return None
        spec = PathFinder.find_spec(name, path)
        if spec is not None and spec.loader is not None:
            load = spec.loader.exec_module

            def exec_module(module: ModuleType) -> None:
                load(module)
                with _lock:
                    for door in doors if _answers else ():
                        _stand_in(door, module)

            spec.loader.exec_module = exec_module  # type: ignore[method-assign]  # of this one load
        return spec
