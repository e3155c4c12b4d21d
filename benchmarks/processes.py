"""Run Python processes under equal conditions: with compiled modules, and without the user's settings."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import entry_points
from pathlib import Path
from statistics import median

from .figures import Row, seconds, turns


class Processes:
    """Run processes in an empty directory, with an environment of their own."""

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
        """Return the command of pytest with no plugin but the mock's, which pytest finds by its metadata."""
        plugins = {each.name for each in entry_points(group="pytest11")}
        assert "pinpoint_mock" in plugins, "install the package first: its plugin is found by its metadata"
        others = sorted(plugins - {"pinpoint_mock"})
        return ["-m", "pytest", "-q", "-pno:cacheprovider", *(f"-pno:{name}" for name in others)]

    def run(self, arguments: list[str]) -> str:
        """Run Python to its end, and return what it printed."""
        done = subprocess.run(
            [sys.executable, *arguments], cwd=self._empty, env=self._environment, capture_output=True, text=True
        )
        # pytest exits with 5 if it found no tests.
        assert done.returncode in (0, 5), f"{arguments}\n{done.stdout}{done.stderr}"
        return done.stdout

    @contextmanager
    def running(self, script: str, *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
        """Run a console script of the environment until the end of the `with` block."""
        process = subprocess.Popen(
            [str(Path(sysconfig.get_path("scripts")) / script), *arguments],
            cwd=self._empty,
            env=self._environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            yield process
        finally:
            process.terminate()
            process.wait()

    def over(self, key: str, what: str, ours: list[str], theirs: list[str], rounds: int) -> Row:
        """Return how many milliseconds longer one process takes than the other. At most 5 are allowed."""
        for command in (ours, theirs):
            self.run(command)
        more, less = turns(
            lambda: seconds(lambda: self.run(ours)), lambda: seconds(lambda: self.run(theirs)), rounds=rounds
        )
        longer = median(one - other for one, other in zip(more, less, strict=True))
        return Row(key=key, what=what, ours=median(more), theirs=median(less), figure=longer * 1e3, bound=5, unit=" ms")

    def botocore(self, key: str, what: str, code: str) -> Row:
        """Return whether some code has imported botocore: 1 if it has, 0 if it hasn't."""
        said = self.run(["-c", f"{code}\nimport sys\nprint('botocore' in sys.modules)"])
        return Row(key=key, what=what, figure=float(said.endswith("True\n")), bound=0)
