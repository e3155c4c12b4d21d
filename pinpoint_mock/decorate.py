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
        _override(klass, name, lambda function: _wrap_function(function, context))
    for name in ("setUpClass", "tearDownClass"):
        _override(klass, name, lambda function: classmethod(_wrap_function(function, context)))
    return klass


def _decorate_plain_class(klass: type, context: Context) -> type:
    """Pytest calls setup_method, the test and teardown_method one by one; they run inside one and the same context."""
    for name, value in list(vars(klass).items()):
        if name.startswith("test") and inspect.isfunction(value):
            setattr(klass, name, decorate(value, context))
        elif name.startswith("Test") and inspect.isclass(value):
            decorate(value, context)
        elif name in ("setup_class", "teardown_class") and isinstance(value, classmethod):
            setattr(klass, name, classmethod(_wrap_function(value.__func__, context)))

    def set_up(function: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(function)
        def setup_method(self: Any, method: Any = None) -> None:
            context.__enter__()
            try:
                _call_as_pytest_does(function, self, method)
            except BaseException:
                context.__exit__(None, None, None)
                raise

        return setup_method

    def tear_down(function: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(function)
        def teardown_method(self: Any, method: Any = None) -> None:
            try:
                _call_as_pytest_does(function, self, method)
            finally:
                context.__exit__(None, None, None)

        return teardown_method

    _override(klass, "setup_method", set_up)
    _override(klass, "teardown_method", tear_down)
    return klass


def _override(klass: type, name: str, wrap: Callable[[Callable[..., Any]], Any]) -> None:
    """Put a wrapper in place of a class's own method, or over the one that it inherits, if it does."""
    own = vars(klass).get(name)
    if own is not None:
        function = own.__func__ if isinstance(own, classmethod) else own
    else:

        def function(self: Any, *args: Any, **kwargs: Any) -> Any:
            inherited = getattr(super(klass, self), name, None)
            return None if inherited is None else inherited(*args, **kwargs)

        function.__name__ = name
    setattr(klass, name, wrap(function))


def _call_as_pytest_does(function: Callable[..., Any], instance: Any, method: Any) -> None:
    """With the test's method, where the function takes one."""
    takes_method = len(inspect.signature(function).parameters) > 1
    function(instance, *([method] if takes_method else []))
