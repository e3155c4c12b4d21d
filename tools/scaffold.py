"""Print the skeleton of an operation that isn't mocked yet, made from the installed botocore's model.

Give the operation's name to get its function, a test and the further steps. Without a name, the tool lists the
operations that aren't mocked. `python tools/scaffold.py --help` describes the options.
"""

from __future__ import annotations

import ast
import sys
from argparse import ArgumentParser
from pathlib import Path

from botocore import xform_name
from botocore.model import OperationModel, Shape

from pinpoint_mock.did_you_mean import did_you_mean
from pinpoint_mock.protocol.model import error_codes, listed_member, operation_model, service_model
from pinpoint_mock.service import PIPELINE_PARAMETERS
from pinpoint_mock.wiring import OPERATIONS

LINE_LENGTH = 120

# What a function gets for each type of the model: a blob in base64, a timestamp as the request has it.
TYPES = {
    **dict.fromkeys(("blob", "string"), "str"),
    **dict.fromkeys(("integer", "long"), "int"),
    **dict.fromkeys(("double", "float"), "float"),
    "boolean": "bool",
    "structure": "Mapping[str, Any]",
    "timestamp": "float | str",
}
IMPORTED_FROM = {
    "Mapping": "collections.abc",
    "Sequence": "collections.abc",
    "Any": "typing",
    "operation": "{dots}operation",
    "Listing": "{dots}protocol.pagination",
    "Region": "{dots}store",
}
FUTURE = "from __future__ import annotations\n\n"
# Errors that no ordinary call gets, only one that a test has injected a failure for.
ONLY_BY_FAIL = {"AccessDeniedException", "InternalServerException", "ThrottlingException"}

STEPS = """\
What else to do (CONTRIBUTING.md has the details):
1. Move the function into the module of its family. Add a new module to OPERATION_MODULES in pinpoint_mock/wiring.py.
2. Replace Mapping by the class of the resource or of the items, and None by the service's default if it has one.
3. Raise the errors that the model lists, and write a test in tests/test_reasons for each reason:
   {errors}
4. Complete the test above, and write one for each fact that is known about the operation.
5. Call the operation in a story of tests/test_walk/stories, with every parameter.
6. Describe it in a page of docs/fidelity, under a heading with its name, and in CHANGELOG.md.
7. Run tools/operations_table.py, tools/fidelity_index.py, tools/reasons_page.py and tools/completeness.py, each with
   --write.
8. Run `ruff check --fix` and `ruff format`, which sort the imports, and then the tests.
"""


def type_of(shape: Shape) -> str:
    """Return the annotation of a parameter, or of the items of a list."""
    if shape.type_name == "list":
        return f"Sequence[{type_of(shape.member)}]"
    if shape.type_name == "map":
        return f"Mapping[str, {type_of(shape.value)}]"
    return TYPES[shape.type_name]


def parameters_of(model: OperationModel) -> list[str]:
    """Return the parameters of the function. The pipeline's are left out, unless the model requires them."""
    required = model.input_shape.required_members
    return [
        f"{name}: {type_of(shape)}" if name in required else f"{name}: {type_of(shape)} | None = None"
        for name, shape in model.input_shape.members.items()
        if name in required or name not in PIPELINE_PARAMETERS
    ]


def answer_of(model: OperationModel) -> str:
    """Return what the function returns: a mapping, a listing if the operation is paged, or a tuple of both."""
    members = model.output_shape.members
    if "NextToken" not in members:
        return "Mapping[str, Any]"
    listing = f"Listing[{type_of(members[listed_member(model.name)].member)}]"
    return listing if len(members) == 2 else f"tuple[Mapping[str, Any], {listing}]"


def function_of(name: str) -> str:
    """Return the source of an operation's function."""
    model, function = operation_model(name), xform_name(name)
    parameters, answer = parameters_of(model), answer_of(model)
    arguments = ["region: Region", *(("*", *parameters) if parameters else ())]
    head = f"def {function}({', '.join(arguments)}) -> {answer}:"
    if len(head) > LINE_LENGTH:
        head = "\n".join([f"def {function}(", *(f"    {each}," for each in arguments), f") -> {answer}:"])
    docstring = f"{function.replace('_', ' ').capitalize()}."
    return f'@operation\n{head}\n    """{docstring}"""\n    raise NotImplementedError("{name}")\n'


def test_of(name: str) -> str:
    """Return the source of a test. It fails until each `...` is replaced."""
    model, function = operation_model(name), xform_name(name)
    given = ", ".join(f"{each}=..." for each in model.input_shape.required_members)
    member = next((f'["{each}"]' for each in model.output_shape.members if each != "NextToken"), "")
    return f"""\
def test_what_{function}_answers(client: Any) -> None:
    answer = client.{function}({given})
    assert answer{member} == ...
"""


def with_function(source: str, function: str, dots: str) -> str:
    """Return a module's source with a function at its end, and with the imports that the function needs."""
    nodes = ast.walk(ast.parse(source))
    imported = {alias.name for node in nodes if isinstance(node, ast.ImportFrom) for alias in node.names}
    used = {node.id for node in ast.walk(ast.parse(function)) if isinstance(node, ast.Name)}
    lines = (f"from {IMPORTED_FROM[name]} import {name}\n" for name in IMPORTED_FROM if name in used - imported)
    source = source.replace(FUTURE, FUTURE + "".join(lines).format(dots=dots), 1)
    return f"{source.rstrip()}\n\n\n{function}"


def main(arguments: list[str]) -> None:
    parser = ArgumentParser(prog="tools/scaffold.py", description="Print the skeleton of an operation.")
    parser.add_argument("operation", nargs="?", help="its name in the API, for example DescribePools")
    choice = parser.add_mutually_exclusive_group()
    choice.add_argument("--write", metavar="MODULE", type=Path, help="append the function to this file")
    choice.add_argument("--force", action="store_true", help="print it although the operation is mocked already")
    options = parser.parse_args(arguments)
    name, module, modelled = options.operation, options.write, service_model().operation_names
    if name is None:
        print("Not mocked yet:", ", ".join(each for each in modelled if each not in OPERATIONS) or "none")
        return
    if name not in modelled:
        parser.error(did_you_mean("an operation of botocore's model", name, modelled))
    if name in OPERATIONS and not options.force:
        parser.error(f"{name} is mocked in {OPERATIONS[name].function.__module__}; --force prints it nevertheless")
    if module is None:
        print(with_function(FUTURE, function_of(name), dots=".."))
    else:
        inside = module.resolve().parts[::-1]
        if "pinpoint_mock" not in inside or not module.is_file():
            parser.error(f"{module} isn't a file of the package")
        source = with_function(module.read_text("utf-8"), function_of(name), "." * inside.index("pinpoint_mock"))
        module.write_text(source, "utf-8")
    print("", test_of(name), STEPS.format(errors=", ".join(sorted(error_codes(name) - ONLY_BY_FAIL))), sep="\n", end="")


if __name__ == "__main__":
    main(sys.argv[1:])
