"""Test that phones are added to be verified, described and deleted, and that the sandbox sends to verified ones."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from pinpoint_mock import PinpointMock

PHONE, ANOTHER_PHONE = "+12065550100", "+12065550101"
ARN = "arn:aws:sms-voice:us-east-1:123456789012:verified-destination-number/"
ABSENT = f"vdn-{'f' * 32}"
MEMBERS = {
    "VerifiedDestinationNumberArn",
    "VerifiedDestinationNumberId",
    "DestinationPhoneNumber",
    "Status",
    "CreatedTimestamp",
}

Call = Callable[..., Any]

pytestmark = pytest.mark.usefixtures("toll_free_number")  # which can send codes


@pytest.fixture
def verify_phone(client: Any, pinpoint_v2: PinpointMock) -> Call:
    """Send a code to a phone, and give it back. Return the answer."""

    def call(vdn: str) -> Any:
        named = {"VerifiedDestinationNumberId": vdn}
        client.send_destination_number_verification_code(**named, VerificationChannel="TEXT")
        return client.verify_destination_number(**named, VerificationCode=pinpoint_v2.verification_code(vdn))

    return call


@pytest.fixture
def described_phones(client: Any) -> Callable[..., list[str]]:
    """Return the phones that DescribeVerifiedDestinationNumbers lists."""

    def call(**parameters: Any) -> list[str]:
        answer = client.describe_verified_destination_numbers(**parameters)
        return [each["DestinationPhoneNumber"] for each in answer["VerifiedDestinationNumbers"]]

    return call


# Create, describe, delete -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("given", [PHONE, PHONE.removeprefix("+")])
def test_a_phone_is_pending_until_it_is_verified(client: Any, given: str) -> None:
    created = client.create_verified_destination_number(DestinationPhoneNumber=given)
    described = client.describe_verified_destination_numbers()["VerifiedDestinationNumbers"]
    assert described == [{name: created[name] for name in MEMBERS}]
    assert (created["DestinationPhoneNumber"], created["Status"]) == (PHONE, "PENDING")
    assert re.fullmatch("vdn-[0-9a-f]{32}", created["VerifiedDestinationNumberId"])
    assert created["VerifiedDestinationNumberArn"] == ARN + created["VerifiedDestinationNumberId"]


def test_a_phone_has_the_form_that_the_model_says(add_phone: Call, described_phones: Any, refused: Any) -> None:
    error = refused("ValidationException", add_phone, phone="206-555-0100")
    assert error["Fields"][0]["Name"] == "destinationPhoneNumber"
    assert described_phones() == []


def test_a_phone_that_is_not_on_the_list_named_default_can_be_added(
    client: Any, add_phone: Call, described_phones: Any
) -> None:
    client.create_opt_out_list(OptOutListName="promotions")
    client.put_opted_out_number(OptOutListName="promotions", OptedOutNumber=ANOTHER_PHONE)
    client.put_opted_out_number(OptOutListName="Default", OptedOutNumber=PHONE)
    add_phone(ANOTHER_PHONE)
    assert described_phones() == [ANOTHER_PHONE]
    client.delete_opted_out_number(OptOutListName="Default", OptedOutNumber=PHONE)
    add_phone()
    assert described_phones() == [ANOTHER_PHONE, PHONE]


def test_a_deleted_phone_does_not_count_against_the_quota(
    client: Any, pinpoint_v2: PinpointMock, add_phone: Call
) -> None:
    pinpoint_v2.quotas["VERIFIED_DESTINATION_NUMBERS_PER_ACCOUNT"] = 1
    first = add_phone()
    [limit] = [
        each
        for each in client.describe_account_limits()["AccountLimits"]
        if each["Name"] == "VERIFIED_DESTINATION_NUMBERS"
    ]
    assert (limit["Used"], limit["Max"]) == (1, 1)
    pinpoint_v2.clock.advance(hours=24)
    client.delete_verified_destination_number(VerifiedDestinationNumberId=first)
    add_phone(ANOTHER_PHONE)


def test_a_phone_can_be_deleted_when_it_has_been_there_for_24_hours(
    client: Any,
    pinpoint_v2: PinpointMock,
    add_phone: Call,
    phone_id: str,
    described_phones: Any,
) -> None:
    pinpoint_v2.clock.advance(hours=24)
    answer = client.delete_verified_destination_number(VerifiedDestinationNumberId=ARN + phone_id)
    assert (answer["VerifiedDestinationNumberId"], answer["DestinationPhoneNumber"]) == (
        phone_id,
        PHONE,
    )
    assert described_phones() == []
    assert add_phone() != phone_id


def test_phones_are_described_by_id_arn_and_number_in_the_order_they_came(
    add_phone: Call, described_phones: Any
) -> None:
    first, second, third = (add_phone(f"+1206555010{each}") for each in range(3))
    numbers = ["+12065550100", "+12065550101", "+12065550102"]
    assert described_phones() == numbers
    assert described_phones(VerifiedDestinationNumberIds=[third, ARN + first]) == [numbers[0], numbers[2]]
    assert described_phones(DestinationPhoneNumbers=[numbers[1], numbers[0].removeprefix("+")]) == numbers[:2]
    assert described_phones(VerifiedDestinationNumberIds=[second], DestinationPhoneNumbers=numbers[1:]) == numbers[1:]


def test_a_phone_that_is_not_there_is_left_out_of_the_phones_asked_for(
    add_phone: Call, described_phones: Any, refused: Any
) -> None:
    assert described_phones(DestinationPhoneNumbers=[PHONE]) == []
    phone_id = add_phone()
    assert described_phones(DestinationPhoneNumbers=[ANOTHER_PHONE, PHONE]) == [PHONE]
    asked = {"VerifiedDestinationNumberIds": [phone_id], "DestinationPhoneNumbers": [ANOTHER_PHONE]}
    assert described_phones(**asked) == [PHONE]
    asked["VerifiedDestinationNumberIds"] = [ABSENT]
    refused("ResourceNotFoundException", described_phones, **asked)


def test_phones_are_filtered_by_status_and_agent(
    add_phone: Call,
    phone_id: str,
    verify_phone: Call,
    described_phones: Any,
    refused: Any,
) -> None:
    add_phone(ANOTHER_PHONE)
    verify_phone(phone_id)
    for name, values, found in (
        ("status", ["VERIFIED"], [PHONE]),
        ("status", ["PENDING"], [ANOTHER_PHONE]),
        ("status", ["PENDING", "VERIFIED"], [PHONE, ANOTHER_PHONE]),
        ("rcs-agent-id", ["rcs-1"], []),
    ):
        assert described_phones(Filters=[{"Name": name, "Values": values}]) == found
    error = refused("ValidationException", described_phones, Filters=[{"Name": "status", "Values": ["DONE"]}])
    assert error["Fields"][0]["Name"] == "filters"


def test_a_phone_can_have_tags(client: Any) -> None:
    tags = [{"Key": "team", "Value": "growth"}]
    created = client.create_verified_destination_number(DestinationPhoneNumber=PHONE, Tags=tags)
    assert created["Tags"] == tags
    arn = created["VerifiedDestinationNumberArn"]
    assert client.list_tags_for_resource(ResourceArn=arn)["Tags"] == tags


@pytest.mark.parametrize(
    ("operation", "parameters", "kind", "unknown"),
    [
        (
            "create_verified_destination_number",
            {"DestinationPhoneNumber": PHONE, "RcsAgentId": "rcs-1"},
            "rcs-agent",
            "rcs-1",
        ),
        ("describe_verified_destination_numbers", {"VerifiedDestinationNumberIds": [ABSENT]}, None, ABSENT),
        ("delete_verified_destination_number", {"VerifiedDestinationNumberId": ABSENT}, None, ABSENT),
        (
            "send_destination_number_verification_code",
            {"VerifiedDestinationNumberId": ABSENT, "VerificationChannel": "TEXT"},
            None,
            ABSENT,
        ),
        (
            "verify_destination_number",
            {"VerifiedDestinationNumberId": ABSENT, "VerificationCode": "1"},
            None,
            ABSENT,
        ),
    ],
)
def test_what_is_not_there_is_not_found(
    client: Any, refused: Any, operation: str, parameters: Any, kind: str | None, unknown: str
) -> None:
    error = refused("ResourceNotFoundException", getattr(client, operation), **parameters)
    assert (error["ResourceType"], error["ResourceId"]) == (kind or "verified-destination-number", unknown)


# The sandbox --------------------------------------------------------------------------------------------------------


@pytest.mark.pinpoint_v2(account_tier="SANDBOX")
@pytest.mark.parametrize("channel", ["text", "media", "voice"])
def test_an_account_in_the_sandbox_sends_to_a_phone_once_it_is_verified(
    pinpoint_v2: PinpointMock,
    add_phone: Call,
    phone_id: str,
    verify_phone: Call,
    send_message: Any,
    refused: Any,
    channel: str,
) -> None:
    add_phone(ANOTHER_PHONE)
    verify_phone(phone_id)
    send_message(channel)
    send_message(channel, PHONE.removeprefix("+"))
    assert [message.channel for message in pinpoint_v2.outbox[1:]] == [channel.upper()] * 2
    refused("ConflictException", send_message, channel=channel, to=ANOTHER_PHONE)


@pytest.mark.pinpoint_v2(account_tier="SANDBOX")
def test_a_verified_phone_may_opt_out_and_be_deleted(
    client: Any,
    pinpoint_v2: PinpointMock,
    phone_id: str,
    verify_phone: Call,
    send_message: Any,
    refused: Any,
) -> None:
    verify_phone(phone_id)
    client.put_opted_out_number(OptOutListName="Default", OptedOutNumber=PHONE)
    assert refused("ConflictException", send_message)["ResourceType"] == "opt-out-list"
    client.delete_opted_out_number(OptOutListName="Default", OptedOutNumber=PHONE)
    send_message()
    pinpoint_v2.clock.advance(hours=24)
    client.delete_verified_destination_number(VerifiedDestinationNumberId=phone_id)
    assert refused("ConflictException", send_message)["ResourceType"] == "verified-destination-number"


@pytest.mark.pinpoint_v2(account_tier="SANDBOX")
def test_a_phone_is_verified_in_one_region_of_one_account(
    pinpoint_v2: PinpointMock, phone_id: str, verify_phone: Call, refused: Any
) -> None:
    verify_phone(phone_id)
    for elsewhere in pinpoint_v2.client("eu-west-1"), pinpoint_v2.client(account_id="111122223333"):
        assert elsewhere.describe_verified_destination_numbers()["VerifiedDestinationNumbers"] == []
        asked = {"DestinationPhoneNumber": PHONE, "MessageBody": "Hello"}
        error = refused("ConflictException", elsewhere.send_text_message, **asked)
        assert error["ResourceType"] == "verified-destination-number"
        elsewhere.create_verified_destination_number(DestinationPhoneNumber=PHONE)
