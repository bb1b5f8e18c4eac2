"""What a leader says for themselves: which practice, how it went, what they will do and by when."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.days import day_field
from cards.models import Practice
from coaching.models import CheckBack, Commitment

AHEAD = timedelta(days=366)


class BeginForm(forms.Form):
    practice = forms.ModelChoiceField(Practice.objects.none(), to_field_name="slug")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["practice"].queryset = Practice.objects.in_use()  # type: ignore[attr-defined]


class ThingForm(forms.Form):
    """One of the small things of the week: `did` or `undo`, by its number."""

    did = forms.IntegerField(required=False, min_value=1, max_value=9)
    undo = forms.IntegerField(required=False, min_value=1, max_value=9)

    def clean(self) -> dict[str, Any]:
        """Exactly one of the two."""
        if (self.cleaned_data.get("did") is None) == (self.cleaned_data.get("undo") is None):
            raise forms.ValidationError(_("Tap one of them."))
        return self.cleaned_data


class OutcomeForm(forms.Form):
    """The words are those of a check-back."""

    outcome = forms.ChoiceField(
        choices=CheckBack.Outcome, error_messages={"required": _("Tap the one that fits."), "invalid_choice": _("Tap the one that fits.")}
    )


class CommitmentForm(forms.Form):
    """The names are those of `Commitment.make`. `today` is the day on the team's wall."""

    words = forms.CharField(
        label=_("What will you do?"),
        max_length=Commitment._meta.get_field("words").max_length,
        help_text=_("In your own words. Only you read it."),
        error_messages={"required": _("Say what you will do.")},
    )
    on = day_field(_("By when?"))

    def __init__(self, today: date, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        if on < self.today:
            raise forms.ValidationError(_("That day has gone. Choose today or a later one."))
        if on > self.today + AHEAD:
            raise forms.ValidationError(_("That is more than a year ahead. Choose a nearer day."))
        return on
