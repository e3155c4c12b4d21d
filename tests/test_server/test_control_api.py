"""The control API: what `PinpointMock` offers, over HTTP, held to the OpenAPI document that the server serves."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
import requests
from botocore.exceptions import ClientError
from openapi_spec_validator import validate

from pinpoint_mock import PinpointMock, PinpointServer

Control = Callable[..., requests.Response]


def test_the_document_is_valid_openapi(document: dict[str, Any]) -> None:
    validate(document)
    assert document["servers"] == [{"url": "/_pinpoint"}]


def test_the_document_describes_every_route_and_what_it_may_answer(document: dict[str, Any]) -> None:
    operations = {
        f"{method.upper()} {path}": operation
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    }
    assert sorted(operations) == [
        "DELETE /outbox",
        "GET /artificial-traffic",
        "GET /calls",
        "GET /carrier-lookups",
        "GET /clock",
        "GET /deliveries",
        "GET /delivery",
        "GET /events",
        "GET /outbox",
        "GET /quotas",
        "GET /registration-types",
        "GET /shared-routes",
        "GET /transitions",
        "GET /unmet-failures",
        "GET /verification-codes/{verified_destination_number_id}",
        "PATCH /carrier-lookups",
        "PATCH /quotas",
        "PATCH /transitions",
        "POST /accept-invitation",
        "POST /clock/advance",
        "POST /deliver",
        "POST /fail",
        "POST /inbound",
        "POST /launch",
        "POST /phone-numbers",
        "POST /registrations",
        "POST /registrations/{registration_id}/approve",
        "POST /registrations/{registration_id}/close",
        "POST /registrations/{registration_id}/deny",
        "POST /registrations/{registration_id}/revoke",
        "POST /reset",
        "PUT /artificial-traffic",
        "PUT /delivery",
        "PUT /registration-types/{registration_type}",
        "PUT /shared-routes",
    ]
    for name, operation in operations.items():
        assert operation["description"], name
        assert "4XX" in operation["responses"], name


def test_calls_are_told_with_their_results_and_errors(control: Control, pinpoint_v2_client: Any) -> None:
    pinpoint_v2_client.create_opt_out_list(OptOutListName="promotions")
    with pytest.raises(ClientError):
        pinpoint_v2_client.create_opt_out_list(OptOutListName="Default")
    created, refused = control("GET", "/calls").json()
    assert created["operation"] == "CreateOptOutList"
    assert created["parameters"]["OptOutListName"] == "promotions"
    assert created["result"]["OptOutListName"] == "promotions"
    assert dt.datetime.fromisoformat(created["result"]["CreatedTimestamp"].replace("Z", "+00:00")).tzinfo
    assert (created["account_id"], created["region_name"], created["error"]) == ("123456789012", "us-east-1", None)
    assert (refused["result"], refused["error"]["code"]) == (None, "ConflictException")
    assert refused["error"]["members"]["Reason"] == "RESOURCE_ALREADY_EXISTS"


def test_calls_are_told_whatever_was_asked(control: Control, pinpoint_v2_server: PinpointServer) -> None:
    headers = {"Content-Type": "application/x-amz-json-1.0", "X-Amz-Target": "PinpointSMSVoiceV2.DescribePools"}
    for body in ('{"X": "half of a pair: \\ud83d"}', '{"X": ' + "[" * 90 + "]" * 90 + "}"):
        requests.post(pinpoint_v2_server.url, data=body, headers=headers, timeout=10)
    half, deep = control("GET", "/calls").json()
    assert half["parameters"] == {"X": "half of a pair: \ud83d"}
    assert deep["parameters"]["X"][0] != []


def test_a_failure_is_met_by_the_calls_that_it_is_meant_for(control: Control, pinpoint_v2_client: Any) -> None:
    failure = {
        "operation": "DescribeOptOutLists",
        "error": "ThrottlingException",
        "when": {"OptOutListNames": ["Default"]},
        "members": {"Message": "too fast"},
    }
    assert control("POST", "/fail", json=failure).status_code == 204
    pinpoint_v2_client.describe_opt_out_lists()
    with pytest.raises(pinpoint_v2_client.exceptions.ThrottlingException, match="too fast"):
        pinpoint_v2_client.describe_opt_out_lists(OptOutListNames=["Default"])
    pinpoint_v2_client.describe_opt_out_lists(OptOutListNames=["Default"])


def test_failures_that_no_call_has_met_are_told(control: Control, pinpoint_v2: PinpointMock) -> None:
    failure = {"operation": "DeletePool", "error": "ConflictException", "reason": "RESOURCE_NOT_EMPTY"}
    control("POST", "/fail", json=failure)
    [unmet] = control("GET", "/unmet-failures").json()
    assert (unmet["operation"], unmet["times"], unmet["error"]["code"]) == ("DeletePool", 1, "ConflictException")
    assert unmet["error"]["members"] == {"Reason": "RESOURCE_NOT_EMPTY"}
    pinpoint_v2.reset()


def test_what_becomes_of_messages_is_told_and_set(control: Control, pinpoint_v2: PinpointMock) -> None:
    assert control("GET", "/delivery").json() == {"delivery": None}
    for rule in ("SPAM", {"+33199005123": "SPAM"}):
        control("PUT", "/delivery", json={"delivery": rule})
        assert control("GET", "/delivery").json() == {"delivery": rule}
    pinpoint_v2.delivery = lambda _: "SPAM"
    assert control("GET", "/delivery").json() == {"delivery": None}
    control("PUT", "/delivery", json={"delivery": None})
    assert pinpoint_v2.delivery is None


def test_the_outbox_is_cleared(control: Control, pinpoint_v2: PinpointMock, pinpoint_v2_client: Any) -> None:
    pinpoint_v2_client.send_text_message(DestinationPhoneNumber="+33199005123", MessageBody="Hello")
    assert control("DELETE", "/outbox").status_code == 204
    assert list(pinpoint_v2.outbox) == control("GET", "/outbox").json() == []


def test_a_failure_may_have_a_reason_and_hold_for_all_calls(control: Control, pinpoint_v2_client: Any) -> None:
    failure = {"operation": "DeletePool", "error": "ConflictException", "reason": "RESOURCE_NOT_EMPTY", "times": None}
    control("POST", "/fail", json=failure)
    for _ in range(3):
        with pytest.raises(pinpoint_v2_client.exceptions.ConflictException) as caught:
            pinpoint_v2_client.delete_pool(PoolId="pool-1")
        assert caught.value.response["Reason"] == "RESOURCE_NOT_EMPTY"


def test_the_clock_is_told_and_moved_on(control: Control, pinpoint_v2: PinpointMock) -> None:
    before = pinpoint_v2.clock.now()
    assert dt.datetime.fromisoformat(control("GET", "/clock").json()["now"].replace("Z", "+00:00")) >= before
    moved = control("POST", "/clock/advance", json={"days": 1, "hours": 1})
    assert dt.datetime.fromisoformat(moved.json()["now"].replace("Z", "+00:00")) >= before + dt.timedelta(hours=25)
    assert pinpoint_v2.clock.now() >= before + dt.timedelta(hours=25)


def test_transitions_are_told_and_set(control: Control, pinpoint_v2: PinpointMock) -> None:
    assert control("GET", "/transitions").json()["pool"] == "next-call"
    rules = control("PATCH", "/transitions", json={"pool": "manual", "phone-number": 90, "sender-id": "PT1H"}).json()
    assert (rules["pool"], rules["phone-number"], rules["sender-id"]) == ("manual", "PT1M30S", "PT1H")
    assert pinpoint_v2.transitions["pool"] == "manual"
    assert pinpoint_v2.transitions["phone-number"] == dt.timedelta(seconds=90)


def test_quotas_are_told_and_set(control: Control, pinpoint_v2: PinpointMock) -> None:
    assert control("GET", "/quotas").json()["POOLS_PER_ACCOUNT"] == 25
    assert control("PATCH", "/quotas", json={"POOLS_PER_ACCOUNT": 3}).json()["POOLS_PER_ACCOUNT"] == 3
    assert pinpoint_v2.quotas["POOLS_PER_ACCOUNT"] == 3


@pytest.mark.parametrize(
    ("decision", "status"),
    [("approve", "COMPLETE"), ("deny", "REQUIRES_UPDATES"), ("close", "CLOSED")],
)
def test_a_registration_is_decided_upon(
    control: Control, pinpoint_v2: PinpointMock, pinpoint_v2_client: Any, decision: str, status: str
) -> None:
    made = {"registration_id": pinpoint_v2.add_registration("US_TOLL_FREE_REGISTRATION", status="REVIEWING")}
    asked = {"json": {"reasons": ["Invalid URL"]}} if decision == "deny" else {}
    path = f"/registrations/{{registration_id}}/{decision}"
    assert control("POST", path, made, **asked).status_code == 204
    assert pinpoint_v2_client.describe_registrations()["Registrations"][0]["RegistrationStatus"] == status
    refused = control("POST", path, made, **asked)
    assert (refused.status_code, status in refused.json()["message"]) == (400, True)
    assert control("POST", path, {"registration_id": "registration-x"}, **asked).status_code == 404


def test_an_approval_is_revoked(control: Control, pinpoint_v2: PinpointMock, pinpoint_v2_client: Any) -> None:
    made = {"registration_id": pinpoint_v2.add_registration("US_TOLL_FREE_REGISTRATION")}
    assert control("POST", "/registrations/{registration_id}/revoke", made).status_code == 204
    [version] = pinpoint_v2_client.describe_registration_versions(RegistrationId=made["registration_id"])[
        "RegistrationVersions"
    ]
    assert version["RegistrationVersionStatus"] == "REVOKED"


def test_a_registration_type_is_added_and_told(control: Control, pinpoint_v2_client: Any) -> None:
    named = {"registration_type": "XY_PIGEON_REGISTRATION"}
    structure = {"Like": "US_TEN_DLC_BRAND_VETTING", "DisplayHints": {"Title": "Pigeons"}}
    assert "US_TOLL_FREE_REGISTRATION" in control("GET", "/registration-types").json()
    assert control("PUT", "/registration-types/{registration_type}", named, json=structure).status_code == 204
    assert control("GET", "/registration-types").json()[-1] == "XY_PIGEON_REGISTRATION"
    told = pinpoint_v2_client.describe_registration_type_definitions(RegistrationTypes=list(named.values()))
    assert told["RegistrationTypeDefinitions"][0]["DisplayHints"] == {"Title": "Pigeons"}


def test_a_slip_in_a_registration_type_is_told(control: Control) -> None:
    named = {"registration_type": "XY_PIGEON_REGISTRATION"}
    refused = control("PUT", "/registration-types/{registration_type}", named, json={"Like": "US_TOLL_FREE"})
    assert refused.status_code == 400
    assert "did you mean US_TOLL_FREE_REGISTRATION" in refused.json()["message"]
    assert "XY_PIGEON_REGISTRATION" not in control("GET", "/registration-types").json()


def test_a_registration_is_made_whole(control: Control, pinpoint_v2_client: Any) -> None:
    made = control("POST", "/registrations", json={"registration_type": "US_TEN_DLC_CAMPAIGN_REGISTRATION"})
    assert made.status_code == 201
    number = pinpoint_v2_client.request_phone_number(
        IsoCountryCode="US",
        MessageType="TRANSACTIONAL",
        NumberCapabilities=["SMS"],
        NumberType="TEN_DLC",
        RegistrationId=made.json()["registration_id"],
    )
    assert number["RegistrationId"] == made.json()["registration_id"]


def test_a_number_is_made_ready(control: Control, pinpoint_v2_client: Any) -> None:
    made = control("POST", "/phone-numbers", json={"number_type": "SHORT_CODE", "phone_number": "555123"})
    assert (made.status_code, made.json()) == (201, {"phone_number": "555123"})
    [number] = pinpoint_v2_client.describe_phone_numbers()["PhoneNumbers"]
    assert (number["PhoneNumber"], number["Status"]) == ("555123", "ACTIVE")


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ({"number_type": "SHORTCODE"}, "did you mean SHORT_CODE"),
        ({"number_capabilities": "SMS"}, "number_capabilities"),
        ({}, "PHONE_NUMBERS_PER_ACCOUNT"),
    ],
)
def test_a_number_that_cannot_be_made_ready_is_a_problem_of_the_request(
    control: Control, pinpoint_v2: PinpointMock, pinpoint_v2_client: Any, body: dict[str, Any], problem: str
) -> None:
    pinpoint_v2.quotas["PHONE_NUMBERS_PER_ACCOUNT"] = 0
    refused = control("POST", "/phone-numbers", json=body)
    assert refused.status_code == 400
    assert problem in refused.json()["message"]
    assert pinpoint_v2_client.describe_phone_numbers()["PhoneNumbers"] == []


def test_reset_makes_everything_as_at_the_start(
    control: Control, pinpoint_v2: PinpointMock, pinpoint_v2_client: Any
) -> None:
    pinpoint_v2_client.create_opt_out_list(OptOutListName="promotions")
    pinpoint_v2_client.send_text_message(DestinationPhoneNumber="+33199005123", MessageBody="Hello")
    control("PATCH", "/quotas", json={"POOLS_PER_ACCOUNT": 3})
    control("PUT", "/delivery", json={"delivery": "manual"})
    assert control("POST", "/reset").status_code == 204
    for path in "/calls", "/outbox", "/events", "/deliveries":
        assert control("GET", path).json() == []
    assert pinpoint_v2.delivery is None
    assert control("GET", "/quotas").json()["POOLS_PER_ACCOUNT"] == 25
    assert len(pinpoint_v2_client.describe_opt_out_lists()["OptOutLists"]) == 1


@pytest.mark.parametrize(
    ("method", "path", "body", "said"),
    [
        ("POST", "/fail", {"operation": "DescribePools"}, "error: Field required"),
        ("POST", "/fail", {"operation": "DescribePool", "error": "ThrottlingException"}, "DescribePools"),
        ("POST", "/fail", {"operation": "DescribePools", "error": "Throttling"}, "ThrottlingException"),
        ("POST", "/fail", {"operation": "DescribePools", "error": "ThrottlingException", "times": 0}, "times: "),
        ("POST", "/fail", {"operation": "DescribePools", "error": "ThrottlingException", "tims": 2}, "tims: "),
        ("POST", "/clock/advance", {"hours": -1}, "hours: "),
        ("POST", "/clock/advance", {"days": 3_000_000}, "the year 9999"),
        ("POST", "/clock/advance", {"days": 1e300}, "the year 9999"),
        ("PATCH", "/transitions", {"pool": "manual", "pol": "immediate"}, "did you mean pool"),
        ("PATCH", "/transitions", {"pool": "soon"}, "'soon' was given"),
        ("PATCH", "/quotas", {"POOLS_PER_ACCOUNT": 3, "POOLS": 2}, "POOLS_PER_ACCOUNT"),
        ("PATCH", "/quotas", {"POOLS_PER_ACCOUNT": -1}, "-1 was given"),
        ("POST", "/registrations", {"registration_type": "US_TOLLFREE_REGISTRATION"}, "US_TOLL_FREE_REGISTRATION"),
        ("PUT", "/delivery", {"delivery": "DELIVERD"}, "did you mean DELIVERED"),
        ("PUT", "/delivery", {"delivery": {"+12065550100": "DELIVERD"}}, "did you mean DELIVERED"),
        ("PUT", "/delivery", {"delivery": 5}, "delivery"),
        ("POST", "/deliver", {"message_id": "1"}, "status: Field required"),
        ("POST", "/inbound", {"message_body": "Stop"}, "origination_number: Field required"),
        ("POST", "/reset", "no object", None),
    ],
)
def test_a_wrong_value_is_one_clear_error_and_changes_nothing(
    control: Control, pinpoint_v2: PinpointMock, method: str, path: str, body: Any, said: str | None
) -> None:
    quotas, transitions, delivery = dict(pinpoint_v2.quotas), dict(pinpoint_v2.transitions), pinpoint_v2.delivery
    response = control(method, path, json=body)
    if said is None:  # what takes no body doesn't read it
        assert response.status_code == 204
    else:
        assert response.status_code == 400
        assert said in response.json()["message"]
    after = dict(pinpoint_v2.quotas), dict(pinpoint_v2.transitions), pinpoint_v2.delivery
    assert after == (quotas, transitions, delivery)
    assert not pinpoint_v2.unmet_failures


@pytest.mark.parametrize(
    ("body", "content_type", "status", "said"),
    [
        (b"{", "application/json", 400, "the body isn't JSON: "),
        (b"[]", "application/json", 400, "dictionary"),
        (b"", "application/json", 400, "Field required"),
        (b"{}", "text/plain", 415, "Content-Type must be application/json"),
    ],
)
def test_a_body_that_is_no_json_object_is_a_clear_error(
    control: Control, body: bytes, content_type: str, status: int, said: str
) -> None:
    response = control("POST", "/fail", data=body, headers={"Content-Type": content_type})
    assert response.status_code == status
    assert said in response.json()["message"]


def test_a_path_that_there_is_not_is_told_the_nearest(pinpoint_v2_server: PinpointServer) -> None:
    response = requests.get(f"{pinpoint_v2_server.url}/_pinpoint/outboks", timeout=10)
    assert response.status_code == 404
    assert "/_pinpoint/outbox" in response.json()["message"]


def test_a_wrong_method_is_told_the_right_one(pinpoint_v2_server: PinpointServer) -> None:
    response = requests.get(f"{pinpoint_v2_server.url}/_pinpoint/reset", timeout=10)
    assert (response.status_code, response.headers["Allow"]) == (405, "POST")
    assert "POST" in response.json()["message"]
    for path, right in (("quotas", {"GET", "PATCH"}), ("openapi.json", {"GET", "HEAD"})):
        response = requests.post(f"{pinpoint_v2_server.url}/_pinpoint/{path}", timeout=10)
        assert (response.status_code, set(response.headers["Allow"].split(", "))) == (405, right)
