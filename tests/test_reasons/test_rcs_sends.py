"""Test each reason for which a message by an RCS agent is refused."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest
from botocore.config import Config

from pinpoint_mock import PinpointMock
from pinpoint_mock.protocol.model import enum_values
from pinpoint_mock.resources.origination.rcs_agent import RcsAgent
from pinpoint_mock.resources.registrations.registrations import add_registration
from pinpoint_mock.store import find_anywhere

conflict = partial(pytest.mark.refusal, "ConflictException")
quota = partial(pytest.mark.refusal, "ServiceQuotaExceededException")
invalid = partial(pytest.mark.refusal, "ValidationException")

BY_AGENTS = ("SendTextMessage", "SendRcsMessage")
PHONE, IN_CANADA = "+12065550100", "+16135550100"
HELLO = {"MessageBody": "Hello"}
CONTENT = {"Content": {"TextMessage": {"Body": "Hello"}}}
REPLY = {"Reply": {"Text": "Yes", "PostbackData": "yes"}}
BOTH = {**REPLY, "RequestLocation": REPLY["Reply"]}
CARD = {"Title": "Shoes", "Suggestions": [REPLY, BOTH]}
BY_NAME = "our choice by its name"


@pytest.fixture
def unvalidated_client(pinpoint_v2: PinpointMock) -> Any:
    """Return a client that sends what botocore itself would refuse."""
    return pinpoint_v2.client(config=Config(parameter_validation=False))


def content_of(operation: str, to: str = PHONE) -> dict[str, Any]:
    """Return the parameters of a message to a phone, for either of the operations that send by agents."""
    what = HELLO if operation == "SendTextMessage" else {"RcsMessageContent": CONTENT}
    return {"DestinationPhoneNumber": to, **what}


@conflict(
    "RESOURCE_NOT_ACTIVE",
    by=BY_AGENTS,
    when="the agent that is named has neither a testing agent nor a country where it is launched",
    source=BY_NAME,
)
def test_resource_not_active_of_an_agent(rcs_agent: str, is_refused: Any, operation: str) -> None:
    is_refused(f"rcs-agent/{rcs_agent}", **content_of(operation), OriginationIdentity=rcs_agent)


@conflict(
    "DESTINATION_PHONE_NUMBER_NOT_VERIFIED",
    by=BY_AGENTS,
    when="the agent that is named is in testing, and the phone isn't that of a tester who has accepted",
    source="documented; the reason our choice by its name",
)
@pytest.mark.parametrize("is_invited", [True, False])
def test_destination_phone_number_not_verified_of_an_agent(
    client: Any, pinpoint_v2: PinpointMock, rcs_agent: str, is_refused: Any, operation: str, is_invited: bool
) -> None:
    found = find_anywhere(pinpoint_v2._service.store.regions(), RcsAgent, rcs_agent)
    add_registration(found.region, "TEST_RCS_LAUNCH_REGISTRATION", "COMPLETE").associate(found)
    if is_invited:
        client.create_verified_destination_number(DestinationPhoneNumber=PHONE, RcsAgentId=rcs_agent)
    is_refused(f"verified-destination-number/{PHONE}", **content_of(operation), OriginationIdentity=rcs_agent)


@invalid(
    "INVALID_IDENTITY_FOR_DESTINATION_COUNTRY",
    by=BY_AGENTS,
    when="the agent that is named isn't launched in the destination's country",
    source=BY_NAME,
)
def test_invalid_identity_for_destination_country_of_an_agent(
    launched_agent: str, is_refused: Any, operation: str
) -> None:
    is_refused("originationIdentity", **content_of(operation, IN_CANADA), OriginationIdentity=launched_agent)


@conflict(
    "NUMBER_CAPABILITIES_MISMATCH",
    by=("SendMediaMessage", "SendRcsMessage"),
    when="the one sends by an agent, the other by what isn't one",
    source=BY_NAME,
)
def test_number_capabilities_mismatch_of_agents(
    launched_agent: str, toll_free_number: Any, is_refused: Any, operation: str
) -> None:
    if operation == "SendMediaMessage":
        asked = {"DestinationPhoneNumber": PHONE, **HELLO}
        is_refused(f"rcs-agent/{launched_agent}", **asked, OriginationIdentity=launched_agent)
    else:
        is_refused(
            "phone-number/phone-*", **content_of(operation), OriginationIdentity=toll_free_number["PhoneNumberId"]
        )


@conflict(
    "NO_ORIGINATION_IDENTITIES_FOUND",
    by="SendRcsMessage",
    when="no agent of the pool reaches the phone",
    source="observed of SendTextMessage, here by analogy",
)
def test_no_origination_identities_found_for_rcs(toll_free_pool: Any, is_refused: Any, operation: str) -> None:
    is_refused("pool/pool-*", **content_of(operation), OriginationIdentity=toll_free_pool["PoolId"])


@conflict(
    "DESTINATION_PHONE_NUMBER_OPTED_OUT",
    by=BY_AGENTS,
    when="the destination is on the opt-out list of the agent that would send, or of its pool",
    source="observed of numbers, here by analogy",
)
@pytest.mark.parametrize("opt_out_list", ["Default", "promotions"])
def test_destination_phone_number_opted_out_of_an_agent(
    client: Any, launched_agent: str, is_refused: Any, operation: str, opt_out_list: str
) -> None:
    if opt_out_list != "Default":
        client.create_opt_out_list(OptOutListName=opt_out_list)
        pool = client.create_pool(OriginationIdentity=launched_agent, MessageType="TRANSACTIONAL")["PoolId"]
        client.update_pool(PoolId=pool, OptOutListName=opt_out_list)
    client.put_opted_out_number(OptOutListName=opt_out_list, OptedOutNumber=PHONE)
    is_refused(f"opt-out-list/{opt_out_list}", **content_of(operation), OriginationIdentity=launched_agent)


@pytest.mark.skipif(
    "RCS_MESSAGE_MONTHLY_SPEND_LIMIT" not in enum_values("SpendLimitName"),
    reason="this botocore has no spend limit of RCS",
)
@quota(
    "MONTHLY_SPEND_LIMIT_REACHED_FOR_RCS",
    by=BY_AGENTS,
    when="the message would go by an agent, and beyond the month's limit",
    source="documented; when exactly our choice",
)
def test_monthly_spend_limit_reached_for_rcs(
    pinpoint_v2: PinpointMock, launched_agent: str, is_refused: Any, operation: str
) -> None:
    pinpoint_v2.quotas["RCS_MESSAGE_MONTHLY_SPEND_LIMIT"] = 0
    is_refused("", **content_of(operation), OriginationIdentity=launched_agent)


@invalid(
    "PRICE_OVER_THRESHOLD",
    by="SendRcsMessage",
    when="the message costs more than `MaxPrice`",
    source="documented; the reason our choice by its name",
)
def test_price_over_threshold_for_rcs(launched_agent: str, is_refused: Any, operation: str) -> None:
    is_refused("maxPrice", **content_of(operation), OriginationIdentity=launched_agent, MaxPrice="0.006")


@invalid(
    "MISSING_PARAMETER",
    by="SendRcsMessage",
    when="there is no content, or nothing in it, or in a suggestion",
    source="documented that one is needed; the reason our choice by its name",
)
@pytest.mark.parametrize(
    ("content", "wrong"),
    [
        ({}, "rcsMessageContent"),
        ({"RcsMessageContent": {"Content": {}}}, "rcsMessageContent.content"),
        ({"RcsMessageContent": {**CONTENT, "Suggestions": [REPLY, {}]}}, "rcsMessageContent.suggestions?1?"),
    ],
)
def test_missing_parameter_of_content(
    unvalidated_client: Any, launched_agent: str, is_refused: Any, content: Any, wrong: str
) -> None:
    asked = {"DestinationPhoneNumber": PHONE, "OriginationIdentity": launched_agent}
    is_refused(wrong, client=unvalidated_client, **asked, **content)


@invalid(
    "PARAMETERS_CANNOT_BE_USED_TOGETHER",
    by="SendRcsMessage",
    when="there are two kinds of content, or two actions in one suggestion",
    source="documented; the reason our choice by its name",
)
@pytest.mark.parametrize(
    ("content", "wrong"),
    [
        ({"Content": {**CONTENT["Content"], "FileMessage": {"FileUrl": "https://shop.example/a.pdf"}}}, "content"),
        ({**CONTENT, "Suggestions": [BOTH]}, "suggestions?0?"),
        (
            {"Content": {"RichCard": {"CardOrientation": "VERTICAL", "CardContent": CARD}}},
            "content.richCard.cardContent.suggestions?1?",
        ),
        (
            {"Content": {"Carousel": {"CardWidth": "SMALL", "CardContents": [{"Title": "Hats"}, CARD]}}},
            "content.carousel.cardContents?1?.suggestions?1?",
        ),
    ],
)
def test_parameters_cannot_be_used_together_in_content(
    unvalidated_client: Any, launched_agent: str, is_refused: Any, content: Any, wrong: str
) -> None:
    asked = {"DestinationPhoneNumber": PHONE, "OriginationIdentity": launched_agent, "RcsMessageContent": content}
    is_refused(f"rcsMessageContent.{wrong}", client=unvalidated_client, **asked)


@invalid(
    "MISSING_PARAMETER",
    by="SendRcsMessage",
    when="the fallback says nothing, or the agent was named and the fallback has no identity of its own",
    source="documented that they are needed; the reason our choice by its name",
)
@pytest.mark.parametrize("missing", ["MessageBody", "OriginationIdentity"])
@pytest.mark.parametrize("channel", ["SMS", "MMS"])
def test_missing_parameter_of_a_fallback(
    launched_agent: str, toll_free_number: Any, is_refused: Any, operation: str, missing: str, channel: str
) -> None:
    fallback = {"Channel": channel, "MessageBody": "Hello", "OriginationIdentity": toll_free_number["PhoneNumberId"]}
    del fallback[missing]
    asked = {**content_of(operation), "OriginationIdentity": launched_agent, "FallbackConfiguration": fallback}
    is_refused(f"fallbackConfiguration.{missing[0].lower()}{missing[1:]}", **asked)


@invalid(
    "PARAMETERS_CANNOT_BE_USED_TOGETHER",
    by="SendRcsMessage",
    when="an SMS fallback has files",
    source="documented; the reason our choice by its name",
)
def test_parameters_cannot_be_used_together_in_a_fallback(
    launched_agent: str, toll_free_number: Any, is_refused: Any, operation: str
) -> None:
    files = {"MessageBody": "Hello", "MediaUrls": ["s3://shop/shoes.png"]}
    fallback = {"Channel": "SMS", "OriginationIdentity": toll_free_number["PhoneNumberId"], **files}
    asked = {**content_of(operation), "OriginationIdentity": launched_agent, "FallbackConfiguration": fallback}
    is_refused("fallbackConfiguration.mediaUrls", **asked)


@invalid(
    "INVALID_PARAMETER",
    by="SendRcsMessage",
    when="the fallback would be sent by a pool or an agent",
    source="documented; the reason our choice",
)
@pytest.mark.parametrize("of", ["pool", "agent"])
def test_invalid_parameter_of_a_fallback(
    launched_agent: str, toll_free_pool: Any, is_refused: Any, operation: str, of: str
) -> None:
    identity = toll_free_pool["PoolArn"] if of == "pool" else launched_agent
    fallback = {"Channel": "SMS", "MessageBody": "Hello", "OriginationIdentity": identity}
    asked = {**content_of(operation), "OriginationIdentity": launched_agent, "FallbackConfiguration": fallback}
    is_refused("fallbackConfiguration.originationIdentity", **asked)


@invalid(
    "MAXIMUM_SIZE_EXCEEDED",
    by="SendRcsMessage",
    when="the text of its fallback to SMS takes more than 1530 characters of GSM, or 630 of another encoding",
    source="documented that it fails; that the call is refused, and the reason, our choice",
)
def test_maximum_size_exceeded_by_a_fallback(launched_agent: str, toll_free_number: Any, is_refused: Any) -> None:
    is_refused(
        "fallbackConfiguration.messageBody",
        DestinationPhoneNumber=PHONE,
        OriginationIdentity=launched_agent,
        RcsMessageContent=CONTENT,
        FallbackConfiguration={
            "Channel": "SMS",
            "MessageBody": "a" * 1531,
            "OriginationIdentity": toll_free_number["PhoneNumberId"],
        },
    )
