"""What the designers' panel holds of the library."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.dateformat import format as format_date
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

import cards.shelves  # noqa: F401 - all that is not a card registers there
from accounts.panel import DesignersOnly, panel
from cards.models import Card, CardQuerySet
from cards.views.panel import place, publishing, trying, wording
from config.ui import idx


@admin.register(Card, site=panel)
class Cards(DesignersOnly):
    """All of them, in deck order. A card's words and its place have pages of their own."""

    says = gettext_lazy("Write, check, try on a phone, publish, retire")
    icon, order, may_add = "cards", 10, False
    list_display = ("number", "suit", "called", "state")
    list_display_links = ("called",)
    search_fields = ("slug", "current__title", "current__heard", "current__moment", "current__open_with", "editions__title")
    search_help_text = gettext_lazy("A word of the card")
    change_list_template = "admin/cards/card/list.html"

    def get_queryset(self, request: HttpRequest) -> CardQuerySet:
        return Card.objects.for_panel()

    @admin.display(description=gettext_lazy("place"))
    def suit(self, card: Card) -> SafeString:
        return idx(card)

    @admin.display(description=gettext_lazy("title"))
    def called(self, card: Card) -> str:
        return card.title

    @admin.display(description=gettext_lazy("state"))
    def state(self, card: Any) -> SafeString:
        return format_html('<span class="pill{}">{}</span>', "" if state_of(card) == _("Published") else " pill--now", state_of(card))

    def get_urls(self) -> list[URLPattern]:
        """The list is the admin's; the pages about one card are ours."""
        lists = [page for page in super().get_urls() if page.name == "cards_card_changelist"]
        new = path("new/", self.page(place.new), name="cards_card_new")
        return [
            *lists,
            new,
            *(path(f"<int:object_id>/{route}/", self.page(view), name=f"cards_card_{name}") for route, name, view in PAGES),
        ]

    def page(self, view: Callable[..., HttpResponse]) -> Callable[..., Any]:
        return panel.for_roles(view, self.roles)

    def get_change_url(self, card: Card) -> str:
        return reverse("admin:cards_card_change", args=[card.pk])


PAGES: tuple[tuple[str, str, Callable[..., HttpResponse]], ...] = (
    ("change", "change", wording.wording),
    ("check", "check", wording.check),
    ("place", "place", place.place),
    ("difference", "difference", trying.difference),
    ("phone", "phone", trying.phone),
    ("preview", "preview", trying.preview),
    ("history", "history", publishing.history),
    ("publish", "publish", publishing.publish),
    ("plan", "plan", publishing.plan),
    ("call-off", "call_off", publishing.call_off),
    ("throw-away", "throw_away", publishing.throw_away),
    ("undo", "undo", publishing.undo),
    ("again", "again", publishing.again),
    ("retire", "retire", publishing.retire),
    ("bring-back", "bring_back", publishing.bring_back),
    ("take-over", "take_over", place.take_over),
)


def state_of(card: Any) -> str:
    """In two or three words: what leaders see of it, and what waits."""
    if card.retired_at:
        return _("Retired") if card.current_id else _("Beside the deck")
    if card.planned_at:
        return _("Planned for %(when)s") % {"when": format_date(localtime(card.planned_at), "j M, H:i")}
    if card.draft_number:
        return _("Draft waiting") if card.current_id else _("Draft, never published")
    return _("Published") if card.current_id else _("No words yet")
