"""Create, describe, update and delete Notify configurations.

A configuration has the name, the channels and the countries of the messages that Notify sends for an account.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from attrs import define, field

from ..errors import ConflictException, ValidationException
from ..operation import operation
from ..protocol.pagination import Listing
from ..store import Region, Resource
from .notify_countries import ADVANCED, BASIC, CHANNELS, countries_of_tier
from .notify_templates import NotifyTemplate, template_by_id
from .origination.pool import Pool
from .registrations.registrable import Registrable, SingleRegistration
from .registrations.registration import Registration

# The values of UpdateNotifyConfiguration that remove a template or a pool.
UNSET_TEMPLATE = "UNSET_DEFAULT_TEMPLATE"
UNSET_POOL = "UNSET_DEFAULT_POOL_FOR_NOTIFY"

# The status of a tier upgrade, by the standing of its registration.
_UPGRADE_STATUSES = {"CREATED": BASIC, "PENDING": "PENDING_UPGRADE", "APPROVED": ADVANCED, "REJECTED": "REJECTED"}


@define(kw_only=True, eq=False)
class NotifyConfiguration(SingleRegistration, Registrable):
    """The settings of the messages that Notify sends for the account."""

    kind: ClassVar[str] = "notify-configuration"
    quota: ClassVar[str] = "NOTIFY_CONFIGURATIONS_PER_ACCOUNT"
    association_type: ClassVar[str] = "NOTIFY_CONFIGURATION"
    notify_configuration_arn = Resource.arn

    notify_configuration_id: str
    display_name: str
    use_case: str
    default_template: NotifyTemplate | None
    dedicated_pool: Pool | None
    """A pool of the account, whose identities are preferred to AWS's own numbers."""
    enabled_countries: Sequence[str]
    enabled_channels: Sequence[str]
    registration: Registration | None = field(default=None, init=False)
    """The registration for the upgrade of its tier."""
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
        """The status of the upgrade to the ADVANCED tier."""
        return BASIC if self.registration is None else _UPGRADE_STATUSES[self.registration.standing]

    @property
    def tier(self) -> str:
        """ADVANCED if its registration is approved, otherwise BASIC. An upgrade doesn't change its countries."""
        return ADVANCED if self.tier_upgrade_status == ADVANCED else BASIC

    def move_to(self, status: str) -> None:
        self.status = status

    def refuse_registration(self, _: Registration) -> None:
        if self.registration is not None:
            raise ConflictException(reason="RESOURCE_ALREADY_ASSOCIATED", resource=self)

    def on_kept(self) -> None:
        self._join_pool()

    def on_removed(self) -> None:
        self._leave_pool()

    def use_pool(self, pool: Pool | None) -> None:
        """Send from a pool instead of the present one; with None, only from AWS's own numbers."""
        self._leave_pool()
        self.dedicated_pool = pool
        self._join_pool()

    def _join_pool(self) -> None:
        if self.dedicated_pool is not None:
            self.dedicated_pool.notify_configurations.add(self)

    def _leave_pool(self) -> None:
        if self.dedicated_pool is not None:
            self.dedicated_pool.notify_configurations.discard(self)

    def must_be_active(self) -> None:
        if self.status != "ACTIVE":
            raise ConflictException(reason="NOTIFY_CONFIGURATION_NOT_ACTIVE", resource=self)


def _template(given: str | None) -> NotifyTemplate | None:
    """Return a template by its id; None for an empty text, which the model allows (our choice)."""
    return template_by_id(given) if given else None


def _pool(region: Region, given: str | None) -> Pool | None:
    """Return a pool by its id or ARN; None for an empty text, which the model allows (our choice)."""
    if not given:
        return None
    pool = region.get(Pool, given)
    pool.must_be_active()
    return pool


def _countries(tier: str, given: Sequence[str]) -> Sequence[str]:
    """Return the given countries without repetitions; all countries of the tier if none is given.

    Raise ValidationException for a country that the tier doesn't have.
    """
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
            fields={"EnabledChannels": f"Notify has no {', '.join(wrong)}; give one of {', '.join(CHANNELS)}"},
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
    """Create a configuration of the BASIC tier, which is PENDING at first.

    If no countries are given, it has all countries of its tier (our choice). The words that remove a template or a pool
    are for updates: here there is no template and no pool of such a name (our choice of error).
    """
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
    region.transitions.start(configuration, "PENDING", "ACTIVE")
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
    """Change the settings of a configuration. If one of them is refused, none is changed."""
    configuration = region.get(NotifyConfiguration, NotifyConfigurationId)
    template, pool = configuration.default_template, configuration.dedicated_pool
    countries, channels = configuration.enabled_countries, configuration.enabled_channels
    if DefaultTemplateId is not None:
        template = None if DefaultTemplateId == UNSET_TEMPLATE else _template(DefaultTemplateId)
    if PoolId is not None:
        pool = None if PoolId == UNSET_POOL else _pool(region, PoolId)
    if EnabledCountries is not None:
        countries = _countries(configuration.tier, EnabledCountries)
    if EnabledChannels is not None:
        channels = _channels(EnabledChannels)
    configuration.default_template = template
    configuration.enabled_countries, configuration.enabled_channels = countries, channels
    configuration.use_pool(pool)
    if DeletionProtectionEnabled is not None:
        configuration.deletion_protection_enabled = DeletionProtectionEnabled
    return configuration


@operation
def delete_notify_configuration(region: Region, *, NotifyConfigurationId: str) -> NotifyConfiguration:
    """Delete a configuration at once. Raise ConflictException if it is protected from deletion."""
    configuration = region.get(NotifyConfiguration, NotifyConfigurationId)
    configuration.must_not_be_protected()
    if configuration.registration is not None:
        configuration.registration.disassociate(configuration)
    region.remove(configuration)
    return configuration
