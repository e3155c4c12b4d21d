"""Say which kind of resource an id, an ARN, a phone number or a name stands for, by its form alone.

Kinds have the names of the model's ResourceType. Whether the resource exists is for the store to say; what is wrong
with a reference is for each operation to say.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from attrs import frozen

ID_PREFIXES: Mapping[str, str] = {
    "notify-configuration": "notify",
    "phone-number": "phone",
    "pool": "pool",
    "protect-configuration": "protect",
    "rcs-agent": "rcs",
    "registration": "registration",
    "registration-attachment": "attachment",
    "verified-destination-number": "vdn",
}
"""What comes before the first dash of an id, by the kind of resource: `pool-` and 32 hex digits."""

_KINDS = {prefix: kind for kind, prefix in ID_PREFIXES.items()}
_ARN = re.compile(r"arn:[^/]*:([a-z-]+)/.")


@frozen
class Reference:
    """What a request gives to name a resource, and what its form says."""

    given: str
    kind: str | None
    """The kind of an id, an ARN or an E.164 number; None for a bare name, and for an ARN without a kind."""
    is_arn: bool = False
    is_phone_number: bool = False
    """Whether it is a phone number in E.164, with or without its plus."""


@lru_cache(maxsize=1000)
def parse_reference(given: str) -> Reference:
    """Return what the form of an id, an ARN, an E.164 number or a name says."""
    if given.startswith("arn:"):
        arn = _ARN.match(given)
        return Reference(given, None if arn is None else arn[1], is_arn=True)
    if given.removeprefix("+").isdigit():
        return Reference(given, "phone-number", is_phone_number=True)
    prefix, dash, _ = given.partition("-")
    return Reference(given, _KINDS.get(prefix) if dash else None)
