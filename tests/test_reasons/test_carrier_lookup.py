"""Test the reason for which CarrierLookup refuses a number."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.mark.refusal(
    "ValidationException",
    "INVALID_PARAMETER",
    by="CarrierLookup",
    when="the number has fewer than 2 digits, or more than 19",
    source="our choice",
)
@pytest.mark.parametrize("number", ["+(1)", "+12345678901234567890"])
def test_invalid_parameter_of_a_lookup(is_refused: Any, number: str) -> None:
    is_refused("phoneNumber", PhoneNumber=number)
