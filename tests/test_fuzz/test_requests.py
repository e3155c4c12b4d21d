"""Any request to any mocked operation, valid or not: the answer or the error is the model's, and errors change nothing.

FUZZ_EXAMPLES=2000 draws so many requests for each test, and others in each run.
"""

from __future__ import annotations

import base64
import os
import re
from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from typing import Any

import pytest
from botocore.model import Shape
from botocore.validate import ParamValidator
from hypothesis import HealthCheck, Phase, find, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from pinpoint_mock.protocol.model import error_codes, operation_model, service_model
from pinpoint_mock.protocol.validation import problems_of
from pinpoint_mock.wiring import OPERATIONS

MOCKED = sorted(OPERATIONS.keys() & set(service_model().operation_names))
EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "8"))

with_examples = settings(
    max_examples=EXAMPLES,
    derandomize="FUZZ_EXAMPLES" not in os.environ,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
until_one_is_found = settings(
    max_examples=2000, derandomize=True, database=None, deadline=None, phases=[Phase.generate]
)

pytestmark = pytest.mark.filterwarnings("ignore::pinpoint_mock.FidelityWarning")

# Returns the strings of the account that a member of a request accepts.
Known = Callable[[str], list[str]]

ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters()),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)
ODD_TEXTS = st.sampled_from(
    [
        "",
        " ",
        "\t\n",
        "\0",
        "\ud800",
        "null",
        "*",
        "/",
        "::::",
        "arn:aws:sms-voice:us-east-1:123456789012:pool/",
        "+0",
        "١٢٣",
    ]
)
# Changes that make a string of the account slightly wrong.
SLIPS: tuple[Callable[[str], str], ...] = (
    str.lower,
    str.upper,
    " {} ".format,
    "{}/".format,
    "+{}".format,
    lambda text: text.replace("123456789012", "999999999999"),
    lambda text: text.replace("us-east-1", "eu-west-1"),
    lambda text: f"{text[:-1]}0",
    lambda text: text.rpartition("/")[2],
    lambda text: text.removeprefix("+"),
)


# Parameters that the service needs although the model doesn't require them, each with the name of the account's strings
# for it.
ALSO_NEEDED = {
    "CreateRegistrationAssociation": {"RegistrationId": "Draft", "ResourceId": "Brand"},
    "PutRegistrationFieldValue": {"RegistrationId": "Draft", "FieldPath": "TextField", "TextValue": "TextValue"},
    "ReleaseSenderId": {"SenderId": "LooseSenderId", "IsoCountryCode": "ItsCountry"},
    "SendMediaMessage": {"OriginationIdentity": "Media"},
    "SendRcsMessage": {"RcsMessageContent": "RcsMessageContent", "OriginationIdentity": "RcsAgentId"},
}


# Valid values of a shape -------------------------------------------------------------------------------------------


def valid(shape: Shape, member: str, known: Known) -> SearchStrategy[Any]:
    """Draw valid values of a shape for a member of a request; most strings are those of the account."""
    low, high = shape.metadata.get("min"), shape.metadata.get("max")
    if shape.type_name == "structure":
        chosen = {"min_size": 1, "max_size": 1} if shape.is_tagged_union else {"max_size": 3}
        return (
            st.sets(st.sampled_from(sorted(shape.members)), **chosen).flatmap(
                lambda names: st.fixed_dictionaries(
                    {
                        name: valid(inner, name, known)
                        for name, inner in shape.members.items()
                        if name in names or name in shape.required_members
                    }
                )
            )
            if shape.members
            else st.just({})
        )
    if shape.type_name == "list":
        low = low or 0
        return st.lists(valid(shape.member, member, known), min_size=low, max_size=min(max(low, 3), high or 3))
    if shape.type_name == "map":
        inner = valid(shape.key, f"{member}Key", known), valid(shape.value, f"{member}Value", known)
        return st.dictionaries(*inner, min_size=low or 0, max_size=min(high or 3, 3))
    if shape.type_name == "string":
        return _valid_strings(shape, member, known)
    return _VALID[shape.type_name](low, high)


_VALID: Mapping[str, Callable[[Any, Any], SearchStrategy[Any]]] = {
    "blob": lambda low, _: st.binary(min_size=low or 0, max_size=20).map(lambda each: base64.b64encode(each).decode()),
    "boolean": lambda *_: st.booleans(),
    "double": lambda low, high: st.floats(low, high, allow_nan=False, allow_infinity=False),
    "integer": lambda low, high: st.integers(low, high),
    "long": lambda low, high: st.integers(low, high),
    "timestamp": lambda *_: st.integers(0, 2**32),
}


@lru_cache(maxsize=1000)
def _valid_strings(shape: Shape, member: str, known: Known) -> SearchStrategy[str]:
    if getattr(shape, "enum", None):
        return st.sampled_from(shape.enum)
    words = [word for word in known(member) if _fits(shape, word)]
    if not words:
        return _any_strings(shape)
    slips = st.builds(lambda word, slip: slip(word), st.sampled_from(words), st.sampled_from(SLIPS))
    drawn = [*[st.sampled_from(words)] * 6, slips.filter(lambda text: _fits(shape, text)), _any_strings(shape)]
    return st.sampled_from(drawn).flatmap(lambda each: each)


@cache
def _any_strings(shape: Shape) -> SearchStrategy[str]:
    """Draw any valid strings of a shape."""
    pattern, low, high = shape.metadata.get("pattern"), shape.metadata.get("min", 0), shape.metadata.get("max", 100)
    if pattern is None:
        return st.text(min_size=low, max_size=min(high, low + 50))
    texts = st.from_regex(pattern, fullmatch=True).map(lambda text: text[:high].ljust(low, "a"))
    return texts.filter(lambda text: _fits(shape, text))


def _fits(shape: Shape, text: str) -> bool:
    pattern, low, high = (
        shape.metadata.get("pattern"),
        shape.metadata.get("min", 0),
        shape.metadata.get("max", len(text)),
    )
    return low <= len(text) <= high and (pattern is None or re.fullmatch(pattern, text) is not None)


# Invalid values of a shape -----------------------------------------------------------------------------------------


def invalid(shape: Shape) -> SearchStrategy[Any]:
    """Draw values that each break one constraint of a shape."""
    low, high = shape.metadata.get("min"), shape.metadata.get("max")
    broken: list[Any] = []
    if shape.type_name == "string":
        broken = [12, True, 1.5, [], ["text"], {}]
        if getattr(shape, "enum", None):
            broken += ["NOT_ONE_OF_THEM", f" {shape.enum[0]}", shape.enum[0].lower(), ""]
        else:
            texts = ["", " ", "\n", "\0", "a b", "*", "é", "a" * ((high or 0) + 1), " a", "a\n", "\ud800"]
            broken += [text for text in texts if not _fits(shape, text)]
    elif shape.type_name == "list":
        inner = invalid(shape.member)
        with_one_fault = [inner.map(lambda each: [each])]
        if high:
            with_one_fault.append(st.just([None] * (high + 1)))
        if low:
            with_one_fault.append(st.just([]))
        return st.one_of(*with_one_fault, st.sampled_from(["text", 1, {}, True]))
    elif shape.type_name == "map":
        too_many = {f"key{number}": "value" for number in range((high or 0) + 1)}
        return st.one_of(
            st.sampled_from(["text", [], 1, *([too_many] if high else [])]),
            invalid(shape.value).map(lambda each: {"key": each}),
        )
    elif shape.type_name == "structure":
        broken = ["text", [], 1, True, *([{}] if shape.required_members else [])]
    elif shape.type_name == "boolean":
        broken = ["true", 0, 1, "", [], {}]
    else:
        broken = ["1", True, [], {}, *([] if low is None else [low - 1]), *([] if high is None else [high + 1, 2**70])]
    return st.sampled_from(broken)


@st.composite
def requests(draw: st.DrawFn, operation: str, known: Known) -> dict[str, Any]:
    """Draw requests of an operation, about half of them with something wrong."""
    shape = operation_model(operation).input_shape
    request: dict[str, Any] = draw(valid(shape, "", known))
    for _ in range(draw(st.sampled_from([0, 0, 1, 2]))):
        how = draw(st.sampled_from(["another", "odd", "omit", "wrong", "wrong"])) if shape.members else "another"
        name = draw(st.sampled_from(sorted(shape.members))) if how != "another" else "SomethingElse"
        if how == "omit":
            request.pop(name, None)
        elif how == "wrong":
            request[name] = draw(invalid(shape.members[name]))
        else:
            request[name] = draw(ODD_TEXTS | ANYTHING)
    return request


# What is true of every answer --------------------------------------------------------------------------------------


def check_members(shape: Shape, members: Mapping[str, Any]) -> None:
    """Check that members, as JSON, are those of the shape: in their types, enums, patterns and bounds."""
    report = ParamValidator().validate(members, shape).generate_report().splitlines()
    # The model requires at least one item in some lists, which are still empty if there is nothing to list.
    assert not [line for line in report if "value: 0, valid min length: 1" not in line]
    problems = problems_of(shape, members, "").values()
    assert not [problem for problem in problems if not problem.startswith("the number of items is 0")]


def is_answered(account: Any, operation: str, request: Mapping[str, Any]) -> bool:
    """Send a request, check what comes back against the model, and return whether it is a result."""
    answer = account.send(operation, request)
    if "__type" not in answer:
        check_members(operation_model(operation).output_shape, answer)
        if "NextToken" in answer:
            assert "__type" not in account.send(operation, {**request, "NextToken": answer["NextToken"]})
        account.fill_again_if_changed()
        return True
    code, status = answer.pop("__type"), answer.pop("status")
    assert (code in error_codes(operation), status) == (True, 400), code
    shape = service_model().shape_for(code)
    check_members(shape, answer)
    assert set(answer) == set(shape.members), f"{code} has the members {', '.join(answer)}"
    for field in answer.get("Fields", ()):
        assert member_of(field) in operation_model(operation).input_shape.members or field["Name"] == "senderId", field
    assert account.everything() == account.filled
    return False


def member_of(field: Mapping[str, str]) -> str:
    """Return the member of the request that a field of a ValidationException is, or is inside of."""
    outermost = re.split(r"[.\[]", field["Name"])[0]
    return f"{outermost[0].upper()}{outermost[1:]}"


@pytest.mark.parametrize("operation", MOCKED)
def test_any_request_gets_a_result_or_an_error_of_the_model(account: Any, operation: str) -> None:
    @with_examples
    @given(requests(operation, account.texts_for))
    def each(request: dict[str, Any]) -> None:
        is_answered(account, operation, request)

    each()


@pytest.mark.parametrize("account", ["production"], indirect=True)
@pytest.mark.parametrize("operation", MOCKED)
def test_some_valid_request_gets_a_result(account: Any, operation: str) -> None:
    shape = operation_model(operation).input_shape
    also_needed = ALSO_NEEDED.get(operation, {})
    needed = {name: valid(shape.members[name], word, account.texts_for) for name, word in also_needed.items()}
    valid_requests = st.builds(
        lambda *parts: parts[0] | parts[1], valid(shape, "", account.texts_for), st.fixed_dictionaries(needed)
    )
    find(valid_requests, lambda each: is_answered(account, operation, each), settings=until_one_is_found)


@pytest.mark.parametrize("account", ["production"], indirect=True)
@pytest.mark.parametrize("operation", [name for name in MOCKED if len(operation_model(name).input_shape.members) > 1])
def test_an_error_names_exactly_the_invalid_members(account: Any, operation: str) -> None:
    shape = operation_model(operation).input_shape

    @with_examples
    @given(st.data())
    def each(data: st.DataObject) -> None:
        names = data.draw(st.sets(st.sampled_from(sorted(shape.members)), min_size=2))
        request = data.draw(valid(shape, "", account.texts_for))
        request |= {name: data.draw(invalid(shape.members[name])) for name in sorted(names)}
        answer = account.send(operation, request)
        assert answer["Reason"] == "FIELD_VALIDATION_FAILED"
        assert {member_of(field) for field in answer["Fields"]} == names

    each()
