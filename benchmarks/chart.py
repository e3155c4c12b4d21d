"""Draw the chart docs/images/performance.svg from the kept results. The same results give the same bytes.

Each row with a limit is a bar, whose length is its share of the limit. So all rows have one line for their limits.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from .figures import Row
from .results import Results, mark

CHART = Path(__file__).resolve().parent.parent / "docs" / "images" / "performance.svg"

INK, QUIET, AXIS, PAPER = "#1f2328", "#59636e", "#8c959f", "#ffffff"
BAR, MISSED, LIMIT = "#5fb3bf", "#f0a27a", "#a63a0a"
STYLE = {
    "axes.facecolor": PAPER,
    "figure.facecolor": PAPER,
    "font.family": "DejaVu Sans",
    "font.size": 8.5,
    "hatch.color": LIMIT,
    "hatch.linewidth": 0.8,
    "svg.hashsalt": "pinpoint-mock",
    "text.color": INK,
    "ytick.color": INK,
    "ytick.major.size": 0,
}

Groups = Mapping[str, Mapping[str, str]]
"""The labels of rows, by their keys, by the title of their group."""

LEFT: Groups = {
    "Time of a call": {
        "request_unsigned": "RequestPhoneNumber vs. bare botocore, unsigned",
        "request_signed": "RequestPhoneNumber vs. bare botocore, signed",
        "send_unsigned": "SendTextMessage vs. bare botocore, unsigned",
        "send_signed": "SendTextMessage vs. bare botocore, signed",
    },
    "Time of tests and starts": {
        "suite": "1,000 tests of five calls vs. moto",
        "start": "Start and stop of the mock vs. moto",
        "client": "New client",
        "import": "import pinpoint_mock",
        "plugin": "pytest plugin, added to the start of pytest",
    },
    "Server": {
        "server_call": "SendTextMessage vs. SendMessage of moto_server",
        "server_throughput": "Calls per second, 8 threads, vs. moto_server",
        "server_start": "Start to first answer vs. moto_server",
    },
    "Reading": {
        "outbox_first": "Outbox, first reading, per message",
        "outbox_again": "Outbox, later readings, per message",
        "page_first": "First page of 100: 100,000 vs. 1,000 numbers",
        "page_middle": "Middle page of 100: 100,000 vs. 1,000 numbers",
        "page_last": "Last page of 100: 100,000 vs. 1,000 numbers",
        "page_of_5": "Page of 5: 100,000 vs. 10 numbers",
    },
    "Memory": {"memory": "One phone number"},
}
RIGHT: Groups = {
    "Request time, 100,000 vs. 10": {
        "growth_request_numbers": "Request time vs. phone numbers",
        "growth_request_messages": "Request time vs. sent messages",
        "growth_request_opt_outs": "Request time vs. opt-out list size",
        "growth_request_pending_by_hand": "Request time vs. pending transitions, manual",
        "growth_request_pending_by_time": "Request time vs. pending transitions, timed",
        "growth_request_regions": "Request time vs. accounts and regions",
    },
    "Send time, 100,000 vs. 10": {
        "growth_send_numbers": "Send time vs. phone numbers",
        "growth_send_messages": "Send time vs. sent messages",
        "growth_send_opt_outs": "Send time vs. opt-out list size",
        "growth_send_pending_by_hand": "Send time vs. pending transitions, manual",
        "growth_send_pending_by_time": "Send time vs. pending transitions, timed",
        "growth_send_regions": "Send time vs. accounts and regions",
    },
    "Request time, range for fiction nearly used up vs. new": {
        "supply_us": "US toll-free number, 601st vs. first",
        "supply_se": "Swedish long code, 401st vs. first",
    },
    "Send time, the service chooses the sender: 10,000 vs. 10": {
        "senders_account_new": "From the account, new destination",
        "senders_account_again": "From the account, same destination",
        "senders_account_abroad": "From the account, senders of other countries",
        "senders_pool_new": "From a pool, new destination",
        "senders_pool_again": "From a pool, same destination",
        "senders_pool_abroad": "From a pool, senders of other countries",
    },
}
TIMES = "\N{MULTIPLICATION SIGN}"
WITHOUT_BARS = ("import_botocore", "plugin_botocore")
"""Rows that are either 0 or 1, which the chart tells in words."""

WIDEST = 1.3
"""The longest bar, as a share of the limit. Longer ones are cut off."""
LABELS = 246
"""The breadth of the labels, in points."""
BETWEEN = 1.8
"""The lines from the last bar of a group to the title of the next one."""


def drawn(results: Results) -> bytes:
    """Return the chart in SVG, with the text that names the results."""
    svg = BytesIO()
    with mpl.rc_context(STYLE):
        figure_of(results).savefig(svg, format="svg", metadata={"Date": None, "Description": mark(results)})
    return svg.getvalue()


def figure_of(results: Results) -> Figure:
    """Draw the chart."""
    figure = Figure(figsize=(14, 7.8))
    figure.text(0.015, 0.975, "What the mock costs, as a share of its limits", fontsize=15, fontweight="bold", va="top")
    explained = (
        "A bar is the part of its limit that a figure has reached; a hatched bar misses it. "
        f"{TIMES}: a multiple of what the mock is compared with."
    )
    figure.text(0.015, 0.93, explained, color=QUIET, va="top")
    imported = [row for key in WITHOUT_BARS if (row := results.row(key)).is_missed]
    told = "import botocore, which misses the limit" if imported else "don't import botocore"
    figure.text(0.015, 0.018, f"import pinpoint_mock and the start of pytest with the plugin {told}.", color=QUIET)
    lowest = max(map(_last_line, (LEFT, RIGHT)))
    for groups, left in ((LEFT, 0.26), (RIGHT, 0.755)):
        axes = figure.add_axes((left, 0.06, 0.105, 0.83))
        axes.set_ylim(lowest + 0.6, -0.6)
        _bars(axes, results, groups)
    return figure


def _last_line(groups: Groups) -> float:
    return sum(map(len, groups.values())) + BETWEEN * (len(groups) - 1)


def _bars(axes: Axes, results: Results, groups: Groups) -> None:
    """Draw the bars of some groups, one below the other, with one line for the limits."""
    places: list[float] = []
    names: list[str] = []
    line = 0.0
    for title, labels in groups.items():
        axes.annotate(title, (0, line), (-LABELS, 0), textcoords="offset points", va="center", fontweight="bold")
        for key, label in labels.items():
            line += 1
            places.append(line)
            names.append(label)
            _bar(axes, results.row(key), line)
        for x, color, width in ((0, AXIS, 1), (1, LIMIT, 1.8)):
            axes.plot([x, x], [line - len(labels) + 0.5, line + 0.5], color=color, linewidth=width)
        line += BETWEEN
    axes.annotate("limit", (1, 0.4), ha="center", va="bottom", color=LIMIT, fontweight="bold")
    axes.set_yticks(places, names)
    axes.set_xticks([])
    axes.set_xlim(0, WIDEST)
    axes.spines[:].set_visible(False)


def _bar(axes: Axes, row: Row, line: float) -> None:
    """Draw one row. A row that misses its limit has another colour, and is hatched."""
    missed = row.is_missed
    axes.barh(
        line, min(row.share, WIDEST), color=MISSED if missed else BAR, hatch="////" if missed else None, height=0.62
    )
    figure, limit = (f"{text}{'' if row.unit else TIMES}" for text in (row.figure_text, f"{row.bound:,g}{row.unit}"))
    side = "at least" if row.is_lower_bound else "limit"
    # Both texts begin at the right edge of the axes, whatever the length of the bar.
    at: dict[str, Any] = {"xycoords": axes.get_yaxis_transform(), "textcoords": "offset points", "va": "center"}
    axes.annotate(figure, (1, line), (8, 0), **at, fontweight="bold", color=LIMIT if missed else INK)
    axes.annotate(f"{side} {limit}", (1, line), (70, 0), **at, color=QUIET)


def keys() -> Sequence[str]:
    """Return the keys of all rows in the chart."""
    return [*WITHOUT_BARS, *(key for groups in (LEFT, RIGHT) for labels in groups.values() for key in labels)]
