"""Failures on purpose: `fail`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError, ReadTimeoutError

from pinpoint_mock import PinpointMock

Refused = Callable[..., dict[str, Any]]


def test_the_next_call_meets_the_failure_and_the_one_after_does_not(
    pinpoint_v2: PinpointMock, client: Any, refused: Refused
) -> None:
    pinpoint_v2.fail("CreateOptOutList", "ThrottlingException")
    refused("ThrottlingException", client.create_opt_out_list, OptOutListName="Marketing")
    assert len(client.describe_opt_out_lists()["OptOutLists"]) == 1
    client.create_opt_out_list(OptOutListName="Marketing")


@pytest.mark.pinpoint_v2(allow_unmet_failures=True)
def test_other_operations_do_not_meet_it(pinpoint_v2: PinpointMock, client: Any) -> None:
    pinpoint_v2.fail("CreateOptOutList", "ThrottlingException")
    client.describe_opt_out_lists()
    [failure] = pinpoint_v2.unmet_failures
    assert failure.operation == "CreateOptOutList"


@pytest.mark.parametrize("code", ["AccessDeniedException", "ThrottlingException", "InternalServerException"])
def test_what_never_comes_unasked_comes_when_asked(
    pinpoint_v2: PinpointMock, request_number: Callable[..., Any], refused: Refused, code: str
) -> None:
    pinpoint_v2.fail("RequestPhoneNumber", code)
    error = refused(code, request_number)
    assert ("RequestId" in error) == (code == "InternalServerException")
    request_number()


def test_a_reason_and_other_members_are_those_of_the_answer(
    pinpoint_v2: PinpointMock, request_number: Callable[..., Any], refused: Refused
) -> None:
    pinpoint_v2.fail(
        "RequestPhoneNumber",
        "ConflictException",
        reason="RESOURCE_NOT_ACTIVE",
        ResourceType="pool",
        resource_id="pool-1",
    )
    error = refused("ConflictException", request_number)
    assert (error["Reason"], error["ResourceType"], error["ResourceId"]) == ("RESOURCE_NOT_ACTIVE", "pool", "pool-1")
    assert error["Error"]["Message"] == (
        'Conflict Occurred - Reason="RESOURCE_NOT_ACTIVE" ResourceType="pool" ResourceId="pool-1"'
    )


def test_a_denial_has_the_text_of_iam_for_its_caller_and_no_reason(pinpoint_v2: PinpointMock, refused: Refused) -> None:
    pinpoint_v2.fail("DescribePools", "AccessDeniedException", times=2)
    for region_name, account_id, partition in (
        ("us-east-1", "123456789012", "aws"),
        ("us-gov-west-1", "111122223333", "aws-us-gov"),
    ):
        error = refused("AccessDeniedException", pinpoint_v2.client(region_name, account_id).describe_pools)
        assert error["Error"]["Message"] == (
            f"User: arn:{partition}:iam::{account_id}:user/pinpoint-mock is not authorized to perform: "
            "sms-voice:DescribePools because no identity-based policy allows the sms-voice:DescribePools action"
        )
        assert "Reason" not in error


def test_a_denial_with_a_reason_is_none_of_iams(pinpoint_v2: PinpointMock, client: Any, refused: Refused) -> None:
    pinpoint_v2.fail("DescribePools", "AccessDeniedException", reason="ACCOUNT_DISABLED")
    error = refused("AccessDeniedException", client.describe_pools)
    assert error["Reason"] == "ACCOUNT_DISABLED"
    assert error["Error"]["Message"] == 'Access Denied - Reason="ACCOUNT_DISABLED"'


def test_the_message_may_be_given(
    pinpoint_v2: PinpointMock, request_number: Callable[..., Any], refused: Refused
) -> None:
    pinpoint_v2.fail("RequestPhoneNumber", "AccessDeniedException", Message="User: x is not authorized")
    assert refused("AccessDeniedException", request_number)["Error"]["Message"] == "User: x is not authorized"


def test_several_times_or_every_time(pinpoint_v2: PinpointMock, client: Any) -> None:
    pinpoint_v2.fail("DescribePools", "ThrottlingException", times=2)
    pinpoint_v2.fail("DescribeOptOutLists", "ThrottlingException", times=None)
    outcomes = {"describe_pools": "", "describe_opt_out_lists": ""}
    for operation in outcomes:
        for _ in range(4):
            try:
                getattr(client, operation)()
                outcomes[operation] += "."
            except ClientError:
                outcomes[operation] += "F"
    assert outcomes == {"describe_pools": "FF..", "describe_opt_out_lists": "FFFF"}


def test_only_the_calls_that_when_holds_for_meet_it(pinpoint_v2: PinpointMock, client: Any, refused: Refused) -> None:
    pinpoint_v2.fail(
        "CreateOptOutList", "ThrottlingException", when=lambda parameters: parameters["OptOutListName"] == "Two"
    )
    client.create_opt_out_list(OptOutListName="One")
    refused("ThrottlingException", client.create_opt_out_list, OptOutListName="Two")


def test_the_oldest_failure_that_fits_is_met_first(pinpoint_v2: PinpointMock, client: Any, refused: Refused) -> None:
    pinpoint_v2.fail("DescribePools", "ThrottlingException")
    pinpoint_v2.fail("DescribePools", "InternalServerException")
    refused("ThrottlingException", client.describe_pools)
    refused("InternalServerException", client.describe_pools)
    client.describe_pools()


def test_an_exception_instance_is_raised_instead_of_an_answer(pinpoint_v2: PinpointMock, client: Any) -> None:
    pinpoint_v2.fail("DescribePools", ReadTimeoutError(endpoint_url="https://example.invalid"))
    with pytest.raises(ReadTimeoutError):
        client.describe_pools()
    client.describe_pools()
    assert isinstance(pinpoint_v2.calls[0].error, ReadTimeoutError)


def test_an_exception_raised_time_and_again_does_not_grow(pinpoint_v2: PinpointMock, client: Any) -> None:
    pinpoint_v2.fail("DescribePools", ZeroDivisionError("by hand"), times=None)
    lengths = []
    for _ in range(3):
        with pytest.raises(ZeroDivisionError) as caught:
            client.describe_pools()
        lengths.append(len(caught.traceback))
    assert len(set(lengths)) == 1


def test_an_injected_failure_is_not_what_a_token_replays(
    pinpoint_v2: PinpointMock, client: Any, refused: Refused
) -> None:
    """Code that retries with the token of its first try gets through."""
    pinpoint_v2.fail("CreateOptOutList", "ThrottlingException")
    refused("ThrottlingException", client.create_opt_out_list, OptOutListName="Marketing", ClientToken="one")
    client.create_opt_out_list(OptOutListName="Marketing", ClientToken="one")


def test_botocores_own_retries_meet_it_too(pinpoint_v2: PinpointMock) -> None:
    retrying = boto3.client("pinpoint-sms-voice-v2", config=Config(retries={"mode": "standard", "max_attempts": 3}))
    pinpoint_v2.fail("DescribePools", "ThrottlingException", times=2)
    assert retrying.describe_pools()["ResponseMetadata"]["RetryAttempts"] == 2
    assert [call.error is None for call in pinpoint_v2.calls] == [False, False, True]


def test_an_operation_that_is_not_mocked_yet_can_fail(pinpoint_v2: PinpointMock, client: Any, refused: Refused) -> None:
    pinpoint_v2.fail("SendTextMessage", "ConflictException", reason="DESTINATION_PHONE_NUMBER_OPTED_OUT")
    refused("ConflictException", client.send_text_message, DestinationPhoneNumber="+12065550100", MessageBody="Hello")


@pytest.mark.parametrize(
    ("arguments", "members", "says"),
    [
        (("RequestPhonenumber", "ThrottlingException"), {}, "did you mean RequestPhoneNumber"),
        (("request_phone_number", "ThrottlingException"), {}, "did you mean RequestPhoneNumber"),
        (("RequestPhoneNumber", "ThrottledException"), {}, "did you mean ThrottlingException"),
        (("CreateOptOutList", "ResourceNotFoundException"), {}, "ResourceNotFoundException"),
        (("DescribePools", "ConflictException"), {}, "ConflictException"),
        (
            ("RequestPhoneNumber", "ConflictException"),
            {"reason": "RESOURCE_NOT_ACTVE"},
            "did you mean RESOURCE_NOT_ACTIVE",
        ),
        (("RequestPhoneNumber", "ThrottlingException"), {"reason": "RATE"}, "a member of ThrottlingException"),
        (
            ("RequestPhoneNumber", "ConflictException"),
            {"ResourceTyp": "pool"},
            "did you mean ResourceType",
        ),
        (
            ("RequestPhoneNumber", "ResourceNotFoundException"),
            {"ResourceType": "opt-out-lst"},
            "did you mean opt-out-list",
        ),
        (
            ("RequestPhoneNumber", "ConflictException"),
            {"reason": "PHONE_NUMBERS_PER_ACCOUNT"},
            r"is not a Reason of ConflictException.* is one of ServiceQuotaExceededException\)",
        ),
        (("RequestPhoneNumber", "ConflictException"), {"reason": "X"}, r"there are \d+, for example "),
        (("RequestPhoneNumber", "ThrottlingException"), {"times": 0}, "1 or more"),
        (("RequestPhoneNumber", "ValidationException"), {"Fields": "abc"}, "Fields of .* not of type list"),
        (
            ("RequestPhoneNumber", "ValidationException"),
            {"Fields": [{"Nam": "poolId", "Message": "wrong"}]},
            r"Fields\[0\].name of ValidationException: is required",
        ),
        (("RequestPhoneNumber", "ConflictException"), {"ResourceId": 5}, "ResourceId of .* not of type string"),
    ],
)
def test_a_slip_is_a_value_error_with_the_nearest_names(
    pinpoint_v2: PinpointMock, arguments: tuple[str, str], members: dict[str, Any], says: str
) -> None:
    with pytest.raises(ValueError, match=says):
        pinpoint_v2.fail(*arguments, **members)
    assert not pinpoint_v2.unmet_failures


@pytest.mark.parametrize(
    ("error", "reason", "says"), [(ReadTimeoutError, None, "instance"), (KeyError("x"), "OTHER", "name")]
)
def test_an_error_that_is_neither_a_name_nor_an_instance_is_a_type_error(
    pinpoint_v2: PinpointMock, error: Any, reason: str | None, says: str
) -> None:
    with pytest.raises(TypeError, match=says):
        pinpoint_v2.fail("DescribePools", error, reason=reason)


@pytest.mark.parametrize("when", [{"PoolIds": ["pool-1"]}, 3])
def test_a_condition_that_is_no_function_is_a_type_error(pinpoint_v2: PinpointMock, when: Any) -> None:
    with pytest.raises(TypeError, match="a function that gets the call's parameters as one mapping"):
        pinpoint_v2.fail("DescribePools", "ThrottlingException", when=when)
    assert not pinpoint_v2.unmet_failures
