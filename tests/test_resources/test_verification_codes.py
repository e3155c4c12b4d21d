"""Test the codes that verify phones: how they are sent, and how they are given back."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from pinpoint_mock import PinpointMock, SentMessage
from pinpoint_mock.protocol.model import enum_values

PHONE, ANOTHER_PHONE = "+12065550100", "+12065550101"
ARN = "arn:aws:sms-voice:us-east-1:123456789012:verified-destination-number/"

Call = Callable[..., Any]

pytestmark = pytest.mark.usefixtures("toll_free_number")  # which can send codes


@pytest.fixture
def send_code(client: Any, pinpoint_v2: PinpointMock, phone_id: str) -> Callable[..., SentMessage]:
    """Send a code to the phone. Return the message as the outbox shows it."""

    def call(by: str = "TEXT", to: str = phone_id, **parameters: Any) -> SentMessage:
        sent = client.send_destination_number_verification_code(
            VerifiedDestinationNumberId=to, VerificationChannel=by, **parameters
        )
        message = pinpoint_v2.outbox[-1]
        assert message.message_id == sent["MessageId"]
        return message

    return call


@pytest.fixture
def give_code_back(client: Any, pinpoint_v2: PinpointMock, phone_id: str) -> Call:
    """Give a code back, by default the one that was sent last. Return the answer."""

    def call(given: str | None = None) -> Any:
        code = pinpoint_v2.verification_code(phone_id) if given is None else given
        return client.verify_destination_number(VerifiedDestinationNumberId=phone_id, VerificationCode=code)

    return call


def status(client: Any) -> str:
    """That of the one phone."""
    [number] = client.describe_verified_destination_numbers()["VerifiedDestinationNumbers"]
    return str(number["Status"])


# Codes sent ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("channel", ["TEXT", "VOICE"])
def test_a_code_reaches_the_phone_and_the_test(
    pinpoint_v2: PinpointMock, toll_free_number: Any, phone_id: str, send_code: Any, channel: str
) -> None:
    message = send_code(channel)
    assert (message.channel, message.destination_phone_number) == (channel, PHONE)
    assert message.origination_identity == toll_free_number["PhoneNumberId"]
    assert message.status == {"TEXT": "SUCCESSFUL", "VOICE": "COMPLETED"}[channel]
    code = pinpoint_v2.verification_code(phone_id)
    assert re.fullmatch("[0-9]{6}", code)
    assert code == re.sub("[^0-9]", "", message.message_body)
    assert pinpoint_v2.verification_code(f"{ARN}{phone_id}") == code


@pytest.mark.pinpoint_v2(seed=1)
@pytest.mark.parametrize("language", enum_values("LanguageCode"))
def test_a_code_is_sent_in_the_language_asked_for(
    send_code: Any, pinpoint_v2: PinpointMock, phone_id: str, language: str
) -> None:
    def said(message: SentMessage) -> str:
        assert message.message_body is not None
        return message.message_body.replace(pinpoint_v2.verification_code(phone_id), "{code}")

    default = said(send_code())
    own = said(send_code(LanguageCode=language))
    assert "{code}" in own
    assert (own == default) == language.startswith("EN")


def test_a_code_is_a_message_with_context_and_configuration_set(
    client: Any, pinpoint_v2: PinpointMock, send_code: Any
) -> None:
    client.create_configuration_set(ConfigurationSetName="codes")
    parameters = {"IN_ENTITY_ID": "1"}
    message = send_code(ConfigurationSetName="codes", Context={"step": "2"}, DestinationCountryParameters=parameters)
    assert (message.configuration_set_name, message.context) == ("codes", {"step": "2"})
    assert message.destination_country_parameters == parameters
    assert pinpoint_v2.events[-1]["context"] == {"step": "2"}


def test_the_first_code_is_free_for_every_phone(add_phone: Call, send_code: Any) -> None:
    assert [send_code().price > 0 for _ in range(3)] == [False, True, True]
    assert send_code(to=add_phone(ANOTHER_PHONE)).price == 0


# How often ----------------------------------------------------------------------------------------------------------


def test_a_code_is_sent_by_the_identity_that_is_named(request_number: Call, send_code: Any) -> None:
    another = request_number(NumberType="TOLL_FREE")["PhoneNumberId"]
    assert send_code(OriginationIdentity=another).origination_identity == another


def test_five_codes_are_sent_each_day_and_refused_calls_do_not_count(
    pinpoint_v2: PinpointMock, request_number: Call, send_code: Any, give_code_back: Call, refused: Any
) -> None:
    simulator = request_number()["PhoneNumberId"]
    for _ in range(5):
        refused("ValidationException", send_code, OriginationIdentity=simulator)
        send_code()
        pinpoint_v2.clock.advance(minutes=1)
    refused("ServiceQuotaExceededException", send_code)
    pinpoint_v2.clock.advance(hours=24)
    send_code()
    assert give_code_back()["Status"] == "VERIFIED"


# Codes given back ---------------------------------------------------------------------------------------------------


def test_a_phone_is_verified_by_its_code(client: Any, send_code: Any, give_code_back: Call, phone_id: str) -> None:
    send_code()
    assert status(client) == "PENDING"
    answer = give_code_back()
    assert (answer["VerifiedDestinationNumberId"], answer["Status"]) == (phone_id, "VERIFIED")
    assert answer["DestinationPhoneNumber"] == PHONE
    assert status(client) == "VERIFIED"


@pytest.mark.pinpoint_v2(seed=1)
def test_a_wrong_code_leaves_the_right_one_valid(send_code: Any, give_code_back: Call, refused: Any) -> None:
    send_code()
    refused("ValidationException", give_code_back, given="000000")
    assert give_code_back()["Status"] == "VERIFIED"


def test_a_code_is_valid_for_14_minutes_also_after_another_has_expired(
    pinpoint_v2: PinpointMock, send_code: Any, give_code_back: Call
) -> None:
    send_code()
    pinpoint_v2.clock.advance(minutes=15, seconds=1)
    send_code()
    pinpoint_v2.clock.advance(minutes=14)
    assert give_code_back()["Status"] == "VERIFIED"


# PinpointMock.verification_code -------------------------------------------------------------------------------------


def test_the_code_of_an_unknown_id_is_an_error_with_the_nearest(pinpoint_v2: PinpointMock, phone_id: str) -> None:
    with pytest.raises(LookupError, match=phone_id):
        pinpoint_v2.verification_code(f"{phone_id[:-1]}g")


def test_codes_of_other_regions_and_accounts_are_found_by_id(pinpoint_v2: PinpointMock) -> None:
    for there in pinpoint_v2.client("eu-west-1"), pinpoint_v2.client(account_id="111122223333"):
        there.request_phone_number(
            IsoCountryCode="US", MessageType="TRANSACTIONAL", NumberCapabilities=["SMS"], NumberType="TOLL_FREE"
        )
        vdn = there.create_verified_destination_number(DestinationPhoneNumber=PHONE)["VerifiedDestinationNumberId"]
        there.send_destination_number_verification_code(VerifiedDestinationNumberId=vdn, VerificationChannel="TEXT")
        there.verify_destination_number(
            VerifiedDestinationNumberId=vdn, VerificationCode=pinpoint_v2.verification_code(vdn)
        )
