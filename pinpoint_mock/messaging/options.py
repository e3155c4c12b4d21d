"""Describe a request to send a message: its content, its destination and its options."""

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
    """The sender or pool that the request names: an id, an ARN, a phone number or a sender ID's text."""
    message_type: str | None = None
    configuration_set_name: str | None = None
    protect_configuration_id: str | None = None
    max_price: str | None = None
    """The most that the message may cost, or for a call each minute, in US dollars."""
    time_to_live: int | None = None
    """Seconds; None for the service's default."""
    context: Mapping[str, str] | None = None
    message_feedback_enabled: bool | None = None
    """Whether feedback is enabled; None for the configuration set's default."""
    keyword: str | None = None
    message_traffic_type: str | None = None
    destination_country_parameters: Mapping[str, str] = field(factory=dict)
    notify: NotifySource | None = None
    """Set if Notify sends the message: from the pool in `origination_identity`, else from AWS's own numbers."""
    verifies_destination: bool = False
    """Whether the message has the code that verifies its destination, which needn't be verified before."""
    is_free: bool = False
    replaces_rcs: bool = False
    """Whether it is sent because RCS failed. RCS agents and shared routes don't send such a message."""
    is_dry_run: bool = False


@frozen
class SendRequest:
    """A message that a caller asks to have sent."""

    content: Content
    options: SendOptions
    fallback: SendRequest | None = None
    """The message that is sent by SMS or MMS if RCS fails; None for the same text."""
