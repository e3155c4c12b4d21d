"""Functions of every kind, and test classes, run inside a context manager."""

from __future__ import annotations

import functools
import inspect
import sys
from collections.abc import AsyncIterator, Callable, Generator
from contextlib import AbstractContextManager
from typing import Any

Context = AbstractContextManager[Any]

CONTEXTS = "__pinpoint_mock__"
"""Where a decorated plain class has its contexts and those of the class it inherits from, the outermost first."""


def decorate(target: Any, context: Context) -> Any:
    """The same function or class, inside the context whenever it runs."""
    if isinstance(target, type):
        return (_decorate_test_case if _is_test_case(target) else _decorate_plain_class)(target, context)
    if isinstance(target, (classmethod, staticmethod)):
        return type(target)(decorate(target.__func__, context))
    if type(target).__name__ == "FixtureFunctionDefinition":
        raise TypeError(f"{target!r}: put @pytest.fixture above @mock_pinpoint_v2, not below")
    for is_kind, wrap in (
        (inspect.isasyncgenfunction, _wrap_async_generator),
        (inspect.iscoroutinefunction, _wrap_coroutine_function),
        (inspect.isgeneratorfunction, _wrap_generator),
    ):
        if is_kind(target):
            return wrap(target, context)
    return _wrap_function(target, context)


def _wrap_function(function: Callable[..., Any], context: Context) -> Callable[..., Any]:
    @functools.wraps(function)
    def wrapper(*args: Any, **kwargs: Any) -> Any:
        with context:
            return function(*args, **kwargs)

    return wrapper


def _wrap_coroutine_function(function: Callable[..., Any], context: Context) -> Callable[..., Any]:
    @functools.wraps(function)
    async def wrapper(*args: Any, **kwargs: Any) -> Any:
        with context:
            return await function(*args, **kwargs)

    return wrapper


def _wrap_generator(function: Callable[..., Any], context: Context) -> Callable[..., Any]:
    @functools.wraps(function)
    def wrapper(*args: Any, **kwargs: Any) -> Generator[Any, Any, Any]:
        with context:
            return (yield from function(*args, **kwargs))

    return wrapper


def _wrap_async_generator(function: Callable[..., Any], context: Context) -> Callable[..., Any]:
    @functools.wraps(function)
    async def wrapper(*args: Any, **kwargs: Any) -> AsyncIterator[Any]:
        # What `yield from` does: there is no such thing for asynchronous generators.
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
    # Not imported here: it would be most of what pytest's plugin weighs in a suite without it.
    unittest = sys.modules.get("unittest")
    return unittest is not None and issubclass(klass, unittest.TestCase)


_RUNS = ("run", "debug")
_CLASS_FIXTURES = ("setUpClass", "tearDownClass")


def _decorate_test_case(klass: type, context: Context) -> type:
    """`run` is setUp, the test, tearDown and clean-ups, of asynchronous test cases too."""
    for name in _RUNS:
        setattr(klass, name, _calling(_original(klass, name), context))
    for name in _CLASS_FIXTURES:
        setattr(klass, name, classmethod(_calling(_original(klass, name), context)))
    return klass


def _decorate_plain_class(klass: type, context: Context) -> type:
    """For pytest, whose plugin runs all that belongs to one test inside the `CONTEXTS` of its class.

    What can be is decorated besides, so that without the plugin no call slips past the mock either.
    """
    once = _Once(context)
    inherited = next((vars(base)[CONTEXTS] for base in klass.__mro__[1:] if CONTEXTS in vars(base)), ())
    own = vars(klass).get(CONTEXTS, inherited)[len(inherited) :]
    setattr(klass, CONTEXTS, (*inherited, once, *own))
    for name, value in list(vars(klass).items()):
        if name.startswith("Test") and inspect.isclass(value):
            decorate(value, context)
        elif name in ("setup_class", "teardown_class", "setup_method", "teardown_method"):
            setattr(klass, name, _decorate_method(value, once, _wrap_fixture_method))
        elif name.startswith("test"):
            setattr(klass, name, _decorate_method(value, once, decorate))
    # It may be a base of a test case, beside unittest's own, whose run then is called by this one's.
    for name in _RUNS:
        if not hasattr(klass, name):
            setattr(klass, name, _calling(_original(klass, name), once))
    for name in _CLASS_FIXTURES:
        if name in vars(klass):
            setattr(klass, name, classmethod(_calling(_original(klass, name), once)))
    return klass


class _Once:
    """A context for all the layers of one test, each of which enters it: the outermost does, the others are inside."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._depth = 0

    def __enter__(self) -> None:
        if not self._depth:
            self._context.__enter__()
        self._depth += 1

    def __exit__(self, *error: Any) -> None:
        self._depth -= 1
        if not self._depth:
            self._context.__exit__(*error)


def _decorate_method(method: Any, context: Context, wrap: Callable[[Any, Context], Any]) -> Any:
    if isinstance(method, (classmethod, staticmethod)):
        return type(method)(wrap(method.__func__, context))
    return wrap(method, context) if inspect.isfunction(method) else method


def _wrap_fixture_method(function: Callable[..., Any], context: Context) -> Callable[..., Any]:
    """What pytest calls with the test's method, or with the class, if there is a parameter for it: here is one."""
    taken = len(inspect.signature(function).parameters)

    @functools.wraps(function)
    def wrapper(owner: Any, method: Any = None) -> Any:
        with context:
            return function(*(owner, method)[:taken])

    return wrapper


def _original(klass: type, name: str) -> Callable[[Any], Callable[..., Any] | None]:
    """How to find, for an instance or its class, the method of that name as it was: own or inherited, None for none."""
    own = vars(klass).get(name)
    if own is None:
        return lambda owner: getattr(super(klass, owner), name, None)
    return lambda owner: own.__get__(None, owner) if isinstance(owner, type) else own.__get__(owner, type(owner))


def _calling(find: Callable[[Any], Callable[..., Any] | None], context: Context) -> Callable[..., Any]:
    def method(owner: Any, *args: Any, **kwargs: Any) -> Any:
        original = find(owner)
        assert original is not None, "every TestCase has these"
        with context:
            return original(*args, **kwargs)

    return method
