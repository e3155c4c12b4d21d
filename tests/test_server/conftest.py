"""What the tests of the control API share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest
import requests
from openapi_schema_validator import OAS31Validator

from pinpoint_mock import PinpointServer


@pytest.fixture
def document(pinpoint_v2_server: PinpointServer) -> dict[str, Any]:
    response = requests.get(f"{pinpoint_v2_server.url}/_pinpoint/openapi.json", timeout=10)
    described: dict[str, Any] = response.json()
    return described


@pytest.fixture
def control(pinpoint_v2_server: PinpointServer, document: dict[str, Any]) -> Callable[..., requests.Response]:
    """A request to the control API, whose response is held to the document; `named` is what the path leaves open."""

    def ask(method: str, path: str, named: Mapping[str, str] | None = None, **kwargs: Any) -> requests.Response:
        url = f"{pinpoint_v2_server.url}/_pinpoint{path.format_map(named or {})}"
        response = requests.request(method, url, timeout=10, **kwargs)
        responses = document["paths"][path][method.lower()]["responses"]
        status = str(response.status_code)
        described = responses.get(status) or responses[f"{status[0]}XX"]
        if "content" in described:
            schema = described["content"][response.headers["Content-Type"]]["schema"]
            OAS31Validator({**schema, "components": document["components"]}).validate(response.json())
        else:
            assert response.content == b""
        return response

    return ask
