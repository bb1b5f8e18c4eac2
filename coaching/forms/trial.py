"""Which second wording is tried and for how long; and what came of it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cards.models import Card, Edition

WEEKS = (4, 8, 12, 26)


class WordingField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return str(_("Edition %(number)s: %(words)s") % {"number": obj.number, "words": obj.open_with})


class TrialForm(forms.Form):
    second: Any = WordingField(
        Edition.objects.none(), label=_("The second wording"), empty_label=None, error_messages={"required": _("Choose a second wording.")}
    )
    weeks = forms.TypedChoiceField(
        label=_("For how long"), choices=[(weeks, _("%(n)s weeks") % {"n": weeks}) for weeks in WEEKS], coerce=int, initial=8
    )

    def __init__(self, card: Card, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["second"].queryset = self.others = card.editions.kept().exclude(pk=card.current_id or 0).order_by("-number")  # type: ignore[attr-defined]


class EndForm(forms.Form):
    note = forms.CharField(
        label=_("What came of it, and what you make of it"), max_length=280,
        error_messages={"required": _("Say what came of it: whoever tries the next wording will want to know.")},
    )  # fmt: skip
