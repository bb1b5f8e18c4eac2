"""/team/: by name and never by rank; two teams when covering; the leader's own practice; the ladder."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from html import unescape
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from accounts.models import Advisor, User
from coaching.views.team import page
from tests import make
from tests.ladder import HTMX, ODD, QUERIES, asked_to_sign_in, counted, cover, hr_and_leader, lead_nothing

pytestmark = pytest.mark.django_db
URL = "/team/"


def text(client, **headers) -> str:
    response = client.get(URL, **headers)
    assert response.status_code == 200
    return unescape(response.content.decode())


def test_the_headline_says_how_many_were_coached(world, sign_in):
    make.session(world.leader, world.ada)
    said = text(sign_in(world.leader))
    assert "1 of 2 coached this week" in said
    assert "Harbourside · Red" in said


def test_names_are_alphabetical_whatever_happened(world, sign_in):
    make.advisor(world.red, "Aaron Able")
    make.session(world.leader, world.ben, step=4)
    said = text(sign_in(world.leader))
    assert said.index("Aaron Able") < said.index("Ada Price") < said.index("Ben Hughes")


def test_each_line_says_the_last_chat_the_promise_and_the_places(world, sign_in):
    make.check_back(world.leader, world.ada, held_at=timezone.now() - timedelta(days=2), step=2, next_step="Use their word")
    said = text(sign_in(world.leader))
    assert "2 days ago" in said
    assert "Use their word" in said
    assert "No chat yet" in said
    assert 'aria-label="1 of 27 places looked at"' in said


def test_nobodys_steps_stand_beside_anothers(world, sign_in):
    """The blueprint on this page says looked at or not, and no more."""
    make.session(world.leader, world.ada, step=1)
    make.session(world.leader, world.ben, step=4)
    said = text(sign_in(world.leader))
    assert "Talking about it" not in said
    assert "Passing it on" not in said
    ada, ben = page(world.leader, timezone.now())["teams"][0].people
    assert ada.squares == ben.squares


def test_who_was_not_spoken_with_is_named_above_the_list(world, sign_in):
    make.session(world.leader, world.ada)
    said = text(sign_in(world.leader))
    nudge = said[said.index("No chat in two weeks:") :].split("</p>")[0]
    assert "Ben" in nudge
    assert "Ada" not in nudge


def test_the_leaders_own_practice_is_counted_in_words(world, sign_in):
    make.session(world.leader, world.ada, "how-is-it-going")
    promise = make.check_back(world.leader, world.ada, held_at=timezone.now() - timedelta(days=4))
    promise.answer(by=world.leader, outcome="in-the-way", barrier="tool")
    said = text(sign_in(world.leader))
    assert "1 of 1" in said
    assert "promises you came back to" in said
    assert "%" not in said[said.index("How you are doing it") :].split("</section>")[0]
    assert f'href="{"/in-the-way/"}"' in said


def test_with_nothing_done_there_is_nothing_to_divide(world, sign_in):
    said = text(sign_in(world.leader))
    assert "No promise fell due" in said
    assert "Start with something done well" in said


def test_cover_sees_both_teams_each_under_its_name(world, sign_in):
    make.leadership(world.leader, world.blue, cover=True)
    make.session(world.leader, world.cleo)
    said = text(sign_in(world.leader))
    assert "Two teams" in said
    assert "1 of 3 coached this week" in said
    assert said.index("Blue") < said.index("Cleo Marsh") < said.index("Red") < said.index("Ada Price")


def test_cover_sees_the_team_and_a_stranger_does_not(world, sign_in):
    assert "Ada Price" in text(sign_in(cover(world)))
    assert "Ada Price" not in text(sign_in(world.other))
    assert "Ada Price" not in text(sign_in(hr_and_leader(world)))


def test_an_empty_team_says_who_fills_it(world, sign_in):
    Advisor.objects.get(pk=world.cleo.pk).leave()
    assert "Nobody in your team yet" in text(sign_in(world.other))


def test_one_of_two_teams_may_be_empty(world, sign_in):
    make.leadership(world.leader, make.team("Quiet"))
    assert "Nobody is in this team yet" in text(sign_in(world.leader))


def test_an_hour_after_midnight_the_week_is_the_teams_own(world):
    """Auckland: what was held seven days ago by its wall is out, though in London it is six days ago."""
    far, mia = make.team("Far", time_zone="Pacific/Auckland"), make.user("Mia Lead")
    make.leadership(mia, far)
    ana, eve = make.advisor(far, "Ana In"), make.advisor(far, "Eve Out")
    at = datetime.combine(timezone.now() - timedelta(days=3), time(1), ZoneInfo("Pacific/Auckland")).astimezone(UTC)
    make.session(mia, ana, held_at=at - timedelta(days=6))
    make.session(mia, eve, held_at=at - timedelta(days=6, hours=2))
    shown = page(mia, at)
    assert (shown["coached"], shown["people"]) == (1, 2)
    assert [person.last_held_on for person in shown["teams"][0].people] == [
        far.today(at) - timedelta(days=6),
        far.today(at) - timedelta(days=7),
    ]


@pytest.mark.parametrize("name", ODD)
def test_odd_names_are_shown_as_text(world, sign_in, name):
    make.advisor(world.red, name)
    response = sign_in(world.leader).get(URL)
    assert name in unescape(response.content.decode())
    assert b"<script>alert" not in response.content


@pytest.mark.parametrize("who", ["former", "designer", "hr", "sponsor", "nobody"])
def test_for_leaders_only(world, sign_in, who):
    assert sign_in(getattr(world, who)).get(URL).status_code == 403


def test_it_ends_with_the_leadership(world, sign_in):
    client = sign_in(world.leader)
    lead_nothing(world.leader)
    assert client.get(URL).status_code == 403


def test_signed_out_and_wrong_method(world, client, sign_in):
    assert asked_to_sign_in(client, URL)
    assert sign_in(world.leader).post(URL).status_code == 405
    assert sign_in(world.leader).get(URL, **HTMX).status_code == 200


def test_thirty_people_ask_no_more_of_the_database_than_three(world, sign_in):
    def measured() -> int:
        client = sign_in(User.objects.get(pk=world.leader.pk))
        with counted() as queries:
            text(client)
        return len(queries)

    make.check_back(world.leader, world.ada, step=2)
    few = measured()
    for _n in range(30):
        make.check_back(world.leader, make.advisor(world.red), step=3)
    assert measured() == few <= QUERIES
