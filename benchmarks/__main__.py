"""Measure every row, print it beside its limit, keep the results, and exit with 1 if a row misses its limit."""

from __future__ import annotations

import argparse
import sys

from . import page
from .calls import request, send
from .figures import QUICK, WHOLE, Row, Scale
from .growth import growth, senders, supply
from .memory import memory
from .reading import filters, outbox, pages
from .results import KEPT, Results, this_machine
from .servers import server
from .stages import Stages, stages
from .starts import client, imports, start, suite

MEASURES = {
    each.__name__: each
    for each in (
        request,
        send,
        client,
        start,
        suite,
        imports,
        server,
        pages,
        filters,
        outbox,
        growth,
        supply,
        senders,
        memory,
    )
}
STAGES = stages.__name__


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--only", choices=[*MEASURES, STAGES], action="append", help="measure only this; keep nothing")
    parser.add_argument("--quick", action="store_true", help="do little work, check no limits, and keep nothing")
    parser.add_argument("--draw", action="store_true", help="measure nothing; make page and chart of the kept results")
    given = parser.parse_args()
    if given.draw:
        results = Results.from_json(KEPT.read_text("utf-8"))
    else:
        results = _measure(QUICK if given.quick else WHOLE, given.only or [*MEASURES, STAGES])
    if not given.only:
        _show(results, is_kept=not given.quick)
    sys.exit(not given.quick and any(row.is_missed for row in results.rows))


def _show(results: Results, *, is_kept: bool) -> None:
    """Draw the chart, and write it with the page and the results unless they aren't kept."""
    from . import chart  # only now, so that matplotlib doesn't slow anything that is measured

    drawn = chart.drawn(results)
    if is_kept:
        KEPT.write_text(results.to_json(), "utf-8")
        page.write(results)
        chart.CHART.write_bytes(drawn)


def _measure(scale: Scale, wanted: list[str]) -> Results:
    """Measure some rows, and print each as soon as it is known."""
    rows: list[Row] = []
    if scale is QUICK:
        print("This run only shows that the benchmarks work: its figures are too rough for the limits.")
    print(f"{'what':<92} {'ours':>9} {'theirs':>9} {'figure':>12} {'limit':>13}", flush=True)
    for name in (each for each in MEASURES if each in wanted):
        for row in MEASURES[name](scale):
            rows.append(row)
            print(row, flush=True)
    found: list[Stages] = list(stages(scale)) if STAGES in wanted else []
    results = Results(machine=this_machine(), rows=rows, stages=found)
    if found:
        print(f"\n{page.stages_of(results)}")
    return results


if __name__ == "__main__":
    main()
