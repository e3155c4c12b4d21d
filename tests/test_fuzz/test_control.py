"""Any body to any path of the control API: it gets a documented status, or an error that changes nothing.

FUZZ_EXAMPLES=2000 draws so many bodies for each path, and others in each run.
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
from pinpoint_mock.control import shared_app

with_examples = settings(
    max_examples=int(os.environ.get("FUZZ_EXAMPLES", "8")),
    derandomize="FUZZ_EXAMPLES" not in os.environ,
    deadline=10_000,  # milliseconds: none hangs
    suppress_health_check=[HealthCheck.too_slow],
)

DOCUMENT = shared_app("/_pinpoint").openapi()
SCHEMAS = DOCUMENT["components"]["schemas"]
READABLE = [path for path, methods in DOCUMENT["paths"].items() if "get" in methods and "{" not in path]
ROUTES = [(method, path) for path, methods in DOCUMENT["paths"].items() for method in methods if method != "get"]

TEXTS = st.text(max_size=9) | st.sampled_from(["\ud800", "\0", "DELIVERED", "+12065550100", "+", "-P1D", "P999999999D"])
NUMBERS = st.sampled_from([0, -1, 1.5, 2**70, 10**300, 1e308, float("inf"), float("nan")]) | st.integers(0, 9)
ANYTHING = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXTS,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(TEXTS, inner, max_size=2),
    max_leaves=4,
)
KEYS = ["phone-number", "POOLS_PER_ACCOUNT", "TEXT_MESSAGE_MONTHLY_SPEND_LIMIT", "+12065550100", "Country", "Message"]
# Bodies that json.dumps doesn't write.
DEEP = b'{"a":' * 990 + b"1" + b"}" * 990
BROKEN = st.sampled_from([b"", b"{", b"\xff", b'{"a": 1e999}', b"9" * 5000, b"[" * 10_000, DEEP])


def fitting(schema: Mapping[str, Any], texts: Mapping[str, list[str]], name: str = "") -> SearchStrategy[Any]:
    """Draw values of a schema for a property of that name; many strings are those of the account."""
    if "$ref" in schema:
        return fitting(SCHEMAS[schema["$ref"].rpartition("/")[2]], texts)
    if "anyOf" in schema:
        return st.one_of(*(fitting(each, texts, name) for each in schema["anyOf"]))
    if schema.get("type") == "object" and "properties" in schema:
        inner = {each: fitting(of, texts, each) | ANYTHING for each, of in schema["properties"].items()}
        required = {each: inner.pop(each) for each in schema.get("required", ())}
        return st.fixed_dictionaries(required, optional=inner)
    if schema.get("type") == "object":
        keys, values = st.sampled_from(KEYS) | TEXTS, schema.get("additionalProperties")
        return st.dictionaries(keys, fitting(values, texts) if isinstance(values, dict) else ANYTHING, max_size=2)
    if schema.get("type") == "array":
        return st.lists(fitting(schema["items"], texts, name), max_size=2)
    if schema.get("type") == "string":
        known = texts.get("".join(part.title() for part in name.split("_"))) or schema.get("enum")
        return st.sampled_from(known) | TEXTS if known else TEXTS
    return NUMBERS


def everything(account: Any) -> tuple[Any, ...]:
    """Return all that the control API can change."""
    pinpoint = account.pinpoint
    kept = (pinpoint.quotas, pinpoint.transitions, pinpoint.carrier_lookups, pinpoint.registration_types)
    clock = pinpoint._service.simulation.clock._ahead
    settings = pinpoint.delivery, set(pinpoint.artificial_traffic), list(pinpoint.unmet_failures), clock
    return account.everything(), *map(dict, kept), *settings


@pytest.mark.parametrize("account", ["production"], indirect=True)
@pytest.mark.parametrize(("method", "path"), ROUTES)
def test_any_body_gets_a_documented_status_or_an_error_that_changes_nothing(
    account: Any, method: str, path: str
) -> None:
    described = DOCUMENT["paths"][path][method]
    body_of = described.get("requestBody", {"content": {"application/json": {"schema": {}}}})["content"]
    texts = {**account.texts, "Operation": ["SendTextMessage"], "Error": ["ThrottlingException"]}
    bodies = fitting(body_of["application/json"]["schema"], texts) | ANYTHING
    ids = st.sampled_from([*account.registrations, "%ff%00", "..", "x" * 999])

    with PinpointServer() as server, closing(HTTPConnection(server.url.removeprefix("http://"), timeout=10)) as client:

        @with_examples
        @given(bodies.map(lambda body: json.dumps(body).encode()) | BROKEN, ids)
        def each(body: bytes, id_: str) -> None:
            before = everything(account)
            whole = "/_pinpoint" + re.sub("{.*}", id_, path)
            client.request(method.upper(), whole, body, {"Content-Type": "application/json"})
            response = client.getresponse()
            answer = json.loads(response.read() or b"null")
            if str(response.status) in described["responses"]:
                for each in READABLE:
                    client.request("GET", f"/_pinpoint{each}")
                    assert json.loads(client.getresponse().read()) is not None
                account.fill()
            else:
                assert 400 <= response.status < 500, answer
                assert answer["message"]
                assert everything(account) == before

        each()
