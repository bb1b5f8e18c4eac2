"""/check-backs/: late, today, ahead, kept lately; the ladder; queries that do not grow."""

from __future__ import annotations

from datetime import timedelta
from html import unescape

import pytest
from django.utils import timezone

from accounts.models import User
from coaching.models import CheckBack
from tests import make
from tests.ladder import HTMX, QUERIES, asked_to_sign_in, counted, cover, hr_and_leader, lead_nothing

pytestmark = pytest.mark.django_db
URL = "/check-backs/"


def due(leader, advisor, hours: float, **fields) -> CheckBack:
    """A promise that falls due so many hours from now."""
    promise = make.check_back(leader, advisor, **fields)
    at = timezone.now() + timedelta(hours=hours)
    CheckBack.objects.filter(pk=promise.pk).update(due_at=at, due_on=promise.team.today(at))
    return promise


def kept(leader, advisor, days: int = 1, **fields) -> CheckBack:
    promise = make.check_back(leader, advisor, **fields)
    promise.answer(by=leader, outcome="helped", at=timezone.now() - timedelta(days=days))
    return promise


def text(client, query: str = "", **headers) -> str:
    page = client.get(URL + query, **headers)
    assert page.status_code == 200
    return unescape(page.content.decode())


def test_late_comes_before_today_and_today_before_ahead(world, sign_in):
    due(world.leader, world.ada, 72, next_step="Third words")
    due(world.leader, world.ben, -30, next_step="First words")
    today = make.check_back(world.leader, world.ada, come_back="later-today", next_step="Second words")
    said = text(sign_in(world.leader))
    assert "Two check-backs today" in said
    assert "One of them is late." in said
    assert said.index("First words") < said.index("Second words") < said.index("Third words")
    assert f'href="/check-backs/{today.pk}/"' in said


@pytest.mark.parametrize(
    ("hours", "headline"), [((-30,), "One late check-back"), ((72, 73), "Nothing due today"), ((-30, -31), "Two late check-backs")]
)
def test_the_headline_says_the_state(world, sign_in, hours, headline):
    for one in hours:
        due(world.leader, world.ada, one)
    assert f"<h1>{headline}</h1>" in text(sign_in(world.leader))


def test_nothing_open_is_a_good_day_for_a_walk(world, sign_in):
    said = text(sign_in(world.leader))
    assert "Go for a walk." in said
    assert "Kept lately" not in said


def test_what_was_kept_in_two_weeks_is_there_the_latest_first(world, sign_in):
    kept(world.leader, world.ada, days=15, next_step="Too long ago")
    kept(world.leader, world.ada, days=3, next_step="Earlier one")
    kept(world.leader, world.ben, days=1, next_step="Later one")
    said = text(sign_in(world.leader))
    assert "Too long ago" not in said
    assert said.index("Later one") < said.index("Earlier one")
    assert "It helped, yesterday" in said


def test_a_withdrawn_moment_takes_its_promise_along(world, sign_in):
    due(world.leader, world.ada, 5, next_step="Gone").session.withdraw(by=world.leader)
    assert "Gone" not in text(sign_in(world.leader))


def test_cover_sees_the_list_and_nobody_else_does(world, sign_in):
    due(world.leader, world.ada, 5, next_step="Red words")
    assert "Red words" in text(sign_in(cover(world)))
    assert "Red words" not in text(sign_in(world.other))
    assert "Red words" not in text(sign_in(hr_and_leader(world)))


@pytest.mark.parametrize("who", ["former", "designer", "hr", "sponsor", "nobody"])
def test_for_leaders_only(world, sign_in, who):
    assert sign_in(getattr(world, who)).get(URL).status_code == 403


def test_it_ends_with_the_leadership(world, sign_in):
    client = sign_in(world.leader)
    assert client.get(URL).status_code == 200
    lead_nothing(world.leader)
    assert client.get(URL).status_code == 403


def test_signed_out_goes_to_sign_in(client, db):
    assert asked_to_sign_in(client, URL)


def test_nothing_can_be_posted(world, sign_in):
    assert sign_in(world.leader).post(URL).status_code == 405


def test_kept_ones_come_twenty_at_a_time_and_htmx_gets_only_them(world, sign_in):
    for n in range(23):
        kept(world.leader, world.ada, next_step=f"Words {n:02}", days=1)
    client = sign_in(world.leader)
    first, second = client.get(URL), client.get(URL, {"kept": 2}, **HTMX)
    assert (len(first.context["page"].rows), len(second.context["page"].rows)) == (20, 3)
    assert 'data-hx-get="/check-backs/?kept=2"' in first.content.decode()
    assert "<html" not in second.content.decode()
    assert "HX-Request" in second["Vary"]
    assert "<html" in client.get(URL, {"kept": 2}).content.decode()


@pytest.mark.parametrize("page", ["0", "-1", "x", "9" * 40, "²", "١", "1 OR 1", ""])
def test_an_odd_page_is_a_page(world, sign_in, page):
    due(world.leader, world.ada, 5)
    client = sign_in(world.leader)
    assert client.get(URL, {"page": page, "kept": page}).status_code == 200
    assert client.get(URL, {"kept": page}, **HTMX).status_code == 200


def test_thirty_promises_ask_no_more_of_the_database_than_three(world, sign_in):
    def measured() -> int:
        client = sign_in(User.objects.get(pk=world.leader.pk))
        with counted() as queries:
            text(client)
        return len(queries)

    for n in range(3):
        due(world.leader, world.ada, n)
        kept(world.leader, world.ben)
    few = measured()
    for n in range(30):
        person = make.advisor(world.red)
        due(world.leader, person, n - 15)
        kept(world.leader, person)
    assert measured() == few <= QUERIES
