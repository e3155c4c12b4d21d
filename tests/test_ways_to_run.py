"""The ways in which a suite is run: each in a process of its own, with the plugin as it is installed, or without."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEADER = """
import boto3
import pytest
from pinpoint_mock import mock_pinpoint_v2

def create(name):
    client = boto3.client("pinpoint-sms-voice-v2")
    client.create_opt_out_list(OptOutListName=name)
    return [each["OptOutListName"] for each in client.describe_opt_out_lists()["OptOutLists"]]
"""

# Whatever one test saw of another would be a second list, or a refusal of the same.
DECORATED = """
@mock_pinpoint_v2
@pytest.mark.parametrize("each", range(3))
def test_a_function(each):
    assert create("one") == ["Default", "one"]

@mock_pinpoint_v2
class TestMethods:
    def test_a_method(self):
        assert create("one") == ["Default", "one"]

@pytest.fixture
@mock_pinpoint_v2
def made():
    yield create("made")

def test_a_fixture(made):
    assert create("one") == [*made, "one"]
"""
SET_UP = """
@mock_pinpoint_v2(region_name="eu-west-1")
class TestSetUp:
    def setup_method(self):
        create("set-up")

    @pytest.mark.parametrize("each", range(2))
    def test_a_method(self, each):
        assert create("one") == ["Default", "set-up", "one"]
"""
OF_THE_PLUGIN = """
pytestmark = pytest.mark.pinpoint_v2(region_name="eu-west-2")

@pytest.mark.parametrize("each", range(3))
def test_the_plugins_fixtures(pinpoint_v2, pinpoint_v2_client, each):
    pinpoint_v2_client.create_opt_out_list(OptOutListName="one")
    assert [call.region_name for call in pinpoint_v2.calls] == ["eu-west-2"]
"""
INI = "[pytest]\nasyncio_default_fixture_loop_scope = function\npinpoint_v2_block_network = true\n"


@pytest.mark.parametrize(
    "options",
    [
        ["--import-mode=prepend", "-p", "no:randomly"],
        ["--import-mode=append", "--randomly-seed=1"],
        ["--import-mode=importlib", "--randomly-seed=2"],
        ["-n", "2"],
    ],
    ids=" ".join,
)
def test_a_suite_passes_however_it_is_imported_ordered_and_spread(
    pytester: pytest.Pytester, options: list[str]
) -> None:
    pytester.makeini(INI)
    pytester.makepyfile(
        test_decorated=HEADER + DECORATED + SET_UP,
        test_of_the_plugin=HEADER + OF_THE_PLUGIN,
    )
    pytester.runpytest_subprocess(*options).assert_outcomes(passed=10)


def test_without_the_plugin_what_is_decorated_is_mocked_all_the_same(pytester: pytest.Pytester) -> None:
    pytester.makeini("[pytest]\nasyncio_default_fixture_loop_scope = function\n")
    pytester.makepyfile(HEADER + DECORATED)
    pytester.runpytest_subprocess("-p", "no:pinpoint_mock").assert_outcomes(passed=5)


def test_where_no_plugin_loads_by_itself_ours_loads_by_name(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    pytester.makepyfile(HEADER + OF_THE_PLUGIN)
    pytester.runpytest_subprocess("-p", "pinpoint_mock.plugin", "--strict-markers").assert_outcomes(passed=3)


UNITTEST = """
import os
import sys
import unittest

import boto3
from pinpoint_mock import mock_pinpoint_v2

def create(name):
    client = boto3.client("pinpoint-sms-voice-v2")
    client.create_opt_out_list(OptOutListName=name)
    return [each["OptOutListName"] for each in client.describe_opt_out_lists()["OptOutLists"]]

@mock_pinpoint_v2
class OfAClass(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        create("of-the-class")

    def setUp(self):
        create("set-up")

    def tearDown(self):
        self.assertEqual(create("torn-down"), ["Default", "set-up", "one", "torn-down"])

    def test_one(self):
        self.assertEqual(create("one"), ["Default", "set-up", "one"])

    def test_another(self):
        self.assertEqual(create("one"), ["Default", "set-up", "one"])

@mock_pinpoint_v2(region_name="eu-west-1")
class Asynchronous(unittest.IsolatedAsyncioTestCase):
    async def asyncSetUp(self):
        create("set-up")

    async def asyncTearDown(self):
        self.assertEqual(create("torn-down"), ["Default", "set-up", "one", "torn-down"])

    async def test_one(self):
        self.assertEqual(create("one"), ["Default", "set-up", "one"])

class OfMethods(unittest.IsolatedAsyncioTestCase):
    @mock_pinpoint_v2
    def test_one(self):
        self.assertEqual(create("one"), ["Default", "one"])

    @mock_pinpoint_v2
    async def test_another(self):
        self.assertEqual(create("one"), ["Default", "one"])

    def test_by_hand(self):
        mock = mock_pinpoint_v2()
        pinpoint = mock.start()
        self.addCleanup(self.assertNotIn, "AWS_ACCESS_KEY_ID", os.environ)
        self.addCleanup(mock.stop)
        self.assertEqual(create("one"), ["Default", "one"])
        self.assertEqual(len(pinpoint.calls), 2)

class Weight(unittest.TestCase):
    def test_pytest_is_not_loaded(self):
        self.assertNotIn("pytest", sys.modules)
"""


def test_unittest_needs_no_pytest(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(test_it=UNITTEST)
    done = subprocess.run([sys.executable, "-m", "unittest"], capture_output=True, text=True, cwd=pytester.path)
    assert "Ran 7 tests" in done.stderr, done.stderr
    assert done.stderr.endswith("OK\n"), done.stderr
    assert done.returncode == 0


def test_nothing_of_the_package_but_the_plugin_loads_pytest() -> None:
    program = """
import pkgutil, sys
from importlib import import_module
import pinpoint_mock

for module in pkgutil.walk_packages(pinpoint_mock.__path__, "pinpoint_mock."):
    if module.name not in ("pinpoint_mock.plugin", "pinpoint_mock.__main__"):
        try:
            import_module(module.name)
        except ModuleNotFoundError as error:
            assert not error.name.startswith("pinpoint_mock"), error  # an extra that isn't installed
print("pytest" in sys.modules, "pinpoint_mock.mock" in sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "True"]
