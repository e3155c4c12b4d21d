"""Test that registrations are submitted, reviewed, approved or denied, revoked and closed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from freezegun import freeze_time

from pinpoint_mock import PinpointMock

BRAND = "US_TEN_DLC_BRAND_REGISTRATION"
CAMPAIGN = "US_TEN_DLC_CAMPAIGN_REGISTRATION"
TOLL_FREE = "US_TOLL_FREE_REGISTRATION"
EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.timezone.utc)
MILLISECOND = dt.timedelta(milliseconds=1)


def registration(client: Any, registration_id: str) -> Any:
    return client.describe_registrations(RegistrationIds=[registration_id])["Registrations"][0]


def version(client: Any, registration_id: str, number: int = 1) -> Any:
    answer = client.describe_registration_versions(RegistrationId=registration_id, VersionNumbers=[number])
    return answer["RegistrationVersions"][0]


def told(pinpoint_v2: PinpointMock) -> list[str]:
    return [event["registrationDetails"]["currentStatus"] for event in pinpoint_v2.events]


def test_a_registration_begins_with_an_empty_draft(client: Any) -> None:
    created = client.create_registration(RegistrationType=BRAND)
    assert (created["RegistrationStatus"], created["CurrentVersionNumber"]) == ("CREATED", 1)
    assert created["RegistrationArn"].endswith(f":registration/{created['RegistrationId']}")
    assert "ApprovedVersionNumber" not in registration(client, created["RegistrationId"])
    draft = version(client, created["RegistrationId"])
    assert draft["RegistrationVersionStatus"] == "DRAFT"
    assert list(draft["RegistrationVersionStatusHistory"]) == ["DraftTimestamp"]
    answer = client.describe_registration_field_values(RegistrationId=created["RegistrationId"])
    assert (answer["VersionNumber"], answer["RegistrationFieldValues"]) == (1, [])


def test_a_submitted_registration_takes_a_step_with_each_later_call_up_to_approval(
    client: Any, file: Callable[..., str]
) -> None:
    brand = file(BRAND)
    answer = client.submit_registration_version(RegistrationId=brand)
    assert (answer["RegistrationVersionStatus"], answer["AwsReview"]) == ("SUBMITTED", False)
    seen = [registration(client, brand)["RegistrationStatus"] for _ in range(4)]
    assert seen == ["REVIEWING", "PROVISIONING", "COMPLETE", "COMPLETE"]
    approved = version(client, brand)
    assert approved["RegistrationVersionStatus"] == "APPROVED"
    history = approved["RegistrationVersionStatusHistory"]
    assert list(history) == ["DraftTimestamp", "SubmittedTimestamp", "ReviewingTimestamp", "ApprovedTimestamp"]
    assert registration(client, brand)["ApprovedVersionNumber"] == 1


def test_a_review_by_aws_comes_before_the_carriers(client: Any, file: Callable[..., str]) -> None:
    brand = file(BRAND)
    assert client.submit_registration_version(RegistrationId=brand, AwsReview=True)["AwsReview"] is True
    assert registration(client, brand)["RegistrationStatus"] == "AWS_REVIEWING"
    assert version(client, brand)["RegistrationVersionStatus"] == "REVIEWING"


def test_a_public_company_has_its_brand_authenticated(client: Any, file: Callable[..., str]) -> None:
    values = {
        "companyInfo.legalType": {"SelectChoices": ["PUBLIC_PROFIT"]},
        "companyInfo.stockSymbol": {"TextValue": "EXMP"},
        "companyInfo.stockExchange": {"SelectChoices": ["NASDAQ"]},
        "companyInfo.businessContactEmail": {"TextValue": "brand@example.com"},
    }
    brand = file(BRAND, **values)
    client.submit_registration_version(RegistrationId=brand)
    seen = [registration(client, brand)["RegistrationStatus"] for _ in range(4)]
    assert seen == ["REVIEWING", "REQUIRES_AUTHENTICATION", "PROVISIONING", "COMPLETE"]
    assert "RequiresAuthenticationTimestamp" in version(client, brand)["RegistrationVersionStatusHistory"]


def test_a_value_where_the_form_has_no_place_for_it_is_denied_by_the_review(
    client: Any, file: Callable[..., str]
) -> None:
    brand = file(BRAND, **{"companyInfo.stockSymbol": {"TextValue": "EXMP"}})
    client.submit_registration_version(RegistrationId=brand)
    seen = [registration(client, brand)["RegistrationStatus"] for _ in range(3)]
    assert seen == ["REVIEWING", "REQUIRES_UPDATES", "REQUIRES_UPDATES"]
    denied = version(client, brand)
    assert denied["RegistrationVersionStatus"] == "DENIED"
    assert [reason["Reason"] for reason in denied["DeniedReasons"]] == ["Conditional field not allowed"]
    [value] = client.describe_registration_field_values(RegistrationId=brand, FieldPaths=["companyInfo.stockSymbol"])[
        "RegistrationFieldValues"
    ]
    assert value["DeniedReason"] == "Conditional field not allowed"
    assert registration(client, brand)["LatestDeniedVersionNumber"] == 1


def test_the_review_by_aws_gives_feedback_instead(client: Any, file: Callable[..., str]) -> None:
    brand = file(BRAND, **{"companyInfo.stockSymbol": {"TextValue": "EXMP"}})
    client.submit_registration_version(RegistrationId=brand, AwsReview=True)
    seen = [registration(client, brand)["RegistrationStatus"] for _ in range(2)]
    assert seen == ["AWS_REVIEWING", "REQUIRES_UPDATES"]
    reviewed = version(client, brand)
    assert "companyInfo.stockSymbol" in reviewed["Feedback"]
    assert "DeniedReasons" not in reviewed
    [value] = client.describe_registration_field_values(RegistrationId=brand, FieldPaths=["companyInfo.stockSymbol"])[
        "RegistrationFieldValues"
    ]
    assert value["Feedback"] == "Conditional field not allowed"


# What a test decides -------------------------------------------------------------------------------------------------


def test_approve_takes_a_registration_the_rest_of_the_way(
    pinpoint_v2: PinpointMock, client: Any, submitted_brand: str
) -> None:
    assert registration(client, submitted_brand)["RegistrationStatus"] == "SUBMITTED"
    pinpoint_v2.approve(submitted_brand)
    assert registration(client, submitted_brand)["RegistrationStatus"] == "COMPLETE"
    assert told(pinpoint_v2) == ["CREATED", "SUBMITTED", "REVIEWING", "PROVISIONING", "COMPLETE"]


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        (["Invalid URL"], {"Reason": "Invalid URL", "ShortDescription": "Invalid URL"}),
        ([{"Reason": "Invalid URL"}], {"Reason": "Invalid URL", "ShortDescription": "Invalid URL"}),
        (
            [{"Reason": "Invalid URL", "ShortDescription": "It can't be opened", "DocumentationLink": "https://aws"}],
            {"Reason": "Invalid URL", "ShortDescription": "It can't be opened", "DocumentationLink": "https://aws"},
        ),
    ],
)
def test_deny_gives_reasons_by_text_or_member_by_member(
    pinpoint_v2: PinpointMock, client: Any, submitted_brand: str, given: Any, shown: Any
) -> None:
    pinpoint_v2.deny(submitted_brand, reasons=given)
    assert registration(client, submitted_brand)["RegistrationStatus"] == "REQUIRES_UPDATES"
    assert version(client, submitted_brand)["DeniedReasons"] == [shown]


def test_a_denied_version_is_followed_by_an_empty_one(
    pinpoint_v2: PinpointMock, client: Any, submitted_brand: str, fill: Callable[..., None]
) -> None:
    pinpoint_v2.deny(submitted_brand, reasons=["Invalid URL"])
    created = client.create_registration_version(RegistrationId=submitted_brand)
    assert (created["VersionNumber"], created["RegistrationVersionStatus"]) == (2, "DRAFT")
    answer = client.describe_registration_field_values(RegistrationId=submitted_brand)
    assert (answer["VersionNumber"], answer["RegistrationFieldValues"]) == (2, [])
    old = client.describe_registration_field_values(RegistrationId=submitted_brand, VersionNumber=1)
    assert len(old["RegistrationFieldValues"]) > 5
    fill(submitted_brand)
    client.submit_registration_version(RegistrationId=submitted_brand)
    pinpoint_v2.approve(submitted_brand)
    told_of = registration(client, submitted_brand)
    assert (told_of["ApprovedVersionNumber"], told_of["LatestDeniedVersionNumber"]) == (2, 1)


def test_a_newer_approval_archives_the_older(
    pinpoint_v2: PinpointMock, client: Any, submitted_brand: str, fill: Callable[..., None]
) -> None:
    pinpoint_v2.approve(submitted_brand)
    client.create_registration_version(RegistrationId=submitted_brand)
    assert registration(client, submitted_brand)["RegistrationStatus"] == "COMPLETE"
    fill(submitted_brand)
    client.submit_registration_version(RegistrationId=submitted_brand)
    pinpoint_v2.approve(submitted_brand)
    assert version(client, submitted_brand, 1)["RegistrationVersionStatus"] == "ARCHIVED"
    assert registration(client, submitted_brand)["ApprovedVersionNumber"] == 2


def test_a_revoked_registration_has_updates_to_make(
    pinpoint_v2: PinpointMock, client: Any, submitted_brand: str
) -> None:
    pinpoint_v2.approve(submitted_brand)
    pinpoint_v2.revoke(submitted_brand)
    assert registration(client, submitted_brand)["RegistrationStatus"] == "REQUIRES_UPDATES"
    assert version(client, submitted_brand)["RegistrationVersionStatus"] == "REVOKED"
    assert client.create_registration_version(RegistrationId=submitted_brand)["VersionNumber"] == 2


def test_a_revocation_leaves_a_newer_version_under_review(
    pinpoint_v2: PinpointMock, client: Any, submitted_brand: str, fill: Callable[..., None]
) -> None:
    pinpoint_v2.approve(submitted_brand)
    client.create_registration_version(RegistrationId=submitted_brand)
    fill(submitted_brand)
    client.submit_registration_version(RegistrationId=submitted_brand)
    pinpoint_v2.revoke(submitted_brand)
    assert registration(client, submitted_brand)["RegistrationStatus"] == "SUBMITTED"
    assert version(client, submitted_brand, 2)["RegistrationVersionStatus"] == "SUBMITTED"


def test_the_event_of_a_revocation_names_the_approved_version(
    pinpoint_v2: PinpointMock, client: Any, submitted_brand: str
) -> None:
    pinpoint_v2.approve(submitted_brand)
    client.create_registration_version(RegistrationId=submitted_brand)
    pinpoint_v2.revoke(submitted_brand)
    told = pinpoint_v2.events[-1]["registrationDetails"]
    assert (told["currentStatus"], told["registrationVersionNumber"]) == ("REQUIRES_UPDATES", 1)


def test_what_is_reviewed_of_a_closed_registration_is_discarded(
    pinpoint_v2: PinpointMock, client: Any, submitted_brand: str
) -> None:
    pinpoint_v2.close(submitted_brand)
    assert version(client, submitted_brand)["RegistrationVersionStatus"] == "DISCARDED"


def test_a_closed_registration_can_only_be_deleted(
    pinpoint_v2: PinpointMock, client: Any, submitted_brand: str
) -> None:
    pinpoint_v2.approve(submitted_brand)
    pinpoint_v2.close(submitted_brand)
    assert registration(client, submitted_brand)["RegistrationStatus"] == "CLOSED"
    with pytest.raises(client.exceptions.ConflictException):
        client.create_registration_version(RegistrationId=submitted_brand)
    assert client.delete_registration(RegistrationId=submitted_brand)["RegistrationStatus"] == "DELETED"
    assert client.describe_registrations()["Registrations"] == []


@pytest.mark.parametrize(
    ("decide", "problem"),
    [
        (lambda mock, made: mock.approve(made), "CREATED"),
        (lambda mock, made: mock.deny(made, reasons=["Invalid URL"]), "SubmitRegistrationVersion"),
        (lambda mock, made: mock.revoke(made), "no approved version"),
    ],
    ids=["approve", "deny", "revoke"],
)
def test_what_is_not_reviewed_can_not_be_decided_upon(
    pinpoint_v2: PinpointMock, client: Any, decide: Any, problem: str
) -> None:
    made = client.create_registration(RegistrationType=BRAND)["RegistrationId"]
    with pytest.raises(ValueError, match=problem):
        decide(pinpoint_v2, made)
    assert registration(client, made)["RegistrationStatus"] == "CREATED"


def test_a_closed_registration_can_not_be_revoked_and_has_one_event_of_its_end(
    pinpoint_v2: PinpointMock, client: Any, request_number: Any
) -> None:
    campaign = pinpoint_v2.add_registration(TOLL_FREE)
    number = request_number(NumberType="TOLL_FREE", RegistrationId=campaign)["PhoneNumberId"]
    pinpoint_v2.close(campaign)
    with pytest.raises(ValueError, match="is CLOSED and has no approved version in force"):
        pinpoint_v2.revoke(campaign)
    client.release_phone_number(PhoneNumberId=number)
    assert told(pinpoint_v2) == ["CLOSED"]


@pytest.mark.parametrize(
    "made_at", ["SUBMITTED", "AWS_REVIEWING", "REVIEWING", "REQUIRES_AUTHENTICATION", "PROVISIONING"]
)
def test_a_registration_made_anywhere_in_its_review_is_approved(
    pinpoint_v2: PinpointMock, client: Any, made_at: str
) -> None:
    made = pinpoint_v2.add_registration(BRAND, status=made_at)
    pinpoint_v2.approve(made)
    assert registration(client, made)["RegistrationStatus"] == "COMPLETE"
    assert version(client, made)["RegistrationVersionStatus"] == "APPROVED"


def test_a_review_that_takes_its_time_ends_without_a_call(
    pinpoint_v2: PinpointMock, client: Any, file: Callable[..., str]
) -> None:
    pinpoint_v2.transitions["registration"] = dt.timedelta(hours=3)
    brand = file(BRAND)
    client.submit_registration_version(RegistrationId=brand)
    pinpoint_v2.clock.advance(hours=2)
    assert told(pinpoint_v2)[-1] == "PROVISIONING"
    pinpoint_v2.clock.advance(hours=2)
    assert told(pinpoint_v2)[-1] == "COMPLETE"
    with pytest.raises(ValueError, match="is COMPLETE"):
        pinpoint_v2.deny(brand)


def test_a_deleted_brand_is_gone_from_the_campaign_that_builds_on_it(
    pinpoint_v2: PinpointMock, client: Any, file: Callable[..., str]
) -> None:
    brand = pinpoint_v2.add_registration(BRAND)
    campaign = file(CAMPAIGN, brand)
    client.delete_registration(RegistrationId=brand)
    assert client.list_registration_associations(RegistrationId=campaign)["RegistrationAssociations"] == []


def test_a_registration_is_closed_once(pinpoint_v2: PinpointMock, submitted_brand: str) -> None:
    pinpoint_v2.close(submitted_brand)
    with pytest.raises(ValueError, match="CLOSED already"):
        pinpoint_v2.close(submitted_brand)


@pytest.mark.parametrize("decide", ["approve", "deny", "close", "revoke"])
def test_an_unknown_registration_names_the_nearest(
    pinpoint_v2: PinpointMock, submitted_brand: str, decide: str
) -> None:
    with pytest.raises(LookupError, match=f"did you mean {submitted_brand}"):
        getattr(pinpoint_v2, decide)(submitted_brand[:-1] + "x")


@pytest.mark.parametrize(
    ("reason", "problem"),
    [({"Reasn": "Invalid URL"}, "did you mean Reason"), ({"ShortDescription": "x"}, "with a Reason")],
)
def test_a_slip_in_a_reason_denies_nothing(
    pinpoint_v2: PinpointMock, client: Any, submitted_brand: str, reason: Any, problem: str
) -> None:
    with pytest.raises(ValueError, match=problem):
        pinpoint_v2.deny(submitted_brand, reasons=[reason])
    assert registration(client, submitted_brand)["RegistrationStatus"] == "SUBMITTED"


@pytest.mark.parametrize(
    ("reasons", "told"),
    [
        ("Invalid URL", "a list of texts"),
        ({"Reason": "Invalid URL"}, "a list of texts"),
        (None, "a list of texts or mappings; None was given"),
        ([3], "a text, or a mapping with a Reason; 3 was given"),
    ],
)
def test_what_is_no_list_of_reasons_denies_nothing(
    pinpoint_v2: PinpointMock, client: Any, submitted_brand: str, reasons: Any, told: str
) -> None:
    with pytest.raises(TypeError, match=told):
        pinpoint_v2.deny(submitted_brand, reasons=reasons)
    assert registration(client, submitted_brand)["RegistrationStatus"] == "SUBMITTED"


# Events --------------------------------------------------------------------------------------------------------------


def test_each_status_has_an_event_as_eventbridge_gets_it(pinpoint_v2: PinpointMock, client: Any) -> None:
    heard: list[Any] = []
    pinpoint_v2.on_event(heard.append)
    with freeze_time("2030-01-31 12:00:00.123"):  # so that both times are the same
        created = client.create_registration(RegistrationType=TOLL_FREE)
    assert list(pinpoint_v2.events) == heard
    assert heard == [
        {
            "registrationDetails": {
                "registrationId": created["RegistrationId"],
                "registrationVersionNumber": 1,
                "registrationType": TOLL_FREE,
                "registrationStatusChangeTimestamp": (created["CreatedTimestamp"] - EPOCH) // MILLISECOND,
                "currentStatus": "CREATED",
            },
            "registrationArn": created["RegistrationArn"],
        }
    ]


def test_the_review_by_aws_has_no_event(pinpoint_v2: PinpointMock, client: Any, file: Callable[..., str]) -> None:
    brand = file(BRAND)
    client.submit_registration_version(RegistrationId=brand, AwsReview=True)
    while registration(client, brand)["RegistrationStatus"] != "COMPLETE":
        pass
    client.delete_registration(RegistrationId=brand)
    assert told(pinpoint_v2) == ["CREATED", "SUBMITTED", "REVIEWING", "PROVISIONING", "COMPLETE", "DELETED"]


def test_every_step_of_an_immediate_approval_has_an_event(
    pinpoint_v2: PinpointMock, client: Any, file: Callable[..., str]
) -> None:
    pinpoint_v2.transitions["registration"] = "immediate"
    brand = file(BRAND)
    answer = client.submit_registration_version(RegistrationId=brand)
    assert answer["RegistrationVersionStatus"] == "APPROVED"
    assert told(pinpoint_v2) == ["CREATED", "SUBMITTED", "REVIEWING", "PROVISIONING", "COMPLETE"]


def test_a_vetted_brand_has_a_score(pinpoint_v2: PinpointMock, client: Any) -> None:
    vetting = pinpoint_v2.add_registration("US_TEN_DLC_BRAND_VETTING")
    assert int(registration(client, vetting)["AdditionalAttributes"]["VETTING_SCORE"]) in range(101)
    brand = pinpoint_v2.add_registration(BRAND)
    assert "AdditionalAttributes" not in registration(client, brand)
