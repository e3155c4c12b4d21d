"""Test that sender IDs are requested, described, changed and released."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from pinpoint_mock import FidelityWarning, PinpointMock

# What every answer about a sender ID has but that of a release, which doesn't tell of deletion protection.
ALWAYS = {
    "DeletionProtectionEnabled",
    "IsoCountryCode",
    "MessageTypes",
    "MonthlyLeasingPrice",
    "Registered",
    "SenderId",
    "SenderIdArn",
}


def members(answer: dict[str, Any]) -> set[str]:
    return set(answer) - {"MessagingLimits", "ResponseMetadata"}


def all_described(client: Any) -> list[dict[str, Any]]:
    """Describe all sender IDs, without the limits, which no other answer has."""
    found = client.describe_sender_ids()["SenderIds"]
    return [{name: value for name, value in each.items() if name != "MessagingLimits"} for each in found]


def arn(name: str) -> str:
    return f"arn:aws:sms-voice:us-east-1:123456789012:sender-id/{name}"


def described(client: Any, **parameters: Any) -> list[str]:
    """Each as its text and its country, `SHOP/GB`."""
    found = client.describe_sender_ids(**parameters)["SenderIds"]
    return [f"{each['SenderId']}/{each['IsoCountryCode']}" for each in found]


# RequestSenderId ----------------------------------------------------------------------------------------------------


def test_a_sender_id_is_had_at_once_and_in_capitals(client: Any, request_sender_id: Any) -> None:
    requested = request_sender_id(SenderId="My-Shop1", MessageTypes=["PROMOTIONAL"])
    assert members(requested) == ALWAYS
    assert (requested["SenderId"], requested["IsoCountryCode"]) == ("MY-SHOP1", "GB")
    assert requested["SenderIdArn"] == arn("MY-SHOP1/GB")
    assert requested["MessageTypes"] == ["PROMOTIONAL"]
    assert (requested["Registered"], requested["DeletionProtectionEnabled"]) == (False, False)
    assert requested["MonthlyLeasingPrice"] == "0.00"
    assert all_described(client) == [{name: requested[name] for name in ALWAYS}]


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ({}, ["TRANSACTIONAL", "PROMOTIONAL"]),
        ({"MessageTypes": []}, ["TRANSACTIONAL", "PROMOTIONAL"]),
        ({"MessageTypes": ["TRANSACTIONAL"]}, ["TRANSACTIONAL"]),
        ({"MessageTypes": ["PROMOTIONAL", "TRANSACTIONAL"]}, ["PROMOTIONAL", "TRANSACTIONAL"]),
        ({"MessageTypes": ["PROMOTIONAL", "PROMOTIONAL"]}, ["PROMOTIONAL"]),
    ],
)
def test_a_sender_id_is_for_the_message_types_given_or_for_both(
    client: Any, request_sender_id: Any, given: dict[str, Any], kept: list[str]
) -> None:
    assert request_sender_id(**given)["MessageTypes"] == kept
    assert client.describe_sender_ids()["SenderIds"][0]["MessageTypes"] == kept


def test_the_tags_and_the_protection_of_a_new_sender_id_are_kept(client: Any, request_sender_id: Any) -> None:
    tags = [{"Key": "team", "Value": "red"}]
    requested = request_sender_id(Tags=tags, DeletionProtectionEnabled=True)
    assert members(requested) == ALWAYS | {"Tags"}
    assert (requested["Tags"], requested["DeletionProtectionEnabled"]) == (tags, True)
    assert client.list_tags_for_resource(ResourceArn=requested["SenderIdArn"])["Tags"] == tags
    assert members(client.describe_sender_ids()["SenderIds"][0]) == ALWAYS


@pytest.mark.parametrize("country", ["GB", "DE", "CH", "FR", "IT", "NL", "SE", "XK", "MX"])
def test_these_countries_have_sender_ids_without_a_registration(
    client: Any, request_sender_id: Any, country: str
) -> None:
    request_sender_id(IsoCountryCode=country)
    assert described(client) == [f"SHOP/{country}"]


def test_a_registration_of_a_test_s_will_do_for_the_next_sender_id_of_its_country(
    pinpoint_v2: PinpointMock, client: Any, request_sender_id: Any, refused: Any
) -> None:
    registration_id = pinpoint_v2.add_registration("IN_SENDER_ID_REGISTRATION")
    refused("ValidationException", request_sender_id, IsoCountryCode="SG")
    assert request_sender_id(IsoCountryCode="IN")["Registered"] is True
    [association] = client.list_registration_associations(RegistrationId=registration_id)["RegistrationAssociations"]
    assert (association["ResourceId"], association["IsoCountryCode"]) == ("SHOP/IN", "IN")
    client.send_text_message(DestinationPhoneNumber="+919812345678", OriginationIdentity="SHOP", MessageBody="Hello")
    assert pinpoint_v2.outbox[0].origination_phone_number == "SHOP"
    refused("ValidationException", request_sender_id, IsoCountryCode="IN", SenderId="OTHER")


@pytest.mark.parametrize("text", ["TWELVE-CHARS", "MY SHOP", "CAFÉ", arn("SHOP/GB")])
def test_a_sender_id_has_at_most_11_letters_digits_and_dashes(
    client: Any, request_sender_id: Any, refused: Any, text: str
) -> None:
    error = refused("ValidationException", request_sender_id, SenderId=text)
    assert error["Fields"][0]["Name"] == "senderId"
    assert described(client) == []


def test_a_released_sender_id_does_not_count_against_the_quota(
    client: Any, pinpoint_v2: PinpointMock, request_sender_id: Any
) -> None:
    pinpoint_v2.quotas["SENDER_IDS_PER_ACCOUNT"] = 1
    request_sender_id()
    client.release_sender_id(SenderId="SHOP", IsoCountryCode="GB")
    request_sender_id(IsoCountryCode="DE")


def test_accounts_and_regions_have_their_own_sender_ids(pinpoint_v2: PinpointMock, request_sender_id: Any) -> None:
    request_sender_id()
    elsewhere = pinpoint_v2.client("eu-west-1")
    assert described(elsewhere) == []
    requested = elsewhere.request_sender_id(SenderId="SHOP", IsoCountryCode="GB")
    assert requested["SenderIdArn"] == "arn:aws:sms-voice:eu-west-1:123456789012:sender-id/SHOP/GB"


def test_a_client_token_requests_a_sender_id_once_and_replays_a_failure(
    client: Any, request_sender_id: Any, refused: Any
) -> None:
    first, again = (request_sender_id(ClientToken="once") for _ in range(2))
    assert {name: first[name] for name in ALWAYS} == {name: again[name] for name in ALWAYS}
    failure = refused("ConflictException", request_sender_id, ClientToken="twice")
    client.release_sender_id(SenderId="SHOP", IsoCountryCode="GB")
    replayed = refused("ConflictException", request_sender_id, ClientToken="twice")
    assert replayed["Reason"] == failure["Reason"]
    request_sender_id(ClientToken="another")
    assert described(client) == ["SHOP/GB"]


@pytest.mark.parametrize(
    ("text", "country", "instead"),
    [
        ("AB", "GB", "3 to 11 characters"),
        ("A", "GB", "3 to 11 characters"),
        ("MY_SHOP", "GB", "letters, digits and dashes"),
        ("MY-SHOP", "FR", "for France"),
    ],
)
def test_a_text_that_aws_documents_as_impossible_is_given_with_a_warning(
    client: Any, text: str, country: str, instead: str
) -> None:
    with pytest.raises(FidelityWarning):  # pytest here makes errors of warnings
        client.request_sender_id(SenderId=text, IsoCountryCode=country)
    assert described(client) == []
    with pytest.warns(FidelityWarning, match=instead) as caught:
        client.request_sender_id(SenderId=text, IsoCountryCode=country)
    assert [warning.filename for warning in caught] == [__file__]
    assert described(client) == [f"{text}/{country}"]


def test_a_text_that_is_refused_anyway_is_refused_without_a_warning(request_sender_id: Any, refused: Any) -> None:
    refused("ValidationException", request_sender_id, SenderId="1_")
    refused("ValidationException", request_sender_id, SenderId="AB", IsoCountryCode="US")


# DescribeSenderIds --------------------------------------------------------------------------------------------------


@pytest.fixture
def five(client: Any, request_sender_id: Any) -> Any:
    """Request five sender IDs that differ from one another. Return the client."""
    request_sender_id(SenderId="ZETA")
    request_sender_id(SenderId="ALPHA", MessageTypes=["TRANSACTIONAL"])
    request_sender_id(SenderId="ALPHA", IsoCountryCode="DE", MessageTypes=["PROMOTIONAL"])
    request_sender_id(SenderId="BETA", IsoCountryCode="CH", DeletionProtectionEnabled=True)
    request_sender_id(SenderId="AR0MA", IsoCountryCode="DE", MessageTypes=["PROMOTIONAL", "TRANSACTIONAL"])
    return client


ALL = ["ZETA/GB", "ALPHA/GB", "ALPHA/DE", "BETA/CH", "AR0MA/DE"]


def asked(*names: str) -> list[dict[str, str]]:
    """Sender IDs to describe, each given as its text or ARN and its country, `SHOP GB`."""
    return [dict(zip(("SenderId", "IsoCountryCode"), name.split(), strict=True)) for name in names]


def test_sender_ids_are_asked_for_by_text_or_arn_and_come_in_the_order_they_were_made(five: Any) -> None:
    assert described(five) == ALL
    given = asked("beta CH", "Alpha DE", f"{arn('ZETA/GB')} GB", "ALPHA DE")
    assert described(five, SenderIds=given) == ["ZETA/GB", "ALPHA/DE", "BETA/CH"]


def test_the_pages_put_together_are_all_sender_ids_in_order(five: Any) -> None:
    pages = list(five.get_paginator("describe_sender_ids").paginate(PaginationConfig={"PageSize": 2}))
    assert [[each["SenderId"] for each in page["SenderIds"]] for page in pages] == [
        ["ZETA", "ALPHA"],
        ["ALPHA", "BETA"],
        ["AR0MA"],
    ]
    assert "NextToken" not in pages[-1]


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"sender-id": ["ALPHA"]}, ["ALPHA/GB", "ALPHA/DE"]),
        ({"sender-id": ["ALPHA", "ZETA"], "iso-country-code": ["GB"]}, ["ZETA/GB", "ALPHA/GB"]),
        ({"iso-country-code": ["DE", "CH"]}, ["ALPHA/DE", "BETA/CH", "AR0MA/DE"]),
        ({"message-type": ["PROMOTIONAL"]}, ["ZETA/GB", "ALPHA/DE", "BETA/CH", "AR0MA/DE"]),
        ({"message-type": ["TRANSACTIONAL"]}, ["ZETA/GB", "ALPHA/GB", "BETA/CH", "AR0MA/DE"]),
        ({"deletion-protection-enabled": ["true"]}, ["BETA/CH"]),
        ({"registered": ["true"]}, []),
        ({"registered": ["false"]}, ALL),
    ],
)
def test_sender_ids_are_filtered(five: Any, filters: dict[str, list[str]], found: list[str]) -> None:
    given = [{"Name": name, "Values": values} for name, values in filters.items()]
    assert described(five, Filters=given) == found


@pytest.mark.parametrize("unknown", ["NOBODY GB", "ZETA DE", f"{arn('NOBODY/GB')} GB", f"{arn('ZETA')} GB"])
def test_one_unknown_sender_id_among_those_asked_for_fails_the_whole(five: Any, refused: Any, unknown: str) -> None:
    given = asked("ZETA GB", unknown)
    error = refused("ResourceNotFoundException", five.describe_sender_ids, SenderIds=given)
    assert (error["ResourceType"], error["ResourceId"]) == ("sender-id", unknown.split()[0])


def test_nobody_shares_a_sender_id_with_the_account(five: Any) -> None:
    assert described(five, Owner="SELF") == ALL
    assert described(five, Owner="SHARED") == []


def test_at_most_five_sender_ids_are_asked_for(five: Any, refused: Any) -> None:
    given = asked(*(name.replace("/", " ") for name in ALL))
    assert described(five, SenderIds=given) == ALL
    error = refused("ValidationException", five.describe_sender_ids, SenderIds=[*given, *given])
    assert error["Fields"][0]["Name"] == "senderIds"


# What Describe, Update and Release say of a sender ID ---------------------------------------------------------------


@pytest.fixture
def call_with_sender_id(client: Any) -> Callable[..., Any]:
    """Call an operation that names a sender ID."""

    def call(operation: str, **sender_id: str) -> Any:
        parameters: dict[str, Any] = {"SenderIds": [sender_id]} if operation == "describe_sender_ids" else sender_id
        return getattr(client, operation)(**parameters)

    return call


EACH = pytest.mark.parametrize("operation", ["describe_sender_ids", "update_sender_id", "release_sender_id"])


@EACH
def test_an_arn_is_given_with_its_own_country(request_sender_id: Any, call_with_sender_id: Any, operation: str) -> None:
    given = request_sender_id()["SenderIdArn"]
    answer = call_with_sender_id(operation=operation, SenderId=given, IsoCountryCode="GB")
    assert (answer.get("SenderIds", [answer])[0])["SenderIdArn"] == given


@EACH
@pytest.mark.parametrize("given", ["NOBODY", "phone-nobody", arn("NOBODY/GB"), arn("SHOP/GB").replace("east", "west")])
def test_an_unknown_sender_id_is_not_found(
    client: Any, request_sender_id: Any, call_with_sender_id: Any, refused: Any, operation: str, given: str
) -> None:
    request_sender_id()
    named = {"operation": operation, "SenderId": given, "IsoCountryCode": "GB"}
    error = refused("ResourceNotFoundException", call_with_sender_id, **named)
    assert (error["ResourceType"], error["ResourceId"]) == ("sender-id", given)
    assert described(client) == ["SHOP/GB"]


# UpdateSenderId -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("given", ["SHOP", "shop", arn("SHOP/GB")])
def test_the_protection_of_a_sender_id_is_turned_on_and_off(client: Any, request_sender_id: Any, given: str) -> None:
    requested = request_sender_id(MessageTypes=["PROMOTIONAL"])
    for protected in True, False:
        changes = {"SenderId": given, "IsoCountryCode": "GB", "DeletionProtectionEnabled": protected}
        updated = client.update_sender_id(**changes)
        assert members(updated) == ALWAYS
        expected = {**{name: requested[name] for name in ALWAYS}, "DeletionProtectionEnabled": protected}
        assert {name: updated[name] for name in ALWAYS} == expected
        assert all_described(client) == [expected]


def test_an_update_without_changes_leaves_a_sender_id_as_it_is(client: Any, request_sender_id: Any) -> None:
    request_sender_id(DeletionProtectionEnabled=True)
    assert client.update_sender_id(SenderId="SHOP", IsoCountryCode="GB")["DeletionProtectionEnabled"] is True


# ReleaseSenderId ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("given", ["SHOP", "shop", arn("SHOP/GB")])
def test_a_released_sender_id_is_gone_and_can_be_requested_anew(
    client: Any, request_sender_id: Any, refused: Any, given: str
) -> None:
    requested = request_sender_id()
    request_sender_id(IsoCountryCode="DE")
    releasing = {"SenderId": given, "IsoCountryCode": "GB"}
    released = client.release_sender_id(**releasing)
    shown = ALWAYS - {"DeletionProtectionEnabled"}
    assert members(released) == shown
    assert {name: released[name] for name in shown} == {name: requested[name] for name in shown}
    assert described(client) == ["SHOP/DE"]
    refused("ResourceNotFoundException", client.release_sender_id, **releasing)
    request_sender_id()
    assert described(client) == ["SHOP/DE", "SHOP/GB"]


def test_a_sender_id_is_released_once_it_is_no_longer_protected(client: Any, request_sender_id: Any) -> None:
    request_sender_id(DeletionProtectionEnabled=True)
    releasing = {"SenderId": "SHOP", "IsoCountryCode": "GB"}
    client.update_sender_id(**releasing, DeletionProtectionEnabled=False)
    client.release_sender_id(**releasing)
    assert described(client) == []
