"""What the documents say is so: their code runs, their tables, names and links are right."""

from __future__ import annotations

import inspect
import re
import runpy
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import botocore
import pytest
import yaml

from pinpoint_mock.protocol.model import service_model
from pinpoint_mock.wiring import OPERATIONS

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
README = (ROOT / "README.md").read_text("utf-8")
FIDELITY = (ROOT / "docs" / "fidelity.md").read_text("utf-8")
FIDELITY_PAGES = sorted((ROOT / "docs" / "fidelity").glob("*.md"))
OPERATIONS_PAGE = (ROOT / "docs" / "reference" / "operations.md").read_text("utf-8")
GUIDE = ROOT / "CONTRIBUTING.md"

in_a_clone = pytest.mark.skipif(not (ROOT / "Makefile").exists(), reason="only a clone has the whole of the tree")


def blocks(text: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)


def blocks_of_documents(language: str) -> list[Any]:
    """The blocks of README and docs, each named after its document and its place there."""
    return [
        pytest.param(code, id=f"{document.relative_to(ROOT).with_suffix('').as_posix()}-{place}")
        for document in DOCUMENTS
        for place, code in enumerate(blocks(document.read_text("utf-8"), language), 1)
    ]


def skip_without_what_it_imports(code: str) -> None:
    """The newest botocore has no aiobotocore that goes with it."""
    if "aiobotocore" in code:
        pytest.importorskip("aiobotocore")


def is_a_test(code: str) -> bool:
    return re.search(r"^\s*(async )?def test_", code, re.MULTILINE) is not None


Run = Callable[..., pytest.RunResult]


@pytest.fixture
def run(pytester: pytest.Pytester, pytestconfig: pytest.Config) -> Run:
    """Runs the test in the directory of pytester's, where warnings fail, but those that the outer run passes over."""
    warnings = [option for each in ("error", *(pytestconfig.option.pythonwarnings or ())) for option in ("-W", each)]

    def run(ini: str = "[pytest]") -> pytest.RunResult:
        pytester.makeini(f"{ini}\nasyncio_default_fixture_loop_scope = function\n")
        return pytester.runpytest_inprocess(
            *warnings, "--strict-markers", "--strict-config", "-p", "no:randomly", "-p", "no:hypothesispytest"
        )

    return run


def all_passed(result: pytest.RunResult) -> bool:
    return set(result.parseoutcomes()) == {"passed"}


@pytest.mark.parametrize("code", blocks_of_documents("python"))
def test_the_code_of_readme_and_docs_runs_as_written(code: str, pytester: pytest.Pytester, run: Run) -> None:
    skip_without_what_it_imports(code)
    if is_a_test(code):
        pytester.makepyfile(code)
        assert all_passed(run())
    else:
        exec(compile(code, "README.md", "exec", dont_inherit=True), {"__name__": "__main__"})


def test_readme_has_a_first_test_of_ten_lines() -> None:
    first = blocks(README, "python")[0]
    assert is_a_test(first)
    assert len([line for line in first.splitlines() if line]) <= 10


@pytest.mark.parametrize("ini", blocks_of_documents("ini"))
def test_the_ini_options_of_the_documents_are_the_plugins(ini: str, pytester: pytest.Pytester, run: Run) -> None:
    pytester.makepyfile("def test_nothing(): pass")
    assert all_passed(run(ini))


def test_the_table_of_operations_is_that_of_the_registry() -> None:
    tool = runpy.run_path(str(ROOT / "tools" / "operations_table.py"))
    table = tool["operations_table"]()
    assert all(name in table for name in OPERATIONS)
    assert tool["SECTION"].findall(OPERATIONS_PAGE) == [table]


@pytest.mark.parametrize(("document", "section"), [(OPERATIONS_PAGE, "table"), (README, "sum")], ids=["page", "README"])
def test_the_numbers_of_completeness_are_those_of_the_walk(document: str, section: str) -> None:
    tool = runpy.run_path(str(ROOT / "tools" / "completeness.py"))
    [written] = tool["SECTION"].findall(document)
    if not re.search(rf"botocore {re.escape(botocore.__version__)}\b(?!\.)", written):
        pytest.skip(f"made with another botocore than {botocore.__version__}")
    assert written == tool[f"completeness_{section}"]()


def test_the_picture_in_readme_is_what_pytest_says() -> None:
    pytest.importorskip("rich", reason="it draws the picture")
    tool = runpy.run_path(str(ROOT / "tools" / "assertion_picture.py"))
    written = tool["PICTURE"].read_text("utf-8")
    if not written.endswith(tool["MADE_WITH"]):
        pytest.skip("made with another pytest or rich")
    assert written == tool["picture"]()


def test_the_page_of_reasons_is_that_of_their_tests() -> None:
    tool = runpy.run_path(str(ROOT / "tools" / "reasons_page.py"))
    assert tool["PAGE"].read_text("utf-8") == tool["reasons_page"]()


def test_readme_and_pyproject_agree_on_the_oldest_botocore() -> None:
    [oldest] = re.findall(r'"botocore>=([\d.]+)"', (ROOT / "pyproject.toml").read_text("utf-8"))
    assert f"works with botocore {oldest} and later" in README


@in_a_clone
def test_readme_opens_with_two_commands_that_make_has() -> None:
    commands = re.findall(r"^make (\w+)", blocks(README, "console")[0], re.MULTILINE)
    targets = re.findall(r"^(\w+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert commands == ["demo", "test"]
    assert set(commands) <= set(targets)
    assert README.index("make demo") < README.index("pip install")


def test_the_index_of_the_fidelity_page_links_each_mocked_operation_to_its_section() -> None:
    tool = runpy.run_path(str(ROOT / "tools" / "fidelity_index.py"))
    [index] = tool["SECTION"].findall(FIDELITY)
    assert re.findall(r"^\| (\w+) \| \[", index, re.MULTILINE) == sorted(OPERATIONS)
    assert index == tool["fidelity_index"]()


def test_the_fidelity_page_lists_and_includes_the_page_of_each_family() -> None:
    names = {page.stem for page in FIDELITY_PAGES}
    assert set(re.findall(r"^\| \[[^]]+\]\(fidelity/([\w-]+)\.md\) \|", FIDELITY, re.MULTILINE)) == names
    assert set(re.findall(r"^fidelity/([\w-]+)$", FIDELITY, re.MULTILINE)) == names


@pytest.mark.parametrize("page", FIDELITY_PAGES, ids=lambda page: page.stem)
def test_a_fidelity_page_begins_with_what_an_ordinary_program_meets(page: Path) -> None:
    sections = re.findall(r"^#+ (.*)$", page.read_text("utf-8"), re.MULTILINE)[1:]
    assert sections[0] == "What an ordinary program meets"
    assert len(sections) > 1


def test_each_row_of_the_fidelity_pages_stands_once_and_has_a_mark() -> None:
    rows = [row for page in FIDELITY_PAGES for row in re.findall(r"^\| .* \|$", page.read_text("utf-8"), re.MULTILINE)]
    rows = [row for row in rows if row != "| What | Known |"]
    assert len(rows) > 500
    assert [row for row, times in Counter(rows).items() if times > 1] == []
    unmarked = [row for row in rows if not re.search(r"documented|observed|our choice|moto's", row.split(" | ")[-1])]
    assert unmarked == []


def test_the_reasons_and_statuses_in_the_fidelity_pages_are_the_models() -> None:
    shapes = map(service_model().shape_for, service_model().shape_names)
    modelled = {name for shape in shapes for name in getattr(shape, "enum", ())}
    pages = [FIDELITY, *(page.read_text("utf-8") for page in FIDELITY_PAGES)]
    named = {name for text in pages for name in re.findall(r"`([A-Z]+(?:_[A-Z]+)+)`", text)}
    assert len(named) > 30
    assert named - modelled == set()


@in_a_clone
@pytest.mark.parametrize(
    "document",
    [*DOCUMENTS, *map(ROOT.joinpath, ("CHANGELOG.md", "CODE_OF_CONDUCT.md", "CONTRIBUTING.md", "SECURITY.md"))],
    ids=lambda document: document.relative_to(ROOT).with_suffix("").as_posix(),
)
def test_links_within_the_documents_lead_somewhere(document: Path) -> None:
    text = document.read_text("utf-8")
    for path, anchor in re.findall(r"\]\((?!\w+:)([^)#]*)#?([^)]*)\)", text):
        target = document.parent / path if path else document
        assert target.exists(), path
        assert not anchor or anchor in anchors(target.read_text("utf-8")), anchor


def anchors(text: str) -> set[str]:
    """The anchors of a document's headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.*)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading).strip().lower().replace(" ", "-") for heading in headings}


def test_the_demo_provisions_numbers(capsys: pytest.CaptureFixture[str]) -> None:
    runpy.run_path(str(ROOT / "examples" / "provision_numbers.py"), run_name="__main__")
    printed = capsys.readouterr().out
    for line in (
        r"requested \+1\d{10}: PENDING, 2\.00 USD a month",
        r"polled \+1\d{10}: ACTIVE",
        r"created a pool: ACTIVE, 2 numbers, opt-out list promotions",
        r"release refused: ConflictException, reason PHONE_NUMBER_ASSOCIATED_TO_POOL",
        r"released \+1\d{10}: DISASSOCIATING",
        r"numbers left: \+1\d{10}",
    ):
        assert re.search(rf"^{line}$", printed, re.MULTILINE), line


def test_the_example_tests_pass(pytester: pytest.Pytester, run: Run) -> None:
    pytester.copy_example("test_provisioning.py")
    assert all_passed(run())


@in_a_clone
def test_the_operation_of_the_contributors_guide_is_the_real_one_and_works(pytester: pytest.Pytester, run: Run) -> None:
    operation, test = blocks(GUIDE.read_text("utf-8"), "python")
    assert operation == inspect.getsource(OPERATIONS["GetResourcePolicy"].function)
    assert "pinpoint_mock/resources/resource_policies.py" in GUIDE.read_text("utf-8")
    pytester.makepyfile(test)
    assert all_passed(run())


@in_a_clone
def test_the_contributors_guide_names_the_layers_of_the_package_from_the_top_down() -> None:
    layers = runpy.run_path(str(ROOT / "tests" / "test_structure.py"))["LAYERS"]
    table = GUIDE.read_text("utf-8").partition("| Layer |")[2].partition("\n\n")[0]
    named = [re.findall(r"`(\w+)(?:\.py|/)`", row.split("|")[1]) for row in table.splitlines() if "`" in row]
    assert [set(row) for row in named] == list(layers)


@in_a_clone
@pytest.mark.parametrize("document", [GUIDE, ROOT / "docs" / "background.md"], ids=lambda document: document.stem)
def test_the_files_that_a_page_about_the_code_names_are_there(document: Path) -> None:
    folders = (ROOT / folder for folder in ("examples", "pinpoint_mock", "tests", "tools"))
    files = [path.as_posix() for folder in folders for path in folder.rglob("*.*")]
    named = re.findall(r"[`\s]((?:\w[\w/]*/)?\w+\.(?:py|txt))\b", document.read_text("utf-8"))
    assert len(named) > 20
    assert [name for name in named if not any(file.endswith(f"/{name}") for file in files)] == []


@in_a_clone
def test_the_commands_of_the_contributors_guide_are_the_targets_of_make() -> None:
    table = GUIDE.read_text("utf-8").partition("| Command |")[2].partition("\n\n")[0]
    first_cells = "".join(row.split("|")[1] for row in table.splitlines()[1:])
    [targets] = re.findall(r"^\.PHONY: (.*)$", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert sorted(re.findall(r"`make (\w+)`", first_cells)) == sorted(targets.split())


@in_a_clone
@pytest.mark.parametrize("form", ["aws_differs", "bug", "feature"])
def test_an_issue_form_has_what_github_demands(form: str) -> None:
    folder = ROOT / ".github" / "ISSUE_TEMPLATE"
    content = yaml.safe_load((folder / f"{form}.yml").read_text("utf-8"))
    assert content.keys() == {"name", "description", "labels", "body"}
    fields = [each for each in content["body"] if each["type"] != "markdown"]
    assert len({field["id"] for field in fields}) == len(fields) > 0
    for field in fields:
        assert field["type"] in {"dropdown", "input", "textarea"}
        assert field["attributes"]["label"]
        assert ("options" in field["attributes"]) == (field["type"] == "dropdown")
        assert field.get("validations", {}).keys() <= {"required"}


@in_a_clone
def test_the_hooks_of_pre_commit_run_the_tools_that_make_runs() -> None:
    [local] = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text("utf-8"))["repos"]
    makefile = (ROOT / "Makefile").read_text("utf-8")
    tools = [re.sub(r".* exec ([\w ]+?)(?: -.*|')?$", r"\1", hook["entry"]) for hook in local["hooks"]]
    assert tools == ["ruff check", "ruff format", "mypy"]
    assert [tool for tool in tools if f"$(BIN)/{tool}" not in makefile] == []
    assert {hook["language"] for hook in local["hooks"]} == {"system"}
