"""What was heard when coming back, and another time for it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coaching.forms.entry import step_choice
from coaching.models import Barrier, CheckBack, ComeBack

# Fields that only some outcomes ask for, with their value where nobody was asked.
EXTRA: dict[str, Any] = {"step": None, "barrier": "", "words": ""}
ASKED = {
    CheckBack.Outcome.HELPED: {"step"},
    CheckBack.Outcome.NOT_THERE_YET: {"step"},
    CheckBack.Outcome.IN_THE_WAY: {"barrier", "words"},
}
AGAIN = [choice for choice in ComeBack.choices if choice[0] != ComeBack.NONE]


class AnswerForm(forms.Form):
    """The names are those of `CheckBack.answer`, which drops a step where nothing was tried."""

    outcome = forms.ChoiceField(
        label=_("How is it going?"), choices=CheckBack.Outcome, error_messages={"required": _("Tap the one that fits.")}
    )
    step = step_choice(label=_("Where are you with it now?"))
    barrier = forms.ChoiceField(label=_("What was it?"), choices=Barrier.Kind, required=False)
    words = forms.CharField(label=_("In a few words"), max_length=140, required=False)
    come_back = forms.ChoiceField(label=_("Shall I come back again?"), choices=ComeBack, required=False)

    def clean_come_back(self) -> str:
        return self.cleaned_data["come_back"] or ComeBack.NONE

    def clean(self) -> dict[str, Any]:
        """Only what the outcome asks for counts: the page hides the rest, so it is never complained about either."""
        outcome = self.cleaned_data.get("outcome", "")
        for name in EXTRA.keys() - ASKED.get(outcome, set()):
            self.errors.pop(name, None)
            self.cleaned_data[name] = EXTRA[name]
        if outcome == CheckBack.Outcome.IN_THE_WAY and not self.cleaned_data.get("barrier") and "barrier" not in self.errors:
            self.add_error("barrier", _("Tap what it was: it goes on your list of things to clear."))
        return self.cleaned_data


class MoveForm(forms.Form):
    come_back = forms.ChoiceField(choices=AGAIN, error_messages={"required": _("Tap a time to move it to.")})
