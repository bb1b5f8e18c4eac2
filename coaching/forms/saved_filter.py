"""The filters in front of somebody, kept under a name; and what of them still holds when they are opened again."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from coaching.forms.export import ExportForm
from coaching.models import SavedFilter
from coaching.models.saved_filter import HOW, MOST


def name_field() -> forms.CharField:
    return forms.CharField(label=_("Name"), max_length=60, required=False, widget=forms.TextInput(attrs={"class": "input"}))


def free(name: str, owner: User, but: SavedFilter | None = None) -> str:
    """The name as it is kept, where they have no other of it."""
    words = " ".join(name.split())
    if not words:
        raise forms.ValidationError(_("Give it a name first."))
    alike = SavedFilter.objects.visible_to(owner).filter(name__iexact=words).first()
    if alike and alike != but:
        raise forms.ValidationError(_("You have a saved filter of that name. Choose another name, or delete that one first."))
    return words


class SaveForm(ExportForm):
    """All that stands in the form, and a name for it."""

    name = name_field()

    def clean_name(self) -> str:
        name = free(self.cleaned_data["name"], self.user)
        if SavedFilter.objects.visible_to(self.user).count() >= MOST:
            raise forms.ValidationError(_("You have %(n)s saved filters, which is the most. Delete one first.") % {"n": MOST})
        return name

    def save(self) -> SavedFilter:
        said = self.cleaned_data
        filters = {name: value for name, value in self.filters().items() if name != "since"}
        how = {"column": said["column"], "format": said["format"], "purpose": said["purpose"].strip()}
        asks = {**filters, **{name: value for name, value in how.items() if value}}
        return SavedFilter.objects.create(owner=self.user, name=said["name"], asks=asks)


class RenameForm(forms.Form):
    name = name_field()

    def __init__(self, saved: SavedFilter, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.saved = saved

    def clean_name(self) -> str:
        return free(self.cleaned_data["name"], self.saved.owner, self.saved)


def still(saved: SavedFilter, user: User) -> tuple[QueryDict, list[str]]:
    """What of it this person may still ask for, as an address says it; and what is left out: names of fields and of columns."""
    asked = QueryDict(mutable=True)
    for name, value in saved.asks.items():
        asked.setlist(name, value if isinstance(value, list) else [value])
    form = ExportForm(user, asked)
    may = {value for value, _label in form.fields["column"].choices}  # type: ignore[attr-defined]
    gone = [name for name in asked.getlist("column") if name not in may]
    asked.setlist("column", [name for name in asked.getlist("column") if name in may])
    for name in ExportForm(user, asked).errors:
        if name in asked and name not in HOW:
            del asked[name]
            gone.append(name)
    asked["saved"] = str(saved.pk)
    return asked, gone
