"""Whole Python processes under equal conditions: modules compiled before, the user's settings kept out."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from importlib.metadata import entry_points
from pathlib import Path
from statistics import median

from .figures import Row, seconds, turns


class Processes:
    def __enter__(self) -> Processes:
        self._directory = tempfile.TemporaryDirectory()
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "PYTEST_", "PYTHON"))}
        self._environment = {**kept, "PYTHONPYCACHEPREFIX": str(Path(self._directory.name) / "compiled")}
        self._empty = Path(self._directory.name) / "empty"
        self._empty.mkdir()
        return self

    def __exit__(self, *_: object) -> None:
        self._directory.cleanup()

    def pytest(self) -> list[str]:
        """The command of pytest with no plugin but ours, found as any installed plugin is."""
        plugins = {each.name for each in entry_points(group="pytest11")}
        assert "pinpoint_mock" in plugins, "install the package first: its plugin is found by its metadata"
        others = sorted(plugins - {"pinpoint_mock"})
        return ["-m", "pytest", "-q", "-pno:cacheprovider", *(f"-pno:{name}" for name in others)]

    def run(self, arguments: list[str]) -> str:
        done = subprocess.run(
            [sys.executable, *arguments], cwd=self._empty, env=self._environment, capture_output=True, text=True
        )
        # pytest's own 5 says that it found no tests.
        assert done.returncode in (0, 5), f"{arguments}\n{done.stdout}{done.stderr}"
        return done.stdout

    def over(self, key: str, what: str, ours: list[str], theirs: list[str], rounds: int) -> Row:
        """By how many milliseconds the one process takes longer than the other run next to it; 5 are allowed."""
        for command in (ours, theirs):
            self.run(command)
        more, less = turns(
            lambda: seconds(lambda: self.run(ours)), lambda: seconds(lambda: self.run(theirs)), rounds=rounds
        )
        longer = median(one - other for one, other in zip(more, less, strict=True))
        return Row(key=key, what=what, ours=median(more), theirs=median(less), figure=longer * 1e3, bound=5, unit=" ms")

    def botocore(self, what: str, code: str) -> Row:
        """Whether botocore has been imported by that code: 0 for no."""
        said = self.run(["-c", f"{code}\nimport sys\nprint('botocore' in sys.modules)"])
        return Row(key="botocore", what=what, figure=float(said.endswith("True\n")), bound=0)
