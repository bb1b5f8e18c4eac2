"""Totals for the programme page: kept in step with what was logged, whatever comes late, is put right, taken back or moved."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from django.core.management import CommandError, call_command

from accounts.models import Site, Team, User
from coaching import rollup
from coaching.counting import FOUR_WEEKS, period_of
from coaching.models import CardWeek, CheckBack, Counted, Dispute, Session, Stale, Total
from coaching.report import monday
from tests import make

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 19, 12, tzinfo=UTC)
W = Total.What


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


class Floor:
    """Three sites: two teams at one, one team at another, five people at the third."""

    def __init__(self) -> None:
        sites = [Site.objects.create(name=name) for name in ("Far", "Near", "Tiny")]
        self.teams, self.leaders, self.people = [], [], []
        for site, size in ((0, 9), (0, 8), (1, 10), (2, 5)):
            team, leader = make.team(site=sites[site]), make.user()
            make.leadership(leader, team, starts_at=NOW - timedelta(days=700))
            self.teams.append(team)
            self.leaders.append(leader)
            self.people += [make.advisor(team, at=NOW - timedelta(days=700)) for _n in range(size)]
        self.far, self.near, self.tiny = sites

    def chat(self, rng: Random, person=None, days: float | None = None, **fields) -> Session:
        person = person or rng.choice(self.people)
        held_at = NOW - timedelta(days=rng.uniform(0.1, 30) if days is None else days)
        leader = self.leaders[self.teams.index(person.team_at(held_at))]
        card = rng.choice(["say-it-their-way", "how-is-it-going"])
        return make.session(leader, person, card, held_at=held_at, **{"step": rng.choice([1, 2, 3, 4, None]), **fields})


@pytest.fixture
def floor(db) -> Floor:
    return Floor()


def totals(**only) -> dict[tuple, int]:
    rows = Total.objects.filter(**only)
    return {(row.site_id, row.week, row.what, row.key): row.n for row in rows}


def busy(floor: Floor, site: Site, days: float = 10, chats: int = 24, **fields) -> None:
    people = [one for one in floor.people if one.team.site_id == site.pk]
    for n in range(chats):
        floor.chat(Random(n), people[n % len(people)], days, **fields)


def test_random_days_are_counted_like_a_slow_count_of_the_rows(floor):
    """Chats that arrive late, are put right, taken back, answered or moved; people who change teams; counts in between."""
    rng = Random(5)
    made: list[Session] = []
    for turn in range(360):
        chance = rng.random()
        if chance < 0.72 or not made:
            made.append(floor.chat(rng, come_back=rng.choice(["none", "next-shift", "later-today"])))
        elif chance < 0.79:
            rng.choice(made).amend(by=floor.leaders[0], step=rng.choice([1, 2, 3, 4]))
        elif chance < 0.84:
            rng.choice(made).withdraw(by=floor.leaders[0])
        elif chance < 0.87:
            dispute(rng.choice(made), floor.leaders[0])
        elif chance < 0.95:
            answer(rng, rng.choice(made))
        else:
            rng.choice(floor.people).move(rng.choice(floor.teams[:3]), at=NOW - timedelta(minutes=360 - turn))
        if turn % 60 == 59:
            rollup.run(NOW)
            assert rollup.check(NOW) == {}
    rollup.run(NOW)
    assert rollup.check(NOW) == {}
    assert not Stale.objects.exists()
    kept = totals()
    assert len(kept) > 80
    rollup.rebuild(NOW)
    assert totals() == kept
    agrees_with_slow_counts()


def dispute(session: Session, by: User) -> None:
    """P11: the second time, it is settled."""
    there = session.disputes.open().first()
    if there:
        there.settle(by, "It stands")
    else:
        Dispute.begin([session], "It was not like that", by=by)


def answer(rng: Random, session: Session) -> None:
    for check_back in session.check_backs.filter(answered_at=None):
        if rng.random() < 0.5:
            check_back.move("this-week", at=NOW - timedelta(days=rng.uniform(0, 9)))
        outcome = rng.choice(CheckBack.Outcome.values)
        check_back.answer(by=session.leader, outcome=outcome, barrier="rule", come_back="next-shift", at=NOW - timedelta(days=1))


def agrees_with_slow_counts() -> None:
    """By another way than the code's: row by row, of each week that is shown at a site."""
    standing = list(Session.objects.filter(withdrawn_at=None, disputed_at=None).select_related("team"))
    slow = Counter((one.team.site_id, monday(one.held_on)) for one in standing)
    people = {place: len({one.advisor_id for one in standing if (one.team.site_id, monday(one.held_on)) == place}) for place in slow}
    large = {place for place in slow if slow[place] >= 20 and people[place] >= 8}
    shown = {(site, week): n for (site, week, _what, _key), n in totals(what=W.CHATS, site__isnull=False).items()}
    assert large
    assert shown == {place: slow[place] for place in large}
    due = list(CheckBack.objects.filter(session__withdrawn_at=None, session__disputed_at=None).select_related("team", "session"))
    for (site, week, _what, _key), n in totals(what=W.DUE, site__isnull=False).items():
        assert n == sum(one.team.site_id == site and monday(one.due_on) == week for one in due)

    for row in CardWeek.objects.all():
        agrees_with_its_chats(row, standing, due)


def agrees_with_its_chats(row: CardWeek, standing: list[Session], due: list[CheckBack]) -> None:
    mine = [one for one in due if one.session.edition_id == row.edition_id and monday(one.due_on) == row.week]
    kept = [one for one in mine if one.answered_at]
    assert row.logged == sum(one.edition_id == row.edition_id and monday(one.held_on) == row.week for one in standing)
    assert (row.due, row.kept, row.helped) == (len(mine), len(kept), sum(one.outcome == "helped" for one in kept))
    assert row.in_the_way == sum(one.outcome == "in-the-way" for one in kept)
    for people, marks in (({one.advisor_id for one in mine}, row.due_people), ({one.advisor_id for one in kept}, row.kept_people)):
        assert marks.bit_count() <= len(people) if len(people) < 8 else marks.bit_count() >= 8


def test_what_is_shown_of_a_week(floor):
    busy(floor, floor.far)
    rollup.run(NOW)
    week = monday((NOW - timedelta(days=10)).date())
    found = totals(site=floor.far, week=week, what__in=[W.CHATS, W.PEOPLE])
    assert found == {(floor.far.pk, week, "chats", ""): 24, (floor.far.pk, week, "people", ""): 17}


@pytest.mark.parametrize(("chats", "shown"), [(19, False), (20, True)])
def test_nineteen_looks_are_too_few_and_twenty_are_enough(floor, chats, shown):
    busy(floor, floor.near, chats=chats)
    rollup.run(NOW)
    assert bool(totals(what=W.CHATS)) == shown


def test_seven_people_are_too_few_however_often(floor):
    people = [one for one in floor.people if one.team.site_id == floor.near.pk][:7]
    for n in range(28):
        floor.chat(Random(n), people[n % 7], 10)
    rollup.run(NOW)
    assert not Total.objects.exists()


def test_a_small_site_is_in_no_figure_that_of_all_sites_included(floor):
    busy(floor, floor.far)
    busy(floor, floor.tiny, chats=6)
    rollup.run(NOW)
    assert set(totals(what=W.CHATS).values()) == {24}


def test_small_sites_that_are_enough_together_are_in_the_figure_of_all(floor):
    busy(floor, floor.near, chats=15)
    busy(floor, floor.tiny, chats=9)
    rollup.run(NOW)
    assert list(totals(what=W.CHATS).items()) == [((None, monday((NOW - timedelta(days=10)).date()), "chats", ""), 24)]


@pytest.mark.parametrize(
    "change",
    [
        lambda floor, chat: floor.chat(Random(1), chat.advisor, 10),
        lambda floor, chat: chat.withdraw(by=chat.leader),
        lambda floor, chat: chat.amend(by=chat.leader, step=4),
        lambda floor, chat: chat.check_backs.get().answer(by=chat.leader, outcome="in-the-way", barrier="tool", at=NOW),
        lambda floor, chat: chat.check_backs.get().move("this-week", at=NOW - timedelta(days=3)),
    ],
    ids=["late arrival", "withdrawn", "amended", "answered", "moved"],
)
def test_every_change_marks_its_weeks_and_is_in_the_next_count(floor, change):
    busy(floor, floor.far, chats=80, step=2, come_back="next-shift")
    rollup.run(NOW)
    before = totals()
    assert not Stale.objects.exists()
    change(floor, Session.objects.filter(step=2).first())
    assert Stale.objects.exists()
    rollup.run(NOW)
    assert totals() != before
    assert rollup.check(NOW) == {}


@pytest.mark.parametrize(
    "change",
    [
        lambda floor, at: floor.people[0].move(floor.teams[2], at=at),
        lambda floor, at: floor.people[0].leave(at=at),
        lambda floor, at: make.leadership(make.user(), floor.teams[0], starts_at=at, ends_at=at + timedelta(days=9)),
        lambda floor, at: Team.objects.filter(pk=floor.teams[0].pk).update(site=floor.near),
    ],
    ids=["moved", "left", "led", "site"],
)
def test_who_was_where_on_a_day_counted_long_ago_is_counted_again(floor, change):
    """Nothing marks it: those verbs know nothing of totals. The check passes over it until then, as over all that waits."""
    busy(floor, floor.far, days=130)
    rollup.run(NOW)
    long_ago = period_of(NOW.date()) - 3 * FOUR_WEEKS
    assert min(rollup.run(NOW)) > long_ago
    change(floor, NOW - timedelta(days=135))
    assert not Stale.objects.exists()
    assert rollup.check(NOW) == {}
    assert min(rollup.run(NOW)) <= long_ago
    assert rollup.check(NOW) == {}


def test_what_changes_while_it_is_counted_is_counted_the_next_time(floor, monkeypatch):
    busy(floor, floor.far)
    rollup.run(NOW)
    floor.chat(Random(1), floor.people[0], 10)
    read = rollup.four_weeks

    def meanwhile(first):
        found = read(first)
        if first == period_of((NOW - timedelta(days=10)).date()):
            floor.chat(Random(2), floor.people[1], 10)
        return found

    monkeypatch.setattr(rollup, "four_weeks", meanwhile)
    rollup.run(NOW)
    monkeypatch.setattr(rollup, "four_weeks", read)
    assert Stale.objects.count() == 1
    rollup.run(NOW)
    assert set(totals(what=W.CHATS).values()) == {26}


def test_steps_and_reach_are_of_four_weeks(floor):
    for week in range(1, 5):
        busy(floor, floor.far, days=7 * week, step=3)
    rollup.run(NOW)
    steps = totals(what=W.STEP, site=floor.far)
    assert {week for _site, week, _what, _key in steps} <= {period_of(NOW.date()), period_of(NOW.date()) - FOUR_WEEKS}
    assert all(key.endswith(".3") for _site, _week, _what, key in steps)
    assert {n for (_s, week, what, _k), n in totals(site=floor.far).items() if what in (W.REACHED, W.HERE)} == {17}
    assert not totals(what=W.LEADING)  # two leaders are too few


def test_the_first_run_counts_all_there_is(floor):
    busy(floor, floor.far, days=200)
    Stale.objects.all().delete()
    call_command("rollup")
    assert set(totals(what=W.CHATS).values()) == {24}
    assert Counted.objects.count() > 7


def test_a_first_run_that_was_broken_off_is_finished_by_the_next(floor):
    busy(floor, floor.far, days=200)
    rollup.run(NOW)
    first = period_of((NOW - timedelta(days=200)).date())
    Counted.objects.filter(first=first).delete()
    Total.objects.all().delete()
    rollup.run(NOW)
    assert set(totals(what=W.CHATS).values()) == {24}


def test_the_check_finds_what_is_wrong_and_the_rebuild_mends_it(floor):
    busy(floor, floor.far)
    rollup.run(NOW)
    call_command("rollup", "check")
    Total.objects.filter(what=W.CHATS).update(n=99)
    with pytest.raises(CommandError, match="rebuild"):
        call_command("rollup", "check")
    call_command("rollup", "rebuild")
    call_command("rollup", "check")
