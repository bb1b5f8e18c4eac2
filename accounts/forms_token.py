"""A token as HR asks for one: what it is called, what it is for, until when."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from accounts.days import day_field
from accounts.models import Scope, User

USUAL, LONGEST = timedelta(days=90), timedelta(days=365)


class TokenForm(forms.Form):
    """Offers what this person may do themselves. `expires_at()` is for a valid one: the end of its last day here."""

    name = forms.CharField(
        label=_("What is it for?"), max_length=60, help_text=_("As you will know it again: Nightly load into the HR system."),
        error_messages={"required": _("Give it a name, so that you know later what stops when you revoke it.")},
    )  # fmt: skip
    scopes = forms.MultipleChoiceField(
        label=_("What may it do?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick at least one thing it may do.")},
    )
    last_day = day_field(_("Until"), help_text=_("The last day it opens anything. A year at most."))

    def __init__(self, user: User, *args: Any, today: date | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today or localdate()
        self.fields["scopes"].choices = [(scope.value, scope.label) for scope in Scope.of(user)]  # type: ignore[attr-defined]
        self.fields["last_day"].initial = self.today + USUAL
        self.fields["name"].widget.attrs["autocomplete"] = "off"

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"].strip()
        return name

    def clean_last_day(self) -> date:
        day: date = self.cleaned_data["last_day"]
        if day < self.today:
            raise forms.ValidationError(_("That day has gone. Choose today or a later one."))
        if day > self.today + LONGEST:
            raise forms.ValidationError(_("That is more than a year. Make a new one when it ends."))
        return day

    def expires_at(self) -> datetime:
        return datetime.combine(self.cleaned_data["last_day"] + timedelta(days=1), time(), ZoneInfo(settings.TIME_ZONE))
