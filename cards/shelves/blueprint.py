"""Mindsets, skills and kinds of moment, in the panel: what they are called and what they mean. None is added or taken away here."""

from __future__ import annotations

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from accounts.panel import panel
from cards.models import Kind, Mindset, Skill
from cards.shelves.in_order import OrderedShelf
from cards.shelves.shelf import Shelf


@admin.register(Mindset, site=panel)
class Mindsets(Shelf):
    says = _("Three ways of looking at a moment")
    icon, order, may_add = "cards", 40, False
    list_display = ("name", "means")
    fields = ("name", "means", "in_the_way", "sounds_like", "blocked_by")


@admin.register(Skill, site=panel)
class Skills(Shelf):
    says = _("What an advisor does, and what you hear when they do")
    icon, order, may_add = "team", 41, False
    list_display = ("number", "name", "means")
    list_display_links = ("name",)
    fields = ("name", "means", "good", "not_yet")


@admin.register(Kind, site=panel)
class Kinds(OrderedShelf):
    says = _("The leaders' way into the deck, in the order of Today")
    icon, order, may_add = "today", 30, False
    fields = ("name", "means")
