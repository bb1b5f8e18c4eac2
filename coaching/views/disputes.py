"""An entry is put in dispute, by HR or by the advisor it is about, and settled by HR."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import SignedIn, hr_people
from accounts.own_record import OwnRecord, own_record
from coaching.forms.dispute import DisputeForm
from coaching.models import DataRequest, Dispute, Session
from coaching.views import mine, personal
from config.htmx import changed, invalid


@require_POST
@hr_people
def begin(request: SignedIn, pk: uuid.UUID) -> HttpResponse:
    row, form = _one(request, pk), DisputeForm("because", request.POST)
    if not form.is_valid():
        return _refused(request, row, form)
    Dispute.begin([row], form.cleaned_data["words"], by=request.user)
    messages.success(request, _("In dispute\nNobody changes it, and it counts nowhere, until it is settled"))
    return _back(request, row)


@require_POST
@hr_people
def settle(request: SignedIn, pk: uuid.UUID) -> HttpResponse:
    row, form = _one(request, pk), DisputeForm("outcome", request.POST)
    if not form.is_valid():
        return _refused(request, row, form)
    for dispute in Dispute.objects.visible_to(request.user).open().filter(session=row):
        dispute.settle(request.user, form.cleaned_data["words"])
    messages.success(request, _("Settled\nIt counts again, as it stands now"))
    return _back(request, row)


@require_POST
@own_record
def mine_begin(request: OwnRecord, pk: uuid.UUID) -> HttpResponse:
    """The advisor says that an entry is not right. HR finds it among the requests, with its clock."""
    row = get_object_or_404(Session.objects.visible_to(request.advisor).for_list(), pk=pk)
    form = DisputeForm("because", request.POST)
    if not form.is_valid():
        context = {"refused_dispute": row.pk, "dispute_form": form, "session": row}
        return invalid(request, "mine/mine.html", "mine/_entry.html", {**mine.whole(request, timezone.now()), **context})
    with transaction.atomic():
        if row.disputed_at is None and row.withdrawn_at is None:
            Dispute.begin([row], form.cleaned_data["words"], request=_asked(row, form.cleaned_data["words"]))
    messages.success(request, _("In dispute\nNobody changes it, and it counts nowhere, until HR has settled it with you"))
    return changed(request, f"{reverse('mine')}#e-{row.pk}")


def _asked(row: Session, words: str) -> DataRequest:
    person = row.advisor
    about = _("About the chat of %(day)s, %(card)s: %(words)s") % {"day": row.held_on, "card": row.edition.title, "words": words}
    who = {"name": person.name, "number": person.employee_number, "reach": person.email or _("Through their leader")}
    return DataRequest.objects.create(kind=DataRequest.Kind.CORRECTION, advisor=person, words=about, **who)


def _one(request: SignedIn, pk: uuid.UUID) -> Session:
    return get_object_or_404(Session.objects.visible_to(request.user).select_related("advisor__team__site"), pk=pk)


def _refused(request: SignedIn, row: Session, form: DisputeForm) -> HttpResponse:
    context = {**personal.about(request, row.advisor), "refused_dispute": row.pk, "dispute_form": form}
    return invalid(request, personal.PAGE[0], personal.PAGE[0], context)


def _back(request: SignedIn, row: Session) -> HttpResponse:
    return changed(request, reverse("people-advisor", args=[row.advisor_id]) + f"#e-{row.pk}")
