"""What a page is made of, for tests: headings in order, links, ids, landmarks."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}


@dataclass
class Link:
    href: str
    attrs: dict[str, str]
    name: str = ""


@dataclass
class Outline(HTMLParser):
    links: list[Link] = field(default_factory=list)
    headings: list[int] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    open_tags: list[str] = field(default_factory=list)
    mistakes: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag, attrs) -> None:
        has = {name: value or "" for name, value in attrs}
        self.tags.append(tag)
        if "id" in has:
            self.ids.append(has["id"])
        if tag in {"h1", "h2", "h3", "h4"}:
            self.headings.append(int(tag[1]))
        if tag == "a":
            self.links.append(Link(has.get("href", ""), has, has.get("aria-label", "")))
        self.mistakes += [f"inline {name}" for name in has if name == "style" or name.startswith("on")]
        if tag not in VOID:
            self.open_tags.append(tag)

    def handle_startendtag(self, tag, attrs) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag) -> None:
        if tag in VOID:
            return
        if not self.open_tags or self.open_tags[-1] != tag:
            self.mistakes.append(f"</{tag}> closes {self.open_tags[-1:]}")
        else:
            self.open_tags.pop()

    def handle_data(self, data) -> None:
        if "a" in self.open_tags:
            self.links[-1].name += data


def outside_templates(html: str) -> str:
    """What is there before any script: a template is inert."""
    return re.sub(r"<template\b.*?</template>", "", html, flags=re.DOTALL)


def outline(response) -> Outline:
    page = Outline()
    page.feed(outside_templates(response.content.decode()))
    return page


def check(response) -> Outline:
    """One h1, no level skipped, ids once, every link named and leading somewhere, nothing inline, tags closed."""
    page = outline(response)
    assert page.mistakes == []
    assert page.open_tags == []
    assert page.headings.count(1) == 1
    assert page.headings[0] == 1
    assert all(below <= above + 1 for above, below in zip(page.headings, page.headings[1:], strict=False)), page.headings
    assert page.tags.count("main") == 1
    assert sorted(page.ids) == sorted(set(page.ids))
    for link in page.links:
        assert link.name.strip(), link
        assert link.href.startswith("/") or link.href[1:] in page.ids, link
        assert link.attrs.get("data-hx-get", link.href) == link.href
    return page
