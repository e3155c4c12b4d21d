"""Test which opt-out list is asked before a message is sent: that of the identity, or that of its pool.

That a message to a phone on that list is refused is tested in tests/test_reasons. Here are the messages that are sent,
since the phone is on other lists alone.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from pinpoint_mock import PinpointMock

PHONE = "+447700900123"
SELF_MANAGED = {
    "TwoWayEnabled": True,
    "TwoWayChannelArn": "arn:aws:sns:us-east-1:123456789012:answers",
    "SelfManagedOptOutsEnabled": True,
}

Text = Callable[..., str | None]


@pytest.fixture(autouse=True)
def promotions(client: Any) -> None:
    """A list beside Default."""
    client.create_opt_out_list(OptOutListName="promotions")


@pytest.fixture
def opt_out(client: Any) -> Callable[[str], Any]:
    return lambda name: client.put_opted_out_number(OptOutListName=name, OptedOutNumber=PHONE)


@pytest.fixture
def make(request_number: Any) -> Callable[..., str]:
    """A new number of the UK; its id."""

    def call(**parameters: Any) -> str:
        return str(request_number(IsoCountryCode="GB", NumberType="LONG_CODE", **parameters)["PhoneNumberId"])

    return call


@pytest.fixture
def pool_of(client: Any) -> Callable[[str], str]:
    return lambda number: str(
        client.create_pool(OriginationIdentity=number, MessageType="TRANSACTIONAL", IsoCountryCode="GB")["PoolId"]
    )


@pytest.fixture
def text(pinpoint_v2: PinpointMock, client: Any) -> Text:
    """Send a text, by whatever fits unless told otherwise; what it goes by."""

    def call(by: str | None = None) -> str | None:
        named = {} if by is None else {"OriginationIdentity": by}
        client.send_text_message(DestinationPhoneNumber=PHONE, MessageBody="Hello", **named)
        return pinpoint_v2.outbox[-1].origination_identity

    return call


def test_a_number_sends_whatever_is_on_the_list_of_another(make: Any, text: Text, opt_out: Any) -> None:
    default, _ = make(), make(OptOutListName="promotions")
    opt_out("promotions")
    assert text(by=default) == default
    assert text() == default


def test_a_number_sends_whatever_is_on_the_list_that_it_had(client: Any, make: Any, text: Text, opt_out: Any) -> None:
    number = make(OptOutListName="promotions")
    opt_out("promotions")
    client.update_phone_number(PhoneNumberId=number, OptOutListName="Default")
    assert text(by=number) == number


@pytest.mark.parametrize("named", ["pool", "number", None])
def test_a_number_in_a_pool_sends_whatever_is_on_its_own_list(
    client: Any, make: Any, pool_of: Any, text: Text, opt_out: Any, named: str | None
) -> None:
    number = make()
    pool = pool_of(number)
    by = {"pool": pool, "number": number, None: None}[named]
    client.update_pool(PoolId=pool, OptOutListName="promotions")
    opt_out("Default")
    assert text(by=by) == number


def test_sender_ids_and_shared_routes_send_whatever_is_on_lists_other_than_default(
    client: Any, text: Text, opt_out: Any
) -> None:
    opt_out("promotions")
    assert text() is None
    client.request_sender_id(IsoCountryCode="GB", SenderId="SHOP")
    assert text(by="SHOP") == "SHOP"


def test_a_pool_of_sender_ids_sends_whatever_is_on_the_list_named_default(
    client: Any, pool_of: Any, text: Text, opt_out: Any
) -> None:
    client.request_sender_id(IsoCountryCode="GB", SenderId="SHOP")
    pool = pool_of("SHOP")
    client.update_pool(PoolId=pool, OptOutListName="promotions", SharedRoutesEnabled=True)
    opt_out("Default")
    assert text(by=pool) == "SHOP"


def test_a_number_whose_opt_outs_are_self_managed_sends_whatever_is_on_its_list(
    client: Any, make: Any, text: Text, opt_out: Any
) -> None:
    number = make()
    opt_out("Default")
    client.update_phone_number(PhoneNumberId=number, **SELF_MANAGED)
    assert text(by=number) == number


@pytest.mark.parametrize("named", ["pool", "number", None])
def test_a_pool_whose_opt_outs_are_self_managed_sends_whatever_is_on_its_list(
    client: Any, make: Any, pool_of: Any, text: Text, opt_out: Any, named: str | None
) -> None:
    number = make()
    pool = pool_of(number)
    by = {"pool": pool, "number": number, None: None}[named]
    opt_out("Default")
    client.update_pool(PoolId=pool, **SELF_MANAGED)
    assert text(by=by) == number


def test_lists_of_the_same_name_in_other_regions_and_accounts_are_others(pinpoint_v2: PinpointMock, text: Text) -> None:
    for other in pinpoint_v2.client("eu-west-1"), pinpoint_v2.client(account_id="111122223333"):
        other.put_opted_out_number(OptOutListName="Default", OptedOutNumber=PHONE)
    assert text() is None
