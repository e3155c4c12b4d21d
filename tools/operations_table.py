"""Print the table of mocked operations, or write it into docs/reference/operations.md with `--write`.

The table depends only on the package, not on the installed botocore.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from pathlib import Path

from pinpoint_mock.wiring import OPERATIONS

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
    "versions": "Registration versions",
    "field_values": "Registration field values",
    "attachments": "Registration attachments",
    "associations": "Registration associations",
    "definitions": "Registration definitions",
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
"""The modules in the order of the table, with their headings. A module's operations are in the order of the code."""

PAGE = Path(__file__).resolve().parent.parent / "docs" / "reference" / "operations.md"
SECTION = re.compile(r"(?<=<!-- operations -->\n).*?(?=<!-- /operations -->)", re.DOTALL)


def operations_table() -> str:
    """The table, in Markdown."""
    names = defaultdict(list)
    for operation in OPERATIONS.values():
        names[operation.function.__module__.rpartition(".")[2]].append(operation.name)
    if names.keys() != FAMILIES.keys():
        raise ValueError(f"FAMILIES should have {', '.join(sorted(names))}, in an order that suits the reader")
    rows = (f"| {heading} | {', '.join(names[module])} |" for module, heading in FAMILIES.items())
    return "\n".join([f"| Family | Mocked operations ({len(OPERATIONS)}) |", "|---|---|", *rows, ""])


if __name__ == "__main__":
    if sys.argv[1:] == ["--write"]:
        PAGE.write_text(SECTION.sub(operations_table(), PAGE.read_text("utf-8")), "utf-8")
    else:
        print(operations_table(), end="")
