"""Test each reason for which an operation on an RCS agent, its testers or its keywords is refused."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest

from pinpoint_mock.protocol.model import operation_model

conflict = partial(pytest.mark.refusal, "ConflictException")
quota = partial(pytest.mark.refusal, "ServiceQuotaExceededException")
invalid = partial(pytest.mark.refusal, "ValidationException")
newer = pytest.mark.skipif(
    "TwoWayMediaS3Role" not in operation_model("UpdateRcsAgent").input_shape.members,
    reason="this botocore's agents have no files and events",
)

PHONE = "+12065550100"
ROLE = "arn:aws:iam::123456789012:role/files"
BY_NAME = "our choice by its name"


@pytest.fixture
def pooled_agent(client: Any, rcs_agent: str) -> str:
    """Return the id of the agent, which is in a pool."""
    client.create_pool(OriginationIdentity=rcs_agent, IsoCountryCode="ZZ", MessageType="TRANSACTIONAL")
    return rcs_agent


@quota("RCS_AGENTS_PER_ACCOUNT", by="CreateRcsAgent", when="there are 5 agents", source="documented")
def test_rcs_agents_per_account(client: Any, is_refused: Any) -> None:
    for _ in range(5):
        client.create_rcs_agent()
    is_refused("")


@conflict(
    "RCS_AGENT_ASSOCIATED_TO_POOL",
    by=("UpdateRcsAgent", "DeleteRcsAgent"),
    when="the agent is in a pool",
    source="by analogy with phone numbers; the reason our choice by its name",
)
def test_rcs_agent_associated_to_pool(pooled_agent: str, is_refused: Any) -> None:
    is_refused(f"rcs-agent/{pooled_agent}", RcsAgentId=pooled_agent)


@conflict(
    "RCS_AGENT_ASSOCIATED_TO_POOL",
    by=("CreatePool", "AssociateOriginationIdentity"),
    when="the agent is in another pool",
    source="by analogy with phone numbers; the reason our choice by its name",
)
def test_rcs_agent_associated_to_pool_of_another(
    client: Any, pooled_agent: str, toll_free_pool: Any, is_refused: Any, operation: str
) -> None:
    to = {"MessageType": "TRANSACTIONAL"} if operation == "CreatePool" else {"PoolId": toll_free_pool["PoolId"]}
    assert len(client.describe_pools()["Pools"]) == 2
    is_refused(f"rcs-agent/{pooled_agent}", OriginationIdentity=pooled_agent, **to)


@conflict(
    "RCS_AGENT_ASSOCIATED_TO_POOL",
    by=("PutKeyword", "DeleteKeyword"),
    when="the agent is in a pool, whose keywords are in force",
    source="by analogy with phone numbers; the reason our choice by its name",
)
def test_rcs_agent_associated_to_pool_of_keywords(pooled_agent: str, is_refused: Any, operation: str) -> None:
    message = {"KeywordMessage": "From 9 to 5."} if operation == "PutKeyword" else {}
    is_refused(f"rcs-agent/{pooled_agent}", OriginationIdentity=pooled_agent, Keyword="HOURS", **message)


@conflict("DELETION_PROTECTION_ENABLED", by="DeleteRcsAgent", when="the agent is protected", source="documented")
def test_deletion_protection_enabled_for_an_agent(client: Any, is_refused: Any) -> None:
    agent = client.create_rcs_agent(DeletionProtectionEnabled=True)["RcsAgentId"]
    is_refused(f"rcs-agent/{agent}", RcsAgentId=agent)


@conflict(
    "RESOURCE_NOT_EMPTY",
    by="DeleteRcsAgent",
    when="the agent has registrations, of its testing agent or a country",
    source="documented; the reason our choice by its name",
)
def test_resource_not_empty_of_an_agent(launched_agent: str, is_refused: Any) -> None:
    is_refused(f"rcs-agent/{launched_agent}", RcsAgentId=launched_agent)


@quota(
    "KEYWORDS_PER_PHONE_NUMBER",
    by="PutKeyword",
    when="the agent has 30 keywords",
    source="documented; the reason our choice",
)
def test_keywords_per_phone_number_of_an_agent(client: Any, rcs_agent: str, is_refused: Any) -> None:
    for number in range(28):  # beside HELP and STOP
        client.put_keyword(OriginationIdentity=rcs_agent, Keyword=f"WORD{number}", KeywordMessage="Hello")
    is_refused("", OriginationIdentity=rcs_agent, Keyword="HOURS", KeywordMessage="From 9 to 5.")


@quota(
    "VERIFIED_DESTINATION_NUMBERS_PER_ACCOUNT",
    by="CreateVerifiedDestinationNumber",
    when="the agent has 10 testers",
    source="documented; the reason our choice by its name",
)
def test_verified_destination_numbers_per_account_of_an_agent(client: Any, rcs_agent: str, is_refused: Any) -> None:
    for number in range(10):
        client.create_verified_destination_number(DestinationPhoneNumber=f"+1206555010{number}", RcsAgentId=rcs_agent)
        client.create_verified_destination_number(DestinationPhoneNumber=f"+1206555010{number}")
    is_refused("", DestinationPhoneNumber="+12065550110", RcsAgentId=rcs_agent)


@conflict(
    "RESOURCE_ALREADY_EXISTS",
    by="CreateVerifiedDestinationNumber",
    when="the phone is a tester of the agent, invited or verified",
    source=BY_NAME,
)
def test_resource_already_exists_of_a_tester(client: Any, rcs_agent: str, is_refused: Any) -> None:
    tester = {"DestinationPhoneNumber": PHONE, "RcsAgentId": rcs_agent}
    created = client.create_verified_destination_number(**tester)["VerifiedDestinationNumberId"]
    is_refused(f"verified-destination-number/{created}", **tester)


@newer
@invalid(
    "TWO_WAY_NOT_ENABLED",
    by="UpdateRcsAgent",
    when="people's files are to be kept, and two-way messages are off",
    source="documented; the reason our choice by its name",
)
@pytest.mark.parametrize("turned_off", [True, False])
def test_two_way_not_enabled_for_files(client: Any, rcs_agent: str, is_refused: Any, turned_off: bool) -> None:
    if turned_off:
        topic = "arn:aws:sns:us-east-1:123456789012:answers"
        client.update_rcs_agent(RcsAgentId=rcs_agent, TwoWayEnabled=True, TwoWayChannelArn=topic)
    off = {"TwoWayEnabled": False} if turned_off else {}
    wrong = "twoWayMediaS3BucketName,twoWayMediaS3Role"
    is_refused(wrong, RcsAgentId=rcs_agent, TwoWayMediaS3BucketName="files", TwoWayMediaS3Role=ROLE, **off)


@newer
@invalid(
    "MISSING_PARAMETER",
    by="UpdateRcsAgent",
    when="people's files are to be kept, and the bucket or its role is missing",
    source=BY_NAME,
)
@pytest.mark.parametrize(
    "given", [{"TwoWayMediaS3BucketName": "files"}, {"TwoWayMediaS3Role": ROLE}, {"TwoWayMediaS3KeyPrefix": "people"}]
)
def test_missing_parameter_for_files(client: Any, rcs_agent: str, is_refused: Any, given: Any) -> None:
    topic = "arn:aws:sns:us-east-1:123456789012:answers"
    client.update_rcs_agent(RcsAgentId=rcs_agent, TwoWayEnabled=True, TwoWayChannelArn=topic)
    is_refused("twoWayMediaS3BucketName,twoWayMediaS3Role", RcsAgentId=rcs_agent, **given)


@newer
@invalid(
    "INVALID_PARAMETER",
    by="UpdateRcsAgent",
    when="`UNSET_RCS_MEDIA_CONFIGURATION` is given for the bucket or the role alone",
    source="documented that it goes for both; the reason our choice",
)
@pytest.mark.parametrize("name", ["TwoWayMediaS3BucketName", "TwoWayMediaS3Role"])
def test_invalid_parameter_to_unset_files(rcs_agent: str, is_refused: Any, name: str) -> None:
    wrong = "twoWayMediaS3BucketName,twoWayMediaS3Role"
    is_refused(wrong, RcsAgentId=rcs_agent, **{name: "UNSET_RCS_MEDIA_CONFIGURATION"})


@newer
@invalid(
    "PARAMETERS_CANNOT_BE_USED_TOGETHER",
    by="UpdateRcsAgent",
    when="`ALL` is among several events",
    source="documented that it goes alone; the reason our choice by its name",
)
def test_parameters_cannot_be_used_together_for_events(rcs_agent: str, is_refused: Any) -> None:
    is_refused("twoWayRcsEventsEnabled", RcsAgentId=rcs_agent, TwoWayRcsEventsEnabled=["ALL", "RCS_TYPING"])
