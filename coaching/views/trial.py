"""A trial of two wordings is begun and closed on its card's page of insight."""

from __future__ import annotations

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.access import SignedIn, designers
from cards.models import Card, Trial
from coaching.forms.trial import EndForm, TrialForm
from coaching.views.insight import PAGE, about
from config.htmx import changed, invalid


@require_POST
@designers
def start(request: SignedIn, slug: str) -> HttpResponse:
    card = get_object_or_404(Card.objects.in_play(), slug=slug)
    form, at = TrialForm(card, request.POST), timezone.now()
    if form.is_valid():
        try:
            Trial.start(form.cleaned_data["second"], at + timedelta(weeks=form.cleaned_data["weeks"]), by=request.user, at=at)
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            return changed(request, reverse("insight-card", args=[slug]))
    return invalid(request, PAGE, PAGE, about(request, card, start=form))


@require_POST
@designers
def end(request: SignedIn, slug: str) -> HttpResponse:
    """Closed again by somebody else meanwhile, it stays as they closed it."""
    card = get_object_or_404(Card.objects.for_page().filter(current__isnull=False), slug=slug)
    form = EndForm(request.POST)
    trial = get_object_or_404(Trial, card=card, pk=_number(request.POST.get("trial", "")))
    if not form.is_valid():
        return invalid(request, PAGE, PAGE, about(request, card, end=form))
    trial.end(by=request.user, note=form.cleaned_data["note"])
    return changed(request, reverse("insight-card", args=[slug]))


def _number(digits: str) -> int:
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 10 else 0
