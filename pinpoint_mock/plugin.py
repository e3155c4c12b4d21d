"""The pytest plugin: fixtures, a marker and ini options. Nothing heavy is imported before it is used."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

import pytest

from .decorate import CONTEXTS
from .unmet import LEFT_UNMET

if TYPE_CHECKING:
    from .pinpoint import PinpointMock
    from .server import PinpointServer

MARKER = "pinpoint_v2"
BLOCK_NETWORK = "pinpoint_v2_block_network"
ALLOW_UNMET_FAILURES = "pinpoint_v2_allow_unmet_failures"
SWITCH = "allow_unmet_failures"

_DID_NOT_PASS = pytest.StashKey[bool]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addini(
        BLOCK_NETWORK,
        "A call of pinpoint-sms-voice-v2 with no mock running is an error, never a request to AWS.",
        type="bool",
        default=False,
    )
    parser.addini(
        ALLOW_UNMET_FAILURES,
        "An injected failure that no call met isn't an error at the end of the test.",
        type="bool",
        default=False,
    )


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers",
        f"{MARKER}(**options): options of mock_pinpoint_v2 for the fixtures pinpoint_v2 and pinpoint_v2_client; "
        "also allow_unmet_failures=True. The innermost marker wins, name by name.",
    )
    if config.getini(BLOCK_NETWORK):
        from .intercept import interceptors  # botocore is loaded only where the option asks for it

        interceptors.install_interceptors(_refuse)
        config.add_cleanup(lambda: interceptors.remove_interceptors(_refuse))


@pytest.hookimpl(wrapper=True)
def pytest_pycollect_makeitem() -> Generator[None, object, object]:
    made = yield
    for each in made if isinstance(made, list) else [made]:
        if isinstance(each, pytest.Class) and hasattr(each.obj, CONTEXTS):
            _register_fixture(each)
    return made


def _register_fixture(node: pytest.Class) -> None:
    """Give a class under @mock_pinpoint_v2 its fixture before it is collected, so that all of its own come after."""
    fixture: dict[str, Any] = {"name": "_pinpoint_v2_of_the_class", "func": _around_a_test, "autouse": True}
    if hasattr(pytest, "register_fixture"):
        pytest.register_fixture(**fixture, node=node)
    else:  # before pytest 9.1
        node.session._fixturemanager._register_fixture(**fixture, nodeid=node.nodeid)


def _around_a_test(request: pytest.FixtureRequest) -> Iterator[None]:
    """Mock the service around a test's `setup_method`, the fixtures of its class, and the test."""
    with ExitStack() as stack:
        for context in getattr(request.cls, CONTEXTS, ()):
            stack.enter_context(context)
        yield


@pytest.fixture
def pinpoint_v2(request: pytest.FixtureRequest) -> Iterator[PinpointMock]:
    """The running `PinpointMock`: AWS End User Messaging SMS and Voice v2, mocked for this test."""
    from .mock import mock_pinpoint_v2  # the mock is loaded by the first test that uses it
    from .simulation.options import DEFAULTS, check_names  # likewise

    options = _options_of_markers(request.node)
    check_names(options, (*DEFAULTS, SWITCH), of=f"the marker {MARKER}")
    options.pop(SWITCH, None)
    with mock_pinpoint_v2(**options) as pinpoint:
        yield pinpoint


@pytest.fixture
def pinpoint_v2_client(pinpoint_v2: PinpointMock) -> Any:
    """A boto3 client of pinpoint-sms-voice-v2 for the default region, on the mock; retries are off."""
    return pinpoint_v2.client()


@pytest.fixture
def pinpoint_v2_server(pinpoint_v2: PinpointMock) -> Iterator[PinpointServer]:  # noqa: ARG001  # its world is joined
    """A `PinpointServer` at a free port, on the same mock as `pinpoint_v2`."""
    from .server import PinpointServer  # it comes with an extra, and is loaded by the first test that uses it

    with PinpointServer() as server:
        yield server


@pytest.fixture
def sms_outbox(pinpoint_v2: PinpointMock) -> Sequence[Any]:
    """The messages sent in this test: `pinpoint_v2.outbox`."""
    return pinpoint_v2.outbox


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if not report.passed:
        item.stash[_DID_NOT_PASS] = True
    return report


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item) -> Generator[None, object, object]:
    """An injected failure that no call met, in whatever mock that stopped in this test, is an error of the test."""
    result = yield
    if LEFT_UNMET:
        unmet = ", ".join(map(str, LEFT_UNMET))
        LEFT_UNMET.clear()
        is_allowed = _options_of_markers(item).get(SWITCH, item.config.getini(ALLOW_UNMET_FAILURES))
        if not is_allowed and _DID_NOT_PASS not in item.stash:
            pytest.fail(
                f"no call met {unmet}: take it out of the test, or allow it with @pytest.mark.{MARKER}({SWITCH}=True) "
                f"or {ALLOW_UNMET_FAILURES} = true in the ini file",
                pytrace=False,
            )
    return result


def _options_of_markers(item: pytest.Item) -> dict[str, Any]:
    options: dict[str, Any] = {}
    for mark in reversed(list(item.iter_markers(MARKER))):
        if mark.args:
            raise TypeError(
                f"@pytest.mark.{MARKER} takes options by keyword, as mock_pinpoint_v2 does; got {mark.args}"
            )
        options.update(mark.kwargs)
    return options


def _refuse(call: Any) -> Any:
    raise RuntimeError(
        f"{call.operation} of pinpoint-sms-voice-v2 was called with no mock running, and {BLOCK_NETWORK} is on: "
        f"use @mock_pinpoint_v2 or the fixture pinpoint_v2 in this test"
    )
