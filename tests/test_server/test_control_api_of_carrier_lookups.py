"""The control API: what CarrierLookup is to find out."""

from __future__ import annotations

from typing import Any

import pytest

from pinpoint_mock import PinpointMock

SAID = {"+12065550100": {"PhoneNumberType": "LANDLINE", "Carrier": "Old Bell"}}


def test_lookups_are_told_and_set(control: Any, pinpoint_v2_client: Any) -> None:
    assert control("GET", "/carrier-lookups").json() == {}
    assert control("PATCH", "/carrier-lookups", json=SAID).json() == SAID
    assert control("GET", "/carrier-lookups").json() == SAID
    assert pinpoint_v2_client.carrier_lookup(PhoneNumber="+12065550100")["Carrier"] == "Old Bell"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [({"PhoneNumbrType": "MOBILE"}, "did you mean PhoneNumberType"), ({"PhoneNumberType": "LAND"}, "LANDLINE")],
)
def test_one_wrong_lookup_sets_none(control: Any, pinpoint_v2: PinpointMock, wrong: Any, said: str) -> None:
    response = control("PATCH", "/carrier-lookups", json={**SAID, "+12065550101": wrong})
    assert response.status_code == 400
    assert said in response.json()["message"]
    assert len(pinpoint_v2.carrier_lookups) == 0
