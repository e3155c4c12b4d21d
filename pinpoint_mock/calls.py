"""Describe the calls that a mock has answered, with `AnsweredCall`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import frozen

from ._public import public


@public
@frozen
class AnsweredCall:
    """A call that was answered, with a result or with an error."""

    operation: str
    """The operation's name on the wire: "SendTextMessage"."""
    parameters: Mapping[str, Any]
    """The parameters as they were given, in the wire's names."""
    account_id: str
    """The account that the call was for, twelve digits."""
    region_name: str
    """The region that the call was for: "us-east-1"."""
    result: Mapping[str, Any] | None
    """The answer in the wire's names; None if there was an error."""
    error: BaseException | None
    """The model's error, or the exception given to `PinpointMock.fail`; None if there was no error."""
