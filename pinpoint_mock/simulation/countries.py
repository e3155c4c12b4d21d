"""Facts of countries, by their ISO 3166-1 codes, as far as AWS tells them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import phonenumbers


def _codes(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Whatever has phone numbers. "UK" isn't among them.
COUNTRIES = frozenset(phonenumbers.SUPPORTED_REGIONS)

# Where there are no alphanumeric sender IDs: "No" in the column "Supports Sender IDs" of the user guide's "Supported
# countries and regions for SMS messaging", as it was in 2026.
WITHOUT_SENDER_IDS = _codes(
    """
    AR BE BR BS CA CG CL CN CO CR DO EC FM GT GU HU KN KR KY LC LR MC MH MY MZ NI NZ PE PR PY SV TM TW US UY VE VI ZA
    """
)

# Where a sender ID must be registered before it can be had: "Registration required" in the same column, but for GB,
# where the service was seen to give one without. BD, CM and KH are from the newer "Supported countries" pages of the
# continents, SG from "Request a sender ID".
SENDER_IDS_REGISTERED = _codes("AE AU BD BY CM EG ES ID IE IN JO KE KH KW KZ LK OM PH QA RU SA SG TH TR VN ZM")

# Where AWS sends no messages: named in the user guide's "SMS and MMS country capabilities and limitations".
UNSUPPORTED = _codes("CU IR KP SD SY")

# Where an account in the sandbox can call: named in the user guide's "Country support" of voice.
SANDBOX_VOICE = _codes("AU CA DE GB HK IL JP MX SE SG US")

# Where Notify's BASIC tier sends: the list in the user guide's "Notify supported countries".
NOTIFY_BASIC = _codes(
    "AS AU BE BR CA CH CO DE DK ES FI FR GB GU HK IE IN IT JP KR MP MX NL NZ PR PT SE SG US VI",
)


@cache
def country_names() -> Mapping[str, str]:
    """The English name of each country, read when it is first asked for: phonenumbers' own costs seconds to load."""
    names: Mapping[str, str] = json.loads(Path(__file__).with_name("country_names.json").read_text("utf-8"))
    return names
