"""The Compelling Story: read, told aloud one step at a time, taken along on paper."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.own_record import signed_in_or_own_record
from cards.models import Story
from coaching.story_booklet import sides, sizes
from coaching.story_now import objectives
from coaching.story_steps import steps


@require_safe
@signed_in_or_own_record
def story(request: HttpRequest) -> HttpResponse:
    return render(request, "story/story.html", _told(request))


@require_safe
def tell(request: HttpRequest) -> HttpResponse:
    """For a huddle: large, and all of it on one page, so that no step waits for a signal."""
    told = _told(request)
    return render(request, "story/tell.html", {**told, "steps": steps(told["story"], told["objectives"]) if told["story"] else []})


@require_safe
def booklet(request: HttpRequest) -> HttpResponse:
    """One sheet to fold. Without figures: on paper they grow old."""
    story, flip = Story.objects.current(), "long" if request.GET.get("flip") == "long" else "short"
    about = {"sides": sides(flip), "size": sizes(story), "objectives": objectives(story, live=False)} if story else {}
    return render(request, "story/booklet.html", {"story": story, "flip": flip, **about})


def _told(request: HttpRequest) -> dict[str, Any]:
    """The story, and where its measures stand; not in a copy for a phone, where figures would grow old without saying so."""
    story = Story.objects.current()
    return {"story": story, "objectives": objectives(story, live=not getattr(request, "plain", False)) if story else []}
