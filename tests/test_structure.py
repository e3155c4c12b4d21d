"""The structure of the code: imports point downwards and make no cycle, files are short, fixtures have one meaning."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pinpoint_mock

PACKAGE = Path(pinpoint_mock.__file__).parent
FILES = sorted(PACKAGE.rglob("*.py"))
TESTS = Path(__file__).resolve().parent

LAYERS = (
    {"__main__", "plugin"},
    {"cli"},
    {"server"},
    {"control", "mock"},
    {"pinpoint"},
    {"provisioning"},
    {"access", "clients"},
    {"service"},
    {"options", "wiring"},
    {"messaging"},
    {"resources"},
    {"store"},
    {"publishing"},
    {"simulation"},
    {"intercept"},
    {"protocol"},
    {"errors", "facts", "operation", "references"},
    {"did_you_mean"},
    {"beside_moto", "calls", "decorate", "environment", "fidelity", "sequences", "unmet"},
    {"_public", "marks"},
)
"""The modules and folders of the package from the top down. Each imports only from the layers below its own."""

NOT_IMPORTED = {
    "pinpoint_mock.resources.registrations": "pinpoint_mock.resources.origination",
}
"""Folders that import nothing of another folder of their layer."""


def module(path: Path) -> str:
    return ".".join(("pinpoint_mock", *path.relative_to(PACKAGE).with_suffix("").parts)).removesuffix(".__init__")


MODULES = {module(each) for each in FILES}


def imported(path: Path) -> Iterator[str]:
    """Yield the modules of the package that a file imports, except those imported only for types."""
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
            yield from (name if name in MODULES else base for name in names)


def layer(name: str) -> int:
    """Return the number of a module's layer, counted from the top."""
    part = name.split(".")[1]
    return next(number for number, parts in enumerate(LAYERS) if part in parts)


def test_every_module_has_a_layer() -> None:
    parts = {path.relative_to(PACKAGE).parts[0].removesuffix(".py") for path in FILES} - {"__init__"}
    assert sorted(parts) == sorted(part for parts in LAYERS for part in parts)


def test_imports_point_downwards() -> None:
    assert [
        f"{module(path)} imports {name}"
        for path in FILES
        for name in imported(path)
        if module(path).split(".")[1] != name.split(".")[1] and layer(module(path)) >= layer(name)
    ] == []


def test_registrations_import_nothing_of_what_they_are_for() -> None:
    assert [
        f"{module(path)} imports {name}"
        for path in FILES
        for name in imported(path)
        for importing, other in NOT_IMPORTED.items()
        if module(path).startswith(importing) and name.startswith(other)
    ] == []


def test_imports_make_no_cycle() -> None:
    graph = {module(path): {name for name in imported(path) if name != module(path)} for path in FILES}
    list(TopologicalSorter(graph).static_order())


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield node


def test_an_import_inside_a_function_says_why() -> None:
    assert [
        f"{module(path)}, line {node.lineno}"
        for path in FILES
        for function in functions(path)
        for node in ast.walk(function)
        if isinstance(node, (ast.Import, ast.ImportFrom))
        and "  # " not in path.read_text(encoding="utf-8").splitlines()[node.lineno - 1]
    ] == []


def test_no_file_has_more_than_400_lines() -> None:
    assert [module(path) for path in FILES if len(path.read_text(encoding="utf-8").splitlines()) > 400] == []


def test_no_function_has_more_than_50_lines() -> None:
    assert [
        f"{module(path)}.{function.name} has {length} lines"
        for path in FILES
        for function in functions(path)
        if (length := (function.end_lineno or 0) - function.lineno + 1) > 50
    ] == []


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
