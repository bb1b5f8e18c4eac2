"""One card's words: the draft beside what is published, the rubric's checks, and what somebody else wrote meanwhile."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import SignedIn
from accounts.panel import panel
from cards.models import Card, Clash, Edition
from cards.panel.findings import judge
from cards.panel.form import WhenForm, WordingForm

PAGE = "admin/cards/card/wording.html"


def wording(request: SignedIn, object_id: int) -> HttpResponse:
    """The draft, or before there is one the published words to begin it with."""
    card = one(object_id)
    if request.method == "POST":
        return keep(request, card)
    return render(request, PAGE, page(request, card, WordingForm(instance=card.draft or card.current, card=card)))


def keep(request: SignedIn, card: Card) -> HttpResponse:
    """Keep the draft, and publish it where that is asked and nothing stops it."""
    form = WordingForm(request.POST, card=card)
    if not form.is_valid():
        return render(request, PAGE, page(request, card, form), status=422)
    try:
        draft = Edition.write(card, form.words, request.user, form.cleaned_data["seen"])
    except Clash as clash:
        form.beside(clash.theirs)
        return render(request, PAGE, page(request, card, form), status=422)
    if draft is None:
        messages.info(request, _("Nothing changed\nThese are the words leaders see"))
    elif "publish" not in request.POST:
        messages.success(request, _("Draft saved\nLeaders still see the words before"))
    elif judge(card, draft).stops:
        return render(request, PAGE, {**page(request, one(card.pk), WordingForm(instance=draft, card=card)), "stopped": True}, status=422)
    else:
        draft.publish(by=request.user)
        messages.success(request, _("Published\nPhones get it when they next have a signal"))
    return redirect("admin:cards_card_change", card.pk)


@require_POST
def check(request: SignedIn, object_id: int) -> HttpResponse:
    """What the rubric says to the words as they are typed; nothing is kept."""
    card = one(object_id)
    form = WordingForm(request.POST, card=card)
    return render(request, "admin/cards/card/_checks.html", {"judgement": judge(card, form.as_typed())})


def one(object_id: int) -> Card:
    return get_object_or_404(Card.objects.for_panel(), pk=object_id)


def page(request: SignedIn, card: Card, form: WordingForm) -> dict[str, Any]:
    draft = card.draft
    at = {"publish_at": draft.publish_at} if draft else None
    return {**around(request, card), "form": form, "draft": draft, "judgement": judge(card, form.as_typed()), "when": WhenForm(initial=at)}


def around(request: SignedIn, card: Card) -> dict[str, Any]:
    """What every page about one card shows."""
    if not panel.has_permission(request):
        raise PermissionDenied
    return {**panel.each_context(request), "card": card, "title": card.title}
