"""Results of the demo's sites: before the programme and each month since, some moved and some not."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from random import Random

from accounts.models import Site, User
from coaching.models import Measure, Reading

from .story import KNOWN_BY

MONTHS = 3
# Where each measure stood, how it went, how far a month may be out, half its range, how many answers.
COURSES = {
    "interaction-nps": (14, 11, 2, 4.5, 480),
    "relationship-nps": (3, 2, 2, 6.5, 210),
    "sales-order-value": (41, 3, 1, 1.4, 1900),
    "employee-satisfaction": (63, 6, 1, 9, 30),
    "complaints": (12, -3, 1, 1.1, 8200),
}


def bring(by: User, today: date, rng: Random) -> None:
    """A baseline from just before the history begins, then month by month; three measures stand beside the story's objectives."""
    for slug, objective in KNOWN_BY.items():
        Measure.objects.filter(slug=slug).update(objective=objective)
    rows = []
    for measure in Measure.objects.filter(slug__in=COURSES):
        for site in Site.objects.order_by("name"):
            rows += [_reading(measure, site, month, today, rng, by) for month in range(MONTHS + 1)]
    Reading.objects.bulk_create(rows)


def _reading(measure: Measure, site: Site, month: int, today: date, rng: Random, by: User) -> Reading:
    start, course, out, half, answers = COURSES[measure.slug]
    value = Decimal(str(round(start + course * month / MONTHS + rng.uniform(-out, out), 1)))
    last = today - timedelta(days=28 * (MONTHS - month) + 5)
    around = Decimal(str(half))
    return Reading(
        measure=measure, site=site, first=last - timedelta(days=27), last=last, value=value, n=round(answers * rng.uniform(0.9, 1.3)),
        low=value - around, high=value + around, baseline=month == 0, received_by=by,
    )  # fmt: skip
