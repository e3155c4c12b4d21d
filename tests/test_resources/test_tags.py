"""Test the tags that are given when a resource is made, and by TagResource and UntagResource."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from pinpoint_mock import PinpointMock

HERE = "arn:aws:sms-voice:us-east-1:123456789012"


def tags(**values: str) -> list[dict[str, str]]:
    return [{"Key": key, "Value": value} for key, value in values.items()]


def tags_of(client: Any, arn: str) -> list[dict[str, str]]:
    listed: list[dict[str, str]] = client.list_tags_for_resource(ResourceArn=arn)["Tags"]
    return listed


@pytest.fixture
def opt_out_list_arn(client: Any) -> str:
    """Create an opt-out list without tags. Return its ARN."""
    opt_out_list: str = client.create_opt_out_list(OptOutListName="campaigns")["OptOutListArn"]
    return opt_out_list


# The kinds ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def make_resource(client: Any, request_number: Callable[..., Any]) -> Callable[..., Any]:
    """Make a resource of a kind. Return the answer."""

    def make_one(kind: str, **parameters: Any) -> Any:
        if kind == "phone-number":
            return request_number(**parameters)
        if kind == "opt-out-list":
            return client.create_opt_out_list(OptOutListName="campaigns", **parameters)
        seed = request_number()["PhoneNumberId"]
        return client.create_pool(OriginationIdentity=seed, MessageType="TRANSACTIONAL", **parameters)

    return make_one


EACH_KIND = pytest.mark.parametrize(
    ("kind", "arn_member"),
    [("phone-number", "PhoneNumberArn"), ("pool", "PoolArn"), ("opt-out-list", "OptOutListArn")],
)


@EACH_KIND
def test_tags_given_at_creation_are_in_the_answer_and_in_the_list(
    client: Any, make_resource: Any, kind: str, arn_member: str
) -> None:
    made = make_resource(kind, Tags=tags(team="red", stage=""))
    assert made["Tags"] == tags(team="red", stage="")
    assert tags_of(client, made[arn_member]) == tags(team="red", stage="")


@EACH_KIND
def test_a_resource_made_without_tags_has_none_in_the_answer_and_in_the_list(
    client: Any, make_resource: Any, kind: str, arn_member: str
) -> None:
    made = make_resource(kind, Tags=[])
    assert "Tags" not in made
    listed = client.list_tags_for_resource(ResourceArn=made[arn_member])
    del listed["ResponseMetadata"]
    assert listed == {"ResourceArn": made[arn_member], "Tags": []}


@EACH_KIND
def test_each_kind_is_tagged_and_untagged(client: Any, make_resource: Any, kind: str, arn_member: str) -> None:
    arn = make_resource(kind)[arn_member]
    assert arn.startswith(f"{HERE}:{kind}/")
    for answer in (
        client.tag_resource(ResourceArn=arn, Tags=tags(team="red", stage="test")),
        client.untag_resource(ResourceArn=arn, TagKeys=["team"]),
    ):
        assert set(answer) == {"ResponseMetadata"}
    assert tags_of(client, arn) == tags(stage="test")


@EACH_KIND
def test_as_many_tags_as_the_quota_may_be_given_at_creation(
    client: Any, pinpoint_v2: PinpointMock, make_resource: Any, kind: str, arn_member: str
) -> None:
    pinpoint_v2.quotas["TAGS_PER_RESOURCE"] = 1
    assert tags_of(client, make_resource(kind, Tags=tags(team="red"))[arn_member]) == tags(team="red")


def test_a_registration_has_tags_too(client: Any, pinpoint_v2: PinpointMock) -> None:
    registration = pinpoint_v2.add_registration("US_TEN_DLC_CAMPAIGN_REGISTRATION")
    arn = f"{HERE}:registration/{registration}"
    client.tag_resource(ResourceArn=arn, Tags=tags(team="red"))
    assert tags_of(client, arn) == tags(team="red")


def test_the_list_named_default_has_tags_too(client: Any) -> None:
    arn = f"{HERE}:opt-out-list/Default"
    assert tags_of(client, arn) == []
    client.tag_resource(ResourceArn=arn, Tags=tags(team="red"))
    assert tags_of(client, arn) == tags(team="red")


# TagResource and UntagResource --------------------------------------------------------------------------------------


def test_tags_are_merged_key_by_key(client: Any, opt_out_list_arn: str) -> None:
    client.tag_resource(ResourceArn=opt_out_list_arn, Tags=tags(team="red", stage="test"))
    client.tag_resource(ResourceArn=opt_out_list_arn, Tags=tags(stage="live", Team="blue"))
    # Keys are told apart by their case.
    assert tags_of(client, opt_out_list_arn) == tags(team="red", stage="live", Team="blue")


def test_keys_that_a_resource_does_not_have_are_passed_over(client: Any, opt_out_list_arn: str) -> None:
    client.tag_resource(ResourceArn=opt_out_list_arn, Tags=tags(team="red", stage="test"))
    client.untag_resource(ResourceArn=opt_out_list_arn, TagKeys=["unknown", "Stage", "stage"])
    assert tags_of(client, opt_out_list_arn) == tags(team="red")


def test_the_tags_of_one_resource_are_not_those_of_another(client: Any, opt_out_list_arn: str) -> None:
    other = client.create_opt_out_list(OptOutListName="other", Tags=tags(team="blue"))["OptOutListArn"]
    client.tag_resource(ResourceArn=opt_out_list_arn, Tags=tags(team="red"))
    client.untag_resource(ResourceArn=opt_out_list_arn, TagKeys=["team"])
    assert (tags_of(client, opt_out_list_arn), tags_of(client, other)) == ([], tags(team="blue"))


def test_a_key_that_aws_keeps_for_itself_may_be_within_another(client: Any, opt_out_list_arn: str) -> None:
    client.tag_resource(ResourceArn=opt_out_list_arn, Tags=tags(**{"team:aws:": "red"}))
    assert tags_of(client, opt_out_list_arn) == tags(**{"team:aws:": "red"})


def test_a_resource_with_200_tags_may_have_their_values_changed(client: Any, opt_out_list_arn: str) -> None:
    full = tags(**{f"key-{number}": "old" for number in range(200)})
    client.tag_resource(ResourceArn=opt_out_list_arn, Tags=full)
    client.tag_resource(ResourceArn=opt_out_list_arn, Tags=tags(**{"key-0": "new"}))
    assert tags_of(client, opt_out_list_arn) == [*tags(**{"key-0": "new"}), *full[1:]]


@pytest.mark.parametrize(
    ("wanted", "field"),
    [
        (tags(**{f"key-{number}": "" for number in range(201)}), "tags"),
        (tags(**{"k" * 129: ""}), "tags[0].key"),
        (tags(key="v" * 257), "tags[0].value"),
    ],
    ids=["201 tags", "a key of 129", "a value of 257"],
)
def test_a_tag_that_is_too_long_and_one_too_many_are_refused(
    client: Any, refused: Any, opt_out_list_arn: str, wanted: list[dict[str, str]], field: str
) -> None:
    error = refused("ValidationException", client.tag_resource, ResourceArn=opt_out_list_arn, Tags=wanted)
    assert [each["Name"] for each in error["Fields"]] == [field]
    client.tag_resource(ResourceArn=opt_out_list_arn, Tags=tags(**{"k" * 128: "v" * 256}))
    assert tags_of(client, opt_out_list_arn) == tags(**{"k" * 128: "v" * 256})


def test_a_list_made_anew_does_not_have_the_tags_of_the_old(client: Any, refused: Any, opt_out_list_arn: str) -> None:
    client.tag_resource(ResourceArn=opt_out_list_arn, Tags=tags(team="red"))
    client.delete_opt_out_list(OptOutListName="campaigns")
    refused("ResourceNotFoundException", client.list_tags_for_resource, ResourceArn=opt_out_list_arn)
    client.create_opt_out_list(OptOutListName="campaigns")
    assert tags_of(client, opt_out_list_arn) == []


# ARNs ---------------------------------------------------------------------------------------------------------------

EACH_OPERATION = pytest.mark.parametrize(
    ("operation", "more"),
    [
        ("tag_resource", {"Tags": tags(team="red")}),
        ("untag_resource", {"TagKeys": ["team"]}),
        ("list_tags_for_resource", {}),
    ],
)


@EACH_OPERATION
@pytest.mark.parametrize(
    ("kind", "tail"),
    [
        ("phone-number", "phone-" + "f" * 32),
        ("pool", "pool-" + "f" * 32),
        ("opt-out-list", "nowhere"),
        ("configuration-set", "nowhere"),
        ("sender-id", "SHOP/GB"),
    ],
)
def test_an_arn_of_nothing_is_not_found(
    client: Any, refused: Any, operation: str, more: dict[str, Any], kind: str, tail: str
) -> None:
    error = refused(
        "ResourceNotFoundException", getattr(client, operation), ResourceArn=f"{HERE}:{kind}/{tail}", **more
    )
    assert (error["ResourceType"], error["ResourceId"]) == (kind, tail)


@EACH_OPERATION
@pytest.mark.parametrize(
    "wrong", ["campaigns-of-the-red-team", f"{HERE}:opt-out-list/{'n' * 256}"], ids=["no ARN", "too long"]
)
def test_an_arn_has_the_form_that_the_model_says(
    client: Any, refused: Any, operation: str, more: dict[str, Any], wrong: str
) -> None:
    error = refused("ValidationException", getattr(client, operation), ResourceArn=wrong, **more)
    assert error["Fields"][0]["Name"] == "resourceArn"


@EACH_OPERATION
@pytest.mark.parametrize(
    ("ours", "others"),
    [("us-east-1", "eu-west-1"), ("123456789012", "222222222222"), ("arn:aws:", "arn:aws-cn:")],
)
def test_an_arn_of_another_region_account_or_partition_is_not_found(
    client: Any, refused: Any, opt_out_list_arn: str, operation: str, more: dict[str, Any], ours: str, others: str
) -> None:
    refused(
        "ResourceNotFoundException",
        getattr(client, operation),
        ResourceArn=opt_out_list_arn.replace(ours, others),
        **more,
    )
    assert tags_of(client, opt_out_list_arn) == []


@pytest.mark.parametrize(("region", "partition"), [("us-gov-west-1", "aws-us-gov"), ("cn-north-1", "aws-cn")])
def test_tags_are_kept_in_every_partition(pinpoint_v2: PinpointMock, region: str, partition: str) -> None:
    client = pinpoint_v2.client(region)
    arn = client.create_opt_out_list(OptOutListName="campaigns")["OptOutListArn"]
    assert arn.startswith(f"arn:{partition}:sms-voice:{region}:")
    client.tag_resource(ResourceArn=arn, Tags=tags(team="red"))
    assert tags_of(client, arn) == tags(team="red")
