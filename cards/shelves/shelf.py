"""What every list of content has in common: who wrote what is kept, and nobody writes over another without being told."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib.admin.utils import flatten_fieldsets
from django.contrib.admin.views.main import ORDER_VAR, ChangeList
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from accounts.panel import DesignersOnly
from cards.models import Change
from cards.models.loaded import Loaded
from cards.said import Difference, differences
from config.pages import page

A_PAGE = 50


class Written(forms.ModelForm):
    """`seen` says on which words it was written. Where those are no longer the newest, what was typed comes back beside them."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    clash: Change | None = None
    theirs: list[Difference] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["seen"] = self.instance.seen

    def clean(self) -> dict[str, Any]:
        words: dict[str, Any] = super().clean() or {}
        there: Loaded = self.instance
        if there.pk and words.get("seen") != there.seen:
            self._stop(there, words)
        return words

    def _stop(self, there: Loaded, words: dict[str, Any]) -> None:
        """Say whose words are there now. Saving once more puts these in their place: then it is no longer by accident."""
        self.clash = there.history.first()
        now = there.says()
        both = {name: [mine, now[name]] for name, mine in words.items() if name in now}
        self.theirs = [one for one in differences(type(there), both) if one.was != one.now]
        typed: Any = self.data
        self.data = typed.copy()
        self.data["seen"] = there.seen  # type: ignore[index]
        self.add_error(None, _("Somebody changed this while you wrote. Nothing is lost: yours is below, theirs beside it."))


class AsTheyStand(ChangeList):
    """In the list's own order, whatever the address asks for."""

    def get_ordering(self, request: HttpRequest, queryset: Any) -> Any:
        self.params.pop(ORDER_VAR, None)
        return super().get_ordering(request, queryset)


class Shelf(DesignersOnly):
    """A list whose rows keep their history. Shown by `list_display`, written by `form`."""

    form = Written
    change_form_template = "admin/content/change_form.html"
    says_of_form: Any = ""
    as_they_stand = False

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return AsTheyStand if self.as_they_stand else super().get_changelist(request, **kwargs)

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """Locked while it is written, so that of two who save at once the second is told."""
        found = super().get_object(request, object_id, from_field)
        if found and request.method == "POST":
            type(found)._base_manager.select_for_update().order_by().filter(pk=found.pk).first()
            found.refresh_from_db()
        return found

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """The form's token goes along wherever the fields were named."""
        sets = super().get_fieldsets(request, obj)
        if "seen" in flatten_fieldsets(sets):
            return sets
        name, first = sets[0]
        return [(name, {**first, "fields": (*first["fields"], "seen")}), *sets[1:]]

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        obj.by = request.user
        obj.save()

    def history_view(self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        row = get_object_or_404(self.get_queryset(request), pk=int(object_id) if object_id.isdecimal() else 0)
        changes = page(request, row.history, A_PAGE)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "object": row,
            "page": changes,
            "told": list(told(changes.rows)),
        }
        return render(request, "admin/content/history.html", context)


def told(changes: Any) -> Iterator[tuple[Change, list[Difference]]]:
    """Each change with its differences, ready to be read."""
    for change in changes:
        yield change, list(differences(change.of_model, change.fields))
