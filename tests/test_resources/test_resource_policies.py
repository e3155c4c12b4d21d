"""Test that resource policies are put, read back and deleted. The mock only keeps them."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest

from pinpoint_mock import PinpointMock

POLICY = (
    '{"Version": "2012-10-17",\n "Statement": [{"Effect": "Allow", "Principal": {"Service": "sns.amazonaws.com"}}]}'
)


def members(answer: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in answer.items() if name != "ResponseMetadata"}


@pytest.fixture(params=["phone number", "sender ID", "pool", "opt-out list"])
def shareable_arn(request: pytest.FixtureRequest, client: Any, request_number: Any) -> str:
    """Return the ARN of a resource, of each kind that has policies."""
    if request.param == "sender ID":
        return str(client.request_sender_id(SenderId="Example", IsoCountryCode="GB")["SenderIdArn"])
    if request.param == "opt-out list":
        return str(client.create_opt_out_list(OptOutListName="promotions")["OptOutListArn"])
    number = request_number()
    if request.param == "phone number":
        return str(number["PhoneNumberArn"])
    pool = client.create_pool(OriginationIdentity=number["PhoneNumberId"], MessageType="TRANSACTIONAL")
    return str(pool["PoolArn"])


@pytest.fixture
def default(client: Any) -> str:
    """Return the ARN of the opt-out list that every account has."""
    return str(client.describe_opt_out_lists()["OptOutLists"][0]["OptOutListArn"])


def test_a_policy_is_read_back_as_it_was_put(client: Any, pinpoint_v2: PinpointMock, shareable_arn: str) -> None:
    put = members(client.put_resource_policy(ResourceArn=shareable_arn, Policy=POLICY))
    assert (put["ResourceArn"], put["Policy"]) == (shareable_arn, POLICY)
    assert pinpoint_v2.clock.now() - put["CreatedTimestamp"] < dt.timedelta(seconds=5)
    assert members(client.get_resource_policy(ResourceArn=shareable_arn)) == put


def test_a_resource_begins_with_an_empty_policy(client: Any, shareable_arn: str) -> None:
    assert members(client.get_resource_policy(ResourceArn=shareable_arn)) == {
        "ResourceArn": shareable_arn,
        "Policy": "{}",
    }


def test_a_deleted_policy_is_in_the_answer_and_leaves_an_empty_one(client: Any, shareable_arn: str) -> None:
    put = members(client.put_resource_policy(ResourceArn=shareable_arn, Policy=POLICY))
    assert members(client.delete_resource_policy(ResourceArn=shareable_arn)) == put
    assert members(client.get_resource_policy(ResourceArn=shareable_arn)) == {
        "ResourceArn": shareable_arn,
        "Policy": "{}",
    }


def test_a_second_policy_takes_the_place_of_the_first(client: Any, pinpoint_v2: PinpointMock, default: str) -> None:
    first = client.put_resource_policy(ResourceArn=default, Policy=POLICY)
    pinpoint_v2.clock.advance(hours=1)
    second = members(client.put_resource_policy(ResourceArn=default, Policy='{"Version": "2008-10-17"}'))
    assert second["CreatedTimestamp"] - first["CreatedTimestamp"] >= dt.timedelta(hours=1)
    assert members(client.get_resource_policy(ResourceArn=default)) == second


def test_a_missing_policy_cannot_be_deleted(client: Any, refused: Any, default: str) -> None:
    error = refused("ResourceNotFoundException", client.delete_resource_policy, ResourceArn=default)
    assert (error["ResourceType"], error["ResourceId"]) == ("policy", default)


@pytest.mark.parametrize("operation", ["put", "get", "delete"])
def test_a_resource_that_is_not_there_has_no_policy(client: Any, refused: Any, default: str, operation: str) -> None:
    asked = {"ResourceArn": default.replace("Default", "nowhere"), **({"Policy": POLICY} if operation == "put" else {})}
    error = refused("ResourceNotFoundException", getattr(client, f"{operation}_resource_policy"), **asked)
    assert (error["ResourceType"], error["ResourceId"]) == ("opt-out-list", "nowhere")


def test_another_accounts_resource_is_not_there(client: Any, refused: Any, default: str) -> None:
    elsewhere = default.replace("123456789012", "210987654321")
    error = refused("ResourceNotFoundException", client.get_resource_policy, ResourceArn=elsewhere)
    assert (error["ResourceType"], error["ResourceId"]) == ("opt-out-list", "Default")


def test_a_policy_goes_with_its_resource(client: Any) -> None:
    arn = client.create_opt_out_list(OptOutListName="promotions")["OptOutListArn"]
    client.put_resource_policy(ResourceArn=arn, Policy=POLICY)
    client.delete_opt_out_list(OptOutListName="promotions")
    client.create_opt_out_list(OptOutListName="promotions")
    assert client.get_resource_policy(ResourceArn=arn)["Policy"] == "{}"


def test_a_policy_has_at_most_10000_characters(client: Any, refused: Any, default: str) -> None:
    longest = json.dumps({"Sid": "s" * (10_000 - len('{"Sid": ""}'))})
    client.put_resource_policy(ResourceArn=default, Policy=longest)
    error = refused("ValidationException", client.put_resource_policy, ResourceArn=default, Policy=f"{longest} ")
    assert error["Fields"][0]["Name"] == "policy"
