"""Test RequestPhoneNumber: its parameters, its answer, and that a call that is refused leases nothing."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from pinpoint_mock import FidelityWarning, PinpointMock

HERE = "arn:aws:sms-voice:us-east-1:123456789012"
UNKNOWN = "f" * 32

TOLL_FREE = {"NumberType": "TOLL_FREE"}
CANADIAN = {"IsoCountryCode": "CA", "NumberType": "LONG_CODE"}


def numbers(client: Any) -> list[Any]:
    listed: list[Any] = client.describe_phone_numbers()["PhoneNumbers"]
    return listed


def members(client: Any, pool_id: str) -> list[str]:
    listed = client.list_pool_origination_identities(PoolId=pool_id)["OriginationIdentities"]
    return [each["OriginationIdentity"] for each in listed]


# What is answered ---------------------------------------------------------------------------------------------------


def test_the_answer_has_what_the_service_answers_and_leaves_out_what_is_unset(
    pinpoint_v2: PinpointMock, request_number: Any
) -> None:
    before = pinpoint_v2.clock.now()
    answer = request_number(**CANADIAN)
    del answer["ResponseMetadata"]
    number_id, number = answer["PhoneNumberId"], answer["PhoneNumber"]
    created = answer.pop("CreatedTimestamp")
    assert answer == {
        "PhoneNumberArn": f"{HERE}:phone-number/{number_id}",
        "PhoneNumberId": number_id,
        "PhoneNumber": number,
        "Status": "PENDING",
        "IsoCountryCode": "CA",
        "MessageType": "TRANSACTIONAL",
        "NumberCapabilities": ["SMS"],
        "NumberType": "LONG_CODE",
        "MonthlyLeasingPrice": "1.00",
        "TwoWayEnabled": False,
        "SelfManagedOptOutsEnabled": False,
        "OptOutListName": "Default",
        "InternationalSendingEnabled": False,
        "DeletionProtectionEnabled": False,
    }
    assert before <= created <= pinpoint_v2.clock.now()


def test_an_id_is_phone_and_32_hex_digits(request_number: Any) -> None:
    prefix, _, digits = request_number()["PhoneNumberId"].partition("-")
    assert prefix == "phone"
    assert len(digits) == 32
    assert digits == f"{int(digits, 16):032x}"


def test_what_was_asked_for_is_what_is_leased(client: Any, pinpoint_v2: PinpointMock) -> None:
    client.create_opt_out_list(OptOutListName="promotions")
    registration = pinpoint_v2.add_registration("US_TOLL_FREE_REGISTRATION")
    asked = {
        "IsoCountryCode": "US",
        "MessageType": "PROMOTIONAL",
        "NumberCapabilities": ["SMS", "VOICE"],
        "NumberType": "TOLL_FREE",
        "OptOutListName": "promotions",
        "RegistrationId": registration,
        "InternationalSendingEnabled": True,
        "DeletionProtectionEnabled": True,
    }
    tags = [{"Key": "team", "Value": "sms"}]
    answer = client.request_phone_number(**asked, Tags=tags)
    assert {name: answer[name] for name in asked} == asked
    assert answer["Tags"] == tags
    [number] = numbers(client)
    assert {name: number[name] for name in asked} == asked


@pytest.mark.parametrize(
    ("asked", "price"),
    [
        (CANADIAN, "1.00"),
        (TOLL_FREE, "2.00"),
        ({"NumberType": "SIMULATOR"}, "1.00"),
    ],
)
def test_a_price_is_a_text_of_dollars_a_month(request_number: Any, asked: dict[str, str], price: str) -> None:
    assert request_number(**asked)["MonthlyLeasingPrice"] == price


@pytest.mark.parametrize("capabilities", [["SMS"], ["SMS", "VOICE"]])
def test_a_simulator_has_sms_alone_or_with_voice(request_number: Any, capabilities: list[str]) -> None:
    assert request_number(NumberCapabilities=capabilities)["NumberCapabilities"] == capabilities


def test_a_capability_asked_for_twice_is_had_once(request_number: Any) -> None:
    assert request_number(NumberCapabilities=["SMS", "VOICE", "SMS"])["NumberCapabilities"] == ["SMS", "VOICE"]


@pytest.mark.parametrize("given_by", ["OptOutListName", "OptOutListArn"])
def test_an_opt_out_list_is_given_by_name_or_arn_and_answered_by_name(
    client: Any, request_number: Any, given_by: str
) -> None:
    made = client.create_opt_out_list(OptOutListName="promotions")
    assert request_number(OptOutListName=made[given_by])["OptOutListName"] == "promotions"


def test_the_list_named_default_may_be_named(request_number: Any) -> None:
    assert request_number(OptOutListName="Default")["OptOutListName"] == "Default"


def test_numbers_of_each_region_and_account_are_apart(pinpoint_v2: PinpointMock, client: Any) -> None:
    asked = {
        "IsoCountryCode": "US",
        "MessageType": "TRANSACTIONAL",
        "NumberCapabilities": ["SMS"],
        "NumberType": "SIMULATOR",
    }
    elsewhere = pinpoint_v2.client("eu-west-1")
    somebody = pinpoint_v2.client(account_id="111122223333")
    arns = [each.request_phone_number(**asked)["PhoneNumberArn"] for each in (client, elsewhere, somebody)]
    assert [arn.split(":")[3:5] for arn in arns] == [
        ["us-east-1", "123456789012"],
        ["eu-west-1", "123456789012"],
        ["us-east-1", "111122223333"],
    ]
    assert [[number["PhoneNumberArn"] for number in numbers(each)] for each in (client, elsewhere, somebody)] == [
        [arn] for arn in arns
    ]


# Joining a pool in the same call ------------------------------------------------------------------------------------


@pytest.mark.parametrize("given_by", ["PoolId", "PoolArn"])
def test_a_number_joins_a_pool_in_the_same_call(
    client: Any, request_number: Any, simulator_pool: dict[str, Any], given_by: str
) -> None:
    client.describe_pools()  # the pool is active by now
    number = request_number(PoolId=simulator_pool[given_by])
    assert number["PoolId"] == simulator_pool["PoolId"]
    assert members(client, simulator_pool["PoolId"])[1:] == [number["PhoneNumberId"]]
    assert numbers(client)[1]["PoolId"] == simulator_pool["PoolId"]


# What is refused ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("member", "kind", "given"),
    [
        ("OptOutListName", "opt-out-list", "unknown"),
        ("OptOutListName", "opt-out-list", f"{HERE}:opt-out-list/unknown"),
        ("PoolId", "pool", f"pool-{UNKNOWN}"),
        ("PoolId", "pool", f"{HERE}:pool/pool-{UNKNOWN}"),
        ("RegistrationId", "registration", f"registration-{UNKNOWN}"),
        ("RegistrationId", "registration", f"{HERE}:registration/registration-{UNKNOWN}"),
    ],
)
def test_an_unknown_list_pool_or_registration_is_not_found(
    client: Any, request_number: Any, refused: Any, member: str, kind: str, given: str
) -> None:
    error = refused("ResourceNotFoundException", request_number, **{member: given})
    assert (error["ResourceType"], error["ResourceId"]) == (kind, given)
    assert numbers(client) == []


def test_an_empty_pool_id_is_none(request_number: Any) -> None:
    assert "PoolId" not in request_number(PoolId="")


def test_a_list_of_another_region_is_not_found(pinpoint_v2: PinpointMock, request_number: Any, refused: Any) -> None:
    arn = pinpoint_v2.client("eu-west-1").create_opt_out_list(OptOutListName="promotions")["OptOutListArn"]
    error = refused("ResourceNotFoundException", request_number, OptOutListName=arn)
    assert error["ResourceId"] == arn


def test_there_is_no_simulator_for_promotional_messages(client: Any, request_number: Any, refused: Any) -> None:
    error = refused("ResourceNotFoundException", request_number, MessageType="PROMOTIONAL")
    assert error["ResourceType"] == "phone-number"
    assert numbers(client) == []


@pytest.mark.parametrize(
    "asked",
    [
        {"IsoCountryCode": "ZZ", "NumberType": "LONG_CODE"},
        {"IsoCountryCode": "ZZ", "NumberType": "SIMULATOR"},
        # A country, but without toll-free numbers.
        {"IsoCountryCode": "AF", "NumberType": "TOLL_FREE"},
    ],
)
def test_where_there_is_no_number_of_that_type_none_is_found(
    client: Any, request_number: Any, refused: Any, asked: dict[str, str]
) -> None:
    error = refused("ResourceNotFoundException", request_number, **asked)
    assert error["ResourceType"] == "phone-number"
    assert numbers(client) == []


def test_a_released_number_does_not_count_against_the_quota(
    pinpoint_v2: PinpointMock, client: Any, request_number: Any
) -> None:
    pinpoint_v2.quotas["PHONE_NUMBERS_PER_ACCOUNT"] = 1
    for _ in range(2):
        client.release_phone_number(PhoneNumberId=request_number()["PhoneNumberId"])


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"IsoCountryCode": "us"}, "isoCountryCode"),
        ({"MessageType": "MARKETING"}, "messageType"),
        ({"NumberCapabilities": ["SMS", "FAX"]}, "numberCapabilities[1]"),
        ({"NumberType": "SHORT_CODE"}, "numberType"),
        ({"OptOutListName": "no spaces"}, "optOutListName"),
        ({"ClientToken": "no spaces"}, "clientToken"),
        ({"ClientToken": "x" * 65}, "clientToken"),
        ({"Tags": [{"Key": "k" * 129, "Value": ""}]}, "tags[0].key"),
    ],
)
def test_a_constraint_that_is_broken_is_named_and_leases_nothing(
    client: Any, request_number: Any, refused: Any, asked: dict[str, Any], field: str
) -> None:
    error = refused("ValidationException", request_number, **asked)
    assert [each["Name"] for each in error["Fields"]] == [field]
    assert numbers(client) == []


# What AWS documents as not to be had, without saying what it answers ------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "instead"),
    [
        ({"NumberType": "LONG_CODE"}, "TOLL_FREE and TEN_DLC"),
        ({"NumberType": "LONG_CODE", "NumberCapabilities": ["VOICE", "MMS"]}, "TOLL_FREE and TEN_DLC"),
        ({"IsoCountryCode": "GB"}, "LONG_CODE"),
        ({"NumberType": "TOLL_FREE", "IsoCountryCode": "GB"}, "LONG_CODE"),
        ({"NumberType": "TEN_DLC", "IsoCountryCode": "GB"}, "LONG_CODE"),
    ],
)
def test_what_cannot_be_had_is_leased_with_a_warning_that_says_what_can(
    client: Any, request_number: Any, asked: dict[str, Any], instead: str
) -> None:
    with pytest.warns(FidelityWarning, match=instead):
        leased = request_number(**asked)
    assert [number["PhoneNumberId"] for number in numbers(client)] == [leased["PhoneNumberId"]]


def test_the_warning_points_at_the_callers_line(client: Any) -> None:
    with pytest.warns(FidelityWarning) as caught:
        client.request_phone_number(
            IsoCountryCode="US", MessageType="TRANSACTIONAL", NumberCapabilities=["SMS"], NumberType="LONG_CODE"
        )
    assert [warning.filename for warning in caught] == [__file__]


def test_a_warning_made_an_error_leases_nothing(client: Any, request_number: Any) -> None:
    with pytest.raises(FidelityWarning):  # pytest here makes errors of warnings
        request_number(NumberType="LONG_CODE")
    assert numbers(client) == []


def test_what_is_refused_anyway_is_refused_without_a_warning(
    pinpoint_v2: PinpointMock, request_number: Any, refused: Any
) -> None:
    pinpoint_v2.quotas["PHONE_NUMBERS_PER_ACCOUNT"] = 0
    refused("ServiceQuotaExceededException", request_number, NumberType="LONG_CODE")


@pytest.mark.parametrize(
    "asked",
    [
        {"NumberType": "LONG_CODE", "NumberCapabilities": ["VOICE"]},
        TOLL_FREE,
        {**TOLL_FREE, "IsoCountryCode": "CA"},
        CANADIAN,
        {"IsoCountryCode": "GB", "NumberType": "LONG_CODE", "NumberCapabilities": ["SMS", "VOICE"]},
    ],
)
def test_what_can_be_had_is_leased_without_a_warning(request_number: Any, asked: dict[str, Any]) -> None:
    request_number(**asked)  # pytest here makes errors of warnings


# A TEN_DLC number before it has a campaign ---------------------------------------------------------------------------


def test_a_ten_dlc_number_without_a_campaign_is_leased_with_a_warning_that_says_what_to_do(
    client: Any, request_number: Any
) -> None:
    with pytest.warns(FidelityWarning, match="CreateRegistrationAssociation .* US_TEN_DLC_CAMPAIGN_REGISTRATION"):
        leased = request_number(NumberType="TEN_DLC")
    assert (leased["Status"], leased.get("RegistrationId")) == ("PENDING", None)
    for _ in range(2):
        [number] = numbers(client)
        assert (number["PhoneNumberId"], number["Status"]) == (leased["PhoneNumberId"], "PENDING")


def test_a_ten_dlc_number_without_a_campaign_leases_nothing_if_the_warning_is_an_error(
    client: Any, request_number: Any
) -> None:
    with pytest.raises(FidelityWarning):  # pytest here makes errors of warnings
        request_number(NumberType="TEN_DLC")
    assert numbers(client) == []


@pytest.mark.parametrize("rule", ["next-call", "immediate", dt.timedelta(seconds=1)], ids=str)
def test_a_ten_dlc_number_without_a_campaign_stays_pending_by_every_rule(
    pinpoint_v2: PinpointMock, client: Any, request_number: Any, rule: Any
) -> None:
    pinpoint_v2.transitions["phone-number"] = rule
    with pytest.warns(FidelityWarning):
        request_number(NumberType="TEN_DLC")
    pinpoint_v2.clock.advance(hours=1)
    assert [number["Status"] for number in numbers(client)] == ["PENDING"]
