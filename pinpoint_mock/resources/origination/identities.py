"""Define what origination identities share: status, two-way settings, keywords, and membership in pools."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any

from attrs import define, evolve, field, frozen

from ...errors import ConflictException, ValidationException
from ...store import Index, Resource
from ..opt_out_lists import OptOutList
from ..registrations.registrable import Registrable
from ..registrations.registration import Registration
from .keyword import DEFAULT_KEYWORDS, Keyword, content_of, copy_keywords
from .senders import Sender, Senders, SendingAbility, sending_ability

if TYPE_CHECKING:
    from .pool import Pool

CONNECT_CHANNEL = re.compile(r"connect\.[a-z0-9-]+\.amazonaws\.com")
SNS_CHANNEL = re.compile(r"arn:[\w-]+:sns:[\w-]+:\d{12}:[\w-]+")

NO_COUNTRY = "ZZ"
"""The IsoCountryCode that AWS shows of an identity that isn't of one country."""


@define(kw_only=True, eq=False)
class Identity(Resource):
    """An origination identity: a phone number, a sender ID, an RCS agent or a pool."""

    ability: SendingAbility | None = field(default=None, init=False)
    """What it can send now, by which its account and its pools find it; None if it can't send, and for a pool."""

    @property
    def status(self) -> str:
        """Its status on the wire: "ACTIVE"."""
        raise NotImplementedError(type(self).__name__)

    @property
    def message_types(self) -> Sequence[str]:
        """The types of the messages that it can send."""
        raise NotImplementedError(type(self).__name__)

    @property
    def has_carrier_opt_outs(self) -> bool:
        """Whether carriers manage its opt-outs: of a US toll-free number, and of a pool that has only such numbers."""
        return False

    def must_be_active(self) -> None:
        if self.status != "ACTIVE":
            raise ConflictException(reason="RESOURCE_NOT_ACTIVE", resource=self)


@define(kw_only=True, eq=False)
class PoolableIdentity(Identity, Registrable):
    """An identity that sends messages and can be in a pool: a phone number, a sender ID or an RCS agent."""

    @property
    def iso_country_code(self) -> str:
        """Its country; NO_COUNTRY if it isn't of one country."""
        raise NotImplementedError(type(self).__name__)

    @property
    def number_capabilities(self) -> Sequence[str]:
        """What it can send, by the model's NumberCapability: "SMS", "MMS", "VOICE", "RCS"."""
        raise NotImplementedError(type(self).__name__)

    @property
    def association_country(self) -> str | None:
        return self.iso_country_code

    @property
    def origination_identity(self) -> str:
        """The name that pools and messages show: a number's or an agent's id, or a sender ID's text."""
        return self.resource_id

    @property
    def sender(self) -> str:
        """The sender that a phone shows: a phone number, a sender ID's text, or an agent's id."""
        return self.origination_identity

    @property
    def route_type(self) -> str:
        """Its type, by which AWS ranks identities: a NumberType, SENDER_ID or RCS_AGENT."""
        raise NotImplementedError(type(self).__name__)

    @property
    def registration_that_forbids_sending(self) -> Registration | None:
        """Its registration, if that was approved and no longer is; None if it may send."""
        return None

    @property
    def places(self) -> tuple[str, ...]:
        """The countries that it can send to now, and ABROAD if it sends to other countries; none if it can't send."""
        raise NotImplementedError(type(self).__name__)

    @property
    def pools(self) -> Collection[Pool]:
        """The pools that it is in."""
        raise NotImplementedError(type(self).__name__)

    def on_kept(self) -> None:
        super().on_kept()
        self.update_ability()

    def on_removed(self) -> None:
        super().on_removed()
        self.update_ability()

    def on_standing_changed(self) -> None:
        self.update_ability()

    def update_ability(self) -> None:
        """Put it in its place among the senders of its account and of its pools, by what it can send now."""
        region, before, after = self.region, self.ability, None
        if (places := self.places) and region.has(self):
            after = sending_ability(places, self.route_type, self.number_capabilities, self.message_types)
        if after is before:
            return
        self.ability = after
        in_pools = [(pool.senders, pool.member(self)) for pool in self.pools]
        everywhere: list[tuple[Senders, Sender]] = [(region.state(Senders), self), *in_pools]
        for senders, sender in everywhere:
            if before is not None:
                senders.remove(before, sender)
            if after is not None:
                senders.add(after, sender)

    def refuse_second_pool(self) -> None:
        """Raise ConflictException if it can be in only one pool at a time and is in one."""

    def on_pool_joined(self, pool: Pool) -> None:
        """Record a pool that it has been added to."""
        raise NotImplementedError(type(self).__name__)

    def on_pool_left(self, pool: Pool) -> None:
        """Record that it has been removed from a pool."""
        raise NotImplementedError(type(self).__name__)


@frozen(kw_only=True)
class TwoWaySettings:
    """The settings for people's messages: the two-way channel, and the opt-out list with its management.

    They don't change: an update replaces them.
    """

    opt_out_list: OptOutList
    two_way_enabled: bool = False
    two_way_channel_arn: str | None = None
    two_way_channel_role: str | None = None
    self_managed_opt_outs_enabled: bool = False


@define(kw_only=True, eq=False)
class TwoWayIdentity(Identity):
    """An identity that people can write to: it has an opt-out list, keywords and perhaps a two-way channel."""

    own_settings: TwoWaySettings
    """Its own settings, which clients don't see while those of its pool apply."""
    _keywords: Index[Keyword] | None = field(default=None, init=False)

    def on_kept(self) -> None:
        super().on_kept()
        self.own_settings.opt_out_list.used_by.add(self)

    def on_removed(self) -> None:
        super().on_removed()
        self.own_settings.opt_out_list.used_by.discard(self)

    @property
    def settings_owner(self) -> TwoWayIdentity:
        """The identity whose settings and keywords apply to this one."""
        return self

    @property
    def opt_out_list(self) -> OptOutList:
        return self.settings_owner.own_settings.opt_out_list

    @property
    def opt_out_list_name(self) -> str:
        return self.opt_out_list.opt_out_list_name

    @property
    def two_way_enabled(self) -> bool:
        return self.settings_owner.own_settings.two_way_enabled

    @property
    def two_way_channel_arn(self) -> str | None:
        return self.settings_owner.own_settings.two_way_channel_arn

    @property
    def two_way_channel_role(self) -> str | None:
        return self.settings_owner.own_settings.two_way_channel_role

    @property
    def self_managed_opt_outs_enabled(self) -> bool:
        return self.settings_owner.own_settings.self_managed_opt_outs_enabled

    @property
    def keywords(self) -> Index[Keyword]:
        """Its own keywords. They are made at their first use, since most identities never need them."""
        if self._keywords is None:
            self._keywords = copy_keywords(DEFAULT_KEYWORDS)
        return self._keywords

    @property
    def effective_keywords(self) -> Index[Keyword]:
        """The keywords that answer a message to this identity."""
        return self.settings_owner.keywords

    def refuse_keyword_change(self) -> None:
        """Raise ConflictException if its keywords can't be changed now."""

    def has_keywords_of(self, other: TwoWayIdentity) -> bool:
        """Return whether both have the same keywords, with the same messages and actions."""
        both_have_defaults = self._keywords is None and other._keywords is None
        return both_have_defaults or content_of(self.keywords) == content_of(other.keywords)

    def copy_settings_of(self, other: TwoWayIdentity) -> None:
        """Take another identity's own settings and keywords, before this one is stored."""
        self.own_settings = other.own_settings
        self._keywords = None if other._keywords is None else copy_keywords(other._keywords)

    def update_two_way(
        self,
        *,
        enabled: bool | None,
        channel_arn: str | None,
        channel_role: str | None,
        self_managed_opt_outs: bool | None,
        opt_out_list_name: str | None,
    ) -> None:
        """Change the own settings that aren't None. If one is wrong, raise the error and change none."""
        opt_out_list = None if opt_out_list_name is None else self.region.get(OptOutList, opt_out_list_name)
        changes: dict[str, Any] = {
            "opt_out_list": opt_out_list,
            "two_way_enabled": enabled,
            "two_way_channel_arn": channel_arn,
            "two_way_channel_role": channel_role,
            "self_managed_opt_outs_enabled": self_managed_opt_outs,
        }
        before = self.own_settings
        after = evolve(before, **{name: value for name, value in changes.items() if value is not None})
        _refuse_channel(after)
        _refuse_self_managed_opt_outs(after)
        self.own_settings = after
        before.opt_out_list.used_by.discard(self)
        after.opt_out_list.used_by.add(self)


def _refuse_channel(settings: TwoWaySettings) -> None:
    """Raise ValidationException for a two-way channel that is wrong, and for one that is needed and not given."""
    channel_arn = settings.two_way_channel_arn
    if (
        channel_arn is not None
        and not CONNECT_CHANNEL.fullmatch(channel_arn)
        and not SNS_CHANNEL.fullmatch(channel_arn)
    ):
        raise ValidationException(
            reason="INVALID_PARAMETER",
            fields={
                "TwoWayChannelArn": f"MEMBER_IS_INVALID: {channel_arn!r} is neither the ARN of a standard SNS topic "
                "nor connect.<region>.amazonaws.com"
            },
        )
    if settings.two_way_enabled and channel_arn is None:
        raise ValidationException(
            reason="TWO_WAY_CHANNEL_NOT_PRESENT",
            fields={"TwoWayChannelArn": "none was given; two-way messages need a channel"},
        )


def _refuse_self_managed_opt_outs(settings: TwoWaySettings) -> None:
    """Raise ValidationException for self-managed opt-outs without two-way messages."""
    if settings.self_managed_opt_outs_enabled and not settings.two_way_enabled:
        raise ValidationException(
            reason="TWO_WAY_NOT_ENABLED",
            fields={"SelfManagedOptOutsEnabled": "true was given; it needs TwoWayEnabled to be true as well"},
        )
