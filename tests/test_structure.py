"""The package's rooms: imports point down only, at the top of a file, and never in a circle."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

import pinpoint_mock

PACKAGE = Path(pinpoint_mock.__file__).parent
FILES = sorted(PACKAGE.rglob("*.py"))

# From the top of the house down; what stands on one line doesn't import one another.
STOREYS = (
    {"__init__", "__main__", "plugin"},
    {"cli"},
    {"server"},
    {"control", "mock"},
    {"pinpoint"},
    {"clients", "service"},
    {"resources"},
    {"store"},
    {"simulation"},
    {"protocol"},
    {"errors", "operation"},
)
# The doors know no more than what passes through them.
DOORS = {"intercept": {"protocol"}}
# Small tools that import nothing of the package but one another, and that anything may use.
TOOLS = {"beside_moto", "decorate", "did_you_mean", "environment", "fidelity", "moto_targets", "sequences", "unmet"}


def room(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def module(path: Path) -> str:
    return ".".join(("pinpoint_mock", *path.relative_to(PACKAGE).with_suffix("").parts)).removesuffix(".__init__")


def imported(path: Path) -> Iterator[str]:
    """The modules of the package that a file imports, but for those imported for types alone."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for_types = {
        inner
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        for inner in ast.walk(node)
    }
    here = module(path).split(".") if path.name == "__init__.py" else module(path).split(".")[:-1]
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.level and node not in for_types:
            base = ".".join([*here[: len(here) - node.level + 1], *filter(None, [node.module])])
            names = [f"{base}.{alias.name}" for alias in node.names]
            modules = {module(each) for each in FILES}
            yield from (name if name in modules else base for name in names)


def storey(name: str) -> int | None:
    return next((height for height, rooms in enumerate(STOREYS) if name in rooms), None)


@pytest.mark.parametrize("path", FILES, ids=module)
def test_imports_point_down(path: Path) -> None:
    here = room(path)
    for name in imported(path):
        there = name.split(".")[1] if "." in name else "__init__"
        if there == here or there in TOOLS:
            continue
        if here in DOORS:
            assert there in DOORS[here], f"{module(path)} imports {name}"
        elif there in DOORS:
            assert here in ("plugin", "server", "mock", "clients"), f"{module(path)} imports {name}"
        else:
            assert here not in TOOLS, f"{module(path)} imports {name}"
            assert storey(here) < storey(there), f"{module(path)} imports {name}"


def test_imports_make_no_circle() -> None:
    graph = {module(path): {name for name in imported(path) if name != module(path)} for path in FILES}
    list(TopologicalSorter(graph).static_order())


@pytest.mark.parametrize("path", FILES, ids=module)
def test_an_import_inside_a_function_says_why(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    lines = source.splitlines()
    for function in ast.walk(ast.parse(source)):
        if isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef)):
            for node in ast.walk(function):
                if isinstance(node, (ast.Import, ast.ImportFrom)):
                    assert "  # " in lines[node.lineno - 1], f"{module(path)}, line {node.lineno}"


@pytest.mark.parametrize("path", FILES, ids=module)
def test_a_file_holds_one_idea(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


TESTS = Path(__file__).parent


def fixtures_of(path: Path) -> Iterator[str]:
    """Yield the names of the fixtures that a file defines."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            for decorator in node.decorator_list:
                call = decorator if isinstance(decorator, ast.Call) else None
                if ast.unparse(call.func if call else decorator) in ("pytest.fixture", "pytest_asyncio.fixture"):
                    names = [each.value for each in (call.keywords if call else ()) if each.arg == "name"]
                    yield ast.literal_eval(names[0]) if names else node.name


def test_a_fixtures_name_has_one_meaning() -> None:
    files = defaultdict(list)
    for path in [TESTS.parent / "conftest.py", *TESTS.rglob("*.py")]:
        for name in fixtures_of(path):
            files[name].append(str(path.relative_to(TESTS.parent)))
    assert len(files) > 100
    assert {name: defined for name, defined in files.items() if len(defined) > 1} == {}
