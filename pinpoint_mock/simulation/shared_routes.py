"""Keep the countries that shared routes reach, which a test can change."""

from __future__ import annotations

from typing import ClassVar

from .._public import public
from ..did_you_mean import did_you_mean
from ..facts.countries import COUNTRIES, SHARED_ROUTES
from .checked_sets import CheckedSet


@public
class SharedRoutes(CheckedSet):
    """A set of countries, by their ISO 3166-1 codes. Anything else raises ValueError, with the nearest right codes."""

    what: ClassVar[str] = "shared routes are a set of country codes"

    def reset(self) -> None:
        """Let shared routes reach the countries that they reach at AWS."""
        self._values = set(SHARED_ROUTES)

    def _problem_of(self, value: str) -> str | None:
        return None if value in COUNTRIES else did_you_mean("the ISO code of a country", value, COUNTRIES)
