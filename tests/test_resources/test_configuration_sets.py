"""Test configuration sets and their defaults."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from pinpoint_mock import PinpointMock

SET = {"ConfigurationSetArn", "ConfigurationSetName", "CreatedTimestamp"}
TOPIC = {"TopicArn": "arn:aws:sns:us-east-1:123456789012:events"}

# What is set, by which operation, under which member of a set, and two values.
DEFAULTS = [
    ("message_type", "MessageType", "TRANSACTIONAL", "PROMOTIONAL"),
    ("sender_id", "SenderId", "example", "Updated"),
    ("message_feedback_enabled", "MessageFeedbackEnabled", True, False),
]
defaults = pytest.mark.parametrize(("operation", "member", "first", "second"), DEFAULTS)
deletable = pytest.mark.parametrize(("operation", "member", "first", "second"), DEFAULTS[:2])


def members(answer: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in answer.items() if name != "ResponseMetadata"}


def names(answer: dict[str, Any]) -> list[str]:
    return [each["ConfigurationSetName"] for each in answer["ConfigurationSets"]]


def arn(name: str) -> str:
    return f"arn:aws:sms-voice:us-east-1:123456789012:configuration-set/{name}"


# CreateConfigurationSet ---------------------------------------------------------------------------------------------


def test_a_set_is_created_by_its_name_without_defaults_or_destinations(client: Any) -> None:
    before = dt.datetime.now(dt.timezone.utc) - dt.timedelta(seconds=1)
    created = members(client.create_configuration_set(ConfigurationSetName="orders"))
    assert created.keys() == SET
    assert (created["ConfigurationSetName"], created["ConfigurationSetArn"]) == ("orders", arn("orders"))
    assert before < created["CreatedTimestamp"] <= dt.datetime.now(dt.timezone.utc)
    assert client.describe_configuration_sets()["ConfigurationSets"] == [{**created, "EventDestinations": []}]


def test_the_tags_of_a_new_set_are_in_the_answer_and_listed_by_its_arn(client: Any) -> None:
    tags = [{"Key": "team", "Value": "red"}]
    created = members(client.create_configuration_set(ConfigurationSetName="orders", Tags=tags))
    assert (created.keys(), created["Tags"]) == (SET | {"Tags"}, tags)
    assert client.list_tags_for_resource(ResourceArn=arn("orders"))["Tags"] == tags
    assert "Tags" not in client.describe_configuration_sets()["ConfigurationSets"][0]


@pytest.mark.parametrize("name", ["n" * 65, "with space", arn("orders")])
def test_a_name_has_at_most_64_letters_digits_dashes_and_underscores(client: Any, refused: Any, name: str) -> None:
    error = refused("ValidationException", client.create_configuration_set, ConfigurationSetName=name)
    assert error["Fields"][0]["Name"] == "configurationSetName"
    client.create_configuration_set(ConfigurationSetName="Aa0-_" + "n" * 59)


def test_a_deleted_set_does_not_count_against_the_quota(
    pinpoint_v2: PinpointMock, client: Any, orders_set: str
) -> None:
    pinpoint_v2.quotas["CONFIGURATION_SETS_PER_ACCOUNT"] = 1
    client.delete_configuration_set(ConfigurationSetName=orders_set)
    client.create_configuration_set(ConfigurationSetName="another")


def test_a_client_token_creates_a_set_once(client: Any, refused: Any) -> None:
    wanted = {"ConfigurationSetName": "orders", "ClientToken": "once"}
    first, again = (members(client.create_configuration_set(**wanted)) for _ in range(2))
    assert first == again
    assert names(client.describe_configuration_sets()) == ["orders"]
    refused("ConflictException", client.create_configuration_set, **{**wanted, "ClientToken": "twice"})


# DescribeConfigurationSets ------------------------------------------------------------------------------------------


def test_sets_are_asked_for_by_name_or_arn_and_come_in_the_order_they_were_made(client: Any) -> None:
    for name in "c", "b", "a":
        client.create_configuration_set(ConfigurationSetName=name)
    assert names(client.describe_configuration_sets()) == ["c", "b", "a"]
    assert names(client.describe_configuration_sets(ConfigurationSetNames=["a", arn("c"), arn("a")])) == ["c", "a"]


@pytest.mark.usefixtures("orders_set")
@pytest.mark.parametrize("unknown", ["nowhere", arn("nowhere"), "Orders"])
def test_one_unknown_set_among_those_asked_for_fails_the_whole(client: Any, refused: Any, unknown: str) -> None:
    asked = {"ConfigurationSetNames": ["orders", unknown]}
    error = refused("ResourceNotFoundException", client.describe_configuration_sets, **asked)
    assert (error["ResourceType"], error["ResourceId"]) == ("configuration-set", unknown)


def test_the_pages_put_together_are_all_sets_in_order(client: Any) -> None:
    for name in "cba":
        client.create_configuration_set(ConfigurationSetName=name)
    pages = client.get_paginator("describe_configuration_sets").paginate(PaginationConfig={"PageSize": 2})
    assert [names(page) for page in pages] == [["c", "b"], ["a"]]


@pytest.mark.usefixtures("orders_set")
def test_another_region_or_account_has_sets_of_its_own(pinpoint_v2: PinpointMock) -> None:
    for elsewhere in {"region_name": "eu-west-1"}, {"account_id": "111122223333"}:
        other = pinpoint_v2.client(**elsewhere)
        assert names(other.describe_configuration_sets()) == []
        other.create_configuration_set(ConfigurationSetName="orders")


@pytest.mark.parametrize(
    ("name", "value", "found"),
    [
        ("default-message-type", "PROMOTIONAL", ["offers"]),
        ("default-sender-id", "OFFERS", ["offers"]),
        ("default-sender-id", "offers", []),
        ("default-message-feedback-enabled", "false", ["offers"]),
        ("default-message-feedback-enabled", "true", []),
        ("protect-configuration-id", "protect-1", []),
    ],
)
def test_sets_are_filtered_by_their_defaults_and_what_is_unset_matches_nothing(
    client: Any, name: str, value: str, found: list[str]
) -> None:
    for each in "orders", "offers":
        client.create_configuration_set(ConfigurationSetName=each)
    client.set_default_message_type(ConfigurationSetName="offers", MessageType="PROMOTIONAL")
    client.set_default_sender_id(ConfigurationSetName="offers", SenderId="OFFERS")
    client.set_default_message_feedback_enabled(ConfigurationSetName="offers", MessageFeedbackEnabled=False)
    answer = client.describe_configuration_sets(Filters=[{"Name": name, "Values": [value]}])
    assert names(answer) == found


# The defaults -------------------------------------------------------------------------------------------------------


@defaults
@pytest.mark.parametrize("given", ["orders", arn("orders")])
@pytest.mark.usefixtures("orders_set")
def test_a_default_is_set_and_set_anew(
    client: Any, operation: str, member: str, first: object, second: object, given: str
) -> None:
    for value in first, second:
        answer = getattr(client, f"set_default_{operation}")(ConfigurationSetName=given, **{member: value})
        assert members(answer) == {
            "ConfigurationSetArn": arn("orders"),
            "ConfigurationSetName": "orders",
            member: value,
        }
        (described,) = client.describe_configuration_sets()["ConfigurationSets"]
        # The others stay unset, and so out of the answer.
        assert described.keys() - SET == {"EventDestinations", f"Default{member}"}
        assert described[f"Default{member}"] == value


@deletable
@pytest.mark.parametrize("given", ["orders", arn("orders")])
@pytest.mark.usefixtures("orders_set")
def test_a_default_is_deleted_and_the_answer_has_what_it_was(
    client: Any, operation: str, member: str, first: object, second: object, given: str
) -> None:
    for value in first, second:
        getattr(client, f"set_default_{operation}")(ConfigurationSetName="orders", **{member: value})
    answer = getattr(client, f"delete_default_{operation}")(ConfigurationSetName=given)
    assert members(answer) == {"ConfigurationSetArn": arn("orders"), "ConfigurationSetName": "orders", member: second}
    (described,) = client.describe_configuration_sets()["ConfigurationSets"]
    assert f"Default{member}" not in described


@pytest.mark.parametrize("operation", ["delete_default_message_type", "delete_default_sender_id"])
def test_to_delete_a_default_that_is_not_set_is_no_error(client: Any, orders_set: str, operation: str) -> None:
    answer = getattr(client, operation)(ConfigurationSetName=orders_set)
    assert members(answer) == {"ConfigurationSetArn": arn(orders_set), "ConfigurationSetName": orders_set}


@pytest.mark.parametrize(
    ("operation", "parameters"),
    [(f"set_default_{name}", {member: value}) for name, member, value, _ in DEFAULTS]
    + [(f"delete_default_{name}", {}) for name, *_ in DEFAULTS[:2]]
    + [("delete_configuration_set", {})],
)
@pytest.mark.parametrize("unknown", ["nowhere", arn("nowhere"), arn("orders").replace("us-east-1", "eu-west-1")])
@pytest.mark.usefixtures("orders_set")
def test_a_set_that_is_not_there_is_not_found(
    client: Any, refused: Any, operation: str, parameters: dict[str, Any], unknown: str
) -> None:
    error = refused("ResourceNotFoundException", getattr(client, operation), ConfigurationSetName=unknown, **parameters)
    assert (error["ResourceType"], error["ResourceId"]) == ("configuration-set", unknown)


# DeleteConfigurationSet ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("given", ["orders", arn("orders")])
def test_a_set_is_deleted_whole_and_shown_as_it_was(client: Any, refused: Any, orders_set: str, given: str) -> None:
    for operation, member, value, _ in DEFAULTS:
        getattr(client, f"set_default_{operation}")(ConfigurationSetName=orders_set, **{member: value})
    client.create_event_destination(
        ConfigurationSetName=orders_set, EventDestinationName="topic", MatchingEventTypes=["ALL"], SnsDestination=TOPIC
    )
    (described,) = client.describe_configuration_sets()["ConfigurationSets"]
    assert described["EventDestinations"], "it has a destination, which is no reason against"
    assert members(client.delete_configuration_set(ConfigurationSetName=given)) == described
    assert names(client.describe_configuration_sets()) == []
    refused("ResourceNotFoundException", client.delete_configuration_set, ConfigurationSetName=given)


def test_a_set_made_again_under_the_name_of_a_deleted_one_begins_anew(client: Any, orders_set: str) -> None:
    client.set_default_sender_id(ConfigurationSetName=orders_set, SenderId="before")
    client.create_event_destination(
        ConfigurationSetName=orders_set, EventDestinationName="topic", MatchingEventTypes=["ALL"], SnsDestination=TOPIC
    )
    client.delete_configuration_set(ConfigurationSetName=orders_set)
    client.create_configuration_set(ConfigurationSetName=orders_set)
    (described,) = client.describe_configuration_sets()["ConfigurationSets"]
    assert (described["EventDestinations"], described.keys() - SET) == ([], {"EventDestinations"})
