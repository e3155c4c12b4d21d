"""List the countries that Notify sends to, by its tiers."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from attrs import frozen

from ..facts.countries import COUNTRIES, NOTIFY_BASIC, UNSUPPORTED, country_names
from ..operation import operation
from ..protocol.mocked import mocked_values
from ..protocol.pagination import Listing, Sequenced
from ..store import Region

BASIC, ADVANCED = "BASIC", "ADVANCED"

CHANNELS = ("SMS", "VOICE")
"""The values of the model's NumberCapability that Notify has."""


@frozen(kw_only=True)
class NotifyCountry:
    """A country that Notify sends to: by both channels, and from AWS's own numbers (our choice)."""

    iso_country_code: str
    country_name: str
    supported_tiers: Sequence[str]
    supported_channels: Sequence[str] = CHANNELS
    customer_owned_identity_required: bool = False

    @property
    def supported_use_cases(self) -> Sequence[str]:
        return mocked_values("NotifyConfigurationUseCase")


@cache
def countries() -> Sequence[NotifyCountry]:
    """Return all countries, in the order of their codes."""
    return [
        NotifyCountry(
            iso_country_code=country,
            country_name=country_names()[country],
            supported_tiers=(BASIC, ADVANCED) if country in NOTIFY_BASIC else (ADVANCED,),
        )
        for country in sorted(COUNTRIES - UNSUPPORTED)
    ]


def countries_of_tier(tier: str) -> Sequence[str]:
    """Return the codes of the countries that a tier sends to."""
    return [each.iso_country_code for each in countries() if tier in each.supported_tiers]


@operation
def list_notify_countries(
    _: Region, *, Channels: Sequence[str] = (), UseCases: Sequence[str] = (), Tier: str | None = None
) -> Listing[NotifyCountry]:
    """Return the countries that have one of the given channels, one of the given use cases, and the given tier."""
    return Sequenced(
        [
            each
            for each in countries()
            if (not Channels or not set(Channels).isdisjoint(each.supported_channels))
            and (not UseCases or not set(UseCases).isdisjoint(each.supported_use_cases))
            and (Tier is None or Tier in each.supported_tiers)
        ]
    )
