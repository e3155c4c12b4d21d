"""State how many messages an identity can send in a second and in a day, as AWS documents it.

The rates are from the user guide's "Message Parts per Second (MPS) limits", that of calls from its quotas page. AWS
raises them only on request. The daily caps of T-Mobile are from AWS's "10DLC Campaign Types and Quotas for SMS".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..registrations.registration import Registration

_RATES: Mapping[tuple[str, str | None], dict[str, int]] = {
    ("LONG_CODE", "CA"): {"SMS": 1, "MMS": 1},
    ("LONG_CODE", "US"): {},  # it has only VOICE
    ("LONG_CODE", None): {"SMS": 10},
    ("SENDER_ID", None): {"SMS": 10},
    ("SHORT_CODE", "CA"): {"SMS": 100, "MMS": 40},
    ("SHORT_CODE", "US"): {"SMS": 100, "MMS": 40},
    # A vetted brand or an approved campaign doesn't raise the rate of its numbers.
    ("TEN_DLC", None): {"SMS": 1, "MMS": 1},
    ("TOLL_FREE", None): {"SMS": 3, "MMS": 3},
}
"""Message parts per second by type of identity and country; None stands for any other country.

What isn't here isn't documented as a number: short codes of other countries, simulators, RCS agents.
"""
_CALLS = {"VOICE": 1}

T_MOBILE = "T-MOBILE"
CAP_OF_UNVETTED_BRAND, CAP_OF_VETTED_BRAND = 2_000, 40_000
"""Messages a day. The latter is that of the score that vetted brands have in the mock."""


def messaging_limits(
    route_type: str, iso_country_code: str, capabilities: Sequence[str], campaign: Registration | None = None
) -> Mapping[str, Mapping[str, int]] | None:
    """Return the limits of an identity in the wire's names; None if there are none.

    A campaign gives the identity the daily caps of a TEN_DLC number.
    """
    rates = _RATES.get((route_type, iso_country_code), _RATES.get((route_type, None), {}))
    calls = {} if route_type == "SHORT_CODE" else _CALLS  # short codes make no calls
    known = {each: rate for each in capabilities if (rate := rates.get(each) or calls.get(each)) is not None}
    limits: dict[str, Mapping[str, int]] = {"RateLimits": known} if known else {}
    if campaign is not None:
        is_vetted = any(brand.is_vetted for brand in campaign.registrations)
        cap = CAP_OF_VETTED_BRAND if is_vetted else CAP_OF_UNVETTED_BRAND
        limits["DailyMessageCaps"] = {T_MOBILE: cap}
    return limits or None
