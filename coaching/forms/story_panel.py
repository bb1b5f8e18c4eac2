"""What a designer writes about a permission story: other words, why it goes back, which week, which card."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cards.models import Card
from coaching.forms.tale import OneLine, PartsForm
from coaching.models import PermissionStory
from coaching.models.permission_story import monday

AHEAD = 9  # weeks that can be planned, this one included


class WordingForm(PartsForm):
    """`seen` says on which words it was written."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def again(self, seen: str) -> None:
        """Somebody has been at it meanwhile: what was typed stays, and the next save stands on what is there now."""
        self.data = {**{name: self.data.get(name, "") for name in self.fields}, "seen": seen}


class SendBackForm(forms.Form):
    words = OneLine(
        label=gettext_lazy("What do you ask of them?"), max_length=280,
        error_messages={
            "required": gettext_lazy("Say what they could do: it goes back with your words."),
            "max_length": gettext_lazy("That is %(show_value)s characters. There is room for %(limit_value)s."),
        },
    )  # fmt: skip
    seen = forms.CharField(widget=forms.HiddenInput, required=False)


class WeekForm(forms.Form):
    """This week or one to come; empty takes it off its week."""

    week = forms.TypedChoiceField(label=gettext_lazy("Story of the week"), coerce=date.fromisoformat, empty_value=None, required=False)

    def __init__(self, today: date, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        weeks = [monday(today) + timedelta(weeks=n) for n in range(AHEAD)]
        taken = dict(PermissionStory.objects.published().filter(week_of__in=weeks).values_list("week_of", "said"))
        self.fields["week"].choices = [("", _("Of no week")), *((f"{week:%Y-%m-%d}", _named(week, week in taken)) for week in weeks)]  # type: ignore[attr-defined]


def _named(week: date, taken: bool) -> str:
    words = _("from %(day)s, taken") if taken else _("from %(day)s")
    return words % {"day": date_format(week, "D j M")}


class CardForm(forms.Form):
    card: Any = forms.ModelChoiceField(
        Card.objects.none(), label=gettext_lazy("A draft of this card"), empty_label=None,
        error_messages={"required": gettext_lazy("Choose a card."), "invalid_choice": gettext_lazy("Choose a card.")},
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["card"].queryset = Card.objects.in_play()  # type: ignore[attr-defined]
        self.fields["card"].label_from_instance = lambda card: f"{card.number} {card.title}"  # type: ignore[attr-defined]
