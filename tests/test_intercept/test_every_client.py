"""Test that clients of every kind get the same answers and errors, and see the same state."""

from __future__ import annotations

from typing import Any

import pytest

SIMULATOR: dict[str, Any] = {
    "IsoCountryCode": "US",
    "MessageType": "TRANSACTIONAL",
    "NumberCapabilities": ["SMS"],
    "NumberType": "SIMULATOR",
}


def test_a_number_becomes_active_on_the_next_call(any_client: Any) -> None:
    requested = any_client.call("RequestPhoneNumber", **SIMULATOR)
    assert requested["Status"] == "PENDING"
    [number] = any_client.call("DescribePhoneNumbers")["PhoneNumbers"]
    assert number["Status"] == "ACTIVE"
    assert {name: number[name] for name in ("PhoneNumber", "PhoneNumberId", "PhoneNumberArn", *SIMULATOR)} == {
        name: requested[name] for name in ("PhoneNumber", "PhoneNumberId", "PhoneNumberArn", *SIMULATOR)
    }


def test_an_opt_out_list_keeps_its_numbers(any_client: Any) -> None:
    any_client.call("CreateOptOutList", OptOutListName="promotions")
    for number in ("+12065550100", "+12065550101"):
        any_client.call("PutOptedOutNumber", OptOutListName="promotions", OptedOutNumber=number)
    any_client.call("DeleteOptedOutNumber", OptOutListName="promotions", OptedOutNumber="+12065550100")
    described = any_client.call("DescribeOptedOutNumbers", OptOutListName="promotions")
    assert [each["OptedOutNumber"] for each in described["OptedOutNumbers"]] == ["+12065550101"]
    assert [each["OptOutListName"] for each in any_client.call("DescribeOptOutLists")["OptOutLists"]] == [
        "Default",
        "promotions",
    ]


def test_text_of_any_script_comes_back_as_it_went(any_client: Any) -> None:
    tags = [{"Key": "Küche", "Value": "料理 / кухня"}]
    arn = any_client.call("CreateOptOutList", OptOutListName="promotions", Tags=tags)["OptOutListArn"]
    assert any_client.call("ListTagsForResource", ResourceArn=arn)["Tags"] == tags


def test_pages_follow_by_their_token_to_the_end_without_repeats(any_client: Any) -> None:
    names = [f"list-{number}" for number in range(5)]
    for name in names:
        any_client.call("CreateOptOutList", OptOutListName=name)
    pages = [any_client.call("DescribeOptOutLists", MaxResults=2)]
    while "NextToken" in pages[-1]:
        pages.append(any_client.call("DescribeOptOutLists", MaxResults=2, NextToken=pages[-1]["NextToken"]))
    assert [len(page["OptOutLists"]) for page in pages] == [2, 2, 2]
    assert [each["OptOutListName"] for page in pages for each in page["OptOutLists"]] == ["Default", *names]


def test_a_client_token_makes_one_number_of_two_requests(any_client: Any) -> None:
    first, again = (any_client.call("RequestPhoneNumber", **SIMULATOR, ClientToken="once") for _ in range(2))
    other = any_client.call("RequestPhoneNumber", **SIMULATOR)
    assert first == again
    numbers = any_client.call("DescribePhoneNumbers")["PhoneNumbers"]
    assert [each["PhoneNumberId"] for each in numbers] == [first["PhoneNumberId"], other["PhoneNumberId"]]


def test_each_account_has_a_state_of_its_own_in_each_region(any_client: Any) -> None:
    places = [
        any_client,
        any_client.at(account_id="111122223333"),
        any_client.at(region_name="eu-west-1"),
        any_client.at(account_id="111122223333", region_name="us-gov-west-1"),
    ]
    arns = [place.call("RequestPhoneNumber", **SIMULATOR)["PhoneNumberArn"] for place in places]
    assert [arn.partition(":phone-number/")[0] for arn in arns] == [
        "arn:aws:sms-voice:us-east-1:123456789012",
        "arn:aws:sms-voice:us-east-1:111122223333",
        "arn:aws:sms-voice:eu-west-1:123456789012",
        "arn:aws-us-gov:sms-voice:us-gov-west-1:111122223333",
    ]
    for place, arn in zip(places, arns, strict=True):
        assert [each["PhoneNumberArn"] for each in place.call("DescribePhoneNumbers")["PhoneNumbers"]] == [arn]


# Errors -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("member", "value", "field"), [("IsoCountryCode", "us", "isoCountryCode"), ("MessageType", "LETTER", "messageType")]
)
def test_a_value_of_a_wrong_pattern_or_enum_is_named_by_its_field(
    any_client: Any, member: str, value: str, field: str
) -> None:
    refused = any_client.refused("ValidationException", "RequestPhoneNumber", **{**SIMULATOR, member: value})
    assert refused.status == 400
    assert refused.members["Reason"] == "FIELD_VALIDATION_FAILED"
    assert [each["Name"] for each in refused.members["Fields"]] == [field]
    assert any_client.call("DescribePhoneNumbers")["PhoneNumbers"] == []


def test_what_is_not_there_is_named_by_its_kind_and_id(any_client: Any) -> None:
    refused = any_client.refused("ResourceNotFoundException", "DescribePools", PoolIds=["pool-1"])
    assert (refused.status, refused.members["ResourceType"], refused.members["ResourceId"]) == (400, "pool", "pool-1")


def test_a_conflict_has_its_reason(any_client: Any) -> None:
    number = any_client.call("RequestPhoneNumber", **SIMULATOR, DeletionProtectionEnabled=True)["PhoneNumberId"]
    refused = any_client.refused("ConflictException", "ReleasePhoneNumber", PhoneNumberId=number)
    assert (refused.status, refused.members["Reason"]) == (400, "DELETION_PROTECTION_ENABLED")
    assert refused.members["ResourceId"] == number


def test_a_quota_exceeded_has_its_reason(any_client: Any) -> None:
    any_client.pinpoint.quotas["PHONE_NUMBERS_PER_ACCOUNT"] = 1
    any_client.call("RequestPhoneNumber", **SIMULATOR)
    refused = any_client.refused("ServiceQuotaExceededException", "RequestPhoneNumber", **SIMULATOR)
    assert (refused.status, refused.members["Reason"]) == (400, "PHONE_NUMBERS_PER_ACCOUNT")


def test_an_injected_error_is_met_once(any_client: Any) -> None:
    any_client.pinpoint.fail("DescribePools", "ThrottlingException")
    assert any_client.refused("ThrottlingException", "DescribePools").status == 400
    assert any_client.call("DescribePools")["Pools"] == []


def test_an_internal_error_has_its_status_and_a_request_id(any_client: Any) -> None:
    any_client.pinpoint.fail("DescribePools", "InternalServerException")
    refused = any_client.refused("InternalServerException", "DescribePools")
    assert refused.status == 500
    assert refused.members["RequestId"]


def test_an_operation_that_is_not_mocked_is_named(any_client: Any, unmocked: str) -> None:
    # In this process it is a NotImplementedError; another process can only be answered.
    with pytest.raises((NotImplementedError, any_client.refusal)) as caught:
        any_client.call(unmocked)
    assert f"{unmocked} isn't mocked" in str(caught.value)


def test_calls_are_recorded_with_their_parameters_account_and_region(any_client: Any) -> None:
    any_client.at(account_id="111122223333", region_name="eu-west-1").call(
        "CreateOptOutList", OptOutListName="promotions"
    )
    any_client.refused("ConflictException", "CreateOptOutList", OptOutListName="Default")
    made, refused = any_client.pinpoint.calls
    assert (made.operation, made.account_id, made.region_name) == ("CreateOptOutList", "111122223333", "eu-west-1")
    assert made.parameters["OptOutListName"] == "promotions"
    assert made.result["OptOutListArn"].endswith(":opt-out-list/promotions")
    assert made.error is None
    assert (refused.account_id, refused.region_name, refused.result) == ("123456789012", "us-east-1", None)
    assert refused.error.reason == "RESOURCE_ALREADY_EXISTS"
