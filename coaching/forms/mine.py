"""What an advisor says of their own record."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cards.models import Skill

MOST = 140


class OwnWordsForm(forms.Form):
    """Empty takes them away again."""

    own_words = forms.CharField(
        label=_("In your own words"), max_length=MOST, required=False,
        error_messages={"max_length": _("That is %(show_value)s characters. There is room for %(limit_value)s.")},
    )  # fmt: skip


class AskForm(forms.Form):
    skill: Any = forms.ModelChoiceField(
        Skill.objects.none(), label=_("What would you like to work on?"), empty_label=_("Choose one"),
        error_messages={"required": _("Choose what it is."), "invalid_choice": _("Choose one from the list.")},
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["skill"].queryset = Skill.objects.in_use().order_by("number")  # type: ignore[attr-defined]
        self.fields["skill"].label_from_instance = lambda skill: skill.name  # type: ignore[attr-defined]
