"""Create, describe, update and delete protect configurations, and apply them to configuration sets or the account."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import ClassVar

from attrs import define, field

from ..errors import ConflictException, ResourceNotFoundException
from ..operation import operation
from ..protocol.pagination import Listing
from ..store import Index, Item, Region, Resource
from .configuration_sets import ConfigurationSet


@define(kw_only=True, eq=False)
class NumberOverride(Item):
    """A rule for one destination, which takes precedence over the rule of its country."""

    destination_phone_number: str
    created_timestamp: dt.datetime
    iso_country_code: str | None
    action: str
    expiration_timestamp: dt.datetime | None

    def holds_at(self, time: dt.datetime) -> bool:
        """Return whether it has not expired by then."""
        return self.expiration_timestamp is None or time < self.expiration_timestamp


@define(kw_only=True, eq=False)
class ProtectConfiguration(Resource):
    """Rules that allow, monitor, filter or block messages by the country of their destination."""

    kind: ClassVar[str] = "protect-configuration"
    quota: ClassVar[str] = "PROTECT_CONFIGURATIONS_PER_ACCOUNT"
    protect_configuration_arn = Resource.arn

    protect_configuration_id: str
    country_rules: dict[tuple[str, str], str] = field(factory=dict, init=False)
    """The rules that were set, by capability and country."""
    number_overrides: Index[NumberOverride] = field(factory=Index, init=False)
    used_by: set[ConfigurationSet] = field(factory=set, init=False)
    """The configuration sets to whose messages it applies."""

    @property
    def resource_id(self) -> str:
        return self.protect_configuration_id

    @property
    def account_default(self) -> bool:
        """Whether it is the account's default."""
        return self.region.state(AccountDefault).protect_configuration is self

    def protect_status(self, capability: str, iso_country_code: str) -> str:
        """Return the rule of a country for a NumberCapability, which is ALLOW if none was set."""
        return self.country_rules.get((capability, iso_country_code), "ALLOW")


@define(eq=False)
class AccountDefault:
    """The protect configuration for messages that have no other one."""

    protect_configuration: ProtectConfiguration | None = field(default=None, init=False)


@operation
def create_protect_configuration(region: Region, *, DeletionProtectionEnabled: bool = False) -> ProtectConfiguration:
    """Create a configuration that allows every country."""
    return region.add(
        ProtectConfiguration(
            region=region,
            protect_configuration_id=region.new_id(ProtectConfiguration),
            deletion_protection_enabled=DeletionProtectionEnabled,
        )
    )


@operation
def describe_protect_configurations(
    region: Region, *, ProtectConfigurationIds: Sequence[str] = ()
) -> Listing[ProtectConfiguration]:
    return region.describe(ProtectConfiguration, ProtectConfigurationIds)


@operation
def update_protect_configuration(
    region: Region, *, ProtectConfigurationId: str, DeletionProtectionEnabled: bool | None = None
) -> ProtectConfiguration:
    """Turn deletion protection on or off. Rules are set by other operations."""
    configuration = region.get(ProtectConfiguration, ProtectConfigurationId)
    if DeletionProtectionEnabled is not None:
        configuration.deletion_protection_enabled = DeletionProtectionEnabled
    return configuration


@operation
def associate_protect_configuration(
    region: Region, *, ProtectConfigurationId: str, ConfigurationSetName: str
) -> tuple[ProtectConfiguration, ConfigurationSet]:
    """Apply a configuration to a configuration set's messages, instead of the one that the set had."""
    configuration, configuration_set = _pair(region, ProtectConfigurationId, ConfigurationSetName)
    configuration_set.protect_by(configuration)
    return configuration, configuration_set


@operation
def disassociate_protect_configuration(
    region: Region, *, ProtectConfigurationId: str, ConfigurationSetName: str
) -> tuple[ProtectConfiguration, ConfigurationSet]:
    """Remove a configuration from a configuration set. Raise ConflictException if the set doesn't have it."""
    configuration, configuration_set = _pair(region, ProtectConfigurationId, ConfigurationSetName)
    if configuration_set.protect_configuration is not configuration:
        raise ConflictException(
            reason="PROTECT_CONFIGURATION_NOT_ASSOCIATED_WITH_CONFIGURATION_SET", resource=configuration
        )
    configuration_set.protect_by(None)
    return configuration, configuration_set


@operation
def set_account_default_protect_configuration(region: Region, *, ProtectConfigurationId: str) -> Mapping[str, str]:
    """Apply a configuration to all messages that have no other one. It replaces the previous default."""
    configuration = region.get(ProtectConfiguration, ProtectConfigurationId)
    region.state(AccountDefault).protect_configuration = configuration
    return _as_default(configuration)


@operation
def delete_account_default_protect_configuration(region: Region) -> Mapping[str, str]:
    """Remove the default; the configuration itself stays. Raise ResourceNotFoundException if there is none."""
    default = region.state(AccountDefault)
    configuration = default.protect_configuration
    if configuration is None:
        raise ResourceNotFoundException(kind=ProtectConfiguration.kind, resource_id=region.account_id)
    default.protect_configuration = None
    return _as_default(configuration)


@operation
def delete_protect_configuration(region: Region, *, ProtectConfigurationId: str) -> ProtectConfiguration:
    """Delete a configuration and its rules.

    Raise ConflictException if it is protected from deletion, is the account's default, or is applied to a set.
    """
    configuration = region.get(ProtectConfiguration, ProtectConfigurationId)
    configuration.must_not_be_protected()
    if configuration.account_default:
        raise ConflictException(reason="PROTECT_CONFIGURATION_IS_ACCOUNT_DEFAULT", resource=configuration)
    if configuration.used_by:
        raise ConflictException(
            reason="PROTECT_CONFIGURATION_ASSOCIATED_WITH_CONFIGURATION_SET", resource=configuration
        )
    region.remove(configuration)
    return configuration


def _pair(region: Region, configuration_id: str, set_name: str) -> tuple[ProtectConfiguration, ConfigurationSet]:
    return region.get(ProtectConfiguration, configuration_id), region.get(ConfigurationSet, set_name)


def _as_default(configuration: ProtectConfiguration) -> Mapping[str, str]:
    return {
        "DefaultProtectConfigurationArn": configuration.arn,
        "DefaultProtectConfigurationId": configuration.protect_configuration_id,
    }
