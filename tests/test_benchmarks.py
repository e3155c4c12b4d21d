"""The page of performance and its chart say what the last whole run of the benchmarks did, and nothing else."""

from __future__ import annotations

import importlib
import re
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
CHART = ROOT / "docs" / "images" / "performance.svg"

pytestmark = pytest.mark.skipif(not (ROOT / "benchmarks").exists(), reason="only a clone has the whole of the tree")


@pytest.fixture
def benchmarks(monkeypatch: pytest.MonkeyPatch) -> Any:
    """A module of the benchmarks, by its name."""
    monkeypatch.syspath_prepend(ROOT)
    return lambda name: importlib.import_module(f"benchmarks.{name}")


@pytest.fixture
def results(benchmarks: Any) -> Any:
    kept = benchmarks("results")
    return kept.Results.from_json(kept.KEPT.read_text("utf-8"))


def test_the_tables_in_the_page_are_those_of_the_kept_results(benchmarks: Any, results: Any) -> None:
    page = benchmarks("page")
    assert page.SECTION.findall(page.PAGE.read_text("utf-8")) == [page.measured(results)]


def test_the_chart_is_of_the_kept_results(benchmarks: Any, results: Any) -> None:
    assert benchmarks("results").mark(results) in CHART.read_text("utf-8")


def test_the_chart_is_drawn_alike_by_the_same_matplotlib(benchmarks: Any, results: Any) -> None:
    matplotlib = pytest.importorskip("matplotlib", reason="only who draws needs matplotlib")
    committed = CHART.read_bytes()
    [drawn_by] = re.findall(rb"Matplotlib v([\d.]+\d)", committed)
    if drawn_by.decode() != matplotlib.__version__:
        pytest.skip(f"drawn by matplotlib {drawn_by.decode()}")
    assert benchmarks("chart").drawn(results) == committed
