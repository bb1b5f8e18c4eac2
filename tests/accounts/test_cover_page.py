"""Handing a team over for some days: from midnight to midnight on the team's wall, seen by both, ended early or by itself."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from html import unescape

import pytest
from django.utils import timezone

from accounts.cover import covering, may_cover
from accounts.models import Advisor, Leadership, Site
from config.ui import dated
from tests import make
from tests.ladder import HTMX, ODD, asked_to_sign_in, counted, cover, lead_nothing

pytestmark = pytest.mark.django_db


def url(team) -> str:
    return f"/me/cover/{team.pk}/"


def text(response) -> str:
    return unescape(response.content.decode())


def asked(world, first: int = 0, last: int = 4, **more: object) -> dict[str, object]:
    today = world.red.today()
    return {"to": world.other.pk, "first": str(today + timedelta(days=first)), "last": str(today + timedelta(days=last)), **more}


@pytest.fixture
def leader(world, sign_in):
    return sign_in(world.leader)


def covers():
    return Leadership.objects.filter(cover=True)


def test_it_is_handed_over_and_ends_by_itself(world, sign_in, leader):
    assert "Ada Price" not in text(sign_in(world.other).get("/team/"))
    page = text(leader.post(url(world.red), asked(world), follow=True))
    assert "Beth covers Red" in page
    assert "Beth Owen" in page.split("When you are away")[1]
    assert "Ada Price" in text(sign_in(world.other).get("/team/"))
    row = covers().get()
    assert (row.leader, row.team, row.last_day) == (world.other, world.red, world.red.today() + timedelta(days=4))
    assert Advisor.objects.led_by(world.other, row.ends_at - timedelta(seconds=1)).filter(pk=world.ada.pk).exists()
    assert not Advisor.objects.led_by(world.other, row.ends_at).filter(pk=world.ada.pk).exists()
    assert "Ada Price" in text(leader.get("/team/"))  # the leader keeps the sight of it


def test_days_run_from_midnight_to_midnight_on_the_teams_wall(world):
    """The night the clocks go forward in London, and a summer's day in Auckland."""
    row = Leadership.hand_over(world.red, world.other, date(2026, 3, 28), date(2026, 3, 29))
    assert (row.starts_at, row.ends_at) == (datetime(2026, 3, 28, tzinfo=UTC), datetime(2026, 3, 29, 23, tzinfo=UTC))
    far = make.team("Far", time_zone="Pacific/Auckland")
    row = Leadership.hand_over(far, world.other, date(2026, 1, 10), date(2026, 1, 10))
    assert (row.starts_at, row.ends_at) == (datetime(2026, 1, 9, 11, tzinfo=UTC), datetime(2026, 1, 10, 11, tzinfo=UTC))


def test_the_cover_reads_on_today_for_whom_and_until_when(world, sign_in, leader):
    client = sign_in(world.other)
    assert "covering" not in text(client.get("/"))
    leader.post(url(world.red), asked(world))
    last = dated(world.red.today() + timedelta(days=4), world.red.today())
    assert f"covering for Amir until {last}" in text(client.get("/"))
    assert "covering" not in text(leader.get("/"))
    assert "You cover" in text(client.get("/me/"))


def test_what_is_ahead_is_on_both_their_pages_and_nothing_is_seen_yet(world, sign_in, leader):
    leader.post(url(world.red), asked(world, 3, 9))
    client = sign_in(world.other)
    assert "You cover" in text(client.get("/me/"))
    assert "covering" not in text(client.get("/"))
    assert "Ada Price" not in text(client.get("/team/"))
    assert "Beth Owen" in text(leader.get("/me/"))


def test_it_can_be_ended_early(world, sign_in, leader):
    leader.post(url(world.red), asked(world))
    row = covers().get()
    Leadership.objects.filter(pk=row.pk).update(starts_at=timezone.now() - timedelta(hours=3))
    page = text(leader.post(f"/me/cover/{row.pk}/end/", follow=True))
    assert "Red is yours again" in page
    assert "Ada Price" not in text(sign_in(world.other).get("/team/"))
    assert covers().get().ends_at <= timezone.now()
    assert leader.post(f"/me/cover/{row.pk}/end/").status_code == 404  # over: not there


def test_what_has_not_begun_is_called_off(world, leader):
    leader.post(url(world.red), asked(world, 3, 9))
    leader.post(f"/me/cover/{covers().get().pk}/end/")
    assert not covers().exists()


@pytest.mark.parametrize("headers", [{}, HTMX])
@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"to": ""}, "Choose who stands in."),
        ({"to": "self"}, "You can't hand a team over to yourself."),
        ({"to": "former"}, "Choose somebody who leads a team at Harbourside."),
        ({"to": "hr"}, "Choose somebody who leads a team at Harbourside."),
        ({"to": "9" * 40}, "Choose somebody who leads a team at Harbourside."),
        ({"to": "-1"}, "Choose somebody who leads a team at Harbourside."),
        ({"first": -1}, "That day has gone."),
        ({"first": 5}, "This is before the first day."),
        ({"last": 900}, "That is more than two years ahead."),
        ({"last": ""}, "Write a day, such as 2026-03-09."),
    ],
)
def test_what_cannot_be_is_422_and_said(world, leader, said, why, headers):
    today = world.red.today()
    people = {"self": world.leader.pk, "former": world.former.pk, "hr": world.hr.pk}
    typed = {
        name: str(today + timedelta(days=value)) if isinstance(value, int) else people.get(value, value) for name, value in said.items()
    }
    page = leader.post(url(world.red), asked(world) | typed, **headers)
    assert page.status_code == 422
    assert why in text(page)
    assert f'value="{(asked(world) | typed)["first"]}"' in text(page)
    assert not covers().exists()


@pytest.mark.parametrize(("first", "last", "free"), [(0, 4, False), (4, 9, False), (-2, 0, False), (1, 2, False), (5, 9, True)])
def test_a_day_is_handed_over_once(world, leader, first, last, free):
    leader.post(url(world.red), asked(world))
    third = make.user("Gus Third")
    make.leadership(third, make.team("Green"))
    if first < 0:
        Leadership.objects.filter(cover=True).update(starts_at=world.red.midnight(world.red.today()))
        first = 0
    page = leader.post(url(world.red), asked(world, first, last, to=third.pk))
    assert (page.status_code == 302) is free
    assert free or "Beth Owen covers from" in text(page)
    assert covers().count() == 1 + free


def test_who_may_be_asked(world):
    at = timezone.now()
    far = make.team("Far", site=Site.objects.create(name="Elsewhere"))
    make.leadership(make.user("Ed Elsewhere"), far)
    gone = make.user("Gone Away", is_active=False)
    make.leadership(gone, make.team("Left"))
    cover(world)  # leads nothing in his own right
    make.leadership(world.other, make.team("Also"))
    assert may_cover(world.red, world.leader, at) == {world.other.pk: "Beth Owen · Also, Blue"}


def test_with_nobody_to_ask_it_says_who_helps(world, leader):
    lead_nothing(world.other)
    page = text(leader.get(url(world.red)))
    assert "HR can put somebody in for you." in page
    assert "<select" not in page


@pytest.mark.parametrize("word", ODD)
def test_odd_words_are_refused(world, leader, word):
    page = leader.post(url(world.red), {"to": word, "first": word, "last": word})
    assert page.status_code == 422
    assert b"<script>alert" not in page.content


def test_only_a_team_of_ones_own(world, sign_in, leader):
    stands_in = cover(world)
    for who in (world.other, stands_in):
        assert sign_in(who).get(url(world.red)).status_code == 404
        assert sign_in(who).post(url(world.red), asked(world, to=world.other.pk)).status_code == 404
    row = covers().get()
    assert sign_in(stands_in).post(f"/me/cover/{row.pk}/end/").status_code == 404
    assert sign_in(world.other).post(f"/me/cover/{row.pk}/end/").status_code == 404
    for who in ("former", "designer", "hr", "sponsor", "nobody"):
        assert sign_in(getattr(world, who)).get(url(world.red)).status_code == 403
    assert "When you are away" not in text(sign_in(stands_in).get("/me/"))
    own = Leadership.objects.get(leader=world.leader)
    assert leader.post(f"/me/cover/{own.pk}/end/").status_code == 404


def test_who_stands_in_now_ends_nobody_elses_cover(world, sign_in, leader):
    stands_in, ahead = cover(world), world.red.today() + timedelta(days=20)
    later = Leadership.hand_over(world.red, world.other, ahead, ahead)
    assert sign_in(stands_in).post(f"/me/cover/{later.pk}/end/").status_code == 404
    assert covers().count() == 2
    assert leader.post(f"/me/cover/{later.pk}/end/").status_code == 302


def test_signed_out_and_wrong_method(world, client, leader):
    assert asked_to_sign_in(client, url(world.red))
    assert leader.put(url(world.red)).status_code == 405
    assert leader.get("/me/cover/1/end/").status_code == 405


def test_who_leads_it_too_is_not_covering(world):
    make.leadership(world.other, world.red)
    make.leadership(world.other, world.red, cover=True, ends_at=timezone.now() + timedelta(days=2))
    assert covering(world.other, timezone.now()) == []


def test_ten_teams_ask_no_more_of_the_database_than_one(world, sign_in):
    def measured() -> int:
        client = sign_in(type(world.leader).objects.get(pk=world.leader.pk))
        with counted() as queries:
            client.get("/me/")
        return len(queries)

    few = measured()
    for n in range(9):
        team = make.team(f"T{n}")
        make.leadership(world.leader, team)
        Leadership.hand_over(team, world.other, team.today(), team.today())
    assert measured() == few
