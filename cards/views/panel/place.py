"""A card's place in the deck, and a new card: the place is seen at once, the words are a draft."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.db.models import Max
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import SignedIn
from accounts.panel import panel
from cards.models import Card
from cards.panel.findings import about_places
from cards.panel.place import NewCardForm, PlaceForm
from cards.views.panel.publishing import done
from cards.views.panel.wording import around, one

PAGE, NEW = "admin/cards/card/place.html", "admin/cards/card/new.html"


@transaction.atomic
def place(request: SignedIn, object_id: int) -> HttpResponse:
    """Locked while it is written, so that of two who save at once the second is told."""
    card = one(object_id)
    if request.method != "POST":
        return render(request, PAGE, {**around(request, card), "form": PlaceForm(instance=card), "places": about_places()})
    Card.objects.select_for_update().order_by().get(pk=card.pk)
    form = PlaceForm(request.POST, instance=one(object_id))
    if not form.is_valid():
        return render(request, PAGE, {**around(request, card), "form": form, "places": about_places()}, status=422)
    form.keep(request.user)
    messages.success(request, _("Saved\nLeaders find it there now"))
    return redirect("admin:cards_card_place", object_id)


def new(request: SignedIn) -> HttpResponse:
    """A place in the deck; then its words."""
    if request.method != "POST":
        last = Card.objects.aggregate(last=Max("number"))["last"] or 0
        return _new(request, NewCardForm(initial={"number": last + 1}))
    form = NewCardForm(request.POST)
    if not form.is_valid():
        return _new(request, form, status=422)
    card = form.begin(request.user)
    messages.success(request, _("The card is there\nNow write its words: leaders see them when you publish"))
    return redirect("admin:cards_card_change", card.pk)


@require_POST
def take_over(request: SignedIn, object_id: int) -> HttpResponse:
    """Into the deck, in the place of the card that has it, which is retired."""
    card = one(object_id)
    return done(request, object_id, _("In the deck\nThe card before it is retired"), lambda: card.take_over(request.user))


def _new(request: SignedIn, form: NewCardForm, status: int = 200) -> HttpResponse:
    return render(request, NEW, {**panel.each_context(request), "form": form, "title": _("New card")}, status=status)
