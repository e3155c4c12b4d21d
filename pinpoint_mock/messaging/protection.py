"""Apply protect configurations to messages."""

from __future__ import annotations

from attrs import evolve, frozen

from ..errors import ConflictException
from ..resources.configuration_sets import ConfigurationSet
from ..resources.protect_configurations import AccountDefault, ProtectConfiguration
from ..store import Region
from .options import SendRequest
from .values import SentMessage


@frozen
class Protection:
    """What a protect configuration decides about a message."""

    configuration: ProtectConfiguration
    status: str
    """The rule of the destination's country, whether or not there is an override."""
    override: str | None
    """The override of the number: ALLOW, BLOCK, or None."""
    recommendation: str | None
    """ALLOW or BLOCK, if the country is monitored or filtered for artificial traffic."""

    def mark(self, message: SentMessage) -> SentMessage:
        """Return a message that shows what was decided."""
        return evolve(
            message,
            protect_configuration_id=self.configuration.protect_configuration_id,
            protect_status=self.status,
            protect_recommendation=self.recommendation,
            is_filtered=self.override is None and (self.status, self.recommendation) == ("FILTER", "BLOCK"),
        )

    def refuse_blocked(self) -> None:
        """Raise ConflictException if the number is blocked, or if its country is and no override allows the number."""
        if self.override == "BLOCK":
            raise ConflictException(
                reason="DESTINATION_PHONE_NUMBER_BLOCKED_BY_PROTECT_NUMBER_OVERRIDE", resource=self.configuration
            )
        if self.override is None and self.status == "BLOCK":
            raise ConflictException(
                reason="DESTINATION_COUNTRY_BLOCKED_BY_PROTECT_CONFIGURATION", resource=self.configuration
            )


def find_protection(
    region: Region, request: SendRequest, configuration_set: ConfigurationSet | None, iso_country_code: str
) -> Protection | None:
    """Return what the protect configuration of a message decides; None if none applies.

    Protection doesn't apply to Notify's messages.
    """
    options = request.options
    if options.notify is not None:
        return None
    configuration = _applicable(region, options.protect_configuration_id, configuration_set)
    if configuration is None:
        return None
    destination = options.destination
    status = configuration.protect_status(request.content.channel.rules_capability, iso_country_code)
    override = configuration.number_overrides.get(destination)
    action = override.action if override is not None and override.holds_at(region.simulation.clock.now()) else None
    is_artificial = destination in region.simulation.artificial_traffic
    recommendation = ("BLOCK" if is_artificial else "ALLOW") if status in ("MONITOR", "FILTER") else None
    return Protection(configuration, status, action, recommendation)


def _applicable(
    region: Region, given: str | None, configuration_set: ConfigurationSet | None
) -> ProtectConfiguration | None:
    """Return the configuration of the request, else of its configuration set, else the account's default."""
    if given is None and configuration_set is not None:
        given = configuration_set.protect_configuration_id
    if given is None:
        return region.state(AccountDefault).protect_configuration
    return region.get(ProtectConfiguration, given)
