"""HR reads one advisor's record before it is handed over, and takes out words about somebody else."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import SignedIn, hr_people
from accounts.models import Advisor, Role
from accounts.proof import recently_proved
from coaching.forms.redaction import TakeOutForm
from coaching.looking import looked
from coaching.models import DataPack, Redaction
from coaching.personal.taken_out import TakenOut
from coaching.personal.texts import Text, texts
from config.htmx import changed
from config.pages import page

PAGE, SIZE, LINES = "people/data/words.html", 20, 50
READ_FOR = timedelta(days=1)  # after the file was made: what for was said then


@require_http_methods(["GET", "HEAD", "POST"])
@hr_people
@recently_proved("people-advisor", "pk")
def words(request: SignedIn, pk: int) -> HttpResponse:
    """Open for a day to whoever made the file, and so said what it is for. That they looked is noted (docs/decisions/0020)."""
    person = _whose(request, pk)
    made = (
        DataPack.objects.filter(advisor=person, made_by=request.user, made_at__gte=timezone.now() - READ_FOR).order_by("-made_at").first()
    )
    if made is None:
        messages.error(request, _("Make the file first\nWhat it is for is kept with your name; then its words can be read here"))
        return redirect("people-advisor", pk)
    looked(person, request.user)
    found = texts(person)
    chosen = _chosen(request, found)
    said = request.POST if request.method == "POST" else None
    form = TakeOutForm(person, chosen, said) if chosen else None
    if form and said is not None and form.is_valid():
        Redaction.take_out(person, request.user, form.cleaned_data["word"], form.cleaned_data["reason"])
        messages.success(request, _("Taken out\nWherever these words stand in the record. Make the file again to hand it over"))
        return changed(request, reverse("people-advisor-words", args=[pk]))
    return render(request, PAGE, _context(request, person, found, form, made), status=422 if form and form.errors else 200)


@require_POST
@hr_people
def put_back(request: SignedIn, redaction: int) -> HttpResponse:
    row = get_object_or_404(Redaction.objects.visible_to(request.user).select_related("advisor"), pk=redaction)
    row.put_back(request.user)
    messages.success(request, _("Put back\nThe words are in the record again"))
    return changed(request, reverse("people-advisor-words", args=[row.advisor_id]))


def _whose(request: SignedIn, pk: int) -> Advisor:
    person: Advisor = get_object_or_404(Advisor.objects.visible_to(request.user).select_related("team__site"), pk=pk)
    if not request.user.has_role(Role.Name.EXPORT_NOTES):
        raise PermissionDenied(_("Notes are in it, and that needs a right of its own."))
    return person


def _chosen(request: SignedIn, found: list[Text]) -> Text | None:
    """The text that the address asks for; what is posted must be about one."""
    asked = request.GET.get("text", "")
    one = next((text for text in found if text.key == asked), None)
    if request.method == "POST" and one is None:
        raise Http404
    return one


def _context(request: SignedIn, person: Advisor, found: list[Text], form: TakeOutForm | None, made: DataPack) -> dict[str, Any]:
    out = TakenOut.of(person)
    log = Redaction.objects.visible_to(request.user).filter(advisor=person).latest_first().select_related("by", "put_back_by")[:LINES]
    shown = page(request, found, SIZE)
    return {
        "advisor": person, "page": shown, "form": form, "made": made, "lines": [(text, out.said(text.words)) for text in shown.rows],
        "log": [(row, sum(TakenOut([row.taken_out]).stands_in(text.words) for text in found) if row.taken_out else 0) for row in log],
    }  # fmt: skip
