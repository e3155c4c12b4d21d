"""Measure all there is, print each figure beside its bound, keep the results, and exit with 1 if one is over."""

from __future__ import annotations

import argparse
import sys

from . import page
from .calls import request, send
from .figures import QUICK, WHOLE, Row, Scale
from .growth import growth, memory, pages
from .results import KEPT, Results, this_machine
from .stages import Stages, stages
from .starts import imports, start, suite

MEASURES = {each.__name__: each for each in (request, send, start, imports, pages, growth, memory, suite)}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--only", choices=[*MEASURES, "stages"], action="append", help="this alone; nothing is kept")
    parser.add_argument("--quick", action="store_true", help="a little of everything, bounds and results apart")
    parser.add_argument("--draw", action="store_true", help="measure nothing: make page and chart of what is kept")
    asked = parser.parse_args()
    if asked.draw:
        results = Results.from_json(KEPT.read_text("utf-8"))
    else:
        results = _measure(QUICK if asked.quick else WHOLE, asked.only or [*MEASURES, "stages"])
    if not asked.only:
        _show(results, is_kept=not asked.quick)
    sys.exit(not asked.quick and any(row.is_over for row in results.rows))


def _show(results: Results, *, is_kept: bool) -> None:
    """Draw the chart, also where it isn't kept, to see that it can be; keep it with the page and the results."""
    from . import chart  # by now nothing is measured any more: matplotlib would weigh on it

    drawn = chart.drawn(results)
    if is_kept:
        KEPT.write_text(results.to_json(), "utf-8")
        page.write(results)
        chart.CHART.write_bytes(drawn)


def _measure(scale: Scale, wanted: list[str]) -> Results:
    rows: list[Row] = []
    if scale is QUICK:
        print("to see that it runs: so few rounds say nothing of what is over its bound")
    print(f"{'what':<58} {'ours':>9} {'theirs':>9} {'ratio':>12} {'bound':>12}", flush=True)
    for name in (each for each in MEASURES if each in wanted):
        for row in MEASURES[name](scale):
            rows.append(row)
            print(row, flush=True)
    found: list[Stages] = list(stages(scale)) if "stages" in wanted else []
    results = Results(machine=this_machine(), rows=rows, stages=found)
    if found:
        print(f"\n{page.stages_of(results)}")
    return results


if __name__ == "__main__":
    main()
