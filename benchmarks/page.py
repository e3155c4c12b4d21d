"""Write the tables in docs/performance.md, which show the kept results."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from .results import Results

PAGE = Path(__file__).resolve().parent.parent / "docs" / "performance.md"
SECTION = re.compile(r"(?<=<!-- measured -->\n).*?(?=<!-- /measured -->)", re.DOTALL)
STEPS = ("parse", "settle", "validate", "operate", "page", "serialise", "rest")


def measured(results: Results) -> str:
    """Return the part of the page between its marks, in Markdown."""
    machine = dict(results.machine)
    date, processor, cores, system = (machine.pop(name) for name in ("date", "processor", "cores", "system"))
    versions = ", ".join(f"{name} {version}" for name, version in machine.items())
    heads = ["", "Ours", "Theirs", "Figure", "Limit"]
    rows = ([row.what, *row.texts] for row in results.rows)
    ran_on = f"Measured on {date}: {processor}, {cores} cores, {system}; {versions}.\n"
    title = "Microseconds of each step of a call:\n"
    return "\n".join([ran_on, _table(heads, rows), title, stages_of(results)])


def stages_of(results: Results) -> str:
    """Return the table of the time by step."""
    heads = ["", *map(str.capitalize, STEPS), "The mock in all", "botocore's own"]
    times = [(each, [getattr(each, step) for step in STEPS]) for each in results.stages]
    return _table(
        heads,
        ([f"`{each.call}`", *map(_micro, [*spent, sum(spent), each.botocore])] for each, spent in times),
    )


def write(results: Results) -> None:
    """Replace the part of the page between its marks."""
    PAGE.write_text(SECTION.sub(lambda _: measured(results), PAGE.read_text("utf-8")), "utf-8")


def _micro(seconds: float) -> str:
    return f"{seconds * 1e6:,.0f}"


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [heads, ["---", *["---:"] * (len(heads) - 1)], *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)
