"""Print the index of docs/fidelity.md, or write it there with `--write`.

The index is made of the headings of the pages in docs/fidelity, which name the operations.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from pinpoint_mock.wiring import OPERATIONS

DOCS = Path(__file__).resolve().parent.parent / "docs"
PAGE = DOCS / "fidelity.md"
SECTION = re.compile(r"(?<=<!-- index -->\n).*?(?=<!-- /index -->)", re.DOTALL)


def fidelity_index() -> str:
    """Return the index in Markdown: each operation in alphabetical order, with a link to its section."""
    sections = sections_of_operations()
    if missing := OPERATIONS.keys() - sections.keys():
        raise ValueError(f"no heading in docs/fidelity names {', '.join(sorted(missing))}")
    rows = (f"| {name} | {sections[name]} |" for name in sorted(OPERATIONS))
    return "\n".join(["| Operation | Described in |", "|---|---|", *rows, ""])


def sections_of_operations() -> dict[str, str]:
    """Return a link to the section of each word in a heading. The operations are among these words."""
    sections = {}
    for page in sorted((DOCS / "fidelity").glob("*.md")):
        headings = re.findall(r"^#+ (.*)$", page.read_text("utf-8"), re.MULTILINE)
        for heading in headings[1:]:
            anchor = re.sub(r"[^\w\- ]", "", heading).strip().lower().replace(" ", "-")  # as GitHub makes it
            link = f"[{headings[0]}](fidelity/{page.name}#{anchor})"
            sections |= dict.fromkeys(re.findall(r"\w+", heading), link)
    return sections


if __name__ == "__main__":
    if sys.argv[1:] == ["--write"]:
        PAGE.write_text(SECTION.sub(fidelity_index(), PAGE.read_text("utf-8")), "utf-8")
    else:
        print(fidelity_index(), end="")
