"""Test the control API of RCS: launches and invitations."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import requests

from pinpoint_mock import PinpointMock

PHONE = "+12065550100"

Control = Callable[..., requests.Response]


def test_an_agent_is_launched(
    control: Control, pinpoint_v2: PinpointMock, pinpoint_v2_client: Any, rcs_agent: str
) -> None:
    assert control("POST", "/launch", json={"rcs_agent_id": rcs_agent, "iso_country_code": "US"}).status_code == 204
    pinpoint_v2_client.send_text_message(DestinationPhoneNumber=PHONE, MessageBody="Hello")
    assert pinpoint_v2.outbox[0].origination_identity == rcs_agent
    written = {"message_body": "Stop", "origination_number": PHONE, "destination_number": rcs_agent}
    assert control("POST", "/inbound", json=written).json()["reply"]["channel"] == "RCS"
    assert [message["channel"] for message in control("GET", "/outbox").json()] == ["RCS", "RCS"]


def test_an_invitation_is_accepted(control: Control, pinpoint_v2_client: Any, rcs_agent: str) -> None:
    invited = pinpoint_v2_client.create_verified_destination_number(DestinationPhoneNumber=PHONE, RcsAgentId=rcs_agent)
    number = {"verified_destination_number_id": invited["VerifiedDestinationNumberId"]}
    assert control("POST", "/accept-invitation", json=number).status_code == 204
    [tester] = pinpoint_v2_client.describe_verified_destination_numbers()["VerifiedDestinationNumbers"]
    assert tester["Status"] == "VERIFIED"


@pytest.mark.parametrize(
    ("path", "body", "said"),
    [
        ("/launch", {"rcs_agent_id": "rcs-1", "iso_country_code": "US"}, "'rcs-1' is not the id of any rcs-agent"),
        ("/launch", {"iso_country_code": "UK"}, "'UK' is not a country that RCS agents are launched in"),
        ("/accept-invitation", {"verified_destination_number_id": "vdn-1"}, "'vdn-1' is not the id"),
    ],
)
def test_what_there_is_not_is_one_clear_error(
    control: Control, rcs_agent: str, path: str, body: Any, said: str
) -> None:
    asked = {"rcs_agent_id": rcs_agent, **body} if path == "/launch" else body
    response = control("POST", path, json=asked)
    assert response.status_code == 400
    assert said in response.json()["message"]
