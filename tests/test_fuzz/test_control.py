"""Any body to any path of the control API: what its document says, or an error that changes nothing.

FUZZ_EXAMPLES=2000 makes more of them, and others each time.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from contextlib import closing
from http.client import HTTPConnection
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from pinpoint_mock import PinpointServer
from pinpoint_mock.control import control_app

at_length = settings(
    max_examples=int(os.environ.get("FUZZ_EXAMPLES", "8")),
    derandomize="FUZZ_EXAMPLES" not in os.environ,
    deadline=10_000,  # milliseconds: none hangs
    suppress_health_check=[HealthCheck.too_slow],
)

DOCUMENT = control_app(None).openapi()  # type: ignore[arg-type]  # the document is of no mock in particular
SCHEMAS = DOCUMENT["components"]["schemas"]
TOLD = [path for path, methods in DOCUMENT["paths"].items() if "get" in methods and "{" not in path]
ROUTES = [(method, path) for path, methods in DOCUMENT["paths"].items() for method in methods if method != "get"]

TEXTS = st.text(max_size=9) | st.sampled_from(["\ud800", "\0", "DELIVERED", "+12065550100", "+", "-P1D", "P999999999D"])
NUMBERS = st.sampled_from([0, -1, 1.5, 2**70, 10**300, 1e308, float("inf"), float("nan")]) | st.integers(0, 9)
ANYTHING = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXTS,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(TEXTS, inner, max_size=2),
    max_leaves=4,
)
KEYS = ["phone-number", "POOLS_PER_ACCOUNT", "TEXT_MESSAGE_MONTHLY_SPEND_LIMIT", "+12065550100", "Country", "Message"]
# No values of JSON, which only bytes can say.
DEEP = b'{"a":' * 990 + b"1" + b"}" * 990
BROKEN = st.sampled_from([b"", b"{", b"\xff", b'{"a": 1e999}', b"9" * 5000, b"[" * 10_000, DEEP])


def fitting(schema: Mapping[str, Any], words: Mapping[str, list[str]], name: str = "") -> SearchStrategy[Any]:
    """Values of a schema, as it stands in that property; texts often such as the account knows."""
    if "$ref" in schema:
        return fitting(SCHEMAS[schema["$ref"].rpartition("/")[2]], words)
    if "anyOf" in schema:
        return st.one_of(*(fitting(each, words, name) for each in schema["anyOf"]))
    if schema.get("type") == "object" and "properties" in schema:
        inner = {each: fitting(of, words, each) | ANYTHING for each, of in schema["properties"].items()}
        required = {each: inner.pop(each) for each in schema.get("required", ())}
        return st.fixed_dictionaries(required, optional=inner)
    if schema.get("type") == "object":
        keys, values = st.sampled_from(KEYS) | TEXTS, schema.get("additionalProperties")
        return st.dictionaries(keys, fitting(values, words) if isinstance(values, dict) else ANYTHING, max_size=2)
    if schema.get("type") == "array":
        return st.lists(fitting(schema["items"], words, name), max_size=2)
    if schema.get("type") == "string":
        known = words.get("".join(part.title() for part in name.split("_"))) or schema.get("enum")
        return st.sampled_from(known) | TEXTS if known else TEXTS
    return NUMBERS


def everything(account: Any) -> tuple[Any, ...]:
    """All that the control API can change."""
    pinpoint = account.pinpoint
    kept = (pinpoint.quotas, pinpoint.transitions, pinpoint.carrier_lookups, pinpoint.registration_types)
    clock = pinpoint._service.simulation.clock._ahead
    said = pinpoint.delivery, set(pinpoint.artificial_traffic), list(pinpoint.unmet_failures), clock
    return account.everything(), *map(dict, kept), *said


@pytest.mark.parametrize("account", ["production"], indirect=True)
@pytest.mark.parametrize(("method", "path"), ROUTES)
def test_any_body_is_taken_as_the_document_says_or_changes_nothing(account: Any, method: str, path: str) -> None:
    described = DOCUMENT["paths"][path][method]
    body_of = described.get("requestBody", {"content": {"application/json": {"schema": {}}}})["content"]
    words = {**account.words, "Operation": ["SendTextMessage"], "Error": ["ThrottlingException"]}
    bodies = fitting(body_of["application/json"]["schema"], words) | ANYTHING
    ids = st.sampled_from([*account.registrations, "%ff%00", "..", "x" * 999])

    with PinpointServer() as server, closing(HTTPConnection(server.url.removeprefix("http://"), timeout=10)) as client:

        @at_length
        @given(bodies.map(lambda body: json.dumps(body).encode()) | BROKEN, ids)
        def check(body: bytes, id_: str) -> None:
            before = everything(account)
            whole = "/_pinpoint" + re.sub("{.*}", id_, path)
            client.request(method.upper(), whole, body, {"Content-Type": "application/json"})
            response = client.getresponse()
            said = json.loads(response.read() or b"null")
            if str(response.status) in described["responses"]:
                for each in TOLD:
                    client.request("GET", f"/_pinpoint{each}")
                    assert json.loads(client.getresponse().read()) is not None
                account.furnish()
            else:
                assert 400 <= response.status < 500, said
                assert said["message"]
                assert everything(account) == before

        check()
