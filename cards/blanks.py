"""Words in curly brackets wherever a text is shown: what the organisation put there, or the words as still to be filled in."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

from django import template
from django.http import HttpRequest, HttpResponse
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from cards.models import Placeholder
from cards.models.placeholder import key_of

register = template.Library()
BLANK = re.compile(r"\{([^{}]*)\}")
# What this request has looked up. Never longer than a request: another worker may have changed it since.
_looked_up: ContextVar[dict[str, dict[str, str]] | None] = ContextVar("blanks", default=None)


class OneLookup:
    """Middleware: the placeholders are asked for once a request at most, by the first text that has any."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token = _looked_up.set({})
        try:
            return self.get_response(request)
        finally:
            _looked_up.reset(token)


def known() -> dict[str, str]:
    """What has been filled in, by its words. Outside a request it is asked for anew each time."""
    memory = _looked_up.get()
    if memory is None:
        return Placeholder.objects.values_by_words()
    if "values" not in memory:
        memory["values"] = Placeholder.objects.values_by_words()
    return memory["values"]


def filled(said: Any) -> Any:
    """A text, a list or a mapping of them, with what is known filled in; what is not keeps its curly brackets."""
    if isinstance(said, str):
        return BLANK.sub(lambda found: known().get(key_of(found[1]), found[0]), said)
    if isinstance(said, dict):
        return {name: filled(value) for name, value in said.items()}
    return [filled(value) for value in said] if isinstance(said, list | tuple) else said


@register.filter
def blanks(text: str) -> SafeString:
    """With what is known filled in; what is not is shown as such, so that nobody reads it out."""
    pieces: list[SafeString] = []
    end = 0
    for found in BLANK.finditer(text):
        pieces += [conditional_escape(text[end : found.start()]), _blank(found[1])]
        end = found.end()
    return format_html_join("", "{}", ((piece,) for piece in [*pieces, conditional_escape(text[end:])]))


def _blank(words: str) -> SafeString:
    value = known().get(key_of(words))
    if value is not None:
        return conditional_escape(value)
    return format_html('<mark class="blank"><span class="sr">{} </span>{}</mark>', _("to be filled in:"), words)
