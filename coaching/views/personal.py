"""HR and one advisor's data: what is held, handing it over, keeping it for a while, erasing a leaver."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import SignedIn, hr_people
from accounts.models import Absence, Advisor, Role
from accounts.post import send_link
from accounts.proof import recently_proved, typed
from coaching.forms.personal import EraseForm, HoldForm, PackForm, SearchForm
from coaching.looking import looked
from coaching.models import DataPack, Dispute, Export, Hold, Opening, Redaction, Session
from coaching.personal import retention
from coaching.personal.archive import hand_over
from coaching.personal.erasing import OnHold, erase, preview
from coaching.personal.held import leaders_of
from config.htmx import changed, invalid, page_or_fragment
from config.pages import Page, page

PEOPLE, CHATS, LINES = 20, 10, 20  # on a page
PAGE = ("people/data/advisor.html", "people/data/_chats.html")
ERASE = "people/data/erase.html"
OPEN = Prefetch("disputes", Dispute.objects.open().select_related("by"), to_attr="open_disputes")


@require_safe
@hr_people
def search(request: SignedIn) -> HttpResponse:
    """By name or employee number: whose data it is about."""
    form = SearchForm(request.GET)
    asked = form.cleaned_data["q"].strip() if form.is_valid() else ""
    rows = Advisor.objects.visible_to(request.user).filter(Q(name__icontains=asked) | Q(employee_number__iexact=asked))
    found: Page[Advisor] = page(request, rows.select_related("team__site").by_name(), PEOPLE)
    return page_or_fragment(request, "people/data/search.html", "people/data/_people.html", {"form": form, "asked": asked, "page": found})


@require_safe
@hr_people
def advisor(request: SignedIn, pk: int) -> HttpResponse:
    """All but what was written: HR reads no notes. That they looked is noted, which is why this GET writes (docs/decisions/0020)."""
    person = _one(request, pk)
    looked(person, request.user, Opening.What.DATA)
    return page_or_fragment(request, *PAGE, about(request, person))


def _one(request: SignedIn, pk: int) -> Advisor:
    return get_object_or_404(Advisor.objects.visible_to(request.user).select_related("team__site"), pk=pk)


def about(request: SignedIn, person: Advisor) -> dict[str, Any]:
    """What HR's page of one advisor shows, for a form on it that is refused as well."""
    user, at = request.user, timezone.now()
    chats = Session.objects.visible_to(user).with_advisor(person).latest_first().for_list().prefetch_related("check_backs", OPEN)
    found: Page[Session] = page(request, chats, CHATS, path=reverse("people-advisor", args=[person.pk]))
    due = retention.Retention(at.date())
    return {
        "advisor": person, "today": person.team.today(at), "page": found, "due": due,
        "left": person.left_at is not None and person.left_at <= at,
        "may_note": user.has_role(Role.Name.EXPORT_NOTES),
        "reachable": Advisor.objects.of_address(person.email) == person,
        "memberships": person.memberships.select_related("team__site"),
        "leaders": leaders_of(person).select_related("leader", "team")[:LINES],
        "absences": Absence.objects.visible_to(user).filter(advisor=person).order_by("-first_day")[:LINES],
        "openings": Opening.objects.visible_to(user).filter(advisor=person).by_reader()[:LINES],
        "packs": DataPack.objects.visible_to(user).filter(advisor=person).latest_first().select_related("made_by")[:LINES],
        "exports": Export.objects.visible_to(user).filter(advisors=person).latest_first().select_related("made_by")[:LINES],
        "holds": Hold.objects.visible_to(user).filter(advisor=person).in_force().select_related("owner"),
        "words_out": Redaction.objects.standing().filter(advisor=person).count(),
        "pack_form": PackForm(typed(request)), "hold_form": HoldForm(),
    }  # fmt: skip


@require_POST
@hr_people
@recently_proved("people-advisor", "pk")
def pack(request: SignedIn, pk: int) -> HttpResponse:
    """The whole record, notes among it: only with the right to export notes. Without it, the advisor takes it from their own page."""
    person, form = _one(request, pk), PackForm(request.POST)
    if not request.user.has_role(Role.Name.EXPORT_NOTES):
        raise PermissionDenied(_("Notes are in it, and that needs a right of its own. Send them the link to their own page instead."))
    if not form.is_valid():
        return invalid(request, PAGE[0], PAGE[0], {**about(request, person), "pack_form": form})
    return packed(*hand_over(person, request.user, form.cleaned_data["purpose"]))


def packed(record: DataPack, content: bytes) -> HttpResponse:
    answer = HttpResponse(content, content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="floorwalk-record-{record.made_at:%Y-%m-%d}.zip"'
    return answer


@require_POST
@hr_people
def link(request: SignedIn, pk: int) -> HttpResponse:
    """To their own page, where the whole record is theirs to take: it goes to their work e-mail, and no HR person sees a note."""
    person = _one(request, pk)
    if Advisor.objects.of_address(person.email) != person:
        messages.error(request, _("No link sent\nThey have no work e-mail here that is theirs alone"))
    else:
        send_link(request, person)
        messages.success(request, _("A link is on its way to %(name)s\nIt opens once, within half an hour") % {"name": person.known_as})
    return changed(request, reverse("people-advisor", args=[pk]))


@require_POST
@hr_people
def hold(request: SignedIn, pk: int) -> HttpResponse:
    person, form = _one(request, pk), HoldForm(request.POST)
    if not form.is_valid():
        return invalid(request, PAGE[0], PAGE[0], {**about(request, person), "hold_form": form})
    Hold.objects.get_or_create(advisor=person, owner=request.user, ended_at=None, **form.cleaned_data)
    messages.success(request, _("On hold\nNothing of this record goes until that day is over"))
    return changed(request, reverse("people-advisor", args=[pk]))


@require_POST
@hr_people
def end_hold(request: SignedIn, pk: int) -> HttpResponse:
    row = get_object_or_404(Hold.objects.visible_to(request.user), pk=pk)
    row.end(by=request.user)
    messages.success(request, _("No longer on hold"))
    return changed(request, reverse("people-advisor", args=[row.advisor_id]))


@require_http_methods(["GET", "HEAD", "POST"])
@hr_people
@recently_proved("people-advisor-erase", "pk")
def erase_advisor(request: SignedIn, pk: int) -> HttpResponse:
    """What will go is shown first; the number is typed to confirm it."""
    person = _one(request, pk)
    form = EraseForm(person, request.POST if request.method == "POST" else typed(request))
    held = Hold.objects.in_force().filter(advisor=person).order_by("-last_day").first()
    exports = Export.objects.visible_to(request.user).filter(advisors=person).latest_first().select_related("made_by")[:LINES]
    context = {"advisor": person, "form": form, "hold": held, "counts": preview(person), "exports": exports}
    if request.method != "POST":
        return render(request, ERASE, context)
    if not form.is_valid() or held:
        return render(request, ERASE, context, status=422)
    try:
        erase(person, request.user, form.cleaned_data["reason"])
    except OnHold:
        return changed(request, reverse("people-advisor-erase", args=[pk]))
    messages.success(request, _("Erased\nWhat was counted stays; nothing says whose it was"))
    return changed(request, reverse("people-data"))
