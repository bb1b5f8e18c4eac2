"""What was let go by rule, run by run, for HR; and what would go now, counted without letting go."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts.access import SignedIn, hr_people
from coaching.models import RetentionRun
from coaching.personal import retention
from config.htmx import changed
from config.pages import page

RUNS = 20  # on a page
# As `Retention.rules` names them, in the words of the page.
WHAT = {
    "words of chats": gettext_lazy("words of chats"),
    "words not taken in": gettext_lazy("words not taken in"),
    "whose chats and steps": gettext_lazy("whose chats and steps"),
    "days away": gettext_lazy("days away"),
    "asks": gettext_lazy("asks"),
    "one-time links": gettext_lazy("one-time links"),
    "who looked": gettext_lazy("who looked"),
    "records handed over": gettext_lazy("records handed over"),
    "requests answered": gettext_lazy("requests answered"),
    "who was in an export": gettext_lazy("who was in an export"),
}


@require_safe
@hr_people
def runs(request: SignedIn) -> HttpResponse:
    """Dry and real ones, the latest first."""
    rows = RetentionRun.objects.visible_to(request.user).latest_first().select_related("by")
    found = page(request, rows, RUNS, path=reverse("people-retention"))
    for run in found.rows:
        run.said = [(n, WHAT.get(what, what)) for what, n in run.went.items() if n]
    return render(request, "people/retention.html", {"runs": found})


@require_POST
@hr_people
def count(request: SignedIn) -> HttpResponse:
    """A dry run: nothing goes, and that somebody asked is on record."""
    n = sum(retention.dry_run(request.user).went.values())
    messages.success(request, _("Counted\n%(what)s") % {"what": ngettext("%(n)s row would go", "%(n)s rows would go", n) % {"n": n}})
    return changed(request, reverse("people-retention"))
