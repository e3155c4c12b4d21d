"""Replace functions of client libraries while a mock runs, and put them back afterwards.

A library that isn't loaded yet is patched when it is loaded, so that the mock itself imports none of them.
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
from weakref import WeakKeyDictionary

from attrs import frozen

from ..protocol.call import Call, Reply

Answer = Callable[[Call], Reply]
Function = Callable[..., object]


@frozen
class Interceptor:
    """Name a library's function, and the module here whose `intercept(answer, function, *args)` replaces it."""

    library: str
    function: str
    module: str


INTERCEPTORS = (
    Interceptor("botocore.client", "BaseClient._make_request", module="botocore"),
    Interceptor("aiobotocore.client", "AioBaseClient._make_request", module="aiobotocore"),
    Interceptor("requests.sessions", "Session.send", module="requests"),
    Interceptor("requests_mock.mocker", "_original_send", module="requests"),  # the same function, saved at its import
    Interceptor("socket", "getaddrinfo", module="network"),
    Interceptor("socket", "gethostbyname", module="network"),
    Interceptor("socket", "gethostbyname_ex", module="network"),
    Interceptor("socket", "socket.connect", module="network"),
    Interceptor("socket", "socket.connect_ex", module="network"),
    Interceptor("httpx", "Client.send", module="network"),  # it may use a proxy, which resolves host names itself
    Interceptor("httpx", "AsyncClient.send", module="network"),
    Interceptor("moto.core.models", "MockAWS.start", module="moto"),
    Interceptor("moto.core.models", "MockAWS.stop", module="moto"),
)


@frozen
class _Patch:
    """Hold what is needed to undo the replacement of a function."""

    owner: object
    """The class or the module that has the function."""
    name: str
    wrapper: Function
    original: Function | None
    """None if the owner inherits the function."""

    def undo(self) -> None:
        # If somebody has wrapped the wrapper, it stays: without a running mock, it only calls the original.
        if getattr(self.owner, self.name) is not self.wrapper:
            return
        if self.original is None:
            delattr(self.owner, self.name)
        else:
            setattr(self.owner, self.name, self.original)


_answers: list[Answer] = []
_patches: list[_Patch] = []
_originals: WeakKeyDictionary[Function, Function] = WeakKeyDictionary()
"""The original function of each wrapper."""
_lock = RLock()


def install_interceptors(answer: Answer) -> None:
    """Answer every call of the service with this function, instead of the one that was installed before it."""
    with _lock:
        if not _answers:
            for interceptor in INTERCEPTORS:
                if interceptor.library in sys.modules:
                    _patch(interceptor, sys.modules[interceptor.library])
            sys.meta_path.insert(0, _Finder)
        _answers.append(answer)


def remove_interceptors(answer: Answer) -> None:
    """Undo one `install_interceptors`, in any order; after the last one, restore every library."""
    with _lock:
        _answers.remove(answer)
        if not _answers:
            sys.meta_path.remove(_Finder)
            while _patches:
                _patches.pop().undo()


def are_installed() -> bool:
    """Return whether calls of the service are intercepted now."""
    return bool(_answers)


def _patch(interceptor: Interceptor, library: ModuleType) -> None:
    *path, name = interceptor.function.split(".")
    owner: object = reduce(getattr, path, library)
    found = getattr(owner, name)
    # Another tool may have put back a wrapper that had been removed already.
    original = _originals.get(found, found) if isinstance(found, FunctionType) else found
    wrapper = _wrapper(interceptor.module, original)
    is_inherited = name not in vars(owner)
    setattr(owner, name, wrapper)
    _patches.append(_Patch(owner, name, wrapper, None if is_inherited else original))


@lru_cache(maxsize=32)  # bounded, since an original may be a test's own patch, which keeps the test's objects alive
def _wrapper(module: str, original: Function) -> Function:
    @wraps(original)
    def wrapper(*args: object, **kwargs: object) -> object:
        latest = _answers[-1:]  # read only once, since another thread may remove the interceptors
        if not latest:
            return original(*args, **kwargs)
        return _handler(module)(latest[0], original, *args, **kwargs)

    _originals[wrapper] = original
    return wrapper


@cache
def _handler(module: str) -> Function:
    """Return a module's `intercept`. It is imported at the first call, since its library may not be loaded earlier."""
    handler: Function = import_module(f".{module}", __package__).intercept
    return handler


class _Finder:
    """Patch a library as soon as it has been loaded."""

    @staticmethod
    def find_spec(name: str, path: Sequence[str] | None = None, target: ModuleType | None = None) -> ModuleSpec | None:
        interceptors = [interceptor for interceptor in INTERCEPTORS if interceptor.library == name]
        if not interceptors:
            return None
        others = (finder.find_spec(name, path, target) for finder in sys.meta_path if finder is not _Finder)
        spec = next(filter(None, others), None)
        if spec is not None and spec.loader is not None:
            spec.loader = _Loader(spec.loader, interceptors)
        return spec


@frozen
class _Loader(Loader):
    """Load a module with its own loader, and then patch it; the module keeps no reference to this loader."""

    own: Loader
    interceptors: Sequence[Interceptor]

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        return self.own.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        module.__loader__ = self.own
        if module.__spec__ is not None:
            module.__spec__.loader = self.own
        self.own.exec_module(module)
        with _lock:
            for interceptor in self.interceptors if _answers else ():
                _patch(interceptor, module)
