"""What the designers' panel holds of the doing: permission stories that leaders send in, measures, and their readings by site."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.db.models.functions import TruncWeek
from django.forms import DateInput
from django.http import HttpRequest
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.panel import HR, Section, panel
from cards.shelves.retirable import RetirableShelf
from cards.shelves.shelf import Shelf, Written
from coaching.models import Measure, Reading
from coaching.views import story_panel as stories

panel.section(
    Section(
        gettext_lazy("Permission stories"),
        gettext_lazy("Read, make nobody out, publish, choose the story of the week"),
        "admin:stories", "celebrate", 26,
    ),
    path("stories/", stories.stories, name="stories"),
    path("stories/<uuid:story>/", stories.one, name="stories_one"),
    path("stories/<uuid:story>/send-back/", stories.send_back, name="stories_send_back"),
    path("stories/<uuid:story>/publish/", stories.publish, name="stories_publish"),
    path("stories/<uuid:story>/unpublish/", stories.unpublish, name="stories_unpublish"),
    path("stories/<uuid:story>/week/", stories.week, name="stories_week"),
    path("stories/<uuid:story>/card/", stories.card, name="stories_card"),
    path("stories/<uuid:story>/out-of-card/", stories.out_of_card, name="stories_out_of_card"),
)  # fmt: skip

panel.section(Section(gettext_lazy("HR export"), gettext_lazy("Take sessions out, and see what was taken"), "exports", "file", 82, HR))
panel.section(Section(
    gettext_lazy("One advisor's data"), gettext_lazy("Hand it over, hold it, erase who has left"), "people-data", "lock", 83, HR
))  # fmt: skip


@admin.register(Measure, site=panel)
class Measures(RetirableShelf):
    """Its slug is made of its name and stays: files and the API know it by that."""

    says = gettext_lazy("What the programme is for: name, unit, which way is better")
    icon, order = "programme", 52
    list_display = ("name", "unit", "better_in_words", "readings", "state")
    ordering = ("number", "name")
    fields = ("name", "unit", "kind", "better", "low", "high", "objective")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Measure]:
        return Measure.objects.annotate(read=Count("readings"))

    @admin.display(description=gettext_lazy("which way is better"))
    def better_in_words(self, row: Measure) -> str:
        return str(row.get_better_display())

    @admin.display(description=gettext_lazy("readings"))
    def readings(self, row: Any) -> str:
        return str(row.read)

    @admin.display(description=gettext_lazy("state"))
    def state(self, row: Measure) -> str:
        return _("Retired") if row.retired_at else _("In use")


class ReadingOnPanel(Written):
    """One reading, written by hand: what the database promises is said in words first."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "measure" in self.fields:
            chosen: Any = self.fields["measure"]
            chosen.queryset = Measure.objects.in_use()
        for name in ("first", "last"):
            if name in self.fields:
                self.fields[name].widget = DateInput({"type": "date"}, format="%Y-%m-%d")

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        there = self.instance
        measure = said.get("measure") or (there.measure if there.measure_id else None)
        self._range(said.get("low"), said.get("value"), said.get("high"))
        if measure and said.get("value") is not None and not measure.holds(said["value"]):
            self.add_error("value", _("This lies outside the scale of the measure."))
        if said.get("n") == 0:
            self.add_error("n", _("It has to be of 1 at least."))
        if not there.pk and said.get("first") and said.get("last") and said["first"] > said["last"]:
            self.add_error("last", _("The last day is before the first."))
        if measure and (site := said.get("site") or (there.site if there.site_id else None)):
            self._beside(said, Reading.objects.filter(measure=measure, site=site).exclude(pk=there.pk))
        return said

    def _range(self, low: Any, value: Any, high: Any) -> None:
        if (low is None) != (high is None):
            self.add_error("high" if high is None else "low", _("Give both ends of the range, or neither."))
        elif value is not None and low is not None and not low <= value <= high:
            self.add_error("value", _("This lies outside its own range."))

    def _beside(self, said: dict[str, Any], others: QuerySet[Reading]) -> None:
        """One baseline, and one reading of the same days."""
        if said.get("baseline") and others.filter(baseline=True).exists():
            self.add_error("baseline", _("There is a baseline already. Take the mark from that one first."))
        if said.get("first") and said.get("last") and others.filter(first=said["first"], last=said["last"]).exists():
            self.add_error(None, _("There is a reading of those days already: put that one right."))


@admin.register(Reading, site=panel)
class Readings(Shelf):
    """By measure, site and days. Files bring many at once, at /programme/results/."""

    says = gettext_lazy("Results by site and period: written, put right, with their history")
    icon, order = "programme", 53
    form = ReadingOnPanel
    change_list_template = "admin/content/readings.html"
    list_display = ("measure", "site", "value", "n")
    list_filter = (("measure", admin.RelatedOnlyFieldListFilter), ("site", admin.RelatedOnlyFieldListFilter))
    as_they_stand, sortable_by = True, ()  # by week, the newest first: another order would tear the weeks apart
    VALUES = ("value", "n", "low", "high", "baseline")

    def get_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Which measure, where and when stays: another is another reading."""
        return (*self.VALUES, "seen") if obj else ("measure", "site", "first", "last", *self.VALUES, "seen")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Reading]:
        """Each with the Monday of the week its last day is in."""
        return Reading.objects.annotate(week=TruncWeek("last")).select_related("measure", "site")

    def get_ordering(self, request: HttpRequest) -> tuple[str, ...]:
        return ("-week", "measure__number", "site__name", "-last")

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        obj.received_at, obj.received_by = timezone.now(), request.user
        super().save_model(request, obj, form, change)
