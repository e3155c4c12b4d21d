"""Test which identity sends a message. Why one may not is tested in tests/test_reasons."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from pinpoint_mock import PinpointMock, SentMessage

US_PHONE, CA_PHONE, GB_PHONE, FR_PHONE = "+12065550100", "+14165550100", "+447700900123", "+33199005123"
US_SIMULATOR = "+14254147755"

Text = Callable[..., SentMessage]


def number_of(client: Any, phone_number_id: str) -> Any:
    return client.describe_phone_numbers(PhoneNumberIds=[phone_number_id])["PhoneNumbers"][0]


# The forms of OriginationIdentity -----------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["PhoneNumber", "without plus", "PhoneNumberId", "PhoneNumberArn"])
def test_a_number_is_named_in_several_forms(client: Any, make_identity: Any, send_text: Text, form: str) -> None:
    make_identity()
    number = number_of(client, make_identity())
    by = number["PhoneNumber"].removeprefix("+") if form == "without plus" else number[form]
    message = send_text(by=by)
    assert (message.origination_identity, message.pool_id) == (number["PhoneNumberId"], None)
    assert message.origination_phone_number == number["PhoneNumber"]


@pytest.mark.parametrize("form", ["SHOP", "shop", "SenderIdArn"])
def test_a_sender_id_is_named_by_its_text_or_arn(client: Any, make_identity: Any, send_text: Text, form: str) -> None:
    make_identity()
    make_identity("GB", "SENDER_ID")
    make_identity("DE", "SENDER_ID")
    message = send_text(by=client.describe_sender_ids()["SenderIds"][0].get(form, form))
    assert (message.origination_identity, message.origination_phone_number) == ("SHOP", "SHOP")


@pytest.mark.parametrize("form", ["PoolId", "PoolArn"])
def test_a_pool_is_named_by_its_id_or_arn(
    client: Any, make_identity: Any, make_pool_of_identities: Any, send_text: Text, form: str
) -> None:
    make_identity()
    member = make_identity()
    pool = make_pool_of_identities(member)
    message = send_text(by=client.describe_pools()["Pools"][0][form])
    assert (message.origination_identity, message.pool_id) == (member, pool)


@pytest.mark.parametrize("name", ["pool-shop", "phone-shop", "rcs-shop"])
def test_a_sender_id_may_look_a_little_like_an_id(client: Any, send_text: Text, name: str) -> None:
    client.request_sender_id(IsoCountryCode="GB", SenderId=name)
    assert send_text(by=name).origination_phone_number == name.upper()


ARN = "arn:aws:sms-voice:us-east-1:123456789012:"


@pytest.mark.parametrize(
    ("kind", "unknown"),
    [
        ("phone-number", "+447700900999"),
        ("phone-number", f"phone-{'0' * 32}"),
        ("phone-number", f"{ARN}phone-number/phone-{'0' * 32}"),
        ("pool", f"pool-{'0' * 32}"),
        ("pool", f"{ARN}pool/pool-{'0' * 32}"),
        ("sender-id", f"{ARN}sender-id/SHOP/GB"),
        ("rcs-agent", f"rcs-{'0' * 32}"),
        ("rcs-agent", f"{ARN}rcs-agent/rcs-{'0' * 32}"),
    ],
)
def test_an_identity_that_there_is_not_is_not_found(send_text: Text, refused: Any, kind: str, unknown: str) -> None:
    error = refused("ResourceNotFoundException", send_text, by=unknown)
    assert (error["ResourceType"], error["ResourceId"]) == (kind, unknown)


@pytest.mark.parametrize("elsewhere", [("eu-west-1", None), (None, "111122223333")])
@pytest.mark.parametrize("form", ["PhoneNumber", "PhoneNumberId", "PhoneNumberArn"])
def test_the_identities_of_another_account_or_region_are_not_found(
    pinpoint_v2: PinpointMock, make_identity: Any, client: Any, refused: Any, elsewhere: Any, form: str
) -> None:
    number = number_of(client, make_identity())
    sending = {"DestinationPhoneNumber": GB_PHONE, "MessageBody": "Hello", "OriginationIdentity": number[form]}
    refused("ResourceNotFoundException", pinpoint_v2.client(*elsewhere).send_text_message, **sending)


# What is chosen of an account, and of a pool ------------------------------------------------------------------------

of_account_and_pool = pytest.mark.parametrize("of", ["account", "pool"])


@of_account_and_pool
@pytest.mark.parametrize(
    ("to", "better", "worse"),
    [
        (US_PHONE, ("US", "TEN_DLC"), ("US", "TOLL_FREE")),
        (CA_PHONE, ("CA", "TOLL_FREE"), ("CA", "LONG_CODE")),
        (GB_PHONE, ("GB", "LONG_CODE"), ("GB", "SENDER_ID")),
        (GB_PHONE, ("GB", "SENDER_ID"), ("US", "TOLL_FREE")),
        (US_SIMULATOR, ("US", "TOLL_FREE"), ("US", "SIMULATOR")),
    ],
)
@pytest.mark.parametrize("better_is_first", [True, False])
def test_identities_are_preferred_by_their_kind(
    make_identity: Any,
    make_pool_of_identities: Any,
    send_text: Text,
    of: str,
    to: str,
    better: Any,
    worse: Any,
    better_is_first: bool,
) -> None:
    abroad = {"InternationalSendingEnabled": True}
    made = {kind: make_identity(*kind, **abroad if kind[1] == "TOLL_FREE" else {}) for kind in (better, worse)}
    identities = [made[better], made[worse]] if better_is_first else [made[worse], made[better]]
    pool = make_pool_of_identities(*identities)
    assert send_text(to, by=pool if of == "pool" else None).origination_identity == made[better]


@of_account_and_pool
def test_the_destinations_country_decides(
    make_identity: Any, make_pool_of_identities: Any, send_text: Text, of: str
) -> None:
    british, canadian = make_identity("GB"), make_identity("CA")
    pool = make_pool_of_identities(british, canadian)
    assert send_text(CA_PHONE, by=pool if of == "pool" else None).origination_identity == canadian


@pytest.mark.parametrize(("hours", "is_remembered"), [(24.99, True), (25, False)])
@of_account_and_pool
def test_the_identity_that_reached_a_phone_is_preferred_for_25_hours(
    pinpoint_v2: PinpointMock,
    make_identity: Any,
    make_pool_of_identities: Any,
    send_text: Text,
    of: str,
    hours: float,
    is_remembered: bool,
) -> None:
    long_code, sender_id = make_identity(), make_identity("GB", "SENDER_ID")
    pool = make_pool_of_identities(long_code, sender_id)
    send_text(by=sender_id)
    pinpoint_v2.clock.advance(hours=hours)
    by = pool if of == "pool" else None
    assert send_text("+447700900124", by=by).origination_identity == long_code
    assert send_text(by=by).origination_identity == (sender_id if is_remembered else long_code)


def test_an_identity_that_did_not_reach_a_phone_is_not_preferred(
    pinpoint_v2: PinpointMock, make_identity: Any, send_text: Text
) -> None:
    long_code, sender_id = make_identity(), make_identity("GB", "SENDER_ID")
    pinpoint_v2.delivery = "UNREACHABLE"
    send_text(by=sender_id)
    pinpoint_v2.delivery = "manual"
    waiting = send_text(by=sender_id, DryRun=False).message_id
    pinpoint_v2.delivery = "DELIVERED"
    send_text(by=sender_id, DryRun=True)
    assert send_text().origination_identity == long_code
    pinpoint_v2.deliver(waiting, "DELIVERED")
    assert send_text().origination_identity == sender_id


def test_an_identity_that_reached_a_phone_and_fits_no_longer_is_not_chosen(
    client: Any, make_identity: Any, make_pool_of_identities: Any, send_text: Text
) -> None:
    pooled, other, promotional = make_identity(), make_identity(), make_identity(MessageType="PROMOTIONAL")
    pool = make_pool_of_identities(pooled)
    send_text(by=pooled)
    send_text(by=other)
    send_text(by=promotional)
    assert send_text(by=pool).origination_identity == pooled
    assert send_text(MessageType="TRANSACTIONAL").origination_identity == pooled
    send_text(by=other)
    client.release_phone_number(PhoneNumberId=other)
    assert send_text(MessageType="TRANSACTIONAL").origination_identity == pooled


# Shared routes ------------------------------------------------------------------------------------------------------


def test_without_an_identity_of_its_own_an_account_sends_by_a_shared_route(make_identity: Any, send_text: Text) -> None:
    make_identity("CA")
    message = send_text(FR_PHONE)
    assert (message.origination_identity, message.origination_phone_number) == (None, None)
    assert (message.message_type, message.pool_id) == ("TRANSACTIONAL", None)
    assert send_text(CA_PHONE).origination_identity is not None


@pytest.mark.parametrize("message_type", ["TRANSACTIONAL", "PROMOTIONAL"])
def test_a_pool_sends_by_shared_routes_if_they_are_enabled(
    client: Any, make_identity: Any, make_pool_of_identities: Any, send_text: Text, refused: Any, message_type: str
) -> None:
    pool = make_pool_of_identities(make_identity("CA", MessageType=message_type), message_type=message_type)
    client.update_pool(PoolId=pool, SharedRoutesEnabled=True)
    message = send_text(FR_PHONE, by=pool)
    assert (message.origination_identity, message.pool_id) == (None, pool)
    assert message.message_type == message_type
    refused("ConflictException", send_text, by=pool, to=US_PHONE)


# Guam, Puerto Rico, the Virgin Islands, American Samoa, the Northern Mariana Islands, China, the UK
WITHOUT_SHARED_ROUTES = {
    "US": US_PHONE,
    "GU": "+16715550100",
    "PR": "+17875550100",
    "VI": "+13405550100",
    "AS": "+16845550100",
    "MP": "+16705550100",
    "CN": "+8613912345678",
    "GB": GB_PHONE,
}


@pytest.mark.parametrize("country", WITHOUT_SHARED_ROUTES)
@of_account_and_pool
def test_no_shared_route_reaches_the_us_its_territories_china_or_the_uk(
    client: Any,
    make_identity: Any,
    make_pool_of_identities: Any,
    send_text: Text,
    refused: Any,
    pinpoint_v2: PinpointMock,
    of: str,
    country: str,
) -> None:
    pool = make_pool_of_identities(make_identity("CA"))
    client.update_pool(PoolId=pool, SharedRoutesEnabled=True)
    to, by = WITHOUT_SHARED_ROUTES[country], pool if of == "pool" else None
    assert refused("ConflictException", send_text, to=to, by=by)["Reason"] == "NO_ORIGINATION_IDENTITIES_FOUND"
    pinpoint_v2.shared_routes.add(country)
    assert send_text(to, by=by).origination_identity is None


def test_a_test_chooses_the_countries_of_shared_routes(
    send_text: Text, refused: Any, pinpoint_v2: PinpointMock
) -> None:
    assert {"FR", "CA", "JP"} < pinpoint_v2.shared_routes
    assert pinpoint_v2.shared_routes.isdisjoint({*WITHOUT_SHARED_ROUTES, "CU", "IR", "KP", "SD", "SY"})
    pinpoint_v2.shared_routes = {"GB"}
    assert send_text(GB_PHONE).origination_identity is None
    refused("ConflictException", send_text, to=FR_PHONE)
    with pytest.raises(ValueError, match="'UK' is not the ISO code of a country"):
        pinpoint_v2.shared_routes.add("UK")
    with pytest.raises(TypeError, match="country codes; 'GB' was given"):
        pinpoint_v2.shared_routes = "GB"  # type: ignore[assignment]  # a wrong use, which has to be refused
    pinpoint_v2.shared_routes.discard("GB")
    assert (len(pinpoint_v2.shared_routes), repr(pinpoint_v2.shared_routes)) == (0, "set()")
    pinpoint_v2.reset()
    assert "FR" in pinpoint_v2.shared_routes
    assert "GB" not in pinpoint_v2.shared_routes


@pytest.mark.parametrize(
    ("to", "shown"),
    [
        pytest.param(FR_PHONE, "NEWS", id="needs no registration"),
        pytest.param("+919876543210", "NOTICE", id="India requires a registration"),
        pytest.param("+6591234567", "NOTICE", id="Singapore requires a registration"),
        pytest.param("+5511912345678", None, id="Brazil has no sender IDs"),
        pytest.param(CA_PHONE, None, id="Canada has no sender IDs"),
    ],
)
def test_the_default_sender_id_of_a_configuration_set_shows_where_it_may_be_used_and_no_identity_fits(
    client: Any, make_identity: Any, make_pool_of_identities: Any, send_text: Text, to: str, shown: str | None
) -> None:
    client.create_configuration_set(ConfigurationSetName="news")
    client.set_default_sender_id(ConfigurationSetName="news", SenderId="NEWS")
    pool = make_pool_of_identities(make_identity("SE"))
    client.update_pool(PoolId=pool, SharedRoutesEnabled=True)
    for by in None, pool:
        message = send_text(to, by=by, ConfigurationSetName="news")
        assert (message.origination_identity, message.origination_phone_number) == (None, shown)
    own = make_identity()
    assert send_text(ConfigurationSetName="news").origination_identity == own


# Whether an identity may send -----------------------------------------------------------------------------------------


def test_a_number_that_is_not_active_is_passed_over_and_one_in_a_pool_that_is_not_active_sends(
    pinpoint_v2: PinpointMock, make_identity: Any, make_pool_of_identities: Any, send_text: Text
) -> None:
    pinpoint_v2.transitions["pool"] = "manual"
    make_pool_of_identities(pooled := make_identity())
    pinpoint_v2.transitions["phone-number"] = "manual"
    make_identity(MessageType="PROMOTIONAL")
    assert send_text().origination_identity == pooled
    pinpoint_v2.shared_routes.add("GB")
    assert send_text(MessageType="PROMOTIONAL").origination_identity is None


@pytest.mark.parametrize("form", ["PhoneNumber", "PhoneNumberId", "PhoneNumberArn"])
def test_a_number_that_was_released_is_not_found(
    pinpoint_v2: PinpointMock, client: Any, make_identity: Any, send_text: Text, refused: Any, form: str
) -> None:
    number = number_of(client, make_identity())
    pinpoint_v2.transitions["phone-number"] = "manual"
    client.release_phone_number(PhoneNumberId=number["PhoneNumberId"])
    refused("ResourceNotFoundException", send_text, by=number[form])


def test_the_message_type_is_the_identitys_own(make_identity: Any, send_text: Text) -> None:
    promotional, both = make_identity(MessageType="PROMOTIONAL"), make_identity("GB", "SENDER_ID")
    assert send_text(by=promotional).message_type == "PROMOTIONAL"
    for message_type in "TRANSACTIONAL", "PROMOTIONAL":
        assert send_text(by=both, MessageType=message_type).message_type == message_type


def test_a_text_without_a_message_type_has_that_of_its_configuration_set(
    pinpoint_v2: PinpointMock, client: Any, make_identity: Any, send_text: Text
) -> None:
    client.create_configuration_set(ConfigurationSetName="news")
    client.set_default_message_type(ConfigurationSetName="news", MessageType="PROMOTIONAL")
    number = make_identity("US", "TOLL_FREE", NumberCapabilities=["SMS", "MMS"])
    asked = {"to": US_PHONE, "by": number, "ConfigurationSetName": "news"}
    assert send_text(MessageType="TRANSACTIONAL", **asked).message_type == "TRANSACTIONAL"
    assert send_text(FR_PHONE, ConfigurationSetName="news").message_type == "PROMOTIONAL"
    sending = {"DestinationPhoneNumber": US_PHONE, "OriginationIdentity": number, "MediaUrls": ["s3://shop/cat.png"]}
    client.send_media_message(ConfigurationSetName="news", **sending)
    assert pinpoint_v2.outbox[-1].message_type == "TRANSACTIONAL"


def test_a_number_for_international_sending_sends_abroad(make_identity: Any, send_text: Text) -> None:
    abroad = make_identity("US", "TOLL_FREE", InternationalSendingEnabled=True)
    assert send_text(by=abroad).origination_identity == abroad


def test_a_simulator_sends_to_the_simulators_of_its_country(make_identity: Any, send_text: Text) -> None:
    simulator = make_identity("US", "SIMULATOR")
    for given in US_SIMULATOR, US_SIMULATOR.removeprefix("+"):
        assert send_text(given, by=simulator).status == "DELIVERED"
