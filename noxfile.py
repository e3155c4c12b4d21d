"""The tests on every Python, with the oldest and the newest of what they stand on, and against the wheel."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import nox

nox.needs_version = ">=2025.10.14"
nox.options.default_venv_backend = "virtualenv"
# A Python that isn't here is never fetched: its session is skipped, and says so, on CI too.
nox.options.download_python = "never"
nox.options.error_on_missing_interpreters = False

PROJECT = nox.project.load_toml("pyproject.toml")["project"]
PYTHONS = ["3.10", "3.11", "3.12", "3.13", "3.14"]

# Of the Pythons that pyenv has, only those selected answer to their names: select all of them.
if shutil.which("pyenv"):
    installed = subprocess.run(["pyenv", "versions", "--bare"], stdout=subprocess.PIPE, text=True, check=True).stdout
    os.environ["PYENV_VERSION"] = ":".join(reversed(installed.split()))

NEWEST_HERE = next((each for each in reversed(PYTHONS) if shutil.which(f"python{each}")), PYTHONS[-1])
# CI's time is short, so there each Python has one turn: in `oldest`, `newest` and `make test`, one more in `wheel`, and
# what then is left in `tests`.
THIS = f"{sys.version_info.major}.{sys.version_info.minor}"
SEEN_BY_CI = {PYTHONS[0], NEWEST_HERE, THIS}
OF_THE_WHEEL = next((each for each in PYTHONS if each not in SEEN_BY_CI and shutil.which(f"python{each}")), THIS)
SEEN_BY_CI.add(OF_THE_WHEEL)


# Of CI's runs, `make test` and `wheel` have the longest of the tests.
BUT_THE_LONG = ("-m", "not long")


def install(session: nox.Session, *what: str, aio: bool = True) -> None:
    # Compiling all of it would take longer than the tests, which import little of it.
    session.install("--no-compile", *what)
    if aio:
        # By itself, since its own bounds keep it from every botocore of ours.
        session.install("--no-deps", "aioboto3>=15")


def run_tests(session: nox.Session, *options: str) -> None:
    session.run(
        "pytest", "-n", "auto", "--dist", "worksteal", "-rs", "-p", "no:cacheprovider", *options, *session.posargs
    )


@nox.session
@nox.parametrize("python", [nox.param(each, id=each, tags=[] if each in SEEN_BY_CI else ["ci"]) for each in PYTHONS])
def tests(session: nox.Session) -> None:
    """With what pip resolves today."""
    install(session, "--editable", ".[aio,server,test]")
    run_tests(session)


@nox.session(python=PYTHONS[0], tags=["ci"])
def oldest(session: nox.Session) -> None:
    """With the oldest version of everything that pyproject.toml lets users have."""
    extras = PROJECT["optional-dependencies"]
    claimed = [*PROJECT["dependencies"], *extras["aio"], *extras["server"]]
    install(session, "--editable", ".[aio,server,test]", *(each.replace(">=", "==") for each in claimed))
    # The pytest-asyncio that goes with the oldest pytest leaves an event loop behind, which nobody closes.
    run_tests(session, *BUT_THE_LONG, "-W", "ignore:Exception ignored in:pytest.PytestUnraisableExceptionWarning")


@nox.session(python=NEWEST_HERE, tags=["ci"])
def newest(session: nox.Session) -> None:
    """With the newest botocore, which is always ahead of aiobotocore's: so without that."""
    install(session, "--editable", ".[server,test]", aio=False)
    run_tests(session, *BUT_THE_LONG)


@nox.session(python=OF_THE_WHEEL, tags=["ci"])
def wheel(session: nox.Session) -> None:
    """Away from the source tree: the tests of the sdist, against the wheel as users install it."""
    session.run("make", "dist", external=True)  # where it isn't made yet
    [wheel], [sdist] = Path("dist").glob("*.whl"), Path("dist").glob("*.tar.gz")
    install(session, f"{wheel}[aio,server,test]")
    elsewhere = Path("build", "wheel")
    shutil.rmtree(elsewhere, ignore_errors=True)
    shutil.unpack_archive(sdist, elsewhere)
    [tree] = elsewhere.iterdir()
    shutil.rmtree(tree / "pinpoint_mock")
    with session.chdir(tree):
        run_tests(session)
