"""Test `add_phone_number`: numbers that are leased in a line and can send at once."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from pinpoint_mock import (
    ConflictException,
    FidelityWarning,
    PinpointMock,
    ServiceQuotaExceededException,
    UnknownNameError,
    mock_pinpoint_v2,
)

US_PHONE = "+12065550100"


def numbers(client: Any) -> list[Any]:
    listed: list[Any] = client.describe_phone_numbers()["PhoneNumbers"]
    return listed


def registrations(client: Any) -> list[str]:
    return [each["RegistrationType"] for each in client.describe_registrations()["Registrations"]]


@pytest.mark.parametrize("rule", ["next-call", "immediate", "manual", dt.timedelta(hours=1)], ids=str)
@pytest.mark.parametrize("number_type", [None, "TOLL_FREE", "SHORT_CODE"])
@pytest.mark.parametrize("strict", [False, True])
def test_a_number_sends_at_once_whatever_the_settings_are(number_type: str | None, strict: bool, rule: Any) -> None:
    with mock_pinpoint_v2(strict_registration=strict, transitions={"phone-number": rule}) as pinpoint:
        number = pinpoint.add_phone_number(number_type=number_type)
        pinpoint.client().send_text_message(
            DestinationPhoneNumber=US_PHONE, OriginationIdentity=number, MessageBody="Hello"
        )
        assert pinpoint.outbox[0].origination_phone_number == number


@pytest.mark.parametrize(
    ("country", "capabilities", "number_type"),
    [
        ("US", ["SMS"], "TEN_DLC"),
        ("US", ["SMS", "VOICE"], "TEN_DLC"),
        ("US", ["VOICE"], "LONG_CODE"),
        ("CA", ["SMS"], "LONG_CODE"),
        ("GB", ["SMS", "VOICE"], "LONG_CODE"),
    ],
)
def test_a_number_is_of_the_type_that_is_usual_in_its_country(
    pinpoint_v2: PinpointMock, client: Any, country: str, capabilities: list[str], number_type: str
) -> None:
    made = pinpoint_v2.add_phone_number(country, number_capabilities=capabilities)
    [number] = numbers(client)
    assert (number["PhoneNumber"], number["Status"]) == (made, "ACTIVE")
    assert (number["IsoCountryCode"], number["NumberType"]) == (country, number_type)
    assert number["NumberCapabilities"] == capabilities


def test_a_number_has_the_settings_that_were_given(pinpoint_v2: PinpointMock, client: Any) -> None:
    made = pinpoint_v2.add_phone_number(
        "GB",
        number_type="LONG_CODE",
        message_type="PROMOTIONAL",
        number_capabilities=["SMS", "MMS", "SMS"],
        phone_number="+447700900123",
    )
    [number] = numbers(client)
    assert made == number["PhoneNumber"] == "+447700900123"
    assert (number["MessageType"], number["NumberCapabilities"]) == ("PROMOTIONAL", ["SMS", "MMS"])


def test_a_number_is_given_without_its_plus_too(pinpoint_v2: PinpointMock) -> None:
    assert pinpoint_v2.add_phone_number(phone_number="12065550199") == "+12065550199"


def test_a_given_toll_free_number_is_of_every_country_of_the_plan(pinpoint_v2: PinpointMock) -> None:
    made = pinpoint_v2.add_phone_number("CA", number_type="TOLL_FREE", phone_number="+18005550123")
    assert made == "+18005550123"


def test_a_number_is_made_in_another_account_and_region(pinpoint_v2: PinpointMock, client: Any) -> None:
    made = pinpoint_v2.add_phone_number(account_id="111122223333", region_name="eu-west-1")
    elsewhere = pinpoint_v2.client("eu-west-1", account_id="111122223333")
    assert [number["PhoneNumber"] for number in numbers(elsewhere)] == [made]
    assert numbers(client) == []


def test_a_number_counts_as_a_call_for_a_pool_that_was_just_created(
    pinpoint_v2: PinpointMock, client: Any, request_number: Any
) -> None:
    pool = client.create_pool(OriginationIdentity=request_number()["PhoneNumberId"], MessageType="TRANSACTIONAL")
    made = pinpoint_v2.add_phone_number(pool_id=pool["PoolId"])
    listed = client.list_pool_origination_identities(PoolId=pool["PoolId"])["OriginationIdentities"]
    assert [each["PhoneNumber"] for each in listed][1:] == [made]


@pytest.mark.parametrize(
    ("given", "instead"),
    [
        ({"number_type": "LONG_CODE"}, "TOLL_FREE and TEN_DLC"),
        ({"number_type": "SHORT_CODE", "number_capabilities": ["SMS", "VOICE"]}, "short codes have only SMS and MMS"),
    ],
)
def test_a_number_that_aws_does_not_have_is_made_with_a_warning(
    pinpoint_v2: PinpointMock, client: Any, given: dict[str, Any], instead: str
) -> None:
    with pytest.warns(FidelityWarning, match=instead) as caught:
        pinpoint_v2.add_phone_number(**given)
    assert [warning.filename for warning in caught] == [__file__]
    assert len(numbers(client)) == 1


# Registrations -------------------------------------------------------------------------------------------------------


def test_numbers_share_a_campaign_until_it_has_all_its_numbers(pinpoint_v2: PinpointMock, client: Any) -> None:
    pinpoint_v2.quotas["PHONE_NUMBERS_PER_REGISTRATION"] = 2
    for _ in range(3):
        pinpoint_v2.add_phone_number()
    first, second, third = (number["RegistrationId"] for number in numbers(client))
    assert first == second != third
    assert registrations(client) == ["US_TEN_DLC_CAMPAIGN_REGISTRATION"] * 2


@pytest.mark.parametrize("decide", ["close", "revoke"])
def test_a_campaign_that_is_no_longer_approved_gets_no_more_numbers(
    pinpoint_v2: PinpointMock, client: Any, decide: str
) -> None:
    pinpoint_v2.add_phone_number()
    getattr(pinpoint_v2, decide)(numbers(client)[0]["RegistrationId"])
    made = pinpoint_v2.add_phone_number()
    client.send_text_message(DestinationPhoneNumber=US_PHONE, OriginationIdentity=made, MessageBody="Hello")


def test_a_campaign_that_was_deleted_gets_no_more_numbers(pinpoint_v2: PinpointMock, client: Any) -> None:
    pinpoint_v2.add_phone_number()
    [number] = numbers(client)
    client.release_phone_number(PhoneNumberId=number["PhoneNumberId"])
    client.delete_registration(RegistrationId=number["RegistrationId"])
    pinpoint_v2.add_phone_number()
    assert numbers(client)[0]["RegistrationId"] != number["RegistrationId"]
    assert len(registrations(client)) == 1


def test_each_account_has_a_campaign_of_its_own(pinpoint_v2: PinpointMock) -> None:
    pinpoint_v2.add_phone_number()
    pinpoint_v2.add_phone_number(account_id="111122223333")
    assert registrations(pinpoint_v2.client(account_id="111122223333")) == ["US_TEN_DLC_CAMPAIGN_REGISTRATION"]


@pytest.mark.parametrize(("strict", "made"), [(False, []), (True, ["US_TOLL_FREE_REGISTRATION"])])
def test_a_us_toll_free_number_has_a_registration_only_where_that_is_strict(strict: bool, made: list[str]) -> None:
    with mock_pinpoint_v2(strict_registration=strict) as pinpoint:
        pinpoint.add_phone_number(number_type="TOLL_FREE")
        pinpoint.add_phone_number("CA", number_type="TOLL_FREE")
        assert registrations(pinpoint.client()) == made


# What is refused -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "error", "text"),
    [
        ({"iso_country_code": "UK"}, UnknownNameError, "iso_country_code: 'UK' is not a country's ISO code"),
        ({"iso_country_code": None}, TypeError, "iso_country_code is a text; None was given"),
        ({"number_type": "SHORTCODE"}, UnknownNameError, "number_type: .* did you mean SHORT_CODE"),
        ({"message_type": "MARKETING"}, UnknownNameError, "message_type: .* TRANSACTIONAL, PROMOTIONAL"),
        ({"number_capabilities": "SMS"}, TypeError, "number_capabilities .* 'SMS' was given"),
        ({"number_capabilities": ["SMS", "TEXT"]}, UnknownNameError, "of number_capabilities: 'TEXT' is not a"),
        ({"number_capabilities": [["SMS"]]}, TypeError, r"of number_capabilities is a text; \['SMS'\] was"),
        ({"number_capabilities": []}, ValueError, "number_capabilities must have at least one"),
        ({"phone_number": 12065550100}, TypeError, "phone_number is a text; 12065550100 was given"),
        ({"phone_number": "+447700900123"}, ValueError, "of US; '\\+447700900123' was given"),
        ({"number_type": "TOLL_FREE", "phone_number": "+12065550199"}, ValueError, "of US; '\\+12065550199' was given"),
        ({"number_type": "TOLL_FREE", "phone_number": "+48005550123"}, ValueError, "of US; '\\+48005550123' was given"),
        ({"number_type": "TEN_DLC", "phone_number": "+18005550123"}, ValueError, "of US; '\\+18005550123' was given"),
        ({"phone_number": "555123"}, ValueError, "of US; '555123' was given"),
        ({"phone_number": "+1 206-555-0100"}, ValueError, "of US; .* was given"),
        ({"number_type": "SHORT_CODE", "phone_number": "155123"}, ValueError, "digits of a short code"),
        ({"number_type": "SHORT_CODE", "phone_number": US_PHONE}, ValueError, "digits of a short code"),
        ({"iso_country_code": "AF", "number_type": "TOLL_FREE"}, ValueError, "no TOLL_FREE number of AF is known"),
        ({"number_type": "SIMULATOR", "message_type": "PROMOTIONAL"}, ValueError, "SIMULATOR numbers only for"),
        ({"pool_id": "pool-1"}, UnknownNameError, "'pool-1' is not the id of any pool"),
        ({"account_id": "1"}, ValueError, "account_id='1'"),
        ({"region_name": ""}, ValueError, "region_name=''"),
    ],
)
def test_a_wrong_argument_is_named_and_nothing_is_made(
    pinpoint_v2: PinpointMock, client: Any, given: dict[str, Any], error: type[Exception], text: str
) -> None:
    with pytest.raises(error, match=text):
        pinpoint_v2.add_phone_number(**given)
    assert (numbers(client), registrations(client)) == ([], [])


@pytest.mark.parametrize("is_released", [False, True])
def test_a_number_that_was_leased_already_is_refused(pinpoint_v2: PinpointMock, client: Any, is_released: bool) -> None:
    made = pinpoint_v2.add_phone_number()
    if is_released:
        client.release_phone_number(PhoneNumberId=numbers(client)[0]["PhoneNumberId"])
    with pytest.raises(ValueError, match="was leased already"):
        pinpoint_v2.add_phone_number(phone_number=made)


@pytest.mark.parametrize("quota", ["PHONE_NUMBERS_PER_ACCOUNT", "PHONE_NUMBERS_PER_REGISTRATION"])
def test_a_number_meets_the_quotas(pinpoint_v2: PinpointMock, client: Any, quota: str) -> None:
    pinpoint_v2.quotas[quota] = 0
    with pytest.raises(ServiceQuotaExceededException) as caught:
        pinpoint_v2.add_phone_number()
    assert caught.value.reason == quota
    assert (numbers(client), registrations(client)) == ([], [])


def test_a_number_has_the_settings_of_the_pool_that_it_is_made_for(
    pinpoint_v2: PinpointMock, client: Any, request_number: Any
) -> None:
    client.create_opt_out_list(OptOutListName="promotions")
    member = request_number(NumberType="TOLL_FREE", OptOutListName="promotions")["PhoneNumberId"]
    pool = client.create_pool(OriginationIdentity=member, MessageType="TRANSACTIONAL")["PoolId"]
    made = pinpoint_v2.add_phone_number(pool_id=pool)
    [found] = [each for each in client.describe_phone_numbers()["PhoneNumbers"] if each["PhoneNumber"] == made]
    assert (found["PoolId"], found["OptOutListName"]) == (pool, "promotions")


def test_a_pool_of_other_capabilities_refuses_a_number(
    pinpoint_v2: PinpointMock, client: Any, toll_free_pool: Any
) -> None:
    before = numbers(client)
    with pytest.raises(ConflictException) as caught:
        pinpoint_v2.add_phone_number(phone_number="+12065550199", pool_id=toll_free_pool["PoolId"])
    assert caught.value.reason == "NUMBER_CAPABILITIES_MISMATCH"
    assert (numbers(client), registrations(client)) == (before, [])
    pinpoint_v2.add_phone_number(phone_number="+12065550199")


def test_a_warning_made_an_error_makes_no_number(pinpoint_v2: PinpointMock, client: Any) -> None:
    with pytest.raises(FidelityWarning):  # pytest here makes errors of warnings
        pinpoint_v2.add_phone_number("GB", number_type="TEN_DLC")
    assert (numbers(client), registrations(client)) == ([], [])


def test_a_stopped_mock_makes_no_number() -> None:
    with mock_pinpoint_v2() as pinpoint:
        pass
    with pytest.raises(RuntimeError, match="has been stopped"):
        pinpoint.add_phone_number()
