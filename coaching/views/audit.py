"""Who read, changed and took out what: HR reads it, and takes it out."""

from __future__ import annotations

from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_http_methods

from accounts.access import SignedIn, hr_people
from accounts.proof import recently_proved, typed
from coaching.audit.sources import CALLED
from coaching.audit.taking import take
from coaching.audit.trail import latest
from coaching.forms.audit import AuditForm
from coaching.models import AuditTaking

LINES, PAST = 50, 10  # on a page


@require_http_methods(["GET", "HEAD", "POST"])
@hr_people
@recently_proved(back="audit")
def audit(request: SignedIn) -> HttpResponseBase:
    """GET shows the latest lines, and earlier ones by their moment; POST hands over a file."""
    if request.method != "POST":
        return _page(request, AuditForm(typed(request)))
    form = AuditForm(request.POST)
    if not form.is_valid():
        return _page(request, form, 422)
    said = form.cleaned_data
    return take(request.user, said["purpose"], said["first"], said["last"], said["format"])


def _page(request: SignedIn, form: AuditForm, status: int = 200) -> HttpResponse:
    lines, before = latest(_before(request), LINES)
    shown = [(CALLED[line.did], line) for line in lines]
    past = AuditTaking.objects.visible_to(request.user).begun()[:PAST]
    earlier = request.GET.get("before")
    said = {"form": form, "lines": shown, "before": before and before.isoformat(), "earlier": earlier, "past": past}
    return render(request, "people/audit/audit.html", said, status=status)


def _before(request: HttpRequest) -> datetime:
    said = request.GET.get("before")
    if not said:
        return timezone.now()
    try:
        moment = parse_datetime(said)
    except ValueError:
        moment = None
    if moment is None or timezone.is_naive(moment) or not 2015 <= moment.year < 3000:
        raise Http404
    return moment
