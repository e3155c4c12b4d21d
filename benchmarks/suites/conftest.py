"""Give a suite as many tests as `--tests` says."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--tests", type=int, default=1_000)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    metafunc.fixturenames.append("each")
    metafunc.parametrize("each", range(metafunc.config.getoption("--tests")))
