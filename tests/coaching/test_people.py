"""The people a leader leads: who was coached this week, who has waited, each in a number of queries that does not grow."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from accounts.models import Advisor
from cards.models import Card
from coaching.away import Away
from coaching.models import CheckBack
from coaching.people import WEEK, chats, everyone, not_spoken_with_lately, team_pages, week_of, with_last_chat
from coaching.practice import practice
from coaching.promises import Promise
from tests import make
from tests.ladder import counted, cover, hr_and_leader

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def ago(days: int) -> datetime:
    return timezone.now() - days * DAY


def names(people) -> list[str]:
    return [person.known_as for person in people]


def last(advisor):
    return with_last_chat(Advisor.objects.filter(pk=advisor.pk)).get().last_held_on


def waiting(leader) -> list[str]:
    """Who was not spoken with lately."""
    at = timezone.now()
    return names(not_spoken_with_lately(everyone(leader, at), Away.of(leader, at)))


def week(leader, at):
    return week_of([person.pk for person in everyone(leader, at)], chats(leader, at, WEEK))


def test_the_last_chat_is_the_latest_standing_one(world):
    make.session(world.leader, world.ada, held_at=ago(9))
    taken_back = make.session(world.leader, world.ada, held_at=ago(2))
    assert last(world.ada) == world.red.today(ago(2))
    taken_back.withdraw(by=world.leader)
    assert last(world.ada) == world.red.today(ago(9))
    assert last(world.ben) is None


def test_coming_back_to_somebody_is_speaking_with_them(world):
    promise = make.check_back(world.leader, world.ada, held_at=ago(20))
    assert waiting(world.leader) == ["Ada", "Ben"]
    promise.answer(by=world.leader, outcome="helped", at=ago(1))
    assert last(world.ada) == world.red.today(ago(1))
    assert waiting(world.leader) == ["Ben"]


@pytest.mark.parametrize(("days", "waited"), [(13, False), (14, True)])
def test_two_weeks_by_the_calendar_are_long(world, days, waited):
    make.session(world.leader, world.ada, held_at=ago(days))
    assert ("Ada" in waiting(world.leader)) is waited


def test_who_joined_lately_is_not_waited_for(world):
    make.advisor(world.red, "New Comer", at=ago(13))
    make.advisor(world.red, "Old Hand", at=ago(14))
    assert waiting(world.leader) == ["Ada", "Ben", "Old"]


def test_names_are_alphabetical_whoever_waited_longest(world):
    make.session(world.leader, world.ada, held_at=ago(15))
    make.session(world.leader, world.ben, held_at=ago(60))
    make.advisor(world.red, "Aaron Never")
    assert waiting(world.leader) == ["Aaron", "Ada", "Ben"]


def test_a_chat_in_an_earlier_team_stays_behind(world):
    make.session(world.leader, world.ada)
    world.ada.move(world.blue)
    assert last(world.ada) is None


def test_the_week_is_seven_days_of_the_latest_card_with_each(world):
    make.session(world.leader, world.ada, "say-it-their-way", held_at=ago(6))
    make.session(world.leader, world.ada, "am-i-allowed", held_at=ago(1))
    make.session(world.leader, world.ben, "a-kind-clear-no", held_at=ago(7))
    this_week = week(world.leader, timezone.now())
    assert (this_week.coached, this_week.people, this_week.suits, len(this_week.blank)) == (1, 2, ["permission"], 1)


def test_the_week_ends_at_midnight_on_the_teams_own_wall(world):
    """An hour after midnight in Auckland it is still yesterday in London."""
    auckland = make.team("Night", time_zone="Pacific/Auckland")
    make.leadership(world.leader, auckland)
    mia = make.advisor(auckland, "Mia Tane")
    at = datetime.combine(ago(9), time(1), ZoneInfo("Pacific/Auckland")).astimezone(UTC)
    make.session(world.leader, mia, held_at=at - 6 * DAY)
    assert chats(world.leader, at, 7)[0].held_on == auckland.today(at) - 6 * DAY
    assert chats(world.leader, at + timedelta(hours=23), 7) == []


def test_cover_counts_and_hr_rights_show_nobody_elses_people(world):
    make.session(world.leader, world.ada)
    assert week(cover(world), timezone.now()).coached == 1
    both = hr_and_leader(world)
    assert (week(both, timezone.now()).coached, week(both, timezone.now()).people) == (0, 1)
    assert week(world.former, timezone.now()).people == 0


def test_a_team_page_says_what_each_is_trying_and_when_to_come_back(world):
    at = timezone.now()
    make.check_back(world.leader, world.ada, held_at=ago(3), next_step="The older one", come_back="next-shift")
    make.check_back(world.leader, world.ada, next_step="The newer one")
    make.session(world.leader, world.ben, step=2)
    page = team_pages(world.leader, Away.of(world.leader, at), everyone(world.leader, at), chats(world.leader, at, 14))[0]
    ada, ben = page.people
    assert (ada.trying, ada.next_due.state, ada.cells) == ("The newer one", "late", frozenset())
    card = Card.objects.get(slug="say-it-their-way")
    assert (ben.trying, ben.next_due, ben.cells) == ("", None, {(card.mindset.number, card.skill.number)})
    assert sum(bool(colour) for _x, _y, colour in ben.squares) == 1


def test_a_place_looked_at_when_come_back_to_is_looked_at(world):
    at = timezone.now()
    make.check_back(world.leader, world.ada).answer(by=world.leader, outcome="helped", step=3)
    page = team_pages(world.leader, Away.of(world.leader, at), everyone(world.leader, at), [])[0]
    assert len(page.people[0].cells) == 1


def test_the_leaders_own_practice(world):
    at = timezone.now()
    make.session(world.leader, world.ada, "how-is-it-going", held_at=ago(13))
    make.session(world.leader, world.ada, "am-i-allowed", held_at=ago(14))
    kept = make.check_back(world.leader, world.ada, held_at=ago(4))
    make.check_back(world.leader, world.ben, held_at=ago(4))
    kept.answer(by=world.leader, outcome="in-the-way", barrier="tool")
    somebody_elses = cover(world)
    make.session(somebody_elses, world.ben)
    own = practice(world.leader, Away.of(world.leader, at), chats(world.leader, at, 14))
    assert (own.chats, own.kept, own.due, own.in_the_way) == (3, 1, 2, 1)


@pytest.mark.parametrize(("minutes", "state"), [(-1, "today"), (1, "late")])
def test_late_begins_after_the_shift_it_was_promised_for(world, minutes, state):
    promise = make.check_back(world.leader, world.ada)
    at = promise.due_at + timedelta(minutes=minutes)
    assert Promise.at(promise, Away(at, {})).state == state


def test_tonights_shift_is_todays_until_it_ends(world):
    night = make.team("Night", shift_starts=time(22), shift_ends=time(6), time_zone="Europe/London")
    make.leadership(world.leader, night)
    noon = datetime.combine(ago(9), time(12), UTC)
    promise = make.check_back(world.leader, make.advisor(night), held_at=noon)
    at = {"noon": noon, "after midnight": noon + timedelta(hours=13), "after the shift": noon + timedelta(hours=20)}
    assert [Promise.at(promise, Away(moment, {})).state for moment in at.values()] == ["today", "today", "late"]
    assert CheckBack.objects.open().count() == 1


def test_thirty_people_ask_no_more_of_the_database_than_three(world):
    def measured() -> int:
        leader = type(world.leader).objects.get(pk=world.leader.pk)
        at = timezone.now()
        with counted() as queries:
            people, away = everyone(leader, at), Away.of(leader, at)
            team_pages(leader, away, people, chats(leader, at, 14))
            not_spoken_with_lately(people, away)
            week(leader, at)
        return len(queries)

    make.check_back(world.leader, world.ada, step=2)
    few = measured()
    for _n in range(30):
        make.check_back(world.leader, make.advisor(world.red), step=3)
    assert measured() == few
