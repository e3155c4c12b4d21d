"""Test CarrierLookup, and the answers that a test sets for a number."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest

from pinpoint_mock import PinpointMock
from pinpoint_mock.facts.countries import COUNTRIES, country_names
from pinpoint_mock.protocol.model import enum_values, operation_model

HERS = "+12065550100"

needs_cleansing = pytest.mark.skipif(
    "EnableCleansing" not in operation_model("CarrierLookup").input_shape.members,
    reason="botocore has no EnableCleansing",
)


def look_up(client: Any, number: str, **parameters: Any) -> dict[str, str]:
    answer = client.carrier_lookup(PhoneNumber=number, **parameters)
    return {name: value for name, value in answer.items() if name != "ResponseMetadata"}


# What is found out --------------------------------------------------------------------------------------------------


def test_a_mobile_number_has_a_country_a_carrier_and_its_network(client: Any) -> None:
    assert look_up(client, "+4915112345678") == {
        "E164PhoneNumber": "+4915112345678",
        "DialingCountryCode": "49",
        "IsoCountryCode": "DE",
        "Country": "Germany",
        "MCC": "001",
        "MNC": "01",
        "Carrier": "T-Mobile",
        "PhoneNumberType": "MOBILE",
    }


def test_a_landline_has_a_country_and_no_network(client: Any) -> None:
    assert look_up(client, "+441212345678") == {
        "E164PhoneNumber": "+441212345678",
        "DialingCountryCode": "44",
        "IsoCountryCode": "GB",
        "Country": "United Kingdom",
        "PhoneNumberType": "LANDLINE",
    }


@pytest.mark.parametrize("number", [HERS, "+15555555333", "+447700900123"])
def test_a_number_that_may_be_mobile_or_fictional_counts_as_mobile(client: Any, number: str) -> None:
    found = look_up(client, number)
    assert (found["PhoneNumberType"], found["Carrier"]) == ("MOBILE", "Test Mobile")


def test_what_is_neither_mobile_nor_a_landline_is_other(client: Any) -> None:
    found = look_up(client, "+18005550100")
    assert (found["PhoneNumberType"], found["IsoCountryCode"]) == ("OTHER", "US")
    assert not {"MCC", "MNC", "Carrier"} & found.keys()


def test_a_number_of_the_internet_is_called_so_where_the_model_has_a_word_for_it(client: Any) -> None:
    word = "VOIP" if "VOIP" in enum_values("PhoneNumberType") else "OTHER"
    assert look_up(client, "+445612345678")["PhoneNumberType"] == word


def test_a_satellite_phone_has_a_dialling_code_and_no_country(client: Any) -> None:
    assert look_up(client, "+881612345678") == {
        "E164PhoneNumber": "+881612345678",
        "DialingCountryCode": "881",
        "PhoneNumberType": "MOBILE",
        "MCC": "001",
        "MNC": "01",
        "Carrier": look_up(client, "+881612345678")["Carrier"],
    }


@pytest.mark.parametrize("number", ["+15555555333444666", "+1206555", "+4402079460000", "+999123456789"])
def test_what_cannot_be_a_number_is_invalid_and_no_error(client: Any, number: str) -> None:
    assert look_up(client, number) == {"E164PhoneNumber": number, "PhoneNumberType": "INVALID"}


@pytest.mark.parametrize(
    "written",
    ["+1 (206) 555-0100", "+1 [206] 555-0100", "+1.206.555.0100", "+1,206,555,0100", "+(1)206 555{0100}"],
)
def test_what_a_number_is_written_with_is_taken_out(client: Any, written: str) -> None:
    assert look_up(client, written) == look_up(client, HERS)


@pytest.mark.parametrize("number", ["12065550100", "+0206", "+1206call", "+"])
def test_a_number_begins_with_its_plus_and_has_no_letters(client: Any, refused: Any, number: str) -> None:
    error = refused("ValidationException", client.carrier_lookup, PhoneNumber=number)
    assert error["Fields"][0]["Name"] == "phoneNumber"


@needs_cleansing
def test_cleansing_leaves_out_what_is_not_dialled_from_abroad(client: Any) -> None:
    found = look_up(client, "+44 (0)20 7946 0000", EnableCleansing=True)
    assert (found["E164PhoneNumber"], found["PhoneNumberType"]) == ("+442079460000", "LANDLINE")
    assert found["OriginalPhoneNumber"] == "+44 (0)20 7946 0000"


@needs_cleansing
def test_only_the_answer_for_a_cleansed_number_has_the_number_as_it_was_given(client: Any) -> None:
    for number, cleanses in (HERS, True), ("+1 206 555 0100", False), ("+1206555", True):
        assert "OriginalPhoneNumber" not in look_up(client, number, EnableCleansing=cleanses)


def test_every_country_has_a_name() -> None:
    assert country_names().keys() == COUNTRIES
    assert all(country_names().values())


def test_the_carriers_are_loaded_when_they_are_first_asked_for_and_the_places_never() -> None:
    code = """
import sys
from pinpoint_mock import mock_pinpoint_v2
with mock_pinpoint_v2() as pinpoint:
    client = pinpoint.client("us-east-1")
    client.describe_pools()
    assert "phonenumbers.carrier" not in sys.modules
    client.carrier_lookup(PhoneNumber="+12065550100")
    assert "phonenumbers.carrier" in sys.modules
    assert "phonenumbers.geocoder" not in sys.modules
"""
    subprocess.run([sys.executable, "-c", code], check=True)


# What a test says of a number ---------------------------------------------------------------------------------------


def test_a_test_can_set_the_answer_of_a_lookup(client: Any, pinpoint_v2: PinpointMock) -> None:
    pinpoint_v2.carrier_lookups[HERS] = {"PhoneNumberType": "LANDLINE", "Carrier": "Old Bell"}
    found = look_up(client, "+1 (206) 555-0100")
    assert (found["PhoneNumberType"], found["Carrier"], found["Country"]) == ("LANDLINE", "Old Bell", "United States")
    assert not {"MCC", "MNC"} & found.keys()
    assert look_up(client, "+12065550101")["PhoneNumberType"] == "MOBILE"


def test_a_number_said_to_be_prepaid_has_a_mobile_network_where_the_model_has_a_word_for_it(
    client: Any, pinpoint_v2: PinpointMock
) -> None:
    if "PREPAID" not in enum_values("PhoneNumberType"):
        with pytest.raises(ValueError, match="'PREPAID' is not one of"):
            pinpoint_v2.carrier_lookups[HERS] = {"PhoneNumberType": "PREPAID"}
        return
    mobile = look_up(client, HERS)
    pinpoint_v2.carrier_lookups[HERS] = {"PhoneNumberType": "PREPAID"}
    assert look_up(client, HERS) == {**mobile, "PhoneNumberType": "PREPAID"}
    assert {"MCC", "MNC", "Carrier"} <= mobile.keys()


def test_a_number_said_to_be_invalid_has_nothing_else(client: Any, pinpoint_v2: PinpointMock) -> None:
    pinpoint_v2.carrier_lookups[HERS] = {"PhoneNumberType": "INVALID"}
    assert look_up(client, HERS) == {"E164PhoneNumber": HERS, "PhoneNumberType": "INVALID"}


def test_a_number_said_to_be_mobile_has_what_is_said_even_if_it_cannot_be_one(
    client: Any, pinpoint_v2: PinpointMock
) -> None:
    pinpoint_v2.carrier_lookups["+1206555"] = {"PhoneNumberType": "MOBILE"}
    assert look_up(client, "+1206555") == {"E164PhoneNumber": "+1206555", "PhoneNumberType": "MOBILE"}


def test_lookups_are_a_mapping_that_reset_clears(client: Any, pinpoint_v2: PinpointMock) -> None:
    lookups, said = pinpoint_v2.carrier_lookups, {"Carrier": "Old Bell"}
    lookups[HERS.removeprefix("+")] = said
    assert lookups == {HERS: said}
    assert repr(lookups) == repr({HERS: said})
    del lookups[HERS]
    assert look_up(client, HERS)["Carrier"] == "Test Mobile"
    lookups[HERS] = said
    pinpoint_v2.reset()
    assert len(lookups) == 0


@pytest.mark.parametrize(
    ("number", "members", "said"),
    [
        (HERS, {"PhoneNumbrType": "MOBILE"}, "did you mean PhoneNumberType"),
        (HERS, {"PhoneNumberType": "LANDLIN"}, "LANDLINE"),
        (HERS, {"MCC": "31"}, "MCC: '31'"),
        (HERS, {"Carrier": 5}, "Carrier: 5"),
        ("Anna", {"Carrier": "Old Bell"}, "'Anna' is not a destination; give one in E.164"),
    ],
)
def test_a_wrong_lookup_is_an_error_with_the_right_values(
    pinpoint_v2: PinpointMock, number: str, members: Any, said: str
) -> None:
    with pytest.raises(ValueError, match=said):
        pinpoint_v2.carrier_lookups[number] = members
    assert dict(pinpoint_v2.carrier_lookups) == {}


def test_what_is_to_be_found_out_is_a_mapping(pinpoint_v2: PinpointMock) -> None:
    with pytest.raises(TypeError, match="is a mapping of the answer's members; 'LANDLINE' was given"):
        pinpoint_v2.carrier_lookups["+12065550100"] = "LANDLINE"  # type: ignore[assignment]  # the slip
