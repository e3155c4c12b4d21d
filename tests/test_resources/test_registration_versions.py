"""Test that versions of registrations are drafted, submitted and discarded."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from pinpoint_mock import PinpointMock

BRAND = "US_TEN_DLC_BRAND_REGISTRATION"


def versions(client: Any, registration_id: str, **parameters: Any) -> Any:
    answer = client.describe_registration_versions(RegistrationId=registration_id, **parameters)
    assert answer["RegistrationId"] == registration_id
    return answer["RegistrationVersions"]


def registration_status(client: Any, registration_id: str) -> Any:
    return client.describe_registrations(RegistrationIds=[registration_id])["Registrations"][0]["RegistrationStatus"]


@pytest.fixture
def filled_in_brand(pinpoint_v2: PinpointMock, file: Callable[..., str]) -> str:
    """Fill in a brand's registration, whose review waits for the test to decide on it. Return its id."""
    pinpoint_v2.transitions["registration"] = "manual"
    return file(BRAND)


def test_a_discarded_draft_is_followed_by_another(client: Any, filled_in_brand: str) -> None:
    answer = client.discard_registration_version(RegistrationId=filled_in_brand)
    assert (answer["VersionNumber"], answer["RegistrationVersionStatus"]) == (1, "DISCARDED")
    assert "DiscardedTimestamp" in answer["RegistrationVersionStatusHistory"]
    assert registration_status(client, filled_in_brand) == "CREATED"
    assert client.create_registration_version(RegistrationId=filled_in_brand)["VersionNumber"] == 2
    assert [each["RegistrationVersionStatus"] for each in versions(client, filled_in_brand)] == ["DISCARDED", "DRAFT"]


def test_a_submitted_version_can_be_discarded_until_it_is_reviewed(
    pinpoint_v2: PinpointMock, client: Any, filled_in_brand: str
) -> None:
    client.submit_registration_version(RegistrationId=filled_in_brand)
    client.discard_registration_version(RegistrationId=filled_in_brand)
    assert registration_status(client, filled_in_brand) == "CREATED"
    pinpoint_v2.transitions["registration"] = "immediate"
    assert registration_status(client, filled_in_brand) == "CREATED"


@pytest.mark.parametrize(
    ("decisions", "status"),
    [(["approve"], "COMPLETE"), (["deny"], "REQUIRES_UPDATES"), (["approve", "revoke"], "REQUIRES_UPDATES")],
)
def test_a_registration_is_again_where_it_was_before_a_discarded_submission(
    pinpoint_v2: PinpointMock,
    client: Any,
    filled_in_brand: str,
    fill: Callable[..., None],
    decisions: list[str],
    status: str,
) -> None:
    client.submit_registration_version(RegistrationId=filled_in_brand)
    for decision in decisions:
        getattr(pinpoint_v2, decision)(filled_in_brand)
    client.create_registration_version(RegistrationId=filled_in_brand)
    fill(filled_in_brand)
    client.submit_registration_version(RegistrationId=filled_in_brand)
    client.discard_registration_version(RegistrationId=filled_in_brand)
    assert registration_status(client, filled_in_brand) == status
    assert pinpoint_v2.events[-1]["registrationDetails"]["currentStatus"] == status


def test_versions_are_listed_by_number_status_and_page(client: Any, filled_in_brand: str) -> None:
    for _ in range(3):
        client.discard_registration_version(RegistrationId=filled_in_brand)
        client.create_registration_version(RegistrationId=filled_in_brand)
    numbers = [each["VersionNumber"] for each in versions(client, filled_in_brand)]
    assert numbers == [1, 2, 3, 4]
    assert [each["VersionNumber"] for each in versions(client, filled_in_brand, VersionNumbers=[3, 1])] == [1, 3]
    drafts = versions(client, filled_in_brand, Filters=[{"Name": "registration-version-status", "Values": ["DRAFT"]}])
    assert [each["VersionNumber"] for each in drafts] == [4]
    pages = client.get_paginator("describe_registration_versions").paginate(
        RegistrationId=filled_in_brand, PaginationConfig={"PageSize": 3}
    )
    assert [each["VersionNumber"] for page in pages for each in page["RegistrationVersions"]] == numbers


def test_the_versions_of_a_day_do_not_count_on_the_next(
    pinpoint_v2: PinpointMock, client: Any, filled_in_brand: str
) -> None:
    pinpoint_v2.quotas["REGISTRATION_VERSIONS_CREATED_PER_DAY"] = 1
    client.discard_registration_version(RegistrationId=filled_in_brand)
    pinpoint_v2.clock.advance(hours=24)
    client.create_registration_version(RegistrationId=filled_in_brand)


@pytest.mark.parametrize(
    "operation",
    [
        "create_registration_version",
        "submit_registration_version",
        "discard_registration_version",
        "describe_registration_versions",
        "delete_registration",
    ],
)
def test_an_unknown_registration_is_not_found(client: Any, refused: Any, operation: str) -> None:
    error = refused("ResourceNotFoundException", getattr(client, operation), RegistrationId="registration-x")
    assert (error["ResourceType"], error["ResourceId"]) == ("registration", "registration-x")


def test_registrations_are_listed_by_type_status_and_id(
    pinpoint_v2: PinpointMock, client: Any, filled_in_brand: str
) -> None:
    approved = pinpoint_v2.add_registration("US_TOLL_FREE_REGISTRATION")

    def listed(**parameters: Any) -> list[str]:
        return [each["RegistrationId"] for each in client.describe_registrations(**parameters)["Registrations"]]

    assert listed() == [filled_in_brand, approved]
    assert listed(RegistrationIds=[approved]) == [approved]
    assert listed(Filters=[{"Name": "registration-type", "Values": [BRAND]}]) == [filled_in_brand]
    assert listed(Filters=[{"Name": "registration-status", "Values": ["COMPLETE"]}]) == [approved]


def test_a_registration_has_tags_and_a_token(client: Any) -> None:
    tags = [{"Key": "team", "Value": "messaging"}]
    first, second = (
        client.create_registration(RegistrationType=BRAND, Tags=tags, ClientToken="token") for _ in range(2)
    )
    assert first["RegistrationId"] == second["RegistrationId"]
    assert first["Tags"] == tags
