"""Fixtures that several of these tests use: resources of the service, and ways to send messages by them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from pinpoint_mock import InboundMessage, PinpointMock, SentMessage

UK_PHONE, US_PHONE = "+447700900123", "+12065550100"


@pytest.fixture
def simulator_number_id(request_number: Callable[..., Any]) -> str:
    """Request a simulator number of the US, which is in no pool. Return its id."""
    return str(request_number()["PhoneNumberId"])


@pytest.fixture
def pooled_number_id(request_number: Callable[..., Any]) -> str:
    """Request the simulator number of the US that is in `simulator_pool`. Return its id."""
    return str(request_number()["PhoneNumberId"])


@pytest.fixture
def simulator_pool(client: Any, pooled_number_id: str) -> Any:
    """Make a pool of one simulator number of the US. Return the answer."""
    return client.create_pool(OriginationIdentity=pooled_number_id, MessageType="TRANSACTIONAL")


@pytest.fixture
def simulator_pool_id(simulator_pool: Any) -> str:
    """Return the id of `simulator_pool`."""
    return str(simulator_pool["PoolId"])


@pytest.fixture
def pool_of_both(client: Any, launched_agent: str, toll_free_number: Any) -> str:
    """Make a pool of `launched_agent` and `toll_free_number`. Return its id."""
    pool = client.create_pool(OriginationIdentity=launched_agent, IsoCountryCode="ZZ", MessageType="TRANSACTIONAL")
    client.associate_origination_identity(
        PoolId=pool["PoolId"], OriginationIdentity=toll_free_number["PhoneNumberId"], IsoCountryCode="US"
    )
    return str(pool["PoolId"])


@pytest.fixture
def request_sender_id(client: Any) -> Callable[..., Any]:
    """Request a sender ID, by default SHOP for GB. Return the answer."""

    def call(**parameters: Any) -> Any:
        return client.request_sender_id(**{"SenderId": "SHOP", "IsoCountryCode": "GB", **parameters})

    return call


@pytest.fixture
def make_identity(pinpoint_v2: PinpointMock, client: Any, request_number: Any) -> Callable[..., str]:
    """Request an identity: `make_identity("GB", "LONG_CODE")`. Return its id.

    Of the kind "SENDER_ID", it is the sender ID SHOP. Return its text.
    """

    def call(country: str = "GB", kind: str = "LONG_CODE", **parameters: Any) -> str:
        if kind == "SENDER_ID":
            client.request_sender_id(IsoCountryCode=country, SenderId="SHOP", **parameters)
            return "SHOP"
        if kind == "TEN_DLC":
            campaign = pinpoint_v2.add_registration("US_TEN_DLC_CAMPAIGN_REGISTRATION")
            parameters = {"RegistrationId": campaign, **parameters}
        return str(request_number(IsoCountryCode=country, NumberType=kind, **parameters)["PhoneNumberId"])

    return call


@pytest.fixture
def make_pool_of_identities(client: Any) -> Callable[..., str]:
    """Make a pool of identities, each given by its id, or by the text of a sender ID of the UK. Return its id."""

    def call(*identities: str, message_type: str = "TRANSACTIONAL") -> str:
        first, *others = ({"OriginationIdentity": each, **country_of(each)} for each in identities)
        pool = str(client.create_pool(MessageType=message_type, **first)["PoolId"])
        for other in others:
            client.associate_origination_identity(PoolId=pool, **other)
        return pool

    def country_of(identity: str) -> dict[str, str]:
        return {} if identity.startswith("phone-") else {"IsoCountryCode": "GB"}

    return call


@pytest.fixture
def request_long_code(request_number: Callable[..., Any]) -> Callable[..., Any]:
    """Request a long code, by default one of the UK. Return the answer."""
    return lambda **parameters: request_number(**{"IsoCountryCode": "GB", "NumberType": "LONG_CODE", **parameters})


@pytest.fixture
def number_with_keyword(client: Any, request_long_code: Callable[..., Any]) -> Any:
    """Request a long code of the UK, and give it the keyword HOURS beside HELP and STOP. Return the answer."""
    number = request_long_code()
    client.put_keyword(OriginationIdentity=number["PhoneNumberId"], Keyword="HOURS", KeywordMessage="9 to 5.")
    return number


@pytest.fixture
def receive(pinpoint_v2: PinpointMock, number_with_keyword: Any) -> Callable[..., InboundMessage]:
    """Have a person write to a number, by default `number_with_keyword`. Return what becomes of the message."""

    def call(body: str, to: str = number_with_keyword["PhoneNumber"], by: str = UK_PHONE) -> InboundMessage:
        return pinpoint_v2.receive(body, origination_number=by, destination_number=to)

    return call


@pytest.fixture
def send_text(pinpoint_v2: PinpointMock, client: Any) -> Callable[..., SentMessage]:
    """Send a text, by default to the UK by any identity of the account that may. Return it as the outbox shows it."""

    def call(to: str = UK_PHONE, by: str | None = None, **parameters: Any) -> SentMessage:
        named = {} if by is None else {"OriginationIdentity": by}
        client.send_text_message(DestinationPhoneNumber=to, MessageBody="Hello", **named, **parameters)
        return pinpoint_v2.outbox[-1]

    return call


@pytest.fixture
def orders_set(client: Any) -> str:
    """Create the configuration set "orders". Return its name."""
    return str(client.create_configuration_set(ConfigurationSetName="orders")["ConfigurationSetName"])


@pytest.fixture
def campaign(pinpoint_v2: PinpointMock) -> str:
    """Add an approved registration of a 10DLC campaign. Return its id."""
    return pinpoint_v2.add_registration("US_TEN_DLC_CAMPAIGN_REGISTRATION")


@pytest.fixture
def add_phone(client: Any) -> Callable[..., str]:
    """Add a phone that is to be verified. Return the id of the verified destination number."""
    return lambda phone=US_PHONE: str(
        client.create_verified_destination_number(DestinationPhoneNumber=phone)["VerifiedDestinationNumberId"]
    )


@pytest.fixture
def phone_id(add_phone: Callable[..., str]) -> str:
    """Add the phone +12065550100. Return the id of the verified destination number."""
    return add_phone()
