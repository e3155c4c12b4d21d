"""Registrations made whole in a line, by `add_registration`."""

from __future__ import annotations

from typing import Any

import pytest

from pinpoint_mock import PinpointMock

CAMPAIGN = "US_TEN_DLC_CAMPAIGN_REGISTRATION"


def test_a_registration_made_whole_sends_no_event(pinpoint_v2: PinpointMock) -> None:
    pinpoint_v2.add_registration(CAMPAIGN)
    assert list(pinpoint_v2.events) == []


@pytest.mark.parametrize(
    ("status", "version_status"),
    [
        ("CREATED", "DRAFT"),
        ("SUBMITTED", "SUBMITTED"),
        ("AWS_REVIEWING", "AWS_REVIEWING"),
        ("REVIEWING", "REVIEWING"),
        ("REQUIRES_AUTHENTICATION", "REQUIRES_AUTHENTICATION"),
        ("PROVISIONING", "REVIEWING"),
        ("COMPLETE", "APPROVED"),
        ("REQUIRES_UPDATES", "DENIED"),
        ("CLOSED", "APPROVED"),
    ],
)
def test_a_registration_made_whole_has_a_version_to_match(
    pinpoint_v2: PinpointMock, client: Any, status: str, version_status: str
) -> None:
    made = pinpoint_v2.add_registration(CAMPAIGN, status=status)
    [registration] = client.describe_registrations(RegistrationIds=[made])["Registrations"]
    [version] = client.describe_registration_versions(RegistrationId=made)["RegistrationVersions"]
    assert (registration["RegistrationStatus"], version["RegistrationVersionStatus"]) == (status, version_status)


def test_a_deleted_registration_can_not_be_made(pinpoint_v2: PinpointMock) -> None:
    with pytest.raises(ValueError, match="'DELETED' is not a status that a registration can be in"):
        pinpoint_v2.add_registration(CAMPAIGN, status="DELETED")
