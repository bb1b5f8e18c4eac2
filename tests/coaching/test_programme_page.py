"""/programme/: totals for designers, HR and sponsors; nobody and nothing small can be made out; the ladder."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from html import unescape
from itertools import combinations

import pytest

from accounts.models import Role, Site
from coaching import rollup
from coaching.models import Barrier, Measure, Reading, Session, Total
from coaching.programme import SPANS, Programme
from tests import make
from tests.ladder import HTMX, QUERIES, asked_to_sign_in, counted

pytestmark = pytest.mark.django_db
URL = "/programme/"
NOW = datetime(2026, 3, 19, 12, tzinfo=UTC)  # a Thursday; the latest week that is over ends on 15 March


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


@pytest.fixture
def sponsor(world, sign_in):
    return sign_in(world.sponsor)


def text(client, query: str = "") -> str:
    response = client.get(URL + query)
    assert response.status_code == 200
    return re.sub(r"\s+", " ", unescape(response.content.decode()))


def main(client, query: str = "") -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text(client, query).split("<main")[1]))


def site(name: str, people: int, chats: int, weeks_ago: tuple[int, ...] = (1,), **fields) -> Site:
    """A site with one team, and so many chats in each of these weeks."""
    team, leader = make.team(site=Site.objects.get_or_create(name=name)[0]), make.user(f"Lead of {name}")
    make.leadership(leader, team, starts_at=NOW - timedelta(days=800))
    crew = [make.advisor(team, f"Person {n} of {name}", at=NOW - timedelta(days=800)) for n in range(people)]
    for week in weeks_ago:
        for n in range(chats):
            card = fields.pop("card", None) or "say-it-their-way"
            make.session(leader, crew[n % people], card, held_at=NOW - timedelta(days=7 * week, hours=1), **{"step": 1 + n % 4, **fields})
    return team.site


def test_nothing_counted_yet(sponsor):
    said = main(sponsor)
    assert "Nothing to show yet" in said
    assert "Nothing has been counted yet" in said


def test_what_was_counted_is_said_in_words_numbers_and_tables(sponsor):
    site("North", 12, 30, (1, 2))
    rollup.run(NOW)
    said = main(sponsor)
    assert "60 chats logged" in said
    assert "9 Mar 2026 30" in said
    assert "2 Mar 2026 30" in said
    assert "23 Feb 2026 none, or too few" in said
    assert "Counted on 19 Mar 2026 at 12:00." in said
    assert text(sponsor).count("How ") >= 5
    assert "North 60 too few 0 of 60 too few" in said


def test_check_backs_and_what_got_in_the_way(sponsor):
    site("North", 12, 24, (1,), come_back="later-today")
    for session in Session.objects.all()[:6]:
        session.check_backs.get().answer(by=session.leader, outcome="in-the-way", barrier=Barrier.Kind.RULE, at=NOW)
    rollup.run(NOW)
    said = main(sponsor)
    assert "25% of promises were come back to: 6 of 24 that fell due" in said
    assert "A rule, or not sure they were allowed 6" in said


def test_steps_are_words_and_counts_of_looks_never_numbers_or_averages(sponsor):
    site("North", 12, 24, (3, 4, 5, 6, 7, 8))
    rollup.run(NOW)
    said = main(sponsor)
    assert re.search(r"Doing it or passing it on in \d+ of \d+ looks", said)
    assert "average" not in said.lower()
    assert "level" not in said.lower()


def test_the_grid_has_each_card_once_by_skill_and_mindset(sponsor):
    site("North", 12, 30)
    rollup.run(NOW)
    said = main(sponsor).split("Where the chats were, by skill and mindset")[1].split("How is this counted?")[0]
    assert said.count(" 30") == 4  # the card's square, its skill, its mindset, and all of them
    assert re.search(r"Together( 0| 30){3,4} 30", said)


def test_who_was_reached_is_of_the_span_that_was_asked_for(sponsor, world):
    """Four weeks at a time, and put together: never how many different people over a span."""
    site("North", 12, 30, (2, 6, 14))
    rollup.run(NOW)
    short, long = (Programme(world.sponsor, None, span, NOW) for span in (12, 26))
    assert len(short.reaches) < len(long.reaches) <= 6
    assert [reach.first for reach in long.reaches] == sorted(reach.first for reach in long.reaches)
    for shown in (short, long):
        usual = shown.usual.advisors
        assert usual
        assert usual.some == sum(reach.advisors.some for reach in shown.reaches if reach.advisors) == 12 * len(shown.reaches)
    assert f"within four weeks, over {len(long.reaches)} times four" in main(sponsor)


def test_a_sites_result_stands_beside_the_chats_of_its_weeks(sponsor, world):
    north = site("North", 12, 30, (1, 2, 3, 6))
    measure = Measure.objects.get_or_create(slug="interaction-nps", defaults={"name": "NPS", "unit": "points", "kind": "score"})[0]
    for first, value in ((date(2026, 2, 2), 10), (date(2026, 3, 2), 20)):
        Reading.objects.create(
            measure=measure, site=north, first=first, last=first + timedelta(days=13), value=value, n=100, low=value - 2, high=value + 2,
            received_by=world.hr,
        )  # fmt: skip
    rollup.run(NOW)
    assert "Coaching beside each result" not in main(sponsor)
    said = main(sponsor, f"?site={north.pk}").split("Coaching beside each result")[1]
    assert "2 Feb – 15 Feb 2026 10 8 to 12 100 30" in said
    assert "2 Mar – 15 Mar 2026 20 18 to 22 100 60" in said
    assert "that one caused the other is not said" in said
    (drawn,) = Programme(world.sponsor, north.pk, 12, NOW).beside
    assert [point.y for point in drawn.points] == sorted((point.y for point in drawn.points), reverse=True)
    assert all(point.high < point.y < point.low for point in drawn.points)


def test_sites_are_listed_by_name_and_never_by_how_much(sponsor):
    for name, chats in (("Wick", 40), ("Ayr", 20), ("Mull", 30)):
        site(name, 10, chats)
    rollup.run(NOW)
    said = main(sponsor).split("Sites By name")[1]
    assert said.index("Ayr") < said.index("Mull") < said.index("Wick")


def test_a_small_site_is_not_listed_has_an_empty_page_and_is_in_no_total(sponsor):
    site("Large", 10, 25)
    small = site("Small", 5, 12)
    rollup.run(NOW)
    assert "25 chats logged" in main(sponsor)
    assert "Small" not in main(sponsor).split("Sites By name")[1]
    said = main(sponsor, f"?site={small.pk}")
    assert "too few chats here to show" in said
    assert "12" not in said.split("Show")[1]


def test_no_two_filters_nor_two_weeks_give_away_a_small_group(world):
    """Every figure of every filter, on this Thursday and the next: no difference of two is what a small week holds."""
    site("Large", 9, 21, (1, 2, 14, 27))
    small = {site("Small", 5, 11, (1, 14)).pk: 11, site("Few", 8, 13, (1, 27)).pk: 13}
    figures: set[int] = set()
    for at in (NOW, NOW + timedelta(days=7)):
        rollup.rebuild(at)
        for where in [None, *Site.objects.values_list("pk", flat=True)]:
            for span in SPANS:
                shown = Programme(world.sponsor, where, span, at)
                figures.add(shown.chats)
                figures |= {bar.n for bar in shown.weeks.bars if bar.n}
    differences = {abs(a - b) for a, b in combinations(figures, 2)} | figures
    assert len(figures) > 4
    assert not differences & set(small.values())


def test_the_addresses_filters_are_kept_and_odd_ones_are_not_there(sponsor):
    north = site("North", 12, 30)
    rollup.run(NOW)
    said = text(sponsor, f"?site={north.pk}&weeks=52")
    assert f'<option value="{north.pk}" selected>' in said
    assert '<option value="52" selected>' in said
    assert '<option value="26" selected>' in text(sponsor, "?weeks=1000")
    for odd in ("999999", "x", "-1", "9" * 40, "1 OR 1=1"):
        assert sponsor.get(URL, {"site": odd}).status_code == 404


def test_nobody_is_named(sponsor):
    site("North", 12, 30)
    rollup.run(NOW)
    said = main(sponsor)
    assert "Person" not in said
    assert "Lead of" not in said


@pytest.mark.parametrize("who", ["designer", "hr", "sponsor"])
def test_designers_hr_and_sponsors_see_it_and_find_it(world, sign_in, who):
    client = sign_in(getattr(world, who))
    assert client.get(URL).status_code == 200
    assert client.get("/").content.decode().count(f'href="{URL}"') == 2  # in the menu and on their own start


@pytest.mark.parametrize("who", ["leader", "other", "former", "nobody"])
def test_nobody_else_does(world, sign_in, who):
    client = sign_in(getattr(world, who))
    assert client.get(URL).status_code == 403
    assert URL not in client.get("/").content.decode()
    site("North", 12, 30)
    rollup.run(NOW)
    assert not Total.objects.visible_to(getattr(world, who)).exists()


def test_it_ends_with_the_role(world, sponsor):
    world.sponsor.roles.get(name=Role.Name.SPONSOR).end()
    assert sponsor.get(URL).status_code == 403


def test_signed_out_and_wrong_method(client, sponsor):
    assert asked_to_sign_in(client, URL)
    assert sponsor.post(URL).status_code == 405
    assert sponsor.get(URL, **HTMX).status_code == 200
    assert "no-store" in sponsor.get(URL)["Cache-Control"]


def test_opening_it_writes_nothing_and_asks_no_more_of_the_database_for_more_sites(sponsor):
    def measured() -> int:
        with counted() as queries:
            text(sponsor)
        assert not [one for one in queries if one["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
        return len(queries)

    site("North", 12, 30)
    rollup.run(NOW)
    few = measured()
    for name in ("Ayr", "Mull", "Wick"):
        site(name, 9, 21, (1, 5, 9))
    rollup.run(NOW)
    assert measured() == few <= QUERIES + 1  # how far the story has been told
