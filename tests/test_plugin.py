"""The pytest plugin, run as a user's suite runs it."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEADER = """
import boto3
import pytest
from botocore.exceptions import ClientError

SIMULATOR = dict(
    IsoCountryCode="US", MessageType="TRANSACTIONAL", NumberCapabilities=["SMS"], NumberType="SIMULATOR"
)
"""


def run(pytester: pytest.Pytester, tests: str, *arguments: str, ini: str = "") -> pytest.RunResult:
    pytester.makeini(f"[pytest]\nasyncio_default_fixture_loop_scope = function\n{ini}")
    pytester.makepyfile(HEADER + tests)
    return pytester.runpytest_inprocess("-p", "no:randomly", *arguments)


def test_the_fixtures_give_the_mock_and_a_client_of_it(pytester: pytest.Pytester) -> None:
    result = run(
        pytester,
        """
def test_first(pinpoint_v2, pinpoint_v2_client, sms_outbox):
    pinpoint_v2_client.request_phone_number(**SIMULATOR)
    assert pinpoint_v2_client.meta.region_name == "us-east-1"
    assert pinpoint_v2.calls[-1].operation == "RequestPhoneNumber"
    assert sms_outbox == pinpoint_v2.outbox == []

def test_each_test_has_its_own(pinpoint_v2_client):
    assert pinpoint_v2_client.describe_phone_numbers()["PhoneNumbers"] == []
""",
    )
    result.assert_outcomes(passed=2)


def test_a_fixture_and_a_decorator_on_one_test_are_one_world(pytester: pytest.Pytester) -> None:
    result = run(
        pytester,
        """
from pinpoint_mock import mock_pinpoint_v2

@pytest.fixture
@mock_pinpoint_v2
def number():
    yield boto3.client("pinpoint-sms-voice-v2").request_phone_number(**SIMULATOR)["PhoneNumberId"]

@mock_pinpoint_v2(account_id="111122223333")
def test_it(pinpoint_v2, number):
    client = boto3.client("pinpoint-sms-voice-v2")
    assert client.describe_phone_numbers()["PhoneNumbers"] == []
    client = pinpoint_v2.client(account_id="123456789012")
    assert [each["PhoneNumberId"] for each in client.describe_phone_numbers()["PhoneNumbers"]] == [number]
""",
    )
    result.assert_outcomes(passed=1)


def test_the_innermost_marker_wins_name_by_name(pytester: pytest.Pytester) -> None:
    result = run(
        pytester,
        """
pytestmark = pytest.mark.pinpoint_v2(account_id="111122223333", region_name="eu-west-1")

@pytest.mark.pinpoint_v2(account_id="444455556666", strict_quotas=True)
class TestClass:
    @pytest.mark.pinpoint_v2(transitions={"phone-number": "immediate"})
    def test_it(self, pinpoint_v2_client):
        answer = pinpoint_v2_client.request_phone_number(**SIMULATOR)
        assert answer["PhoneNumberArn"].split(":")[3:5] == ["eu-west-1", "444455556666"]
        assert answer["Status"] == "ACTIVE"
""",
    )
    result.assert_outcomes(passed=1)


@pytest.mark.parametrize(
    ("marker", "says"),
    [
        ("acount_tier='SANDBOX'", "*did you mean account_tier*"),
        ("allow_unmet_failure=True", "*did you mean allow_unmet_failures*"),
        ("'SANDBOX'", "*takes options by keyword*"),
    ],
)
def test_a_slip_in_a_marker_is_an_error_that_names_the_right_options(
    pytester: pytest.Pytester, marker: str, says: str
) -> None:
    result = run(pytester, f"@pytest.mark.pinpoint_v2({marker})\ndef test_it(pinpoint_v2):\n    pass\n")
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines([f"*TypeError: {says}"])


def test_a_slip_in_a_fixtures_name_lists_the_right_ones(pytester: pytest.Pytester) -> None:
    result = run(pytester, "def test_it(pinpoint_v2_clint):\n    pass\n")
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*available fixtures:*pinpoint_v2, pinpoint_v2_client*sms_outbox*"])


def test_the_marker_is_known(pytester: pytest.Pytester) -> None:
    result = run(pytester, "@pytest.mark.pinpoint_v2\ndef test_it():\n    pass\n", "--strict-markers")
    result.assert_outcomes(passed=1)
    result = pytester.runpytest_inprocess("--markers")
    result.stdout.fnmatch_lines(["@pytest.mark.pinpoint_v2(?*options): options of mock_pinpoint_v2*"])


# Failures that no call met ------------------------------------------------------------------------------------------

UNMET = """
{marker}
def test_it(pinpoint_v2, pinpoint_v2_client):
    pinpoint_v2.fail("DescribePools", "ThrottlingException")
    pinpoint_v2.fail("CreatePool", "ConflictException", reason="RESOURCE_NOT_ACTIVE")
    with pytest.raises(ClientError):
        pinpoint_v2_client.describe_pools()
"""


def test_an_injected_failure_that_no_call_met_is_an_error(pytester: pytest.Pytester) -> None:
    result = run(pytester, UNMET.format(marker=""))
    result.assert_outcomes(passed=1, errors=1)
    result.stdout.fnmatch_lines(["*no call met fail('CreatePool', ConflictException(*RESOURCE_NOT_ACTIVE*"])
    result.stdout.no_fnmatch_line("*fail('DescribePools'*")


@pytest.mark.parametrize(
    "test",
    [
        """
def test_it():
    with mock_pinpoint_v2() as pinpoint:
        pinpoint.fail("DescribePools", "ThrottlingException")
""",
        """
@mock_pinpoint_v2
def test_it(pinpoint_v2):
    pinpoint_v2.fail("DescribePools", "ThrottlingException")
""",
        """
@mock_pinpoint_v2
class TestIt:
    def test_it(self):
        with mock_pinpoint_v2() as pinpoint:
            pinpoint.fail("DescribePools", "ThrottlingException")
""",
        """
class TestIt(unittest.TestCase):
    def setUp(self):
        mock = mock_pinpoint_v2()
        self.pinpoint = mock.start()
        self.addCleanup(mock.stop)

    def test_it(self):
        self.pinpoint.fail("DescribePools", "ThrottlingException")
""",
    ],
    ids=["with", "decorator", "class", "unittest"],
)
def test_so_it_is_whatever_the_form_of_the_mock(pytester: pytest.Pytester, test: str) -> None:
    result = run(
        pytester, f"import unittest\nfrom pinpoint_mock import mock_pinpoint_v2\n{test}\ndef test_next(): pass\n"
    )
    result.assert_outcomes(passed=2, errors=1)
    result.stdout.fnmatch_lines(["*ERROR at teardown of *test_it*", "no call met fail('DescribePools'*"])


@pytest.mark.parametrize(("end", "outcome"), [("assert False", "failed"), ("pytest.skip()", "skipped")])
def test_a_test_that_did_not_pass_has_no_second_error(pytester: pytest.Pytester, end: str, outcome: str) -> None:
    run(pytester, f"{UNMET.format(marker='')}    {end}\n").assert_outcomes(**{outcome: 1})


@pytest.mark.parametrize(
    ("marker", "ini"),
    [
        ("@pytest.mark.pinpoint_v2(allow_unmet_failures=True)", ""),
        ("", "pinpoint_v2_allow_unmet_failures = true"),
    ],
)
def test_unmet_failures_can_be_allowed(pytester: pytest.Pytester, marker: str, ini: str) -> None:
    run(pytester, UNMET.format(marker=marker), ini=ini).assert_outcomes(passed=1)


# The network --------------------------------------------------------------------------------------------------------

CALL = """
def test_it():
    client = boto3.client("pinpoint-sms-voice-v2", region_name="us-east-1")
    client.describe_pools()
"""


def test_without_a_mock_the_network_can_be_blocked(pytester: pytest.Pytester) -> None:
    result = run(pytester, CALL, ini="pinpoint_v2_block_network = true")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*RuntimeError: DescribePools*no mock running*use @mock_pinpoint_v2 or the fixture*"])


def test_with_a_mock_a_blocked_network_does_not_matter(pytester: pytest.Pytester) -> None:
    mocked = CALL.replace("def test_it():", "def test_it(pinpoint_v2):")
    run(pytester, mocked, ini="pinpoint_v2_block_network = true").assert_outcomes(passed=1)


def test_the_block_ends_with_the_session(pytester: pytest.Pytester) -> None:
    from pinpoint_mock.intercept import interceptors

    run(pytester, "def test_it():\n    pass\n", ini="pinpoint_v2_block_network = true")
    assert not interceptors.are_installed()


# Weight -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("statement", ["import pinpoint_mock", "import pinpoint_mock.plugin"])
def test_an_import_loads_nothing_heavy(statement: str) -> None:
    program = f"import sys, pytest; before = set(sys.modules); {statement}; print(*(set(sys.modules) - before))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    loaded = {name.partition(".")[0] for name in done.stdout.split()}
    assert loaded <= {"pinpoint_mock", "__future__"}


def test_a_suite_without_the_mock_does_not_load_botocore(pytester: pytest.Pytester) -> None:
    pytester.makepyfile("import sys\n\ndef test_it():\n    assert 'botocore' not in sys.modules\n")
    result = pytester.runpytest_subprocess("-p", "no:randomly", "-p", "no:pytest_randomly", "-p", "no:hypothesispytest")
    result.assert_outcomes(passed=1)


def test_the_package_says_what_it_has() -> None:
    import pinpoint_mock

    assert set(pinpoint_mock.__all__) <= set(dir(pinpoint_mock))
    assert pinpoint_mock.__version__.startswith("0.")
    with pytest.raises(AttributeError, match="no_such_name"):
        pinpoint_mock.no_such_name  # noqa: B018 - looking it up is the point
