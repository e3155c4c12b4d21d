"""Test ListAvailablePhoneNumbers, and the parameter NumberPreference of RequestPhoneNumber."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import phonenumbers
import pytest

from pinpoint_mock import FidelityWarning, PinpointMock
from pinpoint_mock.protocol.model import service_model

pytestmark = pytest.mark.skipif(
    "ListAvailablePhoneNumbers" not in service_model().operation_names, reason="needs a botocore newer than 1.43.11"
)

TEN_DLC = {"IsoCountryCode": "US", "NumberCapabilities": ["SMS"], "NumberType": "TEN_DLC"}
UNKNOWN = "registration-" + "f" * 32


def preference(how: str, *values: str) -> list[dict[str, list[str]]]:
    return [{"PreferenceType": [how], "Filter": list(values)}]


@pytest.fixture
def search(client: Any) -> Callable[..., list[str]]:
    """Return the first page of the available numbers, with a preference if one is given."""

    def call(how: str | None = None, *values: str) -> list[str]:
        preferred = {} if how is None else {"NumberPreference": preference(how, *values)}
        found: list[str] = client.list_available_phone_numbers(**TEN_DLC, **preferred)["AvailablePhoneNumbers"]
        return found

    return call


@pytest.fixture
def request_ten_dlc(pinpoint_v2: PinpointMock, request_number: Callable[..., Any]) -> Callable[..., Any]:
    """Request a TEN_DLC number with an approved campaign. Return the answer."""
    campaign = pinpoint_v2.add_registration("US_TEN_DLC_CAMPAIGN_REGISTRATION")
    return lambda **parameters: request_number(NumberType="TEN_DLC", RegistrationId=campaign, **parameters)


# ListAvailablePhoneNumbers ------------------------------------------------------------------------------------------


def test_numbers_on_offer_are_valid_and_ten_to_a_page(search: Any) -> None:
    found = search()
    assert len(set(found)) == 10
    for number in found:
        parsed = phonenumbers.parse(number)
        assert phonenumbers.is_valid_number(parsed)
        assert phonenumbers.region_code_for_number(parsed) == "US"


def test_the_pages_go_on_where_the_one_before_ended(client: Any) -> None:
    first = client.list_available_phone_numbers(**TEN_DLC, MaxResults=4)
    second = client.list_available_phone_numbers(**TEN_DLC, MaxResults=6, NextToken=first["NextToken"])
    whole = client.list_available_phone_numbers(**TEN_DLC)["AvailablePhoneNumbers"]
    assert first["AvailablePhoneNumbers"] + second["AvailablePhoneNumbers"] == whole


def test_a_page_has_at_most_ten_numbers(client: Any, refused: Any) -> None:
    error = refused("ValidationException", client.list_available_phone_numbers, **TEN_DLC, MaxResults=11)
    assert [field["Name"] for field in error["Fields"]] == ["maxResults"]


@pytest.mark.parametrize(
    ("how", "values", "fits"),
    [
        ("StartsWith", ["206"], lambda number: number.startswith("+1206")),
        ("StartsWith", ["+1206"], lambda number: number.startswith("+1206")),
        ("StartsWith", ["1206"], lambda number: number.startswith("+1206")),
        ("StartsWith", ["206867"], lambda number: number.startswith("+1206867")),
        ("EndsWith", ["42"], lambda number: number.endswith("42")),
        ("EndsWith", ["8675309"], lambda number: number.endswith("8675309")),
        ("Contains", ["777"], lambda number: "777" in number),
    ],
)
def test_a_preference_finds_valid_numbers_that_fit_it_and_no_others(
    search: Any, how: str, values: Sequence[str], fits: Callable[[str], bool]
) -> None:
    found = search(how, *values)
    assert found
    assert len(set(found)) == len(found)
    assert all(map(fits, found))
    assert all(phonenumbers.is_valid_number(phonenumbers.parse(number)) for number in found)


@pytest.mark.parametrize(
    ("how", "value"),
    [
        ("StartsWith", "+44"),  # not of the US
        ("StartsWith", "011"),  # no area code
        ("EndsWith", "123456789012345"),
    ],
)
def test_a_preference_that_no_number_fits_finds_none(search: Any, how: str, value: str) -> None:
    assert search(how, value) == []


@pytest.mark.parametrize("elsewhere", [{"IsoCountryCode": "CA"}, {"NumberCapabilities": ["SMS", "RCS"]}])
def test_elsewhere_and_for_what_numbers_cannot_do_there_are_none(client: Any, elsewhere: dict[str, Any]) -> None:
    answer = client.list_available_phone_numbers(**{**TEN_DLC, **elsewhere})
    assert answer["AvailablePhoneNumbers"] == []
    assert "NextToken" not in answer


def test_an_unknown_registration_is_not_found(client: Any, refused: Any) -> None:
    error = refused("ResourceNotFoundException", client.list_available_phone_numbers, **TEN_DLC, RegistrationId=UNKNOWN)
    assert (error["ResourceType"], error["ResourceId"]) == ("registration", UNKNOWN)


def test_a_search_may_name_its_registration(pinpoint_v2: PinpointMock, client: Any) -> None:
    campaign = pinpoint_v2.add_registration("US_TEN_DLC_CAMPAIGN_REGISTRATION")
    answer = client.list_available_phone_numbers(**TEN_DLC, RegistrationId=campaign)
    assert len(answer["AvailablePhoneNumbers"]) == 10


def test_what_somebody_has_leased_is_not_on_offer_to_anybody(
    pinpoint_v2: PinpointMock, client: Any, search: Any, request_ten_dlc: Any
) -> None:
    wanted = search()[0]
    leased = request_ten_dlc(NumberPreference=preference("ExactMatch", wanted))
    assert leased["PhoneNumber"] == wanted
    assert wanted not in search()
    client.release_phone_number(PhoneNumberId=leased["PhoneNumberId"])
    assert wanted not in search()
    somebody = pinpoint_v2.client(account_id="111122223333")
    assert wanted not in somebody.list_available_phone_numbers(**TEN_DLC)["AvailablePhoneNumbers"]


# NumberPreference of RequestPhoneNumber -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("how", "value", "fits"),
    [
        ("StartsWith", "+1206", lambda number: number.startswith("+1206")),
        ("EndsWith", "8675309", lambda number: number.endswith("8675309")),
        ("Contains", "4242", lambda number: "4242" in number),
        ("ExactMatch", "+12065550123", lambda number: number == "+12065550123"),
        ("ExactMatch", "2065550123", lambda number: number == "+12065550123"),
        ("ExactMatch", "12068675309", lambda number: number == "+12068675309"),
    ],
)
def test_a_preferred_number_is_leased_and_no_other(
    request_ten_dlc: Any, how: str, value: str, fits: Callable[[str], bool]
) -> None:
    assert fits(request_ten_dlc(NumberPreference=preference(how, value))["PhoneNumber"])


def test_one_of_several_exact_numbers_is_leased_while_there_is_one(request_ten_dlc: Any, refused: Any) -> None:
    wanted = preference("ExactMatch", "+12065550123", "+12065550124")
    leased = {request_ten_dlc(NumberPreference=wanted)["PhoneNumber"] for _ in range(2)}
    assert leased == {"+12065550123", "+12065550124"}
    refused("ResourceNotFoundException", request_ten_dlc, NumberPreference=wanted)


@pytest.mark.parametrize("wanted", ["+1206555012", "+120655501234"], ids=["a digit short", "a digit too many"])
def test_an_exact_number_that_no_phone_can_have_is_not_found(request_ten_dlc: Any, refused: Any, wanted: str) -> None:
    refused("ResourceNotFoundException", request_ten_dlc, NumberPreference=preference("ExactMatch", wanted))


def test_a_preferred_number_that_is_not_to_be_had_leases_nothing(
    client: Any, request_ten_dlc: Any, refused: Any
) -> None:
    wanted = preference("ExactMatch", "+12065550123")
    request_ten_dlc(NumberPreference=wanted)
    error = refused("ResourceNotFoundException", request_ten_dlc, NumberPreference=wanted)
    assert error["ResourceType"] == "phone-number"
    assert len(client.describe_phone_numbers()["PhoneNumbers"]) == 1


def test_a_preference_for_another_type_is_passed_over_with_a_warning(request_number: Any) -> None:
    with pytest.warns(FidelityWarning, match="NumberPreference only to TEN_DLC numbers in the US"):
        number = request_number(NumberType="TOLL_FREE", NumberPreference=preference("EndsWith", "42"))
    assert not number["PhoneNumber"].startswith("+1206")
