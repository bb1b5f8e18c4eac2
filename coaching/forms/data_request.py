"""What somebody asks about their data, as they say it themselves or as HR writes down a letter; and what HR does about it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.days import day_field
from accounts.models import Advisor
from coaching.forms.personal import SHORTEST
from coaching.models import DataRequest


class RequestForm(forms.ModelForm):
    """For anybody: no account is needed, as a leaver has none."""

    class Meta:
        model = DataRequest
        fields: tuple[str, ...] = ("kind", "name", "number", "reach", "words")
        labels = {
            "name": _("Your name"), "number": _("Employee number, if you know it"), "reach": _("How can we reach you?"),
            "words": _("What is it about?"),
        }  # fmt: skip
        help_texts = {"reach": _("An e-mail address, a phone number or a postal address.")}
        widgets = {"words": forms.Textarea(attrs={"rows": 5})}

    def __init__(self, *args: Any, advisor: Advisor | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.advisor = advisor
        for field in self.fields.values():
            field.widget.attrs["class"] = "input"


class WrittenForm(RequestForm):
    """One that came as a letter or a call, on the day it came."""

    received_on = day_field(_("When did it come?"), initial=timezone.localdate)

    class Meta(RequestForm.Meta):
        fields = ("kind", "received_on", "name", "number", "reach", "words")
        labels = {"name": _("Their name"), "number": _("Employee number"), "reach": _("How to reach them"), "words": _("What is it about?")}
        help_texts = {}

    def clean_received_on(self) -> Any:
        day = self.cleaned_data["received_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("That day is still to come."))
        return day

    def clean(self) -> dict[str, Any] | None:
        """Whose it is, where the number says so."""
        said = super().clean()
        if number := self.cleaned_data.get("number"):
            self.instance.advisor = Advisor.objects.somebody().filter(employee_number=number).first()
        return said


class WordsForm(forms.Form):
    """Why two months more, or what was answered."""

    def __init__(self, most: int, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        box = forms.Textarea(attrs={"rows": 3, "class": "input"})
        self.fields["words"] = forms.CharField(label=_("In a few words"), max_length=most, required=False, widget=box)

    def clean_words(self) -> str:
        words: str = self.cleaned_data["words"].strip()
        if len(words) < SHORTEST:
            raise forms.ValidationError(_("Say it in a few words: they are kept."))
        return words
