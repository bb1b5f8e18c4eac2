"""Mindsets, skills and kinds of moment, in the panel: what they are called and what they mean.

Kinds come and go. A new skill takes the rank of a retired one; the three mindsets stay three: they are the suits of the deck.
"""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.panel import panel
from cards.models import Kind, Mindset, Skill
from cards.shelves.in_order import OrderedShelf
from cards.shelves.retirable import RetirableShelf
from cards.shelves.shelf import Shelf, Written


@admin.register(Mindset, site=panel)
class Mindsets(Shelf):
    says = _("Three ways of looking at a moment")
    icon, order, may_add = "cards", 40, False
    list_display = ("name", "means")
    fields = ("name", "means", "in_the_way", "sounds_like", "blocked_by")


class SkillForm(Written):
    def clean(self) -> dict[str, Any]:
        words = super().clean()
        if not self.instance.pk and Skill.free_rank() is None:
            self.add_error(None, gettext("The deck has nine skills. Retire one first: the new one takes its rank."))
        return words


@admin.register(Skill, site=panel)
class Skills(RetirableShelf):
    """In the order of their ranks, which are printed on paper: no list to be put in order (docs/decisions/0026)."""

    change_list_template = "admin/content/ranks.html"
    as_they_stand, sortable_by, ordering = True, (), ("number",)
    says = _("What an advisor does, and what you hear when they do")
    icon, order = "team", 41
    list_display = ("rank", "name", "means")
    list_display_links = ("name",)
    form = SkillForm
    ranks = _("The deck has nine ranks: a new skill takes a retired one's.")
    fieldsets = ((None, {"fields": ("name", "means", "good", "not_yet"), "description": ranks}),)

    @admin.display(description=_("rank"))
    def rank(self, row: Skill) -> str:
        return gettext("Retired") if row.retired_at else str(row.number)


@admin.register(Kind, site=panel)
class Kinds(OrderedShelf):
    says = _("The leaders' way into the deck, in the order of Today")
    icon, order = "today", 30
    fields = ("name", "means")
