"""Test which opt-out list is asked before a message is sent: that of the identity, or that of its pool.

That a message to a phone on that list is refused is tested in tests/test_reasons. Here are the messages that are sent,
since the phone is on other lists alone.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from pinpoint_mock import PinpointMock, SentMessage

PHONE = "+447700900123"
SELF_MANAGED = {
    "TwoWayEnabled": True,
    "TwoWayChannelArn": "arn:aws:sns:us-east-1:123456789012:answers",
    "SelfManagedOptOutsEnabled": True,
}

Text = Callable[..., SentMessage]


@pytest.fixture(autouse=True)
def promotions(client: Any) -> None:
    """Create the opt-out list "promotions", beside "Default"."""
    client.create_opt_out_list(OptOutListName="promotions")


@pytest.fixture
def opt_out(client: Any) -> Callable[[str], Any]:
    """Put the phone on the opt-out list of a name."""
    return lambda name: client.put_opted_out_number(OptOutListName=name, OptedOutNumber=PHONE)


def test_a_number_sends_whatever_is_on_the_list_of_another(make_identity: Any, send_text: Text, opt_out: Any) -> None:
    default, _ = make_identity(), make_identity(OptOutListName="promotions")
    opt_out("promotions")
    assert send_text(by=default).origination_identity == default
    assert send_text().origination_identity == default


def test_a_number_sends_whatever_is_on_the_list_that_it_had(
    client: Any, make_identity: Any, send_text: Text, opt_out: Any
) -> None:
    number = make_identity(OptOutListName="promotions")
    opt_out("promotions")
    client.update_phone_number(PhoneNumberId=number, OptOutListName="Default")
    assert send_text(by=number).origination_identity == number


@pytest.mark.parametrize("named", ["pool", "number", None])
def test_a_number_in_a_pool_sends_whatever_is_on_its_own_list(
    client: Any, make_identity: Any, make_pool_of_identities: Any, send_text: Text, opt_out: Any, named: str | None
) -> None:
    number = make_identity()
    pool = make_pool_of_identities(number)
    by = {"pool": pool, "number": number, None: None}[named]
    client.update_pool(PoolId=pool, OptOutListName="promotions")
    opt_out("Default")
    assert send_text(by=by).origination_identity == number


def test_sender_ids_and_shared_routes_send_whatever_is_on_lists_other_than_default(
    pinpoint_v2: PinpointMock, client: Any, send_text: Text, opt_out: Any
) -> None:
    opt_out("promotions")
    pinpoint_v2.shared_routes.add("GB")
    assert send_text().origination_identity is None
    client.request_sender_id(IsoCountryCode="GB", SenderId="SHOP")
    assert send_text(by="SHOP").origination_identity == "SHOP"


def test_a_pool_of_sender_ids_sends_whatever_is_on_the_list_named_default(
    client: Any, make_pool_of_identities: Any, send_text: Text, opt_out: Any
) -> None:
    client.request_sender_id(IsoCountryCode="GB", SenderId="SHOP")
    pool = make_pool_of_identities("SHOP")
    client.update_pool(PoolId=pool, OptOutListName="promotions", SharedRoutesEnabled=True)
    opt_out("Default")
    assert send_text(by=pool).origination_identity == "SHOP"


def test_a_number_whose_opt_outs_are_self_managed_sends_whatever_is_on_its_list(
    client: Any, make_identity: Any, send_text: Text, opt_out: Any
) -> None:
    number = make_identity()
    opt_out("Default")
    client.update_phone_number(PhoneNumberId=number, **SELF_MANAGED)
    assert send_text(by=number).origination_identity == number


@pytest.mark.parametrize("named", ["pool", "number", None])
def test_a_pool_whose_opt_outs_are_self_managed_sends_whatever_is_on_its_list(
    client: Any, make_identity: Any, make_pool_of_identities: Any, send_text: Text, opt_out: Any, named: str | None
) -> None:
    number = make_identity()
    pool = make_pool_of_identities(number)
    by = {"pool": pool, "number": number, None: None}[named]
    opt_out("Default")
    client.update_pool(PoolId=pool, **SELF_MANAGED)
    assert send_text(by=by).origination_identity == number


def test_lists_of_the_same_name_in_other_regions_and_accounts_are_others(
    pinpoint_v2: PinpointMock, send_text: Text
) -> None:
    for other in pinpoint_v2.client("eu-west-1"), pinpoint_v2.client(account_id="111122223333"):
        other.put_opted_out_number(OptOutListName="Default", OptedOutNumber=PHONE)
    pinpoint_v2.shared_routes.add("GB")
    assert send_text().origination_identity is None
