"""The phone numbers that the mock leases: valid for their country and type, and if possible reserved for fiction."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator, Sequence
from typing import Any

import phonenumbers
import pytest
from botocore.exceptions import ClientError
from phonenumbers import NumberParseException, PhoneNumberType

from pinpoint_mock import FidelityWarning, PinpointMock, mock_pinpoint_v2
from pinpoint_mock.resources.origination.number_plans import FICTION, numbering_plan

COUNTRIES = sorted(phonenumbers.SUPPORTED_REGIONS)


def group_of(country: str) -> str:
    """Return the group that a country is tested in, by how its numbers are drawn."""
    if phonenumbers.country_code_for_region(country) == 1:
        return "North America"
    return "numbers for fiction" if country in FICTION else "other countries"


GROUPS: dict[str, list[str]] = {}
for each in COUNTRIES:
    GROUPS.setdefault(group_of(each), []).append(each)

TYPE_NAMES = {value: name for name, value in vars(PhoneNumberType).items() if isinstance(value, int)}
# The types that phonenumbers gives to a number without a special use.
ORDINARY = {PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE, PhoneNumberType.FIXED_LINE_OR_MOBILE}


def lease(client: Any, country: str, number_type: str, count: int = 1) -> list[str]:
    """Request so many numbers, and return them in E.164."""
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


def lease_and_check(
    pinpoint: PinpointMock, countries: Sequence[str], number_type: str, count: int, types: set[int]
) -> list[str]:
    """Lease so many numbers in each country, and return what is wrong with them."""
    client = pinpoint.client()
    wrong = []
    for country in countries:
        try:
            for number in lease(client, country, number_type, count):
                wrong += [f"{country}: {number} {fault}" for fault in faults_of(number, country, types)]
        except (ClientError, NumberParseException) as error:
            wrong.append(f"{country}: {error}")
    return wrong


def faults_of(number: str, country: str, types: set[int]) -> Iterator[str]:
    """Yield what is wrong with a number that should be a valid one of a country and of one of the types."""
    parsed = phonenumbers.parse(number)
    in_e164 = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
    if number != in_e164:
        yield f"should be written {in_e164}"
    if not phonenumbers.is_valid_number_for_region(parsed, country):
        yield "isn't a valid number of the country"
    if phonenumbers.number_type(parsed) not in types:
        expected = " or ".join(sorted(TYPE_NAMES[each] for each in types))
        yield f"should be of type {expected}, but is {TYPE_NAMES[phonenumbers.number_type(parsed)]}"


@pytest.fixture
def mock_without_quotas() -> Iterator[PinpointMock]:
    with mock_pinpoint_v2(strict_quotas=False) as pinpoint:
        yield pinpoint


@pytest.mark.parametrize("countries", GROUPS.values(), ids=GROUPS)
def test_long_codes_are_valid_ordinary_numbers_of_their_country(
    mock_without_quotas: PinpointMock, countries: Sequence[str]
) -> None:
    wrong = lease_and_check(mock_without_quotas, countries, "LONG_CODE", count=5, types=ORDINARY)
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("countries", GROUPS.values(), ids=GROUPS)
def test_toll_free_numbers_are_valid_ones_of_their_country(
    mock_without_quotas: PinpointMock, countries: Sequence[str]
) -> None:
    with_toll_free_numbers = [country for country in countries if numbering_plan(country, "TOLL_FREE")]
    assert with_toll_free_numbers
    wrong = lease_and_check(
        mock_without_quotas, with_toll_free_numbers, "TOLL_FREE", count=1, types={PhoneNumberType.TOLL_FREE}
    )
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    ("country", "number_type"),
    [
        ("US", "LONG_CODE"),
        ("US", "SIMULATOR"),
        *((country, "LONG_CODE") for country in ("CA", "DO", "GU", "JM", "MP", "PR", "VC", "VI")),
    ],
)
def test_north_american_numbers_are_those_reserved_for_fiction_where_they_are_valid(
    mock_without_quotas: PinpointMock, country: str, number_type: str
) -> None:
    for number in lease(mock_without_quotas.client(), country, number_type, count=100):
        assert re.fullmatch(r"\+1[2-9]\d\d55501\d\d", number)


def test_us_toll_free_numbers_are_reserved_for_fiction_and_have_a_toll_free_prefix(
    mock_without_quotas: PinpointMock,
) -> None:
    for number in lease(mock_without_quotas.client(), "US", "TOLL_FREE", count=100):
        assert re.fullmatch(r"\+18(00|33|44|55|66|77|88)55501\d\d", number)


@pytest.mark.parametrize("country", sorted(FICTION))
def test_numbers_reserved_for_fiction_in_other_countries_are_leased_first(
    mock_without_quotas: PinpointMock, country: str
) -> None:
    blocks = FICTION[country]
    patterns = "|".join(re.escape(each).replace(r"\?", r"\d") for patterns in blocks for each in patterns)
    for number in lease(mock_without_quotas.client(), country, "LONG_CODE", count=60):
        assert re.fullmatch(patterns, number)


@pytest.mark.parametrize(("country", "number_type"), [("US", "TOLL_FREE"), ("VI", "LONG_CODE"), ("NO", "LONG_CODE")])
def test_no_number_is_leased_twice_in_an_account_even_after_those_for_fiction_are_used_up(
    mock_without_quotas: PinpointMock, country: str, number_type: str
) -> None:
    # There are 700 toll-free numbers for fiction, 100 of the Virgin Islands, and none of Norway.
    leased = lease(mock_without_quotas.client(), country, number_type, count=900)
    leased += lease(mock_without_quotas.client("eu-west-1"), country, number_type, count=100)
    assert len(set(leased)) == 1000
    assert all(phonenumbers.is_valid_number(phonenumbers.parse(number)) for number in leased)


@pytest.mark.parametrize("number_type", ["LONG_CODE", "TOLL_FREE"])
def test_all_patterns_of_a_block_leave_the_same_number_of_digits_to_draw(number_type: str) -> None:
    for country in COUNTRIES:
        for block in numbering_plan(country, number_type):
            assert len({pattern.count("?") for pattern in block.patterns}) == 1, (country, block)


def test_the_same_seed_leases_the_same_numbers_after_a_reset() -> None:
    with mock_pinpoint_v2(seed=3, strict_quotas=False) as pinpoint:
        first = lease(pinpoint.client(), "US", "LONG_CODE", count=3)
        pinpoint.reset()
        assert lease(pinpoint.client(), "US", "LONG_CODE", count=3) == first
