"""What HR says when a record is handed over, kept longer, or erased."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.days import day_field
from accounts.models import Advisor

SHORTEST = 10  # characters: "HR" says nothing


class SearchForm(forms.Form):
    q = forms.CharField(label=_("Name or employee number"), required=False, max_length=120)


class Said(forms.Form):
    """A few words that are kept."""

    def enough(self, name: str) -> str:
        words: str = self.cleaned_data[name].strip()
        if len(words) < SHORTEST:
            raise forms.ValidationError(_("Say it in a few words: they are kept."))
        return words


class PackForm(Said):
    purpose = forms.CharField(label=_("What is it for?"), max_length=140, required=False)

    def clean_purpose(self) -> str:
        return self.enough("purpose")


class HoldForm(Said):
    reason = forms.CharField(label=_("Why must it be kept?"), max_length=140, required=False)
    last_day = day_field(_("Until"))

    def clean_reason(self) -> str:
        return self.enough("reason")

    def clean_last_day(self) -> Any:
        day = self.cleaned_data["last_day"]
        if day < timezone.localdate():
            raise forms.ValidationError(_("That day has gone. Choose today or a later one."))
        return day


class EraseForm(Said):
    """The number is typed, so that nobody is erased by a slip; whoever has not left is erased only with a reason."""

    number = forms.CharField(label=_("Type their employee number"), max_length=40, required=False)
    reason = forms.CharField(label=_("Why?"), max_length=140, required=False)

    def __init__(self, advisor: Advisor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.advisor = advisor
        self.left = advisor.left_at is not None and advisor.left_at <= timezone.now()

    def clean_number(self) -> str:
        number: str = self.cleaned_data["number"].strip()
        if number != self.advisor.employee_number:
            raise forms.ValidationError(_("That is not their employee number. Nothing was erased."))
        return number

    def clean_reason(self) -> str:
        return str(self.cleaned_data["reason"].strip()) if self.left else self.enough("reason")
