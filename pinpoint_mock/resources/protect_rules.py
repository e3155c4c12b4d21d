"""The rules of protect configurations: of countries, capability by capability, and of single numbers above those."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..errors import ResourceNotFoundException, ValidationException
from ..fidelity import warn_of_difference
from ..operation import operation
from ..protocol.pagination import Listing
from ..protocol.timestamps import instant
from ..simulation.countries import COUNTRIES
from ..simulation.destinations import country_of, e164
from ..store import Region
from .protect_configurations import NumberOverride, ProtectConfiguration

CountryRuleSet = Mapping[str, Mapping[str, str]]


@operation
def get_protect_configuration_country_rule_set(
    region: Region, *, ProtectConfigurationId: str, NumberCapability: str
) -> tuple[ProtectConfiguration, Mapping[str, Any]]:
    """The rules of all countries. FidelityWarning for RCS, which AWS doesn't name among the capabilities with rules."""
    configuration = region.get(ProtectConfiguration, ProtectConfigurationId)
    _warn_of_rcs(NumberCapability)
    return configuration, _rule_set(configuration, NumberCapability)


@operation
def update_protect_configuration_country_rule_set(
    region: Region, *, ProtectConfigurationId: str, NumberCapability: str, CountryRuleSetUpdates: CountryRuleSet
) -> tuple[ProtectConfiguration, Mapping[str, Any]]:
    """Set the rules of these countries for this capability; the answer has those of all. FidelityWarning for RCS."""
    configuration = region.get(ProtectConfiguration, ProtectConfigurationId)
    unknown = sorted(CountryRuleSetUpdates.keys() - COUNTRIES)
    if unknown:
        raise ValidationException(
            reason="INVALID_PARAMETER",
            fields={
                "CountryRuleSetUpdates": f"no country has {', '.join(map(repr, unknown))}; give ISO codes, as GB or US"
            },
        )
    _warn_of_rcs(NumberCapability)
    for country, rule in CountryRuleSetUpdates.items():
        configuration.country_rules[NumberCapability, country] = rule["ProtectStatus"]
    return configuration, _rule_set(configuration, NumberCapability)


@operation
def put_protect_configuration_rule_set_number_override(
    region: Region,
    *,
    ProtectConfigurationId: str,
    DestinationPhoneNumber: str,
    Action: str,
    ExpirationTimestamp: float | str | None = None,
) -> tuple[NumberOverride, ProtectConfiguration]:
    """Allow or block a number, for good or until a time. What was said of it before no longer holds."""
    configuration = region.get(ProtectConfiguration, ProtectConfigurationId)
    number = e164(DestinationPhoneNumber)
    override = configuration.number_overrides.get(number)
    if override is None:
        override = NumberOverride(
            destination_phone_number=number,
            created_timestamp=region.simulation.clock.now(),
            iso_country_code=country_of(number),
            action=Action,
            expiration_timestamp=None,
        )
        configuration.number_overrides.add(number, override)
    override.action = Action
    override.expiration_timestamp = None if ExpirationTimestamp is None else instant(ExpirationTimestamp)
    return override, configuration


@operation
def list_protect_configuration_rule_set_number_overrides(
    region: Region, *, ProtectConfigurationId: str
) -> tuple[ProtectConfiguration, Listing[NumberOverride]]:
    """All overrides of a configuration, those that have expired as well."""
    configuration = region.get(ProtectConfiguration, ProtectConfigurationId)
    return configuration, configuration.number_overrides


@operation
def delete_protect_configuration_rule_set_number_override(
    region: Region, *, ProtectConfigurationId: str, DestinationPhoneNumber: str
) -> tuple[NumberOverride, ProtectConfiguration]:
    """Have a number go by its country's rule again; the answer is the override as it was."""
    configuration = region.get(ProtectConfiguration, ProtectConfigurationId)
    number = e164(DestinationPhoneNumber)
    if number not in configuration.number_overrides:
        # The model has no kind for overrides; that of what holds them is the nearest.
        raise ResourceNotFoundException(kind=configuration.kind, resource_id=DestinationPhoneNumber)
    return configuration.number_overrides.remove(number), configuration


def _rule_set(configuration: ProtectConfiguration, capability: str) -> Mapping[str, Any]:
    rules = {country: {"ProtectStatus": configuration.protect_status(capability, country)} for country in _IN_ORDER}
    return {"NumberCapability": capability, "CountryRuleSet": rules}


_IN_ORDER = sorted(COUNTRIES)


def _warn_of_rcs(capability: str) -> None:
    if capability == "RCS":
        warn_of_difference(
            "AWS names rules for SMS, MMS and VOICE; RCS messages go by those for SMS. What AWS answers for RCS isn't "
            "known, so the mock keeps rules that decide nothing."
        )
