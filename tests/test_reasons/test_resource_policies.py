"""Test each reason for which an operation on a resource policy is refused."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest

validation = partial(pytest.mark.refusal, "ValidationException")


@validation(
    "CANNOT_PARSE",
    by="PutResourcePolicy",
    when="the policy is no JSON object",
    source="our choice, by the reason's name",
)
@pytest.mark.parametrize("policy", ["{", "[]", '"Allow"', "null", "[" * 10_000, '{"Version": NaN}'])
def test_cannot_parse_a_policy(client: Any, is_refused: Any, policy: str) -> None:
    [opt_out_list] = client.describe_opt_out_lists()["OptOutLists"]
    named = {"ResourceArn": opt_out_list["OptOutListArn"]}
    client.put_resource_policy(**named, Policy='{"Version": "2012-10-17"}')
    is_refused("policy", **named, Policy=policy)


@validation(
    "INVALID_ARN",
    by=("PutResourcePolicy", "GetResourcePolicy", "DeleteResourcePolicy"),
    when="the ARN isn't of this service, or is of a resource that can't be shared",
    source="our choice; which can be shared is documented",
)
@pytest.mark.parametrize("kind", ["topic", "configuration set"])
def test_invalid_arn_of_a_policy(client: Any, is_refused: Any, operation: str, kind: str) -> None:
    arn = "arn:aws:sns:us-east-1:123456789012:topic"
    if kind == "configuration set":
        arn = client.create_configuration_set(ConfigurationSetName="orders")["ConfigurationSetArn"]
    is_refused("resourceArn", ResourceArn=arn, **({"Policy": "{}"} if operation == "PutResourcePolicy" else {}))
