"""`/programme/results/beside/`: one result beside the chats of the same weeks, at each site or at some; nothing small can be made out."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from html import unescape

import pytest

from accounts.models import Site
from coaching import rollup
from coaching.beside_sites import BesideSites
from coaching.models import Measure, Reading
from coaching.programme import Programme
from tests import make
from tests.ladder import HTMX, asked_to_sign_in, counted

pytestmark = pytest.mark.django_db
URL = "/programme/results/beside/"
NOW = datetime(2026, 3, 19, 12, tzinfo=UTC)  # a Thursday; the latest week that is over ends on 15 March


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


@pytest.fixture
def sponsor(world, sign_in):
    return sign_in(world.sponsor)


def walked(name: str, people: int = 9, chats: int = 21) -> Site:
    """A site with so many chats in the week before last."""
    site = Site.objects.create(name=name)
    team, leader = make.team(site=site), make.user()
    make.leadership(leader, team, starts_at=NOW - timedelta(days=800))
    crew = [make.advisor(team, at=NOW - timedelta(days=800)) for _n in range(people)]
    for n in range(chats):
        make.session(leader, crew[n % people], held_at=NOW - timedelta(days=8))
    return site


def read(world, site: Site, slug: str = "interaction-nps", n: int = 100) -> None:
    """Twice, two weeks each."""
    measure = Measure.objects.get(slug=slug)
    for first, value in ((date(2026, 2, 2), 10), (date(2026, 3, 2), 20)):
        said = {"first": first, "last": first + timedelta(days=13), "value": value, "n": n, "received_by": world.hr}
        Reading.objects.create(measure=measure, site=site, **said)


def text(client, query: str = "") -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", unescape(client.get(URL + query).text).split("<main")[1]))


def test_each_site_stands_there_by_name_with_its_own_chats(world, sponsor):
    for name, chats in (("Wick", 24), ("Ayr", 21)):
        read(world, walked(name, chats=chats))
    rollup.run(NOW)
    said = text(sponsor).split("no scale")[0]
    ayr, wick = said.rindex(" Ayr "), said.rindex(" Wick ")
    assert ayr < wick
    assert "2 Mar – 15 Mar 2026 20 – 100 21" in said[ayr:wick]
    assert "2 Mar – 15 Mar 2026 20 – 100 24" in said[wick:]
    assert "that one caused the other is not said" in said
    assert f'href="{URL}?weeks=26"' in sponsor.get("/programme/").text


def test_some_sites_and_one_result_can_be_asked_for(world, sponsor):
    ayr, wick = walked("Ayr"), walked("Wick")
    for site in (ayr, wick):
        read(world, site)
    read(world, wick, "complaints")
    rollup.run(NOW)
    shown = Programme(world.sponsor, None, 26)
    assert [site.name for site in BesideSites(shown, "", [wick.pk, 999]).sites] == ["Wick"]
    assert [site.name for site in BesideSites(shown, "complaints", []).sites] == ["Wick"]
    only = text(sponsor, f"?site={wick.pk}&weeks=12")
    assert only.count("Show the numbers") == 1
    assert "Complaints" in text(sponsor, "?measure=complaints").split("How is this counted")[0]


def test_what_is_too_small_to_show_stays_hidden(world, sponsor):
    """Seven people, and a reading of nineteen answers: neither the chats nor the reading."""
    small = walked("Small", people=7, chats=40)
    read(world, small)
    few = walked("Few")
    read(world, few, n=19)
    rollup.run(NOW)
    said = text(sponsor)
    assert "too few" in said
    assert " 40 " not in said
    assert "Few" not in said.replace("too few", "")


def test_a_site_shows_here_just_what_its_own_page_shows(world, sponsor):
    """So that no filter here tells more than the programme page does."""
    site = walked("Ayr")
    read(world, site)
    rollup.run(NOW)
    ((line,), (own,)) = BesideSites(Programme(world.sponsor, None, 12), "", []).drawn([site]), Programme(world.sponsor, site.pk, 12).beside
    assert [bar.n for bar in line.beside.bars] == [bar.n for bar in own.bars]
    assert [point.chats for point in line.beside.points] == [point.chats for point in own.points]


def test_with_nothing_to_show_it_says_what_it_takes(sponsor):
    assert "It takes two readings" in text(sponsor)


@pytest.mark.parametrize("query", ["?site=x", "?site=-1", "?measure=nothing", "?weeks=1", "?page=99", "?site=99999999", "?measure=%00"])
def test_an_odd_address_is_a_page_all_the_same(world, sponsor, query):
    read(world, walked("Ayr"))
    assert sponsor.get(URL + query).status_code == 200


def test_it_is_paged_and_asks_no_more_for_more_sites(world, sponsor):
    read(world, walked("Ayr"))
    rollup.run(NOW)
    with counted() as few:
        text(sponsor)
    for n in range(9):
        read(world, Site.objects.create(name=f"Site {n}"))
    with counted() as many:
        said = text(sponsor)
    assert len(many) == len(few)
    assert said.count("Show the numbers") == 8
    assert "More sites" in said
    assert text(sponsor, "?page=2").count("Show the numbers") == 2


@pytest.mark.parametrize("who", ["leader", "former", "nobody"])
def test_nobody_else_sees_it(world, sign_in, who):
    assert sign_in(getattr(world, who)).get(URL).status_code == 403


def test_signed_out_wrong_method_and_htmx(client, sponsor):
    assert asked_to_sign_in(client, URL)
    assert sponsor.post(URL).status_code == 405
    assert sponsor.get(URL, **HTMX).status_code == 200
