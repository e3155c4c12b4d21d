"""The phone numbers that the mock leases: real for their country and type, and nobody's."""

from __future__ import annotations

import re
import warnings
from typing import Any

import phonenumbers
import pytest
from phonenumbers import PhoneNumberType

from pinpoint_mock import FidelityWarning, PinpointMock, mock_pinpoint_v2
from pinpoint_mock.resources.origination.number_plans import FICTION, numbering_plan

COUNTRIES = sorted(phonenumbers.SUPPORTED_REGIONS)

# What the library can call a number that has no other type of its own.
ORDINARY = {PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE, PhoneNumberType.FIXED_LINE_OR_MOBILE}


def lease(client: Any, country: str, number_type: str, count: int = 1) -> list[str]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FidelityWarning)
        return [
            client.request_phone_number(
                IsoCountryCode=country,
                MessageType="TRANSACTIONAL",
                NumberCapabilities=["VOICE"],
                NumberType=number_type,
            )["PhoneNumber"]
            for _ in range(count)
        ]


@pytest.fixture
def unlimited() -> Any:
    with mock_pinpoint_v2(strict_quotas=False) as pinpoint:
        yield pinpoint


@pytest.mark.parametrize("country", COUNTRIES)
def test_a_long_code_is_a_valid_ordinary_number_of_its_country(unlimited: PinpointMock, country: str) -> None:
    for number in lease(unlimited.client(), country, "LONG_CODE", count=5):
        parsed = phonenumbers.parse(number)
        assert number == phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
        assert phonenumbers.is_valid_number_for_region(parsed, country)
        assert phonenumbers.number_type(parsed) in ORDINARY


@pytest.mark.parametrize("country", [each for each in COUNTRIES if numbering_plan(each, "TOLL_FREE")])
def test_a_toll_free_number_is_a_valid_one_of_its_country(unlimited: PinpointMock, country: str) -> None:
    [number] = lease(unlimited.client(), country, "TOLL_FREE")
    parsed = phonenumbers.parse(number)
    assert phonenumbers.is_valid_number_for_region(parsed, country)
    assert phonenumbers.number_type(parsed) == PhoneNumberType.TOLL_FREE


@pytest.mark.parametrize(
    ("country", "number_type"),
    [
        ("US", "LONG_CODE"),
        ("US", "SIMULATOR"),
        *((country, "LONG_CODE") for country in ("CA", "DO", "GU", "JM", "MP", "PR", "VC", "VI")),
    ],
)
def test_numbers_of_north_america_are_those_kept_for_fiction_where_they_are_valid(
    unlimited: PinpointMock, country: str, number_type: str
) -> None:
    for number in lease(unlimited.client(), country, number_type, count=100):
        assert re.fullmatch(r"\+1[2-9]\d\d55501\d\d", number)


def test_a_us_toll_free_number_is_kept_for_fiction_and_has_one_of_their_prefixes(unlimited: PinpointMock) -> None:
    for number in lease(unlimited.client(), "US", "TOLL_FREE", count=100):
        assert re.fullmatch(r"\+18(00|33|44|55|66|77|88)55501\d\d", number)


@pytest.mark.parametrize("country", sorted(FICTION))
def test_numbers_kept_for_fiction_elsewhere_come_first(unlimited: PinpointMock, country: str) -> None:
    blocks = FICTION[country]
    patterns = "|".join(re.escape(each).replace(r"\?", r"\d") for patterns in blocks for each in patterns)
    for number in lease(unlimited.client(), country, "LONG_CODE", count=60):
        assert re.fullmatch(patterns, number)


@pytest.mark.parametrize(("country", "number_type"), [("US", "TOLL_FREE"), ("VI", "LONG_CODE"), ("NO", "LONG_CODE")])
def test_no_number_comes_twice_in_an_account_however_many_there_are(
    unlimited: PinpointMock, country: str, number_type: str
) -> None:
    # There are 700 toll-free numbers for fiction, 100 of the Virgin Islands, and none of Norway.
    leased = lease(unlimited.client(), country, number_type, count=900)
    leased += lease(unlimited.client("eu-west-1"), country, number_type, count=100)
    assert len(set(leased)) == 1000
    assert all(phonenumbers.is_valid_number(phonenumbers.parse(number)) for number in leased)


@pytest.mark.parametrize("number_type", ["LONG_CODE", "TOLL_FREE"])
def test_the_numbers_of_a_block_are_all_drawn_with_as_many_digits(number_type: str) -> None:
    for country in COUNTRIES:
        for block in numbering_plan(country, number_type):
            assert len({pattern.count("?") for pattern in block.patterns}) == 1, (country, block)


def test_accounts_draw_alike_from_all_numbers() -> None:
    with mock_pinpoint_v2(seed=3, strict_quotas=False) as pinpoint:
        first = lease(pinpoint.client(), "US", "LONG_CODE", count=3)
        pinpoint.reset()
        assert lease(pinpoint.client(), "US", "LONG_CODE", count=3) == first
