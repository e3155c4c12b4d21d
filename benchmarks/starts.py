"""What a test run pays before its first call: the mock's start, the package's import, the plugin; and a whole suite."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from moto import mock_aws

from pinpoint_mock import mock_pinpoint_v2

from .figures import Row, Scale, in_turn, seconds
from .processes import Processes

SUITES = Path(__file__).parent / "suites"


def start(scale: Scale) -> Iterator[Row]:
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


def imports(scale: Scale) -> Iterator[Row]:
    with Processes() as processes:
        package, bare = ["-c", "import pinpoint_mock"], ["-c", "pass"]
        yield processes.over("import", "import pinpoint_mock, over bare Python", package, bare, scale.of(40))
        yield processes.botocore("botocore imported by import pinpoint_mock", "import pinpoint_mock")
        collect = [*processes.pytest(), "--collect-only"]
        without = [*collect, "-pno:pinpoint_mock"]
        yield processes.over("plugin", "pytest's start with the plugin, over without", collect, without, scale.of(120))
        yield processes.botocore(
            "botocore imported by pytest's start",
            f"import pytest, sys; pytest.main({collect[2:]}); assert 'pinpoint_mock.plugin' in sys.modules",
        )


def suite(scale: Scale) -> Iterator[Row]:
    count = scale.of(1_000)
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
    yield Row(key="suite", what=what, ours=mock, theirs=moto, figure=mock / moto, bound=0.6)
