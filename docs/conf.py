"""The documentation site: `make docs`."""

from __future__ import annotations

import re
from importlib.metadata import version as version_of
from types import GenericAlias
from typing import Any

import pinpoint_mock

SOURCE = "https://github.com/pinpoint-mock/pinpoint-mock"

project = "pinpoint-mock"
author = "the pinpoint-mock contributors"
copyright = f"2026, {author}"  # noqa: A001 - Sphinx wants the name
version = release = version_of(project)

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx_copybutton"]
myst_heading_anchors = 4  # anchors as GitHub makes them
smartquotes = False  # what is quoted is often a value

autodoc_member_order = "bysource"
autodoc_typehints_format = "short"
add_module_names = False
toc_object_entries_show_parents = "hide"
python_use_unqualified_type_names = True
# What stands between single backticks in a docstring is linked where it is a name of ours, and is code anyway.
default_role = "py:obj"
# Nor is it a slip where a type variable isn't documented, or another package's name, whose index would be fetched.
nitpick_ignore_regex = [("py:obj", ".*"), ("py:.*", r"(?!pinpoint_mock).*|.*\.(Listener|V|T)")]

html_theme = "furo"
pygments_dark_style = "github-dark"
html_title = f"pinpoint-mock {version}"
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_theme_options = {"source_repository": SOURCE, "source_branch": "main", "source_directory": "docs/"}


def setup(app: Any) -> None:
    show_real_modules()
    app.connect("source-read", link_what_is_outside)
    app.connect("missing-reference", find_by_public_name)


def show_real_modules() -> None:
    """Let each public class name the module that defines it, in which autodoc finds its members' docstrings."""
    for name, home in pinpoint_mock._HOMES.items():
        public = getattr(pinpoint_mock, name)
        if isinstance(public, type) and not isinstance(public, GenericAlias):  # in Python 3.10 an alias is a type, too
            public.__module__ = f"pinpoint_mock.{home}"


def link_what_is_outside(_app: Any, docname: str, source: list[str]) -> None:
    """Links out of docs/, right as they stand in a clone and on GitHub, lead to a page of the site or to GitHub."""
    out = "../" * (docname.count("/") + 1)
    text = source[0].replace(f"]({out}CONTRIBUTING.md", f"]({out[3:]}contributing.md")
    text = text.replace(f"]({out}CHANGELOG.md", f"]({out[3:]}changelog.md")
    source[0] = re.sub(rf"\]\({re.escape(out)}(?!\.)", f"]({SOURCE}/blob/main/", text)


def find_by_public_name(app: Any, env: Any, node: Any, contnode: Any) -> Any:
    """A class is documented where users import it from, which isn't where it is."""
    name = node.get("reftarget", "").rpartition(".")[2]
    if name in pinpoint_mock.__all__:
        domain = env.get_domain("py")
        return domain.resolve_xref(env, node["refdoc"], app.builder, "obj", f"pinpoint_mock.{name}", node, contnode)
    return None
