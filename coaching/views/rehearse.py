"""Practice with a made-up team: a place beside the real one, not a switch. Nothing that is typed here is kept anywhere."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_safe

from cards.blanks import filled
from cards.models import Card, Edition
from coaching.models import ComeBack, Step
from coaching.rehearsal import TEAM, RehearsalForm, hand, sheet
from config.htmx import invalid


@require_safe
def rehearse(request: HttpRequest) -> HttpResponse:
    """Who is in the team, and what was just heard."""
    return render(request, "rehearse/rehearse.html", {"team": TEAM, "heard": hand()})


@require_safe
def card(request: HttpRequest, slug: str) -> HttpResponse:
    """A real card: what it says is the programme's, and nobody counts that it was opened here."""
    return render(request, "rehearse/card.html", {"card": _card(slug), "rehearsal": True})


@require_http_methods(["GET", "HEAD", "POST"])
def log(request: HttpRequest, slug: str) -> HttpResponse:
    """The sheet as it is. Without JavaScript what was typed comes here, is looked at, answered and forgotten."""
    card = _card(slug)
    choices = {"steps": Step, "come_backs": ComeBack}
    if request.method != "POST":
        return render(request, "rehearse/log.html", {**choices, **sheet(RehearsalForm(card, initial=_filled_in(card)))})
    form = RehearsalForm(card, request.POST)
    if not form.is_valid():
        return invalid(request, "rehearse/log.html", "rehearse/_log.html", {**choices, **sheet(form)})
    return render(request, "rehearse/done.html", {"card": card, "who": form.who()})


def _card(slug: str) -> Card:
    return get_object_or_404(Card.objects.in_play(), slug=slug)


def _filled_in(card: Card) -> dict[str, str]:
    says: Edition | None = card.current
    assert says is not None
    return {"next_step": "" if card.care_first else filled(says.try_this), "come_back": says.check_back_when}
