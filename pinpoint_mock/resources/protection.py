"""Whether a message may be sent, by the protect configuration that it goes by."""

from __future__ import annotations

from attrs import evolve, frozen

from ..errors import ConflictException
from ..simulation.messages import CAPABILITIES, SentMessage
from ..store import Region
from .configuration_sets import ConfigurationSet
from .protect_configurations import AccountDefault, ProtectConfiguration

# RCS has no rules of its own: those of SMS hold.
_RULES_FOR = {**CAPABILITIES, "RCS": "SMS"}


@frozen
class Protection:
    """What a protect configuration says of a message."""

    configuration: ProtectConfiguration
    status: str
    """That of the destination's country, whatever is said of the number."""
    override: str | None
    """What is said of the number: ALLOW, BLOCK, or nothing."""
    recommendation: str | None
    """ALLOW or BLOCK, where the country's traffic is watched for what is artificial."""

    def mark(self, message: SentMessage) -> SentMessage:
        """The message, with what is said of it."""
        return evolve(
            message,
            protect_configuration_id=self.configuration.protect_configuration_id,
            protect_status=self.status,
            protect_recommendation=self.recommendation,
            is_filtered=self.override is None and (self.status, self.recommendation) == ("FILTER", "BLOCK"),
        )

    def refuse(self) -> None:
        """ConflictException where the number is blocked or, unless the number is allowed, its country."""
        if self.override == "BLOCK":
            raise ConflictException(
                reason="DESTINATION_PHONE_NUMBER_BLOCKED_BY_PROTECT_NUMBER_OVERRIDE", resource=self.configuration
            )
        if self.override is None and self.status == "BLOCK":
            raise ConflictException(
                reason="DESTINATION_COUNTRY_BLOCKED_BY_PROTECT_CONFIGURATION", resource=self.configuration
            )


def find_protection(
    region: Region,
    given: str | None,
    settings: ConfigurationSet | None,
    channel: str,
    destination: str,
    iso_country_code: str,
) -> Protection | None:
    """What is said of a message to a number in E.164, of that country; None where it goes by no configuration."""
    configuration = _effective_configuration(region, given, settings)
    if configuration is None:
        return None
    status = configuration.protect_status(_RULES_FOR[channel], iso_country_code)
    override = configuration.number_overrides.get(destination)
    action = override.action if override is not None and override.holds_at(region.simulation.clock.now()) else None
    is_artificial = destination in region.simulation.artificial_traffic
    recommendation = ("BLOCK" if is_artificial else "ALLOW") if status in ("MONITOR", "FILTER") else None
    return Protection(configuration, status, action, recommendation)


def _effective_configuration(
    region: Region, given: str | None, settings: ConfigurationSet | None
) -> ProtectConfiguration | None:
    """The one that the request names, else that of its configuration set, else the account's default."""
    if given is None and settings is not None:
        given = settings.protect_configuration_id
    if given is None:
        return region.the(AccountDefault).protect_configuration
    return region.get(ProtectConfiguration, given)
