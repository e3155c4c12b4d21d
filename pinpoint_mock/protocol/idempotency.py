"""The same client token and the same request: the same answer.

A stored failure is replayed too, as the service has been seen to do. How long the service remembers a token isn't
known; the mock remembers the latest 10,000 of an account and region. The same token with another request of the same
operation is refused (our choice).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from attrs import define, field, frozen

from ..errors import ServiceException, ValidationException

REMEMBERED = 10_000


@frozen
class Outcome:
    """What a request came to: its answer's names and values, or the error; and a fingerprint of the request."""

    request: int
    names: tuple[str, ...]
    values: tuple[Any, ...]
    error: ServiceException | None

    def result(self) -> dict[str, Any]:
        """The answer's members once more; the stored error is raised."""
        if self.error is not None:
            raise self.error.with_traceback(None)  # that of the call before would go on growing
        return dict(zip(self.names, self.values, strict=True))


@define
class Outcomes:
    """The outcomes of one account and region, by operation and client token, oldest first."""

    _by_token: dict[str, Outcome] = field(factory=dict, init=False)
    # Answers of one operation have the same names time and again: one tuple serves them all.
    _names: dict[tuple[str, ...], tuple[str, ...]] = field(factory=dict, init=False)

    def recall(self, operation: str, parameters: Mapping[str, Any]) -> Outcome | None:
        """The outcome of this token, if it was used before; ValidationException if for another request."""
        token = parameters["ClientToken"]
        outcome = self._by_token.get(f"{operation} {token}")
        if outcome is not None and outcome.request != _fingerprint(parameters):
            raise ValidationException(
                reason="INVALID_PARAMETER",
                fields={"ClientToken": f"{token!r} was used for another request; use a new token for this one"},
            )
        return outcome

    def keep(
        self,
        operation: str,
        parameters: Mapping[str, Any],
        result: Mapping[str, Any] | None = None,
        error: ServiceException | None = None,
    ) -> None:
        names = tuple(result or ())
        self._by_token[f"{operation} {parameters['ClientToken']}"] = Outcome(
            request=_fingerprint(parameters),
            names=self._names.setdefault(names, names),
            values=tuple((result or {}).values()),
            error=error,
        )
        if len(self._by_token) > REMEMBERED:
            del self._by_token[next(iter(self._by_token))]


def _fingerprint(parameters: Mapping[str, Any]) -> int:
    """A number that is the same for the same request, whatever the order of its members and its token."""
    rest = {name: value for name, value in parameters.items() if name != "ClientToken"}
    return hash(_encode(rest))


_encode = json.JSONEncoder(sort_keys=True).encode
