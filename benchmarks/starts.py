"""Measure what a test run costs besides its calls: imports, the plugin, starts, clients; and a whole suite of tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from moto import mock_aws

from pinpoint_mock import mock_pinpoint_v2

from .clients import client_of
from .figures import Row, Scale, in_turn, seconds
from .processes import Processes

SUITES = Path(__file__).parent / "suites"


def start(scale: Scale) -> Iterator[Row]:
    """Measure the start and the stop of the mock, beside moto's."""

    def start_and_stop(mock: Any) -> None:
        mock.start()
        mock.stop()

    def ours() -> list[float]:
        return seconds(lambda: start_and_stop(mock_pinpoint_v2()), 10)

    def theirs() -> list[float]:
        return seconds(lambda: start_and_stop(mock_aws()), 10)

    for warm_up in (ours, theirs):
        warm_up()
    mock, moto = in_turn(ours, theirs, rounds=scale.of(30))
    what = "start() and stop() ÷ moto's mock_aws"
    yield Row(key="start", what=what, ours=mock, theirs=moto, figure=mock / moto, bound=1 / 20)


def client(scale: Scale) -> Iterator[Row]:
    """Measure the making of a client, as the fixture `pinpoint_v2_client` makes it, beside boto3's own."""

    def ours() -> list[float]:
        with mock_pinpoint_v2() as pinpoint:
            return seconds(pinpoint.client)

    def theirs() -> list[float]:
        return seconds(client_of)

    for warm_up in (ours, theirs):
        warm_up()
    mock, boto3 = in_turn(ours, theirs, rounds=scale.of(200))
    what = "pinpoint.client() in a new mock, beside boto3.client()"
    yield Row(key="client", what=what, ours=mock, theirs=boto3, figure=mock * 1e3, bound=1, unit=" ms")


def imports(scale: Scale) -> Iterator[Row]:
    """Measure what the package adds to the start of Python, and the plugin to the start of pytest."""
    with Processes() as processes:
        package, bare = ["-c", "import pinpoint_mock"], ["-c", "pass"]
        yield processes.over("import", "import pinpoint_mock, more than Python alone", package, bare, scale.of(40))
        yield processes.botocore(
            "import_botocore", "1 if import pinpoint_mock imports botocore", "import pinpoint_mock"
        )
        collect = [*processes.pytest(), "--collect-only"]
        without = [*collect, "-pno:pinpoint_mock"]
        what = "pytest's start with the plugin, more than without"
        yield processes.over("plugin", what, collect, without, scale.of(100))
        yield processes.botocore(
            "plugin_botocore",
            "1 if pytest's start imports botocore",
            f"import pytest, sys; pytest.main({collect[2:]}); assert 'pinpoint_mock.plugin' in sys.modules",
        )


def suite(scale: Scale) -> Iterator[Row]:
    """Measure a suite of tests, beside one that uses moto."""
    count = scale.size(1_000)
    with Processes() as processes:
        ours, theirs = (
            [*processes.pytest(), str(SUITES / file), f"--tests={count}"]
            for file in ("test_with_the_mock.py", "test_with_moto.py")
        )
        for command in (ours, theirs):
            processes.run([*command[:-1], "--tests=1"])
        mock, moto = in_turn(
            lambda: seconds(lambda: processes.run(ours)),
            lambda: seconds(lambda: processes.run(theirs)),
            rounds=scale.of(3),
        )
    what = f"{count:,} tests of five calls ÷ against moto's pinpoint"
    yield Row(key="suite", what=what, ours=mock, theirs=moto, figure=mock / moto, bound=0.3)
