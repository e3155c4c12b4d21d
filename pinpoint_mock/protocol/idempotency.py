"""Repeat the outcome of a request that comes again with the same client token.

An error is repeated, too, as has been seen of the service. It isn't known for how long the service remembers a token;
the mock remembers the latest 10,000 in each account and region. A token that was used for a different request of the
same operation is refused, which is our choice.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from attrs import define, field, frozen

from ..errors import ServiceException, ValidationException

REMEMBERED = 10_000


@frozen
class Outcome:
    """Hold the names and values of an answer's members, or an error, and a fingerprint of the request."""

    fingerprint: int
    names: tuple[str, ...]
    values: tuple[object, ...]
    error: ServiceException | None

    def result(self) -> dict[str, object]:
        """Return the answer's members again, or raise the error again."""
        if self.error is not None:
            raise self.error.with_traceback(None)  # else the traceback would grow with each call
        return dict(zip(self.names, self.values, strict=True))


@define
class Outcomes:
    """Store the outcomes of one account and region by operation and client token, oldest first."""

    _by_token: dict[str, Outcome] = field(factory=dict, init=False)
    # Answers of an operation mostly have the same names: they share one tuple, to save memory.
    _names: dict[tuple[str, ...], tuple[str, ...]] = field(factory=dict, init=False)

    def recall(self, operation: str, parameters: Mapping[str, object]) -> Outcome | None:
        """Return the outcome of this token, or None for a new token.

        ValidationException if the token was used for a different request.
        """
        token = parameters["ClientToken"]
        outcome = self._by_token.get(f"{operation} {token}")
        if outcome is not None and outcome.fingerprint != _fingerprint(parameters):
            raise ValidationException(
                reason="INVALID_PARAMETER",
                fields={"ClientToken": f"{token!r} was used for a different request; give a new token"},
            )
        return outcome

    def keep(
        self,
        operation: str,
        parameters: Mapping[str, object],
        result: Mapping[str, object] | None = None,
        error: ServiceException | None = None,
    ) -> None:
        """Store the outcome of a request, and forget the oldest one if there are too many."""
        names = tuple(result or ())
        self._by_token[f"{operation} {parameters['ClientToken']}"] = Outcome(
            fingerprint=_fingerprint(parameters),
            names=self._names.setdefault(names, names),
            values=tuple((result or {}).values()),
            error=error,
        )
        if len(self._by_token) > REMEMBERED:
            del self._by_token[next(iter(self._by_token))]


def _fingerprint(parameters: Mapping[str, object]) -> int:
    """Return a number that depends on neither the order of the members nor the token."""
    rest = {name: value for name, value in parameters.items() if name != "ClientToken"}
    return hash(_encode(rest))


_encode = json.JSONEncoder(sort_keys=True).encode
