"""What a view asks of a request: names of parameters, of a form's boxes, of headers. Heard while it answers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

import pytest
from django.http import QueryDict
from django.http.request import HttpHeaders


@dataclass
class Asked:
    names: set[str] = field(default_factory=set)
    headers: set[str] = field(default_factory=set)


@contextmanager
def listening() -> Iterator[Asked]:
    """For as long, whoever looks into a query, a form or the headers is heard."""
    heard = Asked()

    def overheard(kind: type, method: str, into: set[str]) -> None:
        real = getattr(kind, method)

        def spoken(self: Any, name: str, *rest: Any, **more: Any) -> Any:
            into.add(str(name))
            return real(self, name, *rest, **more)

        patch.setattr(kind, method, spoken)

    with pytest.MonkeyPatch.context() as patch:
        for method in ("__getitem__", "__contains__", "get", "getlist"):
            overheard(QueryDict, method, heard.names)
        overheard(HttpHeaders, "__getitem__", heard.headers)
        overheard(HttpHeaders, "get", heard.headers)
        yield heard


class Forms(HTMLParser):
    """Every form of a page as a browser would send it, with the first of each choice taken: by where it goes."""

    def __init__(self, page: str, here: str) -> None:
        super().__init__()
        self.found: dict[str, dict[str, str]] = {}
        self.here, self.form, self.select, self.area = here, {}, "", ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        said = {name: value or "" for name, value in attrs}
        name, value = said.get("name", ""), said.get("value", "")
        if tag == "form":
            self.form = self.found.setdefault(said.get("action") or self.here, {})
        elif tag == "select":
            self.select = name
        elif tag == "option" and self.select and ((value and self.select not in self.form) or "selected" in said):
            self.form[self.select] = value
        elif tag == "textarea":
            self.area = self.form[name] = name and "Words of their own"
            self.area = name
        elif tag == "input" and name and not (said.get("type") in ("radio", "checkbox") and name in self.form and "checked" not in said):
            self.form[name] = value or ("Words of their own" if said.get("type", "text") == "text" else "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.form = {}
        elif tag == "select":
            self.select = ""
