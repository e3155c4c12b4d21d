"""Client tokens: the same token and request, the same outcome."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from pinpoint_mock import PinpointMock
from pinpoint_mock.protocol import idempotency

Refused = Callable[..., dict[str, Any]]


def without_metadata(answer: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in answer.items() if name != "ResponseMetadata"}


def test_the_same_token_and_request_replay_the_answer(client: Any, request_number: Callable[..., Any]) -> None:
    first = request_number(ClientToken="one", Tags=[{"Key": "team", "Value": "a"}])
    again = request_number(ClientToken="one", Tags=[{"Key": "team", "Value": "a"}])
    assert without_metadata(again) == without_metadata(first)
    assert again["Status"] == "PENDING"
    assert len(client.describe_phone_numbers()["PhoneNumbers"]) == 1


def test_each_operation_has_its_own_members_replayed(client: Any) -> None:
    calls = [
        lambda: client.create_opt_out_list(OptOutListName="Marketing", ClientToken="one"),
        lambda: client.create_configuration_set(ConfigurationSetName="Marketing", ClientToken="one"),
    ]
    first = [without_metadata(call()) for call in calls]
    assert [without_metadata(call()) for call in calls] == first


def test_an_answer_is_replayed_as_it_was_whatever_became_of_the_resource(
    client: Any, request_number: Callable[..., Any]
) -> None:
    first = request_number(ClientToken="one")
    client.release_phone_number(PhoneNumberId=first["PhoneNumberId"])
    assert without_metadata(request_number(ClientToken="one")) == without_metadata(first)
    assert client.describe_phone_numbers()["PhoneNumbers"] == []


def test_a_stored_failure_is_replayed_though_the_call_would_do_now(
    client: Any, request_number: Callable[..., Any], refused: Refused
) -> None:
    asked = {"ClientToken": "one", "OptOutListName": "Marketing"}
    first = refused("ResourceNotFoundException", request_number, **asked)
    client.create_opt_out_list(OptOutListName="Marketing")
    again = refused("ResourceNotFoundException", request_number, **asked)
    assert (again["ResourceId"], again["Error"]) == (first["ResourceId"], first["Error"])
    request_number(ClientToken="two", OptOutListName="Marketing")


def test_sixteen_threads_with_one_token_lease_one_number(client: Any, request_number: Callable[..., Any]) -> None:
    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(lambda _: request_number(ClientToken="one"), range(16)))
    assert len({answer["PhoneNumberId"] for answer in answers}) == 1
    assert len(client.describe_phone_numbers()["PhoneNumbers"]) == 1


def test_a_token_used_for_another_request_is_refused(
    client: Any, request_number: Callable[..., Any], refused: Refused
) -> None:
    request_number(ClientToken="one")
    error = refused("ValidationException", request_number, ClientToken="one", DeletionProtectionEnabled=True)
    assert (error["Reason"], error["Fields"][0]["Name"]) == ("INVALID_PARAMETER", "clientToken")
    assert len(client.describe_phone_numbers()["PhoneNumbers"]) == 1


def test_a_token_is_of_its_operation_account_and_region(
    pinpoint_v2: PinpointMock, client: Any, request_number: Callable[..., Any]
) -> None:
    request_number(ClientToken="one")
    client.create_opt_out_list(OptOutListName="Marketing", ClientToken="one")
    for elsewhere in (pinpoint_v2.client("eu-west-1"), pinpoint_v2.client(account_id="111122223333")):
        elsewhere.create_opt_out_list(OptOutListName="Other", ClientToken="one")


def test_without_a_token_botocore_gives_a_new_one_each_time(client: Any, request_number: Callable[..., Any]) -> None:
    assert request_number()["PhoneNumberId"] != request_number()["PhoneNumberId"]
    assert len(client.describe_phone_numbers()["PhoneNumbers"]) == 2


def test_a_request_that_breaks_a_constraint_does_not_use_its_token_up(client: Any, refused: Refused) -> None:
    refused("ValidationException", client.create_opt_out_list, OptOutListName="a list", ClientToken="one")
    client.create_opt_out_list(OptOutListName="Marketing", ClientToken="one")


def test_the_oldest_token_is_forgotten_first(client: Any, refused: Refused, monkeypatch: Any) -> None:
    monkeypatch.setattr(idempotency, "REMEMBERED", 2)
    for token in ("one", "two", "three"):
        client.create_opt_out_list(OptOutListName=token, ClientToken=token)
    for token in ("two", "three"):
        client.create_opt_out_list(OptOutListName=token, ClientToken=token)
    error = refused("ConflictException", client.create_opt_out_list, OptOutListName="one", ClientToken="one")
    assert error["Reason"] == "RESOURCE_ALREADY_EXISTS"
