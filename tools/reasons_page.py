"""docs/reasons.md: checked, or written with `--write`.

It is made of the marks of the tests in tests/test_reasons, and so comes out the same whatever botocore is installed.
"""

from __future__ import annotations

import runpy
import sys
from collections.abc import Iterator
from pathlib import Path

from attrs import field, frozen

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "reasons.md"
TESTS = ROOT / "tests" / "test_reasons"

OF_SOME_NUMBERS = "Which numbers can isn't known, and changes; the mock accepts it."
NO_CONDITION = "No request is known to get it."

NOT_RAISED = {
    "ConflictException": {
        "The API has no operation that parts a registration from a resource.": "DISASSOCIATE_REGISTRATION_NOT_ALLOWED",
    },
    "ServiceQuotaExceededException": {},
    "ValidationException": {
        "When isn't known; what a draft says can always be taken back.": "REGISTRATION_FIELD_CANNOT_BE_DELETED",
        OF_SOME_NUMBERS: """
            INTERNATIONAL_SENDING_NOT_SUPPORTED TWO_WAY_NOT_SUPPORTED_IN_COUNTRY TWO_WAY_NOT_SUPPORTED_IN_REGION
        """,
        NO_CONDITION: "INVALID_REQUEST OTHER UNKNOWN_OPERATION UNSPECIFIED_PARAMETER_NOT_SUPPORTED",
        "An unfit file shows in an event, MEDIA_FILE_TYPE_UNSUPPORTED.": "MEDIA_TYPE_NOT_SUPPORTED",
        "For a role or topic that can't be used; the mock doesn't look.": "RESOURCE_NOT_ACCESSIBLE",
        "An older name of TWO_WAY_CHANNEL_NOT_PRESENT.": "TWO_WAY_TOPIC_NOT_PRESENT",
    },
}
"""The model's other reasons, by exception and by why no mocked operation raises them unasked."""

HEAD = """# Reasons

When a mocked operation raises which `Reason`. The code reads it at the top level of the error:

```python
import pytest
from botocore.exceptions import ClientError


def test_what_a_send_to_an_opted_out_number_raises(pinpoint_v2_client):
    pinpoint_v2_client.put_opted_out_number(OptOutListName="Default", OptedOutNumber="+33639980123")
    with pytest.raises(ClientError) as caught:
        pinpoint_v2_client.send_text_message(DestinationPhoneNumber="+33639980123", MessageBody="Hello")
    assert caught.value.response["Reason"] == "DESTINATION_PHONE_NUMBER_OPTED_OUT"
```

Each row is the heading of a test in `tests/test_reasons` that makes ordinary calls until it comes; the page is made of
the same rows. Their sources have the words of [fidelity.md](fidelity.md). With `fail`, an operation raises any reason
that the model has for it, whatever its condition.
"""


@frozen(kw_only=True)
class Row:
    """Why an operation, or several of them, refuses a call; and the test that has it refused."""

    exception: str
    reason: str
    by: tuple[str, ...] = field(converter=lambda by: (by,) if isinstance(by, str) else tuple(by))
    when: str
    source: str
    test: str


def rows() -> list[Row]:
    """One for each test, in the order of the page."""
    return sorted(_rows(), key=lambda row: (row.exception, row.reason, row.by))


def _rows() -> Iterator[Row]:
    for path in sorted(TESTS.glob("test_*.py")):
        for name, value in runpy.run_path(str(path)).items():
            for mark in getattr(value, "pytestmark", ()):
                if mark.name == "refusal":
                    exception, reason = mark.args
                    yield Row(exception=exception, reason=reason, test=name, **mark.kwargs)


def reasons_page() -> str:
    """The page, in Markdown."""
    sections = [HEAD]
    for exception in NOT_RAISED:
        sections.append(f"## {exception}\n\n| Reason | Operation | Condition | Source |\n|---|---|---|---|\n")
        sections[-1] += "".join(
            f"| `{row.reason}` | {', '.join(row.by)} | {_sentence(row.when)} | {row.source} |\n"
            for row in rows()
            if row.exception == exception
        )
    sections.append("## Not raised unasked\n\n| Exception | Reasons | Why not |\n|---|---|---|\n")
    sections[-1] += "".join(
        f"| {exception} | {', '.join(f'`{reason}`' for reason in reasons.split())} | {why} |\n"
        for exception, by_why in NOT_RAISED.items()
        for why, reasons in by_why.items()
    )
    return "\n".join(sections)


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}."


if __name__ == "__main__":
    if sys.argv[1:] == ["--write"]:
        PAGE.write_text(reasons_page(), "utf-8")
    elif PAGE.read_text("utf-8") != reasons_page():
        sys.exit(f"{PAGE} isn't what the tests say: write it anew with --write")
