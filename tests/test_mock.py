"""`mock_pinpoint_v2`: the forms it takes, the options, what it leaves behind."""

from __future__ import annotations

import asyncio
import inspect
import os
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any

import boto3
import pytest

from pinpoint_mock import PinpointMock, mock_pinpoint_v2

SIMULATOR: dict[str, Any] = {
    "IsoCountryCode": "US",
    "MessageType": "TRANSACTIONAL",
    "NumberCapabilities": ["SMS"],
    "NumberType": "SIMULATOR",
}


def numbers() -> int:
    """How many numbers the mock that runs has, after one more has been requested."""
    client = boto3.client("pinpoint-sms-voice-v2")
    client.request_phone_number(**SIMULATOR)
    return len(client.describe_phone_numbers()["PhoneNumbers"])


# The forms ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("decorator", [mock_pinpoint_v2, mock_pinpoint_v2()], ids=["bare", "called"])
class TestEachForm:
    def test_a_function_runs_mocked_with_fresh_state_each_time(self, decorator: Any) -> None:
        @decorator
        def function(word: str, *, times: int) -> tuple[str, int]:
            """Its docstring."""
            return word * times, numbers()

        assert function("a", times=2) == ("aa", 1)
        assert function("b", times=1) == ("b", 1)
        assert (function.__name__, function.__doc__) == ("function", "Its docstring.")

    def test_a_coroutine_function_runs_mocked(self, decorator: Any) -> None:
        @decorator
        async def function() -> int:
            await asyncio.sleep(0)
            return numbers()

        assert inspect.iscoroutinefunction(function)
        assert asyncio.run(function()) == 1

    def test_a_generator_is_mocked_until_it_ends(self, decorator: Any) -> None:
        @decorator
        def fixture() -> Iterator[int]:
            got = yield numbers()
            yield got + numbers()

        generator = fixture()
        assert next(generator) == 1
        assert generator.send(10) == 12
        with pytest.raises(StopIteration):
            next(generator)
        assert "AWS_ACCESS_KEY_ID" not in os.environ

    def test_an_async_generator_is_mocked_until_it_ends(self, decorator: Any) -> None:
        seen: list[str] = []

        @decorator
        async def fixture() -> AsyncIterator[int]:
            try:
                got = yield numbers()
                yield got + numbers()
            except KeyError:
                seen.append("thrown")
                yield -1
            finally:
                seen.append("ended")

        async def use() -> None:
            generator: Any = fixture()
            assert await generator.__anext__() == 1
            assert await generator.asend(10) == 12
            assert await generator.athrow(KeyError) == -1
            await generator.aclose()
            assert seen == ["thrown", "ended"]
            assert "AWS_ACCESS_KEY_ID" not in os.environ
            assert [item async for item in fixture()] == []  # asend(None): None + 1 isn't possible

        with pytest.raises(TypeError):
            asyncio.run(use())

    def test_an_async_generator_ends_where_its_function_ends(self, decorator: Any) -> None:
        @decorator
        async def fixture() -> AsyncIterator[int]:
            yield numbers()

        async def use() -> list[int]:
            return [item async for item in fixture()]

        assert asyncio.run(use()) == [1]
        assert "AWS_ACCESS_KEY_ID" not in os.environ

    def test_a_context_manager_gives_the_mock(self, decorator: Any) -> None:
        with decorator as pinpoint:
            assert isinstance(pinpoint, PinpointMock)
            assert numbers() == 1
        with decorator:
            assert numbers() == 1

    def test_an_async_context_manager_gives_the_mock(self, decorator: Any) -> None:
        async def use() -> int:
            async with decorator as pinpoint:
                assert isinstance(pinpoint, PinpointMock)
                return numbers()

        assert asyncio.run(use()) == 1

    def test_started_and_stopped_by_hand(self, decorator: Any) -> None:
        pinpoint = decorator.start()
        assert numbers() == 1
        decorator.stop()
        assert [call.operation for call in pinpoint.calls] == ["RequestPhoneNumber", "DescribePhoneNumbers"]


def test_a_recursive_function_is_one_world() -> None:
    @mock_pinpoint_v2
    def function(depth: int) -> int:
        return function(depth - 1) if depth else numbers() + numbers()

    assert function(3) == 1 + 2


def test_a_second_start_is_an_error() -> None:
    mock = mock_pinpoint_v2()
    mock.start()
    with pytest.raises(RuntimeError, match="started already"):
        mock.start()
    mock.stop()


@pytest.mark.parametrize("started_before", [False, True])
def test_a_stop_of_a_stopped_mock_is_an_error(started_before: bool) -> None:
    mock = mock_pinpoint_v2()
    if started_before:
        mock.start()
        mock.stop()
    with pytest.raises(RuntimeError, match="isn't started"):
        mock.stop()


def test_a_mock_that_could_not_start_can_be_started_later() -> None:
    mock = mock_pinpoint_v2(transitions={"phone-numbers": "manual"})
    for _ in range(2):
        with pytest.raises(KeyError, match="did you mean phone-number"):
            mock.start()
    assert "AWS_ACCESS_KEY_ID" not in os.environ


# Options ------------------------------------------------------------------------------------------------------------


def test_a_wrong_option_is_a_type_error_that_names_the_right_ones() -> None:
    with pytest.raises(TypeError, match=r"'acount_id' is not an option.*did you mean account_id .*strict_quotas"):
        mock_pinpoint_v2(acount_id="123456789012")  # type: ignore[call-arg]  # on purpose


@pytest.mark.parametrize(
    ("option", "says"),
    [
        ({"account_id": "12"}, "twelve digits"),
        ({"account_id": 111122223333}, "twelve digits as a string"),
        ({"account_tier": "SANDBX"}, "did you mean SANDBOX"),
        ({"region_name": ""}, "name of a region"),
        ({"strict_quotas": "no"}, "True or False"),
        ({"seed": [1]}, "whole number or a string"),
        ({"transitions": "immediate"}, "mapping from kind to rule"),
    ],
)
def test_a_wrong_value_is_an_error_that_says_what_would_do(option: dict[str, Any], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        mock_pinpoint_v2(**option)


def test_an_account_of_other_than_twelve_digits_has_no_client_and_no_registration() -> None:
    with mock_pinpoint_v2() as pinpoint:
        with pytest.raises(ValueError, match="account_id='12': give the account's twelve digits"):
            pinpoint.client(account_id="12")
        with pytest.raises(ValueError, match="account_id='12': give the account's twelve digits"):
            pinpoint.add_registration("US_TOLL_FREE_REGISTRATION", account_id="12")


@pytest.mark.parametrize(
    "use",
    [
        lambda pinpoint: pinpoint.approve(None),
        lambda pinpoint: pinpoint.launch(None, "GB"),
        lambda pinpoint: pinpoint.accept_invitation(None),
        lambda pinpoint: pinpoint.verification_code(None),
        lambda pinpoint: pinpoint.deliver(None, "DELIVERED"),
    ],
)
def test_none_in_place_of_an_id_is_an_unknown_id(
    pinpoint_v2: PinpointMock, use: Callable[[PinpointMock], None]
) -> None:
    with pytest.raises(LookupError, match="None is not the id of"):
        use(pinpoint_v2)


@pytest.mark.parametrize("name", ["message_body", "origination_number", "destination_number"])
def test_what_is_received_is_told_by_texts(pinpoint_v2: PinpointMock, name: str) -> None:
    texts: dict[str, Any] = {"message_body": "Hello", "origination_number": "+12065550100", "destination_number": "+1"}
    with pytest.raises(TypeError, match=f"{name} is a string; None was given"):
        pinpoint_v2.receive(**{**texts, name: None})


@pytest.mark.parametrize("arguments", [("us-east-1",), (print, print)])
def test_options_are_keyword_only(arguments: tuple[Any, ...]) -> None:
    with pytest.raises(TypeError, match="options by keyword"):
        mock_pinpoint_v2(*arguments)  # type: ignore[call-overload]  # on purpose


def test_a_function_and_options_do_not_go_together() -> None:
    with pytest.raises(TypeError, match="options by keyword, or one function"):
        mock_pinpoint_v2(print, seed=1)  # type: ignore[call-overload]  # on purpose


def test_a_fixture_is_decorated_below_pytests_decorator() -> None:
    @pytest.fixture
    def fixture() -> None:
        """No body is needed."""

    if not callable(fixture) or type(fixture).__name__ != "FixtureFunctionDefinition":
        pytest.skip("this pytest's fixtures are plain functions")
    with pytest.raises(TypeError, match="above @mock_pinpoint_v2"):
        mock_pinpoint_v2(fixture)


def test_options_given_twice_add_up() -> None:
    with mock_pinpoint_v2(account_id="111122223333")(region_name="eu-west-1"):
        arn = boto3.client("pinpoint-sms-voice-v2").request_phone_number(**SIMULATOR)["PhoneNumberArn"]
    assert arn.startswith("arn:aws:sms-voice:eu-west-1:111122223333:")


# One world ----------------------------------------------------------------------------------------------------------


def test_nested_mocks_share_one_state() -> None:
    with mock_pinpoint_v2() as outer:
        assert numbers() == 1
        with mock_pinpoint_v2() as inner:
            assert inner is outer
            assert numbers() == 2
        assert numbers() == 3


def test_an_inner_mocks_options_hold_while_it_runs_name_by_name() -> None:
    def made() -> str:
        client = boto3.client("pinpoint-sms-voice-v2")
        answer = client.request_phone_number(**SIMULATOR)
        return f"{answer['PhoneNumberArn'].split(':')[3:5]} {answer['Status']}"

    with mock_pinpoint_v2(account_id="111122223333", transitions={"phone-number": "immediate"}):
        assert made() == "['us-east-1', '111122223333'] ACTIVE"
        with mock_pinpoint_v2(region_name="eu-west-1", transitions={"phone-number": "manual"}):
            assert made() == "['eu-west-1', '111122223333'] PENDING"
        assert made() == "['us-east-1', '111122223333'] ACTIVE"


def test_what_is_set_while_an_inner_mock_runs_stays_but_for_its_own_options() -> None:
    with mock_pinpoint_v2() as pinpoint:
        with mock_pinpoint_v2(transitions={"phone-number": "immediate"}):
            pinpoint.transitions["pool"] = "manual"
            pinpoint.transitions["phone-number"] = "manual"
            assert pinpoint.transitions["phone-number"] == "manual"
        assert (pinpoint.transitions["pool"], pinpoint.transitions["phone-number"]) == ("manual", "next-call")


def test_an_inner_mock_of_the_same_seed_does_not_begin_it_again() -> None:
    def hex_digits(seed: int, inner: int) -> list[str]:
        with mock_pinpoint_v2(seed=seed, transitions={"phone-number": "immediate"}) as pinpoint:
            number = pinpoint.client().request_phone_number(**SIMULATOR)["PhoneNumberId"]
            with mock_pinpoint_v2(seed=inner):
                pool = pinpoint.client().create_pool(OriginationIdentity=number, MessageType="TRANSACTIONAL")["PoolId"]
        return [number.removeprefix("phone-"), pool.removeprefix("pool-")]

    assert len(set(hex_digits(3, 3))) == 2
    assert hex_digits(3, 3)[0] == hex_digits(4, 3)[1], "another seed begins at its beginning"


def test_state_begins_empty_at_the_outermost_start() -> None:
    for _ in range(2):
        with mock_pinpoint_v2():
            assert numbers() == 1


def test_mocks_stopped_out_of_order_put_all_back() -> None:
    before = dict(os.environ)
    first, second, third = (mock_pinpoint_v2(region_name=name) for name in ("eu-west-1", "eu-west-2", "eu-west-3"))
    first.start()
    second.start()
    first.stop()
    assert os.environ["AWS_DEFAULT_REGION"] == "eu-west-2"
    third.start()
    second.stop()
    assert os.environ["AWS_DEFAULT_REGION"] == "eu-west-3"
    assert numbers() == 1
    third.stop()
    assert dict(os.environ) == before


def test_after_the_stop_the_mock_stays_readable() -> None:
    with mock_pinpoint_v2() as pinpoint:
        numbers()
    assert len(pinpoint.calls) == 2
    assert pinpoint.outbox == []
    assert pinpoint.quotas["PHONE_NUMBERS_PER_ACCOUNT"] == 25
    assert pinpoint.transitions["pool"] == "next-call"


@pytest.mark.parametrize(
    "use",
    [
        lambda pinpoint: pinpoint.client(),
        lambda pinpoint: pinpoint.fail("DescribePools", "ThrottlingException"),
        lambda pinpoint: pinpoint.add_registration("US_TOLL_FREE_REGISTRATION"),
    ],
    ids=["client", "fail", "add_registration"],
)
def test_after_the_stop_what_would_have_no_effect_is_an_error(use: Callable[[PinpointMock], object]) -> None:
    with mock_pinpoint_v2() as pinpoint:
        pass
    with pytest.raises(RuntimeError, match="this mock has been stopped: use it while it runs"):
        use(pinpoint)


# What is left behind ------------------------------------------------------------------------------------------------


def test_the_environment_is_put_back_exactly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "real")
    monkeypatch.setenv("AWS_SESSION_TOKEN", "real")
    before = dict(os.environ)
    with mock_pinpoint_v2():
        assert os.environ["AWS_ACCESS_KEY_ID"] == os.environ["AWS_SESSION_TOKEN"] == "pinpoint-mock"
        assert os.environ["AWS_DEFAULT_REGION"] == "us-east-1"
        os.environ["AWS_ACCESS_KEY_ID"] = "changed inside"
        del os.environ["AWS_SECRET_ACCESS_KEY"]
    assert dict(os.environ) == before


def test_the_environment_is_put_back_after_an_exception() -> None:
    before = dict(os.environ)
    with pytest.raises(ZeroDivisionError), mock_pinpoint_v2():
        raise ZeroDivisionError
    assert dict(os.environ) == before


@pytest.mark.parametrize("name", ["AWS_DEFAULT_REGION", "AWS_REGION"])
def test_a_region_of_the_environment_is_kept(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(name, "ap-south-1")
    with mock_pinpoint_v2(region_name="eu-west-1"):
        assert boto3.client("pinpoint-sms-voice-v2").meta.region_name == "ap-south-1"


def test_a_region_set_inside_is_kept_by_an_inner_mock(monkeypatch: pytest.MonkeyPatch) -> None:
    with mock_pinpoint_v2(), monkeypatch.context() as patch:
        patch.setenv("AWS_DEFAULT_REGION", "ap-south-1")
        with mock_pinpoint_v2(region_name="eu-west-1"):
            assert os.environ["AWS_DEFAULT_REGION"] == "ap-south-1"


def test_boto3s_default_session_is_put_back() -> None:
    session = boto3.Session(region_name="eu-west-1")
    boto3.DEFAULT_SESSION = session
    try:
        with mock_pinpoint_v2():
            boto3.client("pinpoint-sms-voice-v2").describe_pools()
            assert boto3.DEFAULT_SESSION is not session
        assert boto3.DEFAULT_SESSION is session
    finally:
        boto3.DEFAULT_SESSION = None
