"""Notify configurations: under which name, by which channels and to which countries Notify sends for an account."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from attrs import define, field

from ..errors import ConflictException, ValidationException
from ..operation import operation
from ..protocol.pagination import Listing
from ..store import Region, Resource
from .notify_countries import ADVANCED, BASIC, CHANNELS, countries_of_tier
from .notify_templates import NotifyTemplate, template_by_id
from .pools import Pool
from .registrations import Registration

# What takes a template or a pool away. Empty texts, which the model allows for, do the same (our choice).
UNSET_TEMPLATE = ("UNSET_DEFAULT_TEMPLATE", "")
UNSET_POOL = ("UNSET_DEFAULT_POOL_FOR_NOTIFY", "")


# As registrations name the type of what they are for.
NOTIFY_CONFIGURATION = "NOTIFY_CONFIGURATION"

# By how the registration for it stands.
_UPGRADES = {"CREATED": BASIC, "PENDING": "PENDING_UPGRADE", "APPROVED": ADVANCED, "REJECTED": "REJECTED"}


@define(kw_only=True, eq=False)
class NotifyConfiguration(Resource):
    kind: ClassVar[str] = "notify-configuration"
    quota: ClassVar[str] = "NOTIFY_CONFIGURATIONS_PER_ACCOUNT"
    notify_configuration_arn = Resource.arn

    notify_configuration_id: str
    display_name: str
    use_case: str
    default_template: NotifyTemplate | None
    dedicated_pool: Pool | None
    """A pool of the account's own, whose identities are tried first."""
    enabled_countries: Sequence[str]
    enabled_channels: Sequence[str]
    registration: Registration | None = field(default=None, init=False)
    """That for the upgrade of its tier."""
    status: str = field(default="", init=False)
    rejection_reason: str | None = field(default=None, init=False)

    @property
    def resource_id(self) -> str:
        return self.notify_configuration_id

    @property
    def default_template_id(self) -> str | None:
        return None if self.default_template is None else self.default_template.template_id

    @property
    def pool_id(self) -> str | None:
        return None if self.dedicated_pool is None else self.dedicated_pool.pool_id

    @property
    def tier_upgrade_status(self) -> str:
        """As its registration stands."""
        return BASIC if self.registration is None else _UPGRADES[self.registration.standing]

    @property
    def tier(self) -> str:
        """ADVANCED once its registration is approved; its countries stay as they are."""
        return ADVANCED if self.tier_upgrade_status == ADVANCED else BASIC

    def must_be_active(self) -> None:
        if self.status != "ACTIVE":
            raise ConflictException(reason="NOTIFY_CONFIGURATION_NOT_ACTIVE", resource=self)


def _template(given: str | None) -> NotifyTemplate | None:
    return None if given is None or given in UNSET_TEMPLATE else template_by_id(given)


def _pool(region: Region, given: str | None) -> Pool | None:
    if given is None or given in UNSET_POOL:
        return None
    pool = region.get(Pool, given)
    pool.must_be_active()
    return pool


def _countries(tier: str, given: Sequence[str]) -> Sequence[str]:
    """Each once; none given means all of the tier's. ValidationException for one that the tier doesn't have."""
    possible = countries_of_tier(tier)
    wrong = [each for each in given if each not in possible]
    if wrong:
        raise ValidationException(
            reason="INVALID_PARAMETER",
            fields={"EnabledCountries": f"the tier {tier} doesn't send to {', '.join(wrong)}; see ListNotifyCountries"},
        )
    return list(dict.fromkeys(given)) or possible


def _channels(given: Sequence[str]) -> Sequence[str]:
    wrong = [each for each in given if each not in CHANNELS]
    if wrong:
        raise ValidationException(
            reason="INVALID_PARAMETER",
            fields={"EnabledChannels": f"Notify has no {', '.join(wrong)}; right would be {', '.join(CHANNELS)}"},
        )
    return list(dict.fromkeys(given))


@operation
def create_notify_configuration(
    region: Region,
    *,
    DisplayName: str,
    UseCase: str,
    EnabledChannels: Sequence[str],
    DefaultTemplateId: str | None = None,
    PoolId: str | None = None,
    EnabledCountries: Sequence[str] = (),
    DeletionProtectionEnabled: bool = False,
) -> NotifyConfiguration:
    """A configuration of the BASIC tier, PENDING at first. Without countries it has all of its tier (our choice)."""
    configuration = region.add(
        NotifyConfiguration(
            region=region,
            notify_configuration_id=region.new_id(NotifyConfiguration),
            display_name=DisplayName,
            use_case=UseCase,
            default_template=_template(DefaultTemplateId),
            dedicated_pool=_pool(region, PoolId),
            enabled_countries=_countries(BASIC, EnabledCountries),
            enabled_channels=_channels(EnabledChannels),
            deletion_protection_enabled=DeletionProtectionEnabled,
        )
    )
    region.begin(configuration, "PENDING", "ACTIVE")
    return configuration


@operation
def describe_notify_configurations(
    region: Region, *, NotifyConfigurationIds: Sequence[str] = ()
) -> Listing[NotifyConfiguration]:
    return region.describe(NotifyConfiguration, NotifyConfigurationIds)


@operation
def update_notify_configuration(
    region: Region,
    *,
    NotifyConfigurationId: str,
    DefaultTemplateId: str | None = None,
    PoolId: str | None = None,
    EnabledCountries: Sequence[str] | None = None,
    EnabledChannels: Sequence[str] | None = None,
    DeletionProtectionEnabled: bool | None = None,
) -> NotifyConfiguration:
    """Change a configuration's settings, or none of them where one is refused."""
    configuration = region.get(NotifyConfiguration, NotifyConfigurationId)
    changes: dict[str, Any] = {}
    if DefaultTemplateId is not None:
        changes["default_template"] = _template(DefaultTemplateId)
    if PoolId is not None:
        changes["dedicated_pool"] = _pool(region, PoolId)
    if EnabledCountries is not None:
        changes["enabled_countries"] = _countries(configuration.tier, EnabledCountries)
    if EnabledChannels is not None:
        changes["enabled_channels"] = _channels(EnabledChannels)
    if DeletionProtectionEnabled is not None:
        changes["deletion_protection_enabled"] = DeletionProtectionEnabled
    for name, value in changes.items():
        setattr(configuration, name, value)
    return configuration


@operation
def delete_notify_configuration(region: Region, *, NotifyConfigurationId: str) -> NotifyConfiguration:
    """Delete a configuration at once. ConflictException if it is protected."""
    configuration = region.get(NotifyConfiguration, NotifyConfigurationId)
    configuration.must_not_be_protected()
    if configuration.registration is not None:
        configuration.registration.dissociate(configuration)
    region.remove(configuration)
    return configuration
