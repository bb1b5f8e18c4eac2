"""Saying that somebody is away, and back: on their page, on the team's and on Today; the ladder."""

from __future__ import annotations

from datetime import timedelta
from html import unescape

import pytest
from django.utils import timezone

from accounts.models import Absence
from config.ui import away_until, dated
from tests import make
from tests.ladder import HTMX, ODD, asked_to_sign_in, cover, hr_and_leader, lead_nothing

pytestmark = pytest.mark.django_db


def url(advisor, verb: str = "away") -> str:
    return f"/advisors/{advisor.pk}/{verb}/"


def text(response) -> str:
    return unescape(response.content.decode())


def days(world, first: int = 0, last: int | None = 7) -> dict[str, str]:
    today = world.red.today()
    return {"first": str(today + timedelta(days=first)), "last": "" if last is None else str(today + timedelta(days=last))}


@pytest.fixture
def leader(world, sign_in):
    return sign_in(world.leader)


def test_away_and_back(world, leader):
    page = text(leader.post(url(world.ada), days(world), follow=True))
    until = f"Away until {dated(world.red.today() + timedelta(days=7), world.red.today())}"
    assert page.count(until) >= 2  # by the name, and in the toast
    assert Absence.objects.get().said_by == world.leader
    page = text(leader.post(url(world.ada, "back"), follow=True))
    assert "Ada is here" in page
    assert until not in page
    assert not Absence.objects.exists()
    assert leader.post(url(world.ada, "back")).status_code == 302


def test_it_stands_on_the_team_page_and_on_today_instead_of_a_nudge(world, leader):
    make.session(world.leader, world.ben)
    assert "Not spoken with lately" in text(leader.get("/"))
    leader.post(url(world.ada), days(world))
    until = f"until {dated(world.red.today() + timedelta(days=7), world.red.today())}"
    today, team = text(leader.get("/")), text(leader.get("/team/"))
    assert "Not spoken with lately" not in today
    assert f"away {until}" in today
    assert "No chat in two weeks" not in team
    assert f"Away {until}" in team


def test_a_promise_of_that_time_says_away(world, leader):
    row = make.check_back(world.leader, world.ada, held_at=timezone.now() - timedelta(days=4), next_step="Use their word")
    assert "One late check-back" in text(leader.get("/check-backs/"))
    leader.post(url(world.ada), days(world, -10))
    page = text(leader.get("/check-backs/"))
    assert "Nothing due today" in page
    assert "Use their word" in page
    assert "Away until" in page
    assert "Late" not in page
    assert "For when Ada is back" in text(leader.get(f"/advisors/{world.ada.pk}/"))
    assert "Use their word" not in text(leader.get("/"))
    row.refresh_from_db()
    assert row.moved_count == 0


def test_with_no_end_it_is_away(world, leader):
    leader.post(url(world.ada), days(world, last=None))
    absence = Absence.objects.get()
    assert (absence.last_day, away_until(absence, world.red.today())) == (None, "Away")


def test_away_later_is_said_and_changes_nothing_yet(world, leader):
    leader.post(url(world.ada), days(world, 3, 9))
    page = text(leader.get(f"/advisors/{world.ada.pk}/"))
    assert "Away from" in page
    assert "Not away after all" in page
    assert ">Ada" in text(leader.get("/")).split("Not spoken with lately")[1]


def test_other_days_take_the_place_of_the_first(world, leader):
    leader.post(url(world.ada), days(world))
    leader.post(url(world.ada), days(world, -2, 14))
    absence = Absence.objects.get()
    assert (absence.last_day - absence.first_day).days == 16


@pytest.mark.parametrize("headers", [{}, HTMX])
@pytest.mark.parametrize(
    ("first", "last", "why"),
    [
        ("", "", "Write a day, such as 2026-03-09."),
        ("next Monday", "", "Write a day, such as 2026-03-09."),
        ("2026-02-30", "", "Write a day, such as 2026-03-09."),
        (0, -1, "This is before the first day."),
        (-400, None, "That is more than a year ago."),
        (0, 800, "That is more than two years ahead."),
        ("0000-00-00", "9999-12-31", "Write a day, such as 2026-03-09."),
    ],
)
def test_what_cannot_be_is_422_and_kept_as_typed(world, leader, first, last, why, headers):
    typed = {"first": first, "last": last} if isinstance(first, str) else days(world, first, last)
    page = leader.post(url(world.ada), typed, **headers)
    assert page.status_code == 422
    assert why in text(page)
    assert all(f'value="{word}"' in text(page) for word in typed.values() if word)
    assert not Absence.objects.exists()


@pytest.mark.parametrize("word", [*ODD, "\x00"])
def test_odd_words_are_no_days(world, leader, word):
    page = leader.post(url(world.ada), {"first": word, "last": word})
    assert page.status_code == 422
    assert b"<script>alert" not in page.content


def test_there_is_no_place_for_a_reason(world, leader):
    page = text(leader.get(url(world.ada)))
    assert "No reason is asked for or kept" in page
    fields = {field.name for field in Absence._meta.get_fields()}
    assert fields == {"id", "advisor", "first_day", "last_day", "said_by", "said_at"}


@pytest.mark.parametrize("verb", ["away", "back"])
def test_only_who_leads_them_now(world, sign_in, verb):
    for who in ("other", "former", "designer", "sponsor", "nobody"):
        assert sign_in(getattr(world, who)).post(url(world.ada, verb), days(world)).status_code == 404
    assert sign_in(world.hr).post(url(world.ada, verb), days(world)).status_code == 403
    assert sign_in(hr_and_leader(world)).post(url(world.ada, verb), days(world)).status_code == 403
    assert sign_in(lead_nothing(world.leader)).post(url(world.ada, verb), days(world)).status_code == 404
    assert not Absence.objects.exists()
    assert sign_in(cover(world)).post(url(world.ada, verb), days(world)).status_code == 302


def test_signed_out_and_wrong_method(world, client, leader):
    assert asked_to_sign_in(client, url(world.ada))
    assert asked_to_sign_in(client, url(world.ada, "back"), "post")
    assert leader.get(url(world.ada, "back")).status_code == 405
    assert leader.put(url(world.ada)).status_code == 405
    assert leader.get("/advisors/999999/away/").status_code == 404


def test_the_phones_pack_knows_when_it_is_due(world, leader):
    row = make.check_back(world.leader, world.ada, held_at=timezone.now() - timedelta(days=4))
    packed = leader.get("/api/v1/pack/").json()["check_backs"][0]
    assert packed["due_on"] == row.due_on.isoformat()
    leader.post(url(world.ada), days(world, -10, 7))
    packed = leader.get("/api/v1/pack/").json()["check_backs"][0]
    assert packed["due_on"] == (world.red.today() + timedelta(days=8)).isoformat()
    leader.post(url(world.ada), days(world, -10, None))
    packed = leader.get("/api/v1/pack/").json()["check_backs"][0]
    assert (packed["due_on"], packed["due_at"]) == (None, None)
