"""Test that phone numbers are described, changed and released."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from pinpoint_mock import PinpointMock

HERE = "arn:aws:sms-voice:us-east-1:123456789012"
UNKNOWN = "phone-" + "f" * 32
SNS = "arn:aws:sns:us-east-1:123456789012:inbound"
CONNECT = "connect.us-east-1.amazonaws.com"
ROLE = "arn:aws:iam::123456789012:role/inbound"
OTHER_ROLE = "arn:aws:iam::123456789012:role/elsewhere"

# What every answer about a plain number has; the rest is left out where there is none.
ALWAYS = {
    "CreatedTimestamp",
    "DeletionProtectionEnabled",
    "InternationalSendingEnabled",
    "IsoCountryCode",
    "MessageType",
    "MonthlyLeasingPrice",
    "NumberCapabilities",
    "NumberType",
    "OptOutListName",
    "PhoneNumber",
    "PhoneNumberArn",
    "PhoneNumberId",
    "SelfManagedOptOutsEnabled",
    "Status",
    "TwoWayEnabled",
}


def members(answer: dict[str, Any]) -> set[str]:
    return set(answer) - {"ResponseMetadata"}


def ids(answer: dict[str, Any]) -> list[str]:
    return [number["PhoneNumberId"] for number in answer["PhoneNumbers"]]


@pytest.fixture
def active_number_id(client: Any, request_number: Callable[..., Any]) -> str:
    """Request a number that is ACTIVE and in no pool. Return its id."""
    number_id: str = request_number()["PhoneNumberId"]
    client.describe_phone_numbers()
    return number_id


@pytest.fixture
def now(client: Any, active_number_id: str) -> Callable[[], dict[str, Any]]:
    """Describe the number."""

    def describe() -> dict[str, Any]:
        [described] = client.describe_phone_numbers(PhoneNumberIds=[active_number_id])["PhoneNumbers"]
        found: dict[str, Any] = described
        return found

    return describe


# DescribePhoneNumbers -----------------------------------------------------------------------------------------------


def test_a_number_is_described_as_it_was_requested_and_without_its_tags(client: Any, request_number: Any) -> None:
    requested = request_number(Tags=[{"Key": "team", "Value": "sms"}])
    [described] = client.describe_phone_numbers()["PhoneNumbers"]
    assert set(described) == ALWAYS
    assert {**described, "Status": "PENDING"} == {name: requested[name] for name in ALWAYS}


def test_a_pool_is_named_only_by_a_number_in_one(client: Any, now: Any, active_number_id: str) -> None:
    assert "PoolId" not in now()
    pool_id = client.create_pool(OriginationIdentity=active_number_id, MessageType="TRANSACTIONAL")["PoolId"]
    assert now()["PoolId"] == pool_id
    client.delete_pool(PoolId=pool_id)
    assert "PoolId" not in now()


def test_numbers_come_in_the_order_they_were_requested(client: Any, request_number: Any) -> None:
    requested = [request_number()["PhoneNumberId"] for _ in range(4)]
    assert ids(client.describe_phone_numbers()) == requested
    assert ids(client.describe_phone_numbers(PhoneNumberIds=requested[::-1])) == requested


@pytest.mark.parametrize("given_by", ["PhoneNumberId", "PhoneNumberArn"])
def test_numbers_are_asked_for_by_id_or_arn(client: Any, request_number: Any, given_by: str) -> None:
    first, second, _ = (request_number() for _ in range(3))
    answer = client.describe_phone_numbers(PhoneNumberIds=[first[given_by], second[given_by]])
    assert ids(answer) == [first["PhoneNumberId"], second["PhoneNumberId"]]


@pytest.mark.parametrize("given", [UNKNOWN, f"{HERE}:phone-number/{UNKNOWN}", "anything"])
def test_one_unknown_number_among_those_asked_for_fails_the_whole(
    client: Any, active_number_id: str, refused: Any, given: str
) -> None:
    error = refused(
        "ResourceNotFoundException", client.describe_phone_numbers, PhoneNumberIds=[active_number_id, given]
    )
    assert (error["ResourceType"], error["ResourceId"]) == ("phone-number", given)


def test_at_most_five_numbers_are_asked_for(client: Any, request_number: Any, refused: Any) -> None:
    requested = [request_number()["PhoneNumberId"] for _ in range(6)]
    assert ids(client.describe_phone_numbers(PhoneNumberIds=requested[:5])) == requested[:5]
    error = refused("ValidationException", client.describe_phone_numbers, PhoneNumberIds=requested)
    assert [field["Name"] for field in error["Fields"]] == ["phoneNumberIds"]


def test_one_s_own_numbers_are_all_there_are(client: Any, active_number_id: str) -> None:
    assert ids(client.describe_phone_numbers(Owner="SELF")) == [active_number_id]
    assert ids(client.describe_phone_numbers(Owner="SHARED")) == []


@pytest.fixture
def varied(client: Any, request_number: Callable[..., Any]) -> list[str]:
    """Request three numbers that differ in every filter. Return their ids."""
    client.create_opt_out_list(OptOutListName="promotions")
    plain = request_number()["PhoneNumberId"]
    two_way = request_number(IsoCountryCode="CA", NumberType="LONG_CODE", NumberCapabilities=["SMS", "VOICE"])[
        "PhoneNumberId"
    ]
    promotional = request_number(
        NumberType="TOLL_FREE",
        MessageType="PROMOTIONAL",
        OptOutListName="promotions",
        DeletionProtectionEnabled=True,
    )["PhoneNumberId"]
    client.update_phone_number(
        PhoneNumberId=two_way, TwoWayEnabled=True, TwoWayChannelArn=SNS, SelfManagedOptOutsEnabled=True
    )
    return [plain, two_way, promotional]


@pytest.mark.parametrize(
    ("name", "values", "found"),
    [
        ("status", ["ACTIVE"], [0, 1, 2]),
        ("status", ["PENDING", "DISASSOCIATING"], []),
        ("iso-country-code", ["CA"], [1]),
        ("message-type", ["PROMOTIONAL"], [2]),
        ("number-capability", ["VOICE"], [1]),
        ("number-capability", ["VOICE", "SMS"], [0, 1, 2]),
        ("number-type", ["SIMULATOR", "TOLL_FREE"], [0, 2]),
        ("two-way-enabled", ["true"], [1]),
        ("two-way-enabled", ["false"], [0, 2]),
        ("self-managed-opt-outs-enabled", ["true"], [1]),
        ("opt-out-list-name", ["promotions"], [2]),
        ("deletion-protection-enabled", ["true"], [2]),
        ("two-way-channel-arn", [SNS], [1]),
        ("two-way-channel-arn", [CONNECT], []),
    ],
)
def test_each_filter_of_numbers_finds_those_with_its_value(
    client: Any, varied: list[str], name: str, values: list[str], found: list[int]
) -> None:
    answer = client.describe_phone_numbers(Filters=[{"Name": name, "Values": values}])
    assert ids(answer) == [varied[each] for each in found]


# UpdatePhoneNumber --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("given_by", ["PhoneNumberId", "PhoneNumberArn"])
def test_the_answer_to_an_update_is_the_number_without_pool_and_tags(
    client: Any, request_number: Any, given_by: str
) -> None:
    requested = request_number(Tags=[{"Key": "team", "Value": "sms"}])
    answer = client.update_phone_number(PhoneNumberId=requested[given_by], InternationalSendingEnabled=True)
    assert members(answer) == ALWAYS
    changed = {**requested, "InternationalSendingEnabled": True, "Status": "ACTIVE"}
    assert {name: answer[name] for name in ALWAYS} == {name: changed[name] for name in ALWAYS}


def test_what_an_update_of_a_number_leaves_out_stays(client: Any, now: Any, active_number_id: str) -> None:
    client.update_phone_number(
        PhoneNumberId=active_number_id, TwoWayEnabled=True, TwoWayChannelArn=SNS, TwoWayChannelRole=ROLE
    )
    before = now()
    assert (before["TwoWayEnabled"], before["TwoWayChannelArn"], before["TwoWayChannelRole"]) == (True, SNS, ROLE)
    client.update_phone_number(PhoneNumberId=active_number_id)
    assert now() == before
    client.update_phone_number(PhoneNumberId=active_number_id, DeletionProtectionEnabled=True)
    assert now() == {**before, "DeletionProtectionEnabled": True}


@pytest.mark.parametrize("member", ["DeletionProtectionEnabled", "InternationalSendingEnabled"])
def test_a_switch_of_a_number_goes_on_and_off_again(client: Any, now: Any, active_number_id: str, member: str) -> None:
    for value in True, False:
        assert client.update_phone_number(PhoneNumberId=active_number_id, **{member: value})[member] is value
        assert now()[member] is value


def test_a_number_gets_another_opt_out_list_by_name_or_arn_and_goes_back(
    client: Any, now: Any, active_number_id: str
) -> None:
    arn = client.create_opt_out_list(OptOutListName="promotions")["OptOutListArn"]
    for given, name in (arn, "promotions"), ("Default", "Default"), ("promotions", "promotions"):
        answer = client.update_phone_number(PhoneNumberId=active_number_id, OptOutListName=given)
        assert answer["OptOutListName"] == now()["OptOutListName"] == name


def test_the_role_of_a_channel_is_changed_in_place(client: Any, now: Any, active_number_id: str) -> None:
    client.update_phone_number(
        PhoneNumberId=active_number_id, TwoWayEnabled=True, TwoWayChannelArn=SNS, TwoWayChannelRole=ROLE
    )
    client.update_phone_number(PhoneNumberId=active_number_id, TwoWayChannelRole=OTHER_ROLE)
    assert (now()["TwoWayChannelArn"], now()["TwoWayChannelRole"]) == (SNS, OTHER_ROLE)


def test_people_answer_a_number_by_connect_or_by_sns(client: Any, now: Any, active_number_id: str) -> None:
    client.update_phone_number(
        PhoneNumberId=active_number_id, TwoWayEnabled=True, TwoWayChannelArn=CONNECT, TwoWayChannelRole=ROLE
    )
    assert now()["TwoWayChannelArn"] == CONNECT
    client.update_phone_number(PhoneNumberId=active_number_id, TwoWayChannelArn=SNS, SelfManagedOptOutsEnabled=True)
    assert (now()["TwoWayChannelArn"], now()["SelfManagedOptOutsEnabled"]) == (SNS, True)


def test_a_number_manages_its_opt_outs_itself_with_connect_as_its_channel(
    client: Any, now: Any, active_number_id: str
) -> None:
    settings = {"TwoWayEnabled": True, "TwoWayChannelArn": CONNECT, "SelfManagedOptOutsEnabled": True}
    client.update_phone_number(PhoneNumberId=active_number_id, **settings)
    assert {name: now()[name] for name in settings} == settings


def test_a_channel_may_be_set_before_it_is_switched_on(client: Any, now: Any, active_number_id: str) -> None:
    client.update_phone_number(PhoneNumberId=active_number_id, TwoWayChannelArn=SNS)
    assert now()["TwoWayEnabled"] is False
    client.update_phone_number(PhoneNumberId=active_number_id, TwoWayEnabled=True)
    assert (now()["TwoWayEnabled"], now()["TwoWayChannelArn"]) == (True, SNS)


@pytest.mark.parametrize(
    ("name", "value"),
    [("TwoWayChannelArn", "a topic without an ARN"), ("TwoWayChannelRole", f"role/{ROLE}")],
)
def test_a_setting_without_the_form_that_the_model_says_leaves_a_number_as_it_was(
    client: Any, now: Any, active_number_id: str, refused: Any, name: str, value: str
) -> None:
    before = now()
    changes = {"InternationalSendingEnabled": True, name: value}
    error = refused("ValidationException", client.update_phone_number, PhoneNumberId=active_number_id, **changes)
    assert [each["Name"] for each in error["Fields"]] == [f"{name[0].lower()}{name[1:]}"]
    assert now() == before


def test_an_unknown_opt_out_list_leaves_a_number_as_it_was(
    client: Any, now: Any, active_number_id: str, refused: Any
) -> None:
    before = now()
    error = refused(
        "ResourceNotFoundException",
        client.update_phone_number,
        PhoneNumberId=active_number_id,
        OptOutListName="unknown",
        DeletionProtectionEnabled=True,
    )
    assert (error["ResourceType"], error["ResourceId"]) == ("opt-out-list", "unknown")
    assert now() == before


def test_a_number_that_is_still_pending_can_be_changed(
    pinpoint_v2: PinpointMock, client: Any, request_number: Any
) -> None:
    pinpoint_v2.transitions["phone-number"] = "manual"
    number = request_number()["PhoneNumberId"]
    answer = client.update_phone_number(PhoneNumberId=number, DeletionProtectionEnabled=True)
    assert (answer["Status"], answer["DeletionProtectionEnabled"]) == ("PENDING", True)


# ReleasePhoneNumber -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("given_by", ["PhoneNumberId", "PhoneNumberArn"])
def test_a_released_number_is_answered_as_it_was_and_then_gone(
    client: Any, request_number: Any, refused: Any, given_by: str
) -> None:
    requested = request_number(Tags=[{"Key": "team", "Value": "sms"}])
    answer = client.release_phone_number(PhoneNumberId=requested[given_by])
    shown = ALWAYS - {"DeletionProtectionEnabled", "InternationalSendingEnabled"}
    assert members(answer) == shown
    expected = {**requested, "Status": "DISASSOCIATING"}
    assert {name: answer[name] for name in shown} == {name: expected[name] for name in shown}
    assert ids(client.describe_phone_numbers()) == []
    error = refused(
        "ResourceNotFoundException", client.describe_phone_numbers, PhoneNumberIds=[requested["PhoneNumberId"]]
    )
    assert error["ResourceId"] == requested["PhoneNumberId"]


def test_the_answer_to_a_release_has_the_channel_and_the_registration(
    pinpoint_v2: PinpointMock, client: Any, request_number: Any
) -> None:
    campaign = pinpoint_v2.add_registration("US_TEN_DLC_CAMPAIGN_REGISTRATION")
    number = request_number(NumberType="TEN_DLC", RegistrationId=campaign)["PhoneNumberId"]
    client.update_phone_number(PhoneNumberId=number, TwoWayEnabled=True, TwoWayChannelArn=SNS, TwoWayChannelRole=ROLE)
    answer = client.release_phone_number(PhoneNumberId=number)
    assert (answer["TwoWayChannelArn"], answer["TwoWayChannelRole"], answer["RegistrationId"]) == (SNS, ROLE, campaign)


def test_a_number_is_released_once_it_is_no_longer_protected(client: Any, active_number_id: str) -> None:
    client.update_phone_number(PhoneNumberId=active_number_id, DeletionProtectionEnabled=True)
    client.update_phone_number(PhoneNumberId=active_number_id, DeletionProtectionEnabled=False)
    client.release_phone_number(PhoneNumberId=active_number_id)
    assert ids(client.describe_phone_numbers()) == []


def test_a_number_is_seen_disassociating_for_as_long_as_it_takes(
    pinpoint_v2: PinpointMock, client: Any, now: Any, active_number_id: str, refused: Any
) -> None:
    pinpoint_v2.transitions["phone-number"] = dt.timedelta(minutes=2)
    client.release_phone_number(PhoneNumberId=active_number_id)
    assert now()["Status"] == "DISASSOCIATING"
    for call in client.release_phone_number, client.update_phone_number:
        assert (
            refused("ResourceNotFoundException", call, PhoneNumberId=active_number_id)["ResourceId"] == active_number_id
        )
    pinpoint_v2.clock.advance(minutes=2)
    refused("ResourceNotFoundException", client.describe_phone_numbers, PhoneNumberIds=[active_number_id])


def test_a_number_that_is_released_is_not_made_active_by_what_it_was_waiting_for(
    pinpoint_v2: PinpointMock, client: Any, request_number: Any
) -> None:
    pinpoint_v2.transitions["phone-number"] = "manual"
    number = request_number()["PhoneNumberId"]
    client.release_phone_number(PhoneNumberId=number)
    pinpoint_v2.transitions["phone-number"] = "next-call"
    assert ids(client.describe_phone_numbers()) == []
    assert ids(client.describe_phone_numbers()) == []


def test_a_number_released_at_once_is_answered_as_deleted(
    pinpoint_v2: PinpointMock, client: Any, active_number_id: str
) -> None:
    pinpoint_v2.transitions["phone-number"] = "immediate"
    assert client.release_phone_number(PhoneNumberId=active_number_id)["Status"] == "DELETED"


@pytest.mark.parametrize("operation", ["update_phone_number", "release_phone_number"])
@pytest.mark.parametrize("given", [UNKNOWN, f"{HERE}:phone-number/{UNKNOWN}"])
def test_an_unknown_number_is_not_found(client: Any, refused: Any, operation: str, given: str) -> None:
    error = refused("ResourceNotFoundException", getattr(client, operation), PhoneNumberId=given)
    assert (error["ResourceType"], error["ResourceId"]) == ("phone-number", given)


@pytest.mark.parametrize("operation", ["update_phone_number", "release_phone_number"])
def test_a_number_is_not_found_by_its_digits(client: Any, now: Any, refused: Any, operation: str) -> None:
    # The model's pattern of an id has no plus.
    error = refused("ValidationException", getattr(client, operation), PhoneNumberId=now()["PhoneNumber"])
    assert error["Fields"][0]["Name"] == "phoneNumberId"


def test_the_number_itself_never_comes_again(client: Any, request_number: Any) -> None:
    leased = []
    for _ in range(60):
        number = request_number(NumberType="LONG_CODE", IsoCountryCode="AU")
        leased.append(number["PhoneNumber"])
        client.release_phone_number(PhoneNumberId=number["PhoneNumberId"])
    assert len(set(leased)) == 60
