"""docs/images/assertion.svg, which README shows: what pytest really says of a small test. Written with `--write`."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

from rich._export_format import CONSOLE_SVG_FORMAT
from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

ROOT = Path(__file__).resolve().parent.parent
PICTURE = ROOT / "docs" / "images" / "assertion.svg"

TEST = """\
import boto3


def send_code(phone, code):
    boto3.client("pinpoint-sms-voice-v2").send_text_message(
        DestinationPhoneNumber=phone,
        MessageBody=f"Your Acme code is {code}. It\u2019s good for ten minutes. Don\u2019t show it to anybody.",
    )


def test_the_code_reaches_the_phone(sms_outbox):
    send_code("+33639980123", "042137")
    assert "042137" in sms_outbox[0].message_body


def test_a_code_costs_one_part(sms_outbox):
    send_code("+33639980123", "042137")
    assert sms_outbox[0].message_parts == 1
"""
COMMAND = ("pytest", "-v", "test_codes.py")
WIDTH = 100

FONTS = "ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace"
FONT_FACE = re.compile(r"@font-face \{\{.*?\}\}\n", re.DOTALL)
FORMAT = FONT_FACE.sub("", CONSOLE_SVG_FORMAT).replace("Fira Code, monospace", FONTS)  # it fetches nothing

DARK, LIGHT = (13, 17, 23), (230, 237, 243)
RED, GREEN, YELLOW = (255, 123, 114), (86, 211, 100), (227, 179, 65)
BLUE, MAGENTA, CYAN = (121, 192, 255), (210, 168, 255), (86, 212, 221)
COLOURS = [(72, 79, 88), RED, GREEN, YELLOW, BLUE, MAGENTA, CYAN, LIGHT]
THEME = TerminalTheme(DARK, LIGHT, COLOURS, COLOURS)

MADE_WITH = f"<!-- pytest {version('pytest')}, rich {version('rich')} -->\n"
"""The words of another pytest may differ, and so may the drawing of another rich."""


def said() -> str:
    """What pytest prints in colours, but for the time that it took."""
    with TemporaryDirectory() as folder:
        Path(folder, COMMAND[-1]).write_text(TEST, "utf-8")
        # Where it takes the place for CI, pytest says more.
        kept = {name: value for name, value in os.environ.items() if name not in ("CI", "BUILD_NUMBER")}
        environment = {**kept, "COLUMNS": str(WIDTH), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
        environment["PYTHONPATH"] = os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
        options = ("-p", "pinpoint_mock.plugin", "-p", "no:cacheprovider", "--color=yes", "--no-header")
        done = subprocess.run(
            [sys.executable, "-m", *COMMAND, *options, "--rootdir=."],
            cwd=folder,
            env=environment,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )
    timeless = re.sub(r" in [\d.]+s(.*=)", lambda found: found[1] + "=" * len(" in 0.00s"), done.stdout)
    return re.sub(r"^.*collecting \.\.\. .*(?=collected)", "", timeless, flags=re.MULTILINE)  # a terminal overwrites it


def picture() -> str:
    """The terminal, in SVG."""
    console = Console(record=True, width=WIDTH, file=io.StringIO(), force_terminal=True, color_system="truecolor")
    console.print(Text.assemble(("$ ", "bold green"), (" ".join(COMMAND), "bold")))
    console.print(Text.from_ansi(said().rstrip()))
    drawn = console.export_svg(
        title="", theme=THEME, code_format=FORMAT, font_aspect_ratio=0.602, unique_id="assertion"
    )
    return drawn + MADE_WITH


if __name__ == "__main__":
    if sys.argv[1:] == ["--write"]:
        PICTURE.write_text(picture(), "utf-8")
    else:
        print(said(), end="")
