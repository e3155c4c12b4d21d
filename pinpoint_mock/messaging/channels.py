"""Describe the four channels of the service. Each difference between them is an attribute of `Channel`."""

from __future__ import annotations

from collections.abc import Mapping, Set
from functools import cache
from typing import Literal

from attrs import frozen

from ..facts.countries import SANDBOX_VOICE
from ..protocol.mocked import mocked_values
from .encoding import excess_of

ChannelName = Literal["TEXT", "MEDIA", "VOICE", "RCS"]

BLOCKED = "BLOCKED"
DELIVERED = "DELIVERED"
FAILED = "FAILED"
FALLEN_BACK = "FALLEN_BACK_TO_SMS"
INVALID_MESSAGE = "INVALID_MESSAGE"
PROTECT_BLOCKED = "PROTECT_BLOCKED"
READ = "READ"
SUCCESSFUL = "SUCCESSFUL"
TTL_EXPIRED = "TTL_EXPIRED"
UNKNOWN = "UNKNOWN"
UNREACHABLE = "UNREACHABLE"

SUCCESSES = frozenset({DELIVERED, SUCCESSFUL, "COMPLETED", READ})
"""The statuses of messages that have arrived."""
NOT_FINAL = frozenset({"PENDING", "QUEUED", "SENT", FALLEN_BACK, "INITIATED", "RINGING", "ANSWERED"})
"""The statuses that are never final. SUCCESSFUL isn't among them: it is final unless DELIVERED follows."""

# Messages with these statuses aren't charged, since they never reach the carrier. An expired text was seen to be
# charged.
FREE_STATUSES = frozenset(
    {
        BLOCKED,
        "FILE_INACCESSIBLE",
        "FILE_SIZE_EXCEEDED",
        "FILE_TYPE_UNSUPPORTED",
        "INVALID",
        INVALID_MESSAGE,
        PROTECT_BLOCKED,
    }
)

# A message that a protect configuration filters gets the first of these statuses that its channel has.
_FILTERED = (PROTECT_BLOCKED, BLOCKED, FAILED)


@frozen(kw_only=True, eq=False)
class Channel:
    """One of the service's ways to send a message: as a text, as a media message, by a call, or by RCS."""

    name: ChannelName
    capability: str | None
    """The NumberCapability that a number or sender ID needs; None for RCS, which only agents send."""
    rules_capability: str
    """The NumberCapability whose country rules in a protect configuration apply."""
    first_status: str = "PENDING"
    success: str = DELIVERED
    """The status of a message that arrives."""
    reports_by_route: bool = False
    """Whether the status of a message that arrives depends on its route. `success` is then that of most routes."""
    has_length_limit: bool = False
    """Whether a text that is longer than AWS documents for SMS fails."""
    time_to_live: int | None = 72 * 60 * 60
    """The default of TimeToLive, in seconds; None if a message without one never expires."""
    without_final_event: str = UNKNOWN
    """The status of a message that was sent without a TimeToLive and has no final event after the default one."""
    failure: str
    """The status that replaces another channel's failure status, which this channel doesn't have. Our choice."""
    earlier_statuses: Mapping[str, tuple[str, ...]]
    """The statuses that come before a status, by that status."""
    documented_statuses: tuple[str, ...] = ()
    """The statuses in the API reference and the user guide that the model, or an older one, doesn't have."""
    unsupported_statuses: Set[str] = frozenset()
    """Statuses that the model lists and AWS doesn't support."""
    charges_only_successes: bool = False
    """Whether every failure is free, and not only those in FREE_STATUSES."""
    fallback_statuses: Set[str] = frozenset()
    """The statuses after which a message is sent again by SMS, if it has a fallback."""
    detail_type: str
    """The detail type of its events in Amazon EventBridge."""
    takes_default_message_type: bool = False
    """Whether the configuration set's default message type applies."""
    has_shared_routes: bool = False
    may_use_agents: bool = False
    """Whether an RCS agent can send it."""
    sandbox_countries: Set[str] | None = None
    """The countries that an account in the sandbox reaches; None for all."""
    settles_simulators: bool = False
    """Whether a message to a simulator destination ends as AWS documents, whatever `delivery` a test has set."""
    is_call: bool = False
    """Whether its messages are phone calls: charged by the minute, limited per day, and not answered by text."""
    has_parts: bool = False
    """Whether its events show an encoding and a number of parts."""
    content_type: str | None = None
    """The `contentType` of its events."""
    shows_agent: bool = False
    """Whether its events show the agent and its billing."""

    @property
    def statuses(self) -> tuple[str, ...]:
        """Its statuses: the model's event types, without the channel's name."""
        return _statuses(self)

    @property
    def filtered_status(self) -> str:
        """The status of a message that a protect configuration filters."""
        return next(each for each in _FILTERED if each in self.statuses)

    def path_to(self, status: str) -> tuple[str, ...]:
        """Return the statuses that lead to a status, which comes last."""
        return (*self.earlier_statuses.get(status, ()), status)

    def excess_of(self, text: str | None) -> str | None:
        """Return why a text is too long for it, in words; None if it isn't."""
        return excess_of(text) if self.has_length_limit and text is not None else None

    def is_free(self, status: str) -> bool:
        """Return whether a message that ends with this status costs nothing."""
        return status not in SUCCESSES if self.charges_only_successes else status in FREE_STATUSES


@cache
def _statuses(channel: Channel) -> tuple[str, ...]:
    prefix = f"{channel.name}_"
    names = [name.removeprefix(prefix) for name in mocked_values("EventType") if name.startswith(prefix)]
    excluded = {"ALL", *channel.unsupported_statuses}
    return tuple(name for name in dict.fromkeys([*names, *channel.documented_statuses]) if name not in excluded)


def is_final(step: str, status: str) -> bool:
    """Return whether the event of a step on the path to a status is final.

    The last step is, and so is the DELIVERED before READ.
    """
    return step not in NOT_FINAL and (step == status or status == READ)


def may_follow(status: str, final: str) -> bool:
    """Return whether a status may come after a final one. Only READ may, after DELIVERED."""
    return (final, status) == (DELIVERED, READ)


TEXT = Channel(
    name="TEXT",
    capability="SMS",
    rules_capability="SMS",
    failure=UNREACHABLE,
    earlier_statuses={DELIVERED: (SUCCESSFUL,)},
    unsupported_statuses=frozenset({"SENT"}),
    detail_type="Text Message Delivery Status Updated",
    takes_default_message_type=True,
    reports_by_route=True,
    has_length_limit=True,
    has_shared_routes=True,
    may_use_agents=True,
    settles_simulators=True,
    has_parts=True,
)
MEDIA = Channel(
    name="MEDIA",
    capability="MMS",
    rules_capability="MMS",
    failure=UNREACHABLE,
    earlier_statuses={DELIVERED: (SUCCESSFUL,)},
    detail_type="Media Message Delivery Status Updated",
    reports_by_route=True,
    settles_simulators=True,
    content_type="MMS",
)
VOICE = Channel(
    name="VOICE",
    capability="VOICE",
    rules_capability="VOICE",
    first_status="INITIATED",
    success="COMPLETED",
    without_final_event=TTL_EXPIRED,  # our choice: calls have no status UNKNOWN
    failure=FAILED,
    earlier_statuses={
        "COMPLETED": ("INITIATED", "RINGING", "ANSWERED"),
        "NO_ANSWER": ("INITIATED", "RINGING"),
        "BUSY": ("INITIATED",),
        FAILED: ("INITIATED",),
        "ANSWERED": ("INITIATED", "RINGING"),
        "RINGING": ("INITIATED",),
    },
    charges_only_successes=True,
    detail_type="Voice Message Delivery Status Updated",
    sandbox_countries=SANDBOX_VOICE,
    is_call=True,
)
RCS = Channel(
    name="RCS",
    capability=None,
    rules_capability="SMS",  # RCS has no rules of its own
    time_to_live=None,
    failure=FAILED,
    earlier_statuses={DELIVERED: ("SENT",), READ: ("SENT", DELIVERED)},
    documented_statuses=(
        "QUEUED",
        "SENT",
        DELIVERED,
        READ,
        FAILED,
        TTL_EXPIRED,
        PROTECT_BLOCKED,
        FALLEN_BACK,
        "PENDING",
        "UNDELIVERABLE",
        "REJECTED",
        "EXPIRED",
    ),
    charges_only_successes=True,
    fallback_statuses=frozenset({FAILED, TTL_EXPIRED, FALLEN_BACK, "UNDELIVERABLE", "REJECTED", "EXPIRED"}),
    detail_type="RCS Message Delivery Status Updated",  # our choice: AWS documents none yet
    may_use_agents=True,
    has_parts=True,
    shows_agent=True,
)

CHANNELS: Mapping[str, Channel] = {each.name: each for each in (TEXT, MEDIA, VOICE, RCS)}
