"""Functions of every kind, and test classes, run inside a context manager."""

from __future__ import annotations

import functools
import inspect
import unittest
from collections.abc import AsyncIterator, Callable, Generator
from contextlib import AbstractContextManager
from typing import Any

Context = AbstractContextManager[Any]


def decorate(target: Any, context: Context) -> Any:
    """The same function or class, inside the context whenever it runs."""
    if isinstance(target, type):
        return (
            _decorate_test_case(target, context)
            if issubclass(target, unittest.TestCase)
            else _decorate_plain_class(target, context)
        )
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


def _decorate_test_case(klass: type, context: Context) -> type:
    """`run` is setUp, the test, tearDown and clean-ups, of asynchronous test cases too."""
    for name in ("run", "debug"):
        setattr(klass, name, _calling(_original(klass, name), context))
    for name in ("setUpClass", "tearDownClass"):
        setattr(klass, name, classmethod(_calling(_original(klass, name), context)))
    return klass


def _decorate_plain_class(klass: type, context: Context) -> type:
    """For pytest, which calls setup_method, the test and teardown_method one by one: one context for all three."""
    for name, value in list(vars(klass).items()):
        if name.startswith("test") and inspect.isfunction(value):
            setattr(klass, name, decorate(value, context))
        elif name.startswith("Test") and inspect.isclass(value):
            decorate(value, context)
        elif name in ("setup_class", "teardown_class") and isinstance(value, classmethod):
            setattr(klass, name, classmethod(_calling(_original(klass, name), context)))

    set_up, tear_down = _original(klass, "setup_method"), _original(klass, "teardown_method")

    def setup_method(self: Any, method: Any = None) -> None:
        context.__enter__()
        try:
            _call_as_pytest_does(set_up(self), method)
        except BaseException:
            context.__exit__(None, None, None)
            raise

    def teardown_method(self: Any, method: Any = None) -> None:
        try:
            _call_as_pytest_does(tear_down(self), method)
        finally:
            context.__exit__(None, None, None)

    klass.setup_method = setup_method  # type: ignore[attr-defined]  # any class may have them
    klass.teardown_method = teardown_method  # type: ignore[attr-defined]  # likewise
    return klass


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


def _call_as_pytest_does(original: Callable[..., Any] | None, method: Any) -> None:
    """With the test's method, where there is a parameter for it."""
    if original is not None:
        original(*([method] if inspect.signature(original).parameters else []))
