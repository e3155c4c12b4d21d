"""Test that RCS agents are made, changed and deleted.

They join pools and have keywords, and their registrations decide their status.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from pinpoint_mock import PinpointMock
from pinpoint_mock.protocol.model import operation_model
from pinpoint_mock.resources.origination.rcs_agent import RcsAgent
from pinpoint_mock.resources.registrations.registrations import add_registration
from pinpoint_mock.store import find_anywhere

ABSENT = f"rcs-{'0' * 32}"
ARN = "arn:aws:sms-voice:us-east-1:123456789012:rcs-agent/"
TOPIC = "arn:aws:sns:us-east-1:123456789012:answers"
TEST, US, CA = "TEST_RCS_LAUNCH_REGISTRATION", "US_RCS_LAUNCH_REGISTRATION", "CA_RCS_LAUNCH_REGISTRATION"
TWO_WAY = {"TwoWayEnabled": True, "TwoWayChannelArn": TOPIC}
MEDIA = {"TwoWayMediaS3BucketName": "files", "TwoWayMediaS3Role": "arn:aws:iam::123456789012:role/files"}
CONTACT = {
    "agentDetails.contactEmailAddress": {"TextValue": "support@example.com"},
    "agentDetails.contactEmailLabel": {"TextValue": "Support"},
}

newer = pytest.mark.skipif(
    "TwoWayMediaS3Role" not in operation_model("UpdateRcsAgent").input_shape.members,
    reason="this botocore's agents have no files and events",
)


@pytest.fixture
def described_agents(client: Any) -> Callable[..., Any]:
    """Return the agents as DescribeRcsAgents lists them."""

    def describe(**parameters: Any) -> Any:
        return client.describe_rcs_agents(**parameters)["RcsAgents"]

    return describe


@pytest.fixture
def registered(pinpoint_v2: PinpointMock, rcs_agent: str) -> Callable[..., None]:
    """Give `rcs_agent` registrations of some types in some statuses, as the operations on registrations would."""

    def register(statuses: Mapping[str, str]) -> None:
        found = find_anywhere(pinpoint_v2._service.store.regions(), RcsAgent, rcs_agent)
        for registration_type, status in statuses.items():
            add_registration(found.region, registration_type, status).associate(found)

    return register


def test_an_agent_is_launched_by_registrations_that_are_filed_and_approved(
    client: Any, pinpoint_v2: PinpointMock, rcs_agent: str, described_agents: Any, approved: Callable[..., str]
) -> None:
    testing = approved(TEST, rcs_agent, **CONTACT)
    assert described_agents()[0]["Status"] == "TESTING"
    assert described_agents()[0]["TestingAgent"]["RegistrationId"] == testing
    launching = approved(US, rcs_agent, **CONTACT)
    assert described_agents()[0]["Status"] == "ACTIVE"
    [launch] = client.describe_rcs_agent_country_launch_status(RcsAgentId=rcs_agent)["CountryLaunchStatus"]
    assert (launch["IsoCountryCode"], launch["Status"], launch["RegistrationId"]) == ("US", "ACTIVE", launching)
    client.send_text_message(DestinationPhoneNumber="+12065550100", OriginationIdentity=rcs_agent, MessageBody="Hello")
    assert pinpoint_v2.outbox[-1].channel == "RCS"
    pinpoint_v2.revoke(launching)
    assert described_agents()[0]["Status"] == "TESTING"


def test_a_launched_agent_stays_so_while_a_newer_version_is_reviewed_and_denied(
    client: Any, pinpoint_v2: PinpointMock, launched_agent: str, described_agents: Any, fill: Callable[..., None]
) -> None:
    pinpoint_v2.transitions["registration"] = "manual"
    [launch] = client.describe_rcs_agent_country_launch_status(RcsAgentId=launched_agent)["CountryLaunchStatus"]
    registration_id = launch["RegistrationId"]
    client.create_registration_version(RegistrationId=registration_id)
    fill(registration_id, **CONTACT)
    client.submit_registration_version(RegistrationId=registration_id)
    assert described_agents()[0]["Status"] == "ACTIVE"
    pinpoint_v2.deny(registration_id)
    assert described_agents()[0]["Status"] == "ACTIVE"


def test_an_agent_that_is_being_launched_is_not_launched_otherwise(
    client: Any, pinpoint_v2: PinpointMock, rcs_agent: str
) -> None:
    filed = client.create_registration(RegistrationType=US)["RegistrationId"]
    client.create_registration_association(RegistrationId=filed, ResourceId=rcs_agent)
    with pytest.raises(ValueError, match=f"{filed}, which is CREATED: submit and approve that"):
        pinpoint_v2.launch(rcs_agent, "US")


def test_an_agent_is_created_with_its_defaults(client: Any, described_agents: Any) -> None:
    created = client.create_rcs_agent(Tags=[{"Key": "team", "Value": "growth"}])
    agent_id = created["RcsAgentId"]
    assert agent_id.startswith("rcs-")
    assert len(agent_id) == len(ABSENT)
    assert created["RcsAgentArn"] == ARN + agent_id
    assert (created["Status"], created["OptOutListName"]) == ("CREATED", "Default")
    flags = ("DeletionProtectionEnabled", "SelfManagedOptOutsEnabled", "TwoWayEnabled")
    assert [created[flag] for flag in flags] == [False, False, False]
    assert created["Tags"] == [{"Key": "team", "Value": "growth"}]
    [agent] = described_agents()
    assert agent.items() <= created.items()


def test_an_agent_is_created_protected_and_with_a_list(client: Any) -> None:
    client.create_opt_out_list(OptOutListName="promotions")
    created = client.create_rcs_agent(OptOutListName="promotions", DeletionProtectionEnabled=True)
    assert (created["OptOutListName"], created["DeletionProtectionEnabled"]) == ("promotions", True)


def test_agents_are_described_by_id_arn_and_filter(
    client: Any, described_agents: Any, pinpoint_v2: PinpointMock
) -> None:
    first, second = (client.create_rcs_agent()["RcsAgentId"] for _ in range(2))
    pinpoint_v2.launch(second, "GB")
    assert [each["RcsAgentId"] for each in described_agents(RcsAgentIds=[second, ARN + first])] == [first, second]
    for status, found in (("CREATED", [first]), ("ACTIVE", [second]), ("PARTIAL", [])):
        assert [
            each["RcsAgentId"] for each in described_agents(Filters=[{"Name": "status", "Values": [status]}])
        ] == found


@pytest.mark.parametrize(
    ("operation", "parameters"),
    [
        ("describe_rcs_agents", {"RcsAgentIds": [ABSENT]}),
        ("describe_rcs_agent_country_launch_status", {"RcsAgentId": ABSENT}),
        ("update_rcs_agent", {"RcsAgentId": ABSENT}),
        ("delete_rcs_agent", {"RcsAgentId": ABSENT}),
        ("create_pool", {"OriginationIdentity": ABSENT, "MessageType": "TRANSACTIONAL"}),
        ("describe_keywords", {"OriginationIdentity": ABSENT}),
        (
            "send_text_message",
            {"DestinationPhoneNumber": "+12065550100", "OriginationIdentity": ABSENT, "MessageBody": "a"},
        ),
    ],
)
@pytest.mark.parametrize("by_arn", [True, False])
def test_what_is_not_there_is_not_found(
    client: Any, refused: Any, operation: str, parameters: Any, by_arn: bool
) -> None:
    given = {name: ARN + value if by_arn and value == ABSENT else value for name, value in parameters.items()}
    error = refused("ResourceNotFoundException", getattr(client, operation), **given)
    assert error["ResourceType"] == "rcs-agent"
    assert error["ResourceId"] in (ABSENT, ARN + ABSENT)


def test_an_update_changes_what_is_given(client: Any, rcs_agent: str, described_agents: Any) -> None:
    client.create_opt_out_list(OptOutListName="promotions")
    client.update_rcs_agent(RcsAgentId=rcs_agent, **TWO_WAY, SelfManagedOptOutsEnabled=True)
    updated = client.update_rcs_agent(
        RcsAgentId=ARN + rcs_agent, OptOutListName="promotions", DeletionProtectionEnabled=True
    )
    assert (updated["TwoWayEnabled"], updated["TwoWayChannelArn"]) == (True, TOPIC)
    assert (updated["SelfManagedOptOutsEnabled"], updated["OptOutListName"]) == (True, "promotions")
    assert updated["DeletionProtectionEnabled"] is True
    assert described_agents()[0].items() <= updated.items()


def test_an_agent_manages_its_opt_outs_itself_with_connect_as_its_channel(
    client: Any, rcs_agent: str, described_agents: Any
) -> None:
    settings = {
        "TwoWayEnabled": True,
        "TwoWayChannelArn": "connect.us-east-1.amazonaws.com",
        "SelfManagedOptOutsEnabled": True,
    }
    client.update_rcs_agent(RcsAgentId=rcs_agent, **settings)
    assert {name: described_agents()[0][name] for name in settings} == settings


@newer
def test_where_files_go_is_set_and_unset(client: Any, rcs_agent: str) -> None:
    updated = client.update_rcs_agent(RcsAgentId=rcs_agent, **TWO_WAY, **MEDIA, TwoWayMediaS3KeyPrefix="from/people")
    assert MEDIA.items() <= updated.items()
    updated = client.update_rcs_agent(RcsAgentId=rcs_agent, TwoWayMediaS3KeyPrefix="people")
    assert {**MEDIA, "TwoWayMediaS3KeyPrefix": "people"}.items() <= updated.items()
    unset = dict.fromkeys(MEDIA, "UNSET_RCS_MEDIA_CONFIGURATION")
    assert not {*MEDIA, "TwoWayMediaS3KeyPrefix"} & client.update_rcs_agent(RcsAgentId=rcs_agent, **unset).keys()


@newer
def test_events_that_people_make_are_asked_for(client: Any, rcs_agent: str) -> None:
    for events in (["RCS_TYPING"], ["ALL"], []):
        updated = client.update_rcs_agent(RcsAgentId=rcs_agent, TwoWayRcsEventsEnabled=events)
        assert updated["TwoWayRcsEventsEnabled"] == events


def test_an_agent_is_deleted(client: Any, rcs_agent: str, described_agents: Any) -> None:
    assert client.delete_rcs_agent(RcsAgentId=rcs_agent)["Status"] == "DELETED"
    assert described_agents() == []


# Registrations --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("statuses", "expected"),
    [
        ({TEST: "CREATED", US: "CREATED"}, "CREATED"),
        ({TEST: "SUBMITTED"}, "PENDING"),
        ({TEST: "COMPLETE"}, "TESTING"),
        ({TEST: "REQUIRES_UPDATES"}, "PENDING"),
        ({US: "REVIEWING"}, "PENDING"),
        ({TEST: "COMPLETE", US: "REVIEWING"}, "TESTING"),
        ({TEST: "COMPLETE", US: "COMPLETE"}, "ACTIVE"),
        ({TEST: "COMPLETE", US: "COMPLETE", CA: "CREATED"}, "ACTIVE"),
        ({TEST: "COMPLETE", US: "COMPLETE", CA: "SUBMITTED"}, "PARTIAL"),
        ({US: "COMPLETE", CA: "REQUIRES_UPDATES"}, "PARTIAL"),
        ({US: "COMPLETE", CA: "COMPLETE"}, "ACTIVE"),
    ],
)
def test_an_agent_stands_as_its_registrations_do(
    described_agents: Any, registered: Any, statuses: Mapping[str, str], expected: str
) -> None:
    registered(statuses)
    assert described_agents()[0]["Status"] == expected


@pytest.mark.parametrize(
    ("status", "expected"),
    [("CREATED", "CREATED"), ("PROVISIONING", "PENDING"), ("COMPLETE", "ACTIVE"), ("CLOSED", "REJECTED")],
)
def test_a_launch_stands_as_its_registration_does(
    client: Any, rcs_agent: str, registered: Any, status: str, expected: str
) -> None:
    registered({TEST: status, US: status})
    [launch] = client.describe_rcs_agent_country_launch_status(RcsAgentId=rcs_agent)["CountryLaunchStatus"]
    assert (launch["IsoCountryCode"], launch["Status"]) == ("US", expected)
    assert ("RcsPlatformId" in launch) is (expected == "ACTIVE")
    assert [each["Status"] for each in launch["CarrierStatus"]] == ([] if expected == "CREATED" else [expected])
    testing = client.describe_rcs_agents()["RcsAgents"][0]["TestingAgent"]
    assert testing["Status"] == expected.replace("REJECTED", "PENDING")
    assert ("TestingAgentId" in testing) is (expected == "ACTIVE")
    assert testing["RegistrationId"] != launch["RegistrationId"]


def test_launches_are_described_by_country_and_status(client: Any, rcs_agent: str, pinpoint_v2: PinpointMock) -> None:
    for country in ("US", "CA", "FR"):
        pinpoint_v2.launch(rcs_agent, country)

    def countries(**parameters: Any) -> list[str]:
        answer = client.describe_rcs_agent_country_launch_status(RcsAgentId=ARN + rcs_agent, **parameters)
        assert (answer["RcsAgentId"], answer["RcsAgentArn"]) == (rcs_agent, ARN + rcs_agent)
        return [each["IsoCountryCode"] for each in answer["CountryLaunchStatus"]]

    assert countries() == ["US", "CA", "FR"]
    assert countries(IsoCountryCodes=["FR", "US", "DE"]) == ["US", "FR"]
    assert countries(Filters=[{"Name": "country-launch-status", "Values": ["ACTIVE"]}], MaxResults=2) == ["US", "CA"]
    assert countries(Filters=[{"Name": "country-launch-status", "Values": ["REJECTED", "PENDING"]}]) == []


def test_a_launch_makes_the_testing_agent_too_and_is_done_once(
    rcs_agent: str, described_agents: Any, pinpoint_v2: PinpointMock
) -> None:
    pinpoint_v2.launch(rcs_agent, "US")
    before = described_agents()
    pinpoint_v2.launch(ARN + rcs_agent, "US")
    assert described_agents() == before
    assert before[0]["TestingAgent"]["Status"] == before[0]["Status"] == "ACTIVE"


def test_a_launch_of_an_unknown_agent_is_an_error_with_the_nearest(rcs_agent: str, pinpoint_v2: PinpointMock) -> None:
    with pytest.raises(LookupError, match=rcs_agent):
        pinpoint_v2.launch(rcs_agent[:-1], "US")
    with pytest.raises(ValueError, match="'UK' is not a country that RCS agents are launched in"):
        pinpoint_v2.launch(rcs_agent, "UK")


# Testers --------------------------------------------------------------------------------------------------------------


def test_a_tester_accepts_the_invitation(
    client: Any, rcs_agent: str, registered: Any, pinpoint_v2: PinpointMock
) -> None:
    registered({TEST: "COMPLETE"})
    phone = "+447700900123"  # in whatever country
    invited = client.create_verified_destination_number(DestinationPhoneNumber=phone, RcsAgentId=ARN + rcs_agent)
    assert (invited["RcsAgentId"], invited["Status"]) == (rcs_agent, "PENDING")
    pinpoint_v2.accept_invitation(invited["VerifiedDestinationNumberId"])
    [tester] = client.describe_verified_destination_numbers(Filters=[{"Name": "rcs-agent-id", "Values": [rcs_agent]}])[
        "VerifiedDestinationNumbers"
    ]
    assert tester["Status"] == "VERIFIED"
    client.send_text_message(DestinationPhoneNumber=phone, OriginationIdentity=rcs_agent, MessageBody="Hello")
    [message] = pinpoint_v2.outbox
    assert (message.channel, message.status) == ("RCS", "DELIVERED")
    assert message.rcs_business_id == client.describe_rcs_agents()["RcsAgents"][0]["TestingAgent"]["TestingAgentId"]


def test_a_phone_can_be_a_tester_of_several_agents_and_verified_beside(client: Any, rcs_agent: str) -> None:
    phone = {"DestinationPhoneNumber": "+12065550100"}
    another = client.create_rcs_agent()["RcsAgentId"]
    ids = [
        client.create_verified_destination_number(**phone, **of)["VerifiedDestinationNumberId"]
        for of in ({"RcsAgentId": rcs_agent}, {}, {"RcsAgentId": another})
    ]
    found = client.describe_verified_destination_numbers(DestinationPhoneNumbers=[phone["DestinationPhoneNumber"]])
    assert [each["VerifiedDestinationNumberId"] for each in found["VerifiedDestinationNumbers"]] == ids


def test_only_a_phone_that_was_invited_can_accept(client: Any, pinpoint_v2: PinpointMock) -> None:
    created = client.create_verified_destination_number(DestinationPhoneNumber="+12065550100")
    with pytest.raises(ValueError, match="isn't a tester's"):
        pinpoint_v2.accept_invitation(created["VerifiedDestinationNumberId"])
    with pytest.raises(LookupError, match=created["VerifiedDestinationNumberId"]):
        pinpoint_v2.accept_invitation(created["VerifiedDestinationNumberId"][:-1])


@pytest.mark.pinpoint_v2(account_tier="SANDBOX")
def test_the_sandbox_sends_to_testers(client: Any, rcs_agent: str, registered: Any, pinpoint_v2: PinpointMock) -> None:
    registered({TEST: "COMPLETE"})
    invited = client.create_verified_destination_number(DestinationPhoneNumber="+12065550100", RcsAgentId=rcs_agent)
    pinpoint_v2.accept_invitation(invited["VerifiedDestinationNumberId"])
    client.send_text_message(DestinationPhoneNumber="+12065550100", OriginationIdentity=rcs_agent, MessageBody="Hello")
    assert pinpoint_v2.outbox[0].channel == "RCS"


# Pools and keywords ---------------------------------------------------------------------------------------------------


def test_a_pool_of_an_agent_takes_its_settings(client: Any, rcs_agent: str, described_agents: Any) -> None:
    client.create_opt_out_list(OptOutListName="promotions")
    client.update_rcs_agent(RcsAgentId=rcs_agent, **TWO_WAY, OptOutListName="promotions")
    client.put_keyword(OriginationIdentity=rcs_agent, Keyword="HOURS", KeywordMessage="From 9 to 5.")
    pool = client.create_pool(OriginationIdentity=ARN + rcs_agent, IsoCountryCode="ZZ", MessageType="PROMOTIONAL")
    assert (pool["OptOutListName"], pool["TwoWayChannelArn"]) == ("promotions", TOPIC)
    assert described_agents()[0]["PoolId"] == pool["PoolId"]
    words = [each["Keyword"] for each in client.describe_keywords(OriginationIdentity=pool["PoolId"])["Keywords"]]
    assert words == ["HELP", "STOP", "HOURS"]


def test_an_agent_goes_beside_numbers_of_any_capabilities_and_leaves_again(
    client: Any, rcs_agent: str, request_number: Any
) -> None:
    pool_id = client.create_pool(OriginationIdentity=rcs_agent, MessageType="TRANSACTIONAL")["PoolId"]
    number = request_number(NumberType="TOLL_FREE", NumberCapabilities=["SMS", "MMS"])
    joined = client.associate_origination_identity(PoolId=pool_id, OriginationIdentity=number["PhoneNumberId"])
    assert joined["IsoCountryCode"] == "US"
    members = client.list_pool_origination_identities(PoolId=pool_id)["OriginationIdentities"]
    assert [(each["IsoCountryCode"], each["NumberCapabilities"]) for each in members] == [
        ("ZZ", ["RCS"]),
        ("US", ["SMS", "MMS"]),
    ]
    left = client.disassociate_origination_identity(PoolId=pool_id, OriginationIdentity=rcs_agent, IsoCountryCode="ZZ")
    assert left["OriginationIdentity"] == rcs_agent
    # An agent is of no country, so that none differs from its own.
    again = client.associate_origination_identity(PoolId=pool_id, OriginationIdentity=rcs_agent, IsoCountryCode="US")
    assert (again["OriginationIdentityArn"], again["IsoCountryCode"]) == (ARN + rcs_agent, "ZZ")
    client.delete_pool(PoolId=pool_id)
    assert "PoolId" not in client.describe_rcs_agents()["RcsAgents"][0]


def test_an_agent_has_keywords(client: Any, rcs_agent: str) -> None:
    put = client.put_keyword(OriginationIdentity=ARN + rcs_agent, Keyword="hours", KeywordMessage="From 9 to 5.")
    assert (put["OriginationIdentity"], put["Keyword"]) == (rcs_agent, "HOURS")
    client.delete_keyword(OriginationIdentity=rcs_agent, Keyword="HOURS")
    answer = client.describe_keywords(OriginationIdentity=rcs_agent)
    assert [each["Keyword"] for each in answer["Keywords"]] == ["HELP", "STOP"]


def test_an_agent_is_tagged(client: Any, rcs_agent: str) -> None:
    client.tag_resource(ResourceArn=ARN + rcs_agent, Tags=[{"Key": "team", "Value": "growth"}])
    assert client.list_tags_for_resource(ResourceArn=ARN + rcs_agent)["Tags"] == [{"Key": "team", "Value": "growth"}]
