"""List the service's quotas by name, and what may be spent on messages in a month.

Quotas have the names of the ServiceQuotaExceededException reasons. Monthly spend limits, in whole US dollars, have the
names of the model's SpendLimitName. Unless a comment says otherwise, a number is from the quotas page of the AWS End
User Messaging SMS user guide. All are per account and region.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from types import MappingProxyType
from typing import ClassVar

from attrs import define

from .._public import public
from ..protocol import model
from ..protocol.mocked import mocked_values
from .nested_settings import NestedSettings

NUMBERS: Mapping[str, int] = MappingProxyType(
    {
        "ASSOCIATIONS_PER_REGISTRATION": 100,  # our choice: none is listed
        "CONFIGURATION_SETS_PER_ACCOUNT": 25,
        "DAILY_DESTINATION_CALL_LIMIT": 5,  # to one number in 24 hours
        "DAILY_NOTIFY_TIER_MESSAGE_LIMIT": 200,  # by one configuration of the BASIC tier
        "EVENT_DESTINATIONS_PER_CONFIGURATION_SET": 5,
        "KEYWORDS_PER_PHONE_NUMBER": 30,
        "KEYWORDS_PER_POOL": 30,  # our choice: none is listed
        "NOTIFY_CONFIGURATIONS_PER_ACCOUNT": 25,
        "OPT_OUT_LISTS_PER_ACCOUNT": 25,  # "Default" counts
        "ORIGINATION_IDENTITIES_PER_POOL": 100,
        "PHONE_NUMBERS_PER_ACCOUNT": 25,
        "PHONE_NUMBERS_PER_REGISTRATION": 49,
        "POOLS_PER_ACCOUNT": 25,
        "PROTECT_CONFIGURATIONS_PER_ACCOUNT": 25,
        "RCS_AGENTS_PER_ACCOUNT": 5,
        "REGISTRATIONS_PER_ACCOUNT": 25,
        "REGISTRATION_ATTACHMENTS_CREATED_PER_DAY": 100,  # our choice: none is listed
        "REGISTRATION_ATTACHMENTS_PER_ACCOUNT": 25,
        "REGISTRATION_VERSIONS_CREATED_PER_DAY": 25,  # of a registration; our choice: none is listed
        "SENDER_IDS_PER_ACCOUNT": 200,
        "TAGS_PER_RESOURCE": 200,  # if the model has no bound on a list of tags
        "VERIFICATION_ATTEMPTS_PER_DAY": 5,  # our choice: none is listed
        "VERIFIED_DESTINATION_NUMBERS_PER_ACCOUNT": 10,
    }
)

# By the account's tier. A new account has 1. AWS raises it on request, to a sum agreed with the customer: 1000 is our
# choice.
MONTHLY_SPEND_LIMITS: Mapping[str, int] = MappingProxyType({"PRODUCTION": 1000, "SANDBOX": 1})


@public
@define(eq=False, repr=False)
class Quotas(NestedSettings[int]):
    """The quotas and the monthly spend limits by name, as whole numbers; spend limits in US dollars.

    The defaults are those of the account's present tier. An unknown name raises UnknownNameError (a KeyError and a
    ValueError), with the nearest right names. A value that isn't a whole number of 0 or more raises ValueError.
    """

    what: ClassVar[str] = "a quota"
    aliases: ClassVar[Mapping[str, str]] = MappingProxyType(
        {
            f"MONTHLY_SPEND_LIMIT_REACHED_FOR_{channel}": f"{channel}_MESSAGE_MONTHLY_SPEND_LIMIT"
            for channel in ("TEXT", "MEDIA", "VOICE", "RCS", "NOTIFY")
        }
    )
    """The spend limits are also found by the reasons of their errors."""
    _account_tier: Callable[[], str]
    """Returns the account's present tier."""

    def _defaults(self) -> Mapping[str, int]:
        return _defaults_of(self._account_tier())

    def _check(self, name: str, value: int) -> None:
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            raise ValueError(f"the quota {name} is a whole number of 0 or more; {value!r} was given")


@cache
def _defaults_of(account_tier: str) -> Mapping[str, int]:
    most_tags = model.service_model().shape_for("TagList").metadata.get("max", NUMBERS["TAGS_PER_RESOURCE"])
    limits = dict.fromkeys(mocked_values("SpendLimitName"), MONTHLY_SPEND_LIMITS[account_tier])
    return MappingProxyType({**NUMBERS, "TAGS_PER_RESOURCE": most_tags, **limits})
