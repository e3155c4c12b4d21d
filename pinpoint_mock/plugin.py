"""Define the pytest plugin's fixtures, marker and ini options, and import nothing heavy before it is used."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

import pytest

from .marks import CONTEXTS
from .unmet import LEFT_UNMET

if TYPE_CHECKING:
    from typing import NoReturn

    from .messaging.values import SentMessage
    from .pinpoint import PinpointMock
    from .protocol.call import Call
    from .server import PinpointServer

MARKER = "pinpoint_v2"
BLOCK_NETWORK = "pinpoint_v2_block_network"
ALLOW_UNMET_FAILURES = "pinpoint_v2_allow_unmet_failures"
MARKER_OPTION = "allow_unmet_failures"

_DID_NOT_PASS = pytest.StashKey[bool]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addini(
        BLOCK_NETWORK,
        "Raise an error for a call of pinpoint-sms-voice-v2 without a running mock, instead of sending it to AWS.",
        type="bool",
        default=False,
    )
    parser.addini(
        ALLOW_UNMET_FAILURES,
        "Allow injected failures that no call has met. By default they are an error at the end of the test.",
        type="bool",
        default=False,
    )


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers",
        f"{MARKER}(**options): options of mock_pinpoint_v2 for the fixtures pinpoint_v2 and pinpoint_v2_client; "
        "also allow_unmet_failures=True. Of several markers, the innermost one that names an option sets it.",
    )
    if config.getini(BLOCK_NETWORK):
        from .intercept import interceptors  # botocore is loaded only where the option asks for it

        interceptors.install_interceptors(_refuse)
        config.add_cleanup(lambda: interceptors.remove_interceptors(_refuse))


@pytest.hookimpl(wrapper=True)
def pytest_pycollect_makeitem() -> Generator[None, object, object]:
    items = yield
    for item in items if isinstance(items, list) else [items]:
        if isinstance(item, pytest.Class) and hasattr(item.obj, CONTEXTS):
            _register_fixture(item)
    return items


def _register_fixture(node: pytest.Class) -> None:
    """Register a fixture of a class under @mock_pinpoint_v2 before its own are collected, so that it runs first."""
    fixture: dict[str, Any] = {"name": "_pinpoint_v2_around_test", "func": _mock_around_test, "autouse": True}
    if hasattr(pytest, "register_fixture"):
        pytest.register_fixture(**fixture, node=node)
    else:  # before pytest 9.1
        node.session._fixturemanager._register_fixture(**fixture, nodeid=node.nodeid)


def _mock_around_test(request: pytest.FixtureRequest) -> Iterator[None]:
    """Mock the service around a test's `setup_method`, the fixtures of its class, and the test."""
    with ExitStack() as stack:
        for context in getattr(request.cls, CONTEXTS, ()):
            stack.enter_context(context)
        yield


@pytest.fixture
def pinpoint_v2(request: pytest.FixtureRequest) -> Iterator[PinpointMock]:
    """Mock AWS End User Messaging SMS and Voice v2 for this test, and return the running `PinpointMock`."""
    from .mock import mock_pinpoint_v2  # the first test that uses the mock loads it
    from .options import DEFAULTS, check_names  # likewise

    options = _options_of_markers(request.node)
    check_names(options, (*DEFAULTS, MARKER_OPTION), of=f"the marker {MARKER}")
    options.pop(MARKER_OPTION, None)
    with mock_pinpoint_v2(**options) as pinpoint:
        yield pinpoint


@pytest.fixture
def pinpoint_v2_client(pinpoint_v2: PinpointMock) -> Any:
    """Return a boto3 client of pinpoint-sms-voice-v2 on the mock, for the default region and without retries."""
    return pinpoint_v2.client()


@pytest.fixture
def pinpoint_v2_server(pinpoint_v2: PinpointMock) -> Iterator[PinpointServer]:  # noqa: ARG001  # the server joins this mock
    """Start a `PinpointServer` on the same mock as `pinpoint_v2`, at a free port, and return the server."""
    from .server import PinpointServer  # it needs an extra, and the first test that uses it loads it

    with PinpointServer() as server:
        yield server


@pytest.fixture
def sms_outbox(pinpoint_v2: PinpointMock) -> Sequence[SentMessage]:
    """Return the messages sent in this test: `pinpoint_v2.outbox`."""
    return pinpoint_v2.outbox


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if not report.passed:
        item.stash[_DID_NOT_PASS] = True
    return report


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item) -> Generator[None, object, object]:
    """Fail the test for injected failures that no call met, of all mocks that have stopped in it."""
    result = yield
    if LEFT_UNMET:
        unmet = ", ".join(map(str, LEFT_UNMET))
        LEFT_UNMET.clear()
        is_allowed = _options_of_markers(item).get(MARKER_OPTION, item.config.getini(ALLOW_UNMET_FAILURES))
        if not is_allowed and _DID_NOT_PASS not in item.stash:
            pytest.fail(
                f"no call met {unmet}: remove it from the test, or allow it with "
                f"@pytest.mark.{MARKER}({MARKER_OPTION}=True) or {ALLOW_UNMET_FAILURES} = true in the ini file",
                pytrace=False,
            )
    return result


def _options_of_markers(item: pytest.Item) -> dict[str, Any]:
    options: dict[str, Any] = {}
    for mark in reversed(list(item.iter_markers(MARKER))):
        if mark.args:
            raise TypeError(
                f"@pytest.mark.{MARKER} takes options by keyword, like mock_pinpoint_v2; {mark.args} was given"
            )
        options.update(mark.kwargs)
    return options


def _refuse(call: Call) -> NoReturn:
    raise RuntimeError(
        f"{call.operation} of pinpoint-sms-voice-v2 was called with no mock running, and {BLOCK_NETWORK} is on: "
        f"use @mock_pinpoint_v2 or the fixture pinpoint_v2 in this test"
    )
