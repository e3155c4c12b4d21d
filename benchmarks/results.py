"""Keep the results of the last whole run in results.json, from which docs/performance.md and its chart are made."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import platform
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path

from attrs import asdict, frozen

from .figures import Row
from .stages import Stages

KEPT = Path(__file__).parent / "results.json"


@frozen(kw_only=True)
class Results:
    """The rows of a run, and the machine that it ran on."""

    machine: Mapping[str, str]
    """The date, the machine and the versions, for readers."""
    rows: Sequence[Row]
    stages: Sequence[Stages]

    def row(self, key: str) -> Row:
        """Return the row of a key."""
        return next(row for row in self.rows if row.key == key)

    def to_json(self) -> str:
        return json.dumps(asdict(self), indent=1, ensure_ascii=False) + "\n"

    @classmethod
    def from_json(cls, text: str) -> Results:
        kept = json.loads(text)
        return cls(
            machine=kept["machine"],
            rows=[Row(**each) for each in kept["rows"]],
            stages=[Stages(**each) for each in kept["stages"]],
        )


def mark(results: Results) -> str:
    """Return the text by which a chart names the results that it shows."""
    return f"results.json, SHA-256 {hashlib.sha256(results.to_json().encode()).hexdigest()}"


def this_machine() -> dict[str, str]:
    """Return the date, the machine and the versions."""
    return {
        "date": f"{dt.datetime.now(dt.timezone.utc):%Y-%m-%d}",
        "processor": _processor(),
        "cores": str(os.cpu_count()),
        "system": platform.system(),
        platform.python_implementation(): platform.python_version(),
        **{name: version(name) for name in ("botocore", "moto", "pytest")},
    }


def _processor() -> str:
    described = Path("/proc/cpuinfo")
    names = [
        line.partition(":")[2].strip()
        for line in (described.read_text().splitlines() if described.exists() else ())
        if line.startswith("model name")
    ]
    return names[0] if names else platform.processor() or platform.machine()
