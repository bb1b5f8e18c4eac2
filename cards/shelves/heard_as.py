"""How leaders put the moment of a card, in the panel: what the search knows it by."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.panel import panel
from cards.models import Card, HeardAs
from cards.models.heard_as import LONGEST
from cards.shelves.shelf import Shelf, Written
from config.lines import Lines


class HeardAsForm(Written):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        phrases: Any = self.fields["phrases"]
        assert isinstance(phrases, Lines)
        phrases.longest, phrases.help_text = LONGEST, gettext_lazy("One a line, as a leader would type it. The search learns them at once.")
        if "card" in self.fields:
            without: Any = self.fields["card"]
            without.queryset, without.required = Card.objects.for_page().filter(heard_as=None), True


@admin.register(HeardAs, site=panel)
class Phrases(Shelf):
    """A card's own, and the four beside the cards: no moment, harm, what only sounds like it, and its signs."""

    says = gettext_lazy("How leaders put a moment: what the search finds a card by")
    icon, order = "search", 50
    form = HeardAsForm
    list_display = ("of", "how_many")
    search_fields = ("card__slug", "card__current__title", "phrases")
    search_help_text = gettext_lazy("A word of a card or of a phrase")

    def get_queryset(self, request: HttpRequest) -> QuerySet[HeardAs]:
        return HeardAs.objects.select_related("card__current").order_by("about", "card__number")

    def get_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("phrases", "seen") if obj else ("card", "phrases", "seen")

    @admin.display(description=gettext_lazy("about"))
    def of(self, row: HeardAs) -> str:
        return f"{row.card.number} {row.card.title}" if row.card else str(row.get_about_display())

    @admin.display(description=gettext_lazy("phrases"))
    def how_many(self, row: HeardAs) -> str:
        return _("%(n)s phrases") % {"n": len(row.phrases)}
