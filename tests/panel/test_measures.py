"""Measures and their readings in the panel: added, put right with their history, retired, never deleted."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from accounts.models import Site
from coaching.models import Measure, Reading
from coaching.results import results
from tests.ladder import counted
from tests.panel.forms import filled_in, text

pytestmark = pytest.mark.django_db
MEASURES, READINGS = "/admin/coaching/measure/", "/admin/coaching/reading/"


@pytest.fixture
def designer(world, sign_in):
    return sign_in(world.designer)


@pytest.fixture
def measure(db) -> Measure:
    return Measure.objects.get(slug="interaction-nps")


def reading(world, measure, n: int = 0, **fields) -> Reading:
    first = date(2026, 1, 1) + timedelta(days=7 * n)
    said = {"first": first, "last": first + timedelta(days=6), "value": Decimal("14"), "n": 400, "received_by": world.hr, **fields}
    return Reading.objects.create(measure=measure, site=Site.objects.get(), **said)


def sent(measure, **changes) -> dict:
    said = {"measure": measure.pk, "site": Site.objects.get().pk, "first": "2026-02-01", "last": "2026-02-28", "value": "15.5", "n": "420"}
    return {**said, "low": "", "high": "", "seen": "", **changes}


def test_a_new_measure_can_be_read_at_once(designer, world, measure):
    typed = {"name": "First contact resolution", "unit": "%", "kind": "percent", "better": "up", "low": "0", "high": "100", "seen": ""}
    assert designer.post(f"{MEASURES}add/", typed).status_code == 302
    row = Measure.objects.get(slug="first-contact-resolution")
    assert (row.number, row.history.get().by) == (6, world.designer)
    assert "first-contact-resolution" in text(designer.get("/programme/results/"))


def test_a_measure_is_changed_and_its_history_says_so(designer, measure):
    there = f"{MEASURES}{measure.pk}/change/"
    typed = {**filled_in(designer.get(there)), "kind": measure.kind, "better": measure.better, "unit": "pts"}
    assert designer.post(there, typed).status_code == 302
    assert list(measure.history.get().fields) == ["unit"]
    assert "pts" in text(designer.get(f"{MEASURES}{measure.pk}/history/"))


def test_a_retired_measure_takes_no_more_readings_and_is_not_shown(designer, world, measure):
    reading(world, measure)
    assert [one.measure for one in results(world.sponsor)] == [measure]
    designer.post(f"{MEASURES}{measure.pk}/retire/")
    assert results(world.sponsor) == []
    assert measure.slug not in text(designer.get("/programme/results/"))
    assert designer.post(f"{READINGS}add/", sent(measure)).status_code == 200
    assert Reading.objects.count() == 1
    designer.post(f"{MEASURES}{measure.pk}/bring-back/")
    assert [one.measure for one in results(world.sponsor)] == [measure]


def test_a_reading_is_written_and_put_right_with_its_history(designer, world, measure):
    assert designer.post(f"{READINGS}add/", sent(measure)).status_code == 302
    row = Reading.objects.get()
    assert (row.value, row.received_by) == (Decimal("15.50"), world.designer)
    there = f"{READINGS}{row.pk}/change/"
    assert designer.post(there, filled_in(designer.get(there), value="16")).status_code == 302
    row.refresh_from_db()
    assert row.value == 16
    newest = row.history.first()
    assert (newest.by, newest.fields["value"]) == (world.designer, ["15.50", "16"])


def test_a_file_that_puts_a_reading_right_is_in_its_history_too(world, measure):
    row = reading(world, measure)
    said = {name: getattr(row, name) for name in (*Reading.KEY, *Reading.VALUES)}
    Reading.put(world.hr, {**said, "value": Decimal("20")})
    assert row.history.get().by == world.hr


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"last": "2026-01-01"}, "The last day is before the first."),
        ({"low": "10"}, "Give both ends of the range, or neither."),
        ({"low": "16", "high": "18"}, "This lies outside its own range."),
        ({"value": "101"}, "outside the scale of the measure"),
        ({"n": "0"}, "It has to be of 1 at least."),
        ({"first": "2026-01-01", "last": "2026-01-07"}, "There is a reading of those days already"),
        ({"baseline": "on"}, "There is a baseline already."),
    ],
)
def test_what_cannot_be_comes_back_as_it_was_typed(designer, world, measure, wrong, says):
    reading(world, measure, baseline=True)
    page = designer.post(f"{READINGS}add/", sent(measure, **wrong))
    assert page.status_code == 200
    assert says in text(page)
    assert Reading.objects.count() == 1


def test_readings_are_paged_filtered_and_ask_no_more_when_there_are_more(designer, world, measure):
    reading(world, measure)
    with counted() as few:
        designer.get(READINGS)
    for n in range(1, 61):
        reading(world, measure, n)
    with counted() as many:
        page = text(designer.get(READINGS))
    assert len(many) <= len(few) + 1
    assert page.count('<th scope="row">') == 50
    assert "?p=2" in page
    assert "Bring in many from a file" in page
    assert designer.get(READINGS, {"measure__id__exact": measure.pk}).status_code == 200


def test_readings_stand_week_by_week_the_newest_first(designer, world, measure):
    """By the week of their last day, whichever day that is; within it by measure and site."""
    other, monday = Measure.objects.get(slug="relationship-nps"), date(2026, 3, 9)
    for one, last in ((other, monday), (measure, monday + timedelta(days=6)), (measure, monday + timedelta(days=7))):
        reading(world, one, first=monday - timedelta(days=9), last=last)
    page = text(designer.get(READINGS))
    weeks = [page.index(words) for words in ("Week from 16 Mar 2026", "Week from 9 Mar 2026")]
    assert weeks == sorted(weeks)
    assert page.count("Week from") == 2
    assert page.index(measure.name, weeks[1]) < page.index(other.name, weeks[1])
    assert text(designer.get(f"{READINGS}?o=3")).count("Week from") == 2


def test_for_designers_alone(world, sign_in, measure):
    for who in (world.leader, world.hr, world.sponsor, world.nobody):
        for there in (MEASURES, READINGS, f"{READINGS}add/", f"{MEASURES}{measure.pk}/retire/"):
            assert sign_in(who).post(there, sent(measure)).status_code == 403
    assert not Reading.objects.exists()
