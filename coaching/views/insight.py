"""Card insight, for those who write the cards: how each is used and what came of it. Totals only, of nobody in particular."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import designers
from cards.models import Card, Edition
from cards.panel.difference import differences
from coaching import totals
from coaching.card_use import uses
from coaching.forms.trial import EndForm, TrialForm
from coaching.insight import ORDERS, SPANS, Line, Span, Use, in_order, together
from coaching.models import Counted
from coaching.trial_use import result

PAGE = "insight/card.html"


@require_safe
@designers
def insight(request: HttpRequest) -> HttpResponse:
    """Every card in play, and those retired since that were still used."""
    span, counted_at = _span(request)
    found = uses(span)
    cards = Card.objects.for_page().filter(current__isnull=False).order_by("number")
    lines = [Line(card, together(use for (pk, _edition), use in found.items() if pk == card.pk)) for card in cards]
    order = request.GET.get("sort", "")
    context = {
        "lines": in_order((line for line in lines if line.use.any or not line.card.retired_at), order),
        "unused": [line.card for line in lines if not line.use.any and not line.card.retired_at],
        "unlogged": [line.card for line in lines if line.use.opened and not line.use.logged and not line.card.retired_at],
        "total": together(line.use for line in lines),
        "order": order if order in ORDERS else "deck",
        "counted_at": counted_at,
        **_spans(span),
    }
    return render(request, "insight/insight.html", context)


@require_safe
@designers
def card(request: HttpRequest, slug: str) -> HttpResponse:
    """One card, each of its wordings with what changed in it, and the trial of two of them, if any."""
    card = get_object_or_404(Card.objects.for_page().filter(current__isnull=False), slug=slug)
    return render(request, PAGE, about(request, card))


def about(request: HttpRequest, card: Card, start: TrialForm | None = None, end: EndForm | None = None) -> dict[str, Any]:
    """All that a card's page shows; the forms as they were refused, where they were."""
    (span, counted_at), at = _span(request), timezone.now()
    found = {edition: use for (_card, edition), use in uses(span, card).items()}
    editions = list(card.editions.filter(published_at__isnull=False).order_by("number"))
    trial = card.trials.select_related("first", "second").order_by("-starts_at", "-pk").first()
    tried = {trial.first_id, trial.second_id} if trial and not trial.ended_at and not trial.ran(at) else set()
    use = together(found.values())
    return {
        "card": card, "use": use, "said": _said(use), "editions": _wordings(editions, found, tried),
        "trial": trial and result(trial, at), "start": start or TrialForm(card),
        "end": end or EndForm(), "counted_at": counted_at, **_spans(span),
    }  # fmt: skip


def _wordings(editions: list[Edition], found: dict[int, Use], tried: set[int]) -> list[dict[str, Any]]:
    """The newest first, each with what it says otherwise than the one before it. Of those being tried nothing is said before the end."""
    before = [None, *editions[:-1]]
    rows = []
    for then, now in zip(before, editions, strict=True):
        use, hidden = found.get(now.pk, Use()), now.pk in tried
        said = [] if hidden else _said(use)
        rows.append({"edition": now, "use": use, "said": said, "hidden": hidden, "changes": differences(then, now) if then else []})
    return rows[::-1]


def _said(use: Use) -> list[str]:
    """What came of it in words, each share with its count and range; nothing where it may not be shown."""
    shares = (
        (use.came_back, _("were come back to")),
        (use.helped, _("said it helped")),
        (use.in_the_way, _("said something got in the way")),
    )
    return [totals.share(share.some, share.of, what, _) for share, what in shares if share]


def _span(request: HttpRequest) -> tuple[Span, datetime | None]:
    """Up to the last week that was over when it was counted, and when that was."""
    counted_at: datetime | None = Counted.objects.aggregate(at=Max("at"))["at"]
    return Span.asked(request.GET.get("weeks", ""), (counted_at or timezone.now()).date()), counted_at


def _spans(span: Span) -> dict[str, Any]:
    return {"span": span, "spans": SPANS}
