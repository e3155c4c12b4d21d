"""Code that provisions numbers, and its tests as a user of pinpoint-mock writes them."""

from __future__ import annotations

import boto3
import pytest
from botocore.exceptions import ClientError

# The code under test. Its client is made at import, before any mock runs.

client = boto3.client("pinpoint-sms-voice-v2", region_name="us-east-1")


class NoMoreNumbers(Exception):
    """The account's quota of phone numbers is used up."""


def lease_number(token: str) -> str:
    """Lease a US toll-free number and wait until it is active; its id. The same token leases nothing twice."""
    try:
        phone_number_id = client.request_phone_number(
            IsoCountryCode="US",
            MessageType="TRANSACTIONAL",
            NumberCapabilities=["SMS"],
            NumberType="TOLL_FREE",
            ClientToken=token,
        )["PhoneNumberId"]
    except ClientError as error:
        if error.response.get("Reason") == "PHONE_NUMBERS_PER_ACCOUNT":
            raise NoMoreNumbers from error
        raise
    while client.describe_phone_numbers(PhoneNumberIds=[phone_number_id])["PhoneNumbers"][0]["Status"] != "ACTIVE":
        pass  # a real program sleeps here
    return phone_number_id


def is_opted_out(number: str) -> bool:
    """Whether a number is on the account's default opt-out list."""
    try:
        client.describe_opted_out_numbers(OptOutListName="Default", OptedOutNumbers=[number])
    except client.exceptions.ResourceNotFoundException:
        return False
    return True


# Its tests. The mark gives every test of the file a mock of its own.

pytestmark = pytest.mark.usefixtures("pinpoint_v2")


def test_a_leased_number_is_active():
    phone_number_id = lease_number("order-1")
    [number] = client.describe_phone_numbers()["PhoneNumbers"]
    assert (number["PhoneNumberId"], number["Status"]) == (phone_number_id, "ACTIVE")


def test_a_throttled_poll_is_tried_again(pinpoint_v2):
    pinpoint_v2.fail("DescribePhoneNumbers", "ThrottlingException")
    lease_number("order-1")
    assert [call.operation for call in pinpoint_v2.calls] == [
        "RequestPhoneNumber",
        "DescribePhoneNumbers",
        "DescribePhoneNumbers",
    ]


def test_the_same_order_leases_one_number():
    assert lease_number("order-1") == lease_number("order-1")
    assert len(client.describe_phone_numbers()["PhoneNumbers"]) == 1


def test_the_quota_is_told_from_other_errors(pinpoint_v2):
    pinpoint_v2.quotas["PHONE_NUMBERS_PER_ACCOUNT"] = 1
    lease_number("order-1")
    with pytest.raises(NoMoreNumbers):
        lease_number("order-2")


def test_other_errors_are_passed_on(pinpoint_v2):
    pinpoint_v2.fail("RequestPhoneNumber", "AccessDeniedException", reason="ACCOUNT_DISABLED")
    with pytest.raises(ClientError, match="ACCOUNT_DISABLED"):
        lease_number("order-1")


def test_only_numbers_on_the_list_are_opted_out():
    client.put_opted_out_number(OptOutListName="Default", OptedOutNumber="+12065550100")
    assert is_opted_out("+12065550100")
    assert not is_opted_out("+12065550101")
