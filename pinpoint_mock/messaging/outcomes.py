"""Decide the outcome of a delivery attempt: by the service, by the carrier, or by the rule of a test."""

from __future__ import annotations

from collections.abc import Mapping

from ..facts.destinations import SIMULATED_FAILURE, SIMULATED_SUCCESS
from ..store import Region
from .carrier_blocks import CarrierBlocks
from .channels import CHANNELS, DELIVERED, INVALID_MESSAGE, SUCCESSFUL, UNREACHABLE
from .delivery_rules import DeliverySettings, status_by_rule
from .routes import Route
from .values import SentMessage

# AWS documents that a message to a simulator destination succeeds or fails, but not with which event it ends; these are
# our choice.
SIMULATED_SUCCESS_STATUS, SIMULATED_FAILURE_STATUS = DELIVERED, UNREACHABLE

_SHARED = "SHARED"

# The final status of a text or media message that arrives, by the type of its sender and the destination's country.
# Carriers of some routes confirm only that they accepted the message; the user guide says that it depends on the
# country whether DELIVERED follows SUCCESSFUL. For types and countries that aren't here it is DELIVERED.
_BY_COUNTRY: Mapping[tuple[str, str], str] = {
    ("SENDER_ID", "JP"): DELIVERED,  # seen in an event
}
_BY_TYPE: Mapping[str, str] = {
    "SENDER_ID": SUCCESSFUL,  # the user guide's event of a text to Spain; other countries are our choice
    "SHORT_CODE": SUCCESSFUL,  # seen in events of Canadian short codes
    "TEN_DLC": SUCCESSFUL,  # our choice: the user guide's event of a text between two US numbers names no type
    "TOLL_FREE": SUCCESSFUL,  # the user guide's event of a text from a US toll-free number
    "LONG_CODE": DELIVERED,  # seen in events of Canadian long codes, SUCCESSFUL and then DELIVERED
    _SHARED: SUCCESSFUL,  # our choice, since many shared routes are sender IDs
}


def reported_success(route: Route, message: SentMessage) -> str:
    """Return the final status of a message that arrives, as its route reports it."""
    channel = CHANNELS[message.channel]
    if not channel.reports_by_route or route.is_managed:
        return channel.success  # the user guide names DELIVERED for Notify's own numbers
    route_type = _SHARED if route.identity is None else route.identity.route_type
    return _BY_COUNTRY.get((route_type, message.iso_country_code)) or _BY_TYPE.get(route_type, DELIVERED)


def outcome_of(
    region: Region, route: Route, message: SentMessage, *, has_fallback: bool = False, is_fallback: bool = False
) -> str:
    """Return the status that a message gets without a further call, or "manual", unless the carrier blocks it.

    The service comes first; otherwise the rule of the test decides. Raise ValueError for a rule that gives a status
    which the message's channel doesn't have.
    """
    channel, success = CHANNELS[message.channel], reported_success(route, message)
    if message.is_filtered:
        return channel.filtered_status
    if channel.excess_of(message.message_body) is not None:
        return INVALID_MESSAGE
    if channel.settles_simulators:
        if message.destination_phone_number in SIMULATED_SUCCESS:
            return SIMULATED_SUCCESS_STATUS
        if message.destination_phone_number in SIMULATED_FAILURE:
            return SIMULATED_FAILURE_STATUS
    rule = region.shared(DeliverySettings)["delivery"]
    return status_by_rule(rule, message, success, has_fallback=has_fallback, is_fallback=is_fallback)


def is_blocked_by_carrier(region: Region, route: Route, message: SentMessage) -> bool:
    """Return whether a message reaches the carrier of a US toll-free number, which blocks it after the owner's STOP."""
    channel = CHANNELS[message.channel]
    if route.identity is None or not route.identity.has_carrier_opt_outs or channel.is_call:
        return False
    if message.is_filtered or channel.excess_of(message.message_body) is not None:
        return False
    return region.state(CarrierBlocks).has(route.identity.sender, message.destination_phone_number)
