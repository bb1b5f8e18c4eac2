"""What got in the way: the leader's own list of things to clear."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import SignedIn, team_leaders, theirs
from coaching.forms.barrier import ClearForm
from coaching.models import Barrier
from config.htmx import asked_by_htmx, changed, invalid, page_or_fragment
from config.pages import page

OPEN, CLEARED = 30, 10  # on a page
LIST = "in_the_way/in_the_way.html"


@require_safe
@team_leaders
def in_the_way(request: SignedIn) -> HttpResponse:
    if asked_by_htmx(request):
        return page_or_fragment(request, LIST, "in_the_way/_cleared.html", {"page": _cleared(request)})
    return page_or_fragment(request, LIST, "in_the_way/_cleared.html", _lists(request))


def _cleared(request: SignedIn) -> Any:
    rows = Barrier.objects.visible_to(request.user).cleared().order_by("-cleared_at", "-pk").for_list().select_related("cleared_by")
    return page(request, rows, CLEARED, asks="cleared", path=reverse("in-the-way"))


def _lists(request: SignedIn) -> dict[str, Any]:
    rows = Barrier.objects.visible_to(request.user).open()
    return {
        "count": rows.count(),
        "open": page(request, rows.longest_first().for_list(), OPEN, path=reverse("in-the-way")),
        "page": _cleared(request),
    }


@require_POST
def clear(request: SignedIn, pk: int) -> HttpResponse:
    barrier = theirs(request, Barrier.objects.visible_to(request.user).for_list(), pk=pk)
    form = ClearForm(request.POST)
    if not form.is_valid():
        context = {"barrier": barrier, "form": form, "refused": barrier.pk}
        return invalid(request, LIST, "in_the_way/_barrier.html", context if asked_by_htmx(request) else {**_lists(request), **context})
    barrier.clear(by=request.user, what_was_done=form.cleaned_data["what_was_done"])
    messages.success(request, _("Cleared\nNow tell %(name)s") % {"name": barrier.advisor.known_as})
    return changed(request, reverse("in-the-way"))


@require_POST
def put_back(request: SignedIn, pk: int) -> HttpResponse:
    barrier = theirs(request, Barrier.objects.visible_to(request.user).select_related("advisor"), pk=pk)
    barrier.put_back()
    messages.success(request, _("Back on the list"))
    return changed(request, reverse("in-the-way"))
