"""Inject failures: errors that the next calls of an operation get as their answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from attrs import define, field

from .._public import public
from ..did_you_mean import did_you_mean
from ..errors import EXCEPTIONS, AccessDeniedException, ServiceException
from ..protocol import model
from ..protocol.mocked import not_mocked
from ..protocol.names import snake_case
from ..protocol.validation import problems_of

Predicate = Callable[[Mapping[str, Any]], bool]
"""A function that gets a call's parameters, in the wire's names."""


@public
@define(eq=False)
class Failure:
    """An error for the next `times` calls of an operation (None: for all calls) for which `when` returns True."""

    operation: str
    """The operation's name on the wire: "SendTextMessage"."""
    error: BaseException
    """The model's error, or the given exception."""
    times: int | None
    """The number of calls that get the error; None for all."""
    when: Predicate | None
    """A function that decides by a call's parameters whether the call gets the error; None for every call."""
    met: int = 0
    """The number of calls that have got the error."""
    _is_denial: bool = False
    """Whether the error's text is that of IAM, which names the caller."""

    def meets(self, operation: str, parameters: Mapping[str, object]) -> bool:
        """Return whether a call gets the error."""
        return (
            operation == self.operation
            and (self.times is None or self.met < self.times)
            and (self.when is None or bool(self.when(parameters)))
        )

    def error_for(self, account_id: str, partition: str) -> BaseException:
        """Return the error for a call of an account in a partition."""
        if self._is_denial:
            return AccessDeniedException.by_iam(self.operation, account_id, partition)
        return self.error.with_traceback(None)  # otherwise the traceback would grow with each call

    def __str__(self) -> str:
        return f"fail({self.operation!r}, {self.error!r})"


@define
class Failures:
    """The injected failures, oldest first. A call gets the oldest one that applies to it."""

    _injected: list[Failure] = field(factory=list, init=False)

    def inject(
        self,
        operation: str,
        error: str | BaseException,
        *,
        reason: str | None,
        times: int | None,
        when: Predicate | None,
        members: Mapping[str, object],
    ) -> None:
        """Add a failure. Raise ValueError for what the model doesn't have, TypeError for arguments of a wrong type."""
        names = model.service_model().operation_names
        if operation not in names:
            raise ValueError(did_you_mean("an operation of the installed botocore's model", operation, names))
        if times is not None and (not isinstance(times, int) or isinstance(times, bool) or times < 1):
            raise ValueError(f"times is a whole number of 1 or more, or None for every call; {times!r} was given")
        if when is not None and not callable(when):
            raise TypeError(f"when is a function that gets the call's parameters as one mapping; {when!r} was given")
        is_denial = error == AccessDeniedException.__name__ and reason is None and not members
        if isinstance(error, str):
            error = _modelled(operation, error, {**({} if reason is None else {"Reason": reason}), **members})
        elif not isinstance(error, BaseException):
            raise TypeError(f"error is the name of a modelled error or an exception instance; {error!r} was given")
        elif reason is not None or members:
            raise TypeError("reason and other members go with a modelled error's name, not with an exception instance")
        self._injected.append(Failure(operation, error, times, when, is_denial=is_denial))

    @property
    def have_functions(self) -> bool:
        """Whether any has a function that a test has given."""
        return any(failure.when is not None for failure in self._injected)

    def meet(self, operation: str, parameters: Mapping[str, object]) -> Failure | None:
        """Return the failure whose error this call gets, and count it; None if the call gets none."""
        for failure in self._injected:
            if failure.meets(operation, parameters):
                failure.met += 1
                return failure
        return None

    def unmet(self) -> list[Failure]:
        """Return the failures whose error no call has got."""
        return [failure for failure in self._injected if not failure.met]

    def reset(self) -> None:
        self._injected.clear()


def _modelled(operation: str, code: str, members: Mapping[str, object]) -> ServiceException:
    """Return the model's error with these members. Raise ValueError if the operation doesn't have it."""
    codes = sorted(model.error_codes(operation))
    if code not in codes:
        raise ValueError(did_you_mean(f"an error of {operation}", code, codes))
    if code not in EXCEPTIONS:
        raise not_mocked(f"{code} of {operation}")
    shapes = model.members(model.service_model().shape_for(code))
    by_snake_case = {snake_case(name): name for name in shapes}
    given: dict[str, object] = {}
    for name, value in members.items():
        wire_name = by_snake_case.get(name, name)
        if wire_name not in shapes:
            raise ValueError(did_you_mean(f"a member of {code}", name, shapes))
        enum = getattr(shapes[wire_name], "enum", ())
        if enum and value not in enum:
            others = [other for other in codes if value in _values(other, wire_name)]
            hint = f" ({value} is one of {' and '.join(others)})" if others else ""
            raise ValueError(did_you_mean(f"a {wire_name} of {code}", value, enum) + hint)
        if problems := problems_of(shapes[wire_name], value, wire_name):
            raise ValueError("; ".join(f"{path} of {code}: {problem}" for path, problem in problems.items()))
        given[wire_name] = value
    return EXCEPTIONS[code].with_members(**given)


def _values(code: str, member: str) -> tuple[str, ...]:
    """Return the values that a member of an error may have, if it is an enum; otherwise none."""
    shape = model.members(model.service_model().shape_for(code)).get(member)
    return tuple(getattr(shape, "enum", ()))
