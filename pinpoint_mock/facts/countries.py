"""List what AWS publishes about countries, by their ISO 3166-1 codes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import phonenumbers


def _codes(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Every country with phone numbers. "UK" isn't a country code.
COUNTRIES = frozenset(phonenumbers.SUPPORTED_REGIONS)

# Countries without alphanumeric sender IDs: "No" in the column "Supports Sender IDs" of the user guide's "Supported
# countries and regions for SMS messaging", in 2026.
WITHOUT_SENDER_IDS = _codes(
    """
    AR BE BR BS CA CG CL CN CO CR DO EC FM GT GU HU KN KR KY LC LR MC MH MY MZ NI NZ PE PR PY SV TM TW US UY VE VI ZA
    """
)

# Countries where a sender ID must be registered before it can be requested: "Registration required" in the same column.
# GB is left out, since the service was seen to give a sender ID there without a registration. BD, CM and KH are from
# the newer "Supported countries" pages of the continents, SG is from "Request a sender ID".
SENDER_IDS_REGISTERED = _codes("AE AU BD BY CM EG ES ID IE IN JO KE KH KW KZ LK OM PH QA RU SA SG TH TR VN ZM")

# Countries that AWS sends no messages to: named in the user guide's "SMS and MMS country capabilities and limitations".
UNSUPPORTED = _codes("CU IR KP SD SY")

# Countries without shared routes. The user guide names the US and China. The UK and Guam are from reports of users, and
# the other territories of the US are our choice, like Guam. The rest are countries that AWS sends no messages to.
WITHOUT_SHARED_ROUTES = _codes("US AS GU MP PR VI CN GB") | UNSUPPORTED
SHARED_ROUTES = COUNTRIES - WITHOUT_SHARED_ROUTES

# Countries that an account in the sandbox can call: named in the user guide's "Country support" of voice.
SANDBOX_VOICE = _codes("AU CA DE GB HK IL JP MX SE SG US")

# Countries that Notify's BASIC tier sends to: the list in the user guide's "Notify supported countries".
NOTIFY_BASIC = _codes(
    "AS AU BE BR CA CH CO DE DK ES FI FR GB GU HK IE IN IT JP KR MP MX NL NZ PR PT SE SG US VI",
)


@cache
def country_names() -> Mapping[str, str]:
    """Return the English name of each country, from a file: the names in `phonenumbers` would take seconds to load."""
    names: Mapping[str, str] = json.loads(Path(__file__).with_name("country_names.json").read_text("utf-8"))
    return names
