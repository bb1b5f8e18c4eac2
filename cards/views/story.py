"""The Compelling Story."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cards.models import Story


@require_safe
def story(request: HttpRequest) -> HttpResponse:
    return render(request, "story/story.html", {"story": Story.objects.current()})
