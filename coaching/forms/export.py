"""What HR takes out: which sessions, which columns, as what, and what for."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from accounts.models import Advisor, Role, Site, Team, User
from cards.models import Card
from coaching.export import COLUMNS, NAMES, Column, chosen
from coaching.export.limits import too_many, too_often
from coaching.models import Export, ExportQuerySet, SavedFilter, Session, SessionQuerySet

APART = ("column", "purpose", "format", "pk", "saved", "name")  # kept by themselves
SHORTEST = 10  # characters: "HR" says nothing
LATEST = 20  # exports to go on from
NOTES = [column.name for column in COLUMNS if column.notes]
BY = [("held", _("Held")), ("received", _("Received"))]
DAY = {"type": "date", "class": "input"}


class ExportForm(forms.Form):
    """Every filter may be left open. `sessions()` and `columns()` are for a valid one; the note is there for who may export it."""

    by = forms.ChoiceField(label=_("Which date"), choices=BY, initial="held", required=False)
    first = forms.DateField(label=_("From"), required=False, widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"))
    last = forms.DateField(label=_("To"), required=False, widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"))
    site = forms.ModelChoiceField(Site.objects.all(), label=_("Site"), required=False, empty_label=_("All sites"))
    team = forms.ModelChoiceField(Team.objects.select_related("site"), label=_("Team"), required=False, empty_label=_("All teams"))
    advisor = forms.CharField(label=_("Advisor"), required=False, max_length=40, help_text=_("Their employee number."))
    card = forms.ModelChoiceField(Card.objects.none(), label=_("Card"), required=False, empty_label=_("All cards"))
    since = forms.ModelChoiceField(
        Export.objects.none(), label=_("Only what is new or changed since"), required=False, empty_label=_("Everything")
    )
    withdrawn = forms.BooleanField(label=_("Those taken back as well"), required=False)
    column = forms.MultipleChoiceField(label=_("Which columns"), required=False, widget=forms.CheckboxSelectMultiple)
    format = forms.ChoiceField(label=_("As"), choices=Export.Format, initial=Export.Format.CSV, required=False)
    purpose = forms.CharField(label=_("What is it for?"), max_length=140, required=False, help_text=_("Kept with the export."))
    saved = forms.CharField(required=False, max_length=12, widget=forms.HiddenInput)  # which of their saved filters was opened

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.may_note = user, user.has_role(Role.Name.EXPORT_NOTES)
        names = [name for name in NAMES if self.may_note or name not in NOTES]
        self.fields["column"].choices = [(name, name) for name in names]  # type: ignore[attr-defined]
        self.fields["column"].initial = [name for name in names if name not in NOTES]
        self.fields["card"].queryset = Card.objects.select_related("current").order_by("number")  # type: ignore[attr-defined]
        followed = Export.objects.visible_to(user).can_be_followed().latest_first()
        self.fields["since"].queryset = followed  # type: ignore[attr-defined]
        self.fields["since"].choices = [("", _("Everything")), *self._to_follow(followed)]  # type: ignore[attr-defined]
        for name in ("since", "site", "team", "card", "advisor", "purpose"):
            self.fields[name].widget.attrs["class"] = "input"

    def _to_follow(self, exports: ExportQuerySet) -> list[tuple[str, str]]:
        """The latest few, and the one that is asked for."""
        asked, latest = str(self.data.get("since") or ""), list(exports[:LATEST])
        if asked and asked not in {str(export.pk) for export in latest}:
            with suppress(ValidationError):
                latest += exports.filter(pk=asked)
        return [(str(export.pk), f"{date_format(localtime(export.made_at), 'j M Y, H:i')} · {export.purpose}") for export in latest]

    def clean_advisor(self) -> Advisor | None:
        number = self.cleaned_data["advisor"].strip()
        found = Advisor.objects.visible_to(self.user).filter(employee_number=number).first() if number else None
        if number and found is None:
            raise forms.ValidationError(_("Nobody has that employee number."))
        return found

    def clean_saved(self) -> SavedFilter | None:
        """None where it is gone by now: they are filters as any."""
        asked = self.cleaned_data["saved"]
        return SavedFilter.objects.visible_to(self.user).filter(pk=asked).first() if asked.isdecimal() and asked.isascii() else None

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("first") and said.get("last") and said["first"] > said["last"]:
            self.add_error("last", _("This is before the first day."))
        if said.get("team") and said.get("site") and said["team"].site_id != said["site"].pk:
            self.add_error("team", _("That team is at another site."))
        return said

    def sessions(self) -> SessionQuerySet:
        """What this person may see of what they ask for."""
        said, rows = self.cleaned_data, Session.objects.visible_to(self.user).undisputed()
        # Who took it out before must hear of what was withdrawn since.
        rows = rows if said["withdrawn"] or said["since"] else rows.standing()
        only = {"team": said["team"], "team__site": said["site"], "advisor": said["advisor"], "card": said["card"]}
        rows = rows.filter(**{name: value for name, value in only.items() if value})
        rows = rows.changed_between(said["since"].until) if said["since"] else rows
        first, last = said["first"], said["last"]
        if said["by"] == "received":
            return rows.received_between(first and moment(first), last and moment(last + timedelta(days=1)))
        return rows.held_between(first or date.min, last or date.max) if first or last else rows

    def columns(self) -> list[Column]:
        return chosen(self.cleaned_data["column"], notes=self.may_note and bool(set(NOTES) & set(self.cleaned_data["column"])))

    def filters(self) -> dict[str, Any]:
        """As they were asked for, to be asked again."""
        return {name: self.data[name] for name in self.fields if name not in APART and self.data.get(name)}

    def of_saved(self) -> SavedFilter | None:
        """The saved filter that holds just these sessions, if they come from one."""
        saved: SavedFilter | None = self.cleaned_data["saved"]
        return saved if saved and saved.narrows_as(self.filters()) else None


class TakeForm(ExportForm):
    """To take them out, it must be said what for. `pk` is made by a page that waits to hear of it."""

    pk = forms.UUIDField(required=False)
    too_soon = ""

    def clean_purpose(self) -> str:
        purpose: str = self.cleaned_data["purpose"].strip()
        if len(purpose) < SHORTEST:
            raise forms.ValidationError(_("Say in a few words what it is for. It is kept with the export."))
        return purpose

    def clean(self) -> dict[str, Any]:
        """S63: not too many rows, not too often; asked last."""
        said = super().clean()
        if not self.errors:
            self.too_soon = too_often(self.user, timezone.now())
            if why := self.too_soon or too_many(self.sessions().count()):
                self.add_error(None, why)
        return said

    def new_pk(self) -> UUID:
        """Its own, where nothing has it yet."""
        asked: UUID | None = self.cleaned_data["pk"]
        return asked if asked and not Export.objects.filter(pk=asked).exists() else uuid4()


def moment(day: date) -> datetime:
    """When that day begins here: what is received has no wall of its own."""
    return datetime.combine(day, time(), ZoneInfo(settings.TIME_ZONE))
