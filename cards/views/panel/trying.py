"""A draft beside the published words, and on a phone before anybody has it. Designers alone ever see either."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from accounts.access import SignedIn
from cards.models import Card, Edition
from cards.panel.difference import differences
from cards.panel.fullest import fullest
from cards.views.panel.wording import around, one
from config.framing import framed, frames

SIZES = {"usual": (390, 844), "small": (320, 568)}
SCHEMES = ("light", "dark")


@dataclass(frozen=True)
class Try:
    """How a wording is to be looked at, as the address says; nonsense is the usual."""

    size: str
    scheme: str
    words: str
    edition: str

    @classmethod
    def read(cls, asked: Any) -> Try:
        size, scheme = asked.get("size", ""), asked.get("scheme", "")
        words, edition = "full" if asked.get("words") == "full" else "", asked.get("edition", "")
        return cls(
            size if size in SIZES else "usual",
            scheme if scheme in SCHEMES else "light",
            words,
            edition if edition.isdecimal() and edition.isascii() and len(edition) < 5 else "",
        )

    @property
    def query(self) -> QueryDict:
        return QueryDict(urlencode({name: value for name, value in asdict(self).items() if value}))


@require_safe
def difference(request: SignedIn, object_id: int) -> HttpResponse:
    """The draft beside the words in use; before there are any, alone."""
    card = one(object_id)
    draft = card.draft
    found = differences(card.current, draft) if draft else []
    return render(request, "admin/cards/card/difference.html", {**around(request, card), "draft": draft, "differences": found})


@require_safe
@frames
def phone(request: SignedIn, object_id: int) -> HttpResponse:
    """Face and back in two frames, each as large as a phone."""
    card, asked = one(object_id), Try.read(request.GET)
    width, height = SIZES[asked.size]
    shown = {"asked": asked, "edition": wording(card, asked), "width": width, "height": height, "sizes": SIZES, "schemes": SCHEMES}
    return render(request, "admin/cards/card/phone.html", {**around(request, card), "draft": card.draft, **shown})


@require_safe
@framed
def preview(request: SignedIn, object_id: int) -> HttpResponse:
    """The card as a leader's phone shows it, with this wording. Framed by our own page and no other; without a script."""
    card, asked = one(object_id), Try.read(request.GET)
    said = wording(card, asked)
    card.current = fullest(said) if asked.words else said
    request.COOKIES = {**request.COOKIES, "theme": asked.scheme}  # where the page looks for light or dark
    return render(request, "admin/cards/card/preview.html", {"card": card, "back": request.GET.get("side") == "back"})


def wording(card: Card, asked: Try) -> Edition:
    """The one asked for, else the draft, else the one in use."""
    if asked.edition:
        return get_object_or_404(card.editions, number=int(asked.edition))
    if newest := card.draft or card.current:
        return newest
    raise Http404
