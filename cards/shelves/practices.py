"""What leaders do, in the panel: nine practices, and more or others."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from accounts.panel import panel
from cards.deck.rubric import check_practice
from cards.deck.stored import practice_text
from cards.models import Practice
from cards.panel.findings import Judgement, weighed
from cards.shelves.checked import CheckedShelf
from cards.shelves.groups import Groups
from cards.shelves.in_order import OrderedShelf
from cards.shelves.shelf import Written
from config.lines import Lines

A_LINE = 160  # characters of one line of a list: what fits three lines of a phone
THINGS = 3


class PracticeForm(Written):
    three_small_things = Groups(
        label=_("three small things for this week"), parts={"when": (_("When"), 60), "do": (_("Do"), 160)}, places=THINGS, required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, Lines):
                field.longest = A_LINE


@admin.register(Practice, site=panel)
class Practices(CheckedShelf, OrderedShelf):
    """Leaders see what is saved here at once: practices have no drafts."""

    says = _("The nine things leaders do: words, order, safe lines")
    icon, order = "toolkit", 20
    form = PracticeForm
    fieldsets = (
        (None, {"fields": ("name", "one_line", "what_it_is"), "description": _("Leaders see what you save here at once.")}),
        (_("For this week"), {"fields": ("three_small_things", "say_it", "reflective_question")}),
        (_("In practice"), {"fields": ("on_the_floor", "gets_in_the_way", "safe_lines")}),
    )

    def judged(self, row: Practice) -> Judgement:
        text = practice_text(row)
        return weighed(Practice, text, check_practice(text))
