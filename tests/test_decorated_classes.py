"""Test classes under `mock_pinpoint_v2`: pytest's plain ones and unittest's."""

from __future__ import annotations

import os
import sys
import unittest
from collections.abc import Iterator
from typing import Any

import boto3
import pytest

from pinpoint_mock import mock_pinpoint_v2


def numbers() -> int:
    """How many numbers the mock that runs has, after one more has been requested."""
    client = boto3.client("pinpoint-sms-voice-v2")
    client.request_phone_number(
        IsoCountryCode="US", MessageType="TRANSACTIONAL", NumberCapabilities=["SMS"], NumberType="SIMULATOR"
    )
    return len(client.describe_phone_numbers()["PhoneNumbers"])


# Of pytest ----------------------------------------------------------------------------------------------------------


@mock_pinpoint_v2
class TestPlainClass:
    helper_calls = 0

    def setup_method(self, method: Any) -> None:
        self.set_up_for = method.__name__
        self.count = numbers()

    def teardown_method(self) -> None:
        assert numbers() >= self.count + 1

    def helper(self) -> int:
        return numbers()

    @staticmethod
    def static() -> int:
        return numbers()

    @classmethod
    def clas(cls) -> int:
        return numbers()

    @property
    def prop(self) -> int:
        return numbers()

    def test_set_up_runs_in_the_same_mock_and_state_is_fresh(self) -> None:
        assert self.set_up_for == "test_set_up_runs_in_the_same_mock_and_state_is_fresh"
        assert self.count == 1
        assert (self.helper(), self.static(), self.clas(), self.prop) == (2, 3, 4, 5)

    @staticmethod
    def test_a_static_test_is_mocked_too() -> None:
        assert numbers() == 2

    @pytest.mark.asyncio
    async def test_an_async_test_is_mocked_too(self) -> None:
        assert numbers() == 2


@mock_pinpoint_v2
class TestClassWithoutSetUp:
    @classmethod
    def setup_class(cls) -> None:
        cls.seen_by_setup_class = numbers()

    def test_it_is_mocked(self) -> None:
        assert (self.seen_by_setup_class, numbers()) == (1, 1)

    def test_it_is_mocked_afresh(self) -> None:
        assert numbers() == 1

    class TestNested:
        def setup_method(self) -> None:
            self.count = numbers()

        def test_a_nested_class_is_mocked_too(self) -> None:
            assert (self.count, numbers()) == (1, 2)


@mock_pinpoint_v2(region_name="eu-west-1")
class TestFixturesOfTheClass:
    @pytest.fixture(autouse=True)
    def setup_method(self) -> Iterator[None]:
        self.count = numbers()
        yield
        assert numbers() == 4

    @pytest.fixture
    def second(self) -> int:
        return numbers()

    def test_they_run_in_the_same_mock(self, second: int) -> None:
        assert (self.count, second, numbers()) == (1, 2, 3)


class TestOverridingWithoutSuper(TestPlainClass):
    def teardown_method(self) -> None:
        """As a class does that knows nothing of the mock."""


@mock_pinpoint_v2(region_name="eu-west-2")
class TestDecoratedAgain(TestFixturesOfTheClass):
    def test_the_innermost_options_hold(self) -> None:
        assert boto3.client("pinpoint-sms-voice-v2").meta.region_name == "eu-west-2"
        numbers()
        numbers()


class Base:
    def setup_method(self) -> None:
        self.count = numbers()

    def test_inherited_tests_run_mocked(self) -> None:
        assert (self.count, numbers()) == (1, 2)


@mock_pinpoint_v2()
class TestInheritedSetUp(Base):
    def test_inherited_set_up_runs_in_the_same_mock(self) -> None:
        assert (self.count, numbers()) == (1, 2)


def test_a_test_method_called_without_pytest_is_mocked() -> None:
    assert TestClassWithoutSetUp().test_it_is_mocked_afresh() is None  # type: ignore[func-returns-value]  # that is the point


def test_without_the_plugin_a_set_up_and_a_test_are_mocked_each_by_itself(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        import boto3
        from pinpoint_mock import mock_pinpoint_v2

        def names():
            client = boto3.client("pinpoint-sms-voice-v2")
            client.create_opt_out_list(OptOutListName="Marketing")
            return len(client.describe_opt_out_lists()["OptOutLists"])

        @mock_pinpoint_v2
        class TestIt:
            def setup_class(cls):
                cls.before = names()

            def setup_method(self, method):
                assert names() == 2

            def test_it(self):
                assert (self.before, names()) == (2, 2)
        """
    )
    pytester.makeini("[pytest]\nasyncio_default_fixture_loop_scope = function\n")
    pytester.runpytest_subprocess("-p", "no:pinpoint_mock").assert_outcomes(passed=1)


MIXIN = """
import unittest

import boto3
from pinpoint_mock import mock_pinpoint_v2

def lists():
    answer = boto3.client("pinpoint-sms-voice-v2").describe_opt_out_lists()
    return [each["OptOutListName"] for each in answer["OptOutLists"]]

@mock_pinpoint_v2
class Mixin:
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.at_first = lists()

    def setUp(self):
        boto3.client("pinpoint-sms-voice-v2").create_opt_out_list(OptOutListName="one")

    def test_it(self):
        self.assertEqual((self.at_first, lists()), (["Default"], ["Default", "one"]))

    def test_it_again(self):
        self.assertEqual(lists(), ["Default", "one"])

class Test(Mixin, unittest.TestCase):
    pass
"""


def test_what_is_mixed_into_a_test_case_is_mocked_with_its_set_up(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(test_mixin=MIXIN)
    pytester.makeini("[pytest]\nasyncio_default_fixture_loop_scope = function\n")
    pytester.runpytest_subprocess().assert_outcomes(passed=2)
    assert pytester.run(sys.executable, "-m", "unittest", "test_mixin").ret == 0


def test_a_function_of_a_class_is_decorated_in_whatever_order() -> None:
    class Helpers:
        @mock_pinpoint_v2
        @staticmethod
        def static() -> int:
            return numbers()

        @mock_pinpoint_v2
        @classmethod
        def of_the_class(cls) -> tuple[type, int]:
            return cls, numbers()

    assert (Helpers.static(), Helpers().static(), Helpers.of_the_class()) == (1, 1, (Helpers, 1))


def test_a_failing_set_up_puts_all_back() -> None:
    @mock_pinpoint_v2
    class Failing:
        def setup_method(self) -> None:
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        Failing().setup_method()
    assert "AWS_ACCESS_KEY_ID" not in os.environ


# Of unittest --------------------------------------------------------------------------------------------------------


@mock_pinpoint_v2
class TestUnittest(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        cls.seen_by_set_up_class = numbers()

    def setUp(self) -> None:
        self.addCleanup(self.clean_up)
        self.count = numbers()

    def tearDown(self) -> None:
        assert numbers() >= 2

    def clean_up(self) -> None:
        assert numbers() >= 3, "clean-ups run after tearDown, in the same mock"

    @property
    def prop(self) -> int:
        return numbers()

    def test_set_up_runs_in_the_same_mock(self) -> None:
        assert (self.count, self.prop, self.seen_by_set_up_class) == (1, 2, 1)

    def test_state_is_fresh(self) -> None:
        assert (self.count, numbers()) == (1, 2)


@mock_pinpoint_v2
class TestAsyncUnittest(unittest.IsolatedAsyncioTestCase):
    async def asyncSetUp(self) -> None:
        self.count = numbers()

    async def test_async_set_up_runs_in_the_same_mock(self) -> None:
        assert (self.count, numbers()) == (1, 2)

    async def test_state_is_fresh(self) -> None:
        assert self.count == 1


class TestInheritedFromADecoratedClass(TestUnittest):
    def test_a_subclass_is_mocked_too(self) -> None:
        assert self.count == 1


def test_unittest_runs_a_decorated_class_without_pytest() -> None:
    result = unittest.TestResult()
    unittest.defaultTestLoader.loadTestsFromTestCase(TestUnittest).run(result)
    assert (result.testsRun, result.errors, result.failures) == (2, [], [])


def test_unittest_debugs_a_decorated_class() -> None:
    TestUnittest("test_state_is_fresh").debug()
