"""Test that no change of the model stops a call that doesn't use what is new, and that a use of it is named."""

from __future__ import annotations

import re
from typing import Any

import pytest
import requests
from botocore.exceptions import ClientError, ParamValidationError
from botocore.model import Shape

from pinpoint_mock import PinpointServer
from pinpoint_mock.protocol import mocked, model

from .changes import all_of, member, model_with, shape, value, without
from .plain_calls import PHONE, play_plain_calls
from .uses import ROWS, Row, code, number, text


@pytest.fixture(scope="session")
def plain_answers() -> Any:
    """What the plain calls give without a change of the model."""
    with model_with(lambda _: None) as mock:
        return play_plain_calls(mock)


@pytest.mark.parametrize("row", ROWS, ids=[each.what.replace(" ", "-") for each in ROWS])
def test_a_change_of_the_model_stops_no_plain_call_and_its_use_is_named_or_works(row: Row, plain_answers: Any) -> None:
    if row.needs is not None and row.needs not in model.service_model().shape_names:
        pytest.skip(f"the installed botocore's model has no {row.needs}")
    with model_with(row.change) as mock:
        answers = play_plain_calls(mock)
        assert answers == plain_answers
        if row.use is not None and row.named is None:
            row.use(mock)
        elif row.use is not None:
            with pytest.raises(NotImplementedError, match=f"^{re.escape(row.named)} isn't mocked by pinpoint-mock"):
                row.use(mock)


def test_a_parameter_that_becomes_required_is_asked_for_by_botocore_and_named_by_the_mock() -> None:
    with model_with(member("CreateOptOutListRequest", "Colour", is_required=True)) as mock:
        with pytest.raises(ParamValidationError, match="Colour"):
            mock.client.create_opt_out_list(OptOutListName="other")
        with pytest.raises(NotImplementedError, match=r"^Colour of CreateOptOutList isn't mocked by"):
            mock.client.create_opt_out_list(OptOutListName="other", Colour="red")
        assert len(mock.client.describe_opt_out_lists()["OptOutLists"]) == 1


def test_the_largest_page_is_that_of_the_model() -> None:
    with model_with(shape("MaxResults", max=1)) as mock:
        number(mock), number(mock)
        answer = mock.client.describe_phone_numbers()
        assert (len(answer["PhoneNumbers"]), "NextToken" in answer) == (1, True)
        with pytest.raises(ClientError, match="it must be 1"):
            mock.client.describe_phone_numbers(MaxResults=2)
    with model_with(shape("MaxResults", max=1000)) as mock:
        assert mock.client.describe_phone_numbers(MaxResults=1000)["PhoneNumbers"] == []


def test_the_quota_of_tags_is_the_bound_of_the_model() -> None:
    tags = [{"Key": f"key{each}", "Value": "1"} for each in range(201)]
    with model_with(shape("TagList", max=201)) as mock:
        answer = mock.client.create_opt_out_list(OptOutListName="other", Tags=tags)
        assert len(answer["Tags"]) == 201
    with model_with(without("TagList", "max")) as mock, pytest.raises(ClientError, match="TAGS_PER_RESOURCE"):
        mock.client.create_opt_out_list(OptOutListName="other", Tags=tags)


def test_the_control_api_names_what_is_new() -> None:
    with model_with(value("EventType", "TEXT_ARRIVED")), PinpointServer() as server:
        answer = requests.put(f"{server.url}/_pinpoint/delivery", json={"delivery": "ARRIVED"}, timeout=10)
    assert answer.status_code == 501
    assert answer.json()["message"].startswith("the status ARRIVED isn't mocked by pinpoint-mock")


def test_a_server_names_what_is_new() -> None:
    with model_with(value("LanguageCode", "NL_NL")), PinpointServer() as server:
        body = {
            "VerifiedDestinationNumberId": "verified-1",
            "VerificationChannel": "TEXT",
            "LanguageCode": "NL_NL",
        }
        headers = {
            "X-Amz-Target": "PinpointSMSVoiceV2.SendDestinationNumberVerificationCode",
            "Content-Type": "application/x-amz-json-1.0",
        }
        answer = requests.post(server.url, json=body, headers=headers, timeout=10)
    assert answer.status_code == 501
    assert "'NL_NL' as LanguageCode of SendDestinationNumberVerificationCode" in answer.text


def test_everything_that_is_new_is_named_together() -> None:
    with model_with(all_of(value("LanguageCode", "NL_NL"), value("VerificationChannel", "EMAIL"))) as mock:
        mock.verified = mock.client.create_verified_destination_number(DestinationPhoneNumber=PHONE)[
            "VerifiedDestinationNumberId"
        ]
        with pytest.raises(NotImplementedError, match=r"^'EMAIL' as .*Channel, 'NL_NL' as LanguageCode of Send"):
            code(mock, VerificationChannel="EMAIL", LanguageCode="NL_NL")


def test_tags_for_an_operation_that_makes_no_resource_are_refused_before_it_does_anything() -> None:
    with model_with(member("SendTextMessageRequest", "Tags", "TagList")) as mock:
        mock.number = number(mock)["PhoneNumberId"]
        with pytest.raises(NotImplementedError, match=r"^Tags of SendTextMessage isn't mocked"):
            text(mock, Tags=[{"Key": "team", "Value": "growth"}])
        assert list(mock.pinpoint.outbox) == []


PASSED_ON = {"DestinationCountryParameterKey", "VoiceId"}
"""The enums of requests of which the mock only passes the values on."""


def shapes_in_requests() -> dict[str, Shape]:
    """Return every shape that is a part of a request, by its name, without the requests themselves."""
    found: dict[str, Shape] = {}
    pending: list[Shape] = []
    for operation in model.service_model().operation_names:
        pending += model.members(model.operation_model(operation).input_shape).values()
    while pending:
        part = pending.pop()
        if part.name not in found:
            found[part.name] = part
            pending += mocked._parts(part)
    return found


def test_the_mock_handles_what_the_installed_model_has() -> None:
    """This fails with a botocore that has more than the tables in pinpoint_mock/protocol/mocked.py."""
    for name, part in shapes_in_requests().items():
        if part.type_name == "structure":
            assert model.members(part).keys() <= mocked.MEMBERS[name], name
        elif getattr(part, "enum", None) and name not in PASSED_ON:
            assert set(model.enum_values(name)) <= mocked.VALUES[name], name


def test_the_tables_of_what_the_mock_handles_have_only_names_of_the_model() -> None:
    if "SendRcsMessage" in model.service_model().operation_names:  # the model that they were made with, or a newer one
        assert mocked.VALUES.keys() | mocked.MEMBERS.keys() <= set(model.service_model().shape_names)
