"""Where a card stands, as a form: its cell, practice, kind of moment and channel, and the phrases it is found by."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.panel import form_field
from cards.deck.stored import phrases_of
from cards.models import Card, HeardAs
from cards.models.heard_as import LONGEST, phrases
from config.lines import Lines

HELP = {
    "mindset": gettext_lazy("What seems to be in the way in this moment. The card on permission has none."),
    "skill": gettext_lazy("What the advisor does. The card on permission has none."),
    "kind": gettext_lazy("Where leaders find it on Today."),
    "care_first": gettext_lazy("For somebody shaken: care comes before coaching, and no step is asked for."),
}


class Standing(forms.ModelForm):
    """What a new card and a card that moves have in common: both axes of the blueprint, or neither."""

    class Meta:
        model = Card
        fields = ("mindset", "skill", "practice", "kind", "channel", "care_first")
        help_texts = HELP
        formfield_callback = form_field

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("mindset", "skill", "practice", "kind"):
            chosen: Any = self.fields[name]
            chosen.queryset = chosen.queryset.filter(retired_at=None)

    def clean(self) -> dict[str, Any]:
        words = super().clean() or {}
        if bool(words.get("mindset")) != bool(words.get("skill")) and not self.errors:
            self.add_error("skill", _("A card has a mindset and a skill, or neither: then it is the card on permission."))
        return words


class PlaceForm(Standing):
    """`seen` says on which place and phrases it was written; `swap` is asked for only where the cell is another card's."""

    phrases = Lines(
        label=gettext_lazy("heard as"), help_text=gettext_lazy("One a line, as a leader would type it."), longest=LONGEST, required=False
    )
    swap = forms.BooleanField(label=gettext_lazy("Change places with the card that is there"), required=False)
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    holder: Card | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now = self._seen()
        self.initial = {**self.initial, "phrases": list(phrases_of(self.instance)), "seen": self.now}

    def _seen(self) -> str:
        row = HeardAs.objects.filter(card=self.instance).first()
        return f"{self.instance.seen}.{row.seen if row else ''}"

    def clean_phrases(self) -> list[str]:
        phrases(self.cleaned_data["phrases"])
        return list(self.cleaned_data["phrases"])

    def clean(self) -> dict[str, Any]:
        words = super().clean()
        if words.get("seen") != self.now:
            self.data = {**self.data.dict(), "seen": self.now} if hasattr(self.data, "dict") else {**self.data, "seen": self.now}
            self.add_error(None, _("Somebody moved this card while you looked: see its history. Saving again puts it where you say."))
        return words

    def full_clean(self) -> None:
        """And once the row has what was typed: whether its cell is another card's."""
        super().full_clean()
        if self.is_bound:
            self._look_who_is_there()

    def _look_who_is_there(self) -> None:
        self.holder = None if self.errors or self.instance.retired_at else self.instance.holder
        if self.holder and not self.cleaned_data["swap"]:
            said = _("Card %(n)s, %(title)s, stands there. Tick the box below, and the two change places.")
            self.add_error("skill", ValidationError(said, params={"n": self.holder.number, "title": self.holder.title}))

    @transaction.atomic
    def keep(self, by: Any) -> None:
        """The place and the phrases, each with a line in the history where it changed."""
        self.instance.stand(by, swap=self.cleaned_data["swap"])
        row = HeardAs.objects.filter(card=self.instance).first() or HeardAs(card=self.instance)
        if row.phrases != self.cleaned_data["phrases"]:
            row.by, row.phrases = by, self.cleaned_data["phrases"]
            row.save()


class NewCardForm(Standing):
    """`slug` is the card's name in its address, for good."""

    class Meta(Standing.Meta):
        fields = ("number", "slug", *Standing.Meta.fields)  # type: ignore[assignment]
        labels = {"slug": gettext_lazy("name in its address")}
        help_texts = {**HELP, "slug": gettext_lazy("Small letters, digits and hyphens, as in say-it-their-way. It stays for good.")}

    def begin(self, by: Any) -> Card:
        """Where its place is another card's, it waits beside the deck until it is brought in."""
        card: Card = self.instance
        card.begin(by)
        return card
