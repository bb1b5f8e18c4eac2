"""The managers' toolkit: nine things leaders do."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cards.models import Practice, Story
from cards.views.choice import Choice


@require_safe
def toolkit(request: HttpRequest) -> HttpResponse:
    return render(request, "toolkit/toolkit.html", {"story": Story.objects.current(), "practices": Practice.objects.in_use()})


@require_safe
def practice(request: HttpRequest, slug: str) -> HttpResponse:
    """One of the nine, between the one before and the one after."""
    practices = list(Practice.objects.in_use())
    at = next((at for at, practice in enumerate(practices) if practice.slug == slug), None)
    if at is None:
        raise Http404
    here, after = practices[at], practices[at + 1 : at + 2]
    around = {"before": practices[at - 1] if at else None, "after": after[0] if after else None, "of": len(practices)}
    return render(request, "toolkit/practice.html", {"practice": here, "cards": here.cards.in_play(), "choice": Choice(), **around})
