"""Exports as the API lists them, and what may be asked of one."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from accounts.models import Advisor, User
from accounts.throttling import SlowDown
from cards.models import Card
from coaching.export import NAMES
from coaching.forms.export import NOTES, SHORTEST, TakeForm
from coaching.models import Export
from coaching.serializers import LeaderSerializer, SessionFilters


class ExportSerializer(serializers.ModelSerializer[Export]):
    made_by = LeaderSerializer()
    state = serializers.CharField()

    class Meta:
        model = Export
        fields = (
            "id", "made_by", "made_at", "as_of", "finished_at", "stopped_at", "state", "format", "purpose", "filters", "columns", "notes",
            "follows",
            "rows", "sha256",
        )  # fmt: skip


class ExportFilters(SessionFilters):
    """Days by `held_…` or by `received_…`, in the words of the page, so that the export can be run again there.

    `since` is the id of an earlier export: only what came or changed after it, what was taken back among it.

    `purpose` is a must: it is kept with the export. `columns`: names with commas between, all but the note where nothing is said.
    """

    PLACES = {"first": "_from", "last": "_to"}  # of the form, and how the API calls them

    cursor = page_size = changed_from = None  # type: ignore[assignment]
    withdrawn = serializers.ChoiceField(required=False, default="no", choices=["no", "any"])
    since = serializers.UUIDField(required=False)
    purpose = serializers.CharField(min_length=SHORTEST, max_length=140)
    columns = serializers.CharField(required=False, max_length=1000)

    def validate(self, asked: dict[str, Any]) -> dict[str, Any]:
        super().validate(asked)
        by = [kind for kind in ("held", "received") if {f"{kind}_from", f"{kind}_to"} & asked.keys()]
        if len(by) > 1:
            raise serializers.ValidationError({"received_from": [_("Narrow by the days held or by those received, not by both.")]})
        names = [name.strip() for name in asked.get("columns", "").split(",") if name.strip()]
        if unknown := set(names) - set(NAMES):
            raise serializers.ValidationError({"columns": [_("There is no column %(name)s.") % {"name": min(unknown)}]})
        return {**asked, "by": by[0] if by else "held", "columns": names or [name for name in NAMES if name not in NOTES]}


def as_form(asked: dict[str, Any], user: User, kind: str) -> TakeForm:
    """The page's own form, filled in and found right. Raises ValidationError by the API's names for what it refuses; SlowDown."""
    said = QueryDict(mutable=True)
    card, advisor = Card.objects.filter(slug=asked.get("card", "")).first(), None
    if "advisor" in asked:
        advisor = Advisor.objects.visible_to(user).filter(pk=asked["advisor"]).exclude(employee_number="").first()
        if advisor is None:
            raise serializers.ValidationError({"advisor": [_("Nobody of that id has an employee number.")]})
    by = asked["by"]
    filters = {
        "by": by, "first": asked.get(f"{by}_from"), "last": asked.get(f"{by}_to"), "site": asked.get("site"), "team": asked.get("team"),
        "advisor": advisor and advisor.employee_number, "card": card and card.pk, "withdrawn": asked["withdrawn"] == "any" and "on",
        "since": asked.get("since"), "purpose": asked["purpose"], "format": kind,
    }  # fmt: skip
    said.update({name: str(value) for name, value in filters.items() if value})
    said.setlist("column", asked["columns"])
    form = TakeForm(user, said)
    if not form.is_valid():
        if form.too_soon:
            raise SlowDown(60)
        name_of = {"first": f"{by}_from", "last": f"{by}_to", "column": "columns"}
        raise serializers.ValidationError({name_of.get(name, name): [str(e) for e in errors] for name, errors in form.errors.items()})
    return form
