"""Telling a permission story: four short fields, whom it is about, which card it goes with."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts.models import Advisor, User
from cards.models import Card
from coaching.models import PermissionStory
from coaching.models.permission_story import LABELS, WORDS
from coaching.tale import Tale

HELP = {
    "usually": _("One sentence: what we would do on any other day."),
    "did": _("What you saw or heard, in the order it happened. Two or three sentences."),
    "permission": _("What you, or somebody, had said that made them free to do it."),
    "said": _("A few of their words, as they said them."),
}


class OneLine(forms.CharField):
    """A box that grows lets one press Enter; a story is read out, so all of a part is one line."""

    widget = forms.Textarea({"rows": 3})

    def to_python(self, value: Any) -> str:
        return " ".join(str(value or "").split())

    def widget_attrs(self, widget: Any) -> dict[str, Any]:
        """No `maxlength`: it would cut off what is pasted without a word. What is left is counted beside the box."""
        return {}


def part(name: str) -> OneLine:
    wrong = {
        "required": _("A story needs this part too."),
        "max_length": _("That is %(show_value)s characters. There is room for %(limit_value)s."),
    }
    return OneLine(label=LABELS[name], max_length=WORDS[name], help_text=HELP[name], error_messages=wrong)


class PartsForm(forms.Form):
    """The four parts, as a designer changes them too."""

    usually = part("usually")
    did = part("did")
    permission = part("permission")
    said = part("said")

    @property
    def words(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in WORDS}


class TaleForm(PartsForm):
    id = forms.UUIDField(widget=forms.HiddenInput)
    advisor: Any = forms.ModelChoiceField(
        Advisor.objects.none(), label=_("Who is it about?"), required=False, empty_label=_("Nobody in my team, or me"),
        help_text=_("Their name stays hidden until they say yes to it."),
        error_messages={"invalid_choice": _("That person is not in your team now.")},
    )  # fmt: skip
    card = forms.ChoiceField(label=_("Which card does it go with?"), required=False)
    details_changed = forms.BooleanField(
        label=_("Nobody could tell who the customer is: names, places and dates are changed"), required=False
    )

    def __init__(self, teller: User | None, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["advisor"].queryset = Advisor.objects.led_by(teller).by_name() if teller else Advisor.objects.none()  # type: ignore[attr-defined]
        self.fields["advisor"].label_from_instance = lambda person: person.known_as  # type: ignore[attr-defined]
        cards = [(card.slug, card.title) for card in Card.objects.in_play()]
        self.fields["card"].choices = [("", _("None of them")), *cards]  # type: ignore[attr-defined]

    @property
    def sends_in(self) -> bool:
        return "send" in self.data

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if self.sends_in and not said.get("details_changed"):
            self.add_error("details_changed", _("Say first that nobody could tell who the customer is."))
        return said

    def tale(self, told_at: datetime) -> Tale:
        """What the form says."""
        said = self.cleaned_data
        advisor = said["advisor"].pk if said["advisor"] else None
        return Tale(
            id=said["id"], usually=said["usually"], did=said["did"], permission=said["permission"], said=said["said"],
            told_at=told_at, advisor=advisor, card=said["card"], details_changed=said["details_changed"], send_in=self.sends_in,
        )  # fmt: skip

    def renew(self) -> None:
        """A new id for the next Save: the old one belongs to a story that is there already, or was taken back."""
        self.data = {**self.data.dict(), "id": str(uuid.uuid4())} if isinstance(self.data, QueryDict) else self.data


class AnswerForm(forms.Form):
    """What the advisor said."""

    answer = forms.ChoiceField(
        choices=PermissionStory.Consent.choices[2:],
        error_messages={"required": _("Choose what they said."), "invalid_choice": _("Choose what they said.")},
    )
