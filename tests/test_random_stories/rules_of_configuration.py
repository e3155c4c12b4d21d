"""The rules of what messages go by: configuration sets, event destinations, protect configurations, spend limits."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from .model import Account, conflict, invalid, not_found, the
from .rules_of_identities import must_not_be_protected

SINKS = ("SnsDestination", "KinesisFirehoseDestination")


# Configuration sets ------------------------------------------------------------------------------------------------


def create_configuration_set(account: Account, *, ConfigurationSetName: str) -> Mapping[str, Any]:
    if ConfigurationSetName in account.sets:
        raise conflict("RESOURCE_ALREADY_EXISTS")
    account.check_quota("CONFIGURATION_SETS_PER_ACCOUNT", len(account.sets))
    account.sets[ConfigurationSetName] = {
        "ConfigurationSetName": ConfigurationSetName,
        "DefaultMessageType": None,
        "DefaultSenderId": None,
        "DefaultMessageFeedbackEnabled": None,
        "ProtectConfigurationId": None,
        "EventDestinations": [],
    }
    return {"ConfigurationSetName": ConfigurationSetName}


def delete_configuration_set(account: Account, *, ConfigurationSetName: str) -> Mapping[str, Any]:
    gone = the(account.sets, "configuration-set", ConfigurationSetName)
    del account.sets[ConfigurationSetName]
    return {"EventDestinations": gone["EventDestinations"]}


def set_default_message_type(account: Account, *, ConfigurationSetName: str, MessageType: str) -> None:
    the(account.sets, "configuration-set", ConfigurationSetName)["DefaultMessageType"] = MessageType


def delete_default_message_type(account: Account, *, ConfigurationSetName: str) -> None:
    the(account.sets, "configuration-set", ConfigurationSetName)["DefaultMessageType"] = None


def set_default_sender_id(account: Account, *, ConfigurationSetName: str, SenderId: str) -> None:
    the(account.sets, "configuration-set", ConfigurationSetName)["DefaultSenderId"] = SenderId


def delete_default_sender_id(account: Account, *, ConfigurationSetName: str) -> None:
    the(account.sets, "configuration-set", ConfigurationSetName)["DefaultSenderId"] = None


def set_default_message_feedback_enabled(
    account: Account, *, ConfigurationSetName: str, MessageFeedbackEnabled: bool
) -> None:
    settings = the(account.sets, "configuration-set", ConfigurationSetName)
    settings["DefaultMessageFeedbackEnabled"] = MessageFeedbackEnabled


# Event destinations: each of one kind, for good --------------------------------------------------------------------


def create_event_destination(
    account: Account,
    *,
    ConfigurationSetName: str,
    EventDestinationName: str,
    MatchingEventTypes: list[str],
    **sinks: Any,
) -> Mapping[str, Any]:
    destinations = the(account.sets, "configuration-set", ConfigurationSetName)["EventDestinations"]
    refuse_types(MatchingEventTypes)
    if any(each["EventDestinationName"] == EventDestinationName for each in destinations):
        raise conflict("RESOURCE_ALREADY_EXISTS")
    account.check_quota("EVENT_DESTINATIONS_PER_CONFIGURATION_SET", len(destinations))
    destinations.append(
        {
            "EventDestinationName": EventDestinationName,
            "Enabled": True,
            "MatchingEventTypes": MatchingEventTypes,
            **sinks,
        }
    )
    return {"EventDestination": destinations[-1]}


def update_event_destination(
    account: Account, *, ConfigurationSetName: str, EventDestinationName: str, **changes: Any
) -> Mapping[str, Any]:
    destination = event_destination(account, ConfigurationSetName, EventDestinationName)
    refuse_types(changes.get("MatchingEventTypes", []))
    if any(sink in changes and sink not in destination for sink in SINKS):
        raise conflict("EVENT_DESTINATION_MISMATCH")
    destination.update(changes)
    return {"EventDestination": destination}


def delete_event_destination(
    account: Account, *, ConfigurationSetName: str, EventDestinationName: str
) -> Mapping[str, Any]:
    destination = event_destination(account, ConfigurationSetName, EventDestinationName)
    account.sets[ConfigurationSetName]["EventDestinations"].remove(destination)
    return {"EventDestination": destination}


def event_destination(account: Account, set_name: str, name: str) -> Any:
    destinations = the(account.sets, "configuration-set", set_name)["EventDestinations"]
    return the({each["EventDestinationName"]: each for each in destinations}, "event-destination", name)


def refuse_types(event_types: list[str]) -> None:
    if "TEXT_SENT" in event_types:
        raise invalid("INVALID_PARAMETER")


# Protect configurations --------------------------------------------------------------------------------------------


def create_protect_configuration(account: Account, *, DeletionProtectionEnabled: bool = False) -> Mapping[str, Any]:
    account.check_quota("PROTECT_CONFIGURATIONS_PER_ACCOUNT", len(account.protections))
    protection = {
        "ProtectConfigurationId": account.drawn["ProtectConfigurationId"],
        "AccountDefault": False,
        "DeletionProtectionEnabled": DeletionProtectionEnabled,
        "countries": {},
        "overrides": {},
    }
    account.protections[protection["ProtectConfigurationId"]] = protection
    return {"AccountDefault": False, "DeletionProtectionEnabled": DeletionProtectionEnabled}


def update_protect_configuration(account: Account, *, ProtectConfigurationId: str, **changes: Any) -> Mapping[str, Any]:
    protection = the(account.protections, "protect-configuration", ProtectConfigurationId)
    protection.update(changes)
    return changes


def delete_protect_configuration(account: Account, *, ProtectConfigurationId: str) -> None:
    protection = the(account.protections, "protect-configuration", ProtectConfigurationId)
    must_not_be_protected(protection)
    if protection["AccountDefault"]:
        raise conflict("PROTECT_CONFIGURATION_IS_ACCOUNT_DEFAULT")
    if any(each["ProtectConfigurationId"] == ProtectConfigurationId for each in account.sets.values()):
        raise conflict("PROTECT_CONFIGURATION_ASSOCIATED_WITH_CONFIGURATION_SET")
    del account.protections[ProtectConfigurationId]


def associate_protect_configuration(
    account: Account, *, ProtectConfigurationId: str, ConfigurationSetName: str
) -> None:
    the(account.protections, "protect-configuration", ProtectConfigurationId)
    settings = the(account.sets, "configuration-set", ConfigurationSetName)
    settings["ProtectConfigurationId"] = ProtectConfigurationId


def disassociate_protect_configuration(
    account: Account, *, ProtectConfigurationId: str, ConfigurationSetName: str
) -> None:
    the(account.protections, "protect-configuration", ProtectConfigurationId)
    settings = the(account.sets, "configuration-set", ConfigurationSetName)
    if settings["ProtectConfigurationId"] != ProtectConfigurationId:
        raise conflict("PROTECT_CONFIGURATION_NOT_ASSOCIATED_WITH_CONFIGURATION_SET")
    settings["ProtectConfigurationId"] = None


def set_account_default_protect_configuration(account: Account, *, ProtectConfigurationId: str) -> Mapping[str, Any]:
    chosen = the(account.protections, "protect-configuration", ProtectConfigurationId)
    for each in account.protections.values():
        each["AccountDefault"] = each is chosen
    return {"DefaultProtectConfigurationId": ProtectConfigurationId}


def delete_account_default_protect_configuration(account: Account) -> Mapping[str, Any]:
    default = next((each for each in account.protections.values() if each["AccountDefault"]), None)
    if default is None:
        raise not_found("protect-configuration")
    default["AccountDefault"] = False
    return {"DefaultProtectConfigurationId": default["ProtectConfigurationId"]}


def update_protect_configuration_country_rule_set(
    account: Account, *, ProtectConfigurationId: str, NumberCapability: str, CountryRuleSetUpdates: Mapping[str, Any]
) -> None:
    protection = the(account.protections, "protect-configuration", ProtectConfigurationId)
    for country, rule in CountryRuleSetUpdates.items():
        protection["countries"][NumberCapability, country] = rule["ProtectStatus"]


def put_protect_configuration_rule_set_number_override(
    account: Account,
    *,
    ProtectConfigurationId: str,
    DestinationPhoneNumber: str,
    Action: str,
    ExpirationTimestamp: dt.datetime | None = None,
) -> None:
    protection = the(account.protections, "protect-configuration", ProtectConfigurationId)
    protection["overrides"][DestinationPhoneNumber] = (Action, ExpirationTimestamp)


def delete_protect_configuration_rule_set_number_override(
    account: Account, *, ProtectConfigurationId: str, DestinationPhoneNumber: str
) -> Mapping[str, Any]:
    protection = the(account.protections, "protect-configuration", ProtectConfigurationId)
    if DestinationPhoneNumber not in protection["overrides"]:
        raise not_found("protect-configuration")
    action, _ = protection["overrides"].pop(DestinationPhoneNumber)
    return {"Action": action}


# Spend limits ------------------------------------------------------------------------------------------------------


def set_text_message_spend_limit_override(account: Account, *, MonthlyLimit: int) -> Mapping[str, Any]:
    return limit(account, "TEXT", MonthlyLimit)


def set_voice_message_spend_limit_override(account: Account, *, MonthlyLimit: int) -> Mapping[str, Any]:
    return limit(account, "VOICE", MonthlyLimit)


def delete_text_message_spend_limit_override(account: Account) -> Mapping[str, Any]:
    account.limits.pop("TEXT", None)
    return {"MonthlyLimit": account.quotas["TEXT_MESSAGE_MONTHLY_SPEND_LIMIT"]}


def limit(account: Account, channel: str, dollars: int) -> Mapping[str, Any]:
    if dollars > account.quotas[f"{channel}_MESSAGE_MONTHLY_SPEND_LIMIT"]:
        raise invalid("REQUESTED_SPEND_LIMIT_HIGHER_THAN_SERVICE_LIMIT")
    account.limits[channel] = dollars
    return {"MonthlyLimit": dollars}
