"""A page's form as a browser would send it back."""

from __future__ import annotations

import html
from html.parser import HTMLParser
from typing import Any

from django.urls import reverse


class _Reader(HTMLParser):
    def __init__(self, marker: str) -> None:
        super().__init__()
        self.marker, self.inside, self.area = marker, False, ""
        self.fields: dict[str, Any] = {}

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        said = dict(attrs)
        if tag == "form":
            self.inside = self.marker in (said.get("class") or "")
        elif self.inside and tag == "input" and said.get("name"):
            self.fields[said["name"]] = said.get("value") or ""
        elif self.inside and tag == "textarea":
            self.area = said["name"]
            self.fields[self.area] = ""

    def handle_data(self, data: str) -> None:
        if self.area:
            self.fields[self.area] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self.fields[self.area] = self.fields[self.area].removeprefix("\n")
            self.area = ""
        elif tag == "form":
            self.inside = False


def filled_in(page: Any, **changes: str) -> dict[str, str]:
    """What the page's own form holds, with those boxes typed over."""
    reader = _Reader("panel-form")
    reader.feed(page.content.decode())
    return {**reader.fields, **changes}


def url(row, page: str = "change") -> str:
    return reverse(f"admin:cards_{row._meta.model_name}_{page}", args=[row.pk])


def list_of(model) -> str:
    return reverse(f"admin:cards_{model._meta.model_name}_changelist")


def text(response) -> str:
    return html.unescape(response.content.decode())
