"""What HR says to take out the trail of who did what: which days, as what, what for."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.days import day_field
from coaching.models import AuditTaking

SHORTEST = 10  # characters: "Audit" says nothing
MONTH = timedelta(days=30)


class AuditForm(forms.Form):
    first = day_field(_("From"))
    last = day_field(_("Until"))
    format = forms.ChoiceField(label=_("As"), choices=AuditTaking.Format.choices, widget=forms.RadioSelect, initial=AuditTaking.Format.CSV)
    purpose = forms.CharField(label=_("What is it for?"), max_length=140, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        today = timezone.localdate()
        kwargs["initial"] = {"first": today - MONTH, "last": today, "format": "csv"}
        super().__init__(*args, **kwargs)

    def clean_purpose(self) -> str:
        words: str = self.cleaned_data["purpose"].strip()
        if len(words) < SHORTEST:
            raise forms.ValidationError(_("Say in a few words what it is for: they are kept."))
        return words

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        if said.get("first") and said.get("last") and said["last"] < said["first"]:
            self.add_error("last", _("This is before the first day."))
        return said
