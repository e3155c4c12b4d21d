"""Test each reason for which an operation that lists resources gets a ValidationException."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest

invalid = partial(pytest.mark.refusal, "ValidationException")

SHOP = {"SenderId": "SHOP", "IsoCountryCode": "GB"}


@invalid(
    "INVALID_FILTER_VALUES",
    by=("DescribePhoneNumbers", "DescribePools", "DescribeSenderIds"),
    when="a filter has a value that the boolean, the enum or the pattern of the member hasn't; "
    "here and in every list with such filters",
    source="our choice, by its name",
)
@pytest.mark.parametrize(
    ("name", "values"),
    [("deletion-protection-enabled", ["true", "yes"]), ("message-type", ["PROMOTIONAL", "FRIENDLY"])],
)
def test_invalid_filter_values(is_refused: Any, name: str, values: list[str]) -> None:
    is_refused("filters", Filters=[{"Name": name, "Values": values}])


@invalid(
    "INVALID_NEXT_TOKEN",
    by=("DescribePhoneNumbers", "DescribePools", "DescribeOptOutLists", "DescribeConfigurationSets"),
    when="the token isn't of this very request, its page size apart; here and in every list",
    source="our choice, by its name",
)
@pytest.mark.parametrize("token", ["nonsense", "of another list"])
def test_invalid_next_token(client: Any, is_refused: Any, token: str) -> None:
    if token == "of another list":
        token = client.describe_account_limits(MaxResults=1)["NextToken"]
    is_refused("nextToken", NextToken=token)


@invalid(
    "INVALID_NEXT_TOKEN",
    by="DescribePhoneNumbers",
    when="the token is of a request with other filters",
    source="our choice, by its name",
)
def test_invalid_next_token_of_other_filters(client: Any, request_number: Any, is_refused: Any) -> None:
    for _ in range(2):
        request_number()
    token = client.describe_phone_numbers(MaxResults=1)["NextToken"]
    is_refused("nextToken", NextToken=token, Filters=[{"Name": "status", "Values": ["ACTIVE"]}])


@invalid(
    "PARAMETERS_CANNOT_BE_USED_TOGETHER",
    by=("DescribePhoneNumbers", "DescribePools", "DescribeOptOutLists", "DescribeSenderIds"),
    when="there are ids or names, and an owner",
    source="documented; the reason our choice",
)
@pytest.mark.parametrize("owner", ["SELF", "SHARED"])
def test_parameters_cannot_be_used_together(
    client: Any, toll_free_number: Any, toll_free_pool: Any, operation: str, is_refused: Any, owner: str
) -> None:
    client.request_sender_id(**SHOP)
    of_each: dict[str, dict[str, Any]] = {
        "DescribePhoneNumbers": {"PhoneNumberIds": [toll_free_number["PhoneNumberId"]]},
        "DescribePools": {"PoolIds": [toll_free_pool["PoolId"]]},
        "DescribeOptOutLists": {"OptOutListNames": ["Default"]},
        "DescribeSenderIds": {"SenderIds": [SHOP]},
    }
    is_refused("owner", **of_each[operation], Owner=owner)
