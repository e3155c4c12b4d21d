"""List the parts that the service is made of: its operations, and the functions called at certain events."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType

from .messaging import messages, notify_messages, rcs_messages, verification_codes
from .operation import Operation, operations_of
from .resources import (
    account,
    carrier_lookup,
    configuration_sets,
    event_destinations,
    notify_configurations,
    notify_countries,
    notify_templates,
    opt_out_lists,
    protect_configurations,
    protect_rules,
    resource_policies,
    spend_limits,
    tags,
    verified_destination_numbers,
)
from .resources.origination import keywords, phone_numbers, pools, rcs_agents, sender_ids, short_codes
from .resources.registrations import associations, attachments, definitions, field_values, registrations, versions
from .resources.registrations.registration import Registration
from .store import Region

OPERATION_MODULES: tuple[ModuleType, ...] = (
    # resources
    account,
    carrier_lookup,
    configuration_sets,
    event_destinations,
    notify_configurations,
    notify_countries,
    notify_templates,
    opt_out_lists,
    protect_configurations,
    protect_rules,
    resource_policies,
    spend_limits,
    tags,
    verified_destination_numbers,
    # resources/origination
    keywords,
    phone_numbers,
    pools,
    rcs_agents,
    sender_ids,
    # resources/registrations
    associations,
    attachments,
    definitions,
    field_values,
    registrations,
    versions,
    # messaging
    messages,
    notify_messages,
    rcs_messages,
    verification_codes,
)
"""Every module that implements operations, by folder. A new module is added here."""

OPERATIONS: dict[str, Operation] = {
    operation.name: operation for module in OPERATION_MODULES for operation in operations_of(module)
}
"""The operations by their names on the wire."""

ON_REGION_CREATED: tuple[Callable[[Region], object], ...] = (opt_out_lists.create_default_list,)
"""Functions that are called with each new region."""

ON_REGISTRATION_APPROVED: tuple[Callable[[Registration], object], ...] = (
    sender_ids.register_sender_id,
    short_codes.lease_short_code,
)
"""Functions that are called with each approved registration."""
