"""Test each reason for which an operation on a registration is refused."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from pinpoint_mock import PinpointMock

conflict = partial(pytest.mark.refusal, "ConflictException")
quota = partial(pytest.mark.refusal, "ServiceQuotaExceededException")

BRAND = "US_TEN_DLC_BRAND_REGISTRATION"
CAMPAIGN = "US_TEN_DLC_CAMPAIGN_REGISTRATION"
TOLL_FREE = "US_TOLL_FREE_REGISTRATION"
GB_LONG_CODE = "GB_LONG_CODE_REGISTRATION"
PDF = b"%PDF-1.7"
COMPANY_NAME = {"FieldPath": "companyInfo.companyName"}
HELLO = {"DestinationPhoneNumber": "+12065550100", "MessageBody": "Hello"}


@pytest.fixture(autouse=True)
def reviewed_by_hand(pinpoint_v2: PinpointMock) -> None:
    """Leave registrations in their status until the test changes it."""
    pinpoint_v2.transitions["registration"] = "manual"


@pytest.fixture
def create_registration(client: Any) -> Callable[[str], str]:
    """Create a registration, whose version is an empty draft. Return its id."""
    return lambda registration_type: str(
        client.create_registration(RegistrationType=registration_type)["RegistrationId"]
    )


# Versions ------------------------------------------------------------------------------------------------------------


@conflict(
    "CREATE_REGISTRATION_VERSION_NOT_ALLOWED",
    by="CreateRegistrationVersion",
    when="the current version is a draft",
    source="observed",
)
def test_create_registration_version_not_allowed_beside_a_draft(create_registration: Any, is_refused: Any) -> None:
    brand = create_registration(BRAND)
    is_refused(f"registration/{brand}", RegistrationId=brand)


@conflict(
    "CREATE_REGISTRATION_VERSION_NOT_ALLOWED",
    by="CreateRegistrationVersion",
    when="the current version is under review",
    source="our choice, by its name",
)
def test_create_registration_version_not_allowed_under_review(submitted_brand: str, is_refused: Any) -> None:
    is_refused(f"registration/{submitted_brand}", RegistrationId=submitted_brand)


@conflict(
    "CREATE_REGISTRATION_VERSION_NOT_ALLOWED",
    by="CreateRegistrationVersion",
    when="the registration is closed",
    source="our choice, by its name",
)
def test_create_registration_version_not_allowed_once_closed(pinpoint_v2: PinpointMock, is_refused: Any) -> None:
    closed = pinpoint_v2.add_registration(BRAND, status="CLOSED")
    is_refused(f"registration/{closed}", RegistrationId=closed)


@conflict(
    "REGISTRATION_ALREADY_SUBMITTED",
    by="SubmitRegistrationVersion",
    when="the current version is under review",
    source="our choice, by its name",
)
def test_registration_already_submitted(submitted_brand: str, is_refused: Any) -> None:
    is_refused(f"registration/{submitted_brand}", RegistrationId=submitted_brand)


@conflict(
    "SUBMIT_REGISTRATION_VERSION_NOT_ALLOWED",
    by="SubmitRegistrationVersion",
    when="a required field has no value",
    source="observed; another program had an empty one accepted, and denied at once",
)
def test_submit_registration_version_not_allowed_unless_filled_in(create_registration: Any, is_refused: Any) -> None:
    brand = create_registration(BRAND)
    is_refused(f"registration/{brand}", RegistrationId=brand)


@conflict(
    "SUBMIT_REGISTRATION_VERSION_NOT_ALLOWED",
    by="SubmitRegistrationVersion",
    when="what has to be associated before isn't",
    source="observed",
)
def test_submit_registration_version_not_allowed_unless_associated(file: Any, is_refused: Any) -> None:
    campaign = file(CAMPAIGN)
    is_refused(f"registration/{campaign}", RegistrationId=campaign)


@conflict(
    "SUBMIT_REGISTRATION_VERSION_NOT_ALLOWED",
    by="SubmitRegistrationVersion",
    when="the current version is neither a draft nor under review",
    source="our choice, by its name",
)
def test_submit_registration_version_not_allowed_after_a_decision(pinpoint_v2: PinpointMock, is_refused: Any) -> None:
    approved = pinpoint_v2.add_registration(BRAND)
    is_refused(f"registration/{approved}", RegistrationId=approved)


@conflict(
    "DISCARD_REGISTRATION_VERSION_NOT_ALLOWED",
    by="DiscardRegistrationVersion",
    when="the current version is neither a draft nor waiting for its review",
    source="documented; the reason our choice, by its name",
)
def test_discard_registration_version_not_allowed(pinpoint_v2: PinpointMock, is_refused: Any) -> None:
    approved = pinpoint_v2.add_registration(BRAND)
    is_refused(f"registration/{approved}", RegistrationId=approved)


@quota(
    "REGISTRATION_VERSIONS_CREATED_PER_DAY",
    by="CreateRegistrationVersion",
    when="25 versions of the registration were created in 24 hours",
    source="our choice, by its name; the number, too",
)
def test_registration_versions_created_per_day(client: Any, create_registration: Any, is_refused: Any) -> None:
    brand = {"RegistrationId": create_registration(BRAND)}
    client.discard_registration_version(**brand)
    for _ in range(24):
        client.create_registration_version(**brand)
        client.discard_registration_version(**brand)
    is_refused(**brand)


# What a version says -------------------------------------------------------------------------------------------------


@conflict(
    "EDIT_REGISTRATION_FIELD_VALUES_NOT_ALLOWED",
    by=("PutRegistrationFieldValue", "DeleteRegistrationFieldValue"),
    when="the current version isn't a draft",
    source="observed",
)
def test_edit_registration_field_values_not_allowed(submitted_brand: str, operation: str, is_refused: Any) -> None:
    more = {"TextValue": "Example Corp"} if operation.startswith("Put") else {}
    is_refused(f"registration/{submitted_brand}", RegistrationId=submitted_brand, **COMPANY_NAME, **more)


@conflict(
    "RESOURCE_NOT_ACTIVE",
    by="PutRegistrationFieldValue",
    when="the attachment isn't uploaded yet",
    source="observed",
)
def test_resource_not_active(client: Any, pinpoint_v2: PinpointMock, create_registration: Any, is_refused: Any) -> None:
    pinpoint_v2.transitions["registration-attachment"] = "manual"
    attachment = client.create_registration_attachment(AttachmentBody=PDF)["RegistrationAttachmentId"]
    is_refused(
        f"registration-attachment/{attachment}",
        RegistrationId=create_registration(CAMPAIGN),
        FieldPath="campaignInfo.optInScreenshot",
        RegistrationAttachmentId=attachment,
    )


# Associations --------------------------------------------------------------------------------------------------------


@conflict(
    "REGISTRATION_ALREADY_SUBMITTED",
    by="CreateRegistrationAssociation",
    when="the resource has to be associated before the registration is submitted, and it was",
    source="our choice, by its name",
)
def test_registration_already_submitted_without_its_number(
    pinpoint_v2: PinpointMock, request_number: Any, is_refused: Any
) -> None:
    approved = pinpoint_v2.add_registration(TOLL_FREE)
    number = request_number(NumberType="TOLL_FREE")["PhoneNumberId"]
    is_refused(f"registration/{approved}", RegistrationId=approved, ResourceId=number)


@conflict(
    "REGISTRATION_NOT_COMPLETE",
    by="CreateRegistrationAssociation",
    when="the resource can only be associated once the registration is approved",
    source="documented; the reason our choice",
)
def test_registration_not_complete_for_a_long_code(
    create_registration: Any, request_number: Any, is_refused: Any
) -> None:
    registration = create_registration(GB_LONG_CODE)
    number = request_number(IsoCountryCode="GB", NumberType="LONG_CODE")["PhoneNumberId"]
    is_refused(f"registration/{registration}", RegistrationId=registration, ResourceId=number)


@conflict(
    "REGISTRATION_NOT_COMPLETE",
    by="CreateRegistrationAssociation",
    when="the registration to build upon isn't approved yet",
    source="our choice, by its name",
)
def test_registration_not_complete_to_build_upon(create_registration: Any, is_refused: Any) -> None:
    brand, campaign = create_registration(BRAND), create_registration(CAMPAIGN)
    is_refused(f"registration/{brand}", RegistrationId=campaign, ResourceId=brand)


@conflict(
    "REGISTRATION_NOT_COMPLETE",
    by=("SendTextMessage", "SendMediaMessage", "SendVoiceMessage"),
    when="the registration of the number was revoked or closed",
    source="documented; the reason our choice",
)
@pytest.mark.parametrize("decide", ["revoke", "close"])
def test_registration_not_complete_any_more(
    pinpoint_v2: PinpointMock, request_number: Any, is_refused: Any, decide: str
) -> None:
    campaign = pinpoint_v2.add_registration(CAMPAIGN)
    number = request_number(NumberType="TEN_DLC", NumberCapabilities=["SMS", "MMS", "VOICE"], RegistrationId=campaign)
    getattr(pinpoint_v2, decide)(campaign)
    is_refused(f"registration/{campaign}", OriginationIdentity=number["PhoneNumberId"], **HELLO)


@conflict(
    "RESOURCE_ALREADY_ASSOCIATED",
    by="CreateRegistrationAssociation",
    when="the resource is associated with the registration already",
    source="our choice, by its name",
)
def test_resource_already_associated(
    client: Any, create_registration: Any, request_number: Any, is_refused: Any
) -> None:
    number = request_number(NumberType="TOLL_FREE")["PhoneNumberId"]
    asked = {"RegistrationId": create_registration(TOLL_FREE), "ResourceId": number}
    client.create_registration_association(**asked)
    is_refused(f"phone-number/{number}", **asked)


@conflict(
    "RESOURCE_ALREADY_ASSOCIATED",
    by="CreateRegistrationAssociation",
    when="the Notify configuration is associated with another registration",
    source="our choice, by its name",
)
def test_resource_already_associated_elsewhere(client: Any, create_registration: Any, is_refused: Any) -> None:
    notify = client.create_notify_configuration(
        DisplayName="Acme", UseCase="CODE_VERIFICATION", EnabledChannels=["SMS"]
    )["NotifyConfigurationId"]
    upgrade = "NOTIFY_TIER_UPGRADE_REGISTRATION"
    client.create_registration_association(RegistrationId=create_registration(upgrade), ResourceId=notify)
    is_refused(f"notify-configuration/{notify}", RegistrationId=create_registration(upgrade), ResourceId=notify)


@conflict(
    "RCS_AGENT_ALREADY_ASSOCIATED_TO_REGISTRATION_TYPE",
    by="CreateRegistrationAssociation",
    when="the agent is associated with another registration of the same type",
    source="our choice, by its name",
)
def test_rcs_agent_already_associated_to_registration_type(
    client: Any, create_registration: Any, is_refused: Any
) -> None:
    agent, testing = client.create_rcs_agent()["RcsAgentId"], "TEST_RCS_LAUNCH_REGISTRATION"
    client.create_registration_association(RegistrationId=create_registration(testing), ResourceId=agent)
    is_refused(f"rcs-agent/{agent}", RegistrationId=create_registration(testing), ResourceId=agent)


@conflict(
    "PHONE_NUMBER_ASSOCIATED_TO_REGISTRATION",
    by="CreateRegistrationAssociation",
    when="the number is associated with another registration",
    source="our choice, by its name",
)
def test_phone_number_associated_to_registration(
    client: Any, create_registration: Any, request_number: Any, is_refused: Any
) -> None:
    number = request_number(NumberType="TOLL_FREE")["PhoneNumberId"]
    client.create_registration_association(RegistrationId=create_registration(TOLL_FREE), ResourceId=number)
    is_refused(f"phone-number/{number}", RegistrationId=create_registration(TOLL_FREE), ResourceId=number)


@conflict(
    "PHONE_NUMBER_NOT_IN_REGISTRATION_REGION",
    by="CreateRegistrationAssociation",
    when="the number's ARN is of another region",
    source="our choice, by its name",
)
def test_phone_number_not_in_registration_region(create_registration: Any, is_refused: Any) -> None:
    elsewhere = "arn:aws:sms-voice:eu-west-1:123456789012:phone-number/phone-1"
    is_refused(f"phone-number/{elsewhere}", RegistrationId=create_registration(TOLL_FREE), ResourceId=elsewhere)


@quota(
    "ASSOCIATIONS_PER_REGISTRATION",
    by="CreateRegistrationAssociation",
    when="there are 100 associations",
    source="our choice, by its name; the number, too",
)
def test_associations_per_registration(
    client: Any, pinpoint_v2: PinpointMock, create_registration: Any, request_number: Any, is_refused: Any
) -> None:
    for name in ("PHONE_NUMBERS_PER_ACCOUNT", "PHONE_NUMBERS_PER_REGISTRATION"):
        pinpoint_v2.quotas[name] = 101
    registration = {"RegistrationId": create_registration(TOLL_FREE)}
    *others, last = [request_number(NumberType="TOLL_FREE")["PhoneNumberId"] for _ in range(101)]
    for each in others:
        client.create_registration_association(**registration, ResourceId=each)
    is_refused(**registration, ResourceId=last)


@quota(
    "PHONE_NUMBERS_PER_REGISTRATION",
    by="CreateRegistrationAssociation",
    when="the registration has 49 phone numbers",
    source="documented of 10DLC campaigns; the reason our choice",
)
def test_phone_numbers_per_registration_by_association(
    client: Any, pinpoint_v2: PinpointMock, create_registration: Any, request_number: Any, is_refused: Any
) -> None:
    pinpoint_v2.quotas["PHONE_NUMBERS_PER_ACCOUNT"] = 50
    registration = {"RegistrationId": create_registration(TOLL_FREE)}
    *others, last = [request_number(NumberType="TOLL_FREE")["PhoneNumberId"] for _ in range(50)]
    for each in others:
        client.create_registration_association(**registration, ResourceId=each)
    is_refused(**registration, ResourceId=last)
