"""A class is described in one stylesheet, and the pages of a floor walk fetch every stylesheet whose classes they use."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

from tests.architecture.source import ROOT

CSS, TEMPLATES = ROOT / "static" / "css", ROOT / "templates"
ALONE = re.compile(r"^  ((?:\.[\w-]+, )*\.[\w-]+) \{", re.MULTILINE)  # a rule for the class itself, not for it inside another
SELECTOR = re.compile(r"[^{};]+(?=\{)")
LEAVES_OUT = "{% block further %}{% endblock %}"


def sheets(*folders: str) -> list[Path]:
    return [sheet for folder in folders for sheet in sorted(CSS.glob(f"{folder}*.css"))]


def described(paths: list[Path]) -> set[str]:
    texts = (re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.DOTALL) for path in paths)
    return {name for text in texts for selector in SELECTOR.findall(text) for name in re.findall(r"\.([a-z][\w-]*)", selector)}


def used(template: Path) -> set[str]:
    words = (re.split(r"\{[%{].*?[%}]\}|\s+", value) for value in re.findall(r'class="([^"]*)"', template.read_text()))
    return {word for some in words for word in some if word}


def parts(page: Path) -> set[Path]:
    """The page, the fragments beside it, and whatever they are made of."""
    found, look = set(), [page, *page.parent.glob("_*.html")]
    while look:
        template = look.pop()
        if template not in found and template.exists():
            found.add(template)
            look += [TEMPLATES / name for name in re.findall(r'\{% (?:include|extends) "([^"]+)"', template.read_text())]
    return found


def test_a_class_is_described_in_one_file():
    said = defaultdict(set)
    for sheet in sheets("components/", "further/"):
        for names in ALONE.findall(sheet.read_text()):
            for name in names.split(", "):
                said[name].add(sheet.name)
    assert len(said) > 100
    assert not {name: sorted(those) for name, those in said.items() if len(those) > 1}


def test_a_page_without_the_further_stylesheet_uses_nothing_of_it():
    only_further = described(sheets("further/")) - described([*sheets("", "components/")])
    pages = [page for page in TEMPLATES.rglob("*.html") if LEAVES_OUT in page.read_text()]
    assert len(pages) >= 8
    assert not {
        str(page.relative_to(TEMPLATES)): sorted(missing)
        for page in pages
        if (missing := only_further & set().union(*(used(part) for part in parts(page))))
    }
