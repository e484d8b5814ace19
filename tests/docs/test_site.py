"""The site: every page has its place, what is generated is up to date, and what must be true of the gallery is."""

from __future__ import annotations

import re
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest

from diffcheck import check
from diffcheck.shell.reference import MADE

from .pages import ROOT

LISTED = re.findall(r": ([\w/-]+\.md)$", (ROOT / "mkdocs.yml").read_text(encoding="utf-8"), re.MULTILINE)
BUILT = {"gallery.md", "contributing.md", "changelog.md"}
"""Pages that website/hooks.py adds."""
GALLERY = re.findall(r"^([\w-]+): (.+?) :: (.+)$", (ROOT / "website" / "gallery.txt").read_text(encoding="utf-8"), re.MULTILINE)


def test_every_page_has_one_place():
    written = {str(page.relative_to(ROOT / "docs")) for page in (ROOT / "docs").rglob("*.md")}
    assert len(LISTED) == len(set(LISTED))
    assert set(LISTED) == written | BUILT


@pytest.mark.parametrize("path", MADE, ids=str)
def test_what_is_generated_is_up_to_date(path: Path):
    kept = (ROOT / path).read_text(encoding="utf-8")
    assert MADE[path](kept) == kept, "make docs writes it anew"


def test_there_are_forty_functions():
    assert len(GALLERY) == len({formula for _, formula, _ in GALLERY}) == 40


@pytest.mark.parametrize(("label", "formula", "claims"), GALLERY, ids=[label for label, _, _ in GALLERY])
def test_what_must_be_true_of_a_function_is(label: str, formula: str, claims: str):
    report = check(formula, claim=[claims])
    assert report.status == "ok" and not report.notes
    assert [claim.because for claim in report.claims if claim.outcome != "holds"] == []


def test_bars_in_tables_are_shown_without_the_backslash_of_their_source():
    pytest.importorskip("mkdocs")
    spec = spec_from_file_location("hooks", ROOT / "website" / "hooks.py")
    assert spec is not None and spec.loader is not None
    hooks = sys.modules["hooks"] = module_from_spec(spec)
    spec.loader.exec_module(hooks)
    assert hooks.whole_bars(r"<td><code>--roots real\|principal</code></td>") == "<td><code>--roots real|principal</code></td>"
    for kept in (r"<code>a\|b</code>", r"<pre>\left\|x</pre>", "<td>|x|</td>"):
        assert hooks.whole_bars(kept) == kept
