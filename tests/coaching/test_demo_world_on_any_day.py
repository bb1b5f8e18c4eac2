"""The demo world on four awkward days: what the demo leader sees, and a history that could have happened."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection, models, transaction

from accounts.models import Advisor, Leadership, Membership, Role, Site, Team, User
from cards.models import Card
from coaching import calendar
from coaching.demo import names, people, world
from coaching.demo.hurdles import STILL_OPEN
from coaching.models import Amendment, Barrier, CheckBack, Session

pytestmark = pytest.mark.django_db

LONDON = ZoneInfo("Europe/London")
TUESDAY_MORNING = datetime(2025, 6, 17, 10, 42, tzinfo=LONDON)
SATURDAY_EVENING = datetime(2025, 11, 8, 22, 0, tzinfo=LONDON)
CLOCKS_GO_BACK = datetime(2025, 10, 26, 11, 15, tzinfo=LONDON)
CLOCKS_GO_FORWARD = datetime(2026, 3, 29, 6, 30, tzinfo=LONDON)  # a Sunday too, and before the shift
NOWS = [TUESDAY_MORNING, SATURDAY_EVENING, CLOCKS_GO_BACK, CLOCKS_GO_FORWARD]
MADE = [Site, Team, User, Role, Leadership, Advisor, Membership, Session, CheckBack, Barrier, Amendment]


# --- the figures -----------------------------------------------------------------------------------------------------


def three_check_backs_are_due_and_one_of_them_is_late(leader: User, now: datetime) -> None:
    open_ones = CheckBack.objects.visible_to(leader, now).open()
    at_hand = next(calendar.shifts_from(now, Team.objects.get(name="Lighthouse")))
    assert open_ones.due_by(at_hand.ends_at).count() == 3
    assert [check_back.advisor.name for check_back in open_ones if check_back.is_late(now)] == ["Ben Hughes"]
    assert len({check_back.advisor_id for check_back in open_ones.due_by(at_hand.ends_at)}) == 3


def eight_of_twelve_were_coached_in_the_last_seven_days(leader: User, now: datetime) -> None:
    today = Team.objects.get(name="Lighthouse").today(now)
    week = Session.objects.visible_to(leader, now).standing().held_between(today - timedelta(days=6), today)
    assert week.values("advisor").distinct().count() == 8
    assert not week.filter(held_at__lt=now - timedelta(days=7)).exists()


def four_were_not_spoken_with_for_over_two_weeks_one_of_them_never(leader: User, now: datetime) -> None:
    today = Team.objects.get(name="Lighthouse").today(now)
    last: dict[str, date] = {}
    for session in Session.objects.visible_to(leader, now).order_by("held_at"):
        answers = [answered for answered in session.check_backs.values_list("answered_on", flat=True) if answered]
        last[session.advisor.name] = max(session.held_on, last.get(session.advisor.name, session.held_on), *answers)
    quiet = {name: (today - day).days for name, day in last.items() if (today - day).days > 14}
    assert quiet == {"Harv Gill": 16, "Isla Reid": 19, "Liam Byrne": 23}
    assert "Jamal Carter" not in last


def three_things_are_in_the_way(leader: User, now: datetime) -> None:
    waiting = Barrier.objects.visible_to(leader, now).open().longest_first()
    assert [(barrier.days_waiting(now), barrier.kind, barrier.words) for barrier in waiting] == STILL_OPEN


def nothing_lies_in_the_future(now: datetime) -> None:
    moments = {
        Session: ("held_at", "received_at", "amended_at", "withdrawn_at"),
        CheckBack: ("answered_at", "received_at"),
        Barrier: ("raised_at", "cleared_at"),
        Amendment: ("at",),
        Membership: ("starts_at",),
        User: ("joined_at",),
        Role: ("granted_at",),
    }
    for model, fields in moments.items():
        for name in fields:
            assert not model.objects.filter(**{f"{name}__gt": now}).exists(), (model, name)


def one_promise_is_for_this_week(leader: User, now: datetime) -> None:
    assert CheckBack.objects.visible_to(leader, now).open().filter(come_back="this-week", due_at__gt=now).exists()


# --- what holds whenever it is made ----------------------------------------------------------------------------------


class Promise:
    """What holds of a demo world. Each only reads, so that one world does for all."""

    def the_demo_leaders_today_looks_as_promised(leader, now):
        three_check_backs_are_due_and_one_of_them_is_late(leader, now)
        one_promise_is_for_this_week(leader, now)
        eight_of_twelve_were_coached_in_the_last_seven_days(leader, now)
        four_were_not_spoken_with_for_over_two_weeks_one_of_them_never(leader, now)
        three_things_are_in_the_way(leader, now)

    def nothing_lies_in_the_future(leader, now):
        nothing_lies_in_the_future(now)

    def three_sites_two_time_zones_eight_teams_of_twelve(leader, now):
        assert Site.objects.count() == 3
        assert {team.time_zone for team in Team.objects.all()} == {"Europe/London", "Europe/Athens"}
        assert [team.advisors.count() for team in Team.objects.all()] == [12] * 8
        assert Advisor.objects.values("name").distinct().count() == Advisor.objects.values("email").distinct().count() == 96
        assert not Advisor.objects.filter(known_as="").exists()
        assert max(len(name) for name in Advisor.objects.values_list("name", flat=True)) > 50

    def every_team_has_one_leader_now_but_for_the_one_that_is_covered(leader, now):
        for team in Team.objects.all():
            there = Leadership.objects.filter(team=team).at(now)
            assert there.filter(cover=False).count() == 1
            assert there.filter(cover=True).exists() == (team.name == names.AWAY_FROM)
        assert not Team.objects.led_by(User.objects.get(name=names.FORMER), now).exists()

    def only_the_printed_accounts_have_a_password(leader, now):
        with_password = {user.email for user in User.objects.all() if user.has_usable_password()}
        assert with_password == {account.email for account in names.ACCOUNTS}
        for account in names.ACCOUNTS:
            user = User.objects.get(email=account.email)
            assert user.role_names == ({account.role} if account.role else set())

    def the_demo_leader_leads_the_twelve_of_lighthouse(leader, now):
        team = Team.objects.led_by(leader, now).get()
        assert (team.name, team.site.name) == ("Lighthouse", "Harbourside")
        assert set(Advisor.objects.visible_to(leader, now).values_list("name", flat=True)) == set(names.TEAMS[0].advisors)

    def the_rest_of_the_barriers_were_cleared_with_words(leader, now):
        cleared = Barrier.objects.visible_to(leader, now).cleared()
        assert cleared.count() > 10
        assert not cleared.filter(what_was_done="").exists()
        assert {barrier.kind for barrier in Barrier.objects.all()} == set(Barrier.Kind.values)
        for team in Team.objects.all():  # nothing gets in the way again once it was dealt with
            words_of = list(team.barriers.values_list("words", flat=True))
            assert "" not in words_of
            assert len(words_of) == len(set(words_of))

    def the_four_outcomes_all_come_up(leader, now):
        outcomes = Counter(CheckBack.objects.visible_to(leader, now).answered().values_list("outcome", flat=True))
        assert set(outcomes) == set(CheckBack.Outcome.values)
        assert min(outcomes.values()) >= 10

    def it_reaches_back_twelve_weeks(leader, now):
        first = Session.objects.order_by("held_at").first()
        assert timedelta(weeks=11) < now - first.held_at <= timedelta(weeks=12)

    def chats_and_answers_fall_into_a_shift_of_the_team(leader, now):
        moments = [(session.held_at, session.team) for session in Session.objects.select_related("team")]
        moments += [(check_back.answered_at, check_back.team) for check_back in CheckBack.objects.answered().select_related("team")]
        for at, team in moments:
            assert next(calendar.shifts_from(at, team)).starts_at <= at, (at, team)

    def one_thing_comes_after_the_other(leader, now):
        assert not Session.objects.filter(received_at__lt=models.F("held_at")).exists()
        assert not CheckBack.objects.filter(answered_at__lt=models.F("session__held_at")).exists()
        assert not CheckBack.objects.filter(answered_at__lt=models.F("after__answered_at")).exists()
        assert not Barrier.objects.filter(cleared_at__lt=models.F("raised_at")).exists()
        assert not Session.objects.filter(amended_at__lt=models.F("received_at")).exists()

    def whoever_did_something_led_the_team_then(leader, now):
        done = [(session.leader, session.team, session.held_at) for session in Session.objects.select_related("leader", "team")]
        done += [(row.leader, row.team, row.received_at) for row in Session.objects.select_related("leader", "team")]
        done += [(row.answered_by, row.team, row.answered_at) for row in CheckBack.objects.answered().select_related("answered_by", "team")]
        done += [(row.cleared_by, row.team, row.cleared_at) for row in Barrier.objects.cleared().select_related("cleared_by", "team")]
        led: dict[tuple[int, int], list[Leadership]] = {}
        for one in Leadership.objects.all():
            led.setdefault((one.leader_id, one.team_id), []).append(one)
        for by, team, at in done:
            assert any(one.starts_at <= at and (one.ends_at is None or at < one.ends_at) for one in led[by.pk, team.pk]), (by, team, at)

    def the_former_leader_and_the_one_standing_in_have_logged_too(leader, now):
        assert Session.objects.filter(leader__name=names.FORMER).count() > 20
        covering = Leadership.objects.get(cover=True)
        assert Session.objects.filter(team=covering.team, leader=covering.leader).exists()

    def nobody_was_coached_before_they_joined(leader, now):
        joined = {membership.advisor_id: membership for membership in Membership.objects.all()}
        for session in Session.objects.all():
            assert joined[session.advisor_id].starts_at <= session.held_at
            assert joined[session.advisor_id].team_id == session.team_id

    def shares_are_believable(leader, now):
        sessions, total = Session.objects.all(), Session.objects.count()
        assert 0.25 < sessions.filter(card__kind__slug="good-catch").count() / total < 0.37
        assert 0.25 < sessions.exclude(note="").count() / total < 0.42
        assert 0.01 < sessions.exclude(advisor_step=None).count() / total < 0.08
        assert sessions.filter(made_offline=True, received_at__gt=models.F("held_at")).count() > 10
        answered = CheckBack.objects.answered()
        late = answered.filter(answered_at__gt=models.F("due_at")).count() / answered.count()
        assert 0.05 < late < 0.2
        assert 15 < CheckBack.objects.open().count() < 120
        leaders_day = Counter(Session.objects.filter(team__name="Anchor").values_list("held_on", flat=True))
        assert set(leaders_day.values()) <= {1, 2, 3, 4}

    def most_people_go_up_slowly(leader, now):
        looks: dict[tuple[int, int], list[int]] = {}
        for session in Session.objects.exclude(step=None).exclude(card__skill=None).select_related("card").order_by("held_at"):
            looks.setdefault((session.advisor_id, session.card.skill_id), []).append(session.step)
        often = [steps for steps in looks.values() if len(steps) >= 4]
        up = sum(sum(steps[-2:]) > sum(steps[:2]) for steps in often)
        down = sum(sum(steps[-2:]) < sum(steps[:2]) for steps in often)
        assert up > 2.5 * down
        assert up < 0.95 * len(often)

    def some_cards_are_used_much_and_some_never(leader, now):
        used = Counter(Session.objects.values_list("card__slug", flat=True))
        assert 2 <= Card.objects.count() - len(used) <= 5
        assert max(used.values()) > 4 * min(used.values())

    def a_handful_were_put_right_and_two_taken_back(leader, now):
        assert 4 <= Amendment.objects.count() <= 9
        assert not Amendment.objects.filter(reason="").exists()
        assert Session.objects.filter(amended_count=1).count() == Amendment.objects.count()
        assert Session.objects.filter(withdrawn_at__isnull=False).exclude(withdrawn_because="").count() == 2

    def the_card_for_someone_shaken_has_no_step(leader, now):
        shaken = Session.objects.filter(card__care_first=True)
        assert shaken.exists()
        assert not shaken.exclude(step=None, advisor_step=None).exists()
        assert not CheckBack.objects.filter(session__card__care_first=True).exclude(step=None).exists()
        assert not CheckBack.objects.answered().filter(session__card__care_first=True).exclude(outcome="helped").exists()

    def every_row_is_whole(leader, now):
        connection.check_constraints()
        for model in MADE:
            relations = {field.name for field in model._meta.concrete_fields if field.is_relation}  # each would be a query
            for row in model.objects.all():
                row.clean_fields(exclude=relations | {"password"})


@pytest.mark.parametrize("now", NOWS, ids=["Tuesday morning", "Saturday evening", "clocks go back", "clocks go forward"])
def test_a_demo_made_on_any_day_keeps_its_promises(now, subtests):
    world.build(now)
    leader = User.objects.get(email="leader@example.com")
    promises = {name: promise for name, promise in vars(Promise).items() if not name.startswith("_")}
    assert len(promises) > 15
    for name, promise in promises.items():
        with subtests.test(msg=name):
            promise(leader, now)


def test_it_can_be_made_at_any_hour(monkeypatch):
    """The figures hold through two weeks with a change of clocks, at ever other hours. The demo leader's team alone will do."""
    monkeypatch.setattr(people, "TEAMS", names.TEAMS[:1])
    for hours in range(0, 14 * 24, 23):
        now = datetime(2026, 3, 21, tzinfo=UTC) + timedelta(hours=hours, minutes=hours % 60)
        with transaction.atomic():
            world.build(now)
            leader = User.objects.get(email="leader@example.com")
            three_check_backs_are_due_and_one_of_them_is_late(leader, now)
            eight_of_twelve_were_coached_in_the_last_seven_days(leader, now)
            four_were_not_spoken_with_for_over_two_weeks_one_of_them_never(leader, now)
            three_things_are_in_the_way(leader, now)
            nothing_lies_in_the_future(now)
            transaction.set_rollback(True)
