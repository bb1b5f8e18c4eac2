"""Which words of which text are about somebody else, and why they are taken out."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Advisor
from coaching.forms.personal import Said
from coaching.personal.taken_out import TakenOut, phrases
from coaching.personal.texts import Text

LONGEST = 280  # of one phrase, as the model has it


class TakeOutForm(Said):
    """`word` are places in the text as it was read; where it has changed since, nothing is taken out."""

    word = forms.TypedMultipleChoiceField(label=_("Tap the words that go"), required=False, coerce=int)
    digest = forms.CharField(required=False, widget=forms.HiddenInput)
    reason = forms.CharField(label=_("Why?"), max_length=140, required=False, help_text=_("Kept, and told to the advisor with the record."))

    def __init__(self, advisor: Advisor, text: Text, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "take_%s", "initial": {"digest": text.digest}, **kwargs})
        self.advisor, self.text, self.words = advisor, text, text.words.split()
        self.fields["word"].choices = [(str(place), word) for place, word in enumerate(self.words)]  # type: ignore[attr-defined]
        self.fields["reason"].widget.attrs["class"] = "input"

    def clean_digest(self) -> str:
        digest: str = self.cleaned_data["digest"]
        if digest != self.text.digest:
            raise forms.ValidationError(_("The words have changed since you read them. Nothing was taken out; choose again."))
        return digest

    def clean_word(self) -> list[str]:
        found = list(phrases(self.words, self.cleaned_data["word"]))
        if not found:
            raise forms.ValidationError(_("Tap at least one word."))
        if any(len(said) > LONGEST for said in found):
            raise forms.ValidationError(_("That is too long for one piece. Take it out in two."))
        if any(TakenOut([said]).stands_in(self.advisor.name) for said in found):
            raise forms.ValidationError(_("That is their own name. It is theirs to read."))
        return found

    def clean_reason(self) -> str:
        return self.enough("reason")
