"""Pages that a phone keeps and fills by itself, with or without a signal. The server writes nobody into them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cards.models import Card, Kind
from coaching.forms.tale import TaleForm
from coaching.models import Barrier, CheckBack, ComeBack, Step
from coaching.views.stories import safe_lines
from config.middleware import for_nobody

CHOICES = {"steps": Step, "outcomes": CheckBack.Outcome, "kinds": Barrier.Kind, "come_backs": ComeBack, "blank": True}


@for_nobody
@require_safe
def today(request: HttpRequest) -> HttpResponse:
    """Every overheard line is in it: which few are shown is in the leader's own pack."""
    return render(request, "phone/today.html", {"heard": list(Card.objects.in_play()), "kinds": Kind.objects.in_use(), "blank": True})


@for_nobody
@require_safe
def check_back(request: HttpRequest) -> HttpResponse:
    return render(request, "phone/check_back.html", {**CHOICES, "deck": list(Card.objects.in_play())})


@for_nobody
@require_safe
def log(request: HttpRequest) -> HttpResponse:
    return render(request, "phone/log.html", {**CHOICES, "deck": list(Card.objects.in_play())})


@for_nobody
@require_safe
def story(request: HttpRequest) -> HttpResponse:
    """Whom it may be about is in the leader's own pack."""
    return render(request, "phone/story.html", {"form": TaleForm(None), "blank": True, **safe_lines()})


@for_nobody
@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    return render(request, "waiting/waiting.html", {"deck": list(Card.objects.in_play())})
