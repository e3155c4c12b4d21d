"""What is installed says of itself what the tree says."""

from __future__ import annotations

import re
from importlib.metadata import metadata
from pathlib import Path

from pinpoint_mock import __version__

ROOT = Path(__file__).resolve().parent.parent
HOME = "https://github.com/pinpoint-mock/pinpoint-mock"


def test_the_changelog_begins_with_this_version_and_links_every_one() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text("utf-8")
    unreleased, *released = re.findall(r"^## \[(.+?)\]", changelog, re.MULTILINE)
    assert (unreleased, released[0]) == ("Unreleased", __version__)
    assert re.findall(r"^## \[[\d.]+\] - \d{4}-\d\d-\d\d$", changelog, re.MULTILINE) != []
    assert re.findall(r"^\[(.+)\]: https:", changelog, re.MULTILINE) == [unreleased, *released]


def test_the_links_and_images_of_readme_lead_into_the_tree_of_this_version_from_pypi() -> None:
    links = re.findall(r"\]\((.*?)\)", str(metadata("pinpoint-mock").get_payload()))
    assert [link for link in links if not link.startswith("https://")] == []
    assert f"{HOME}/blob/v{__version__}/CONTRIBUTING.md" in links
