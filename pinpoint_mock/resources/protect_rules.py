"""Set the rules of protect configurations: for countries by capability, and overrides for single numbers."""

from __future__ import annotations

from collections.abc import Mapping

from ..errors import ResourceNotFoundException, ValidationException
from ..facts.countries import COUNTRIES
from ..facts.destinations import country_of, e164
from ..fidelity import warn_of_difference
from ..operation import operation
from ..protocol.pagination import Listing
from ..protocol.timestamps import instant
from ..store import Region
from .protect_configurations import NumberOverride, ProtectConfiguration

CountryRuleSet = Mapping[str, Mapping[str, str]]
"""The rules of countries, in the wire's names: {"GB": {"ProtectStatus": "BLOCK"}}."""

_SORTED_COUNTRIES = sorted(COUNTRIES)


@operation
def get_protect_configuration_country_rule_set(
    region: Region, *, ProtectConfigurationId: str, NumberCapability: str
) -> tuple[ProtectConfiguration, Mapping[str, object]]:
    """Return the rules of all countries. Warn with FidelityWarning about RCS, which AWS doesn't list here."""
    configuration = region.get(ProtectConfiguration, ProtectConfigurationId)
    _warn_about_rcs(NumberCapability)
    return configuration, _rule_set(configuration, NumberCapability)


@operation
def update_protect_configuration_country_rule_set(
    region: Region, *, ProtectConfigurationId: str, NumberCapability: str, CountryRuleSetUpdates: CountryRuleSet
) -> tuple[ProtectConfiguration, Mapping[str, object]]:
    """Set the rules of some countries for a capability. The answer has the rules of all countries.

    Warn with FidelityWarning about RCS, which AWS doesn't list here.
    """
    configuration = region.get(ProtectConfiguration, ProtectConfigurationId)
    unknown = sorted(CountryRuleSetUpdates.keys() - COUNTRIES)
    if unknown:
        raise ValidationException(
            reason="INVALID_PARAMETER",
            fields={
                "CountryRuleSetUpdates": f"no country has {', '.join(map(repr, unknown))}; give ISO codes, e.g. GB"
            },
        )
    _warn_about_rcs(NumberCapability)
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
    """Allow or block a number, for good or until a time. It replaces the number's previous override."""
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
    """Return all overrides of a configuration, including those that have expired."""
    configuration = region.get(ProtectConfiguration, ProtectConfigurationId)
    return configuration, configuration.number_overrides


@operation
def delete_protect_configuration_rule_set_number_override(
    region: Region, *, ProtectConfigurationId: str, DestinationPhoneNumber: str
) -> tuple[NumberOverride, ProtectConfiguration]:
    """Delete a number's override, so that its country's rule applies again. The answer is the deleted override."""
    configuration = region.get(ProtectConfiguration, ProtectConfigurationId)
    number = e164(DestinationPhoneNumber)
    if number not in configuration.number_overrides:
        # The model has no resource type for overrides; the configuration's is the nearest.
        raise ResourceNotFoundException(kind=configuration.kind, resource_id=DestinationPhoneNumber)
    return configuration.number_overrides.remove(number), configuration


def _rule_set(configuration: ProtectConfiguration, capability: str) -> Mapping[str, object]:
    rules = {
        country: {"ProtectStatus": configuration.protect_status(capability, country)} for country in _SORTED_COUNTRIES
    }
    return {"NumberCapability": capability, "CountryRuleSet": rules}


def _warn_about_rcs(capability: str) -> None:
    """Warn with FidelityWarning about RCS, which AWS doesn't list here."""
    if capability == "RCS":
        warn_of_difference(
            "AWS documents rules for SMS, MMS and VOICE; the rules for SMS apply to RCS messages. AWS's answer for RCS "
            "isn't known, so the mock keeps these rules without applying them."
        )
