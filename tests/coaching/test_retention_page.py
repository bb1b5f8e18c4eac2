"""/people/retention/: what was let go by rule, run by run, for HR alone; and the ways there and back."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from coaching.models import Hold, RetentionRun, Session
from coaching.personal import retention
from tests import make
from tests.coaching.own_record import text
from tests.coaching.personal import MINE, seed
from tests.ladder import counted

PAGE, COUNT = "/people/retention/", "/people/retention/count/"


@pytest.fixture
def hr(world, sign_in):
    return sign_in(world.hr)


@pytest.mark.parametrize("who", ["leader", "designer", "sponsor", "nobody"])
def test_for_hr_alone(world, sign_in, who):
    client = sign_in(getattr(world, who))
    assert [client.get(PAGE).status_code, client.post(COUNT).status_code] == [403, 403]
    assert not RetentionRun.objects.exists()


def test_a_real_run_and_a_dry_one_are_told_apart(world, hr):
    """P17."""
    seed(world, world.ada, MINE, days=200)
    assert hr.get(COUNT).status_code == 405
    counted_only = text(hr.post(COUNT, follow=True))
    assert "Only counted</span> Hana Rees" in counted_only
    assert "words of chats: 2" in counted_only
    assert Session.objects.filter(note__contains=MINE).exists()
    retention.run()
    page = text(hr.get(PAGE))
    assert page.index("Let go") < page.index("Only counted")
    assert MINE not in page
    assert "Ada" not in page


def test_a_dry_run_closes_nothing(world, hr):
    """What a real one did before stays the day up to which totals are closed."""
    retention.run()
    closed = RetentionRun.closed_before()
    later = RetentionRun.objects.get()
    hr.post(COUNT)
    RetentionRun.objects.filter(dry=True).update(steps_before=later.steps_before + timedelta(days=90))
    assert RetentionRun.closed_before() == closed


def test_people_on_hold_are_counted(world, hr):
    """P18."""
    Hold.objects.create(advisor=world.ada, owner=world.hr, reason="A claim", last_day=timezone.localdate())
    hr.post(COUNT)
    assert RetentionRun.objects.get().held == 1


def test_the_runs_are_paged_and_cost_no_more(world, hr):
    day = date(2026, 1, 1)
    made = {"words_before": day, "steps_before": day, "log_before": day}
    RetentionRun.objects.create(**made)
    with counted() as few:
        hr.get(PAGE)
    for n in range(44):
        RetentionRun.objects.create(**made, dry=bool(n % 2), by=world.hr if n % 2 else None, went={"asks": n})
    with counted() as many:
        page = hr.get(PAGE)
    assert len(many) == len(few)
    assert len(page.context["runs"].rows) == 20
    assert len(hr.get(PAGE, {"page": 3}).context["runs"].rows) == 5


def test_the_pages_of_people_lead_to_one_another(world, hr):
    gone = make.advisor(world.red, "Gone Person")
    gone.leave()
    tabs = [reverse(name) for name in ("people", "people-data", "people-retention")]
    for address in tabs:
        page = hr.get(address).content.decode()
        assert all(f'class="chip" href="{tab}"' in page for tab in tabs)
        assert page.count(f'href="{address}" aria-current="page"') >= 1
    people = hr.get("/people/").content.decode()
    for person in (world.ada, gone):
        assert f'href="{reverse("people-advisor", args=[person.pk])}"' in people
    assert f'href="/people/?q={world.ada.employee_number}#page"' in hr.get(reverse("people-advisor", args=[world.ada.pk])).content.decode()
