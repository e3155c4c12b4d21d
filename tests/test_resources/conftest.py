"""What the tests of sending share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from pinpoint_mock import PinpointMock


@pytest.fixture
def able_number(request_number: Any) -> Any:
    """A number of the US that can send on every channel."""
    return request_number(NumberType="TOLL_FREE", NumberCapabilities=["SMS", "MMS", "VOICE"])


@pytest.fixture
def agent(client: Any) -> str:
    """The id of an RCS agent that has no registrations."""
    return str(client.create_rcs_agent()["RcsAgentId"])


@pytest.fixture
def launched(pinpoint_v2: PinpointMock, agent: str) -> str:
    """The same, launched in the US."""
    pinpoint_v2.launch(agent, "US")
    return agent


@pytest.fixture
def pool_of_both(client: Any, launched: str, able_number: Any) -> str:
    """The id of a pool of the launched agent and the able number."""
    pool = client.create_pool(OriginationIdentity=launched, IsoCountryCode="ZZ", MessageType="TRANSACTIONAL")
    number_id = able_number["PhoneNumberId"]
    client.associate_origination_identity(PoolId=pool["PoolId"], OriginationIdentity=number_id, IsoCountryCode="US")
    return str(pool["PoolId"])


@pytest.fixture
def send(client: Any, able_number: Any) -> Callable[..., str]:
    """Send "Hello" to +12065550100 by that number, unless told otherwise; None leaves out. The message's id."""

    def call(channel: str = "TEXT", **parameters: Any) -> str:
        asked = {
            "DestinationPhoneNumber": "+12065550100",
            "OriginationIdentity": able_number["PhoneNumberId"],
            "MessageBody": "Hello",
            **parameters,
        }
        given = {name: value for name, value in asked.items() if value is not None}
        return str(getattr(client, f"send_{channel.lower()}_message")(**given)["MessageId"])

    return call
