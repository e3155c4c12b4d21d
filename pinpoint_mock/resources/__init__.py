"""One room for each family of resources. Importing this package registers every operation of every room."""

from . import (
    account,
    configuration_sets,
    event_destinations,
    keywords,
    messages,
    opt_out_lists,
    phone_numbers,
    pools,
    registration_definitions,
    registrations,
    sender_ids,
    spend_limits,
    tags,
    verification_codes,
    verified_destination_numbers,
)

__all__ = [
    "account",
    "configuration_sets",
    "event_destinations",
    "keywords",
    "messages",
    "opt_out_lists",
    "phone_numbers",
    "pools",
    "registration_definitions",
    "registrations",
    "sender_ids",
    "spend_limits",
    "tags",
    "verification_codes",
    "verified_destination_numbers",
]
