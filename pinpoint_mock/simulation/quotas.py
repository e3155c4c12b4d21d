"""The service's quotas, by the names of the ServiceQuotaExceededException reasons.

Source: the quotas page of the AWS End User Messaging SMS user guide; per account and region.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from .layers import Layers

DOCUMENTED: Mapping[str, int] = MappingProxyType(
    {
        "CONFIGURATION_SETS_PER_ACCOUNT": 25,
        "EVENT_DESTINATIONS_PER_CONFIGURATION_SET": 5,
        "KEYWORDS_PER_PHONE_NUMBER": 30,
        "OPT_OUT_LISTS_PER_ACCOUNT": 25,  # "Default" counts
        "ORIGINATION_IDENTITIES_PER_POOL": 100,
        "PHONE_NUMBERS_PER_ACCOUNT": 25,
        "PHONE_NUMBERS_PER_REGISTRATION": 49,
        "POOLS_PER_ACCOUNT": 25,
        "PROTECT_CONFIGURATIONS_PER_ACCOUNT": 25,
        "REGISTRATIONS_PER_ACCOUNT": 25,
        "REGISTRATION_ATTACHMENTS_PER_ACCOUNT": 25,
        "SENDER_IDS_PER_ACCOUNT": 200,
        "TAGS_PER_RESOURCE": 200,  # the model's bound on a list of tags
        "VERIFIED_DESTINATION_NUMBERS_PER_ACCOUNT": 10,
    }
)

Quotas = Layers[int]


def quotas() -> Quotas:
    return Layers("a quota", lambda: DOCUMENTED, _check)


def _check(name: str, value: int) -> None:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise ValueError(f"the quota {name} is a whole number of 0 or more; {value!r} was given")
