"""Told my team: a leader writes down that their team heard the Compelling Story, and what it asked."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import SignedIn, team_leaders
from cards.models import Story, StoryTold
from cards.told_form import ToldForm
from config.htmx import changed, invalid, page_or_fragment

FILES = ("story/told.html", "story/_told_form.html")
LATEST = 12


@require_http_methods(["GET", "HEAD", "POST"])
@team_leaders
def told(request: SignedIn) -> HttpResponse:
    """The form, and the latest times they told it themselves."""
    story = Story.objects.current()
    form = ToldForm(request.user, request.POST if story and request.method == "POST" else None)
    times = StoryTold.objects.visible_to(request.user).filter(story=story).select_related("team").latest_first()[:LATEST]
    context = {"story": story, "form": form, "times": times}
    if request.method != "POST" or story is None:
        return page_or_fragment(request, *FILES, context)
    if not form.is_valid():
        return invalid(request, *FILES, context)
    told = StoryTold.tell(request.user, story, **form.cleaned_data)
    messages.success(request, _("%(team)s has heard it\nThank you for telling it.") % {"team": told.team})
    return changed(request, reverse("story-told"))
