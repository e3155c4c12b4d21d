"""Test short codes: numbers that RequestPhoneNumber doesn't have, and that do everything else that numbers do."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from pinpoint_mock import PinpointMock, UnknownNameError, mock_pinpoint_v2
from pinpoint_mock.facts.countries import COUNTRIES

PHONE = "+12065550100"
TOPIC = "arn:aws:sns:us-east-1:123456789012:inbound"
ROLE = "arn:aws:iam::123456789012:role/inbound"


def numbers(client: Any, **parameters: Any) -> list[Any]:
    listed: list[Any] = client.describe_phone_numbers(**parameters)["PhoneNumbers"]
    return listed


@pytest.fixture
def short_code(pinpoint_v2: PinpointMock) -> str:
    """Lease a short code of the US. Return its digits."""
    return pinpoint_v2.add_phone_number(number_type="SHORT_CODE", number_capabilities=["SMS", "MMS"])


@pytest.fixture
def short_code_id(client: Any, short_code: str) -> str:
    """Return the id of `short_code`."""
    return str(next(each["PhoneNumberId"] for each in numbers(client) if each["PhoneNumber"] == short_code))


def test_a_short_code_is_described_with_its_digits(client: Any, short_code: str) -> None:
    [number] = numbers(client, Filters=[{"Name": "number-type", "Values": ["SHORT_CODE"]}])
    assert re.fullmatch("[2-9][0-9]{4,5}", short_code)
    assert number["PhoneNumber"] == short_code
    assert (number["NumberType"], number["IsoCountryCode"], number["Status"]) == ("SHORT_CODE", "US", "ACTIVE")
    assert number["MonthlyLeasingPrice"] == "995.00"


def test_short_codes_differ_and_are_the_same_for_a_seed() -> None:
    def draw() -> list[str]:
        with mock_pinpoint_v2(seed=7, strict_quotas=False) as pinpoint:
            return [pinpoint.add_phone_number(number_type="SHORT_CODE") for _ in range(200)]

    drawn = draw()
    assert len(set(drawn)) == 200
    assert draw() == drawn


def test_every_country_has_short_codes_of_five_or_six_digits() -> None:
    with mock_pinpoint_v2(strict_quotas=False) as pinpoint:
        codes = {country: pinpoint.add_phone_number(country, number_type="SHORT_CODE") for country in COUNTRIES}
    assert [country for country, code in codes.items() if not re.fullmatch("[1-9][0-9]{4,5}", code)] == []


# Sending and receiving ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["PhoneNumber", "PhoneNumberId", "PhoneNumberArn"])
def test_a_short_code_sends_by_its_digits_its_id_or_its_arn(
    pinpoint_v2: PinpointMock, client: Any, short_code: str, form: str
) -> None:
    [number] = numbers(client)
    client.send_text_message(DestinationPhoneNumber=PHONE, OriginationIdentity=number[form], MessageBody="Hello")
    client.send_media_message(DestinationPhoneNumber=PHONE, OriginationIdentity=number[form], MessageBody="Hello")
    assert [message.origination_phone_number for message in pinpoint_v2.outbox] == [short_code] * 2
    assert [message.carrier_name for message in pinpoint_v2.outbox] == [None] * 2


def test_digits_that_are_no_short_code_of_the_account_are_not_found(client: Any, refused: Any, short_code: str) -> None:
    for given in f"{short_code}0"[-6:], f"+{short_code}":
        error = refused(
            "ResourceNotFoundException",
            client.send_text_message,
            DestinationPhoneNumber=PHONE,
            OriginationIdentity=given,
            MessageBody="Hello",
        )
        assert (error["ResourceType"], error["ResourceId"]) == ("phone-number", given)


def test_a_short_code_is_preferred_to_a_toll_free_number(
    pinpoint_v2: PinpointMock, client: Any, toll_free_number: Any, short_code: str
) -> None:
    client.send_text_message(DestinationPhoneNumber=PHONE, MessageBody="Hello")
    assert pinpoint_v2.outbox[0].origination_phone_number == short_code != toll_free_number["PhoneNumber"]


def test_a_person_writes_to_a_short_code_and_is_answered(
    pinpoint_v2: PinpointMock, client: Any, short_code: str, short_code_id: str
) -> None:
    client.update_phone_number(
        PhoneNumberId=short_code_id, TwoWayEnabled=True, TwoWayChannelArn=TOPIC, TwoWayChannelRole=ROLE
    )
    client.put_keyword(OriginationIdentity=short_code_id, Keyword="HOURS", KeywordMessage="9 to 5.")
    received = pinpoint_v2.receive("Hours", origination_number=PHONE, destination_number=short_code)
    assert (received.payload["destinationNumber"], received.published_to) == (short_code, TOPIC)
    assert received.reply is not None
    assert (received.reply.message_body, received.reply.origination_phone_number) == ("9 to 5.", short_code)


def test_a_person_who_writes_stop_to_a_short_code_is_on_its_list(
    pinpoint_v2: PinpointMock, client: Any, refused: Any, short_code: str, short_code_id: str
) -> None:
    client.create_opt_out_list(OptOutListName="codes")
    client.update_phone_number(PhoneNumberId=short_code_id, OptOutListName="codes")
    pinpoint_v2.receive("STOP", origination_number=PHONE, destination_number=short_code)
    opted_out = client.describe_opted_out_numbers(OptOutListName="codes")["OptedOutNumbers"]
    assert [each["OptedOutNumber"] for each in opted_out] == [PHONE]
    error = refused(
        "ConflictException",
        client.send_text_message,
        DestinationPhoneNumber=PHONE,
        OriginationIdentity=short_code,
        MessageBody="Hello",
    )
    assert error["Reason"] == "DESTINATION_PHONE_NUMBER_OPTED_OUT"


def test_a_message_to_another_short_code_says_which_there_are(pinpoint_v2: PinpointMock) -> None:
    pinpoint_v2.add_phone_number(number_type="SHORT_CODE", phone_number="555123")
    with pytest.raises(UnknownNameError, match="did you mean 555123"):
        pinpoint_v2.receive("HELP", origination_number=PHONE, destination_number="555124")


# Pools, tags and policies ---------------------------------------------------------------------------------------------


def test_a_short_code_is_in_a_pool_and_sends_for_it(
    pinpoint_v2: PinpointMock, client: Any, short_code: str, short_code_id: str
) -> None:
    pool = client.create_pool(OriginationIdentity=short_code_id, MessageType="TRANSACTIONAL")["PoolId"]
    other = pinpoint_v2.add_phone_number(
        number_type="SHORT_CODE", number_capabilities=["SMS", "MMS"], phone_number="61234", pool_id=pool
    )
    listed = client.list_pool_origination_identities(PoolId=pool)["OriginationIdentities"]
    assert [each["PhoneNumber"] for each in listed] == [short_code, other]
    client.send_text_message(DestinationPhoneNumber=PHONE, OriginationIdentity=pool, MessageBody="Hello")
    message = pinpoint_v2.outbox[0]
    assert (message.origination_phone_number, message.pool_id) == (short_code, pool)


def test_a_short_code_has_tags_and_a_policy(client: Any, short_code: str) -> None:
    [number] = numbers(client)
    assert number["PhoneNumber"] == short_code
    arn, tags, policy = number["PhoneNumberArn"], [{"Key": "team", "Value": "sms"}], '{"Statement": []}'
    client.tag_resource(ResourceArn=arn, Tags=tags)
    client.put_resource_policy(ResourceArn=arn, Policy=policy)
    assert client.list_tags_for_resource(ResourceArn=arn)["Tags"] == tags
    assert client.get_resource_policy(ResourceArn=arn)["Policy"] == policy


# The approval of a registration ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("country", ["GB", "DE", "PT"])
def test_an_approved_registration_gives_a_short_code(
    pinpoint_v2: PinpointMock, client: Any, file: Callable[..., str], country: str
) -> None:
    pinpoint_v2.transitions["registration"] = "manual"
    registration_id = file(f"{country}_SHORT_CODE_REGISTRATION")
    client.submit_registration_version(RegistrationId=registration_id)
    assert numbers(client) == []
    pinpoint_v2.approve(registration_id)
    [number] = numbers(client)
    assert re.fullmatch("[0-9]{5,6}", number["PhoneNumber"])
    assert (number["NumberType"], number["IsoCountryCode"], number["Status"]) == ("SHORT_CODE", country, "ACTIVE")
    assert (number["MessageType"], number["NumberCapabilities"]) == ("TRANSACTIONAL", ["SMS"])
    assert number["RegistrationId"] == registration_id
    [association] = client.list_registration_associations(RegistrationId=registration_id)["RegistrationAssociations"]
    assert (association["ResourceId"], association["PhoneNumber"]) == (number["PhoneNumberId"], number["PhoneNumber"])


def test_a_later_approval_gives_no_other_short_code(
    pinpoint_v2: PinpointMock, client: Any, file: Callable[..., str], fill: Callable[..., None]
) -> None:
    pinpoint_v2.transitions["registration"] = "manual"
    registration_id = file("GB_SHORT_CODE_REGISTRATION")
    client.submit_registration_version(RegistrationId=registration_id)
    pinpoint_v2.approve(registration_id)
    client.create_registration_version(RegistrationId=registration_id)
    fill(registration_id)
    client.submit_registration_version(RegistrationId=registration_id)
    pinpoint_v2.approve(registration_id)
    assert len(numbers(client)) == 1


def test_a_closed_registration_stops_its_short_code(
    pinpoint_v2: PinpointMock, client: Any, refused: Any, file: Callable[..., str]
) -> None:
    pinpoint_v2.transitions["registration"] = "immediate"
    registration_id = file("GB_SHORT_CODE_REGISTRATION")
    client.submit_registration_version(RegistrationId=registration_id)
    [number] = numbers(client)
    send = {"DestinationPhoneNumber": "+447700900123", "OriginationIdentity": number["PhoneNumber"]}
    client.send_text_message(**send, MessageBody="Hello")
    pinpoint_v2.close(registration_id)
    error = refused("ConflictException", client.send_text_message, **send, MessageBody="Hello")
    assert error["Reason"] == "REGISTRATION_NOT_COMPLETE"
