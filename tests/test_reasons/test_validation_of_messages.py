"""Test each reason for which a message, or a phone that is to be verified, gets a ValidationException."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest

from pinpoint_mock import PinpointMock

invalid = partial(pytest.mark.refusal, "ValidationException")

SENDS = ("SendTextMessage", "SendMediaMessage", "SendVoiceMessage")
PHONE = "+12065550100"
HELLO = {"DestinationPhoneNumber": PHONE, "MessageBody": "Hello"}
OF_GB = "+447700900123"


@pytest.fixture
def phone(client: Any) -> dict[str, Any]:
    """Return the parameter that names a phone that is to be verified."""
    made = client.create_verified_destination_number(DestinationPhoneNumber=PHONE)
    return {"VerifiedDestinationNumberId": made["VerifiedDestinationNumberId"]}


# The request --------------------------------------------------------------------------------------------------------


@invalid(
    "FIELD_VALIDATION_FAILED",
    by=SENDS,
    when="values aren't of the length, pattern, enum, type or number of items that the model has, or members that it "
    "requires are missing; here and in every operation",
    source="the rules documented, the reason our choice",
)
def test_field_validation_failed(toll_free_number: Any, operation: str, is_refused: Any) -> None:
    price = "maxPricePerMinute" if operation == "SendVoiceMessage" else "maxPrice"
    is_refused(
        f"destinationPhoneNumber,messageBody,{price},timeToLive,context.job",
        DestinationPhoneNumber="206-555-0100",
        OriginationIdentity=toll_free_number["PhoneNumberId"],
        MessageBody=" \n",
        **{f"{price[0].upper()}{price[1:]}": "12"},
        TimeToLive=72 * 60 * 60 + 1,
        Context={"job": " 42 "},
    )


@invalid("MISSING_PARAMETER", by=("SendTextMessage", "SendVoiceMessage"), when="there is no body", source="our choice")
def test_missing_parameter_without_a_body(toll_free_number: Any, is_refused: Any) -> None:
    is_refused("messageBody", DestinationPhoneNumber=PHONE, OriginationIdentity=toll_free_number["PhoneNumberId"])


@invalid("MISSING_PARAMETER", by="SendMediaMessage", when="there is neither a file nor a body", source="our choice")
def test_missing_parameter_without_a_file(toll_free_number: Any, is_refused: Any) -> None:
    is_refused("mediaUrls", DestinationPhoneNumber=PHONE, OriginationIdentity=toll_free_number["PhoneNumberId"])


@invalid(
    "MAXIMUM_SIZE_EXCEEDED",
    by="SendVoiceMessage",
    when="a body that isn't SSML has more than 3000 characters",
    source="documented; the reason our choice",
)
def test_maximum_size_exceeded(toll_free_number: Any, is_refused: Any) -> None:
    is_refused(
        "messageBody", **{**HELLO, "MessageBody": "a" * 3001}, OriginationIdentity=toll_free_number["PhoneNumberId"]
    )


@invalid(
    "MAXIMUM_SIZE_EXCEEDED",
    by="SendTextMessage",
    when="a text that goes by SMS takes more than 1530 characters of GSM, or 630 of another encoding",
    source="documented that it fails; that the call is refused, and the reason, our choice",
)
@pytest.mark.parametrize(
    ("longest", "too_long"),
    [("a" * 1530, "a" * 1531), ("€" * 765, "€" * 766), ("ç" * 630, "ç" * 631), ("😀" * 315, "😀" * 316)],
    ids=["GSM", "GSM with extensions", "another encoding", "emoji"],
)
@pytest.mark.parametrize("is_dry_run", [False, True])
def test_maximum_size_exceeded_by_a_text(
    client: Any, toll_free_number: Any, is_refused: Any, longest: str, too_long: str, is_dry_run: bool
) -> None:
    identity = {"OriginationIdentity": toll_free_number["PhoneNumberId"]}
    client.send_text_message(**{**HELLO, "MessageBody": longest}, **identity)
    is_refused("messageBody", **{**HELLO, "MessageBody": too_long}, **identity, DryRun=is_dry_run)


@invalid("CANNOT_PARSE", by="SendVoiceMessage", when="the SSML isn't a `<speak>` element", source="our choice")
@pytest.mark.parametrize("body", ["<speak>Hello", "Hello", "<p>Hello</p>", "<speak>this & that</speak>"])
def test_cannot_parse(toll_free_number: Any, is_refused: Any, body: str) -> None:
    is_refused(
        "messageBody",
        DestinationPhoneNumber=PHONE,
        OriginationIdentity=toll_free_number["PhoneNumberId"],
        MessageBody=body,
        MessageBodyTextType="SSML",
    )


@invalid(
    "PRICE_OVER_THRESHOLD",
    by=("SendTextMessage", "SendMediaMessage"),
    when="the price is higher than `MaxPrice`",
    source="documented; the reason our choice, by its name",
)
def test_price_over_threshold(toll_free_number: Any, is_refused: Any, operation: str) -> None:
    price = {"SendTextMessage": "0.00580", "SendMediaMessage": "0.01949"}[operation]  # of 0.00581 and 0.0195
    is_refused("maxPrice", **HELLO, OriginationIdentity=toll_free_number["PhoneNumberId"], MaxPrice=price)


@invalid(
    "PRICE_OVER_THRESHOLD",
    by="SendTextMessage",
    when="the price of all parts of the text is higher than `MaxPrice`",
    source="documented; the reason our choice, by its name",
)
def test_price_over_threshold_of_several_parts(toll_free_number: Any, is_refused: Any) -> None:
    of_two_parts = {**HELLO, "MessageBody": "x" * 161}
    is_refused("maxPrice", **of_two_parts, OriginationIdentity=toll_free_number["PhoneNumberId"], MaxPrice=".00581")


@invalid(
    "PRICE_OVER_THRESHOLD",
    by="SendVoiceMessage",
    when="the price of a minute is higher than `MaxPricePerMinute`",
    source="documented; the reason our choice, by its name",
)
def test_price_over_threshold_of_a_minute(
    client: Any, pinpoint_v2: PinpointMock, toll_free_number: Any, is_refused: Any
) -> None:
    call = {**HELLO, "OriginationIdentity": toll_free_number["PhoneNumberId"]}
    client.send_voice_message(**call)
    is_refused("maxPricePerMinute", **call, MaxPricePerMinute=f"{pinpoint_v2.outbox[0].price - 0.00001:.5f}")


# The destination ----------------------------------------------------------------------------------------------------


@invalid(
    "INVALID_PARAMETER",
    by=(*SENDS, "CreateVerifiedDestinationNumber"),
    when="the destination can't be a phone number",
    source="our choice",
)
@pytest.mark.parametrize("destination", ["+12", "+1206555", "+120655501", "+9991234567"])
def test_invalid_parameter_for_an_impossible_destination(
    toll_free_number: Any, operation: str, is_refused: Any, destination: str
) -> None:
    rest = (
        {"OriginationIdentity": toll_free_number["PhoneNumberId"], "MessageBody": "Hello"} if operation in SENDS else {}
    )
    is_refused("destinationPhoneNumber", DestinationPhoneNumber=destination, **rest)


@invalid(
    "DESTINATION_COUNTRY_BLOCKED",
    by=(*SENDS, "CreateVerifiedDestinationNumber"),
    when="the destination is in Cuba, Iran, North Korea, Sudan or Syria",
    source="documented; the reason our choice",
)
@pytest.mark.parametrize(
    "destination",
    ["+5350123456", "+989123456789", "989123456789", "+8501921234567", "+249911231234", "+963944567890"],
)
def test_destination_country_blocked(toll_free_number: Any, operation: str, is_refused: Any, destination: str) -> None:
    rest = (
        {"OriginationIdentity": toll_free_number["PhoneNumberId"], "MessageBody": "Hello"} if operation in SENDS else {}
    )
    is_refused("destinationPhoneNumber", DestinationPhoneNumber=destination, **rest)


@invalid(
    "DESTINATION_COUNTRY_BLOCKED",
    by=("SendVoiceMessage", "SendDestinationNumberVerificationCode"),
    when="the account is in the sandbox, and the destination in a country that it can't call",
    source="documented; the reason our choice",
)
@pytest.mark.pinpoint_v2(account_tier="SANDBOX")
def test_destination_country_blocked_in_the_sandbox(
    client: Any, request_number: Any, operation: str, is_refused: Any
) -> None:
    french = request_number(IsoCountryCode="FR", NumberType="LONG_CODE", NumberCapabilities=["VOICE"])
    asked: dict[str, Any] = {**HELLO, "DestinationPhoneNumber": "+33700000001"}
    if operation == "SendDestinationNumberVerificationCode":
        made = client.create_verified_destination_number(DestinationPhoneNumber="+33700000001")
        named = {"VerifiedDestinationNumberId": made["VerifiedDestinationNumberId"]}
        asked = {**named, "VerificationChannel": "VOICE"}
    is_refused("destinationPhoneNumber", **asked, OriginationIdentity=french["PhoneNumberId"])


@invalid(
    "CANNOT_ADD_OPTED_OUT_NUMBER",
    by="CreateVerifiedDestinationNumber",
    when="the phone is on the opt-out list `Default`",
    source="our choice, by its name",
)
def test_cannot_add_opted_out_number(client: Any, is_refused: Any) -> None:
    client.put_opted_out_number(OptOutListName="Default", OptedOutNumber=PHONE)
    is_refused("destinationPhoneNumber", DestinationPhoneNumber=PHONE)


# The identity that is to send ---------------------------------------------------------------------------------------


@invalid(
    "INVALID_IDENTITY_FOR_DESTINATION_COUNTRY",
    by=SENDS,
    when="the number that is named is of another country than the destination, and not for international sending",
    source="observed",
)
def test_invalid_identity_for_destination_country(toll_free_number: Any, is_refused: Any) -> None:
    to_gb = {**HELLO, "DestinationPhoneNumber": OF_GB}
    is_refused("originationIdentity", **to_gb, OriginationIdentity=toll_free_number["PhoneNumberId"])


@invalid(
    "INVALID_IDENTITY_FOR_DESTINATION_COUNTRY",
    by="SendTextMessage",
    when="the sender ID whose ARN is named is of another country than the destination",
    source="our choice",
)
def test_invalid_identity_for_destination_country_of_a_sender_id(client: Any, is_refused: Any) -> None:
    arn = client.request_sender_id(SenderId="SHOP", IsoCountryCode="DE")["SenderIdArn"]
    is_refused("originationIdentity", **{**HELLO, "DestinationPhoneNumber": OF_GB}, OriginationIdentity=arn)


@invalid(
    "INVALID_PARAMETER",
    by=("SendTextMessage", "SendMediaMessage"),
    when="a simulator number is to send to what isn't a simulator, or is one of another country",
    source="documented; the reason our choice",
)
@pytest.mark.parametrize("destination", [PHONE, "+447860019066", OF_GB])
def test_invalid_parameter_for_a_phone_from_a_simulator(request_number: Any, is_refused: Any, destination: str) -> None:
    abroad = {"NumberCapabilities": ["SMS", "MMS"], "InternationalSendingEnabled": True}
    number_id = request_number(NumberType="SIMULATOR", **abroad)["PhoneNumberId"]
    is_refused(
        "destinationPhoneNumber",
        DestinationPhoneNumber=destination,
        OriginationIdentity=number_id,
        MessageBody="Hello",
    )


@invalid(
    "INVALID_PARAMETER",
    by="SendDestinationNumberVerificationCode",
    when="a simulator number is to send the code",
    source="documented; the reason our choice",
)
@pytest.mark.usefixtures("toll_free_number")
def test_invalid_parameter_for_a_code_by_a_simulator(
    client: Any, pinpoint_v2: PinpointMock, request_number: Any, phone: Any, is_refused: Any
) -> None:
    client.send_destination_number_verification_code(**phone, VerificationChannel="TEXT")
    code = pinpoint_v2.verification_code(phone["VerifiedDestinationNumberId"])
    simulator = request_number(NumberType="SIMULATOR")["PhoneNumberId"]
    is_refused("originationIdentity", **phone, VerificationChannel="TEXT", OriginationIdentity=simulator)
    assert pinpoint_v2.verification_code(phone["VerifiedDestinationNumberId"]) == code


@invalid(
    "INVALID_ARN",
    by=SENDS,
    when="the ARN is of another kind of resource than messages can come from",
    source="our choice",
)
def test_invalid_arn_of_an_identity(client: Any, is_refused: Any) -> None:
    [default] = client.describe_opt_out_lists()["OptOutLists"]
    is_refused("originationIdentity", **HELLO, OriginationIdentity=default["OptOutListArn"])


@invalid(
    "VOICE_CAPABILITY_NOT_AVAILABLE",
    by=("SendVoiceMessage", "SendDestinationNumberVerificationCode"),
    when="the number that is to call can't",
    source="our choice, by its name",
)
def test_voice_capability_not_available(request_number: Any, phone: Any, operation: str, is_refused: Any) -> None:
    number_id = request_number(NumberType="TOLL_FREE")["PhoneNumberId"]
    rest = HELLO if operation == "SendVoiceMessage" else {**phone, "VerificationChannel": "VOICE"}
    is_refused("originationIdentity", **rest, OriginationIdentity=number_id)


@invalid(
    "VOICE_CAPABILITY_NOT_AVAILABLE",
    by="SendVoiceMessage",
    when="a sender ID is named, which sends texts alone",
    source="our choice, by its name",
)
def test_voice_capability_not_available_of_a_sender_id(client: Any, is_refused: Any) -> None:
    client.request_sender_id(SenderId="SHOP", IsoCountryCode="GB")
    is_refused("originationIdentity", **{**HELLO, "DestinationPhoneNumber": OF_GB}, OriginationIdentity="SHOP")


@invalid(
    "SENDER_ID_NOT_SUPPORTED",
    by="SendTextMessage",
    when="there is no such sender ID, or one for another country, and there are none in the destination's country",
    source="observed; that it is for this our choice",
)
@pytest.mark.usefixtures("toll_free_number")
@pytest.mark.parametrize("country", [None, "GB"])
def test_sender_id_not_supported(client: Any, is_refused: Any, country: str | None) -> None:
    if country is not None:
        client.request_sender_id(SenderId="SHOP", IsoCountryCode=country)
    is_refused("originationIdentity", **HELLO, OriginationIdentity="SHOP")


@invalid(
    "SENDER_ID_REQUIRES_REGISTRATION",
    by="SendTextMessage",
    when="there is no such sender ID, or one for another country, and each must be registered in the destination's",
    source="our choice, by its name",
)
@pytest.mark.parametrize("country", [None, "GB"])
def test_sender_id_requires_registration(client: Any, is_refused: Any, country: str | None) -> None:
    if country is not None:
        client.request_sender_id(SenderId="SHOP", IsoCountryCode=country)
    is_refused(
        "originationIdentity",
        DestinationPhoneNumber="+919876543210",
        OriginationIdentity="SHOP",
        MessageBody="Hello",
    )


@invalid(
    "SENDER_ID_NOT_REGISTERED",
    by="SendTextMessage",
    when="there is no such sender ID, or none for the destination's country",
    source="our choice, by its name",
)
@pytest.mark.parametrize("country", [None, "DE"])
def test_sender_id_not_registered(client: Any, is_refused: Any, country: str | None) -> None:
    if country is not None:
        client.request_sender_id(SenderId="SHOP", IsoCountryCode=country)
    is_refused("originationIdentity", DestinationPhoneNumber=OF_GB, OriginationIdentity="SHOP", MessageBody="Hello")


# The code -----------------------------------------------------------------------------------------------------------


@invalid(
    "VERIFICATION_CODE_MISMATCH",
    by="VerifyDestinationNumber",
    when="the code isn't the one that was sent last, or none was sent",
    source="our choice, by its name",
)
@pytest.mark.pinpoint_v2(seed=1)
@pytest.mark.parametrize("given", ["before one was sent", "a wrong one", "the one before"])
def test_verification_code_mismatch(
    client: Any, pinpoint_v2: PinpointMock, toll_free_number: Any, phone: Any, is_refused: Any, given: str
) -> None:
    code = {"VerificationChannel": "TEXT", "OriginationIdentity": toll_free_number["PhoneNumberId"]}
    wrong = "12345678"  # no code is so long
    if given != "before one was sent":
        client.send_destination_number_verification_code(**phone, **code)
    if given == "the one before":
        wrong = pinpoint_v2.verification_code(phone["VerifiedDestinationNumberId"])
        client.send_destination_number_verification_code(**phone, **code)
    is_refused("verificationCode", **phone, VerificationCode=wrong)
