"""Requests, objections and complaints about data: made by anybody, kept and answered by HR."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import SignedIn, hr_people
from accounts.models import Rate
from accounts.own_record import advisor_of
from coaching.forms.data_request import RequestForm, WordsForm, WrittenForm
from coaching.models import DataRequest, Dispute, Session
from config.pages import page

LIST, ONE, ASK = "people/requests.html", "people/request.html", "privacy/ask.html"
SIZE = 20  # on a page
WORDS = {"extend": 200, "answer": 2000, "settle": 200}


@require_http_methods(["GET", "HEAD", "POST"])
@login_not_required
def ask(request: HttpRequest) -> HttpResponse:
    """For anybody, leavers among them (P13). Nothing is told of who is known here."""
    if not request.user.is_authenticated:
        request.advisor = advisor_of(request)  # type: ignore[attr-defined]
    person = getattr(request, "advisor", None)
    known = {"name": person.name, "number": person.employee_number, "reach": person.email} if person else {}
    if request.method != "POST":
        return render(request, ASK, {"form": RequestForm(initial=known)})
    form = RequestForm(request.POST, advisor=person)
    if not form.is_valid():
        return render(request, ASK, {"form": form}, status=422)
    if Rate.over("data requests", settings.REQUESTS_A_MINUTE) is not None:
        form.add_error(None, _("Many people write just now. Nothing was sent; please try again in a minute."))
        return render(request, ASK, {"form": form}, status=429)
    return render(request, "privacy/arrived.html", {"made": form.save()})


@require_http_methods(["GET", "HEAD", "POST"])
@hr_people
def requests(request: SignedIn) -> HttpResponse:
    """Open ones first. POST writes down what came as a letter or a call."""
    form = WrittenForm(request.POST) if request.method == "POST" else WrittenForm()
    if request.method == "POST" and form.is_valid():
        return redirect("people-request", form.save().pk)
    rows = DataRequest.objects.visible_to(request.user).open_first()
    context = {"form": form, "requests": page(request, rows, SIZE)}
    return render(request, LIST, context, status=422 if form.errors else 200)


@require_safe
@hr_people
def one(request: SignedIn, data_request: int) -> HttpResponse:
    return render(request, ONE, _context(_kept(request, data_request)))


@require_POST
@hr_people
def act(request: SignedIn, data_request: int, act: str) -> HttpResponse:
    """One thing HR does about it; words where it takes words."""
    kept, words = _kept(request, data_request), ""
    if act in WORDS:
        form = _words(act, request.POST)
        if not form.is_valid():
            return render(request, ONE, {**_context(kept), f"{act}_form": form}, status=422)
        words = form.cleaned_data["words"]
    match act:
        case "told":
            kept.tell(request.user)
        case "pause":
            kept.pause()
        case "go-on":
            kept.go_on()
        case "extend":
            kept.extend(words)
        case "freeze" if kept.advisor:
            Dispute.begin(Session.objects.with_advisor(kept.advisor), str(kept.get_kind_display()), by=request.user, request=kept)
        case "settle":
            for dispute in kept.disputes.open():
                dispute.settle(request.user, words)
        case "answer":
            kept.reply(request.user, words)
        case _:
            raise Http404
    messages.success(request, _("Kept"))
    return redirect(reverse("people-request", args=[kept.pk]))


def _kept(request: SignedIn, pk: int) -> DataRequest:
    rows = DataRequest.objects.visible_to(request.user).select_related("advisor", "told_by", "answered_by")
    return get_object_or_404(rows, pk=pk)


def _context(kept: DataRequest) -> dict[str, Any]:
    return {"one": kept, "in_dispute": kept.disputes.open().count(), **{f"{act}_form": _words(act) for act in WORDS}}


def _words(act: str, said: Any = None) -> WordsForm:
    return WordsForm(WORDS[act], said, auto_id=f"id_{act}_%s")
