"""Test that numbers are put on an opt-out list, described, and taken off it."""

from __future__ import annotations

from typing import Any

import pytest

from pinpoint_mock import PinpointMock

ENTRY = {"OptedOutNumber", "OptedOutTimestamp", "EndUserOptedOut"}
LIST = {"OptOutListArn", "OptOutListName"}
ARN = "arn:aws:sms-voice:us-east-1:123456789012:opt-out-list/campaigns"
DESTINATION = "+12065550100"
ABSENT = "+12065550199"


@pytest.fixture(autouse=True)
def campaigns(client: Any) -> None:
    """Create the opt-out list "campaigns"."""
    client.create_opt_out_list(OptOutListName="campaigns")


def put(client: Any, number: str = DESTINATION, **parameters: Any) -> dict[str, Any]:
    """The answer without what botocore adds."""
    answer: dict[str, Any] = client.put_opted_out_number(
        **{"OptOutListName": "campaigns", "OptedOutNumber": number, **parameters}
    )
    del answer["ResponseMetadata"]
    return answer


def on_the_list(client: Any, **parameters: Any) -> list[str]:
    answer = client.describe_opted_out_numbers(**{"OptOutListName": "campaigns", **parameters})
    return [each["OptedOutNumber"] for each in answer["OptedOutNumbers"]]


def entries(client: Any) -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = client.describe_opted_out_numbers(OptOutListName="campaigns")["OptedOutNumbers"]
    return listed


# PutOptedOutNumber --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("given", ["campaigns", ARN])
def test_a_number_put_on_a_list_did_not_opt_out_by_itself(client: Any, given: str) -> None:
    answer = put(client, OptOutListName=given)
    assert set(answer) == LIST | ENTRY
    assert (answer["OptOutListName"], answer["OptOutListArn"]) == ("campaigns", ARN)
    assert (answer["OptedOutNumber"], answer["EndUserOptedOut"]) == (DESTINATION, False)
    assert entries(client) == [{name: answer[name] for name in ENTRY}]


def test_a_number_put_again_stays_on_the_list_as_it_was(client: Any, pinpoint_v2: PinpointMock) -> None:
    first = put(client)
    put(client, "+12065550101")
    pinpoint_v2.clock.advance(hours=1)
    assert put(client) == first
    assert on_the_list(client) == [DESTINATION, "+12065550101"]


def test_a_number_is_the_same_with_and_without_its_plus(client: Any) -> None:
    bare = DESTINATION.removeprefix("+")
    assert put(client, bare)["OptedOutNumber"] == DESTINATION
    assert put(client)["OptedOutNumber"] == DESTINATION
    assert on_the_list(client) == on_the_list(client, OptedOutNumbers=[bare, DESTINATION]) == [DESTINATION]
    taken = client.delete_opted_out_number(OptOutListName="campaigns", OptedOutNumber=bare)
    assert taken["OptedOutNumber"] == DESTINATION
    assert on_the_list(client) == []


@pytest.mark.parametrize(
    "number",
    ["+02065550100", "206-555-0100", "+" + "1" * 20],
)
def test_a_destination_has_the_form_that_the_model_says(client: Any, refused: Any, number: str) -> None:
    error = refused("ValidationException", put, client=client, number=number)
    assert error["Fields"][0]["Name"] == "optedOutNumber"
    assert entries(client) == []


@pytest.mark.parametrize("number", ["+14254147755", "+447700900123", "+61491570006"])
def test_simulated_and_fictitious_destinations_can_opt_out(client: Any, number: str) -> None:
    put(client, number)
    assert on_the_list(client) == [number]


def test_a_number_on_one_list_is_on_no_other(client: Any) -> None:
    put(client)
    assert on_the_list(client, OptOutListName="Default") == []
    put(client, OptOutListName="Default")
    client.delete_opted_out_number(OptOutListName="campaigns", OptedOutNumber=DESTINATION)
    assert on_the_list(client, OptOutListName="Default") == [DESTINATION]


# DescribeOptedOutNumbers --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("given", ["campaigns", ARN])
def test_the_answer_names_the_list_also_where_it_is_empty(client: Any, given: str) -> None:
    for wanted in [], [DESTINATION]:
        for number in wanted:
            put(client, number)
        answer = client.describe_opted_out_numbers(OptOutListName=given)
        assert set(answer) == LIST | {"OptedOutNumbers", "ResponseMetadata"}
        assert (answer["OptOutListName"], answer["OptOutListArn"]) == ("campaigns", ARN)
        assert [set(each) for each in answer["OptedOutNumbers"]] == [ENTRY for _ in wanted]


def test_numbers_come_in_the_order_they_were_put(client: Any) -> None:
    numbers = [DESTINATION, "+447700900123", "+12065550101"]
    for number in numbers:
        put(client, number)
    assert on_the_list(client) == numbers
    assert on_the_list(client, OptedOutNumbers=[numbers[2], numbers[0]]) == [numbers[0], numbers[2]]


def test_the_pages_put_together_are_all_numbers_in_order(client: Any) -> None:
    numbers = [f"+120655501{number:02}" for number in reversed(range(5))]
    for number in numbers:
        put(client, number)
    paginator = client.get_paginator("describe_opted_out_numbers")
    pages = list(paginator.paginate(OptOutListName="campaigns", PaginationConfig={"PageSize": 2}))
    found = [[each["OptedOutNumber"] for each in page["OptedOutNumbers"]] for page in pages]
    assert found == [numbers[:2], numbers[2:4], numbers[4:]]
    assert [page["OptOutListName"] for page in pages] == ["campaigns"] * 3


def test_a_page_without_a_size_has_a_hundred_numbers(client: Any) -> None:
    for number in range(101):
        put(client, f"+1206555{number:04}")
    page = client.describe_opted_out_numbers(OptOutListName="campaigns")
    assert len(page["OptedOutNumbers"]) == 100
    assert on_the_list(client, NextToken=page["NextToken"]) == ["+12065550100"]


@pytest.mark.parametrize("absent", [ABSENT, ABSENT.removeprefix("+")])
def test_asking_for_a_number_that_is_not_on_the_list_is_not_found(client: Any, refused: Any, absent: str) -> None:
    put(client)
    asked = {"OptOutListName": "campaigns", "OptedOutNumbers": [DESTINATION, absent]}
    error = refused("ResourceNotFoundException", client.describe_opted_out_numbers, **asked)
    assert (error["ResourceType"], error["ResourceId"]) == ("opted-out-number", absent)


def test_at_most_five_numbers_are_asked_for(client: Any, refused: Any) -> None:
    numbers = [f"+1206555010{number}" for number in range(6)]
    for number in numbers:
        put(client, number)
    assert on_the_list(client, OptedOutNumbers=numbers[:5]) == numbers[:5]
    asked = {"OptOutListName": "campaigns", "OptedOutNumbers": numbers}
    error = refused("ValidationException", client.describe_opted_out_numbers, **asked)
    assert error["Fields"][0]["Name"] == "optedOutNumbers"


def test_numbers_are_filtered_by_whether_the_person_opted_out(client: Any) -> None:
    put(client)
    for values, found in (["true"], []), (["false"], [DESTINATION]), (["true", "false"], [DESTINATION]):
        filters = [{"Name": "end-user-opted-out", "Values": values}]
        assert on_the_list(client, Filters=filters) == found


@pytest.mark.parametrize(
    ("name", "value", "field"),
    [("end-user-opted-out", "perhaps", "filters"), ("opted-out-number", "1", "filters[0].name")],
)
def test_there_is_no_other_filter_of_numbers(client: Any, refused: Any, name: str, value: str, field: str) -> None:
    asked = {"OptOutListName": "campaigns", "Filters": [{"Name": name, "Values": [value]}]}
    error = refused("ValidationException", client.describe_opted_out_numbers, **asked)
    assert error["Fields"][0]["Name"] == field


# DeleteOptedOutNumber -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("given", ["campaigns", ARN])
def test_a_number_is_taken_off_right_after_it_was_put_and_the_answer_is_its_entry(client: Any, given: str) -> None:
    entry = put(client)
    put(client, "+12065550101")
    taken = client.delete_opted_out_number(OptOutListName=given, OptedOutNumber=DESTINATION)
    del taken["ResponseMetadata"]
    assert taken == entry
    assert on_the_list(client) == ["+12065550101"]


def test_what_the_api_put_on_a_list_is_taken_off_time_and_again(client: Any) -> None:
    for _ in range(3):
        put(client)
        client.delete_opted_out_number(OptOutListName="campaigns", OptedOutNumber=DESTINATION)
    assert on_the_list(client) == []


@pytest.mark.parametrize("absent", [ABSENT, ABSENT.removeprefix("+")])
def test_a_number_that_is_not_on_the_list_is_not_taken_off(client: Any, refused: Any, absent: str) -> None:
    put(client)
    asked = {"OptOutListName": "campaigns", "OptedOutNumber": absent}
    error = refused("ResourceNotFoundException", client.delete_opted_out_number, **asked)
    assert (error["ResourceType"], error["ResourceId"]) == ("opted-out-number", absent)
    assert on_the_list(client) == [DESTINATION]


# Unknown lists ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("unknown", ["nowhere", ARN.replace("campaigns", "nowhere"), ARN.replace("east", "west")])
@pytest.mark.parametrize(
    ("operation", "more"),
    [
        ("put_opted_out_number", {"OptedOutNumber": DESTINATION}),
        ("describe_opted_out_numbers", {}),
        ("delete_opted_out_number", {"OptedOutNumber": DESTINATION}),
    ],
)
def test_an_unknown_list_is_not_found(
    client: Any, refused: Any, operation: str, more: dict[str, str], unknown: str
) -> None:
    error = refused("ResourceNotFoundException", getattr(client, operation), OptOutListName=unknown, **more)
    assert (error["ResourceType"], error["ResourceId"]) == ("opt-out-list", unknown)
