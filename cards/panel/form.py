"""A card's wording as a form: every field with its limit, in the order of the card."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.panel import form_field
from cards.deck.rubric.limits import LIMITS, LINES
from cards.deck.stored import LISTS, WORDING
from cards.models import Card, Edition
from config.lines import Lines

GROUPS = (
    (_("The face"), ("title", "heard", "moment", "open_with", "minutes")),
    (_("The back"), ("follow_ons", "listen_for", "try_this", "say_permission")),
    (_("Further down"), ("why_it_matters", "avoid", "when_you_hear_it", "elsewhere", "safety_note")),
    (_("Coming back"), ("check_back_when", "check_back_ask")),
    (_("Finding it"), ("search_words",)),
)
HELP = {
    "moment": _("What the leader saw or heard."),
    "open_with": _("One open question, large enough to read at arm's length."),
    "follow_ons": _("Two or three questions, one a line."),
    "listen_for": _("Two or three, one a line."),
    "try_this": _("One act, and when."),
    "say_permission": _("Said to the person: you may …"),
    "check_back_ask": _("Begins: How is it going"),
    "elsewhere": _("What to do on chat or e-mail, where this is about the phone."),
    "safety_note": _("Where to turn, when it may be more than coaching."),
    "search_words": _("What leaders might type, one a line. Never shown."),
}


@dataclass(frozen=True)
class Row:
    """A field, and what somebody else has written there since; None where nobody has."""

    bound: forms.BoundField
    theirs: str | None = None


class WordingForm(forms.ModelForm):
    """`seen` says on which words it was written (`Edition.seen`)."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Edition
        fields = WORDING
        help_texts = HELP
        formfield_callback = form_field

    def __init__(self, *args: Any, card: Card, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.card = card
        self.theirs: Edition | None = None
        for name in LISTS:
            field = self.fields[name]
            if name in LIMITS and isinstance(field, Lines):
                field.longest, field.most = LIMITS[name][1], LINES[1]
        self.initial.setdefault("seen", self.instance.seen if self.instance.pk else "")

    def clean(self) -> dict[str, Any]:
        """A box that grows lets one press Enter: on the card it is all one line."""
        words = super().clean() or {}
        return {name: " ".join(value.split()) if isinstance(value, str) else value for name, value in words.items()}

    @property
    def words(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in WORDING}

    def as_typed(self) -> Edition:
        """The wording as it stands in the boxes, whether or not it could be kept."""
        words = {}
        for name in WORDING:
            field, raw = self.fields[name], self[name].value()
            try:
                words[name] = field.clean(raw)
            except ValidationError:
                words[name] = field.to_python(raw) if isinstance(field, Lines) else (raw or "")
        return Edition(card=self.card, **words)

    def beside(self, theirs: Edition) -> None:
        """Show what somebody else has written since, and let the next save stand on it."""
        self.theirs = theirs
        self.data = {**self.data.dict(), "seen": theirs.seen} if isinstance(self.data, QueryDict) else {**self.data, "seen": theirs.seen}

    @property
    def groups(self) -> Iterator[tuple[str, list[Row]]]:
        typed = self.as_typed() if self.theirs else None
        for legend, names in GROUPS:
            yield str(legend), [Row(self[name], self._theirs(name, typed)) for name in names]

    def _theirs(self, name: str, typed: Edition | None) -> str | None:
        if typed is None or getattr(typed, name) == getattr(self.theirs, name):
            return None
        value = getattr(self.theirs, name)
        return "\n".join(value) if isinstance(value, list) else str(value)


class WhenForm(forms.Form):
    """When a draft is to be published by itself, on the clock of the programme's own time zone."""

    publish_at = forms.DateTimeField(
        label=_("Publish at"), widget=forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"), help_text=""
    )

    def clean_publish_at(self) -> Any:
        due_at = self.cleaned_data["publish_at"]
        if due_at <= timezone.now():
            raise ValidationError(_("That has been already. Choose a time to come, or publish it now."))
        return due_at
