"""Describe what a caller asks for: a message, where to send it, and how."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import field, frozen

from .contents import Content


@frozen(kw_only=True)
class NotifySource:
    """The Notify configuration and template that a message comes from."""

    configuration_id: str
    template_id: str


@frozen(kw_only=True)
class SendOptions:
    """The parameters of a send that all channels share, apart from the content."""

    destination: str
    """The phone, in E.164."""
    origination_identity: str | None = None
    """What the request names as the sender: an id, an ARN, a number, a sender ID's text or a pool."""
    message_type: str | None = None
    configuration_set_name: str | None = None
    protect_configuration_id: str | None = None
    max_price: str | None = None
    """The most that the message may cost, or for a call each minute, in US dollars."""
    time_to_live: int | None = None
    """Seconds; None for the service's default."""
    context: Mapping[str, str] | None = None
    message_feedback_enabled: bool | None = None
    """Whether feedback is expected; None for what the configuration set says."""
    keyword: str | None = None
    message_traffic_type: str | None = None
    destination_country_parameters: Mapping[str, str] = field(factory=dict)
    notify: NotifySource | None = None
    """Set if Notify sends the message: from the pool that is named, else by numbers of AWS's own."""
    verifies_destination: bool = False
    """Whether it carries the code that verifies its destination, which then needn't be verified yet."""
    is_free: bool = False
    may_use_agents: bool = True
    """Whether an RCS agent may send the message if the channel allows it."""
    is_dry_run: bool = False


@frozen
class SendRequest:
    """A message that a caller asks to have sent."""

    content: Content
    options: SendOptions
    fallback: SendRequest | None = None
    """What is sent by SMS or MMS if RCS fails; None for the same text."""
