"""Mindsets, skills and kinds of moment, in the panel: what they are called and what they mean.

Kinds come and go. A new skill takes the rank of a retired one; the three mindsets stay three: they are the suits of the deck.
"""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.panel import panel
from cards.models import Kind, Mindset, Skill
from cards.shelves.in_order import OrderedShelf
from cards.shelves.retirable import RetirableShelf
from cards.shelves.shelf import Shelf


@admin.register(Mindset, site=panel)
class Mindsets(Shelf):
    says = _("Three ways of looking at a moment")
    icon, order, may_add = "cards", 40, False
    list_display = ("name", "means")
    fields = ("name", "means", "in_the_way", "sounds_like", "blocked_by")


@admin.register(Skill, site=panel)
class Skills(RetirableShelf):
    says = _("What an advisor does, and what you hear when they do")
    icon, order = "team", 41
    list_display = ("rank", "name", "means")
    list_display_links = ("name",)
    fields = ("name", "means", "good", "not_yet")

    @admin.display(description=_("rank"))
    def rank(self, row: Skill) -> str:
        return gettext("Retired") if row.retired_at else str(row.number)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Where a rank is free."""
        return super().has_add_permission(request) and Skill.free_rank() is not None


@admin.register(Kind, site=panel)
class Kinds(OrderedShelf):
    says = _("The leaders' way into the deck, in the order of Today")
    icon, order = "today", 30
    fields = ("name", "means")
