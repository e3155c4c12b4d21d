"""Read from an id, an ARN, a phone number or a name which kind of resource it refers to.

Kinds have the names of the model's ResourceType. Only the form is read: whether the resource exists is found out in the
store, and each operation decides which references it refuses.
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
"""The first part of the ids of a kind of resource. After it an id has a dash and, as a rule, 32 hex digits."""

_KINDS = {prefix: kind for kind, prefix in ID_PREFIXES.items()}
_ARN = re.compile(r"arn:[^/]*:([a-z-]+)/.")


@frozen
class Reference:
    """How a request names a resource, and what the form of the name says."""

    given: str
    kind: str | None
    """The kind of an id, an ARN or a phone number; None for another name, and for an ARN that has no kind."""
    is_arn: bool = False
    is_phone_number: bool = False
    """Whether it is a short code, or a phone number in E.164, with or without its plus."""


@lru_cache(maxsize=1000)
def parse_reference(given: str) -> Reference:
    """Return the reference that an id, an ARN, a phone number or a name is."""
    if given.startswith("arn:"):
        arn = _ARN.match(given)
        return Reference(given, None if arn is None else arn[1], is_arn=True)
    if given.removeprefix("+").isdigit():
        return Reference(given, "phone-number", is_phone_number=True)
    prefix, dash, _ = given.partition("-")
    return Reference(given, _KINDS.get(prefix) if dash else None)
