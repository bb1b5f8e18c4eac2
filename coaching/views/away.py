"""An advisor is away, and back again: said by whoever leads the team, for the waiting to stop and for nothing else."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import SignedIn, theirs
from accounts.models import Absence, Advisor
from coaching.away import Away
from coaching.forms.away import AwayForm, as_said
from config.htmx import changed, invalid, page_or_fragment
from config.ui import away_until

FILES = ("advisors/away.html", "advisors/_away_form.html")


def _one(request: SignedIn, pk: int) -> tuple[Advisor, Absence | None]:
    """The advisor, and the days away they are in or that come next."""
    advisor: Advisor = theirs(request, Advisor.objects.visible_to(request.user).select_related("team"), pk=pk)
    known = Absence.objects.visible_to(request.user).filter(advisor=advisor)
    return advisor, Away.among(known, timezone.now()).ahead(advisor)


@require_http_methods(["GET", "HEAD", "POST"])
def away(request: SignedIn, pk: int) -> HttpResponse:
    advisor, known = _one(request, pk)
    today = advisor.team.today()
    form = AwayForm(today, request.POST) if request.method == "POST" else AwayForm(today, initial=as_said(known, today))
    context = {"advisor": advisor, "away": known, "away_form": form, "today": today}
    if request.method != "POST":
        return page_or_fragment(request, *FILES, context)
    if not form.is_valid():
        return invalid(request, *FILES, context)
    absence = Absence.say(advisor, by=request.user, **form.cleaned_data)
    messages.success(request, f"{advisor.known_as}\n{away_until(absence, today)}")
    return changed(request, reverse("advisor", args=[pk]))


@require_POST
def back(request: SignedIn, pk: int) -> HttpResponse:
    """Here again from today on. Nobody away: nothing to change, and no harm."""
    advisor, known = _one(request, pk)
    if known:
        known.back(advisor.team.today())
        messages.success(request, _("%(name)s is here") % {"name": advisor.known_as})
    return changed(request, reverse("advisor", args=[pk]))
