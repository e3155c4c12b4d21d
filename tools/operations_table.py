"""The table of mocked operations in docs/reference/operations.md: printed, or written into it with `--write`.

It is made of the registry alone, and so comes out the same whatever botocore is installed.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from pathlib import Path

import pinpoint_mock.resources  # noqa: F401 - importing the rooms registers their operations
from pinpoint_mock.operation import OPERATIONS

FAMILIES = {
    "messages": "Messages",
    "phone_numbers": "Phone numbers",
    "sender_ids": "Sender IDs",
    "pools": "Pools",
    "rcs_agents": "RCS agents",
    "rcs_messages": "RCS messages",
    "keywords": "Keywords",
    "opt_out_lists": "Opt-out lists",
    "configuration_sets": "Configuration sets",
    "event_destinations": "Event destinations",
    "protect_configurations": "Protect configurations",
    "protect_rules": "Protect rules",
    "verified_destination_numbers": "Verified destination numbers",
    "verification_codes": "Verification codes",
    "registrations": "Registrations",
    "registration_versions": "Registration versions",
    "registration_field_values": "Registration field values",
    "registration_attachments": "Registration attachments",
    "registration_associations": "Registration associations",
    "registration_definitions": "Registration definitions",
    "spend_limits": "Spend limits",
    "notify_configurations": "Notify configurations",
    "notify_templates": "Notify templates",
    "notify_countries": "Notify countries",
    "notify_messages": "Notify messages",
    "carrier_lookup": "Carrier lookup",
    "account": "Account",
    "resource_policies": "Resource policies",
    "tags": "Tags",
}
"""The rooms in the order of the table, by their headings; within a room, operations are in the order of its code."""

PAGE = Path(__file__).resolve().parent.parent / "docs" / "reference" / "operations.md"
SECTION = re.compile(r"(?<=<!-- operations -->\n).*?(?=<!-- /operations -->)", re.DOTALL)


def operations_table() -> str:
    """The table, in Markdown."""
    names = defaultdict(list)
    for operation in OPERATIONS.values():
        names[operation.function.__module__.rpartition(".")[2]].append(operation.name)
    if names.keys() != FAMILIES.keys():
        raise ValueError(f"FAMILIES should have {', '.join(sorted(names))}, in an order that suits the reader")
    rows = (f"| {heading} | {', '.join(names[room])} |" for room, heading in FAMILIES.items())
    return "\n".join([f"| Family | Mocked operations ({len(OPERATIONS)}) |", "|---|---|", *rows, ""])


if __name__ == "__main__":
    if sys.argv[1:] == ["--write"]:
        PAGE.write_text(SECTION.sub(operations_table(), PAGE.read_text("utf-8")), "utf-8")
    else:
        print(operations_table(), end="")
