"""Check that the page about performance and its chart show the kept results of the last whole run."""

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
    """Return a function that imports a module of the benchmarks."""
    monkeypatch.syspath_prepend(ROOT)
    return lambda name: importlib.import_module(f"benchmarks.{name}")


@pytest.fixture
def results(benchmarks: Any) -> Any:
    kept = benchmarks("results")
    return kept.Results.from_json(kept.KEPT.read_text("utf-8"))


def test_the_tables_in_the_page_are_those_of_the_kept_results(benchmarks: Any, results: Any) -> None:
    page = benchmarks("page")
    assert page.SECTION.findall(page.PAGE.read_text("utf-8")) == [page.measured(results)]


def test_the_chart_shows_each_row_that_has_a_limit(benchmarks: Any, results: Any) -> None:
    pytest.importorskip("matplotlib", reason="only a developer who draws needs matplotlib")
    assert sorted(benchmarks("chart").keys()) == sorted(row.key for row in results.rows if row.bound is not None)


@pytest.mark.parametrize(
    ("figure", "bound", "is_lower_bound", "is_missed", "share"),
    [
        (1.0, 2.0, False, False, 0.5),
        (2.0, 2.0, False, False, 1.0),
        (3.0, 2.0, False, True, 1.5),
        (4.0, 2.0, True, False, 0.5),
        (2.0, 2.0, True, False, 1.0),
        (1.0, 2.0, True, True, 2.0),
        (0.0, 0.0, False, False, 0.0),
        (1.0, 0.0, False, True, float("inf")),
    ],
)
def test_a_row_tells_whether_it_misses_its_limit(
    benchmarks: Any, figure: float, bound: float, is_lower_bound: bool, is_missed: bool, share: float
) -> None:
    row = benchmarks("figures").Row(key="", what="", figure=figure, bound=bound, is_lower_bound=is_lower_bound)
    assert (row.is_missed, row.share) == (is_missed, share)


def test_the_chart_is_of_the_kept_results(benchmarks: Any, results: Any) -> None:
    assert benchmarks("results").mark(results) in CHART.read_text("utf-8")


def test_the_chart_is_drawn_alike_by_the_same_matplotlib(benchmarks: Any, results: Any) -> None:
    matplotlib = pytest.importorskip("matplotlib", reason="only who draws needs matplotlib")
    committed = CHART.read_bytes()
    [drawn_by] = re.findall(rb"Matplotlib v([\d.]+\d)", committed)
    if drawn_by.decode() != matplotlib.__version__:
        pytest.skip(f"drawn by matplotlib {drawn_by.decode()}")
    assert benchmarks("chart").drawn(results) == committed
