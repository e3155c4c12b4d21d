"""The tables in docs/performance.md, made of the kept results."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from .results import Results

PAGE = Path(__file__).resolve().parent.parent / "docs" / "performance.md"
SECTION = re.compile(r"(?<=<!-- measured -->\n).*?(?=<!-- /measured -->)", re.DOTALL)
STAGES = ("parse", "validate", "work", "serialise", "rest")


def measured(results: Results) -> str:
    """What the page says between its marks, in Markdown."""
    machine = dict(results.machine)
    date, processor, cores, system = (machine.pop(name) for name in ("date", "processor", "cores", "system"))
    versions = ", ".join(f"{name} {version}" for name, version in machine.items())
    heads = ["", "Ours", "Theirs", "Ratio, or more by", "At most"]
    rows = ([row.what, *row.texts] for row in results.rows)
    ran_on = f"Measured on {date}: {processor}, {cores} cores, {system}; {versions}.\n"
    return "\n".join([ran_on, _table(heads, rows), "Microseconds in each stage of a call:\n", stages_of(results)])


def stages_of(results: Results) -> str:
    heads = ["", *map(str.capitalize, STAGES), "The mock in all", "botocore's own"]
    times = [(each, [getattr(each, stage) for stage in STAGES]) for each in results.stages]
    return _table(
        heads,
        ([f"`{each.call}`", *map(_micro, [*spent, sum(spent), each.botocore])] for each, spent in times),
    )


def write(results: Results) -> None:
    PAGE.write_text(SECTION.sub(lambda _: measured(results), PAGE.read_text("utf-8")), "utf-8")


def _micro(seconds: float) -> str:
    return f"{seconds * 1e6:,.0f}"


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [heads, ["---", *["---:"] * (len(heads) - 1)], *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)
