"""The Compelling Story."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.own_record import signed_in_or_own_record
from cards.models import Story


@require_safe
@signed_in_or_own_record
def story(request: HttpRequest) -> HttpResponse:
    return render(request, "story/story.html", {"story": Story.objects.current()})
