"""One result beside the chats of the same weeks, site by site: all of them, or those that were asked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from accounts.models import Site
from coaching.beside import Beside, beside
from coaching.drawing import columns
from coaching.models import Measure, Reading, Total
from coaching.models.measure import ReadingQuerySet
from coaching.programme import Programme
from coaching.report import WEEK


@dataclass(frozen=True)
class SiteBeside:
    site: Site
    beside: Beside


class BesideSites:
    """`measure` by its slug, the first there is where it says nothing; `sites` by their ids, all where there are none.

    A site's chats are those of its own weeks that may be shown: what the programme page shows of that site alone, and nothing else.
    """

    def __init__(self, programme: Programme, measure: str, sites: Sequence[int]) -> None:
        self.programme, self.chosen = programme, set(sites)
        found = self._enough().values_list("measure", "site").annotate(n=Count("pk")).filter(n__gt=1).order_by()
        self._there: dict[int, set[int]] = defaultdict(set)
        for row, site, _n in found:
            self._there[row].add(site)
        self.measures = list(Measure.objects.filter(pk__in=self._there).order_by("number", "name"))
        self.measure = next((one for one in self.measures if one.slug == measure), self.measures[0] if self.measures else None)

    @property
    def sites(self) -> list[Site]:
        """By name, the only order: those with two readings or more in these weeks."""
        there = self._there[self.measure.pk] if self.measure else set()
        return [site for site in self.programme.all_sites if site.pk in there and (not self.chosen or site.pk in self.chosen)]

    @property
    def choices(self) -> list[Site]:
        there = self._there[self.measure.pk] if self.measure else set()
        return [site for site in self.programme.all_sites if site.pk in there]

    def drawn(self, sites: Sequence[Site]) -> list[SiteBeside]:
        """In two queries, whatever a page holds."""
        if not self.measure or not sites:
            return []
        readings: dict[int, list[Reading]] = defaultdict(list)
        for row in self._enough().filter(measure=self.measure, site__in=sites).select_related("measure").order_by("last", "first"):
            readings[row.site_id].append(row)
        chats = self._chats(sites)
        weeks = [self.programme.first + WEEK * n for n in range(self.programme.span)]
        return [
            SiteBeside(site, beside(self.measure, readings[site.pk], columns([(week, chats.get((site.pk, week))) for week in weeks]).bars))
            for site in sites
        ]

    def _enough(self) -> ReadingQuerySet:
        shown = self.programme
        return Reading.objects.visible_to(shown.reader).enough().filter(first__range=(shown.first, shown.ends), measure__retired_at=None)

    def _chats(self, sites: Sequence[Site]) -> dict[tuple[int, date], int]:
        rows = Total.objects.visible_to(self.programme.reader).between(self.programme.first, self.programme.last)
        rows = rows.filter(site__in=sites, what=Total.What.CHATS)
        return {(site, week): n for site, week, n in rows.values_list("site", "week", "n")}
