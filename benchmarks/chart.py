"""The chart docs/images/performance.svg, drawn of the kept results: the same results, the same bytes."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from .figures import Row, duration
from .results import Results, mark

CHART = Path(__file__).resolve().parent.parent / "docs" / "images" / "performance.svg"

INK, QUIET, OURS, THEIRS, BOUND, PAPER = "#1f2328", "#59636e", "#0a7d8c", "#c9d1d9", "#c2410c", "#ffffff"
STYLE = {
    "axes.edgecolor": THEIRS,
    "axes.facecolor": PAPER,
    "axes.labelcolor": QUIET,
    "axes.spines.left": False,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "axes.titlecolor": INK,
    "axes.titlelocation": "left",
    "axes.titlesize": 10.5,
    "axes.titleweight": "bold",
    "figure.facecolor": PAPER,
    "font.family": "DejaVu Sans",
    "font.size": 9,
    "svg.hashsalt": "pinpoint-mock",
    "text.color": INK,
    "xtick.color": QUIET,
    "xtick.major.size": 0,
    "xtick.minor.size": 0,
    "ytick.color": INK,
    "ytick.major.size": 0,
}

RATIOS = {
    "request": "RequestPhoneNumber,\nto botocore's own work",
    "send": "SendTextMessage,\nto botocore's own work",
    "suite": "a suite of 1,000 tests,\nto one on moto's pinpoint",
    "start": "start() and stop(),\nto moto's mock_aws",
}
ADDED = {"import": "the import, to\nbare Python", "plugin": "the plugin, to\na start of pytest"}
GROWTH = {
    "growth_page": "A page of numbers, by how many there are",
    "growth_send": "A send from one's own, by how many there are",
    "growth_opted_out": "A send past the opt-out list, by how many are on it",
}


def drawn(results: Results) -> bytes:
    """The chart, in SVG, with the mark of the results that it is of."""
    svg = BytesIO()
    with mpl.rc_context(STYLE):
        figure_of(results).savefig(svg, format="svg", metadata={"Date": None, "Description": mark(results)})
    return svg.getvalue()


def figure_of(results: Results) -> Figure:
    """Bars of what there is one figure of on the left, curves of what grows on the right."""
    figure = Figure(figsize=(11, 5.8))
    headline = "A call costs little more than botocore's own work,\nwith ten numbers in the account or a million"
    figure.text(0.02, 0.96, headline, fontsize=15, fontweight="bold", va="top", linespacing=1.3)
    figure.text(0.98, 0.945, "▌the most it may be", color=BOUND, ha="right", va="top")
    bars = figure.add_gridspec(2, 1, height_ratios=(4, 2), left=0.17, right=0.52, top=0.77, bottom=0.07, hspace=0.5)
    _bars(
        figure.add_subplot(bars[0]),
        results,
        RATIOS,
        "Time, as a multiple of what it is compared with",
        "\N{MULTIPLICATION SIGN}",
    )
    _bars(figure.add_subplot(bars[1]), results, ADDED, "Time added, in milliseconds", " ms")
    curves = figure.add_gridspec(len(GROWTH), 1, left=0.6, right=0.95, top=0.77, bottom=0.07, hspace=0.75)
    for place, (key, title) in enumerate(GROWTH.items()):
        _curve(figure.add_subplot(curves[place]), _growth(results, key), title)
    return figure


def _bars(axes: Axes, results: Results, labels: Mapping[str, str], title: str, unit: str) -> None:
    """A bar for each row, on one axis from 0, with a stroke at the most it may be."""
    rows = [results.row(key) for key in labels]
    axes.barh(range(len(rows)), [row.figure for row in rows], color=OURS, height=0.5)
    for place, row in enumerate(rows):
        bound = row.bound or 0
        axes.plot([bound, bound], [place - 0.36, place + 0.36], color=BOUND, linewidth=2, solid_capstyle="butt")
        text = f"{row.figure:.{2 if row.figure >= 0.1 else 3}f}{unit}"
        beside = (max(row.figure, bound), place)
        axes.annotate(text, beside, (6, 1), textcoords="offset points", va="bottom", fontweight="bold")
        axes.annotate(f"at most {bound:g}{unit}", beside, (6, -1), textcoords="offset points", va="top", color=QUIET)
    axes.set_yticks(range(len(rows)), list(labels.values()))
    axes.invert_yaxis()
    axes.set_xlim(0, 1.25 * max(max(row.figure, row.bound or 0) for row in rows))
    axes.set_title(title, x=0, pad=8)


def _curve(axes: Axes, rows: Mapping[int, Row], title: str) -> None:
    """What a call takes at each size of the state: sizes on a logarithmic axis, times on a linear one from 0."""
    beside, *_ = rows.values()
    few = beside.theirs or 0
    sizes, times = [10, *rows], [few, *(row.ours or 0 for row in rows.values())]
    most = few * (beside.bound or 0)
    axes.axhline(most, color=BOUND, linewidth=2)
    axes.plot(sizes, times, color=OURS, linewidth=2, marker="o", markersize=5, clip_on=False)
    for size, time in zip(sizes, times, strict=True):
        axes.annotate(duration(time), (size, time), (0, -8), textcoords="offset points", ha="center", va="top")
    axes.set_xscale("log")
    axes.minorticks_off()
    axes.set_xticks(sizes, [f"{size:,}" for size in sizes])
    axes.set_yticks([])
    axes.set_ylim(0, most * 1.15)
    axes.set_title(title, pad=6)


def _growth(results: Results, key: str) -> dict[int, Row]:
    """The rows of what grows, by their size."""
    return {int(row.key.rpartition("_")[2]): row for row in results.rows if row.key.rpartition("_")[0] == key}
