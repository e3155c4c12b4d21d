"""What messages come from: what numbers, sender IDs, RCS agents and pools share, and how one is found."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from attrs import define, field

from ..errors import ConflictException, ResourceNotFoundException, ValidationException
from ..store import Index, Region, Resource
from .answering import DEFAULTS, Keyword, copied, said_by
from .opt_out_lists import OptOutList

CONNECT_CHANNEL = re.compile(r"connect\.[a-z0-9-]+\.amazonaws\.com")
SNS_CHANNEL = re.compile(r"arn:[\w-]+:sns:[\w-]+:\d{12}:[\w-]+")


@define(kw_only=True, eq=False)
class Identity(Resource):
    """An origination identity: a number, a sender ID, an RCS agent or a pool."""

    @property
    def status(self) -> str:
        raise NotImplementedError(type(self).__name__)

    @property
    def message_types(self) -> Sequence[str]:
        """Those that it can send."""
        raise NotImplementedError(type(self).__name__)

    def must_be_active(self) -> None:
        if self.status != "ACTIVE":
            raise ConflictException(reason="RESOURCE_NOT_ACTIVE", resource=self)


@define(kw_only=True, eq=False)
class TwoWayIdentity(Identity):
    """An origination identity that people can answer: its opt-out list, keywords and two-way channel."""

    two_way_enabled: bool = False
    two_way_channel_arn: str | None = None
    two_way_channel_role: str | None = None
    self_managed_opt_outs_enabled: bool = False
    opt_out_list: OptOutList
    _keywords: Index[Keyword] | None = field(default=None, init=False)

    @property
    def opt_out_list_name(self) -> str:
        return self.opt_out_list.opt_out_list_name

    @property
    def keywords(self) -> Index[Keyword]:
        """Its own, made when they are first asked for: of most identities nobody does."""
        if self._keywords is None:
            self._keywords = copied(DEFAULTS)
        return self._keywords

    def has_keywords_of(self, other: TwoWayIdentity) -> bool:
        """Whether both have the same keywords, with the same messages and actions."""
        neither_touched = self._keywords is None and other._keywords is None
        return neither_touched or said_by(self.keywords) == said_by(other.keywords)

    def copy_keywords_of(self, other: TwoWayIdentity) -> None:
        """Have the keywords that another has now, in place of its own."""
        self._keywords = None if other._keywords is None else copied(other._keywords)


POOLABLE: list[type[Identity]] = []
"""The kinds of identity that can be in a pool; each room of such a kind adds its own."""

OF_NO_COUNTRY = "ZZ"
"""As AWS has it of what can be in a pool and isn't of one country."""


def find_identity(region: Region, given: str, iso_country_code: str | None) -> Any:
    """The identity of that id or ARN; an error says what is missing or unknown, or that the country isn't its own."""
    if ":sender-id/" in given and iso_country_code is None:
        # Seen of the service, although the ARN names the country.
        raise ValidationException(
            reason="INVALID_ARN", fields={"SenderId": f"{given!r} goes with an IsoCountryCode, and none was given"}
        )
    found = (find_in_country(region, kind, given, iso_country_code) for kind in POOLABLE)
    identity = next((each for each in found if each is not None), None)
    if identity is None:
        raise _not_found(given, iso_country_code)
    return identity


def find_in_country(region: Region, kind: type[Identity], given: str, iso_country_code: str | None) -> Any:
    """The identity of one kind, None where there is none. ValidationException if it is of another country."""
    # A text, in whatever case, and a country make up the name of a sender ID; no other identity has such a name.
    found: Any = region.find(kind, given) or region.find(kind, f"{given.upper()}/{iso_country_code}")
    if found is not None and found.iso_country_code not in (iso_country_code or found.iso_country_code, OF_NO_COUNTRY):
        raise ValidationException(
            reason="COUNTRY_CODE_MISMATCH",
            fields={"IsoCountryCode": f"{iso_country_code!r} was given; {given} is of {found.iso_country_code}"},
        )
    return found


def _not_found(given: str, iso_country_code: str | None) -> Exception:
    if ":rcs-agent/" in given or given.startswith("rcs-"):
        return ResourceNotFoundException(kind="rcs-agent", resource_id=given)
    if given.startswith(("arn:", "phone-")) and ":sender-id/" not in given:
        return ResourceNotFoundException(kind="phone-number", resource_id=given)
    if iso_country_code is None:
        return ValidationException(
            reason="MISSING_PARAMETER",
            fields={"IsoCountryCode": f"none was given; {given!r} would be a sender ID, which goes with its country"},
        )
    return ResourceNotFoundException(kind="sender-id", resource_id=given)


def reconfigure(region: Region, identity: TwoWayIdentity, opt_out_list_name: str | None, **changes: Any) -> None:
    """Apply an Update's changes (None: as it is) once the whole has been found possible."""
    opt_out_list = region.get(OptOutList, opt_out_list_name) if opt_out_list_name is not None else None
    wanted = {name: value for name, value in changes.items() if value is not None}
    _refuse_impossible(lambda name: wanted.get(name, getattr(identity, name)))
    if opt_out_list is not None:
        wanted["opt_out_list"] = opt_out_list
    for name, value in wanted.items():
        setattr(identity, name, value)


def _refuse_impossible(wanted: Any) -> None:
    channel = wanted("two_way_channel_arn")
    if channel is not None and not CONNECT_CHANNEL.fullmatch(channel) and not SNS_CHANNEL.fullmatch(channel):
        raise ValidationException(
            reason="INVALID_PARAMETER",
            fields={
                "TwoWayChannelArn": f"MEMBER_IS_INVALID: {channel!r} is neither the ARN of a standard SNS topic "
                "nor connect.<region>.amazonaws.com"
            },
        )
    if wanted("two_way_enabled") and channel is None:
        raise ValidationException(
            reason="TWO_WAY_CHANNEL_NOT_PRESENT",
            fields={"TwoWayChannelArn": "none was given, and two-way messages need a channel to go to"},
        )
    if wanted("self_managed_opt_outs_enabled"):
        if not wanted("two_way_enabled"):
            raise ValidationException(
                reason="TWO_WAY_NOT_ENABLED",
                fields={"SelfManagedOptOutsEnabled": "true was asked for, and needs TwoWayEnabled to be true as well"},
            )
        if CONNECT_CHANNEL.fullmatch(channel):
            raise ValidationException(
                reason="INVALID_PARAMETER",
                fields={"SelfManagedOptOutsEnabled": f"true isn't possible with {channel!r}; an SNS topic would do"},
            )
