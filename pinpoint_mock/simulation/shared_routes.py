"""Keep the countries that shared routes reach, which a test can change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, MutableSet

from .._public import public
from ..did_you_mean import did_you_mean
from ..facts.countries import COUNTRIES, SHARED_ROUTES


@public
class SharedRoutes(MutableSet[str]):
    """A set of countries, by their ISO 3166-1 codes. Anything else raises ValueError, with the nearest right codes."""

    def __init__(self, countries: Iterable[str] | None = None) -> None:
        if isinstance(countries, str):
            raise TypeError(f"shared routes are a set of country codes; {countries!r} was given")
        self._countries = set(SHARED_ROUTES) if countries is None else set()
        for country in countries or ():
            self.add(country)

    def reset(self) -> None:
        """Let shared routes reach the countries that they reach at AWS."""
        self._countries = set(SHARED_ROUTES)

    def add(self, value: str) -> None:
        """Let shared routes reach a country."""
        if value not in COUNTRIES:
            raise ValueError(did_you_mean("the ISO code of a country", value, COUNTRIES))
        self._countries.add(value)

    def discard(self, value: str) -> None:
        """Let shared routes no longer reach a country."""
        self._countries.discard(value)

    def __contains__(self, value: object) -> bool:
        return isinstance(value, str) and value in self._countries

    def __iter__(self) -> Iterator[str]:
        return iter(self._countries)

    def __len__(self) -> int:
        return len(self._countries)

    def __repr__(self) -> str:
        return repr(self._countries)
