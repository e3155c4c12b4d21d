"""Fixtures that several folders of tests use: resources of the service, and ways to send messages by them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from pinpoint_mock import PinpointMock

Send = Callable[..., str]


@pytest.fixture
def toll_free_number(request_number: Callable[..., Any]) -> Any:
    """Request a toll-free number of the US for texts, media messages and calls. Return the answer."""
    return request_number(NumberType="TOLL_FREE", NumberCapabilities=["SMS", "MMS", "VOICE"])


@pytest.fixture
def ten_dlc_number(request_number: Callable[..., Any], pinpoint_v2: PinpointMock) -> Any:
    """Request a 10DLC number of the US for texts, media messages and calls, with its campaign. Return the answer."""
    campaign = pinpoint_v2.add_registration("US_TEN_DLC_CAMPAIGN_REGISTRATION")
    capabilities = ["SMS", "MMS", "VOICE"]
    return request_number(NumberType="TEN_DLC", NumberCapabilities=capabilities, RegistrationId=campaign)


@pytest.fixture
def toll_free_pool(client: Any, toll_free_number: Any) -> Any:
    """Make a pool of `toll_free_number`. Return the answer."""
    return client.create_pool(OriginationIdentity=toll_free_number["PhoneNumberId"], MessageType="TRANSACTIONAL")


@pytest.fixture
def british_number(request_number: Callable[..., Any]) -> Any:
    """Request a long code of the UK for texts, media messages and calls, which also sends abroad. Return the answer."""
    return request_number(
        IsoCountryCode="GB",
        NumberType="LONG_CODE",
        NumberCapabilities=["SMS", "MMS", "VOICE"],
        InternationalSendingEnabled=True,
    )


@pytest.fixture
def pool_of_sender_id(client: Any) -> str:
    """Make a pool of the sender ID SHOP for GB. Return its id."""
    client.request_sender_id(SenderId="SHOP", IsoCountryCode="GB")
    pool = client.create_pool(OriginationIdentity="SHOP", IsoCountryCode="GB", MessageType="TRANSACTIONAL")
    return str(pool["PoolId"])


@pytest.fixture
def rcs_agent(client: Any) -> str:
    """Make an RCS agent without registrations. Return its id."""
    return str(client.create_rcs_agent()["RcsAgentId"])


@pytest.fixture
def launched_agent(pinpoint_v2: PinpointMock, rcs_agent: str) -> str:
    """Launch `rcs_agent` in the US. Return its id."""
    pinpoint_v2.launch(rcs_agent, "US")
    return rcs_agent


@pytest.fixture
def protect_configuration(client: Any) -> dict[str, str]:
    """Make a protect configuration. Return the parameter that names it."""
    return {"ProtectConfigurationId": client.create_protect_configuration()["ProtectConfigurationId"]}


@pytest.fixture
def create_notify(client: Any) -> Callable[..., dict[str, Any]]:
    """Create a Notify configuration, by default one of both channels with the name Acme. Return the answer."""

    def call(**parameters: Any) -> dict[str, Any]:
        asked = {"DisplayName": "Acme", "UseCase": "CODE_VERIFICATION", "EnabledChannels": ["SMS", "VOICE"]}
        answer: dict[str, Any] = client.create_notify_configuration(**{**asked, **parameters})
        del answer["ResponseMetadata"]
        return answer

    return call


@pytest.fixture
def brand_draft(client: Any) -> str:
    """Create a brand's registration, whose version is an empty draft. Return its id."""
    return str(client.create_registration(RegistrationType="US_TEN_DLC_BRAND_REGISTRATION")["RegistrationId"])


@pytest.fixture
def submitted_brand(pinpoint_v2: PinpointMock, client: Any, file: Callable[..., str]) -> str:
    """Submit a brand's registration, whose review waits for the test to decide on it. Return its id."""
    pinpoint_v2.transitions["registration"] = "manual"
    registration_id = file("US_TEN_DLC_BRAND_REGISTRATION")
    client.submit_registration_version(RegistrationId=registration_id)
    return registration_id


@pytest.fixture
def send_message(client: Any, toll_free_number: Any) -> Send:
    """Send "Hello" by `toll_free_number`. Return the message's id.

    The parameters of the call add to the default ones or replace them; None leaves one out.
    """

    def call(channel: str = "TEXT", to: str = "+12065550100", **parameters: Any) -> str:
        asked = {
            "DestinationPhoneNumber": to,
            "OriginationIdentity": toll_free_number["PhoneNumberId"],
            "MessageBody": "Hello",
            **parameters,
        }
        given = {name: value for name, value in asked.items() if value is not None}
        return str(getattr(client, f"send_{channel.lower()}_message")(**given)["MessageId"])

    return call


@pytest.fixture
def send_by_british_number(client: Any, british_number: Any) -> Send:
    """Send "Hello" by `british_number`, with other parameters if they are given. Return the message's id."""

    def call(channel: str = "TEXT", to: str = "+447700900123", **parameters: Any) -> str:
        defaults = {"OriginationIdentity": british_number["PhoneNumberId"], "MessageBody": "Hello"}
        message = {"DestinationPhoneNumber": to, **defaults, **parameters}
        return str(getattr(client, f"send_{channel.lower()}_message")(**message)["MessageId"])

    return call


@pytest.fixture
def moto() -> Iterator[None]:
    """Run moto while the test runs."""
    from moto import mock_aws  # most tests don't need it, and it takes long to import

    with mock_aws():
        yield
