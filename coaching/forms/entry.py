"""The log form: who, where are you with it, save. Everything else is filled in or optional."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts.models import Advisor, User
from cards.models import Card
from coaching.entry import Entry
from coaching.models import ComeBack, Session, Step

RECENT = 4


def step_choice(**options: Any) -> forms.TypedChoiceField:
    """One of the four steps, or none: "Didn't see it" is no step, not a zero."""
    return forms.TypedChoiceField(
        choices=[("", _("Didn't see it")), *Step.choices], coerce=int, empty_value=None, required=False, **options
    )


class WordsForm(forms.Form):
    """What may be said of a moment, when it is logged and when it is put right.

    The answer the leader taps is the one the advisor gave. When the two see it differently the leader's own stands
    beside it, in `own_step`; the two are never averaged.
    """

    step = step_choice(label=_("Where are you with this?"))
    differ = forms.BooleanField(label=_("We see it differently"), required=False)
    own_step = step_choice(label=_("How you see it"))
    next_step = forms.CharField(label=_("What will they try?"), max_length=90, required=False)
    note = forms.CharField(label=_("Note"), max_length=280, required=False)

    def steps(self) -> dict[str, int | None]:
        """As a session keeps them: the shared answer, and the advisor's own only where it differs."""
        said, own = self.cleaned_data["step"], self.cleaned_data["own_step"]
        if self.cleaned_data["differ"] and own != said:
            return {"step": own, "advisor_step": said}
        return {"step": said, "advisor_step": None}

    def words(self) -> dict[str, Any]:
        """Values by the names of the session's fields."""
        return {**self.steps(), "next_step": self.cleaned_data["next_step"], "note": self.cleaned_data["note"]}


class EntryForm(WordsForm):
    id = forms.UUIDField()
    edition = forms.IntegerField(min_value=1, required=False)
    advisor: Any = forms.ModelChoiceField(
        Advisor.objects.none(),
        error_messages={"required": _("Who was it? Tap a name."), "invalid_choice": _("That person is not in your team now.")},
    )
    come_back = forms.ChoiceField(label=_("When shall I come back?"), choices=ComeBack, required=False)

    def __init__(self, leader: User, card: Card, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.card, self.leader = card, leader
        self.people = list(Advisor.objects.led_by(leader).select_related("team").by_name())
        self.fields["advisor"].queryset = Advisor.objects.led_by(leader)  # type: ignore[attr-defined]

    def entry(self, held_at: datetime) -> Entry:
        """What the form says, as a moment to be logged."""
        data = self.cleaned_data
        return Entry(
            id=data["id"], advisor=data["advisor"].pk, card=self.card.slug, held_at=held_at, edition=data["edition"],
            come_back=data["come_back"] or ComeBack.NONE, **self.words(),
        )  # fmt: skip

    def recent(self) -> list[Advisor]:
        """The few likeliest people: the one chosen before the card, then those coached last, then the alphabet."""
        chosen = str(self["advisor"].value() or "")
        last = Session.objects.logged_by(self.leader).standing().latest_first().values_list("advisor", flat=True)[:40]
        order = {pk: place for place, pk in reversed(list(enumerate(last)))}
        likeliest = sorted(self.people, key=lambda person: (str(person.pk) != chosen, order.get(person.pk, len(order) + 100)))
        return likeliest[:RECENT]

    def rest(self) -> list[Advisor]:
        """Everybody else, alphabetically."""
        recent = {person.pk for person in self.recent()}
        return [person for person in self.people if person.pk not in recent]

    def renew(self) -> None:
        """A new id for the next Save: the old one belongs to a session that is there already, or was taken back."""
        self.data = {**self.data.dict(), "id": str(uuid.uuid4())} if isinstance(self.data, QueryDict) else self.data


def as_typed(session: Session) -> dict[str, Any]:
    """A session's words as the form shows them."""
    differ = session.advisor_step is not None
    return {
        "step": session.advisor_step if differ else session.step, "differ": differ, "own_step": session.step if differ else None,
        "next_step": session.next_step, "note": session.note,
    }  # fmt: skip


class AmendForm(WordsForm):
    reason = forms.CharField(label=_("What needed putting right?"), max_length=140, required=False)


class WithdrawForm(forms.Form):
    because = forms.CharField(
        label=_("Why?"), max_length=140, error_messages={"required": _("Say why in a few words: it stays on the record.")}
    )
