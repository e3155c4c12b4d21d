"""Change the package in small ways, one at a time, and see that a test fails: `make mutants SAMPLE=300 SEED=1`.

Of mutmut it takes the table of changes. mutmut itself leaves decorated functions as they are, so all operations, and
cosmic-ray starts Python anew for each. Here a mutant has a process forked from one that has loaded what tests import.
"""

from __future__ import annotations

import difflib
import gc
import importlib
import os
import re
import signal
import sys
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from importlib.machinery import SourceFileLoader
from importlib.metadata import entry_points
from itertools import islice
from operator import itemgetter
from pathlib import Path

import libcst as cst
import pytest
from attrs import evolve, field, frozen
from mutmut.mutation.mutators import mutation_operators

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "pinpoint_mock"
MUTATED = sorted(
    each for folder in ("messaging", "protocol", "resources") for each in PACKAGE.glob(f"{folder}/**/[!_]*.py")
)
LOADED = ["boto3", "cryptography.x509", "freezegun", "hypothesis", "moto", "phonenumbers", "responses", "time_machine"]
# No assertions rewritten, since pytest would load the package of a plugin in its own way.
OPTIONS = ["-qx", "-n0", "-pno:randomly", "-pno:cacheprovider", "--assert=plain"]

FAMILIES = ["notify", "opt", "pool", "protect", "rcs", "registration", "verif"]
NEAR = {
    "account": ["protect"],
    "associations": ["registration"],
    "attachments": ["registration"],
    "call": ["idempotency"],
    "carrier_blocks": ["carrier_opt_outs"],
    "catalogue": ["registration"],
    "channels": ["delivery", "events", "rcs", "sending"],
    "composing": ["sending", "messages", "routes", "protection", "rcs_fallback", "spend_limits", "rcs_sends", "verif"],
    "configuration_sets": ["events"],
    "contents": ["messages", "rcs_messages", "message_text"],
    "conversations": ["inbound"],
    "definitions": ["registration"],
    "delivery": ["messages", "events", "rcs_fallback", "sending"],
    "delivery_rules": ["delivery", "reported_success"],
    "destinations": ["messages", "protect", "opted_out", "verif"],
    "eligibility": ["routes", "sending", "conflicts_of_messages", "rcs"],
    "encoding": ["message_text", "validation_of_messages"],
    "event_destinations": ["events"],
    "events": ["rcs_messages", "delivery", "protection"],
    "exactly_one": ["registration", "event_destinations", "rcs"],
    "field_values": ["registration"],
    "filters": ["pagination", "describe_pools", "protect", "opted_out", "sender_ids"],
    "finding": ["pool", "keywords", "sender_ids"],
    "forms": ["registration"],
    "identities": ["opt_out", "pool", "keywords", "sender_ids", "phone_numbers", "rcs_agents"],
    "inbound": ["carrier_opt_outs", "events", "rcs_messages"],
    "keyword": ["answering", "inbound"],
    "keywords": ["answering"],
    "leasing": ["made_ready", "phone_number", "short_codes"],
    "message": ["delivery", "rcs_fallback", "messages"],
    "messages": ["delivery", "events"],
    "mocked": ["one_change"],
    "model": ["validation", "test_requests"],
    "names": ["pagination"],
    "number_plans": ["phone_number"],
    "number_search": ["available", "phone_number"],
    "outbox": ["delivery", "messages"],
    "outcomes": ["carrier_opt_outs", "delivery", "inbound", "reported_success"],
    "phone_number": ["phone_numbers", "registration_effects", "time_and_state"],
    "phone_numbers": ["phone_number", "pooled_numbers", "registration_effects", "time_and_state"],
    "prices": ["messages", "spend_limits", "delivery", "events"],
    "rcs_messages": ["delivery", "rcs_sends"],
    "ready_numbers": ["made_ready"],
    "registrable": ["registration"],
    "registrations": ["events"],
    "resource_arns": ["tags", "resource_policies"],
    "reviews": ["registration"],
    "routes": ["sending", "conflicts_of_messages", "events", "verif"],
    "sender_id": ["sender_ids", "registration_effects"],
    "sending": ["messages", "delivery", "events", "rcs_fallback"],
    "structures": ["registration"],
    "ten_dlc": ["phone_number", "registration"],
    "timestamps": ["validation"],
    "values": ["messages", "delivery"],
    "version": ["registration"],
    "versions": ["registration"],
    "wire": ["validation", "registration_versions"],
}
"""Words in the names of the tests that concern a file, in addition to its own name or its family's."""

TESTS = [
    "tests/test_re*/test_*.py",
    "tests/test_protocol/test_*.py",
    "tests/test_simulation/test_*.py",
    "tests/test_intercept/test_*.py",
    "tests/test_moto_events.py",
    "tests/test_walk/one_change/test_*.py",
]

SECONDS = 180
"""Of processor's time, for each stage: a mutant that wants more goes round in circles."""


@frozen
class Change:
    """What is changed: the file, and the lines that are taken out of it and those that come in their place, as one."""

    file: str
    was: str
    becomes: str

    def __str__(self) -> str:
        return f"{self.file}\n    - {self.was}\n    + {self.becomes}"


@frozen
class Mutant:
    """A changed file, with the line at which it is."""

    change: Change
    line: int
    source: str = field(repr=False)

    @property
    def path(self) -> Path:
        return PACKAGE / self.change.file


class Changes(cst.CSTVisitor):
    """All changes of a module: the name of the function or class, the node that was, and the one in its place."""

    def __init__(self) -> None:
        super().__init__()
        self.within: list[str] = []
        self.found: list[tuple[str, cst.CSTNode, cst.CSTNode]] = []

    def on_visit(self, node: cst.CSTNode) -> bool:
        if isinstance(node, (cst.Annotation, cst.Decorator, cst.ImportFrom, cst.Import)):
            return False
        if _is_attrs_field(node) or _is_prose(node):
            return False
        if isinstance(node, (cst.FunctionDef, cst.ClassDef)):
            self.within.append(node.name.value)
        self.found.extend((".".join(self.within), *change) for change in changes(node))
        return True

    def on_leave(self, node: cst.CSTNode) -> None:
        if isinstance(node, (cst.FunctionDef, cst.ClassDef)):
            self.within.pop()


def _is_attrs_field(node: cst.CSTNode) -> bool:
    value = node.value if isinstance(node, cst.AnnAssign) else node
    return isinstance(value, cst.Call) and isinstance(value.func, cst.Name) and value.func.value == "field"


def _is_prose(node: cst.CSTNode) -> bool:
    """Whether it is for people, who understand other words as well."""
    return isinstance(node, cst.SimpleString) and " " in node.value


def changes(node: cst.CSTNode) -> Iterator[tuple[cst.CSTNode, cst.CSTNode]]:
    """mutmut's, and two that it lacks: a condition turned round, and a step left out."""
    for kind, changed in mutation_operators:
        if isinstance(node, kind):
            yield from ((node, each) for each in changed(node))
    if isinstance(node, (cst.If, cst.CompIf, cst.While)):
        condition = node.test.with_changes(lpar=[cst.LeftParen()], rpar=[cst.RightParen()])
        yield node.test, cst.UnaryOperation(cst.Not(), condition)
    if isinstance(node, cst.Raise) or (isinstance(node, cst.Expr) and isinstance(node.value, cst.Call)):
        yield node, cst.Pass()


def sample(size: int, seed: int) -> list[Mutant]:
    """So many mutants, drawn by the code that they change: the same ones as long as that isn't edited."""
    drawn, seen = [], Counter[str]()
    for path in MUTATED:
        module = cst.parse_module(path.read_text("utf-8"))
        module.visit(found := Changes())
        for within, was, becomes in found.found:
            key = f"{seed} {path.name} {within} {module.code_for_node(was)} {module.code_for_node(becomes)}"
            drawn.append((sha256((key + " again" * seen[key]).encode()).digest(), path, module, was, becomes))
            seen[key] += 1
    drawn.sort(key=itemgetter(0))
    return [mutant(*change) for _, *change in drawn[:size]]


def mutant(path: Path, module: cst.Module, was: cst.CSTNode, becomes: cst.CSTNode) -> Mutant:
    source = module.deep_replace(was, becomes).code
    before, after = module.code.splitlines(), source.splitlines()
    edits = [
        each
        for each in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
        if each[0] != "equal"
    ]
    gone = in_one_line(line for _, start, stop, _, _ in edits for line in before[start:stop])
    come = in_one_line(line for _, _, _, start, stop in edits for line in after[start:stop])
    return Mutant(Change(path.relative_to(PACKAGE).as_posix(), gone, come), edits[0][1] + 1, source)


def in_one_line(lines: Iterable[str]) -> str:
    return " ".join(line.strip() for line in lines)


def accepted() -> set[Change]:
    """The changes of tools/accepted_mutants.txt."""
    text = (ROOT / "tools" / "accepted_mutants.txt").read_text("utf-8")
    return {Change(*each) for each in re.findall(r"^(\S+)\n    - (.*)\n    \+ (.*)$", text, re.MULTILINE)}


def is_there(change: Change) -> bool:
    return change.was in in_one_line((PACKAGE / change.file).read_text("utf-8").splitlines())


def stages(path: Path) -> Iterator[Sequence[str]]:
    """What pytest is to run, the quickest to notice first: its own tests, others, the walk, the reasons."""
    family = next((each for each in FAMILIES if path.stem.startswith(each)), path.stem)
    words = [family, *NEAR.get(path.stem, [])]
    tests = [each for pattern in TESTS for each in ROOT.glob(pattern)]
    near = [each for each in tests if any(word in each.stem for word in words)]
    first, *others = sorted(near or tests, key=lambda each: (each.stem != f"test_{path.stem}", each))
    yield [str(first)]
    if others:
        yield [str(each) for each in others]
    if operations := re.findall(r"@operation\ndef (\w+)", path.read_text("utf-8")):
        yield ["tests/test_walk/test_walk.py", "-k", " or ".join(each.replace("_", "") for each in operations)]
    yield ["tests/test_reasons"]


def load() -> None:
    """Load what the tests import but the package, once for all the processes to come."""
    for name in LOADED:
        importlib.import_module(name)
    for plugin in entry_points(group="pytest11"):
        if plugin.name != "pinpoint_mock":
            plugin.load()
    gc.freeze()


def begin(mutant: Mutant, stages: Iterable[Sequence[str]]) -> int:
    """Fork the process that runs one stage after the other, until a test fails. It ends with 0 if none does."""
    if process := os.fork():
        return process
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    os.dup2(1, 2)
    put_in_place(mutant)
    for stage in stages:
        signal.setitimer(signal.ITIMER_PROF, SECONDS)
        if pytest.main([*OPTIONS, *stage]):
            os._exit(1)
    os._exit(0)


def put_in_place(mutant: Mutant) -> None:
    """Have the import of the mutant's file, in this process, find the mutant."""

    def get_code(loader: SourceFileLoader, name: str) -> object:
        if loader.path == str(mutant.path):
            return compile(mutant.source, loader.path, "exec", dont_inherit=True)
        return as_ever(loader, name)

    as_ever = SourceFileLoader.get_code
    SourceFileLoader.get_code = get_code


def outcomes(mutants: Iterable[Mutant], jobs: int) -> Iterator[tuple[Mutant, bool]]:
    """Each mutant, once it is known whether it survives, so that no test fails on it."""
    waiting, running = iter(mutants), dict[int, Mutant]()
    while True:
        for each in islice(waiting, jobs - len(running)):
            running[begin(each, stages(each.path))] = each
        if not running:
            return
        process, status = os.wait()
        yield running.pop(process), status == 0


def main() -> None:
    """Draw, try, and tell."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--sample", type=int, default=200, metavar="N", help="so many mutants; 200")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="another number draws others; 1")
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), metavar="N", help="so many at a time; one a core")
    options = parser.parse_args()
    os.chdir(ROOT)
    load()
    drawn, known = sample(options.sample, options.seed), accepted()
    tried = [each for each in drawn if each.change not in known]
    unchanged = evolve(drawn[0], source=drawn[0].path.read_text("utf-8"))
    if os.waitpid(begin(unchanged, islice(stages(unchanged.path), 1)), 0)[1]:
        sys.exit("Tests fail though nothing is changed.")
    survivors = 0
    for mutant, survives in outcomes(tried, options.jobs):
        survivors += survives
        print(f"\nsurvived, at line {mutant.line}:\n{mutant.change}" if survives else ".", flush=True, end="")
    print(f"\n{len(tried) - survivors} killed, {len(drawn) - len(tried)} accepted, {survivors} survived")
    gone = [each for each in known if not is_there(each)]
    print(*(f"accepted, and no more there:\n{each}" for each in gone), sep="\n", end="")
    sys.exit(bool(survivors or gone))


if __name__ == "__main__":
    main()
