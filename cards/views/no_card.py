"""Moments with no card: phones say which searches came to nothing, designers read which."""

from __future__ import annotations

import datetime as dt

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.access import designers
from cards.models import NoCard
from config.pages import page

WEEKS = 12
A_PAGE = 50


@require_POST
def looked_for(request: HttpRequest) -> HttpResponse:
    """Nothing of the request but the words is kept, and the answer does not say whether they were."""
    NoCard.count(request.POST.get("words", ""))
    return HttpResponse(status=204)


@require_safe
@designers
def no_card(request: HttpRequest) -> HttpResponse:
    today = timezone.now().date()
    rows = NoCard.objects.since(today - dt.timedelta(weeks=WEEKS - 1, days=today.weekday())).by_words()
    return render(request, "cards/no_card.html", {"page": page(request, rows, A_PAGE), "weeks": WEEKS})
