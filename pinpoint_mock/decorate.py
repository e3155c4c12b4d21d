"""Run functions of every kind, and test classes, inside a context manager."""

from __future__ import annotations

import functools
import inspect
import sys
from collections.abc import AsyncGenerator, Awaitable, Callable, Coroutine, Generator
from contextlib import AbstractContextManager
from types import TracebackType
from typing import Any, ParamSpec, TypeVar

from .marks import CONTEXTS

Context = AbstractContextManager[object]
Method = Callable[..., object]
P = ParamSpec("P")
T = TypeVar("T")
Yielded = TypeVar("Yielded")
Sent = TypeVar("Sent")


def decorate(target: Any, context: Context) -> Any:
    """Return the same function or class, which runs inside the context."""
    if isinstance(target, type):
        return (_decorate_test_case if _is_test_case(target) else _decorate_plain_class)(target, context)
    if isinstance(target, (classmethod, staticmethod)):
        return type(target)(decorate(target.__func__, context))
    if type(target).__name__ == "FixtureFunctionDefinition":
        raise TypeError(f"{target!r}: put @pytest.fixture above @mock_pinpoint_v2, not below")
    if inspect.isasyncgenfunction(target):
        return _wrap_async_generator(target, context)
    if inspect.iscoroutinefunction(target):
        return _wrap_coroutine_function(target, context)
    if inspect.isgeneratorfunction(target):
        return _wrap_generator(target, context)
    return _wrap_function(target, context)


def _wrap_function(function: Callable[P, T], context: Context) -> Callable[P, T]:
    @functools.wraps(function)
    def wrapper(*args: P.args, **kwargs: P.kwargs) -> T:
        with context:
            return function(*args, **kwargs)

    return wrapper


def _wrap_coroutine_function(
    function: Callable[P, Awaitable[T]], context: Context
) -> Callable[P, Coroutine[object, object, T]]:
    @functools.wraps(function)
    async def wrapper(*args: P.args, **kwargs: P.kwargs) -> T:
        with context:
            return await function(*args, **kwargs)

    return wrapper


def _wrap_generator(
    function: Callable[P, Generator[Yielded, Sent, T]], context: Context
) -> Callable[P, Generator[Yielded, Sent, T]]:
    @functools.wraps(function)
    def wrapper(*args: P.args, **kwargs: P.kwargs) -> Generator[Yielded, Sent, T]:
        with context:
            return (yield from function(*args, **kwargs))

    return wrapper


def _wrap_async_generator(
    function: Callable[P, AsyncGenerator[Yielded, Sent]], context: Context
) -> Callable[P, AsyncGenerator[Yielded, Sent]]:
    @functools.wraps(function)
    async def wrapper(*args: P.args, **kwargs: P.kwargs) -> AsyncGenerator[Yielded, Sent]:
        # This does what `yield from` does, which Python doesn't have for asynchronous generators.
        with context:
            generator = function(*args, **kwargs)
            try:
                item = await anext(generator)
                while True:
                    try:
                        sent = yield item
                    except GeneratorExit:
                        await generator.aclose()
                        raise
                    except BaseException as error:
                        item = await generator.athrow(error)
                    else:
                        item = await generator.asend(sent)
            except StopAsyncIteration:
                return

    return wrapper


def _is_test_case(klass: type) -> bool:
    # unittest isn't imported here, since its import would take most of the plugin's time in a suite without it.
    unittest = sys.modules.get("unittest")
    return unittest is not None and issubclass(klass, unittest.TestCase)


_RUNS = ("run", "debug")
_CLASS_FIXTURES = ("setUpClass", "tearDownClass")


def _decorate_test_case(klass: type, context: Context) -> type:
    """Wrap `run`, which calls setUp, the test, tearDown and the clean-ups, also of asynchronous test cases."""
    for name in _RUNS:
        setattr(klass, name, _method_inside(context, _find_original(klass, name)))
    for name in _CLASS_FIXTURES:
        setattr(klass, name, classmethod(_method_inside(context, _find_original(klass, name))))
    return klass


def _decorate_plain_class(klass: type, context: Context) -> type:
    """Give a class its `CONTEXTS`, in which the pytest plugin runs everything that belongs to one of its tests.

    Tests, setup and teardown methods are wrapped as well, so that the service is mocked even without the plugin.
    """
    reentrant = _ReentrantContext(context)
    inherited = next((vars(base)[CONTEXTS] for base in klass.__mro__[1:] if CONTEXTS in vars(base)), ())
    own = vars(klass).get(CONTEXTS, inherited)[len(inherited) :]
    setattr(klass, CONTEXTS, (*inherited, reentrant, *own))
    for name, value in list(vars(klass).items()):
        if name.startswith("Test") and inspect.isclass(value):
            decorate(value, context)
        elif name in ("setup_class", "teardown_class", "setup_method", "teardown_method"):
            setattr(klass, name, _decorate_method(value, reentrant, _wrap_fixture_method))
        elif name.startswith("test"):
            setattr(klass, name, _decorate_method(value, reentrant, decorate))
    # The class may be a mixin of a test case. Then these methods call the `run` of unittest's class.
    for name in _RUNS:
        if not hasattr(klass, name):
            setattr(klass, name, _method_inside(reentrant, _find_original(klass, name)))
    for name in _CLASS_FIXTURES:
        if name in vars(klass):
            setattr(klass, name, classmethod(_method_inside(reentrant, _find_original(klass, name))))
    return klass


class _ReentrantContext:
    """Enter a context only once, although several nested wrappers of one test enter it."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._depth = 0

    def __enter__(self) -> None:
        if not self._depth:
            self._context.__enter__()
        self._depth += 1

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._depth -= 1
        if not self._depth:
            self._context.__exit__(kind, error, traceback)


def _decorate_method(method: object, context: Context, wrap: Callable[[Any, Context], Any]) -> object:
    if isinstance(method, (classmethod, staticmethod)):
        return type(method)(wrap(method.__func__, context))
    return wrap(method, context) if inspect.isfunction(method) else method


def _wrap_fixture_method(function: Callable[..., T], context: Context) -> Callable[..., T]:
    """Wrap a method that pytest calls with the test's method or class, but only if it has a parameter for that."""
    parameters = len(inspect.signature(function).parameters)

    @functools.wraps(function)
    def wrapper(owner: object, method: object = None) -> T:
        with context:
            return function(*(owner, method)[:parameters])

    return wrapper


def _find_original(klass: type, name: str) -> Callable[[Any], Method | None]:
    """Return a function that finds the undecorated method of an instance or a class, own or inherited, or None."""
    own = vars(klass).get(name)
    if own is None:
        return lambda owner: getattr(super(klass, owner), name, None)
    return lambda owner: own.__get__(None, owner) if isinstance(owner, type) else own.__get__(owner, type(owner))


def _method_inside(context: Context, find_original: Callable[[Any], Method | None]) -> Method:
    def method(owner: object, *args: object, **kwargs: object) -> object:
        original = find_original(owner)
        assert original is not None, "every TestCase has these methods"
        with context:
            return original(*args, **kwargs)

    return method
