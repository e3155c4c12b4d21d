"""Pages and filters of any list."""

from __future__ import annotations

import base64
from collections.abc import Callable
from typing import Any

import pytest

from pinpoint_mock import PinpointMock
from pinpoint_mock.protocol.filters import compile_filters

Refused = Callable[..., dict[str, Any]]


@pytest.fixture
def opted_out(client: Any) -> list[str]:
    """Seven numbers on the list named Default."""
    numbers = [f"+1206555010{last}" for last in range(7)]
    for number in numbers:
        client.put_opted_out_number(OptOutListName="Default", OptedOutNumber=number)
    return numbers


def page_of(client: Any, **parameters: Any) -> tuple[list[str], str | None]:
    answer = client.describe_opted_out_numbers(OptOutListName="Default", **parameters)
    return [each["OptedOutNumber"] for each in answer["OptedOutNumbers"]], answer.get("NextToken")


def test_pages_go_on_where_the_one_before_ended(client: Any, opted_out: list[str]) -> None:
    first, token = page_of(client, MaxResults=3)
    second, next_token = page_of(client, MaxResults=3, NextToken=token)
    third, end = page_of(client, MaxResults=3, NextToken=next_token)
    assert [first, second, third] == [opted_out[:3], opted_out[3:6], opted_out[6:]]
    assert end is None


def test_a_last_page_that_is_full_has_no_token(client: Any, opted_out: list[str]) -> None:
    assert page_of(client, MaxResults=7) == (opted_out, None)


def test_the_size_may_change_from_page_to_page(client: Any, opted_out: list[str]) -> None:
    _, token = page_of(client, MaxResults=1)
    assert page_of(client, MaxResults=2, NextToken=token)[0] == opted_out[1:3]
    assert page_of(client, NextToken=token)[0] == opted_out[1:]


def test_a_token_may_be_used_twice(client: Any, opted_out: list[str]) -> None:
    _, token = page_of(client, MaxResults=3)
    assert page_of(client, NextToken=token) == page_of(client, NextToken=token) == (opted_out[3:], None)


def test_what_is_deleted_or_added_between_pages_shifts_nothing(client: Any, opted_out: list[str]) -> None:
    _, token = page_of(client, MaxResults=3)
    for number in (opted_out[0], opted_out[2], opted_out[4]):
        client.delete_opted_out_number(OptOutListName="Default", OptedOutNumber=number)
    client.put_opted_out_number(OptOutListName="Default", OptedOutNumber="+12065550199")
    assert page_of(client, NextToken=token)[0] == [opted_out[3], *opted_out[5:], "+12065550199"]


def test_botocores_paginators_go_through_all(client: Any, opted_out: list[str]) -> None:
    paginator = client.get_paginator("describe_opted_out_numbers")
    pages = list(paginator.paginate(OptOutListName="Default", PaginationConfig={"PageSize": 2}))
    assert [len(page["OptedOutNumbers"]) for page in pages] == [2, 2, 2, 1]
    assert [each["OptedOutNumber"] for page in pages for each in page["OptedOutNumbers"]] == opted_out


def test_a_page_holds_a_hundred_unless_the_request_says(client: Any) -> None:
    for last in range(101):
        client.put_opted_out_number(OptOutListName="Default", OptedOutNumber=f"+12065550{last:03}")
    numbers, token = page_of(client)
    assert (len(numbers), token is None) == (100, False)


def forged(text: str) -> str:
    return base64.urlsafe_b64encode(text.encode()).decode()


@pytest.mark.parametrize("token", ["x", "???", "é", forged("3"), forged("3.4"), forged("-1.0"), forged("a.b")])
def test_a_token_that_no_page_gave_is_refused(client: Any, refused: Refused, token: str) -> None:
    error = refused("ValidationException", client.describe_opted_out_numbers, OptOutListName="Default", NextToken=token)
    assert (error["Reason"], error["Fields"][0]["Name"]) == ("INVALID_NEXT_TOKEN", "nextToken")


@pytest.mark.usefixtures("opted_out")
def test_a_request_is_the_same_in_whatever_order_its_members_are_given(client: Any) -> None:
    given = {"Name": "end-user-opted-out", "Values": ["false"]}
    numbers, token = page_of(client, MaxResults=3, Filters=[given])
    others, _ = page_of(client, Filters=[dict(reversed(given.items()))], NextToken=token)
    assert (len(numbers), len(others)) == (3, 4)


@pytest.mark.usefixtures("opted_out")
def test_a_token_of_another_request_is_refused(client: Any, refused: Refused) -> None:
    client.create_opt_out_list(OptOutListName="Other")
    _, token = page_of(client, MaxResults=3)
    error = refused("ValidationException", client.describe_opted_out_numbers, OptOutListName="Other", NextToken=token)
    assert error["Reason"] == "INVALID_NEXT_TOKEN"
    error = refused("ValidationException", client.describe_pools, NextToken=token)
    assert error["Reason"] == "INVALID_NEXT_TOKEN"


@pytest.mark.usefixtures("opted_out")
@pytest.mark.parametrize("elsewhere", [{"region_name": "eu-west-1"}, {"account_id": "111122223333"}])
def test_a_token_of_another_region_or_account_is_refused(
    pinpoint_v2: PinpointMock, client: Any, refused: Refused, elsewhere: dict[str, str]
) -> None:
    _, token = page_of(client, MaxResults=3)
    describe = pinpoint_v2.client(**elsewhere).describe_opted_out_numbers
    error = refused("ValidationException", describe, OptOutListName="Default", MaxResults=3, NextToken=token)
    assert error["Reason"] == "INVALID_NEXT_TOKEN"


# Filters ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def numbers(pinpoint_v2: PinpointMock, request_number: Callable[..., Any]) -> dict[str, str]:
    """The ids of four numbers, by what they are."""
    pinpoint_v2.transitions["phone-number"] = "immediate"
    wanted = {
        "US simulator": {},
        "US toll-free": {"NumberType": "TOLL_FREE", "NumberCapabilities": ["SMS", "VOICE"]},
        "GB long code": {"NumberType": "LONG_CODE", "IsoCountryCode": "GB", "MessageType": "PROMOTIONAL"},
        "CA long code": {"NumberType": "LONG_CODE", "IsoCountryCode": "CA", "DeletionProtectionEnabled": True},
    }
    return {name: request_number(**parameters)["PhoneNumberId"] for name, parameters in wanted.items()}


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"iso-country-code": ["US"]}, ["US simulator", "US toll-free"]),
        ({"iso-country-code": ["GB", "CA"]}, ["GB long code", "CA long code"]),
        ({"iso-country-code": ["US"], "number-type": ["TOLL_FREE", "LONG_CODE"]}, ["US toll-free"]),
        ({"number-capability": ["VOICE"]}, ["US toll-free"]),
        ({"deletion-protection-enabled": ["true"]}, ["CA long code"]),
        ({"two-way-channel-arn": ["arn:aws:sns:us-east-1:123456789012:none"]}, []),
        ({"iso-country-code": ["FR"]}, []),
        ({}, ["US simulator", "US toll-free", "GB long code", "CA long code"]),
    ],
)
def test_every_filter_must_hold_and_each_holds_for_any_of_its_values(
    client: Any, numbers: dict[str, str], filters: dict[str, list[str]], found: list[str]
) -> None:
    answer = client.describe_phone_numbers(
        Filters=[{"Name": name, "Values": values} for name, values in filters.items()]
    )
    assert [each["PhoneNumberId"] for each in answer["PhoneNumbers"]] == [numbers[name] for name in found]


@pytest.mark.usefixtures("numbers")
@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("number-type", "TOLLFREE", "'TOLLFREE' is not one of LONG_CODE, SHORT_CODE, SIMULATOR, TEN_DLC, TOLL_FREE"),
        ("two-way-enabled", "True", "'True' is not one of false, true"),
        ("iso-country-code", "us", "'us' does not match [A-Z]{2}"),
    ],
)
def test_a_value_that_there_cannot_be_is_refused(
    client: Any, refused: Refused, name: str, value: str, says: str
) -> None:
    error = refused(
        "ValidationException", client.describe_phone_numbers, Filters=[{"Name": name, "Values": ["true", value]}]
    )
    assert (error["Reason"], error["Fields"][0]["Name"]) == ("INVALID_FILTER_VALUES", "filters")
    assert says in error["Fields"][0]["Message"]


def test_a_filter_of_another_name_is_refused_with_those_there_are(client: Any, refused: Refused) -> None:
    error = refused(
        "ValidationException", client.describe_phone_numbers, Filters=[{"Name": "country", "Values": ["US"]}]
    )
    assert error["Fields"][0]["Name"] == "filters[0].name"
    assert "iso-country-code" in error["Fields"][0]["Message"]


def test_filters_go_with_ids_and_with_pages(client: Any, numbers: dict[str, str]) -> None:
    filters = [{"Name": "iso-country-code", "Values": ["US"]}]
    ids = [numbers["US toll-free"], numbers["GB long code"]]
    answer = client.describe_phone_numbers(PhoneNumberIds=ids, Filters=filters)
    assert [each["PhoneNumberId"] for each in answer["PhoneNumbers"]] == ids[:1]
    answer = client.describe_phone_numbers(Filters=filters, MaxResults=1)
    answer = client.describe_phone_numbers(Filters=filters, MaxResults=1, NextToken=answer["NextToken"])
    assert [each["PhoneNumberId"] for each in answer["PhoneNumbers"]] == [numbers["US toll-free"]]
    assert "NextToken" not in answer


@pytest.fixture
def sets(client: Any) -> None:
    """Three configuration sets: one with two event destinations, one with one, one with none."""
    topic = {"TopicArn": "arn:aws:sns:us-east-1:123456789012:events"}
    wanted = {
        "two": {"texts": ["TEXT_ALL"], "calls": ["VOICE_BUSY", "VOICE_FAILED"]},
        "one": {"texts": ["TEXT_DELIVERED"]},
        "none": {},
    }
    for name, destinations in wanted.items():
        client.create_configuration_set(ConfigurationSetName=name)
        for destination, event_types in destinations.items():
            client.create_event_destination(
                ConfigurationSetName=name,
                EventDestinationName=destination,
                MatchingEventTypes=event_types,
                SnsDestination=topic,
            )


@pytest.mark.usefixtures("sets")
@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"event-destination-name": ["texts"]}, ["two", "one"]),
        ({"event-destination-name": ["calls", "others"]}, ["two"]),
        ({"event-destination-name": ["others"]}, []),
        ({"matching-event-types": ["VOICE_FAILED"]}, ["two"]),
        # Types are compared as they were given: TEXT_ALL isn't taken for what it stands for.
        ({"matching-event-types": ["TEXT_DELIVERED"]}, ["one"]),
        ({"event-destination-name": ["texts"], "matching-event-types": ["VOICE_BUSY"]}, ["two"]),
        ({"event-destination-name": ["calls"], "matching-event-types": ["TEXT_DELIVERED"]}, []),
    ],
)
def test_a_filter_on_what_an_item_lists_holds_if_it_holds_for_any_of_that(
    client: Any, filters: dict[str, list[str]], found: list[str]
) -> None:
    answer = client.describe_configuration_sets(
        Filters=[{"Name": name, "Values": values} for name, values in filters.items()]
    )
    assert [each["ConfigurationSetName"] for each in answer["ConfigurationSets"]] == found


@pytest.mark.usefixtures("sets")
def test_a_value_that_there_cannot_be_is_refused_in_what_an_item_lists_too(client: Any, refused: Refused) -> None:
    filters = [{"Name": "matching-event-types", "Values": ["TEXT_LOST"]}]
    error = refused("ValidationException", client.describe_configuration_sets, Filters=filters)
    assert error["Reason"] == "INVALID_FILTER_VALUES"


def test_a_filter_that_no_member_explains_is_loud() -> None:
    with pytest.raises(NotImplementedError, match="the filter colour of DescribePools"):
        compile_filters("DescribePools", [{"Name": "colour", "Values": ["red"]}])
